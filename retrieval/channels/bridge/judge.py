"""A chat model's judgement which passages go on from a first one."""

from collections import OrderedDict
from collections.abc import Sequence

from llm.client import ModelClient
from retrieval.channels.bridge.prompt import SYSTEM, chosen, task
from retrieval.settings import JudgeSettings
from schemas.errors import ModelError, ModelReplyError
from schemas.extraction import Usage
from schemas.value import Value

_KEPT = 1_000


class Judgement(Value):
    """The places (from 0) of the candidates that help, best first, what asking cost, and why nothing was judged."""

    helpful: tuple[int, ...] = ()
    usage: Usage = Usage()
    note: str = ""


class SecondStepJudge:
    """Asks once for each question with its passages; the latest answers are kept."""

    def __init__(self, model: ModelClient, settings: JudgeSettings) -> None:
        self._model = model
        self._settings = settings
        self._known: OrderedDict[str, tuple[int, ...]] = OrderedDict()

    @classmethod
    def of(cls, model: ModelClient | None, settings: JudgeSettings) -> "SecondStepJudge | None":
        """The judge, where there is a model and the settings want it."""
        return cls(model, settings) if model and settings.enabled else None

    async def judge(self, question: str, passages: Sequence[str]) -> Judgement:
        """Which of the passages after the first help beside it; where the model fails none do, and the note says why."""
        asked = task(question, passages, max_tokens=self._settings.max_tokens)
        if asked in self._known:
            self._known.move_to_end(asked)
            return Judgement(helpful=self._known[asked])
        counter = self._model.counter()
        try:
            reply = await self._model.ask(system=SYSTEM, user=asked, counter=counter)
            helpful = chosen(reply.text, len(passages) - 1)
        except (ModelError, ModelReplyError, ValueError, RecursionError) as error:
            return Judgement(usage=counter.usage, note=f"second steps were not judged: {error}")
        self._known[asked] = helpful
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return Judgement(helpful=helpful, usage=counter.usage)
