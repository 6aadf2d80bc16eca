"""Korean sentences read clause by clause, by their particles and endings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.lexicon.korean_kin import is_known_korean, korean_active
from kg.text.korean import KoreanMorpheme, morphemes
from kg.text.name_key import fold_accents
from retrieval.proof.korean_scope import ALL, HEDGES, PLANS, SOME, gives_reason, is_thought
from retrieval.proof.measures import Measure, located_measures
from retrieval.proof.reading import Argument, Clause, Kind, Reading, Role, Word

_QUOTED = re.compile(r"[《〈「『“\"]([^《》〈〉「」『』“”\"]{1,60})[》〉」』”\"]")
_NOUNS = frozenset(
    {"NNG", "NNP", "NNB", "NP", "NR", "XR", "XPN", "XSN", "SL", "SH", "SN", "MM", "SO", "W_SERIAL", "W_URL"}
)
_PARTICLES = frozenset({"JKS", "JKC", "JKO", "JKB", "JKG", "JX", "JC", "JKV", "JKQ"})
_ROLES = {"JKS": Role.SUBJECT, "JKC": Role.SUBJECT, "JKO": Role.OBJECT, "JKB": Role.ADJUNCT}
_TOPICS = frozenset({"은", "는", "ᆫ"})
_POINTING = frozenset({"이", "그", "저"})
_PRONOUNS = frozenset(
    {"그", "그녀", "그것", "이것", "이", "그들", "자신", "자기", "이곳", "그곳", "여기", "거기"}
)
_DENYING = frozenset({"않다", "못하다", "말다"})
_PASSIVES = ("되다", "받다", "당하다")
_LIGHT_NOUNS = frozenset(
    {"것", "수", "때", "중", "등", "년", "월", "일", "명", "개", "번", "점", "바", "데", "뿐", "채"}
)
_POSTPOSITIONS = frozenset({"의하다", "인하다", "따르다", "대하다", "관하다", "통하다"})
_WITH = frozenset({"와", "과", "하고", "랑", "이랑"})


def read_korean(sentences: Sequence[str]) -> list[Reading]:
    """One reading for each sentence."""
    return [_Sentence(" ".join(sentence.split())).reading() for sentence in sentences]


@dataclass
class _Phrase:
    """A noun phrase as far as it has been read."""

    heads: list[Word] = field(default_factory=list)
    rest: list[Word] = field(default_factory=list)
    owners: list[Word] = field(default_factory=list)
    amounts: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.heads or self.rest or self.owners)


class _Sentence:
    def __init__(self, text: str) -> None:
        self._text = text
        self._measures = located_measures(text)
        titles = [match.span(1) for match in _QUOTED.finditer(text)]
        self._found = morphemes(text, titles)
        self._phrase = _Phrase()
        self._counted: list[_Phrase] = []
        self._arguments: list[Argument] = []
        self._topic: list[Argument] = []
        self._clauses: list[Clause] = []
        self._relative: int | None = None
        self._amounts: set[str] = set()
        self._denied = self._doubtful = False
        self._words: list[Word] = []
        self._extras: list[Word] = []

    def reading(self) -> Reading:
        for group in self._groups():
            self._take(group)
        self._close_fragment()
        self._clauses = [_settled(clause) for clause in self._clauses]
        subject = next(
            (
                one
                for clause in self._clauses
                for one in clause.arguments
                if one.role in {Role.SUBJECT, Role.TOPIC}
            ),
            next(
                (one for clause in self._clauses for one in clause.arguments if one.role is Role.OBJECT), None
            ),
        )
        return Reading(
            text=self._text,
            clauses=tuple(self._clauses),
            words=tuple(dict.fromkeys(self._words)),
            gives_reason=gives_reason(self._text, self._found),
            subject=subject.heads if subject else (),
        )

    def _groups(self) -> Iterator[list[KoreanMorpheme]]:
        """The morphemes of each word between spaces."""
        group: list[KoreanMorpheme] = []
        for one in self._found:
            if group and any(letter.isspace() for letter in self._text[group[-1].end : one.start]):
                yield group
                group = []
            group.append(one)
        if group:
            yield group

    # Words

    def _take(self, group: list[KoreanMorpheme]) -> None:
        place = self._joined_noun(group)
        while place < len(group):
            one = group[place]
            if one.tag in _NOUNS:
                end = place
                while end < len(group) and (group[end].tag in _NOUNS):
                    end += 1
                self._noun(group[place:end], group[end:])
                place = end
            elif one.tag in {"VV", "VA", "VX", "VCP", "VCN"}:
                place = self._verb(group, place)
            else:
                self._other(one)
                place += 1

    def _joined_noun(self, group: list[KoreanMorpheme]) -> int:
        """A name that the analyser takes for a verb and a noun is one noun (동틀녘박물관); the place behind it."""
        ends = [place for place, one in enumerate(group) if one.tag in {"NNG", "NNP", "NNB"}]
        verbs = [
            place for place, one in enumerate(group) if one.tag in {"VV", "VA", "ETM", "MM", "EC", "MAG"}
        ]
        if not ends or not verbs or verbs[0] > ends[-1] or group[verbs[0]].tag == "MM" or verbs[0] > 1:
            return 0
        if "ETM" not in {group[place].tag for place in verbs if place < ends[-1]}:
            return 0
        last = ends[-1]
        while last + 1 < len(group) and group[last + 1].tag in _NOUNS:
            last += 1
        whole = KoreanMorpheme(
            self._text[group[0].start : group[last].end],
            "NNP",
            "",
            group[0].start,
            group[last].end,
            is_guess=True,
        )
        self._noun([whole], group[last + 1 :])
        return last + 1

    def _noun(self, nouns: list[KoreanMorpheme], after: list[KoreanMorpheme]) -> None:
        start, end = nouns[0].start, nouns[-1].end
        if len(nouns) == 1 and nouns[0].tag == "MM" and not after:
            self._limit(nouns[0].form)
            if nouns[0].form in _POINTING:
                self._phrase.rest.append(Word(nouns[0].form, Kind.PRONOUN))
            elif measure := self._measure(start, end):
                self._phrase.rest.append(self._seen(measure.word))
            elif nouns[0].form not in ALL | SOME:
                self._phrase.rest.append(self._seen(Word(nouns[0].form)))
            return
        word = self._noun_word(nouns)
        self._limit(self._text[start:end])
        particle = next((one for one in after if one.tag in _PARTICLES), None)
        if word is not None:
            self._phrase.heads.append(word)
        if not after or after[0].tag not in _PARTICLES | {"VCP", "VCN"}:
            joined = bool(after) and after[0].tag == "SP"
            if not joined and self._phrase.heads and not _is_last(after):
                # A noun before a noun describes it: 도예가 빙수아.
                self._phrase.rest += self._phrase.heads[-1:]
                self._phrase.heads = self._phrase.heads[:-1]
            return
        if particle is not None and after[0] is particle:
            self._particle(particle, after)

    def _noun_word(self, nouns: list[KoreanMorpheme]) -> Word | None:
        start, end = nouns[0].start, nouns[-1].end
        measure = self._measure(start, end)
        if measure is not None:
            rest = [
                one
                for one in nouns
                if one.start >= measure.end and one.tag != "NNB" and one.form not in _LIGHT_NOUNS
            ]
            found = self._seen(measure.word)
            if not rest:
                return found
            self._phrase.rest.append(found)
            start = rest[0].start
        plain = [one for one in nouns if not (one.tag == "XSN" and one.form in {"들", "님"})]
        text = self._text[start : plain[-1].end] if plain and plain[-1].end > start else self._text[start:end]
        if text in _PRONOUNS and nouns[0].tag == "NP":
            return Word(text, Kind.PRONOUN)
        if not text or text in _LIGHT_NOUNS or text in ALL | SOME:
            return None
        is_name = any(one.tag in {"NNP", "SL", "SH"} or one.is_guess for one in nouns)
        return self._seen(Word(fold_accents(text.casefold()), Kind.NAME if is_name else Kind.WORD))

    def _seen(self, word: Word) -> Word:
        self._words.append(word)
        return word

    def _measure(self, start: int, end: int) -> Measure | None:
        return next((one for one in self._measures if one.start < end and start < one.end), None)

    def _particle(self, particle: KoreanMorpheme, after: list[KoreanMorpheme]) -> None:
        if particle.tag == "JKG":
            self._phrase.owners += self._phrase.heads + self._phrase.rest
            self._phrase.heads, self._phrase.rest = [], []
            return
        forms = [one.form for one in after if one.tag in _PARTICLES]
        if particle.tag == "JC" or (particle.form in _WITH and not self._is_with_verb(particle)):
            if any(word.kind is Kind.NUMBER for word in (*self._phrase.heads, *self._phrase.rest)):
                # Each of a row of counted things has its own number: 종 14개와 창 12개.
                self._counted.append(self._phrase)
                self._phrase = _Phrase()
            return
        topic = forms[-1] in _TOPICS and after[len(forms) - 1].tag == "JX"
        role = _ROLES.get(particle.tag, Role.TOPIC)
        marker = "" if particle.tag in {"JKS", "JKO", "JX"} else particle.form
        made = self._made(Role.TOPIC if topic and role is not Role.ADJUNCT else role, marker)
        if made is None:
            return
        if topic and role is not Role.ADJUNCT:
            self._topic = [made]
        else:
            self._arguments += [
                made,
                *(replace(made, heads=tuple(one.heads), rest=tuple(one.rest)) for one in self._counted),
            ]
        self._counted = []

    def _is_with_verb(self, particle: KoreanMorpheme) -> bool:
        """Whether "와" means with whom something is done, and not that another of a row follows."""
        after = next((one for one in self._found if one.start >= particle.end and one.tag[0] != "J"), None)
        return after is not None and after.tag in {"VV", "VA", "MAG"}

    def _made(self, role: Role, marker: str = "") -> Argument | None:
        phrase, self._phrase = self._phrase, _Phrase()
        if not phrase:
            return None
        heads = phrase.heads or phrase.rest[-1:]
        counted = [word for word in phrase.rest if word.kind in {Kind.WORD, Kind.NAME}][-1:]
        if counted and all(word.kind is Kind.NUMBER for word in heads):
            phrase.rest += heads  # 책 3권 is 세 권의 책
            heads = counted
        rest = [word for word in (*phrase.rest, *phrase.owners) if word not in heads]
        made = Argument(role, tuple(heads), tuple(rest), marker, frozenset(phrase.amounts))
        if self._relative is not None and heads:
            described = self._clauses[self._relative]
            filled = Argument(Role.TOPIC, tuple(heads), tuple(phrase.owners))
            self._clauses[self._relative] = replace(described, arguments=(*described.arguments, filled))
            self._relative = None
        return made

    # Verbs

    def _verb(self, group: list[KoreanMorpheme], place: int) -> int:
        verb = group[place]
        ending = place + 1
        while ending < len(group) and group[ending].tag == "EP":
            ending += 1
        last = group[ending] if ending < len(group) else None
        if (
            place == 0
            and verb.lemma in _POSTPOSITIONS
            and self._arguments
            and self._arguments[-1].role is Role.ADJUNCT
        ):
            return min(ending + 1, len(group))  # 건축가에 의해
        if verb.tag == "VX":
            self._auxiliary(verb)
        elif verb.tag == "VCP":
            self._copula()
        elif verb.tag == "VCN":
            self._denied = True
            self._copula()
        elif (
            verb.lemma == "되다"
            and self._denied
            and self._clauses
            and not self._arguments
            and not self._phrase
        ):
            self._update(is_denied=not self._clauses[-1].is_denied)
        elif self._is_possibility(verb):
            if verb.lemma == "없다":
                self._update(is_denied=not self._clauses[-1].is_denied)
        else:
            self._predicate(verb)
        self._denied = False
        self._end(last)
        return min(ending + 1, len(group)) if last is not None else len(group)

    def _is_possibility(self, verb: KoreanMorpheme) -> bool:
        """Whether it is the end of "할 수 있다"."""
        before = next(
            (one for one in reversed(self._found) if one.end <= verb.start and one.tag[0] != "J"), None
        )
        if (
            verb.lemma not in {"있다", "없다"}
            or before is None
            or before.form not in {"수", "리"}
            or not self._clauses
        ):
            return False
        self._phrase = _Phrase()
        self._relative = None
        return True

    def _auxiliary(self, verb: KoreanMorpheme) -> None:
        if not self._clauses:
            return
        if verb.lemma in _DENYING:
            self._update(is_denied=not self._clauses[-1].is_denied)
        elif verb.form == "지":
            self._clauses[-1] = _turned(self._clauses[-1])
        elif verb.lemma in HEDGES:
            self._update(is_doubtful=True)

    def _update(self, *, is_denied: bool | None = None, is_doubtful: bool | None = None) -> None:
        last = self._clauses[-1]
        self._clauses[-1] = replace(
            last,
            is_denied=last.is_denied if is_denied is None else is_denied,
            is_doubtful=last.is_doubtful if is_doubtful is None else is_doubtful,
        )

    def _copula(self) -> None:
        """What the copula says of the subject: "X는 Y의 후임이다", and turned "Y의 후임은 X이다"."""
        said = self._made(Role.SUBJECT) or (self._arguments.pop() if self._arguments else None)
        if said is None or not said.heads:
            return
        if self._clauses and said.heads[0].text in PLANS:
            self._update(is_doubtful=True)
            self._relative = None
            return
        topic = self._topic[:1] or [one for one in self._arguments if one.role is Role.SUBJECT][:1]
        others = [one for one in self._arguments if one not in topic]
        turned = (
            topic
            and said.heads[0].kind is not Kind.WORD
            and topic[0].heads
            and topic[0].heads[0].kind is Kind.WORD
        )
        named, bearer = (topic[0], [replace(said, role=Role.SUBJECT)]) if turned else (said, topic)
        owners = [Argument(Role.OBJECT, (word,), marker="of") for word in named.rest]
        parts = [one for one in self._arguments if one.role is Role.SUBJECT]
        if self._topic and parts and said.heads[0].kind is Kind.NUMBER:
            # X는 길이가 30m이다 is X의 길이는 30m이다.
            named, bearer = parts[0], [replace(said, role=Role.SUBJECT)]
            owners = [replace(self._topic[0], role=Role.OBJECT, marker="of")]
            others = [one for one in self._arguments if one is not parts[0]]
        self._add((named.heads), [*bearer, *others, *owners], nominal=True)

    def _predicate(self, verb: KoreanMorpheme) -> None:
        open_ = self._made(Role.TOPIC)
        arguments = [*self._topic, *self._arguments, *([open_] if open_ else [])]
        lemma, passive = _active(verb.lemma)
        if verb.lemma == "없다":
            lemma, self._denied = "있다", not self._denied
        if arguments and arguments[-1].role is Role.OBJECT and arguments[-1].heads:
            noun = arguments[-1].heads[-1].text
            idiom = f"{noun}하다" if lemma == "하다" else f"{noun}을 {lemma}"
            if lemma == "하다" or is_known_korean(idiom):  # 배당을 하다 is 배당하다, 문을 닫다 one verb
                arguments.pop()
                lemma = idiom
        self._seen(Word(lemma))
        self._add((Word(lemma),), arguments)
        if passive:
            self._clauses[-1] = _turned(self._clauses[-1])

    def _add(
        self, predicate: tuple[Word, ...], arguments: Sequence[Argument], *, nominal: bool = False
    ) -> None:
        has_subject = any(one.role in {Role.SUBJECT, Role.TOPIC} for one in arguments)
        if not has_subject and self._clauses:
            arguments = [
                *[one for one in self._clauses[-1].arguments if one.role in {Role.SUBJECT, Role.TOPIC}],
                *arguments,
            ]
        self._clauses.append(
            Clause(
                predicate=predicate,
                arguments=tuple(arguments),
                is_denied=self._denied,
                is_doubtful=self._doubtful,
                is_nominal=nominal,
                amounts=frozenset(self._amounts),
                extras=tuple(self._extras),
            )
        )
        self._arguments, self._amounts, self._doubtful, self._extras = [], set(), False, []

    def _end(self, ending: KoreanMorpheme | None) -> None:
        if ending is None or not self._clauses:
            return
        if ending.tag == "ETM":
            last = len(self._clauses) - 1
            described = self._clauses[last]
            # What is told of belongs to the sentence around: X는 [Y를 쓴] 사람이다.
            kept = tuple(one for one in described.arguments if one not in self._topic)
            self._clauses[last] = replace(described, arguments=kept)
            self._relative = last
        if is_thought(ending, self._found):
            self._update(is_doubtful=True)

    def _other(self, one: KoreanMorpheme) -> None:
        if one.tag == "MAG":
            self._limit(one.form)
            if one.form in {"안", "못"}:
                self._denied = True
            elif one.form in HEDGES:
                self._doubtful = True
            elif one.form not in ALL | SOME and len(one.form) > 1:
                self._extras.append(self._seen(Word(one.form)))
        elif one.tag == "SP" and one.form == ":" and self._phrase:
            self._close_fragment()

    def _limit(self, form: str) -> None:
        if form in ALL:
            self._amounts.add("all")
        elif form in SOME:
            self._amounts.add("some")

    def _close_fragment(self) -> None:
        """A title or a line of a list: what has no verb."""
        made = self._made(Role.TOPIC)
        if made is not None:
            self._add(
                made.heads, [Argument(Role.OBJECT, (word,), marker="of") for word in made.rest], nominal=True
            )
            self._clauses[-1] = replace(self._clauses[-1], is_fragment=True)


def _is_last(after: list[KoreanMorpheme]) -> bool:
    return any(one.tag in {"SF", "SSC"} for one in after)


def _settled(clause: Clause) -> Clause:
    """The clause with its topic in the place that nothing else has: beside an object it is the subject."""
    roles = {one.role for one in clause.arguments}
    if Role.TOPIC not in roles or (Role.SUBJECT in roles and Role.OBJECT not in roles):
        return clause
    if Role.SUBJECT in roles and Role.OBJECT in roles:
        return clause
    arguments = tuple(
        replace(one, role=Role.SUBJECT) if one.role is Role.TOPIC else one for one in clause.arguments
    )
    return replace(clause, arguments=arguments)


def _active(lemma: str) -> tuple[str, bool]:
    """The verb that is passive here, and whether it is."""
    if (plain := korean_active(lemma)) is not None:
        return plain, True
    for ending in _PASSIVES:
        if lemma.endswith(ending) and len(lemma) > len(ending) + 1:
            return f"{lemma.removesuffix(ending)}하다", True
    return lemma, False


def _turned(clause: Clause) -> Clause:
    """The clause of a passive verb: its subject is what something is done to."""
    turned = {Role.SUBJECT: Role.OBJECT, Role.TOPIC: Role.OBJECT}
    arguments = tuple(replace(one, role=turned.get(one.role, one.role)) for one in clause.arguments)
    return replace(clause, arguments=arguments)
