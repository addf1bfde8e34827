"""Scans: pages drawn, prepared, read by an engine, and what becomes of them on the way to a determination."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFilter

import imrcli
from imrcli.batch.engines.local import LocalEngine
from imrcli.batch.job import Job, Options
from imrcli.errors import DamagedImage, ImrError, NoOcr, ScannedPdf
from imrcli.ingest import ingest
from imrcli.ingest.ocr import decide, engine, look_again, reader
from imrcli.ingest.ocr.choice import OcrDeferred
from imrcli.ingest.ocr.mending import Mendings
from imrcli.ingest.ocr.page import MixedLayout, page_of
from imrcli.ingest.ocr.prepare import prepared, straightened, turned
from imrcli.ingest.ocr.program_engine import ProgramEngine, _read
from imrcli.ingest.ocr.reader import PageReader
from imrcli.ingest.ocr.recognise import recognise
from imrcli.ingest.ocr.scan import Scan
from imrcli.ingest.ocr.words import Line, Word

SAMPLES = Path(__file__).parent.parent / "samples"
LETTER = SAMPLES / "issues-2014-1.pdf"

needs_engine = pytest.mark.skipif(not engine.available(), reason="no OCR engine is installed")

Picture = Any
"""A picture of Pillow."""


def drawn(path: Path, across: float = 200, down: float = 200) -> list[Picture]:
    """A PDF's pages as grey pictures."""
    pictures = []
    for page in pypdfium2.PdfDocument(path):
        width, height = page.get_size()
        picture = page.render(scale=300 / 72, grayscale=True).to_pil().convert("L")
        pictures.append(picture.resize((round(width * across / 72), round(height * down / 72))))
    return pictures


def as_pdf(pictures: list[Picture], across: float = 200, down: float = 200) -> bytes:
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], dpi=(across, down))
    return out.getvalue()


def faxed(picture: Picture) -> Picture:
    return picture.point(lambda shade: 255 if shade > 150 else 0).convert("1")


class Fake:
    """An engine that reads what it is told to, and keeps what it was shown."""

    def __init__(
        self,
        slopes: list[float],
        lines: list[Line],
        *,
        upright_at: int = 0,
        seen: list[str] | None = None,
        sampled: bool = False,
    ):
        self.sampled = sampled
        self.slopes, self.found, self.upright_at = slopes, lines, upright_at
        self.sizes: list[tuple[int, int]] = []
        self.turns = 0
        self.seen = list(seen or [])

    def lay_out(self, picture: Picture, dpi: int) -> list[float]:
        self.sizes.append(picture.size)
        return self.slopes

    def readable(self, *, upside_down: bool = False) -> bool:
        return self.turns == 1 or self.upright_at == (180 if upside_down and self.sampled else 0)

    def lines(self) -> list[Line]:
        return self.found

    def line(self, picture: Picture, dpi: int, *, block: bool = False) -> Line:
        words = self.seen.pop(0).split() if self.seen else []
        each = picture.width // max(1, len(words))
        return Line(tuple(Word(word, (n * each, 0, (n + 1) * each, 20), 0.9) for n, word in enumerate(words)))

    def turned(self, picture: Picture, dpi: int) -> int:
        self.turns += 1
        return self.upright_at


PRINT = [Line((Word("print", (10, 10, 60, 34), 0.9),))]


def page(width: int = 400, height: int = 600) -> Picture:
    picture = Image.new("L", (width, height), 255)
    ImageDraw.Draw(picture).rectangle((50, 50, 300, 200), fill=0)
    return picture


# --- pictures -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("across", "down", "size", "dpi"),
    [
        (200, 200, (400, 600), 200),
        (204, 98, (400, 1249), 204),
        (100, 100, (800, 1200), 200),
        (300, 300, (400, 600), 300),
    ],
    ids=["as it is", "a coarse fax", "coarse", "fine"],
)
def test_pictures_are_evened_out(across: float, down: float, size: tuple[int, int], dpi: int) -> None:
    made = prepared(Scan(page(), across, down))
    assert (made.picture.size, made.dpi) == (size, dpi)
    a, _, _, d, _, _ = made.matrix
    assert (a * size[0], d * size[1]) == pytest.approx((400 * 72 / across, 600 * 72 / down))


def test_light_print_on_dark_is_turned_over() -> None:
    dark = page().point(lambda shade: 255 - shade)
    assert prepared(Scan(dark, 200, 200)).picture.getpixel((390, 590)) == 255


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turned_picture_leads_back_to_the_page(degrees: int) -> None:
    upright = Image.new("L", (400, 600), 255)
    upright.putpixel((30, 50), 0)
    lying = upright.rotate(degrees, expand=True)  # the other way round than the reader turns it
    made = turned(prepared(Scan(lying, 72, 72)), degrees) if degrees else prepared(Scan(lying, 72, 72))
    (at,) = dark_places(lying)
    a, b, c, d, e, f = made.matrix
    x, y = darkest(made.picture)
    assert (a * (x + 0.5) + c * (y + 0.5) + e, b * (x + 0.5) + d * (y + 0.5) + f) == pytest.approx(
        (at[0] + 0.5, at[1] + 0.5), abs=1.5
    )


def dark_places(picture: Picture) -> list[tuple[int, int]]:
    return [(n % picture.width, n // picture.width) for n, shade in enumerate(picture.tobytes()) if shade < 128]


def darkest(picture: Picture) -> tuple[int, int]:
    shades = picture.tobytes()
    place = shades.index(min(shades))
    return place % picture.width, place // picture.width


@pytest.mark.parametrize("slope", [0.02, -0.05])
def test_a_straightened_picture_leads_back_to_the_page(slope: float) -> None:
    sloping = Image.new("L", (400, 600), 255)
    ImageDraw.Draw(sloping).rectangle((300, 100, 303, 103), fill=0)
    made = straightened(prepared(Scan(sloping.filter(ImageFilter.BoxBlur(0)), 72, 72)), slope)
    a, b, c, d, e, f = made.matrix
    x, y = darkest(made.picture)
    assert (a * x + c * y + e, b * x + d * y + f) == pytest.approx((301.5, 101.5), abs=4)


# --- one page through an engine --------------------------------------------------------------------------------


def test_a_blank_page_is_not_read() -> None:
    fake = Fake([0.0] * 9, PRINT)
    assert recognise(fake, Scan(Image.new("L", (400, 600), 250), 200, 200)).lines == []
    assert fake.sizes == []


@pytest.mark.parametrize(
    ("slopes", "upright_at", "laid_out", "turns"),
    [
        ([0.0] * 9, 0, 1, 0),
        ([0.03] * 9, 0, 2, 0),
        ([0.005] * 9, 0, 1, 0),
        ([0.0] * 9, 180, 2, 1),
        ([0.0], 0, 2, 1),
    ],
    ids=["upright", "sloping", "hardly sloping", "upside down", "hardly any line"],
)
def test_how_a_page_lies(slopes: list[float], upright_at: int, laid_out: int, turns: int) -> None:
    fake = Fake(slopes, PRINT, upright_at=upright_at)
    assert recognise(fake, Scan(lined(), 200, 200)).lines == PRINT
    assert (len(fake.sizes), fake.turns) == (laid_out, turns)


def lined() -> Picture:
    """A page with bars for lines, half as wide as the page."""
    picture = Image.new("L", (400, 600), 255)
    for top in range(50, 550, 25):
        ImageDraw.Draw(picture).rectangle((50, top, 250, top + 10), fill=0)
    return picture


@pytest.mark.parametrize(
    ("turn", "upright_at", "sizes"),
    [
        (0, 0, [(400, 600)]),
        (0, 180, [(400, 600), (400, 600)]),
        (90, 0, [(400, 600)]),
        (90, 180, [(400, 600), (400, 600)]),
    ],
    ids=["upright", "upside down", "on its side", "on its other side"],
)
def test_a_sample_and_the_lines_tell_how_a_page_lies(turn: int, upright_at: int, sizes: list[tuple[int, int]]) -> None:
    fake = Fake([0.0] * 9, PRINT, upright_at=upright_at, sampled=True)
    assert recognise(fake, Scan(lined().rotate(turn, expand=True), 200, 200)).lines == PRINT
    assert (fake.sizes, fake.turns) == (sizes, 0)


@pytest.mark.parametrize(
    ("looks", "text", "doubtful"),
    [
        (["12/09/2016"], "12/09/2016", False),
        (["42/09/2016", "12/09/2016"], "12/09/2016", False),
        (["12/08/2016", "12/08/2016", "12/09/2016"], "12/09/2016", True),
        (["12/08/2016", "12/09/2016", "12/09/2016"], "12/09/2016", False),
        ([], "12/09/2016", True),
        (["l2/O9/2016"], "12/09/2016", False),
    ],
    ids=["agrees", "no date", "another twice", "another once", "nothing", "letters for digits"],
)
def test_a_date_is_looked_at_again(looks: list[str], text: str, doubtful: bool) -> None:
    lines = [Line((Word("12/09/2016", (100, 100, 200, 124), 0.95),))]
    fake = Fake([], [], seen=looks)
    (found,) = look_again.looked_at_again(fake, prepared(Scan(page(), 200, 200)), lines, Mendings())
    assert (found.words[0].text, found.words[0].doubtful) == (text, doubtful)


def test_an_unsure_date_gives_way_to_two_looks_that_agree() -> None:
    lines = [Line((Word("12/09/2016", (100, 100, 200, 124), 0.6),))]
    fake, mendings = Fake([], [], seen=["12/08/2016", "12/08/2016", "12/08/2016"]), Mendings()
    (found,) = look_again.looked_at_again(fake, prepared(Scan(page(), 200, 200)), lines, mendings)
    assert (found.words[0].text, found.words[0].doubtful) == ("12/08/2016", False)
    assert mendings.notes(1)[0][0] == "ocr-number"


@pytest.mark.parametrize(
    ("first", "looks", "text", "doubtful"),
    [
        ("42/23/2016", ["12/23/2016", "12/23/2016"], "12/23/2016", False),
        ("42/23/2016", ["12/23/2016", "42/23/2016", "12/23/2016"], "12/23/2016", False),
        ("42/23/2016", ["12/23/2016", "42/23/2016", "42/23/2016", "42/23/2016"], "42/23/2016", True),
        ("42/23/2016", ["12/28/2016", "12/28/2016"], "42/23/2016", True),
        ("12/43/2016", ["12/13/2016", "12/13/2016"], "12/13/2016", False),
        ("12/43/2016", ["11/13/2016", "11/13/2016"], "12/43/2016", True),
        ("12/13/2016", ["11/13/2016", "11/13/2016", "11/13/2016"], "12/13/2016", True),
        ("02/30/2016", ["02/20/2016", "02/20/2016"], "02/30/2016", True),
    ],
)
def test_what_no_calendar_has_gives_way(first: str, looks: list[str], text: str, doubtful: bool) -> None:
    lines = [Line((Word(first, (100, 100, 200, 124), 0.95),))]
    fake = Fake([], [], seen=looks)
    (found,) = look_again.looked_at_again(fake, prepared(Scan(page(), 200, 200)), lines, Mendings())
    assert (found.words[0].text, found.words[0].doubtful) == (text, doubtful)


def test_a_digit_that_the_engine_is_not_sure_of_is_doubtful() -> None:
    lines = [Line((Word("48", (100, 100, 120, 124), 0.5, 0.4),))]
    (found,) = look_again.looked_at_again(Fake([], []), prepared(Scan(page(), 200, 200)), lines, Mendings())
    assert found.words[0].doubtful


# --- text and places -------------------------------------------------------------------------------------------


def test_places_and_confidences_of_words() -> None:
    lines = [
        Line((Word("Date", (0, 0, 40, 20), 0.9), Word("12", (50, 0, 70, 20), 0.5, doubtful=True))),
        Line((Word("next", (0, 30, 40, 50), 1.0),)),
    ]
    made = page_of(lines, (0.5, 0, 0, 0.5, 0, 0))
    assert made.text == "Date 12\nnext"
    assert made.boxes(0, 4) == [(0, 0, 20, 10)]
    assert made.boxes(2, 7) == [(10, 0, 20, 10), (25, 0, 35, 10)]
    assert made.boxes(8, 12) == [(0, 15, 20, 25)]
    assert made.confidence(0, 7) == pytest.approx((4 * 0.9 + 2 * 0.5) / 6)
    assert made.confidence(4, 5) is None
    assert made.doubts == [(5, 7)]
    layout = MixedLayout(None, {1: made})
    assert layout.boxes(1, 0, 4) == [(0, 0, 20, 10)]
    assert layout.boxes(0, 0, 4) == []
    assert layout.confidence(0, 0, 4) is None


def test_hocr_of_the_program() -> None:
    hocr = """<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html><body><div class='ocr_page'>
    <p class='ocr_par' title="bbox 0 0 900 60">
     <span class='ocr_line' title="bbox 10 10 800 40; baseline 0.01 -5">
      <span class='ocrx_word' title='bbox 10 10 60 40; x_wconf 91'><span class='ocrx_cinfo'
        title='x_bboxes 10 10 20 40; x_conf 99.1'>4</span><span class='ocrx_cinfo'
        title='x_bboxes 20 10 30 40; x_conf 42.0'>8</span></span>
      <span class='ocrx_word' title='bbox 70 10 160 40; x_wconf 88'>year</span>
      <span class='ocrx_word' title='bbox 170 10 180 40; x_wconf 95'> </span>
     </span></p></div></body></html>"""
    lines, slopes = _read(hocr, 100)
    assert lines == [Line((Word("48", (10, 10, 60, 40), 0.91, 0.42), Word("year", (70, 10, 160, 40), 0.88)), True)]
    assert slopes == [0.01]


# --- which pages -----------------------------------------------------------------------------------------------


PROSE = "The injured worker was treated for pain in the low back and the right knee. " * 20
GARBLED = "Tkc iajvrcb wcrkcr wos trcatcb fcr paix ix tkc lcw bock axd tkc rigkt kxcc. " * 20


def test_quality_of_a_text() -> None:
    assert decide.better(PROSE, GARBLED)
    assert not decide.better(GARBLED, PROSE)
    assert not decide.better(PROSE, PROSE)


def test_plain_letters_are_not_read_by_ocr() -> None:
    for sample in sorted(SAMPLES.glob("*.pdf")):
        document = ingest(sample)
        assert (document.reader, document.ocr_pages) == ("pdfium", ())


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_available", lambda: False)


@pytest.mark.usefixtures("no_engine")
@pytest.mark.parametrize("source", ["scan", "picture", "always"])
def test_without_an_engine_the_error_says_how_to_install_one(source: str) -> None:
    png = io.BytesIO()
    page().save(png, "PNG")
    data = {"scan": as_pdf([page()]), "picture": png.getvalue(), "always": LETTER.read_bytes()}[source]
    with pytest.raises(NoOcr, match=r"pip install 'imrcli\[ocr\]'") as raised:
        imrcli.parse(data, ocr="always" if source == "always" else "auto")
    assert raised.value.exit_code == 11


@pytest.mark.parametrize(
    ("options", "says"),
    [({"ocr": "never"}, "`--ocr never` does not"), ({"reader": "pdfplumber"}, "`--reader pdfplumber` reads no scans")],
)
def test_a_scan_that_is_not_to_be_read_by_ocr(options: dict[str, Any], says: str) -> None:
    with pytest.raises(ScannedPdf, match=says) as raised:
        imrcli.parse(as_pdf([page()]), **options)
    assert "ocrmypdf" not in str(raised.value)


@needs_engine
def test_a_scan_without_print() -> None:
    dotted = page()
    with pytest.raises(ImrError) as raised:
        imrcli.parse(as_pdf([dotted]))
    assert raised.value.exit_code in (11, 12)


@pytest.mark.parametrize(
    "data",
    [b"II*\0\x08\0\0\0", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 40, b"\x89PNG\r\n\x1a\n" + b"\0" * 40],
    ids=["TIFF", "JPEG", "PNG"],
)
def test_damaged_pictures(data: bytes) -> None:
    with pytest.raises(DamagedImage):
        imrcli.parse(data)


def test_a_picture_of_too_many_dots_is_not_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 9_000), 1).save(out, "TIFF", compression="group4")
    with pytest.raises(DamagedImage):
        imrcli.parse(out.getvalue())


def test_no_more_pages_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_PAGES", 1)
    monkeypatch.setattr(reader, "_read", lambda scan, index: (page_of(PRINT, (1, 0, 0, 1, 0, 0)), []))
    pages = PageReader("always") if engine.available() else PageReader("auto")
    assert [pages.picture(Scan(page(), 200, 200), index) for index in range(3)] == ["print", "", ""]
    assert pages.notes == [("ocr-limit", "1 pages were read by OCR; from page 2 on none is")]


@needs_engine
def test_pages_that_are_deferred_are_counted() -> None:
    with pytest.raises(OcrDeferred) as raised:
        ingest(as_pdf([page(), page()]), defer=True)
    assert raised.value.pages == 2


# --- whole letters ---------------------------------------------------------------------------------------------


def values(determination: Any) -> dict[str, Any]:
    """What a scan must tell as the letter itself does."""
    told = json.loads(determination.to_json())
    issues = [(issue["request"], issue["outcome"], issue["category"]) for issue in told["issues"]]
    return {"case": told["case"], "reviewer": told["reviewer"], "outcome": told["outcome"], "issues": issues}


def _tiff(pictures: list[Picture]) -> bytes:
    out = io.BytesIO()
    pictures[0].save(out, "TIFF", save_all=True, append_images=pictures[1:], dpi=(204, 98), compression="group4")
    return out.getvalue()


SCANS: dict[str, Callable[[], bytes]] = {
    "grey PDF": lambda: as_pdf([picture.rotate(0.6, fillcolor=255) for picture in drawn(LETTER)]),
    "coarse TIFF": lambda: _tiff([faxed(picture) for picture in drawn(LETTER, 204, 98)]),
    "sloping and upside down": lambda: as_pdf([p.rotate(182, fillcolor=255) for p in drawn(LETTER)]),
    "on its side": lambda: as_pdf([p.rotate(90, expand=True) for p in drawn(LETTER)]),
}


@needs_engine
@pytest.mark.parametrize(
    "scan",
    [pytest.param(scan, marks=[] if name == "coarse TIFF" else pytest.mark.slow) for name, scan in SCANS.items()],
    ids=SCANS.keys(),
)
def test_a_scan_tells_what_the_letter_does(scan: Callable[[], bytes]) -> None:
    read, printed = imrcli.parse(scan()), imrcli.parse(LETTER)
    assert values(read) == values(printed)
    assert (read.source.reader, printed.source.reader) == ("ocr", "pdfium")
    assert read.source.ocr_pages == list(range(1, (read.source.pages or 0) + 1))


@needs_engine
@pytest.mark.slow
def test_evidence_of_a_scan_lies_where_the_letter_has_it() -> None:
    read, printed = imrcli.parse(as_pdf(drawn(LETTER)), evidence=True), imrcli.parse(LETTER, evidence=True)
    assert isinstance(read.evidence, dict)
    assert isinstance(printed.evidence, dict)
    for pointer in ("/case/number", "/case/decision_date", "/issues/0/outcome"):
        found, expected = read.evidence[pointer][0], printed.evidence[pointer][0]
        assert found.page == expected.page
        assert found.bbox == pytest.approx(expected.bbox, abs=4)
        assert isinstance(found.confidence, float)
        assert 0.8 < found.confidence <= 1


@pytest.mark.slow
@needs_engine
def test_a_batch_reads_scans_by_themselves(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(as_pdf(drawn(LETTER)))
    jobs = [Job(0, str(LETTER)), Job(1, str(scan)), Job(2, str(LETTER))]
    with LocalEngine(1, Options()) as workers:
        done = [one for one in workers.run(jobs) if one is not None]
    assert [one.position for one in done] == [0, 1, 2]
    readers = [json.loads(one.lines or b"{}")["source"]["reader"] for one in done]
    assert readers == ["pdfium", "ocr", "pdfium"]


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="no tesseract is on the path")
def test_the_program_reads_as_the_library_does(monkeypatch: pytest.MonkeyPatch) -> None:
    program = ProgramEngine(shutil.which("tesseract") or "")
    monkeypatch.setattr(engine, "engine", lambda: program)
    read = imrcli.parse(as_pdf(drawn(LETTER)[:1]))
    assert read.case.number == imrcli.parse(LETTER).case.number
