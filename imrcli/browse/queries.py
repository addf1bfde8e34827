"""The questions that the browser answers by name: Datasette's canned queries, which only read.

What a visitor types comes in as a named parameter, never as SQL.
"""

from __future__ import annotations

_COUNTS = """
  count(*) AS decisions,
  sum(f.outcome IS 'upheld') AS upheld,
  sum(f.outcome IS 'overturned') AS overturned,
  sum(f.outcome IS 'partially_overturned') AS partially_overturned,
  round(100.0 * sum(f.outcome IS 'overturned') / nullif(count(f.outcome), 0), 1) AS overturned_percent,
  imr_low(sum(f.outcome IS 'overturned'), count(f.outcome)) AS percent_from,
  imr_high(sum(f.outcome IS 'overturned'), count(f.outcome)) AS percent_to"""

_SHOWN = """
  letters.case_number,
  f.decision_date,
  issues.request,
  f.outcome,
  f.conclusion,
  f.category,
  f.subcategory,
  issues.rationale"""

_FROM = """
FROM facts AS f
JOIN issues ON issues.id = f.issue_id
JOIN letters ON letters.id = f.letter_id"""


def _by(column: str, name: str, order: str = "decisions DESC") -> str:
    return f"SELECT\n  {column} AS {name},{_COUNTS}\nFROM facts AS f\nGROUP BY 1\nORDER BY {order}"


def _by_term(kind: str, name: str) -> str:
    return (
        f"SELECT\n  terms.name AS {name},{_COUNTS}\nFROM terms\nJOIN issue_terms ON issue_terms.term_id = terms.id\n"
        f"JOIN facts AS f ON f.issue_id = issue_terms.issue_id\nWHERE terms.kind = '{kind}'\n"
        "GROUP BY 1\nORDER BY decisions DESC"
    )


def _decisions(condition: str) -> str:
    return (
        f"SELECT{_SHOWN}{_FROM}\nWHERE {condition}\nORDER BY f.decision_date DESC, letters.case_number, issues.number"
    )


def _has(kind: str, parameter: str) -> str:
    return (
        "f.issue_id IN (SELECT issue_id FROM issue_terms WHERE term_id IN"
        f" (SELECT id FROM terms WHERE kind = '{kind}' AND name LIKE '%' || :{parameter} || '%'))"
    )


QUERIES: dict[str, tuple[str, str]] = {
    "by_category": ("How disputes of each category ended", _by("f.category", "category")),
    "by_subcategory": (
        "How disputes of each subcategory ended",
        f"SELECT\n  f.category,\n  f.subcategory,{_COUNTS}\nFROM facts AS f\nGROUP BY 1, 2\nORDER BY decisions DESC",
    ),
    "by_specialty": ("How reviewers of each specialty decided", _by_term("specialty", "specialty")),
    "by_licensure": ("How reviewers licensed in each state decided", _by_term("state", "licensure")),
    "by_guideline": ("How disputes ended by the guideline relied on", _by_term("guideline", "guideline")),
    "by_treatment": ("How disputes ended by treatment", _by_term("treatment", "treatment")),
    "by_drug": ("How disputes ended by drug", _by_term("drug", "drug")),
    "by_drug_class": ("How disputes ended by class of drug", _by_term("drug_class", "drug_class")),
    "by_body_part": ("How disputes ended by part of the body", _by_term("body_part", "body_part")),
    "by_month": ("How disputes ended, month by month", _by("substr(f.decision_date, 1, 7)", "month", "month")),
    "by_year": ("How disputes ended, year by year", _by("substr(f.decision_date, 1, 4)", "year", "year")),
    "overturned": ("Denials that were overturned, in full or in part", _decisions("f.outcome <> 'upheld'")),
    "against_rationale": ("Outcomes that contradict their own rationale", _decisions("f.contradicts")),
    "overturned_against_rationale": (
        "Overturned although the rationale speaks against the treatment",
        _decisions("f.contradicts AND f.outcome = 'overturned'"),
    ),
    "of_category": ("Decisions of a category", _decisions("f.category LIKE '%' || :category || '%'")),
    "of_specialty": ("Decisions by reviewers of a specialty", _decisions(_has("specialty", "specialty"))),
    "on_guideline": ("Decisions that rely on a guideline", _decisions(_has("guideline", "guideline"))),
    "of_drug": ("Decisions on a drug", _decisions(_has("drug", "drug"))),
    "of_body_part": ("Decisions on a part of the body", _decisions(_has("body_part", "body_part"))),
    "in_month": ("Decisions of a month, as 2016-03, or of a year", _decisions("f.decision_date LIKE :month || '%'")),
    "with_words": (
        "Decisions in whose texts all words stand",
        _decisions("f.issue_id IN (SELECT rowid FROM issues_fts WHERE issues_fts MATCH escape_fts(:words))"),
    ),
    "longest": (
        "Decisions that took longest from the application",
        f"SELECT\n  f.days_from_application,\n  f.days_from_assignment,{_SHOWN}{_FROM}\n"
        "WHERE f.days_from_application IS NOT NULL\nORDER BY f.days_from_application DESC",
    ),
    "findings_by_code": (
        "What a careful reader would question, by code",
        "SELECT code, severity, count(*) AS findings, count(DISTINCT letter_id) AS letters\n"
        "FROM findings\nGROUP BY 1, 2\nORDER BY findings DESC",
    ),
    "findings_with_letters": (
        "What a careful reader would question, with its letter",
        "SELECT letters.case_number, findings.severity, findings.code, findings.message, findings.evidence\n"
        "FROM findings JOIN letters ON letters.id = findings.letter_id\nWHERE findings.code LIKE '%' || :code || '%'\n"
        "ORDER BY CASE findings.severity WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END, letters.case_number",
    ),
    "warnings_by_code": (
        "What could not be read for sure, by code",
        "SELECT code, count(*) AS warnings, count(DISTINCT letter_id) AS letters\n"
        "FROM warnings\nGROUP BY 1\nORDER BY warnings DESC",
    ),
    "problems_by_code": (
        "Sources that gave no determination, by code",
        "SELECT code, count(*) AS sources FROM problems GROUP BY 1 ORDER BY sources DESC",
    ),
}
"""By name: what each answers, and its SQL."""
