"""Runs every check over a folder of letters, and prints each doubt with its quotes, and how many of each kind.

Usage: python benchmarks/checks.py FOLDER [--code CODE] [--counts]
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

from imrcli.check import Doubt, checks
from imrcli.ingest import ingest
from imrcli.reading import Reading


def main() -> None:
    """Read the folder's letters and print."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--code", action="append", default=[])
    arguments.add_argument("--counts", action="store_true")
    options = arguments.parse_args()
    counts: Counter[str] = Counter()
    letters = questioned = 0
    spent = 0.0
    for path in sorted(options.folder.iterdir()):
        if path.suffix.lower() not in (".pdf", ".txt"):
            continue
        reading = Reading(ingest(str(path)))
        letter = reading.letter
        start = time.process_time()
        doubts = reading.doubts()
        spent += time.process_time() - start
        letters += 1
        chosen = [f for f in doubts if not options.code or f.code in options.code]
        questioned += bool(chosen)
        counts.update(doubt.code for doubt in chosen)
        if chosen and not options.counts:
            print(f"\n{path.name}")
            for doubt in chosen:
                _show(doubt, letter.text)
    print()
    for check in checks():
        if counts[check.code]:
            print(f"{counts[check.code]:5}  {check.severity:7} {check.code}")
    print(
        f"{sum(counts.values())} findings on {questioned} of {letters} letters;"
        f" {1000 * spent / max(1, letters):.1f} ms a letter"
    )


def _show(doubt: Doubt, text: str) -> None:
    print(f"  [{doubt.severity}] {doubt.code}: {doubt.message}")
    for side in doubt.exhibits[:4]:
        said = " ".join(text[side.start : side.end].split())
        print(f"      {side.label} {side.pointer or ''}: {said[:110]!r}")


if __name__ == "__main__":
    main()
