"""How many requests and tokens a minute a chat model gets from all processes of a graph together."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256

from api.jobs.database import prepare_job_database
from api.rates.table import CallTable
from api.settings import Settings
from extraction.state.sql_database import SqlDatabase
from schemas.ports import CallWindow
from schemas.rates import Turn


class ModelCalls:
    """Counts the calls of one model in the job database."""

    def __init__(self, settings: Settings, database: SqlDatabase, model: str) -> None:
        self._settings = settings
        self._table = CallTable(database)
        self._name = f"model {sha256(f'{settings.chat_endpoint} {model}'.encode()).hexdigest()[:32]}"
        self._is_prepared = False

    async def take(self, tokens: int) -> Turn:
        """Count a call of at most so many tokens that begins now, or say how long it has to wait at least.

        Raises:
            BackendError: the job database cannot be reached.
        """
        if not self._is_prepared:  # by a command that has nothing else to do with it
            await prepare_job_database(self._settings)
            self._is_prepared = True
        return await self._table.take(self._name, self._settings.chat_limits, tokens)

    async def correct(self, call: int, tokens: int) -> None:
        """Note how many tokens a call really had.

        Raises:
            BackendError: the job database cannot be reached.
        """
        await self._table.correct(call, tokens)


@contextmanager
def open_model_calls(settings: Settings, model: str) -> Iterator[CallWindow | None]:
    """What counts the calls of this model, or None where they are not limited.

    Raises:
        BackendError: the job database cannot be opened.
    """
    if not settings.chat_limits.limit_anything:
        yield None
        return
    with closing(SqlDatabase(settings.jobs_database_url)) as database:
        yield ModelCalls(settings, database, model)
