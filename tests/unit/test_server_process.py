"""The end of a process that another program has started."""

import asyncio
import subprocess
import time

import psutil
import pytest

from kg.server.server_process import end_process


@pytest.mark.slow
def test_a_process_is_ended_though_the_program_that_started_it_never_looks() -> None:
    with subprocess.Popen(
        ["sh", "-c", "sleep 60 & echo $!; exec sleep 60"], stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        process = psutil.Process(int(parent.stdout.readline()))
        while psutil.Process(parent.pid).name() != "sleep":  # the shell would look
            time.sleep(0.01)
        began = time.monotonic()
        asyncio.run(end_process(process))
        assert time.monotonic() - began < 10
        assert process.status() == psutil.STATUS_ZOMBIE
        asyncio.run(end_process(psutil.Process(parent.pid)))


@pytest.mark.slow
def test_a_process_of_ours_is_gone_when_it_was_ended() -> None:
    with subprocess.Popen(["sleep", "60"]) as child:
        asyncio.run(end_process(psutil.Process(child.pid)))
        assert not psutil.pid_exists(child.pid)
