"""Which type a name has: from what the text calls it, from lexicons, from its own words and from the recogniser."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from extraction.lexicon.known_names import (
    is_common_word,
    is_country,
    is_given_name,
    is_word,
    types_of_known,
)
from extraction.lexicon.noun_types import family, is_kind_of, type_of_noun
from extraction.rules.english.labels import ORGANIZATION, PERSON, PLACE, UNKNOWN_NAME, WORK
from extraction.rules.english.own_words import may_be_person, type_of_name
from kg.text.name_key import NameForm, name_form

_COMPANY = "Company"
# What the recogniser takes for people and works alike, and a lexicon knows better.
_SURELY_KNOWN = frozenset({PLACE, "Language"})
# What a title in quotation marks may be that its own words tell; "Act of Aggression" is no law.
_MARKED = frozenset({ORGANIZATION, WORK})
# Types that names end or begin with only where they are that.
_SURE_OWN = frozenset({"School", "Structure", "GovernmentBody"})
_OWN_WORDS = range(1, 3)
_TWO = 2
_IN_ROWS = frozenset({PERSON, PLACE, ORGANIZATION, "Language", "Group"})


class NameTypes:
    """Evidence for the type of each name in a stretch of text."""

    def __init__(self) -> None:
        self._called: defaultdict[NameForm, Counter[str]] = defaultdict(Counter)
        self._recognised: defaultdict[NameForm, Counter[str]] = defaultdict(Counter)
        self._quoted: set[NameForm] = set()
        self._rows: list[list[NameForm]] = []
        self._names: dict[NameForm, str] = {}
        self._aliases: list[tuple[NameForm, NameForm]] = []
        self._person: str | None = None

    def mention(self, name: str, type_name: str) -> None:
        """Count a mention that was recognised as of this type."""
        form = name_form(name)
        self._names.setdefault(form, name)
        self._recognised[form][type_name] += 1

    def quoted(self, name: str) -> None:
        """Note that the name stands in quotation marks, as titles of works do."""
        self._quoted.add(name_form(name))

    def row(self, names: Sequence[str]) -> None:
        """Note that the names stand in one row, whose members are of one kind."""
        self._rows.append([name_form(name) for name in names])

    def called(self, name: str, noun_phrase: str) -> None:
        """Count what the text calls the name ("a British heavy metal band")."""
        if type_name := type_of_noun(noun_phrase):
            self._called[name_form(name)][type_name] += 1

    def also_called(self, name: str, other: str) -> None:
        """Note that the other is another name of the same thing."""
        self._aliases.append((name_form(name), name_form(other)))

    def may_be_person(self, title: str) -> None:
        """Take what the title names for a person where nothing speaks against it."""
        parts = title.split()
        if may_be_person(parts):
            self._person = name_form(title).key if type_of_name(title) in {None, PERSON} else None

    def weak(self) -> Mapping[NameForm, str]:
        """The names whose types only the recogniser or the name's own words tell, with what the recogniser saw."""
        seen = {form: _most(self._recognised, [form]) or UNKNOWN_NAME for form in self._names}
        return {
            form: seen[form] for form, name in self._names.items() if self._is_weak(form, name, seen[form])
        }

    def ambiguous(self) -> Mapping[NameForm, tuple[str, ...]]:
        """The names that things of several families are known by, and that the text calls nothing, with these types."""
        known = {form: types_of_known(name) for form, name in self._names.items() if not self._is_told(form)}
        return {form: types for form, types in known.items() if len(set(map(family, types))) > 1}

    def _is_weak(self, form: NameForm, name: str, seen: str) -> bool:
        own = type_of_name(name, seen)
        agrees = own is not None and (own in _SURE_OWN or family(own) == family(seen))
        # That people have a word as their name says little.
        known = types_of_known(name)
        return (
            not self._is_told(form) and not agrees and (not known or (known == (PERSON,) and " " not in name))
        )

    def decide(self) -> Mapping[NameForm, str]:
        """The type of each name.

        With and without a legal form it is one name, but for a person and the company of that name. A single word
        that ends or begins exactly one person's name ("Turing") is that person.
        """
        decided = {form: self._decide_one(form) for form in self._names}
        for form, type_name in decided.items():
            if form.key == self._person and type_name == UNKNOWN_NAME:
                decided[form] = PERSON
        people = {form.key for form, type_name in decided.items() if type_name == PERSON and " " in form.key}
        if self._person is not None and decided.get(NameForm(self._person, legal=False), PERSON) == PERSON:
            people.add(self._person)
        for form in decided:
            matches = [name for name in map(str.split, people) if form.key in (name[0], name[-1])]
            if len(matches) == 1 and not form.legal:
                decided[form] = PERSON
        decided |= self._of_rows(decided)
        decided |= self._of_longer_names(decided)
        return decided | self._of_aliases(decided)

    def _of_aliases(self, decided: Mapping[NameForm, str]) -> dict[NameForm, str]:
        """For another name of a thing, that the text calls nothing, the type of the thing."""
        return {
            other: decided[name]
            for name, other in self._aliases
            if decided.get(name, UNKNOWN_NAME) != UNKNOWN_NAME
            and other in decided
            and other not in self._called
        }

    def _of_rows(self, decided: Mapping[NameForm, str]) -> dict[NameForm, str]:
        """For a name that the text calls nothing, the family that most others of its row have, where these are alike."""
        found: dict[NameForm, str] = {}
        for row in self._rows:
            kinds = Counter(family(decided.get(form, UNKNOWN_NAME)) for form in row)
            kind, count = kinds.most_common(1)[0]
            if kind in _IN_ROWS and count > 1 and 3 * count >= 2 * len(row):
                found |= {
                    form: kind
                    for form in row
                    if form in self._names and family(decided[form]) != kind and not self._is_told(form)
                }
        return found

    def _is_told(self, form: NameForm) -> bool:
        return form in self._called or form in self._quoted or form.key == self._person or form.legal

    def _of_longer_names(self, decided: Mapping[NameForm, str]) -> dict[NameForm, str]:
        """For a weak name that ends longer ones, all of one type, that type: "the Nets" are the "New Jersey Nets"."""
        found: dict[NameForm, str] = {}
        for form in self.weak():
            longer = {
                type_name
                for other, type_name in decided.items()
                if type_name != UNKNOWN_NAME and self._is_end_of(form, self._names[other])
            }
            if len(longer) == 1:
                found[form] = longer.pop()
        return found

    def _is_end_of(self, form: NameForm, longer: str) -> bool:
        """Whether the longer name has one or two words of its own before the other, none of them small."""
        own = longer.split()[: -len(form.key.split())]
        ends = name_form(longer).key.endswith(f" {form.key}")
        return (
            ends and len(own) in _OWN_WORDS and all(word.isalnum() and not word[0].islower() for word in own)
        )

    def _decide_one(self, form: NameForm) -> str:
        other = NameForm(form.key, not form.legal)
        if other not in self._names:
            return self._best([form])
        bare, formal = (other, form) if form.legal else (form, other)
        apart = self._best([bare]) == PERSON != self._best([formal])
        return self._best([form] if apart else [form, other])

    def _best(self, forms: Sequence[NameForm]) -> str:
        """What the text calls the name, before what a lexicon knows, its own words tell and the recogniser saw.

        The later narrows down the earlier: what is called an organization and ends in "University" is a school.
        """
        seen = _most(self._recognised, forms)
        name = self._names[forms[0]]
        quoted = not self._quoted.isdisjoint(forms)
        quoted = quoted and not (seen == PERSON and is_given_name(name.split()[0]))
        own = type_of_name(name, seen)
        if quoted and own is not None and family(own) not in _MARKED:
            own = None
        called = _most(self._called, forms)
        if own is not None and called is not None and _is_rather(own, called):
            called = None
        if called == PERSON and _is_agent(name, own):
            called = None
        told = (
            called,
            _known(name, seen),
            _COMPANY if any(form.legal for form in forms) else None,
            own,
            WORK if quoted else None,
            seen,
        )
        best: str | None = None
        for type_name in told:
            if type_name is not None and (best is None or is_kind_of(type_name, best)):
                best = type_name
        if best == ORGANIZATION == seen and _is_like_person(name):
            return PERSON
        return best or UNKNOWN_NAME


def _is_rather(own: str, called: str) -> bool:
    """Whether the name's own words go before what the text seems to call it: a work may be called anything."""
    return (
        own in _SURE_OWN
        and family(called) not in {family(own), WORK}
        and (own == "School" or called != PERSON)
    )


def _is_agent(name: str, own: str | None) -> bool:
    """Whether the name is of a country or a body, which are importers and makers, too."""
    country = is_country(name) or "Country" in types_of_known(name)[:1]
    return country or (own is not None and family(own) == ORGANIZATION)


def _is_like_person(name: str) -> bool:
    """Whether the name is two words that mean nothing, as those of organizations rarely are: "Ankit Fadia"."""
    parts = name.split()
    return len(parts) == _TWO and not any(
        not part.isalpha() or not part.istitle() or is_word(part) or types_of_known(part) for part in parts
    )


def _known(name: str, recognised: str | None) -> str | None:
    """The type of the bearers of the name that are well known, as far as the recogniser saw one like them."""
    types = types_of_known(name)
    alike = [type_name for type_name in types if recognised and family(type_name) == family(recognised)]
    if alike:
        return alike[0] if len(alike) == 1 else family(alike[0])
    sure = types and PERSON not in types and family(types[0]) in _SURELY_KNOWN and not is_common_word(name)
    return types[0] if sure else None


def _most(votes: Mapping[NameForm, Counter[str]], forms: Sequence[NameForm]) -> str | None:
    """The type with most votes for the forms, ties by alphabet; None where none says something."""
    total = sum((votes[form] for form in forms if form in votes), Counter[str]())
    known = [name for name in total if name != UNKNOWN_NAME]
    return min(known, key=lambda name: (-total[name], name)) if known else None
