"""Regular expressions that are compiled when they are first used.

The grammars hold more than a hundred, of which one letter uses some; compiling all of them would take as long as
reading ten letters, each time the command starts.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

from imrcli.compiled import compiled

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split", "pattern")


class _Pattern:
    """Stands for a compiled pattern, and hands its methods on once it is."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        matcher = compiled(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(matcher, method))
        return getattr(matcher, name)


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern like `re.compile`'s, of text or of bytes, compiled when it is first used."""
    return cast("re.Pattern[AnyStr]", _Pattern(source, flags))


NOT_PRINTED = pattern(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that a terminal would obey: controls, and those that turn the direction of writing."""
