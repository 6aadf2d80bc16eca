import subprocess
import sys
from pathlib import Path

import pytest

from api.jobs.owner import find_owner, own_jobs
from schemas.errors import ConflictError

HOLD = """
import sys
from pathlib import Path
from api.jobs.owner import own_jobs
with own_jobs(Path(sys.argv[1]), "http://127.0.0.1:8000"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.slow
def test_a_second_process_is_told_who_owns_the_jobs(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        owner = find_owner(tmp_path)
        assert owner is not None
        assert (owner.pid, owner.address) == (holder.pid, "http://127.0.0.1:8000")
        with pytest.raises(ConflictError, match="which serves http"), own_jobs(tmp_path, None):
            pass
        holder.kill()
    assert find_owner(tmp_path) is None
    with own_jobs(tmp_path, None):
        assert (tmp_path / "jobs.owner.json").exists()


def test_nobody_owns_jobs_that_were_given_back(tmp_path: Path) -> None:
    with own_jobs(tmp_path, None):
        pass
    assert find_owner(tmp_path) is None
