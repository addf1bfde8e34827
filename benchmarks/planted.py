"""Plants one error after the other in sound places of letters, and counts how many the checks find.

Usage: python benchmarks/planted.py FOLDER [--kind KIND] [--misses N]

Each kind of error changes a letter's text in one way wherever the letter has the place for it: another side in the
verdict, another chapter cited, a study said to be missing that the summary tells. An error counts as found where a
check of the kind raises a doubt that the letter as it is does not raise.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from imrcli.check.subject import Subject
from imrcli.ingest import from_text, ingest
from imrcli.reading import Reading
from imrcli.text import Span
from imrcli.vocabulary.body_parts import named_parts

Plant = Callable[[Reading, Subject], Iterator[str]]

_VERDICT = re.compile(r"[^.]*\b(?:not\s+)?medically\s+necessary\b[^.]*\.", re.IGNORECASE)
_SIDE = re.compile(r"\b(?:left|right)\b", re.IGNORECASE)
_SESSIONS = re.compile(
    r"\b(\d{1,2}|two|three|four|six|eight|twelve)(?=\s+(?:\w+\s+){0,3}(?:sessions|visits)\b)", re.IGNORECASE
)
_STRENGTH = re.compile(r"\b(\d{1,4})(?=\s?mg\b)")
_PARTS = {
    "cervical": "lumbar",
    "lumbar": "cervical",
    "knee": "shoulder",
    "shoulder": "knee",
    "neck": "knee",
    "hip": "elbow",
}
_TREATMENTS = {
    "MRI": "acupuncture",
    "physical therapy": "acupuncture",
    "Physical therapy": "Acupuncture",
    "chiropractic": "acupuncture",
    "CT": "EMG",
    "x-ray": "MRI",
    "X-ray": "MRI",
    "cyclobenzaprine": "gabapentin",
    "naproxen": "tramadol",
    "injection": "fusion",
}
_CHAPTERS = {
    "Low Back Complaints": "Elbow Complaints",
    "Neck and Upper Back Complaints": "Knee Complaints",
    "Shoulder Complaints": "Ankle and Foot Complaints",
    "Knee Complaints": "Neck and Upper Back Complaints",
}
_DENIALS = (
    (r"treatment\w*[^.]{0,60}includ\w+[^.]{0,80}physical therapy", "There is no documentation of physical therapy."),
    (r"rated[^.]{0,30}out of 10", "There is no pain score."),
    (r"request for authorization[^.]{0,30}dated", "There is no request for authorization."),
    (r"x-rays? of the[^.]{0,60}(?:showed|revealed)", "There are no x-rays on file."),
    (r"medications includ", "Medications are not documented."),
)


def _replaced(text: str, span: Span, words: str) -> str:
    return text[: span[0]] + words + text[span[1] :]


def _verdicts(reading: Reading, subject: Subject) -> Iterator[tuple[int, Span]]:
    """The last verdict of each item that has a rationale of its own."""
    for place, span in subject.rationales():
        verdicts = list(_VERDICT.finditer(reading.letter.text, *span))
        if verdicts and subject.has_own_rationale(place):
            yield place, verdicts[-1].span()


def _in_verdicts(
    reading: Reading, subject: Subject, words: re.Pattern[str], other: Callable[[str], str]
) -> Iterator[str]:
    """The letter with other words in an item's verdict, where the verdict has some of these."""
    for _, span in _verdicts(reading, subject):
        if match := words.search(reading.letter.text, *span):
            yield _replaced(reading.letter.text, match.span(), other(match.group()))


def _other_side(reading: Reading, subject: Subject) -> Iterator[str]:
    yield from _in_verdicts(reading, subject, _SIDE, lambda side: "left" if side.lower() == "right" else "right")


def _other_part(reading: Reading, subject: Subject) -> Iterator[str]:
    words = re.compile(rf"\b(?:{'|'.join(_PARTS)})\b")
    yield from _in_verdicts(reading, subject, words, _PARTS.__getitem__)


def _other_treatment(reading: Reading, subject: Subject) -> Iterator[str]:
    words = re.compile(rf"\b(?:{'|'.join(_TREATMENTS)})\b")
    yield from _in_verdicts(reading, subject, words, _TREATMENTS.__getitem__)


def _other_number(reading: Reading, subject: Subject) -> Iterator[str]:
    yield from _in_verdicts(reading, subject, _SESSIONS, lambda _: "31")


def _other_strength(reading: Reading, subject: Subject) -> Iterator[str]:
    for place in range(len(subject.issues)):
        header = subject.header(place)
        if header and (match := _STRENGTH.search(reading.letter.text, *header)):
            yield _replaced(reading.letter.text, match.span(), match.group() + "7")


def _other_chapter(reading: Reading, subject: Subject) -> Iterator[str]:
    titles = re.compile("|".join(title.replace(" ", r"\s+") for title in _CHAPTERS))
    for place in range(len(subject.issues)):
        span = subject.part(place, "reviewer")
        named = named_parts(subject.issues[place].request or "")
        if span and named and (match := titles.search(reading.letter.text, *span)):
            yield _replaced(reading.letter.text, match.span(), _CHAPTERS[" ".join(match.group().split())])


def _other_edition(reading: Reading, subject: Subject) -> Iterator[str]:
    for place in range(len(subject.issues)):
        span = subject.part(place, "reviewer")
        if span and (
            match := re.compile(r"Chronic\s+Pain\s+Medical\s+Treatment\s+2016").search(reading.letter.text, *span)
        ):
            yield _replaced(reading.letter.text, match.span(), "Chronic Pain Medical Treatment 2009")


def _other_outcome(reading: Reading, subject: Subject) -> Iterator[str]:
    for item in subject.items:
        if item.decision:
            words = reading.letter.text[slice(*item.decision)]
            other = words.replace("Upheld", "Xx").replace("Overturned", "Upheld").replace("Xx", "Overturned")
            if other != words:
                yield _replaced(reading.letter.text, item.decision, other)


def _other_day(field: str) -> Plant:
    """Another day for a date of the case table, wherever the summary prints it."""

    def plant(reading: Reading, subject: Subject) -> Iterator[str]:
        day = getattr(subject.determination.case, field)
        for dated in subject.dates(subject.summary):
            if dated.day == day:
                other = day + timedelta(days=5)
                yield _replaced(reading.letter.text, dated.span, f"{other.month}/{other.day}/{other.year}")
                return

    return plant


def _far_year(reading: Reading, subject: Subject) -> Iterator[str]:
    for dated in subject.dates(subject.summary):
        yield _replaced(
            reading.letter.text, dated.span, f"{dated.day.month}/{dated.day.day}/3{dated.day.year % 1000:03}"
        )
        return


def _in_summary(sentence: str) -> Plant:
    """A sentence more at the end of the summary."""

    def plant(reading: Reading, subject: Subject) -> Iterator[str]:
        if subject.summary:
            yield _replaced(reading.letter.text, (subject.summary[1],) * 2, f" {sentence}\n")

    return plant


def _in_rationale(sentence: str, outcome: str | None = None) -> Plant:
    """A sentence more before the verdict of an item, of those that were decided so."""

    def plant(reading: Reading, subject: Subject) -> Iterator[str]:
        for place, span in _verdicts(reading, subject):
            if outcome in (None, subject.issues[place].outcome) and not subject.issues[place].authorized:
                yield _replaced(reading.letter.text, (span[0], span[0]), f" {sentence}")

    return plant


def _denied(reading: Reading, subject: Subject) -> Iterator[str]:
    """What the summary tells is said to be missing."""
    for affirmed, denial in _DENIALS:
        summary = subject.determination.clinical_summary or ""
        if re.search(affirmed, summary, re.IGNORECASE):
            yield from list(_in_rationale(denial)(reading, subject))[:1]


KINDS: dict[str, tuple[Plant, str]] = {
    "other side in the verdict": (_other_side, "rationale-other-side verdict-wider-or-narrower"),
    "other part in the verdict": (_other_part, "rationale-other-body-part"),
    "other treatment in the verdict": (_other_treatment, "rationale-other-treatment rationale-other-body-part"),
    "other number in the verdict": (_other_number, "rationale-other-quantity"),
    "other strength in the item": (_other_strength, "strength-not-made request-strength-differs"),
    "other chapter cited": (_other_chapter, "guideline-other-body-part"),
    "other edition cited": (_other_edition, "guideline-superseded"),
    "other outcome": (_other_outcome, "outcome-contradicts-rationale"),
    "other day of the review": (_other_day("ur_denial_date"), "ur-date-differs"),
    "other day of the injury": (_other_day("date_of_injury"), "injury-date-differs"),
    "impossible year": (_far_year, "date-impossible"),
    "birth after the injury": (_in_summary("He was born on 04/17/2016."), "date-impossible"),
    "other age": (_in_rationale("The patient is a 97 year old man."), "age-differs"),
    "told, said to be missing": (_denied, "said-absent-but-told"),
    "longer than the injury": (
        _in_rationale("The patient has had pain for over nine years."),
        "duration-exceeds-injury",
    ),
    "reasons for the other outcome": (
        _in_rationale("The patient meets the guideline criteria.", "upheld"),
        "reasons-for-other-outcome",
    ),
}
"""Each kind of error: how it is planted, and the codes of which any finds it."""


def main() -> None:
    """Plant in the folder's letters and print how many are found, by kind."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--kind", action="append", default=[])
    arguments.add_argument("--misses", type=int, default=0)
    options = arguments.parse_args()
    counts = dict.fromkeys(KINDS, (0, 0))
    misses: list[str] = []
    for path in sorted(options.folder.iterdir()):
        if path.suffix.lower() not in (".pdf", ".txt"):
            continue
        reading = Reading(from_text(Reading(ingest(str(path))).letter.plain))
        subject = Subject(reading.determination, reading.letter, {})
        known = {(doubt.code, doubt.message) for doubt in reading.doubts()}
        for kind, (plant, codes) in KINDS.items():
            for text in plant(reading, subject) if not options.kind or kind in options.kind else ():
                raised = {(doubt.code, doubt.message) for doubt in Reading(from_text(text)).doubts()} - known
                is_found = any(code in codes.split() for code, _ in raised)
                counts[kind] = (counts[kind][0] + is_found, counts[kind][1] + 1)
                if not is_found:
                    misses.append(f"{kind}: {path.name}: {_difference(reading.letter.text, text)}")
    for kind, (right, planted) in counts.items():
        if planted:
            print(f"{right:4} of {planted:4}  {kind}")
    right, planted = map(sum, zip(*counts.values(), strict=True))
    print(f"{right} of {planted} found")
    print("\n".join(misses[: options.misses]))


def _difference(before: str, after: str) -> str:
    """The words around the place where two texts first differ."""
    at = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    return " ".join(after[max(0, at - 60) : at + 60].split())


if __name__ == "__main__":
    main()
