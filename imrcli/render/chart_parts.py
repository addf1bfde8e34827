"""The charts of a report's parts, as SVG in a few colours that the page replaces by its own."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from imrcli.render.drawing import Palette, Shown, bars, over_time, style

if TYPE_CHECKING:
    from imrcli.corpus.stats import Statistics

_PALETTE = Palette("#0a0b01", "#0a0b02", "#0a0b03", "#0a0b04", "#0a0b05", "#0a0b06")
COLOURS = {colour: f"--{name}" for name, colour in _PALETTE._asdict().items()}
"""The colours of the charts, none of them Matplotlib's own, and what each is called in the page's style."""

_MOST = 25
"""Groups that a chart shows; all are in the table."""


def part_chart(found: Statistics, shown: Shown) -> bytes:
    """A chart of groups as SVG: bars of counts or shares, columns or lines over time, on a transparent ground.

    Raises ImportError where Matplotlib is not installed.
    """
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(style(_PALETTE)):
        figure = Figure(layout="constrained", facecolor="none")
        axes = figure.subplots()
        axes.set_facecolor("none")
        if found.by[0].ordered:
            figure.set_size_inches(9, 3.2)
            over_time(axes, found, shown, _PALETTE)
        else:
            groups = found.groups[:_MOST]
            figure.set_size_inches(9, 0.7 + 0.33 * len(groups))
            bars(axes, found, groups, shown, _PALETTE)
        out = io.BytesIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()
