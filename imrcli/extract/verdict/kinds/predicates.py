"""Verdicts in predicates and nouns: is necessary, is certified, has been established, lacks medical necessity."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import Clause, clause_start, ends_clause, run_end
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.apart import amiss_with, on_who_denied
from imrcli.extract.verdict.items.positions import party, position_in
from imrcli.extract.verdict.items.subject import Subject, cuts
from imrcli.extract.verdict.judgements.context import Predicate
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import AGAINST, MARKS, Sentence
from imrcli.extract.verdict.kinds.bidding import closes_bidding
from imrcli.extract.verdict.kinds.colons import behind_dash, subject_at_colon
from imrcli.extract.verdict.kinds.denials import (
    act_in,
    evaluation,
    of_before,
    on_act,
    on_denial,
    on_it,
    right_result,
    tells_who_is_right,
    who_asked,
)
from imrcli.extract.verdict.kinds.excess import excess, measure
from imrcli.extract.verdict.kinds.frames import clause_of
from imrcli.extract.verdict.kinds.grounds import lacks_need, needed_before
from imrcli.extract.verdict.kinds.once import leave_supposed, once
from imrcli.extract.verdict.kinds.other_uses import not_this, on_label, reduces
from imrcli.extract.verdict.kinds.persuasion import on_claim, on_position
from imrcli.extract.verdict.kinds.pointed import determined, falls, of_this
from imrcli.extract.verdict.kinds.requires import free_relative
from imrcli.extract.verdict.kinds.wanted import wanted_done

FIRM = frozenset(["necessary", "unnecessary", "granted", "refused"])
_REVIEWED = frozenset({"upheld", "overturned"})
_SOFT = frozenset({"favoured", "disfavoured"})
_SHOWN = frozenset({"shown", "wanting"})
PREDICATES = FIRM | _REVIEWED | _SOFT | _SHOWN | {"conforms", "strays", "carried_out", "counselled", "useful"}
_NAMING = ("calling", "saying", "arguing", "claiming", "suggesting", "considering")
_LONGEST_NOTE = 10
"""A longer sentence without a verb is no note."""

_SPARED = ("dispensed with", "forgone", "foregone", "omitted", "dropped", "abandoned", "skipped")
"""What may be done with an item that nobody needs."""

_ANYTHING = ("anything other", "anything less", "anything short", "anything else", "anything except")
_OPTIONS = ("option", "measure", "choice", "step", "use")
_TOUGH = ("hard to ", "difficult to ", "impossible to ", "easy to ")
_ASKED = ("appeal", "request")


def predicate(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of an adjective or participle: "is not medically necessary", "Denial upheld"."""
    words, word = sentence.words, sentence.words[place]
    roles = word.roles
    firm, soft = not roles.isdisjoint(FIRM), not roles.isdisjoint(_SOFT)
    reviewed, shown = not roles.isdisjoint(_REVIEWED), not roles.isdisjoint(_SHOWN)
    bare = firm or reviewed or (shown and any(near.plays("need") for near in words[:place]))
    bare = bare or (soft and len(words) <= _LONGEST_NOTE and _noted(sentence, place))
    noted = shown and place > 0 and words[place - 1].plays("criteria") and len(words) <= place + 2
    listed = place > 2 and words[place - 2].text == ":" and words[place - 3].plays("criteria") and shown
    if listed and words[place - 1].plays("pronoun"):  # "Criteria: none met."
        sign = (-1 if words[place - 1].plays("no") else 1) * (1 if roles.isdisjoint(AGAINST) else -1)
        return sentence.judgement(place, Clause(first=place - 1), Subject("criteria"), sign, firm=False)
    bare = bare or (noted and (place == 1 or words[place - 2].plays("stop")))  # "Criteria met."
    if firm and (measured := measure(words, place)) >= 0:
        return excess(sentence, place, measured)
    if word.plays("necessary", *_SOFT) and free_relative(words, place) >= 0:
        return None  # "exceeds what is needed": the item is measured by it
    if _as_decided(words, place):
        return None  # "I cannot certify it as medically necessary": the verb decides
    if was := once(sentence, place):
        sentence.predicates.append(was)
        return None  # "while necessary at the outset, it is no longer so"
    if sentence.is_word(place + 1, "than"):
        return None  # "less well supported than this one"
    if soft and (result := right_result(sentence, place)):
        return result
    clause = clause_of(words, place, far=word.plays("necessary", "unnecessary"), bare=bare)
    if clause is None:
        leave_supposed(sentence, place)
        return None
    if word.text == "modified" and not ends_clause(words, place):
        return None  # "work status is modified duty"
    if behind_dash(words, place, clause) and sentence.context.topic.is_treatment:
        clause.subject = place, place
    elif clause.subject[0] >= clause.subject[1]:
        subject_at_colon(sentence, place, clause)
    if clause.subject[0] >= clause.subject[1] and shown:
        clause.subject = needed_before(sentence, clause)
    if clause.subject[0] >= clause.subject[1] and clause.speaker == "reviewer":
        verb = next((at for at in range(place - 1, clause.first, -1) if words[at].plays("find", "say")), place)
        clause.subject = sentence.fronted(verb) or clause.subject
    if clause.sign < 0 and any(near.text.startswith(_ANYTHING) for near in words[max(0, place - 3) : place]):
        return None  # "wrong to describe it as anything less than necessary": what turns it once more is not read
    first, end = clause.subject
    if first < end and soft and words[first].text in _NAMING:
        speaks_for = roles.isdisjoint(AGAINST)
        sentence.predicates.append(Predicate(place, speaks_for, clause.sign if speaks_for else -clause.sign, False))
        return None  # "calling that a convenience is wrong"
    if sentence.is_word(place + 1, "for") and place + 2 < len(words) and words[place + 2].text == "none":
        clause.sign = -clause.sign  # "is established for none of the visits"
    if excluded := not_this(sentence, clause):
        other = sentence.subject_in(excluded)
        return sentence.judgement(
            place, clause, other, -clause.sign * (1 if roles.isdisjoint(AGAINST) else -1), firm=firm
        )
    if claim := on_claim(sentence, place, clause):
        return claim
    if position_in(words, clause.subject) >= 0 or word.plays("sound"):
        position = on_position(sentence, place, clause)
        if position or word.plays("sound"):
            return position
    subject = sentence.subject_of(clause, nouns=shown)
    if (
        word.text == "approved"
        and sentence.is_word(place + 1, "for")
        and on_label(sentence, place + 2, clause, subject)
    ):
        return None
    sign = clause.sign * (1 if roles.isdisjoint(AGAINST) else -1)
    clause.evaluated = clause.evaluated or evaluation(words, place)
    if clause.evaluated == "wrong" and "refused" in roles:
        sign = -sign
    if word.plays(*_SOFT, "conforms", "strays") and (deed := act_in(words, clause.subject)) >= 0:
        return on_act(sentence, place, deed, clause, sign)
    if word.text.startswith("should have "):
        subject = Subject("pronoun")  # "he should have it"
        clause.speaker = "" if clause.speaker == "person" else clause.speaker
    if soft and any(near.text == "less" for near in words[max(0, place - 2) : place]):
        return None  # "seldom was a denial less well supported"
    if word.text in ("ok", "okay") and not (subject.named or subject.part or subject.reference == "empty"):
        return None  # "gait ok"
    amiss = amiss_with(words, place, clause, sentence.item) if word.plays("wrong") else None
    if amiss and amiss.reference != "request":  # "nothing is wrong with the left shoulder", "with UR's reasoning"
        aimed = amiss.reference in ("denial", "administrator")
        return on_denial(sentence, place, clause, amiss, sign) if aimed else None
    limited = bool(word.plays("right", "wrong") and sentence.behind(place).named)
    if word.plays(*_SOFT, "wrong") and on_who_denied(words, sentence.context.words, clause, subject, limited=limited):
        return on_denial(sentence, place, clause, Subject("administrator", subject.named), sign)
    if word.plays("right", "wrong") and not clause.modals and who_asked(sentence, place, clause):
        return sentence.judgement(place, clause, Subject("denial"), sign, firm=True)  # "The surgeon is right."
    if word.plays("right", "wrong") and tells_who_is_right(sentence, place, clause, sign):
        return None  # "The surgeon swears it is needed. He is wrong."
    reference = subject.reference
    if reviewed and any(near.plays("recommend") for near in words[slice(*clause.subject)]):
        held = party(words, clause.subject)  # "the surgeon's recommendation is affirmed"
        way = clause.sign * held * (1 if "upheld" in roles else -1)
        return sentence.judgement(place, clause, Subject("denial"), way, firm=True) if held else None
    if word.text.startswith(_TOUGH) and first + 1 == end and words[first].text == "it":
        if any(near.plays("denial") for near in words[place + 1 :]):  # "it is hard to defend the refusal"
            return sentence.judgement(place, clause, Subject("denial"), -sign, firm=True)
        return None
    refused = not soft or any(near.plays("denial") for near in words[:first])
    refused = reviewed and refused and not _to_act(words, clause)
    if refused and first < end and words[end - 1].text == "it":
        return on_it(sentence, place, clause, subject, sign)
    if word.plays("partly") and word.text.endswith(" to") and not reduces(sentence, place, clause, subject):
        return None
    if reference == "pronoun" and sentence.is_word(place + 1, "that") and words[first].text == "it":
        wanted = wanted_done(sentence, place + 2)
        return sentence.judgement(place, clause, wanted, sign, firm=firm) if wanted else None
    if reference == "pronoun" and sentence.is_word(place + 1, "to"):
        going_on = place + 2 < len(words) and (words[place + 2].plays("go_on") or words[place + 2].text == "do")
        behind = place + 3, run_end(words, place + 3, "comma")
        meant = (
            sentence.subject_in(behind if behind[0] < behind[1] else clause.subject) if going_on else Subject("empty")
        )
        if meant.reference in ("request", "named", "generic", "pronoun"):
            return sentence.judgement(place, clause, meant, sign, firm=firm)  # "it is not prudent to continue it"
        if not word.text.startswith("medical"):
            return None  # "it is necessary to know ..."
    changed = cuts(words[slice(*clause.subject)]) and of_before(word, clause, sign)
    if reference == "want" and any(near.plays("denial", "administrator") for near in words[slice(*clause.subject)]):
        reference = "denial"  # "UR's reasons do not hold"
        subject = Subject("denial", subject.named)
    if changed and words[max(0, first - 1)].text in ("a", "an", "any", "no"):
        return None  # "a modification is not warranted"
    if changed:
        subject = Subject("denial", subject.named)
    if reference in ("denial", "administrator") or subject.reference == "denial":
        return on_denial(sentence, place, clause, subject, sign)
    if word.plays("counselled") and reference == "request" and word.text in ("accepted", "entertained"):
        return sentence.judgement(place, clause, subject, sign, firm=True)
    if reference == "need" and any(near.plays("topic") for near in words[slice(*clause.subject)]):
        found = any(near.text.startswith("finding") for near in words[slice(*clause.subject)]) and word.plays(*_SOFT)
        if not found or not clause.modals.isdisjoint({"would", "may"}):
            return None  # "no opinion on the necessity of it is given"
        return sentence.judgement(place, clause, Subject("need"), sign, firm=True)
    if reference == "need" and lacks_need(words, clause.subject):
        return sentence.judgement(place, clause, subject, -1, firm=True) if sign > 0 else None
    if reference in ("need", "grant"):
        sign = clause.sign if reference == "need" and "upheld" in roles else sign
        return sentence.judgement(place, clause, subject, sign, firm=True)
    if reference == "criteria":
        counts = [near for near in words[slice(*clause.subject)] if near.plays("number")]
        if len(counts) > 1 and sign > 0 and counts[0].text != counts[-1].text:
            sentence.predicates.append(Predicate(place, roles.isdisjoint(AGAINST), sign, False))
            return None  # "three of the four criteria are met"
        subject = Subject("criteria", subject.named)
        sign = -sign if first + 1 < end and words[end - 1].plays("no") else sign  # "of these none is met"
    if reference in ("want", "criteria"):
        if not shown:
            sentence.predicates.append(Predicate(place, roles.isdisjoint(AGAINST), sign, False))
            return None
        return sentence.judgement(place, clause, subject, sign, firm=False)
    asked = any(near.text in _ASKED for near in words[slice(*clause.subject)])
    if word.plays("upheld") and clause.verb and asked:
        return sentence.judgement(place, clause, subject, -sign, firm=True)  # the provider's appeal is upheld
    if reviewed and soft:  # "endorsed": the item, or its denial
        sign = -sign
    elif word.plays("verbal") and word.plays("overturned") and subject.is_named and falls(sentence, place, clause):
        return sentence.judgement(place, clause, subject, -clause.sign, firm=False)  # "the request falls with it"
    elif reviewed:
        plain = word.plays("plain") and reference in ("empty", "request", "pronoun")
        plain = plain or (place > 0 and words[place - 1].text in MARKS and words[place - 1].text != ",")
        return sentence.judgement(place, clause, subject, sign, firm=True) if plain else None
    if reference == "person" and clause.evaluated and word.plays("refused"):
        return sentence.judgement(place, clause, Subject("empty"), sign, firm=True)  # "he was wrongly refused it"
    if reference in ("evidence", "person"):
        measured = reference == "person" and word.plays("conforms", "strays")
        if not (measured or word.plays("deficit")) or not any(
            near.plays("grant", "criteria") for near in sentence.words[place:]
        ):
            sentence.predicates.append(Predicate(place, roles.isdisjoint(AGAINST), sign, firm))
            return None  # but "the record falls short of what certification demands"
        subject = Subject("criteria")
    return _on_item(sentence, place, clause, subject, sign, firm=firm)


def _as_decided(words: list[Word], place: int) -> bool:
    """Whether `as` makes a predicate the way in which a verb decides ("to deny it as not medically necessary")."""
    at = place - 1
    while at > 0 and words[at].plays("not", "adverb") and not words[at].plays("as"):
        at -= 1
    if at <= 0 or words[at].text != "as":
        return False
    deciding = words[clause_start(words, at) : at]
    return any(word.plays("approve", "refuse", "support", "refused", "granted") for word in deciding)


def _to_act(words: list[Word], clause: Clause) -> bool:
    """Whether `it` is what a decision is to do something with ("the carrier's decision to refuse it is affirmed")."""
    first, end = clause.subject
    return any(word.plays("refuse", "approve", "uphold", "overturn") for word in words[first : end - 1])


def _noted(sentence: Sentence, place: int) -> bool:
    """Whether a note without a verb names the item in front of an opinion ("Bone stimulator supported by criteria")."""
    words = sentence.words
    if any(word.plays("be", "have", "do", "stop", "say", "past_marks", "prior", "relative") for word in words[:place]):
        return False
    return sentence.subject_in((0, place)).is_named and ends_clause(words, place)


def _on_item(
    sentence: Sentence, place: int, clause: Clause, subject: Subject, sign: int, *, firm: bool
) -> Judgement | None:
    word = sentence.words[place]
    if word.plays("conforms", "strays"):
        behind = sentence.behind(place)
        if not behind.criteria:
            return None
        return sentence.judgement(place, clause, subject, sign, firm=False, behind=behind)
    if firm:
        return sentence.judgement(place, clause, subject, sign, firm=True)
    if word.plays("determined") and not of_this(sentence, place, clause, subject, sign):
        return None
    bidden = "should" in clause.modals or ("can" in clause.modals and not clause.past)
    bidden = bidden or (sentence.question and sentence.words[0].plays("should", "may", "can"))
    if word.plays("carried_out", "disfavoured") and "may" in clause.modals and word.text in _SPARED:
        clause.modals -= {"may"}
        bidden = True  # "may safely be dispensed with"
    if word.plays("carried_out") and any(near.text in ("last", "last thing") for near in sentence.words[:place]):
        return None  # "it is the last thing a driver should be given"
    if word.plays("carried_out") and clause.opened_by == "relative":
        return None  # "it is the last drug that ought to be prescribed"
    if word.plays("carried_out") and not bidden and closes_bidding(sentence.words, place):
        bidden = ("to" in clause.helpers and not clause.past) or not clause.modals.isdisjoint({"must", "will", "may"})
        clause.modals -= {"must", "may"}
    if word.plays("carried_out") and not (bidden and determined(sentence, clause, subject)):
        return None
    if word.plays("carried_out"):
        clause.modals -= {"must"}
        return sentence.judgement(place, clause, subject, sign, firm=False)
    if word.plays("useful"):
        if clause.past or clause.perfect or not clause.modals & {"would", "will"}:
            return None
        return sentence.judgement(place, clause, subject, sign, firm=False)
    words = sentence.words
    noun = place + 1 < len(words) and (words[place + 1].plays("generic") or words[place + 1].text in _OPTIONS)
    refused = noun and sign < 0 and subject.is_item and word.roles.isdisjoint(AGAINST)
    place_end = place + 1 if refused else place  # "cannot be called appropriate care"
    if not word.plays(*_SOFT) or not (word.plays("verbal") or ends_clause(words, place_end)):
        return None  # "this would be appropriate treatment"
    if not refused and (sentence.is_word(place - 1, "a") or sentence.is_word(place - 1, "an")):
        return None  # "this is a duplicate of item 2"
    return sentence.judgement(place, clause, subject, sign, firm=False)
