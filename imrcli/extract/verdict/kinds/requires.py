"""Verdicts in what somebody needs: she needs the brace, it is what she needs, it goes beyond what is needed."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import (
    FINITE,
    HELPERS,
    PREPOSITIONS,
    Clause,
    Range,
    is_break,
    is_light,
    run_end,
)
from imrcli.extract.verdict.clauses.lexicon import listed
from imrcli.extract.verdict.clauses.measures import measuring
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.frames import elliptic
from imrcli.extract.verdict.kinds.pointed import is_thing

_POSSESSIVE = ("his", "her", "their", "this", "the", "its")
_ALL = ("anything", "everything", "all")
MEASURES = ("what", "than", *_ALL)
MEASURING = "than "
"""What an item is measured by, or the opening of it ("exceeds what is needed", "more than he needs")."""

_THE = ("the", "both", "his", "her", "this", "these", "it", "them", "all")
_IT = ("it", "this", "these", "them", "both", "all", "one")
_DEFINITE = ("the", "this", "these", "his", "her", "what", "it", "that", "those", "they", "all", "both")
_NOUNS = ("need", "demand", "demands", "merit", "warrant")
_LONGEST_REACH = 10
_OTHERS = ("provider", "administrator", "guideline")

_EXACTLY = ("just", "exactly", "precisely", "no", "more", "simply", "all", "only")


# --- she needs it ------------------------------------------------------------------------------------------------


def required(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of a person's need for the item: "she needs the brace", "the brace she does not need"."""
    words = sentence.words
    clause = elliptic(words, place)
    before = words[place - 1] if place else words[place]
    led = not HELPERS.isdisjoint(before.roles) or before.plays("person", "relative", "that", "and")
    if words[place].text in _NOUNS and not led:
        return None  # "was in need of it"
    perfect = clause.perfect and not words[place].plays("have")
    if clause.past or perfect or not clause.asserted or "would" in clause.modals:
        return None
    if words[place].plays("gets"):
        if not _should_get(words, place, clause):
            return None
        clause.modals -= {"must"}
    elif not clause.modals.isdisjoint({"may", "will"}):
        return None
    needing = _person(words, clause.subject)
    if not is_patient(words, needing) or clause.speaker not in ("", "reviewer"):
        return None
    thing = place + 1, _end(words, place + 1)
    if thing[0] >= thing[1]:
        thing = _fronted(words, needing[0])
        if thing[0] < thing[1] and is_thing(words[slice(*thing)]) and words[thing[0] - 1].plays("be"):
            outer = elliptic(words, thing[0] - 1)  # "the bed is nothing that he needs"
            clause.sign *= outer.sign * (-1 if any(word.plays("not", "no") for word in words[slice(*thing)]) else 1)
            thing = outer.subject
        elif clause.opened_by == "relative":
            return None
    if thing[0] < thing[1] and words[thing[0]].plays("no"):
        clause.sign = -clause.sign  # "needs no more therapy"
    subject = sentence.subject_in(thing)
    if not (subject.is_named or subject.reference in ("other", "unlike")) and not _pointed(words, thing, subject):
        return None
    clause.subject = thing
    return sentence.judgement(place, clause, subject, clause.sign, firm=False)


def _person(words: list[Word], run: Range) -> Range:
    """The person at the end of a subject that opens with what is needed ("the brace | this patient")."""
    first, end = run
    if end - first < 2 or not words[end - 1].plays("person"):
        return run
    at = end - 1
    while at > first and (words[at - 1].text in _POSSESSIVE or words[at - 1].text == "injured"):
        at -= 1
    return at, end


def _should_get(words: list[Word], place: int, clause: Clause) -> bool:
    """Whether a person is to have something: "should be given", "is to receive", "gets the brace", "is entitled to"."""
    if words[place].text == "entitled to":
        return "be" in clause.helpers and not clause.modals
    if words[place].text.endswith("s") and FINITE.isdisjoint(clause.helpers):
        return place + 1 < len(words) and words[place + 1].text in _THE
    if words[place].text == "get" and clause.sign < 0 and "do" in clause.helpers:
        return True
    if place + 1 < len(words) and words[place + 1].text.endswith("ed"):
        return False  # "to have failed a trial"
    bidden = place > 1 and words[place - 1].text == "to" and words[place - 2].text in ("is", "are")
    return bidden or not clause.modals.isdisjoint({"should", "must"})


def is_patient(words: list[Word], run: Range) -> bool:
    """Whether a subject is this patient, or his condition."""
    first, end = run
    if first >= end or (first and words[first - 1].text in ("a", "an", "any", "no")):
        return False
    if any(word.plays(*_OTHERS) or word.text in ("a", "an", "any", "no") for word in words[first:end]):
        return False
    return any(word.plays("person") for word in words[first : min(end, first + 4)])


def _end(words: list[Word], first: int) -> int:
    """Where the object of a need ends."""
    return next(
        (at for at in range(first, len(words)) if is_break(words[at]) or words[at].plays("comma", "and")), len(words)
    )


def _fronted(words: list[Word], end: int) -> Range:
    """The object of a verb that stands in front of its subject: "the brace she does not need"."""
    while end and (words[end - 1].plays("relative", "that", "comma", "conclusion")):
        end -= 1
    first = end
    while first and not is_break(words[first - 1]) and not words[first - 1].plays("comma"):
        if words[first - 1].text in PREPOSITIONS - {"of", "for", "with"} or words[first - 1].plays("be"):
            break
        first -= 1
    return first, end


def _pointed(words: list[Word], thing: Range, subject: Subject) -> bool:
    """Whether a need is for `it`, or for `the treatment`."""
    first, end = thing
    if first >= end:
        return False
    if subject.reference == "pronoun":
        return end - first == 1 and words[first].text in _IT
    return subject.reference == "generic" and words[first].text in ("the", "this", "these", "both", "all")


# --- what is needed ----------------------------------------------------------------------------------------------


def measured(sentence: Sentence, what: int) -> Judgement | None:
    """The judgement of an item against what is needed: "exceeds what is needed", "is what the patient needs"."""
    words = sentence.words
    need = _needed(sentence, what + 1 + (words[what].text in _ALL and sentence.is_word(what + 1, "that")))
    if need is None:
        return None
    end, firm = need
    at = what - 1
    while at >= 0 and (words[at].plays("adverb") or words[at].text in _EXACTLY):
        at -= 1
    if at < 0 or is_break(words[at]) or words[at].plays("comma"):
        return _announced(sentence, what, end, firm=firm) if words[what].text == "what" else None
    negated = words[at].text == "not"
    verb, over = measuring(words, what, at - negated)
    if verb < 0:
        return None
    clause = elliptic(words, verb)
    clause.sign = -clause.sign if negated else clause.sign
    subject = sentence.subject_of(clause)
    if clause.past or not (subject.is_named or _definite(sentence, clause, subject)):
        return None
    allotted = words[verb].plays("be") and words[end - 1].plays("allots") and not words[end - 1].plays("requires")
    opening = words[clause.subject[0]]
    if allotted and (subject.part or not (opening.text in _DEFINITE or opening.plays("number"))):
        return None  # "an initial trial is what the guideline recommends"
    sentence.taken.add(verb)
    sign = -clause.sign if over else clause.sign
    return sentence.judgement(end - 1, clause, subject, sign, firm=firm)


def _needed(sentence: Sentence, first: int) -> tuple[int, bool] | None:
    """Where a clause ends that says what is needed, and whether in a word of decision; None where it says else."""
    words = sentence.words
    if " " in words[first - 1].text:  # "than is necessary"
        return first, "necessary" in words[first - 1].text
    end = min(run_end(words, first, "comma"), first + _LONGEST_REACH)
    at = first
    while at < end and (words[at].plays("be") or (is_light(words[at]) and not words[at].plays("not"))):
        if words[at].plays("past"):
            return None
        at += 1
    while at < end and words[at].text in ("medically", "clinically"):
        at += 1
    if at > first and any(word.plays("be") for word in words[first:at]):
        told = at < end and words[at].plays("necessary", "favoured") and not words[at].plays("not")
        return (at + 1, words[at].plays("necessary")) if told else None
    for verb in range(first + 1, end):
        word = words[verb]
        if word.plays("requires", "allots"):
            return (verb + 1, False) if _source(sentence, (first, verb), allots=word.plays("allots")) else None
        if not FINITE.isdisjoint(word.roles) or word.plays("not", "say", "find"):
            return None
    return None


def _source(sentence: Sentence, run: Range, *, allots: bool) -> bool:
    """Whether it is the patient, his condition or the standard by which something is needed."""
    words = sentence.words[slice(*run)]
    if any(word.plays("provider", "administrator", "reviewer") for word in words):
        return False
    known = any(word.plays("guideline", "criteria", "person") or word.text in listed("causes") for word in words)
    return known or (not allots and words[0].text in _POSSESSIVE)


def _announced(sentence: Sentence, what: int, end: int, *, firm: bool) -> Judgement | None:
    """The judgement of `What the patient needs is the brace`."""
    words = sentence.words
    while end < len(words) and is_light(words[end]) and not words[end].plays("not"):
        end += 1
    if end + 1 >= len(words) or not words[end].plays("be") or words[end].plays("past"):
        return None
    at = end + 1
    negated = words[at].plays("not")
    thing = at + negated, _end(words, at)
    subject = sentence.subject_in(thing)
    rather = next((near + 1 for near in range(thing[1], len(words) - 1) if words[near].text == "not"), 0)
    if not negated and rather and not any(word.plays("be", "do", "have") for word in words[thing[1] : rather]):
        instead = rather, _end(words, rather)  # "is a splint, not a scan"
        if sentence.subject_in(instead).is_named:
            thing, subject, negated = instead, sentence.subject_in(instead), True
    if not (subject.is_named or subject.reference in ("other", "unlike")):
        return None
    clause = Clause(first=what, subject=thing, verb=True)
    return sentence.judgement(end - 1, clause, subject, -1 if negated else 1, firm=firm)


def _definite(sentence: Sentence, clause: Clause, subject: Subject) -> bool:
    first, end = clause.subject
    if first >= end:
        return False
    return subject.reference == "pronoun" or (
        subject.reference == "generic" and sentence.words[first].text in ("the", "this", "these", "such")
    )


def free_relative(words: list[Word], place: int) -> int:
    """The `what` or `than` whose clause a predicate ends ("beyond what is medically needed"); -1 for none."""
    at = place - 1
    while at > 0 and (is_light(words[at]) or words[at].plays("be") or words[at].text in ("medically", "clinically")):
        at -= 1
    be = any(word.plays("be") for word in words[at + 1 : place])
    if at < 0 or not be:
        return -1
    if words[at].text == "that" and at and words[at - 1].text in _ALL:
        return at - 1
    return at if words[at].text in ("what", "than") else -1
