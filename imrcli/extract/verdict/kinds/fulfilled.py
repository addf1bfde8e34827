"""Whether what was demanded of a case holds in this one: it must have three things, and this one has none of them.

A sentence, or the first part of one, says when an item is needed; what follows says of this case that it is so, or that
it is not. Such a judgement is an opinion, and counts where it is a rationale's last word.
"""

from __future__ import annotations

from msgspec.structs import replace

from imrcli.extract.verdict.clauses.clause import ARTICLES, FINITE, Clause, Range
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject, stems
from imrcli.extract.verdict.judgements.behind import Behind
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.echoes import Placed

_SPEAKS_FOR = ("necessary", "favoured")
_OPENS = ("condition", "occasion")
_DEMANDS = frozenset({"demand", *_OPENS})
_PURPOSES = ("for", "in", "after")
_TURNED = ("not", "no", "deficit", "disfavoured", "unnecessary", "refused", "wanting", "oppose", "exception", "denial")
_UNDECIDED = ("condition", "occasion", "whether", "would", "may", "should", "say", "doubt", "administrator", "provider")
_ASKED_OF = ("person", "evidence", "here")
_ALL, _NONE = ("all", "each", "both", "every", "everything"), ("none", "neither", "nothing", "not one")
_LEADS = frozenset({"conclusion", "adverb", "comma", "here", "contrast", "and"})
_BARRING = ("contraindic", "exclusion", "bar ", "bars")
_LONGEST_NAME = 3
_WHATEVER = ("what", "whatever", "everything", "all")
_WHOM = ("whom", "which")
_POINTS = ("that", "this", "such", "these")
_HELPS = ("be", "have", "adverb", "here")
_LONGEST = 14
"""A longer clause says more than that something is so."""


def fulfilled(sentence: Sentence) -> list[Placed]:
    """What a sentence says of this case, where it or the one before has told what cases of a kind must have."""
    words = sentence.words
    if sentence.question:
        return []
    own = _demand(sentence, words)
    if own:
        first, parts = own[1], _parts_behind(words, own[0])
    elif before := _demand(sentence, sentence.context.words):
        first, parts = len(words), [(0, len(words) - words[-1].plays("stop"))]
        return _in_parts(sentence, parts, _asked(sentence.context.words, before))
    else:
        return []
    return _in_parts(sentence, parts, _asked(words, (own[0], first)))


def belonging(sentence: Sentence) -> list[Placed]:
    """What a sentence says by itself of this case and a guideline's: "she is one of those for whom it is meant"."""
    sign = 0 if sentence.question else _member(sentence.words) or _supplied(sentence.words)
    return _judged(sentence, 0, len(sentence.words), sign) if sign else []


def _in_parts(sentence: Sentence, parts: list[Range], asked: frozenset[str]) -> list[Placed]:
    words = sentence.words
    for first, end in reversed(parts):
        if any(word.plays(*_OPENS) for word in words[parts[0][0] : first]):
            continue  # "is needed when they bleed; when they do not, it is not"
        sign = _holds(sentence.words, first, end, asked)
        if sign:
            return _judged(sentence, first, end, sign)
    return []


def _judged(sentence: Sentence, first: int, end: int, sign: int) -> list[Placed]:
    clause = Clause(first=first, subject=(first, first))
    behind = Behind(end=end)
    judgement = sentence.judgement(
        first, clause, Subject("criteria"), sign, firm=False, behind=behind, speaks_for=sign > 0
    )
    return [(first, replace(judgement, judged="this item", specific=False))] if judgement else []


def _member(words: list[Word]) -> int:
    """1 where a patient is one of those for whom something is recommended, -1 where not; 0 where neither is said."""
    whom = next((at for at in range(2, len(words)) if words[at].text in _WHOM and words[at - 1].text == "for"), 0)
    case = words[whom].text == "which" and words[0].text in (*_POINTS, "his", "hers", "here")
    case = case and any(word.plays("instance") for word in words[:whom])  # "this is the case for which it is meant"
    if not whom or not (case or (words[whom].text == "whom" and any(word.plays("person") for word in words[:whom]))):
        return 0
    if any(word.plays("administrator", "provider", "condition", "would", "may", "past") for word in words):
        return 0
    if any(word.plays("say") and not word.plays(*_SPEAKS_FOR) for word in words):
        return 0
    behind = words[whom:]
    if not any(word.plays(*_SPEAKS_FOR) for word in behind) or any(word.plays("not", "no") for word in behind):
        return 0
    out = any(word.plays("not", "no") or word.text.endswith("outside") for word in words[:whom])
    among = any(word.text.split()[-1] in ("among", "within", "outside", "one", "in") for word in words[:whom])
    return (-1 if out else 1) if among or case else 0


def _supplied(words: list[Word]) -> int:
    """`What the guideline demands, the chart supplies`, `nothing that ODG asks for is in the chart`."""
    if words[0].text not in _WHATEVER and not words[0].plays("no"):
        return 0
    asks = next((at for at in range(1, min(len(words), 8)) if words[at].plays("demand")), 0)
    if not asks or not any(word.plays("guideline", "criteria") for word in words[:asks]):
        return 0
    behind = words[asks + 1 : len(words) - words[-1].plays("stop")]
    if any(word.plays(*_UNDECIDED) for word in behind) or not any(word.plays(*_ASKED_OF) for word in behind):
        return 0
    there = any(word.plays("be") for word in behind) and any(word.text == "in" for word in behind)
    lacking = any(word.plays("deficit") for word in behind)
    if not behind or not (there or lacking or behind[-1].plays("have", "exhibit", "show")):
        return 0
    turned = any(word.plays("not") for word in behind) != lacking
    sign = -1 if words[0].plays("no") else 1
    return -sign if turned else sign


# --- what is demanded ----------------------------------------------------------------------------------------------


def _demand(sentence: Sentence, words: list[Word]) -> Range | None:
    """The words behind what demands something of a case: `is necessary when`, `requires`, `is limited to`."""
    for at in range(len(words)):
        word = words[at]
        if word.roles.isdisjoint(_DEMANDS) and word.text not in _PURPOSES:
            continue
        opened = word.plays(*_OPENS) and at > 0 and not words[at - 1].plays("comma", "stop")
        opened = opened and any(near.plays(*_SPEAKS_FOR) for near in words[max(0, at - 4) : at])
        purpose = word.text in _PURPOSES and at > 0 and words[at - 1].plays("be", *_SPEAKS_FOR)
        if not (word.plays("demand") or opened or purpose):  # "requires it", "is necessary when", "is for"
            continue
        if "indication" in word.text:
            return (0, at) if at and not any(near.plays(*_TURNED) for near in words[:at]) else None
        if not _is_demanding(sentence, words, at):
            return None
        opens = at + 1
        told = any(near.plays("say") and not near.plays(*_SPEAKS_FOR) for near in words[:at])
        if told or any(near.plays(*_TURNED, "reviewer", "administrator", "provider", "past") for near in words[:at]):
            return None
        end = next((near for near in range(opens, len(words)) if words[near].plays("stop", "relative")), len(words))
        barred = any(near.text.startswith(_BARRING) for near in words[opens:end])
        return (opens, end) if opens < end and not barred else None
    return None


def _is_demanding(sentence: Sentence, words: list[Word], at: int) -> bool:
    """Whether a guideline or the item demands something, and not somebody else ("the job requires lifting")."""
    first = next((near for near in range(at) if words[near].roles.isdisjoint(_LEADS)), at)
    end = next((near for near in range(first, at) if not FINITE.isdisjoint(words[near].roles)), at)
    if any(word.plays("guideline", "criteria") for word in words[first:end]):
        return True
    subject = sentence.item.subject(words, first, end)
    if subject.reference in ("unknown", "unlike"):  # "fusion requires", but not "the job requires"
        bare = first < end <= first + _LONGEST_NAME and words[first].text not in ARTICLES
        return bare and not words[first].plays("person", "pronoun", "provider", "administrator")
    return subject.reference in ("named", "request", "generic", "grant") and first < end


def _asked(words: list[Word], demand: Range) -> frozenset[str]:
    """The telling words of what is demanded."""
    run = [word for word in words[slice(*demand)] if not word.plays("modifier", "adverb", "be", "have", "person")]
    return frozenset(stem for word in run for stem in stems(word.text) if len(stem) > 3)


def _parts_behind(words: list[Word], first: int) -> list[Range]:
    """The parts of a sentence behind what is demanded: those that a comma, `and` or a colon opens."""
    end = len(words) - words[-1].plays("stop")
    opens = [at + 1 for at in range(first, end) if words[at].plays("comma", "stop", "relative")]
    return [(at, end) for at in opens if at < end]


# --- whether it is so ----------------------------------------------------------------------------------------------


def _holds(words: list[Word], first: int, end: int, asked: frozenset[str]) -> int:
    """1 where a clause says that what was demanded is so, -1 where it says that it is not; 0 where it says neither."""
    while first < end and words[first].plays("and", "contrast", "conclusion", "comma"):
        first += 1
    run = words[first:end]
    if (
        not run
        or len(run) > _LONGEST
        or any(word.plays(*_UNDECIDED, "comma", "stop") and word.text != "what" for word in run)
    ):
        return 0
    return (
        _so_it_is(run)
        or _counted(run)
        or _none_there(run, asked)
        or _not_shown(run, asked)
        or _echoed(run, asked)
        or _which(words, first, end)
    )


def _so_it_is(run: list[Word]) -> int:
    """`That is her situation exactly`, `this is not such a case`, `as there is here`."""
    turned = -1 if any(word.plays("not", "no") for word in run) else 1
    if run[0].text == "as" and any(word.plays("be", "have", "do") for word in run):
        return turned if run[-1].plays("here", "be", "do", "have") else 0
    points = run[0].text in _POINTS and len(run) > 2 and run[1].plays("be")
    return turned if points and any(word.plays("instance") for word in run[2:]) else 0


def _counted(run: list[Word]) -> int:
    """`The patient presents with all three`, `he meets only two`, `not one of them is present`."""
    lacking = any(word.plays("deficit", "wanting") for word in run)
    counts = [at for at, word in enumerate(run) if word.text in (*_ALL, *_NONE) or word.plays("number", "part")]
    if not counts:
        return 0
    at = counts[0]
    behind = [word for word in run[at + 1 :] if not word.plays("number", "pronoun", "adverb", "here")]
    behind = [word for word in behind if word.text not in ("of", "the", "these", "them")]
    before = run[:at]
    sign = -1 if run[at].text in _NONE else 1
    single = run[at].plays("part")  # "the last of these is not shown"
    fewer = run[at].plays("number") and run[at].text not in (*_ALL, *_NONE)
    if fewer:
        of_more = [word for word in run[at + 1 :] if word.plays("number") or word.text in ("these", "them")]
        if not of_more and not any(word.text in ("only", "just") for word in before):
            return 0
        sign = -1
    if any(word.plays("not") for word in before):
        sign = -abs(sign)
    if not behind:  # "the patient has none of them"
        has = any(word.plays("have", "meet", "show", "exhibit", "deficit") for word in before)
        named = any(word.plays(*_ASKED_OF) for word in before)
        return (-sign if lacking else sign) if has and named else 0
    told = all(word.plays("not", "adverb", "here", "modifier") for word in before)
    shown = behind[0].plays("be", "have") and behind[-1].plays("shown", "wanting", "evidence")
    if not told or not shown or len(behind) > 4:
        return 0
    turned = any(word.plays("not") for word in behind) != behind[-1].plays("wanting")
    if behind[-1].plays("wanting") and run[at].text not in _NONE and not any(word.plays("not") for word in behind):
        return -1  # "two of these are missing"
    if turned or single:
        return -1 if turned and sign > 0 else 0
    return sign


def _none_there(run: list[Word], asked: frozenset[str]) -> int:
    """`Here there is no change at all`, `she has none`, `no red flags are recorded`."""
    none = next((at for at, word in enumerate(run) if word.plays("no") or word.text == "such"), -1)
    if none < 0 or any(word.plays("not") for word in run):
        return 0
    before, behind = run[:none], run[none + 1 :]
    there = any(word.text == "there" for word in before) and any(word.plays("be") for word in before)
    has = any(word.plays(*_ASKED_OF) for word in before) and bool(before) and before[-1].plays("have", "exhibit")
    named = frozenset(stem for word in behind for stem in stems(word.text))
    same = bool(named & asked) if behind else run[none].text == "none"
    same = same or (run[none].text == "none" and all(word.plays(*_HELPS) for word in behind))
    if run[none].text == "such":
        return 1 if there and same and before[-1].text in ("just", "exactly", "precisely") else 0
    recorded = not before and bool(behind) and behind[-1].plays("shown", "evidence", "carried_out")
    recorded = recorded and not behind[-1].plays("wanting")
    recorded = recorded and any(word.plays("be", "have") for word in behind)
    return -1 if same and (there or has or recorded) else 0


def _not_shown(run: list[Word], asked: frozenset[str]) -> int:
    """`Instability has not been shown`: -1 where what was demanded is not."""
    verb = next((at for at, word in enumerate(run) if word.plays("be", "have")), 0)
    named = frozenset(stem for word in run[:verb] for stem in stems(word.text))
    shown = run[-1].plays("shown", "wanting") and all(word.plays(*_HELPS, "not") for word in run[verb:-1])
    turned = any(word.plays("not") for word in run[verb:]) != run[-1].plays("wanting")
    return -1 if verb and shown and turned and named & asked else 0


def _echoed(run: list[Word], asked: frozenset[str]) -> int:
    """`They have not`, `he does not have it`, `that is what this patient has`: the demand said again."""
    turned = any(word.plays("not") for word in run)
    named = frozenset(stem for word in run for stem in stems(word.text)) & asked
    verb = next((at for at, word in enumerate(run) if word.plays("have", "be", "do")), -1)
    if verb == 1 and run[0].plays("pronoun", "person") and all(word.plays("not", *_HELPS, "do") for word in run[1:]):
        return -1 if turned else 1
    if run[0].text in _POINTS and len(run) > 3 and run[2].text == "what" and run[-1].plays("have", "be", "do"):
        return -1 if turned else 1
    having = any(word.plays("have") for word in run) and any(word.plays("person", "pronoun") for word in run[:3])
    return -1 if turned and having and named and not any(word.plays("no") for word in run) else 0


def _which(words: list[Word], first: int, end: int) -> int:
    """`..., which this patient does not have`, `which has not been shown`."""
    if not first or not words[first - 1].plays("relative"):
        return 0
    if first > 2 and words[first - 2].text == "of":  # "none of which is met"
        of_all = words[first - 3].text in _ALL
        return -1 if words[first - 3].plays("no") else _which(words[first - 1 :], 1, end - first + 1) if of_all else 0
    run = words[first:end]
    turned = -1 if any(word.plays("not") for word in run) else 1
    if len(run) < 2 or any(word.plays("no") for word in run):
        return 0
    have = run[-1].plays("have") and any(word.plays("person") for word in run)
    there = any(word.text == "there" for word in run) and run[-1].plays("be", "not", "here")
    shown = run[0].plays("be", "have") and run[-1].plays("shown") and all(w.plays(*_HELPS, "not", "shown") for w in run)
    return turned if have or there or shown else 0
