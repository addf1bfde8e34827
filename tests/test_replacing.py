"""What an output may take the place of, and how a database takes the place of another."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stderr
from pathlib import Path
from typing import NamedTuple

import pytest
from test_cli import LETTER, OTHER, SAMPLES

from imrcli import output as outputs
from imrcli.batch.engines.inline import InlineEngine
from imrcli.batch.job import Options
from imrcli.cli.app import application
from imrcli.errors import ExitCode, OutputError
from imrcli.own import APPLICATION_ID, is_own
from imrcli.render import RENDERERS

BATCH = ("jsonl", "csv", "xlsx", "parquet", "db", "sqlite")


class Done(NamedTuple):
    code: int
    said: str


@contextmanager
def in_this_process(workers: int, options: Options, tell: object) -> Iterator[InlineEngine]:
    yield InlineEngine(options)


def imr(*words: str | Path) -> Done:
    """What the command does, in this process."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patched, redirect_stderr(said):
        patched.setattr("imrcli.batch.engines.here.reading", in_this_process)
        patched.setattr("imrcli.render.table", RENDERERS["table"])  # its module, once imported, has the same name
        patched.setenv("IMR_DEBUG", "1")
        code = application([str(words[0])])([str(word) for word in words], standalone_mode=False)
    return Done(int(code or 0), said.getvalue())


@pytest.fixture(autouse=True)
def _there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("imrcli.sqlite_file._WAIT", 0.1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one output of every kind."""
    folder = tmp_path_factory.mktemp("made")
    for ending in ("json", "jsonl", "csv", "md", "txt"):
        imr("parse", LETTER, "-o", folder / f"parse.{ending}")
        imr("parse", LETTER, OTHER, "-o", folder / f"parse2.{ending}")
    for ending in ("json", "jsonl", "csv", "txt"):
        imr("check", LETTER, "-q", "-o", folder / f"check.{ending}")
        imr("check", LETTER, OTHER, "-q", "-o", folder / f"check2.{ending}")
    for ending in ("html", "pdf"):
        imr("show", LETTER, "-o", folder / f"show.{ending}")
    for ending in BATCH:
        imr("batch", LETTER, "nowhere.pdf", "-q", "-o", folder / f"batch.{ending}", "--problems", folder / "p.txt")
    for ending in ("csv", "jsonl"):
        words = ("batch", LETTER, LETTER, "-q")  # the second has the first's content, which is a warning
        imr(*words, "-o", folder / "w.db", "--warnings", folder / f"warnings.{ending}")
    for ending in STATS:
        imr("stats", folder / "batch.db", "--by", "category", "-o", folder / f"stats.{ending}")
        imr("stats", folder / "batch.db", "-o", folder / f"stats1.{ending}")
    for ending in SEARCH:
        imr("search", folder / "batch.db", "-q", "-o", folder / f"search.{ending}")
    imr("search", folder / "batch.db", "-q", "--cite", "-o", folder / "cite.txt")
    for ending in ("json", "txt"):
        imr("similar", folder / "batch.db", "MRI of the knee", "-o", folder / f"similar.{ending}")
    for command, more in NARROW.items():
        source = folder / "batch.db" if command in ("search", "similar", "stats") else LETTER
        imr(command, source, *more, "--width", "40", "-o", folder / f"{command}40.txt")
    for ending in ("html", "xlsx"):
        imr("report", folder / "batch.db", "-o", folder / f"report.{ending}")
    imr("batch", OTHER, "-q", "-o", folder / "other.db")
    for ending in ("csv", "jsonl", "md"):
        imr("diff", folder / "batch.db", folder / "other.db", "-o", folder / f"diff.{ending}")
    return folder


SEARCH = ("json", "jsonl", "csv", "md", "txt")
NARROW = {
    "parse": (),
    "check": ("-q",),
    "search": ("-q",),
    "similar": ("MRI of the knee",),
    "stats": ("-b", "category"),
}
STATS = ("csv", "json", "md", "txt", "png", "svg")


NAMES = [
    *(f"{command}.{ending}" for command in ("parse", "parse2") for ending in ("json", "jsonl", "csv", "md", "txt")),
    *(f"{command}.{ending}" for command in ("check", "check2") for ending in ("json", "jsonl", "csv", "txt")),
    *("show.html", "show.pdf", "p.txt", "warnings.csv", "warnings.jsonl"),
    *(f"batch.{ending}" for ending in BATCH),
    *(f"{name}.{ending}" for name in ("stats", "stats1") for ending in STATS),
    *(f"search.{ending}" for ending in SEARCH),
    *("cite.txt", "similar.json", "similar.txt"),
    *(f"{command}40.txt" for command in NARROW),
    *("report.html", "report.xlsx", "diff.csv", "diff.jsonl", "diff.md"),
]


def test_an_output_is_known_by_its_content(made: Path) -> None:
    unknown = []
    for name in NAMES:
        shutil.copy(made / name, "other")
        if not is_own(Path("other")):
            unknown.append(name)
    assert unknown == []


def database(name: str, *statements: str) -> None:
    with closing(sqlite3.connect(name)) as mine:
        mine.executescript("; ".join(statements or ("CREATE TABLE mine (a)", "INSERT INTO mine VALUES (1)")))


def own_database(name: str, *statements: str) -> None:
    imr("batch", LETTER, "-q", "-o", Path(name))
    with closing(sqlite3.connect(name)) as mine:
        mine.executescript("; ".join(statements))


def workbook(name: str) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(name) as book:
        book.add_worksheet()


def saved_by_hand(name: str) -> None:
    imr("batch", LETTER, "-q", "-o", Path("made.xlsx"))
    with zipfile.ZipFile("made.xlsx") as made, zipfile.ZipFile(name, "w") as saved:
        for member in made.namelist():
            data = made.read(member)
            saved.writestr(member, data.replace(b"<cp:lastModifiedBy>", b"<cp:lastModifiedBy>R. Roe"))


FOREIGN: dict[str, Callable[[str], object]] = {
    "a letter": lambda name: shutil.copy(LETTER, name),
    "a text": lambda name: Path(name).write_text("Remember the milk.\n"),
    "a text of findings": lambda name: Path(name).write_text("2 findings in 3 of 4 letters are mine\n"),
    "JSON": lambda name: Path(name).write_text('{"mine": 1}'),
    "JSON of another's": lambda name: Path(name).write_text('{"schema_version": "2", "name": "x"}'),
    "CSV": lambda name: Path(name).write_text("case_number,decision_date,mine\n1,2,3\n"),
    "Markdown": lambda name: Path(name).write_text("## My notes\n\n- Outcome: good\n"),
    "a page": lambda name: Path(name).write_text("<!DOCTYPE html>\n<html></html>"),
    "bytes": lambda name: Path(name).write_bytes(bytes(range(256))),
    "an archive": lambda name: zipfile.ZipFile(name, "w").close(),
    "a workbook": workbook,
    "a workbook that was saved by hand": saved_by_hand,
    "Parquet of another's": lambda name: Path(name).write_bytes(b"PAR1" + b"x" * 40 + b"\x28\0\0\0PAR1"),
    "a database": database,
    "a database with tables like ours": lambda name: database(name, "CREATE TABLE letters (a)"),
    "our database with a table more": lambda name: own_database(name, "CREATE TABLE notes (a)"),
    "our database with a view more": lambda name: own_database(name, "CREATE VIEW mine AS SELECT 1"),
    "our database under another's sign": lambda name: own_database(name, "PRAGMA application_id = 7"),
}


@pytest.mark.parametrize("what", FOREIGN)
def test_another_file_is_not_known(what: str) -> None:
    FOREIGN[what]("file.xlsx" if "workbook" in what else "file.db")
    (path,) = Path().glob("file.*")
    assert not is_own(path)


def test_a_file_without_content_is_nobodys() -> None:
    Path("empty").touch()
    assert is_own(Path("empty"))


COMMANDS = [
    ("parse", "letter.pdf", "-o", "x.json"),
    ("parse", "letter.pdf", "-f", "csv", "-o", "x.csv"),
    ("check", "letter.pdf", "-o", "x.txt"),
    ("show", "letter.pdf", "-o", "x.html"),
    ("show", "letter.pdf", "-o", "x.pdf"),
    ("batch", "letter.pdf", "-o", "x.jsonl"),
    ("batch", "letter.pdf", "-o", "x.db"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: f"{words[0]} {words[-1]}")
def test_another_file_stays_unless_it_is_said(words: tuple[str, ...], tmp_path: Path) -> None:
    shutil.copy(LETTER, "letter.pdf")
    output = Path(words[-1])
    output.write_text("Remember the milk.\n")
    done = imr(*words)
    assert done.code == ExitCode.OUTPUT
    assert done.said.splitlines() == [
        f"imr: {output}: is no output of imrcli and is not replaced; write to another file, or add --overwrite"
    ]
    assert output.read_text() == "Remember the milk.\n"
    assert imr(*words, "--overwrite").code in (0, ExitCode.FINDINGS)
    assert is_own(output)
    assert imr(*words).code in (0, ExitCode.FINDINGS)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["letter.pdf", output.name])


def test_a_page_beside_its_letter_is_not_written_over_either() -> None:
    shutil.copy(LETTER, "letter.pdf")
    Path("letter.html").write_text("<p>mine")
    assert imr("show", "letter.pdf").code == ExitCode.OUTPUT
    assert Path("letter.html").read_text() == "<p>mine"


def test_problems_are_not_written_over_another_file() -> None:
    Path("mine.txt").write_text("mine")
    done = imr("batch", LETTER, "-o", "o.jsonl", "--problems", "mine.txt")
    assert (done.code, Path("mine.txt").read_text()) == (ExitCode.OUTPUT, "mine")
    assert not Path("o.jsonl").exists()


def test_a_folder_is_never_thrown_away() -> None:
    Path("out.parquet").mkdir()
    Path("out.parquet/part-000000.parquet").touch()
    outputs.check("out.parquet", folder=True)
    Path("out.parquet/letter.pdf").touch()
    with pytest.raises(OutputError, match="holds more than an output"):
        outputs.check("out.parquet", folder=True, overwrite=True)


# --- databases --------------------------------------------------------------------------------------------


def letters_in(name: str) -> int:
    with closing(sqlite3.connect(name)) as read:
        assert read.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return int(read.execute("SELECT COUNT(*) FROM letters").fetchone()[0])


@pytest.fixture
def old() -> Iterator[sqlite3.Connection]:
    """A connection to `m.db`, an earlier output of one letter."""
    own_database("m.db")
    connection = sqlite3.connect("m.db", isolation_level=None)
    yield connection
    connection.close()


def replaced(*words: str) -> Done:
    sources = [SAMPLES / f"{name}-1.pdf" for name in ("review-2013", "notice-2013", "issues-2014")]
    return imr("batch", *sources, "-q", "-o", "m.db", *words)


@pytest.mark.parametrize("mode", ["delete", "wal", "truncate", "persist"])
def test_a_database_that_another_program_has_open(mode: str, old: sqlite3.Connection) -> None:
    old.execute(f"PRAGMA journal_mode={mode}")
    old.execute("UPDATE letters SET case_number = 'x'")
    assert replaced() == (0, "")
    assert old.execute("SELECT COUNT(*) FROM letters WHERE case_number <> 'x'").fetchone() == (3,)
    old.execute("DELETE FROM letters WHERE id = 1")
    old.close()
    assert letters_in("m.db") == 2


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_a_database_that_another_program_is_writing(mode: str, old: sqlite3.Connection) -> None:
    old.execute(f"PRAGMA journal_mode={mode}")
    old.execute("BEGIN IMMEDIATE")
    old.execute("DELETE FROM letters")
    code, said = replaced()
    assert code == ExitCode.OUTPUT
    assert "is open in another program" in said
    assert said.count("\n") == 1
    old.execute("ROLLBACK")
    assert letters_in("m.db") == 1
    assert replaced("--resume") == (0, "")
    assert letters_in("m.db") == 3


def left_by_a_crash(mode: str) -> None:
    """`m.db` as a program leaves it that dies while it writes: with what lies beside it."""
    own_database("w.db", f"PRAGMA journal_mode={mode}")
    writer = sqlite3.connect("w.db", isolation_level=None)
    writer.execute("PRAGMA cache_size=1")
    if mode == "wal":
        writer.execute("UPDATE letters SET case_number = 'committed'")
    writer.execute("BEGIN")
    writer.execute("CREATE TABLE t (a)")
    writer.execute("INSERT INTO t VALUES (hex(zeroblob(400000)))")
    for ending in ("", "-wal", "-journal"):
        if os.path.exists(f"w.db{ending}"):
            shutil.copy(f"w.db{ending}", f"m.db{ending}")
    writer.close()


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_a_database_that_a_crash_left_with_its_journal(mode: str) -> None:
    left_by_a_crash(mode)
    assert any(os.path.exists(f"m.db{ending}") for ending in ("-wal", "-journal"))
    code, said = replaced()
    if code:  # its journal has to be played back first, which an output may not decide
        assert "add --overwrite" in said
        code, said = replaced("--overwrite", "--resume")
    assert (code, said) == (0, "")
    assert letters_in("m.db") == 3


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_what_a_database_left_that_is_gone(ending: str) -> None:
    left_by_a_crash("wal" if ending == "-wal" else "delete")
    os.remove("m.db")
    assert os.path.exists(f"m.db{ending}")
    assert replaced() == (0, "")
    assert letters_in("m.db") == 3


def test_a_users_database_is_replaced_where_that_is_said() -> None:
    database("m.db")
    assert replaced()[0] == ExitCode.OUTPUT
    assert replaced("--overwrite") == (0, "")
    assert letters_in("m.db") == 3


def test_a_damaged_database_is_replaced_where_that_is_said() -> None:
    Path("m.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    assert replaced()[0] == ExitCode.OUTPUT
    assert replaced("--overwrite") == (0, "")
    assert letters_in("m.db") == 3


def test_a_database_keeps_its_mode_and_a_link_its_target() -> None:
    own_database("real.db")
    os.chmod("real.db", 0o640)
    os.symlink("real.db", "m.db")
    assert replaced() == (0, "")
    assert (os.stat("real.db").st_mode & 0o777, os.path.islink("m.db"), letters_in("real.db")) == (0o640, True, 3)


def test_a_database_says_whose_it_is() -> None:
    own_database("m.db")
    with closing(sqlite3.connect("m.db")) as made:
        assert made.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_a_text_does_not_take_the_place_of_an_open_database() -> None:
    own_database("m.db")
    with pytest.raises(OutputError, match="is a database"):
        outputs.write(b"x", "m.db")
    assert letters_in("m.db") == 1
