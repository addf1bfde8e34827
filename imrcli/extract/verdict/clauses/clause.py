"""A verdict's clause: how far it reaches, and what in it turns, weakens or shifts the verdict."""

from __future__ import annotations

from msgspec import Struct

from imrcli.extract.verdict.clauses.word import Word

Range = tuple[int, int]
"""The numbers of a run's first word, and of the word behind its last."""

BREAKS = frozenset(
    ["stop", "contrast", "condition", "exception", "occasion", "concession", "reason", "relative", "that", "whether"]
)
"""Roles of words between two clauses."""

OPENERS = (
    "condition",
    "exception",
    "occasion",
    "concession",
    "whether",
    "reason",
    "contrast",
    "stop",
    "relative",
    "that",
)
"""Roles of words that open a clause, those first that say more of it."""

MODALS = frozenset(["would", "may", "should", "will", "can", "must"])
FINITE = frozenset({"be", "have", "do"}) | MODALS
LIGHT = frozenset(["not", "adverb", "here", "as", "conclusion", "partly", "past_marks", "right", "wrong"])
"""Roles of words that can stand between a verb and its predicate without being part of either."""

HELPERS = LIGHT | FINITE | {"to"}
"""Roles of the words that go with a verb."""

SPEAKERS = ("reviewer", "administrator", "provider", "guideline", "person")
PREPOSITIONS = frozenset(
    [
        "in",
        "on",
        "at",
        "by",
        "above",
        "to",
        "with",
        "for",
        "here",
        "below",
        "of",
        "from",
        "under",
        "within",
        "into",
        "during",
        "after",
        "before",
        "given",
        "based",
        "due",
    ]
)
ARTICLES = frozenset(["the", "a", "an", "this", "his", "her", "their", "its"])
ACTORS = frozenset(["i", "we", "he", "she", "they", "it", "there"])
CLAUSE_OPENERS = ACTORS | frozenset(["the", "this", "that", "these", "those", "his", "her", "such", "a", "an", "no"])
"""Words that open a clause of its own behind `and` or a comma."""

_BEHIND_PREDICATE = BREAKS | frozenset(
    [
        "comma",
        "and",
        "adverb",
        "here",
        "as",
        "by",
        "conclusion",
        "according",
        "past_marks",
        "general",
        "regarding",
        "partly",
    ]
)
_BEHIND_PREDICATE_WORDS = PREPOSITIONS | frozenset(["without", "per", "pending", "since", "medically", "than", "about"])


class Clause(Struct, gc=False):
    """What stands in front of a word of verdict in its clause, and in the clause that governs it."""

    first: int
    """The number of the clause's first word."""
    sign: int = 1
    """-1 where the words around turn the verdict."""
    subject: Range = (0, 0)
    opened_by: str = ""
    """The role of the word that opens the clause: `condition`, `concession`, `relative` ...; else empty."""
    speaker: str = ""
    """Whose judgement it tells, where it tells somebody's."""
    modals: frozenset[str] = frozenset()
    helpers: frozenset[str] = frozenset()
    """The roles of the words that go with its verb."""
    past: bool = False
    perfect: bool = False
    asserted: bool = True
    """False where nothing is said to be so: "to be necessary, a brace must ..."."""
    partly: bool = False
    concluding: bool = False
    verb: bool = False
    admitted: bool = False
    """Whether somebody is said to be right in it, which admits more than it decides ("UR was right that ...")."""
    evaluated: str = ""
    """`right` or `wrong`, where it says how rightly something was done."""


_ON_GROUNDS = PREPOSITIONS | {"upon", "through", "whereby"}
_GROUNDS = ("footing", "reading", "theory", "angle", "construction", "interpretation", "circumstance", "circumstances")
_LONGEST_GROUND = 9
_CONDITION_OR_END = BREAKS | {"conclusion"}
_OPENS_OR_STOPS = frozenset({"stop", "conclusion"})
_VALUES = ("necessary", "unnecessary", "favoured", "disfavoured")


def is_break(word: Word) -> bool:
    """Whether a word stands between two clauses."""
    return not BREAKS.isdisjoint(word.roles)


def is_light(word: Word) -> bool:
    """Whether a word can stand between a verb and its predicate without being part of either."""
    return not LIGHT.isdisjoint(word.roles)


def opener(word: Word) -> str:
    """The role in which a word opens a clause."""
    return next(role for role in OPENERS if role in word.roles)


def run_end(words: list[Word], first: int, *roles: str) -> int:
    """Where a run of words ends: at the next break, or word of another of these roles."""
    for at in range(first, len(words)):
        if is_break(words[at]) or words[at].plays(*roles):
            return at
    return len(words)


def bracket_start(words: list[Word], closing: int) -> int:
    """Where the bracket opens that ends at a place; -1 where none does."""
    return next((at for at in range(closing - 1, -1, -1) if words[at].text == "("), -1)


def clause_start(words: list[Word], at: int) -> int:
    """The number of the first word behind the break in front of a word."""
    while at and not is_break(words[at - 1]):
        at -= 1
    return at


def antecedent(words: list[Word], relative: int) -> Range:
    """The noun that a relative stands for: the words in front of it, back to the nearest verb, preposition or comma."""
    end = relative - 1 if relative and words[relative - 1].plays("comma") else relative
    first = end
    while first and words[first - 1].text not in PREPOSITIONS and not words[first - 1].plays("comma"):
        if is_break(words[first - 1]) or not FINITE.isdisjoint(words[first - 1].roles):
            break
        first -= 1
    return first, end


def groundless(words: list[Word], relative: int) -> bool:
    """Whether a relative clause hangs on a ground that is not there ("no ground on which it could be reversed")."""
    if relative < 2 or words[relative - 1].text not in _ON_GROUNDS:
        return False
    first = relative - 1
    while first and relative - first < _LONGEST_GROUND and FINITE.isdisjoint(words[first - 1].roles):
        first -= 1
    run = words[first : relative - 1]
    none = next((at for at, word in enumerate(run) if word.plays("no", "deficit")), len(run))
    named = run[none + 1 :]
    if none + 1 == len(run) and run[none].text == "nothing":
        return True  # "nothing on which the denial might rest"
    return any(word.plays("want") or word.text in _GROUNDS for word in named) and named[0].text != "to"


def _inserted(words: list[Word], at: int, first: int) -> bool:
    """Whether an occasion is told of what stands in front of it: "it is for the hand, where she hurts, and it is"."""
    joined = first > 1 and words[first - 1].text == "and" and words[first - 2].text == ","
    told = at > 0 and words[at - 1].text == "," and any(not FINITE.isdisjoint(word.roles) for word in words[: at - 1])
    return joined and told


def condition_before(words: list[Word], first: int) -> str:
    """The role of the condition in front of a clause, up to the last break; empty where there is none."""
    opens = first - 1 if first > 1 and words[first - 1].text in ARTICLES else first
    parted = opens > 0 and words[opens - 1].plays("comma")
    for at in range(first - 1, -1, -1):
        word = words[at]
        if word.roles.isdisjoint(_CONDITION_OR_END):
            continue
        told = at > 0 and words[at - 1].plays("find", "say")
        if parted and word.text == "that" and not told:
            continue  # "if that film shows a tear that is whole, surgery would be necessary"
        if word.plays("stop", "contrast"):
            return ""
        for role in ("exception", "condition", "occasion"):
            if role in word.roles and not (role == "occasion" and _inserted(words, at, first)):
                return role
        if word.plays("reason", "concession", "whether", "that", "relative", "conclusion"):
            return ""
    return ""


def is_concluded(words: list[Word], first: int) -> bool:
    """Whether a concluding word opens the sentence's part in which a clause stands."""
    opening = next((word for word in reversed(words[:first]) if not word.roles.isdisjoint(_OPENS_OR_STOPS)), None)
    return opening is not None and "stop" not in opening.roles


def behind_predicate(words: list[Word], place: int) -> int:
    """The number of the word behind a predicate, or behind the two of `necessary and appropriate`."""
    joined = place + 2 < len(words) and words[place + 1].plays("and") and words[place + 2].plays(*_VALUES)
    return place + 3 if joined else place + 1


def ends_clause(words: list[Word], place: int) -> bool:
    """Whether a clause can end behind a word: what follows is no noun that the word belongs to."""
    if place + 1 >= len(words):
        return True
    word = words[place + 1]
    if word.text in ("a", "an"):
        return False
    return not _BEHIND_PREDICATE.isdisjoint(word.roles) or word.text in _BEHIND_PREDICATE_WORDS
