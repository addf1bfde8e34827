"""Workers on this machine: a letter's crash, hang or memory hunger hurts only itself, and nothing is lost."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from typing import cast

import psutil
import pytest

from imrcli.batch.engines.local import CHUNK, LocalEngine
from imrcli.batch.job import Done, Job, Options

MB = 1024 * 1024
OPTIONS = Options(timeout=30, memory=400 * MB)
HASTY = Options(timeout=1.5, memory=400 * MB)


class _Garbled:
    """An answer that cannot be read, as of a worker that dies within it."""

    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return int, ("no number",)


def act(jobs: list[Job], options: Options) -> list[Done]:
    """A worker that does what each job's name says."""
    return [_act(job) for job in jobs]


def _act(job: Job) -> Done:
    deed = job.name.split("-")[0]
    if deed == "segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif deed == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif deed == "leave":
        os._exit(0)
    elif deed == "garble":
        return cast("Done", _Garbled())
    elif deed == "hang":
        time.sleep(60)
    elif deed == "hunger":
        held = []
        while True:
            held.append(b"x" * (20 * MB))
            time.sleep(0.01)
    elif deed == "once" and not os.path.exists(job.name.split("-", 1)[1]):
        with open(job.name.split("-", 1)[1], "w"):
            pass
        os.kill(os.getpid(), signal.SIGKILL)
    elif deed == "slow":
        time.sleep(0.3)
    return Done(job.position, job.name, None, lines=b"{}")


def run(names: list[str], *, workers: int = 2, ordered: bool = True, options: Options = OPTIONS) -> list[Done]:
    jobs = [Job(position, name) for position, name in enumerate(names)]
    with LocalEngine(workers, options, act) as engine:
        return [done for done in engine.run(jobs, ordered=ordered) if done is not None]


def codes(results: list[Done]) -> list[tuple[str, str]]:
    return [(done.name, done.problem.code if done.problem else "fine") for done in results]


# The library's thread that reads an unreadable answer dies of it; that is how the engine comes to know.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize(
    ("deed", "code"),
    [
        ("segfault", "crashed"),
        ("killed", "crashed"),
        ("garble", "crashed"),
        ("hang", "timeout"),
        pytest.param("leave", "timeout", marks=pytest.mark.slow),
        ("hunger", "memory"),
    ],
)
def test_only_the_culprit_is_a_problem(deed: str, code: str) -> None:
    names = [f"fine-{number}" for number in range(3 * CHUNK)]
    names[CHUNK + 3] = f"{deed}-culprit"
    expected = [(name, code if name.endswith("culprit") else "fine") for name in names]
    assert codes(run(names, options=HASTY if code == "timeout" else OPTIONS)) == expected


def test_a_process_that_is_killed_once_costs_nothing(tmp_path: object) -> None:
    names = [f"fine-{number}" for number in range(2 * CHUNK)]
    names[5] = f"once-{tmp_path}/mark"
    assert codes(run(names)) == [(name, "fine") for name in names]


@pytest.mark.parametrize("ordered", [True, False])
def test_order(ordered: bool) -> None:
    names = [f"{'slow' if number == 0 else 'fine'}-{number}" for number in range(4 * CHUNK)]
    done_names = [done.name for done in run(names, ordered=ordered)]
    assert sorted(done_names) == sorted(names)
    assert (done_names == names) is ordered


def test_jobs_are_taken_as_workers_get_to_them() -> None:
    taken = []

    def endless() -> Iterator[Job]:
        for number in range(1_000_000):
            taken.append(number)
            yield Job(number, "fine")

    with LocalEngine(2, OPTIONS, act) as engine:
        results = (done for done in engine.run(endless()) if done is not None)
        for _ in range(10 * CHUNK):
            next(results)
        most = 10 * CHUNK + 2 * 66 * CHUNK
        assert 10 * CHUNK <= len(taken) <= most


def test_workers_end_with_the_run() -> None:
    before = {process.pid for process in psutil.Process().children(recursive=True)}
    run(["fine-1"])
    left = [p for p in psutil.Process().children(recursive=True) if p.pid not in before]
    assert [
        p for p in left if "forkserver" not in " ".join(p.cmdline()) and "tracker" not in " ".join(p.cmdline())
    ] == []
