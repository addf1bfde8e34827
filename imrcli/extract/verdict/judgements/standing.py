"""Whose verdict a clause tells, and whether it is one at all, or hangs on a condition."""

from __future__ import annotations

from itertools import pairwise

from imrcli.extract.verdict.clauses.clause import ARTICLES, FINITE, Clause, clause_start, condition_before
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.apart import in_some_case
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.behind import OTHERS, Behind
from imrcli.extract.verdict.judgements.judgement import Judged
from imrcli.text import Span

_DECIDED = frozenset(["granted", "refused", "upheld", "overturned", "approve", "refuse", "uphold", "overturn"])
_DECIDABLE = ("request", "named", "denial", "grant")
_OPINION_STOPS = frozenset({"stop", "contrast", "according"})
_SENTENCE_PARTS = ("stop", "contrast", "conclusion", "concession")
_ACTS = ("refuse", "refused", "approve", "granted", "partly")
_OWN_ACTS: tuple[str, ...] = ("agree", "disagree", "uphold", "upheld", "overturn", "overturned", "favoured")
_OWN_ACTS += ("disfavoured", "reviewer", "right", "wrong", "denial")
_SELDOM = ("rarely", "seldom", "occasionally", "sometimes", "at times")
_FARTHEST_NAME = 6
_NEAR = 4
"""So many words in front of `means` name what is defined, and in front of `whom` the people it stands for."""

_FARTHEST_VIEW = 8


def standing(
    words: list[Word],
    place: int,
    clause: Clause,
    behind: Behind,
    subject: Subject,
    *,
    sign: int,
    opens: bool,
    earlier: bool,
    served: bool,
    quotes: tuple[Span, ...],
) -> tuple[Judged, bool]:
    """What a verdict is on or whose it is, and whether it is weaker than its word ("was denied", by nobody named).

    `opens`: a concluding word stands in front of it; `earlier`: its clause says that it tells of an earlier time;
    `served`: only by the date on which the item itself was given.
    """
    word = words[place]
    if any(start <= word.start and word.end <= end for start, end in quotes):
        return "quoted guideline", False
    faulted = bool(clause.evaluated) or (clause.perfect and "should" in clause.modals)
    speaker = (
        ("" if faulted else behind.speaker)
        or clause.speaker
        or _according(words, min(clause.first, clause.subject[0] or place))
        or _inserted_view(words, clause.subject[1], place)
    )
    if speaker in ("administrator", "provider", "person", "others") or _reason_of_denial(words, clause.first):
        return "somebody else's", False
    if speaker == "guideline" or _defines(words, clause.first, place):
        return "quoted guideline", False
    decided = not word.roles.isdisjoint(_DECIDED) or subject.reference == "denial"
    if word.plays("upheld", "overturned") and not word.plays("favoured") and behind.condition == "occasion":
        behind.condition = ""  # "is reversed for the right, where the drop arm sign is positive"
    supposed = in_some_case(words, place, clause)
    if supposed or _hypothetical(words, clause, behind, subject, sign=sign, decided=decided):
        return "hypothetical", False
    reference = subject.reference
    if decided and not opens:
        marked = earlier or behind.dated or behind.by
        if marked and not clause.verb and reference != "request":
            return "somebody else's", False
        valued = reference == "denial" and word.plays("favoured", "disfavoured") and not marked
        if (clause.past or clause.perfect) and not faulted and not valued:
            earlier_part = subject.prior or (subject.part and not subject.fraction)
            history = (
                earlier_part
                or marked
                or clause.perfect
                or clause.opened_by == "relative"
                or reference not in _DECIDABLE
            )
            return ("somebody else's", False) if history else ("this item", True)
    shared = behind.past_marks and reference != "empty" and FINITE.isdisjoint(clause.helpers)
    past = clause.past or shared  # "was approved in May and found necessary at that time"
    if past and (subject.prior or (earlier and not served)) and reference not in ("denial", "need"):
        return "somebody else's", False
    return ("another item" if reference in ("other", "unlike", "advice") else "this item"), False


def _defines(words: list[Word], first: int, place: int) -> bool:
    """Whether a verdict is part of a definition; not so where a comma parts one from it ("as MTUS defines it, ...")."""
    for at in range(place - 1, -1, -1):
        word = words[at]
        if at < first and "comma" in word.roles:
            return False
        if word.text == "defines":
            return True
        if word.text in ("means", "meant", "refers to", "denotes") and any(
            near.plays("necessary", "need") for near in words[max(0, at - _NEAR) : at]
        ):
            return True  # "medically necessary means care that is reasonably required"
        near = words[at + 1 : at + _FARTHEST_NAME] if word.text == "defined" else ()
        if any(teller.plays("as", "by", "according") for teller in near):
            return True
    return False


# --- conditions --------------------------------------------------------------------------------------------------


def _hypothetical(
    words: list[Word], clause: Clause, behind: Behind, subject: Subject, *, sign: int, decided: bool
) -> bool:
    """Whether a verdict hangs on a condition, or is on cases in general."""
    modals = clause.modals
    request = subject.reference == "request"
    reach = words[max(0, clause.first - 3) : max(clause.first, clause.subject[1]) + 3]
    if any(word.text in _SELDOM for word in reach):
        return True  # "rarely is such a drug necessary", "is seldom needed"
    if _for_others(words, clause.subject[1]):
        return True  # "there are patients for whom it is necessary"
    if clause.opened_by in ("condition", "exception") or (
        clause.opened_by == "occasion" and not (request or _this_time(words, clause.first))
    ):
        return True
    if clause.perfect and not modals.isdisjoint({"would", "may"}):
        return True
    if sign > 0 and "would" in modals and any(word.text == "such" for word in words[slice(*clause.subject)]):
        return True  # "such a block would be necessary for neuralgia"
    fails = clause.concluding and request and sign < 0  # "the request must therefore fail"
    if ("must" in modals and not decided and not fails) or ("may" in modals and sign > 0):
        return True
    if subject.future and behind.condition and not modals.isdisjoint({"will", "would"}):
        return True
    own = decided and clause.speaker == "reviewer" and "would" not in modals
    before = _condition_in_front(words, clause, sign, request=request, here=behind.here, own=own)
    lasting = sign > 0 and behind.condition == "exception" and words[behind.end].text == "until"
    if lasting and not modals:
        return before  # "it is necessary until the wound heals"
    told = request or (sign < 0 and clause.speaker == "reviewer") or (clause.past and not modals)
    return before or _condition_behind(behind, modals, sign, request=told)


def _for_others(words: list[Word], end: int) -> bool:
    """Whether something is said of other people than this patient, in a relative in front of a place."""
    whom = next((at for at in range(end - 1, -1, -1) if words[at].text == "whom"), 0)
    return any(word.text in OTHERS for word in words[max(0, whom - _NEAR) : whom])


def _condition_in_front(words: list[Word], clause: Clause, sign: int, *, request: bool, here: bool, own: bool) -> bool:
    role = condition_before(words, clause.first)
    if not role:
        return False
    modals = clause.modals
    if role == "exception" and modals.isdisjoint({"will", "would"}):
        lasting = any(word.text == "until" for word in words[: clause.first])  # "until it is tapered, ..."
        return not (sign < 0 or lasting)
    if role == "occasion" and own:
        return False  # "there is little reason for it when the diagnosis is known, and these I decline"
    if role == "occasion":
        return not modals.isdisjoint({"would", "may"}) or not (
            request or here or _tells(words, clause.first) or _this_time(words, clause.first)
        )
    return True


def _condition_behind(behind: Behind, modals: frozenset[str], sign: int, *, request: bool) -> bool:
    if not behind.condition:
        return False
    if behind.condition == "exception" and sign < 0:
        return behind.tense != "past" and not modals.isdisjoint({"will", "would"})
    if behind.condition == "occasion":
        tells = behind.tense == "past" or (behind.tense == "have" and sign < 0)
        return not (tells or request)
    return True


def _this_time(words: list[Word], first: int) -> bool:
    """Whether what is said of some cases is said of this one, too: "this is one of the times when it is"."""
    near = words[max(0, first - _FARTHEST_VIEW) : first]
    return any(word.text == "this" and behind.plays("be") for word, behind in pairwise(near))


def _tells(words: list[Word], first: int) -> bool:
    """Whether the clause in front (`where no trial was made, ...`) tells of this case, and of no case in general."""
    for at in range(first - 1, -1, -1):
        if words[at].plays("past", "have", "here", "adverb") and words[at].text not in ARTICLES:
            return True
        if words[at].plays("occasion"):
            return False
    return False


# --- opinions ----------------------------------------------------------------------------------------------------


_VIEWED_BY = ("in", "from", "to", "by", "on")
"""How an opening starts that tells in whose view something is so ("in the surgeon's view the brace is needed")."""


def _according(words: list[Word], first: int) -> str:
    """Whose opinion a clause is by what stands in front of it: "according to the surgeon, ...", "UR: ..."."""
    if first and _named_by_colon(words, first):
        return "others"
    for at in range(first - 1, -1, -1):
        if words[at].roles.isdisjoint(_OPINION_STOPS):
            continue
        if words[at].plays("stop", "contrast"):
            break
        run = words[at + 1 : first]
        if _somebody(run) and not any(word.plays("evidence") for word in run):
            return "others"
    opening = clause_start(words, first)
    opening = opening if opening < first and words[opening].text in _VIEWED_BY else first
    if opening < len(words) and words[opening].text in _VIEWED_BY:
        run = words[opening : max(first, opening + _FARTHEST_VIEW)]
        if _somebody(run) and any(word.plays("viewpoint") for word in run):
            return "others"
    return ""


def _inserted_view(words: list[Word], first: int, place: int) -> str:
    """Whose opinion an insertion behind the subject says a verdict is ("is, in the surgeon's view, necessary")."""
    for at in range(first, place - 1):
        if not words[at].plays("comma"):
            continue
        end = next((near for near in range(at + 1, place) if words[near].plays("comma")), place)
        run = words[at + 1 : end]
        told = run[:1] and (run[0].plays("according") or run[0].text in ("in", "from", "to"))
        named = told and (run[0].plays("according") or any(word.plays("viewpoint") for word in run))
        if named and end < place and _somebody(run) and not any(word.plays("reviewer") for word in run):
            return "others"
    return ""


def _reason_of_denial(words: list[Word], first: int) -> bool:
    """Whether a clause gives the reason of an administrator's act ("UR denied the visits as they were not needed")."""
    opening = first - 1
    if opening < 1 or not (words[opening].plays("reason") or words[opening].text == "as"):
        return False
    start = next((at + 1 for at in range(opening - 1, -1, -1) if words[at].plays(*_SENTENCE_PARTS)), 0)
    run = words[start:opening]
    acts = any(word.plays("administrator") for word in run) and any(word.plays(*_ACTS) for word in run)
    return acts and not any(word.plays(*_OWN_ACTS) for word in run)


def _named_by_colon(words: list[Word], first: int) -> bool:
    colon = next((at for at in range(first - 1, 0, -1) if words[at].text == ":"), 0)
    if not colon:
        return False
    run = [word for word in words[max(0, colon - _FARTHEST_NAME) : colon] if word.text != "reviewer"]
    return _somebody(run) and not any(word.plays("request") for word in run)


def _somebody(run: list[Word]) -> bool:
    return any(word.plays("administrator", "provider") for word in run)
