"""What a rationale's own words conclude of the item: necessary, not necessary, both in part, or nothing.

The last verdict of the reviewer's own on the item counts. One in the words of a decision (necessary, certified, denied)
outweighs an opinion (indicated, reasonable) wherever it stands, since guideline text and advice often follow it. Two
verdicts on two parts of the item make a mixed conclusion.
"""

from __future__ import annotations

import re
from functools import cache

from imrcli.extract.verdict.item import Item
from imrcli.extract.verdict.judge import Judgement, Reader
from imrcli.extract.verdict.lexicon import words_with
from imrcli.model import Conclusion
from imrcli.pattern import pattern
from imrcli.sentences import sentences
from imrcli.text import Located, Span

_QUOTED = pattern(r"(?<!\d)[\"“][^\"“”]{12,2000}[\"”]")
_WORD = pattern(r"\w+")
_HANGING = r"(?:not|n['’]t)\s*(?:[.,;]|$)|\b(?:is|are)\s*\.?$|\b(?:yes|no)\s*(?:[.,;:]|$)"
"""What hangs on the sentence before: "Norvasc is not.", "The trial is.", "Yes."."""

_SHORT_QUOTE = 4
"""A quotation of so few words (`"not medically necessary"`) belongs to the clause around it."""

_SOFT_REACH = 4
"""So many sentences from the end an opinion counts as the conclusion, where no decision is stated."""

_UNSTATED: Located[Conclusion] = Located("unstated")


def read_conclusion(rationale: str | None, request: str | None = None) -> Located[Conclusion]:
    """The rationale's conclusion on the item, and the clauses that decide it, by offsets into the rationale.

    `request` is the item: its own words are no negations, and a clause that names another treatment judges that.
    """
    if not rationale:
        return _UNSTATED
    item = Item(request)
    spans = sentences(rationale)
    found = _judged(rationale, spans, item, _firm_words())
    own = [judgement for judgement in found if judgement.judged == "this item" and judgement.firm]
    decided = _decide(own, found)
    if decided is None:
        soft = _judged(rationale, spans[-_SOFT_REACH:], item, _soft_words())
        decided = _opinion(soft, spans[-1]) or _misnamed(found, spans[-1])
    return decided or _UNSTATED


def judgements(rationale: str, request: str | None = None) -> list[Judgement]:
    """Every verdict in a rationale, in order: on what, which way, and where (for the checks)."""
    item = Item(request)
    spans = sentences(rationale)
    return _judged(rationale, spans, item, None)


# --- which sentences are read ----------------------------------------------------------------------------------


@cache
def _firm_words() -> re.Pattern[str]:
    return _prefilter(
        *(
            "necessary",
            "unnecessary",
            "granted",
            "refused",
            "upheld",
            "overturned",
            "need",
            "denial",
            "grant",
            "approve",
        ),
        *("refuse", "uphold", "overturn", "agree", "disagree", "shown", "wanting", "partly"),
    )


@cache
def _soft_words() -> re.Pattern[str]:
    return _prefilter("favoured", "disfavoured", "conforms", "meet", "support", "want", "recommend", "shown", "wanting")


def _prefilter(*roles: str) -> re.Pattern[str]:
    """Finds sentences that can hold a word with one of these roles, made of the lists themselves."""
    starts = {expression.split()[0][:6] for expression in words_with(*roles)}
    kept = sorted(start for start in starts if not any(start != other and start.startswith(other) for other in starts))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, kept)) + r")|nec+es|nes+ec|" + _HANGING, re.IGNORECASE)


def _judged(text: str, spans: list[Span], item: Item, wanted: re.Pattern[str] | None) -> list[Judgement]:
    reader = Reader(text, item, _quotes(text))
    found: list[Judgement] = []
    for start, end in spans:
        if wanted is None or wanted.search(text, start, end):
            found.extend(reader.read(start, end))
    return found


def _quotes(text: str) -> tuple[Span, ...]:
    """Where longer quotations stand: their verdicts are their source's."""
    if '"' not in text and "“" not in text:
        return ()
    spans = (match.span() for match in _QUOTED.finditer(text))
    return tuple(span for span in spans if len(_WORD.findall(text, *span)) > _SHORT_QUOTE)


# --- what they come to -------------------------------------------------------------------------------------------


def _decide(own: list[Judgement], found: list[Judgement]) -> Located[Conclusion] | None:
    """The conclusion from the verdicts on the item in the words of a decision."""
    main = [judgement for judgement in own if not judgement.conceded] or own
    if not main:
        return None
    chosen = next((judgement for judgement in reversed(main) if judgement.explicit), main[-1])
    partly = next((judgement for judgement in reversed(main) if judgement.verdict == "mixed"), None)
    if partly is not None:
        return Located("mixed", (partly.span,))
    for other in found:
        if other.judged == "this item" and other.verdict != chosen.verdict and _two_parts(chosen, other):
            first, second = sorted((chosen.span, other.span))
            return Located("mixed", (first, second))
    return Located(chosen.verdict, (chosen.span,))


def _two_parts(chosen: Judgement, other: Judgement) -> bool:
    """Whether two verdicts are on two parts of the item, and not an earlier and a later one on the same."""
    for_it, against = (chosen, other) if chosen.verdict == "necessary" else (other, chosen)
    if for_it.past and not against.past:
        return False
    apart = bool(chosen.named - other.named and other.named - chosen.named)
    if not other.firm:
        return apart and other.specific and not other.general and not other.conceded
    return apart or chosen.part or other.part


def _opinion(soft: list[Judgement], last: Span) -> Located[Conclusion] | None:
    """The conclusion from opinions near the end: of this very case, or the rationale's last word."""
    for judgement in reversed(soft):
        if judgement.judged != "this item" or judgement.conceded:
            continue
        closes = judgement.span[0] >= last[0]
        if judgement.specific or (closes and not judgement.general):
            return Located(judgement.verdict, (judgement.span,))
    return None


def _misnamed(found: list[Judgement], last: Span) -> Located[Conclusion] | None:
    """The verdict of a last sentence that decides "the request", though it names another treatment than the item."""
    for judgement in reversed(found):
        if (
            judgement.judged == "another item"
            and judgement.firm
            and judgement.specific
            and judgement.span[0] >= last[0]
        ):
            return Located(judgement.verdict, (judgement.span,))
    return None
