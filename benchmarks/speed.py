"""Speed, side by side, in CPU time: bare PDFium, the whole of `imrcli.parse`, with evidence, with pdfplumber; start-up.

Usage: python benchmarks/speed.py [LETTERS] [--rounds N] [--processes N] [--starts N] [--plumber N]

LETTERS is a folder of PDFs, by default ../shared/letters, or else the samples. What is compared is measured in turns,
so that a machine whose speed changes, changes both sides; each figure is the median of its rounds.

- Warm: every round reads all letters once with each reader, with what imrcli remembers of letters forgotten before.
- First: the first hundred letters of a new process, its modules imported before.
- Start-up: whole processes, for one letter.

Processes find modules and patterns compiled (`imrcli.compiled`), as all but the first on a machine do.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pdfplumber
import pypdfium2

import imrcli

ROOT = Path(__file__).parent.parent
FIRST = 100
"""Letters of a new process."""

MODULES = ("imrcli.reading", "imrcli.extract", "imrcli.ingest.pdfium")
"""What is imported before a process reads its first letter: the start-up has its own figure."""

LEAST_MEMORY = 256
"""Entries that a cache of what letters say has at least; smaller ones hold what is the same for all letters."""

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


def evidence(path: Path) -> None:
    """The whole of imrcli, and where each value was read."""
    imrcli.parse(path, evidence=True)


def plumber(path: Path) -> None:
    """Pdfplumber's text of a letter."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()


READERS: dict[str, Callable[[Path], None]] = {reader.__name__: reader for reader in (bare, parse, evidence, plumber)}


def each(reader: str, letters: list[Path]) -> float:
    """Milliseconds of CPU that a reader takes for a letter, of one reading of all."""
    read = READERS[reader]
    start = time.process_time()
    for letter in letters:
        read(letter)
    return (time.process_time() - start) / len(letters) * 1000


def forget() -> None:
    """Empty what imrcli remembers of letters, as if every letter were new; what it knows of the field stays."""
    for name, module in list(sys.modules.items()):
        if name.startswith("imrcli."):
            for function in list(vars(module).values()):
                parameters = getattr(function, "cache_parameters", None)
                if parameters is not None and (parameters()["maxsize"] or 0) >= LEAST_MEMORY:
                    function.cache_clear()


def warm(letters: list[Path], rounds: int) -> dict[str, float]:
    """Milliseconds a letter by reader, in a process that has read them all before."""
    readers = ("bare", "parse", "evidence")
    times: dict[str, list[float]] = {name: [] for name in (*readers, "again")}
    for reader in readers:
        each(reader, letters)
    for _ in range(rounds):
        for reader in readers:
            forget()
            times[reader].append(each(reader, letters))
        each("parse", letters)
        times["again"].append(each("parse", letters))
    return medians(times)


def first(folder: Path, processes: int) -> dict[str, float]:
    """Milliseconds a letter by reader, of the first letters of new processes."""
    times: dict[str, list[float]] = {"bare": [], "parse": []}
    for _ in range(processes):
        for reader, took in times.items():
            command = [sys.executable, __file__, str(folder), "--first", reader]
            took.append(json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout))
    return medians(times)


def compile_all(folder: Path) -> None:
    """Leave to later processes what the first one compiles, even where it is told to leave nothing."""
    compileall.compile_dir(str(ROOT / "imrcli"), quiet=2)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, __file__, str(folder), "--first", "parse"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=environment)


def start_up(letter: Path, runs: int) -> dict[str, float]:
    """Milliseconds of CPU of whole processes: a bare script, and the command."""
    imr = str(Path(sys.executable).parent / "imr")
    with tempfile.TemporaryDirectory() as place:
        script = Path(place) / "bare.py"
        script.write_text(BARE, encoding="utf-8")
        commands = {
            "script": [sys.executable, str(script), str(letter)],
            "imr parse": [imr, "parse", str(letter)],
            "imr --help": [imr, "--help"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, command in commands.items():
                times[name].append(process(command))
    return medians(times)


def process(command: list[str]) -> float:
    """Milliseconds of CPU that a process takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def medians(times: dict[str, list[float]]) -> dict[str, float]:
    """The median of each kind's times."""
    return {name: statistics.median(took) for name, took in times.items()}


class Row(NamedTuple):
    """A figure, the figure that it is compared with, and how many times that it may be."""

    name: str
    milliseconds: float
    against: float | None = None
    target: float | None = None

    def __str__(self) -> str:
        """The row as it is printed."""
        line = f"  {self.name:<30}{self.milliseconds:8.2f} ms"
        if self.against is None:
            return line
        times = self.milliseconds / self.against
        line += f"{times:8.2f} times"
        if self.target is None:
            return line
        return f"{line}, at most {self.target:g}{'' if times <= self.target else '   MISSED'}"


def rows(letters: list[Path], folder: Path, asked: argparse.Namespace) -> Iterator[str]:
    """What is measured, as it comes."""
    yield f"{len(letters)} letters of {folder.name}, CPU time, medians"
    compile_all(folder)
    took = warm(letters, asked.rounds)
    yield f"warm, a letter, {asked.rounds} rounds"
    yield str(Row("bare PDFium text", took["bare"]))
    yield str(Row("imrcli.parse", took["parse"], took["bare"], 1.3))
    yield str(Row("imrcli.parse, the same again", took["again"], took["bare"]))
    yield str(Row("with evidence, against parse", took["evidence"], took["parse"], 1.25))
    few = letters[:: max(1, len(letters) // asked.plumber)]
    yield str(Row("pdfplumber text, against parse", each("plumber", few), took["parse"]))
    took = first(folder, asked.processes)
    yield f"the first {min(FIRST, len(letters))} letters of a process, {asked.processes} processes"
    yield str(Row("bare PDFium text", took["bare"]))
    yield str(Row("imrcli.parse", took["parse"], took["bare"], 1.4))
    took = start_up(letters[len(letters) // 2], asked.starts)
    yield f"start-up, {asked.starts} processes"
    yield str(Row("script with pypdfium2", took["script"]))
    yield str(Row("imr parse letter.pdf", took["imr parse"], took["script"], 2.0))
    yield str(Row("imr --help", took["imr --help"], took["script"], 2.0))


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("letters", nargs="?", type=Path, default=ROOT.parent / "shared" / "letters")
    arguments.add_argument("--rounds", type=int, default=15)
    arguments.add_argument("--processes", type=int, default=7, help="new processes for each reader's first letters")
    arguments.add_argument("--starts", type=int, default=21, help="processes of each kind for the start-up")
    arguments.add_argument("--plumber", type=int, default=12, help="letters that pdfplumber reads")
    arguments.add_argument("--first", choices=("bare", "parse"), help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    folder = asked.letters if asked.letters.is_dir() else ROOT / "samples"
    letters = sorted(folder.glob("*.pdf"))
    if asked.first:
        for module in MODULES:
            import_module(module)
        print(json.dumps(each(asked.first, letters[:FIRST])))
        return
    for row in rows(letters, folder, asked):
        print(row, flush=True)


if __name__ == "__main__":
    main()
