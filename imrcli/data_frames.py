"""Data frames: one row a disputed treatment, as Polars or pandas, whichever is there."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal

from imrcli.errors import ImrError
from imrcli.model import Determination, Problem
from imrcli.render.rows import COLUMNS, places

Library = Literal["polars", "pandas"]
Kind = Literal["text", "number", "real", "date", "list"]
_LIBRARIES: tuple[Library, ...] = ("polars", "pandas")


class NoFrames(ImrError, ImportError):
    """Neither Polars nor pandas is installed."""

    code = "no-frames"
    says = "data frames need Polars or pandas; install one: pip install polars"


def to_frame(
    determinations: Determination | Iterable[Determination | Problem], *, library: Library | None = None
) -> Any:
    """A data frame of determinations, one row a disputed treatment (a letter without any has one), as in the CSV.

    Its columns are those of docs/data-dictionary.md; dates are dates, lists are lists. Problems are left out, and a
    Python warning says how many and what the first is. `library` is what makes it: by default Polars where it is
    installed, else pandas. Raises NoFrames where neither is.
    """
    if isinstance(determinations, Determination):
        determinations = [determinations]
    letters: list[Determination] = []
    problems: list[Problem] = []
    for result in determinations:
        if isinstance(result, Determination):
            letters.append(result)
        else:
            problems.append(result)
    if problems:
        first = problems[0]
        left_out = f"{len(problems)} of {len(letters) + len(problems)} results are problems and in no row"
        warnings.warn(f"{left_out}; the first: {first.source}: {first.message}", stacklevel=2)
    rows = [place for letter in letters for place in places(letter)]
    kinds: dict[str, Kind] = {column.name: column.kind for column in COLUMNS}
    return frame({column.name: [column.value(row) for row in rows] for column in COLUMNS}, kinds, library)


def frame(values: Mapping[str, Sequence[Any]], kinds: Mapping[str, Kind], library: Library | None = None) -> Any:
    """A data frame of columns of values of some kinds. Raises NoFrames."""
    frames = import_module(_installed(library))
    if frames.__name__ == "polars":
        types = {
            "date": frames.Date,
            "number": frames.Int64,
            "real": frames.Float64,
            "text": frames.String,
            "list": frames.List(frames.String),
        }
        return frames.DataFrame(dict(values), schema={name: types[kinds[name]] for name in values}, strict=False)
    table = frames.DataFrame(dict(values))
    for name in values:
        if kinds[name] == "date":
            table[name] = frames.to_datetime(table[name])
        elif kinds[name] in ("number", "real"):
            table[name] = table[name].astype("Int64" if kinds[name] == "number" else "float64")
    return table


def _installed(library: Library | None) -> str:
    for name in _LIBRARIES if library is None else (library,):
        if find_spec(name):
            return name
    raise NoFrames
