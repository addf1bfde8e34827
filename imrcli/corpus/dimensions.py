"""By what decisions can be grouped."""

from __future__ import annotations

from typing import NamedTuple


class Dimension(NamedTuple):
    """What decisions can be grouped by.

    `sql` takes its value from `facts AS f`, and is empty where a decision can have several, which are terms of the kind
    `term`. `ordered` says that its values have an order of their own, as time has.
    """

    name: str
    title: str
    sql: str = ""
    term: str = ""
    ordered: bool = False


_DAY = "f.decision_date"
_QUARTER = f"substr({_DAY}, 1, 4) || ' Q' || substr('111222333444', CAST(substr({_DAY}, 6, 2) AS INTEGER), 1)"
_AGE = (
    "CASE WHEN f.age < 20 THEN 'under 20' WHEN f.age >= 80 THEN '80 and over'"
    " WHEN f.age IS NOT NULL THEN CAST(f.age - f.age % 10 AS TEXT) || '-' || CAST(f.age - f.age % 10 + 9 AS TEXT) END"
)

_DIMENSIONS = (
    Dimension("category", "Category", "f.category"),
    Dimension("subcategory", "Subcategory", "f.subcategory"),
    Dimension("outcome", "Outcome", "f.outcome"),
    Dimension("conclusion", "Rationale concludes", "f.conclusion"),
    Dimension("treatment", "Treatment", term="treatment"),
    Dimension("drug", "Drug", term="drug"),
    Dimension("drug-class", "Drug class", term="drug_class"),
    Dimension("body-part", "Body part", term="body_part"),
    Dimension("guideline", "Guideline relied on", term="guideline"),
    Dimension("section", "Section relied on", term="section"),
    Dimension("specialty", "Reviewer's specialty", term="specialty"),
    Dimension("licensure", "Reviewer's licensure", term="state"),
    Dimension("month", "Month of decision", f"substr({_DAY}, 1, 7)", ordered=True),
    Dimension("quarter", "Quarter of decision", _QUARTER, ordered=True),
    Dimension("year", "Year of decision", f"substr({_DAY}, 1, 4)", ordered=True),
    Dimension("sex", "Sex", "f.sex"),
    Dimension("age-group", "Age", _AGE, ordered=True),
    Dimension("priority", "Priority", "f.priority"),
    Dimension("warning", "Warning", term="warning"),
    Dimension("finding", "Finding", term="finding"),
)
DIMENSIONS: dict[str, Dimension] = {dimension.name: dimension for dimension in _DIMENSIONS}
"""By name, in the order in which help lists them."""
