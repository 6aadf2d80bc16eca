"""The command line."""


def main() -> None:
    """Run the program; ends the process with its exit code."""
    from api.cli.program import run

    run()
