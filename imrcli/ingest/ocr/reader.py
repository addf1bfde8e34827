"""Reads the pages of one source by OCR, those that need it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from imrcli.errors import NoOcr, ScannedPdf
from imrcli.ingest.document import Pages
from imrcli.ingest.notes import Note
from imrcli.ingest.ocr import decide
from imrcli.ingest.ocr.choice import OcrChoice, OcrDeferred

if TYPE_CHECKING:
    from imrcli.ingest.ocr.page import OcrPage
    from imrcli.ingest.ocr.scan import Scan

MOST_PAGES = 400
"""Pages of one source that are read by OCR: ten minutes' work."""


class PageReader:
    """Reads pages of one source by OCR and keeps them, by their index; `notes` are on what could not be read.

    With `defer` they are counted alone (see `finish`). Raises NoOcr where `choice` is `always` and there is no engine.
    """

    def __init__(self, choice: OcrChoice, *, defer: bool = False) -> None:
        if choice == "always" and not _available():
            raise NoOcr(None, "cannot be read by OCR: no engine is installed; install one: pip install 'imrcli[ocr]'")
        self.pages: dict[int, OcrPage] = {}
        self.notes: list[Note] = []
        self._choice = choice
        self._lacking = False
        self._defer = defer
        self._deferred = 0

    def text(self, page: Any, index: int, text: str) -> str:
        """The text of a page that PDFium holds open, by OCR where that is better than the text that it has."""
        if self._choice == "never":
            return text
        bare = decide.without_text(page, text)
        if not bare and self._choice != "always" and not decide.seems_poor(page, text):
            return text
        if not _available():
            self._lack(index, bare)
            return text
        if self._defer:
            self._deferred += 1
            return text
        scan = self._scan(page, index)
        if scan is None:
            return text
        reading, notes = _read(scan, index)
        if not bare and self._choice == "auto" and not decide.better(reading.text, text):
            return text
        self._keep(index, reading, notes)
        return reading.text

    def finish(self) -> None:
        """Raises OcrDeferred where pages are to be read by OCR, and that was to be deferred."""
        if self._deferred:
            raise OcrDeferred(self._deferred)

    def picture(self, scan: Scan, index: int) -> str:
        """The text of a page that is a picture. Raises NoOcr where there is no engine."""
        if not self._within_limit(index):
            return ""
        reading, notes = _read(scan, index)
        self._keep(index, reading, notes)
        return reading.text

    def _scan(self, page: Any, index: int) -> Scan | None:
        from imrcli.ingest.ocr.scan import MOST_PIXELS, drawn, images_of

        images = images_of(page)
        if images.pixels > MOST_PIXELS:
            message = f"page {index + 1} is an image of {images.pixels} dots, more than any letter's; it is not read"
            self.notes.append(("page-too-large", message))
            return None
        return drawn(page, images) if self._within_limit(index) else None

    def added(self, pages: Pages, *, layout: bool) -> Pages:
        """The pages of a source with what is known of those read by OCR; with `layout`, where their print stands."""
        if not self.pages:
            return replace(pages, notes=(*pages.notes, *self.notes))
        from imrcli.ingest.ocr.page import MixedLayout

        placed = MixedLayout(pages.layout, self.pages) if layout else None
        doubts = [(index + 1, *span) for index, page in sorted(self.pages.items()) for span in page.doubts]
        return replace(
            pages,
            notes=(*pages.notes, *self.notes),
            layout=placed,
            ocr_pages=tuple(index + 1 for index in sorted(self.pages)),
            doubts=tuple(doubts),
        )

    def scanned(self) -> ScannedPdf | NoOcr:
        """The error to raise for a PDF without any text."""
        if self.pages:
            return ScannedPdf(None, "is a scan on which OCR finds no text; scan it anew, or is it a letter?")
        if self._choice == "never":
            return ScannedPdf(None, "is a scan, and `--ocr never` does not read it; leave that out")
        return NoOcr() if self._lacking else ScannedPdf()

    def _lack(self, index: int, bare: bool) -> None:
        self._lacking = True
        if not bare:
            message = (
                f"page {index + 1} is a scan with poor text; install OCR to read it again: pip install 'imrcli[ocr]'"
            )
            self.notes.append(("poor-text", message))

    def _within_limit(self, index: int) -> bool:
        if len(self.pages) < MOST_PAGES:
            return True
        if not any(code == "ocr-limit" for code, _ in self.notes):
            message = f"{MOST_PAGES} pages were read by OCR; from page {index + 1} on none is"
            self.notes.append(("ocr-limit", message))
        return False

    def _keep(self, index: int, page: OcrPage, notes: list[Note]) -> None:
        self.pages[index] = page
        self.notes += notes


def _available() -> bool:
    from imrcli.ingest.ocr.engine import available

    return available()


def _read(scan: Scan, index: int) -> tuple[OcrPage, list[Note]]:
    from imrcli.ingest.ocr.engine import engine
    from imrcli.ingest.ocr.mend import mended
    from imrcli.ingest.ocr.page import page_of
    from imrcli.ingest.ocr.progress import tell
    from imrcli.ingest.ocr.recognise import recognise

    tell(index + 1)
    recognised = recognise(engine(), scan)
    lines, notes = mended(engine(), recognised.page, recognised.lines, index + 1)
    return page_of(lines, recognised.page.matrix), notes
