"""What the commands share: telling failures in one line, the exit code of a run, and the terminal that there is."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from imrcli.errors import ExitCode, ImrError
from imrcli.render.terminal import printable


def complain(error: ImrError) -> None:
    """Tell a failure on standard error, in one line."""
    say(f"imr: {printable(str(error))}")


def say(line: str) -> None:
    """Print a line on standard error, where there is one."""
    if sys.stderr is not None:  # with None, print would take standard output
        print(line, file=sys.stderr)


def exit_code(failures: Iterable[ImrError]) -> int:
    """The exit code of a run: 0, the code that all failures share, or `SEVERAL`."""
    return shared_code({int(failure.exit_code) for failure in failures})


def shared_code(codes: Collection[int]) -> int:
    """The exit code of a run whose failures have these codes: 0, the one that there is, or `SEVERAL`."""
    if not codes:
        return int(ExitCode.OK)
    return next(iter(codes)) if len(codes) == 1 else int(ExitCode.SEVERAL)


def nearest(word: str, known: Iterable[str]) -> str:
    """` (did you mean X?)` for the known word that is most like this one; nothing where none is like it."""
    from difflib import get_close_matches

    matches = get_close_matches(word, sorted(known), 1, 0.6)
    return f" (did you mean {matches[0]}?)" if matches else ""


def on_terminal(output: str | None = None) -> bool:
    """Whether what is written to an output (None and `-` are standard output) is shown on a terminal."""
    return output in (None, "-") and sys.stdout is not None and sys.stdout.isatty()


def in_colour(output: str | None) -> bool:
    """Whether it is a terminal that knows colours, and the user did not ask for none (https://no-color.org)."""
    return on_terminal(output) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns(output: str | None) -> int | None:
    """The width that there is: of the terminal, or what COLUMNS says of what is behind a pipe; None in a file."""
    if output not in (None, "-"):
        return None
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked) > 0:
        return int(asked)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None if on_terminal() else None
    except (OSError, ValueError):
        return None


@contextmanager
def telling_pages(source: str) -> Iterator[None]:
    """On a terminal, tell which page of a source is being read by OCR, on a line that goes when it is read."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    from imrcli.ingest.ocr.progress import listening

    longest = 0

    def tell(page: int) -> None:
        nonlocal longest
        line = f"imr: {printable(source)}: reading page {page} by OCR"
        longest = max(longest, len(line))
        print(f"\r{line}", end="", file=sys.stderr, flush=True)

    try:
        with listening(tell):
            yield
    finally:
        if longest:
            print(f"\r{' ' * longest}\r", end="", file=sys.stderr, flush=True)
