"""Throughput and memory of `imr batch`: letters a second beside bare PDFium, and peak memory up to 100,000 letters.

Usage: python benchmarks/throughput.py [LETTERS] [--letters N] [--growth N ...] [--output ENDING]

LETTERS is a folder of PDFs, by default ../shared/letters, or else the samples; they are repeated (as hard links) to the
number wanted. Memory is the whole process tree's: proportional set size, where the system tells it, sampled twice a
second. Targets: two workers at least 1.8 times one, and at least 70% of what bare PDFium reaches on as many cores.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
import pypdfium2

ROOT = Path(__file__).parent.parent
IMR = [sys.executable, "-c", "from imrcli.cli import main; main()"]
CHUNK = 16


def bare(paths: list[str]) -> None:
    """PDFium's text of letters, nothing more."""
    for path in paths:
        for page in pypdfium2.PdfDocument(path):
            page.get_textpage().get_text_range()


def bare_rate(paths: list[str], workers: int) -> float:
    """Letters a second that bare PDFium reads in this many processes."""
    chunks = [paths[at : at + CHUNK] for at in range(0, len(paths), CHUNK)]
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        pool.map(bare, [paths[:1]] * workers, 1)  # started and loaded
        begun = time.perf_counter()
        pool.map(bare, chunks, 1)
        return len(paths) / (time.perf_counter() - begun)


def repeated(letters: list[Path], number: int, folder: Path) -> list[str]:
    """Hard links to the letters, over and over, a thousand to a folder."""
    made = []
    for at in range(number):
        place = folder / f"{at // 1000:04d}"
        if at % 1000 == 0:
            place.mkdir(parents=True)
        path = place / f"{at:07d}-{letters[at % len(letters)].name}"
        os.link(letters[at % len(letters)], path)
        made.append(str(path))
    return made


def memory(process: psutil.Process) -> int:
    """Bytes that a process and its children hold."""
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            told = one.memory_full_info()
            total += getattr(told, "pss", told.uss)
        except psutil.Error:
            continue
    return total


def batch(folder: Path, output: Path, workers: int) -> tuple[float, int]:
    """Seconds that a batch takes, and the most bytes that its processes held."""
    most = [0]
    begun = time.perf_counter()
    process = subprocess.Popen([*IMR, "batch", str(folder), "-o", str(output), "-w", str(workers), "-q"])

    def watch() -> None:
        while process.poll() is None:
            try:
                most[0] = max(most[0], memory(psutil.Process(process.pid)))
            except psutil.Error:
                return
            time.sleep(0.5)

    thread = threading.Thread(target=watch)
    thread.start()
    code = process.wait()
    took = time.perf_counter() - begun
    thread.join()
    if code:
        raise SystemExit(f"the batch ended with {code}")
    return took, most[0]


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("letters", nargs="?", type=Path, default=ROOT.parent / "shared" / "letters")
    arguments.add_argument("--number", type=int, default=10_000)
    arguments.add_argument("--growth", type=int, nargs="*", default=[1_000, 10_000])
    arguments.add_argument("--output", default=".jsonl")
    wanted = arguments.parse_args()
    given = wanted.letters if wanted.letters.is_dir() else ROOT / "samples"
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        originals = place / "originals"
        originals.mkdir()
        letters = [Path(shutil.copy(path, originals)) for path in sorted(given.glob("*.pdf"))]
        paths = repeated(letters, wanted.number, place / "rate")
        print(f"{len(letters)} letters of {given.name}, repeated to {wanted.number:,}; letters a second")
        rates: dict[int, tuple[float, float]] = {}
        for workers in (1, 2):
            plain = bare_rate(paths, workers)
            took, held = batch(place / "rate", place / f"out{wanted.output}", workers)
            rate = wanted.number / took
            rates[workers] = plain, rate
            print(
                f"  {workers} workers: bare PDFium {plain:7.1f}, imr batch {rate:7.1f} ({rate / plain:.0%}), {held / 1e6:.0f} MB"
            )
        print(
            f"  two workers against one: bare PDFium {rates[2][0] / rates[1][0]:.2f}, imr batch {rates[2][1] / rates[1][1]:.2f} times"
        )
        shutil.rmtree(place / "rate")
        for number in wanted.growth:
            repeated(letters, number, place / "growth")
            took, held = batch(place / "growth", place / f"out{wanted.output}", 2)
            print(
                f"  {number:7,} letters: {took:7.1f} s, {number / took:6.1f} a second, peak memory {held / 1e6:.0f} MB"
            )
            shutil.rmtree(place / "growth")


if __name__ == "__main__":
    main()
