"""What is judged beside a colon, a dash or a comma: "Certified: naproxen.", "Metformin, approved.", "Device: no."."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import PREPOSITIONS, Clause, clause_start, ends_clause, run_end
from imrcli.extract.verdict.clauses.verb_walk import light_left
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.judgements.sentence import Sentence

_FIRM = ("necessary", "unnecessary", "granted", "refused")
_DASHES = ("-", "--", "–", "—")
_LABELLING = ("generic", "surgery", "modifier", "number", "unit")
"""Roles of the words of a label that could stand for any treatment."""


def subject_at_colon(sentence: Sentence, place: int, clause: Clause) -> None:
    """Take the subject beside a colon: "Certified: naproxen.", "Medical necessity: not shown."."""
    words = sentence.words
    behind = place + 2, run_end(words, place + 2)
    if sentence.is_word(place + 1, ":"):
        named = sentence.subject_in(behind)
        reviewed = words[place].plays("upheld", "overturned")
        reason = reviewed and named.reference != "named"  # "Upheld: ice packs suffice."
        clause.subject = behind if named.is_treatment and not reason else clause.subject
        if named.is_treatment:
            return
    colon = light_left(words, place)
    before = clause_start(words, max(0, colon)), colon
    dashed = colon > 0 and words[colon].text in _DASHES and sentence.subject_in(before).is_treatment
    advised = colon > 0 and words[colon].text in (",", ":", "-") and sentence.subject_in(before).reference == "advice"
    noted = words[place].plays(*_FIRM) and ends_clause(words, place) and words[before[0]].text not in PREPOSITIONS
    if noted and colon > 0 and words[colon].text == "," and not words[before[0]].plays("no", "deficit", "conclusion"):
        dashed = dashed or sentence.subject_in(before).reference == "named"  # "Metformin, approved."
    dashed = dashed or advised
    if dashed and not any(word.plays("be", "have", "do") for word in words[slice(*before)]):
        clause.subject = before
    if (
        colon > 0
        and words[colon].text == ":"
        and (sentence.subject_in(before).reference in ("need", "grant") or _labels(sentence, words[slice(*before)]))
    ):
        clause.subject = before


def behind_dash(words: list[Word], place: int, clause: Clause) -> bool:
    """Whether a note gives its verdict behind a second dash, and its reasons in front ("X - helps - approved")."""
    dash = light_left(words, place)
    before = [at for at in range(dash) if words[at].text in _DASHES]
    return dash > 0 and words[dash].text in _DASHES and bool(before) and not clause.verb


def _labels(sentence: Sentence, run: list[Word]) -> bool:
    """Whether words for any treatment tell of several which is decided behind a colon ("Device: certified.")."""
    told = any(word.plays("generic", "surgery") for word in run)
    return sentence.item.several and told and all(word.plays(*_LABELLING) for word in run)
