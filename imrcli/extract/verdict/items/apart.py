"""Clauses that speak of something else than the item, as what stands in front of them tells."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import ARTICLES, FINITE, Clause, run_end
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.item import Item
from imrcli.extract.verdict.items.subject import Subject, drugs_in

_LINKED = frozenset({"and", ";", "but"})
_ELSEWHERE = frozenset({"above", "below", "elsewhere", "separately", "item", "issue", "issues"})
_RELATIVES = frozenset({"relative", "that"})
_FORMS = ("oral", "topical")
_ANYTHING = ("anything", "everything", "whatever", "more")
_PAIR = 2
_LONGEST_TITLE = 12
"""Words in front of a colon that can name what stands behind it."""


_IN_A_CASE = ("for", "in", "as", "without", "after", "with", "during", "before")
_NEVER_CASES = (
    "light view absence face accordance addition keeping terms consideration any my our order part such all and"
)
_NO_CASE = frozenset(_NEVER_CASES.split()) | {"conjunction", "combination", "preparation"}


def other_drugs(words: list[Word], clause: Clause, item: Item) -> bool:
    """Whether a pronoun stands for drugs that only an earlier clause names ("Xanax is discussed above, and it")."""
    before = words[: clause.first]
    texts = [word.text for word in before]
    if not item.drugs or _LINKED.isdisjoint(texts[-2:]) or _ELSEWHERE.isdisjoint(texts):
        return False
    named = drugs_in(texts)
    return bool(named) and named.isdisjoint(item.drugs)


def not_asked(run: list[Word]) -> bool:
    """Whether a relative says that its noun was not asked for ("transposition, which was not requested, would ...")."""
    relative = next((at for at, word in enumerate(run) if not word.roles.isdisjoint(_RELATIVES)), len(run))
    negation = next((at for at in range(relative, len(run)) if run[at].plays("not")), len(run))
    return any(word.plays("request") for word in run[negation + 1 : negation + 4])


def of_other_form(words: list[Word], clause: Clause, end: int, item: Item) -> bool:
    """Whether a clause is on a drug by mouth, where the item is one for the skin, or the other way round."""
    asked = item.forms
    if len(asked) != 1:
        return False
    subject = words[slice(*clause.subject)]
    taken = [word for word in words[clause.subject[1] : end] if " " in word.text or word.text.endswith("ly")]
    named = {form for form in _FORMS for word in (*subject, *taken) if word.plays(form)}
    return len(named) == 1 and named.isdisjoint(asked)


def is_component(words: list[Word], place: int) -> bool:
    """Whether something is a necessary part of what nobody has named ("of opioid management"; not "of her care")."""
    if place < 1 or place + 3 >= len(words) or words[place - 1].text != "a" or words[place + 2].text != "of":
        return False
    return words[place + 3].text not in ARTICLES and not words[place + 3].plays("pronoun")


def is_excess(words: list[Word], clause: Clause) -> bool:
    """Whether what nobody has asked for is judged: "six are in order; anything above that would be unnecessary"."""
    first, end = clause.subject
    return first < end and words[first].text in _ANYTHING and "would" in clause.modals


def in_guideline(words: list[Word], clause: Clause) -> bool:
    """Whether a clause stands in what a colon gives for a guideline's words ("ODG criteria for ESWT: ...")."""
    colon = next((at for at in range(clause.first - 1, 0, -1) if words[at].text == ":"), 0)
    run = words[max(0, colon - _LONGEST_TITLE) : colon]
    return any(word.plays("guideline") for word in run) and any(word.plays("criteria") for word in run)


def goes_on_quoting(words: list[Word], place: int, subject: Subject, earlier: list[Word]) -> bool:
    """Whether a verdict on `it` goes on with what a guideline was quoted for: "It is not necessary for pain alone."."""
    opening = earlier[:_LONGEST_TITLE]
    quoted = any(word.text == ":" or word.plays("according") for word in opening)
    if subject.reference != "pronoun" or not quoted or not any(word.plays("guideline") for word in opening):
        return False
    case = words[place + 1 : run_end(words, place + 1, "comma")]
    pointed = any(word.plays("person", "here", "pronoun", "reviewer") for word in case)
    return bool(case) and case[0].text in _IN_A_CASE and not pointed


def asks(words: list[Word], subject: Subject) -> bool:
    """Whether a question is on the item, so that `no` answers it, and not on other measures that may have failed."""
    bare = all(FINITE.isdisjoint(word.roles) for word in words)  # "Medically necessary?"
    return subject.reference not in ("other", "unlike") and not subject.prior and (bare or subject.reference != "empty")


def in_some_case(words: list[Word], place: int, clause: Clause) -> bool:
    """Whether a verdict is on cases of a kind: "the test would be unnecessary in simple leakage"."""
    if "would" not in clause.modals or place + 2 >= len(words) or words[place + 1].text != "in":
        return False
    case = words[place + 2]
    end = run_end(words, place + 2, "comma", "and")
    named = case.text in ARTICLES or case.text in _NO_CASE or case.text.endswith("'s")
    pointed = any(word.plays("here", "person", "pronoun", "reviewer") for word in words[place + 2 : end])
    return not (named or pointed or case.plays("number", "generic", "request", "no", "here", "adverb", "criteria"))


def amiss_with(words: list[Word], place: int, clause: Clause, item: Item) -> Subject | None:
    """What nothing, or something, is wrong with: the request, the denial, or what is neither (the shoulder)."""
    first, end = clause.subject
    if first >= end or words[first].text not in ("nothing", "something", "anything", "little", "much"):
        return None
    return item.subject(words, place + 2, run_end(words, place + 1, "comma", "and"))


def _points_at_act(words: list[Word], clause: Clause) -> bool:
    """Whether a clause is on what was done before ("that was a mistake", "denied, which was an error")."""
    first, end = clause.subject
    if clause.opened_by == "relative" and first < end:
        return any(word.text == "which" for word in words[end : end + 2])
    return words[clause.first].text in ("that", "this") and clause.first == 0 and end - first < _PAIR


def on_who_denied(words: list[Word], earlier: list[Word], clause: Clause, subject: Subject, *, limited: bool) -> bool:
    """Whether an evaluation is on who denied: `but wrong about the pad`, `It was wrong as to the pad`.

    Its subject is left out, or a pronoun where a part is named (`limited`), and what stands before it, or in the
    sentence before, is on the denial.
    """
    before = words[: clause.first]
    if subject.reference == "empty" and before and before[-1].plays("contrast"):
        clause.past = clause.past or any(word.plays("past") for word in before)
    elif clause.past and _points_at_act(words, clause):
        before = words[: clause.subject[1]] if clause.first else earlier
        refused = any(word.plays("refused", "refuse", "denial") for word in before)
        return refused and not any(word.plays("reviewer") for word in before)
    elif subject.reference == "pronoun" and limited:
        before = before if any(word.plays("be") for word in before) else earlier
    else:
        return False
    verb = next((at for at, word in enumerate(before) if word.plays("be")), 0)
    return any(word.plays("administrator", "denial") for word in before[:verb])
