"""What pronouns refer to, where that is safe to say."""

from typing import TYPE_CHECKING

from extraction.lexicon.english_words import RECORDINGS
from extraction.lexicon.noun_types import family, is_kind_of, type_of_noun
from extraction.rules.english.labels import DATE, ORGANIZATION, PERSON, PLACE, UNKNOWN_NAME, WORK
from extraction.rules.english.nominals import Nominals
from extraction.rules.english.reading import Reading, Thing, as_thing, same_name
from extraction.rules.english.topic import HE, SHE, Topic

if TYPE_CHECKING:
    from spacy.tokens import Token

_IT = frozenset({"it", "its"})
_THEY = frozenset({"they", "them", "their"})
_POINTING = HE | SHE | _IT | _THEY
_WITH_WORKS = frozenset(
    {"music", "lyric", "lyrics", "score", "script", "screenplay", "story", "plot", "cast"}
)
_WITH_THINGS = frozenset({"design"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class Discourse:
    """The names of the sentence before and what it was about, from one sentence to the next."""

    def __init__(self, topic: Topic | None) -> None:
        self._topic = topic
        self._names: list[Thing] = []
        self._centre: Thing | None = None
        self.unresolved: list[str] = []

    def read(self, doc_nominals: Nominals, reading: Reading) -> None:
        """Take note of a sentence after its statements were read."""
        self._names = [as_thing(name) for name in doc_nominals.names()] + reading.resolved()
        self._centre = None
        for token in reading.doc:
            if token.dep_ in _SUBJECTS and token.head.dep_ == "ROOT":
                self._centre = _centre(reading, token)

    def resolve(self, token: "Token", nominals: Nominals) -> Thing | None:
        """What a personal pronoun, or "the film", refers to; None when more than one thing is possible."""
        if token.pos_ != "PRON":
            return self._called(token)
        if token.lower_ not in _POINTING or _is_empty(token) or _is_of_owner(token):
            return None
        found = self._candidate(token, nominals)
        if found is None and token.dep_ in _SUBJECTS:
            self.unresolved.append(f"{token.text} … {token.head.text}")
        return found

    def _called(self, noun: "Token") -> Thing | None:
        word = noun.lemma_.lower()
        counted = word == "population" and self._topic is not None and family(self._topic.thing.type) == PLACE
        if mentioned := self._mentioned(noun):
            return mentioned
        if self._topic is None or not (
            noun.tag_ == "NN" or noun.text in RECORDINGS or (noun.tag_ == "NNS" and word in _WITH_WORKS)
        ):
            return None
        known = counted or word in self._topic.nouns or self._is_of_its_kind(word) or self._is_made_with(noun)
        return self._topic.thing if known else None

    def _mentioned(self, noun: "Token") -> Thing | None:
        """The only thing that the sentence before names which is what a bare noun says, as narrowly: "The album was"."""
        kind = type_of_noun(noun.lower_)
        bare = all(child.dep_ == "det" for child in noun.children)
        if kind is None or kind in {family(kind), PERSON} or noun.tag_ != "NN" or not bare:
            return None
        alike: list[Thing] = []
        for each in self._names:
            if is_kind_of(each.type, kind) and not any(same_name(each.text, known.text) for known in alike):
                alike.append(each)
        if self._topic is not None and is_kind_of(self._topic.thing.type, kind):
            return None
        return alike[0] if len(alike) == 1 else None

    def _is_made_with(self, noun: "Token") -> bool:
        """Whether what made the noun made the topic: the music, the script, the cast, the design of it."""
        kind = family(self._topic.thing.type) if self._topic is not None else None
        made = noun.dep_ == "dobj" and noun.head.lemma_ in {"write", "compose"}
        copula = noun.head.lemma_ == "be" and noun.dep_ == "nsubj"
        if copula or not (made or noun.dep_ in _SUBJECTS):
            return False
        nouns = _WITH_WORKS if kind == WORK else _WITH_THINGS if kind in {"Product", PLACE} else frozenset()
        return noun.lemma_.lower() in nouns

    def _is_of_its_kind(self, noun: str) -> bool:
        """Whether the noun says what the topic is, as narrowly as its type, and the sentence before was of no other such."""
        kind = type_of_noun(noun)
        if (
            self._topic is None
            or kind is None
            or kind == PERSON
            or not is_kind_of(kind, self._topic.thing.type)
        ):
            return False
        others = (
            family(each.type) == family(kind) and not same_name(each.text, self._topic.thing.text)
            for each in self._names
        )
        return not any(others)

    def _candidate(self, token: "Token", nominals: Nominals) -> Thing | None:
        before = [as_thing(name) for name in nominals.names() if name.last < token.i]
        pronoun = token.lower_
        found: list[Thing] = []
        for thing in (*([self._centre] if self._centre else []), *self._names, *before):
            if self._fits(thing, pronoun) and not any(same_name(thing.text, known.text) for known in found):
                found.append(thing)
        if not found:
            about = self._topic.thing if self._topic is not None else None
            return about if about is not None and self._fits(about, pronoun) else None
        if len(found) > 1:
            return self._central(found, pronoun)
        # "It" may as well be the common noun that the sentence before was about; "he" hardly.
        sure = pronoun in HE | SHE or found[0] == self._centre or not self._names
        return found[0] if sure else None

    def _central(self, found: list[Thing], pronoun: str) -> Thing | None:
        """Among several, the topic if the sentence before was about it too."""
        centre = self._centre
        if self._topic is None or centre is None or not self._fits(centre, pronoun):
            return None
        return centre if same_name(centre.text, self._topic.thing.text) and found[0] == centre else None

    def _fits(self, thing: Thing, pronoun: str) -> bool:
        is_topic = self._topic is not None and same_name(thing.text, self._topic.thing.text)
        if self._topic is not None and is_topic:
            thing = self._topic.thing
        if pronoun in HE | SHE:
            gender = self._topic.gender if self._topic is not None and is_topic else None
            person = thing.type == PERSON or (thing.type == UNKNOWN_NAME and gender is not None)
            return person and gender in {None, "he" if pronoun in HE else "she"}
        if pronoun in _THEY:
            plural = is_topic and self._topic is not None and self._topic.plural
            return plural or (family(thing.type) in {ORGANIZATION, "Group"} and not is_topic)
        called_person = is_topic and self._topic is not None and self._topic.gender is not None
        return thing.type not in {PERSON, DATE, "Group"} and not (
            thing.type == UNKNOWN_NAME and called_person
        )


def _centre(reading: Reading, subject: "Token") -> Thing | None:
    """Whom a sentence with this subject is about: the subject, or the owner in "his early promise"."""
    owners = [child for child in subject.children if child.dep_ == "poss"]
    for token in (subject, *owners):
        thing = reading.thing(token)
        if thing is not None and thing.kind == "name":
            return thing
    return None


def _is_of_owner(token: "Token") -> bool:
    """Whether the pronoun stands for what somebody has: "his was the only photograph"."""
    return token.lower_ == "his" and token.dep_ in _SUBJECTS


def _is_empty(token: "Token") -> bool:
    """Whether "it" refers to nothing: "it is said that", "it rained"."""
    if token.lower_ not in _IT or token.dep_ == "poss":
        return False
    clauses = {"ccomp", "xcomp", "csubj", "csubjpass"}
    impersonal = token.head.lemma_ in {"be", "seem", "appear"} or token.dep_ == "nsubjpass"
    return token.dep_ == "expl" or (
        impersonal and any(child.dep_ in clauses for child in token.head.children)
    )
