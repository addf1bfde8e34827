"""The command line, as a user meets it: outputs, failures in one line, exit codes, pipes and terminals."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from in_process import imr, imr_on_terminal
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from imrcli import __version__
from imrcli.cli import COMMANDS
from imrcli.errors import ExitCode

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
LETTER = SAMPLES / "issues-2014-3.pdf"
OTHER = SAMPLES / "notice-2013-1.txt"
IMR = [sys.executable, "-c", "from imrcli.cli import main; main()"]


def imr_apart(*words: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What the command says in a process of its own, at real pipes."""
    return subprocess.run([*IMR, *map(str, words)], input=given, capture_output=True, check=False, cwd=ROOT)


def on_terminal_apart(*words: str | Path) -> str:
    """What the command prints on a terminal from a process of its own."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [*IMR, *map(str, words)],
        stdout=follower,
        stderr=follower,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
    )
    os.close(follower)
    shown = b""
    while True:
        try:
            part = os.read(leader, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    process.wait()
    os.close(leader)
    return shown.decode()


# --- what is printed --------------------------------------------------------------------------------


def test_one_source_in_a_pipe_is_json() -> None:
    determination = json.loads(imr_apart("parse", LETTER).stdout)
    assert (determination["source"]["path"], determination["outcome"]) == (str(LETTER), "partially_overturned")


def test_several_sources_in_a_pipe_are_json_lines() -> None:
    lines = imr_apart("parse", LETTER, OTHER).stdout.splitlines()
    assert [json.loads(line)["format"] for line in lines] == ["issues-2014", "notice-2013"]


@pytest.mark.parametrize("name", ["issues-2014-1.txt", "issues-2014-1.pdf"])
def test_standard_input_is_told_by_its_content(name: str) -> None:
    determination = json.loads(imr_apart("parse", "-", given=(SAMPLES / name).read_bytes()).stdout)
    assert (determination["source"]["path"], determination["format"]) == ("-", "issues-2014")


def test_a_terminal_gets_a_table_in_colour() -> None:
    shown = on_terminal_apart("parse", LETTER)
    assert "Right carpal tunnel release" in shown
    assert "\x1b[32mOverturned" in shown
    assert "\x1b[31mUpheld" in shown


def test_a_table_in_a_file_has_no_colour(tmp_path: Path) -> None:
    imr("parse", LETTER, "--format", "table", "-o", tmp_path / "out.txt")
    shown = (tmp_path / "out.txt").read_text(encoding="utf-8")
    assert "Right carpal tunnel release" in shown
    assert "\x1b" not in shown


def test_csv_has_a_row_for_each_disputed_treatment() -> None:
    rows = list(csv.DictReader(io.StringIO(imr("parse", LETTER, "-f", "csv").stdout.decode())))
    assert [(row["issue"], row["outcome"]) for row in rows] == [
        ("1", "overturned"),
        ("2", "upheld"),
        ("3", "upheld"),
        ("4", "overturned"),
        ("5", "upheld"),
    ]


def test_markdown_has_a_heading_and_a_table() -> None:
    shown = imr("parse", LETTER, "-f", "md").stdout.decode()
    assert shown.startswith("## CM17-0065529")
    assert "| 1 | Right carpal tunnel release | Overturned |" in shown


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.json", b"{\n"), ("a.jsonl", b'{"schema'), ("a.csv", b"case_number,"), ("a.md", b"## ")],
)
def test_format_by_the_ending_of_the_output(tmp_path: Path, name: str, start: bytes) -> None:
    assert imr("parse", LETTER, "-o", tmp_path / name).stdout == b""
    assert (tmp_path / name).read_bytes().startswith(start)


def test_output_replaces_a_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("old")
    imr("parse", LETTER, "-o", tmp_path / "a.json", "--overwrite")
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["schema_version"] == 1


def test_both_readers_say_the_same() -> None:
    fast, slow = (json.loads(imr("parse", LETTER, "-r", r).stdout) for r in ("pdfium", "pdfplumber"))
    assert (fast["source"]["reader"], slow["source"]["reader"]) == ("pdfium", "pdfplumber")
    assert fast["case"] == slow["case"]


def test_text_prints_the_letter() -> None:
    assert b"Right carpal tunnel release: Overturned" in imr("text", LETTER).stdout


def test_clean_text_has_no_furniture() -> None:
    letter = SAMPLES / "determination-2013-1.txt"
    assert b"Final Determination Letter for" in imr("text", letter).stdout
    assert b"Final Determination Letter for" not in imr("text", "--clean", letter).stdout


def test_sections_of_a_packet_are_each_letters(tmp_path: Path) -> None:
    texts = [(SAMPLES / f"{name}.txt").read_text(encoding="utf-8") for name in ("issues-2014-1", "notice-2013-1")]
    packet = tmp_path / "packet.txt"
    packet.write_text("\f".join(text.strip("\n\f") for text in texts), encoding="utf-8")
    outlines = [json.loads(line) for line in imr("sections", packet).stdout.splitlines()]
    assert [(outline["letter"], outline["format"]) for outline in outlines] == [(1, "issues-2014"), (2, "notice-2013")]


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
def test_sections_fit_their_terminal(columns: int) -> None:
    lines = imr_on_terminal("sections", LETTER, COLUMNS=str(columns)).stderr.decode().splitlines()
    assert max(map(len, lines)) <= columns
    (summary,) = (line for line in lines if line.startswith("summary"))
    assert re.search(r" p1 +\d+-\d+", summary)
    assert ("This case" in summary) == (columns >= 60)


def test_sections_tell_what_was_found_where() -> None:
    outline = json.loads(imr("sections", LETTER).stdout)
    assert [section["name"] for section in outline["sections"]] == [
        "case",
        "method",
        "summary",
        "issues",
    ]
    assert outline["items"][0]["header"]["text"] == "Right carpal tunnel release"


def test_schema_is_json() -> None:
    assert json.loads(imr("schema").stdout)["title"] == "IMR determination"


def test_the_package_is_a_program_too() -> None:
    done = subprocess.run([sys.executable, "-m", "imrcli", "-V"], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.decode() == f"imr {__version__}\n"


def test_version() -> None:
    assert imr("--version").stdout.decode() == f"imr {__version__}\n"


@pytest.mark.parametrize("command", ["parse", "batch", "check", "show", "text", "sections", "schema"])
def test_help_has_examples_and_the_readme_names_the_command(command: str) -> None:
    assert f"imr {command}" in imr(command, "--help").stdout.decode()
    assert f"imr {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "unneeded"),
    [
        (
            ("parse", OTHER),
            {"typer", "rich", "pypdfium2_raw", "imrcli.check", "imrcli.evidence", "imrcli.corpus", "sqlite3"},
        ),
        (("parse", "-f", "json", OTHER), {"rich", "imrcli.check", "imrcli.evidence", "sqlite3"}),
        (("check", OTHER), {"rich", "pypdfium2_raw", "pebble"}),
        (("--help",), {"rich", "imrcli.extract", "imrcli.letters", "imrcli.batch.run"}),
        (("parse", "--help"), {"rich", "imrcli.extract", "imrcli.letters", "imrcli.cli.batch"}),
    ],
)
def test_what_is_not_needed_is_not_imported(words: tuple[str | Path, ...], unneeded: set[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *IMR[1:], *map(str, words)], capture_output=True, check=False, cwd=ROOT
    )
    imported = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.decode().splitlines()}
    assert "imrcli.cli" in imported
    assert imported & unneeded == set()


def test_options_do_not_change_what_is_parsed() -> None:
    """Without options the command is called by a shorter way."""
    assert imr("parse", LETTER).stdout == imr("parse", LETTER, "--reader", "auto").stdout
    assert imr("parse", LETTER, "--format", "jsonl").stdout == imr("parse", "--format", "jsonl", LETTER).stdout


# --- batch ------------------------------------------------------------------------------------------


def test_batch_reads_a_folder_to_its_depth(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    shutil.copy(LETTER, deep / "one.pdf")
    shutil.copy(OTHER, tmp_path / "two.txt")
    (tmp_path / ".hidden").write_text("x")
    done = imr_apart("batch", tmp_path, "-o", "-")
    paths = [json.loads(line)["source"]["path"] for line in done.stdout.splitlines()]
    assert paths == [str(tmp_path / "two.txt"), str(deep / "one.pdf")]
    assert done.returncode == 0
    assert done.stderr.decode().startswith("imr: 2 letters with ")


def test_batch_goes_on_behind_a_bad_letter(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 broken")
    shutil.copy(OTHER, tmp_path / "good.txt")
    done = imr("batch", tmp_path, "-o", tmp_path / "out.jsonl")
    assert done.returncode == ExitCode.DAMAGED
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 1


# --- failures ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Sources of which each fails in its own way."""
    folder = tmp_path_factory.mktemp("sources")
    paths = {
        name: folder / name
        for name in (
            "empty",
            "binary",
            "damaged.pdf",
            "letter.txt",
            "secret.txt",
            "pipe",
            "locked.pdf",
            "scan.pdf",
        )
    }
    paths["empty"].write_bytes(b"")
    paths["binary"].write_bytes(bytes(range(256)) * 8)
    paths["damaged.pdf"].write_bytes(LETTER.read_bytes()[:600])
    paths["letter.txt"].write_text("Dear Sir,\nplease find my bill.\n")
    paths["secret.txt"].write_text("x")
    paths["secret.txt"].chmod(0)
    with pikepdf.open(LETTER) as letter:
        letter.save(paths["locked.pdf"], encryption=pikepdf.Encryption(user="secret", owner="x"))
    scan = canvas.Canvas(str(paths["scan.pdf"]))
    scan.drawImage(ImageReader(Image.new("L", (200, 200), 128)), 0, 0, 500, 700)
    scan.save()
    os.mkfifo(paths["pipe"])
    return paths | {"missing": folder / "missing"}


FAILURES = [
    ("missing", ExitCode.NOT_FOUND),
    ("pipe", ExitCode.NOT_A_FILE),
    ("empty", ExitCode.EMPTY),
    ("binary", ExitCode.UNKNOWN_KIND),
    ("damaged.pdf", ExitCode.DAMAGED),
    ("letter.txt", ExitCode.NOT_A_LETTER),
    ("locked.pdf", ExitCode.PASSWORD),
    ("scan.pdf", ExitCode.SCAN),
]


@pytest.mark.parametrize(("name", "code"), FAILURES)
@pytest.mark.parametrize("command", ["parse", "batch"])
def test_failure_is_one_line_and_a_code(
    sources: dict[str, Path], command: str, name: str, code: ExitCode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imrcli.ingest.pipe.WAITED", 0.1)  # users may need longer to start what writes to one
    done = imr(command, sources[name], *(["-o", "-", "-q"] if command == "batch" else []))
    stderr = done.stderr.decode()
    assert (done.returncode, done.stdout) == (code, b"")
    assert stderr.startswith(f"imr: {sources[name]}: ")
    assert stderr.count("\n") == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(sources: dict[str, Path]) -> None:
    assert imr_apart("parse", sources["secret.txt"]).returncode == ExitCode.NO_PERMISSION


def test_the_rest_is_done_behind_a_failure(sources: dict[str, Path]) -> None:
    done = imr_apart("parse", sources["empty"], LETTER, sources["missing"])
    assert json.loads(done.stdout)["format"] == "issues-2014"
    assert done.returncode == ExitCode.SEVERAL
    assert done.stderr.count(b"\n") == 2


def test_help_says_of_each_command_what_it_does() -> None:
    listed = imr("help").stdout.decode().partition("Commands:")[2]
    assert "..." not in listed
    assert listed.count("\n  ") == len(COMMANDS)


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    done = imr("parse", LETTER, "-o", tmp_path / "no" / "such" / "out.json")
    assert done.returncode == ExitCode.OUTPUT
    assert b"cannot be written" in done.stderr


def test_wrong_usage() -> None:
    assert imr("parse", "--format", "xml", LETTER).returncode == ExitCode.USAGE


def test_every_exit_code_is_documented() -> None:
    table = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    documented = {int(n): name for n, name in re.findall(r"^\| (\d+) \| `([A-Z_]+)` \|", table, re.M)}
    assert documented == {int(code): code.name for code in ExitCode}


# --- hostile surroundings ---------------------------------------------------------------------------


def test_a_reader_that_leaves_is_no_failure() -> None:
    piped = f'{" ".join(IMR[:2])} "{IMR[2]}" parse {LETTER} | head -1; echo ${{PIPESTATUS[0]}} >&2'
    done = subprocess.run(["bash", "-c", piped], capture_output=True, check=False, cwd=ROOT)
    assert done.stdout == b"{\n"
    assert b"Traceback" not in done.stderr


ESCAPES = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e"


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "md"])
def test_control_characters_never_reach_the_terminal(tmp_path: Path, form: str) -> None:
    letter = tmp_path / "letter.txt"
    text = OTHER.read_text(encoding="utf-8").replace("Norco", f"Nor{ESCAPES}co")
    letter.write_text(text, encoding="utf-8")
    shown = imr("parse", letter, "-f", form).stdout.decode()
    assert "Nor" in shown
    assert not set(shown) & set("\x1b\x07\x9b\u202e")


def test_control_characters_of_a_name_never_reach_the_terminal() -> None:
    assert b"\x1b" not in imr("parse", "\x1b[31mx.pdf").stderr


def test_cells_that_a_spreadsheet_would_run_are_neutralised(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    text = (SAMPLES / "issues-2014-3.txt").read_text(encoding="utf-8")
    letter.write_text(text.replace("Right carpal tunnel release:", "=HYPERLINK(1) release:", 1))
    rows = list(csv.DictReader(io.StringIO(imr("parse", letter, "-f", "csv").stdout.decode())))
    assert rows[0]["request"] == "'=HYPERLINK(1) release"


@pytest.mark.parametrize("command", ["parse", "batch"])
def test_output_never_takes_the_place_of_a_source(command: str, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    shutil.copy(OTHER, letter)
    done = imr(command, letter, "-o", letter)
    assert done.returncode == ExitCode.OUTPUT
    assert b"is a source" in done.stderr
    assert letter.read_bytes() == OTHER.read_bytes()


def test_run_that_read_nothing_leaves_the_earlier_output(tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_text("earlier")
    assert imr("batch", tmp_path / "none", "-o", kept, "--overwrite").returncode == ExitCode.NOT_FOUND
    (tmp_path / "empty").mkdir()
    assert imr("batch", tmp_path / "empty", "-o", kept, "--overwrite").returncode == ExitCode.NOT_FOUND
    assert kept.read_text() == "earlier"


def test_batch_twice_into_its_own_folder(tmp_path: Path) -> None:
    shutil.copy(OTHER, tmp_path)
    for _ in range(2):
        assert imr("batch", tmp_path, "-o", tmp_path / "out.jsonl").returncode == 0
        assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 1


@pytest.mark.parametrize("command", ["parse", "batch"])
def test_output_that_exists_keeps_its_mode_and_its_link(command: str, tmp_path: Path) -> None:
    file, link = tmp_path / "file.jsonl", tmp_path / "link.jsonl"
    file.touch()
    file.chmod(0o664)
    link.symlink_to(file)
    assert imr(command, OTHER, "-o", link).returncode == 0
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o664
    assert file.stat().st_size > 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", [("parse", LETTER), ("batch", LETTER, "-o", "-"), ("text", LETTER), ("schema",)])
def test_full_disk(words: tuple[str | Path, ...]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*IMR, *map(str, words)], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == ExitCode.OUTPUT
    assert done.stderr == b"imr: standard output: cannot be written: No space left on device\n"


def test_letter_without_items_has_a_row(tmp_path: Path) -> None:
    cut = tmp_path / "cut.txt"
    cut.write_bytes((SAMPLES / "issues-2014-1.txt").read_bytes()[:300])
    rows = list(csv.DictReader(io.StringIO(imr("parse", cut, "-f", "csv").stdout.decode())))
    assert [(row["source"], row["issue"], row["outcome"]) for row in rows] == [(str(cut), "", "")]
    assert "missing-issues" in rows[0]["warnings"]
