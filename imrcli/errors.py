"""What can go wrong with a source, in words for people, and the exit code of each kind.

Every failure that a user can cause or meet is an `ImrError`: its text is one line that says what is wrong
with which source and what to do. The command line prints it on standard error and ends with its code. Each kind is
also one of the built-in errors that stand for the like (`FileNotFoundError`, `PermissionError`, `ValueError` for
content that is not what it should be), so that code which catches those needs to know nothing of this module.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of `imr`, one for each kind of failure (documented in docs/exit-codes.md)."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    SEVERAL = 3
    NOT_FOUND = 4
    NOT_A_FILE = 5
    NO_PERMISSION = 6
    EMPTY = 7
    UNKNOWN_KIND = 8
    PASSWORD = 9
    DAMAGED = 10
    SCAN = 11
    NOT_A_LETTER = 12
    OUTPUT = 13
    TIMEOUT = 14
    MEMORY = 15
    CRASHED = 16
    TOO_LARGE = 17
    ARCHIVE = 18
    SEVERAL_LETTERS = 19
    CORPUS = 20
    MISSING_EXTRA = 21
    INTERNAL = 70
    INTERRUPTED = 130


class ImrError(Exception):
    """A source that cannot be turned into a determination, or an output that cannot be written.

    `code` is a stable string for programs, `exit_code` the process's exit code. `name` is the source as the
    user named it, and is put in front of the message.
    """

    code = "error"
    exit_code = ExitCode.INTERNAL
    says = "cannot be read"
    number: int | None = None  # the `errno` of a kind that is an OSError

    def __init__(self, name: str | None = None, says: str | None = None) -> None:
        self.name = name
        self.message = says or self.says
        super().__init__(str(self))
        if isinstance(self, OSError):
            _set(self, name, self.number)

    def __str__(self) -> str:
        return f"{self.name}: {self.message}" if self.name else self.message

    def __reduce__(self) -> tuple[type[ImrError], tuple[str | None, str]]:
        return type(self), (self.name, self.message)


def _set(error: OSError, filename: str | None, number: int | None) -> None:
    error.filename, error.errno = filename, number


class NotFound(ImrError, FileNotFoundError):
    """No such file."""

    code = "not-found"
    exit_code = ExitCode.NOT_FOUND
    number = errno.ENOENT
    says = "no such file; check the path"


class NotAFile(ImrError, OSError):
    """A directory, a pipe, a device."""

    code = "not-a-file"
    exit_code = ExitCode.NOT_A_FILE
    number = errno.EINVAL
    says = "is not a regular file; name a PDF or text file, or `-` for standard input"


class NoPermission(ImrError, PermissionError):
    """The file may not be read."""

    code = "no-permission"
    exit_code = ExitCode.NO_PERMISSION
    number = errno.EACCES
    says = "permission denied; make the file readable for this user"


class EmptySource(ImrError, ValueError):
    """Nothing in it."""

    code = "empty"
    exit_code = ExitCode.EMPTY
    says = "is empty; fetch or export the letter again"


class UnknownKind(ImrError, ValueError):
    """Neither a PDF nor text."""

    code = "unknown-kind"
    exit_code = ExitCode.UNKNOWN_KIND
    says = "is neither a PDF nor plain text; convert it to one of them first"


class PasswordNeeded(ImrError, ValueError):
    """A PDF that opens with a password only."""

    code = "password"
    exit_code = ExitCode.PASSWORD
    says = "is a PDF that needs a password to open; save a copy without one"


class DamagedPdf(ImrError, ValueError):
    """A PDF that cannot be opened or yields nothing because it is broken or cut off."""

    code = "damaged"
    exit_code = ExitCode.DAMAGED
    says = "is a damaged or truncated PDF; fetch it again"


class ScannedPdf(ImrError, ValueError):
    """A PDF of images alone."""

    code = "scan"
    exit_code = ExitCode.SCAN
    says = "is a scan: its pages are images without text; run OCR on it first (ocrmypdf, for example)"


class DamagedImage(ImrError, ValueError):
    """An image file that cannot be opened, or that is cut off."""

    code = "damaged"
    exit_code = ExitCode.DAMAGED
    says = "is a damaged image; scan or export it again"


class NotALetter(ImrError, ValueError):
    """Readable, but no IMR determination letter."""

    code = "not-a-letter"
    exit_code = ExitCode.NOT_A_LETTER
    says = "does not look like an IMR determination letter: no case number, heading or decision of one was found"


class SeveralLetters(ImrError, ValueError):
    """A file of several letters where one was asked for."""

    code = "several-letters"
    exit_code = ExitCode.SEVERAL_LETTERS
    says = "holds several letters; use `imrcli.parse_all`, or `imr parse` and `imr batch`, which give one result each"


class TooLarge(ImrError, ValueError):
    """More bytes than any letter has."""

    code = "too-large"
    exit_code = ExitCode.TOO_LARGE
    says = "is larger than the limit for a letter; raise it with --max-size"


class TimedOut(ImrError, TimeoutError):
    """A letter of a batch that took too long."""

    code = "timeout"
    exit_code = ExitCode.TIMEOUT
    number = errno.ETIMEDOUT
    says = "took longer than the limit; raise it with --timeout"


class MemoryExceeded(ImrError, MemoryError):
    """A letter of a batch that needed too much memory."""

    code = "memory"
    exit_code = ExitCode.MEMORY
    says = "needed more memory than the limit; raise it with --memory"


class Crashed(ImrError, RuntimeError):
    """A letter of a batch on which the process that read it died."""

    code = "crashed"
    exit_code = ExitCode.CRASHED
    says = "crashed the process that read it; fetch it again, or report it"


class BadArchive(ImrError, ValueError):
    """An archive, or a member of one, that cannot be read or that is not safe to read."""

    code = "archive"
    exit_code = ExitCode.ARCHIVE
    says = "is a damaged archive; fetch it again"


class NoOcr(ImrError, RuntimeError):
    """A scan, and no OCR engine to read it with, or one that fails."""

    code = "scan"
    exit_code = ExitCode.SCAN
    says = "is a scan, and no OCR engine is installed to read it with; install one: pip install 'imrcli[ocr]'"


class CorpusError(ImrError, ValueError):
    """A database that cannot be used, or a question that cannot be put to one."""

    code = "corpus"
    exit_code = ExitCode.CORPUS
    says = "is no database of imrcli; make one with: imr batch SOURCE... -o imr.db"


class NoFullText(CorpusError):
    """A Python whose SQLite has no full-text search."""

    code = "no-full-text"
    says = "needs SQLite's FTS5, which this Python's sqlite3 was built without; use a Python that has it"


class MissingExtra(ImrError, ImportError):
    """A library that an extra brings, and that is not installed."""

    code = "missing-extra"
    exit_code = ExitCode.MISSING_EXTRA
    says = "needs a library that is not installed; see docs/install.md"

    @classmethod
    def of(cls, name: str | None, extra: str, library: str, what: str = "needs") -> MissingExtra:
        """The error of a source or output that needs a library, and the extra that brings it."""
        return cls(name, f"{what} {library}; install it with: pip install 'imrcli[{extra}]'")


class OutputError(ImrError, OSError):
    """The output cannot be written."""

    code = "output"
    exit_code = ExitCode.OUTPUT
    number = errno.EIO
    says = "cannot be written"


class UnknownFormat(OutputError):
    """A format that a command does not write, named by an option or by the ending of an output's name."""

    code = "usage"
    exit_code = ExitCode.USAGE
    number = errno.EINVAL
    says = "is no format"


def unknown_format(form: str, command: str, known: Iterable[str]) -> UnknownFormat:
    """The one error of a format that a command does not write; `form` is its name or ending."""
    says = f"is no format that `imr {command}` writes; it writes {', '.join(known)}"
    form = form.lstrip(".")
    if command != "batch" and form in ("xlsx", "parquet", "db", "sqlite"):
        says += f"; `imr batch` writes {form}"
    return UnknownFormat(form, says)


class UsageError(ImrError, ValueError):
    """A command line, a setting or a variable that is not as the program knows them."""

    code = "usage"
    exit_code = ExitCode.USAGE
    says = "is not known; `imr help` lists the commands"


def internal(name: str | None, error: Exception) -> ImrError:
    """A fault of the program itself, reported as any other failure is. `IMR_DEBUG=1` shows its traceback."""
    if os.environ.get("IMR_DEBUG"):
        raise error
    return ImrError(name, f"could not be read because of a fault in imrcli ({type(error).__name__}); please report it")
