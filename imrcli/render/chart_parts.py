"""The charts of a report's parts, as SVG in a few colours that the page replaces by its own."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Literal

from imrcli.render.statistics import days, labels, percent

if TYPE_CHECKING:
    from imrcli.corpus.stats import Group, Statistics

Shown = Literal["letters", "decisions", "share", "days"]

_BAR, _RANGE, _SECOND, _INK, _QUIET, _RULE = "#0a0b01", "#0a0b02", "#0a0b03", "#0a0b04", "#0a0b05", "#0a0b06"
COLOURS = {
    _BAR: "--bar",
    _RANGE: "--range",
    _SECOND: "--second",
    _INK: "--ink",
    _QUIET: "--quiet",
    _RULE: "--rule",
}
"""The colours of the charts, none of them Matplotlib's own, and what each is called in the page's style."""

_MOST = 25
"""Groups that a chart shows; all are in the table."""
_STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "imrcli",
    "font.family": "DejaVu Sans",
    "text.color": _INK,
    "axes.labelcolor": _QUIET,
    "axes.edgecolor": _RULE,
    "xtick.color": _QUIET,
    "ytick.color": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def part_chart(found: Statistics, shown: Shown) -> bytes:
    """A chart of groups as SVG: bars of counts or shares, columns or lines over time, on a transparent ground.

    Raises ImportError where Matplotlib is not installed.
    """
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_STYLE):
        figure = Figure(layout="constrained", facecolor="none")
        axes = figure.subplots()
        axes.set_facecolor("none")
        if found.by[0].ordered:
            _over_time(figure, axes, found, shown)
        else:
            _bars(figure, axes, found, shown)
        out = io.BytesIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def _bars(figure: Any, axes: Any, found: Statistics, shown: Shown) -> None:
    groups = found.groups[:_MOST][::-1]
    figure.set_size_inches(9, 0.7 + 0.33 * len(groups))
    lengths = [_height(group, shown) for group in groups]
    spans = [span(group) if shown == "share" else (0.0, 0.0) for group in groups]
    axes.barh(range(len(groups)), lengths, color=_BAR, height=0.66)
    axes.set_yticks(range(len(groups)), [labels(group, found)[0] for group in groups])
    if shown == "share":
        axes.errorbar(
            lengths,
            range(len(groups)),
            xerr=list(zip(*spans, strict=True)),
            fmt="none",
            ecolor=_RANGE,
            capsize=2.5,
            lw=1.2,
        )
    reach = max((length + above for length, (_, above) in zip(lengths, spans, strict=True)), default=0) or 1
    whole = sum(group.decisions for group in found.groups) or 1
    for at, (group, length, (_, above)) in enumerate(zip(groups, lengths, spans, strict=True)):
        told = (
            f"{percent(group.share)} ({group.overturned:,} of {group.decided:,})"
            if shown == "share"
            else f"{group.decisions:,} ({percent(group.decisions / whole)})"
        )
        axes.text(length + above + reach * 0.012, at, told, va="center", fontsize=8, color=_QUIET)
    axes.set_xlim(0, reach * 1.25)
    axes.set_xlabel("overturned, %; lines: 95% interval" if shown == "share" else "decisions", fontsize=8.5)
    axes.tick_params(axis="y", length=0, labelsize=9)
    axes.tick_params(axis="x", labelsize=8.5)
    axes.grid(axis="x", color=_RULE, lw=0.6)
    axes.set_axisbelow(True)


def _over_time(figure: Any, axes: Any, found: Statistics, shown: Shown) -> None:
    groups = [group for group in found.groups if group.key[0] is not None]
    figure.set_size_inches(9, 3.2)
    at = range(len(groups))
    if shown == "days":
        from_application = [_or_gap(group.days_from_application) for group in groups]
        from_assignment = [_or_gap(group.days_from_assignment) for group in groups]
        axes.plot(at, from_application, color=_BAR, marker="o", ms=4, label="from the application's receipt")
        axes.plot(at, from_assignment, "--", color=_SECOND, marker="s", ms=4, label="from the assignment")
        _write_values(axes, from_application, [days(group.days_from_application) for group in groups])
        axes.legend(fontsize=8.5, frameon=False)
        axes.set_ylabel("median days to the decision", fontsize=8.5)
    elif shown == "share":
        heights = [_height(group, shown) for group in groups]
        reaches = [span(group) for group in groups]
        low = [height - below for height, (below, _) in zip(heights, reaches, strict=True)]
        high = [height + above for height, (_, above) in zip(heights, reaches, strict=True)]
        axes.fill_between(at, low, high, color=_RANGE, alpha=0.35, lw=0)
        axes.plot(at, heights, color=_BAR, marker="o", ms=4)
        _write_values(axes, heights, [percent(group.share) for group in groups])
        axes.set_ylabel("overturned, %; band: 95% interval", fontsize=8.5)
    else:
        heights = [_height(group, shown) for group in groups]
        axes.bar(at, heights, color=_BAR, width=0.7)
        _write_values(axes, heights, [f"{group.letters:,}" for group in groups])
        axes.set_ylabel("letters", fontsize=8.5)
    step = max(1, -(-len(groups) // 14))
    names = [labels(group, found)[0] for group in groups]
    axes.set_xticks(at[::step], names[::step], fontsize=8.5)
    axes.tick_params(axis="y", labelsize=8.5)
    axes.set_ylim(bottom=0)
    axes.margins(y=0.15)
    axes.grid(axis="y", color=_RULE, lw=0.6)
    axes.set_axisbelow(True)


def _write_values(axes: Any, heights: list[float], told: list[str]) -> None:
    """Values above their points, where there is room for all."""
    if len(heights) <= 16:
        for at, (height, value) in enumerate(zip(heights, told, strict=True)):
            if height == height:
                axes.annotate(
                    value, (at, height), (0, 4), textcoords="offset points", ha="center", fontsize=8, color=_QUIET
                )


def _height(group: Group, shown: Shown) -> float:
    if shown == "share":
        return 100 * (group.share or 0.0)
    return float(group.letters if shown == "letters" else group.decisions)


def _or_gap(value: float | None) -> float:
    return float("nan") if value is None else value


def span(group: Group) -> tuple[float, float]:
    """How far the interval reaches below and above a group's share, in per cent."""
    low, high = group.interval or (0.0, 0.0)
    share = group.share or 0.0
    return 100 * max(0.0, share - low), 100 * max(0.0, high - share)
