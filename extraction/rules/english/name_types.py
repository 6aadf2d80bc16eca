"""Which type a name has, from the noun that the text calls it by and from its other mentions."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from extraction.rules.english.nominals import ORGANIZATION, PERSON, PLACE, UNKNOWN_NAME, WORK
from kg.text.name_key import NameForm, name_form
from kg.text.word_lists import words

_NOUNS_OF = {
    PERSON: (
        "actor actress singer player footballer politician writer author novelist poet physicist mathematician engineer "
        "musician composer director producer painter lawyer nurse athlete coach officer king queen emperor bishop priest "
        "model historian philosopher astronaut explorer son daughter wife husband brother sister mother father cricketer "
        "wrestler boxer swimmer cyclist golfer rapper guitarist drummer designer architect soldier admiral "
        "inventor teacher professor programmer researcher banker judge prince princess duke "
        "footballer filmmaker screenwriter playwright comedian presenter broadcaster surgeon physician doctor merchant"
    ),
    ORGANIZATION: (
        "company corporation band group club team university college school agency party newspaper publisher "
        "organization organisation association union ministry bank label network church society institute foundation "
        "studio museum orchestra regiment airline manufacturer retailer brand league federation"
    ),
    PLACE: (
        "city town village country county district state province region river lake mountain island sea ocean "
        "municipality commune settlement suburb neighborhood neighbourhood capital station airport building bridge dam "
        "park garden castle stadium arena highway road street hill valley bay peninsula canton parish kingdom township "
        "hamlet community hotel theatre theater cathedral tributary temple pagoda palace monastery"
    ),
    WORK: (
        "film movie album song single novel book series episode play opera painting magazine poem sculpture symphony "
        "sitcom drama soundtrack game programme documentary comic manga anime musical"
    ),
    "Event": "war battle tournament election festival championship season ceremony revolution conference race treaty",
    "Language": "language dialect script alphabet syllabary",
    "Product": "typeface font printer typewriter aircraft bomber car locomotive ship computer machine rifle missile software device engine",
}
_TYPE_OF = {noun: type_name for type_name, nouns in _NOUNS_OF.items() for noun in nouns.split()}
_PERSON_ENDINGS = (
    "ologist",
    "mathematician",
    "sportsman",
    "businessman",
    "businesswoman",
    "congressman",
    "activist",
)
_SURNAMES = words(
    "park hill lake king prince judge bishop church castle street bridge duke coach singer painter house bay young band "
    "temple french love single day son road priest officer model doctor merchant cook mason carter brown field banks"
)
_CALLED_WEIGHT = 3


class NameTypes:
    """Votes for the type of each name in a stretch of text."""

    def __init__(self) -> None:
        self._votes: defaultdict[NameForm, Counter[str]] = defaultdict(Counter)

    def mention(self, name: str, type_name: str) -> None:
        """Count a mention that was recognised as of this type, and the type that the name's own last word tells."""
        votes = self._votes[name_form(name)]
        votes[type_name] += 1
        if by_own_word := type_of_name(name):
            votes[by_own_word] += 1

    def called(self, name: str, noun_phrase: str) -> None:
        """Count what the text calls the name ("a British heavy metal band")."""
        if type_name := type_of_noun(noun_phrase):
            self._votes[name_form(name)][type_name] += _CALLED_WEIGHT

    def decide(self) -> Mapping[NameForm, str]:
        """The type of each name: most votes, a recognised type before an unknown one, ties by alphabet.

        With and without a legal form it is one name, but for a person and the company of that name. A single word
        that ends or begins exactly one person's name ("Turing") is that person.
        """
        decided = {form: self._decide_one(form) for form in self._votes}
        people = {form.key for form, type_name in decided.items() if type_name == PERSON and " " in form.key}
        for form in decided:
            matches = [name for name in map(str.split, people) if form.key in (name[0], name[-1])]
            if len(matches) == 1 and not form.legal:
                decided[form] = PERSON
        return decided

    def _decide_one(self, form: NameForm) -> str:
        own, other = self._votes[form], self._votes.get(NameForm(form.key, not form.legal), Counter())
        bare, formal = (other, own) if form.legal else (own, other)
        apart = other and _most(bare) == PERSON != _most(formal)
        return _most(own if apart else own + other)


def type_of_name(name: str) -> str | None:
    """The type that a name's last word tells ("Mehan Garden"), where no person is called so; None when open."""
    words = name.lower().split()
    return type_of_noun(words[-1]) if len(words) > 1 and words[-1] not in _SURNAMES else None


def type_of_noun(noun_phrase: str) -> str | None:
    """The type of things that are called so, by the last word; None when it is open."""
    words: Iterable[str] = noun_phrase.lower().split()
    last = list(words)[-1:]
    if not last:
        return None
    return _TYPE_OF.get(last[0], PERSON if last[0].endswith(_PERSON_ENDINGS) else None)


def _most(votes: Counter[str]) -> str:
    return min(votes, key=lambda name: (name == UNKNOWN_NAME, -votes[name], name))
