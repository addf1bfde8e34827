"""A part of a batch, read or written by a process of its own on whatever machine it lies.

`python -m imrcli.batch.partition` is what a cluster's worker starts: it takes a pickled request on standard input and
gives a pickled answer on standard output. A letter that kills its reader kills neither this process nor the cluster's
worker; and this process ends with the worker that started it.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from imrcli.batch.job import Done, Job, Options
from imrcli.errors import OutputError


def read(jobs: list[Job], options: Options, path: str) -> list[Done]:
    """Read letters into the journal of a part at `path`; what became of each, without its determination.

    What an earlier try noted there is taken over. Raises OutputError where the journal cannot be written.
    """
    answer: list[Done] = _apart("read", jobs, options, path)
    return answer


def write(options: Options, path: str, firsts: dict[int, str]) -> str:
    """Write a part's Parquet files, the nested and the flat one, from its journal; returns the nested one's path.

    `firsts` names, by position, the first source with the same content. Raises OutputError.
    """
    answer: str = _apart("write", options, path, firsts)
    return answer


def _apart(what: str, *words: Any) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "imrcli.batch.partition"],
        input=pickle.dumps((what, words)),
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        raise OutputError(words[-1] if what == "read" else words[1], f"its process died ({done.returncode})")
    answer = pickle.loads(done.stdout)
    if isinstance(answer, Exception):
        raise answer
    return answer


def _read(jobs: list[Job], options: Options, path: str) -> list[Done]:
    from imrcli.batch.engines.here import reading
    from imrcli.batch.journal import Journal
    from imrcli.batch.run import Batch, Totals

    results: list[Done] = []
    with reading(1, options, lambda why: None) as engine:
        batch = Batch(engine, options, Totals(), lambda done: results.append(done) if done else None)
        journal = Journal(path, options, resume=True, restart=False)
        try:
            batch.read(jobs, journal)
        finally:
            journal.close()
    return [replace(done, lines=None) for done in results]


def _write(options: Options, path: str, firsts: dict[int, str]) -> str:
    from imrcli.batch.journal import Journal
    from imrcli.batch.run import whole_lines
    from imrcli.batch.sinks import opener
    from imrcli.output import replacing

    journal = Journal(path, options, resume=True, restart=False, keep_sources=True)
    try:
        flat = flat_path(path)
        flat.parent.mkdir(exist_ok=True)
        with replacing(path, overwrite=True) as place, replacing(str(flat), overwrite=True) as flat_place:
            sinks = (opener(path, findings=options.check)(place), opener(str(flat))(flat_place))
            for row in journal.rows():
                if row.lines is not None:
                    for line in whole_lines(row.lines, row.name, firsts.get(row.position)):
                        for sink in sinks:
                            sink.add(line)
            for sink in sinks:
                sink.close()
    finally:
        journal.close()
    return path


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)


def main() -> None:
    """Answer one request."""
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    what, words = pickle.load(sys.stdin.buffer)
    answer: list[Done] | str | OutputError
    try:
        answer = _read(*words) if what == "read" else _write(*words)
    except OutputError as error:
        answer = error
    except Exception as error:
        answer = OutputError(str(words[-1]), f"a part failed: {error!r}")
    out.write(pickle.dumps(answer))
    out.flush()


def part_path(folder: Path, number: int) -> str:
    """Where a part's Parquet file lies; its journal lies beside it until the run is through."""
    return str(folder / f"part-{number:06d}.parquet")


def flat_path(path: str) -> Path:
    """Where a part's flat Parquet file lies, which statistics read: see `imrcli.corpus.folder`."""
    from imrcli.corpus.facts import APART, ENDING

    return Path(path).parent / APART / f"{Path(path).stem}{ENDING}"


if __name__ == "__main__":
    main()
