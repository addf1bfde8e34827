"""The net under the rules: a negative in a verdict's own words that no rule has counted.

The walk counts a negation in the places that it knows, so that one in a place that it does not know would leave
`necessary` standing. So the negatives are counted once more, without grammar: those between the subject and the word of
verdict, those of the clauses that govern it, one that opens its subject or stands in front of it, a `none` behind it.
Where a word that speaks for an item is read as `necessary` although their number is odd, its way is not known.

Not counted are negatives in what only describes: inside the subject (`a wound that does not heal`), in brackets and
insertions, in another predicate of the same subject (`is not excessive and is necessary`), and in adjuncts (`with no
gain from therapy, ...`).
"""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.extract.verdict.clauses.clause import FINITE, PREPOSITIONS, Clause, is_light
from imrcli.extract.verdict.clauses.lexicon import listed
from imrcli.extract.verdict.clauses.word import Word

_PROOF = ("evidence", "want", "criteria", "show", "need")
_LACKING_NOUNS = ("failure", "lack of", "absence of", "failed")
_ESCAPED = ("escape", "avoid", "resist", "let alone", "much less", "still less")
_LONGEST_TAIL = 8
_NONE = ("none", "neither", "nobody", "nothing", "no one")


def unread_negative(words: list[Word], clause: Clause, place: int) -> bool:
    """Whether a verdict that is read as `necessary` has an odd number of negatives."""
    change = next((at for at in range(place - 1, clause.first, -1) if words[at].text in listed("changes")), 0)
    counted = [at for at in _own_words(words, clause, place) if _is_negative(words, at) and at >= change]
    texts = [words[at].text for at in counted]
    count = len(counted) - ("nor" in texts and "neither" in texts)
    own = words[place]
    count += own.plays("oppose", "not")
    if clause.opened_by in ("relative", "that") and _of_nothing(words, place) and count % 2 == 0:
        return True
    if _not_this(words, place):
        return True
    behind = words[place + 1 : place + 3]
    count += len(behind) == 2 and behind[0].text in PREPOSITIONS and behind[1].text in _NONE
    return count % 2 == 1


def _of_nothing(words: list[Word], place: int) -> bool:
    """Whether a verdict's relative hangs on what is not, or on what might be: "anything that makes it needed"."""
    that = next((at for at in range(place - 1, 0, -1) if words[at].plays("relative", "that", "stop")), 0)
    return any(word.text.startswith("any") or word.plays("no") for word in words[max(0, that - 3) : that])


def _not_this(words: list[Word], place: int) -> bool:
    """Whether a relative behind a verdict says that this is no such case: "is needed in gout, which this is not"."""
    which = next((at for at in range(place + 1, len(words)) if words[at].text in ("which", "and", "but")), 0)
    run = words[which + 1 :]
    end = next((at for at, word in enumerate(run) if word.plays("stop", "comma")), len(run))
    short = 2 < end < _LONGEST_TAIL and which > 0 and words[which].text == "which" and words[which - 1].plays("comma")
    return short and (
        (run[end - 1].plays("not") and not FINITE.isdisjoint(run[end - 2].roles))
        or (run[1].plays("not") and run[0].plays("be") and run[end - 1].text in listed("present"))
    )


def _is_negative(words: list[Word], at: int) -> bool:
    """Whether a word turns or denies what follows it: a negation, a word of doubt, a lack of proof."""
    word = words[at]
    if "neutral" in word.roles:
        return False
    if word.plays("not", "no", "oppose") or word.text in _ESCAPED:
        return True
    if at + 2 >= len(words):
        return False
    behind = words[at + 1]
    if word.plays("exceeding"):
        return behind.text == "what"
    to = behind.text in ("to", "being") or (behind.text == "of" and words[at + 2].text == "being")
    to = to or (behind.text == "not" and words[at + 2].text == "to")
    if word.plays("refuse"):
        return behind.text == "to"  # "I decline to say that"
    if word.plays("deficit"):
        return behind.plays(*_PROOF) or (to and word.text not in _LACKING_NOUNS)
    if word.plays("wrong") and behind.plays("that"):
        return True  # "UR was mistaken that"
    if word.plays("doubt"):
        return not (at and words[at - 1].text == "the")
    return to and word.plays("disfavoured")


def _own_words(words: list[Word], clause: Clause, place: int) -> Iterator[int]:
    """The numbers of the words whose negatives can turn a verdict."""
    first, end = clause.subject
    start = _behind_adjunct(words, clause.first, place)
    if (not clause.verb and first == start) or _swallows(words, first, end):  # a verb's whole clause, and no subject
        first = end = start
    if first < end and words[first].plays("no", "not"):
        yield first
    if clause.opened_by == "relative" and first < end <= place:
        start = end
    else:
        yield from _opening(words, start)
    at = start
    for near in range(start, place):
        if (
            near > at and words[near].plays("and") and words[near + 1].plays("that")
        ):  # "shows that he failed and that it"
            yield from (before for before in range(at, near) if not any(w.plays("that") for w in words[at:before]))
            at = near
        elif near >= end and words[near].plays("and", "comma") and _verb_follows(words, near + 1, place):
            at = near  # "is not excessive and is necessary"
    while at < place:
        if first <= at < end:
            at = end
            continue
        yield at
        at = max(at + 1, _behind_insertion(words, at, place))


def _behind_adjunct(words: list[Word], first: int, place: int) -> int:
    """Where a clause goes on behind an adjunct in commas ("the drugs, with no test in a year, make it needed")."""
    if not first or words[first].text not in PREPOSITIONS or not words[first - 1].plays("comma"):
        return first
    return next((at + 1 for at in range(first, place) if words[at].text == ","), first)


def _swallows(words: list[Word], first: int, end: int) -> bool:
    """Whether what is taken for a subject has a clause in it ("there is no sense in which it", "falls short of")."""
    denied = any(words[at].plays("be") and words[at + 1].plays("no", "not") for at in range(first, end - 1))
    inside = any(word.plays("relative", "that") for word in words[first : max(first, end - 2)])
    there = any(word.text == "there" for word in words[first:end])
    return end > first and (words[end - 1].text in PREPOSITIONS or (denied and (there or not inside)))


def _verb_follows(words: list[Word], at: int, place: int) -> bool:
    """Whether a verb without a subject stands at a word, or behind words that may stand in front of one."""
    while at < place and (is_light(words[at]) or words[at].plays("and", "comma")):
        at += 1
    return at < place and not FINITE.isdisjoint(words[at].roles)


def _behind_insertion(words: list[Word], at: int, place: int) -> int:
    """The number of the word behind an insertion or bracket that opens at a word; 0 where none opens there."""
    if words[at].text not in ("(", ","):
        return 0
    close = ")" if words[at].text == "(" else ","
    return next((near + 1 for near in range(at + 1, place) if words[near].text == close), 0)


def _opening(words: list[Word], first: int) -> Iterator[int]:
    """The negative that opens what no comma parts from a clause, in front of it ("on no view of this is it needed")."""
    at = first - (first > 0 and words[first - 1].plays("that"))
    reason = first > 1 and (words[first - 1].text in ("why", "how") or words[first - 2].text in ("reason", "cause"))
    at = at if reason else first
    while at and not words[at - 1].plays("stop", "contrast", "comma", "conclusion", "that", "relative"):
        at -= 1
        if reason and words[at].plays("no"):  # "no reason why it should not be approved"
            yield at
            return
    negative = at + (words[at].text in PREPOSITIONS)
    if negative < first and words[negative].plays("no", "not"):
        yield negative
