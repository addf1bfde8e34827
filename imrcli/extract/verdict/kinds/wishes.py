"""Verdicts in what the reviewer would do: I would have it done, I would not keep her on it, I would do the study."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import Clause, Range, is_break
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.judgements.behind import Behind
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence

WISHING = frozenset({"would", "should"})
_WHO = ("i", "we", "this reviewer", "the undersigned")
_CAUSING = ("have", "see", "get", "want", "let")
_ACTS = "do give order prescribe keep repeat offer provide perform obtain dispense allow fill continue arrange"
_DOING = frozenset(_ACTS.split()) | {"schedule", "get", "supply", "run"}
_AHEAD = ("go ahead with", "proceed with", "go forward with", "move ahead with", "go on with")
_GETTING = ("get", "have", "receive", "undergo", "use", "take", "keep", "wear", "try")
_IT = ("it", "this", "them", "these", "that", "both")
_TO_WHOM = ("her", "him", "them", "to", "on", "for", "the", "this", "his")
_SUPPOSING = ("condition", "occasion", "exception", "concession", "whether", "say", "relative")
_LONGEST = 7


def opens_wish(words: list[Word], place: int) -> bool:
    """Whether a word can open what the reviewer would do ("I would")."""
    return words[place].text in WISHING and place > 0 and words[place - 1].text in _WHO


def wish(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `I would have it done`, `I would not give her the test`."""
    words = sentence.words
    first = next((at + 1 for at in range(place - 1, -1, -1) if words[at].plays("stop")), 0)
    end = next((at for at in range(place, len(words)) if _closes(words[at])), len(words))
    part_end = next((at for at in range(end, len(words)) if words[at].plays("stop")), len(words))
    if sentence.question or any(word.plays(*_SUPPOSING) for word in words[first:part_end]):
        return None
    verb = place + 1
    while verb < end and words[verb].plays("not", "adverb", "conclusion"):
        verb += 1
    if verb + 1 >= end or end - verb > _LONGEST or any(w.plays("no", "not", "deficit") for w in words[verb:end]):
        return None
    thing = _caused(words, verb, end) or _done(words, verb, end)
    if thing is None:
        return None
    subject = sentence.subject_in(thing)
    alone = thing[1] - thing[0] == 1 and words[thing[0]].text in _IT
    definite = subject.reference == "generic" and words[thing[0]].text in ("the", "this", "these")
    if not (subject.is_named or alone or definite):
        return None
    sign = -1 if any(word.plays("not") for word in words[place + 1 : verb]) else 1
    clause = Clause(first=place - 1, subject=thing, speaker="reviewer")
    sentence.taken.update(range(verb, end))
    return sentence.judgement(place, clause, subject, sign, firm=False, behind=Behind(end=end), speaks_for=sign > 0)


def _caused(words: list[Word], verb: int, end: int) -> Range | None:
    """What the reviewer would have done: "have | it | done", "let her have | it"; None for other verbs."""
    if words[verb].text not in _CAUSING:
        return None
    done = end - 1
    if words[done].plays("carried_out", "granted", "go_on") and words[done].text.endswith(("ed", "ne", "en")):
        return (verb + 1, done) if verb + 1 < done else None
    person = words[verb + 1].plays("person") or words[verb + 1].text in ("her", "him")
    if not person:
        return None
    gets = next((at for at in range(verb + 2, min(verb + 4, end)) if words[at].text in _GETTING), 0)
    return (gets + 1, end) if gets and gets + 1 < end else None


def _done(words: list[Word], verb: int, end: int) -> Range | None:
    """What the reviewer would do or give: "do | the study", "give her | the test", "keep her on | it"."""
    start = verb + 1
    ahead = next((size for size in (3, 2, 1) if " ".join(w.text for w in words[verb : verb + size]) in _AHEAD), 0)
    if ahead:
        start = verb + ahead
    elif words[verb].text not in _DOING:
        return None
    if words[start].text in ("her", "him") or words[start].plays("person"):
        while start + 1 < end and (words[start].text in _TO_WHOM or words[start].plays("person")):
            if words[start].text in ("the", "this") and not words[start + 1].plays("person"):
                break
            start += 1
    return start, end


def _closes(word: Word) -> bool:
    return is_break(word) or word.plays("comma", "and")
