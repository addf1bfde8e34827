"""Verdicts in what settles a dispute: it decides the matter against the request, I am for it, my vote: no."""

from __future__ import annotations

from itertools import pairwise

from imrcli.extract.verdict.clauses.clause import Clause, Range, is_break, is_light
from imrcli.extract.verdict.clauses.governor import governing
from imrcli.extract.verdict.clauses.lexicon import listed
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.behind import Behind
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence

_AGAINST = ("against", "unfavorably", "unfavourably", "adversely", "adverse to", "negatively", "negative")
_FOR = ("affirmative", "in favor of", "in favour of", "favorably", "favourably", "for")
_FAVOUR = ("favor", "favour")
_ADVERSE_PARTIES = ("plan",)
_LEANS = ("goes", "lies", "falls", "tells", "weighs", "comes down", "speaks")
SIDES = ("for", "against", "opposed", "in favor of", "in favour of")
VOTES = frozenset({"vote", "verdict", "answer", "decision", "determination", "conclusion", "ruling", "call", "view"})
VOTES |= {
    "advice",
    "judgment",
    "judgement",
    "choice",
    "recommendation",
    "disposition",
    "outcome",
    "result",
    "opinion",
    "finding",
}
_LEFT = ("further", "here", "more", "left", "else", "now", "in", "it", "this", "request")
"""Words between `nothing` and what is to be done with it ("nothing further to approve")."""

_RULING = ("rule", "rules", "tip", "tips", "come down", "comes down", "find", "finds")
"""Verbs that need no object to be on a side ("I rule for the applicant")."""

_REPLYING = ("answer", "reply", "respond")
"""Verbs whose answer is on what is asked ("I answer in the negative")."""

_EVIDENCE = ("evidence", "literature", "weight", "balance", "record")
_LONGEST_VOTE = 9


def nothing_to_approve(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `There is nothing further to approve`."""
    words = sentence.words
    if place < 2 or words[place - 1].text != "to" or not _closes(words, place + 1):
        return None
    at = place - 2
    while at > 0 and (words[at].text in _LEFT or is_light(words[at])):
        at -= 1
    if at < 1 or words[at].text != "nothing" or not words[at - 1].plays("be"):
        return None
    clause = governing(words, at)
    if clause.past or clause.speaker not in ("", "reviewer") or not clause.modals.isdisjoint({"would", "may"}):
        return None
    return sentence.judgement(place, clause, Subject("empty"), -1, firm=False)


def settling(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `That decides the matter against the request`, `this settles it in her favor`."""
    words = sentence.words
    end = _end(words, place + 1 + sentence.is_word(place + 1, "that"))  # "I answer that request in the negative"
    turn = next((at for at in range(place + 1, end) if words[at].text in (*_AGAINST, *_FOR[:-1])), -1)
    ruled = place + 1 < end and words[place].text in _RULING and words[place + 1].text in (*_AGAINST, *_FOR)
    turn = place + 1 if ruled else turn
    favour = next((at for at in range(place + 1, end) if words[at].text in _FAVOUR and words[at - 1].text != "in"), -1)
    if turn < 0 and favour < 0:
        return None
    settled, party = (place + 1, turn if turn >= 0 else favour), (turn + 1, end) if turn >= 0 else (place + 1, favour)
    run = words[slice(*party)]
    sided = any(word.text.removesuffix("'s") in listed("parties") or word.plays("person") for word in run)
    opposed = any(word.plays("administrator") or word.text in _ADVERSE_PARTIES for word in run)
    ruled = ruled or (favour > 0 and words[place].text in _RULING and words[place + 1].text == "in")
    replied = words[place].text in _REPLYING and {word.text for word in words[place + 1 : turn]} <= {"in", "the"}
    ruled = ruled or (turn > 0 and replied and _speaks(words, place))
    disputed = ruled or any(word.plays("disputed", "request", "topic") for word in words[slice(*settled)])
    asked = sentence.subject_in(party).is_named
    if not (disputed or asked) or (not (asked or sided or opposed) and party[0] < party[1]):
        return None
    clause = governing(words, place)
    opening = next((at for at in range(place - 1, clause.first, -1) if words[at].plays("relative")), -1)
    if opening > 0 and any(word.plays("reviewer") for word in words[opening - 2 : opening]):
        clause = Clause(first=opening, speaker="reviewer")  # "does not bind this reviewer, who rules for the applicant"
    others = any(word.plays("administrator", "provider") for word in words[clause.first : place])
    if clause.past or not clause.modals.isdisjoint({"would", "may"}) or (others and clause.speaker != "reviewer"):
        return None
    if clause.opened_by in ("whether", "condition"):
        return None
    clause.modals -= {"must"}
    clause.speaker = "reviewer" if clause.speaker == "reviewer" else ""
    own = clause.speaker == "reviewer" and ruled
    sign = -1 if turn >= 0 and words[turn].text in _AGAINST else 1
    sign = -sign if opposed and not sided else sign
    return sentence.judgement(place, clause, Subject("request"), clause.sign * sign, firm=own, behind=Behind(end=end))


def siding(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `I am for it`, `I am opposed to the operation`."""
    words = sentence.words
    be = place - 1
    negated = False
    while be > 0 and not (words[be].plays("be") or words[be].text in _LEANS) and is_light(words[be]):
        negated = negated or words[be].plays("not")
        be -= 1
    if be < 1 or words[be].text not in ("am", "are", "is", "remain", "remains", *_LEANS):
        return None
    if not words[be - 1].plays("reviewer"):
        return _leaning(sentence, place, be, negated=negated)
    first = place + 1 + sentence.is_word(place + 1, "to")
    thing = first, _end(words, first)
    subject = sentence.subject_in(thing)
    alone = thing[1] - thing[0] == 1 and words[thing[0]].text in ("it", "this", "that", "them")
    if not (subject.is_named or alone):
        return None
    sign = 1 if words[place].text in _FOR else -1
    clause = Clause(first=be - 1, subject=thing, speaker="reviewer")
    return sentence.judgement(place, clause, subject, -sign if negated else sign, firm=False)


def _leaning(sentence: Sentence, place: int, be: int, *, negated: bool) -> Judgement | None:
    """The judgement of `My recommendation is against it`, `the weight of the evidence is against the operation`."""
    words = sentence.words
    noun = be - 1
    own = noun > 0 and words[noun].text in (*VOTES, "vote") and words[noun - 1].text in ("my", "our")
    shown = words[noun].text in _EVIDENCE and words[place].text == "against"
    if not (own or shown):
        return None
    first = place + 1 + sentence.is_word(place + 1, "to")
    thing = first, _end(words, first)
    run = words[slice(*thing)]
    subject = sentence.subject_in(thing)
    sided = any(word.plays("person") or word.text in listed("parties") for word in run)
    opposed = any(word.plays("administrator") or word.text in _ADVERSE_PARTIES for word in run)
    alone = len(run) == 1 and run[0].text in ("it", "this", "that", "them")
    denied = any(word.plays("denial") for word in run) and not opposed
    granted = any(word.plays("grant", "need") for word in run)
    if not (subject.is_named or alone or (own and (sided or opposed or denied or granted))):
        return None
    sign = 1 if words[place].text in _FOR else -1
    sign = -sign if (opposed or denied) and not sided else sign
    clause = Clause(first=noun - 1, subject=thing)
    meant = Subject("grant" if granted else "request", subject.named, subject.part)
    sentence.taken.update(range(noun - 1, be))
    return sentence.judgement(place, clause, meant, -sign if negated else sign, firm=own, speaks_for=sign > 0)


def opens_side(words: list[Word], place: int) -> bool:
    """Whether a word can say on which side somebody is ("am for", "is opposed to")."""
    return (
        place > 1
        and words[place].text in SIDES
        and (words[place - 1].plays("be", "not", "adverb") or words[place - 1].text in _LEANS)
    )


def _speaks(words: list[Word], place: int) -> bool:
    """Whether the reviewer stands in front of a verb."""
    return governing(words, place).speaker == "reviewer"


def vote(sentence: Sentence) -> Judgement | None:
    """`My vote: no`, `No to surgery`, `It is a no from me`."""
    words = sentence.words
    end = len(words) - words[-1].plays("stop")
    if sentence.question:
        return None
    if end > 3 and words[end - 1].text in ("yes", "no") and words[end - 2].text in ("is", "must be"):
        first = _answers(words, end - 2)
        return _answer(sentence, end - 1, (end, end), first=first) if first >= 0 else None
    if end > _LONGEST_VOTE:
        return None
    if words[0].text in ("yes", "no") and end > 2 and words[1].text == "to":
        return _answer(sentence, 0, (2, end))
    colon = next((at for at in range(end) if words[at].text in (":", "-", "–", "—")), 0)
    if colon and colon + 2 == end and words[colon - 1].text in VOTES and words[end - 1].text in ("yes", "no"):
        own = all(word.plays("reviewer", "adverb") or word.text in ("the", "final") for word in words[: colon - 1])
        return _answer(sentence, end - 1, (end, end)) if own else None
    led = end > 2 and words[end - 1].text in ("yes", "no") and words[end - 2].text == ","
    if led and _leads(sentence, words[: end - 2]):  # "Without hesitation, yes."
        return _answer(sentence, end - 1, (end, end))
    from_me = end > 4 and any(
        word.text == "from" and (near.plays("reviewer") or near.text == "this") for word, near in pairwise(words)
    )
    said = next((at for at in range(end - 2) if words[at].text in ("yes", "no")), -1)
    if from_me and said > 1 and words[0].text == "it" and words[1].plays("be"):
        return _answer(sentence, said, (end, end))
    return None


def _answers(words: list[Word], be: int) -> int:
    """Where the reviewer's answer starts that a verb is on ("the answer to whether it is needed is"); -1 for none."""
    noun = next((at for at in range(1, be) if words[at].text == "answer"), 0)
    own = noun > 0 and (words[noun - 1].text == "the" or words[noun - 1].plays("reviewer"))
    if not own or any(word.plays("administrator", "provider") for word in words[noun - 1 : be]):
        return -1
    return noun - 1


def _leads(sentence: Sentence, run: list[Word]) -> bool:
    """Whether words only lead to an answer: an adverb, or a group that opens with a preposition."""
    if any(word.plays("be", "have", "do", "comma", "generic") or is_break(word) for word in run):
        return False
    led = all(word.plays("adverb", "conclusion", "neutral", "here") for word in run)
    return led or (run[0].text in ("on", "for", "without", "with", "in") and run[-1].text in listed("settling grounds"))


def _answer(sentence: Sentence, place: int, thing: Range, *, first: int = 0) -> Judgement | None:
    words = sentence.words
    subject = sentence.subject_in(thing) if thing[0] < thing[1] else Subject("empty")
    surgery = sentence.item.kind[0] == "Surgery" and all(
        word.plays("surgery", "modifier") for word in words[slice(*thing)]
    )
    if not (subject.is_named or subject.reference == "empty" or surgery):
        return None
    sign = 1 if words[place].text == "yes" else -1
    clause = Clause(first=first, subject=thing)
    subject = Subject("request", subject.named) if surgery else subject
    return sentence.judgement(place, clause, subject, sign, firm=True, behind=Behind(end=len(words)))


def _end(words: list[Word], first: int) -> int:
    return next((at for at in range(first, len(words)) if is_break(words[at]) or words[at].plays("comma")), len(words))


def _closes(words: list[Word], place: int) -> bool:
    return place >= len(words) or is_break(words[place]) or words[place].plays("comma")
