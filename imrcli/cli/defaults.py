"""Defaults of options from variables and from a configuration file, put into typer's commands before they run.

For an option the first of these counts: the command line, `IMR_<COMMAND>_<OPTION>`, `IMR_<OPTION>`, the file's table of
the command, the file's head, the command's own default (docs/configuration.md). A value that stands for all commands is
passed over by one that does not know it, as long as another does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from typing import Any, NamedTuple

import typer

from imrcli.cli import COMMANDS, config_file
from imrcli.cli.console import nearest
from imrcli.errors import ImrError, UsageError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

GENERAL = (
    *("format", "width", "reader", "ocr", "hidden", "evidence", "overwrite"),
    *("workers", "timeout", "memory", "max-size", "quiet", "verbose"),
)
"""Options that can be set for all commands that have them."""

CONFIGURED = tuple(command for command in COMMANDS if command != "config")
"""Commands whose options have defaults."""


class Setting(NamedTuple):
    """A value for an option, before it is converted. `place` is where it stands, as an error names it."""

    value: Any
    place: str
    is_general: bool
    source: str  # as `imr config` names it

    @property
    def is_variable(self) -> bool:
        """Whether it is a variable's text."""
        return self.place == self.source


class Settings:
    """What variables and the file say. Raises UsageError for a file that is none, or names what there is not.

    `commands` gives all commands by name; it is asked only where a value does not fit the command that runs.
    """

    def __init__(self, commands: Callable[[], dict[str, Any]], variables: Mapping[str, str] = os.environ) -> None:
        self.commands = commands
        self.variables = variables
        self.path = config_file(variables)
        self.file = _read(self.path, is_named="IMR_CONFIG" in variables)
        for key, value in self.file.items():
            if isinstance(value, dict) and key not in CONFIGURED:
                raise UsageError(self.path, f"[{key}] is no command's table{nearest(key, CONFIGURED)}")
            if not isinstance(value, dict) and key not in GENERAL:
                raise UsageError(
                    self.path,
                    f"{key!r} is none of the options for all commands{nearest(key, GENERAL)};"
                    " an option of one command stands in its table, as under [parse]",
                )

    def of(self, command: str, option: str) -> Iterator[Setting]:
        """The values for an option of a command, the first that counts first."""
        table = self.file.get(command, {})
        own, shared = variable(command, option), variable(option)
        for name in (own, shared) if option in GENERAL else (own,):
            if self.variables.get(name, "").strip():
                yield Setting(self.variables[name].strip(), name, name == shared, name)
        if option in table:
            yield Setting(table[option], f"{self.path}: [{command}] {option}", False, f"[{command}] of the file")
        if option in GENERAL and option in self.file:
            yield Setting(self.file[option], f"{self.path}: {option}", True, "the file")

    def check_keys(self, name: str, command: Any) -> None:
        """Raises UsageError for a key in a command's table that is none of its options."""
        known = [key for key, _ in options(command)]
        for key in self.file.get(name, {}):
            if key not in known:
                raise UsageError(self.path, f"[{name}] {key!r} is no option of `imr {name}`{nearest(key, known)}")


def variable(*words: str) -> str:
    """The variable of an option: `IMR_BATCH_MAX_SIZE`."""
    return "_".join(("IMR", *words)).upper().replace("-", "_")


def options(command: Any) -> list[tuple[str, Any]]:
    """A command's options, by the names that they have in the file."""
    return [
        (each.opts[0].removeprefix("--"), each)
        for each in command.params
        if each.param_type_name == "option" and each.opts[0].startswith("--")
    ]


def apply(group: Any, words: list[str], commands: Callable[[], dict[str, Any]]) -> None:
    """Give the command that is asked for its defaults. Raises UsageError for a key or a value that is wrong."""
    name = words[0] if words else ""
    if name not in CONFIGURED or "--help" in words or "-h" in words:
        return
    settings = Settings(commands)
    command = group.commands[name]
    settings.check_keys(name, command)
    given = _given(command, words[1:])
    for key, option in options(command):
        default = chosen(settings, name, command, key, option)
        if default is not None and not (key == "format" and _tells_its_format(given)):
            option.default, option.required = default[0], False


def chosen(settings: Settings, name: str, command: Any, key: str, option: Any) -> tuple[Any, Setting] | None:
    """The default that settings give an option, converted, and where it stands. Raises UsageError."""
    for setting in settings.of(name, key):
        try:
            return converted(command, option, setting), setting
        except UsageError:
            if not (setting.is_general and _is_known(settings, key, setting, but=name)):
                raise
    return None


def converted(command: Any, option: Any, setting: Setting) -> Any:
    """A value as the option takes it. Raises UsageError for one that it does not take."""
    value = setting.value
    if option.multiple:
        values = value.split(",") if isinstance(value, str) and setting.is_variable else value
        value = [_one(each, option, setting) for each in (values if isinstance(values, list) else [values])]
    else:
        value = _one(value, option, setting)
    context = typer.Context(command)
    try:
        value = option.type_cast_value(context, value)
        if option.callback is not None:
            option.callback(context, option, value)
    except typer.BadParameter as error:
        raise UsageError(setting.place, error.message.rstrip(".")) from None
    except ImrError as error:
        raise UsageError(setting.place, str(error)) from None
    return value


def _one(value: Any, option: Any, setting: Setting) -> Any:
    """One value, as it would be written on the command line; a switch's as it is."""
    if option.is_flag and (isinstance(value, bool) or setting.is_variable):
        return value
    if option.is_flag:
        raise UsageError(setting.place, "is true or false")
    if isinstance(value, (dict, list, bool)):
        raise UsageError(setting.place, "takes text or a number" + (", or a list of them" if option.multiple else ""))
    return str(value).strip()


def _given(command: Any, words: list[str]) -> dict[str, Any]:
    """What the command line gives; nothing where it is wrong, which is told when the command runs."""
    try:
        return dict(command.make_parser(typer.Context(command)).parse_args(list(words))[0])
    except Exception as error:
        if not isinstance(error, typer.BadParameter.__mro__[2]):  # typer's errors, whose base it does not publish
            raise
        return {}


def _tells_its_format(given: dict[str, Any]) -> bool:
    """Whether the command line names an output by whose ending its format is known."""
    return bool(PurePath(given.get("output") or "").suffix)


def _is_known(settings: Settings, key: str, setting: Setting, *, but: str) -> bool:
    """Whether another command takes a value that this one does not."""
    for name, command in settings.commands().items():
        option = dict(options(command)).get(key) if name != but else None
        if option is not None:
            try:
                converted(command, option, setting)
            except UsageError:
                continue
            return True
    return False


def _read(path: str, *, is_named: bool) -> dict[str, Any]:
    if not path:
        return {}
    try:
        with open(path, "rb") as file:
            return tomllib.loads(file.read().decode("utf-8-sig"))
    except FileNotFoundError:
        if is_named:
            raise UsageError(path, "is named by IMR_CONFIG, and there is no such file") from None
        return {}
    except OSError as error:
        raise UsageError(path, f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(path, "is no TOML: it is not in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(path, f"is no TOML: {error}") from None
