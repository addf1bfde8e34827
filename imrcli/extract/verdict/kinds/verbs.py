"""Verdicts in verbs: I agree with the denial, approve six, uphold, meets the criteria, the record supports it."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import PREPOSITIONS, Clause, Range, clause_start
from imrcli.extract.verdict.clauses.fronted import fronted_object
from imrcli.extract.verdict.clauses.governor import governing, list_head
from imrcli.extract.verdict.clauses.noted import in_note
from imrcli.extract.verdict.clauses.objects import object_end, relative_object
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.positions import nothing_does, position_in, side
from imrcli.extract.verdict.items.subject import Subject, cuts
from imrcli.extract.verdict.judgements.behind import Behind
from imrcli.extract.verdict.judgements.context import Predicate
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import AGAINST, Sentence
from imrcli.extract.verdict.kinds.agreement import agreement, is_impersonal, take_agreement
from imrcli.extract.verdict.kinds.heeded import heeded
from imrcli.extract.verdict.kinds.meeting import meeting
from imrcli.extract.verdict.kinds.nominal import (
    act_as_subject,
    consequence,
    its_verb,
    modal_behind,
    on_noun,
    predicate_noun,
)
from imrcli.extract.verdict.kinds.persuasion import persuasion
from imrcli.extract.verdict.kinds.pointed import of_none, takes
from imrcli.extract.verdict.kinds.proposals import asked_to
from imrcli.extract.verdict.kinds.recommending import recommendation, recommended_noun, rules
from imrcli.extract.verdict.kinds.tough import hard_to

_VALUES = ("favoured", "disfavoured", "wrong", "right", "doubt")
_DECISIONS = ("approve", "refuse", "uphold", "overturn")
_IN_FRONT = ("adverb", "conclusion", "comma", "here", "recommend", "do", "can", "would", "not")
"""Roles of words that may stand in front of a verb without a subject ("Recommend denial")."""

_ENOUGH = (
    "pleased",
    "happy",
    "glad",
    "content",
    "ready",
    "sufficient",
    "adequate",
    "insufficient",
    "inadequate",
    "able",
    "prepared",
    "willing",
)
_THESE = ("the", "this", "these")
_SUPPOSING = frozenset({"would", "may", "can", "should"})
_ONWARD = ("forward", "ahead", "proceed", "through")
"""What the reviewer lets a request do ("I would let it go forward")."""

_SUCH = ("something", "anything", "one")
_ASKED = ("request", "appeal")
_LEFT = ("let the ", "leave the ")


def verb(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of a verb that decides, agrees, recommends, or says that criteria are met."""
    words, word = sentence.words, sentence.words[place]
    if word.plays("ruling") and not rules(words, place):
        return None
    thing = place + 1, object_end(words, place)
    clause = governing(words, list_head(words, place), doubting=False)
    if clause.opened_by == "that" and not word.plays("agree", "disagree"):
        take_agreement(words, clause)
    imperative = all(near.plays(*_IN_FRONT) for near in words[clause.first : place])
    concluded = place > 1 and words[place - 1].plays("conclusion") and words[place - 2].plays("and")
    if not imperative and thing[0] == thing[1] and (concluded or words[place - 1].plays("comma", "stop")):
        clause, imperative = Clause(first=place), True  # "no gain, deny", "I see no reason to deny it and so overturn"
    elif not imperative and (note := in_note(words, place, thing)):
        clause, imperative = note, True
    who = sentence.is_word(place - 1, "who") and word.plays("agree", "disagree")
    if who and any(near.plays("reviewer") for near in words[max(0, place - 4) : place - 1]):
        clause = Clause(first=place, speaker="reviewer")  # "this reviewer, who rules for the applicant"
    if (
        thing[0] == thing[1]
        and not word.plays("agree", "disagree")
        and (noun := predicate_noun(words, list_head(words, place)))
    ):
        return on_noun(sentence, place, clause, noun)
    if word.plays("agree", "disagree") and clause.speaker in ("", "reviewer"):
        noun = predicate_noun(words, place) if _bare(words, thing) else None
        subject = sentence.subject_of(noun) if noun else None
        if (
            noun and subject and subject.reference in ("denial", "administrator")
        ):  # "the denial is one I cannot agree with"
            way = noun.sign * (1 if word.plays("disagree") else -1)
            return sentence.judgement(place, noun, Subject("denial", subject.named), way, firm=True)
    own = clause.speaker == "reviewer" or (imperative and not clause.speaker) or _shares_reviewer(words, place)
    if word.plays("persuade"):
        return persuasion(sentence, place, clause, thing)
    if word.plays("accept") and thing[0] == thing[1] and sentence.fronted(place):
        return _support(sentence, place, clause, thing)  # "for number 9 I do not accept"
    shared = word.plays("share", "support") and thing[0] < thing[1]
    if word.plays("agree") and (taken := heeded(sentence, place)):
        return taken
    if word.plays("agree", "disagree") and not (shared and position_in(words, thing) < 0 and word.plays("support")):
        own = own or word.text.endswith((" so", " i", " reviewer")) or is_impersonal(words, clause, place)
        return agreement(sentence, place, clause, thing) if own else None
    if word.plays(*_DECISIONS):
        return _decision(sentence, place, clause, thing, own=own)
    if word.text == "recommendation" or word.plays("ruling"):
        return recommended_noun(sentence, place, clause) if clause.speaker in ("", "reviewer") else None
    if word.plays("recommend"):
        own = own or (word.plays("neutral") and not clause.speaker)
        _leave(sentence, place, clause, own=own)
        return recommendation(sentence, place, clause, thing) if own else None
    _leave(sentence, place, clause, own=own)
    if word.plays("meet"):
        return meeting(sentence, place, clause, thing)
    return _support(sentence, place, clause, thing)


def _bare(words: list[Word], thing: Range) -> bool:
    """Whether a verb has no object behind it, or no more than its preposition ("that I cannot agree with")."""
    return thing[0] == thing[1] or (thing[1] - thing[0] == 1 and words[thing[0]].text in ("with", "to"))


def _leave(sentence: Sentence, place: int, clause: Clause, *, own: bool) -> None:
    """Leave what others recommend or support to a later "and neither do I"."""
    if not own and any(word.plays("reviewer") for word in sentence.words[place + 1 :]):
        sentence.predicates.append(Predicate(place, True, clause.sign, False))


def _shares_reviewer(words: list[Word], place: int) -> bool:
    """Whether a verb behind `and` has the reviewer for its subject, as an earlier one has: "I approve
    six and deny six".
    """
    while place > 1 and words[place - 1].plays("not", "would", "do", "can", "will", "conclusion", "adverb"):
        place -= 1
    if place == 0 or not words[place - 1].plays("and", "comma"):
        return False
    for at in range(place - 1, -1, -1):
        if words[at].plays("stop"):
            return False
        if words[at].plays("reviewer"):
            return True
    return False


def _decision(sentence: Sentence, place: int, clause: Clause, thing: Range, *, own: bool) -> Judgement | None:
    """`I approve six`, `I would uphold the denial`, `no reason to deny`, `UR erred in denying it`."""
    words, word = sentence.words, sentence.words[place]
    before = words[clause.first : place]
    head = list_head(words, place)
    if (modal := modal_behind(words, place)) and not words[modal + 1].plays("be"):
        return consequence(sentence, place, modal)
    if word.plays("overturn") and nothing_does(words, place):
        own, clause.speaker, clause.sign = True, "", -1
    sign = clause.sign * (1 if word.roles.isdisjoint(AGAINST) else -1) * of_none(words, place, thing)
    if asked_to(words, clause.first, head):
        sentence.asked = sign  # "I am asked to overturn the denial": what is done comes next
        return None
    wrong, right = any(near.plays("wrong") for near in before), any(near.plays("right") for near in before)
    if wrong and clause.speaker == "reviewer" and not any(near.text in ("i", "we") for near in before):
        clause.speaker = "administrator"  # "did the first reviewer err in refusing it"
    if word.plays("refuse") and (wrong or right) and clause.speaker in ("administrator", "", "others"):
        turned = any(near.plays("not") for near in before)
        sign, own, clause.speaker = (1 if wrong != turned else -1), True, ""
    if head > 1 and sentence.is_word(head - 1, "to") and words[head - 2].plays("refuse"):
        sign = -sign  # "I decline to approve"
    if word.text.endswith("ing") and place and words[place - 1].plays("be") and "would" in clause.modals:
        return None  # "certifying it would be certifying what nobody needs"
    if word.text.endswith("ing") and not clause.speaker and (be := its_verb(words, place)) > 0:
        return act_as_subject(sentence, place, clause, be)
    if head > 1 and sentence.is_word(head - 1, "to") and words[head - 2].text == "not":
        earlier = any(near.plays("not", "no", "disfavoured", "doubt") for near in words[clause.first : head - 2])
        sign = (1 if earlier else -1) * (1 if word.roles.isdisjoint(AGAINST) else -1)
    grounded = sentence.is_word(head - 1, "to") or (sentence.is_word(place - 1, "for") and word.text.endswith("ing"))
    grounded = grounded and any(near.plays("want", "deficit", "disfavoured") for near in before)
    if grounded and clause.speaker in ("", "reviewer", "person"):
        own, clause.speaker = True, ""
        if clause.sign > 0 and not (words[clause.first].text == "there" and clause.modals.isdisjoint(_SUPPOSING)):
            return None
    spared = word.plays("approve") and words[place - 1].text == "need not"
    if spared and clause.speaker == "administrator":
        own, clause.speaker, sign = True, "", -1  # "the carrier need not authorize it"
    had = any(near.plays("have") for near in before) and any(near.plays("want") for near in before)
    if word.plays("refuse") and had and clause.speaker == "administrator":
        own, clause.speaker, clause.past = True, "", False  # "UR had no ground to refuse it"
    own = own or (not clause.speaker and place > 0 and words[place - 1].plays("neutral"))
    impersonal = "it" in (words[clause.first].text, words[clause_start(words, clause.first)].text)
    impersonal = impersonal and sentence.is_word(head - 1, "to")
    valued = any(near.plays(*_VALUES) or (near.text == "possible" and clause.sign < 0) for near in before)
    if impersonal and not clause.speaker and valued:
        own = True  # "it would be premature to certify this"
    if clause.speaker == "person" or (not own and not clause.speaker):
        return None
    if word.text == "let" and not any(near.text in _ONWARD or near.plays("onward") for near in words[slice(*thing)]):
        return None
    if (
        not clause.speaker and word.text in ("allow", "grant") and not (impersonal and valued)
    ):  # a guideline's "allow for fading of frequency"
        return None
    if thing[0] == thing[1]:
        thing = relative_object(words, place) or sentence.fronted(place) or sentence.labelled(place) or thing
    subject = sentence.subject_in(thing)
    clause.subject = thing
    neither = sentence.is_word(place + 1, "neither") and any(near.text == "nor" for near in words[place + 2 :])
    if thing[0] < thing[1] and (words[thing[0]].plays("no") or neither) and not word.plays("approve"):
        sign = -sign  # "I uphold nothing of the denial", "I set aside neither the denial nor its grounds"
    asked = any(near.text in _ASKED for near in words[slice(*thing)])
    denied = any(near.plays("denial", "administrator", "refuse") for near in words[slice(*thing)])
    if word.plays("uphold") and asked and not denied:  # "I uphold the request"
        return sentence.judgement(place, clause, Subject("request", subject.named, subject.part), -sign, firm=True)
    held = side(words, thing) or -cuts(words[slice(*thing)])
    if word.plays("refuse") and (held or subject.reference == "denial"):  # "I reject UR's contention", "the denial"
        whole = Behind(end=thing[1])
        return sentence.judgement(place, clause, Subject("denial"), sign * (held or -1), firm=True, behind=whole)
    if word.plays("uphold", "overturn") and held and not denied:  # "I overrule the objection"
        return sentence.judgement(place, clause, Subject("denial"), -sign * held, firm=True)
    if word.plays("uphold", "overturn"):
        run = words[slice(*thing)]
        aimed = any(near.plays("denial", "administrator", "refuse") for near in run) or word.text.startswith(_LEFT)
        aimed = aimed or (
            any(near.text in ("it", "them") for near in run) and any(near.plays("denial") for near in words[:place])
        )  # "I reverse the denial of the one and leave it in place as regards the other"
        if not aimed and (
            word.text.startswith(("maintain", "leave")) or not all(near.plays("pronoun", "adverb") for near in run)
        ):
            return None
        subject = Subject("denial", subject.named, subject.part)
    return sentence.judgement(place, clause, subject, sign, firm=True)


def _support(sentence: Sentence, place: int, clause: Clause, thing: Range) -> Judgement | None:
    """`The record does not support the request`; not findings `that would support` it, nor what is
    needed `to support` it.
    """
    words = sentence.words
    if words[place].plays("oppose"):
        clause.sign = -clause.sign
    front = fronted_object(words, place) if thing[0] == thing[1] else (0, 0)
    thing = front if front[1] else thing  # "an arthrogram the record does not support"
    if words[place].plays("accept") and all(near.plays("neutral") for near in words[place + 1 : thing[1]]):
        thing = sentence.fronted(place) or thing  # "the brace I accept as necessary", "for number 9 I do not accept"
    while words[place].plays("accept") and thing[1] - thing[0] > 1 and words[thing[1] - 1].plays("neutral"):
        thing = thing[0], thing[1] - 1  # "I accept it as necessary"
    subject = sentence.subject_in(thing)
    if thing[0] < thing[1] and words[thing[0]].plays("refuse") and words[thing[0]].text.endswith("ing"):
        if clause.opened_by in ("relative", "that") and not nothing_does(words, place):
            return None
        if clause.sign > 0 and "would" in clause.modals and not clause.opened_by:
            return None  # "a seizure disorder would justify withholding it"
        turned = 1 if clause.opened_by in ("relative", "that") else -clause.sign
        grant = Subject("grant")  # "justify withholding it"
        return sentence.judgement(place, clause, grant, turned, firm=True, speaks_for=False)
    alone = thing[0] == thing[1] or words[thing[0]].text in PREPOSITIONS or words[thing[0]].plays("conclusion", "here")
    if alone and (tough := hard_to(words, place)) and tough.subject != (0, 0):
        thing, subject = tough.subject, sentence.subject_in(tough.subject)
        clause.sign, clause.modals = -tough.sign, tough.modals
        if subject.reference == "generic" and not words[thing[1] - 1].plays("generic"):
            return None  # "the cost of care is hard to justify"
    points = words[0].text == "that" and clause.first <= 1  # "that is not enough to support it"
    if clause.opened_by in ("relative", "that") and subject.is_named and nothing_does(words, place):
        clause.sign, clause.opened_by, clause.speaker = -1, "", ""  # "I see nothing that would justify the dives"
        clause.modals -= {"would", "may"}
    if (clause.opened_by in ("relative", "that") and not points) or any(
        word.plays("need") for word in words[slice(*thing)]
    ):
        return None
    if sentence.is_word(place - 1, "to"):
        enough = place > 1 and ("enough" in words[place - 2].text or words[place - 2].text in _ENOUGH)
        if clause.sign > 0 and not enough:
            return None
        subject = Subject("request", subject.named) if enough and subject.is_item else subject
    if sentence.words[place].text.startswith("receive"):  # "she should receive the study"
        if "should" not in clause.modals:
            return None
        clause.speaker = "" if clause.speaker == "person" else clause.speaker
    if clause.speaker == "person" and (words[clause.first].text in ("his", "her") or "'s" in words[clause.first].text):
        clause.speaker = ""  # "her presentation does not warrant it"
    if subject.reference == "denial":
        return sentence.judgement(place, clause, subject, -clause.sign, firm=True)
    if subject.reference == "grant":
        return sentence.judgement(place, clause, subject, clause.sign, firm=True)
    own = clause.speaker == "reviewer"
    if not takes(words, place, thing, subject, own=own):
        return None
    noun = clause.first - 1 - (clause.first > 0 and words[clause.first - 1].plays("that"))
    if thing[0] == thing[1] and (words[clause.first].plays("refuse", "approve") or words[noun].text in _SUCH):
        return None  # "denying it is not something that I can endorse"
    meant = subject.is_named or (own and subject.is_item)
    named = clause.sign < 0 or (thing[0] < thing[1] and words[thing[0]].text in _THESE)
    if not meant and not (named and subject.reference in ("generic", "pronoun") and clause.speaker != "guideline"):
        return None
    if subject.reference == "request" and clause.speaker == "guideline":
        clause.speaker = ""
    clause.subject = thing
    return sentence.judgement(place, clause, subject, clause.sign, firm=own)
