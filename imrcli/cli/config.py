"""`imr config`: the defaults of options, and where each comes from."""

from __future__ import annotations

import json
import os
from typing import Annotated, Any

import typer

from imrcli.cli import options
from imrcli.cli.console import nearest, say
from imrcli.errors import UsageError
from imrcli.output import write

Name = Annotated[
    str | None, typer.Argument(metavar="[COMMAND]", help="Only of this command, unset ones too.", show_default=False)
]
Everything = Annotated[bool, typer.Option("--all", help="Show options that are not set, too.")]


def add_to(app: typer.Typer) -> None:
    """Declare the command."""
    app.command(epilog=options.examples("imr config", "imr config batch", "IMR_READER=pdfplumber imr config parse"))(
        config
    )


def config(name: Name = None, everything: Everything = False) -> None:
    """Show the default of each option, and where it comes from.

    That is a variable, the configuration file, or the command itself.

    It is printed as a configuration file could have it; docs/configuration.md tells of variables and the file.
    """
    from imrcli.cli.app import commands
    from imrcli.cli.defaults import CONFIGURED, Settings

    if name is not None and name not in CONFIGURED:
        raise UsageError(name, f"is no command that has defaults{nearest(name, CONFIGURED)}")
    settings = Settings(commands)
    known = {each: command for each, command in commands().items() if each in CONFIGURED}
    for each, command in known.items():
        settings.check_keys(each, command)
    lines = [f"# {_file(settings.path)}"]
    for each, command in known.items():
        if name in (None, each):
            lines += ["", f"[{each}]", *_lines(settings, each, command, everything=everything or name is not None)]
    write(("\n".join(lines) + "\n").encode("utf-8", "replace"), None)
    _tell_unknown(known)


def _file(path: str) -> str:
    if not path:
        return "no file: IMR_CONFIG is empty"
    return path if os.path.exists(path) else f"{path} (there is no such file)"


def _lines(settings: Any, name: str, command: Any, *, everything: bool) -> list[str]:
    from imrcli.cli.defaults import chosen
    from imrcli.cli.defaults import options as options_of

    shown = []
    for key, option in options_of(command):
        default = chosen(settings, name, command, key, option)
        value, source = (default[0], default[1].source) if default else (option.default, "default")
        if value is None or value is ... or (option.multiple and not value):
            if everything:
                shown.append((f"# {key} =", "not set"))
        elif default or everything or value is not False:
            shown.append((f"{key} = {_toml(value)}", source))
    width = max((len(line) for line, _ in shown), default=0)
    return [f"{line:{width}}  # {source}" for line, source in shown]


def _toml(value: Any) -> str:
    """A value as TOML writes it, which for texts, numbers, switches and lists is as JSON does."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _tell_unknown(known: dict[str, Any]) -> None:
    """Tell variables that look like an option's and are none."""
    from imrcli.cli.defaults import GENERAL, variable
    from imrcli.cli.defaults import options as options_of

    variables = {variable(name, key) for name, command in known.items() for key, _ in options_of(command)}
    variables |= {*map(variable, GENERAL), "IMR_CONFIG", "IMR_DEBUG"}
    for name in sorted(os.environ):
        if name.startswith("IMR_") and name not in variables:
            say(f"imr: {name}: is no option's variable{nearest(name, variables)}")
