"""Sources of every kind become documents, or say in one line what is wrong with them."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from imrcli.errors import (
    DamagedImage,
    DamagedPdf,
    EmptySource,
    ImrError,
    NotAFile,
    NotFound,
    PasswordNeeded,
    ScannedPdf,
    UnknownKind,
)
from imrcli.ingest import ReaderChoice, from_text, ingest

WORDS = "Case Number: CM16-0200001 and some words that make up a line of text"


def pdf(*pages: str, image: bool = False, encrypt: bytes | None = None) -> bytes:
    """A PDF with a line of text on each page, or an image; `encrypt` is its /Encrypt."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    last = 4 + 2 * count
    for number, text in enumerate(pages):
        drawn = f"BT /F 9 Tf 20 100 Td ({text}) Tj ET" if text else ""
        drawn += " q 90 0 0 90 0 0 cm /I Do Q" if image else ""
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 200] /Contents {5 + 2 * number} 0 R "
            f"/Resources << /Font << /F 3 0 R >> /XObject << /I {last} 0 R >> >> >>".encode()
        )
        stream = drawn.encode()
        bodies.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
    bodies.append(
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream"
    )
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    xref = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    more = b" /Encrypt %b /ID [<00> <00>]" % encrypt if encrypt else b""
    made += b"trailer\n<< /Size %d /Root 1 0 R%b >>\n" % (len(bodies) + 1, more)
    return made + b"startxref\n%d\n%%%%EOF\n" % xref


LOCKED = pdf(
    WORDS,
    encrypt=b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%b> /U <%b> >>" % (b"11" * 32, b"22" * 32),
)

# --- text -------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_in_each_encoding(encoding: str) -> None:
    text = "Case Number: CM16-0200001\nThe worker’s knee – swollen"
    assert ingest(text.encode(encoding)).text == text


def test_text_with_a_few_nul_bytes_is_text() -> None:
    document = ingest(b"Case Number: CM16-0200001\0\nThe knee was swollen." + b" More." * 20)
    assert document.text.startswith("Case Number: CM16-0200001")


def test_bytes_of_no_encoding_are_read_with_a_note() -> None:
    document = ingest(b"Case Number: CM16-0200001 \x81\x8d of the swollen knee")
    assert [code for code, _ in document.notes] == ["undecodable-text"]


@pytest.mark.parametrize(("text", "pages"), [("one", None), ("one\ftwo", 2), ("one\ftwo\fthree", 3)])
def test_form_feeds_are_page_breaks(text: str, pages: int | None) -> None:
    assert ingest(text.encode()).pages == pages


@pytest.mark.parametrize(("offset", "page"), [(0, 1), (2, 1), (4, 2), (6, 2), (8, 3)])
def test_page_of_an_offset(offset: int, page: int) -> None:
    assert ingest(b"one\ftwo\fthree").page_of(offset) == page


def test_text_at_hand_reads_like_its_bytes() -> None:
    text = "one\ftwo ’"
    assert from_text(text) == ingest(text.encode())


def test_sum_is_of_the_sources_bytes() -> None:
    data = WORDS.encode("utf-16")
    assert ingest(data).sha256 == hashlib.sha256(data).hexdigest()


def test_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_text(WORDS)
    document = ingest(path)
    assert (document.path, document.reader, document.text) == (str(path), "text", WORDS)


def test_bytes_have_no_name() -> None:
    assert ingest(WORDS.encode()).path is None


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(WORDS.encode())))
    document = ingest("-")
    assert (document.path, document.text) == ("-", WORDS)


# --- PDF --------------------------------------------------------------------------------------


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_pdf_is_read_page_by_page(reader: ReaderChoice) -> None:
    document = ingest(pdf(WORDS, "And a second page"), reader=reader)
    assert (document.pages, document.reader) == (2, reader)
    assert [page.strip() for page in document.text.split("\f")] == [WORDS, "And a second page"]


def test_pdf_is_told_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(pdf(WORDS))
    assert ingest(path).reader == "pdfium"


def test_junk_before_the_pdf_is_passed_over() -> None:
    assert ingest(b"\n\n\n" + pdf(WORDS)).text.strip() == WORDS


def test_page_without_text_is_noted() -> None:
    document = ingest(pdf(WORDS, ""))
    assert [code for code, _ in document.notes] == ["page-without-text"]


def test_cut_off_pdf_is_noted_or_damaged() -> None:
    whole = pdf(WORDS)
    document = ingest(whole[: whole.index(b"startxref")])
    assert "truncated-pdf" in [code for code, _ in document.notes]


# --- what cannot be read ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptySource),
        (b" \n\f\n ", EmptySource),
        (b"\xef\xbb\xbf", EmptySource),
        (b"\xff\xfe", EmptySource),
        (" \r\n ".encode("utf-16"), EmptySource),
        (bytes(range(256)) * 8, UnknownKind),
        (b"\0" * 500, UnknownKind),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + bytes(range(32)) * 20, UnknownKind),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0", DamagedImage),
        (b'[\n {"schema_version": 1, "source": {"path": null}, "format": "issues-2014"}]', UnknownKind),
        (b"\n<!DOCTYPE html><html><body>Decision rationale: ...</body></html>", UnknownKind),
        (b"1 0 obj<</Type/Catalog>>endobj\n" * 20, DamagedPdf),
        (b"%PDF-1.4\n", DamagedPdf),
        (b"%PDF-1.4\n" + b"nothing of a PDF in here " * 20, DamagedPdf),
        (LOCKED, PasswordNeeded),
        (pdf("", image=True), ScannedPdf),
    ],
    ids=[
        "empty",
        "blank",
        "BOM alone",
        "UTF-16 BOM alone",
        "UTF-16 blank",
        "garbage",
        "NUL bytes",
        "zip",
        "PNG",
        "JSON",
        "HTML",
        "PDF without header",
        "PDF header alone",
        "PDF header and words",
        "password",
        "scan",
    ],
)
def test_bytes_that_cannot_be_read(data: bytes, error: type[ImrError]) -> None:
    with pytest.raises(error):
        ingest(data)


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"%PDF-1.4\n", DamagedPdf), (LOCKED, PasswordNeeded), (pdf("", image=True), ScannedPdf)],
    ids=["damaged", "password", "scan"],
)
def test_pdfplumber_says_the_same(data: bytes, error: type[ImrError]) -> None:
    with pytest.raises(error):
        ingest(data, reader="pdfplumber")


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        ingest(tmp_path / "none.pdf")


def test_file_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(WORDS)
    with pytest.raises(NotFound):
        ingest(tmp_path / "letter.txt" / "letter.txt")


@pytest.mark.parametrize("name", ["nul\0byte", "x" * 5000, ""])
def test_impossible_name(name: str) -> None:
    with pytest.raises(NotFound):
        ingest(name)


def test_directory(tmp_path: Path) -> None:
    with pytest.raises(NotAFile, match="directory"):
        ingest(tmp_path)


def test_named_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imrcli.ingest.pipe.WAITED", 0.1)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotAFile, match=r"is a pipe that nobody wrote to for 0\.1 seconds"):
        ingest(tmp_path / "pipe")


def test_device() -> None:
    with pytest.raises(NotAFile):
        ingest("/dev/null")


@pytest.mark.parametrize("data", [b"", b"\0" * 500, b"%PDF-1.4\n", LOCKED])
def test_message_names_the_source_in_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(data)
    with pytest.raises(ImrError) as raised:
        ingest(path)
    said = str(raised.value)
    assert said.startswith(f"{path}: ")
    assert "\n" not in said


def test_bytes_may_be_given_a_name() -> None:
    with pytest.raises(EmptySource, match=r"^archive\.zip/letter\.txt: "):
        ingest(b"", name="archive.zip/letter.txt")


@pytest.mark.parametrize(
    ("begins", "what"),
    [
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "a 7z archive"),
        (b"Rar!\x1a\x07\x01\x00", "a RAR archive"),
        (b"Rar!\x1a\x07\x00", "a RAR archive"),
        (b"MSCF\0\0\0\0", "a CAB archive"),
        (b"\x28\xb5\x2f\xfd", "packed by zstd"),
        (b"\x78\x9f\x3e\x22", "a winmail.dat of Outlook"),
    ],
)
def test_what_is_packed_otherwise_is_told_to_be_unpacked(begins: bytes, what: str) -> None:
    with pytest.raises(UnknownKind, match=f"is {what}, which is not read; unpack it"):
        ingest(begins + bytes(range(256)) * 4)
