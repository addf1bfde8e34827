"""The columns of everything that imrcli writes as tables, each defined once.

Spreadsheet sheets, the database's inserts and the data dictionary are made from these definitions. Meaning, kind and
allowed values are those of the model's field that a column shows; a column knows how to take its value from a `Place`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from typing import Any, Literal, NamedTuple

import msgspec.inspect
from msgspec import UNSET
from msgspec.inspect import DateType, IntType, ListType, LiteralType, Metadata, NoneType, UnionType

from imrcli import model
from imrcli.model import Citation, Determination, Finding, Issue, Problem, Statement
from imrcli.render import words

Kind = Literal["text", "number", "date", "list"]
"""`date`: a `datetime.date`; `list`: a list of texts; any may be None but a list."""

NO_ITEM = Issue(
    request=None,
    original_request=None,
    authorized=None,
    outcome=None,
    category=None,
    subcategory=None,
    claims_administrator=Statement(text=None, citations=[]),
    reviewer=Statement(text=None, citations=[]),
    rationale=None,
    rationale_pages=[],
    conclusion="unstated",
)
"""What stands for the items of a letter in which none was found, so that its row is not lost."""


class Place(NamedTuple):
    """Where a row stands: at a letter, at one of its items, at a citation of one of its items, or at a finding."""

    letter: Determination
    number: int | None = None
    issue: Issue = NO_ITEM
    side: str | None = None
    citation: Citation | None = None
    finding: Finding | None = None

    @property
    def at(self) -> int | None:
        """The item's index in the letter, from 0."""
        return None if self.number is None else self.number - 1


class Note(NamedTuple):
    """A row of the spreadsheet's Problems: what went wrong with a source, a letter or a cell."""

    kind: str
    source: str | None
    sha256: str | None
    case_number: str | None
    issue: int | None
    code: str
    message: str


@dataclass(frozen=True)
class Column:
    """A column: its name, the kind of its values, what they mean, how to take one, which there can be."""

    name: str
    kind: Kind
    meaning: str
    value: Callable[[Any], Any]
    values: tuple[str, ...] = ()


class Table(NamedTuple):
    """A sheet or a database's table: its name, what a row of it is, its columns."""

    name: str
    row: str
    columns: tuple[Column, ...]


class _Line(Determination, kw_only=True, forbid_unknown_fields=False, gc=False):
    """A determination as a batch writes it: keys that no table has a place for are passed over."""


read_line: Callable[[bytes], Determination] = msgspec.json.Decoder(_Line).decode
"""A determination from its line of JSON. Raises `msgspec.ValidationError` where it does not follow the contract."""


def plain(kind: msgspec.inspect.Type) -> tuple[msgspec.inspect.Type, str]:
    """A field's type without what is wrapped around it, null included, and the field's description."""
    meaning = ""
    while isinstance(kind, Metadata | UnionType):
        if isinstance(kind, Metadata):
            meaning = meaning or (kind.extra_json_schema or {}).get("description", "")
            kind = kind.type
        else:
            (kind,) = (part for part in kind.types if not isinstance(part, NoneType))
    return kind, meaning


_RECORDS = (Determination, Issue, Citation, Finding, Problem, model.Warning)
_TYPES = dict(zip(_RECORDS, msgspec.inspect.multi_type_info(_RECORDS), strict=True))


def field(
    record: type[msgspec.Struct],
    path: str,
    name: str | None = None,
    *,
    at: str = "",
    meaning: str | None = None,
) -> Column:
    """The column of the field at a dotted path in a record, itself at a dotted path in a row."""
    shown = _TYPES[record]
    described = ""
    for part in path.split("."):
        assert isinstance(shown, msgspec.inspect.StructType)
        (kind,) = (known.type for known in shown.fields if known.name == part)
        shown, described = plain(kind)
    kinds: dict[type, Kind] = {DateType: "date", IntType: "number", ListType: "list"}
    values = tuple(map(str, shown.values)) if isinstance(shown, LiteralType) else ()
    return Column(
        name or path.replace(".", "_"),
        kinds.get(type(shown), "text"),
        meaning or described,
        attrgetter(f"{at}.{path}" if at else path),
        values,
    )


def pick(columns: tuple[Column, ...], *names: str, **renamed: str) -> tuple[Column, ...]:
    """Columns by name, in the order asked for; `new="old"` gives one another name."""
    by_name = {column.name: column for column in columns}
    return (
        *(by_name[name] for name in names),
        *(replace(by_name[old], name=new) for new, old in renamed.items()),
    )


def items(letter: Determination) -> Iterator[Place]:
    """The places of a letter's items, in order; none for a letter without items."""
    for number, issue in enumerate(letter.issues, 1):
        yield Place(letter, number, issue)


def cited(item: Place) -> Iterator[Place]:
    """The places of an item's citations, the claims administrator's first."""
    for side in SIDES:
        for citation in getattr(item.issue, side).citations:
            yield item._replace(side=side, citation=citation)


def questioned(letter: Determination) -> Iterator[Place]:
    """The places of a letter's findings, in their order; none where the letter was not checked."""
    for finding in [] if letter.findings is UNSET else letter.findings:
        if finding.issue is None:
            yield Place(letter, finding=finding)
        else:
            yield Place(letter, finding.issue + 1, letter.issues[finding.issue], finding=finding)


def codes(place: Place) -> list[str]:
    """The codes of the warnings of an item and of its letter."""
    return [warning.code for warning in place.letter.warnings if warning.issue in (None, place.at)]


def _conclusion(place: Place) -> str | None:
    return None if place.number is None else place.issue.conclusion


SIDES = ("claims_administrator", "reviewer")

_letter = partial(field, Determination, at="letter")
_issue = partial(field, Issue, at="issue")
_citation = partial(field, Citation, at="citation")
_finding = partial(field, Finding, at="finding")

LETTER = (
    _letter("source.path", "source"),
    _letter("source.sha256", "sha256"),
    _letter("source.pages", "pages"),
    _letter("source.reader", "reader"),
    _letter("format"),
    _letter("case.number"),
    _letter("case.date_of_injury", "date_of_injury"),
    _letter("case.ur_denial_date", "ur_denial_date"),
    _letter("case.application_received", "application_received"),
    _letter("case.date_assigned", "date_assigned"),
    _letter("case.decision_date", "decision_date"),
    _letter("case.priority", "priority"),
    _letter("case.claim_number", "claim_number"),
    _letter("case.employee", "employee"),
    _letter("case.provider", "provider"),
    _letter("reviewer.specialties"),
    _letter("reviewer.licensure"),
    _letter("claimant.age"),
    _letter("claimant.sex"),
    _letter("outcome"),
    Column("issue_count", "number", "Number of disputed treatments found.", lambda p: len(p.letter.issues)),
    _letter("documents_reviewed"),
    _letter("clinical_summary"),
)
"""What is said of a letter as a whole."""

ISSUE = (
    Column("number", "number", "Number of the item in the letter, from 1.", attrgetter("number")),
    _issue("request"),
    _issue("original_request"),
    _issue("authorized"),
    _issue("outcome"),
    _issue("category"),
    _issue("subcategory"),
    replace(_issue("conclusion"), value=_conclusion),
    _issue(
        "claims_administrator.text",
        "administrator_statement",
        meaning="The claims administrator's statement on guidelines, whole.",
    ),
    _issue("reviewer.text", "reviewer_statement", meaning="The reviewer's statement on guidelines, whole."),
    _issue("rationale"),
    _issue("rationale_pages"),
)
"""What is said of one disputed treatment."""

CITATION = (
    Column("side", "text", "Whose statement cites it.", attrgetter("side"), SIDES),
    _citation("source"),
    _citation("guideline"),
    _citation("year"),
    _citation("chapter"),
    _citation("sections"),
    _citation("pages"),
    _citation("text"),
    Column("short", "text", "The citation in short, as tables show it.", lambda p: words.citation(p.citation)),
)
"""What is said of one citation."""

WARNING = (field(model.Warning, "code"), field(model.Warning, "message"))
"""What is said of one warning."""

FINDING = (
    _finding("severity"),
    _finding("code"),
    _finding("message"),
    Column("pages", "list", "Pages on which its evidence stands.", lambda p: words.pages(p.finding)),
    Column(
        "evidence",
        "text",
        "What the letter says on each side, and where, separated by a vertical bar.",
        lambda p: words.evidence(p.finding) or None,
    ),
)
"""What is said of one finding."""

PROBLEM = tuple(field(Problem, name) for name in ("source", "sha256", "code", "message"))
"""What is said of one problem."""

NOTE = (
    Column(
        "kind",
        "text",
        "`problem`: the source gave no determination; `warning`: what to know of one; `cut`: a cell that Excel had no"
        " room for.",
        attrgetter("kind"),
        ("problem", "warning", "cut"),
    ),
    *pick(PROBLEM, "source", "sha256"),
    replace(field(Determination, "case.number"), value=attrgetter("case_number")),
    Column(
        "issue",
        "number",
        "Number of the item in the letter, from 1; empty for the letter as a whole.",
        attrgetter("issue"),
    ),
    field(
        Problem, "code", meaning="Stable code: a problem's is in docs/exit-codes.md, a warning's in docs/warnings.md."
    ),
    *pick(PROBLEM, "message"),
)
"""What a row of the spreadsheet's Problems says."""
