"""Filters as people write them in Python: one name or several, dates as dates or text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec.structs import fields

from imrcli.corpus.selection import CLOSED, Selection, day
from imrcli.errors import CorpusError

_SEVERAL = frozenset(field.name for field in fields(Selection) if field.default == ())


def chosen(**filters: Any) -> Selection:
    """The selection that some filters are: the fields of `Selection`, a single value standing for a tuple of it.

    Dates may be text (`2016`, `2016-03`, `2016-03-01`), an age one number; a filter that is None is none. Raises
    TypeError for a filter that there is not, CorpusError for a value that a filter cannot have.

    >>> chosen(outcome="overturned", since="2016", age=50).age
    (50, 50)
    """
    known = [field.name for field in fields(Selection)]
    values: dict[str, Any] = {}
    for name, value in filters.items():
        if name not in known:
            raise TypeError(f"there is no filter {name!r}, but {', '.join(known)}")
        if value is not None:
            values[name] = _value(name, value)
    return Selection(**values)


def _value(name: str, value: Any) -> Any:
    if name in ("since", "until"):
        return _day(name, value)
    if name == "age":
        return (value, value) if isinstance(value, int) else tuple(value)
    if name not in _SEVERAL:
        return _meant(name, value)
    several = tuple(value) if isinstance(value, Iterable) and not isinstance(value, str) else (value,)
    return tuple(_meant(name, one) for one in several)


def _meant(name: str, value: Any) -> Any:
    """A value of a closed list, in whatever capitals, or its beginning where only one begins so: `f` is female."""
    if name not in CLOSED or not isinstance(value, str):
        return value
    plain = value.strip().lower().replace(" ", "_").replace("-", "_")
    begun = [known for known in CLOSED[name] if known.startswith(plain)]
    return begun[0] if plain and len(begun) == 1 else plain


def _day(name: str, value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return day(str(value), last=name == "until")
    except ValueError:
        raise CorpusError(None, f"{name} {value!r} is no date; write 2016, 2016-03 or 2016-03-01") from None
