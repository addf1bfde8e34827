"""The sources of a command that reads them one after the other: files, folders, archives, patterns, standard input.

Every such command takes them in the same way: one bad source does not stop the others, a run of more than a second says
on a terminal how far it is, and Ctrl-C keeps what was done.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from imrcli.cli.console import complain, exit_code, say, telling_pages
from imrcli.errors import ExitCode, ImrError, NotFound, UsageError, internal
from imrcli.names import shown
from imrcli.output import is_output, spare
from imrcli.render.terminal import counted, printable

if TYPE_CHECKING:
    from imrcli.batch.job import Job

STANDARD_INPUT = "-"

_LETTERS = (".pdf", ".txt", ".text")
"""Endings of files that are no archives."""

_AFTER = 1.0
"""Seconds after which a run says how far it is."""

_MAX_SIZE = 100 * 1024 * 1024
"""The most bytes that a member of an archive, or what comes out of a pipe, may have."""


class Source(NamedTuple):
    """A letter's file: its name as it can be printed, its path as it was named, and its content."""

    name: str
    path: str
    data: bytes


def named(words: list[str], command: str) -> list[str]:
    """The words, or standard input where there are none and it is no terminal. Raises UsageError where it is one."""
    if words:
        return words
    if sys.stdin is None or sys.stdin.isatty():
        says = f"name a source, or feed one to standard input; `imr {command} --help` says more"
        raise UsageError(command, says)
    return [STANDARD_INPUT]


def are_several(words: list[str]) -> bool:
    """Whether the words may be more than one file."""
    return len(words) > 1 or any(map(_is_several, words))


def _is_several(word: str) -> bool:
    from os.path import isdir, lexists

    if "://" in word or isdir(word):
        return True
    if lexists(word) or not set(word) & set("*?["):
        return False
    from glob import has_magic

    return has_magic(word)


def each(
    words: list[str],
    command: str,
    do: Callable[[Source], None],
    *,
    output: str | None = None,
    done: Callable[[], None] = lambda: None,
    ends: type[ImrError] | tuple[()] = (),
) -> int:
    """Call `do` with every source, and `done` at the end or when Ctrl-C came before it; returns the exit code.

    What `do` raises is told in one line, and the next source is read; after a failure that `ends` the run none is.
    `output` is what the command writes: as a source it is an error.
    """
    failures: list[ImrError] = []
    line = _Line()
    begun = finished = 0
    stopped = False
    try:
        spare(words, output)
        words = named(words, command)
        for begun, (path, load) in enumerate(_sources(words, output), 1):
            name = shown(path)
            line.show(begun, name)
            try:
                source = Source(name, path, load())
                line.clear()
                with telling_pages(name):
                    _guarded(do, source)
            except ends:
                raise
            except ImrError as error:
                line.clear()
                failures.append(error)
                complain(error)
            finished = begun
        if not begun:
            raise NotFound(" ".join(words), "no letters there; name files, or folders of them")
    except ImrError as error:  # of the run as a whole
        line.clear()
        complain(error)
        return exit_code([*failures, error])
    except KeyboardInterrupt:
        line.clear()
        stopped = True
    try:
        done()
    except ImrError as error:
        failures.append(error)
        complain(error)
    if stopped:
        say(f"imr: stopped after {counted(finished, 'source')}; what was read of them is kept")
        return int(ExitCode.INTERRUPTED)
    return exit_code(failures)


def _sources(words: list[str], output: str | None) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """What the words name: each source's name, and what loads it.

    A letter's file does without what batches need, which takes long to import.
    """
    from imrcli.ingest import load

    for word in words:
        if word == STANDARD_INPUT or _is_letter(word):
            yield word, partial(load, word)
        else:
            from imrcli.batch.sources import Sources

            for job in Sources([word], max_size=_MAX_SIZE, is_ours=lambda path: is_output(path, output)):
                yield job.name, partial(_content, job)


def _is_letter(word: str) -> bool:
    """Whether a word is the file of one letter, by its name; a PDF must begin as one, else it may be an archive."""
    if not word.lower().endswith(_LETTERS) or not os.path.isfile(word):
        return False
    if not word.lower().endswith(".pdf"):
        return True
    try:
        with open(word, "rb") as file:
            return file.read(5) == b"%PDF-"
    except OSError:
        return True


def _content(job: Job) -> bytes:
    from imrcli.ingest import load

    if job.failed is not None:
        raise job.failed if job.failed.name else type(job.failed)(job.shown, job.failed.message)
    return load(job.name) if job.data is None else job.data


def _guarded(do: Callable[[Source], None], source: Source) -> None:
    """Call it; every failure has the source's name, and a fault of the program itself is one too."""
    try:
        do(source)
    except ImrError as error:
        raise error if error.name else type(error)(source.name, error.message) from None
    except BrokenPipeError:
        raise
    except Exception as error:
        raise internal(source.name, error) from None


class _Line:
    """One line on a terminal's standard error that says how far a run is, and goes when something else is printed."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._is_shown = sys.stderr is not None and sys.stderr.isatty()
        self._length = 0

    def show(self, number: int, name: str) -> None:
        if self._is_shown and time.monotonic() - self._begun > _AFTER:
            self.clear()
            line = f"imr: reading {number:,}: {printable(name)}"[: _columns() - 1]
            self._length = len(line)
            print(f"\r{line}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self._length:
            print(f"\r{' ' * self._length}\r", end="", file=sys.stderr, flush=True)
            self._length = 0


def _columns() -> int:
    import shutil

    return shutil.get_terminal_size().columns
