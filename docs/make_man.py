"""Writes docs/imr.1, the manual page of `imr`, from the commands' help and the table of exit codes.

Usage: python docs/make_man.py [--check]; with --check it says whether the file is true and changes nothing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

import typer

from imrcli.cli import tree
from imrcli.cli.app import application
from imrcli.cli.defaults import GENERAL, variable
from imrcli.cli.selection import OPTIONS

DOCS = Path(__file__).parent
PATH = DOCS / "imr.1"
DESCRIPTION = """\
.B imr
reads California Independent Medical Review (IMR) determination letters and says, exactly and with evidence, what each
one decided.
A value is exact, or null with a warning; it is never a guess.
.PP
.BI "imr " letter.pdf
is
.BI "imr parse " letter.pdf
where there is such a file or folder, and
.BI "imr help " COMMAND
is the help of a command.
One source that cannot be read does not stop the others: each failure is one line on standard error."""


FILES = """\
.TP
.I $XDG_CONFIG_HOME/imr/config.toml
Defaults of options, in TOML: those for all commands at its head, and a table for each command, as
.BR [parse] .
Without that variable it stands under
.IR ~/.config ,
on macOS under
.IR "~/Library/Application Support" ,
on Windows under
.IR %APPDATA% .
.B imr config
prints where it is looked for and what it says."""


def document() -> str:
    """The page."""
    group = typer.main.get_command(application([]))
    context = typer.Context(group)
    commands = tree.commands(group, context)
    shared = {each.opts[0] for each in group.commands["search"].params if each.name in OPTIONS}
    lines = [
        '.\\" Made by docs/make_man.py from the help of the commands; change it there.',
        '.TH IMR 1 "" imrcli "User Commands"',
        ".SH NAME",
        "imr \\- read California Independent Medical Review determination letters",
        ".SH SYNOPSIS",
        ".B imr",
        ".I COMMAND",
        r"[\fIOPTION\fR]... [\fISOURCE\fR]...",
        ".SH DESCRIPTION",
        *DESCRIPTION.splitlines(),
        ".SH OPTIONS",
        *_options(tree.top_options(group, context)),
        ".SH COMMANDS",
    ]
    for command in commands:
        lines += _command(command, shared)
    searching = next(command for command in commands if command.name == "search")
    filters = [option for option in searching.options if option.names[0] in shared]
    lines += [
        ".SH FILTERS",
        "Several narrow what is selected; of one that is given twice, either does.",
        *_options(filters),
    ]
    lines += [".SH ENVIRONMENT", *_environment(), ".SH FILES", *FILES.splitlines()]
    lines += [".SH EXIT STATUS", *_exit_codes()]
    return "\n".join(lines) + "\n"


def _command(command: tree.Command, filters: set[str]) -> list[str]:
    own = [option for option in command.options if option.names[0] not in filters and "--help" not in option.names]
    takes_filters = any(option.names[0] in filters for option in command.options)
    usage = " ".join(["[\\fIOPTION\\fR]...", *(_metavar(argument.metavar) for argument in command.arguments)])
    lines = [f".SS {_text(f'imr {command.name}')}", f"\\fBimr {command.name}\\fR {usage}", ".PP", _text(command.help)]
    if command.details:
        lines += [".PP", _text(command.details)]
    for argument in command.arguments:
        if argument.help:
            lines += [".TP", _metavar(argument.metavar), _text(argument.help)]
    lines += _options(own)
    if takes_filters:
        lines += [".PP", "It takes the options under", ".B FILTERS", "too."]
    if command.examples:
        lines += [".PP", "Examples:", ".PP", ".nf", ".RS", *map(_text, command.examples), ".RE", ".fi"]
    return lines


def _options(options: Iterable[tree.Parameter]) -> list[str]:
    lines = []
    for option in options:
        names = ", ".join(f"\\fB{_text(name)}\\fR" for name in option.names)
        takes = f" {_metavar(option.metavar)}" if option.metavar else ""
        again = " Can be repeated." if option.is_repeated and "repeated" not in option.help else ""
        lines += [".TP", names + takes, _text(option.help + again) or "\\&"]
    return lines


def _metavar(text: str) -> str:
    return re.sub(r"[A-Za-z][\w-]*", lambda word: f"\\fI{_text(word[0])}\\fR", text.strip("<>"))


def _environment() -> list[str]:
    general = ", ".join(f"`{variable(option)}`" for option in GENERAL)
    told = {
        "`IMR_`COMMAND`_`OPTION": "An option's default: `IMR_BATCH_WORKERS` is that of `imr batch --workers`.",
        general: "The default of an option for all commands that have it.",
        "`IMR_CONFIG`": "Another configuration file; where it is empty, none is read.",
        "`IMR_DEBUG`": "Show the traceback of a fault in imrcli.",
        "`NO_COLOR`, `TERM`, `COLUMNS`": "Whether a table is in colour, and how wide it is.",
    }
    return [line for name, says in told.items() for line in (".TP", _text(name), _text(says))]


def _exit_codes() -> list[str]:
    table = (DOCS / "exit-codes.md").read_text(encoding="utf-8")
    table = re.sub(r"\[([^\]]*)\]\([\w.-]+\)", r"\1", re.sub(r" \(see \[[^\]]*\]\([^)]*\)\)", "", table))
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \| (.*) \|$", table, re.MULTILINE)
    return [line for code, _, says in rows for line in (".TP", f".B {code}", _text(says))]


def _text(text: str) -> str:
    """Text in which nothing is a command of troff; words in backquotes are bold."""
    safe = (
        text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("^", "\\(ha").replace("~", "\\(ti")
    )
    safe = re.sub(r"`([^`]*)`", r"\\fB\1\\fR", safe)
    safe = "".join(letter if letter.isascii() else f"\\[u{ord(letter):04X}]" for letter in safe)
    return f"\\&{safe}" if safe.startswith(".") else safe


def main() -> int:
    """Write the file, or compare it."""
    if "--check" in sys.argv:
        same = PATH.exists() and PATH.read_text(encoding="utf-8") == document()
        print("docs/imr.1 is true" if same else "docs/imr.1 is not: run python docs/make_man.py")
        return 0 if same else 1
    PATH.write_text(document(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
