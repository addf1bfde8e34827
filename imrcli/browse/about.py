"""What Datasette is told of the database: titles, descriptions, labels, facets, full text, queries, settings."""

from __future__ import annotations

from typing import Any

from imrcli.browse.queries import QUERIES
from imrcli.corpus import schema
from imrcli.corpus.facts import COUNTED

SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 5_000,
    "sql_time_limit_ms": 10_000,
    "facet_time_limit_ms": 2_000,
    "default_facet_size": 15,
    "suggest_facets": False,
    "num_sql_threads": 2,
    "template_debug": False,
}

_FULL_TEXT = "issues_fts"

ORDER: dict[str, tuple[str, ...]] = {
    "letters": ("case_number", "decision_date", "outcome", "issue_count", "reviewer_specialties", "claimant_age",
                "claimant_sex", "priority", "clinical_summary", "application_received", "date_assigned"),
    "issues": ("letter_id", "number", "request", "outcome", "category", "subcategory", "conclusion", "rationale"),
    "facts": ("letter_id", "decision_date", "issue_id", "outcome", "category", "subcategory", "conclusion"),
    "citations": ("issue_id", "side", "short", "source", "guideline"),
    "findings": ("letter_id", "issue_id", "severity", "code", "message", "evidence"),
    "warnings": ("letter_id", "issue_id", "code", "message"),
    "problems": ("source", "code", "message"),
}  # fmt: skip
"""The columns that come first in each table."""

LAST = ("reader", "format", "letter", "version", "checked", "is_current", "digest", "source", "sha256", "id")
"""What only programs need: in every table but where `ORDER` has it."""

_NOT_SHOWN = frozenset(f"{kind}_terms" for kind in COUNTED)
"""Row numbers of terms, which only statistics read."""

_TABLES: dict[str, dict[str, Any]] = {
    "facts": {
        "title": "Decisions, narrow: to filter and to count",
        "facets": ["outcome", "category", "conclusion", "sex", "priority"],
        "sort_desc": "decision_date",
        "fts_table": _FULL_TEXT,
        "fts_pk": "issue_id",
    },
    "letters": {
        "title": "Letters",
        "label_column": "case_number",
        "facets": ["outcome", "claimant_sex", "priority", "format"],
        "sort_desc": "decision_date",
    },
    "issues": {
        "title": "Disputed treatments, with what was said of them",
        "label_column": "request",
        "facets": ["outcome", "category", "conclusion"],
        "fts_table": _FULL_TEXT,
        "fts_pk": "id",
    },
    "citations": {"title": "Citations", "label_column": "short", "facets": ["side", "source", "guideline"]},
    "findings": {"title": "Findings", "label_column": "code", "facets": ["severity", "code"]},
    "warnings": {"title": "Warnings", "label_column": "code", "facets": ["code"]},
    "problems": {"title": "Problems", "label_column": "source", "facets": ["code"]},
    "terms": {"title": "Terms of decisions", "label_column": "name", "facets": ["kind"]},
    "issue_terms": {"hidden": True},
    "citation_pages": {"hidden": True},
    "replaced": {"hidden": True},
    "decisions": {
        "title": "Decisions, one by one",
        "facets": ["outcome", "category", "conclusion"],
        "sort_desc": "decision_date",
        "fts_table": _FULL_TEXT,
        "fts_pk": "issue_id",
    },
}


def metadata(name: str) -> dict[str, Any]:
    """The metadata of a database that Datasette calls `name`."""
    tables: dict[str, dict[str, Any]] = {table: dict(about) for table, about in _TABLES.items()}
    for table in schema.TABLES:
        about = tables.setdefault(table.name, {})
        about["columns"] = {column.name: column.meaning for column in table.columns if column.meaning}
    queries = {query: {"title": title, "sql": sql, "hide_sql": True} for query, (title, sql) in QUERIES.items()}
    return {
        "title": "Independent Medical Review determinations",
        "extra_css_urls": ["/imrcli/browse.css"],
        "databases": {name: {"tables": tables, "queries": queries}},
    }


def in_order(table: str | None, names: list[str]) -> list[str]:
    """A table's columns as people want them: what they look for first, what only programs need last or not at all."""
    names = [name for name in names if name not in _NOT_SHOWN]
    first = ORDER.get(table or "", ())
    if table not in ORDER:
        return names
    place = {name: at for at, name in enumerate(first)}
    last = {name: at for at, name in enumerate(LAST)}

    def key(name: str) -> tuple[int, int]:
        if name in place:
            return 0, place[name]
        return (2, last[name]) if name in last else (1, names.index(name))

    return sorted(names, key=key)
