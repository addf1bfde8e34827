"""Many letters from Python: results in their order, data frames, and how a determination shows itself."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from corpus_letters import database, item, letter, samples

import imrcli
from imrcli.model import Case, Determination, Problem
from imrcli.reading import Report

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "letters"
    made.mkdir()
    shutil.copy(SAMPLES / "issues-2014-1.pdf", made / "a.pdf")
    (made / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    shutil.copy(SAMPLES / "notice-2013-1.txt", made / "c.txt")
    return made


@pytest.mark.parametrize("workers", [0, 2])
def test_results_come_in_the_order_of_their_sources(folder: Path, workers: int) -> None:
    results = list(imrcli.read_many(folder, workers=workers))
    assert [type(result) for result in results] == [Determination, Problem, Determination]
    names = [Path(r.source.path or "").name if isinstance(r, Determination) else Path(r.source).name for r in results]
    assert names == ["a.pdf", "b.pdf", "c.txt"]
    assert results[0] == imrcli.parse(folder / "a.pdf")


@pytest.mark.parametrize("piped", [False, True])
def test_a_script_without_a_guard_reads_many(folder: Path, tmp_path: Path, piped: bool) -> None:
    lines = (
        "import imrcli",
        f"results = list(imrcli.read_many({str(folder)!r}, workers=2))",
        "print([type(result).__name__ for result in results])",
    )
    script = tmp_path / "script.py"
    script.write_text("\n".join(lines))
    words, given = ([sys.executable, "-"], script.read_text()) if piped else ([sys.executable, str(script)], "")
    done = subprocess.run(words, input=given, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("['Determination', 'Problem', 'Determination']\n", "")


def test_several_sources_and_what_is_asked_for(folder: Path) -> None:
    first, second = imrcli.read_many([folder / "a.pdf", str(folder / "c.txt")], workers=0, evidence=True, check=True)
    assert isinstance(first, Determination)
    assert isinstance(second, Determination)
    assert isinstance(first.evidence, dict)
    assert isinstance(second.findings, list)


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_to_frame(library: Any) -> None:
    pytest.importorskip(library)
    letters: list[Determination | Problem] = [
        *samples(),
        Problem(source="x", sha256=None, code="empty", message="is empty"),
    ]
    with pytest.warns(UserWarning, match=r"^1 of \d+ results are problems and in no row; the first: x: is empty$"):
        table = imrcli.to_frame(letters, library=library)
    assert len(table) == sum(max(1, len(known.issues)) for known in samples())
    rows = table.to_dicts() if library == "polars" else table.to_dict("records")
    first = samples()[0]
    assert rows[0]["case_number"] == first.case.number
    day = rows[0]["decision_date"]
    assert (day if library == "polars" else day.date()) == first.case.decision_date
    assert list(rows[0]["reviewer_specialties"]) == first.reviewer.specialties
    assert isinstance(first.case.decision_date, date)


def test_an_empty_frame_has_its_columns() -> None:
    assert list(imrcli.to_frame([]).columns) == list(imrcli.to_frame(samples()[0]).columns)


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_statistics_as_a_frame(tmp_path: Path, library: Any) -> None:
    pytest.importorskip(library)
    path = database(tmp_path / "imr.db", [letter(1, item("MRI", "overturned", category="Diagnostic Testing"))])
    with imrcli.Corpus(path) as corpus:
        table = corpus.stats("category", library=library)
        assert list(table["category"]) == ["Diagnostic Testing"]
        assert list(table["share_overturned"]) == [1.0]
        assert list(corpus.stats(library=library)["decisions"]) == [1]


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({}, "CM16-0000001, decided 2016-05-01: upheld (1 disputed treatment)"),
        (
            {"case": Case(**dict.fromkeys(Case.__struct_fields__))},
            "case number not read: upheld (1 disputed treatment)",
        ),
        ({"decision_date": None, "outcome": None}, "CM16-0000001: outcome not read (1 disputed treatment)"),
    ],
)
def test_a_determination_prints_short(changes: dict[str, Any], shown: str) -> None:
    assert str(letter(1, item("MRI"), **changes)) == shown
    assert str(Report(determination=letter(1, item("MRI"), **changes), findings=[], text=None)) == (
        f"<Report: {shown}; 0 findings>"
    )


def test_a_notebook_shows_no_markup_of_the_letter() -> None:
    markup = letter(1, item("<b>MRI</b> & more"))._repr_html_()
    assert "&lt;b&gt;MRI&lt;/b&gt; &amp; more" in markup
    assert "<table>" in markup


def test_names_of_the_package() -> None:
    for name in imrcli.__all__:
        assert getattr(imrcli, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        imrcli.nothing  # noqa: B018


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_what_is_found_as_a_frame(tmp_path: Path, library: Any) -> None:
    pytest.importorskip(library)
    letters = [
        letter(1, item("MRI of the knee", "overturned"), item("Norco"), decided="2016-05-01"),
        letter(2, item("CT of the knee"), decided="2017-05-01"),
    ]
    with imrcli.Corpus(database(tmp_path / "imr.db", letters)) as corpus:
        table = corpus.search("knee", library=library)
        assert list(table["request"]) == [hit.request for hit in corpus.find("knee").hits]
        assert "\x02" not in "".join(table["passage"])
        table = corpus.search(sort="oldest", limit=2, library=library)
        day = next(iter(table["decision_date"]))
        assert (day if library == "polars" else day.date()) == date(2016, 5, 1)
        assert list(table["item"]) == [1, 2]
        nothing = corpus.search("acupuncture", library=library)
        assert list(nothing.columns) == list(table.columns)
        assert str(nothing["item"].dtype) == str(table["item"].dtype) == "Int64"


@pytest.mark.parametrize(
    ("filters", "decisions"),
    [
        ({"outcome": "overturned"}, 1),
        ({"outcome": ["Overturned", "upheld"]}, 3),
        ({"since": "2017"}, 1),
        ({"until": "2016-12"}, 2),
        ({"since": date(2016, 5, 1), "until": date(2016, 5, 1)}, 2),
        ({"age": 44}, 2),
        ({"age": (44, 70)}, 3),
        ({"sex": None}, 3),
        ({"outcome": "Over"}, 1),
        ({"sex": "F", "priority": "standard"}, 3),
        ({"words": "knee", "category": "Diagnostic Testing"}, 2),
    ],
)
def test_filters_as_people_write_them(tmp_path: Path, filters: dict[str, Any], decisions: int) -> None:
    imaging = {"category": "Diagnostic Testing"}
    letters = [
        letter(
            1,
            item("MRI of the knee", "overturned", **imaging),
            item("Norco"),
            decided="2016-05-01",
            age=44,
            sex="female",
        ),
        letter(2, item("CT of the knee", **imaging), decided="2017-05-01", age=70, sex="female"),
    ]
    with imrcli.Corpus(database(tmp_path / "imr.db", letters)) as corpus:
        assert corpus.count(**filters).total.decisions == decisions
        assert len(corpus.search(**filters)) == decisions


@pytest.mark.parametrize(
    ("filters", "error", "says"),
    [
        ({"colour": "red"}, TypeError, "there is no filter 'colour', but words"),
        ({"since": "last year"}, imrcli.ImrError, "since 'last year' is no date"),
        ({"outcome": "won"}, imrcli.ImrError, r"outcome 'won' is none of upheld \(the denial stands\), overturned"),
    ],
)
def test_filters_that_are_none(tmp_path: Path, filters: dict[str, Any], error: type[Exception], says: str) -> None:
    with (
        imrcli.Corpus(database(tmp_path / "imr.db", [letter(1, item("MRI"))])) as corpus,
        pytest.raises(error, match=says),
    ):
        corpus.count(**filters)


def test_similar_to_a_letter(tmp_path: Path) -> None:
    past = letter(1, item("MRI of the knee", "overturned"))
    with imrcli.Corpus(database(tmp_path / "imr.db", [past])) as corpus:
        (answer,) = corpus.similar(letter(2, item("MRI of the left knee")))
        assert [near.hit.case_number for near in answer.nearest] == ["CM16-0000001"]


@pytest.mark.parametrize("name", ["report.html", "report.xlsx"])
def test_a_report(tmp_path: Path, name: str) -> None:
    with imrcli.Corpus(database(tmp_path / "imr.db", [letter(1, item("MRI", "overturned"))])) as corpus:
        for _ in range(2):
            corpus.report(tmp_path / name)
        with pytest.raises(imrcli.ImrError, match="it writes html, xlsx"):
            corpus.report(tmp_path / "report.pdf")
    assert (tmp_path / name).stat().st_size > 1000
