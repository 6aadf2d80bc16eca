"""What takes an English clause back or limits it: denials, hedges, amounts; and whether a reason is given."""

from typing import TYPE_CHECKING

from kg.text.word_lists import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NEGATIVE_SUBJECTS = frozenset({"nobody", "none", "nothing", "neither"})
_FAILING = words("fail refuse decline cease deny lack")
_MODALS = frozenset({"may", "might", "could", "would", "should", "can"})
_THOUGHT = words(
    "claim believe think suggest allege hope expect doubt argue propose want suspect fear imagine wish plan intend try "
    "attempt consider threaten predict ask offer discuss rumor rumour suppose assume presume estimate seem appear say "
    "recommend promise deny prepare aim agree seek"
)
_HEDGES = words(
    "perhaps maybe possibly probably allegedly supposedly reportedly apparently presumably likely potentially "
    "purportedly ostensibly"
)
_CONDITIONS = frozenset({"if", "unless", "whether"})
_PROSPECTS = frozenset({"going", "unclear", "unlikely", "supposed", "likely", "due", "ready", "able"})
_LIKELY = frozenset({"likely", "unlikely", "possible", "probable", "uncertain"})
_DOUBTFUL_WORDS = {"aux": _MODALS, "advmod": _HEDGES, "mark": _CONDITIONS, "acomp": _LIKELY}
_DOUBTFUL_NOUNS = words(
    "plan proposal idea rumour rumor claim belief hope intention attempt possibility theory legend project"
)
_ALL = words(
    "all every each always whole entire entirely completely everybody everyone throughout both daily only"
)
_SOME = words(
    "some several many most few part partly sometimes often usually rarely seldom occasionally frequently half "
    "almost nearly mostly mainly largely hardly barely about around approximately roughly"
)
_MORE = words("over above exceeding more least minimum")
_LESS = words("under below fewer less most maximum")
_AMOUNTS = {"all": _ALL, "some": _SOME, "more": _MORE, "less": _LESS}
_LIMITING = frozenset({"det", "predet", "amod", "advmod", "quantmod", "nummod", "npadvmod"})
_PLAIN_REASON = frozenset(
    {
        "because",
        "due",
        "owing",
        "thanks",
        "therefore",
        "hence",
        "consequently",
        "cause",
        "reason",
        "why",
        "result",
    }
)


def is_negated(verb: "Token") -> bool:
    """Whether the clause of the verb says that it is not so."""
    denials = sum(child.dep_ == "neg" and not _is_only(child) for child in verb.children)
    denials += any(
        child.lower_ in _NEGATIVE_SUBJECTS and child.dep_.startswith("nsubj") for child in verb.children
    )
    denials += any(
        child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} and is_denied(child) for child in verb.children
    )
    denials += any(_is_no_longer(child) for child in verb.children)
    if verb.dep_ == "xcomp":
        denials += verb.head.lemma_ in _FAILING
        denials += is_negated(verb.head)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        denials += 1
    if (
        verb.dep_ == "conj"
        and not denials
        and any(child.lower_ in {"or", "nor"} for child in verb.head.children)
    ):
        denials += is_negated(verb.head)
    return denials % 2 == 1


def is_denied(token: "Token") -> bool:
    """Whether the noun is named as what is not meant: "no rings", "not Edison"."""
    return any(
        (
            child.dep_ in {"det", "neg", "preconj"}
            and child.lower_ in {"no", "not", "neither"}
            and not _is_only(child)
        )
        for child in token.children
    )


def is_doubtful(verb: "Token") -> bool:
    """Whether the clause is presented as possible, planned, thought or said."""
    if any(child.lower_ in _DOUBTFUL_WORDS.get(child.dep_, ()) for child in verb.children):
        return True
    head = verb.head
    if verb.dep_ in {"ccomp", "xcomp", "csubj", "pcomp"} and (
        head.lemma_ in _THOUGHT or head.lower_ in _PROSPECTS
    ):
        return True
    if verb.dep_ in {"acl", "pcomp"} and {head.lemma_, head.head.lemma_} & _DOUBTFUL_NOUNS:
        return True
    if verb.dep_ == "pcomp" and head.head.lemma_ in _THOUGHT:
        return True
    return verb.dep_ in {"conj", "xcomp"} and head.pos_ in {"VERB", "AUX"} and is_doubtful(head)


def amounts_of(token: "Token") -> frozenset[str]:
    """What limits or widens the phrase or clause: "all", "some"."""
    near = [child for child in token.children if child.dep_ in _LIMITING]
    deeper = [inner for child in near for inner in child.children if inner.dep_ in _LIMITING]
    deepest = [inner for one in deeper for inner in one.children if inner.dep_ in _LIMITING]
    found = {one.lower_ for one in (token, *near, *deeper, *deepest)}
    if "one" in found and any(one.lower_ == "one" and _is_of_many(one) for one in (token, *near)):
        found.add("some")
    return frozenset(amount for amount, words_ in _AMOUNTS.items() if found & words_)


def gives_reason(doc: "Doc") -> bool:
    """Whether the sentence says why."""
    return any(
        token.lower_ in _PLAIN_REASON
        or token.lemma_ == "cause"
        or (token.lower_ == "since" and token.dep_ == "mark")
        for token in doc
    ) or any(
        token.lower_ in {"led", "leads"} and any(c.lower_ == "to" for c in token.children) for token in doc
    )


def _is_of_many(token: "Token") -> bool:
    return any(child.lower_ == "of" for child in token.children)


def _is_only(token: "Token") -> bool:
    return token.i + 1 < len(token.doc) and token.nbor(1).lower_ in {"only", "just", "merely"}


def _is_no_longer(token: "Token") -> bool:
    return token.lower_ in {"longer", "more"} and token.i > 0 and token.nbor(-1).lower_ in {"no", "any"}
