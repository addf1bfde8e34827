"""What is kept from one process to the next is what would be made, whatever became of the file: patterns as `re`
compiles them, and what is built of the vocabulary.
"""

from __future__ import annotations

import inspect
import marshal
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from imrcli import compiled, index, kept, vocabulary
from imrcli.extract.treatment.mended import _known, _short_names
from imrcli.extract.verdict.clauses.lexicon import _expressions, active_drugs
from imrcli.extract.verdict.clauses.sought import _pieces
from imrcli.extract.verdict.items import subject
from imrcli.vocabulary import treatment_kinds
from imrcli.vocabulary.keyed import keyed
from imrcli.vocabulary.openings import _openings

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
    """Where this test's values are kept, in a folder that is not there yet."""
    path = tmp_path / "__pycache__" / "kept.values"
    monkeypatch.setattr(kept, "_path", lambda: str(path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return path


@pytest.fixture
def new_process(file: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Forgets what is in memory, as if another process began."""

    def begin() -> None:
        monkeypatch.setattr(kept, "_kept", None)
        monkeypatch.setattr(kept, "_new", {})

    begin()
    return begin


def keep(source: str | bytes, flags: int = 0) -> None:
    compiled.compiled(source, flags)
    kept._keep()


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
    ours = kept._new
    new_process()
    keep("acoem")
    kept._new = ours
    kept._keep()
    assert kept._read()[0].keys() == {("mtus", 0), ("odg", 0), ("acoem", 0)}


def test_file_does_not_grow_without_end(new_process: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MOST", 2)
    for source in ("mtus", "odg", "acoem"):
        new_process()
        keep(source)
    assert kept._read()[0].keys() == {("acoem", 0)}


def of_parts(*parts: Any) -> bytes:
    """A whole file that holds something else for a pattern."""
    return kept._written({("(?P<word>mtus)", 0): kept._summed(marshal.dumps(parts))})


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut off in its head": lambda data: data[:20],
    "cut off": lambda data: data[:-10],
    "a bit flipped": lambda data: data[:-30] + bytes([data[-30] ^ 4]) + data[-29:],
    "a bit flipped in its table": lambda data: data.replace(b"(?P<word>mtus)", b"(?P<wosd>mtus)", 1),
    "its table cut off": lambda data: data[: len(kept._head()) + 20],
    "of another Python": lambda data: data.replace(b"imrcli kept\ncpython", b"imrcli kept\npypython"),
    "of something else": lambda data: b"\x00" * 500,
    "not marshalled": lambda data: kept._written({("(?P<word>mtus)", 0): kept._summed(b"?")}),
    "other parts": lambda data: of_parts(1, 2),
    "no code": lambda data: of_parts(32, b"\xff" * 16, 1, {"word": 1}, (None, "word")),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_file_changes_nothing(damage: str, file: Path, new_process: Callable[[], None]) -> None:
    keep("(?P<word>mtus)")
    new_process()
    whole, value = file.read_bytes(), kept.taken(("(?P<word>mtus)", 0))
    file.write_bytes(DAMAGE[damage](whole))
    assert file.read_bytes() != whole
    new_process()
    match = compiled.compiled("(?P<word>mtus)", 0).search("the mtus")
    assert match is not None
    assert match.groupdict() == {"word": "mtus"}
    kept._keep()  # and the next process finds it whole
    new_process()
    assert kept.taken(("(?P<word>mtus)", 0)) == value is not None


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


# --- what is built of the vocabulary ------------------------------------------------------------------------------


@pytest.fixture
def built(new_process: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """For which words an index of this test was built."""
    monkeypatch.setattr(index, "_stamp", lambda: (1, 1))
    return []


def lengths(built: list[str]) -> Callable[[str], dict[str, int]]:
    """An index as a new process has it."""

    @index.index
    def lengths_of(words: str) -> dict[str, int]:
        built.append(words)
        return {word: len(word) for word in words.split()}

    return lengths_of


def test_index_is_built_once(built: list[str], new_process: Callable[[], None]) -> None:
    for _ in range(3):
        of = lengths(built)
        assert of("norco mtus") is of("norco mtus") == {"norco": 5, "mtus": 4}
        assert of("odg") == {"odg": 3}
        kept._keep()
        new_process()
    assert built == ["norco mtus", "odg"]


def test_index_of_other_files_is_built_anew(
    built: list[str], new_process: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for changed in (1, 2, 2, 1):
        monkeypatch.setattr(index, "_stamp", lambda changed=changed: (changed, 1))
        assert lengths(built)("odg") == {"odg": 3}
        kept._keep()
        new_process()
    assert built == ["odg", "odg", "odg"]
    assert len(kept._read()[0]) == 1


def test_index_is_not_kept_where_nothing_tells_its_files(
    built: list[str], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_stamp", lambda: None)
    assert lengths(built)("odg") == {"odg": 3}
    kept._keep()
    assert not file.exists()


def set_time(path: Path, seconds: int) -> None:
    os.utime(path, (seconds, seconds))


CHANGES: dict[str, Callable[[Path], object]] = {
    "another size": lambda folder: (folder / "vocabulary/drugs.txt").write_text("norco\nmedrol"),
    "another time": lambda folder: set_time(folder / "extract/verdict/words.py", 2_000),
    "another name": lambda folder: (folder / "text.py").rename(folder / "texts.py"),
    "one more": lambda folder: (folder / "vocabulary/sections/other.txt").write_text(""),
    "one less": lambda folder: (folder / "text.py").unlink(),
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of some files, changed long ago."""
    for name in ("text.py", "vocabulary/drugs.txt", "vocabulary/sections/mtus.txt", "extract/verdict/words.py"):
        path = tmp_path / "package" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("norco")
        set_time(path, 1_000)
    monkeypatch.setattr(index, "_PACKAGE", str(tmp_path / "package"))
    return tmp_path / "package"


def stamp() -> object:
    index._stamp.cache_clear()
    return index._stamp()


@pytest.fixture(autouse=True)
def no_stamp_is_left() -> Iterator[None]:
    yield
    index._stamp.cache_clear()


@pytest.mark.parametrize("change", CHANGES)
def test_stamp_is_of_the_files(change: str, package: Path) -> None:
    before = stamp()
    assert before == stamp() is not None
    CHANGES[change](package)
    for path in package.rglob("*.txt"):
        if path.stat().st_mtime > 3_000:
            set_time(path, 1_000)
    assert stamp() not in (before, None)


def test_no_stamp_is_of_files_that_have_just_been_changed(package: Path) -> None:
    set_time(package / "text.py", index._STARTED // 10**9)
    assert stamp() is None


def test_no_stamp_is_of_files_out_of_reach(package: Path) -> None:
    package.rename(package.with_name("package.zip"))
    assert stamp() is None


def test_other_files_are_none_of_the_stamp(package: Path) -> None:
    before = stamp()
    for name in ("check/facts.py", "vocabulary/__pycache__/lexicon.py", "vocabulary/drugs.txt~"):
        path = package / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    assert stamp() == before


INDEXES: list[tuple[Callable[..., object], tuple[object, ...]]] = [
    (_openings, (("drugs.txt",), True)),
    (_openings, (("treatments.txt", "modalities.txt"), False)),
    (_expressions, ()),
    (active_drugs, ()),
    (_pieces, ("part partly some number",)),
    (_known, (True,)),
    (_known, (False,)),
    (_short_names, ()),
    (treatment_kinds._names, ()),
    (keyed, ("body-parts.txt",)),
    (vocabulary.entries, ("specialties.txt",)),
    (vocabulary._guideline_titles, ()),
    (vocabulary._acoem_titles, (True,)),
    (vocabulary._odg_chapters, ()),
    (vocabulary._section_titles, ()),
    (vocabulary._sources, ()),
    (subject.common_words, ()),
    (subject.turning_words, ()),
    (subject._measures, ()),
]


@pytest.mark.parametrize(("function", "words"), INDEXES)
def test_index_is_plain_and_of_files_that_its_stamp_is_of(
    function: Callable[..., object], words: tuple[object, ...]
) -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith(("imrcli.vocabulary", "imrcli.extract")):
            for cached in list(vars(module).values()):
                getattr(cached, "cache_clear", bool)()
    called: set[str] = set()
    sys.setprofile(lambda frame, event, arg: called.add(frame.f_code.co_filename))
    try:
        built = inspect.unwrap(function)(*words)
    finally:
        sys.setprofile(None)
    assert marshal.loads(marshal.dumps(built)) == function(*words) == built
    package = str(ROOT / "imrcli")
    own = {path for path in called if path.startswith(package)}
    stamped = {path for path, _, _ in index._files(index._PACKAGE, index._FOLDERS)}
    assert own
    assert own <= stamped


# --- whole answers ------------------------------------------------------------------------------------------------

PARSE = """
import sys
from imrcli import kept
path = sys.argv.pop(1)
kept._path = lambda: path
sys.dont_write_bytecode = False
from imrcli.cli import main
main()
"""


@pytest.mark.slow
def test_answers_are_the_same_with_and_without_the_file(tmp_path: Path) -> None:
    file = tmp_path / "kept.values"
    letters = sorted(map(str, (ROOT / "samples").glob("*.pdf")))[:2]

    def answer() -> bytes:
        return subprocess.run([sys.executable, "-c", PARSE, str(file), "parse", *letters], capture_output=True).stdout

    without = answer()
    whole, written = file.read_bytes(), file.stat().st_mtime_ns
    assert len(without.splitlines()) == len(letters)
    assert answer() == without
    assert file.stat().st_mtime_ns == written
    file.write_bytes(whole[:-1])
    assert answer() == without
    assert file.read_bytes() != whole[:-1]
