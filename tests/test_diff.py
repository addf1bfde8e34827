"""`imr diff`: what differs between databases and JSON lines, by letter and field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from corpus_letters import cited, database, item, letter, samples
from msgspec.structs import replace
from typer.testing import CliRunner

from imrcli.cli.app import application
from imrcli.corpus.diff import Difference, differences
from imrcli.errors import CorpusError, NotFound
from imrcli.model import Determination
from imrcli.render.differences import shortened

BASE = [
    letter(1, item("MRI of the knee", "upheld", cited(guideline="Knee Complaints", pages=["341"]))),
    letter(2, item("Norco #60"), item("Percocet")),
]


def changed(at: int = 0, **fields: Any) -> list[Determination]:
    """The letters with another value in the first item of one."""
    one = BASE[at]
    return [
        replace(one, issues=[replace(one.issues[0], **fields), *one.issues[1:]]) if known is one else known
        for known in BASE
    ]


def written(folder: Path, name: str, letters: list[Determination]) -> str:
    path = folder / name
    if path.suffix == ".db":
        database(path, letters)
    else:
        path.write_bytes(b"".join(known.to_json() + b"\n" for known in letters))
    return str(path)


TABLE = [
    (BASE, []),
    (BASE[::-1], []),
    (changed(outcome="overturned"), [("CM16-0000001", "changed", "item 1: outcome", "upheld", "overturned")]),
    (changed(rationale=None), [("CM16-0000001", "removed", "item 1: rationale", BASE[0].issues[0].rationale, None)]),
    (
        changed(authorized="6 visits"),
        [("CM16-0000001", "added", "item 1: authorized", None, "6 visits")],
    ),
    (BASE[:1], [("CM16-0000002", "removed", "", "2016-05-01, upheld, 2 items", None)]),
    (
        [*BASE, letter(3, item("X-ray", "overturned"))],
        [("CM16-0000003", "added", "", None, "2016-05-01, overturned, 1 item")],
    ),
    ([replace(known, source=replace(known.source, path="elsewhere.pdf")) for known in BASE], []),
]


@pytest.mark.parametrize(("after", "found"), TABLE)
@pytest.mark.parametrize("kinds", [("db", "db"), ("jsonl", "jsonl"), ("db", "jsonl"), ("jsonl", "db")], ids="-".join)
def test_differences(
    tmp_path: Path, after: list[Determination], found: list[tuple[Any, ...]], kinds: tuple[str, str]
) -> None:
    first, second = written(tmp_path, f"a.{kinds[0]}", BASE), written(tmp_path, f"b.{kinds[1]}", after)
    assert list(differences(first, second)) == [Difference(*one) for one in found]


def test_a_database_and_its_lines_are_the_same(tmp_path: Path) -> None:
    first, second = (written(tmp_path, f"a.{kind}", list(samples())) for kind in ("db", "jsonl"))
    assert list(differences(first, second)) == []


def test_citations_are_compared(tmp_path: Path) -> None:
    reviewer = replace(BASE[0].issues[0].reviewer, citations=[cited(guideline="Knee Complaints", pages=["343"])])
    first, second = written(tmp_path, "a.db", BASE), written(tmp_path, "b.db", changed(reviewer=reviewer))
    (found,) = differences(first, second)
    assert found.field == "item 1: reviewer citations"
    assert "341" in str(found.before)
    assert "343" in str(found.after)


@pytest.mark.parametrize(
    ("name", "content", "error", "told"),
    [
        ("none.db", None, NotFound, "no such file"),
        ("other.jsonl", b'{"a": 1}\n', CorpusError, "line 1 is no determination"),
        ("other.db", b"SQLite format 3\0" + b"\0" * 100, CorpusError, "is no database of imrcli"),
        ("letter.pdf", b"%PDF-1.4\n", CorpusError, "line 1 is no determination"),
    ],
)
def test_what_cannot_be_compared(
    tmp_path: Path, name: str, content: bytes | None, error: type[Exception], told: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error, match=told):
        list(differences(written(tmp_path, "a.db", BASE), str(path)))


LONG = " ".join(f"word{n}" for n in range(100))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("a b", "a c", ("a b", "a c")),
        ("", "x", ("", "x")),
        (
            LONG,
            LONG.replace("word50", "other"),
            (
                "… word45 word46 word47 word48 word49 word50 word51 word52 word53 word54 word55 …",
                "… word45 word46 word47 word48 word49 other word51 word52 word53 word54 word55 …",
            ),
        ),
    ],
)
def test_long_values_are_cut_to_what_differs(before: str, after: str, shown: tuple[str, str]) -> None:
    assert shortened(before, after) == shown


@pytest.mark.parametrize(
    ("words", "code", "out"),
    [
        ([], 1, "CM16-0000001\n  ~ item 1: outcome\n      was: upheld\n      now: overturned\n"),
        (["--only", "outcome"], 1, "CM16-0000001\n  ~ item 1: outcome\n      was: upheld\n      now: overturned\n"),
        (["--ignore", "*outcome"], 0, ""),
        (["--only", "case*"], 0, ""),
        (
            ["--format", "csv"],
            1,
            "letter,change,field,before,after\nCM16-0000001,changed,item 1: outcome,upheld,overturned\n",
        ),
    ],
)
def test_command(tmp_path: Path, words: list[str], code: int, out: str) -> None:
    files = [written(tmp_path, "a.jsonl", BASE), written(tmp_path, "b.db", changed(outcome="overturned"))]
    ran = CliRunner().invoke(application(["diff"]), ["diff", *files, *words])
    assert (ran.exit_code, ran.stdout.replace("\r", "")) == (code, out)


def test_json_lines(tmp_path: Path) -> None:
    files = [written(tmp_path, "a.jsonl", BASE), written(tmp_path, "b.db", changed(outcome=None))]
    ran = CliRunner().invoke(application(["diff"]), ["diff", *files, "-f", "jsonl"])
    assert json.loads(ran.stdout) == {
        "letter": "CM16-0000001",
        "change": "removed",
        "field": "item 1: outcome",
        "before": "upheld",
        "after": None,
    }


@pytest.mark.parametrize("width", [40, 60, 200])
def test_text_fits_its_width(tmp_path: Path, width: int) -> None:
    long = "Cognitive behavioral therapy for chronic pain of the cervical and lumbar spine, once a week " * 3
    files = [written(tmp_path, "a.jsonl", BASE), written(tmp_path, "b.jsonl", changed(rationale=long)[:1])]

    def told(columns: int) -> str:
        words = ["diff", *files, "--width", str(columns)]
        return str(CliRunner().invoke(application(["diff"]), words).stdout)

    narrow, wide = told(width), told(10000)
    assert max(map(len, narrow.splitlines())) <= width
    assert narrow.split() == wide.split()
    assert len(narrow.splitlines()) > len(wide.splitlines()) == 5
