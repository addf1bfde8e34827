"""Lists of paths on standard input: their encodings, and that a path in one is a name and nothing more."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from imrcli.batch.lists import paths
from imrcli.batch.sources import Sources
from imrcli.names import actual, printed, shown

NAMES = ["a.pdf", "sub/b c.pdf", "Prüfung.pdf", "目录/一.pdf", "/abs/c.txt"]
LINES = "\n".join(NAMES)
NUL = "\0".join(NAMES)


class Slow(io.BytesIO):
    """A stream that gives a few bytes at a time, as a pipe may."""

    def read1(self, size: int | None = -1) -> bytes:
        return self.read(3)


LISTS = {
    "lines": LINES.encode(),
    "lines, ended": LINES.encode() + b"\n",
    "lines of Windows": LINES.replace("\n", "\r\n").encode(),
    "NUL": NUL.encode(),
    "NUL, ended": NUL.encode() + b"\0",
    "UTF-8 with its mark": b"\xef\xbb\xbf" + LINES.encode(),
    "NUL with a mark": b"\xef\xbb\xbf" + NUL.encode(),
    "UTF-16 LE with its mark": b"\xff\xfe" + LINES.encode("utf-16-le"),
    "UTF-16 BE with its mark": b"\xfe\xff" + LINES.encode("utf-16-be"),
    "UTF-32 LE with its mark": b"\xff\xfe\0\0" + LINES.encode("utf-32-le"),
    "UTF-32 BE with its mark": b"\0\0\xfe\xff" + LINES.encode("utf-32-be"),
    "UTF-16 LE": LINES.encode("utf-16-le"),
    "UTF-16 BE": LINES.encode("utf-16-be"),
    "UTF-16 LE of Windows": (LINES.replace("\n", "\r\n") + "\r\n").encode("utf-16"),
    "UTF-16 BE of Windows": LINES.replace("\n", "\r\n").encode("utf-16-be"),
}


@pytest.mark.parametrize("name", LISTS)
def test_encodings(name: str) -> None:
    assert list(paths(io.BytesIO(LISTS[name]))) == NAMES
    if "16" not in name or "mark" in name or "Windows" in name:  # three bytes do not tell UTF-16 without its mark
        assert list(paths(Slow(LISTS[name]))) == NAMES


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        (b"", []),
        (b"\n\n", []),
        (b"\xff\xfe", []),
        (b"a", ["a"]),
        (b"a\0b\0c\0d\0", ["a", "b", "c", "d"]),
        (b"a.pdf\0b\nc.pdf\0", ["a.pdf", "b\nc.pdf"]),
        (b"caf\xe9.pdf\n", [os.fsdecode(b"caf\xe9.pdf")]),
        ("/a.pdf".encode("utf-16-le"), ["/a.pdf"]),
        ("C:\\letters\\a.pdf\r\n".encode("utf-16-le"), ["C:\\letters\\a.pdf"]),
    ],
)
def test_short_lists(listed: bytes, names: list[str]) -> None:
    assert list(paths(io.BytesIO(listed))) == names


def named(listed: bytes, *, recursive: bool = False) -> list[tuple[str, str]]:
    sources = Sources(["-"], max_size=1000, stream=io.BytesIO(listed), recursive_list=recursive)
    return [(job.name, job.failed.code if job.failed else "-") for job in sources]


@pytest.fixture(autouse=True)
def _there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    for name in ("a1.pdf", "a[1].pdf", "folder/b.pdf"):
        Path(name).touch()


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        ("folder", [("folder", "not-a-file")]),
        ("/", [("/", "not-a-file")]),
        (".\na1.pdf", [(".", "not-a-file"), ("a1.pdf", "-")]),
        ("a[1].pdf", [("a[1].pdf", "-")]),
        ("b[1].pdf", [("b[1].pdf", "-")]),  # the worker tells that there is none
        ("*.pdf", [("*.pdf", "-")]),
        ("**", [("**", "-")]),
        ("-", [("./-", "-")]),
        ("-o", [("-o", "-")]),
    ],
)
def test_a_listed_path_is_a_name(listed: str, found: list[tuple[str, str]]) -> None:
    assert named(listed.encode()) == found


def test_folders_of_a_list_are_read_where_that_is_asked_for() -> None:
    assert named(b"folder\na[1].pdf", recursive=True) == [("folder/b.pdf", "-"), ("a[1].pdf", "-")]


def test_a_remote_folder_in_a_list_is_told(tmp_path: Path) -> None:
    url = f"file://{tmp_path}/folder"
    assert named(url.encode()) == [(url, "not-a-file")]
    assert named(url.encode(), recursive=True) == [(f"{url}/b.pdf", "-")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (b"a.pdf", "a.pdf"),
        ("Prüfung.pdf".encode(), "Prüfung.pdf"),
        (b"caf\xe9.pdf", r"caf\xe9.pdf"),
        (b"\xff\xfe/\x80", r"\xff\xfe/\x80"),
        (b"a\\b", r"a\b"),
        (b"a\\xyz", r"a\xyz"),
        (rb"a\xe9", r"a\x5cxe9"),
        (rb"a\x5cxe9", r"a\x5cx5cxe9"),
        (b"a\\\xe9", r"a\\xe9"),
        (b"\xed\xb3\xa9", r"\xed\xb3\xa9"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_names_that_are_no_utf8_can_be_had_back(name: bytes, text: str) -> None:
    assert shown(os.fsdecode(name)) == text
    assert os.fsencode(actual(text)) == name


@pytest.mark.parametrize(
    ("words", "text"), [("a: caf\udce9", r"a: caf\xe9"), ("a: \ud800!", "a: ?!"), (r"a: \xe9 ü", r"a: \xe9 ü")]
)
def test_words_with_names_in_them_are_text(words: str, text: str) -> None:
    assert printed(words) == text
