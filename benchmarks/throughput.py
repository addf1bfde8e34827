"""Throughput and memory of `imr batch`: letters a second beside bare PDFium, and peak memory up to 100,000 letters.

Usage: python benchmarks/throughput.py [LETTERS] [--number N] [--rounds N] [--growth N ...] [--output ENDING]

LETTERS is a folder of PDFs, by default ../shared/letters, or else the samples; they are repeated (as hard links) to the
number wanted. Bare PDFium and the batch are run in turns. Memory and CPU time are the whole process tree's, sampled;
memory is proportional set size, where the system tells it. Targets: at least 75% of the letters a second that bare
PDFium reads on as many cores, and two workers at least 1.8 times one. Other load on the machine changes both; the share
in CPU time, which it changes less, is printed too.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

import psutil
import pypdfium2

ROOT = Path(__file__).parent.parent
IMR = [sys.executable, "-c", "from imrcli.cli import main; main()"]
CHUNK = 16
LEAST = 0.75
"""The share of bare PDFium's letters a second that a batch is to reach."""


def bare(paths: list[str]) -> None:
    """PDFium's text of letters, nothing more."""
    for path in paths:
        for page in pypdfium2.PdfDocument(path):
            page.get_textpage().get_text_range()


class Cost(NamedTuple):
    """What reading letters costs: seconds that pass, seconds of CPU, and the most bytes that are held."""

    seconds: float
    cpu: float
    memory: int = 0


def bare_cost(paths: list[str], workers: int) -> Cost:
    """What it costs to read with bare PDFium in this many processes."""
    chunks = [paths[at : at + CHUNK] for at in range(0, len(paths), CHUNK)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        pool.map(bare, [paths[:1]] * workers, 1)  # started and loaded
        begun = time.perf_counter()
        pool.map(bare, chunks, 1)
        took = time.perf_counter() - begun
        pool.close()
        pool.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def repeated(letters: list[Path], number: int, folder: Path) -> list[str]:
    """Hard links to the letters, over and over, a thousand to a folder."""
    paths = []
    for at in range(number):
        place = folder / f"{at // 1000:04d}"
        if at % 1000 == 0:
            place.mkdir(parents=True)
        path = place / f"{at:07d}-{letters[at % len(letters)].name}"
        os.link(letters[at % len(letters)], path)
        paths.append(str(path))
    return paths


class Watch:
    """Watches a process and its children: the CPU time that they take, and the most memory that they hold at a time."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._cpu: dict[int, float] = {}
        self.memory = 0

    @property
    def cpu(self) -> float:
        """Seconds of CPU so far, also of processes that have ended."""
        return sum(self._cpu.values())

    def run(self) -> None:
        """Watch until the process ends."""
        looks = 0
        while self._process.poll() is None:
            with contextlib.suppress(psutil.Error):
                top = psutil.Process(self._process.pid)
                members = [top, *top.children(recursive=True)]
                for member in members:
                    with contextlib.suppress(psutil.Error):
                        times = member.cpu_times()
                        self._cpu[member.pid] = times.user + times.system
                if looks % 10 == 0:  # it takes long
                    self.memory = max(self.memory, sum(map(self._held, members)))
            looks += 1
            time.sleep(0.05)

    def _held(self, member: psutil.Process) -> int:
        try:
            held = member.memory_full_info()
        except psutil.Error:
            return 0
        return int(getattr(held, "pss", held.uss))


def batch(folder: Path, output: Path, workers: int) -> Cost:
    """What a batch costs."""
    begun = time.perf_counter()
    process = subprocess.Popen([*IMR, "batch", str(folder), "-o", str(output), "-w", str(workers), "-q"])

    watch = Watch(process)
    thread = threading.Thread(target=watch.run)
    thread.start()
    code = process.wait()
    took = time.perf_counter() - begun
    thread.join()
    if code:
        raise SystemExit(f"the batch ended with {code}")
    return Cost(took, watch.cpu, watch.memory)


def compare(paths: list[str], folder: Path, output: Path, workers: int, rounds: int) -> tuple[float, float]:
    """Print and return the letters a second of bare PDFium and of the batch, with this many workers."""
    costs = [(bare_cost(paths, workers), batch(folder, output, workers)) for _ in range(rounds)]
    bare_rate = statistics.median(len(paths) / plain.seconds for plain, _ in costs)
    rate = statistics.median(len(paths) / whole.seconds for _, whole in costs)
    share = statistics.median(plain.seconds / whole.seconds for plain, whole in costs)
    cpu_share = statistics.median(plain.cpu / whole.cpu for plain, whole in costs)
    held = max(whole.memory for _, whole in costs)
    print(
        f"  {workers} workers: bare PDFium {bare_rate:7.1f} a second, imr batch {rate:7.1f}: {share:.0%},"
        f" in CPU time {cpu_share:.0%}, at least 75%{'' if share >= LEAST else '   MISSED'}; {held / 1e6:.0f} MB"
    )
    return bare_rate, rate


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("letters", nargs="?", type=Path, default=ROOT.parent / "shared" / "letters")
    arguments.add_argument("--number", type=int, default=10_000)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--growth", type=int, nargs="*", default=[1_000, 10_000])
    arguments.add_argument("--output", default=".jsonl")
    asked = arguments.parse_args()
    given = asked.letters if asked.letters.is_dir() else ROOT / "samples"
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "originals").mkdir()
        letters = [Path(shutil.copy(path, place / "originals")) for path in sorted(given.glob("*.pdf"))]
        paths = repeated(letters, asked.number, place / "rate")
        print(f"{len(letters)} letters of {given.name}, repeated to {asked.number:,}; medians of {asked.rounds} rounds")
        output = place / f"out{asked.output}"
        alone, both = (compare(paths, place / "rate", output, workers, asked.rounds) for workers in (1, 2))
        print(
            f"  two workers against one: bare PDFium {both[0] / alone[0]:.2f}, imr batch {both[1] / alone[1]:.2f} times"
        )
        shutil.rmtree(place / "rate")
        for number in asked.growth:
            repeated(letters, number, place / "growth")
            cost = batch(place / "growth", output, 2)
            rate, held = number / cost.seconds, cost.memory / 1e6
            print(f"  {number:7,} letters: {cost.seconds:7.1f} s, {rate:6.1f} a second, peak memory {held:.0f} MB")
            shutil.rmtree(place / "growth")


if __name__ == "__main__":
    main()
