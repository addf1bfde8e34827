"""Damaged letters: each copy must be read the same, refused, or read with a warning; not wrong in silence.

Usage: python benchmarks/mutations.py [LETTERS...] [--count N] [--seed N] [--kind KIND] [--reader READER] [--only INDEX]

LETTERS are PDFs or folders of them, by default ../shared/letters where that is, and the samples. Copies are damaged in
memory, by kinds in turn, and parsed in child processes, so that a crash or a hang ends none but its own copy. A copy is
made again by its seed and number: `--only` shows one. Exit code 1: a copy crashed or hung, or of the copies that read
differently more than 3 in 1,000 had no new warning (a digit that is as good as another cannot be found wrong).
"""

from __future__ import annotations

import argparse
import faulthandler
import multiprocessing
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, NamedTuple

from damage import KINDS

import imrcli
from imrcli.ingest import ReaderChoice

ROOT = Path(__file__).parent.parent


# --- one copy -----------------------------------------------------------------------------------


class Result(NamedTuple):
    """What came of a copy: `what` is a column of the table, `detail` for people."""

    copy: int
    kind: str
    letter: str
    what: str
    detail: str = ""
    seconds: float = 0.0


class Job(NamedTuple):
    """What a child process needs to make any copy."""

    letters: list[Path]
    seed: int
    kinds: list[str]
    reader: ReaderChoice
    seconds: float


def chosen(job: Job, copy: int) -> tuple[Path, str, random.Random]:
    """The letter, the kind and the dice of a copy."""
    dice = random.Random(f"{job.seed}:{copy}")
    return dice.choice(job.letters), job.kinds[copy % len(job.kinds)], dice


Reading = tuple[dict[str, Any], Counter[Any]]
"""The values of a letter, and its warnings."""


def reading(data: bytes, reader: ReaderChoice) -> Reading:
    """What is said of a letter."""
    values = imrcli.parse(data, reader=reader).to_dict()
    del values["source"]
    return values, Counter((w["code"], w["issue"]) for w in values.pop("warnings"))


def differences(old: Any, new: Any, path: str = "") -> Iterator[str]:
    """The fields that differ, each as `path: old -> new`."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in old:
            yield from differences(old[name], new[name], f"{path}.{name}".lstrip("."))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for place, (left, right) in enumerate(zip(old, new, strict=True)):
            yield from differences(left, right, f"{path}[{place}]")
    elif isinstance(old, str) and isinstance(new, str) and old != new:
        at = next((n for n, (x, y) in enumerate(zip(old, new, strict=False)) if x != y), min(len(old), len(new)))
        start = max(0, at - 15)
        yield f"{path} at {at}: {old[start : at + 25]!r} -> {new[start : at + 25]!r}"
    elif old != new:
        yield f"{path}: {str(old)[:60]} -> {str(new)[:60]}"


def result(job: Job, copy: int, whole: dict[Path, tuple[bytes, Reading]]) -> Result:
    """Make a copy, parse it, compare."""
    letter, kind, dice = chosen(job, copy)
    data, (values, warnings) = whole[letter]
    damaged = KINDS[kind](data, dice, [other for other, _ in whole.values()])
    try:
        now, warned = reading(damaged, job.reader)
    except imrcli.ImrError as error:
        return Result(copy, kind, letter.name, "refused", error.code)
    except Exception as error:
        return Result(copy, kind, letter.name, "crash", repr(error))
    new = " ".join(sorted({code for code, _ in warned - warnings}))
    if now == values:
        return Result(copy, kind, letter.name, "same, warned" if new else "same", new)
    fields = "; ".join(list(differences(values, now))[:3])
    return Result(copy, kind, letter.name, "warned" if new else "SILENT", f"{new}  {fields}".strip())


# --- child processes ----------------------------------------------------------------------------


def work(channel: Connection, job: Job) -> None:
    """A child's life: numbers of copies come in, their results go out."""
    whole = {}
    for path in job.letters:
        data = path.read_bytes()
        whole[path] = data, reading(data, job.reader)
    channel.send(None)
    while (copy := channel.recv()) is not None:
        faulthandler.dump_traceback_later(job.seconds * 0.9)  # where it hangs, on standard error
        start = time.perf_counter()
        outcome = result(job, copy, whole)
        channel.send(outcome._replace(seconds=time.perf_counter() - start))
        faulthandler.cancel_dump_traceback_later()


class Child:
    """A process that parses copies, and what it is at."""

    def __init__(self, job: Job) -> None:
        context = multiprocessing.get_context("spawn")
        self.channel, other = context.Pipe()
        self.process = context.Process(target=work, args=(other, job), daemon=True)
        self.process.start()
        other.close()
        self.copy: int | None = None
        self.since = time.monotonic() + 120  # reading the whole letters

    def end(self) -> None:
        """Stop it, whatever it does."""
        self.process.kill()
        self.process.join()
        self.channel.close()


def results(job: Job, copies: Iterator[int], children: int) -> Iterator[Result]:
    """The result of every copy, as they come."""
    pool = [Child(job) for _ in range(children)]
    while pool:
        ready = wait([child.channel for child in pool], timeout=1.0)
        for place, child in reversed(list(enumerate(pool))):
            lost = None
            if child.channel in ready:
                try:
                    received = child.channel.recv()
                except (EOFError, OSError):
                    child.process.join()
                    lost = ("crash", f"exit code {child.process.exitcode}")
                else:
                    if received is not None:
                        yield received
                    child.copy, child.since = next(copies, None), time.monotonic()
                    child.channel.send(child.copy)
                    if child.copy is None:
                        child.process.join()
                        del pool[place]
            elif time.monotonic() - child.since > job.seconds:
                lost = ("hang", f"more than {job.seconds:.0f} s")
            if lost:
                child.end()
                if child.copy is None:
                    raise RuntimeError("a whole letter could not be read")
                letter, kind, _ = chosen(job, child.copy)
                yield Result(child.copy, kind, letter.name, *lost, job.seconds)
                pool[place] = Child(job)


# --- the table ----------------------------------------------------------------------------------

COLUMNS = ("same", "same, warned", "refused", "warned", "SILENT", "crash", "hang")
BAD = ("SILENT", "crash", "hang")
SILENT_AT_MOST = 0.003
"""Of the copies that read differently."""


def acceptable(outcomes: list[Result]) -> bool:
    """Whether no copy crashed or hung, and few enough were wrong in silence."""
    counts = Counter(outcome.what for outcome in outcomes)
    allowed = SILENT_AT_MOST * (counts["warned"] + counts["SILENT"])
    return not counts["crash"] and not counts["hang"] and counts["SILENT"] <= allowed


def report(outcomes: list[Result], seed: int) -> None:
    """A row a kind, the codes, and every bad copy."""
    print(f"{'kind':<14}{'copies':>7}" + "".join(f"{name:>14}" for name in COLUMNS))
    for kind in [*KINDS, "all"]:
        counts = Counter(outcome.what for outcome in outcomes if kind in (outcome.kind, "all"))
        if counts:
            print(f"{kind:<14}{counts.total():>7}" + "".join(f"{counts[c]:>14}" for c in COLUMNS))
    refused = Counter(outcome.detail for outcome in outcomes if outcome.what == "refused")
    print("refused: " + ", ".join(f"{code} {count}" for code, count in refused.most_common()))
    warned = [outcome.detail.split("  ")[0] for outcome in outcomes if outcome.what == "warned"]
    codes = Counter(code for listed in warned for code in listed.split())
    print("warned:  " + ", ".join(f"{code} {count}" for code, count in codes.most_common()))
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    print(f"slowest: {slowest.seconds:.1f} s, --seed {seed} --only {slowest.copy}")
    for bad in sorted(outcome for outcome in outcomes if outcome.what in BAD):
        print(f"{bad.what}: --seed {seed} --only {bad.copy}: {bad.letter}, {bad.kind}: {bad.detail}")


def pdfs(named: list[Path]) -> list[Path]:
    """The PDFs that were named, or else the real letters and the samples."""
    folders = named or [ROOT.parent / "shared" / "letters", ROOT / "samples"]
    return [path for place in folders for path in (sorted(place.glob("*.pdf")) if place.is_dir() else [place])]


def main() -> int:
    """Damage, parse, print; 1 if a copy crashed or hung, or too many were wrong in silence."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("letters", nargs="*", type=Path)
    arguments.add_argument("--count", type=int, default=2000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--kind", choices=list(KINDS), action="append")
    arguments.add_argument("--reader", choices=["auto", "pdfium", "pdfplumber"], default="auto")
    arguments.add_argument("--only", type=int, help="one copy by its number")
    arguments.add_argument("--seconds", type=float, default=20.0, help="more is a hang")
    arguments.add_argument("--children", type=int, default=2)
    wanted = arguments.parse_args()
    letters = [path for path in pdfs(wanted.letters) if path.is_file()]
    if not letters:
        print("no letters here; nothing to damage")
        return 0
    job = Job(letters, wanted.seed, wanted.kind or list(KINDS), wanted.reader, wanted.seconds)
    copies = range(wanted.count) if wanted.only is None else [wanted.only]
    outcomes = list(results(job, iter(copies), wanted.children if len(copies) > 1 else 1))
    report(outcomes, wanted.seed)
    return 0 if acceptable(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
