"""Evidence on real letters: that every value has it, that the text in its boxes is the value, and what it costs.

Usage: python benchmarks/evidence.py [LETTERS] [--rounds N]

LETTERS is a folder of PDFs, by default ../shared/letters, or else the samples. Exit code 1 if a value has no evidence
or the text in its boxes is not the value (for a date and the like: its printed form).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

import imrcli

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))


def milliseconds(letters: list[Path], rounds: int, *, evidence: bool) -> float:
    """The median CPU time of a letter."""
    took = []
    for _ in range(rounds):
        begun = time.process_time()
        for path in letters:
            imrcli.parse(path, evidence=evidence)
        took.append((time.process_time() - begun) / len(letters) * 1000)
    return statistics.median(took)


def main() -> int:
    """Compare and measure; 1 if a value's evidence is missing or wrong."""
    from test_evidence import boxed, values, wrong

    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("letters", nargs="?", type=Path, default=ROOT.parent / "shared" / "letters")
    arguments.add_argument("--rounds", type=int, default=9)
    wanted = arguments.parse_args()
    folder = wanted.letters if wanted.letters.is_dir() else ROOT / "samples"
    letters = sorted(folder.glob("*.pdf"))
    total = boxes = 0
    bad = []
    for path in letters:
        determination = imrcli.parse(path, evidence=True)
        plain = determination.to_dict()
        boxes += sum(map(len, plain.pop("evidence").values()))
        total += sum(1 for _ in values(plain))
        bad += [(path.name, *miss) for miss in wrong(determination, boxed(path))]
    right = total - len(bad)
    print(f"{len(letters)} letters, {total} values, {right} with evidence whose boxes hold the value; {boxes} boxes")
    for miss in bad[:20]:
        print("  !", *miss)
    milliseconds(letters, 1, evidence=True)
    without = milliseconds(letters, wanted.rounds, evidence=False)
    with_it = milliseconds(letters, wanted.rounds, evidence=True)
    print(f"a letter: {without:.2f} ms of CPU without, {with_it:.2f} with evidence ({with_it / without:.2f} times)")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
