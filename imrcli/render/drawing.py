"""How groups are drawn by Matplotlib, wherever: bars of counts or shares, columns and lines over time, in a palette."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from imrcli.render.figures import days, labels, percent

if TYPE_CHECKING:
    from imrcli.corpus.stats import Group, Statistics

Shown = Literal["letters", "decisions", "share", "days"]
"""What a chart shows of its groups."""

SMALL = 8.5
"""Points of the letters on the axes."""

_MOST_NAMES, _MOST_LEVEL = 14, 8
"""Names below an axis: at most, and at most side by side without being turned."""

_MOST_VALUES = 16
"""Points that have their values written above them."""


class Palette(NamedTuple):
    """The colours of a chart."""

    bar: str
    range: str
    second: str
    ink: str
    quiet: str
    rule: str


def style(palette: Palette) -> dict[str, Any]:
    """What Matplotlib is told of all charts: the same bytes for the same numbers."""
    return {
        "svg.fonttype": "none",
        "svg.hashsalt": "imrcli",
        "font.family": "DejaVu Sans",
        "text.color": palette.ink,
        "axes.labelcolor": palette.quiet,
        "axes.edgecolor": palette.rule,
        "xtick.color": palette.quiet,
        "ytick.color": palette.ink,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }


def bars(axes: Any, found: Statistics, groups: Sequence[Group], shown: Shown, palette: Palette) -> None:
    """A bar a group, the first on top: its share with the interval, or its decisions; the numbers beside it."""
    rows = groups[::-1]
    at = range(len(rows))
    lengths = [_height(group, shown) for group in rows]
    spans = [_span(group) if shown == "share" else (0.0, 0.0) for group in rows]
    axes.barh(at, lengths, color=palette.bar, height=0.66)
    axes.set_yticks(at, [labels(group, found)[0] if found.by else "All" for group in rows])
    if shown == "share":
        around = list(zip(*spans, strict=True))
        axes.errorbar(lengths, at, xerr=around, fmt="none", ecolor=palette.range, capsize=2.5, lw=1.2)
    reach = max((length + above for length, (_, above) in zip(lengths, spans, strict=True)), default=0) or 1
    whole = sum(group.decisions for group in found.groups) or 1
    for place, (group, length, (_, above)) in enumerate(zip(rows, lengths, spans, strict=True)):
        told = (
            f"{percent(group.share)} ({group.overturned:,} of {group.decided:,})"
            if shown == "share"
            else f"{group.decisions:,} ({percent(group.decisions / whole)})"
        )
        axes.text(length + above + reach * 0.012, place, told, va="center", fontsize=8, color=palette.quiet)
    axes.set_xlim(0, reach * 1.3)
    axes.set_xlabel("overturned, %; lines: 95% interval" if shown == "share" else "decisions", fontsize=SMALL)
    axes.tick_params(axis="y", length=0, labelsize=9)
    axes.tick_params(axis="x", labelsize=SMALL)
    _rules(axes, "x", palette)


def over_time(axes: Any, found: Statistics, shown: Shown, palette: Palette) -> None:
    """Over time: a line of shares with a band of its interval, lines of days, or columns of letters."""
    groups = [group for group in found.groups if group.key[0] is not None]
    at = range(len(groups))
    if shown == "days":
        from_application = [_or_gap(group.days_from_application) for group in groups]
        from_assignment = [_or_gap(group.days_from_assignment) for group in groups]
        axes.plot(at, from_application, color=palette.bar, marker="o", ms=4, label="from the application's receipt")
        axes.plot(at, from_assignment, "--", color=palette.second, marker="s", ms=4, label="from the assignment")
        _values(axes, from_application, [days(group.days_from_application) for group in groups], palette)
        axes.legend(fontsize=SMALL, frameon=False)
        axes.set_ylabel("median days to the decision", fontsize=SMALL)
    elif shown == "share":
        heights = [_height(group, shown) for group in groups]
        spans = [_span(group) for group in groups]
        low = [height - below for height, (below, _) in zip(heights, spans, strict=True)]
        high = [height + above for height, (_, above) in zip(heights, spans, strict=True)]
        axes.fill_between(at, low, high, color=palette.range, alpha=0.35, lw=0)
        axes.plot(at, heights, color=palette.bar, marker="o", ms=4)
        _values(axes, heights, [percent(group.share) for group in groups], palette)
        axes.set_ylabel("overturned, %; band: 95% interval", fontsize=SMALL)
    else:
        heights = [_height(group, shown) for group in groups]
        axes.bar(at, heights, color=palette.bar, width=0.7)
        _values(axes, heights, [f"{group.letters:,}" for group in groups], palette)
        axes.set_ylabel("letters", fontsize=SMALL)
    along(axes, [labels(group, found)[0] for group in groups], palette)
    axes.margins(y=0.15)


def along(axes: Any, names: list[str], palette: Palette) -> None:
    """The names of points in time below an axis, no more than there is room for."""
    step = max(1, -(-len(names) // _MOST_NAMES))
    turned = 30 if len(names) > _MOST_LEVEL and step == 1 else 0
    axes.set_xticks(range(0, len(names), step), names[::step], rotation=turned, fontsize=SMALL)
    axes.tick_params(axis="y", labelsize=SMALL)
    axes.set_ylim(bottom=0)
    _rules(axes, "y", palette)


def _rules(axes: Any, axis: str, palette: Palette) -> None:
    axes.grid(axis=axis, color=palette.rule, lw=0.6)
    axes.set_axisbelow(True)


def _values(axes: Any, heights: list[float], told: list[str], palette: Palette) -> None:
    """Values above their points, where there is room for all."""
    for at, (height, value) in enumerate(zip(heights, told, strict=True)) if len(heights) <= _MOST_VALUES else ():
        if height == height:
            above = {"textcoords": "offset points", "ha": "center", "fontsize": 8, "color": palette.quiet}
            axes.annotate(value, (at, height), (0, 4), **above)


def _height(group: Group, shown: Shown) -> float:
    if shown == "share":
        return 100 * (group.share or 0.0)
    return float(group.letters if shown == "letters" else group.decisions)


def _or_gap(value: float | None) -> float:
    return float("nan") if value is None else value


def _span(group: Group) -> tuple[float, float]:
    """How far the interval reaches below and above a group's share, in per cent."""
    low, high = group.interval or (0.0, 0.0)
    share = group.share or 0.0
    return 100 * max(0.0, share - low), 100 * max(0.0, high - share)
