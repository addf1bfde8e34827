"""The report as one self-contained HTML page: charts to read off, and the tables behind them.

The page asks the network for nothing and has no script; its own policy forbids both. Charts are Matplotlib's SVG, with
the page's colours in it, so that they are dark where the reader's system is.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from importlib import resources
from string import Template

from imrcli.annual.parts import Part, Report
from imrcli.corpus.stats import Group, Statistics
from imrcli.render.chart_parts import COLOURS, part_chart
from imrcli.render.figures import ALL, DAYS, HEADS, cells, days, interval, labels, percent
from imrcli.show.markup import text

_MEANINGS = (
    "A letter is one case, a decision one disputed treatment of it. Overturned is the share of the decisions whose"
    " outcome was read, without those overturned in part; its interval is Wilson's, 95%. Days are medians over letters."
)
_PROLOGUE = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_SIZE = re.compile(r' (?:width|height)="[0-9.]+pt"')
_LEFT_OUT = re.compile(r"<metadata>.*?</metadata>|<style[^>]*>.*?</style>", re.DOTALL)
_NAMED = re.compile(r'(id="|url\(#|xlink:href="#)')
_STYLED = re.compile(r'style="([^"]*)"')
_FONT_SIZE = re.compile(r"([0-9.]+px)")


def html(report: Report, name: str) -> str:
    """The page of a report on the database `name`. Raises ImportError where Matplotlib is not installed."""
    style = _file("page.css")
    whole = report.whole
    heading = whole.of or "all decisions"
    contents = "".join(f'<li><a href="#{part.name}">{text(part.title)}</a></li>' for part in report.parts)
    return Template(_file("page.html")).substitute(
        policy=f"default-src 'none'; img-src data:; style-src '{_hash(style)}'; base-uri 'none'",
        style=style,
        title=text(f"IMR report: {heading}"),
        heading=text(heading),
        about=text(f"{_span(report)}{name}"),
        contents=contents,
        facts=_facts(report),
        meanings=text(_MEANINGS),
        parts="".join(map(_part, report.parts)),
        made=text(_made_by()),
    )


def _facts(report: Report) -> str:
    total = report.whole.total
    per_letter = total.decisions / total.letters if total.letters else 0.0
    ones = dict(report.sizes).get(1, 0)
    shares = f"95%: {interval(total.interval)}" if total.decided else ""
    facts = [
        ("Letters", f"{total.letters:,}", ""),
        ("Decisions", f"{total.decisions:,}", f"{per_letter:.2f} a letter; {ones:,} letters of one"),
        ("Upheld", f"{total.upheld:,}", ""),
        ("Overturned", f"{total.overturned:,}", f"{total.partially_overturned:,} more in part"),
        ("Share overturned", percent(total.share), shares),
        (DAYS[0], days(total.days_from_application), "median, to the decision"),
        (DAYS[1], days(total.days_from_assignment), "median, to the decision"),
    ]
    return "".join(
        f"<div><dt>{text(term)}</dt><dd>{text(value)}{f'<small>{text(more)}</small>' if more else ''}</dd></div>"
        for term, value, more in facts
    )


def _span(report: Report) -> str:
    """Of which quarters the decisions are."""
    quarters = [group.key[0] for group in report.parts[0].found.groups if group.key[0]]
    if not quarters:
        return ""
    return f"Decided {quarters[0]} to {quarters[-1]} · " if len(quarters) > 1 else f"Decided in {quarters[0]} · "


def _part(part: Part) -> str:
    note = f'<p class="note">{text(part.note)}</p>' if part.note else ""
    if not part.found.groups:
        body = '<p class="note">None.</p>'
    else:
        figure = f'<figure role="img" aria-label="{text(part.title)}; its numbers follow">{_svg(part)}</figure>'
        body = figure + _table(part.found)
    head = f'<h2 id="h-{part.name}">{text(part.title)}</h2>'
    return f'<section id="{part.name}" aria-labelledby="h-{part.name}">{head}{note}{body}</section>'


def _svg(part: Part) -> str:
    """A chart as an element of the page: in the page's colours, as wide as there is room, its ids its own.

    The page's policy allows no styles but its own, so the chart's become attributes.
    """
    drawn = _PROLOGUE.sub("", part_chart(part.found, part.shown).decode("utf-8"))
    drawn = _SIZE.sub("", _LEFT_OUT.sub("", drawn), count=2)
    drawn = _NAMED.sub(rf"\1{part.name}-", drawn)
    drawn = _STYLED.sub(lambda styled: _attributes(styled[1]), drawn)
    for colour, variable in COLOURS.items():
        drawn = drawn.replace(colour, f"var({variable})")
    return drawn


def _attributes(style: str) -> str:
    """An element's style as attributes of SVG: `fill: none; opacity: 0.5` is `fill="none" opacity="0.5"`."""
    properties = dict(part.strip().split(": ", 1) for part in style.split(";") if ": " in part)
    if size := _FONT_SIZE.search(properties.pop("font", "")):
        properties["font-size"] = size[1]
    return " ".join(f'{name}="{value}"' for name, value in properties.items())


def _table(statistics: Statistics) -> str:
    heads = [statistics.by[0].title, *HEADS, *DAYS]
    body = "".join(_row(labels(group, statistics)[0], group) for group in statistics.groups)
    return (
        '<div class="scroll" role="region" aria-label="Table" tabindex="0"><table>'
        f"<thead><tr>{_heads(heads)}</tr></thead><tbody>{body}</tbody>"
        f"<tfoot>{_row(ALL, statistics.total)}</tfoot></table></div>"
    )


def _heads(heads: Sequence[str]) -> str:
    return "".join(f'<th scope="col">{text(head)}</th>' for head in heads)


def _row(name: str, group: Group) -> str:
    counts = "".join(f"<td>{text(cell)}</td>" for cell in cells(group))
    return f'<tr><th scope="row">{text(name)}</th>{counts}</tr>'


def _made_by() -> str:
    from imrcli import __version__

    return (
        f"Made by imrcli {__version__} from the letters' own words; what could not be read without doubt is left out."
    )


def _file(name: str) -> str:
    return resources.files("imrcli.annual").joinpath(name).read_text("utf-8")


def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode('utf-8')).digest()).decode('ascii')}"
