"""One measurement of `citegraph eval`, with what the user chose."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.budget import agree
from api.cli.measuring import opened
from api.cli.output import progress_bar

if TYPE_CHECKING:
    from api.judges import JudgeSettings
    from api.settings import Settings
    from evaluation.benchmark import Benchmark
    from evaluation.data import EvalQuestion
    from evaluation.methods import EvalReport
    from schemas.ports import Progress

_PROMPT_TOKENS, _REPLY_TOKENS = 3_500, 300
_CALLS_A_QUESTION = 2


@dataclass(frozen=True)
class EvalRun:
    """What is asked of what: `answering` are the questions that are answered, not only looked up; `judges` vote on them."""

    settings: "Settings"
    data: Path | None
    channels: tuple[str, ...] | None
    answering: "tuple[EvalQuestion, ...]"
    judges: "tuple[JudgeSettings, ...]"
    model: bool
    recorded: bool

    def agree(self, *, yes: bool) -> None:
        """Say what the chat models may need, and ask a person where it is more than the limit.

        Raises:
            InputError: nobody has agreed to so much.
        """
        from evaluation.panel import PROMPT_TOKENS
        from evaluation.panel import REPLY_TOKENS as VOTE_TOKENS

        calls = len(self.answering) * _CALLS_A_QUESTION if self.model else 0
        votes = len(self.answering) * len(self.judges)
        if calls + votes:
            agree(
                self.settings,
                calls=calls + votes,
                input_tokens=calls * _PROMPT_TOKENS + votes * PROMPT_TOKENS,
                output_tokens=calls * _REPLY_TOKENS + votes * VOTE_TOKENS,
                yes=yes,
            )

    async def measure(self, questions: "Sequence[EvalQuestion]") -> "EvalReport":
        """The scores of the rankings and, where wanted, of the answers."""
        from evaluation.methods import score_methods

        with progress_bar() as on_progress:
            async with opened(
                self.settings, self.data, on_progress, model=self.model, recorded=self.recorded
            ) as benchmark:
                report = await score_methods(benchmark, questions, on_progress, self.channels)
                if not self.answering:
                    return report
                return await self._with_answers(report, benchmark, on_progress)

    async def _with_answers(
        self, report: "EvalReport", benchmark: "Benchmark", on_progress: "Progress"
    ) -> "EvalReport":
        from api.judges import open_panel
        from evaluation.answering import measure_answers
        from evaluation.panel import price

        if self.judges:
            async with open_panel(list(self.judges)) as panel:
                found = await measure_answers(benchmark, self.answering, on_progress, self.channels, panel)
        else:
            found = await measure_answers(benchmark, self.answering, on_progress, self.channels)
        admission = self.settings.admission
        cost = price(found.usage, admission.input_price, admission.output_price)
        return report.model_copy(update={"answers": found.model_copy(update={"price": cost})})
