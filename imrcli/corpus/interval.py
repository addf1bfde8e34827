"""How sure a share is: the Wilson score interval of a proportion."""

from __future__ import annotations

from math import sqrt

Z = 1.959963984540054
"""The normal quantile of a 95 % interval."""


def wilson(hits: int, of: int, z: float = Z) -> tuple[float, float] | None:
    """The interval in which a share of `hits` in `of` is likely to lie; None of nothing.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).

    >>> [round(end, 4) for end in wilson(8, 151)]
    [0.0271, 0.1011]
    """
    if not of:
        return None
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return middle - half if hits else 0.0, middle + half if hits < of else 1.0
