"""Bytes to a document: text with the page and offset of every character.

One small file a reader, all with the same function `read(data) -> Pages`; `ingest` tells the kind of a
source by its content, never by its name.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from typing import Literal, get_args

from imrcli.errors import EmptySource, ImrError, NoOcr, NoPermission, NotAFile, NotFound, TooLarge
from imrcli.ingest.document import Document, Pages, joined
from imrcli.ingest.hidden.choice import HiddenChoice
from imrcli.ingest.ocr.choice import OcrChoice
from imrcli.model import Reader
from imrcli.names import shown

__all__ = ["Document", "HiddenChoice", "ReaderChoice", "ingest", "load"]

ReaderChoice = Literal["auto", "pdfium", "pdfplumber"]

IMAGE_SIGNS = (b"II*\0", b"MM\0*", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
"""How TIFF, PNG and JPEG files begin."""


def load(path: str | os.PathLike[str], *, limit: int | None = None, pipes: bool = True) -> bytes:
    """The bytes of a file, of a pipe (to its end), or of standard input for `-`; `limit` is the most that may be read.

    Raises NotFound, NotAFile (a directory, a device, a pipe where `pipes` are not to be read), NoPermission,
    EmptySource or TooLarge.
    """
    name = os.fspath(path)
    if not name:
        raise NotFound("''", "the name is empty; name a file, or `-` for standard input")
    if name == "-":
        if sys.stdin is None:
            raise NotFound("standard input", "is closed; name a file, or give it one")
        data = sys.stdin.buffer.read()
    else:
        try:
            data = _content(name, limit, pipes)
        except ImrError:
            raise
        except (FileNotFoundError, NotADirectoryError):
            raise NotFound(name) from None
        except PermissionError:
            raise NoPermission(name) from None
        except (OSError, ValueError) as error:
            raise NotFound(name, f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if not data:
        raise EmptySource(name)
    return data


def _content(name: str, limit: int | None, pipes: bool) -> bytes:
    # The file is looked at once it is open, and opened without waiting: a name that turns into a pipe between
    # a look and an opening would hang.
    file = os.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        status = os.fstat(file)
        if stat.S_ISFIFO(status.st_mode) and pipes:
            from imrcli.ingest import pipe

            return pipe.content(file, name, limit)
        if not stat.S_ISREG(status.st_mode):
            raise NotAFile(name, _not_regular(status.st_mode))
        if limit is not None and status.st_size > limit:
            raise TooLarge(name)
        data = b""
        while part := os.read(file, max(status.st_size - len(data), 0) + 1):
            data += part
            if limit is not None and len(data) > limit:
                raise TooLarge(name)
    finally:
        os.close(file)
    return data


def ingest(
    source: str | os.PathLike[str] | bytes,
    *,
    reader: ReaderChoice = "auto",
    name: str | None = None,
    layout: bool = False,
    ocr: OcrChoice = "auto",
    hidden: HiddenChoice = "leave-out",
    defer: bool = False,
) -> Document:
    """Read a source into a document.

    `source` is a path (`-`: standard input) or the bytes of a PDF, image or text file; `name` is what bytes are called
    in messages. `ocr` chooses the pages that are read by OCR; with `defer` there must be none. Text
    that a page does not show is left out, with a note, unless `hidden` is `include`. With `layout` a document
    of pages keeps where its characters are printed; close it then.

    Raises a kind of `ImrError`, with the source's name, for what cannot be read, OcrDeferred where pages are to be read
    by OCR and that is to be deferred, and ValueError for a reader that there is none of.
    """
    if reader not in get_args(ReaderChoice):
        raise ValueError(f"reader {reader!r} is none of {', '.join(get_args(ReaderChoice))}")
    if isinstance(source, bytes):
        data, path = source, name
    else:
        data, path = load(source), os.fspath(source)
    try:
        if not data or data.isspace():
            raise EmptySource
        pages, how = _read(data, reader, layout, ocr, hidden == "include", defer)
        if not any(text.strip("\ufeff \t\r\n") for text in pages.texts):
            raise EmptySource
    except ImrError as error:
        raise type(error)(path, error.message) from None
    text, starts = joined(pages.texts)
    count = len(starts) if how != "text" or len(starts) > 1 else None
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        text=text,
        page_starts=starts,
        pages=count,
        reader=how,
        path=shown(path) if path is not None else None,
        sha256=digest,
        notes=pages.notes,
        layout=pages.layout,
        ocr_pages=pages.ocr_pages,
        doubts=pages.doubts,
    )


def from_text(text: str, *, path: str | None = None) -> Document:
    """A document of text that is at hand; form feeds in it are page breaks."""
    whole, starts = joined(text.split("\f"))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(whole, starts, len(starts) if len(starts) > 1 else None, "text", path, digest)


def _read(
    data: bytes, reader: ReaderChoice, layout: bool, ocr: OcrChoice, hidden: bool, defer: bool
) -> tuple[Pages, Reader]:
    if data.startswith(IMAGE_SIGNS):
        from imrcli.ingest import images

        if ocr == "never":
            raise NoOcr(None, "is a picture, and `--ocr never` does not read it")
        return images.read(data, layout=layout, defer=defer), "ocr"
    if b"%PDF-" not in data[:1024]:
        from imrcli.ingest import plain

        return plain.read(data), "text"
    if reader == "pdfplumber":
        from imrcli.ingest import plumber

        return plumber.read(data, layout=layout, hidden=hidden), "pdfplumber"
    from imrcli.ingest import pdfium
    from imrcli.ingest.ocr.reader import PageReader

    pages = pdfium.read(data, layout=layout, hidden=hidden, scans=PageReader(ocr, defer=defer))
    return pages, "ocr" if pages.ocr_pages else "pdfium"


def _not_regular(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "is a directory; name the letters in it, or use `imr batch` on the folder"
    if stat.S_ISFIFO(mode):
        return "is a named pipe, which is read only where it is itself named"
    return NotAFile.says
