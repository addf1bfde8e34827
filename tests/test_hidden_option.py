"""`--hidden include` brings back what a page does not show, on every command that reads."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from typer.testing import CliRunner

import imrcli
from imrcli.batch.job import Options
from imrcli.batch.journal import Journal
from imrcli.cli.app import application
from imrcli.errors import OutputError
from imrcli.model import Determination
from imrcli.show.pictures import pictures

SAMPLE = Path(__file__).parent.parent / "samples" / "determination-2013-1.pdf"
WHITE = b"q 1 g BT /F9 9 Tf 72 30 Td (Jacqueline Testperson) Tj ET Q"


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A letter that has a name in white at its first page's foot."""
    path = tmp_path_factory.mktemp("hidden") / "letter.pdf"
    with pikepdf.open(SAMPLE) as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        fonts = pdf.pages[0].Resources.Font
        fonts.F9 = pdf.make_indirect(font)
        pdf.pages[0].contents_add(WHITE)
        pdf.save(path, encryption=False)
    return path


def run(*words: str | Path) -> str:
    """What a command prints."""
    done = CliRunner().invoke(application([str(words[0])]), [str(word) for word in words])
    assert done.exit_code in (0, 1), done.output
    return done.stdout


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_its_words_are_text_only_where_they_are_asked_for(letter: Path, reader: str) -> None:
    assert "Testperson" not in run("text", letter, "--reader", reader)
    assert "Testperson" in run("text", letter, "--reader", reader, "--hidden", "include")


@pytest.mark.parametrize(
    "command", [("parse", "--format", "json"), pytest.param(("batch", "-w", "1", "-o", "-"), marks=pytest.mark.slow)]
)
def test_a_determination_warns_where_it_is_left_out(letter: Path, command: tuple[str, ...]) -> None:
    assert "hidden-text" in run(*command, letter)
    assert "hidden-text" not in run(*command, letter, "--hidden", "include")


@pytest.mark.slow
def test_a_page_shows_its_words_only_where_they_are_asked_for(letter: Path) -> None:
    assert "Testperson" not in run("show", letter, "-o", "-")
    assert "Testperson" in run("show", letter, "-o", "-", "--hidden", "include")


def test_the_lines_of_a_picture_are_what_is_seen(letter: Path) -> None:
    def words(hidden: bool) -> str:
        return " ".join(line.text for line in pictures(letter.read_bytes(), most=1, hidden=hidden)[0].lines)

    assert "Testperson" not in words(hidden=False)
    assert "Testperson" in words(hidden=True)


@pytest.mark.parametrize("command", [("sections",), ("check",)])
def test_other_commands_take_it(letter: Path, command: tuple[str, ...]) -> None:
    assert run(*command, letter) == run(*command, letter, "--hidden", "leave-out")
    run(*command, letter, "--hidden", "include")


def test_a_command_line_that_asks_for_something_else_is_told(letter: Path) -> None:
    done = CliRunner().invoke(application(["parse"]), ["parse", str(letter), "--hidden", "maybe"])
    assert done.exit_code == 2


def test_in_python(letter: Path) -> None:
    for source in (letter, letter.read_bytes()):
        assert [warning.code for warning in imrcli.parse(source).warnings] == ["hidden-text"]
        assert imrcli.parse(source, hidden="include").warnings == []
        assert imrcli.parse_all(source, hidden="include")[0].warnings == []
        assert imrcli.report(source, hidden="include").determination.warnings == []
    (read,) = imrcli.read_many(letter, workers=0, hidden="include")
    assert isinstance(read, Determination)
    assert read.warnings == []


def test_a_run_goes_on_as_it_was_begun(tmp_path: Path) -> None:
    out = str(tmp_path / "out.jsonl")
    Journal(out, Options(), resume=False, restart=False).close()
    with pytest.raises(OutputError, match="another hidden"):
        Journal(out, Options(hidden="include"), resume=True, restart=False)
