"""Evidence: every value has its places, and what is printed there is the value."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pypdfium2
import pytest

import imrcli
from imrcli.evidence.places import lines
from imrcli.model import Determination
from imrcli.vocabulary import odg_chapters
from imrcli.vocabulary.lexicon import words_of

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.pdf"))
TEXTS = sorted((ROOT / "samples").glob("*.txt"))

NO_PLACE = re.compile(r"/schema_version|/source/.*|/format|/warnings/.*|.*/citations/\d+/source")
"""What the letter does not print: facts about the source, and what is told of it."""

PRINTED = {
    "standard": ("standard", "regular"),
    "expedited": ("expedited",),
    "male": ("male", "man", "mr", "he", "his", "m"),
    "female": ("female", "woman", "ms", "mrs", "she", "her", "f"),
}
"""How a value that is given in another form is printed: one of these is in it."""


def squash(words: str) -> str:
    """Letters and digits of some words, in lower case: what two printings of them have in common."""
    return re.sub(r"[^0-9a-z]+", "", unicodedata.normalize("NFKC", words).lower())


def values(told: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a determination that the letter prints, by its pointer."""
    if isinstance(told, dict):
        for name, value in told.items():
            yield from values(value, f"{at}/{name}")
    elif isinstance(told, list):
        for number, value in enumerate(told):
            yield from values(value, f"{at}/{number}")
    elif told is not None and told != "unstated" and not NO_PLACE.fullmatch(at):
        yield at, told


def agrees(pointer: str, value: Any, printed: str) -> bool:
    """Whether what is printed at a value's place is the value, or its printed form."""
    name = pointer.rsplit("/", 1)[-1]
    if name in ("category", "subcategory", "conclusion"):
        return len(squash(printed)) > 1
    if name == "outcome":
        said = squash(printed)
        return bool(value == (_outcome(said) if pointer == "/outcome" else _decided(said)))
    if name in ("priority", "sex"):
        return any(form in squash(printed) for form in PRINTED[value])
    if name.endswith("_date") or name.startswith(("date_", "application_")):
        return _day(printed) == str(value)
    if name == "chapter":  # printed in any of the forms that its title has
        title = odg_chapters().longest(words_of(printed), 0)
        return title is not None and title[1] == value
    return squash(printed) == squash(str(value))


def _decided(said: str) -> str | None:
    """The outcome that an item's printed decision names."""
    if "partial" in said:
        return "partially_overturned"
    if "upheld" in said or "uphold" in said or "not" in said:
        return "upheld"
    return "overturned" if "overturn" in said or "medicallynecessary" in said else None


def _outcome(said: str) -> str | None:
    """The letter's outcome: stated, or the sum of its items' decisions, all of which are printed there."""
    kinds = {
        _decided(one)
        for one in re.findall(r"upheld|overturned|.*?medicallynecessary|.*uphold|.*overturn|.*partial\w*", said)
    }
    return kinds.pop() if len(kinds) == 1 else "partially_overturned"


def _day(printed: str) -> str | None:
    """A printed date as ISO 8601."""
    printed = " ".join(printed.split())
    for form in ("%m/%d/%Y", "%B %d, %Y", "%m/%d/%y"):
        try:
            day: date = datetime.strptime(printed, form).date()
        except ValueError:
            continue
        return day.isoformat()
    return None


def pointer_of(at: str) -> str:
    """Where a value's evidence is listed: a citation's text is the citation itself."""
    return re.sub(r"(/citations/\d+)/text$", r"\1", at)


def wrong(told: Determination, printed: Any) -> list[tuple[str, Any, str]]:
    plain = told.to_dict()
    evidence = plain.pop("evidence")
    found = []
    for at, value in values(plain):
        places = evidence.get(pointer_of(at), [])
        words = " ".join(printed(place) for place in places)
        if not agrees(at, value, words):
            found.append((at, value, words))
    return found


def boxed(path: Path) -> Callable[[dict[str, Any]], str]:
    """A function that gives the text in a place's box."""
    pdf = pypdfium2.PdfDocument(path)
    pages = [(page.get_height(), page.get_textpage()) for page in pdf]

    def printed(place: dict[str, Any]) -> str:
        height, text = pages[place["page"] - 1]
        x0, top, x1, bottom = place["bbox"]
        return str(text.get_text_bounded(x0, height - bottom, x1, height - top))

    return printed


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_text_in_the_boxes_is_the_value(path: Path) -> None:
    assert wrong(imrcli.parse(path, evidence=True), boxed(path)) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", SAMPLES[::4], ids=lambda path: path.stem)
def test_the_same_by_pdfplumber(path: Path) -> None:
    told = imrcli.parse(path, evidence=True, reader="pdfplumber")
    with pdfplumber.open(path) as pdf:

        def printed(place: dict[str, Any]) -> str:
            x0, top, x1, bottom = place["bbox"]
            page = pdf.pages[place["page"] - 1]
            box = (x0 - 0.1, top - 0.1, x1 + 0.1, bottom + 0.1)
            return str(page.within_bbox(box, strict=False).extract_text())

        assert wrong(told, printed) == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("dress", ["as it is", "one line", "narrow"])
def test_the_text_between_the_offsets_is_the_value(path: Path, dress: str) -> None:
    text = path.read_text(encoding="utf-8")
    if dress == "one line":
        text = " ".join(text.split()) + "\n"
    elif dress == "narrow":
        text = re.sub(r"(?<=\w) (?=\w)", "\n", text, count=0) if "\f" not in text else text
    told = imrcli.parse(text, evidence=True)
    assert wrong(told, lambda place: text[place["start"] : place["end"]]) == []


def test_evidence_is_only_given_where_asked_for() -> None:
    assert "evidence" not in imrcli.parse(SAMPLES[0]).to_dict()
    assert "evidence" in imrcli.parse(SAMPLES[0], evidence=True).to_dict()


def test_evidence_changes_no_value() -> None:
    for path in SAMPLES:
        with_it = imrcli.parse(path, evidence=True).to_dict()
        del with_it["evidence"]
        assert with_it == imrcli.parse(path).to_dict()


def test_a_value_over_two_pages_has_boxes_on_both() -> None:
    spread = [
        {place.page for place in places}
        for path in SAMPLES
        for pointer, places in dict(imrcli.parse(path, evidence=True).evidence or {}).items()
        if pointer.endswith("/rationale")
    ]
    assert any(len(pages) > 1 for pages in spread)


LETTER = (ROOT / "samples" / "issues-2014-4.txt").read_text(encoding="utf-8")


def of(text: str, pointer: str) -> list[str]:
    evidence = imrcli.parse(text, evidence=True).evidence
    assert isinstance(evidence, dict)
    return [text[place.start : place.end] for place in evidence[pointer]]  # type: ignore[index]


def test_furniture_within_a_value_is_no_part_of_its_places() -> None:
    told = imrcli.parse(LETTER)
    words = (told.issues[0].rationale or "").split()
    middle = " ".join(words[8:12])
    at = re.search(r"\s+".join(map(re.escape, words[8:12])), LETTER)
    assert at is not None
    footer = f"Final Determination Letter for IMR Case Number {told.case.number}  3"
    text = f"{LETTER[: at.start()]}\n{footer}\n{LETTER[at.start() :]}"
    assert imrcli.parse(text).issues[0].rationale == told.issues[0].rationale
    runs = of(text, "/issues/0/rationale")
    assert len(runs) == 2
    assert middle.split()[0] in runs[1][:40]
    assert "Final Determination Letter" not in "".join(runs)


def test_a_word_broken_at_a_line_end_is_whole_in_its_place() -> None:
    told = imrcli.parse(LETTER)
    rationale = told.issues[0].rationale or ""
    word = next(w for w in re.findall(r"[a-z]{9,}", rationale) if rationale.count(w) == 1 and LETTER.count(w) == 1)
    text = LETTER.replace(word, f"{word[:4]}-\n{word[4:]}") + f"\n{word}\n"
    assert squash(rationale).startswith(squash(of(text, "/issues/0/rationale")[0])[:200])


# --- the parts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("boxes", "merged"),
    [
        ([(0, 0, 10, 10), (12, 1, 20, 10)], [(0, 0, 20, 10)]),
        ([(50, 0, 60, 10), (0, 12, 20, 22)], [(50, 0, 60, 10), (0, 12, 20, 22)]),
        ([(0, 0, 10, 10), (0, 9, 10, 19)], [(0, 0, 10, 10), (0, 9, 10, 19)]),
        ([], []),
    ],
)
def test_boxes_on_a_line_are_one(boxes: list[Any], merged: list[Any]) -> None:
    assert lines(boxes) == merged


# --- pages that are turned or cropped -----------------------------------------------------------------------


def turned(degrees: int, *, lines_too: bool) -> bytes:
    """A sample whose pages are turned; `lines_too`: its lines are turned back, so that it is seen as before."""
    with pikepdf.open(ROOT / "samples" / "issues-2014-1.pdf") as pdf:
        for page in pdf.pages:
            page.Rotate = degrees
            if lines_too:
                width, height = float(page.MediaBox[2]), float(page.MediaBox[3])
                matrix = {
                    90: (0, 1, -1, 0, height, 0),
                    180: (-1, 0, 0, -1, width, height),
                    270: (0, -1, 1, 0, 0, width),
                }[degrees]
                page.contents_add(pdf.make_stream(b"q %g %g %g %g %g %g cm\n" % matrix), prepend=True)
                page.contents_add(pdf.make_stream(b"\nQ"))
                if degrees != 180:
                    page.MediaBox = [0, 0, height, width]
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("degrees", [90, 180, 270])
@pytest.mark.parametrize("lines_too", [True, False])
def test_a_turned_page_is_read_along_its_lines(degrees: int, lines_too: bool) -> None:
    plain = imrcli.parse(ROOT / "samples" / "issues-2014-1.pdf", evidence=True)
    told = imrcli.parse(turned(degrees, lines_too=lines_too), evidence=True)
    assert told.issues == plain.issues
    assert told.case == plain.case
    assert isinstance(plain.evidence, dict)
    assert isinstance(told.evidence, dict)
    for pointer in ("/case/number", "/issues/0/request"):
        (was,), (now,) = plain.evidence[pointer], told.evidence[pointer]
        x0, top, x1, bottom = was.bbox  # type: ignore[misc]
        seen = {
            90: (792 - bottom, x0, 792 - top, x1),
            180: (612 - x1, 792 - bottom, 612 - x0, 792 - top),
            270: (top, 612 - x1, bottom, 612 - x0),
        }
        expected = was.bbox if lines_too else seen[degrees]
        assert now.bbox == pytest.approx(expected, abs=0.6)


def test_both_readers_place_a_cropped_page_alike() -> None:
    with pikepdf.open(ROOT / "samples" / "issues-2014-1.pdf") as pdf:
        for page in pdf.pages:
            page.CropBox = [20, 30, 600, 780]
        out = io.BytesIO()
        pdf.save(out)
    one, other = (
        imrcli.parse(out.getvalue(), evidence=True, reader=reader).evidence for reader in ("pdfium", "pdfplumber")
    )
    assert isinstance(one, dict)
    assert isinstance(other, dict)
    for pointer in ("/case/number", "/issues/0/request"):
        # The readers see a glyph's height differently, and its place along the line alike.
        assert other[pointer][0].bbox[::2] == pytest.approx(one[pointer][0].bbox[::2], abs=2)  # type: ignore[index]
        assert other[pointer][0].bbox[1] == pytest.approx(one[pointer][0].bbox[1], abs=4)  # type: ignore[index]
