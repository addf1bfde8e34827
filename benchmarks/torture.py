"""A batch under torture: a folder of everything that can go wrong, and a run killed at random moments.

Usage: python benchmarks/torture.py [LETTERS] [--good N] [--kills N] [--seed N]

LETTERS is a folder of letters, by default ../shared/letters, or else the samples. First a folder is made in which good
letters lie among damaged, hostile and vanishing ones, and converted: every source must end as one record, and every
good letter must say what it says alone. Then a run over many letters is killed (SIGKILL) at random moments and resumed
each time: its output must be the same, to the byte, as that of a run left alone. The exit code is 1 if either fails.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from collections import Counter
from pathlib import Path

import pikepdf
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

import imrcli

ROOT = Path(__file__).parent.parent
IMR = [sys.executable, "-c", "from imrcli.cli import main; main()"]
MB = 1024 * 1024


# --- what can go wrong ------------------------------------------------------------------------------------


def _pdf(body: bytes, page: bytes = b"") -> bytes:
    """A PDF of one page, by hand: `body` are further objects from number 4, `page` further entries of the page."""
    head = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    return (
        head
        + b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]"
        + page
        + b">>endobj\n"
        + body
        + b"trailer<</Root 1 0 R>>\n%%EOF"
    )


def bomb() -> bytes:
    """A page whose content inflates to 4 GB."""
    deflate = zlib.compressobj(9)
    block = b"BT (x) Tj ET\n" * 80_000
    data = b"".join(deflate.compress(block) for _ in range(4_000)) + deflate.flush()
    head = b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(data)
    return _pdf(head + data + b"\nendstream endobj\n", b"/Contents 4 0 R")


def nested_bomb() -> bytes:
    """A page whose content is deflated twice: a few KB that inflate to gigabytes."""
    inner = zlib.compress(zlib.compress(b"\0" * (200 * MB), 9), 9)
    head = b"4 0 obj<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(inner)
    return _pdf(head + inner + b"\nendstream endobj\n", b"/Contents 4 0 R")


def deep() -> bytes:
    """Arrays in arrays, 100,000 deep, as a page's content."""
    return _pdf(b"4 0 obj" + b"[" * 100_000 + b"]" * 100_000 + b"endobj\n", b"/Contents 4 0 R")


def deep_pages() -> bytes:
    """A page tree 5,000 deep."""
    nodes = b"".join(b"%d 0 obj<</Type/Pages/Kids[%d 0 R]/Count 1>>endobj\n" % (n, n + 1) for n in range(4, 5_004))
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 4 0 R>>endobj\n"
        + nodes
        + b"5004 0 obj<</Type/Page>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def endless_pages() -> bytes:
    """A page tree that is its own child."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 900000000>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def scan() -> bytes:
    """A page that is an image."""
    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.drawImage(ImageReader(Image.new("L", (800, 1000), 200)), 0, 0, 600, 800)
    page.save()
    return out.getvalue()


def long(pages: int = 2_000) -> bytes:
    """A PDF of many pages of text that is no letter."""
    out = io.BytesIO()
    page = canvas.Canvas(out)
    for number in range(pages):
        for line in range(40):
            page.drawString(72, 800 - 18 * line, f"Page {number} line {line} of a very long record of treatment")
        page.showPage()
    page.save()
    return out.getvalue()


def locked(letter: Path) -> bytes:
    """A letter that needs a password."""
    out = io.BytesIO()
    with pikepdf.open(letter) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


def zip_bomb() -> bytes:
    """An archive with a member that inflates to 2 GB, a member with a hostile path, and one that is a zip again."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("zeros.pdf", "w", force_zip64=True) as member:
            for _ in range(2_000):
                member.write(b"\0" * MB)
        archive.writestr("../../../../tmp/evil.pdf", b"%PDF-1.7 evil")
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    return outer.getvalue()


def make(folder: Path, letters: list[Path], good: int, chance: random.Random) -> list[Path]:
    """Fill the folder; returns the good letters in it. Sources named `vanish-*` are to be taken away meanwhile."""
    folder.mkdir()
    good_letters = []
    for number in range(good):
        path = folder / f"{chance.randrange(100):02d}" / f"good-{number:05d}{letters[number % len(letters)].suffix}"
        path.parent.mkdir(exist_ok=True)
        shutil.copy(letters[number % len(letters)], path)
        good_letters.append(path)
    pdfs = [path for path in letters if path.suffix == ".pdf"]
    for number in range(120):
        data = bytearray(chance.choice(pdfs).read_bytes())
        if number % 2:
            del data[chance.randrange(1, len(data)) :]
        else:
            for _ in range(chance.randrange(1, 40)):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        (folder / f"hurt-{number:03d}.pdf").write_bytes(data)
    for name, content in {
        "empty.pdf": b"",
        "spaces.txt": b" \n" * 500,
        "scan.pdf": scan(),
        "long.pdf": long(),
        "locked.pdf": locked(pdfs[0]),
        "bomb.pdf": bomb(),
        "nested-bomb.pdf": nested_bomb(),
        "deep.pdf": deep(),
        "deep-pages.pdf": deep_pages(),
        "endless-pages.pdf": endless_pages(),
        "picture.pdf": b"\x89PNG\r\n\x1a\n" + chance.randbytes(5_000),
        "program.txt": b"\x7fELF" + chance.randbytes(50_000),
        "wrongly-named.xlsx": pdfs[0].read_bytes(),
        "no-ending": pdfs[0].read_bytes(),
        "archive.pdf": zip_bomb(),
        "archive.zip": zip_bomb(),
        "huge.txt": b"IMR ISSUES, DECISIONS AND RATIONALES\n" + b"The claims administrator (((( \n" * 200_000,
        "one-line.txt": b"Decision rationale: " * 400_000,
        "too-large.txt": b"x" * (101 * MB),
    }.items():
        (folder / name).write_bytes(content)
    os.mkfifo(folder / "pipe.pdf")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "socket.pdf"))
    (folder / "dangling.pdf").symlink_to("nowhere.pdf")
    (folder / "cyclic.pdf").symlink_to("cyclic.pdf")
    (folder / "loop").symlink_to(folder)
    secret = folder / "secret.pdf"
    shutil.copy(pdfs[0], secret)
    secret.chmod(0)
    for number in range(50):
        shutil.copy(pdfs[number % len(pdfs)], folder / f"vanish-{number:02d}.pdf")
    return good_letters


# --- the runs -----------------------------------------------------------------------------------------------


def vanish(folder: Path, process: subprocess.Popen[bytes]) -> None:
    """Take letters away that the run has seen and not read yet."""
    time.sleep(1)  # until the folder has been listed
    for path in sorted(folder.glob("vanish-*"), reverse=True):
        if process.poll() is not None:
            return
        path.unlink()
        time.sleep(0.01)


def tortured(place: Path, letters: list[Path], good: int, chance: random.Random) -> bool:
    """Convert the folder of torture; whether everything was accounted for and no good letter was harmed."""
    folder, out, problems = place / "torture", place / "out.jsonl", place / "problems.jsonl"
    good_letters = make(folder, letters, good, chance)
    expected = {str(p) for p in folder.rglob("*") if p.is_symlink() or not p.is_dir()}
    for archive in (folder / "archive.zip", folder / "archive.pdf"):  # whatever it is called
        expected.remove(str(archive))
        expected |= {f"{archive}!/inner.zip!/{name}" for name in ("zeros.pdf", "../../../../tmp/evil.pdf")}
    begun = time.monotonic()
    process = subprocess.Popen(
        [*IMR, "batch", str(folder), "-o", str(out), "--problems", str(problems), "--timeout", "20", "--memory", "700"],
        stderr=subprocess.PIPE,
    )
    thread = threading.Thread(target=vanish, args=(folder, process))
    thread.start()
    _, stderr = process.communicate()
    thread.join()
    took = time.monotonic() - begun
    determinations = [json.loads(line) for line in out.read_bytes().splitlines()]
    failed = [json.loads(line) for line in problems.read_bytes().splitlines()]
    names = Counter([r["source"]["path"] for r in determinations] + [r["source"] for r in failed])
    by_name = {record["source"]["path"]: record for record in determinations}
    alone = {path: imrcli.parse(path).to_dict() for path in letters}
    harmed = 0
    for number, path in enumerate(good_letters):
        got, want = by_name.get(str(path)), alone[letters[number % len(letters)]]
        harmed += got is None or any(got[key] != want[key] for key in want if key not in ("source", "warnings"))
    lost, doubled = expected - set(names), [name for name, times in names.items() if times > 1]
    more = set(names) - expected
    print(f"torture: {len(expected)} sources in {took:.1f} s, exit code {process.returncode}")
    print(f"  {stderr.decode().splitlines()[-1]}")
    print(f"  determinations {len(determinations)}, problems {len(failed)}: {dict(Counter(r['code'] for r in failed))}")
    print(
        f"  lost {len(lost)}, doubled {len(doubled)}, unexpected {len(more)},"
        f" good letters harmed {harmed} of {len(good_letters)}"
    )
    for name in [*lost, *doubled, *more][:10]:
        print(f"  ! {name}")
    named = {r["source"].rsplit("/", 1)[-1]: r["code"] for r in failed}
    print("  " + ", ".join(f"{n}: {c}" for n, c in named.items() if not n.startswith(("hurt", "van"))))
    return not (lost or doubled or more or harmed) and process.returncode == 3  # several kinds of problem


def killed(place: Path, letters: list[Path], number: int, kills: int, chance: random.Random) -> bool:
    """Kill a run at random moments and resume it each time; whether its output is that of a run left alone."""
    folder = place / "many"
    folder.mkdir()
    for at in range(number):
        letter = letters[at % len(letters)]
        # A comment behind its end makes every letter another content, which a resumed run must read.
        (folder / f"{at:06d}{letter.suffix}").write_bytes(letter.read_bytes() + b"\n%%%d\n" % at)
        if at % 97 == 0:
            (folder / f"{at:06d}-hurt.pdf").write_bytes(letter.read_bytes()[: 500 + at])
    same = True
    for name, ending in (("batch", ".jsonl"), ("batch", ".csv"), ("check", ".jsonl")):
        command = [*IMR, name, str(folder), "--quiet", "-o"]
        whole, out = place / f"{name}-whole{ending}", place / f"{name}-killed{ending}"
        begun = time.monotonic()
        subprocess.run([*command, str(whole)], stderr=subprocess.DEVNULL, check=False)
        took = time.monotonic() - begun
        moments = [chance.uniform(0.2, took / 2.5) for _ in range(kills)]
        met = 0
        for moment in moments:
            process = subprocess.Popen([*command, str(out), "--resume"], stderr=subprocess.DEVNULL)
            time.sleep(moment)
            met += process.poll() is None
            process.send_signal(signal.SIGKILL)
            process.wait()
        done = subprocess.run([*command, str(out), "--resume"], stderr=subprocess.PIPE, check=False)
        equal = out.read_bytes() == whole.read_bytes()
        same = same and equal
        print(
            f"imr {name} killed {met} times in a run of {took:.1f} s over {len(os.listdir(folder))} sources,"
            f" then resumed (exit code {done.returncode}): {ending} output {'identical' if equal else 'DIFFERENT'}"
        )
    return same


def main() -> int:
    """Run both; 1 if one failed."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("letters", nargs="?", type=Path, default=ROOT.parent / "shared" / "letters")
    arguments.add_argument("--good", type=int, default=600)
    arguments.add_argument("--many", type=int, default=4_000)
    arguments.add_argument("--kills", type=int, default=10)
    arguments.add_argument("--seed", type=int, default=1)
    asked = arguments.parse_args()
    given = asked.letters if asked.letters.is_dir() else ROOT / "samples"
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "letters").mkdir()
        for path in sorted([*given.glob("*.pdf"), *given.glob("*.txt")]):
            shutil.copyfile(path, place / "letters" / path.name)
        letters = sorted((place / "letters").iterdir())
        fine = tortured(place, letters, asked.good, chance)
        fine = killed(place, letters, asked.many, asked.kills, chance) and fine
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
