"""The command line."""


def main() -> None:
    """Run the program; ends the process with its exit code."""
    from api.threads import let_waiting_threads_sleep

    let_waiting_threads_sleep()
    from api.cli.program import run

    run()
