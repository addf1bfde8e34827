"""How findings are worded: lists, items by their numbers, long quotations cut."""

from __future__ import annotations

_LONGEST = 160


def listed(words: list[str]) -> str:
    """Words as a list in a sentence: `a, b and c`."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def numbered(places: list[int]) -> str:
    """Items by their numbers: `items 2 to 5 and 7`."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    shown = []
    for first, last in runs:
        if last - first > 1:
            shown.append(f"{first + 1} to {last + 1}")
        else:
            shown += [str(place + 1) for place in range(first, last + 1)]
    return ("item " if len(places) == 1 else "items ") + listed(shown)


def shortened(words: str, longest: int = _LONGEST) -> str:
    """Words cut to a length, with an ellipsis where any were."""
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def capitalized(words: str) -> str:
    """Words that open a sentence."""
    return words[:1].upper() + words[1:]
