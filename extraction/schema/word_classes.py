"""Which relation of a vocabulary a wording falls to that is no trigger: by its verb's class, its preposition, its noun."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from extraction.schema.vocabulary import OPEN, Vocabulary
from kg.lexicon.wordnet import verbs
from kg.text.english_lemma import is_plain_verb
from kg.text.english_relation import HEDGES

_SENSES = 2
_SHORT = 2
_OF_OBJECTS = frozenset({"of", "on", "upon", "over", "with", "about"})
_DENIALS = frozenset({"not", *HEDGES})


class WordClasses:
    """The `verbs` and `prepositions` of a vocabulary's relations."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._by_verb: dict[str, str] = {}
        self._by_sense: dict[int, str] = {}
        self._by_preposition: defaultdict[str, list[str]] = defaultdict(list)
        for name, kind in vocabulary.relation_types.items():
            for verb in kind.verbs:
                self._by_verb.setdefault(verb, name)
            for preposition in kind.prepositions:
                self._by_preposition[preposition].append(name)
        kinds = vocabulary.relation_types.items()
        self._narrow = {name for name, kind in kinds if OPEN not in kind.tail}
        self._of_any = [name for name, kind in kinds if kind.any_wording]
        self._of_nouns = [name for name, kind in kinds if kind.nouns]

    def candidates(self, lemma: str) -> Iterator[tuple[str, bool]]:
        """Relations that the lemma of a wording may fall to, and whether it reads from tail to head; the likeliest first.

        A verb decides alone or before a preposition that leaves it its object: what "received an invitation from" or
        "appears in" relate is not what "received" and "appears" do. A preposition decides behind one word, and behind
        more of them only where the tail tells what it means, as a date does. A denial has none.
        """
        words = lemma.lower().split("_")
        if words[0] in _DENIALS:
            return
        verb, *rest = _last_verb(words)
        of_verb = self._of_verb(verb) if all(word in _OF_OBJECTS for word in rest) else None
        if of_verb is not None:
            yield of_verb, False
        by_preposition = self._by_preposition.get(words[-1], ())
        yield from ((name, False) for name in by_preposition if len(words) <= _SHORT or name in self._narrow)
        yield from ((name, False) for name in self._of_any)
        has = words[0] == "have"
        if has or not is_plain_verb(verb):
            yield from ((name, words[-1] == "of" and not has) for name in self._of_nouns)

    def _of_verb(self, verb: str) -> str | None:
        if verb in self._by_verb:
            return self._by_verb[verb]
        if not is_plain_verb(verb):
            return None
        anchors = self._anchors()
        for sense in verbs().senses(verb)[:_SENSES]:
            if found := next((anchors[one] for one in verbs().upwards(sense) if one in anchors), None):
                return found
        return None

    def _anchors(self) -> Mapping[int, str]:
        """The first meaning of each verb that is named."""
        if not self._by_sense:
            for verb, name in self._by_verb.items():
                for sense in verbs().senses(verb)[:1]:
                    self._by_sense.setdefault(sense, name)
        return self._by_sense


def _last_verb(words: list[str]) -> list[str]:
    """The words from the last verb after "to" on: "seek to unify" unifies."""
    starts = [at for at in range(1, len(words)) if words[at - 1] == "to" and is_plain_verb(words[at])]
    return words[starts[-1] :] if starts else words
