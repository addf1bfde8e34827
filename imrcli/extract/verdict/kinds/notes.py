"""Verdicts without a verb: "Yes.", "Brace: yes; lamp: no", "Partial certification.", "I disagree."."""

from __future__ import annotations

from msgspec.structs import replace

from imrcli.extract.verdict.clauses.clause import Clause, clause_start
from imrcli.extract.verdict.items.division import grants_part
from imrcli.extract.verdict.items.positions import party
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.behind import Behind
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.counterview import told_before
from imrcli.extract.verdict.kinds.echoes import Placed, closes

_PARTING = (":", ",", "-", "–", "—")
_LABEL = 3
"""So many words can be a label without a mark behind it."""

_ANSWERS = ("yes", "no", "not", "none")
_DECISIONS = (
    "certification",
    "approval",
    "authorization",
    "denial",
    "non-certification",
    "noncertification",
    "rejection",
)
_BEFORE_NOUN = ("conclusion", "partly", "adverb", "here", "comma", "part")
"""Roles of words that may stand in front of a decision in a noun."""

_OUTRIGHT = ("full", "complete", "outright", "unqualified", "unreserved", "total", "clear", "firm")
_NO_NOUN_PHRASE = frozenset(
    {"be", "have", "do", "would", "should", "can", "may", "must", "will", "past_marks", "prior"}
)
_NO_NOUN_PHRASE |= {"reviewer", "administrator", "provider", "person", "that", "relative", "condition", "stop"}
_NO_NOUN_PHRASE |= {"say", "find", "show"}


def labelled(sentence: Sentence) -> list[Placed]:
    """`Brace: yes`, `left: not`: the verdict in a word behind what it is on."""
    words = sentence.words
    collected: list[Placed] = []
    for place in range(1, len(words)):
        if words[place].text not in _ANSWERS:
            continue
        led = words[place - 1].plays("conclusion") and words[place].text in ("yes", "no") and closes(words, place)
        run = words[clause_start(words, place - 1) : place - 1]
        led_by = sentence.item.named_in(run) & sentence.item.telling if led and sentence.item.several else frozenset()
        if led and (led_by or sentence.context.topic.is_treatment):
            sign = 1 if words[place].text == "yes" else -1  # "Lumbar: weakness of the foot, so yes."
            meant = Subject("named", led_by) if led_by else Subject("empty")
            own = sentence.judgement(place, Clause(first=place), meant, sign, firm=True)
            collected += [(place, own)] if own else []
            continue
        parted = words[place - 1].text in _PARTING
        dashed = place + 1 < len(words) and words[place + 1].text in _PARTING
        if not (closes(words, place) or dashed):
            continue
        start = clause_start(words, place - 1)
        comma = next((at for at in range(place - 1, start, -1) if words[at].text == ","), 0) if not parted else 0
        clause = Clause(first=comma + 1 if comma else start)  # "Percocet yes, Valium no."
        clause.subject = clause.first, place - parted
        subject = sentence.subject_in(clause.subject)
        if not parted and (clause.subject[1] - clause.first > _LABEL or words[place].text not in ("yes", "no")):
            continue  # "C-spine yes (myelopathy)."
        run = words[slice(*clause.subject)]
        generic = parted and sentence.item.several and subject.reference == "generic"  # "Patch: yes. Cream: no."
        if not (subject.named or subject.part or generic) or any(
            word.plays("be", "do", "have", "find") for word in run
        ):
            continue
        sign = 1 if words[place].text == "yes" else -1
        judgement = sentence.judgement(place, clause, subject, sign, firm=True, behind=Behind(end=place + 1))
        collected += [(place, replace(judgement, part=True, whole=False))] if judgement else []
    return collected


def nominal(sentence: Sentence) -> list[Placed]:
    """`Partial certification.`, `Therefore, denial of the request.`: a decision in a noun, and no verb."""
    words = sentence.words
    end = len(words) - words[-1].plays("stop")
    place = next((at for at in range(end) if words[at].text in _DECISIONS), end)
    others = [word for at, word in enumerate(words[:end]) if at != place]
    if place == end or words[-1].text in (":", "?") or any(word.plays(*_NO_NOUN_PHRASE) for word in others):
        return []
    if not all(word.plays(*_BEFORE_NOUN) or word.text in _OUTRIGHT for word in words[:place]):
        return []
    if place + 1 < end and words[place + 1].text not in ("for", "of", "in", "as", "only"):
        return []
    sign = -1 if words[place].plays("denial") else 1
    subject = sentence.subject_in((place + 2, end)) if place + 2 < end else Subject("empty")
    if subject.reference in ("other", "unlike"):
        return []
    meant = Subject("grant", subject.named, subject.part, subject.fraction)
    judgement = sentence.judgement(place, Clause(first=0), meant, sign, firm=True)
    return [(place, judgement)] if judgement else []


def reply(sentence: Sentence, before: list[Judgement], place: int, clause: Clause, sign: int) -> Judgement | None:
    """`I disagree`, `and rightly so`: on what somebody else has judged before."""
    last = before[-1] if before else sentence.context.last
    revised = any(word.text == "no longer" for word in sentence.words[:place])  # "I no longer hold that view"
    if last is None and (told := told_before(sentence, place)):  # "UR said no, and so do I."
        return sentence.judgement(place, clause, Subject("denial"), sign * told, firm=True)
    if last is None:
        return None
    own = last.judged == "this item"
    if own and (held := _sided_with(sentence, place)):
        return sentence.judgement(place, clause, Subject("denial"), sign * held, firm=True)
    told = own and last.past and not last.firm  # "it was denied, and wrongly so"
    if not told and last.judged not in ("somebody else's", "this item" if revised else ""):
        return None
    if not told and grants_part(sentence.context.words, sentence.item):  # "UR approved six of the twelve. I concur."
        both = sentence.judgement(place, clause, Subject("denial"), -1, firm=True) if sign > 0 else None
        return replace(both, verdict="mixed") if both else None
    turned = sign if last.verdict == "necessary" else -sign
    return sentence.judgement(place, clause, Subject("denial"), turned, firm=True)


def _sided_with(sentence: Sentence, place: int) -> int:
    """With whom the sentence before agreed on another part: "I concur as to Norco. I do not as to Prilosec."."""
    before = sentence.context.words
    agreed = any(word.plays("agree", "disagree") for word in before)
    return party(before, (0, len(before))) if agreed and sentence.behind(place).named else 0
