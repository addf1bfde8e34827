"""What a batch's words name: files, folders, patterns, lists, archives; every letter once, in a fixed order."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from imrcli.batch.sources import Sources, count
from imrcli.errors import OutputError

MB = 1024 * 1024


def named(*words: str | Path, listed: bytes = b"", max_size: int = MB) -> list[tuple[str, str]]:
    """Each source's name below the folder at hand, and what is known of it: its content, a problem's code, or `-`."""
    sources = Sources([str(word) for word in words], max_size=max_size, stream=io.BytesIO(listed))
    jobs = list(sources)
    assert [job.position for job in jobs] == list(range(len(jobs)))
    return [
        (
            os.path.relpath(job.name)
            if "!/" not in job.name
            else os.path.basename(job.name.split("!/")[0]) + "!/" + job.name.split("!/", 1)[1],
            job.failed.code if job.failed else "-" if job.data is None else job.data.decode("latin-1"),
        )
        for job in jobs
    ]


@pytest.fixture(autouse=True)
def _there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_folder_is_read_to_its_depth_by_name() -> None:
    for path in ("b.pdf", "a.txt", "sub/c.pdf", "sub/deeper/d", ".hidden/e.pdf", ".f.pdf"):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(b"x")
    assert [name for name, _ in named(".")] == ["a.txt", "b.pdf", "sub/c.pdf", "sub/deeper/d"]
    assert count(["."]) == 4


def test_data_files_are_left_out_unless_they_are_pdfs() -> None:
    Path("old.jsonl").write_bytes(b"{}")
    Path("wrong.csv").write_bytes(b"%PDF-1.7")
    left_out: list[tuple[str, str]] = []
    sources = Sources(["."], max_size=MB, leave=lambda name, why: left_out.append((name, why)))
    assert [job.name for job in sources] == ["./wrong.csv"]
    assert (left_out, sources.left_out) == ([("./old.jsonl", "a data file")], 1)


def test_a_file_named_is_never_left_out() -> None:
    Path("letter.json").write_bytes(b"x")
    assert named("letter.json") == [("letter.json", "-")]


def test_what_the_run_writes_is_no_source() -> None:
    Path("a.pdf").touch()
    Path("out.jsonl").touch()
    sources = Sources(["."], max_size=MB, is_ours=lambda path: path.endswith("out.jsonl"))
    assert [job.name for job in sources] == ["./a.pdf"]
    assert sources.left_out == 0


@pytest.mark.parametrize("words", [["."], ["*.pdf"], ["a.pdf"], ["-"]])
def test_a_source_is_never_written_over(words: list[str]) -> None:
    Path("a.pdf").touch()
    sources = Sources(
        words,
        max_size=MB,
        is_ours=lambda path: path.endswith("a.pdf"),
        stream=io.BytesIO(b"a.pdf\n"),
    )
    with pytest.raises(OutputError, match="is a source"):
        list(sources)


def test_links() -> None:
    Path("real").mkdir()
    Path("real/a.pdf").touch()
    Path("real/up").symlink_to("..")  # leads to a folder that it lies in
    Path("real/self.pdf").symlink_to("self.pdf")
    Path("real/gone.pdf").symlink_to("nowhere.pdf")
    Path("linked").symlink_to("real")
    assert named(".") == [
        ("linked/a.pdf", "-"),
        ("linked/gone.pdf", "-"),  # the worker tells that there is none
        ("linked/self.pdf", "-"),
        ("linked/up", "not-a-file"),
        ("real/a.pdf", "-"),
        ("real/gone.pdf", "-"),
        ("real/self.pdf", "-"),
        ("real/up", "not-a-file"),
    ]


def test_a_pipe_is_named_and_not_opened() -> None:
    os.mkfifo("pipe")
    os.mkfifo("pipe.csv")
    assert named(".") == [("pipe", "-")]


def test_patterns() -> None:
    for name in ("b1.pdf", "b2.pdf", "c.txt"):
        Path(name).touch()
    assert named("b?.pdf") == [("b1.pdf", "-"), ("b2.pdf", "-")]
    assert named("**/*.txt") == [("c.txt", "-")]
    assert named("*.docx") == [("*.docx", "not-found")]
    Path("sub").mkdir()
    Path("sub/d.pdf").touch()
    Path("old.jsonl").touch()
    assert [name for name, _ in named("*")] == ["b1.pdf", "b2.pdf", "c.txt", "sub/d.pdf"]
    assert [name for name, _ in named("**")] == ["b1.pdf", "b2.pdf", "c.txt", "sub/d.pdf"]
    Path("odd[1].pdf").touch()
    assert named("odd[1].pdf") == [("odd[1].pdf", "-")]


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        (b"a.pdf\nb c.pdf\n", ["a.pdf", "b c.pdf"]),
        (b"a.pdf\r\nb.pdf", ["a.pdf", "b.pdf"]),
        (b"a.pdf\0odd\nname.pdf\0", ["a.pdf", "odd\nname.pdf"]),
        (b"one.pdf", ["one.pdf"]),
        (b"\n\n", []),
        (b"", []),
    ],
)
def test_a_list_on_standard_input(listed: bytes, names: list[str]) -> None:
    assert [name for name, _ in named("-", listed=listed)] == names


def test_a_letter_on_standard_input_is_no_list() -> None:
    with pytest.raises(OutputError, match="imr parse -"):
        named("-", listed=b"%PDF-1.7 ...")


def test_a_file_called_like_standard_input_is_a_file() -> None:
    Path("-").touch()
    assert named("?") == [("-", "-")]
    assert named("-", listed=b"-\n") == [("-", "-")]


def test_a_folder_without_letters_is_a_problem() -> None:
    Path("empty").mkdir()
    assert named("empty") == [("empty", "not-found")]


def test_folders_far_deeper_than_any() -> None:
    deep = "d"
    os.mkdir(deep)
    here = os.open(".", os.O_RDONLY)
    try:
        for _ in range(300):
            os.chdir(deep)
            os.mkdir(deep)
    finally:
        os.chdir(here)
        os.close(here)
    Path("d", *["d"] * 200, "a.pdf").touch()
    assert [name.count("/") for name, _ in named("d")] == [201]


def test_a_name_that_is_no_utf8() -> None:
    name = os.fsdecode(b"caf\xe9.pdf")
    Path(name).touch()
    (job,) = Sources(["."], max_size=MB)
    assert (job.name, job.shown) == (f"./{name}", "./caf\\xe9.pdf")


# --- archives ---------------------------------------------------------------------------------------------


def zipped(name: str, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(member, data)


def tarred(name: str, mode: str, members: dict[str, bytes]) -> None:
    with tarfile.open(name, mode) as archive:  # type: ignore[call-overload]
        for member, data in members.items():
            info = tarfile.TarInfo(member)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))


LETTERS = {"a.pdf": b"one", "sub/b.txt": b"two", "sub/.c": b"hidden", "__MACOSX/a.pdf": b"mac"}
READ = [("letters!/a.pdf", "one"), ("letters!/sub/b.txt", "two")]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_tar_archives_are_told_by_content(mode: str) -> None:
    tarred("letters", mode, LETTERS)
    assert named("letters") == READ


def test_a_zip_archive() -> None:
    zipped("letters", LETTERS)
    assert named("letters") == READ
    left: list[str] = []
    list(Sources(["letters"], max_size=MB, leave=lambda name, _: left.append(name)))
    assert left == ["letters!/sub/.c", "letters!/__MACOSX/a.pdf"]


def test_a_members_path_is_a_label_only() -> None:
    zipped("z", {"../../evil.pdf": b"x", "/abs.pdf": b"y"})
    assert named("z") == [("z!/../../evil.pdf", "x"), ("z!//abs.pdf", "y")]
    assert sorted(os.listdir(".")) == ["z"]
    assert not Path("../../evil.pdf").exists()


def test_links_and_devices_in_a_tar_archive_are_not_followed() -> None:
    Path("secret").write_bytes(b"secret")
    with tarfile.open("t.tar", "w") as archive:
        for kind, name in ((tarfile.SYMTYPE, "s"), (tarfile.LNKTYPE, "h"), (tarfile.FIFOTYPE, "f")):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "secret"
            archive.addfile(info)
    assert named("t.tar") == [
        ("t.tar!/s", "archive"),
        ("t.tar!/h", "archive"),
        ("t.tar!/f", "archive"),
    ]


def test_a_link_in_a_zip_archive_is_not_followed() -> None:
    info = zipfile.ZipInfo("link")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile("z.zip", "w") as archive:
        archive.writestr(info, "secret")
    assert named("z.zip") == [("z.zip!/link", "archive")]


def test_bombs_are_not_inflated() -> None:
    zipped("z.zip", {"bomb": b"\0" * 5 * MB, "good": b"g"})
    assert named("z.zip") == [("z.zip!/bomb", "too-large"), ("z.zip!/good", "g")]
    tarred("t.tgz", "w:gz", {"bomb": b"\0" * 5 * MB, "good": b"g"})
    assert named("t.tgz") == [("t.tgz!/bomb", "too-large"), ("t.tgz!/good", "g")]
    tarred("u.tgz", "w:gz", {"first": b"f", "bomb": b"\0" * 20 * MB, "behind": b"b"})
    assert named("u.tgz") == [("u.tgz!/first", "f"), ("u.tgz!/bomb", "too-large"), ("u.tgz", "archive")]


def test_a_member_that_lies_about_its_size() -> None:
    zipped("z.zip", {"liar": b"\0" * 5 * MB})
    data = bytearray(Path("z.zip").read_bytes())
    for at in (data.find(b"PK\x03\x04") + 22, data.find(b"PK\x01\x02") + 24):
        data[at : at + 4] = (10).to_bytes(4, "little")
    Path("z.zip").write_bytes(data)
    assert named("z.zip") == [("z.zip!/liar", "archive")]


def test_archives_in_archives_to_a_depth() -> None:
    data = b"letter"
    for depth in range(5):
        zipped("inner", {f"{depth}.zip" if depth else "letter.txt": data, f"beside-{depth}": b"x"})
        data = Path("inner").read_bytes()
    sources = named("inner")
    assert sources[0] == ("inner!/4.zip!/3.zip!/2.zip", "archive")
    assert [name.rsplit("!/", 1)[1] for name, _ in sources[1:]] == ["beside-2", "beside-3", "beside-4"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_are_inflated_without_a_bound(method: int) -> None:
    with zipfile.ZipFile("z.zip", "w", method) as archive:
        archive.writestr("a.pdf", b"x" * 1000)
    assert named("z.zip") == [("z.zip!/a.pdf", "archive")]


def test_a_name_in_a_tar_archive_that_would_fill_the_memory() -> None:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 30 * MB
    Path("t").write_bytes(info.tobuf() + b"x" * 30 * MB + b"\0" * 1024)
    assert named("t") == [("t", "archive")]


@pytest.mark.parametrize("harm", ["a byte of a header", "cut in a header", "cut between members"])
def test_a_tar_archive_never_ends_quietly(harm: str) -> None:
    tarred("t.tar", "w", dict.fromkeys(("a", "b", "c"), b"x" * 600))
    data = bytearray(Path("t.tar").read_bytes())
    size = 512 + 1024
    if harm == "a byte of a header":
        data[size + 100] ^= 1
    Path("t.tar").write_bytes(
        data[: size + 100 if harm == "cut in a header" else size if harm == "cut between members" else None]
    )
    assert [name for name, _ in named("t.tar")] == ["t.tar!/a", "t.tar"]


def test_an_encrypted_member() -> None:
    zipped("z.zip", {"a": b"x"})
    data = bytearray(Path("z.zip").read_bytes())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    Path("z.zip").write_bytes(data)
    assert named("z.zip") == [("z.zip!/a", "password")]


def test_a_damaged_archive_gives_what_is_before_the_damage() -> None:
    tarred("t.tar", "w", {"a": b"x" * 600, "b": b"y" * 600})
    Path("t.tar").write_bytes(Path("t.tar").read_bytes()[:2600])
    assert [(name, code[:4]) for name, code in named("t.tar")] == [
        ("t.tar!/a", "xxxx"),
        ("t.tar", "arch"),
    ]
    Path("z.zip").write_bytes(b"PK\x03\x04 nothing")
    assert named("z.zip") == [("z.zip", "archive")]


def test_an_office_document_is_one_source() -> None:
    zipped("letter.docx", {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<y/>"})
    zipped("z.zip", {"in.docx": Path("letter.docx").read_bytes()})
    assert named("letter.docx") == [("letter.docx", "-")]
    assert [name for name, _ in named("z.zip")] == ["z.zip!/in.docx"]
