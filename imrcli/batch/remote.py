"""Letters in remote folders, by fsspec: `s3://bucket/letters/`, `https://...`, `gs://...` and whatever else it knows.

fsspec is an extra (`imrcli[remote]`); each kind of storage needs its own library besides, which fsspec names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from imrcli.batch import archives
from imrcli.batch.left_out import why_left_out
from imrcli.errors import EmptySource, ImrError, MissingExtra, NoPermission, NotAFile, NotFound, TooLarge

_ARCHIVES = (".zip", ".tar", ".tgz", ".tbz2", ".txz", ".gz", ".bz2", ".xz", ".eml", ".mbox", ".msg")


def letters(
    url: str, max_size: int, leave: Callable[[str, str], None], *, folders: bool = True
) -> Iterator[archives.Member]:
    """The letters under a URL: a file, or a folder read to its depth, by name. Never raises.

    Without `folders` a folder is a problem, and a pattern a name.
    """
    try:
        system, path = _system(url)
        if not folders and system.isdir(path):
            yield url, None, NotAFile(url, "is a folder, and a list names files; --recursive-list reads what is in it")
            return
        if system.isdir(path):
            paths = sorted(system.find(path))
        elif folders and any(mark in path for mark in "*?["):
            paths = sorted(system.glob(path))
        else:
            paths = [path]
    except ImrError as error:
        yield url, None, error
        return
    except Exception as error:  # each kind of storage raises its own
        yield url, None, _as_imr_error(url, error)
        return
    for place in paths:
        name = url if place == path else system.unstrip_protocol(place)
        if place != path and (why := why_left_out(place.rsplit("/", 1)[-1], bytes)):
            leave(name, why)
        elif place.lower().endswith(_ARCHIVES):
            yield from _archive(system, place, name, max_size, leave)
        else:
            yield name, None, None


def _archive(
    system: Any, path: str, name: str, max_size: int, leave: Callable[[str, str], None]
) -> Iterator[archives.Member]:
    try:
        file = system.open(path, "rb")
    except Exception as error:
        yield name, None, _as_imr_error(name, error)
        return
    yield from archives.members(file, max_size, name, leave)


def load(url: str, limit: int) -> bytes:
    """The bytes of a remote file. Raises NotFound, NoPermission, EmptySource or TooLarge."""
    system, path = _system(url)
    try:
        with system.open(path, "rb") as file:
            data: bytes = file.read(limit + 1)
    except Exception as error:
        raise _as_imr_error(url, error) from None
    if len(data) > limit:
        raise TooLarge(url)
    if not data:
        raise EmptySource(url)
    return data


def _system(url: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ModuleNotFoundError:
        raise MissingExtra.of(url, "remote", "fsspec", "is remote, and needs") from None
    try:
        system, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:  # the storage's own library is missing, or no such storage
        raise NotFound(url, f"cannot be reached: {error}") from None
    return system, path


def _as_imr_error(url: str, error: Exception) -> ImrError:
    if isinstance(error, FileNotFoundError):
        return NotFound(url)
    if isinstance(error, PermissionError):
        return NoPermission(url)
    says = " ".join(str(error).split())[:200] or type(error).__name__
    return NotFound(url, f"cannot be read: {says}")
