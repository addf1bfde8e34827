"""The left side of the page for text: the letter's own text, cut where a value starts or ends.

Values lie within values and across each other; a piece of the text carries the numbers of all targets that cover it,
the smallest last.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from imrcli.show.markup import text
from imrcli.show.targets import Target, extent

MOST = 1_000_000
"""Characters of a text that are shown; letters have 5,000 to 30,000."""


def passage(source: str, targets: Sequence[Target]) -> str:
    """The text with a mark around every piece that is part of a value."""
    rest = f'<p class="rest">{len(source) - MOST:,} more characters are not shown.</p>' if len(source) > MOST else ""
    source = source[:MOST]
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    ranked = sorted(targets, key=lambda target: (target.finding is not None, -extent(target)))
    for rank, target in enumerate(ranked):
        for place in target.places:
            if isinstance(place.start, int) and isinstance(place.end, int):
                start, end = min(place.start, len(source)), min(place.end, len(source))
                if start < end:
                    starts.setdefault(start, []).append(rank)
                    ends.setdefault(end, []).append(rank)
    cuts = sorted({0, len(source), *starts, *ends, *_breaks(source)})
    open_: list[int] = []
    anchored: set[int] = set()
    shown = []
    for at, to in pairwise(cuts):
        for rank in ends.get(at, ()):
            open_.remove(rank)
        open_ += starts.get(at, ())
        piece = _piece(source[at:to])
        if not open_:
            shown.append(piece)
            continue
        covering = [ranked[rank] for rank in sorted(set(open_))]
        # Empty anchors: several targets may start at one piece, and an element has but one id.
        anchors = "".join(f'<a id="b{target.number}"></a>' for target in covering if target.number not in anchored)
        anchored.update(target.number for target in covering)
        numbers = " ".join(str(target.number) for target in covering)
        kinds = _kinds(covering)
        shown.append(f'{anchors}<mark class="{kinds}" data-b="{numbers}">{piece}</mark>')
    return f'<div class="passage"><pre>{"".join(shown)}</pre></div>{rest}'


def _kinds(covering: Sequence[Target]) -> str:
    """The classes of a piece: the smallest value's kind, and the severity of a finding there."""
    values = [target for target in covering if target.finding is None]
    questioned = [target for target in covering if target.finding is not None]
    classes = ["b"]
    classes += [f"k-{target.kind}" for target in (values[-1:] + questioned[-1:])]
    return " ".join(classes)


def _breaks(source: str) -> list[int]:
    """Where form feeds stand and end: each is shown as a line between pages."""
    return [cut for at, char in enumerate(source) if char == "\f" for cut in (at, at + 1)]


def _piece(words: str) -> str:
    if words == "\f":
        return '<span class="feed" role="separator"></span>'
    return text(words.replace("\r\n", "\n").replace("\r", "\n"))
