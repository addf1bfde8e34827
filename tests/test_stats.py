"""Statistics: what is counted in which group, how it is shown, and that the real letters' counts are the gold's."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from corpus_letters import cited, database, item, letter

import imrcli
from imrcli.corpus.dimensions import DIMENSIONS
from imrcli.corpus.facts import COUNTED
from imrcli.corpus.opening import opened
from imrcli.corpus.selection import Selection
from imrcli.corpus.stats import Statistics, statistics
from imrcli.errors import CorpusError
from imrcli.model import Determination
from imrcli.render.figures import labels
from imrcli.render.statistics import statistics as shown

SHARED = Path(__file__).parent.parent.parent / "shared"

IMAGING = {"category": "Diagnostic Testing", "subcategory": "Imaging/Radiology"}
DRUGS = {"category": "Pharmaceuticals", "subcategory": "Opioids"}
LETTERS = [
    letter(
        1,
        item("MRI of the lumbar spine", "overturned", cited(guideline="Low Back Complaints"), **IMAGING),
        item("Norco 10/325mg #60", "upheld", cited(guideline="Chronic Pain Medical Treatment"), **DRUGS),
        age=44,
        sex="female",
        specialties=["Pain Medicine", "Anesthesiology"],
        licensure=["California"],
        decided="2016-05-01",
        application_received=date(2016, 4, 1),
        date_assigned=date(2016, 4, 11),
    ),
    letter(
        2,
        item("Norco 5/325mg", "upheld", cited("ODG", chapter="Pain"), **DRUGS),
        item("Percocet", "partially_overturned", **DRUGS),
        age=19,
        sex="male",
        specialties=["Pain Medicine"],
        licensure=["Texas"],
        decided="2017-01-31",
        application_received=date(2017, 1, 1),
        date_assigned=date(2017, 1, 21),
    ),
    letter(
        3,
        item("X-ray of the knee", "overturned", **IMAGING),
        age=None,
        sex=None,
        specialties=["Orthopedic Surgery"],
        licensure=["California"],
        decided="2017-02-10",
        application_received=None,
        date_assigned=None,
    ),
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = database(tmp_path_factory.mktemp("stats") / "imr.db", LETTERS)
    with opened(str(path)) as connection:
        yield connection


def counted(found: Statistics) -> dict[tuple[str | None, ...], tuple[int, int, int]]:
    """Letters, decisions and overturned of each group."""
    return {group.key: (group.letters, group.decisions, group.overturned) for group in found.groups}


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        (["category"], {("Pharmaceuticals",): (2, 3, 0), ("Diagnostic Testing",): (2, 2, 2)}),
        (["subcategory"], {("Opioids",): (2, 3, 0), ("Imaging/Radiology",): (2, 2, 2)}),
        (["outcome"], {("overturned",): (2, 2, 2), ("upheld",): (2, 2, 0), ("partially_overturned",): (1, 1, 0)}),
        (["drug-class"], {("Opioids",): (2, 3, 0), (None,): (2, 2, 2)}),
        (
            ["specialty"],
            {("Pain Medicine",): (2, 4, 1), ("Anesthesiology",): (1, 2, 1), ("Orthopedic Surgery",): (1, 1, 1)},
        ),
        (["licensure"], {("California",): (2, 3, 2), ("Texas",): (1, 2, 0)}),
        (["year"], {("2016",): (1, 2, 1), ("2017",): (2, 3, 1)}),
        (["quarter"], {("2016 Q2",): (1, 2, 1), ("2017 Q1",): (2, 3, 1)}),
        (["month"], {("2016-05",): (1, 2, 1), ("2017-01",): (1, 2, 0), ("2017-02",): (1, 1, 1)}),
        (["sex"], {("female",): (1, 2, 1), ("male",): (1, 2, 0), (None,): (1, 1, 1)}),
        (["age-group"], {("under 20",): (1, 2, 0), ("40-49",): (1, 2, 1), (None,): (1, 1, 1)}),
        (
            ["guideline"],
            {
                (None,): (2, 2, 1),
                ("Chronic Pain Medical Treatment",): (1, 1, 0),
                ("Low Back Complaints",): (1, 1, 1),
                ("ODG Pain",): (1, 1, 0),
            },
        ),
        (
            ["category", "year"],
            {
                ("Pharmaceuticals", "2016"): (1, 1, 0),
                ("Pharmaceuticals", "2017"): (1, 2, 0),
                ("Diagnostic Testing", "2016"): (1, 1, 1),
                ("Diagnostic Testing", "2017"): (1, 1, 1),
            },
        ),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, list) else "",
)
def test_groups(corpus: sqlite3.Connection, by: list[str], groups: dict[Any, Any]) -> None:
    assert counted(statistics(corpus, Selection(), by)) == groups


@pytest.mark.parametrize(
    ("by", "how", "keys"),
    [
        ("year", {}, ["2016", "2017"]),
        ("age-group", {}, ["under 20", "40-49", None]),
        ("category", {}, ["Pharmaceuticals", "Diagnostic Testing"]),
        ("category", {"sort": "share"}, ["Diagnostic Testing", "Pharmaceuticals"]),
        ("category", {"sort": "name"}, ["Diagnostic Testing", "Pharmaceuticals"]),
        ("category", {"least": 3}, ["Pharmaceuticals"]),
        ("drug-class", {}, ["Opioids", None]),
    ],
)
def test_order(corpus: sqlite3.Connection, by: str, how: dict[str, Any], keys: list[str | None]) -> None:
    assert [group.key[0] for group in statistics(corpus, Selection(), [by], **how).groups] == keys


@pytest.mark.parametrize(
    ("selection", "letters", "decisions", "application", "assignment"),
    [
        (Selection(), 3, 5, 30, 15),
        (Selection(category=("Pharmaceuticals",)), 2, 3, 30, 15),
        (Selection(since=date(2017, 1, 1)), 2, 3, 30, 10),
        (Selection(specialty=("Orthopedic Surgery",)), 1, 1, None, None),
        (Selection(outcome=("overturned",), sex="male"), 0, 0, None, None),
    ],
)
def test_total(
    corpus: sqlite3.Connection,
    selection: Selection,
    letters: int,
    decisions: int,
    application: float | None,
    assignment: float | None,
) -> None:
    total = statistics(corpus, selection).total
    assert (total.letters, total.decisions) == (letters, decisions)
    assert (total.days_from_application, total.days_from_assignment) == (application, assignment)


@pytest.mark.parametrize(
    ("by", "how", "told"),
    [
        (["colour"], {}, "no statistics by 'colour', but by category"),
        (["categories"], {}, "no statistics by 'categories' \\(did you mean category\\?\\), but by category"),
        (["year", "year"], {}, "one thing or two different ones"),
        (["year", "sex", "month"], {}, "one thing or two different ones"),
        (["year"], {"sort": "luck"}, "sort 'luck' is none of decisions"),
    ],
)
def test_questions_that_cannot_be_put(
    corpus: sqlite3.Connection, by: list[str], how: dict[str, Any], told: str
) -> None:
    with pytest.raises(CorpusError, match=told):
        statistics(corpus, Selection(), by, **how)


def test_every_dimension_can_be_asked_for(corpus: sqlite3.Connection) -> None:
    for name in DIMENSIONS:
        assert sum(group.decisions for group in statistics(corpus, Selection(), [name]).groups) >= 5, name


def test_csv_and_json_say_the_same(corpus: sqlite3.Connection) -> None:
    found = statistics(corpus, Selection(), ["sex", "year"])
    rows = list(csv.DictReader(io.StringIO(shown(found, "csv"))))
    said = json.loads(shown(found, "json"))
    assert said["by"] == ["sex", "year"]
    assert [{key: "" if value is None else str(value) for key, value in row.items()} for row in said["groups"]] == rows
    assert said["total"]["decisions"] == 5
    assert said["total"]["share_overturned"] == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("width", "bar", "days"), [(60, False, False), (80, False, False), (110, True, False), (130, True, True)]
)
def test_a_table_fits_its_terminal(corpus: sqlite3.Connection, width: int, bar: bool, days: bool) -> None:
    table = shown(statistics(corpus, Selection(), ["category"]), "table", width=width)
    assert max(map(len, table.splitlines())) <= width
    assert ("█" in table, "Days*" in table) == (bar, days)
    assert "Pharmaceuticals" in table
    assert "5 decisions in 3 letters; 40.0% overturned (95%: 11.8 to 76.9%)" in " ".join(table.split())


def test_long_names_have_the_room_of_bars(tmp_path: Path) -> None:
    name = "acetaminophen/caffeine/dihydrocodeine"
    path = database(tmp_path / "imr.db", [letter(1, item("MRI"), specialties=[name])])
    with opened(str(path)) as connection:
        table = shown(statistics(connection, Selection(), ["specialty"]), "table", width=100)
    assert any(line.startswith(name) for line in table.splitlines())


@pytest.mark.parametrize(
    ("by", "width", "head"),
    [
        (["specialty", "year"], 100, ["2016", "2017"]),
        (["year", "specialty"], 60, ["2016", "2017"]),  # turned: there are more specialties
        (["year", "specialty"], 34, []),  # a list: each year's specialties below it
    ],
)
def test_a_cross_table_fits_its_terminal(
    corpus: sqlite3.Connection, by: list[str], width: int, head: list[str]
) -> None:
    lines = shown(statistics(corpus, Selection(), by), "table", width=width).splitlines()
    assert all(line == line.rstrip() for line in lines)
    above = " ".join(lines[: next(at for at, line in enumerate(lines) if line.startswith("─"))]).split()
    assert [word for word in above if word.startswith("201")] == head


@pytest.mark.parametrize("width", [40, 50, 63, 64, 80, 120, 200])
@pytest.mark.parametrize(
    "by", [[], ["category"], ["specialty"], ["category", "year"], ["year", "category"]], ids="+".join
)
def test_every_name_and_number_is_shown_whole(corpus: sqlite3.Connection, by: list[str], width: int) -> None:
    found = statistics(corpus, Selection(), by)
    table = shown(found, "table", width=width)
    assert max(map(len, table.splitlines())) <= width
    assert "…" not in table
    words = set(table.split())
    for group in found.groups:
        assert {part for name in labels(group, found) for part in name.split()} <= words
        assert group.share is None or f"{100 * group.share:.1f}%" in words


def test_names_cannot_break_out(tmp_path: Path) -> None:
    hostile = "=1+1|`x`\x1b[31m<b>"
    path = database(tmp_path / "imr.db", [letter(1, item("MRI"), specialties=[hostile], licensure=[])])
    with opened(str(path)) as connection:
        found = statistics(connection, Selection(), ["specialty"])
    assert "\x1b" not in shown(found, "table")
    assert "'=1+1" in shown(found, "csv")
    assert r"\|" in shown(found, "md")


@pytest.mark.slow
@pytest.mark.parametrize("form", ["png", "svg"])
@pytest.mark.parametrize("by", [[], ["category"], ["month"], ["year", "sex"], ["sex", "category"]], ids="+".join)
def test_charts_are_the_same_each_time(corpus: sqlite3.Connection, by: list[str], form: Any) -> None:
    pytest.importorskip("matplotlib")
    from imrcli.render.charts import chart

    found = statistics(corpus, Selection(), by)
    drawn = chart(found, form)
    assert drawn == chart(found, form)
    assert drawn.startswith(b"\x89PNG" if form == "png" else b"<?xml")
    if form == "svg" and by == ["category"]:
        assert b"100.0% (2 of 2)" in drawn


@pytest.mark.parametrize(("by", "told"), [("month", False), ("specialty", True)])
def test_a_chart_tells_of_groups_only_where_it_leaves_some_out(tmp_path: Path, by: str, told: bool) -> None:
    pytest.importorskip("matplotlib")
    from imrcli.render.charts import MOST, chart

    letters = [
        letter(at, item("MRI"), decided=f"{2013 + at // 12}-{1 + at % 12:02}-01", specialties=[f"Specialty {at}"])
        for at in range(MOST + 1)
    ]
    with opened(str(database(tmp_path / "imr.db", letters))) as connection:
        drawn = chart(statistics(connection, Selection(), [by]), "svg")
    assert (b"1 more groups are not shown" in drawn) == told


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    if not (SHARED / "letters").is_dir():
        pytest.skip("no real letters beside the checkout")
    path = database(tmp_path_factory.mktemp("real") / "imr.db", [read for read, _ in real_letters()])
    with opened(str(path)) as connection:
        yield connection


@cache
def real_letters() -> list[tuple[Determination, dict[str, Any]]]:
    """The real letters, each with its gold."""
    paths = sorted((SHARED / "letters").glob("*.pdf"))
    golden = [json.loads((SHARED / "gold" / f"{path.stem}.json").read_text("utf-8")) for path in paths]
    return list(zip(map(imrcli.parse, paths), golden, strict=True))


def gold() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each disputed treatment of the gold with its letter; of several right categories, the one that was read."""
    for read_letter, told in real_letters():
        for issue, read in zip(told["issues"], read_letter.issues, strict=True):
            kind = [read.category, read.subcategory]
            if kind in issue.get("category_also", []):
                issue = {**issue, "category": kind[0], "subcategory": kind[1]}
            yield told, issue


QUESTIONS: dict[str, Callable[[dict[str, Any], dict[str, Any]], set[str | None]]] = {
    "category": lambda told, issue: {issue["category"]},
    "subcategory": lambda told, issue: {issue["subcategory"]},
    "outcome": lambda told, issue: {issue["outcome"]},
    "year": lambda told, issue: {told["decision_date"][:4]},
    "month": lambda told, issue: {told["decision_date"][:7]},
    "specialty": lambda told, issue: set(told["specialties"]) or {None},
    "licensure": lambda told, issue: set(told["licensure"]) or {None},
    "sex": lambda told, issue: {told["sex"]},
    "priority": lambda told, issue: {told["priority"]},
}


@pytest.mark.slow
@pytest.mark.parametrize("by", QUESTIONS)
def test_real_letters_are_counted_as_the_gold_counts_them(real: sqlite3.Connection, by: str) -> None:
    decisions: Counter[str | None] = Counter()
    overturned: Counter[str | None] = Counter()
    for told, issue in gold():
        for value in QUESTIONS[by](told, issue):
            decisions[value] += 1
            overturned[value] += issue["outcome"] == "overturned"
    found = statistics(real, Selection(), [by]).groups
    assert {group.key[0]: (group.decisions, group.overturned) for group in found} == {
        value: (count, overturned[value]) for value, count in decisions.items()
    }


def test_the_facts_have_the_terms_that_are_counted(corpus: sqlite3.Connection) -> None:
    for kind in COUNTED:
        rows = corpus.execute(f"SELECT issue_id, {kind}_terms FROM facts WHERE {kind}_terms IS NOT NULL").fetchall()
        there = {(issue_id, int(number)) for issue_id, numbers in rows for number in numbers.split(",")}
        terms = corpus.execute(
            "SELECT issue_id, term_id FROM issue_terms JOIN terms ON terms.id = term_id WHERE kind = ?", (kind,)
        )
        assert there == set(terms.fetchall())
    assert {dimension.term for dimension in DIMENSIONS.values() if dimension.term} == set(COUNTED)
