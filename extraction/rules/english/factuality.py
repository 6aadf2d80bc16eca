"""Whether the words around a verb or noun present it as being so: no denial, condition, wish, opinion or choice."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.text.english_relation import HEDGES
from kg.text.word_lists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_DOUBTFUL = frozenset({"may", "might", "could", "should", "must", "can", "shall", "ought"})
_CONDITIONS = frozenset({"if", "unless", "whether", "until", "though", "lest"})
_OPINIONS = words(
    "claim believe think suggest allege hope expect doubt deny argue propose want suspect fear imagine wish plan intend "
    "try refuse fail threaten predict ask"
)
_DOUBTFUL_NOUNS = words(
    "accusation allegation assumption belief claim fear hoax hope hypothesis idea legend myth notion possibility "
    "proposal rumor rumour speculation suggestion suspicion theory"
)
_DOUBTFUL_ADJECTIVES = words(
    "conceivable disputed doubtful false impossible improbable incorrect possible questionable uncertain unclear "
    "unlikely untrue wrong"
)
_HEDGES = HEDGES | {"ostensibly", "purportedly"}
_NAMING = frozenset(
    {"be", "become", "remain", "know", "call", "refer", "name", "title", "designate", "spell"}
)
_NOT_ALONE = frozenset({"only", "just", "merely"})


def states_fact(verb: "Token") -> bool:
    """Whether the words around the verb present what it says as having happened or being so, or as not."""
    if any(_is_doubt(child, verb) for child in verb.children) or _is_imagined(verb):
        return False
    if verb.dep_ in {"ccomp", "xcomp"} and verb.head.lemma_ in _OPINIONS:
        return False
    if _is_denied_content(verb) or (_is_choice(verb) and not is_negated(verb)):
        return False
    return verb.dep_ not in {"conj", "xcomp"} or states_fact(verb.head)


def is_negated(verb: "Token") -> bool:
    """Whether the verb is denied: "did not buy", "no longer owns", "bought no city", "did not buy or sell"."""
    if any(child.dep_ == "neg" and not _is_not_only(child) for child in verb.children):
        return True
    if any(_is_no_longer(child) or _is_no_object(child) for child in verb.children):
        return True
    shares = (verb.dep_ == "xcomp" and verb.head.lemma_ != "stop") or (
        verb.dep_ == "conj" and _has(verb.head, "cc", {"or", "nor"})
    )
    return shares and is_negated(verb.head)


def is_denied(token: "Token") -> bool:
    """Whether the noun or preposition is named as the one that is not meant: "not Edison", "no city", "neither"."""
    if any(child.dep_ == "neg" and child.i < token.i and not _is_not_only(child) for child in token.children):
        return True
    return _has(token, "det", {"no", "neither", "few"}) or _has(token, "preconj", {"neither"})


def is_meant(token: "Token") -> bool:
    """Whether the noun or preposition is neither denied nor only one of several that may be meant."""
    if is_denied(token):
        return False
    verb = next((one for one in token.ancestors if one.pos_ in {"VERB", "AUX"}), token)
    # "X or Y is a club", "known as X or Y": the names of one thing.
    return not _is_choice(token) or verb.lemma_ in _NAMING or is_negated(verb)


def _is_doubt(child: "Token", verb: "Token") -> bool:
    """Whether this word of the clause takes back what the verb says."""
    if child.dep_ == "aux" and child.lower_ == "to":
        return verb.dep_ not in {"xcomp", "relcl"}
    if child.dep_ == "aux" and child.lower_ == "would":
        return verb.dep_ == "ccomp" or _is_under_condition(verb)
    doubtful = {"aux": _DOUBTFUL, "mark": _CONDITIONS, "advmod": _HEDGES}
    return child.lower_ in doubtful.get(child.dep_, ())


def _is_under_condition(verb: "Token") -> bool:
    """Whether "would" is what did not come to pass, not what came later: "would have bought", "would, if"."""
    clauses = [child for child in verb.children if child.dep_ in {"advcl", "ccomp"}]
    imagined = any(_is_imagined(clause) or _has(clause, "mark", {"if", "unless"}) for clause in clauses)
    return imagined or _has(verb, "aux", {"have"}) or _has(verb, "prep", {"without"})


def _is_imagined(verb: "Token") -> bool:
    """Whether the form alone says that it did not happen: "had he known", "without buying", "is going to buy"."""
    subjects = [child.i for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    helping = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if any(child.lower_ in {"had", "were"} and child.i < min(subjects, default=0) for child in helping):
        return True
    without = verb.dep_ == "pcomp" and verb.head.lower_ == "without"
    return without or (verb.dep_ == "xcomp" and verb.head.lower_ == "going")


def _is_denied_content(verb: "Token") -> bool:
    """Whether the clause is what others say or deny: "it is not true that", "no evidence that", "rumors that"."""
    head = verb.head
    if verb.dep_ == "ccomp" and verb.i > head.i:
        return is_negated(head) or _has(head, "acomp", _DOUBTFUL_ADJECTIVES)
    if verb.dep_ in {"acl", "relcl"} and _has(verb, "mark", {"that"}):
        return head.lemma_.lower() in _DOUBTFUL_NOUNS or is_denied(head)
    return False


def _is_choice(token: "Token") -> bool:
    """Whether "or" leaves open which of a row is meant; "Hangul, or the Korean alphabet" is one thing."""
    row = list(_row(token))
    joins = [child for one in row for child in one.rights if child.dep_ == "cc"]
    if not joins or any(join.lower_ != "or" for join in joins):
        return False
    before = joins[0].nbor(-1).text
    return before != "(" and (before != "," or len(row) > 2)


def _row(token: "Token") -> Iterator["Token"]:
    yield token
    for child in token.children:
        if child.dep_ == "conj":
            yield from _row(child)


def _is_not_only(negation: "Token") -> bool:
    following = negation.doc[negation.i + 1 : negation.i + 2].text
    return following.lower() in _NOT_ALONE


def _is_no_longer(child: "Token") -> bool:
    return child.lower_ == "longer" and child.i > 0 and child.nbor(-1).lower_ == "no"


def _is_no_object(child: "Token") -> bool:
    return child.dep_ in {"dobj", "attr"} and _has(child, "det", {"no"})


def _has(token: "Token", role: str, words: "frozenset[str] | set[str]") -> bool:
    return any(child.dep_ == role and child.lower_ in words for child in token.children)
