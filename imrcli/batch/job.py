"""What goes to a worker and what comes back: plain records that cross from process to process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from imrcli.errors import ImrError
from imrcli.model import Problem
from imrcli.names import shown

if TYPE_CHECKING:
    from imrcli.ingest import ReaderChoice
    from imrcli.ingest.hidden.choice import HiddenChoice
    from imrcli.ingest.ocr.choice import OcrChoice

MB = 1024 * 1024

_CHUNK_BYTES = 8 * MB
"""Bytes of content at hand that go over together, at most (and one source at least)."""


class Options(Struct, frozen=True, kw_only=True):
    """What a run does with each letter.

    `reader` is how a PDF is read; `ocr` chooses the pages that are read by OCR; `hidden`: whether to read text that
    pages do not show. With `defer` a source that has pages for OCR is not read but given back (`Done.ocr_pages`), to be
    read by itself. `evidence`: whether to tell where each value was read; `check`: whether to tell what a careful
    reader would question. `timeout` is in seconds a letter; `memory` and `max_size` are in bytes: the most that the
    process reading a letter may hold, and the most that a source may have.
    """

    reader: ReaderChoice = "auto"
    ocr: OcrChoice = "auto"
    hidden: HiddenChoice = "leave-out"
    defer: bool = False
    evidence: bool = False
    check: bool = False
    timeout: float = 60.0
    memory: int = 1024 * MB
    max_size: int = 100 * MB

    @classmethod
    def in_mb(
        cls,
        reader: ReaderChoice,
        ocr: OcrChoice,
        hidden: HiddenChoice,
        timeout: float,
        memory: int,
        max_size: int,
        *,
        evidence: bool = False,
        check: bool = False,
    ) -> Options:
        """Options as users give them: `memory` and `max_size` in MB."""
        return cls(
            reader=reader,
            ocr=ocr,
            hidden=hidden,
            evidence=evidence,
            check=check,
            timeout=timeout,
            memory=memory * MB,
            max_size=max_size * MB,
        )


class Job(Struct, frozen=True):
    """One source: its place in the run (from 0), its name, and its content where it is at hand already.

    `failed` is what was found wrong with it before it could be read.
    """

    position: int
    name: str
    data: bytes | None = None
    failed: ImrError | None = None

    @property
    def shown(self) -> str:
        """The name as it can be printed and stored (see `imrcli.names`)."""
        return shown(self.name)


class Tally(Struct, frozen=True):
    """What a source's determinations add to the totals of a run: warnings by their code, findings by their severity."""

    letters: int = 0
    issues: int = 0
    upheld: int = 0
    overturned: int = 0
    partially_overturned: int = 0
    warnings: dict[str, int] = {}
    findings: dict[str, int] = {}


class Done(Struct, frozen=True):
    """What became of a source: its letters' determinations or a problem, never both.

    `lines` are the determinations as lines of JSON whose `source.path` is null: content that comes again under another
    name has the same lines (see `named`). Neither is there yet, where `ocr_pages` of the source are to be read by OCR
    (`Options.defer`).
    """

    position: int
    name: str
    sha256: str | None
    lines: bytes | None = None
    tally: Tally = Tally()
    problem: Problem | None = None
    exit_code: int = 0
    ocr_pages: int = 0


def chunks(jobs: Iterable[Job], most: int) -> Iterator[list[Job]]:
    """Jobs that go over together: `most` of them, or fewer where their content is at hand and large."""
    chunk: list[Job] = []
    size = 0
    for job in jobs:
        chunk.append(job)
        size += len(job.data or b"")
        if len(chunk) >= most or size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def failed(job: Job, error: ImrError, sha256: str | None = None) -> Done:
    """A job that gave no determination."""
    problem = Problem(source=job.shown, sha256=sha256, code=error.code, message=error.message)
    return Done(job.position, job.shown, sha256, problem=problem, exit_code=int(error.exit_code))
