"""What a worker that died has left goes on in this one."""

import logging
from collections.abc import Sequence

from dbos import DBOS, WorkflowStatus

from api.jobs.worker import Worker

_LOG = logging.getLogger(__name__)


class Takeover:
    """Looks for workflows that nobody runs, though DBOS has them down as running."""

    def __init__(self, worker: Worker, application_version: str) -> None:
        self._worker = worker
        self._version = application_version

    async def look(self, let_go: set[str]) -> None:
        """Queue again what is left of dead workers, and of this one what is in `let_go`, and takes them out of it.

        Each begins with the first step that has no stored result.
        """
        if not self._worker.holds:
            return
        given_up = frozenset(let_go)
        pending = await self._pending()
        own = [each for each in pending if each.executor_id == self._worker.id]
        await _queue_again([each for each in own if each.workflow_id in given_up])
        let_go -= given_up
        others = {each.executor_id or "" for each in pending} - {self._worker.id}
        for dead in await self._worker.long_dead(others):
            async with self._worker.taking_over(dead) as taken:
                if taken:
                    # Asked anew: another may have taken it over meanwhile, and be done.
                    left = [each for each in await self._pending() if (each.executor_id or "") == dead]
                    _LOG.warning("%d jobs of the worker %s go on here: it has ended", len(left), dead)
                    await _queue_again(left)

    async def _pending(self) -> list[WorkflowStatus]:
        return await DBOS.list_workflows_async(
            status="PENDING", app_version=self._version, load_input=False, load_output=False
        )


async def _queue_again(workflows: Sequence[WorkflowStatus]) -> None:
    for each in workflows:
        await DBOS.resume_workflow_async(each.workflow_id, queue_name=each.queue_name)
