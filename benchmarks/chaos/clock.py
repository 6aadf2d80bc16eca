"""`python -m benchmarks.chaos.clock FILE ARGUMENTS`: `citegraph` by a clock that is so many seconds ahead as the file says, which may change."""

import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import time_machine

_LOOK_S = 0.1


def main() -> None:
    """Run the program to its end."""
    file = Path(sys.argv.pop(1))
    ahead_s = float(file.read_text())
    clock = time_machine.travel(time.time() + ahead_s, tick=True).start()
    threading.Thread(target=_follow, args=[file, ahead_s, clock], daemon=True, name="clock").start()
    from api.cli import main as citegraph

    citegraph()


def _follow(file: Path, ahead_s: float, clock: time_machine.Traveller) -> None:
    while True:
        time.sleep(_LOOK_S)
        wished_s = float(file.read_text() or ahead_s)
        if wished_s != ahead_s:
            clock.shift(timedelta(seconds=wished_s - ahead_s))
            ahead_s = wished_s


if __name__ == "__main__":
    main()
