"""Which disputed treatments are meant: all filters of the commands in one place, as SQL with bound parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple, get_args

from msgspec import Struct
from msgspec.structs import fields

from imrcli.corpus.database import Database
from imrcli.corpus.query import Query
from imrcli.errors import CorpusError
from imrcli.model import Conclusion, Outcome, Priority, Sex
from imrcli.vocabulary import drugs, dwc_categories
from imrcli.vocabulary.body_parts import parts_of

Sides = ("reviewer", "claims_administrator", "either")

_BY_TERM = ("specialty", "state", "drug_class", "treatment", "diagnosis", "warning", "finding")
"""Filters that are the names of terms of their own kind."""

CLOSED: dict[str, tuple[str, ...]] = {
    "outcome": get_args(Outcome),
    "conclusion": get_args(Conclusion),
    "sex": get_args(Sex),
    "priority": get_args(Priority),
    "cited_by": Sides,
}
"""Filters that have a closed list of values."""
_TOLD = {"upheld": "upheld (the denial stands)"}
_YEAR = re.compile(r"\d{4}$")
_MONTH = re.compile(r"\d{4}-\d{2}$")


class Where(NamedTuple):
    """A condition on `facts AS f`, its parameters in order, and what the user should know of it."""

    sql: str
    parameters: tuple[Any, ...]
    notes: tuple[str, ...] = ()
    query: Query | None = None


class Selection(Struct, frozen=True, kw_only=True):
    """Some disputed treatments: those that pass every filter. Of several values of one filter, one is enough.

    `words` are searched for in the full text (`query.parse`), with other words of the same meaning where `synonyms`.
    `guideline`, `section` and `page` hold for one and the same citation, of the side `cited_by`. Dates are of the
    decision, both ends included; so is `age`. A name matches whole or, where nothing is called so, in part.
    """

    words: str | None = None
    synonyms: bool = True
    case: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    conclusion: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    subcategory: tuple[str, ...] = ()
    treatment: tuple[str, ...] = ()
    drug: tuple[str, ...] = ()
    drug_class: tuple[str, ...] = ()
    body_part: tuple[str, ...] = ()
    diagnosis: tuple[str, ...] = ()
    guideline: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    page: tuple[int, ...] = ()
    cited_by: str = "reviewer"
    specialty: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    age: tuple[int, int] | None = None
    sex: str | None = None
    priority: str | None = None
    contradicts: bool = False
    warning: tuple[str, ...] = ()
    finding: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, known in CLOSED.items():
            given = getattr(self, name)
            for value in (given,) if isinstance(given, str) else given or ():
                if value not in known:
                    told = ", ".join(_TOLD.get(one, one) for one in known)
                    raise CorpusError(None, f"{name} {value!r} is none of {told}")

    def described(self) -> str:
        """The filters in words, for a heading: `category: Injection; since: 2016-01-01`; empty for everything."""
        shown = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value == field.default or field.name in ("synonyms", "cited_by"):
                continue
            if field.name == "age":
                value = f"{value[0]}-{value[1]}"
            elif isinstance(value, tuple):
                value = " or ".join(map(str, value))
            shown.append(field.name.replace("_", " ") + ("" if value is True else f": {value}"))
        return "; ".join(shown)

    def where(self, database: Database) -> Where:
        """The condition in SQL. Raises CorpusError for what is no search, and for a category that DWC has not."""
        return _Conditions(self, database).where()


class _Conditions:
    def __init__(self, selection: Selection, database: Database) -> None:
        self._selection, self._database = selection, database
        self._parts: list[str] = []
        self._parameters: list[Any] = []
        self._notes: list[str] = []
        self._query: Query | None = None

    def where(self) -> Where:
        chosen = self._selection
        self._closed()
        for kind in _BY_TERM:
            if names := getattr(chosen, kind):
                self._term(kind, self._names(kind, names))
        if chosen.drug:
            self._drugs(chosen.drug)
        if chosen.body_part:
            parts = {part for name in chosen.body_part for part in parts_of(name) or (name,)}
            self._term("body_part", self._names("body_part", sorted(parts)))
        self._citations()
        self._people_and_days()
        if chosen.words is not None:
            from imrcli.corpus.synonyms import parsed

            self._query = parsed(chosen.words, synonyms=chosen.synonyms)
            self._add("f.issue_id IN (SELECT rowid FROM issues_fts WHERE issues_fts MATCH ?)", self._query.match)
        return Where(" AND ".join(self._parts) or "1", tuple(self._parameters), tuple(self._notes), self._query)

    def _add(self, sql: str, *parameters: Any) -> None:
        self._parts.append(sql)
        self._parameters += parameters

    def _any(self, column: str, values: Iterable[Any]) -> None:
        given = tuple(values)
        if given:
            self._add(f"{column} IN ({_marks(given)})", *given)

    def _closed(self) -> None:
        chosen = self._selection
        if chosen.case:
            self._add(
                f"f.letter_id IN (SELECT id FROM letters WHERE case_number IN ({_marks(chosen.case)}))",
                *(number.strip().upper() for number in chosen.case),
            )
        self._any("f.outcome", chosen.outcome)
        self._any("f.conclusion", chosen.conclusion)
        known = dwc_categories()
        self._any("f.category", (_known("category", name, known) for name in chosen.category))
        subcategories = dict.fromkeys(name for names in known.values() for name in names)
        self._any("f.subcategory", (_known("subcategory", name, subcategories) for name in chosen.subcategory))

    def _term(self, kind: str, names: Iterable[str]) -> None:
        given = tuple(names)
        self._add(
            "f.issue_id IN (SELECT issue_id FROM issue_terms WHERE term_id IN"
            f" (SELECT id FROM terms WHERE kind = ? AND name IN ({_marks(given)})))",
            kind,
            *given,
        )

    def _names(self, kind: str, wanted: Iterable[str], typed: str | None = None) -> list[str]:
        """The names in the file that the user's words mean, or what he typed; a note of what means none."""
        rows = self._database.execute("SELECT name FROM terms WHERE kind = ? ORDER BY name", (kind,))
        return self._matching(kind, [name for (name,) in rows], wanted, typed)

    def _matching(self, kind: str, there: list[str], wanted: Iterable[str], typed: str | None = None) -> list[str]:
        found: dict[str, None] = {}
        for name in wanted:
            plain = _plain(name)
            names = [one for one in there if _plain(one) == plain] or [one for one in there if plain in _plain(one)]
            if not names or not plain.strip():
                import difflib

                near = difflib.get_close_matches(plain, [_plain(one) for one in there], 1)
                hint = next((f"; did you mean {one!r}?" for one in there if near and _plain(one) == near[0]), "")
                called = f"{name!r}" if typed in (None, name) else f"{typed!r} ({name})"
                self._notes.append(f"nothing here has the {kind.replace('_', ' ')} {called}{hint}")
                continue
            found.update(dict.fromkeys(names))
        return list(found)

    def _drugs(self, wanted: Iterable[str]) -> None:
        """By generic name: a brand means its generic, in whatever form and salt the vocabulary has."""
        generics: dict[str, None] = {}
        for name in wanted:
            named = [drug.generic for drug in drugs().named_in(name)]
            generics.update(dict.fromkeys(self._names("drug", named or [name], name)))
        self._term("drug", generics)

    def _citations(self) -> None:
        chosen = self._selection
        if not (chosen.guideline or chosen.section or chosen.page):
            return
        if chosen.guideline and not (chosen.section or chosen.page):
            self._guidelines()
            return
        parts, parameters = [], list[Any]()
        if chosen.cited_by != "either":
            parts.append("c.side = ?")
            parameters.append(chosen.cited_by)
        if chosen.guideline:
            titles = self._titles()
            parts.append(f"c.title IN ({_marks(titles)})")
            parameters += titles
        if chosen.section:
            likes = " OR ".join("instr(lower(c.sections), ?)" for _ in chosen.section)
            parts.append(f"({likes})")
            parameters += [name.lower() for name in chosen.section]
        if chosen.page:
            pages = f"SELECT citation_id FROM citation_pages WHERE page IN ({_marks(chosen.page)})"
            parts.append(f"c.id IN ({pages})")
            parameters += chosen.page
        self._add(
            f"f.issue_id IN (SELECT c.issue_id FROM citations AS c WHERE {' AND '.join(parts)})",
            *parameters,
        )

    def _guidelines(self) -> None:
        kinds, titles = _KINDS_CITED[self._selection.cited_by], self._titles()
        self._add(
            "f.issue_id IN (SELECT issue_id FROM issue_terms WHERE term_id IN"
            f" (SELECT id FROM terms WHERE kind IN ({_marks(kinds)}) AND name IN ({_marks(titles)})))",
            *kinds,
            *titles,
        )

    def _titles(self) -> list[str]:
        kinds = _KINDS_CITED[self._selection.cited_by]
        rows = self._database.execute(f"SELECT DISTINCT name FROM terms WHERE kind IN ({_marks(kinds)})", kinds)
        return self._matching("guideline", sorted(name for (name,) in rows), self._selection.guideline)

    def _people_and_days(self) -> None:
        chosen = self._selection
        if chosen.since:
            self._add("f.decision_date >= ?", chosen.since.isoformat())
        if chosen.until:
            self._add("f.decision_date <= ?", chosen.until.isoformat())
        if chosen.age:
            self._add("f.age BETWEEN ? AND ?", *chosen.age)
        self._any("f.sex", [chosen.sex] if chosen.sex else [])
        self._any("f.priority", [chosen.priority] if chosen.priority else [])
        if chosen.contradicts:
            self._add("f.contradicts")


_KINDS_CITED = {
    "reviewer": ("guideline",),
    "claims_administrator": ("administrator_guideline",),
    "either": ("guideline", "administrator_guideline"),
}
"""The kinds of terms that are the guidelines which a side cites."""


def _marks(values: Iterable[Any]) -> str:
    return ", ".join("?" for _ in values)


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^\w&]+", " ", name.lower()).replace("&", "and").split())


def _known(what: str, name: str, known: Iterable[str]) -> str:
    """A name of a closed list, in whatever capitals, or its beginning where only one begins so."""
    names = list(known)
    plain = _plain(name)
    same = [one for one in names if _plain(one) == plain] or [one for one in names if _plain(one).startswith(plain)]
    if len(same) != 1 or not plain:
        raise CorpusError(None, f"{what} {name!r} is none of DWC's: {', '.join(names)}")
    return same[0]


def day(text: str, *, last: bool = False) -> date:
    """`2016`, `2016-03` or `2016-03-01` as a date: the first day of it, or the last. Raises ValueError."""
    if _YEAR.match(text):
        return date(int(text), 12, 31) if last else date(int(text), 1, 1)
    if _MONTH.match(text):
        year, month = map(int, text.split("-"))
        if not last:
            return date(year, month, 1)
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    return date.fromisoformat(text)
