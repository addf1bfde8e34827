"""Verdicts in agreement: I agree with the denial, I part company with the surgeon, I agree that it has no merit."""

from __future__ import annotations

from msgspec.structs import replace

from imrcli.extract.verdict.clauses.clause import MODALS, Clause, Range, clause_start, is_break, run_end
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.positions import party, points_back, position_in, side
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.behind import Behind
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.counterview import counted_view

_TOLD = ("that", "this", "it", "him", "her", "them")
_RATHER = ("rather than", "not", "over", "and not", "against")
_FOR_WHAT = (" for", " favor of", " against")
_ABOUT = ("about", "regarding", "concerning")
_FEELING = ("wishing", "hoping", "wondering", "regretting", "asking", "wanting", "feeling")
_NOBODY = ("no one", "nobody", "none")
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
    """`I agree with the denial`, `I part company with the surgeon`, `I do not share UR's view`; where nothing is named,
    a reply to what was said.
    """
    words = sentence.words
    sign = _sign(words, place, clause)
    if not sign:
        return None
    clause.modals -= {"must"}
    first, end = thing
    if first == end and [word.text for word in words[end : end + 2]] == ["that", "of"]:
        thing = first, end = end + 2, run_end(words, end + 2, "comma")  # "is the same as that of UR"
    aligned = sign * (-1 if words[place].plays("disagree") else 1)
    if end < len(words) and words[end].text == "what" and party(words, (end + 1, run_end(words, end + 1, "comma"))):
        sentence.replies.append((place, clause, sign))  # "I adopt as my own what UR found"
        return None
    bare = first == end or all(word.plays("pronoun") for word in words[first:end])
    which = clause.first - 1
    if first == end and which > 1 and words[which].plays("relative"):  # "UR's reasons, with which I agree"
        named = clause_start(words, which), which - (words[which - 1].text == "with")
        if held := side(words, named):
            return _on(sentence, place, clause, Subject("denial"), sign * held, aligned)
    if bare and words[place].plays("agree") and (held := side(words, (clause_start(words, place), clause.first))):
        return _on(sentence, place, clause, Subject("denial"), sign * held, aligned)  # "UR's view is one I share"
    if any(words[at].text == "in" and words[at + 1].text in _FEELING for at in range(first, end - 1)):
        return None  # "I am with the patient in wishing for more"
    if counted := counted_view(sentence, thing):  # "I am with the first two"
        return _on(sentence, place, clause, Subject("denial"), sign * counted, aligned)
    told = end - first == 2 and words[first].text == "with" and words[first + 1].text in _TOLD  # "I agree with that"
    if first == end or told or points_back(words, thing):
        sentence.replies.append((place, clause, sign))
        return None
    opened = next((at for at in range(place - 1, -1, -1) if words[at].plays("agree", "disagree")), -1)
    if opened >= 0 and words[first].text in ("on", "about") and (held := party(words, (opened + 1, place))):
        meant = Subject("denial", sentence.item.named_in(words[first:end]))
        return _on(
            sentence, place, clause, meant, sign * held, aligned
        )  # "I agree with UR on the one, not on the other"
    about = next((at for at in range(first, end) if words[at].text in _ABOUT), end)
    if about < end and sentence.subject_in((about + 1, end)).reference in ("unknown", "evidence"):
        return None  # "I agree with UR about causation"
    run = words[first:end]
    denied = any(word.plays("denial") for word in run)
    if words[place].plays("share") and position_in(words, thing) < 0 and not denied:
        return None  # "I share the surgeon's concern"
    rather = next((at for at in range(first, end) if words[at].text in _RATHER), -1)
    if words[place].text == "prefer":  # "I prefer the surgeon's view to UR's"
        rather = next((at for at in range(first, end) if words[at].text == "to"), rather)
    if rather >= 0:  # "I agree with it rather than with UR", "with the surgeon and against the denial"
        chosen = party(words, (first, rather)) or -party(words, (rather, end))
        if chosen:
            return _on(sentence, place, clause, Subject("denial"), sign * chosen, aligned, Behind(end=end))
    if end < len(words) and words[end].plays("that") and not denied:  # with whom, but on what is said next
        against = any(word.plays("administrator") for word in run)
        if not against and not any(word.plays("provider") for word in run):
            return None
        weak = sentence.judgement(place, clause, Subject("denial"), -sign if against else sign, firm=False)
        return replace(weak, specific=False) if weak else None
    subject = Subject("denial", sentence.item.named_in(run))
    held = side(words, thing)
    if held:
        return _on(sentence, place, clause, subject, sign * held, aligned)
    if words[place].plays("share") and not denied:
        return None
    if any(word.plays("denial", "administrator", "refuse", "refused") for word in run):
        return _on(sentence, place, clause, subject, -sign, aligned)
    if any(word.text == "modification" for word in run):
        return _on(sentence, place, clause, subject, -sign, aligned, Behind(end=end))
    if any(word.plays("provider", "person", "request", "grant", "approve") for word in run):
        return _on(sentence, place, clause, subject, sign, aligned)
    if words[place].text.endswith(_FOR_WHAT) and any(near.plays("need") for near in run):
        return _on(sentence, place, clause, Subject("need"), sign, aligned)  # "I find in favor of medical necessity"
    if words[place].text.endswith(_FOR_WHAT) and sentence.subject_in(thing).is_item:  # "I rule in favor of the device"
        return _on(sentence, place, clause, sentence.subject_in(thing), sign, aligned)
    return None


def _on(
    sentence: Sentence,
    place: int,
    clause: Clause,
    subject: Subject,
    sign: int,
    aligned: int,
    behind: Behind | None = None,
) -> Judgement | None:
    """The judgement of an agreement; `aligned`: 1 where its clause does not turn it (a later "I do not" would)."""
    behind = behind or sentence.behind(place)
    behind.speaker, behind.by = "", False  # "the conclusion reached by UR"
    return sentence.judgement(place, clause, subject, sign, firm=True, behind=behind, speaks_for=sign * aligned > 0)


def _sign(words: list[Word], place: int, clause: Clause) -> int:
    """1 where somebody is agreed with, -1 where not; 0 where neither is said."""
    before = words[clause.first : place]
    if words[place].plays("disagree"):
        if clause.opened_by in ("that", "relative") and "would" in clause.modals:
            # "nothing that would let me depart from UR"
            return 1 if any(word.plays("not", "no") for word in words[: clause.first]) else 0
        return 1 if any(word.plays("not", "no") for word in before) else -1
    if [word.text for word in words[max(0, place - 2) : place]] == ["not", "to"]:  # "it is hard not to agree"
        return 1 if any(word.plays("deficit", "not") for word in before[:-2]) else -1
    return clause.sign


def is_impersonal(words: list[Word], clause: Clause, place: int) -> bool:
    """Whether an agreement without a name is the reviewer's: "one is led to concur", "it is hard to agree"."""
    first = words[clause.first]
    behind = words[clause.first + 1 : place]
    if not behind:
        return False
    if first.text == "it":
        return behind[0].plays("be") and behind[-1].text == "to"
    reader = [word.text for word in words[clause.first : place][:2]] == ["the", "reader"]
    moved = behind[0].plays("be", "not", *MODALS)
    return reader or (moved and (first.text == "one" or (first.text in _NOBODY)))
