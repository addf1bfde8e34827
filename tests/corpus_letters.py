"""The small database that the tests of the corpus share: the samples, and letters made of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

import imrcli
from imrcli.batch.sinks import opener
from imrcli.model import Citation, Determination, Issue, Statement

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))


@cache
def samples() -> tuple[Determination, ...]:
    """What the samples say."""
    return tuple(imrcli.parse(path) for path in SAMPLES)


def cited(source: str = "MTUS", **fields: Any) -> Citation:
    """A citation."""
    values: dict[str, Any] = {"guideline": None, "year": None, "chapter": None, "sections": [], "pages": []}
    return Citation(source=source, **{**values, "text": "a guideline", **fields})  # type: ignore[arg-type]


def item(request: str, outcome: str = "upheld", *citations: Citation, **fields: Any) -> Issue:
    """A disputed treatment, decided as its rationale concludes."""
    values: dict[str, Any] = {
        "request": request,
        "original_request": None,
        "authorized": None,
        "outcome": outcome,
        "category": None,
        "subcategory": None,
        "claims_administrator": Statement(text=None, citations=[]),
        "reviewer": Statement(text="Decision based on the guideline.", citations=list(citations)),
        "rationale": f"The guideline speaks of the {request}.",
        "rationale_pages": [],
        "conclusion": {"upheld": "not_necessary", "overturned": "necessary"}.get(outcome, "mixed"),
    }
    return Issue(**{**values, **fields})


def letter(number: int, *issues: Issue, decided: str = "2016-05-01", **fields: Any) -> Determination:
    """A letter with the case number CM16-0000001 and so on; `fields` are of its case, claimant, reviewer, itself."""
    base = samples()[0]
    case = {name: fields.pop(name) for name in base.case.__struct_fields__ if name in fields}
    claimant = {name: fields.pop(name) for name in base.claimant.__struct_fields__ if name in fields}
    reviewer = {name: fields.pop(name) for name in base.reviewer.__struct_fields__ if name in fields}
    outcomes = {issue.outcome for issue in issues}
    values: dict[str, Any] = {
        "source": replace(base.source, path=f"made-{number}.pdf", sha256=f"{number:064x}"),
        "case": replace(
            base.case, **{"number": f"CM16-{number:07}", "decision_date": date.fromisoformat(decided), **case}
        ),
        "claimant": replace(base.claimant, **claimant),
        "reviewer": replace(base.reviewer, **reviewer),
        "outcome": outcomes.pop() if len(outcomes) == 1 else "partially_overturned",
        "issues": list(issues),
        "warnings": [],
        "clinical_summary": "The injured worker has pain.",
    }
    return replace(base, **{**values, **fields})


def database(path: Path, letters: Iterable[Determination]) -> Path:
    """A database of letters, as a batch writes it."""
    sink = opener(path.name)(path)
    for one in letters:
        sink.add(one.to_json())
    sink.close()
    return path
