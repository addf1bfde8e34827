"""What the commands share: writing whole outputs, telling failures in one line, and the exit code of a run."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from imrcli.errors import ExitCode, ImrError, OutputError
from imrcli.pattern import pattern

_NOT_PRINTED = pattern(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(words: str) -> str:
    """Words that can be shown on a terminal: no character that it would obey."""
    words = words.encode("utf-8", "replace").decode("utf-8")
    return _NOT_PRINTED.sub("?", words)


def complain(error: ImrError) -> None:
    """Tell a failure on standard error, in one line."""
    print(f"imr: {printable(str(error))}", file=sys.stderr)


def internal(name: str, error: Exception) -> ImrError:
    """A fault of the program itself, told like any other failure. `IMR_DEBUG=1` shows its traceback."""
    if os.environ.get("IMR_DEBUG"):
        raise error
    said = (
        f"could not be read because of a fault in imrcli ({type(error).__name__}); please report it"
    )
    return ImrError(name, said)


def exit_code(failures: Iterable[ImrError]) -> int:
    """The exit code of a run: 0, the code that all failures share, or `SEVERAL`."""
    codes = {failure.exit_code for failure in failures}
    if not codes:
        return int(ExitCode.OK)
    return int(codes.pop() if len(codes) == 1 else ExitCode.SEVERAL)


def write(data: bytes, output: str | None) -> None:
    """Write to standard output, or to a file that appears only when it is whole.

    Raises OutputError where that cannot be done.
    """
    if output is None or output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = Path(output)
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a device or pipe: there is nothing to move into place
            return
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent or ".")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(temporary, 0o666 & ~_umask())
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise OutputError(output, f"cannot be written: {error.strerror}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
