"""The documents are true: fields, the README's output, its commands."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from imrcli import render
from imrcli.cli import COMMANDS
from imrcli.letters import FORMATS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("maker", "made"), [("make_fields.py", "fields.md"), ("make_man.py", "imr.1")])
def test_what_is_made_is_true(maker: str, made: str) -> None:
    done = subprocess.run(
        [sys.executable, f"docs/{maker}", "--check"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.stdout.decode() == f"docs/{made} is true\n"


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff")
def test_the_manual_page_is_troff() -> None:
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tascii", "-P-cbou", "docs/imr.1"], cwd=ROOT, capture_output=True, check=True
    )
    assert done.stderr == b""
    shown = done.stdout.decode("ascii")
    for command in COMMANDS:
        assert f"   imr {command}\n" in shown
    for line in (
        "--format, -f [table|json|jsonl|csv|md]",
        "imr parse letter.pdf | jq '.issues[] | {request, outcome}'",
    ):
        assert line in shown


def test_the_readme_shows_real_output() -> None:
    import imrcli

    shown = re.search(r"\$ imr parse samples/([\w.-]+)\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    determination = imrcli.parse(ROOT / "samples" / shown.group(1))
    printed = render.table([determination], width=100).decode()
    assert [line.rstrip() for line in shown.group(2).strip().splitlines()] == [
        line.rstrip() for line in printed.strip().splitlines()
    ]


DOCUMENTS = ["README.md", "CONTRIBUTING.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!http|#)([^)#]+)", text)
    missing = [link for link in links if not ((ROOT / document).parent / link).exists()]
    assert missing == []


def test_every_format_is_documented() -> None:
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert [form.name for form in FORMATS if f"`{form.name}`" not in text] == []


def test_the_readme_has_the_two_commands() -> None:
    assert re.findall(r"^make \w+$", README, re.MULTILINE)[:2] == ["make demo", "make test"]


def test_every_promise_has_its_test() -> None:
    text = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    promised = re.findall(r"`(tests/\w+\.py)::(\w+)`", text)
    assert len(promised) > 5
    assert [name for file, name in promised if f"def {name}(" not in (ROOT / file).read_text(encoding="utf-8")] == []
