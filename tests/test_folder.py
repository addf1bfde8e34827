"""A folder of flat Parquet gives the same numbers as the database of the same letters."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import polars
import pyarrow.parquet as pq
import pytest
from corpus_letters import cited, database, item, letter, samples
from msgspec.structs import replace

from imrcli.annual.parts import report
from imrcli.corpus.corpus import Corpus
from imrcli.corpus.dimensions import DIMENSIONS
from imrcli.corpus.facts import APART, ENDING
from imrcli.corpus.folder import asked
from imrcli.corpus.opening import opened
from imrcli.corpus.selection import Selection
from imrcli.corpus.stats import statistics
from imrcli.errors import CorpusError, NotFound
from imrcli.model import Determination, Warning

CORRECTED = letter(3, item("Ultram", "overturned", category="Pharmaceuticals", subcategory="Opioids"), age=None)
LETTERS: list[Determination] = [
    letter(
        1,
        item("MRI of the knee", "overturned", cited(guideline="Knee Complaints", sections=["Imaging"])),
        item("Norco 10/325", category="Pharmaceuticals", subcategory="Opioids"),
        age=44,
        sex="female",
        specialties=["Pain Medicine", "Anesthesiology"],
        decided="2016-05-01",
        application_received=date(2016, 4, 1),
    ),
    letter(
        2,
        item("Physical therapy", "partially_overturned", cited("ODG", chapter="Knee"), category="Rehabilitation"),
        item("Nothing", None),  # type: ignore[arg-type]
        age=83,
        decided="2015-12-31",
        warnings=[Warning(code="outcome-contradicts-rationale", message="x", issue=0)],
    ),
    letter(3, item("Tramadol", "upheld", category="Pharmaceuticals"), age=19),
    letter(4, age=20),
    CORRECTED,
    *samples(),
    replace(samples()[0], case=replace(samples()[0].case, number=None)),
    replace(samples()[0], case=replace(samples()[0].case, number=None)),
]
HALF = 5  # the corrected letter is in another part than the one that it replaces


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    where = tmp_path_factory.mktemp("folder")
    parts = where / "parts"
    parts.mkdir()
    for number, (first, last) in enumerate(pairwise([0, HALF - 1, HALF, len(LETTERS)])):
        database(parts / f"part-{number:06}{ENDING}", LETTERS[first:last])
    return str(database(where / "imr.db", LETTERS)), str(parts)


@pytest.fixture(scope="module")
def connections(both: tuple[str, str]) -> Iterator[tuple[Any, Any]]:
    """To all that is in the database, and in the folder."""
    with asked(both[0], Selection()) as of_database, asked(both[1], Selection()) as of_folder:
        yield of_database, of_folder


def numbers(path: str, selection: Selection, *by: str) -> Any:
    with asked(path, selection) as connection:
        return statistics(connection, selection, by)


@pytest.mark.parametrize("by", DIMENSIONS)
def test_by_one_thing(connections: tuple[Any, Any], by: str) -> None:
    of_database, of_folder = (statistics(connection, Selection(), (by,)) for connection in connections)
    assert of_database.groups
    assert of_folder == of_database


@pytest.mark.parametrize(
    "by", [("category", "sex"), ("specialty", "year"), ("drug", "body-part"), ("quarter", "licensure")]
)
def test_crossed(connections: tuple[Any, Any], by: tuple[str, str]) -> None:
    of_database, of_folder = (statistics(connection, Selection(), by) for connection in connections)
    assert of_folder == of_database


@pytest.mark.parametrize(
    "filters",
    [
        {"outcome": ("overturned",)},
        {"category": ("Pharmaceuticals",)},
        {"drug": ("Ultram",)},
        {"drug_class": ("opioids",)},
        {"body_part": ("knee",)},
        {"guideline": ("knee",)},
        {"guideline": ("knee",), "cited_by": "either"},
        {"specialty": ("pain",)},
        {"specialty": ("nothing like it",)},
        {"since": date(2016, 1, 1), "until": date(2016, 12, 31)},
        {"age": (20, 83)},
        {"contradicts": True},
        {"case": ("cm16-0000003",)},
        {"warning": ("outcome-contradicts-rationale",)},
    ],
)
def test_of_a_selection(both: tuple[str, str], filters: dict[str, Any]) -> None:
    of_database, of_folder = (numbers(path, Selection(**filters), "category") for path in both)
    assert of_folder == of_database
    assert of_database.total.decisions < numbers(both[0], Selection()).total.decisions


def test_report(both: tuple[str, str]) -> None:
    reports = []
    for path in both:
        with asked(path, Selection()) as connection:
            reports.append(report(connection, Selection()))
    assert reports[0] == reports[1]


@pytest.mark.parametrize(
    ("filters", "named"),
    [({"words": "MRI"}, "words"), ({"page": (46,)}, "--cites-page"), ({"section": ("Imaging",)}, "--section")],
)
def test_what_needs_the_database_is_refused(both: tuple[str, str], filters: dict[str, Any], named: str) -> None:
    with pytest.raises(CorpusError, match=named), asked(both[1], Selection(**filters)):
        pass


def test_a_folder_without_such_files(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no file in it ends in"), asked(str(tmp_path), Selection()):
        pass


def test_one_file_is_counted_as_a_folder_of_it(tmp_path: Path) -> None:
    path = database(tmp_path / f"a{ENDING}", LETTERS)
    of_file, of_folder = (numbers(str(each), Selection(), "category") for each in (path, tmp_path))
    assert of_file == of_folder
    assert of_file.groups


@pytest.mark.parametrize(
    ("name", "error", "says"),
    [
        ("nested.parquet", CorpusError, r"has a row a letter; give a file whose name ends in \.decisions\.parquet"),
        (f"none{ENDING}", NotFound, "no such file"),
        ("none.db", NotFound, "no such database"),
    ],
)
def test_what_is_not_counted(tmp_path: Path, name: str, error: type[Exception], says: str) -> None:
    database(tmp_path / "nested.parquet", LETTERS[:1])
    with pytest.raises(error, match=says), asked(str(tmp_path / name), Selection()):
        pass


@pytest.mark.parametrize("name", ["", f"a{ENDING}"])
def test_what_is_searched_is_a_database(tmp_path: Path, name: str) -> None:
    database(tmp_path / f"a{ENDING}", LETTERS[:1])
    with pytest.raises(CorpusError, match=r"no database; make one of the letters with: imr batch SOURCE... -o imr\.db"):
        opened(str(tmp_path / name))


@pytest.mark.parametrize("content", [b"", b"no parquet", b"PAR1" * 9])
def test_a_file_that_is_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / f"a{ENDING}").write_bytes(content)
    with pytest.raises(CorpusError, match="cannot be read"), asked(str(tmp_path), Selection()):
        pass


def test_parts_beside_nested_ones_are_found(tmp_path: Path) -> None:
    (tmp_path / APART).mkdir()
    database(tmp_path / "part-000000.parquet", LETTERS[:1])
    database(tmp_path / APART / f"part-000000{ENDING}", LETTERS[:1])
    assert numbers(str(tmp_path), Selection()).total.decisions == 2


def test_the_file_is_flat_and_typed(both: tuple[str, str]) -> None:
    path = Path(both[1]) / f"part-000000{ENDING}"
    frame = polars.read_parquet(path)
    assert frame["request"].to_list()[:2] == ["MRI of the knee", "Norco 10/325"]
    assert frame["decision_date"].dtype == polars.Date
    assert frame["days_from_application"].to_list()[0] == 30
    assert frame["body_parts"].to_list()[0] == ["knee"]
    assert frame["drug_classes"].to_list()[1] == ["Opioids"]
    assert frame["contradicts"].to_list()[:4] == [False, False, True, False]
    assert frame["letter_row"].to_list()[:4] == [1, 1, 2, 2]
    assert all(field.metadata[b"description"] for field in pq.read_schema(path))


def test_a_letter_without_items_has_a_row(tmp_path: Path) -> None:
    path = database(tmp_path / f"a{ENDING}", [letter(4)])
    with duckdb.connect() as connection:
        rows = connection.execute("SELECT case_number, issue, contradicts FROM read_parquet(?)", [str(path)]).fetchall()
    assert rows == [("CM16-0000004", None, None)]


IMR = [sys.executable, "-c", "from imrcli.cli import main; main()"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "code"), [(["--by", "category", "-f", "csv"], 0), (["--words", "MRI"], 20), (["--cites-page", "4"], 20)]
)
def test_the_command(both: tuple[str, str], words: list[str], code: int) -> None:
    of_database, of_folder = (
        subprocess.run([*IMR, "stats", path, *words], capture_output=True, text=True, check=False) for path in both
    )
    assert of_folder.returncode == code
    if code:
        assert len(of_folder.stderr.splitlines()) == 1
    else:
        assert of_folder.stdout == of_database.stdout


def test_a_folder_in_python(both: tuple[str, str], tmp_path: Path) -> None:
    with Corpus(both[0]) as of_database, Corpus(both[1]) as of_folder:
        assert of_folder.count("category", sex="female") == of_database.count("category", sex="female")
        assert of_folder.stats("year").equals(of_database.stats("year"))
        of_folder.report(tmp_path / "report.xlsx")
        for ask in (of_folder.search, of_folder.find, of_folder.similar):
            with pytest.raises(CorpusError, match="no texts to search"):
                ask("MRI")
        with pytest.raises(CorpusError, match="no answer to words"):
            of_folder.count(words="MRI")
