"""`imr --show-completion SHELL`: scripts that complete a command line in a shell, made from the commands.

They hold all words that there are, so that completing starts no program. Each is a template, a file of this package,
whose places between `@` are filled.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

from imrcli.cli.tree import Command, Parameter

Shell = Literal["bash", "zsh", "fish"]


def script(shell: Shell, commands: list[Command], top: list[Parameter]) -> str:
    """The script for a shell."""
    template = (Path(__file__).parent / f"{shell}.txt").read_text(encoding="utf-8")
    makes: dict[Shell, Callable[[list[Command], list[Parameter]], dict[str, str]]] = {
        "bash": _bash,
        "zsh": _zsh,
        "fish": _fish,
    }
    places = makes[shell](commands, top)
    return re.sub(r"@(\w+)@", lambda place: places[place[1]], template)


def _bash(commands: list[Command], top: list[Parameter]) -> dict[str, str]:
    takes: dict[str, list[str]] = defaultdict(list)
    for command in commands:
        for option in command.options:
            if not option.is_switch:
                what = " ".join(option.values) or ("<file>" if option.is_file else "<any>")
                takes[what] += [f'"{command.name} {name}"' for name in option.names]
    return {
        "commands": " ".join(command.name for command in commands),
        "top": _names(top),
        "takes": "\n".join(f'        {" | ".join(who)}) takes="{what}" ;;' for what, who in takes.items()),
        "options": "\n".join(f'        {command.name}) options="{_names(command.options)}" ;;' for command in commands),
    }


def _names(options: Iterable[Parameter]) -> str:
    return " ".join(name for option in options for name in option.names if name.startswith("--"))


def _zsh(commands: list[Command], top: list[Parameter]) -> dict[str, str]:
    cases = []
    for command in commands:
        specs = [spec for option in command.options for spec in _zsh_option(option)]
        specs += [
            f"{'*' if each.is_repeated else place}:{_zsh_text(each.metavar.strip('[]<>.'))}:{_zsh_action(each)}"
            for place, each in enumerate(command.arguments, 1)
        ]
        lines = " \\\n".join(f"                {_quoted(spec)}" for spec in specs)
        cases.append(f"        {command.name})\n            _arguments -s \\\n{lines}\n            ;;")
    tops = [spec for option in top for spec in _zsh_option(option)]
    return {
        "commands": "\n".join(f"        {_quoted(f'{each.name}:{_zsh_text(each.help)}')}" for each in commands),
        "top": " \\\n".join(f"                {_quoted(spec)}" for spec in tops),
        "cases": "\n".join(cases),
    }


def _zsh_option(option: Parameter) -> list[str]:
    head = "*" if option.is_repeated else f"({' '.join(option.names)})"
    described = f"[{_zsh_text(option.help)}]"
    if option.is_switch:
        return [f"{head}{name}{described}" for name in option.names]
    value = f":{_zsh_text(option.metavar.strip('[]<>'))}:{_zsh_action(option)}"
    return [f"{head}{name}{'=' if name.startswith('--') else '+'}{described}{value}" for name in option.names]


def _zsh_action(parameter: Parameter) -> str:
    if parameter.values:
        return f"({' '.join(parameter.values)})"
    return "_files" if parameter.is_file else " "


def _zsh_text(text: str) -> str:
    return re.sub(r"([\\\[\]:])", r"\\\1", text)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _fish(commands: list[Command], top: list[Parameter]) -> dict[str, str]:
    lines = [f"complete -c imr -n __imr_first -a {each.name} -d {_fish_quoted(each.help)}" for each in commands]
    lines += [f"complete -c imr -n __imr_first {_fish_option(option)}" for option in top]
    for command in commands:
        on = f"complete -c imr -n '__imr_on {command.name}'"
        lines += [f"{on} {_fish_option(option)}" for option in command.options]
        lines += [f"{on} -f -a '{' '.join(each.values)}'" for each in command.arguments if each.values]
    return {"commands": " ".join(command.name for command in commands), "completions": "\n".join(lines)}


def _fish_option(option: Parameter) -> str:
    names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
    if option.is_switch:
        takes = ""
    elif option.values:
        takes = f" -x -a '{' '.join(option.values)}'"
    else:
        takes = " -r -F" if option.is_file else " -x"
    return f"{names}{takes} -d {_fish_quoted(option.help)}"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
