"""Compiled patterns that are kept from one process to the next are those that `re` compiles, whatever became of the
file.
"""

from __future__ import annotations

import marshal
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from imrcli import compiled

ROOT = Path(__file__).parent.parent

PATTERNS: list[tuple[str | bytes, int, str | bytes]] = [
    ("necess(?:ary|ity)", 0, "medical necessity"),
    ("(?P<month>\\d\\d)/(?P<day>\\d\\d)", 0, "on 02/13, on 02/14"),
    ("(?P<open>\\()?[a-z]+(?(open)\\))", re.IGNORECASE, "(MTUS) or odg"),
    ("[à-öŁ-ž’–]+|(?<=\\bDr)\\.", 0, "Dr. Žižković – à"),
    ("(a) (b)? # two\n\\1", re.VERBOSE, "aba aa"),
    ("^issue$(?!\\n\\n)", re.MULTILINE | re.IGNORECASE, "Issue\nISSUE\n\nissue"),
    ("(?s)a.{2,3}?b", 0, "a\n\nb axxxb"),
    (rb"/Length\s+(\d{1,10})(?P<of>\s+R\b)?", 0, b"/Length 12 R"),
    (rb"[\x80-\xff]+", 0, b"a\xe9\xe8"),
]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's patterns are kept, in a folder that is not there yet."""
    path = tmp_path / "__pycache__" / "compiled.patterns"
    monkeypatch.setattr(compiled, "_path", lambda: str(path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return path


@pytest.fixture
def new_process(file: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Forgets what is in memory, as if another process began."""

    def begin() -> None:
        monkeypatch.setattr(compiled, "_kept", None)
        monkeypatch.setattr(compiled, "_new", {})

    begin()
    return begin


def keep(source: str | bytes, flags: int = 0) -> None:
    compiled.compiled(source, flags)
    compiled._keep()


def found(pattern: re.Pattern[Any], text: str | bytes) -> list[object]:
    return [(match.span(), match.groups(), match.groupdict(), match.lastgroup) for match in pattern.finditer(text)]


@pytest.mark.parametrize(("source", "flags", "text"), PATTERNS)
def test_kept_pattern_is_the_compiled_one(
    source: str | bytes,
    flags: int,
    text: str | bytes,
    new_process: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep(source, flags)
    new_process()
    with monkeypatch.context() as without:
        without.setattr(re, "compile", None)
        pattern = compiled.compiled(source, flags)
    expected = re.compile(source, flags)
    assert pattern == expected
    assert (pattern.flags, pattern.groups, pattern.groupindex) == (expected.flags, expected.groups, expected.groupindex)
    assert found(pattern, text) == found(expected, text) != []


def test_other_flags_are_another_pattern(new_process: Callable[[], None]) -> None:
    keep("mtus")
    new_process()
    assert compiled.compiled("mtus", re.IGNORECASE).search("MTUS")


def test_what_others_wrote_meanwhile_stays(file: Path, new_process: Callable[[], None]) -> None:
    keep("mtus")
    new_process()
    compiled.compiled("odg", 0)
    ours = compiled._new
    new_process()
    keep("acoem")
    compiled._new = ours
    compiled._keep()
    assert compiled._read().keys() == {("mtus", 0), ("odg", 0), ("acoem", 0)}


def test_file_does_not_grow_without_end(new_process: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_MOST", 2)
    for source in ("mtus", "odg", "acoem"):
        new_process()
        keep(source)
    assert compiled._read().keys() == {("acoem", 0)}


def of_parts(*parts: object) -> bytes:
    """A whole file that holds something else for a pattern."""
    data = marshal.dumps({("(?P<word>mtus)", 0): parts})
    return compiled._head() + compiled._sum(data) + data


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut off in its head": lambda data: data[:20],
    "cut off": lambda data: data[:-10],
    "a bit flipped": lambda data: data[:-30] + bytes([data[-30] ^ 4]) + data[-29:],
    "of another Python": lambda data: data.replace(b"imrcli patterns\ncpython", b"imrcli patterns\npypython"),
    "of something else": lambda data: b"\x00" * 500,
    "not marshalled": lambda data: compiled._head() + compiled._sum(b"?") + b"?",
    "other parts": lambda data: of_parts(1, 2),
    "no code": lambda data: of_parts(32, b"\xff" * 16, 1, {"word": 1}, (None, "word")),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_file_changes_nothing(damage: str, file: Path, new_process: Callable[[], None]) -> None:
    keep("(?P<word>mtus)")
    whole, kept = file.read_bytes(), compiled._read()
    file.write_bytes(DAMAGE[damage](whole))
    assert file.read_bytes() != whole
    new_process()
    match = compiled.compiled("(?P<word>mtus)", 0).search("the mtus")
    assert match is not None
    assert match.groupdict() == {"word": "mtus"}
    compiled._keep()  # and the next process finds it whole
    assert compiled._read() == kept


def test_nothing_is_written_where_python_writes_nothing(
    file: Path, new_process: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    keep("mtus")
    assert not file.exists()


def test_folder_that_cannot_be_written_is_no_error(file: Path, new_process: Callable[[], None]) -> None:
    file.parent.write_text("a file where the folder should be")
    keep("mtus")
    assert file.parent.read_text() == "a file where the folder should be"


def test_python_that_works_otherwise_inside(
    file: Path, new_process: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "_pattern", lambda source, parts: re.compile("something else"))
    keep("mtus")
    assert not file.exists()


PARSE = """
import sys
from imrcli import compiled
path = sys.argv.pop(1)
compiled._path = lambda: path
sys.dont_write_bytecode = False
from imrcli.cli import main
main()
"""


@pytest.mark.slow
def test_answers_are_the_same_with_and_without_the_file(tmp_path: Path) -> None:
    file = tmp_path / "compiled.patterns"
    letters = sorted(map(str, (ROOT / "samples").glob("*.pdf")))[:2]

    def answer() -> bytes:
        return subprocess.run([sys.executable, "-c", PARSE, str(file), "parse", *letters], capture_output=True).stdout

    without = answer()
    kept, written = file.read_bytes(), file.stat().st_mtime_ns
    assert len(without.splitlines()) == len(letters)
    assert answer() == without
    assert file.stat().st_mtime_ns == written
    file.write_bytes(kept[:-1])
    assert answer() == without
    assert file.read_bytes() != kept[:-1]
