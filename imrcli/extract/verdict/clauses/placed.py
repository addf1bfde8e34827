"""Words whose part in a sentence hangs on their place in it: `as`, `while`, `right`, `before`, `what` ..."""

from __future__ import annotations

from collections.abc import Callable

from imrcli.extract.verdict.clauses.lexicon import NONE, Roles, listed
from imrcli.extract.verdict.clauses.word import Word

_DETERMINING_WORDS = "the this that these those there it he she they a an no his her its such i we any all"
_DETERMINERS = frozenset(_DETERMINING_WORDS.split())
_SIDE: Roles = frozenset({"modifier"})
_RIGHT: Roles = frozenset({"favoured", "right"})
_OPEN = frozenset({"stop", "comma", "and", "contrast", "conclusion"})
_NAMES: Roles = frozenset({"pronoun"})
_QUESTION: Roles = frozenset({"whether"})
_MEASURED = ("times", "twice", "double", "than", "half", "beyond", "exceeds", "exceed")

_AIMED_AT = ("avoided", "prevented", "averted", "preserved", "restored", "saved", "controlled", "maintained", "kept")
_VERBS = frozenset(["be", "have", "do", "would", "may", "should", "will", "can", "must"])
_DECIDED = ("be", "necessary", "granted", "refused", "denial", "grant", "recommend", "request")
_CLAUSE_REACH = 8


def place(words: list[Word], at: int) -> None:
    """Give a word that plays different parts in different places the one that it plays here."""
    word = words[at]
    if word.text == "before":
        word.roles = _before(words, at)
        return
    if word.text == "set":
        word.roles = _set(words, at)
        return
    if word.text == "what":
        word.roles = _what(words, at)
        return
    if word.text == "if" and _for_a_goal(words, at):
        word.roles = frozenset({"reason"})
        return
    if word.text == "as" and _reason_follows(words, at):
        word.roles = frozenset({"reason"})
        return
    before = words[at - 1] if at else None
    behind = words[at + 1] if at + 1 < len(words) else None
    if word.text in _TURNED and words[-1].text == "?":
        word.roles = _TURNED[word.text]  # "should it be supplied?"
        return
    opens = before is None or not before.roles.isdisjoint(_OPEN)
    word.roles = _PLACED[word.text](opens, before, behind, at)


def _for_a_goal(words: list[Word], at: int) -> bool:
    """Whether `if` opens what something is for, and no condition: "is essential if a catheter is to be avoided"."""
    if at == 0 or not any(word.plays(*_DECIDED, "favoured") for word in words[:at]):
        return False
    for number in range(at + 2, min(at + _CLAUSE_REACH, len(words) - 2)):
        if words[number].plays("stop", "comma"):
            return False
        if words[number].text in ("is", "are") and words[number + 1].text == "to":
            behind = words[number + 2].text
            return behind in listed("goals") or (
                behind == "be" and words[min(number + 3, len(words) - 1)].text in _AIMED_AT
            )
    return False


def _reason_follows(words: list[Word], at: int) -> bool:
    """Whether something is decided in front of `as`, and a noun with its verb follows ("deny, as pain is absent")."""
    if at == 0 or words[at - 1].plays("be", "not") or not any(word.plays(*_DECIDED) for word in words[:at]):
        return False
    for number, word in enumerate(words[at + 1 : at + 1 + _CLAUSE_REACH]):
        if not word.roles.isdisjoint(_VERBS):
            return number > 0
        if word.plays("stop", "comma", "and", "not", "necessary", "relative", "that", "occasion"):
            return False
    return False


def _what(words: list[Word], at: int) -> Roles:
    """`What is requested` names the item, `twice what the guideline allows` an amount; else it opens a question."""
    before = words[at - 1] if at else None
    if before is not None and (before.plays("number", "unit", "conforms") or before.text in _MEASURED):
        return NONE
    if before is not None and before.text == "of":
        return NONE
    opens = before is None or not before.roles.isdisjoint(_OPEN)
    behind = words[at + 1 : at + 4]
    asked = any(word.plays("request") or word.text in listed("offered") for word in behind)
    return _NAMES if opens and asked and behind[0].plays("be", "have") else _QUESTION


def _before(words: list[Word], at: int) -> Roles:
    """`Before the film is needed, ...` opens a condition."""
    following = words[at + 1 : at + 1 + _CLAUSE_REACH]
    end = next((number for number, word in enumerate(following) if word.plays("comma", "stop")), len(following))
    opens = at == 0 or not words[at - 1].roles.isdisjoint(_OPEN)
    clause = opens and any(not word.roles.isdisjoint(_VERBS) for word in following[:end])
    return frozenset({"condition"} if clause else {"past_marks"})


def _yet(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    return frozenset({"contrast"} if opens else {"adverb"})


def _as(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    clause = behind is not None and behind.text in _DETERMINERS and behind.text not in ("a", "an", "such")
    return frozenset({"reason"} if clause or opens else {"as"})


def _while(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    if at == 0 or (before and before.plays("stop", "conclusion")):
        return frozenset({"concession"})
    return frozenset({"contrast"} if opens else {"reason"})


def _so(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    if not opens and before and behind and not before.plays("be", "adverb", "not", "do", "have"):
        named = behind.plays("generic", "request", "part", "future") or behind.text in _DETERMINERS - {
            "that",
            "a",
            "an",
        }
        opens = named or behind.text in ("additional", "continued")  # "no gain is told so more visits are not needed"
    return frozenset({"conclusion"} if opens else {"adverb"})


def _if(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    asked = (
        before is not None and before.plays("find", "show", "doubt", "say") and not (opens or before.plays("favoured"))
    )
    return frozenset({"whether"} if asked else {"condition"})


def _who(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    """`I cannot say who is right` asks; elsewhere `who` opens what is said of somebody."""
    asked = before is not None and before.plays("find", "show", "doubt", "say", "disputed", "wanting")
    return frozenset({"whether"} if asked and not opens else {"relative"})


def _inverted(roles: Roles, opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    """`Had there been`, `were the knee`, `should pain persist` open a condition."""
    first = before is None or before.plays("stop")
    supposed = first and behind is not None and not behind.plays("not", "be", "stop")
    return frozenset({"condition"}) if supposed else roles


def _had(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    return _inverted(frozenset({"have", "past"}), opens, before, behind, at)


def _were(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    return _inverted(frozenset({"be", "past"}), opens, before, behind, at)


def _should(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    return _inverted(frozenset({"should"}), opens, before, behind, at)


def _once(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    counted = (
        behind is None
        or (before is not None and before.text == "at")
        or behind.text in ("a", "per", "daily", "weekly", "every", "each", "monthly", "more")
    )
    return NONE if counted else frozenset({"condition", "exception"})


def _may(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    return NONE if behind is not None and behind.plays("number") else frozenset({"may"})


def _right(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    """`UR was right` is a judgement; `the right was not` and `right knee` are a side."""
    judges = before is not None and before.text not in _DETERMINERS and before.plays("be", "not", "adverb", "have")
    return _RIGHT if judges else _SIDE


def _imr(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    """`An earlier IMR`, `a 2019 IMR` is another one."""
    other = before is not None and (before.plays("prior", "number") or before.text in ("a", "an", "another"))
    return frozenset({"administrator" if other else "reviewer"})


def _ok(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    """`OK as requested.` grants the item; what somebody says is ok does not."""
    alone = behind is None or behind.plays("stop", "adverb", "comma")
    return frozenset({"granted"}) if alone and (opens or not (before and before.plays("be", "adverb"))) else NONE


def _go(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    """`Go.` and `Fine as asked.` grant the item, where they stand alone."""
    alone = before is None and (behind is None or behind.plays("stop", "adverb"))
    return frozenset({"granted"}) if alone else NONE


def _goes(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    """`Go.` grants the item; `they go beyond what is needed` measures it."""
    return _go(opens, before, behind, at) or frozenset({"passes"})


def _goes_on(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    """`Continue.` grants the item; "it is wise to continue it" tells what is done with it."""
    return _go(opens, before, behind, at) or frozenset({"go_on", "bids", "onward"})


def _proceeds(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    """`Proceed.` grants the item; elsewhere it is what the item may do."""
    return _go(opens, before, behind, at) or frozenset({"onward", "bids_named"})


def _nc(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    """`NC.` is a non-certification, where it stands alone."""
    return frozenset({"refused"}) if _go(opens, before, behind, at) else NONE


def _note(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    """`Is note medically necessary`, `has note been met` misprint `not`; elsewhere a note is a record."""
    helper = before is not None and before.plays("be", "have", "do", "can", "would", "should", "may")
    verb = behind is not None and behind.plays(
        "be", "necessary", "granted", "favoured", "shown", "meet", "support", "find"
    )
    return frozenset({"not"} if helper and verb else {"evidence", "say"})


def _use(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    """`No use for the collar` is a ground that there is not; elsewhere use is of a treatment."""
    wanting = before is not None and before.plays("no") and behind is not None and behind.text == "for"
    return frozenset({"want", "worth"} if wanting else {"generic", "go_on", "worth"})


def _holds(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    """`The denial holds.` decides; elsewhere somebody holds something, or an item holds a worth."""
    return frozenset({"favoured", "verbal"} if behind is None or behind.plays("stop") else {"find", "holds"})


def _set(words: list[Word], at: int) -> Roles:
    """`Set the denial aside` overturns it."""
    for word in words[at + 1 : at + 1 + _CLAUSE_REACH]:
        if word.plays("stop", "comma"):
            break
        if word.text == "aside":
            return frozenset({"overturn"})
    return NONE


_PLACED: dict[str, Callable[[bool, Word | None, Word | None, int], Roles]] = {
    "right": _right,
    "yet": _yet,
    "as": _as,
    "while": _while,
    "whilst": _while,
    "so": _so,
    "if": _if,
    "who": _who,
    "had": _had,
    "were": _were,
    "should": _should,
    "once": _once,
    "may": _may,
    "imr": _imr,
    "ok": _ok,
    "go": _goes,
    "fine": _go,
    "proceed": _proceeds,
    "continue": _goes_on,
    "nc": _nc,
    "n/c": _nc,
    "holds": _holds,
    "note": _note,
    "use": _use,
    "okay": _ok,
}

_TURNED = {"had": frozenset({"have", "past"}), "were": frozenset({"be", "past"}), "should": frozenset({"should"})}
"""Words that open a condition where verb and subject are turned about, but no question."""

BY_PLACE = frozenset([*_PLACED, "before", "what", "set"])
"""The words that `place` gives their part."""
