"""What a batch is to read: the words of a command line become jobs, one a letter, in an order that never changes.

A word is a file, a folder (read to its depth), an archive, a pattern, `-` (a list of paths on standard input) or a
remote folder's URL. Every letter among them becomes one job; what is left out is counted and can be told.
"""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import BinaryIO, Literal

from imrcli.batch import lists
from imrcli.batch.job import Job
from imrcli.batch.left_out import why_left_out
from imrcli.errors import ImrError, NoPermission, NotAFile, NotFound, OutputError
from imrcli.ingest import load, pipe
from imrcli.names import shown

_LETTERS = (".pdf", ".txt", ".text")
"""Endings of letters: such a file is an archive only where all of it is one."""

_HEAD = 512


class Sources:
    """The jobs of a command line's words, as an iterable that can be gone through once.

    `is_ours` tells of a path whether the run itself writes it: as a source that raises OutputError. `leave` is called
    with the name of every file that is left out, and why; `left_out` counts them. `max_size` is the most bytes that a
    member of an archive may have. `standard_input` is what `-` stands for: a list of paths, or one letter; `stream`
    is read instead of it. A folder in such a list is a problem, unless `recursive_list` says that it is to be read.
    """

    def __init__(
        self,
        words: Iterable[str],
        *,
        max_size: int,
        is_ours: Callable[[str], bool] = lambda _: False,
        leave: Callable[[str, str], None] = lambda name, why: None,
        standard_input: Literal["list", "letter"] = "list",
        recursive_list: bool = False,
        stream: BinaryIO | None = None,
    ) -> None:
        self._words = words
        self._max_size = max_size
        self._is_ours = is_ours
        self._on_left_out = leave
        self._standard_input = standard_input
        self._recursive_list = recursive_list
        self._stream = stream
        self.left_out = 0

    def __iter__(self) -> Iterator[Job]:
        for position, (name, data, error) in enumerate(self._named()):
            yield Job(position, name, data, error)

    def _named(self) -> Iterator[_Named]:
        for word in self._words:
            if word == "-" and self._standard_input == "letter":
                yield word, self._standard_input_stream().read(), None
            elif word == "-":
                for path in lists.paths(self._standard_input_stream()):
                    yield from self._listed(path)
            else:
                yield from self._word(word)

    def _standard_input_stream(self) -> BinaryIO:
        if self._stream is not None:
            return self._stream
        if sys.stdin is None:
            raise OutputError("standard input", "is closed; name files, or give a list of them")
        return sys.stdin.buffer

    def _listed(self, path: str) -> Iterator[_Named]:
        """What a path in a list names: a file of exactly that name. A folder is read only where that is asked for."""
        if "://" in path:
            from imrcli.batch import remote

            yield from remote.letters(path, self._max_size, self._leave, folders=self._recursive_list)
        elif self._recursive_list and os.path.isdir(path):
            yield from self._word(path)
        elif os.path.isdir(path):
            says = "is a folder, and a list names files; --recursive-list reads what is in it"
            yield path, None, NotAFile(path, says)
        else:
            yield from self._file(_no_option(path))

    def _word(self, word: str) -> Iterator[_Named]:
        if not word:
            yield "''", None, NotFound("''", "the name is empty; name a file, or `-` for standard input")
        elif "://" in word:
            from imrcli.batch import remote

            yield from remote.letters(word, self._max_size, self._leave)
        elif os.path.isdir(word):
            empty = True
            for letter in self._folder(word):
                empty = False
                yield letter
            if empty:
                yield word, None, NotFound(word, "holds no letters; name files, or folders of them")
        elif not os.path.lexists(word) and glob.has_magic(word):
            matches = sorted(glob.iglob(word, recursive=True))
            if not matches:
                yield word, None, NotFound(word, "matches no file; check the pattern")
            for path in matches:
                if "**" in word and os.path.isdir(path):
                    continue  # what is in it matches too
                if why := why_left_out(os.path.basename(path), partial(_head, path)):
                    self._leave(path, why)
                elif os.path.isdir(path):
                    yield from self._folder(path)
                else:
                    yield from self._file(_no_option(path))
        elif pipe.is_pipe(word):
            yield from self._piped(word)
        else:
            yield from self._file(_no_option(word))

    def _piped(self, word: str) -> Iterator[_Named]:
        """A pipe that was named: its content is taken at once, as it can be had only once."""
        try:
            yield word, load(word, limit=self._max_size), None
        except ImrError as error:
            yield word, None, error

    def _folder(self, top: str) -> Iterator[_Named]:
        """A folder's files, then its folders, by name, each with what is in it before the next."""
        waiting: list[tuple[str, tuple[tuple[int, int], ...]]] = [(top, ())]
        while waiting:
            folder, above = waiting.pop()
            try:
                status = os.stat(folder)
                entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
            except OSError as error:
                yield folder, None, _unlisted(folder, error)
                continue
            here = (status.st_dev, status.st_ino)
            if here in above:
                says = "is a link to a folder that it lies in; remove it"
                yield folder, None, NotAFile(folder, says)
                continue
            folders = []
            for entry in entries:
                if _is_folder(entry) and not entry.name.startswith("."):
                    folders.append((entry.path, (*above, here)))
                elif why := why_left_out(entry.name, partial(_head, entry.path)):
                    if not self._is_ours(entry.path):
                        self._leave(entry.path, why)
                else:
                    yield from self._file(entry.path)
            waiting += reversed(folders)

    def _file(self, path: str) -> Iterator[_Named]:
        if self._is_ours(path):
            # It would be read, and then written over.
            raise OutputError(path, "is a source; write to another file")
        if self._is_archive(path):
            from imrcli.batch import archives

            yield from archives.members(path, self._max_size, leave=self._leave)
        else:
            yield path, None, None

    def _is_archive(self, path: str) -> bool:
        """Whether a file is a regular one that holds others. False where it cannot be read: the worker tells why."""
        from imrcli.batch import archives

        try:
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
            with open(descriptor, "rb", buffering=0) as file:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    return False
                is_letter = path.lower().endswith(_LETTERS)
                return archives.kind(file, self._max_size, is_letter=is_letter) is not None
        except (OSError, ValueError):
            return False

    def _leave(self, path: str, why: str) -> None:
        self.left_out += 1
        self._on_left_out(shown(path), why)


_Named = tuple[str, bytes | None, ImrError | None]
"""A source's name, its content where it is at hand, and what is wrong with it where that is known."""


def count(words: Iterable[str]) -> int | None:
    """How many files the words name, about: for the progress bar. None where that cannot be told beforehand."""
    total = 0
    for word in words:
        if word == "-" or "://" in word:
            return None
        if os.path.isdir(word):
            for _, folders, files in os.walk(word):
                folders[:] = [name for name in folders if not name.startswith(".")]
                total += sum(not name.startswith(".") for name in files)
        else:
            total += 1
    return total


def _no_option(path: str) -> str:
    """A file's name that does not stand for standard input."""
    return os.path.join(".", path) if path == "-" else path


def _head(path: str) -> bytes:
    """A regular file's first bytes; none of anything else, and of what cannot be read."""
    try:
        file = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError):
        return b""
    try:
        return os.read(file, _HEAD) if stat.S_ISREG(os.fstat(file).st_mode) else b""
    except OSError:
        return b""
    finally:
        os.close(file)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _unlisted(folder: str, error: OSError) -> ImrError:
    if isinstance(error, PermissionError):
        return NoPermission(folder)
    return NotFound(folder, f"cannot be listed: {error.strerror}")
