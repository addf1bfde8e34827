"""Whether a clause judges all that the request counts, or a part of it: `six of the twelve`, `the remaining visits`."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.lexicon import listed
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.request import Request
from imrcli.extract.verdict.items.subject import amounts_in, number_of, of_them, stem

_RENTAL = ("rental", "rent", "renting")
_LIMITED = frozenset(f"limited {what}" for what in ("quantity", "number", "amount", "supply", "count", "duration"))

_THESE = ("this", "these", "such", "current", "present", "requested")
_THIS = ("this", "the", "such", "that")


def once_more(run: list[Word]) -> bool:
    """Whether `another` counts on, and names no other treatment: "another cycle", "another six visits"."""
    others = [at for at, word in enumerate(run) if word.plays("other")]
    return all(
        run[at].text == "another"
        and at + 1 < len(run)
        and (run[at + 1].text in listed("rounds") or _counts(run[at + 1]))
        for at in others
    )


def _counts(word: Word) -> bool:
    return word.plays("number") and word.text != "one"


def counted(run: list[Word], roles: frozenset[str], asked: Request) -> tuple[bool, bool]:
    """Whether a subject names a part (`the remaining`, other numbers than the request's), and fewer than that."""
    if "lesser" in roles and any(word.text in _LIMITED for word in run) and _all_of_it(run, asked.numbers):
        return False, False
    if asked.several and _all_things(run, asked.things):
        return False, False
    part = "part" in roles and any("part" in word.roles and not _is_asked(word, asked) for word in run)
    fraction = "lesser" in roles and not _as_asked(run)
    part = part or fraction
    if "purchase" in asked.words and "rental" not in asked.words and any(word.text in _RENTAL for word in run):
        part = fraction = True
    if "number" not in roles and not any(word.text == "a" for word in run):
        return part, fraction
    if of_them(run, asked.numbers):
        part = fraction = True
    amounts = amounts_in(run)
    numbered = any(word.text[0] == "#" and number_of(word) in asked.numbers for word in run)
    for value, unit in amounts:
        if numbered and unit == "tablet" and value not in asked.numbers:
            continue  # "Tylenol #4, #30"
        if value == 1:
            single = bool(unit) and any(all_of > 1 and kind in (unit, "") for all_of, kind in asked.amounts)
            part, fraction = part or single, fraction or single
            continue
        if value in asked.numbers:
            continue
        alike = [all_of for all_of, kind in asked.amounts if kind == unit and unit]
        part = part or not alike or value < max(alike)
        fraction = fraction or any(
            all_of > value and (unit == kind or not (unit and kind)) for all_of, kind in asked.amounts
        )
    return part, fraction


def _all_things(run: list[Word], things: int) -> bool:
    """Whether all of the things are meant that a request lists ("all three are necessary")."""
    counts = [at + 1 for at, word in enumerate(run[:-1]) if word.text == "all"]
    return any(number_of(run[at]) == things for at in counts)


def _is_asked(word: Word, asked: Request) -> bool:
    return stem(word.text) in asked.words - {"refill"}


def _as_asked(run: list[Word]) -> bool:
    """Whether less is meant than was asked for before, and the request's own: "at this reduced amount"."""
    lesser = next((at for at, word in enumerate(run) if word.plays("lesser")), 0)
    return lesser > 0 and run[lesser - 1].text in _THESE


def _all_of_it(run: list[Word], numbers: frozenset[int]) -> bool:
    """Whether `a limited quantity of 10` is the request's own, or `this limited quantity` stands for it."""
    values = [value for value, _ in amounts_in(run)]
    return all(value in numbers for value in values) if values else run[0].text in _THIS
