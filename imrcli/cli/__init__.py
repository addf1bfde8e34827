"""The command line: one small file a command; each parses its arguments, calls the library and prints.

A command's module is imported only when that command runs. Typer, whose import takes as long as reading ten letters, is
imported only where there are options to parse: `imr parse letter.pdf` goes to its command at once. Python's garbage
collector rests while modules are loaded, of which nothing is garbage, and does not go through them afterwards.
"""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from collections.abc import Mapping

from imrcli.cli.console import complain
from imrcli.cli.words import meant
from imrcli.errors import ExitCode, ImrError


def main() -> None:
    """Run the command line; the process's exit code is an `imrcli.errors.ExitCode`."""
    gc.disable()
    atexit.register(gc.freeze)  # what a process leaves behind goes with it, and is not searched for garbage
    if hasattr(signal, "SIGPIPE"):
        # A reader that closes the pipe (`imr parse x | head -1`) ends the program as it ends `cat`.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        sys.exit(_run(sys.argv[1:]))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ExitCode.OK)
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    except ImrError as error:
        complain(error)
        sys.exit(error.exit_code)
    except Exception as error:
        if os.environ.get("IMR_DEBUG"):
            raise
        print(f"imr: a fault in imrcli ({type(error).__name__}); please report it", file=sys.stderr)
        sys.exit(ExitCode.INTERNAL)


COMMANDS = (
    *("parse", "show", "check", "batch", "add", "search", "similar", "stats", "report", "browse", "diff"),
    *("text", "sections", "schema", "config"),
)
"""Each is a module of this package, which declares its command in `add_to`."""


def _run(words: list[str]) -> int:
    words = meant(words, COMMANDS)
    if _is_plain_parse(words) and not has_defaults():
        import imrcli.reading
        from imrcli.cli import parse

        if any(source.lower().endswith(".pdf") for source in words[1:]):
            import imrcli.ingest.pdfium  # noqa: F401  # before letters are read

        _collect()
        return parse.run(words[1:])
    from imrcli.cli.app import run

    return run(words, ready=_collect)


def has_defaults() -> bool:
    """Whether a variable or a file may give options other defaults than their own; costs one look at the disk."""
    if any(name.startswith("IMR_") and name not in ("IMR_CONFIG", "IMR_DEBUG") for name in os.environ):
        return True
    path = config_file(os.environ)
    return bool(path) and ("IMR_CONFIG" in os.environ or os.path.exists(path))


def config_file(variables: Mapping[str, str]) -> str:
    """The configuration file: what IMR_CONFIG names (empty: none), or where the platform keeps them."""
    if "IMR_CONFIG" in variables:
        return variables["IMR_CONFIG"]
    if os.name == "nt":
        folder = variables.get("APPDATA") or os.path.expanduser("~")
    elif variables.get("XDG_CONFIG_HOME"):
        folder = variables["XDG_CONFIG_HOME"]
    else:
        folder = os.path.expanduser("~/Library/Application Support" if sys.platform == "darwin" else "~/.config")
    return os.path.join(folder, "imr", "config.toml")


def _collect() -> None:
    """Collect garbage from now on, but for what is there already: the modules."""
    gc.freeze()
    gc.enable()


def _is_plain_parse(words: list[str]) -> bool:
    """Whether the words are `parse [SOURCE...]` without options."""
    sources = words[1:]
    return (
        words[:1] == ["parse"]
        and all(source == "-" or not source.startswith("-") for source in sources)
        and os.name != "nt"  # there it is typer that expands `*.pdf`
    )
