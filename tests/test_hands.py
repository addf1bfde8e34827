"""The command line in people's hands: widths, pipes, several sources, words that are misspelt."""

from __future__ import annotations

import json
import os
import threading
import time
from pathlib import Path

import pytest
from in_process import imr

import imrcli
from imrcli import errors, render
from imrcli.cli.words import meant
from imrcli.errors import ExitCode, ImrError, UsageError

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
LETTER = SAMPLES / "notice-2013-1.txt"
OTHER = SAMPLES / "issues-2014-3.pdf"


@pytest.mark.parametrize("width", [40, 50, 59, 60, 79, 80, 100, 120, 200])
@pytest.mark.parametrize("name", ["issues-2014-1.txt", "notice-2013-1.txt", "determination-2013-2.txt"])
def test_a_table_fits_its_width_and_tears_no_word(name: str, width: int) -> None:
    determination = imrcli.parse(SAMPLES / name)
    shown = render.table([determination], width=width).decode()
    assert max(map(len, shown.splitlines())) <= width
    words = set(shown.replace("│", " ").split())
    asked = {word for issue in determination.issues for word in (issue.request or "").split() if len(word) < 14}
    assert asked - words == set()
    head = shown.split("╭")[0]
    assert all(f"{label}: " in head for label in ("Reviewer", "Injured worker"))
    assert ("Category" in shown) == (width >= 80)
    assert ("Reviewer cites" in shown) == (width >= 60)
    assert str(determination.issues[0].category).split()[0] in shown


def test_a_conclusion_that_differs_is_shown() -> None:
    determination = imrcli.parse(LETTER)
    assert "rationale concludes" not in render.table([determination]).decode()
    determination.issues[0].conclusion = "necessary"
    assert "rationale concludes: medically necessary" in render.table([determination], width=200).decode()
    assert "Upheld (rationale concludes: medically necessary)" in render.markdown([determination]).decode()


@pytest.mark.parametrize("form", ["table", "md"])
def test_reasons_are_printed_where_asked_for(form: str) -> None:
    assert b"Rationale of 1" not in imr("parse", LETTER, "-f", form).stdout
    assert b"Rationale of 3: Testing for illegal drugs" in imr("parse", LETTER, "-f", form, "--rationale").stdout


def test_a_table_of_several_names_its_files() -> None:
    shown = imr("parse", LETTER, OTHER, "-f", "table").stdout.decode()
    assert [line for line in shown.splitlines() if line.startswith(str(SAMPLES))] == [str(LETTER), str(OTHER)]
    assert str(LETTER) not in imr("parse", LETTER, "-f", "table").stdout.decode()


@pytest.mark.parametrize(("columns", "width"), [("50", 50), ("120", 120), ("nonsense", 120)])
def test_columns_are_heeded(columns: str, width: int) -> None:
    shown = imr("parse", LETTER, "-f", "table", COLUMNS=columns).stdout.decode()
    assert max(map(len, shown.splitlines())) == width


@pytest.mark.parametrize("command", ["parse", "text", "sections", "check"])
def test_standard_input_is_read_where_no_source_is_named(command: str) -> None:
    piped, dashed = imr(command, given=LETTER.read_bytes()), imr(command, "-", given=LETTER.read_bytes())
    assert (piped.stdout, piped.returncode) == (dashed.stdout, dashed.returncode)
    assert len(piped.stdout) > 10


@pytest.mark.parametrize("command", ["parse", "text", "sections", "check", "batch -o -"])
def test_a_pipe_is_a_source(command: str) -> None:
    reader, writer = os.pipe()

    def fill() -> None:
        time.sleep(0.2)
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(LETTER.read_bytes())

    filling = threading.Thread(target=fill)
    filling.start()
    done = imr(*command.split(), f"/dev/fd/{reader}")
    filling.join()
    os.close(reader)
    assert b"no such" not in done.stderr
    assert done.returncode in ((0, 1) if command == "check" else (0,))
    assert len(done.stdout) > 10


def test_standard_input_says_what_the_file_says() -> None:
    """What can be read only once is not asked for again when a letter has to be ingested another way."""
    for letter in sorted(SAMPLES.glob("*.pdf"))[:2]:
        piped = json.loads(imr("parse", given=letter.read_bytes()).stdout)
        piped["source"]["path"] = str(letter)
        assert piped == json.loads(imr("parse", letter).stdout)


@pytest.mark.parametrize("command", ["parse", "text", "sections", "check", "show"])
def test_a_folder_is_read_and_one_bad_source_stops_nothing(command: str, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.txt").write_bytes(LETTER.read_bytes())
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "deep" / "b.txt").write_bytes((SAMPLES / "issues-2014-3.txt").read_bytes())
    done = imr(command, tmp_path)
    assert done.stderr.decode().count("bad.pdf: is a damaged") == 1
    assert done.returncode in ((1, 10) if command == "check" else (10,))
    if command == "show":
        assert (tmp_path / "a.html").exists()
        assert (tmp_path / "deep" / "b.html").exists()
    elif command == "parse":
        assert [json.loads(line)["format"] for line in done.stdout.splitlines()] == ["notice-2013", "issues-2014"]


COMMANDS = ("parse", "check", "batch")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], []),
        (["help"], ["--help"]),
        (["help", "check"], ["check", "--help"]),
        (["check", "x"], ["check", "x"]),
        (["-V"], ["-V"]),
        ([str(LETTER), "-f", "md"], ["parse", str(LETTER), "-f", "md"]),
        ([str(SAMPLES)], ["parse", str(SAMPLES)]),
        (["-"], ["parse", "-"]),
    ],
)
def test_words_are_meant(words: list[str], expected: list[str]) -> None:
    assert meant(words, COMMANDS) == expected


@pytest.mark.parametrize(
    ("word", "hint"), [("prase", "parse"), ("chek", "check"), ("bacth", "batch"), ("xyzzy", None), ("", None)]
)
def test_an_unknown_command_is_told_the_nearest(word: str, hint: str | None) -> None:
    with pytest.raises(UsageError) as told:
        meant([word], COMMANDS)
    assert (f"did you mean {hint}?" in str(told.value)) == (hint is not None)


@pytest.mark.parametrize("command", ["parse", "check", "search", "similar", "diff"])
def test_a_wrong_format_is_one_error(command: str, tmp_path: Path) -> None:
    words = [command, *{"similar": ["none.db", "MRI"], "diff": ["a.db", "b.db"]}.get(command, [LETTER])]
    by_option, by_ending = imr(*words, "-f", "xml"), imr(*words, "-o", tmp_path / "out.xml")
    assert by_option.returncode == by_ending.returncode == ExitCode.USAGE
    assert by_option.stderr == by_ending.stderr
    assert by_option.stderr.startswith(b"imr: xml: is no format that `imr " + command.encode())


@pytest.mark.parametrize(
    ("words", "writes"),
    [
        (("stats", "none.db", "-o", "out.xml"), "table, csv, json, md, png, svg"),
        (("report", "none.db", "-o", "out.xml"), "html, xlsx"),
        (("show", LETTER, "-o", "out.xml"), "html, htm, pdf"),
        (("batch", LETTER, "-o", "out.xml"), "jsonl, ndjson, csv, xlsx, parquet, db, sqlite"),
    ],
)
def test_a_wrong_ending_is_that_error_too(words: tuple[str | Path, ...], writes: str) -> None:
    done = imr(*words)
    assert done.returncode == ExitCode.USAGE
    assert done.stderr.decode() == f"imr: xml: is no format that `imr {words[0]}` writes; it writes {writes}\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("parse", ""), "the name is empty"),
        (("batch", "", "-o", "-", "-q"), "the name is empty"),
        (("parse", "--nope", "x"), "No such option: --nope"),
        (("batch", "x"), "Missing option '--output' / '-o'"),
        (("schema", "--of", "x"), "'x' is not one of"),
    ],
)
def test_usage_errors_are_one_line(words: tuple[str, ...], says: str) -> None:
    done = imr(*words)
    assert says in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert done.returncode in (ExitCode.USAGE, ExitCode.NOT_FOUND)


@pytest.mark.parametrize(
    ("kind", "built_in"),
    [
        (errors.NotFound, FileNotFoundError),
        (errors.NoPermission, PermissionError),
        (errors.NotAFile, OSError),
        (errors.EmptySource, ValueError),
        (errors.NotALetter, ValueError),
        (errors.TimedOut, TimeoutError),
        (errors.MemoryExceeded, MemoryError),
        (errors.OutputError, OSError),
        (errors.UnknownFormat, OSError),
    ],
)
def test_errors_are_built_in_ones_too(kind: type[ImrError], built_in: type[Exception]) -> None:
    error = kind("a.pdf", "is wrong")
    assert isinstance(error, built_in)
    assert (str(error), error.name, error.message) == ("a.pdf: is wrong", "a.pdf", "is wrong")
    made = error.__reduce__()
    assert str(made[0](*made[1])) == str(error)


def test_a_missing_file_is_a_file_not_found_error() -> None:
    with pytest.raises(FileNotFoundError, match=r"none\.pdf: no such file"):
        imrcli.parse("none.pdf")
