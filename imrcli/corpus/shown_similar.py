"""What is similar to a dispute, as people and programs are shown it."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from msgspec.structs import asdict

from imrcli.corpus.disputes import Dispute
from imrcli.corpus.shown import BOLD, PLAIN, WIDTH, filled, paint, row, wrapped
from imrcli.corpus.similar import Ended, Near, Similar
from imrcli.render import words
from imrcli.render.figures import interval, percent
from imrcli.render.terminal import printable

_MARKS = {"overturned": "▲", "partially_overturned": "△"}
"""In front of past decisions that were overturned, in full or in part."""


def rendered(
    answers: list[Similar], form: Literal["table", "json"], *, colour: bool = False, width: int = WIDTH
) -> str:
    """The answers, one an item of the dispute."""
    if form == "json":
        plain = msgspec.json.encode([_plain(answer) for answer in answers])
        return msgspec.json.format(plain, indent=2).decode() + "\n"
    return "\n".join(_told(answer, colour=colour, width=width) for answer in answers)


def _plain(answer: Similar) -> dict[str, Any]:
    dispute = answer.dispute
    return {
        "request": dispute.request,
        "case_number": dispute.case_number,
        "item": dispute.number,
        "category": dispute.category,
        "subcategory": dispute.subcategory,
        "terms": [{"kind": kind, "name": name} for kind, name in sorted(dispute.terms)],
        "nearest": [{"nearness": near.nearness, "why": near.why, **_hit(near)} for near in answer.nearest],
        "ended": [asdict(ended) for ended in answer.ended],
    }


def _hit(near: Near) -> dict[str, Any]:
    return {name: value for name, value in row(near.hit).items() if not name.startswith("passage")}


def _told(answer: Similar, *, colour: bool, width: int) -> str:
    lines = [*_dispute(answer.dispute, width, colour=colour), ""]
    for near in answer.nearest:
        hit = near.hit
        mark = _MARKS.get(hit.outcome or "", " ")
        outcome = words.outcome(hit.outcome)
        head = [
            (f"{mark} {hit.case_number or 'no case number'}", None),
            (hit.decision_date or "no date", None),
            (f"item {hit.number}", None),
            (outcome, paint(outcome, hit.outcome, colour=colour)),
            (f"({near.nearness:.2f})", None),
        ]
        lines += filled(head, width, "    ")
        lines += wrapped(hit.request or "(request not found)", width, "    ")
        lines += wrapped(f"near: {'; '.join(near.why)}", width, "    ")
    if not answer.nearest:
        lines.append("  nothing like it is in the database")
    lines += ["", "How such disputes ended:", *(line for each in answer.ended for line in _ended(each, width))]
    if not answer.ended:
        lines.append("  unknown: the request names no treatment that the vocabularies have")
    return "\n".join(lines) + "\n"


def _dispute(dispute: Dispute, width: int, *, colour: bool) -> list[str]:
    whose = f"{dispute.case_number or 'the letter'}, item {dispute.number}: " if dispute.number else ""
    first = wrapped(f"{whose}{dispute.request}", width, "")
    first = [f"{BOLD}{line}{PLAIN}" if colour else line for line in first]
    kind = " / ".join(dict.fromkeys(part for part in (dispute.category, dispute.subcategory) if part))
    names = "; ".join(
        name for name in (", ".join(sorted(dispute.names(k))) for k in ("body_part", "diagnosis")) if name
    )
    about = " · ".join(part for part in (kind, names) if part)
    return [*first, *(wrapped(about, width, "  ") if about else [])]


def _ended(ended: Ended, width: int) -> list[str]:
    if not ended.of or ended.share is None or ended.interval is None:
        return wrapped(f"{printable(ended.what)}: none decided", width, "  ")
    partly = f", {ended.partially_overturned:,} in part" if ended.partially_overturned else ""
    share = f"{percent(ended.share)} (95%: {interval(ended.interval)})"
    return wrapped(f"{ended.what}: {ended.overturned:,} of {ended.of:,} overturned{partly}, {share}", width, "  ")
