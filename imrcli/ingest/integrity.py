"""Finds damage in a PDF that its readers pass over in silence.

PDFium shows what a damaged stream gave before the error, and rebuilds a file whose table of contents is wrong from what it
finds: words are missing, or others stand there, and nothing says so. Here a file is held against the sums and the
repetitions that it has of itself: zlib's sum of every stream, the place and the number of every object, the tree of its
pages, the widths of known fonts. Images, embedded font programs and metadata hold no text and are passed over.

What has no sum and is said only once (a number in a dictionary that is as good as another) cannot be found wrong.
"""

from __future__ import annotations

from imrcli.ingest.pdf import Unknown, Unreadable, fonts, syntax
from imrcli.ingest.pdf.filters import Inflater, TooMuch
from imrcli.ingest.pdf.objects import Objects
from imrcli.ingest.pdf.pages import contents_of_pages
from imrcli.ingest.pdf.references import font_names, mistaken, unused
from imrcli.ingest.pdf.structure import Table, read_table
from imrcli.ingest.pdf.values import reference_of

Notes = tuple[tuple[str, str], ...]

_LIMIT = 64 << 20
"""Bytes. Streams that unpack to more in all are not checked to their end: a letter's are 50,000."""
_LONGEST = 1 << 20
"""Bytes of a file's dictionaries, without what is in streams: a letter's are 3,000."""
_MAY = "text may be missing or wrong"


def check(data: bytes, pages: int | None = None) -> Notes:
    """What of a PDF's bytes is damaged, where that can change its text; never fails.

    `pages` is the number of pages that its reader found.
    """
    start = data.find(b"%PDF-", 0, 1024)
    damage = _Damage()
    # Readers mend a file whose end is missing, as far as it goes.
    damage.cut_off = b"%%EOF" not in data[-2048:]
    try:
        damage.look(data[start:] if start > 0 else data, pages)
    except TooMuch:
        damage.unchecked = "is very large"
    except Unknown:
        damage.unchecked = "is encrypted in a way that is not known"
    except (Unreadable, ValueError, LookupError, OverflowError, RecursionError, MemoryError):
        damage.whole = True
    return damage.notes()


class _Damage:
    """What is found damaged: numbers of streams, numbers of other objects, the file as a whole."""

    def __init__(self) -> None:
        self.streams: set[int] = set()
        self.objects: set[int] = set()
        self.whole = False
        self.cut_off = False
        self.unchecked = ""

    def notes(self) -> Notes:
        notes = []
        if self.cut_off:
            notes.append(("truncated-pdf", "the PDF is cut off at its end; text may be missing"))
        if self.streams:
            said = f"a part of the PDF is damaged ({_named(self.streams)}); {_MAY}"
            notes.append(("damaged-stream", said))
        if self.objects or self.whole:
            where = f" ({_named(self.objects)})" if self.objects else ""
            notes.append(("damaged-structure", f"the PDF's frame is damaged{where}; {_MAY}"))
        if self.unchecked:
            said = f"the PDF {self.unchecked}; not all was checked for damage"
            notes.append(("unchecked-pdf", said))
        return tuple(notes)

    def look(self, data: bytes, pages: int | None) -> None:
        inflater = Inflater(_LIMIT)
        table = read_table(data, inflater)
        objects = Objects(data, table, inflater)
        self.streams, self.objects = objects.damaged, objects.wrong
        values = objects.values()
        text = b"\n".join(values.values())
        if len(text) > _LONGEST:
            raise TooMuch
        if syntax.malformed(text) or any(map(syntax.malformed, table.trailers)):
            self.whole = True
            self.objects |= {n for n, value in values.items() if syntax.malformed(value)}
        if mistaken(text, objects.value):
            self.whole = True
        if any(fonts.faulty(one, objects.value) for one in (text, *objects.held)):
            self.whole = True
        drawn = _pages(table, objects)
        if pages not in (None, len(drawn)):
            self.whole = True
        # Lists of fonts in object streams are whole.
        if named := font_names(text, objects.value):
            chosen = {name for numbers in drawn for n in numbers for name in objects.fonts_chosen(n)}
            self.whole |= not chosen <= named | font_names(b" ".join(objects.held), objects.value)
        if len(table.places) == 1:
            plain = objects.plain.difference(*drawn)
            lost = unused(values, table.trailers, plain, objects.held)
            self.objects |= {n for n in lost if n not in plain or objects.fonts_chosen(n)}
        else:  # an earlier state of the file leaves objects unused; but no two pages are drawn alike
            filled = [contents for contents in drawn if contents]
            self.whole |= len(set(filled)) != len(filled)


def _pages(table: Table, objects: Objects) -> list[tuple[int, ...]]:
    roots = (reference_of(trailer, b"/Root") for trailer in table.trailers)
    catalog = objects.value(next((root for root in roots if root), 0))
    if catalog is None:
        raise Unreadable("no catalog")
    return contents_of_pages(catalog, objects.value, objects.is_stream)


def _named(numbers: set[int]) -> str:
    some = ", ".join(map(str, sorted(numbers)[:5])) + (", ..." if len(numbers) > 5 else "")
    return f"object{'s' if len(numbers) > 1 else ''} {some}"
