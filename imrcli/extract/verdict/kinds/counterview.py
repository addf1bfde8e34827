"""Verdicts by what was told before: I come to the opposite conclusion, I am with the first two."""

from __future__ import annotations

from itertools import pairwise

from imrcli.extract.verdict.clauses.clause import Clause, Range, is_break
from imrcli.extract.verdict.clauses.lexicon import listed
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.positions import party
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence

_OPPOSITE = ("opposite", "contrary", "reverse", "converse", "different", "opposing")
_ALIKE = ("same", "that", "identical", "like")
COMPARING = frozenset([*_OPPOSITE, *_ALIKE])
_ALONE = ("opposite", "contrary", "reverse", "converse")
"""Words that need no noun ("I hold the contrary")."""

_SELF = ("i", "we", "my", "our")
_ARRIVING = (
    "come to|comes to|came to|come|comes|came|reach|reaches|reached|arrive at|arrives at|arrived at|arrive|arrives|"
    "arrived|draw|drew|drawn|form|formed|hold|holds|find|finds|found|conclude|concludes|take|takes|took|lead|leads|led|"
    "end|ends|ended"
)
_COMES = frozenset(_ARRIVING.split("|")) | {"have", "at", "to", "be", "is", "am", "must", "do", "not", "very", "would"}
_COMES |= {"a", "an", "the", "been", "own", "can", "also", "has", "up", "in", "me", "review", "reading", "analysis"}
_FIRST, _SECOND, _LAST = ("first", "former"), ("second",), ("last", "latter")
_FARTHEST = 8


def opens_counter(words: list[Word], place: int) -> bool:
    """Whether a word can say that the reviewer concludes otherwise, or alike ("the opposite conclusion")."""
    text = words[place].text
    if text not in COMPARING:
        return False
    named = place + 1 < len(words) and words[place + 1].text in listed("views")
    alone = text in _ALONE and (place + 1 == len(words) or words[place + 1].plays("stop", "comma"))
    return named or alone


def counter(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `I have come to the opposite conclusion`, `my own finding is the reverse`."""
    words = sentence.words
    first = place - 1
    while first >= 0 and not is_break(words[first]) and not words[first].plays("comma", "and"):
        if words[first].text in _SELF or words[first].plays("reviewer"):
            break
        first -= 1
    named = first >= 0 and (words[first].text in _SELF or words[first].plays("reviewer"))
    if not named or place - first > _FARTHEST:
        return None
    between = words[first + 1 : place]
    own = words[first].text in ("my", "our")
    known = all(w.text in _COMES or w.plays("adverb", "not") or (own and w.text in listed("views")) for w in between)
    end = place + (place + 1 < len(words) and words[place + 1].text in listed("views"))
    goes_on = end + 1 < len(words) and words[end + 1].text in ("from", "to", "as", "than", "of", "about", "on")
    leads = any(word.text in ("leads", "led", "lead", "ends", "ended", "end") for word in between)
    if not known or goes_on or (own and not leads and not any(word.plays("be") for word in between)):
        return None
    alike = words[place].text in _ALIKE
    if alike and not leads and not any(word.text.startswith(("come", "came", "reach", "arrive")) for word in between):
        return None
    told = told_before(sentence, first)
    sign = (1 if alike else -1) * (-1 if any(word.plays("not") for word in between) else 1)
    clause = Clause(first=first, speaker="reviewer")
    if not told:
        sentence.replies.append((place, clause, sign))  # "UR found it not necessary, and I come to the same conclusion"
        return None
    return sentence.judgement(place, clause, Subject("denial"), told * sign, firm=True, speaks_for=told * sign > 0)


def told_before(sentence: Sentence, first: int) -> int:
    """Which way somebody else has judged before: 1 for the item, -1 against it, 0 where nobody has, or both ways."""
    others = {verdict for verdict, judged in sentence.context.heard if judged == "somebody else's"}
    if len(others) == 1:
        return {"necessary": 1, "not_necessary": -1}.get(others.pop(), 0)
    heard = [*sentence.context.words, *sentence.words[:first]]
    provider, administrator = (any(word.plays(side) for word in heard) for side in ("provider", "administrator"))
    refused = any(word.plays("refused", "refuse", "denial", "unnecessary") for word in heard)
    refused = refused or any(word.plays("say") and behind.text == "no" for word, behind in pairwise(heard))
    return -1 if administrator and refused and not provider and not others else 0


def counted_view(sentence: Sentence, run: Range) -> int:
    """Which way the judge whom a run counts has judged ("I am with the second"); 0 where it counts none."""
    texts = [word.text for word in sentence.words[slice(*run)]]
    counts = [text for text in texts if text in (*_FIRST, *_SECOND, *_LAST)]
    if len(counts) != 1 or not all(text in ("the", "two", "of", "these", "those", "them", *counts) for text in texts):
        return 0
    signs = [
        1 if verdict == "necessary" else -1
        for verdict, judged in sentence.context.heard
        if judged == "somebody else's" and verdict != "mixed"
    ]
    if len(signs) < 2:
        before = sentence.context.words
        signs = [side for at in range(len(before)) if (side := party(before, (at, at + 1)))]
    at = 0 if counts[0] in _FIRST else 1 if counts[0] in _SECOND else len(signs) - 1
    picked = signs[max(0, at - 1) : at + 1] if "two" in texts and at else signs[at : at + 1 + ("two" in texts)]
    return picked[0] if len(signs) > 1 and len(set(picked)) == 1 else 0
