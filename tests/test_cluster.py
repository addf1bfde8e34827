"""A batch on a real Dask cluster of several worker processes: the same records, also when a worker is killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from in_process import imr
from test_batch import many
from test_cli import IMR, LETTER, OTHER, ROOT

from imrcli.errors import ExitCode

pq = pytest.importorskip("pyarrow.parquet")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster of three worker processes, each with a nanny that replaces it."""
    place = tmp_path_factory.mktemp("cluster")
    scheduler_file = place / "scheduler.json"
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": place}
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    processes = [
        subprocess.Popen(
            [*dask, "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(scheduler_file)],
            env=env,
            **quiet,
        )  # type: ignore[call-overload]
    ]
    end = time.monotonic() + 30
    while not scheduler_file.exists() and time.monotonic() < end:
        time.sleep(0.05)
    worker = [sys.executable, "-m", "distributed.cli.dask_worker"]
    processes.append(
        subprocess.Popen(
            [*worker, "--scheduler-file", str(scheduler_file), "--nworkers", "3", "--nthreads", "1", "--no-dashboard"],
            env=env,
            **quiet,
        )  # type: ignore[call-overload]
    )
    yield str(json.loads(scheduler_file.read_text())["address"])
    for process in reversed(processes):
        for child in psutil.Process(process.pid).children(recursive=True):
            child.kill()
        process.kill()
        process.wait()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Letters, two with the same content, and some that cannot be read."""
    letter_folder = tmp_path / "letters"
    many(letter_folder, 240)
    shutil.copy(LETTER, letter_folder / "0010-a.pdf")
    shutil.copy(LETTER, letter_folder / "0200-b.pdf")
    (letter_folder / "0050-bad.pdf").write_bytes(b"%PDF-1.7 broken")
    (letter_folder / "0100-gone.pdf").symlink_to("nowhere")
    archive = shutil.make_archive(str(tmp_path / "archive"), "zip", letter_folder)
    shutil.move(archive, letter_folder)
    return letter_folder


def read(output: Path) -> list[dict[str, object]]:
    """The determinations of a Parquet file, or of a folder of them in the order of their names."""
    files = sorted(output.glob("*.parquet")) if output.is_dir() else [output]
    return [row for file in files for row in pq.ParquetFile(file).read().to_pylist()]


@pytest.mark.slow
def test_a_cluster_says_the_same_also_when_a_worker_is_killed(scheduler: str, folder: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "here.parquet", tmp_path / "there.parquet"
    alone = imr("batch", folder, "-o", here, "--problems", tmp_path / "here.jsonl", "-q")
    command = [
        "batch",
        str(folder),
        "-o",
        str(there),
        "--problems",
        str(tmp_path / "there.jsonl"),
        "--engine",
        "dask",
        "--scheduler",
        scheduler,
        "--partition",
        "40",
        "-q",
    ]
    killed: list[int] = []

    def kill() -> None:
        """Kill a worker of the cluster while it reads."""
        end = time.monotonic() + 30
        while not killed and time.monotonic() < end:
            for process in psutil.process_iter(["cmdline"]):
                if "imrcli.batch.partition" in (process.info["cmdline"] or ()):
                    worker = process.parent()
                    if worker is not None:
                        worker.send_signal(signal.SIGKILL)
                        killed.append(worker.pid)
                        return
            time.sleep(0.01)

    thread = threading.Thread(target=kill)
    thread.start()
    done = subprocess.run([*IMR, *command], cwd=ROOT, capture_output=True, check=False)
    thread.join()
    assert killed
    assert done.returncode == alone.returncode == ExitCode.SEVERAL
    assert len(list(there.glob("*.parquet"))) > 6
    assert sorted(path.name.split(".")[0] for path in (there / "_decisions").iterdir()) == sorted(
        path.stem for path in there.glob("*.parquet")
    )
    imr("batch", folder, "-o", tmp_path / "here.db", "-q")
    counted = [imr("stats", path, "--by", "category", "-f", "csv").stdout for path in (there, tmp_path / "here.db")]
    assert counted[0] == counted[1]
    (tmp_path / "here.db").unlink()
    assert read(there) == read(here)
    assert (tmp_path / "there.jsonl").read_bytes() == (tmp_path / "here.jsonl").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "here.jsonl",
        "here.parquet",
        "letters",
        "there.jsonl",
        "there.parquet",
    ]


@pytest.mark.slow
def test_a_run_that_is_killed_goes_on(scheduler: str, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    command = [
        *IMR,
        "batch",
        str(folder),
        "-o",
        str(out),
        "--engine",
        "dask",
        "--scheduler",
        scheduler,
        "--partition",
        "20",
    ]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    partial = tmp_path / ".out.parquet.partial"
    end = time.monotonic() + 30
    while len(list(partial.glob("*.journal"))) < 3 and time.monotonic() < end:
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert not out.exists()
    assert b"--resume" in subprocess.run(command, cwd=ROOT, capture_output=True, check=False).stderr
    # Of other parts than the run before: what that one wrote already must not lie among them.
    (partial / "part-000099.parquet").write_bytes(b"of an earlier try")
    subprocess.run([*command, "--partition", "60", "--resume"], cwd=ROOT, capture_output=True, check=False)
    imr("batch", folder, "-o", tmp_path / "here.parquet", "-q")
    assert read(out) == read(tmp_path / "here.parquet")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("-o", "out.parquet", "--engine", "dask"), ExitCode.USAGE, "go together"),
        (("-o", "out.parquet", "--scheduler", "tcp://127.0.0.1:1"), ExitCode.USAGE, "go together"),
        (
            ("-o", "out.jsonl", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1"),
            ExitCode.OUTPUT,
            "ends in .parquet",
        ),
        pytest.param(
            ("-o", "out.parquet", "--engine", "dask", "--scheduler", "nonsense"),
            ExitCode.OUTPUT,
            "no Dask scheduler",
            marks=pytest.mark.slow,  # it is waited for
        ),
    ],
)
def test_wrong_words(words: tuple[str, ...], code: ExitCode, message: str, tmp_path: Path) -> None:
    done = imr("batch", OTHER, *words, cwd=tmp_path)
    assert done.returncode == code
    assert message in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []
