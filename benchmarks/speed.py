"""Speed, side by side: PDFium's bare text, the whole of `imrcli.parse`, a reading with pdfplumber; and start-up.

Usage: python benchmarks/speed.py [LETTERS] [--rounds N] [--plumber N]

LETTERS is a folder of PDFs, by default ../shared/letters, or else the samples. Every round reads all letters once
with each reader in turn, with imrcli's caches emptied before its turn. Targets: parse at most 1.3 times bare PDFium and at
least 20 times as fast as pdfplumber; the command at most 2 times a bare script that prints a letter's text.
"""

from __future__ import annotations

import argparse
import compileall
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

import imrcli
from imrcli.extract import statements, treatment
from imrcli.vocabulary import lexicon

ROOT = Path(__file__).parent.parent
BARE = """import sys
import pypdfium2
for page in pypdfium2.PdfDocument(sys.argv[1]):
    print(page.get_textpage().get_text_range())
"""


def bare(path: Path) -> None:
    """PDFium's text of a letter, nothing more."""
    for page in pypdfium2.PdfDocument(path):
        page.get_textpage().get_text_range()


def parse(path: Path) -> None:
    """The whole of imrcli."""
    imrcli.parse(path)


def plumber(path: Path) -> None:
    """Pdfplumber's text of a letter."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()


def seconds(run: Callable[[Path], None], letters: list[Path]) -> float:
    """How long one reading of all letters takes."""
    start = time.perf_counter()
    for letter in letters:
        run(letter)
    return time.perf_counter() - start


def forget() -> None:
    """Empty the caches, as if every letter were new."""
    statements._read.cache_clear()
    treatment.forget()
    lexicon.words_of.cache_clear()


def start_up(command: list[str], runs: int) -> float:
    """The median time of a whole process in seconds."""
    took = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("letters", nargs="?", type=Path, default=ROOT.parent / "shared" / "letters")
    arguments.add_argument("--rounds", type=int, default=15)
    arguments.add_argument("--plumber", type=int, default=12, help="letters that pdfplumber reads")
    wanted = arguments.parse_args()
    folder = wanted.letters if wanted.letters.is_dir() else ROOT / "samples"
    letters = sorted(folder.glob("*.pdf"))
    times: dict[str, list[float]] = {"bare": [], "parse": [], "again": []}
    seconds(parse, letters)
    for _ in range(wanted.rounds):
        times["bare"].append(seconds(bare, letters))
        forget()
        times["parse"].append(seconds(parse, letters))
        times["again"].append(seconds(parse, letters))
    each = {name: statistics.median(took) / len(letters) * 1000 for name, took in times.items()}
    few = letters[:: max(1, len(letters) // wanted.plumber)]
    plumbed = seconds(plumber, few) / len(few) * 1000
    print(f"{len(letters)} letters in {folder.name}, {wanted.rounds} rounds, median a letter")
    print(f"  bare PDFium text     {each['bare']:8.2f} ms")
    print(f"  imrcli.parse         {each['parse']:8.2f} ms   {each['parse'] / each['bare']:.2f} times bare PDFium")
    print(f"  the same letters again {each['again']:6.2f} ms   {each['again'] / each['bare']:.2f} times bare PDFium")
    print(
        f"  pdfplumber text      {plumbed:8.2f} ms   {plumbed / each['parse']:.1f} times imrcli.parse ({len(few)} letters)"
    )
    compileall.compile_dir(str(ROOT / "imrcli"), quiet=2)
    with tempfile.TemporaryDirectory() as place:
        script = Path(place) / "bare.py"
        script.write_text(BARE, encoding="utf-8")
        letter = str(letters[len(letters) // 2])
        plain = start_up([sys.executable, str(script), letter], 21)
        command = start_up([str(Path(sys.executable).parent / "imr"), "parse", letter], 21)
    print("start-up, median of 21 processes")
    print(f"  script with pypdfium2{plain * 1000:8.1f} ms")
    print(f"  imr parse            {command * 1000:8.1f} ms   {command / plain:.2f} times the script")


if __name__ == "__main__":
    main()
