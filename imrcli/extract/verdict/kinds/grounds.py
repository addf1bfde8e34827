"""Verdicts in needs and grounds: nothing supports the medical necessity, no basis for it, no exception applies."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import FINITE, Clause, Range, clause_start, ends_clause, is_break, run_end
from imrcli.extract.verdict.clauses.comma_walk import is_claim
from imrcli.extract.verdict.clauses.fronted import fronted_object
from imrcli.extract.verdict.clauses.governor import governing
from imrcli.extract.verdict.clauses.lexicon import listed
from imrcli.extract.verdict.clauses.verb_walk import light_left
from imrcli.extract.verdict.clauses.walk import Walk
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.frames import clause_of, elliptic
from imrcli.extract.verdict.kinds.heeded import LEAVING
from imrcli.extract.verdict.kinds.need_found import answered_need, found_need, leaves_open, seen_need, undoubted_need

_NOUN_LEADS = frozenset(["the", "a", "an", "any", "its", "their", "of"])
_ENOUGH = ("sufficient", "enough", "adequate")
_EXCEPTED = ("of", "the", "its", "such", "listed", "these", "those", "relevant", "guideline's")
"""Words between `no` and the exceptions of a guideline."""

_PRESCRIBED = ("prescribed", "provided", "supplied", "repeated", "done", "ordered")
_NEEDS = ("need", "call", "use")
_SEEN = ("need", "case")
_NO_DOUBT = ("no doubt", "no question", "beyond doubt")
_SUPPOSING = frozenset({"would", "may", "should"})
_FARTHEST_GOVERNOR = 11
_OF_LACK = ("of", "any", "all", "the", "its", "documented", "established", "demonstrated", "clear")


def lacks_need(words: list[Word], run: Range) -> bool:
    """Whether a subject is that there is no need ("the lack of medical necessity is plain")."""
    needs = [at for at in range(*run) if words[at].plays("need")]
    at = needs[0] - 1 if needs else -1
    while at > run[0] and words[at].text in _OF_LACK:
        at -= 1
    return at >= run[0] and words[at].plays("deficit")


def need(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of a need that a verb or a negation governs: "nothing supports the medical necessity"."""
    words = sentence.words
    left = place - 1
    while left >= 0 and (words[left].text in _NOUN_LEADS or words[left].plays("adverb", "conclusion")):
        left -= 1
    if left > 0 and words[left].plays("comma"):  # "is not, in my view, a medical necessity"
        left = Walk(words, place).before_insertion(left + 1) - 1
    meets = next((at for at in range(left - 1, max(-1, left - 3), -1) if words[at].plays("meet")), -1)
    if left > 0 and words[left].plays("topic") and meets >= 0:  # "meets the definition of medical necessity"
        meeting = governing(words, meets)
        return sentence.judgement(place, meeting, Subject("need"), meeting.sign, firm=True)
    if left < 0 and (beyond := _of_no_doubt(words, place)):
        return sentence.judgement(place, beyond, Subject("need"), beyond.sign, firm=True)
    if left >= 0 and words[left].plays("topic") and (answered := answered_need(sentence, place, left)):
        return answered
    if left >= 0 and words[left].plays("topic") and (concluded := found_need(sentence, place, left)):
        return concluded
    if left >= 0 and words[left].plays("meet"):  # "the removal meets medical necessity"
        met = governing(words, left)
        return sentence.judgement(place, met, Subject("need"), met.sign, firm=True)
    if undoubted := undoubted_need(sentence, place):
        return undoubted
    if left < 0 or words[left].plays("topic"):
        return None
    if words[left].text == "no question of":
        return None  # nobody raises it, or nobody doubts it
    if words[left].text in ("whose", "lies"):
        return seen_need(sentence, place, left)
    if (
        left > 1 and words[left].text.endswith("against") and not words[left].plays("neutral")
    ):  # "I must conclude against necessity"
        opposed = governing(words, left)
        return sentence.judgement(place, opposed, Subject("need"), -opposed.sign, firm=True)
    if words[left].plays("contrast"):  # "not a luxury but a medical necessity"
        return sentence.judgement(place, Clause(first=place), Subject("empty"), 1, firm=True)
    found = left - words[left].plays("as")
    found = found > 0 and words[found].plays("find") and Walk(words, place).passive(found)
    if found or (words[left].plays("be", "not") and not words[left].plays("no")):
        clause = clause_of(words, place, far=True, bare=True)
        if clause is None or _at_issue(words, clause.subject):
            return None
        return sentence.judgement(place, clause, sentence.subject_of(clause), clause.sign, firm=True)
    governed = _governed_need(words, place)
    if governed is None or _claimed(words, place, governed) or leaves_open(words, governed.first, place):
        return None
    named = sentence.subject_in((place + 1, run_end(words, place + 1, "comma"))).named
    return sentence.judgement(place, governed, Subject("need", named), governed.sign, firm=True)


def _at_issue(words: list[Word], run: Range) -> bool:
    """Whether a need is only said to be what is to be decided ("at issue is the medical necessity of the infusion")."""
    return any(word.plays("disputed") or word.text in listed("at issue") for word in words[slice(*run)])


def _of_no_doubt(words: list[Word], place: int) -> Clause | None:
    """The clause of "of the necessity of this there can be no doubt"; None where it says something else."""
    end = run_end(words, place + 1)
    doubt = next((at for at in range(place + 1, end) if words[at].text in _NO_DOUBT), 0)
    return Clause(first=0) if doubt and words[doubt - 1].plays("be") else None


def needing(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of what somebody does not need, or of an object in front of who needs it: "the scan she needs"."""
    words = sentence.words
    clause = governing(words, place)
    no_need = words[place - 1].plays("no") and words[place].text == "need of"
    if words[place].text == "need of" and not no_need:
        return None
    if clause.speaker not in ("", "person", "reviewer") or not clause.modals.isdisjoint(_SUPPOSING) or clause.past:
        return None
    if any(word.plays("say", "find") for word in words[clause_start(words, place) : place]):
        return None  # "he says he does not need a cane"
    thing = place + 1, run_end(words, place + 1, "comma")
    fronted = fronted_object(words, place) if thing[0] == thing[1] else (0, 0)
    if not no_need and not (clause.sign < 0 or fronted[1]):
        return None
    run = fronted if fronted[1] else thing
    if run[0] >= run[1]:
        return None  # cut off: "she does not require"
    subject = sentence.subject_in(run)
    behind = words[run[0] + 1 : run[0] + 2]
    closes = run[1] - run[0] == 1 or (bool(behind) and behind[0].text in _PRESCRIBED)
    it = words[run[0]].text in ("it", "them") and closes and clause.sign < 0  # "she does not require it"
    meant = subject.is_named or it or (fronted[1] > 0 and subject.is_item)
    if not meant or clause.opened_by in ("relative", "that", "whether"):
        return None
    clause.subject, clause.speaker = run, ""
    return sentence.judgement(place, clause, subject, -1 if no_need else clause.sign, firm=False)


def _claimed(words: list[Word], place: int, clause: Clause) -> bool:
    """Whether a need is in a claim that is judged itself: "the assertion that it lacks necessity is unfounded"."""
    that = clause.first - 1
    claimed = that > 0 and words[that].plays("that") and is_claim(words[that - 1])
    return claimed and any(not FINITE.isdisjoint(word.roles) for word in words[place + 1 : run_end(words, place + 1)])


def _governed_need(words: list[Word], place: int) -> Clause | None:
    """The clause that governs a need; None where it says neither that there is one nor that there is none."""
    at = place
    for near in range(place - 1, max(-1, place - _FARTHEST_GOVERNOR - 1), -1):
        if is_break(words[near]) or words[near].plays("topic"):
            break
        if words[near].plays("support", "show", "make", "find"):
            at = near
            break
    clause = governing(words, at)
    if at == place and (clause.sign > 0 or _behind_and(words, clause.first, place)):
        return None
    if at != place and any(word.plays("no", "deficit") for word in words[at + 1 : place]):
        clause.sign = -clause.sign
    if at > 1 and words[at - 1].text == "to" and words[at - 2].text in _ENOUGH:
        return clause
    purpose = "to" in clause.helpers or words[clause.first].text == "to"
    if clause.sign > 0 and purpose and not clause.speaker:
        return None  # "to establish medical necessity, ..."
    if words[at].plays("show", "support") and clause.speaker in ("provider", "others", "person"):
        clause.speaker = ""
    return clause


def _behind_and(words: list[Word], first: int, place: int) -> bool:
    """Whether a need opens a clause of its own: "the trial is not approved and its necessity is not in issue"."""
    joint = next((at for at in range(place - 1, first, -1) if words[at].plays("and")), 0)
    return joint > 0 and any(not FINITE.isdisjoint(word.roles) for word in words[first:joint])


def departure(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of a guideline's exceptions of which there is none: "and no exception applies"."""
    words = sentence.words
    clause = governing(words, place)
    if words[place].text in LEAVING:
        return None
    if words[place].text.endswith((" from", "deviate")):  # "nothing warrants departure from the guideline"
        before = words[clause.first : place]
        if not any(word.plays("support", "want") for word in before) or (clause.sign > 0 and "would" in clause.modals):
            return None
        sign = -1 if any(word.plays("no", "not", "deficit") for word in before) else 1
        return sentence.judgement(place, clause, Subject("criteria"), sign, firm=False)
    opening = [word for word in words[max(clause.first, place - 4) : place] if word.text not in _EXCEPTED]
    if (
        not opening
        or not opening[-1].plays("no")
        or any(word.plays("guideline") for word in words[clause.first : place])
    ):
        return None
    if any(word.plays("need", "want", "criteria", "necessary") for word in words[place + 1 : place + 4]):
        return None
    return sentence.judgement(place, Clause(first=clause.first), Subject("criteria"), -1, firm=False)


def ground(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of a ground that there is or is not: "no justification for a repeat", "no basis for the denial"."""
    words = sentence.words
    if sentence.is_word(place + 1, "in") or sentence.is_word(place + 1, "from"):
        place = _behind_source(words, place)  # "no support in the guidelines for this"
    needed = words[place].text in _NEEDS and sentence.is_word(place + 1, "of")  # "has no need of a collar"
    noun, place = place, _made_for(words, place)
    if not (needed or sentence.is_word(place + 1, "for") or sentence.is_word(place + 1, "to")):
        return _no_ground(sentence, place)
    following = words[place + 1 : place + 5]
    if any(word.plays("refuse", "approve", "uphold", "overturn", "doubt", "need") for word in following):
        return None
    if sentence.is_word(place + 1, "to") and not any(word.plays("support", "generic") for word in following[:3]):
        return None
    clause = governing(words, place)
    near = words[max(0, noun - 4) : place]
    voided = any(word.plays("voids") for word in near)
    if voided and any(word.plays("not", "would", "may", "will") or word.text == "nothing" for word in near):
        return None  # "does not remove the need for it", "would end it"
    turned = voided or any(word.plays("no", "deficit", "not") for word in near)
    made = place > noun and words[noun].text == "case"
    if place > noun and not sentence.subject_in((place + 2, run_end(words, place + 1))).is_named:
        return None
    seen = clause.speaker == "reviewer" and words[noun].text in _SEEN and any(word.plays("find") for word in near)
    if not turned and (made or seen) and not any(word.plays("would", "may", "should", "past_marks") for word in near):
        return sentence.judgement(place, clause, sentence.subject_in((place + 2, len(words))), 1, firm=False)
    if not turned and not (words[clause.first].text == "there" and any(word.plays("be") for word in near)):
        return None
    sign = -1 if turned else 1
    subject = sentence.subject_in((place + 2, run_end(words, place + 1)))
    if subject.reference in ("denial", "grant"):
        own = sign if subject.reference == "grant" else -sign
        return sentence.judgement(place, clause, subject, own, firm=True)
    if clause.speaker == "provider" and turned and any(word.plays("make", "show") for word in near):
        clause.speaker = ""  # "the letter makes out no case for it"
    if clause.speaker == "person" and subject.is_named and not any(word.plays("say", "find") for word in words[:place]):
        clause.speaker = ""  # "he has no need of a hospital bed"
    return sentence.judgement(place, clause, subject, sign, firm=False) if subject.is_item else None


def _made_for(words: list[Word], place: int) -> int:
    """The last word of a verb that stands between a ground and its `for` ("no case is made for it")."""
    at = place + 1
    while at < len(words) and words[at].plays("be", "have", "not", "adverb"):
        at += 1
    given = (
        place + 1 < at < len(words) - 1 and words[at].text in listed("given grounds") and words[at + 1].text == "for"
    )
    return at if given else place


def _no_ground(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of a ground that is missing, and of nothing more: "No indication."."""
    words = sentence.words
    none = place - 1
    while none > 0 and (words[none].text in listed("kinds of grounds") or words[none].text in ("any", "of", "all")):
        none -= 1
    be = light_left(words, none) if none > 0 else -1
    while be > 0 and words[be].plays("comma"):
        be = light_left(words, be)
    if be > 0 and words[none].plays("deficit") and words[be].plays("be") and ends_clause(words, place):
        clause = elliptic(words, be)  # "is devoid of medical justification"
        subject = sentence.subject_of(clause)
        return sentence.judgement(place, clause, subject, -clause.sign, firm=False) if subject.is_item else None
    if none < 0 or not words[none].plays("no") or not ends_clause(words, place):
        return None
    if none and not words[none - 1].plays("stop", "comma"):
        return None
    alone = place + 1 == len(words) or words[place + 1].plays("stop")
    return sentence.judgement(place, Clause(first=none), Subject("empty"), -1, firm=False) if alone else None


def _behind_source(words: list[Word], place: int) -> int:
    """The last word of what a ground is looked for in, or the ground's own place where nothing like it follows."""
    at = place + 2
    while at < len(words) and at < place + 6 and words[at].text != "for":
        if not words[at].plays("criteria", "guideline", "evidence", "modifier", "pronoun", "adverb"):
            return place
        at += 1
    return at - 1 if at < len(words) and words[at].text == "for" else place


def needed_before(sentence: Sentence, clause: Clause) -> Range:
    """The need that a clause behind `but` says something of: "medical necessity is claimed but not shown"."""
    words = sentence.words
    joint = clause_start(words, clause.first) - 1
    if joint < 1 or not words[joint].plays("contrast"):
        return clause.subject
    verb = next((at for at in range(joint - 1, 0, -1) if not FINITE.isdisjoint(words[at].roles)), 0)
    before = elliptic(words, verb).subject if verb else clause.subject
    return before if sentence.subject_in(before).reference in ("need", "criteria") else clause.subject
