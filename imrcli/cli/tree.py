"""The commands and their parameters as plain data, for what is made from them: completion and the man page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

if TYPE_CHECKING:
    import typer

_CHOICES = re.compile(r"\[([\w-]+(?:\|[\w-]+)+)\]")
_FILES = ("[SOURCE...]", "SOURCE...", "SOURCE", "FILE", "OUT", "DATABASE", "DISPUTE", "BEFORE", "AFTER")
"""What parameters are called that a file can be given for."""


@dataclass(frozen=True)
class Parameter:
    """An argument or an option. `names` is empty for an argument, `metavar` for a switch."""

    names: tuple[str, ...]
    metavar: str
    help: str
    values: tuple[str, ...]  # all that there are; empty where they cannot be listed
    is_file: bool
    is_repeated: bool

    @property
    def is_switch(self) -> bool:
        """Whether it takes no value."""
        return bool(self.names) and not self.metavar


@dataclass(frozen=True)
class Command:
    """A command: `help` is its first paragraph, `details` the rest."""

    name: str
    help: str
    details: str
    examples: tuple[str, ...]
    arguments: tuple[Parameter, ...]
    options: tuple[Parameter, ...]


def commands(group: Any, context: typer.Context) -> list[Command]:
    """All commands of typer's group, in the order in which help lists them."""
    return [_command(name, each, context) for name, each in group.commands.items()]


def top_options(group: Any, context: typer.Context) -> list[Parameter]:
    """The options that stand before a command."""
    return [*(_parameter("", each, context) for each in group.params), _HELP]


_HELP = Parameter(("--help", "-h"), "", "Show this message and exit.", (), is_file=False, is_repeated=False)


def _command(name: str, command: Any, context: typer.Context) -> Command:
    head, _, details = (command.help or "").partition("\n\n")
    examples = [line.strip() for line in (command.epilog or "").splitlines() if line.startswith("  ")]
    parameters = [_parameter(name, each, context) for each in command.params]
    return Command(
        name,
        " ".join(head.split()),
        " ".join(details.split()),
        tuple(examples),
        tuple(each for each in parameters if not each.names),
        (*(each for each in parameters if each.names), _HELP),
    )


def _parameter(command: str, given: Any, context: typer.Context) -> Parameter:
    is_option = given.param_type_name == "option"
    is_switch = is_option and given.is_flag
    names = (*given.opts, *given.secondary_opts) if is_option else ()
    metavar = "" if is_switch else str(given.make_metavar(ctx=context))
    text = " ".join((given.help or "").split())
    if is_option and not is_switch and given.default not in (None, ...) and given.show_default:
        text += f" Default: {given.default}."
    return Parameter(
        tuple(names),
        metavar,
        text.strip(),
        _values(command, names[0] if names else "", metavar, given.type),
        is_file=metavar in _FILES,
        is_repeated=bool(getattr(given, "multiple", False)) or given.nargs == -1,
    )


def _values(command: str, option: str, metavar: str, kind: Any) -> tuple[str, ...]:
    from imrcli import model
    from imrcli.check import checks
    from imrcli.cli import COMMANDS
    from imrcli.corpus.dimensions import DIMENSIONS

    choices = _CHOICES.fullmatch(metavar)
    if choices is not None:
        return tuple(choices.group(1).split("|"))
    if (command == "check" and metavar == "CODE") or option == "--finding":
        return tuple(sorted(check.code for check in checks()))
    known: dict[str, tuple[str, ...]] = {
        "WHAT": tuple(DIMENSIONS),
        "COMMAND": COMMANDS,
        "[COMMAND]": COMMANDS,
        "OUTCOME": get_args(model.Outcome),
        "CONCLUSION": get_args(model.Conclusion),
        "SIDE": ("reviewer", "claims_administrator", "either"),
        "SEX": get_args(model.Sex),
        "PRIORITY": get_args(model.Priority),
    }
    return tuple(getattr(kind, "choices", ())) or known.get(metavar, ())
