"""Packets: files that hold several letters amid other papers, made from real letters and samples, read and compared.

Usage: python benchmarks/packets.py [LETTERS] [--count N] [--seed N] [--scanned SHARE | --text] ...

LETTERS is a folder of PDFs, by default ../shared/letters, beside the samples. Every packet has 2 to 12 letters, other
papers between them (an application, a denial, records, proofs of service, fax covers), some pages printed twice, some
exchanged with the next; `--scanned` makes light scans of a share of the letters, to be read as the scan alone is.
`--text` makes texts without page breaks, as letters are pasted below one another.
Exit code 1 if a determination is not the letter's own, a page range is wrong, or what is no letter is read as one.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import textwrap
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
from reportlab.lib.pagesizes import letter as LETTER
from reportlab.pdfgen import canvas
from scans import scanned

import imrcli
from imrcli.ingest import ingest

ROOT = Path(__file__).parent.parent

PAPERS = {
    "application": """State of California
        Division of Workers' Compensation
        APPLICATION FOR INDEPENDENT MEDICAL REVIEW
        Employee Name: Jo Doe    Date of Injury: 03/04/2012
        Claims Administrator: Any Insurance
        List each specific requested medical service: MRI of the lumbar spine; Norco 10/325mg #60
        Case Number: {number}
        I request an independent medical review of the above treatment. I declare that I am the employee.""",
    "denial": """ANY INSURANCE UTILIZATION REVIEW
        NOTICE OF ADVERSE DETERMINATION
        Date: 10/02/2016
        The request for MRI of the lumbar spine was received on 09/28/2016.
        Determination: Non-certified. The request for MRI of the lumbar spine is not medically necessary.
        MTUS, Low Back Complaints, recommends imaging where red flags are found. None is documented here.
        You may ask for an Independent Medical Review within 30 days.""",
    "record": """PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)
        Patient: Jo Doe    DOB: 01/02/1970    Claim: 12345
        Subjective: The patient complains of low back pain, 6/10.
        Objective: Tenderness of the paraspinal muscles. Straight leg raise is negative.
        Plan: continue medication; MRI of the lumbar spine is medically necessary.""",
    "service": """PROOF OF SERVICE
        I am employed in the County of Sacramento. I am over the age of 18 and not a party to the within action.
        On 01/05/2017 I served the attached Independent Medical Review Final Determination on the parties.
        I declare under penalty of perjury that the foregoing is true and correct.""",
    "fax": """FAX COVER SHEET
        To: Any Insurance    From: Law Offices    Pages: 12
        Re: Jo Doe, IMR {number}
        Attached please find the determination of the independent medical review.""",
}


def paper(kind: str, number: str) -> pikepdf.Pdf:
    """One page of another paper."""
    data = io.BytesIO()
    page = canvas.Canvas(data, pagesize=LETTER)
    at = 730
    for line in PAPERS[kind].format(number=number).splitlines():
        for part in textwrap.wrap(line.strip(), 90):
            page.drawString(72, at, part)
            at -= 16
    page.showPage()
    page.save()
    data.seek(0)
    return pikepdf.open(data)


class Expected(NamedTuple):
    """A letter of a packet: its file's name, its bytes as they are in the packet, and its pages there, in order."""

    name: str
    data: bytes
    pages: list[int]


def packet(letters: list[Path], chance: random.Random, share: float = 0.0) -> tuple[bytes, list[Expected]]:
    """A packet of letters, of which a share is scanned, and what is expected of it."""
    made = pikepdf.new()
    expected: list[Expected] = []
    for path in letters:
        own = path.read_bytes()
        if share and chance.random() < share:
            own = scanned(own, "light", chance.randrange(1_000))[0]
        for _ in range(chance.choice((0, 0, 1, 1, 2))):
            made.pages.extend(paper(chance.choice(list(PAPERS)), path.stem).pages)
        with pikepdf.open(io.BytesIO(own)) as pdf:
            order = list(range(len(pdf.pages)))
            if len(order) > 2 and chance.random() < 0.25:
                at = chance.randrange(1, len(order) - 1)
                order[at], order[at + 1] = order[at + 1], order[at]
            pages = {}
            for index in order:
                made.pages.append(pdf.pages[index])
                pages[index] = len(made.pages)
                if chance.random() < 0.1:
                    made.pages.append(pdf.pages[index])
            expected.append(Expected(path.name, own, [pages[index] for index in sorted(order)]))
    for _ in range(chance.choice((0, 1, 2))):
        made.pages.extend(paper(chance.choice(list(PAPERS)), letters[-1].stem).pages)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue(), expected


def text_packet(letters: list[Path], chance: random.Random) -> tuple[bytes, list[Expected]]:
    """A text of letters and other papers without page breaks, and what is expected of it."""
    parts: list[str] = []
    expected: list[Expected] = []
    for path in letters:
        for _ in range(chance.choice((0, 0, 1, 1, 2))):
            kind = PAPERS[chance.choice(list(PAPERS))].format(number=path.stem)
            parts.append("\n".join(line.strip() for line in kind.splitlines()))
        own = ingest(path.read_bytes()).text.replace("\f", "\n").strip()
        parts.append(own)
        expected.append(Expected(path.name, own.encode(), []))
    return chance.choice(("\n", "\n\n", "\n\n\n")).join(parts).encode(), expected


def said(determination: imrcli.model.Determination) -> dict[str, Any]:
    """A determination without what tells of its source, its pages' order, and the pages that warnings name."""
    plain = determination.to_dict()
    plain.pop("source")
    plain["warnings"] = [
        {**w, "message": re.sub(r"^page \d+", "page", w["message"])}
        for w in plain["warnings"]
        if w["code"] not in ("page-doubled", "pages-reordered")
    ]
    return plain


def misses(data: bytes, expected: list[Expected]) -> list[str]:
    """What of a packet was read otherwise than its letters are."""
    try:
        read = imrcli.parse_all(data)
    except imrcli.ImrError as error:
        return [f"not read: {error}"]
    found: list[str] = []
    if len(read) != len(expected):
        numbers = [determination.case.number for determination in read]
        found.append(f"{len(read)} letters for {len(expected)}: {numbers}, not {[letter.name for letter in expected]}")
        return found
    for determination, (name, own, pages) in zip(read, expected, strict=True):
        mine, theirs = said(determination), said(imrcli.parse(own))
        if mine != theirs:
            found.append(f"{name} is told otherwise: {[k for k in mine if mine[k] != theirs[k]]}")
        if determination.source.page_range != ([min(pages), max(pages)] if pages else None):
            found.append(f"{name} stands on {determination.source.page_range}, not on {pages}")
    return found


def main() -> int:
    """Make the packets and read them; 1 if any is read otherwise than its letters."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("letters", nargs="?", type=Path, default=ROOT.parent / "shared" / "letters")
    arguments.add_argument("--count", type=int, default=40)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--scanned", type=float, default=0.0, help="share of the letters that are scans")
    arguments.add_argument("--text", action="store_true", help="texts without page breaks")
    arguments.add_argument("--keep", type=Path)
    options = arguments.parse_args()
    folders = [folder for folder in (options.letters, ROOT / "samples") if folder.is_dir()]
    letters = [path for folder in folders for path in sorted(folder.glob("*.pdf"))]
    chance = random.Random(options.seed)
    bad = total = 0
    for number in range(options.count):
        chosen = chance.sample(letters, chance.randint(2, 12))
        data, expected = text_packet(chosen, chance) if options.text else packet(chosen, chance, options.scanned)
        if options.keep:
            (options.keep / f"packet-{number}.{'txt' if options.text else 'pdf'}").write_bytes(data)
        total += len(expected)
        wrong = misses(data, expected)
        bad += bool(wrong)
        for miss in wrong:
            print(f"  ! packet {number}: {miss}")
    print(f"{options.count} packets of {total} letters: {options.count - bad} read as their letters are")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
