"""Charts of statistics, drawn by Matplotlib (the extra `charts`): PNG or SVG, the same bytes for the same numbers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Literal

from imrcli.render.drawing import SMALL, Palette, along, bars, over_time, style
from imrcli.render.figures import crossed, heading, label, percent, summary

if TYPE_CHECKING:
    from imrcli.corpus.stats import Statistics

ChartFormat = Literal["png", "svg"]

MOST = 40
"""Groups that a chart has room for; more are left out, the last ones, and its caption tells."""

_PALETTE = Palette("#0f5f37", "#7aa58d", "#0b4fa8", "#1b1f24", "#56606b", "#d5dae0")
SERIES = ("#0b4fa8", "#a14a05", "#15703a", "#6d28d9", "#b0144f", "#0e7490", "#8a5a2b", "#475569")
"""Colours of lines, told apart by their dashes too."""
_DASHES = ("-", "--", "-.", ":")
_MOST_LINES = 6


def chart(found: Statistics, form: ChartFormat) -> bytes:
    """The share overturned by group, with its interval: bars, or a line over time; of two dimensions, a line a series
    or a map of shades. Raises ImportError where Matplotlib is not installed.
    """
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(style(_PALETTE)):
        figure = Figure(dpi=144, layout="constrained")
        axes = figure.subplots()
        if len(found.by) == 2:
            _crossed(figure, axes, found)
        elif found.by and found.by[0].ordered:
            figure.set_size_inches(9, 4.6)
            over_time(axes, found, "share", _PALETTE)
        else:
            groups = (found.groups or [found.total])[:MOST]
            figure.set_size_inches(8.5, 1.6 + 0.34 * len(groups))
            bars(axes, found, groups, "share", _PALETTE)
        figure.suptitle(heading(found), x=0.01, ha="left", fontsize=12, fontweight="bold")
        left = max(0, len(found.groups) - MOST) if len(found.by) == 1 and not found.by[0].ordered else 0
        figure.supxlabel(summary(found) + (f"; {left} more groups are not shown" if left else ""), fontsize=SMALL)
        out = io.BytesIO()
        metadata: dict[str, Any] = {"Date": None, "Title": "imrcli"} if form == "svg" else {"Software": "imrcli"}
        figure.savefig(out, format=form, metadata=metadata)
    return out.getvalue()


def _crossed(figure: Any, axes: Any, found: Statistics) -> None:
    rows, columns, groups = crossed(found)
    if found.by[1].ordered and not found.by[0].ordered:
        series, points, turned = rows, columns, False
    else:
        series, points, turned = columns, rows, True
    named, time = (found.by[1], found.by[0]) if turned else (found.by[0], found.by[1])
    if not time.ordered:
        _shades(figure, axes, found)
        return
    figure.set_size_inches(9.5, 5)
    weight = {one: sum(g.decisions for key, g in groups.items() if key[1 if turned else 0] == one) for one in series}
    shown = sorted(series, key=lambda one: -weight[one])[:_MOST_LINES]
    points = [point for point in points if point is not None]
    for at, one in enumerate(shown):
        line = [groups.get((point, one) if turned else (one, point)) for point in points]
        heights = [100 * group.share if group and group.share is not None else float("nan") for group in line]
        axes.plot(heights, _DASHES[at % 4], marker="o", ms=3.5, color=SERIES[at], label=label(one, named.name))
    along(axes, [label(point, time.name) for point in points], _PALETTE)
    axes.set_ylabel("overturned, %", fontsize=SMALL)
    more = f" (the {_MOST_LINES} largest of {len(series)})" if len(series) > _MOST_LINES else ""
    axes.legend(fontsize=8, frameon=False, title=named.title + more, title_fontsize=SMALL)


def _shades(figure: Any, axes: Any, found: Statistics) -> None:
    """A map of shades, each cell with its share and its decisions."""
    rows, columns, groups = crossed(found)
    rows, columns = rows[:MOST], columns[:12]
    figure.set_size_inches(3.5 + 0.95 * len(columns), 1.8 + 0.42 * len(rows))
    cells = [[groups.get((row, column)) for column in columns] for row in rows]
    shades = [[100 * (g.share or 0.0) if g and g.decided else float("nan") for g in line] for line in cells]
    axes.imshow(shades, cmap="Greens", vmin=0, vmax=100, aspect="auto")
    axes.set_xticks(range(len(columns)), [label(c, found.by[1].name) for c in columns], rotation=30, ha="right")
    axes.set_yticks(range(len(rows)), [label(row, found.by[0].name) for row in rows])
    axes.tick_params(length=0, labelsize=SMALL)
    for y, line in enumerate(cells):
        for x, group in enumerate(line):
            if group and group.decided:
                colour = "#ffffff" if (group.share or 0) > 0.55 else _PALETTE.ink
                told = f"{percent(group.share)}\n{group.overturned:,}/{group.decided:,}"
                axes.text(x, y, told, ha="center", va="center", fontsize=7, color=colour)
    axes.set_xlabel("overturned, % of decisions; overturned / decisions below", fontsize=SMALL)
