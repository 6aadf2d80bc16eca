"""`citegraph dataset`: question sets from the user's own documents."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from api.cli.budget import agree
from api.cli.eval_view import show_panel
from api.cli.measuring import Data, Judges, Yes, no_model, opened, require_model, write_text
from api.cli.output import note, progress_bar, say, say_table
from api.cli.session import read_settings, run_async

if TYPE_CHECKING:
    from api.judges import JudgeSettings
    from api.settings import Settings
    from evaluation.data import EvalQuestion
    from evaluation.dataset.corpus import QuestionCorpus
    from evaluation.dataset.selection import QuestionSet
    from evaluation.known import KnownAnswers
    from schemas.ports import Progress

app = typer.Typer(
    help="Question sets made from your documents, with the sentences that answer them.", no_args_is_help=True
)

Form = Literal["eval", "instruct"]
Output = Annotated[Path, typer.Option("--output", "-o", help="File of JSON Lines to write.")]
_LEAST_CONFIDENCE = 0.75


@app.command("build")
def build(  # noqa: PLR0913  the user's options
    *,
    output: Output,
    data: Data = None,
    count: Annotated[
        int | None,
        typer.Option(min=1, help="Most questions, evenly of each kind and language.", show_default="all"),
    ] = None,
    form: Annotated[
        Form, typer.Option("--format", help="`eval` for `citegraph eval`, `instruct` for instruction tuning.")
    ] = "eval",
    seed: Annotated[int, typer.Option(help="The same seed makes the same set of the same documents.")] = 0,
    calls: Annotated[
        int,
        typer.Option("--model-calls", min=0, help="Let the chat model write about so many passages, too."),
    ] = 0,
    yes: Yes = False,
) -> None:
    """Make questions of your documents, by their headings, lists and facts, and such that no document answers.

    Each has the text that answers it, with its place. Read what you build before you trust figures on it.

    Example: citegraph dataset build --data notes/ --count 100 --output questions.jsonl
    """
    from evaluation.dataset.export import as_lines

    settings = read_settings()
    if calls:
        require_model(settings)
    corpus, found = run_async(_build(settings, data, _Wanted(count, seed, calls, yes)))
    write_text(output, "".join(f"{line}\n" for line in as_lines(found.questions, corpus.documents, form)))
    _show(found)


@app.command("filter")
def filter_questions(
    *,
    questions: Annotated[Path, typer.Option(help="Questions as `citegraph eval` reads them.")],
    output: Output,
    judges: Judges = None,
    unknown_only: Annotated[
        bool, typer.Option("--unknown-only", help="Keep what the chat model does not know by itself.")
    ] = False,
    yes: Yes = False,
) -> None:
    """Ask the configured chat model each question without any document, and say which it knows.

    Questions without an answer in words, and those that nothing answers, are not asked, and kept.

    Example: citegraph dataset filter --questions questions.jsonl --unknown-only --output unknown.jsonl
    """
    from api.judges import read_judges
    from evaluation.data import read_questions
    from evaluation.dataset.export import as_lines

    settings = read_settings()
    require_model(settings)
    asked = read_questions(questions)
    panel = read_judges(judges) if judges else []
    known = run_async(_known(settings, asked, panel, yes=yes))
    kept = [one for one in asked if not (unknown_only and known.right.get(one.id))]
    write_text(output, "".join(f"{line}\n" for line in as_lines(kept, {}, "eval")))
    say(
        f"{known.usage.model} knows {sum(known.right.values())} of {len(known.right)} by itself, by {known.judged_by}; "
        f"{len(kept)} of {len(asked)} questions kept"
    )
    if known.panel is not None:
        show_panel(known.panel)


class _Wanted:
    """How many questions, of which seed, and what the model may be asked."""

    def __init__(self, count: int | None, seed: int, calls: int, yes: bool) -> None:
        self.count, self.seed, self.calls, self.yes = count, seed, calls, yes


async def _build(
    settings: "Settings", data: Path | None, wanted: _Wanted
) -> "tuple[QuestionCorpus, QuestionSet]":
    from evaluation.dataset.builder import build_questions

    with progress_bar() as on_progress:
        async with _corpus(settings, data, on_progress) as corpus:
            more = await _by_model(settings, corpus, wanted, on_progress) if wanted.calls else ()
            return corpus, build_questions(corpus, most=wanted.count, seed=wanted.seed, more=more)


async def _by_model(
    settings: "Settings", corpus: "QuestionCorpus", wanted: _Wanted, on_progress: "Progress"
) -> "tuple[EvalQuestion, ...]":
    from api.models import batch_client, open_chat_model
    from evaluation.dataset.with_model import choose_passages, estimate_tokens, write_questions

    passages = choose_passages(corpus, most=wanted.calls, seed=wanted.seed)
    sent, received = estimate_tokens(passages)
    agree(settings, calls=len(passages), input_tokens=sent, output_tokens=received, yes=wanted.yes)
    async with open_chat_model(settings) as model:
        if model is None:
            return ()
        written = await write_questions(passages, batch_client(settings, model), on_progress)
    note(
        f"{written.usage.model_calls} model calls, {written.usage.input_tokens + written.usage.output_tokens:,} tokens"
    )
    for reason, count in written.left_out.items():
        note(f"of the model's: {count} × {reason}")
    return written.questions


@asynccontextmanager
async def _corpus(
    settings: "Settings", data: Path | None, on_progress: "Progress"
) -> "AsyncIterator[QuestionCorpus]":
    from evaluation.dataset.corpus import read_corpus

    async with opened(settings, data, on_progress) as benchmark:
        yield await read_corpus(benchmark, benchmark.retriever.reader, least_confidence=_LEAST_CONFIDENCE)


async def _known(
    settings: "Settings", questions: "tuple[EvalQuestion, ...]", judges: "list[JudgeSettings]", *, yes: bool
) -> "KnownAnswers":
    from api.judges import open_panel
    from api.models import batch_client, open_chat_model
    from evaluation.known import estimate, find_known

    calls, sent, received = estimate(questions, judges=len(judges))
    agree(settings, calls=calls, input_tokens=sent, output_tokens=received, yes=yes)
    with progress_bar() as on_progress:
        async with AsyncExitStack() as stack:
            model = await stack.enter_async_context(open_chat_model(settings))
            panel = await stack.enter_async_context(open_panel(judges)) if judges else None
            if model is None:
                raise no_model()
            return await find_known(questions, batch_client(settings, model), panel, on_progress)


def _show(found: "QuestionSet") -> None:
    say_table(["kind", "questions"], [[kind, str(count)] for kind, count in found.kinds.items()])
    say(f"{len(found.questions)} questions")
    for reason, count in found.left_out.items():
        say(f"left out: {count} × {reason}")
