"""Completion in the shells, as it is at their prompts: what is typed, and the words that the command is given.

The shells find no program while they complete: their PATH is empty.
"""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
IMR = [sys.executable, "-c", "from imrcli.cli import main; main()"]
SHELLS = ("bash", "zsh", "fish")
START = {
    "bash": ["--norc", "--noprofile", "-i"],
    "zsh": ["-f", "-i"],
}
READY = {
    "bash": "PS1=; bind 'set bell-style none'",
    "zsh": "PS1=; PROMPT_SP=; unsetopt beep; autoload -U compinit; compinit -u -D",
}
TYPED = [
    ("imr sec", ["sections"]),
    ("imr sim", ["similar"]),
    ("imr lett", ["letter one.pdf"]),
    ("imr help sc", ["help", "schema"]),
    ("imr --show-completion fi", ["--show-completion", "fish"]),
    ("imr --vers", ["--version"]),
    ("imr parse lett", ["parse", "letter one.pdf"]),
    ("imr parse --rat", ["parse", "--rationale"]),
    ("imr parse odd.txt --rat", ["parse", "odd.txt", "--rationale"]),
    ("imr odd.txt --rat", ["odd.txt", "--rationale"]),
    ("imr parse --format cs", ["parse", "--format", "csv"]),
    ("imr parse -f cs", ["parse", "-f", "csv"]),
    ("imr parse --format=cs", ["parse", "--format=csv"]),
    ("imr parse --format lett", ["parse", "--format", "lett"]),
    ("imr parse --width lett", ["parse", "--width", "lett"]),
    ("imr parse -o lett", ["parse", "-o", "letter one.pdf"]),
    ("imr parse --reader pdfp", ["parse", "--reader", "pdfplumber"]),
    ("imr check --only application-l", ["check", "--only", "application-late"]),
    ("imr check --only application-late --ig", ["check", "--only", "application-late", "--ignore"]),
    ("imr stats lett", ["stats", "letter one.pdf"]),
    ("imr stats x.db --by spec", ["stats", "x.db", "--by", "specialty"]),
    ("imr stats x.db --by year --by spec", ["stats", "x.db", "--by", "year", "--by", "specialty"]),
    ("imr search x.db --cited-by cl", ["search", "x.db", "--cited-by", "claims_administrator"]),
    ("imr add x.db lett", ["add", "x.db", "letter one.pdf"]),
    ("imr config sec", ["config", "sections"]),
    ("imr config --al", ["config", "--all"]),
    ("imr schema --of prob", ["schema", "--of", "problem"]),
]


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each shell's script, and files to complete."""
    folder = tmp_path_factory.mktemp("completion")
    for shell in SHELLS:
        done = subprocess.run([*IMR, "--show-completion", shell], capture_output=True, check=True, cwd=ROOT)
        (folder / f"_imr.{shell}").write_bytes(done.stdout)
    for name in ("letter one.pdf", "odd.txt"):
        (folder / name).touch()
    return folder


@contextmanager
def prompt(shell: str, folder: Path) -> Iterator[Callable[[str], list[str]]]:
    """A shell's prompt: it takes what is typed before a tab, and tells the words that `imr` was then given."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [str(shutil.which(shell)), *START[shell]],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        cwd=folder,
        start_new_session=True,
        env={"PATH": str(folder), "HOME": str(folder), "TERM": "xterm", "COLUMNS": "200"},
    )
    os.close(follower)

    def told(line: str) -> list[str]:
        os.write(leader, line.encode() + b"\n")
        read, until = b"", time.monotonic() + 30
        while not (found := re.search(rb"GOT:(.*?):END", read)):
            if time.monotonic() > until or not select.select([leader], [], [], 10)[0]:
                raise AssertionError(f"no answer to {line!r}: {read!r}")
            read += os.read(leader, 4096)
        return found[1].decode().split("|")[1:]

    try:
        answer = "imr() { printf 'GO''T:'; printf '|%s' \"$@\"; printf ':END\\n'; }"
        told(f"{READY[shell]}; . ./_imr.{shell}; {answer}; imr")
        yield lambda typed: told(f"{typed}\t")
    finally:
        os.close(leader)
        process.kill()
        process.wait()


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_tab_completes(shell: str, scripts: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    with prompt(shell, scripts) as words_of:
        assert {typed: words_of(typed) for typed, _ in TYPED} == dict(TYPED)


def test_a_tab_completes_in_fish(scripts: Path) -> None:
    fish = shutil.which("fish")
    if fish is None:
        pytest.skip("there is no fish")
    asks = "; ".join(f'echo "> {typed}"; complete -C "{typed}"' for typed, _ in TYPED)
    done = subprocess.run(
        [fish, "--no-config", "-c", f"source _imr.fish; {asks}"],
        cwd=scripts,
        capture_output=True,
        check=True,
        env={"PATH": str(scripts), "HOME": str(scripts)},
    )
    answers = {
        typed: [line.split("\t")[0].replace("\\ ", " ") for line in lines]
        for typed, *lines in (part.splitlines() for part in done.stdout.decode().split("> ")[1:])
    }
    expected = {typed: [words[-1]] if not typed.endswith(words[-1]) else [] for typed, words in TYPED}
    assert answers == expected
