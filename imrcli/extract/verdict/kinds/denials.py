"""Verdicts on a denial, and on the act of denying: UR was wrong, it is affirmed, to refuse it is indefensible."""

from __future__ import annotations

from msgspec.structs import replace

from imrcli.extract.verdict.clauses.clause import Clause, Range, clause_start, ends_clause
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.positions import opens_clause, party
from imrcli.extract.verdict.items.subject import Subject, cuts
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import AGAINST, Sentence
from imrcli.extract.verdict.kinds.echoes import closes

_REVIEWED = frozenset({"upheld", "overturned"})
_SOFT = frozenset({"favoured", "disfavoured"})
_SHOWN = frozenset({"shown", "wanting"})
_DECISIONS = ("refuse", "approve", "uphold", "overturn")
_ACTS = (*_DECISIONS, "partly", "doubt", "find")
_CLAIMS = ("assertion", "contention", "claim", "argument", "position", "view", "opinion", "conclusion", "reasoning")


def act_in(words: list[Word], subject: Range) -> int:
    """The verb of deciding that is judged itself: "to refuse the bench would be wrong"; -1 where there is none."""
    first, end = subject
    at = first + (first < end and words[first].text == "not")
    at += at < end and words[at].text == "to"
    verb = (
        at < end and words[at].plays("refuse", "approve", "uphold", "overturn") and not words[at].plays("find", "show")
    )
    verb = verb or (first < at < end and words[at].plays("go_on"))  # "not to continue it"
    return at if verb and (at > first or words[at].text.endswith("ing")) else -1


def on_act(sentence: Sentence, place: int, act: int, clause: Clause, sign: int) -> Judgement | None:
    """The judgement of a predicate on an act of deciding: "denying the bench would be unreasonable"."""
    sentence.taken.add(act)
    subject = Subject("grant", sentence.subject_in((act + 1, clause.subject[1])).named)
    turned = sentence.words[act].roles.isdisjoint(AGAINST) == (sentence.words[clause.subject[0]].text == "not")
    speaks_for = False if turned else None  # "withholding it cannot be justified"
    return sentence.judgement(place, clause, subject, -sign if turned else sign, firm=True, speaks_for=speaks_for)


def on_denial(sentence: Sentence, place: int, clause: Clause, subject: Subject, sign: int) -> Judgement | None:
    """The judgement of a predicate on the denial, or on who denied: "the denial was correct", "UR was wrong"."""
    word = sentence.words[place]
    if word.plays(*_REVIEWED) and sentence.is_word(clause.subject[0] - 1, "a"):
        return None  # "a denial remains in effect for twelve months"
    reviewed = word.plays(*_REVIEWED)
    if word.plays("carried_out"):  # "should not have been issued", but not "is deferred"
        if "should" not in clause.modals or sign > 0:
            return None
        return sentence.judgement(place, clause, subject, 1, firm=True)
    claimed = any(near.text in _CLAIMS for near in sentence.words[slice(*clause.subject)])  # "UR's claim is rejected"
    claimed = claimed or cuts(sentence.words[slice(*clause.subject)])
    refused = (claimed or word.plays("doubt")) and word.plays("refused")
    if not reviewed and not refused and not word.plays(*_SOFT, *_SHOWN, "granted", "conforms", "strays", "counselled"):
        return None
    if subject.reference == "administrator" and not reviewed and word.plays("granted", "shown", "counselled"):
        return None
    if not reviewed:
        sign = -sign
    if any(near.plays("overturn") for near in sentence.words[slice(*clause.subject)]):  # "reversal is recommended"
        sign = -sign
    to = sentence.is_word(place + 1, "to")
    if to and not reviewed and not any(near.plays(*_ACTS) for near in sentence.words[place + 2 :]):
        return None  # "UR was right to ask for the films"
    if opens_clause(sentence.words, place + 1) and not reviewed:
        weak = sentence.judgement(place, clause, subject, sign, firm=False)  # "UR was right that she is 71"
        return replace(weak, specific=False) if weak else None
    return sentence.judgement(place, clause, subject, sign, firm=True)


def on_it(sentence: Sentence, place: int, clause: Clause, subject: Subject, sign: int) -> Judgement | None:
    """`It is reversed as to the right.`, `as to zolpidem it is affirmed`: the denial that was named before."""
    words, context = sentence.words, sentence.context
    first, end = clause.subject
    regarding = words[first].plays("regarding")
    if first + 1 < end and not regarding:
        return None
    named = any(word.plays("denial") for word in (*words[:first], *context.words))
    if not named and not words[place].plays("plain"):
        return None
    meant = Subject("denial", subject.named if regarding else frozenset(), subject.part and regarding)
    return sentence.judgement(place, clause, meant, sign, firm=True)


def right_result(sentence: Sentence, place: int) -> Judgement | None:
    """`UR came to the right result`, `the carrier reached the wrong conclusion`."""
    words = sentence.words
    first = clause_start(words, place)
    while first < place and words[first].plays("conclusion", "adverb", "comma"):
        first += 1
    at_once = words[place].text.startswith("the ")  # "the right result"
    behind = place + 1 < len(words) and words[place + 1].plays("ruling", "denial") and ends_clause(words, place + 1)
    named = party(words, (first, min(first + 2, place)))
    if not named or not (at_once or (behind and words[place - 1].text == "the")):
        return None
    run = words[first:place]
    if any(word.plays("be", "condition", "would", "should", "find", "say") for word in run):
        return None
    sign = named * (-1 if any(word.plays("not") for word in run) else 1) * (1 if words[place].plays("favoured") else -1)
    return sentence.judgement(place, Clause(first=first), Subject("denial"), sign, firm=True)


def evaluation(words: list[Word], place: int) -> str:
    """How rightly something was refused, by what stands behind it: "was refused without good reason"."""
    behind = words[place + 1 : place + 4]
    if not behind or not words[place].plays("refused"):
        return ""
    if behind[0].text == "without good reason" or (
        behind[0].text == "without" and any(word.plays("want") for word in behind)
    ):
        return "wrong"
    good = behind[0].text in ("for", "on") and len(behind) > 2 and behind[1].text in ("good", "sound", "proper")
    return "right" if behind[0].text == "with good reason" or (good and behind[2].plays("want")) else ""


def of_before(word: Word, clause: Clause, sign: int) -> bool:
    """Whether what is said of a modification is on the administrator's ("the modification was proper", "is upheld")."""
    return word.plays(*_REVIEWED, "refused") or ((clause.past or sign < 0) and word.plays(*_SOFT))


def who_asked(sentence: Sentence, place: int, clause: Clause) -> bool:
    """Whether no more is said than that who asked for the treatment is right: "the patient's surgeon is right"."""
    words, (first, end) = sentence.words, clause.subject
    named = first < end and words[end - 1].plays("provider") and not words[end - 1].text.endswith("'s")
    whole = closes(words, place) and not sentence.is_word(place + 1, "that")
    return named and whole and party(words, clause.subject) > 0


def tells_who_is_right(sentence: Sentence, place: int, clause: Clause, sign: int) -> bool:
    """Whether no more is said than that he is right, or wrong, who judged before: a reply to what was told."""
    first, end = clause.subject
    person = end - first == 1 and sentence.words[first].text in ("he", "she", "they", "both")
    told = person and closes(sentence.words, place) and not sentence.is_word(place + 1, "that")
    if told:
        sentence.replies.append((place, clause, sign))
    return told
