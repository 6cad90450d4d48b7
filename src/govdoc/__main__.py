"""`python -m govdoc` and the command `govdoc`."""

import sys


def main() -> None:
    """Run the command line; what the screen cannot show is replaced, and a pipe gets UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    from govdoc.cli.app import app

    app(prog_name="govdoc")


if __name__ == "__main__":
    main()
