"""Charts of statistics, drawn by Matplotlib (the extra `charts`): PNG or SVG, the same bytes for the same numbers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Literal

from imrcli.render.chart_parts import span
from imrcli.render.statistics import crossed, heading, label, labels, percent, summary

if TYPE_CHECKING:
    from imrcli.corpus.stats import Statistics

ChartFormat = Literal["png", "svg"]

MOST = 40
"""Groups that a chart has room for; more are left out, the last ones, and its caption tells."""

INK, QUIET, RULE = "#1b1f24", "#56606b", "#d5dae0"
OVERTURNED, RANGE = "#0f5f37", "#7aa58d"
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

    style = {
        "svg.fonttype": "none",
        "svg.hashsalt": "imrcli",
        "font.family": "DejaVu Sans",
        "text.color": INK,
        "axes.labelcolor": QUIET,
        "axes.edgecolor": RULE,
        "xtick.color": QUIET,
        "ytick.color": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
    with matplotlib.rc_context(style):
        figure = Figure(dpi=144, layout="constrained")
        axes = figure.subplots()
        if len(found.by) == 2:
            _crossed(figure, axes, found)
        elif found.by and found.by[0].ordered:
            _over_time(figure, axes, found)
        else:
            _bars(figure, axes, found)
        figure.suptitle(heading(found), x=0.01, ha="left", fontsize=12, fontweight="bold")
        left = max(0, len(found.groups) - MOST) if len(found.by) < 2 else 0
        figure.supxlabel(summary(found) + (f"; {left} more groups are not shown" if left else ""), fontsize=8.5)
        out = io.BytesIO()
        metadata: dict[str, Any] = {"Date": None, "Title": "imrcli"} if form == "svg" else {"Software": "imrcli"}
        figure.savefig(out, format=form, metadata=metadata)
    return out.getvalue()


def _bars(figure: Any, axes: Any, found: Statistics) -> None:
    groups = (found.groups or [found.total])[:MOST][::-1]
    names = [labels(group, found)[0] if found.by else "All" for group in groups]
    figure.set_size_inches(8.5, 1.6 + 0.34 * len(groups))
    shares = [100 * (group.share or 0.0) for group in groups]
    below, above = zip(*map(span, groups), strict=True)
    axes.barh(names, shares, color=OVERTURNED, height=0.66)
    axes.errorbar(shares, range(len(groups)), xerr=[below, above], fmt="none", ecolor=RANGE, capsize=2.5, lw=1.2)
    reach = max((share + up for share, up in zip(shares, above, strict=True)), default=0) or 1
    for at, (group, share, up) in enumerate(zip(groups, shares, above, strict=True)):
        told = f"{percent(group.share)}  ({group.overturned:,} of {group.decided:,})"
        axes.text(share + up + reach * 0.015, at, told, va="center", fontsize=8, color=QUIET)
    axes.set_xlim(0, reach * 1.3)
    axes.set_xlabel("overturned, % of decisions; lines: 95% interval", fontsize=8.5)
    axes.tick_params(axis="y", length=0, labelsize=9)
    axes.grid(axis="x", color=RULE, lw=0.6)
    axes.set_axisbelow(True)


def _over_time(figure: Any, axes: Any, found: Statistics) -> None:
    """A line of shares with a band of its interval, and below it how many decisions there were."""
    groups = [group for group in found.groups if group.key[0] is not None]
    figure.set_size_inches(9, 4.6)
    names = [labels(group, found)[0] for group in groups]
    shares = [100 * (group.share or 0.0) for group in groups]
    spans = [span(group) for group in groups]
    low = [share - below for share, (below, _) in zip(shares, spans, strict=True)]
    high = [share + above for share, (_, above) in zip(shares, spans, strict=True)]
    axes.fill_between(range(len(groups)), low, high, color=RANGE, alpha=0.35, lw=0)
    axes.plot(range(len(groups)), shares, color=OVERTURNED, marker="o", ms=3.5)
    _months(axes, names)
    axes.set_ylim(bottom=0)
    axes.set_ylabel("overturned, %", fontsize=8.5)
    axes.set_xlabel(f"{found.by[0].title}; band: 95% interval", fontsize=8.5)
    axes.grid(axis="y", color=RULE, lw=0.6)


def _months(axes: Any, names: list[str]) -> None:
    """Names under the points, no more than there is room for."""
    step = max(1, -(-len(names) // 16))
    axes.set_xticks(range(0, len(names), step), names[::step], rotation=30 if len(names) > 8 else 0, fontsize=8.5)


def _crossed(figure: Any, axes: Any, found: Statistics) -> None:
    rows, columns, groups = crossed(found)
    if found.by[1].ordered and not found.by[0].ordered:
        series, points, turned = rows, columns, False
    else:
        series, points, turned = columns, rows, True
    named, along = (found.by[1], found.by[0]) if turned else (found.by[0], found.by[1])
    if not along.ordered:
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
    _months(axes, [label(point, along.name) for point in points])
    axes.set_ylim(bottom=0)
    axes.set_ylabel("overturned, %", fontsize=8.5)
    axes.grid(axis="y", color=RULE, lw=0.6)
    more = f" (the {_MOST_LINES} largest of {len(series)})" if len(series) > _MOST_LINES else ""
    axes.legend(fontsize=8, frameon=False, title=named.title + more, title_fontsize=8.5)


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
    axes.tick_params(length=0, labelsize=8.5)
    for y, line in enumerate(cells):
        for x, group in enumerate(line):
            if group and group.decided:
                colour = "#ffffff" if (group.share or 0) > 0.55 else INK
                told = f"{percent(group.share)}\n{group.overturned:,}/{group.decided:,}"
                axes.text(x, y, told, ha="center", va="center", fontsize=7, color=colour)
    axes.set_xlabel("overturned, % of decisions; overturned / decisions below", fontsize=8.5)
