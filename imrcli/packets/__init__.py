"""Divides a file that holds several letters, or letters amid other papers, into one document a letter.

Parties keep determinations in packets: with the application, the utilization review's denial, records, proofs of
service and fax covers, copied twice, with pages swapped. What tells a letter's pages is its opening, the case number
and page number in a footer, the words of the form, and sentences that go on over the page. Text without pages is
divided at letterheads (`running.py`), where there is no doubt.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from imrcli.ingest.document import Document, Note, joined
from imrcli.letters import FORMATS, LetterFormat
from imrcli.packets.page import Page
from imrcli.packets.pages import Sheaf, gather
from imrcli.packets.running import Running, letters_in
from imrcli.pattern import pattern

__all__ = ["divide"]

_OF_PAGE = pattern(r"page (\d+)\b")


def divide(document: Document, formats: Sequence[LetterFormat] = FORMATS) -> list[Document]:
    """The letters of a document, each a document of its own, in the file's order.

    A document in which no letter opens, or that is one letter and nothing else, is given back as it is.
    """
    running = letters_in(document.text, formats) if document.reader == "text" else None
    if running is not None:
        return [_part(document, letter, number) for number, letter in enumerate(running, 1)]
    texts = document.text.split("\f")
    scanned = set(document.ocr_pages)
    pages = [Page(index, text, formats, scanned=index + 1 in scanned) for index, text in enumerate(texts)]
    if not any(page.opens for page in pages[1:]) and not any(page.other for page in pages):
        return [document]
    sheaves = gather(pages)
    if not sheaves:
        return [document]
    return [_document(document, sheaf, number) for number, sheaf in enumerate(sheaves, 1)]


def _document(packet: Document, sheaf: Sheaf, number: int) -> Document:
    text, starts = joined([page.text for page in sheaf.pages])
    numbers = tuple(page.index + 1 for page in sheaf.pages)
    notes = tuple(note for note in packet.notes if _is_of(note, numbers))
    return replace(
        packet,
        text=text,
        page_starts=starts,
        notes=(*notes, *sheaf.notes),
        letter=number,
        page_numbers=numbers,
        ocr_pages=tuple(page for page in packet.ocr_pages if page in numbers),
    )


def _part(packet: Document, letter: Running, number: int) -> Document:
    start, end = letter.span
    text, starts = joined(packet.text[start:end].split("\f"))
    first = packet.page_of(start)
    doubled = (("page-doubled", "a second copy of the letter was left out"),) if letter.doubled else ()
    return replace(
        packet,
        text=text,
        page_starts=starts,
        notes=(*packet.notes, *doubled),
        letter=number,
        page_numbers=tuple(range(first, first + len(starts))),
    )


def _is_of(note: Note, numbers: tuple[int, ...]) -> bool:
    """Whether a note on the packet is of some pages: of one that it names, or of the file as a whole."""
    page = _OF_PAGE.match(note[1])
    return page is None or int(page.group(1)) in numbers
