"""Verbs and nouns that govern a verdict: "nothing shows that ...", "UR found that ...", "no reason to deny"."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.changes import THINKING, change_of, declines, hesitates, own_view
from imrcli.extract.verdict.clauses.clause import (
    ARTICLES,
    BREAKS,
    CLAUSE_OPENERS,
    HELPERS,
    MODALS,
    Clause,
    bracket_start,
    groundless,
    is_break,
    opener,
)
from imrcli.extract.verdict.clauses.comma_walk import is_claim
from imrcli.extract.verdict.clauses.fronted import inverted, inverts
from imrcli.extract.verdict.clauses.joint import acts_on, shared_speaker, shares_subject
from imrcli.extract.verdict.clauses.speaker import speaker_of
from imrcli.extract.verdict.clauses.word import Word

_PROOF = frozenset(["evidence", "want", "need", "show", "criteria"])
_NEAR = 4
"""So many words in front of what would be shown a `no` or `lack of` turns it."""

_TURNING = frozenset({"not", "no", "deficit"})
_NOTABLE = BREAKS | {"reviewer", "comma", "and", "conclusion", "disfavoured", "doubt"}
"""Roles of words that the way to a clause's first word has to look at."""

_INVERTED = ("do", "can", "would", "may", "must", "should", "have", "will", "be")
_THINGS = ("something", "anything", "nothing", "one", "none", "what")

_SHOWN_THINGS = frozenset({"evidence", "indication", "sign", "proof", "record", "documentation", "information", "data"})
_SHOWN_THINGS |= {"doubt", "question"}
_INSERTED = 10
_SCANT = ("little", "few", "scarcely anything", "hardly anything")
_LISTED = ("approve", "refuse", "support", "recommend", "uphold", "overturn", "find")
_SURE = frozenset(
    ["convinced", "persuaded", "satisfied", "clear", "evident", "apparent", "obvious", "certain", "likely"]
)


def governing(words: list[Word], place: int, *, doubting: bool = True) -> Clause:
    """The clause of a verb or noun that governs what follows: its sign, and who speaks.

    `doubting`: a verb of doubt at the place turns the sign (not so where it is itself the decision: `deny`).
    """
    own = words[place]
    clause = Clause(first=place)
    if doubting and own.plays("doubt") and not own.plays("neutral"):
        clause.sign = -1
    told = _of_all_before(words, place)
    clause.first = told if told >= 0 else _read_left(words, place, clause, doubting=doubting)
    if clause.opened_by == "whether" and _behind_object(words, clause.first, place):
        clause.opened_by = ""  # "would confirm what is known and does not merit approval"
    outside = _outside_brackets(words, clause.first, place)
    run = [words[at] for at in outside]
    turned = any(_turns(words, at, place) for at in outside)
    turned = turned or _scant(words, clause.first)
    turned = turned or inverted(words, clause.first, place) >= 0 or inverts(words, clause.first)
    turned = (turned or declines(words, place)) != hesitates(words, place)
    if turned or words[clause.first].plays("no"):
        clause.sign = -clause.sign
    roles = frozenset(role for word in run for role in word.roles)
    clause.modals = roles & MODALS
    clause.helpers = roles
    clause.past = "past" in roles
    clause.concluding = clause.concluding or "conclusion" in roles
    clause.subject = (clause.first, place)
    clause.speaker = speaker_of(words[place], run) if not shares_subject(words, place) else shared_speaker(words, place)
    if own.plays("show") and any(word.plays("reviewer") for word in words[place + 1 : place + 2]):
        clause.speaker = "reviewer"  # "UR has not persuaded me that"
    if own.text in ("me", "us") and words[place - 1].plays("show", "persuade") and not clause.opened_by:
        clause.speaker = "reviewer"  # "neither letter persuades me that"
    if place + 1 < len(words) and words[place + 1].plays("that") and own.plays("wrong", "right"):
        clause.sign *= -1 if own.plays("wrong") else 1
        clause.speaker = "reviewer"  # "the surgeon is mistaken that it is needed"
        clause.admitted = own.plays("right")
    refused = run and run[0].text == "not" and own.plays("position")
    if refused and any(word.plays("agree") for word in words[: clause.first]):
        clause.speaker = "reviewer"  # "I share the surgeon's concern, but not her view that"
    if is_claim(own) and (change := change_of(words, place)) >= 0:
        clause.sign = 1 if turned or words[clause.first].plays("no") else -1
        clause.speaker = "reviewer" if own_view(words[change:place]) else clause.speaker
    if clause.speaker == "others" and acts_on(words, place):
        clause.speaker = "reviewer"  # "I therefore follow it and find"
    if clause.first and words[clause.first - 1].plays("relative") and groundless(words, clause.first - 1):
        clause.sign, clause.opened_by, clause.modals = -clause.sign, "", frozenset()  # "no basis on which I could find"
    if turned and own.plays("hearsay") and words[clause.first].text == "it":
        clause.speaker = ""  # "it cannot be said that"
    return clause


def _of_all_before(words: list[Word], place: int) -> int:
    """Where a clause starts that is on all that was said before ("no tear is seen, which makes it needless"); or -1."""
    at = place - 1
    while at > 0 and not HELPERS.isdisjoint(words[at].roles):
        at -= 1
    if at < 2 or words[at].text != "which" or not words[at - 1].plays("comma") or not words[place].plays("make"):
        return -1
    return at + 1


def _behind_object(words: list[Word], first: int, place: int) -> bool:
    """Whether a verb behind `and` goes on from one in front of `what` ("shows what is known and is ...")."""
    joint = next((at for at in range(place - 1, first, -1) if words[at].plays("and")), 0)
    inside = any(word.plays("be", "have", "do") for word in words[first:joint])
    return words[first - 1].text == "what" and inside and words[joint + 1].plays("be", "have", "do")


def _outside_brackets(words: list[Word], first: int, place: int) -> list[int]:
    """The numbers of a clause's words, without those in brackets: "the film (not seen by UR) shows"."""
    outside: list[int] = []
    depth = 0
    for at in range(first, place):
        depth += words[at].text == "("
        if not depth:
            outside.append(at)
        depth -= words[at].text == ")" and depth > 0
    return outside


def _read_left(words: list[Word], place: int, clause: Clause, *, doubting: bool) -> int:
    """The clause's first word; words of doubt on the way turn its sign."""
    own = words[place]
    content = False
    at = place - 1
    while at >= 0:
        word = words[at]
        if word.roles.isdisjoint(_NOTABLE):
            content = content or HELPERS.isdisjoint(word.roles)
        elif word.text == ")":
            opening = bracket_start(words, at)
            at = opening if opening >= 0 else at
        elif word.plays("comma"):
            if content:
                break
            at = _behind_helper(words, at)
        elif word.plays("and") and (
            (content and _opens_clause(words[at + 1])) or _follows(words, at, place) or _joins(words, at, place)
        ):
            break
        elif word.plays("relative"):
            content = False
        elif word.text in ("i", "we") and not (at and _goes_on_to(words[at - 1])):
            clause.concluding = clause.concluding or (at > 0 and words[at - 1].plays("conclusion"))
            at -= 1  # nothing in front of the reviewer is of this clause: "although I disagree with UR I agree that"
            break
        elif word.plays("conclusion") and content:
            clause.concluding = True
            break
        elif is_break(word):
            clause.opened_by = opener(word)
            break
        else:
            if _doubts(words, at, place) and not (doubting and own.plays("doubt")):
                clause.sign = -clause.sign
            content = content or HELPERS.isdisjoint(word.roles)
        at -= 1
    return at + 1


def _scant(words: list[Word], first: int) -> bool:
    """Whether a clause's subject is next to nothing: "little in this file makes", "few of the criteria support"."""
    first += words[first].text == "precious"
    beside = words[first + 1 : first + 2]
    if words[first].text not in _SCANT or not beside:
        return False
    return beside[0].text in ("of", "in") or not HELPERS.isdisjoint(beside[0].roles)


def _behind_helper(words: list[Word], comma: int) -> int:
    """Where an insertion behind a verb's helper opens ("I do not, for these reasons, find it"); else where it ends."""
    opens = next((at for at in range(comma - 1, max(0, comma - _INSERTED), -1) if words[at].text == ","), 0)
    beside = words[opens - 1] if opens else None
    return opens if beside and beside.plays("not", "do", "can", "would") else comma


def _goes_on_to(before: Word) -> bool:
    """Whether what stands in front of `I` is of its clause: "nor can I", "is nothing I can call necessary"."""
    return before.plays(*_INVERTED) or before.text in _THINGS


def _follows(words: list[Word], joint: int, place: int) -> bool:
    """Whether a verb behind `and` says what follows from what is said before ("I see no reason, and so overturn")."""
    between = words[joint + 1 : place]
    return bool(between) and all(word.plays("conclusion", "comma") for word in between)


def _joins(words: list[Word], joint: int, place: int) -> bool:
    """Whether a verb of judging behind `and` has nothing but its subject of the verb in front."""
    between = words[joint + 1 : place]
    return all(word.plays("adverb", "not", "do") for word in between) and shares_subject(words, place)


def _opens_clause(word: Word) -> bool:
    return word.text in CLAUSE_OPENERS or word.plays("reviewer")


def _doubts(words: list[Word], at: int, place: int) -> bool:
    """Whether a word on the way turns what follows: "I disagree that", "premature to say that"."""
    word = words[at]
    if word.plays("disfavoured") and not word.plays("deficit") and at + 1 < place and words[at + 1].text == "to":
        return True
    noun = word.text == "question" and at > 0 and words[at - 1].text in ARTICLES
    return word.plays("doubt") and not word.plays("show", "evidence") and not noun


def _turns(words: list[Word], at: int, place: int) -> bool:
    """Whether a negation turns what a verb or noun behind it governs."""
    word = words[at]
    if word.roles.isdisjoint(_TURNING) or "neutral" in word.roles:
        return False
    if word.plays("not"):
        return True
    if not word.plays("no", "deficit"):
        return False
    own = words[place]
    acts = own.plays("refuse", "approve") and words[place - 1].text == "to" and place - at <= _NEAR
    if acts and not own.text.endswith("ing") and word.plays("no"):
        return True  # "I see no cause to deny"
    between = words[at + 1 : place + 1]
    shows = own.plays("show", "make") and not own.plays("evidence", "want") and not word.plays("no")
    if shows and words[place - 1].text != "to":  # "the lack of findings makes it ..."
        return all(near.text == "of" or not HELPERS.isdisjoint(near.roles) for near in between[:-1])
    if any(not _PROOF.isdisjoint(near.roles) for near in between[:_NEAR]):
        return True
    return all(not HELPERS.isdisjoint(near.roles) for near in between[:-1])


def governor(words: list[Word], near: int) -> int:
    """The verb that governs a clause, where a noun stands between ("one cannot conclude from this note that ...")."""
    if words[near].plays("and") or words[near].text == "nor":  # "states that this and that that"
        that = next((at for at in range(near - 1, 0, -1) if words[at].plays("that")), 0)
        if that > 0:
            return governor(words, that - 1)
        said = next((at for at in range(near - 1, 0, -1) if words[at].plays("say", "find", "stop")), 0)
        return said if words[said].plays("say", "find") else near
    if words[near].text == ")":  # "the letter says (twice) that"
        opening = bracket_start(words, near)
        near = opening - 1 if opening > 0 else near
    if near and words[near - 1].plays("not", "do", "to", "reviewer", *MODALS):
        return near
    for at in range(near - 1, 0, -1):
        if is_break(words[at]) or words[at].plays("comma"):
            break
        if words[at].plays(*THINKING) and words[at - 1].plays("not", "do", "reviewer", "to", *MODALS):
            return at
    return near


def list_head(words: list[Word], place: int) -> int:
    """The first of the verbs that a verb is listed with: "I decline to order, recommend or approve"; else itself."""
    head = place
    while True:
        at = head - 1
        while at > 0 and words[at].text == "to":
            at -= 1
        joint = at
        while at > 0 and words[at].plays("and", "comma"):
            at -= 1
        if at in (joint, 0):
            return head
        governed = words[at - 1].text == "to" or words[at - 1].plays(
            "and", "comma", "can", "do", "would", "will", "not"
        )
        if not words[at].plays(*_LISTED) and (words[at].roles - {"go_on", "bids_named"} or not governed):
            return head
        if not governed:
            return head
        head = at


def governs_bare(words: list[Word], at: int, end: int) -> bool:
    """Whether what shows something governs a clause without `that` ("there is no evidence the brace is needed")."""
    word = words[at]
    if at == 0 or at + 1 >= end or words[at + 1].text not in CLAUSE_OPENERS:
        return False
    before = words[at - 1]
    if word.text in _SHOWN_THINGS:
        denied = before.plays("no", "not", "deficit", "some")
        return denied or (at > 1 and before.plays("be") and words[at - 2].text == "there")
    if word.text in _SURE:
        return before.plays("be", "not", "adverb")
    if word.plays("refuse", "approve"):
        return False  # "the decision to deny the visits is reversed"
    passive = before.plays("be") and words[0].text != "it"
    return word.plays("show", "agree", "disagree", "doubt") and before.text not in ARTICLES and not passive
