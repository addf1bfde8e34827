"""Verdicts in agreement: I agree with the denial, I part company with the surgeon, I agree that it has no merit."""

from __future__ import annotations

from msgspec.structs import replace

from imrcli.extract.verdict.behind import Behind
from imrcli.extract.verdict.clause import Clause, Range, is_break
from imrcli.extract.verdict.judgement import Judgement
from imrcli.extract.verdict.sentence import Sentence
from imrcli.extract.verdict.subject import Subject, stems
from imrcli.extract.verdict.word import Word

_RATHER = ("rather than", "not", "over", "and not", "against")
_OPINIONS = ("assessment", "conclusion", "belief", "finding", "conviction")
_FARTHEST_AGREEMENT = 12


def take_agreement(words: list[Word], clause: Clause) -> None:
    """Take what the reviewer agrees to for the reviewer's own: "I agree with the carrier that this
    does not merit ...".
    """
    if clause.first < len(words) and words[clause.first].plays("reviewer"):
        return
    agreed = 0
    for at in range(clause.first - 2, max(-1, clause.first - _FARTHEST_AGREEMENT), -1):
        word = words[at]
        if is_break(word):
            return
        if word.plays("agree", "disagree"):
            agreed = 1 if word.plays("agree") else -1
        elif agreed and word.plays("reviewer"):
            clause.opened_by, clause.speaker = "", "reviewer"
            clause.sign *= agreed
            return


def agreement(sentence: Sentence, place: int, clause: Clause, thing: Range) -> Judgement | None:
    """`I agree with the denial`, `I part company with the surgeon`; where nothing is named, a reply to
    what was said.
    """
    words = sentence.words
    sign = clause.sign
    clause.modals -= {"must"}
    if words[place].plays("disagree"):
        sign = 1 if any(word.plays("not") for word in words[clause.first : place]) else -1
        if clause.opened_by in ("that", "relative") and "would" in clause.modals:
            if not any(word.plays("not", "no") for word in words[: clause.first]):
                return None
            sign = 1  # "nothing that would let me depart from UR"
    first, end = thing
    if first == end:
        sentence.replies.append((place, clause, sign))
        return None
    run = words[first:end]
    rather = next((at for at, word in enumerate(run) if word.text in _RATHER), -1)
    if rather >= 0:  # "I agree with it rather than with UR"
        against = any(word.plays("administrator", "denial") for word in run[rather:])
        side = -sign if any(word.plays("administrator", "denial") for word in run[:rather]) else sign
        if against or side != sign:
            return sentence.judgement(place, clause, Subject("denial"), side, firm=True, behind=Behind(end=end))
    if end < len(words) and words[end].plays("that"):  # with whom, but on what is said next
        against = any(word.plays("administrator") for word in run)
        if not against and not any(word.plays("provider") for word in run):
            return None
        weak = sentence.judgement(place, clause, Subject("denial"), -sign if against else sign, firm=False)
        return replace(weak, specific=False) if weak else None
    if words[place].text.startswith("share"):  # "I share that view"
        if not any(word.plays("viewpoint") or word.text in _OPINIONS for word in run):
            return None
        if not any(word.plays("administrator", "provider", "denial") for word in run):
            sentence.replies.append((place, clause, sign))
            return None
    subject = Subject("denial", sentence.item.words.intersection(stem for word in run for stem in stems(word.text)))
    if any(word.plays("denial", "administrator", "refuse", "refused") for word in run):
        return sentence.judgement(place, clause, subject, -sign, firm=True)
    if any(word.text == "modification" for word in run):
        return sentence.judgement(place, clause, subject, -sign, firm=True, behind=Behind(end=end))
    if any(word.plays("provider", "person", "request", "grant", "approve") for word in run):
        return sentence.judgement(place, clause, subject, sign, firm=True)
    return None
