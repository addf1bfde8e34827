"""The batch's output formats, each opened by another program: what it finds is what the determinations say."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import openpyxl
import pandas
import polars
import pyarrow.parquet as pq
import pytest
from datasette.app import Datasette
from in_process import imr
from msgspec.structs import replace

import imrcli
from imrcli import model
from imrcli.batch.sinks import opener, parquet, sqlite, xlsx
from imrcli.batch.sinks.xlsx_cells import CUT
from imrcli.corpus import schema
from imrcli.corpus.opening import LAYOUT
from imrcli.errors import OutputError
from imrcli.model import Case, Determination, Finding, Issue, Place, Problem, Side
from imrcli.render import words
from imrcli.render.formulas import harmless
from imrcli.render.rows import COLUMNS, csv_bytes, places

ROOT = Path(__file__).parent.parent
ENDINGS = ("jsonl", "csv", "xlsx", "parquet", "db")
OPENERS = ("=cmd|' /C calc'!A0", "@SUM(1+1)", "+1", "-1", "\t=1", "＝1")
FORBIDDEN = "a\x00b\x1b[31mc\x0bd\ufffee_x0041_<b>&amp;\u2028"
LONG = "rationale " * 4_000
WIDE = "\U0001f600" * 17_000  # 34,000 UTF-16 units


def sample(name: str) -> Determination:
    return imrcli.parse(ROOT / "samples" / f"{name}.txt")


def nasty() -> list[Determination]:
    """Letters that say what no letter should."""
    base = sample("issues-2014-1")
    first, *others = base.issues
    hostile = [replace(first, request=opener, rationale="<r><t>x</t></r>") for opener in OPENERS]
    nothing = dict.fromkeys(Case.__struct_fields__)
    return [
        replace(base, issues=hostile, source=replace(base.source, path="-")),
        replace(
            base,
            issues=[replace(first, request=FORBIDDEN, rationale=LONG), *others],
            clinical_summary=WIDE,
            case=replace(base.case, employee="https://example.org", claim_number="00123"),
            warnings=[
                model.Warning(code="date-order", message="a date", issue=None),
                model.Warning(code="missing-outcome", message="an item", issue=1),
            ],
        ),
        replace(
            base,
            issues=[],
            outcome=None,
            format=None,
            case=Case(**nothing),
            source=replace(base.source, path=None, pages=None),
        ),
        replace(base, case=replace(base.case, date_of_injury=date(1899, 12, 31))),
    ]


LETTERS = [sample(path.stem) for path in sorted((ROOT / "samples").glob("*.txt"))] + nasty()
PROBLEMS = [
    Problem(source="caf\udce9.pdf", sha256=None, code="not-found", message="no such file"),
    Problem(source="=1.pdf", sha256="0" * 64, code="scan", message="is a scan"),
]
ISSUES = [issue for letter in LETTERS for issue in letter.issues]
SIDES = [side for issue in ISSUES for side in (issue.claims_administrator, issue.reviewer)]
CITATIONS = [citation for side in SIDES for citation in side.citations]
WARNINGS = [warning for letter in LETTERS for warning in letter.warnings]
ROWS = len(ISSUES) + sum(not letter.issues for letter in LETTERS)
CURRENT = list({letter.case.number: letter for letter in LETTERS}.values())


def printed(letter: Determination, issue: Issue) -> str:
    """All that the full text searches of an item."""
    cited = [one.text for side in (issue.claims_administrator, issue.reviewer) for one in side.citations]
    return " ".join(map(str, (issue.request, issue.rationale, letter.clinical_summary, *cited))).lower()


TRAMADOL = sum("tramadol" in printed(letter, issue) for letter in CURRENT for issue in letter.issues)
UPHELD = sum(issue.outcome == "upheld" for issue in ISSUES)


def written(path: Path, lines: Iterable[bytes], problems: Iterable[Problem] = (), output: str | None = None) -> Path:
    sink = opener(output or path.name)(path)
    for line in lines:
        sink.add(line)
    for problem in problems:
        sink.problem(problem)
    sink.close()
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the same batch in each format."""
    folder = tmp_path_factory.mktemp("made")
    for ending in ENDINGS:
        written(folder / f"all.{ending}", [letter.to_json() for letter in LETTERS], PROBLEMS)
    return folder


def test_each_format_is_one_whole_file(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"all.{e}" for e in ENDINGS)


def test_jsonl_has_the_lines_unchanged(folder: Path) -> None:
    expected = b"".join(letter.to_json() + b"\n" for letter in LETTERS)
    assert (folder / "all.jsonl").read_bytes() == expected


def test_jsonl_in_duckdb(folder: Path) -> None:
    with duckdb.connect() as db:
        rows = db.execute("SELECT count(*), sum(len(issues)) FROM read_json(?)", [str(folder / "all.jsonl")]).fetchone()
    assert rows == (len(LETTERS), len(ISSUES))


# CSV


def test_csv_is_what_parse_writes(folder: Path) -> None:
    assert (folder / "all.csv").read_bytes() == csv_bytes(LETTERS)


def test_csv_in_pandas(folder: Path) -> None:
    frame = pandas.read_csv(folder / "all.csv", parse_dates=["decision_date"])
    assert list(frame.columns) == [column.name for column in COLUMNS]
    assert len(frame) == ROWS
    assert (frame["outcome"] == "upheld").sum() == UPHELD
    assert frame["decision_date"].dtype.kind == "M"
    assert frame["issue"].isna().sum() == 1


def test_csv_in_duckdb(folder: Path) -> None:
    with duckdb.connect() as db:
        rows = db.execute(
            "SELECT count(*), count(*) FILTER (outcome = 'upheld'), max(length(rationale))"
            " FROM read_csv(?, header = true, all_varchar = true)",
            [str(folder / "all.csv")],
        ).fetchone()
    assert rows == (ROWS, UPHELD, len(LONG))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        *((opener, f"'{opener}") for opener in OPENERS),
        ("-", "-"),
        ("--", "'--"),
        ("a=1", "a=1"),
        ("", ""),
        (-1, -1),
        (None, None),
    ],
)
def test_cells_that_a_spreadsheet_would_run_are_neutralised(value: object, shown: object) -> None:
    assert harmless(value) == shown


# Excel


@pytest.fixture(scope="module")
def book(folder: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(folder / "all.xlsx")


def column(sheet: Any, name: str) -> list[Any]:
    """A column's cells, the header left out."""
    (named,) = (cells for cells in sheet.iter_cols() if cells[0].value == words.heading(name))
    return list(named[1:])


@pytest.mark.parametrize(
    ("sheet", "rows", "columns"),
    [
        ("Decisions", ROWS, len(COLUMNS)),
        ("Letters", len(LETTERS), len(xlsx.LETTERS.columns)),
        ("Citations", len(CITATIONS), len(xlsx.CITATIONS.columns)),
        ("Problems", len(PROBLEMS) + len(WARNINGS) + 2, len(xlsx.PROBLEMS.columns)),
    ],
)
def test_sheets(book: openpyxl.Workbook, sheet: str, rows: int, columns: int) -> None:
    shown = book[sheet]
    last = openpyxl.utils.get_column_letter(columns)
    assert (shown.max_row - 1, shown.max_column) == (rows, columns)
    frozen = "B2" if sheet == "Problems" else "C2"
    assert (shown.freeze_panes, shown.auto_filter.ref) == (frozen, f"A1:{last}{rows + 1}")
    assert all(shown.column_dimensions[cell.column_letter].width > 8 for cell in shown[1])


def test_workbook_has_a_title_and_its_sheets(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["Summary", "Decisions", "Letters", "Citations", "Problems"]
    assert book.properties.title == "Independent Medical Review determinations"


def test_excel_has_real_dates_and_numbers(book: openpyxl.Workbook) -> None:
    sheet = book["Letters"]
    days = [letter.case.decision_date for letter in LETTERS]
    shown = column(sheet, "decision_date")
    assert [cell.value and cell.value.date() for cell in shown] == days
    assert {cell.number_format for cell in shown if cell.value} == {"yyyy-mm-dd"}
    ages = [cell.value for cell in column(sheet, "claimant_age")]
    assert ages == [letter.claimant.age for letter in LETTERS]
    assert column(sheet, "claim_number")[-3].value == "00123"
    assert column(sheet, "date_of_injury")[-1].value == "1899-12-31"  # Excel has no such day


def test_excel_has_the_flat_values(book: openpyxl.Workbook) -> None:
    def plain(value: object) -> object:
        if isinstance(value, list):
            value = "; ".join(value)
        return value.date() if isinstance(value, datetime) else value or None

    tame = LETTERS[:-4]
    expected = [
        [
            words.outcome(shown.value(place)) if shown.value(place) in shown.values else plain(shown.value(place))
            for shown in COLUMNS
        ]
        for letter in tame
        for place in places(letter)
    ]
    shown = book["Decisions"].iter_rows(min_row=2, max_row=len(expected) + 1, values_only=True)
    assert [[plain(value) for value in row] for row in shown] == expected


def test_excel_runs_no_text(book: openpyxl.Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell for cell in cells if cell.hyperlink] == []
    shown = {cell.value: cell.quotePrefix for cell in column(book["Decisions"], "request")}
    assert [shown[opener] for opener in OPENERS] == [True] * len(OPENERS)
    assert not shown["Tramadol ER 150mg #60"]
    assert "<r><t>x</t></r>" in {cell.value for cell in column(book["Decisions"], "rationale")}


def test_excel_shows_what_xml_forbids(book: openpyxl.Workbook) -> None:
    shown = {cell.value for cell in column(book["Decisions"], "request")}
    assert "a\ufffdb\ufffd[31mc\ufffdd\ufffde_x005F_x0041_<b>&amp;\u2028" in shown


def test_excel_cuts_long_texts_and_says_so(book: openpyxl.Workbook) -> None:
    (summary,) = (cell for cell in column(book["Letters"], "clinical_summary") if cell.value.endswith(CUT))
    (rationale,) = (cell for cell in column(book["Decisions"], "rationale") if cell.value and cell.value.endswith(CUT))
    assert len(rationale.value) == 32_767
    assert len(summary.value.encode("utf-16-le")) // 2 in (32_766, 32_767)
    notes = [row for row in book["Problems"].iter_rows(values_only=True) if row[2] == "Cut"]
    assert [(row[1], row[3], row[4].split()[0]) for row in notes] == [
        (None, "cell-cut", f"Letters!{summary.coordinate}"),
        (1, "cell-cut", f"Decisions!{rationale.coordinate}"),
    ]


def test_excel_tells_problems_and_warnings(book: openpyxl.Workbook) -> None:
    rows = list(book["Problems"].iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in rows].count("Warning") == len(WARNINGS)
    assert ("Warning", 2, "missing-outcome") in {(row[2], row[1], row[3]) for row in rows}
    assert [row for row in rows if row[2] == "Problem"] == [
        (None, None, "Problem", "not-found", "no such file", "caf\ufffd.pdf", None),
        (None, None, "Problem", "scan", "is a scan", "=1.pdf", "0" * 64),
    ]


def test_excel_colours_outcomes(book: openpyxl.Workbook) -> None:
    rules = {
        str(area.sqref): {rule.formula[0]: rule.dxf.fill.bgColor.rgb for rule in area.rules}
        for area in book["Decisions"].conditional_formatting
    }
    colours = {
        '"Upheld"': "FFF8CBAD",
        '"Overturned"': "FFC6E0B4",
        '"Partially overturned"': "FFFFE699",
    }
    of_letter, of_item = (column(book["Decisions"], n) for n in ("letter_outcome", "outcome"))
    assert rules == {f"{cells[0].coordinate}:{cells[-1].coordinate}": colours for cells in (of_letter, of_item)}


def test_excel_begins_with_a_summary(book: openpyxl.Workbook) -> None:
    rows = list(book["Summary"].iter_rows(values_only=True))
    told = {row[0]: row[1:] for row in rows[4:] if row[0] not in (None, "All")}
    assert rows[0][:2] == ("Letters", len(LETTERS))
    assert rows[3][:4] == ("All", len(ISSUES), UPHELD, sum(issue.outcome == "overturned" for issue in ISSUES))
    of_drugs = [issue for issue in ISSUES if issue.category == "Pharmaceuticals"]
    assert told["Pharmaceuticals"][:2] == (len(of_drugs), sum(issue.outcome == "upheld" for issue in of_drugs))
    months = Counter(
        f"{letter.case.decision_date:%Y-%m}" for letter in LETTERS if letter.case.decision_date for _ in letter.issues
    )
    assert {month: told[month][0] for month in months} == dict(months)
    assert told["missing-outcome"][0] == [warning.code for warning in WARNINGS].count("missing-outcome")
    assert (told["scan"][0], told["not-found"][0]) == (1, 1)
    assert book.active.title == "Summary"


def test_excel_goes_on_in_further_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 5)
    line = sample("issues-2014-2").to_json()
    items = len(sample("issues-2014-2").issues) * 3
    book = openpyxl.load_workbook(written(tmp_path / "a.xlsx", [line] * 3))
    parts = [sheet for sheet in book if sheet.title.startswith("Decisions")]
    names = [name.split()[0] for name in book.sheetnames]
    assert names == sorted(names, key=["Summary", "Decisions", "Letters", "Citations", "Problems"].index)
    assert [part.title for part in parts][:2] == ["Decisions", "Decisions 2"]
    assert [part.max_row for part in parts[:-1]] == [5] * (len(parts) - 1)
    assert sum(part.max_row - 1 for part in parts) == items
    assert {part["A1"].value for part in parts} == {"Case number"}
    assert [part.auto_filter.ref.split(":")[0] for part in parts] == ["A1"] * len(parts)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as parted:
        inside = parted.read("xl/workbook.xml").decode()
    filters = re.findall(r"localSheetId=\"(\d+)\" hidden=\"1\">'?([\w ]+)'?!", inside)
    assert {book.sheetnames[int(index)]: name for index, name in filters} == {
        name: name for name in book.sheetnames[1:]
    }


@pytest.mark.slow
def test_csv_for_excel_begins_with_a_mark(tmp_path: Path) -> None:
    source = tmp_path / "letter.txt"
    source.write_bytes((ROOT / "samples" / "issues-2014-2.txt").read_bytes())
    made = {}
    for name, words_ in (("plain", []), ("excel", ["--excel"])):
        command = ["batch", str(source), "-o", str(tmp_path / f"{name}.csv"), *words_, "-q"]
        assert imr(*command).returncode == 0
        assert imr(*command).returncode == 0  # it is known as an earlier output
        made[name] = (tmp_path / f"{name}.csv").read_bytes()
    assert made["excel"] == b"\xef\xbb\xbf" + made["plain"]
    refused = imr("batch", source, "-o", tmp_path / "a.xlsx", "--excel")
    assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1)


# Parquet


def test_parquet_in_duckdb(folder: Path) -> None:
    path = str(folder / "all.parquet")
    with duckdb.connect() as db:
        kinds = {row[0]: row[1] for row in db.execute("DESCRIBE FROM read_parquet(?)", [path]).fetchall()}
        days = db.execute(
            'SELECT min("case".decision_date), max("case".decision_date) FROM read_parquet(?)',
            [path],
        ).fetchone()
        counts = db.execute(
            "SELECT count(*), count(*) FILTER (issue.outcome = 'upheld'),"
            " sum(len(issue.reviewer.citations) + len(issue.claims_administrator.citations))"
            " FROM (SELECT unnest(issues) AS issue FROM read_parquet(?))",
            [path],
        ).fetchone()
    known = [letter.case.decision_date for letter in LETTERS if letter.case.decision_date]
    assert days == (min(known), max(known))
    assert counts == (len(ISSUES), UPHELD, len(CITATIONS))
    assert kinds["documents_reviewed"] == "VARCHAR[]"
    assert kinds["issues"].startswith("STRUCT(request VARCHAR")


def test_parquet_in_polars(folder: Path) -> None:
    frame = polars.read_parquet(folder / "all.parquet")
    assert frame.height == len(LETTERS)
    assert frame["case"].struct.field("decision_date").dtype == polars.Date
    assert frame["source"].struct.field("pages").dtype == polars.Int32
    assert frame["issues"].list.len().sum() == len(ISSUES)


def test_parquet_in_pandas(folder: Path) -> None:
    frame = pandas.read_parquet(folder / "all.parquet")
    assert len(frame) == len(LETTERS)
    assert sum(map(len, frame["issues"])) == len(ISSUES)


def test_parquet_has_every_field_of_every_letter(folder: Path) -> None:
    rows = pq.read_table(folder / "all.parquet").to_pylist()
    assert rows == [msgspec.to_builtins(letter, builtin_types=(date,)) for letter in LETTERS]


def test_parquet_fields_have_their_meaning() -> None:
    field = parquet.schema().field("case").type.field("ur_denial_date")
    assert field.metadata[b"description"].startswith(b"Date of the utilization review denial")


def test_parquet_has_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS", 7)
    path = written(tmp_path / "a.parquet", [letter.to_json() for letter in LETTERS[:17]])
    about = pq.read_metadata(path)
    groups = [about.row_group(n).num_rows for n in range(about.num_row_groups)]
    assert groups == [7, 7, 3]


# SQLite


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("letters", len(LETTERS)),
        ("issues", len(ISSUES)),
        ("citations", len(CITATIONS)),
        ("warnings", len(WARNINGS)),
        ("problems", len(PROBLEMS)),
        ("decisions", ROWS),
        ("issues WHERE outcome = 'upheld'", UPHELD),
        ("citations INNER JOIN issues ON issues.id = issue_id", len(CITATIONS)),
        ("warnings WHERE issue_id IS NOT NULL", 1),
        ("pragma_foreign_key_check", 0),
        ("pragma_integrity_check WHERE integrity_check = 'ok'", 1),
        ("facts", sum(len(letter.issues) for letter in CURRENT)),
        ("issues_fts WHERE issues_fts MATCH 'cmd'", 0),
        ("issues_fts WHERE issues_fts MATCH 'tramadol'", TRAMADOL),
    ],
)
def test_database(folder: Path, table: str, rows: int) -> None:
    with closing(sqlite3.connect(folder / "all.db")) as db:
        assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (rows,)


def test_view_of_decisions_has_the_flat_values(folder: Path) -> None:
    def stored(value: object) -> object:
        if isinstance(value, date):
            return value.isoformat()
        return json.dumps(value) if isinstance(value, list) else value

    expected = [
        tuple(stored(shown.value(place)) for shown in COLUMNS) for letter in LETTERS for place in places(letter)
    ]
    lists = [number for number, shown in enumerate(COLUMNS) if shown.kind == "list"]
    with closing(sqlite3.connect(folder / "all.db")) as db:
        rows = db.execute("SELECT * FROM decisions").fetchall()
        names = [about[1] for about in db.execute("PRAGMA table_info(decisions)")]
    assert names == [*(column.name for column in COLUMNS), "issue_id"]
    assert [
        tuple(json.dumps(json.loads(v)) if n in lists else v for n, v in enumerate(row[:-1])) for row in rows
    ] == expected


def test_view_of_outcomes_by_category(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "all.db")) as db:
        totals = db.execute(
            "SELECT sum(issues), sum(upheld), max(overturned_percent) FROM outcomes_by_category"
        ).fetchone()
        cited = db.execute("SELECT sum(citations) FROM citations_by_guideline").fetchone()
        years = db.execute("SELECT decision_year, issues FROM outcomes_by_year").fetchall()
    assert totals == (len(ISSUES), UPHELD, 100.0)
    assert cited == (len(CITATIONS),)
    assert dict(years)[2013] == sum(
        len(letter.issues) for letter in LETTERS if letter.case.decision_date and letter.case.decision_date.year == 2013
    )


def test_database_columns_are_those_that_are_filled(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "all.db")) as db:
        declared = {
            table.name: [about[1] for about in db.execute(f"PRAGMA table_info({table.name})")]
            for table in schema.TABLES
        }
        version = db.execute("PRAGMA user_version").fetchone()
    assert declared == {
        table.name: [*schema.KEYS[table.name], *(column.name for column in table.columns)] for table in schema.TABLES
    }
    assert version == (LAYOUT,)


def test_database_keeps_its_rules(folder: Path) -> None:
    with (
        closing(sqlite3.connect(folder / "all.db")) as db,
        pytest.raises(sqlite3.IntegrityError, match="CHECK"),
    ):
        db.execute("UPDATE issues SET outcome = 'maybe'")


def test_database_takes_the_place_of_what_stands_there(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"no database")
    for _ in range(2):
        written(path, [LETTERS[0].to_json()])
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("SELECT count(*) FROM letters").fetchone() == (1,)


async def fetched(database: Path, *pages: str) -> list[Any]:
    datasette = Datasette([], immutables=[str(database)])
    await datasette.invoke_startup()
    answers = [await datasette.client.get(page) for page in pages]
    for name in list(datasette.databases):
        datasette.get_database(name).close()
    assert [answer.status_code for answer in answers] == [200] * len(pages)
    return [answer.json() for answer in answers]


def test_database_in_datasette(folder: Path) -> None:
    home, issues, searched, specialties, decisions = asyncio.run(
        fetched(
            folder / "all.db",
            "/all.json",
            "/all/issues.json?_facet=outcome&_labels=on",
            "/all/issues.json?_search=tramadol&_shape=objects&_fts_table=issues_fts&_fts_pk=id",
            "/all/letters.json?_facet_array=reviewer_specialties",
            "/all/decisions.json?_shape=array&outcome=upheld&_size=max",
        )
    )
    names = {table.name for table in schema.TABLES} - {"findings"}
    tables = {table["name"]: table["count"] for table in home["tables"] if table["name"] in names}
    assert tables == {
        "letters": len(LETTERS),
        "issues": len(ISSUES),
        "citations": len(CITATIONS),
        "warnings": len(WARNINGS),
        "problems": len(PROBLEMS),
    }
    assert {view["name"] for view in home["views"]} == {
        "decisions",
        "outcomes_by_category",
        "outcomes_by_year",
        "citations_by_guideline",
        "passages",
    }
    facets = {facet["value"]: facet["count"] for facet in issues["facet_results"]["outcome"]["results"]}
    assert facets["upheld"] == UPHELD
    assert len(searched["rows"]) == TRAMADOL
    assert specialties["facet_results"]["reviewer_specialties"]["results"][0]["count"] > 1
    assert len(decisions) == UPHELD


# Findings


def checked() -> Determination:
    """A letter with a finding on an item and one on the whole."""
    letter = imrcli.parse(ROOT / "samples" / "issues-2014-4.pdf")
    box = Place(page=2, bbox=(72.0, 100.25, 300.5, 112.0))
    sides = [
        Side(label="outcome of item 2", pointer="/issues/1/outcome", text="Upheld", places=[box]),
        Side(label="case table", pointer=None, text="02/30/2014", places=[Place(page=1, bbox=box.bbox), box]),
    ]
    item = Finding(code="outcome-contradicts-rationale", severity="high", message="=1+1", issue=1, sides=sides)
    whole = Finding(code="page-missing", severity="low", message="Page 3 is missing.", issue=None, sides=[])
    letter.findings = [whole, item]
    return letter


EVIDENCE = "outcome of item 2, p. 2: “Upheld” | case table, p. 1-2: “02/30/2014”"


def with_findings(path: Path) -> Path:
    sink = opener(path.name, findings=True)(path)
    for letter in (LETTERS[0], checked()):
        sink.add(letter.to_json())
    sink.close()
    return path


def test_findings_in_excel(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(with_findings(tmp_path / "a.xlsx"))
    assert book.sheetnames == ["Summary", "Decisions", "Letters", "Citations", "Findings", "Problems"]
    sheet = book["Findings"]
    request = checked().issues[1].request
    assert [[cell.value for cell in column(sheet, name)] for name in ("issue", "request", "severity", "message")] == [
        [None, 2],
        [None, request],
        ["Low", "High"],
        ["Page 3 is missing.", "=1+1"],
    ]
    assert [cell.value for cell in column(sheet, "evidence")] == [None, EVIDENCE]
    assert [cell.value for cell in column(sheet, "pages")] == [None, "1; 2"]


def test_findings_in_the_database(tmp_path: Path) -> None:
    with closing(sqlite3.connect(with_findings(tmp_path / "a.db"))) as db:
        rows = db.execute(
            "SELECT findings.letter_id, issues.number, severity, code, pages, evidence"
            " FROM findings LEFT JOIN issues ON issues.id = issue_id"
        ).fetchall()
        assert db.execute("SELECT count(*) FROM pragma_foreign_key_check").fetchone() == (0,)
    assert rows == [
        (2, None, "low", "page-missing", "[]", None),
        (2, 2, "high", "outcome-contradicts-rationale", '["1","2"]', EVIDENCE),
    ]


def test_findings_in_parquet(tmp_path: Path) -> None:
    plain, questioned = pq.read_table(with_findings(tmp_path / "a.parquet")).to_pylist()
    assert plain["findings"] is None
    expected = msgspec.to_builtins(checked().findings)
    nothing = dict.fromkeys(Place.__struct_fields__)
    for finding in expected:
        for side in finding["sides"]:
            side["places"] = [nothing | place | {"bbox": list(place["bbox"])} for place in side["places"]]
    assert questioned["findings"] == expected


def test_findings_in_json_lines(tmp_path: Path) -> None:
    lines = with_findings(tmp_path / "a.jsonl").read_bytes().splitlines()
    plain, questioned = map(json.loads, lines)
    assert "findings" not in plain
    assert questioned["findings"] == json.loads(msgspec.json.encode(checked().findings))


def test_findings_have_no_place_in_rows_of_treatments(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no place for findings"):
        opener("a.csv", findings=True)


@pytest.mark.parametrize("ending", ENDINGS[2:])
def test_findings_are_passed_over_where_nothing_was_asked(tmp_path: Path, ending: str) -> None:
    written(tmp_path / f"a.{ending}", [checked().to_json()])


# All


@pytest.mark.parametrize("ending", ENDINGS[1:])
def test_keys_that_a_table_has_no_place_for_are_passed_over(tmp_path: Path, ending: str) -> None:
    line = LETTERS[0].to_json()
    more = line[:-1] + b',"evidence":{"/issues/0/request":[{"page":1,"bbox":[1,2,3,4]}]},"later":1}'
    plain = written(tmp_path / f"plain.{ending}", [line]).read_bytes()
    if ending == "db":  # has the pages of places
        more = more.replace(b"/issues/0/request", b"/case/number")
    if ending == "xlsx":  # holds the time at which it was made
        book = openpyxl.load_workbook(written(tmp_path / "more.xlsx", [more]))
        assert book["Decisions"].max_row == len(LETTERS[0].issues) + 1
    else:
        assert written(tmp_path / f"more.{ending}", [more]).read_bytes() == plain


@pytest.mark.parametrize("ending", ENDINGS)
def test_batch_without_letters_is_a_whole_file(tmp_path: Path, ending: str) -> None:
    path = written(tmp_path / f"a.{ending}", [])
    if ending == "jsonl":
        assert path.read_bytes() == b""
    elif ending == "csv":
        assert len(pandas.read_csv(path)) == 0
    elif ending == "xlsx":
        assert [sheet.max_row for sheet in openpyxl.load_workbook(path)][1:] == [1, 1, 1, 1]
    elif ending == "parquet":
        assert polars.read_parquet(path).height == 0
    else:
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("SELECT count(*) FROM decisions").fetchone() == (0,)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    ("place", "says"), [("none/a", "No such file"), (".", "Is a directory|Cannot open for writing")]
)
def test_output_that_cannot_be_written(tmp_path: Path, ending: str, place: str, says: str) -> None:
    with pytest.raises(OSError, match=says):
        written(tmp_path / place, [], output=f"a.{ending}")


def test_full_disk_is_an_os_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "FAST", f"{sqlite.FAST} PRAGMA max_page_count = 60;")
    with pytest.raises(OSError, match="full"):
        written(tmp_path / "a.db", [letter.to_json() for letter in LETTERS])


def test_dictionary_is_made_from_the_columns() -> None:
    done = subprocess.run(
        [sys.executable, "docs/make_dictionary.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.stdout.decode() == "docs/data-dictionary.md is true\n"
