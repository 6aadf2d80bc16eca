"""English questions that lean on what was said: pronouns, "the company", "And its founder?", "When?"."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from kg.lexicon.relation_words import relations_of
from kg.lexicon.type_families import names_person, type_named, types_related_by
from kg.text.dates import iso_date
from kg.text.english_lemma import noun_lemma
from retrieval.conversation.antecedents import (
    Fits,
    find_antecedent,
    fits_any,
    fits_noun,
    fits_one_of,
    fits_person,
    fits_place,
    fits_thing,
)
from retrieval.conversation.references import Reference, bind_references
from retrieval.conversation.repetition import ask_of_another, asked_again, find_date
from retrieval.conversation.substitution import Bound, Substitution
from retrieval.question.name_spans import capitalised_spans
from schemas.conversation import Turn

_REFERRING = re.compile(
    r"(?<![\w'’-])(?:(?P<person>he|she|him|his|hers|her|himself|herself)|(?P<thing>it|its|itself)|(?P<any>they|them|their|theirs)"
    r"|(?P<place>there)|(?:the|this|that)\s+(?:same\s+)?(?P<noun>[a-z]+))(?![\w'’-])",
    re.IGNORECASE,
)
_POSSESSIVE = frozenset({"his", "its", "their", "hers", "theirs"})
_NOT_A_NOUN = re.compile(
    r"\s*(?:$|[?.,;!]|(?:and|or|in|at|on|to|from|by|with|for|of|as|when|where|while|before|after|during|since|until|because|"
    r"born|die|do|go|live|work)\b)",
    re.IGNORECASE,
)
_OWNED_AT_END = re.compile(r"\s+(?P<owned>[a-z-]+(?: [a-z-]+)?)(?=\s*[?.!]*$)")
_SAID_MORE_CLOSELY = re.compile(
    r"\s+(?:of|that|which|who|whose|where|in|called|named|behind|with)\b", re.IGNORECASE
)
_NO_SUBJECT = re.compile(
    r"\s+(?:(?:is|was)\s+)?(?:true|known|possible|said|likely|necessary|clear|important|rain|snow|take|matter)",
    re.IGNORECASE,
)
_EXISTS = re.compile(r"\b(?:is|are|was|were|been|be)\s+$", re.IGNORECASE)
_CLAUSE_BEFORE_NAME = re.compile(
    r"\s*(?:before|after|while|during|although|because|since|until|as|in (?!which|what|whose)|when (?:he|she|it|they)\b)",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^(?:(?:and|but|so|then|ok|okay|also|now)\b[\s,]*)*(?:(?:what|how) about\s+)?", re.IGNORECASE
)
_ASKS = re.compile(r"(?i)\b(?:who|whom|whose|what|which|when|where|why|how)\b")
_BEGINS_WITH_VERB = re.compile(
    r"(?i)^(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|may|must|list|name|tell|give|show|"
    r"describe|explain|find|count|compare)\b"
)
_ONLY_ASKS = re.compile(r"(?i)^(when|where|why|how)(?: exactly| so)?\s*$")
_ASKED_BEFORE = re.compile(
    r"(?i)^(?:when|where|why|how|in (?:which|what) (?:year|place|city|country))\b(?=\s+(?:is|are|was|were|did|does|do|has|have|had)\b)"
)
_HOWS = "in|on|at|by|during|before|after|since|until|from"
_WHEN = re.compile(rf"(?i)(?:(?P<how>{_HOWS})\s+)?(?P<date>.+)")
_HOW_BEFORE = re.compile(rf"(?i)\b(?:{_HOWS})\s+$")
_OWN_NOUN = re.compile(r"(?i)^the\s+(?:[a-z-]+\s+){0,2}?(?P<noun>[a-z]+)$")
_LONGEST_FRAGMENT = 8


def bind_english(question: str, history: Sequence[Turn]) -> Bound:
    """The question with its pronouns and what it leaves out tied to what was said before."""
    bound = bind_references(question, _references(question, history), history)
    rest = _LEAD_IN.sub("", bound.question, count=1).rstrip(" ?.!")
    if not rest or _BEGINS_WITH_VERB.match(rest) or len(rest.split()) > _LONGEST_FRAGMENT:
        return bound
    if only := _ONLY_ASKS.match(rest):
        return _ask_again(question, only[1], history)
    if (when := _WHEN.fullmatch(rest)) and iso_date(when["date"]):
        return _ask_for_another_time(question, when, history)
    if _ASKS.search(rest):
        return bound
    return _complete(rest, bound, history)


def _references(question: str, history: Sequence[Turn]) -> Iterator[Reference]:
    names = [start for start, end in capitalised_spans(question) if not question[start:end].isdigit()]
    for match in _REFERRING.finditer(question):
        fits = _fits(match, question, history)
        if fits is not None and not _is_named_there(match.start(), names, question):
            yield Reference(match[0], fits, partial(_put, match, question))


def _fits(match: re.Match[str], question: str, history: Sequence[Turn]) -> Fits | None:
    """What the words may mean; None where they speak of nothing that was said."""
    after = question[match.end() :]
    if match["person"]:
        return fits_person
    if match["thing"]:
        return None if _NO_SUBJECT.match(after) else fits_thing
    if match["any"]:
        return fits_any
    if match["place"]:
        ends = re.match(r"\s*(?:$|[?.,!]|now\b|today\b|in \d)", after)
        return fits_place if ends and not _EXISTS.search(question[: match.start()]) else None
    noun = match["noun"]
    if noun != noun.casefold() or _SAID_MORE_CLOSELY.match(after):
        return None
    fits = fits_noun(noun)
    # "The boiling point" means nothing that was said; of a noun that names no type only a name that ends with it tells that.
    return fits if type_named(noun) or find_antecedent(history, fits) else None


def _is_named_there(start: int, names: Sequence[int], question: str) -> bool:
    """Whether the question itself names what its pronoun at `start` means: before it, or after an opening clause."""
    if any(name < start for name in names):
        return True
    return bool(names) and _CLAUSE_BEFORE_NAME.match(question) is not None


def _put(match: re.Match[str], question: str, name: str) -> list[Substitution]:
    word = match[0].casefold()
    owns = word in _POSSESSIVE or (word == "her" and not _NOT_A_NOUN.match(question, match.end()))
    if owns and name.endswith("s") and (owned := _OWNED_AT_END.match(question, match.end())):
        return [Substitution(match.start(), owned.end(), f"the {owned['owned']} of {name}")]
    words = f"in {name}" if match["place"] else f"{name}'s" if owns else name
    return [Substitution(match.start(), match.end(), words)]


def _ask_again(question: str, asking: str, history: Sequence[Turn]) -> Bound:
    """The question before ("When?"), asked for something else."""
    before = history[-1].read_as
    again = _ASKED_BEFORE.sub(asking.capitalize(), before, count=1)
    return Bound(question) if again == before else asked_again(question, again)


def _ask_for_another_time(question: str, when: re.Match[str], history: Sequence[Turn]) -> Bound:
    """The question before ("And in 2019?"), with this date for its own or behind it."""
    before, how, date = history[-1].read_as, when["how"], when["date"]
    own = find_date(before)
    if own is None:
        return asked_again(question, f"{before.rstrip(' ?.!')} {how or 'in'} {date}?")
    start, end = own
    head = _HOW_BEFORE.sub(f"{how} ", before[:start]) if how else before[:start]
    return asked_again(question, f"{head}{date}{before[end:]}")


def _complete(rest: str, bound: Bound, history: Sequence[Turn]) -> Bound:
    """The fragment as a whole question: "Acme's founder", "the founder", or another name for the one asked about before."""
    spans = capitalised_spans(rest)
    if spans and rest[: spans[0][0]].casefold() in {"", "the "} and spans[0][1] == len(rest):
        return ask_of_another(bound.question, rest[spans[0][0] :], history) or bound
    words = rest.split()
    noun = (
        noun_lemma((rest.split(" of ", maxsplit=1)[0].split() or words)[-1].casefold())
        or words[-1].casefold()
    )
    notes = list(bound.notes)
    own = _OWN_NOUN.match(rest)
    if not spans and own and (kinds := _related_types(noun)):
        antecedent = find_antecedent(
            history, fits_one_of(kinds - _types_of(noun)) if kinds - _types_of(noun) else fits_any
        )
        if antecedent is None:
            return bound
        rest = f"{rest} of {antecedent.referent.name}"
        notes.append(
            f"what “{rest.rpartition(' of ')[0]}” belongs to " + antecedent.note("it").removeprefix("“it” ")
        )
    elif not spans:
        return bound
    asking = "Who" if "person" in _types_of(noun) else "What"
    return Bound(f"{asking} is {rest}?", tuple(notes))


def _types_of(noun: str) -> frozenset[str]:
    """The kind of thing that a noun such as "founder" or "capital" is."""
    if names_person(noun):
        return frozenset({"person"})
    kind = type_named(noun)
    return frozenset({kind}) if kind else frozenset()


def _related_types(noun: str) -> frozenset[str]:
    return frozenset(kind for relation in relations_of(noun) for kind in types_related_by(relation))
