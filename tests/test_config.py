"""Defaults from variables and the configuration file: which counts, and what is told of a wrong one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import in_process
import pytest

from imrcli.cli import config_file
from imrcli.cli.app import commands
from imrcli.cli.defaults import CONFIGURED, GENERAL, Settings, chosen, options

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parent.parent
LETTER = ROOT / "samples" / "notice-2013-1.txt"
IMR = [sys.executable, "-c", "from imrcli.cli import main; main()"]
COMMANDS = commands()


def imr(*words: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    done = in_process.imr(*words, given=b"", cwd=ROOT, **variables)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def settled(folder: Path, file: str, command: str, option: str, **variables: str) -> Any:
    """The default that an option has, and from where: `default` where nothing is set."""
    path = folder / "config.toml"
    path.write_text(file, encoding="utf-8")
    settings = Settings(lambda: COMMANDS, {"IMR_CONFIG": str(path), **variables})
    found = chosen(settings, command, COMMANDS[command], option, dict(options(COMMANDS[command]))[option])
    return (found[0], found[1].source) if found else "default"


@pytest.mark.parametrize(
    ("file", "variables", "command", "option", "expected"),
    [
        ("", {}, "parse", "reader", "default"),
        ('reader = "pdfium"', {}, "parse", "reader", ("pdfium", "the file")),
        ('reader = "pdfium"', {}, "batch", "reader", ("pdfium", "the file")),
        ('reader = "auto"\n[parse]\nreader = "pdfium"', {}, "parse", "reader", ("pdfium", "[parse] of the file")),
        ('reader = "auto"\n[parse]\nreader = "pdfium"', {}, "batch", "reader", ("auto", "the file")),
        ('[parse]\nreader = "auto"', {"IMR_READER": "pdfium"}, "parse", "reader", ("pdfium", "IMR_READER")),
        ("", {"IMR_READER": "auto", "IMR_PARSE_READER": "pdfium"}, "parse", "reader", ("pdfium", "IMR_PARSE_READER")),
        ("", {"IMR_READER": "auto", "IMR_PARSE_READER": "pdfium"}, "show", "reader", ("auto", "IMR_READER")),
        ("workers = 3", {"IMR_WORKERS": ""}, "batch", "workers", (3, "the file")),
        ("", {"IMR_BATCH_MAX_SIZE": "7"}, "batch", "max-size", (7, "IMR_BATCH_MAX_SIZE")),
        ("[batch]\nmax-size = 7", {}, "batch", "max-size", (7, "[batch] of the file")),
        ("timeout = 2.5", {}, "check", "timeout", (2.5, "the file")),
        ("[add]\npages = false", {}, "add", "pages", (False, "[add] of the file")),
        ("quiet = true", {"IMR_QUIET": "0"}, "check", "quiet", (False, "IMR_QUIET")),
        ("", {"IMR_QUIET": " yes "}, "check", "quiet", (True, "IMR_QUIET")),
        ('[stats]\nby = ["year", "sex"]', {}, "stats", "by", (("year", "sex"), "[stats] of the file")),
        ('[stats]\nby = "year"', {}, "stats", "by", (("year",), "[stats] of the file")),
        (
            '[search]\ncategory = "Surgery, spine"',
            {},
            "search",
            "category",
            (("Surgery, spine",), "[search] of the file"),
        ),
        ("", {"IMR_STATS_BY": "year, sex"}, "stats", "by", (("year", "sex"), "IMR_STATS_BY")),
        ("[search]\ncites-page = [78, 80]", {}, "search", "cites-page", ((78, 80), "[search] of the file")),
        ("[stats]\nsince = 2016-03-01", {}, "stats", "since", ("2016-03-01", "[stats] of the file")),
        # What stands for all commands, and this one does not know:
        ("", {"IMR_FORMAT": "md"}, "check", "format", "default"),
        ('format = "csv"', {"IMR_FORMAT": "md"}, "check", "format", ("csv", "the file")),
        ("", {"IMR_FORMAT": "JSON"}, "parse", "format", ("JSON", "IMR_FORMAT")),
        # As Windows writes it:
        ("\ufeffworkers = 3\r\n", {}, "batch", "workers", (3, "the file")),
        # An option of one command is none for all:
        ("", {"IMR_ONLY": "outcome"}, "diff", "only", "default"),
    ],
)
def test_what_counts_first(
    file: str, variables: dict[str, str], command: str, option: str, expected: Any, tmp_path: Path
) -> None:
    assert settled(tmp_path, file, command, option, **variables) == expected


@pytest.mark.parametrize(
    ("file", "variables", "words", "line"),
    [
        ("", {"IMR_FORMAT": "xml"}, ["parse"], "IMR_FORMAT: xml: is no format"),
        ("", {"IMR_PARSE_FORMAT": "text"}, ["parse"], "IMR_PARSE_FORMAT: text: is no format"),
        ("", {"IMR_WIDTH": "wide"}, ["parse"], "IMR_WIDTH: 'wide' is not a valid int"),
        ("", {"IMR_WIDTH": "3"}, ["parse"], "IMR_WIDTH: 3 is not in the range x>=20"),
        ("", {"IMR_QUIET": "maybe"}, ["check"], "IMR_QUIET: 'maybe' is not a valid boolean"),
        ('reader = "word"', {}, ["parse"], "FILE: reader: 'word' is not one of 'auto'"),
        (
            'raeder = "pdfium"',
            {},
            ["parse"],
            "FILE: 'raeder' is none of the options for all commands (did you mean reader?",
        ),
        ("rationale = true", {}, ["parse"], "FILE: 'rationale' is none of the options for all commands;"),
        ("[pares]\nwidth = 80", {}, ["text"], "FILE: [pares] is no command's table (did you mean parse?)"),
        ("[config]\nall = true", {}, ["text"], "FILE: [config] is no command's table"),
        ("[parse]\nwith = 80", {}, ["parse"], "FILE: [parse] 'with' is no option of `imr parse` (did you mean width?)"),
        ("[parse]\nwith = 80", {}, ["config", "show"], "FILE: [parse] 'with' is no option of `imr parse`"),
        ("[parse]\nwidth = true", {}, ["parse"], "FILE: [parse] width: takes text or a number"),
        ("[parse]\nwidth = [80]", {}, ["parse"], "FILE: [parse] width: takes text or a number"),
        ('[parse]\nevidence = "yes"', {}, ["parse"], "FILE: [parse] evidence: is true or false"),
        ("[parse]\nevidence = 1", {}, ["parse"], "FILE: [parse] evidence: is true or false"),
        ("[stats]\nby = [true]", {}, ["stats", "x.db"], "FILE: [stats] by: takes text or a number, or a list of them"),
        ("[parse\n", {}, ["parse"], "FILE: is no TOML: "),
        ("\xff", {}, ["parse"], "FILE: is no TOML: it is not in UTF-8"),
        (None, {}, ["parse"], "FILE: is named by IMR_CONFIG, and there is no such file"),
        ("", {}, ["config", "parze"], "parze: is no command that has defaults (did you mean parse?)"),
    ],
)
def test_what_is_wrong_is_one_line(
    file: str | None, variables: dict[str, str], words: list[str], line: str, tmp_path: Path
) -> None:
    path = tmp_path / "config.toml"
    if file is not None:
        path.write_bytes(file.encode("latin-1"))
    command, *rest = words
    done = imr(command, *(rest or [str(LETTER)]), IMR_CONFIG=str(path), **variables)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"imr: {line.replace('FILE', str(path))}")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "variables", "begins"),
    [
        ([], {"IMR_FORMAT": "csv"}, "case_number,"),
        (["--format", "md"], {"IMR_FORMAT": "csv"}, "## CM13"),
        (["-o", "-"], {"IMR_FORMAT": "csv"}, "case_number,"),
        (["--help"], {"IMR_FORMAT": "xml"}, "Usage: imr parse"),
    ],
)
def test_the_command_line_counts_before_all(words: list[str], variables: dict[str, str], begins: str) -> None:
    done = imr("parse", LETTER, *words, **variables)
    assert done.stdout.startswith(begins), done.stderr


def test_what_can_be_repeated_replaces_its_default() -> None:
    ignored = imr("check", LETTER, IMR_CHECK_IGNORE="administrator-cites-nothing")
    assert "administrator-cites-nothing" not in ignored.stdout
    replaced = imr("check", LETTER, "--ignore", "application-late", IMR_CHECK_IGNORE="administrator-cites-nothing")
    assert "administrator-cites-nothing" in replaced.stdout


def test_an_output_tells_its_format_before_a_default_does(tmp_path: Path) -> None:
    assert imr("parse", LETTER, "-o", tmp_path / "x.json", IMR_FORMAT="csv").returncode == 0
    assert (tmp_path / "x.json").read_text().startswith("{")


def test_what_must_be_given_can_be_set(tmp_path: Path) -> None:
    done = imr("batch", LETTER, IMR_BATCH_OUTPUT=str(tmp_path / "x.jsonl"), IMR_BATCH_WORKERS="1")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "x.jsonl").read_text().count("\n") == 1


def test_the_file_is_used(tmp_path: Path) -> None:
    (tmp_path / "imr").mkdir()
    (tmp_path / "imr" / "config.toml").write_text('[parse]\nformat = "md"\n')
    variables = {name: value for name, value in os.environ.items() if not name.startswith("IMR_")}
    done = subprocess.run(
        [*IMR, "parse", str(LETTER)],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**variables, "XDG_CONFIG_HOME": str(tmp_path)},
    )
    assert done.stdout.startswith(b"## CM13")


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {"XDG_CONFIG_HOME": "/x"}, "/x/imr/config.toml"),
        ("linux", {}, "/home/u/.config/imr/config.toml"),
        ("linux", {"XDG_CONFIG_HOME": ""}, "/home/u/.config/imr/config.toml"),
        ("darwin", {}, "/home/u/Library/Application Support/imr/config.toml"),
        ("darwin", {"XDG_CONFIG_HOME": "/x"}, "/x/imr/config.toml"),
        ("linux", {"IMR_CONFIG": "mine.toml", "XDG_CONFIG_HOME": "/x"}, "mine.toml"),
        ("linux", {"IMR_CONFIG": "", "XDG_CONFIG_HOME": "/x"}, ""),
    ],
)
def test_where_the_file_is(
    platform: str, variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/u")
    monkeypatch.setattr(sys, "platform", platform)
    assert config_file(variables) == expected


def test_config_prints_what_a_file_could_say(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('workers = 2\n[parse]\nformat = "csv"\n[stats]\nby = ["year"]\n', encoding="utf-8")
    first = imr("config", "--all", IMR_CONFIG=str(path), IMR_WIDTH="90", IMR_FORMATT="x")
    assert first.stderr == "imr: IMR_FORMATT: is no option's variable (did you mean IMR_FORMAT?)\n"
    said = tomllib.loads(first.stdout)
    assert set(said) == set(CONFIGURED)
    assert said["parse"]["format"] == "csv"
    assert said["parse"]["width"] == 90
    assert (said["batch"]["workers"], said["check"]["workers"]) == (2, 2)
    assert said["stats"]["by"] == ["year"]
    assert re.search(r"^width = 90 +# IMR_WIDTH$", first.stdout, re.MULTILINE)
    assert re.search(r"^# output = +# not set$", first.stdout, re.MULTILINE)
    path.write_text(first.stdout, encoding="utf-8")
    again = imr("config", "--all", IMR_CONFIG=str(path))
    assert again.returncode == 0, again.stderr
    assert tomllib.loads(again.stdout) == said


def test_what_is_general_is_an_option_of_some_command() -> None:
    assert set(GENERAL) <= {key for command in COMMANDS.values() for key, _ in options(command)}


def test_every_default_is_a_value_that_the_option_takes(tmp_path: Path) -> None:
    for name in CONFIGURED:
        for key, option in options(COMMANDS[name]):
            if isinstance(option.default, (str, int, float)):
                shown = str(option.default)
                assert settled(tmp_path, "", name, key, **{f"IMR_{name}_{key}".upper().replace("-", "_"): shown}) == (
                    option.default,
                    f"IMR_{name}_{key}".upper().replace("-", "_"),
                )


def test_nothing_is_imported_where_nothing_is_set() -> None:
    code = (
        "import sys; sys.argv = ['imr', 'parse', 'samples/notice-2013-1.txt']\n"
        "from imrcli.cli import main\n"
        "try: main()\n"
        "finally: print(sorted({'typer', 'tomllib', 'imrcli.cli.defaults'} & set(sys.modules)), file=sys.stderr)"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith("IMR_")}

    def imported(**variables: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
            env={**kept, "XDG_CONFIG_HOME": "/nowhere", **variables},
        ).stderr

    assert imported() == "[]\n"
    assert "typer" in imported(IMR_READER="auto")
