"""Makes a PDF beside each sample letter's text, as the letters are posted.

    python samples/make_pdfs.py                   draw what is missing or whose text has changed
    python samples/make_pdfs.py --force NAME...   draw these letters anew
    python samples/make_pdfs.py --check           does each PDF have the words of its text?

A text's form feeds are its page breaks. Its paragraphs are filled anew to the width of the page;
its case table, bullets and footers are drawn as such.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from reportlab.lib import colors
from reportlab.lib.pagesizes import letter
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

HERE = Path(__file__).resolve().parent
ENCRYPTED = re.compile(r"review-2013-2|notice-2013-[13]|determination-2013-[14]|issues-2014-[234]")
"""Letters that open without a password but are encrypted and bar copying, as posted ones are."""

MARGIN = 72.0
WIDTH, HEIGHT = letter[0] - 2 * MARGIN, letter[1] - 2 * MARGIN
SIZES = (12, 11.5, 11, 10.5, 10)
"""Type sizes: the first at which every page of a letter's text fits on one page of the PDF."""
LEADING, BLANK_LINE = 1.15, 0.65
ROMAN, BOLD = "Times-Roman", "Times-Bold"

_FOOTER = re.compile(r"\s*^((?:Final|(?:IMR Case Number: )?CM\d\d-\d+) .*|Page \d+ of \d+|\d)\s*\Z", re.MULTILINE)
_TABLE = re.compile(
    r"^((?:IMR Case Number:  |Case Number: \S+\nDate Assigned).*?)(?=\n\n|\nHOW THE IMR)",
    re.MULTILINE | re.DOTALL,
)
_LABELS = (
    r"(?:IMR Case|Case|Claims) Number",
    "Date Assigned",
    "Date of Injury",
    "Decision Date",
    "UR Denial Date",
    "Priority",
    r"Application\s+Received",
    "(?:Employee|Provider) Name",
    r"Treatment\(s\) in Dispute Listed on IMR Application",
)
_LABEL = re.compile(f"({'|'.join(_LABELS)}):")
_RIGHT_HALF = ("Date of Injury", "UR Denial Date", "Application")
_CENTRED = re.compile(r"Independent Medical Review$|P\.O\. Box|Sacramento,|\(855\)")
_TITLE = re.compile(r"[A-Z][^a-z:]{15,}$|MAXIMUS FEDERAL|Notice of Independent Medical Review")
_HEADED_BY = (
    "Medical (?:Qualifications|Treatment)",
    "Section of",
    "(?:Expert Reviewer )?Case Summary",
    "Documents Reviewed",
    "Rationale for",
    "Effect of",
    "The Physician Reviewer's decision rationale",
    "Claims Administrator guideline",
    "MAXIMUS guideline",
    "Decision rationale",
)
_HEADINGS = (
    r"\d+\. .* (?:is|are) (?:not )?medically necessary and appropriate\.$",  # 1. MRI is not medically necessary ...
    r"\d+\) Regarding the request .*:$",  # 1) Regarding the request for MRI:
    r"[A-Z][A-Z()/ ]{7,}:",  # ISSUE AT DISPUTE:
    r"Final Determination: [A-Z ]+\. ",  # Final Determination: UPHOLD.
    f"(?:{'|'.join(_HEADED_BY)})[^:]*:",  # Rationale for the Decision:
    ".+: (?=(?:Upheld|Overturned)$)",  # MRI: Upheld
)
_HEADING = re.compile("|".join(_HEADINGS))
"""What is printed bold: a heading, or the words that open a paragraph."""
_BULLET = re.compile(r"([•▪-]) +(?=\w)")
_LISTED = re.compile(r"[•▪-] |\d{1,2}[.)] |\(\d\) ")
_PIECE = re.compile(r"[^ ]*?\w-(?=\w)| *[^ ]+ ?")
"""What a line is filled with: a word and the blank behind it, or a word as far as its hyphen."""

Block = tuple[int, str]
"""The blank lines above a paragraph, and its text; the case table keeps its line breaks."""


def read_pages(text: str) -> Iterator[tuple[list[Block], str]]:
    """Each page of a letter's text: its paragraphs, and its footer.

    A line runs on where the text says so by a blank at its end or, in letters without these, where
    the next word would not have fitted on it.
    """
    width = 0 if text.count(" \n") > 10 else max(map(len, text.splitlines()))
    for body in text.split("\f"):
        footer = _FOOTER.search(body)
        body = body[: footer.start()] if footer else body
        blocks: list[Block] = []
        for at, part in enumerate(_TABLE.split(body)):  # what is before, the table, what is behind
            blocks += [(1, part)] if at == 1 else _paragraphs(part, width)
        yield blocks, footer[1] if footer else ""


def _paragraphs(body: str, width: int) -> Iterator[Block]:
    lines: list[str] = []
    above, before = 0, ""
    for line in [*body.split("\n"), ""]:
        if lines and not _runs_on(lines[-1], line, width):
            text = " ".join(part.strip() for part in lines)
            # Text with blanks at its lines' ends may lack blank lines above headings, behind prose.
            opens = not width and (_HEADING.match(text) or _TITLE.match(text) or len(before) > 110)
            yield max(above, 1 if opens else 0), text
            lines, above, before = [], 0, text
        if line.strip():
            lines.append(line)
        else:
            above += 1


def _runs_on(line: str, following: str, width: int) -> bool:
    if not following.strip() or _LISTED.match(following):
        return False
    if not width:
        return line.endswith(" ")
    ends = line.endswith(":") and not following[0].islower()
    return not ends and len(line) + 1 + len(following.split()[0]) > width


def _draw_block(canvas: Canvas, block: Block, y: float, size: float) -> float:
    """Draw a paragraph below `y` as it is printed: centred, bold in part, or behind a bullet."""
    above, text = block
    y -= above * size * BLANK_LINE
    if "\n" in text:
        table = _case_table(text, size)
        y -= float(table.wrapOn(canvas, WIDTH, HEIGHT)[1])
        table.drawOn(canvas, MARGIN, y)
        return y
    bullet, title, heading = (each.match(text) for each in (_BULLET, _TITLE, _HEADING))
    centred, left = title or _CENTRED.match(text), MARGIN
    if bullet:
        text, left = text[bullet.end() :], MARGIN + 36
        canvas.setFont(ROMAN if bullet[1] == "-" else "Symbol", size)
        canvas.drawString(MARGIN + 18, y - size, bullet[1].replace("▪", "•"))
    bold = 0 if bullet else len(text) if title else heading.end() if heading else 0
    for line in _filled(text, bold, size, MARGIN + WIDTH - left):
        width = sum(stringWidth(run, font, size) for font, run in line)
        out = canvas.beginText(MARGIN + (WIDTH - width) / 2 if centred else left, y - size)
        for font, run in line:
            out.setFont(font, size)
            out.textOut(run)
        canvas.drawText(out)
        y -= size * LEADING
    return y


def _filled(text: str, bold: int, size: float, width: float) -> Iterator[list[tuple[str, str]]]:
    """The lines of a paragraph whose first `bold` characters are bold, as runs of a font."""
    line: list[tuple[str, str]] = []
    used = 0.0
    for part, font in ((text[:bold], BOLD), (text[bold:], ROMAN)):
        for piece in _PIECE.findall(part):
            if line and used + stringWidth(piece.rstrip(), font, size) > width:
                yield line
                line, used = [], 0.0
            used += stringWidth(piece, font, size)
            before = line.pop()[1] if line and line[-1][0] == font else ""
            line.append((font, before + piece))
    yield line


def _case_table(text: str, size: float) -> Any:
    """The table of the case: label and value in its left half, and again in its right half."""
    early = text.startswith("IMR")
    font, bold = (ROMAN, BOLD) if early else ("Helvetica", "Helvetica-Bold")
    size = size if early else 10
    rows: list[list[str]] = []
    parts = [part.strip() for part in _LABEL.split(text)[1:]]
    for label, value in zip(parts[::2], parts[1::2], strict=True):
        if not label.startswith(_RIGHT_HALF):
            rows.append([])
        rows[-1] += [f"{label}:", value]
    look: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("FONT", (0, 0), (-1, -1), font, size, size * LEADING),
        *(("FONTNAME", (column, 0), (column, -1), bold) for column in (0, 2)),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
    ]
    if early:  # the treatments in dispute stand below their label
        label, value = rows.pop()
        rows += [[label], ["\n".join(simpleSplit(value, font, size, WIDTH - 12))]]
        look.append(("FONTNAME", (0, -1), (0, -1), font))
    else:
        grey = (((0, 0), (0, -1)), ((2, 0), (2, -1)), ((2, 0), (3, 0)))
        look += [("BACKGROUND", *cells, colors.lightgrey) for cells in grey]
    spans = [(len(row) - 1 if early else 2, at) for at, row in enumerate(rows) if len(row) < 4]
    look += [("SPAN", start, (3, start[1])) for start in spans]
    return Table([row + [""] * (4 - len(row)) for row in rows], (120, 114, 126, 108), style=look)


def draw(text: str) -> bytes:
    """A letter's PDF, not encrypted: the same bytes for the same text."""
    for size in SIZES:
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=letter, invariant=1)
        canvas.setKeywords(hashlib.sha256(text.encode()).hexdigest())
        if all(_draw_page(canvas, *page, size) for page in read_pages(text)):
            canvas.save()
            return out.getvalue()
    raise ValueError("a page of the text is too long for one page")


def _draw_page(canvas: Canvas, blocks: list[Block], footer: str, size: float) -> bool:
    """Draw a page, and tell whether its text ends above the margin."""
    y = MARGIN + HEIGHT
    for block in blocks:
        y = _draw_block(canvas, block, y, size)
    left, _, right = footer.rpartition("  ")
    canvas.setFont(ROMAN, 10)
    canvas.drawString(MARGIN, MARGIN / 2, left.strip())
    canvas.drawRightString(MARGIN + WIDTH, MARGIN / 2, right)
    canvas.showPage()
    return bool(y >= MARGIN)


def encrypt(data: bytes) -> bytes:
    """The PDF encrypted as posted letters are: AES, no password to open it, copying barred."""
    out = io.BytesIO()
    allow = pikepdf.Permissions(extract=False, modify_annotation=False, modify_other=False)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user="", R=6, allow=allow))
    return out.getvalue()


def is_current(path: Path, text: str) -> bool:
    """Whether the PDF was made of this text, whose digest it keeps as its keyword."""
    with pikepdf.open(path) as pdf:
        return str(pdf.docinfo.get("/Keywords", "")) == hashlib.sha256(text.encode()).hexdigest()


def has_words(path: Path, text: str) -> bool:
    """Whether the PDF has the letters and digits of the text, page by page and in order."""
    with pypdfium2.PdfDocument(path) as pdf:
        drawn = [page.get_textpage().get_text_range() for page in pdf]
    a, b = (re.sub(r"[^\w\f]|_", "", side) for side in ("\f".join(drawn), text))
    return a == b


def main() -> int:
    """Make or check the PDFs of the letters named, or of all."""
    parser = argparse.ArgumentParser(description="Makes a PDF beside each sample letter's text.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a letter, such as review-2013-1")
    parser.add_argument("--check", action="store_true", help="only compare PDFs with their texts")
    parser.add_argument("--force", action="store_true", help="draw those that are current, too")
    asked = parser.parse_args()
    sources = {source.stem: source for source in sorted(HERE.glob("*.txt"))}
    if unknown := set(asked.names) - set(sources):
        parser.error(f"no such letter: {', '.join(sorted(unknown))}")
    failed = 0
    for name in asked.names or sources:
        text, path = sources[name].read_text(encoding="utf-8"), sources[name].with_suffix(".pdf")
        if not asked.check and (asked.force or not (path.exists() and is_current(path, text))):
            data = draw(text)
            path.write_bytes(encrypt(data) if ENCRYPTED.fullmatch(name) else data)
            print(f"{path.name}: {path.stat().st_size:,} bytes")
        if not (path.exists() and has_words(path, text)):
            failed = 1
            print(f"{path.name}: is missing, or has other words than its text", file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main())
