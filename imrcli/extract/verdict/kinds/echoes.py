"""Verdicts that repeat or turn another one: "and neither do I", "the same applies to the brace", "not so the lamp"."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import Clause, Range, clause_start, is_break, run_end
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.behind import Behind
from imrcli.extract.verdict.judgements.context import Predicate
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence

_AUXILIARIES = ("do", "would", "can", "will")
_ECHOING = frozenset({"reviewer", "same"})
_OWN = ("named", "request", "pronoun", "generic")
_INVERTING = ("neither", "nor", "so")

Placed = tuple[int, Judgement]
"""A judgement, and the number of the word that it is read from."""


def echoes(sentence: Sentence) -> list[Placed]:
    """What the reviewer does as others do, or does not, and what is decided as something else is."""
    collected: list[Placed] = []
    if not sentence.holds(*_ECHOING):
        return collected
    for place, word in enumerate(sentence.words):
        if word.roles.isdisjoint(_ECHOING):
            continue
        if word.plays("reviewer") and word.text != "my":
            collected += _reviewers_own(sentence, place)
        elif word.plays("same"):
            collected += _same(sentence, place)
    return collected[:1]


def predicate_before(sentence: Sentence, place: int) -> Predicate | None:
    """The nearest predicate in front of a word, in the sentence or in the one before."""
    earlier = [predicate for predicate in sentence.predicates if predicate.place < place]
    return max(earlier, key=lambda predicate: predicate.place) if earlier else sentence.context.predicate


_SINCE = ("after", "since", "at", "in", "by", "given", "with", "on", "now", "once")


def closes(words: list[Word], place: int) -> bool:
    """Whether a clause ends behind a word."""
    since = words[place].text == "no longer"
    for word in words[place + 1 :]:
        if since and word.text in _SINCE:
            return True  # "it is no longer so after a year of use"
        if is_break(word) or word.plays("comma"):
            return True
        if not word.plays("adverb", "here") or word.text in ("a", "an"):
            return False
    return True


def _reviewers_own(sentence: Sentence, place: int) -> list[Placed]:
    """What the reviewer does as others do, or does not: `UR did not find it necessary; I do.`, `and neither do I`."""
    words = sentence.words
    beside = place - 1 if place and words[place - 1].plays(*_AUXILIARIES) else place + 1
    if beside >= len(words) or not words[beside].plays(*_AUXILIARIES):
        return []
    opens = beside - 1
    inverted = beside < place and opens >= 0 and words[opens].text in _INVERTING
    last = max(beside, place)
    denied = last + 1 < len(words) and words[last + 1].text == "not"
    if (beside < place and not inverted) or not closes(words, last + denied):
        return []
    sign = -1 if denied or (inverted and words[opens].text != "so") else 1
    meant = predicate_before(sentence, place)
    if meant is None:
        return _no_more_than_others(sentence, place, last) if inverted and sign < 0 else []
    if meant.sign == sign and not inverted and not denied:
        return []
    turned = sign if meant.speaks_for else -sign
    front = sentence.fronted(place + 1) or _fronted(words, place)
    inserted = front[0] < front[1] and any(
        is_break(word) for word in words[front[1] : place]
    )  # "two refills, before ..., I do not"
    clause = Clause(first=front[0] if inserted else place, speaker="reviewer", subject=front)
    subject = sentence.subject_in(clause.subject)
    if not (subject.is_item or subject.is_treatment):
        subject = Subject("empty")
    own = sentence.judgement(place, clause, subject, turned, firm=True, behind=Behind(end=last + 1))
    return [(place, own)] if own else []


def _fronted(words: list[Word], place: int) -> Range:
    """The object in front of the reviewer: "pantoprazole I do not", "as for the refills, I would not"."""
    first = clause_start(words, place)
    end = place - 1 if place and words[place - 1].plays("comma") else place
    while first < end and words[first].plays("conclusion", "adverb", "regarding", "comma", "and"):
        first += 1
    return (first, end) if first < end else (0, 0)


def _no_more_than_others(sentence: Sentence, place: int, last: int) -> list[Placed]:
    """`UR found no purpose in the test. Neither do I.`: the reviewer sides with who is named first."""
    before = sentence.context.words
    if not before or not before[0].plays("administrator"):
        return []
    clause = Clause(first=place, speaker="reviewer")
    own = sentence.judgement(place, clause, Subject("denial"), -1, firm=True, behind=Behind(end=last + 1))
    return [(place, own)] if own else []


def _same(sentence: Sentence, place: int) -> list[Placed]:
    """What follows `the same applies to` or `not so`, and is the item."""
    words = sentence.words
    meant = predicate_before(sentence, place)
    if meant is None or meant.supposed:
        return []
    run = place + 1, run_end(words, place + 1, "comma" if words[place].plays("not") else "stop")
    clause = Clause(first=place, subject=run)
    named = [sentence.subject_in(part) for part in _parts(words, run)]
    own = next((subject for subject in named if subject.reference in _OWN), None)
    if own is None:
        return []
    turned = -meant.sign if words[place].plays("not") else meant.sign
    same = sentence.judgement(place, clause, own, turned, firm=True, speaks_for=turned > 0)
    return [(place, same)] if same else []


def _parts(words: list[Word], run: Range) -> list[Range]:
    """The members of a list."""
    parts, first = [], run[0]
    for at in range(*run):
        if words[at].plays("comma", "and"):
            parts.append((first, at))
            first = at + 1
    return [(first, end) for first, end in [*parts, (first, run[1])] if first < end]
