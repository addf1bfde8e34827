"""Text made to be slow: each kind at growing sizes. The time must grow as the size does.

Usage: python benchmarks/adversarial.py [--size BYTES]

Every text is parsed or refused. Printed are the seconds at a quarter, a half and the whole of the size, and how many
times longer the whole takes than the half: 2 is linear.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import imrcli

SAMPLE = (Path(__file__).parent.parent / "samples" / "issues-2014-3.txt").read_text(encoding="utf-8")
ISSUES = "IMR ISSUES, DECISIONS AND RATIONALES\n"
ITEM = "MRI: Upheld\nClaims Administrator guideline: x\nMAXIMUS guideline: y\nDecision rationale: z.\n"
NOTICE = "INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE\n"
REVIEW = "MEDICAL PROFESSIONAL REVIEW\nISSUE AT DISPUTE:\n"

KINDS = {
    "one heading": ("", "CLINICAL CASE SUMMARY\n"),
    "the issues' heading": ("", ISSUES),
    "Upheld lines": (ISSUES, "MRI of the knee: Upheld\n"),
    "whole items": (ISSUES, ITEM),
    "rationale labels": (ISSUES, "Decision rationale: "),
    "brackets": (ISSUES, "("),
    "brackets behind a letter": (SAMPLE, "()"),
    "one line": ("", "a"),
    "one line behind a letter": (SAMPLE, "a"),
    "spaces": (SAMPLE, " "),
    "line breaks": (SAMPLE, "\n"),
    "form feeds": (SAMPLE, "\f"),
    "digits": ("CM17-0000001 ", "1"),
    "sentences": (SAMPLE, "It is. "),
    "conclusions": (SAMPLE, "medically necessary "),
    "quotation marks": (SAMPLE, '"'),
    "broken words": (SAMPLE, "re-\nquest "),
    "fax headers": (SAMPLE, "FAX 10:32 AM FROM: x PAGE 1 OF 2\n"),
    "footers": (SAMPLE, "Final Determination Letter for IMR Case Number CM13-0012345  3\n"),
    "introductions": (NOTICE, "1) Regarding the request for X:\nRationale for the Decision: x\n"),
    "findings": (
        NOTICE,
        "1) MAXIMUS Federal Services, Inc. has determined the request for X is not medically necessary"
        " and appropriate.\n",
    ),
    "listed items": (REVIEW, "1. MRI\n"),
}


def seconds(text: str) -> tuple[float, str]:
    """How long a text takes, and what came of it."""
    start = time.perf_counter()
    try:
        outcome = f"{len(imrcli.parse(text).issues)} items"
    except imrcli.ImrError as error:
        outcome = error.code
    return time.perf_counter() - start, outcome


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("--size", type=int, default=1_000_000)
    size = arguments.parse_args().size
    print(f"{'text':<26}{'1/4':>8}{'1/2':>8}{'1/1':>8}   growth")
    for name, (head, unit) in KINDS.items():
        took = []
        for part in (size // 4, size // 2, size):
            spent, outcome = seconds(head + unit * (part // len(unit)))
            took.append(spent)
        print(f"{name:<26}" + "".join(f"{s:8.2f}" for s in took) + f"   {took[2] / took[1]:.1f}   {outcome}")


if __name__ == "__main__":
    main()
