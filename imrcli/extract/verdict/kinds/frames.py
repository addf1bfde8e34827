"""The frames in which a predicate stands: behind a form of `be`, behind a verb of judging, or alone."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import (
    ARTICLES,
    FINITE,
    HELPERS,
    MODALS,
    Clause,
    antecedent,
    behind_predicate,
    clause_start,
    ends_clause,
    is_break,
    is_light,
    run_end,
)
from imrcli.extract.verdict.clauses.fronted import inverts
from imrcli.extract.verdict.clauses.governor import governing
from imrcli.extract.verdict.clauses.verb_walk import light_left
from imrcli.extract.verdict.clauses.walk import Walk
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.kinds.nominal import predicate_noun

_DECIDING = ("necessary", "unnecessary", "granted", "refused", "upheld", "overturned")
_JUDGES = ("administrator", "provider", "reviewer")
_VIEWED = ("considered", "regarded", "deemed", "judged", "viewed", "held", "called")
"""What must be so viewed is so viewed, where what must be needed may not be ("must be regarded as necessary")."""

_FARTHEST_TOO = 8
_TAKES = ("takes", "take", "took")
_COUNTS_AS = ("qualify as", "qualifies as", "count as", "counts as")
"""Verbs whose subject is what is judged."""

_ACTIVE = ("reviewer", "administrator", "provider", "guideline", "person", "not", "do", "to", *MODALS)
"""Roles of a word in front of a verb of judging that is not in the passive."""


def clause_of(words: list[Word], place: int, *, far: bool, bare: bool) -> Clause | None:
    """The clause of a predicate (`necessary`, `certified`, `indicated`); None where the word is no predicate there.

    `far`: the word may stand far behind its verb ("is in this setting necessary"); `bare`: without one ("not
    certified").
    """
    if words[place].plays("verbal"):
        return elliptic(words, place)
    walk = Walk(words, place)
    verb = walk.verb_before(place)
    if verb < 0 and (fronted := _fronted(walk, place)):
        return fronted
    if verb < 0:
        return _bare(walk, place) if bare or _alone(words, place) else None
    if words[verb].plays("be"):
        return _behind_be(walk, verb, place, far=far)
    return _behind_judging(walk, verb, place)


def elliptic(words: list[Word], verb: int) -> Clause:
    """The clause of a verb without a predicate behind it ("the other six are not", "the denial stands")."""
    walk = Walk(words, verb + 1)
    walk.helpers_before(verb)
    walk.subject()
    return walk.clause


# --- without a verb ----------------------------------------------------------------------------------------------


def _alone(words: list[Word], place: int) -> bool:
    """Whether a predicate makes a clause by itself, or with a negation: "Not indicated."."""
    before = light_left(words, place)
    opens = before < 0 or words[before].plays("stop", "contrast", "comma")
    return (opens or words[place - 1].plays("not")) and ends_clause(words, place)


def _fronted(walk: Walk, place: int) -> Clause | None:
    """The clause of a predicate in front of its subject: "medically necessary it is not"."""
    words = walk.words
    behind = behind_predicate(words, place)
    be = next((at for at in range(behind + 1, min(behind + 4, len(words))) if words[at].plays("be")), 0)
    opens = not place or words[place - 1].plays("stop", "comma", "contrast", "and", "conclusion")
    if not be or not opens or not (words[behind].plays("pronoun", "request") or words[behind].text in ARTICLES):
        return None
    if not all(word.plays("not", "stop", "adverb") for word in words[be + 1 : be + 3]):
        return None
    walk.clause.sign = -1 if any(word.plays("not") for word in words[be + 1 : be + 3]) else 1
    walk.clause.verb = True
    walk.finish(behind, be)
    walk.clause.first = place
    return walk.clause


def _bare(walk: Walk, place: int) -> Clause | None:
    """The clause of "Norco not medically necessary", "Decision: medically necessary"."""
    words, clause = walk.words, walk.clause
    if not ends_clause(words, place):
        return _active(walk, place)
    if words[place].plays("granted", "refused") and place and not words[place - 1].plays("not", "stop", "comma"):
        end = run_end(words, place + 1, "comma", "and")
        if any(not FINITE.isdisjoint(word.roles) for word in words[place + 1 : end]):
            return None  # "the drug denied with it would need no monitoring"
    walk.at = light_left(words, place)
    for word in words[walk.at + 1 : place]:
        walk.help(word)
    clause.sign = -1 if "not" in walk.helpers else 1
    before = words[walk.at] if walk.at >= 0 else None
    joined = before is not None and before.plays("and")
    joined = joined and ("conclusion" in walk.helpers or words[walk.at - 1].plays("comma"))
    behind = run_end(words, place + 1)
    if before is not None and words[place + 1 : place + 2] and words[place + 1].plays("and"):
        verbs = [at for at in range(clause_start(words, place), behind) if not FINITE.isdisjoint(words[at].roles)]
        if before.plays("comma") and verbs and verbs[0] > place:
            return None  # "of the two, necessary and merely reassuring, it would be the second"
    if before is not None and (before.plays("comma") or joined):
        walk.finish(walk.at + 1, walk.at + 1)
        return clause
    if before is not None and before.plays("relative", "that") and words[place].plays("granted", "refused"):
        return None  # "a reading that denied the drug"
    if before is not None and (before.plays("reviewer", "have", *MODALS) or before.text in ARTICLES):
        return None
    if before is not None and words[place].plays("refused", "granted") and before.plays("person"):
        return None  # "cocaine, which he denied"
    walk.subject()
    first, end = clause.subject
    if "not" in walk.helpers and first < end and words[first].text == "no":  # "no sleep dx not approvable": two notes
        clause.sign, clause.subject = -1, (end, end)
    return clause


def _active(walk: Walk, place: int) -> Clause | None:
    """The clause of somebody who decides in the past tense: "UR denied the second epidural"."""
    words, clause = walk.words, walk.clause
    at = place - 1
    while at >= 0 and not HELPERS.isdisjoint(words[at].roles):
        walk.help(words[at])
        at -= 1
    if at < 0 or not words[at].plays(*_JUDGES) or words[place].plays("necessary", "unnecessary"):
        return None
    walk.finish(place + 1, run_end(words, place + 1, "comma", "and"))
    clause.first = at
    clause.sign = -1 if "not" in walk.helpers else 1
    if not (
        clause.evaluated or (clause.perfect and "should" in clause.modals)
    ):  # "UR should have certified it" is no report
        clause.speaker = next(role for role in ("reviewer", "administrator", "provider") if role in words[at].roles)
    return clause


# --- behind a form of `be` -----------------------------------------------------------------------------------------


def _behind_be(walk: Walk, verb: int, place: int, *, far: bool) -> Clause | None:
    """The clause of "is not medically necessary", "has been established", "is it necessary", "X to be necessary"."""
    words, clause = walk.words, walk.clause
    between = [at for at in range(verb + 1, place) if not is_light(words[at])]
    fronted = bool(between) and inverts(words, verb)
    if between and not (
        far or fronted or _joined(words, place) or all(words[at].plays("comma", "neutral") for at in between)
    ):
        if _gapped(walk, verb, place):
            return clause
        if verb and not words[verb - 1].plays("nor", "and", "comma", "stop", "conclusion", "not"):
            return None
    clause.verb = True
    negated = walk.negated_between(verb, place)
    if verb + 1 < place and words[verb + 1].plays("doubt") and "to" in words[verb + 1].text:
        clause.sign = -clause.sign  # "it is hard to see this as anything but needless"
    for word in words[verb + 1 : place]:
        if is_light(word):
            walk.help(word)
    walk.helpers_before(verb)
    clause.sign *= -1 if negated else 1
    opens = walk.at < 0 or is_break(words[walk.at])
    if fronted and not opens:  # "by no measure is the film necessary"
        clause.sign = -clause.sign
        walk.finish(between[0], between[-1] + 1)
        clause.first = walk.at
    elif opens and between and not words[between[0]].plays("comma"):  # "is the drug necessary", "nor is it necessary"
        conditional = walk.at >= 0 and words[walk.at].plays("condition")
        walk.finish(between[0], between[-1] + 1)
        clause.opened_by = "condition" if conditional else clause.opened_by
    elif clause.asserted:
        walk.subject()
    else:
        _object(walk)
    return clause


def _joined(words: list[Word], place: int) -> bool:
    """Whether a predicate is joined to another one ("is safe and indicated")."""
    before = words[place - 1]
    return before.plays("and", "comma", "not") or before.text in ("either", "both")


def _gapped(walk: Walk, verb: int, place: int) -> bool:
    """Whether a predicate has a subject of its own, and its verb is left out: "the CBC is certified, the UA denied"."""
    words = walk.words
    joint = next((at for at in range(place - 1, verb, -1) if words[at].plays("comma", "and")), -1)
    decided = any(word.plays(*_DECIDING) for word in words[verb + 1 : joint])
    if joint < 0 or not ends_clause(words, place) or not decided:
        return False
    if any(
        word.text == "otherwise" for word in words[joint + 1 : place]
    ):  # "is reversed for six, and otherwise upheld"
        walk.helpers_before(verb)
        walk.clause.sign = 1
        walk.subject()
        return True
    walk.finish(joint + 1, place)
    return True


def _joined_act(words: list[Word], verb: int) -> bool:
    """Whether a verb of judging has somebody for its subject, with a verb before: "UR mistook it and so deemed it"."""
    joint = light_left(words, verb)
    if joint < 1 or words[joint].text != "and":
        return False
    first = joint
    while first and not words[first - 1].plays("comma", "stop"):
        first -= 1
    return any(word.plays("administrator", "provider") for word in words[first:joint])


def _object(walk: Walk) -> None:
    """Read `to be necessary`: the words in front are the object of a verb of judging, or nothing is said."""
    words = walk.words
    at, end = walk.at, walk.at + 1
    while at >= 0 and not is_break(words[at]) and not words[at].plays("find", "say", "make", "show"):
        at -= 1
    walk.finish(at + 1, end)
    if at >= 0 and words[at].plays("find", "say", "make", "show"):
        walk.clause.asserted = True
        walk.govern(at)
        if at + 1 >= end and (noun := predicate_noun(words, at)):  # "is not treatment that I find to be needed"
            walk.clause.sign, walk.clause.subject, walk.clause.opened_by = noun.sign, noun.subject, noun.opened_by
            walk.clause.first = min(walk.clause.first, noun.first)
        return
    joint = next((near for near in range(end - 1, max(0, end - _FARTHEST_TOO), -1) if words[near].text == "for"), 0)
    if joint > 1 and words[joint - 2].text == "too":  # "is too well for a block to be needed"
        walk.clause.asserted, walk.clause.sign = True, -1
        walk.finish(joint + 1, end)


# --- behind a verb of judging ----------------------------------------------------------------------------------------


def _behind_judging(walk: Walk, verb: int, place: int) -> Clause:
    """The clause of "I find X necessary", "makes X necessary", "was considered necessary", "states it is necessary"."""
    words, clause = walk.words, walk.clause
    between = [at for at in range(verb + 1, place) if not is_light(words[at])]
    passive = walk.passive(verb)
    if between and not passive:
        clause.sign = -1 if any(word.plays("not") for word in words[between[-1] + 1 : place]) else 1
        walk.finish(between[0], between[-1] + 1)
        walk.govern(verb)
        if verb and words[verb - 1].text == "to" and (verb == 1 or is_break(words[verb - 2])):
            clause.asserted = False  # "to call it necessary would be a stretch"
        wanted = verb > 1 and words[verb - 1].text == "to" and words[verb - 2].plays("want") and clause.sign > 0
        if wanted and "would" in governing(words, verb).modals:
            clause.asserted = False  # "I would need a reason to call it necessary"
        if words[verb].plays("make") and words[verb - 1].text == "to" and any(w.text in _TAKES for w in words[:verb]):
            clause.asserted = False  # "it takes more than a film to make it necessary"
        if words[verb].plays("make") and clause.sign > 0 and "would" in governing(words, verb).modals:
            if clause.opened_by in ("relative", "that") and any(word.plays("no", "not") for word in words[:verb]):
                clause.sign = -1  # "no finding that would make it necessary"
            else:
                clause.asserted = False  # "a fracture would make it necessary"
        return clause
    clause.verb = True
    if words[verb].text in _COUNTS_AS:
        negated = walk.negated_between(verb, place)
        walk.helpers_before(verb)
        clause.sign *= -1 if negated else 1
        walk.subject()
        return clause
    negated = walk.negated_between(verb, place)
    walk.at = verb - 1
    if passive:
        walk.helpers_before(verb - 1)
        clause.sign *= -1 if negated else 1
        if words[verb].text in _VIEWED:
            walk.helpers.discard("must")
        walk.subject()
    elif words[verb].plays("find") and verb and not words[verb - 1].plays(*_ACTIVE) and not _joined_act(words, verb):
        clause.sign = -1 if negated else 1
        walk.subject()
    else:
        clause.sign = -1 if negated else 1
        walk.finish(verb + 1, verb + 1)
        inner = clause.sign
        walk.govern(verb)
        if clause.first and words[clause.first - 1].plays("relative"):
            clause.opened_by, clause.subject = "relative", antecedent(words, clause.first - 1)
        if noun := predicate_noun(words, verb):  # "is not something that I can deem necessary"
            clause.sign, clause.subject, clause.opened_by = inner * noun.sign, noun.subject, noun.opened_by
            clause.first = min(clause.first, noun.first)
            clause.asserted = noun.asserted
    return clause
