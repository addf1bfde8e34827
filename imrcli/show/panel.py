"""The right side of the page: what was decided, what is questionable, and every field with a link to its place."""

from __future__ import annotations

from imrcli.model import Determination, Finding, Place
from imrcli.render import words
from imrcli.render.terminal import counted
from imrcli.show.fields import LONG, Field, Group
from imrcli.show.markup import swatch, text
from imrcli.show.targets import SEVERITIES, Plan, Target

_MEANS = {
    "upheld": "The denial stands: found not medically necessary.",
    "overturned": "The denial is overturned: found medically necessary.",
    "partially_overturned": "Found medically necessary in part.",
    None: "The outcome could not be read without doubt.",
}
_LONG_TEXT = 420
"""Characters. A longer value is shortened on the screen, with a button that shows all of it."""


class Panel:
    """Makes the right side, or a letter's part of it.

    `text_source` is the text of a letter that has no pages, in which places are lines. `within` begins the ids of all
    sections: the letters of one file have their own (`letter-2-`).
    """

    def __init__(self, determination: Determination, plan: Plan, text_source: str | None, within: str = "") -> None:
        self._letter = determination
        self._plan = plan
        self._text = text_source
        self._within = within

    def whole(self) -> str:
        """The decision, the findings and warnings, the fields."""
        groups = "".join(map(self._group, self._plan.groups))
        return f"{self._decision()}{self._questions()}{groups}"

    def _decision(self) -> str:
        rows = []
        for index, issue in enumerate(self._letter.issues):
            outcome = issue.outcome or "unknown"
            request = text(issue.request or "Disputed treatment not found")
            findings = self._of_item(index)
            count = f' <span class="questioned">{counted(len(findings), "finding")}</span>' if findings else ""
            rows.append(
                f'<li><span class="verdict {outcome}">{text(_outcome(issue.outcome))}</span>'
                f'<a href="#{self._item_id(index)}">Item {index + 1}: {request}</a>{count}'
                f"<small>{_MEANS[issue.outcome]}</small></li>"
            )
        body = "".join(rows) or "<li>No disputed treatment was found in this letter.</li>"
        return (
            f'<section id="{self._within}decision" aria-labelledby="{self._within}h-decision">'
            f'<h2 id="{self._within}h-decision">Decision</h2>'
            f'<ol class="verdicts">{body}</ol></section>'
        )

    def _questions(self) -> str:
        findings, warnings = self._plan.findings, self._letter.warnings
        name = f"{self._within}h-questions"
        head = f'<section class="questions" aria-labelledby="{name}"><h2 id="{name}">Findings and warnings'
        if not findings and not warnings:
            return f'{head}</h2><p class="none">None.</p></section>'
        parts = [self._finding(number, finding) for number, finding in self._plan.numbered]
        parts += [
            f'<li class="question warning">'
            f"<h3>Warning <code>{text(warning.code)}</code>{self._item(warning.issue)}</h3>"
            f"<p>{text(warning.message)}</p></li>"
            for warning in warnings
        ]
        counts = ", ".join(
            counted(len(some), word) for some, word in ((findings, "finding"), (warnings, "warning")) if some
        )
        return f'{head} <span class="count">{counts}</span></h2><ul>{"".join(parts)}</ul></section>'

    def _finding(self, number: int, finding: Finding) -> str:
        sides = []
        for at, side in enumerate(finding.sides):
            target = self._plan.of_side.get((number, at))
            label = self._link(target, side.label) if target else f"<b>{text(side.label)}</b>"
            quoted = f"<q>{text(side.text)}</q>" if side.text else ""
            sides.append(f"<li>{label} {quoted} {self._where(target)}</li>")
        return (
            f'<li class="question {finding.severity}" id="finding-{number}">'
            f'<h3><span class="flag" aria-hidden="true">{number}</span>'
            f"Finding {number} <code>{text(finding.code)}</code>{self._item(finding.issue)}</h3>"
            f'<p class="severity">{SEVERITIES[finding.severity]}</p>'
            f'<p>{text(finding.message)}</p><ul class="sides">{"".join(sides)}</ul>{self._both(number)}</li>'
        )

    def _both(self, number: int) -> str:
        """The button that lights all sides of a finding."""
        finding = self._plan.finding(number)
        targets = [self._plan.of_side.get((number, at)) for at in range(len(finding.sides))]
        lit = [str(target.number) for target in targets if target]
        if len(lit) < 2:
            return ""
        how_many = "both" if len(lit) == 2 else f"all {len(lit)}"
        return (
            f'<button type="button" class="both" data-t="{" ".join(lit)}" data-name="Finding {number}">'
            f"Show {how_many} places of finding {number}</button>"
        )

    def _of_item(self, index: int) -> list[tuple[int, Finding]]:
        return [(number, finding) for number, finding in self._plan.numbered if finding.issue == index]

    def _group(self, group: Group) -> str:
        present = [field for field in group.fields if field.value is not None]
        absent = [field.label for field in group.fields if field.value is None]
        rows = "".join(map(self._field, present))
        missing = (
            f'<p class="absent">Not in the letter, or not read: {text(", ".join(absent).lower())}.</p>'
            if absent
            else ""
        )
        kind = group.fields[0].kind
        name = self._item_id(group.issue) if group.issue is not None else f"{self._within}g-{kind}"
        head, notes = text(group.title), ""
        if group.issue is not None:
            outcome = self._letter.issues[group.issue].outcome
            head += f' <span class="verdict {outcome or "unknown"}">{text(_outcome(outcome))}</span>'
            notes = self._notes(group.issue)
        return (
            f'<section id="{name}" aria-labelledby="h-{name}"><h2 id="h-{name}">{head}</h2>{notes}'
            f"<dl>{rows}</dl>{missing}</section>"
        )

    def _notes(self, index: int) -> str:
        """An item's findings and warnings, in short, at the item."""
        notes = [
            f'<li class="note {finding.severity}">'
            f'<a href="#finding-{number}">Finding {number} ({finding.severity})</a> '
            f"{text(finding.message)} {self._both(number)}</li>"
            for number, finding in self._of_item(index)
        ]
        notes += [
            f'<li class="note warning"><b>Warning</b> {text(warning.message)}</li>'
            for warning in self._letter.warnings
            if warning.issue == index
        ]
        return f'<ul class="notes">{"".join(notes)}</ul>' if notes else ""

    def _field(self, field: Field) -> str:
        target = self._plan.of_value.get(field.pointer)
        label = self._link(target, field.label) if target else f"<b>{text(field.label)}</b>"
        value = text(field.value)
        if field.iso:
            value = f'<time datetime="{field.iso}">{value}</time>'
        parts = [part for part in field.parts if part.pointer in self._plan.of_value]
        chips = "".join(f"<li>{self._chip(part)}</li>" for part in parts)
        findings = "".join(map(self._finding_chip, self._plan.questioned.get(field.pointer, ())))
        long = " long" if field.kind in LONG and len(field.value or "") > _LONG_TEXT else ""
        inner = " cited" if "/citations/" in field.pointer else ""
        inner += " main" if field.label in ("Disputed treatment", "Outcome") else ""
        lights = f' data-t="{target.number}"' if target else ""
        return (
            f'<div class="row k-{field.kind}{inner}"{lights}><dt>{swatch(field.kind) if target else ""}{label}</dt>'
            f'<dd><div class="value{long}">{value}</div> {self._where(target)}{findings}'
            f"{f'<ul class=parts>{chips}</ul>' if chips else ''}</dd></div>"
        )

    def _finding_chip(self, number: int) -> str:
        severity = self._plan.finding(number).severity
        return f' <a class="chip {severity}" href="#finding-{number}">Finding {number} ({severity})</a>'

    def _chip(self, part: Field) -> str:
        target = self._plan.of_value[part.pointer]
        return (
            f'<a class="find part k-{part.kind}" href="#b{target.number}" data-t="{target.number}" '
            f'data-name="{text(target.name)}"><span class="vh">{text(part.label)}: </span>{text(_short(part))}</a>'
        )

    def _link(self, target: Target, label: str) -> str:
        where = self._in_words(target.places[0])
        return (
            f'<a class="find" href="#b{target.number}" data-t="{target.number}" data-name="{text(target.name)}">'
            f'{text(label)}<span class="vh"> (show on {where})</span></a>'
        )

    def _where(self, target: Target | None) -> str:
        if target is None:
            return ""
        places = list(dict.fromkeys(self._in_words(place) for place in target.places))
        word, first = places[0].split()
        shown = places[0] if len(places) == 1 else f"{word}s {first} to {places[-1].split()[-1]}"
        return f'<span class="where">{shown}</span>'

    def _item_id(self, index: int) -> str:
        return f"{self._within}item-{index + 1}"

    def _item(self, index: int | None) -> str:
        """A link to an item that a finding or warning is on."""
        return "" if index is None else f' <a href="#{self._item_id(index)}">item {index + 1}</a>'

    def _in_words(self, place: Place) -> str:
        if isinstance(place.page, int):
            return f"page {place.page}"
        start = place.start if isinstance(place.start, int) else 0
        return f"line {(self._text or '').count(chr(10), 0, start) + 1}"


def _short(part: Field) -> str:
    """A part as it stands under its citation: `p. 78`."""
    if part.label.startswith("Page"):
        return f"{'pp.' if '-' in (part.value or '') else 'p.'} {part.value}"
    return f"§ {part.value}" if part.label == "Section" else part.value or ""


def _outcome(value: str | None) -> str:
    return words.outcome(value) if value else "Outcome not read"
