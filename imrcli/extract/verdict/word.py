"""A word with the parts that it plays, and the words whose part hangs on their place (`as`, `so`, `while`, `had`)."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from imrcli.extract.verdict.lexicon import NONE, Roles


class Word(Struct, gc=False):
    """A word or an expression of several, in lower case, where it stands, and the parts it can play."""

    text: str
    start: int
    end: int
    roles: Roles

    def plays(self, *roles: str) -> bool:
        """Whether the word has any of these roles."""
        return not self.roles.isdisjoint(roles)


_DETERMINERS_LIST = """
the this that these those there it he she they no his her its i we any all
"""
_DETERMINERS = frozenset(_DETERMINERS_LIST.split())
_OPEN = frozenset({"stop", "comma", "and", "contrast", "conclusion"})
_VERBS = frozenset(["be", "have", "do", "would", "may", "should", "will", "can", "must"])
_DECIDED = frozenset(["be", "necessary", "granted", "refused", "denial", "grant", "recommend", "request"])
_COUNTED = frozenset(["a", "per", "daily", "weekly", "every", "each", "monthly", "more"])
_CLAUSE_REACH = 8


def _opens(words: list[Word], at: int) -> bool:
    """Whether a word stands where a clause can open."""
    return at == 0 or not words[at - 1].roles.isdisjoint(_OPEN)


def _text(words: list[Word], at: int) -> str:
    return words[at].text if 0 <= at < len(words) else ""


def _yet(words: list[Word], at: int) -> Roles:
    return frozenset({"contrast"} if _opens(words, at) else {"adverb"})


def _as(words: list[Word], at: int) -> Roles:
    """`As the film was normal` gives a reason, `as medically necessary` does not."""
    if _opens(words, at) or _text(words, at + 1) in _DETERMINERS or _clause_follows(words, at):
        return frozenset({"reason"})
    return frozenset({"as"})


def _clause_follows(words: list[Word], at: int) -> bool:
    """Whether something is decided in front of `as`, and a noun with its verb follows ("deny, as pain is absent")."""
    if not any(not word.roles.isdisjoint(_DECIDED) for word in words[:at]) or words[at - 1].plays("be", "not"):
        return False
    for number, word in enumerate(words[at + 1 : at + 1 + _CLAUSE_REACH]):
        if not word.roles.isdisjoint(_VERBS):
            return number > 0
        if word.plays("stop", "comma", "and", "not", "necessary", "relative", "that", "occasion"):
            return False
    return False


def _while(words: list[Word], at: int) -> Roles:
    if at == 0 or words[at - 1].plays("stop", "conclusion"):
        return frozenset({"concession"})
    return frozenset({"contrast"} if _opens(words, at) else {"reason"})


def _so(words: list[Word], at: int) -> Roles:
    return frozenset({"conclusion"} if _opens(words, at) else {"adverb"})


def _if(words: list[Word], at: int) -> Roles:
    asked = not _opens(words, at) and words[at - 1].plays("find", "show", "doubt", "say")
    return frozenset({"whether"} if asked else {"condition"})


def _inverted(*roles: str) -> Callable[[list[Word], int], Roles]:
    """`Had there been`, `were the knee`, `should pain persist` open a condition; elsewhere they are helpers."""

    def placed(words: list[Word], at: int) -> Roles:
        first = at == 0 or words[at - 1].plays("stop")
        supposed = first and at + 1 < len(words) and not words[at + 1].plays("not", "be", "stop")
        return frozenset({"condition"} if supposed else roles)

    return placed


def _once(words: list[Word], at: int) -> Roles:
    counted = at + 1 == len(words) or _text(words, at - 1) == "at" or _text(words, at + 1) in _COUNTED
    return NONE if counted else frozenset({"condition", "exception"})


def _may(words: list[Word], at: int) -> Roles:
    month = at + 1 < len(words) and words[at + 1].plays("number")
    return NONE if month else frozenset({"may"})


PLACED: dict[str, Callable[[list[Word], int], Roles]] = {
    "yet": _yet,
    "as": _as,
    "while": _while,
    "whilst": _while,
    "so": _so,
    "if": _if,
    "had": _inverted("have", "past"),
    "were": _inverted("be", "past"),
    "should": _inverted("should"),
    "once": _once,
    "may": _may,
}
"""What tells the roles of a word that plays different parts in different places."""
