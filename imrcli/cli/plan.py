"""What a run over many letters is asked to do: the words of a command line, once they are understood."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from msgspec import Struct

from imrcli.batch.job import Job, Options
from imrcli.batch.run import Batch
from imrcli.batch.sinks import Opener, Sink
from imrcli.output import Out


class Plan(Struct, frozen=True, kw_only=True):
    """What the user asked for.

    `words` are the sources as named; `standard_input` is what `-` among them stands for. `output` is `-` for standard
    output; `opens` gives what opens the sink of a file, or raises OutputError; `streams` makes the sink of what is
    written as it comes. Up to `few` sources are read in this process; `scheduler` is the address of the cluster that
    reads instead. `adds` puts the results into an output that is there, instead of writing it.
    """

    words: list[str]
    standard_input: Literal["list", "letter"] = "list"
    output: str
    opens: Callable[[], Opener]
    streams: Callable[[Out], Sink]
    problems: str | None
    warnings: str | None = None
    options: Options
    few: int = 0
    workers: int | None
    scheduler: str | None = None
    partition: int = 0
    resume: bool
    restart: bool
    overwrite: bool = False
    recursive_list: bool = False
    ordered: bool = True
    quiet: bool
    verbose: bool = False
    adds: Adder | None = None


Adder = Callable[[Batch, Iterable[Job]], None]
"""Reads jobs and adds what they say to an output that is there."""
