"""Damage that PDFium passes over is found; files that are whole, by whatever program, are found whole."""

from __future__ import annotations

import ctypes
import io
import random
import re
import time
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2_raw as raw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import imrcli
import imrcli.ingest.pdfium  # starts PDFium, which a test calls by itself
from imrcli.errors import DamagedPdf, ImrError
from imrcli.ingest import ReaderChoice, ingest, integrity
from imrcli.ingest.notes import of_pages

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.pdf"))
WORDS = "Case Number: CM16-0200001 and some words that make up a line of text"


# --- files --------------------------------------------------------------------------------------


def file_of(*bodies: bytes) -> bytes:
    """A PDF of objects 1, 2, ...; the first is its catalog."""
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    entries = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, entries, size, len(made))
    )


def stream(data: bytes, more: bytes = b"/Filter /FlateDecode ") -> bytes:
    packed = zlib.compress(data) if b"Flate" in more else data
    return b"<< %b/Length %d >>\nstream\n%b\nendstream" % (more, len(packed), packed)


def drawn(text: str) -> bytes:
    return f"BT /F 9 Tf 20 100 Td ({text}) Tj ET".encode()


PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 200] /Contents %d 0 R /Resources 5 0 R >>"
FONT = (
    b"<< /Type /Font /Subtype /TrueType /BaseFont /ArialMT /Encoding /WinAnsiEncoding "
    b"/FirstChar 32 /LastChar 36 /Widths 10 0 R >>"
)
LETTER = file_of(
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
    PAGE % 8,
    PAGE % 9,
    b"<< /Font 6 0 R /XObject << /I 11 0 R >> >>",
    b"<< /F 7 0 R /G 12 0 R >>",
    FONT,
    stream(drawn(WORDS)),
    stream(drawn("And a second page")),
    b"[278 278 355 0 556]",
    stream(b"\x80" * 90, b"/Type /XObject /Subtype /Image /Width 9 /Height 10 /Filter /FlateDecode "),
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>",
)
"""Two pages, two fonts, one with its widths, an image."""


def saved(data: bytes = LETTER, **how: object) -> bytes:
    """The same file as another program writes it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # old encryption is deprecated, and still read
        pdf.save(out, **how)
    return out.getvalue()


def locked(revision: int, **more: bool) -> pikepdf.Encryption:
    return pikepdf.Encryption(owner="owner", user="", R=revision, metadata=False, **more)


def without_metadata(revision: int) -> pikepdf.Encryption:
    return pikepdf.Encryption(owner="owner", user="", R=revision, aes=False, metadata=False)


PACKED = pikepdf.ObjectStreamMode.generate
WHOLE = {
    "plain": LETTER,
    "junk before it": b"\n\nFrom: fax\n" + LETTER,
    "object streams": saved(object_stream_mode=PACKED),
    "linearized": saved(linearize=True),
    "linearized, object streams": saved(linearize=True, object_stream_mode=PACKED),
    "indented, with comments": saved(qdf=True, object_stream_mode=PACKED),
    "RC4, 40 bits": saved(encryption=without_metadata(2)),
    "RC4, 128 bits": saved(encryption=without_metadata(3)),
    "RC4 by crypt filter": saved(encryption=without_metadata(4)),
    "AES, 128 bits": saved(encryption=locked(4)),
    "AES, 128 bits, object streams": saved(encryption=locked(4), object_stream_mode=PACKED),
    "AES, 256 bits, Acrobat 9": saved(encryption=locked(5)),
    "AES, 256 bits": saved(encryption=locked(6)),
}


def codes(data: bytes) -> list[str]:
    return [code for code, _ in integrity.check(data)]


@pytest.mark.parametrize("data", WHOLE.values(), ids=WHOLE)
def test_whole_file(data: bytes) -> None:
    assert codes(data) == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_whole_sample(path: Path) -> None:
    assert ingest(path).notes == ()


def test_file_that_was_added_to() -> None:
    # A second section replaces the second page's content; the first one's object is left unused.
    place, old = len(LETTER), LETTER.rindex(b"xref\n0")
    added = b"13 0 obj\n%b\nendobj\n" % stream(drawn("Another second page"))
    page = place + len(added)
    added += b"4 0 obj\n%b\nendobj\n" % (PAGE % 13)
    xref = place + len(added)
    added += (
        b"xref\n4 1\n%010d 00000 n \n13 1\n%010d 00000 n \ntrailer\n<< /Size 14 /Root 1 0 R /Prev %d >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (page, place, old, xref)
    )
    assert codes(LETTER + added) == []


def added_to(data: bytes) -> bytes:
    """A file to which PDFium adds a state in which the first page has a note."""
    copy = io.BytesIO()
    sink = raw.FPDF_FILEWRITE(version=1)
    sink.WriteBlock = type(sink.WriteBlock)(lambda _, start, size: copy.write(ctypes.string_at(start, size)))
    pdf = raw.FPDF_LoadMemDocument64(data, len(data), None)
    page = raw.FPDF_LoadPage(pdf, 0)
    raw.FPDFPage_CloseAnnot(raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_TEXT))
    raw.FPDF_ClosePage(page)
    assert raw.FPDF_SaveAsCopy(pdf, sink, raw.FPDF_INCREMENTAL)
    raw.FPDF_CloseDocument(pdf)
    assert copy.getvalue().startswith(data[data.index(b"%PDF") :])
    return copy.getvalue()


@pytest.mark.parametrize("name", sorted(WHOLE.keys() - {"junk before it"}))
def test_file_that_pdfium_added_to(name: str) -> None:
    once = added_to(WHOLE[name])
    assert (codes(once), codes(added_to(once))) == ([], [])


def test_names_of_several_objects_are_not_put_together() -> None:
    # /Fo and /t, a letter between them, would be /Font: once that was damage where a process first met the words.
    names = LETTER.replace(b"/FirstChar 32", b"/FirstChar 32 /Fo 1").replace(b"/XObject <<", b"/t 1 /XObject <<")
    bodies = re.findall(rb"\d+ 0 obj\n([\s\S]*?)\nendobj", names)
    assert [codes(file_of(*bodies)) for _ in range(2)] == [[], []]


# --- streams ------------------------------------------------------------------------------------


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 8]) + data[place + 1 :]


STREAM = re.compile(rb"(\d+) 0 obj\s*(<<(?:(?!endobj)[\s\S])*?>>)\s*stream\r?\n([\s\S]*?)\s*endstream")


def streams(data: bytes) -> list[tuple[int, bytes, int]]:
    """Number, dictionary and middle of each stream."""
    return [(int(s[1]), s[2], (s.start(3) + s.end(3)) // 2) for s in STREAM.finditer(data)]


@pytest.mark.parametrize("name", sorted(WHOLE.keys() - {"indented, with comments"}))
def test_every_damaged_stream_is_found(name: str) -> None:
    data = WHOLE[name]
    assert streams(data)
    for number, dictionary, middle in streams(data):
        # Of a table of contents it is the table that is damaged, of an image nothing that is read.
        right = {"damaged-structure"} if b"/XRef" in dictionary else {"damaged-stream"}
        found = set() if b"/Image" in dictionary else right
        ours = set(codes(flipped(data, middle)))
        if b"/S " in dictionary or b"/Metadata" in dictionary:  # hints for the Web; no text
            continue
        assert found <= ours, (number, dictionary)
        assert bool(found) == bool(ours), (number, dictionary)


def test_damaged_stream_is_named() -> None:
    place = LETTER.index(b"stream\n", LETTER.index(b"9 0 obj")) + 20
    [(_, said)] = integrity.check(flipped(LETTER, place))
    assert "(object 9)" in said


def test_damaged_ascii85() -> None:
    path = next(path for path in SAMPLES if b"ASCII85" in path.read_bytes())
    data = path.read_bytes()
    place = data.index(b"stream") + 99
    # Another character of the same alphabet.
    changed = b"+" if data[place : place + 1] != b"+" else b","
    assert codes(data[:place] + changed + data[place + 1 :]) == ["damaged-stream"]


def test_stream_that_is_cut_short() -> None:
    packed = zlib.compress(drawn(WORDS))[:-9]
    short = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(packed), packed)
    data = file_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE.replace(b"5 0 R", b"<< >>") % 4,
        short,
    )
    assert codes(data) == ["damaged-stream"]


# --- what is not in streams ---------------------------------------------------------------------

TOLD = {
    "a place in the table": (rb"(?<=\n00000000)09(?= 00000 n)", b"19"),
    "an object's number": (rb"\b6 0 obj", b"5 0 obj"),
    "widths that are none": (rb"/Widths 10", b"/Widths 6 "),
    "a width": (rb"\[278 278", b"[278 378"),
    "a width too few": (rb" 355 0 556", b" 355 0    "),
    "an encoding that is none": (rb"/WinAnsiEncoding", b"/W              "),
    "a value": (rb"/WinAnsiEncoding", b"/WinAnsiEncodjng"),
    "a filter that is none": (rb"/FlateDecode", b"/FlateDecude"),
    "a length": (rb"/Length \d", b"/Length 2"),
    "a length that is gone": (rb"/Length ", b"/Lungth "),
    "a control character": (rb"/Type /Font", b"/Type\0/Font"),
    "a word": (rb"/FirstChar 32", b"/FirstChar eg"),
    "a bracket": (rb"/G 12 0 R >>", b"/G 12 0 R > "),
    "a bracket of another kind": (rb"/G 12 0 R >>", b"/G 12 0 R ]>"),
    "the end of a stream": (rb"endstream", b"endstreak"),
    "the beginning of a stream": (rb">>\nstream", b">>\nstrexm"),
    "the beginning of the table": (rb"xref\n0", b"xrex\n0"),
}
"""What of LETTER is overwritten, and by what."""

TOLD_OTHERWISE = {
    "the table's place": (rb"(?<=startxref\n)\d", b"9"),
    "a used object set free": (rb"n \n(?=trailer)", b"f \n"),
    "the number of pages": (rb"/Count 2", b"/Count 3"),
    "a page that is no page": (rb"\[3 0 R 4 0 R\]", b"[3 0 R 7 0 R]"),
    "a page that is not there": (rb"\[3 0 R 4 0 R\]", b"[3 0 R 0 0 R]"),
    "a page of another node": (rb"/Parent 2", b"/Parent 1"),
    "a content that is no stream": (rb"/Contents 9", b"/Contents 6"),
    "a width that was blanked": (rb" 355 0 556", b"   0 0 556"),
    "a font that is not there": (rb"/G 12", b"/G 92"),
    "a kind of font that it is not": (rb"/TrueType", b"/Type3   "),
    "a kind of font": (rb"/TrueType", b"/TrueTipe"),
    "a key": (rb"/Encoding", b"/Encodinf"),
    "a key with a mark": (rb"/Encoding /", b"/Encoding'/"),
    "a key without its end": (rb"/Encoding", b"/Encod   "),
    "a filter that is gone": (rb"/Filter /FlateDecode", b" " * 20),
    "a byte of no text": (rb"/ArialMT", b"/Arial\xcdT"),
    "the end of an object": (rb"endobj\n6 0", b"endobk\n6 0"),
    "the root": (rb"/Root 1", b"/Root 2"),
}
"""What readers refuse, or note themselves, or what changes no text."""


def overwritten_once(old: bytes, new: bytes, data: bytes = LETTER) -> bytes:
    found = re.search(old, data)
    assert found is not None
    damaged = data[: found.start()] + new + data[found.end() :]
    assert len(damaged) == len(data)
    return damaged


@pytest.mark.parametrize(("old", "new"), TOLD.values(), ids=TOLD)
def test_damage_outside_of_streams(old: bytes, new: bytes) -> None:
    assert set(codes(overwritten_once(old, new))) & {"damaged-structure", "damaged-stream"}


@pytest.mark.parametrize(("old", "new"), [*TOLD.values(), *TOLD_OTHERWISE.values()], ids=[*TOLD, *TOLD_OTHERWISE])
def test_damage_is_told_or_changes_no_text(old: bytes, new: bytes) -> None:
    try:
        document = ingest(overwritten_once(old, new))
    except DamagedPdf:
        return
    assert document.notes or document.text == ingest(LETTER).text


@pytest.mark.parametrize(
    ("old", "new"),
    [(rb"/First (\d+)", -1), (rb"/First (\d+)", 1), (rb"/N (\d+)", -1), (rb"/N (\d+)", -2)],
)
def test_object_stream_that_does_not_hold_what_it_says(old: bytes, new: int) -> None:
    data = WHOLE["object streams"]
    found = re.search(old + rb"(?=[^>]*/ObjStm)|(?<=/ObjStm)[^>]*" + old, data)
    assert found is not None
    start, end = found.span(1 if found[1] else 2)
    number = b"%d" % (int(data[start:end]) + new)
    assert len(number) == end - start
    damaged = data[:start] + number + data[end:]
    assert codes(damaged) or ingest(damaged).text == ingest(data).text


def test_file_that_is_cut_off() -> None:
    assert codes(LETTER[:-40]) == ["truncated-pdf", "damaged-structure"]


@pytest.mark.parametrize(
    ("name", "font"),
    [
        (b"/ArialMT", b"[278 278 355 556 556]"),
        (b"/Arial,Bold", b"[278 333 474 556 0]"),
        (b"/ABCDEF+Helvetica-BoldOblique", b"[278 333 474 556 0]"),
        (b"/TimesNewRomanPSMT", b"[250 333 408 500 500]"),
        (b"/Times#20New#20Roman,BoldItalic", b"[250 389 555 500 500]"),
        (b"/Times-Italic", b"[250 333 420 500.4 500]"),
    ],
)
def test_widths_of_known_fonts(name: bytes, font: bytes) -> None:
    def with_widths(widths: bytes) -> list[str]:
        whole = FONT.replace(b"/ArialMT", name).replace(b"10 0 R", widths)
        return codes(
            file_of(
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                PAGE.replace(b"5 0 R", b"<< /Font << /F 4 0 R >> >>") % 5,
                whole,
                stream(drawn(WORDS)),
            )
        )

    assert with_widths(font) == []
    assert with_widths(font.replace(b"[2", b"[3")) == ["damaged-structure"]


def test_widths_of_other_fonts_are_as_they_are() -> None:
    other = LETTER.replace(b"/ArialMT", b"/Calibri").replace(b"[278 278", b"[226 326")
    assert codes(other) == []


# --- bounds -------------------------------------------------------------------------------------


def test_work_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integrity, "_LIMIT", 50_000)
    small = file_of(*[b"<< /Type /Catalog /Pages 2 0 R >>"], stream(b"\0" * 40_000))
    large = file_of(*[b"<< /Type /Catalog /Pages 2 0 R >>"], stream(b"\0" * 4_000_000))
    assert "unchecked-pdf" not in codes(small)
    assert "unchecked-pdf" in codes(large)


CATALOG, PAGES = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


FONTS = b"<< /BaseFont /x /FirstChar 0 /LastChar 1999 /Widths 5 0 R >>" * 12_000

HOSTILE = {
    "blanks": file_of(CATALOG, PAGES, b" " * 2_000_000) + b" " * 2_000_000,
    "comments": b"%PDF-1.4\n" + b"%\n" * 500_000 + LETTER,
    "tables": b"%PDF-1.4\n" + b"xref\n0 1\n0000000000 65535 f \ntrailer\nstartxref\n0\n" * 20_000,
    "a table of 4,000,000,000 objects": b"%PDF-1.4\nxref\n0 4000000000\n0000000000 65535 f \n" + LETTER,
    "objects without an end": b"%PDF-1.4\n"
    + b"".join(b"%d 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nstartxref\n" % n for n in range(49_000)),
    "lengths that stand elsewhere": file_of(CATALOG, b"1 " * 500_000, b"<< /Length 9 0 R >>\nstream\n\nendstream"),
    "one long number": file_of(CATALOG, PAGES, b"<< /A %b /Contents 3 0 R >>" % (b"1" * 500_000)),
    "open brackets": file_of(CATALOG, PAGES, b"<< /A %b >>" % (b"(a" * 250_000)),
    "open dictionaries": file_of(CATALOG, PAGES, b"<</a 1" * 50_000),
    "open arrays": file_of(CATALOG, PAGES, b"[" * 500_000),
    "arrays in one another": file_of(CATALOG, PAGES, b"[" * 250_000 + b"]" * 250_000),
    "names": file_of(CATALOG, PAGES, b"<< %b >>" % b" ".join(b"/n%d 1" % n for n in range(30_000))),
    "fonts": file_of(CATALOG, PAGES, b"<< %b >>" % (b"/BaseFont/x " * 50_000)),
    "fonts that share a list": file_of(
        CATALOG, PAGES, FONTS, stream(FONTS * 20, b"/ObjStm "), b"[%b]" % (b"0 " * 2_000)
    ),
    "references": file_of(CATALOG, PAGES, b"<< %b >>" % (b"/Encoding 4 0 R " * 40_000), b"a " * 200_000),
    "ASCII85": file_of(
        CATALOG,
        PAGES,
        b"<< /Filter /ASCII85Decode /Length 9000000 >>\nstream\n%b~>\nendstream" % (b"a" * 8_999_998),
    ),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_hostile_file_takes_no_longer_than_its_size(data: bytes) -> None:
    start = time.process_time()
    codes(data)
    assert time.process_time() - start < 10  # seconds; unbounded, it would be minutes


# --- never fails --------------------------------------------------------------------------------


def cut(data: bytes, start: int, end: int, dice: random.Random) -> bytes:
    return data[:start] + data[end:]


def doubled(data: bytes, start: int, end: int, dice: random.Random) -> bytes:
    return data[:end] + data[start:]


def zeroed(data: bytes, start: int, end: int, dice: random.Random) -> bytes:
    return data[:start] + bytes(end - start) + data[end:]


def overwritten(data: bytes, start: int, end: int, dice: random.Random) -> bytes:
    return data[:start] + dice.randbytes(end - start) + data[end:]


def bit(data: bytes, start: int, end: int, dice: random.Random) -> bytes:
    return flipped(data, start)


def ended(data: bytes, start: int, end: int, dice: random.Random) -> bytes:
    return data[:end]


KINDS: list[Callable[[bytes, int, int, random.Random], bytes]] = [
    cut,
    doubled,
    zeroed,
    overwritten,
    bit,
    ended,
]
BASES = [*WHOLE.values(), *(path.read_bytes() for path in SAMPLES)]


def damaged(data: bytes, seed: int) -> bytes:
    dice = random.Random(seed)
    start = dice.randrange(len(data))
    end = min(len(data), start + int(2 ** dice.uniform(0, 10)))
    return KINDS[seed % len(KINDS)](data, start, end, dice)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(BASES), st.integers(0, 10**6), st.integers(0, 10**6))
def test_check_never_fails_on_damaged_files(data: bytes, one: int, two: int) -> None:
    once = damaged(data, one)
    for copy in (once, damaged(once or b"%PDF-", two)):
        assert all(code and message for code, message in integrity.check(copy))


@settings(max_examples=200, deadline=None)
@given(st.binary() | st.binary().map(lambda data: b"%PDF-1.4\n" + data + b"startxref\n9\n%%EOF"))
def test_check_never_fails_on_any_bytes(data: bytes) -> None:
    assert all(code and message for code, message in integrity.check(data))


@pytest.mark.slow
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_text_never_changes_in_silence(path: Path) -> None:
    data, text = path.read_bytes(), ingest(path).text
    for seed in range(24):
        try:
            document = ingest(damaged(data, seed))
        except ImrError:
            continue
        assert document.text == text or document.notes, seed


# --- what the readers say -----------------------------------------------------------------------


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_damage_is_a_warning_of_the_determination(reader: ReaderChoice) -> None:
    data = next(path for path in SAMPLES if path.stem == "issues-2014-2").read_bytes()
    # Behind its last text: most of the letter is read.
    end = data.rindex(b"endstream") - 40
    made = imrcli.parse(flipped(data, end), reader=reader)
    assert made.case.number is not None
    assert "damaged-stream" in {warning.code for warning in made.warnings}


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_readers_note_the_same(reader: ReaderChoice) -> None:
    empty = LETTER.replace(b"/Contents 9 0 R", b"/Rotate 0      ")
    notes = [code for code, _ in ingest(empty, reader=reader).notes]
    assert notes == ["page-without-text"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (WORDS, []),
        ("•’“” °®×é " + WORDS, []),
        ("\uf0b7 " * 9 + WORDS, []),
        ("hyphen\ufffe " * 9 + WORDS, []),
        ("\ufffd\x01\x02" + WORDS, []),
        ("\ufffd" * 9 + WORDS, ["odd-characters"]),
        ("\x03\x04\x05" * 3 + WORDS, ["odd-characters"]),
        ("\ue001" * 9 + WORDS, ["odd-characters"]),
        ("\ufffd" * 9 + WORDS * 99, []),
        ("  \r\n", ["page-without-text"]),
    ],
)
def test_notes_of_a_page(text: str, found: list[str]) -> None:
    assert [code for code, _ in of_pages([text], ())] == found


def test_note_of_a_page_that_was_not_read() -> None:
    assert of_pages([WORDS, ""], {1}) == [("page-unreadable", "page 2 is damaged and could not be read")]
