"""Scans of letters, made at several levels of damage, read by OCR, and scored.

usage: python benchmarks/scans.py [--letters N] [--levels light,fax,...] [--folder FOLDER] [--shared DIR] [--cores] ...

`FOLDER` holds PDF letters (default: ../shared/letters where that is, else samples). The levels are

    light       200 dots an inch, grey, turned by 0.6 degrees, noise
    fax         204 by 196 dots, black and white
    fax-coarse  204 by 98 dots, black and white
    turned-180  a fax that lies upside down
    turned-90   a fax that lies on its side
    mixed       every second page is a light scan, the others are the letter's own
    bad-layer   a light scan over the text of an old OCR, one word in six of it damaged

What each letter should say is what ../shared/score holds it against, where that is; and, for the long texts, what
imrcli reads in the letter itself. Times are CPU seconds a page beside Tesseract alone on the same pictures, in the same
run.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import numpy
import pypdfium2
from PIL import Image, ImageFilter

import imrcli
from imrcli.edits import distance
from imrcli.ingest.ocr.engine import engine
from imrcli.model import Determination

HERE = Path(__file__).resolve().parent

LEVELS = ("light", "fax", "fax-coarse", "turned-180", "turned-90", "mixed", "bad-layer")
DAMAGED_WORDS = 1 / 6

Page = tuple[Image.Image, float, float]
"""A picture, and its dots an inch across and down."""


def pictures(pdf: Any, level: str, seed: int) -> list[Page]:
    """The pages of a PDF as scans of a level."""
    made = []
    for number, page in enumerate(pdf):
        rng = numpy.random.default_rng([seed, number])
        if level in ("light", "mixed", "bad-layer"):
            made.append(light(page, rng))
        else:
            down = 98 if level == "fax-coarse" else 196
            picture, across = fax(page, down, rng), 204
            if level == "turned-180":
                picture = picture.transpose(Image.Transpose.ROTATE_180)
            if level == "turned-90":
                picture, across, down = picture.transpose(Image.Transpose.ROTATE_90), down, across
            made.append((picture, across, down))
    return made


def light(page: Any, rng: Any) -> Page:
    """A page as a good scanner sees it."""
    picture = drawn(page, 200, 200).rotate(0.6, Image.Resampling.BICUBIC, fillcolor=255)
    return grained(picture.filter(ImageFilter.GaussianBlur(0.5)), 20, rng), 200, 200


def fax(page: Any, down: int, rng: Any) -> Image.Image:
    """A page as a fax machine sees it: black and white, with specks."""
    dark = numpy.asarray(grained(drawn(page, 204, down), 25, rng)) > 150
    specks = rng.random(dark.shape) < 0.002
    return Image.fromarray(dark ^ specks)


def drawn(page: Any, across: float, down: float) -> Image.Image:
    """A page in grey, drawn finer than wanted and made smaller."""
    width, height = page.get_size()
    picture = page.render(scale=max(across, down) * 2 / 72, grayscale=True).to_pil().convert("L")
    return picture.resize((round(width * across / 72), round(height * down / 72)), Image.Resampling.LANCZOS)


def grained(picture: Image.Image, noise: float, rng: Any) -> Image.Image:
    """A picture with the noise of a sensor."""
    shades = numpy.asarray(picture, dtype=numpy.float32) + rng.normal(0, noise, (picture.height, picture.width))
    return Image.fromarray(numpy.clip(shades, 0, 255).astype("uint8"))


def as_pdf(pages: list[Page]) -> bytes:
    """Pictures as a PDF without text."""
    parts = []
    for picture, across, down in pages:
        out = io.BytesIO()
        packed = {"quality": 85} if picture.mode == "L" else {}
        picture.save(out, "PDF", dpi=(across, down), **packed)
        parts.append(out.getvalue())
    return joined((part, 0) for part in parts)


def joined(pages: Iterator[tuple[bytes, int]]) -> bytes:
    """Pages of PDFs as one PDF."""
    whole = pypdfium2.PdfDocument.new()
    for data, number in pages:
        whole.import_pages(pypdfium2.PdfDocument(data), [number])
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def scanned(data: bytes, level: str, seed: int) -> tuple[bytes, list[Page]]:
    """A letter as a scan of a level, and the pictures in it."""
    pdf = pypdfium2.PdfDocument(data)
    pages = pictures(pdf, level, seed)
    if level == "mixed":
        scan = as_pdf(pages)
        return joined(((scan, n) if n % 2 else (data, n)) for n in range(len(pages))), pages[1::2]
    if level == "bad-layer":
        return layered(pdf, pages, random.Random(seed)), pages
    return as_pdf(pages), pages


def layered(pdf: Any, pages: list[Page], chance: random.Random) -> bytes:
    """Scans with a poor text below each, line by line where it is printed."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    for page, (picture, across, down) in zip(pdf, pages, strict=True):
        width, height = picture.width * 72 / across, picture.height * 72 / down
        sheet.setPageSize((width, height))
        text = sheet.beginText()
        text.setTextRenderMode(3)
        text.setFont("Times-Roman", 11)
        printed = page.get_textpage()
        for number in range(printed.count_rects()):
            left, bottom, right, top = printed.get_rect(number)
            text.setTextOrigin(left, bottom)
            text.textLine(damaged(printed.get_text_bounded(left, bottom, right, top), chance))
        sheet.drawText(text)
        jpeg = io.BytesIO()
        picture.save(jpeg, "JPEG", quality=85)
        sheet.drawImage(ImageReader(jpeg), 0, 0, width, height)
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def damaged(text: str, chance: random.Random) -> str:
    """A text as an old OCR reads it."""
    alike = {"e": "c", "l": "1", "1": "l", "0": "O", "m": "rn", "h": "b", "a": "o", "d": "cl", "2": "Z", "6": "b"}
    words = []
    for word in text.split():
        places = [place for place, letter in enumerate(word) if letter in alike]
        if places and chance.random() < DAMAGED_WORDS * 1.2:
            place = chance.choice(places)
            word = word[:place] + alike[word[place]] + word[place + 1 :]
        words.append(word)
    return " ".join(words).encode("latin-1", "replace").decode("latin-1")


def long_texts(letter: Determination) -> list[str]:
    """A letter's summary and rationales."""
    texts = [letter.clinical_summary, *(issue.rationale for issue in letter.issues)]
    return [text or "" for text in texts]


def wrong_characters(read: Determination, printed: Determination) -> tuple[int, int]:
    """Of the letters and digits of the long texts, how many are wrong, and how many there are."""
    wrong = total = 0
    texts = long_texts(read)
    for place, text in enumerate(long_texts(printed)):
        want, have = squashed(text), squashed(texts[place] if place < len(texts) else "")
        total += len(want)
        wrong += min(len(want), edits(have, want))
    return wrong, total


def squashed(text: str) -> str:
    """A text's letters and digits."""
    return re.sub(r"[^0-9a-z]", "", text.lower())


def edits(read: str, printed: str) -> int:
    """How many characters differ, part by part between places where the texts agree."""
    from difflib import SequenceMatcher

    wrong = 0
    for kind, a, b, c, d in SequenceMatcher(None, read, printed, autojunk=False).get_opcodes():
        if kind != "equal":
            wrong += distance(read[a:b], printed[c:d], max(b - a, d - c))
    return wrong


def bare(pages: list[Page]) -> float:
    """CPU seconds of Tesseract alone on pictures, as they are."""
    reading: Any = engine()
    tesserocr = reading._tesserocr
    begun = time.process_time()
    with tesserocr.PyTessBaseAPI(path=reading._data, lang="eng", psm=tesserocr.PSM.AUTO) as api:
        for picture, across, _ in pages:
            api.SetImage(picture.convert("L"))
            api.SetSourceResolution(round(across))
            api.GetUTF8Text()
    return time.process_time() - begun


def timed(work: Callable[[], Determination]) -> tuple[Determination, float]:
    """What some work gives, and the CPU seconds that it takes."""
    begun = time.process_time()
    done = work()
    return done, time.process_time() - begun


def run(level: str, letters: list[Path], keep: Path, args: argparse.Namespace) -> None:
    """Scan letters at a level, read them, and print how well and how fast."""
    folder = keep / level
    folder.mkdir(parents=True, exist_ok=True)
    wrong = total = pages = 0
    rates, records, alone = [], [], 0.0
    for seed, path in enumerate(letters):
        data, scans = scanned(path.read_bytes(), level, seed)
        (folder / path.name).write_bytes(data)
        printed = imrcli.parse(path)
        read, seconds = timed(lambda data=data: imrcli.parse(data))  # type: ignore[misc]
        of_bare = seconds if args.untimed else bare(scans)
        pages += len(scans)
        alone += of_bare
        rates.append(seconds / of_bare)
        missed, of = wrong_characters(read, printed)
        wrong, total = wrong + missed, total + of
        record = read.to_dict()
        record["source"]["path"] = path.name
        records.append(json.dumps(record, default=str))
    print(f"== {level}: {len(letters)} letters, {pages} pages read by OCR")
    print(
        f"   {alone / pages:.2f} CPU seconds a page for Tesseract alone; imrcli takes {median(rates):.2f} times that"
        f" (median of the letters); {100 * wrong / max(1, total):.2f}% of {total} characters of long text wrong"
    )
    score(records, letters, args.shared, args.misses)


def score(records: list[str], letters: list[Path], shared: Path, misses: int) -> None:
    """Print what the shared score says, where it is."""
    scorer, gold = shared / "score", shared / "gold"
    if not scorer.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        for path in letters:
            if (gold / f"{path.stem}.json").exists():
                (Path(folder) / f"{path.stem}.json").write_bytes((gold / f"{path.stem}.json").read_bytes())
        told = subprocess.run(
            [sys.executable, str(scorer), "-", "--gold", folder, "--misses", str(misses)],
            input="\n".join(records),
            capture_output=True,
            text=True,
            check=False,
        ).stdout
    for line in told.splitlines():
        if line.startswith(("case.", "reviewer.", "claimant.", "outcome", "issue", "(cit", "letters", "- ")):
            print("  ", line[:400])


def cores(folder: Path) -> None:
    """Print how many times as fast two workers are as one."""
    took = []
    for workers in (1, 2):
        begun = time.monotonic()
        imr = "from imrcli.cli import main; main()"
        command = [sys.executable, "-c", imr, "batch", str(folder), "--workers", str(workers), "-q"]
        subprocess.run([*command, "-o", str(folder / f"{workers}.jsonl"), "--restart"], check=True)
        took.append(time.monotonic() - begun)
    print(f"== two workers are {took[0] / took[1]:.2f} times as fast as one ({took[0]:.1f} s and {took[1]:.1f} s)")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=6)
    parser.add_argument("--levels", default=",".join(LEVELS))
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--misses", type=int, default=40)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--cores", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--untimed", action="store_true", help="do not run Tesseract alone")
    args = parser.parse_args()
    posted = args.shared / "letters"
    folder = args.folder or (posted if posted.exists() else HERE.parent / "samples")
    every = sorted(folder.glob("*.pdf"))
    letters = every[:: max(1, len(every) // args.letters)][: args.letters]
    with tempfile.TemporaryDirectory() as made:
        keep = args.keep or Path(made)
        for level in args.levels.split(","):
            run(level, letters, keep, args)
        if args.cores:
            cores(keep / args.levels.split(",")[0])


if __name__ == "__main__":
    main()
