"""What holds letters is told by its content, and read to its end: archives of every kind, compressed files, e-mails."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from itertools import product
from pathlib import Path

import pytest
from outlook_file import compound, message
from row_by_row import row_by_row

from imrcli.batch.sources import Sources

MB = 1024 * 1024
SHARED = Path(__file__).resolve().parents[2] / "shared"
PDF = b"%PDF-1.4 one"
OTHER = b"a letter in plain text"
TWO = {"a.pdf": PDF, "b.txt": OTHER}


@pytest.fixture(autouse=True)
def _there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(data: bytes, name: str = "file", *, max_size: int = MB) -> list[tuple[str, str | bytes]]:
    """Of each source in a file its name behind the file's, and its content, or the problem's code; `-` for the file."""
    Path(name).write_bytes(data)
    return [
        (job.name.removeprefix(name), job.failed.code if job.failed else "-" if job.data is None else job.data)
        for job in Sources([name], max_size=max_size)
    ]


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def tarred(members: dict[str, bytes], form: int = tarfile.GNU_FORMAT) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def v7(members: dict[str, bytes]) -> bytes:
    """The oldest kind of tar archive, whose headers have no sign."""
    made = b""
    for name, data in members.items():
        header = bytearray(512)
        header[: len(name)] = name.encode()
        header[100:148] = b"000644 \0" + 2 * b"000000 \0" + b"%011o 00000000000 " % len(data)
        header[148:156] = b" " * 8
        header[148:156] = b"%06o\0 " % sum(header)
        made += bytes(header) + data + b"\0" * (-len(data) % 512)
    return made + b"\0" * 1024


def mail(members: dict[str, bytes], text: str = "Please find the letters attached.") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@example.org", "b@example.org", "Letters"
    made["Message-ID"] = "<1@example.org>"
    made.set_content(text)
    for name, data in members.items():
        kind = ("application", "pdf") if name.endswith(".pdf") else ("application", "octet-stream")
        made.add_attachment(data, maintype=kind[0], subtype=kind[1], filename=name)
    return made


BOTH: list[tuple[str, str | bytes]] = [("!/a.pdf", PDF), ("!/b.txt", OTHER)]
STUB = b"#!/bin/sh\nexec unzip $0\n"
DEAD = b"\x7fELF" + bytes(range(256)) * 20

KINDS: dict[str, bytes] = {
    "zip": zipped(TWO),
    "stored zip": zipped(TWO, zipfile.ZIP_STORED),
    "zip behind a script": STUB + zipped(TWO),
    "stored zip behind a program": DEAD + zipped(TWO, zipfile.ZIP_STORED),
    "tar": tarred(TWO),
    "ustar": tarred(TWO, tarfile.USTAR_FORMAT),
    "pax": tarred(TWO, tarfile.PAX_FORMAT),
    "v7 tar": v7(TWO),
    "tar.gz": gzip.compress(tarred(TWO)),
    "v7 tar.gz": gzip.compress(v7(TWO)),
    "v7 tar.bz2": bz2.compress(v7(TWO)),
    "v7 tar.xz": lzma.compress(v7(TWO)),
    "tars one behind the other": tarred({"a.pdf": PDF}) + tarred({"b.txt": OTHER}),
    "v7 tar behind a tar": tarred({"a.pdf": PDF}) + v7({"b.txt": OTHER}),
    "tar.gz behind a tar.gz": gzip.compress(tarred({"a.pdf": PDF})) + gzip.compress(tarred({"b.txt": OTHER})),
    "tar.xz behind a tar.xz": lzma.compress(tarred({"a.pdf": PDF})) + lzma.compress(tarred({"b.txt": OTHER})),
    "tar.xz, filled up": lzma.compress(tarred(TWO)) + b"\0" * 64,
    "tar on a tape": tarred(TWO) + b"\0" * 100_000,
    "mail": mail(TWO).as_bytes(),
    "mail of another system": mail(TWO).as_bytes().replace(b"\n", b"\r\n"),
    "mail that came a long way": b"Received: from a.example.org\n\tby b.example.org; now\n" * 99 + mail(TWO).as_bytes(),
    "Outlook message": compound(message(TWO)),
}


@row_by_row(product(KINDS, ["file", "file.pdf", "file.txt", "file.zip", "file.eml"]))
def test_kinds_are_told_by_content(kind: str, name: str) -> None:
    assert read(KINDS[kind], name) == BOTH


@pytest.mark.parametrize(
    ("data", "sources"),
    [
        (tarred(TWO) + b"garbage" * 100, [*BOTH, ("", "archive")]),
        (v7(TWO) + b"garbage" * 100, [*BOTH, ("", "archive")]),
        (tarred(TWO)[:-10240] + v7(TWO)[:1024], [("!/a.pdf", PDF), ("", "archive")]),
        (zipped(TWO) + b"garbage" * 100, BOTH),
        (zipped({"c.pdf": b"c"}) + zipped(TWO), [("!/(before)", "archive"), *BOTH]),
        (PDF + zipped(TWO), [("", "-"), *BOTH]),
        (zipped({"in.zip": zipped(TWO, 0)}, 0), [("!/in.zip!/a.pdf", PDF), ("!/in.zip!/b.txt", OTHER)]),
        (zipped({"in.pdf": v7(TWO)}), [("!/in.pdf!/a.pdf", PDF), ("!/in.pdf!/b.txt", OTHER)]),
        (zipped({"in": STUB + zipped(TWO)}), [("!/in!/a.pdf", PDF), ("!/in!/b.txt", OTHER)]),
        (gzip.compress(zipped(TWO)), [("!/file!/a.pdf", PDF), ("!/file!/b.txt", OTHER)]),
        (gzip.compress(tarred(TWO))[:-9], [*BOTH, ("", "archive")]),
    ],
    ids=[
        "tar and garbage",
        "v7 tar and garbage",
        "tar that is damaged",
        "zip and garbage",
        "zip behind a zip",
        "zip behind a letter",
        "zip in a zip",
        "v7 tar in a zip",
        "zip behind a stub in a zip",
        "zip in a gzip",
        "tar.gz that is cut",
    ],
)
def test_all_of_a_file_is_read_or_told(data: bytes, sources: list[tuple[str, str | bytes]]) -> None:
    assert read(data) == sources


@pytest.mark.parametrize(
    "data",
    [
        PDF,
        OTHER,
        b"",
        b"PK is how the letter begins",
        b"BZhang, M.D.",
        b"From: the reviewer\nTo: the worker\nDate: today\nSubject: IMR\n\nDear worker",
        b"From here on\nMessage-ID: none\nDate: today\nSubject: IMR\n\n",
        b"0" * 148 + b"0001234\0" + b"0" * 400,
        PDF + b" PK\x05\x06" + b"\0" * 18 + b"%%EOF\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"WordDocument" * 99,
        zipped({"[Content_Types].xml": b"", "a.pdf": PDF}),
        zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "a.pdf": PDF}, 0),
    ],
)
def test_what_holds_no_others_is_one_source(data: bytes) -> None:
    assert read(data) == [("", "-")]


PACKERS: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}


@pytest.mark.parametrize("ending", PACKERS)
@pytest.mark.parametrize("letter", [PDF, OTHER, bytes(range(256)) * 999])
def test_a_compressed_letter(ending: str, letter: bytes) -> None:
    pack = PACKERS[ending]
    assert read(pack(letter), f"letter.pdf.{ending}") == [("!/letter.pdf", letter)]
    assert read(pack(letter), "letter") == [("!/letter", letter)]
    assert read(pack(pack(letter)), f"a.{ending}.{ending}") == [(f"!/a.{ending}!/a", letter)]
    assert read(pack(b"\0" * 5 * MB), "bomb.txt") == [("!/bomb.txt", "too-large")]
    assert read(pack(letter)[:-5], "cut") == [("", "archive")]
    assert read(zipped({f"in.{ending}": pack(letter)}), "z") == [(f"!/in.{ending}!/in", letter)]


# --- e-mails ----------------------------------------------------------------------------------------------


def forwarded() -> EmailMessage:
    made = mail({"c.pdf": b"%PDF-c"})
    made.add_attachment(mail(TWO), filename="fwd.eml")
    return made


def signed() -> EmailMessage:
    made = mail({"a.pdf": PDF})
    made.add_attachment(b"sig", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    return made


def with_picture(members: dict[str, bytes]) -> EmailMessage:
    made = mail({})
    made.set_content('<img src="cid:1">', subtype="html")
    made.add_related(b"\xff\xd8\xff scan", "image", "jpeg", cid="<1>", filename="scan.jpg", disposition="inline")
    for name, data in members.items():
        made.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    return made


def sealed() -> EmailMessage:
    made = mail({})
    made.add_attachment(b"x", maintype="application", subtype="pkcs7-mime", filename="smime.p7m")
    return made


def without_names() -> EmailMessage:
    made = mail({})
    made.add_attachment(PDF, maintype="application", subtype="pdf")
    made.add_attachment(OTHER, maintype="application", subtype="pdf", filename="same.pdf")
    made.add_attachment(PDF, maintype="application", subtype="pdf", filename="same.pdf")
    return made


MAILS: dict[str, tuple[EmailMessage, list[tuple[str, str | bytes]]]] = {
    "an archive attached": (
        mail({"x.zip": zipped(TWO), "v7": v7(TWO)}),
        [
            *[(f"!/x.zip{name}", data) for name, data in BOTH],
            *[(f"!/v7{name}", data) for name, data in BOTH],
        ],
    ),
    "a mail attached": (forwarded(), [("!/c.pdf", b"%PDF-c"), *[(f"!/fwd.eml{name}", data) for name, data in BOTH]]),
    "a mail as a file": (mail({"m": mail(TWO).as_bytes()}), [(f"!/m{name}", data) for name, data in BOTH]),
    "names of paths": (mail({"../../etc/a.pdf": PDF}), [("!/../../etc/a.pdf", PDF)]),
    "names of other scripts": (mail({"Prüfung ü.pdf": PDF}), [("!/Prüfung ü.pdf", PDF)]),
    "no names, and twice the same": (
        without_names(),
        [("!/attachment-1.pdf", PDF), ("!/same.pdf", OTHER), ("!/same (2).pdf", PDF)],
    ),
    "a signature": (signed(), [("!/a.pdf", PDF)]),
    "a picture in the text, beside a letter": (with_picture({"a.pdf": PDF}), [("!/a.pdf", PDF)]),
    "a picture in the text alone": (with_picture({}), [("!/scan.jpg", b"\xff\xd8\xff scan")]),
    "encrypted": (sealed(), [("!/smime.p7m", "password")]),
    "too large": (mail({"a.pdf": PDF + b"x" * MB}), [("!/a.pdf", "too-large")]),
    "nothing attached": (mail({}, "The whole letter"), [("!/text.txt", b"The whole letter\n")]),
}


@pytest.mark.parametrize("name", MAILS)
def test_a_mail(name: str) -> None:
    made, sources = MAILS[name]
    assert read(made.as_bytes(), "m.eml") == sources


def test_a_mail_that_is_cut_is_told() -> None:
    assert read(mail(TWO).as_bytes()[:-20], "m.eml") == [*BOTH, ("", "archive")]


def test_mails_deeper_than_any() -> None:
    made = mail(TWO)
    for _ in range(5):
        made = mail({"m.eml": made.as_bytes()})
    ((name, code),) = read(made.as_bytes(), "m.eml")
    assert (name, code) == ("!/m.eml!/m.eml!/m.eml", "archive")


def test_a_mailbox() -> None:
    box = b""
    for text in ("From the beginning, with a letter.\n\nFrom here too.", "Nothing."):
        sent = mail({"a.pdf": PDF} if "letter" in text else {}, text)
        box += (
            b"From a@example.org Thu Nov 26 10:00:00 2020\n" + sent.as_bytes().replace(b"\nFrom ", b"\n>From ") + b"\n"
        )
    assert read(box, "mails.mbox") == [("!/1.eml!/a.pdf", PDF), ("!/2.eml!/text.txt", b"Nothing.\n")]


OUTLOOK = {
    "attached": (message(TWO), BOTH),
    "a message in a message": (
        message({"fwd": message(TWO, top=False), "c.pdf": b"%PDF-c"}),
        [*[(f"!/fwd.msg{name}", data) for name, data in BOTH], ("!/c.pdf", b"%PDF-c")],
    ),
    "an archive": (message({"x.zip": zipped(TWO)}), [(f"!/x.zip{name}", data) for name, data in BOTH]),
    "large": (
        message({"a.pdf": PDF + b"x" * 9999, "b": b"x" * (MB + 1)}),
        [("!/a.pdf", PDF + b"x" * 9999), ("!/b", "too-large")],
    ),
    "nothing attached": (message({}, "The letter"), [("!/text.txt", b"The letter")]),
    "nothing attached within": (
        message({"m": message({}, "The letter", top=False)}),
        [("!/m.msg!/text.txt", b"The letter")],
    ),
}


@pytest.mark.parametrize("name", OUTLOOK)
def test_an_outlook_message(name: str) -> None:
    storage, sources = OUTLOOK[name]
    assert read(compound(storage), "m.msg") == sources


@pytest.mark.parametrize("size", [100, 600, 2000, 3000])
def test_an_outlook_message_that_is_cut_is_told(size: int) -> None:
    whole = compound(message({"a.pdf": PDF * 500}))
    assert all(source == "archive" or source == "-" for _, source in read(whole[:-size], "m.msg"))


def test_an_outlook_message_without_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "oxmsg", None)
    Path("m.msg").write_bytes(compound(message(TWO)))
    (job,) = Sources(["m.msg"], max_size=MB)
    assert job.failed is not None
    assert "pip install 'imrcli[msg]'" in job.failed.message


@pytest.mark.skipif(not SHARED.exists(), reason="the given files are not there")
def test_the_given_archive() -> None:
    data = (SHARED / "reports" / "three-v7.tar").read_bytes()
    assert [name for name, _ in read(data, "t.tar")] == ["!/a.pdf", "!/b.pdf", "!/c.pdf"]
