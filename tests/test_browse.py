"""`imr browse`: Datasette over a database of letters, asked without a server; and one real start."""

from __future__ import annotations

import asyncio
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from corpus_letters import SAMPLES, cited, database, item, letter, samples
from msgspec.structs import replace

import imrcli
from imrcli.browse.about import in_order
from imrcli.browse.queries import QUERIES
from imrcli.browse.server import application, listening
from imrcli.errors import OutputError

EVIL = "<script>alert('x')</script>"


LETTERS = [
    letter(
        1,
        item("MRI of the knee", "overturned", cited(guideline="Knee Complaints"), category="Diagnostic Imaging"),
        item(
            f"Norco {EVIL}", "upheld", category="Pharmaceuticals", rationale=f"Opioids {EVIL} " + "are told of. " * 90
        ),
        decided="2016-05-01",
        specialties=["Pain Medicine"],
    ),
    letter(
        2,
        item("Physical therapy", "partially_overturned", category="Physical Medicine"),
        decided="2016-06-01",
        specialties=["Neurology"],
        clinical_summary=f"Pain, {EVIL}",
        warnings=[imrcli.model.Warning(code="outcome-contradicts-rationale", message=EVIL, issue=0)],
    ),
    letter(3, item("Xray", "overturned"), decided="2016-06-02", specialties=["Neurology"]),
]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = database(tmp_path_factory.mktemp("browse") / "imr.db", LETTERS)
    with closing(sqlite3.connect(path)) as db, db:  # no letter is read so, but another program may have written it
        odd = f'"><img src=x onerror=1>{EVIL}'
        db.execute("UPDATE letters SET case_number = ? WHERE case_number = 'CM16-0000003'", (odd,))
    return path


def asked(path: Path, *places: str) -> list[Any]:
    async def ask() -> list[Any]:
        shown = application(str(path))
        await shown.invoke_startup()
        try:
            return [await shown.client.get(place) for place in places]
        finally:
            for name in list(shown.databases):
                shown.get_database(name).close()

    return asyncio.run(ask())


def rows(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text[:500]
    found: list[dict[str, Any]] = answer.json()
    return found


@pytest.mark.parametrize("name", QUERIES)
def test_every_question_has_an_answer(base: Path, name: str) -> None:
    typed = "?_shape=array" + "".join(f"&{word}=a" for word in set(re.findall(r":(\w+)", QUERIES[name][1])))
    rows(asked(base, f"/imr/{name}.json{typed}")[0])


QUESTIONS = {
    "by_category.json": [("Diagnostic Imaging", 1, 1), ("Pharmaceuticals", 1, 0), ("Physical Medicine", 1, 0)],
    "by_month.json": [("2016-05", 2, 1), ("2016-06", 2, 1)],
    "by_specialty.json": [("Pain Medicine", 2, 1)],
    "by_guideline.json": [("Knee Complaints", 1, 1)],
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_counts(base: Path, name: str) -> None:
    told = [tuple(row.values()) for row in rows(asked(base, f"/imr/{name}?_shape=array")[0])]
    counted = {(row[0], row[1], row[3]) for row in told}
    assert set(QUESTIONS[name]) <= counted


CASES = {
    "of_category.json?category=imaging": ["CM16-0000001"],
    "of_specialty.json?specialty=pain": ["CM16-0000001", "CM16-0000001"],
    "on_guideline.json?guideline=Knee": ["CM16-0000001"],
    "of_body_part.json?body_part=knee": ["CM16-0000001"],
    "in_month.json?month=2016-05": ["CM16-0000001", "CM16-0000001"],
    "with_words.json?words=physical+therapy": ["CM16-0000002"],
    "against_rationale.json?": ["CM16-0000002"],
    "overturned_against_rationale.json?": [],
}


@pytest.mark.parametrize("place", CASES)
def test_decisions(base: Path, place: str) -> None:
    found = [row["case_number"] for row in rows(asked(base, f"/imr/{place}&_shape=array")[0])]
    among = [case for case in found if case.startswith("CM16-000000")]
    assert among == CASES[place]


@pytest.mark.parametrize("table", ["decisions", "issues", "facts"])
def test_full_text(base: Path, table: str) -> None:
    found = rows(asked(base, f"/imr/{table}.json?_shape=array&_search=opioid")[0])
    assert len([row for row in found if row["category"] == "Pharmaceuticals"]) == 1


PAGES = {
    "/": ["Independent Medical Review determinations"],
    "/imr": ["How disputes of each category ended", "/imr/decisions"],
    "/imr/decisions?_sort=case_number": [
        "Decisions, one by one",
        '<a href="/-/letter/CM16-0000001">CM16-0000001</a>',
        '<span class="imr-word imr-partially-overturned">Partially overturned</span>',
        '<details class="imr-fold">',
    ],
    "/imr/issues?_facet=category": ['<a href="/-/letter/CM16-0000002">CM16-0000002</a>', "imr-overturned"],
    "/imr/with_words?words=%22+OR+(": ["Decisions in whose texts all words stand"],
    "/-/letter/CM16-0000001": ["MRI of the knee", "MTUS Knee Complaints", "was not checked", "Its file is not at hand"],
    "/-/letter/CM16-0000002": ["Partially overturned", "outcome-contradicts-rationale", "Clinical case summary"],
    "/imrcli/browse.css": [".imr-fold"],
}


@pytest.mark.parametrize("place", PAGES)
def test_pages(base: Path, place: str) -> None:
    (answer,) = asked(base, place)
    assert answer.status_code == 200
    for words in PAGES[place]:
        assert words in answer.text
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert not re.findall(r'(?:src|href)="(?:https?:)?//(?!localhost/|datasette\.io)[^"]*', answer.text)


def test_a_letter_that_is_at_hand_is_shown_with_its_places(tmp_path: Path) -> None:
    whole = tmp_path / "sample.txt"
    shutil.copy(SAMPLES[0], whole)
    told = replace(samples()[0], source=replace(samples()[0].source, path=str(whole)))
    number = told.case.number
    path = database(tmp_path / "imr.db", [told])
    page, pages = asked(path, f"/-/letter/{number}", f"/-/letter/{number}/pages")
    assert f'src="/-/letter/{number}/pages"' in page.text
    assert pages.status_code == 200
    assert '<meta name="generator" content="imrcli">' in pages.text
    assert number in pages.text


def test_a_file_that_changed_is_not_shown(base: Path, tmp_path: Path) -> None:
    changed = tmp_path / "sample.txt"
    changed.write_text("something else", encoding="utf-8")
    told = replace(samples()[0], source=replace(samples()[0].source, path=str(changed)))
    path = database(tmp_path / "imr.db", [told])
    (answer,) = asked(path, f"/-/letter/{told.case.number}/pages")
    assert (answer.status_code, answer.text) == (404, "The file has changed since it was read")


@pytest.mark.parametrize(
    "place", ["/-/letter/CM99-0000000", "/-/letter/'~20OR~201=1", "/-/letter/CM99-0000000/pages", "/-/letter/.."]
)
def test_no_such_letter(base: Path, place: str) -> None:
    assert asked(base, place)[0].status_code == 404


def test_a_case_number_that_is_no_plain_word_has_its_page(base: Path) -> None:
    (table,) = asked(base, "/imr/decisions?_sort_desc=case_number&request=Xray")
    (link,) = set(re.findall(r'href="(/-/letter/[^"]+)"', table.text))
    (page,) = asked(base, link)
    assert page.status_code == 200
    assert "&lt;img src=x" in page.text
    assert "<img src=x" not in page.text


@pytest.mark.parametrize("sql", ["DELETE FROM letters", "CREATE TABLE x (y)", "ATTACH 'x.db' AS x"])
def test_nothing_can_be_changed(base: Path, sql: str) -> None:
    (answer,) = asked(base, "/imr.json?sql=" + sql.replace(" ", "+"))
    assert answer.status_code == 400
    with closing(sqlite3.connect(base)) as db:
        assert db.execute("SELECT count(*) FROM letters").fetchone() == (3,)


@pytest.mark.parametrize(
    ("table", "names", "ordered"),
    [
        (
            "letters",
            ["id", "sha256", "outcome", "case_number", "pages"],
            ["case_number", "outcome", "pages", "sha256", "id"],
        ),
        ("terms", ["id", "kind"], ["id", "kind"]),
        (None, ["b", "a"], ["b", "a"]),
    ],
)
def test_order(table: str | None, names: list[str], ordered: list[str]) -> None:
    assert in_order(table, names) == ordered


@pytest.mark.parametrize(
    "place", ["/imr.json?sql=select+*+from+nowhere", "/imr?sql=select+*+from+nowhere", "/imr/letters?_sort=nowhere"]
)
def test_a_query_that_is_wrong_is_told_without_a_traceback(
    base: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (answer,) = asked(base, place)
    assert answer.status_code >= 400
    assert "nowhere" in answer.text
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(OutputError, match="is in use; choose another --port"):
            listening("127.0.0.1", other.getsockname()[1])


IMR = [sys.executable, "-c", "from imrcli.cli import main; main()"]


@pytest.mark.slow
def test_a_real_start(base: Path) -> None:
    with subprocess.Popen([*IMR, "browse", str(base), "--port", "0"], stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        said = server.stderr.readline()
        try:
            where = re.findall(r"http://127\.0\.0\.1:\d+/", said)[0]
            with urllib.request.urlopen(f"{where}-/letter/CM16-0000001", timeout=30) as answer:
                assert "MRI of the knee" in answer.read().decode()
        finally:
            server.terminate()


@pytest.mark.slow
def test_what_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("nothing", encoding="utf-8")
    done = subprocess.run([*IMR, "browse", str(tmp_path / "x.db")], capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (20, 1)
