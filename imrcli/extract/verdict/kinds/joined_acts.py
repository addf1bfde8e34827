"""Acts that a decision joins, each with a thing of its own: "the decision is to allow this and to deny that"."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import Clause, Range, clause_start, is_break, is_light
from imrcli.extract.verdict.clauses.lexicon import listed
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.behind import Behind
from imrcli.extract.verdict.judgements.sentence import AGAINST, Sentence
from imrcli.extract.verdict.kinds.echoes import Placed
from imrcli.extract.verdict.kinds.recommending import is_somebodys

_ACTS = ("approve", "refuse", "uphold", "overturn")
_OTHERS = ("administrator", "provider", "guideline", "would", "past")
_SUPPOSED = ("condition", "occasion", "exception", "whether")
_ITEMS = ("named", "request", "generic", "unknown", "pronoun", "other", "unlike")


def joined_acts(sentence: Sentence) -> list[Placed]:
    """The judgements of two or more acts, each with its object, that one decision is to do."""
    words = sentence.words
    if not sentence.holds(*_ACTS):
        return []
    first = next((at for at in range(2, len(words)) if words[at].plays(*_ACTS) and _is_head(words, at)), -1)
    if first < 0:
        return []
    acts = _acts(words, first)
    start = clause_start(words, first)
    supposed = start > 0 and words[start - 1].plays(*_SUPPOSED)
    before = words[start:first]
    if len(acts) < 2 or supposed or any(word.plays(*_OTHERS) for word in before) or is_somebodys(before):
        return []
    collected: list[Placed] = []
    for place, (head, end), sign in acts:
        subject = _subject(sentence, (head, end))
        turned = sign * (1 if words[place].roles.isdisjoint(AGAINST) else -1)
        if subject is None:
            return []
        clause = Clause(first=place, subject=(head, end))
        own = sentence.judgement(place, clause, subject, turned, firm=True, behind=Behind(end=end))
        collected += [(place, own)] if own else []
    sentence.taken.update(range(start, acts[-1][1][1]))
    return collected


def _is_head(words: list[Word], at: int) -> bool:
    """Whether a verb is what a decision is to do: "the decision is to", "is modified to", "with a decision to"."""
    if _last(words[at - 1]) != "to":
        return False
    before = at - 2
    while before > 0 and (is_light(words[before]) or words[before].plays("comma")):
        before -= 1
    if _last(words[before]) in listed("joined rulings") and before > 0:
        return True  # "it is my determination to uphold ..."
    verb = before
    if words[before].text in listed("changed") or (words[before].plays("partly") and words[before].plays("granted")):
        verb -= 1
        while verb > 0 and is_light(words[verb]):
            verb -= 1
        return verb > 0 and words[verb].plays("be")
    near = words[max(0, verb - 6) : verb]
    return words[verb].plays("be") and any(
        _last(word) in listed("joined rulings") or word.plays("ruling", "denial") for word in near
    )


def _last(word: Word) -> str:
    """The last word of an expression ("as to", "the right course")."""
    return word.text.rpartition(" ")[2]


def _acts(words: list[Word], first: int) -> list[tuple[int, Range, int]]:
    """The verbs joined to a first one, each with the range of its object, and -1 where `not` turns it."""
    acts: list[tuple[int, Range, int]] = []
    place, sign = first, 1
    while True:
        at = place + 1
        following, turn = -1, 1
        while at < len(words):
            following, turn = _next(words, at)
            if following > 0 or (is_break(words[at]) and not _stands_for_noun(words, at)):
                break
            at += 1
        end = at - (words[at - 1].plays("comma") and at - 1 > place)
        cut = next((near for near in range(place + 1, end) if words[near].plays("as", "comma")), end)
        if cut > place + 1:
            acts.append((place, (place + 1, cut), sign))
        if following < 0:
            return acts
        place, sign = following, turn


def _stands_for_noun(words: list[Word], at: int) -> bool:
    """Whether `that` stands for what an act is on ("and to overturn that of the unit")."""
    return words[at].text == "that" and at + 1 < len(words) and words[at + 1].text in ("of", "for")


def _next(words: list[Word], joint: int) -> tuple[int, int]:
    """The verb of an act that a joint opens (`and to deny`, `but not to certify`), and which way; -1 where none."""
    if not words[joint].plays("and", "contrast", "comma") and words[joint].text != ";":
        return -1, 1
    at, sign = joint + 1, 1
    while at < len(words) and (words[at].text == "to" or is_light(words[at]) or words[at].plays("and", "comma")):
        sign = -sign if words[at].plays("not") else sign
        at += 1
    return (at, sign) if at < len(words) and words[at].plays(*_ACTS) else (-1, 1)


def _subject(sentence: Sentence, run: Range) -> Subject | None:
    """What an act is on; None where that is nothing that a verdict can be on."""
    subject = sentence.subject_in(run)
    words = sentence.words[slice(*run)]
    verb = sentence.words[run[0] - 1]
    if verb.plays("uphold", "overturn"):
        denied = any(word.plays("denial", "administrator", "refuse", "refused") for word in words)
        denied = denied or words[0].plays("pronoun") or words[0].text == "that"
        return Subject("denial", subject.named, subject.part) if denied else None
    if subject.reference == "grant":
        return subject if verb.plays("refuse") else None
    return subject if subject.reference in _ITEMS else None
