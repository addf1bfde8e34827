"""Finds damage in a PDF that its readers pass over in silence.

PDFium shows what a damaged stream gave before the error, and leaves out objects that are not where it looks for them:
words are missing, or others stand there. Here a file is held against what it says twice. Of 9,600 damaged copies of
letters (`benchmarks/mutations.py`) 2,655 read differently, 526 with nothing else to tell it. 522 are told here, at 0.6
to 0.7 ms a letter: without zlib's sums of streams 218, without the places and lengths of objects 457, without the
widths of fonts 483, without the pairs of brackets 499. To follow references, walk the tree of pages and spell names as
well told the last four, at nearly twice the time and three times the code: that is left out.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping

from imrcli.ingest.notes import Note
from imrcli.ingest.pdf import TooMuch, Unreadable
from imrcli.ingest.pdf.fonts import misfit
from imrcli.ingest.pdf.parts import Parts, behind, number_of
from imrcli.ingest.pdf.streams import LITERAL, Decrypt, decryption, unlocked, unpacked
from imrcli.pattern import pattern

_LIMIT = 64 << 20
"""Bytes. Streams that unpack to more in all are not checked to their end: a letter's are 50,000."""
_LONGEST = 1 << 20
"""Bytes of a file's dictionaries, without what is in streams: a letter's are 3,000."""
_DEEPEST_BRACKETS = 40
_MAY = "text may be missing or wrong"
_NO_TEXT = pattern(rb"/(?:Image|Metadata|N|Length1|FontFile\d?|Type1C|CIDFontType0C|OpenType)\b")
"""A stream whose dictionary has one of these holds no text: pictures, colours (/N), fonts' programs."""
_HOLDS = pattern(rb"/Type\s*/ObjStm\b")
_STRING = pattern(LITERAL)
_PLAIN = bytes({*range(32, 127), *range(128, 256), *b"\t\n\f\r"} - {*b"<>[])"})


class Looked:
    """What was unpacked of a PDF: its dictionaries, its streams but for pictures and fonts, and whether that is all.

    Both by the numbers of their objects; `trailers` are the file's.
    """

    def __init__(self) -> None:
        self.values: dict[int, bytes] = {}
        self.texts: dict[int, bytes] = {}
        self.trailers: list[bytes] = []
        self.whole = False


def check(data: bytes, looked: Looked | None = None) -> tuple[Note, ...]:
    """What of a PDF's bytes is damaged, where that can change its text; never fails. `looked` keeps what it unpacks."""
    notes: list[Note] = []
    if b"%%EOF" not in data[-2048:]:  # readers mend it, as far as it goes
        notes.append(("truncated-pdf", "the PDF is cut off at its end; text may be missing"))
    damaged: dict[bool, set[int]] = {True: set(), False: set()}
    try:
        for number, is_stream in _damaged(data[max(0, data.find(b"%PDF-", 0, 1024)) :], looked):
            damaged[is_stream].add(number)
    except TooMuch:
        notes.append(("unchecked-pdf", "the PDF is very large; not all was checked for damage"))
    except (ValueError, LookupError, OverflowError, RecursionError, MemoryError):
        damaged[False].add(0)
    if damaged[True]:
        notes.append(("damaged-stream", f"a part of the PDF is damaged{_named(damaged[True])}; {_MAY}"))
    if damaged[False]:
        notes.append(("damaged-structure", f"the PDF's frame is damaged{_named(damaged[False])}; {_MAY}"))
    if looked:
        looked.whole = looked.whole and not notes
    return tuple(notes)


def _damaged(data: bytes, looked: Looked | None = None) -> Iterator[tuple[int, bool]]:
    """The numbers of damaged objects, 0 for the file as a whole, and whether they are streams of text."""
    parts = Parts(data)
    frame = b")".join(parts.values.values())  # it is nowhere else but in strings
    if len(frame) > _LONGEST:
        raise TooMuch
    yield from ((number, False) for number in (*parts.wrong, *_torn(parts.values, frame)))
    readable, decrypt = _readable(data, parts)
    texts, left, unknown = [frame], _LIMIT, False
    if looked:
        looked.values, looked.trailers = readable.values, readable.trailers
    for number, (generation, stream) in (readable.streams | parts.tables).items():
        value = (parts if number in parts.tables else readable).values[number]
        holds_objects = b"/ObjStm" in value or b"/First" in value
        if not holds_objects and _NO_TEXT.search(value):
            unknown = unknown or b"/Form" in value
            continue
        try:
            plain = decrypt(number, generation, stream) if decrypt and number not in parts.tables else stream
            text = unpacked(value, plain, left)
            left -= len(text)
            if looked:
                looked.texts[-number if number in parts.tables else number] = text
                unknown = unknown or (stream != b"" and not text)
            if holds_objects:  # 7.5.7: at its head are their numbers and places
                head = text[: number_of(value, b"First")].partition(b"%")[0].split()
                if not _HOLDS.search(value) or len(head) != 2 * number_of(value, b"N"):
                    raise Unreadable("object stream")
                texts.append(text)
        except (ValueError, zlib.error):
            yield number, number not in parts.tables
    if looked:
        looked.whole = not unknown
    if misfit(b" ".join(texts), parts.values):
        yield 0, False


def _torn(values: Mapping[int, bytes], frame: bytes) -> Iterator[int]:
    """The numbers of values with open brackets, or with what no program prints; `frame` is all values."""
    if b"endstream" in frame:
        yield from (number for number, value in values.items() if b"endstream" in value)
    frame = _STRING.sub(b"", frame)
    if b"(" in frame:  # brackets are in one another in a string, and it is not known where it ends
        return
    left = frame.translate(None, _PLAIN)
    for _ in range(_DEEPEST_BRACKETS):
        left, before = left.replace(b"<>", b"").replace(b"[]", b""), left
        if left == before:
            break
    yield from (number for number, marks in zip(values, left.split(b")"), strict=False) if marks)


def _readable(data: bytes, parts: Parts) -> tuple[Parts, Decrypt | None]:
    """The parts whose streams are to be checked, and how these are decrypted."""
    trailer = next((trailer for trailer in parts.trailers if b"/Encrypt" in trailer), None)
    if trailer is None:
        return parts, None
    apart = behind(b"Encrypt", rb"\s(\d{1,10})").search(trailer)
    encrypt = parts.values[int(apart[1])] if apart else trailer
    if b"/AESV2" in encrypt and encrypt.count(b"/CFM") == 1 and b"/Identity" not in encrypt:  # as in all posted letters
        return parts, decryption(encrypt, trailer)
    return Parts(unlocked(data)), None


def _named(numbers: set[int]) -> str:
    known = sorted(numbers - {0})
    listed = ", ".join(map(str, known[:5])) + (", ..." if len(known) > 5 else "")
    return f" (object{'s' if len(known) > 1 else ''} {listed})" if known else ""
