"""Verdicts that hang on the one before: "Norvasc is not.", "but not the guidance", "Yes.", "I
disagree.", "so is it".
"""

from __future__ import annotations

from msgspec.structs import replace

from imrcli.extract.verdict.clauses.clause import BREAKS, Clause, clause_start, is_break, is_light
from imrcli.extract.verdict.clauses.lexicon import listed
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.behind import OTHERS, Behind
from imrcli.extract.verdict.judgements.context import Predicate
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.echoes import Placed, closes, echoes, predicate_before
from imrcli.extract.verdict.kinds.frames import elliptic

_HANGING = frozenset({"be", "not"})
_LEFT_OUT = frozenset({"be", "not", "should", "may", "can", "must"})
_LEFT_OUT_BY = ("does", "should", "none", "nothing of ")
"""Roles of words, and openings of other words, at which a predicate can be left out."""

_INVERTED = ("so", "neither", "nor", "as")
_CLOSING = BREAKS | {"comma", "adverb", "here"}
_APART = frozenset({"comma", "contrast", "and", "conclusion"})
_MODALS = ("should", "may", "can", "must")
_NO_SUBJECT = ("and", "comma", "be", "not", "adverb", "conclusion", "may", "can", "should", "would")
_HALF_VERBS = ("be", "have", "may", "can", "should", "would", "do")


def ellipses(sentence: Sentence) -> list[Placed]:
    """Clauses whose predicate is that of the judgement before: "the other six are not", "the trial is"."""
    collected = _but_only(sentence) + echoes(sentence)
    if not sentence.predicates and sentence.context.predicate is None:
        return collected
    for place, word in enumerate(sentence.words):
        if word.roles.isdisjoint(_LEFT_OUT) and not word.text.startswith(_LEFT_OUT_BY):
            continue
        inverted = word.text == "does" and place > 0 and sentence.words[place - 1].text in _INVERTED
        answers = sentence.context.asked and word.plays(*_MODALS) and closes(sentence.words, place)
        answers = answers or _does(sentence, place)
        summed = sums_up(sentence.words, place)
        hangs = not word.roles.isdisjoint(_HANGING) or inverted or answers
        if not summed and not (hangs and _can_hang(sentence.words, place)):
            continue
        meant = _meant(sentence, place)
        judgement = _at(sentence, place, meant) if meant else None
        if judgement is not None:
            collected.append((place, judgement))
    return collected


def _meant(sentence: Sentence, place: int) -> Predicate | None:
    """The predicate that is left out: the nearest, but one further off where the nearest has the same subject.

    "One is necessary. The others are excessive and are not": they are not necessary.
    """
    nearest = predicate_before(sentence, place)
    if nearest is None or nearest is sentence.context.predicate or nearest.speaks_for:
        return nearest
    between = sentence.words[nearest.place + 1 : place]
    inverted = any(word.text in _INVERTED for word in between)
    if (
        inverted
        or not any(word.plays("and") for word in between)
        or not all(word.plays(*_NO_SUBJECT) for word in between)
    ):
        return nearest
    return predicate_before(sentence, nearest.place)


def _does(sentence: Sentence, place: int) -> bool:
    """Whether one thing does, or should do, what another does not: "one should not go through; the other should"."""
    text = sentence.words[place].text
    if text not in ("does", "should") or not closes(sentence.words, place):
        return False
    before = predicate_before(sentence, place)
    if before is None:
        return False
    told_before = before is sentence.context.predicate
    if text == "does":
        return told_before and before.verbal  # "Baclofen does not pass muster. Zanaflex does."
    return not told_before and before.sign < 0


def _but_only(sentence: Sentence) -> list[Placed]:
    """`The visits are necessary, but only six of them.`: what is said of the whole goes to a part."""
    words = sentence.words
    for predicate in sentence.predicates:
        speaks = predicate.speaks_for and predicate.sign > 0 and not predicate.supposed
        for at in range(predicate.place + 1, min(predicate.place + 5, len(words) - 2)):
            counted = words[at + 1].text == "only" and words[at + 2].plays("number")
            if speaks and words[at].plays("contrast") and counted and _no_verb(sentence, at):
                behind = Behind(end=len(words), partly=True)
                only = sentence.judgement(at, Clause(first=at), Subject("empty"), 1, firm=predicate.firm, behind=behind)
                return [(at, only)] if only else []
    return []


def sums_up(words: list[Word], place: int) -> bool:
    """Whether a word denies all that was said of something before: "it is none of the three", "nothing of the sort"."""
    if not words[place].text.startswith(("none", "nothing of ")) or place < 1 or not words[place - 1].plays("be"):
        return False
    if words[place].text.startswith(("none of ", "nothing of ")):
        return closes(words, place)
    counted = [word.text for word in words[place : place + 3]] == ["none", "of", "the"]
    return counted and place + 3 < len(words) and words[place + 3].plays("number") and closes(words, place + 3)


def _inverts(words: list[Word], place: int) -> int:
    """The `so` or `neither` that a form of `be` stands behind, helpers between: "so must be the EKG"; -1 where none."""
    at = place - 1
    while at > 0 and words[at].plays("must", "should", "can"):
        at -= 1
    return at if at >= 0 and words[at].text in _INVERTED else -1


def _can_hang(words: list[Word], place: int) -> bool:
    """Whether a form of `be` or a negation can end an ellipsis, or open one: what stands beside it tells."""
    if place == 0:
        return False
    before = words[place - 1]
    if place + 1 == len(words) or _inverts(words, place) >= 0:
        return True
    if not words[place + 1].roles.isdisjoint(_CLOSING):
        return True
    return words[place].text == "not" and not before.roles.isdisjoint(_APART)


def _at(sentence: Sentence, place: int, meant: Predicate) -> Judgement | None:
    """The judgement of an ellipsis that ends, or opens, at a form of `be` or a negation."""
    words, word = sentence.words, sentence.words[place]
    before = words[place - 1]
    if sums_up(words, place):
        clause = elliptic(words, place - 1)
        return _filled(sentence, place, clause, meant, -clause.sign)
    if word.plays("not"):
        if word.text == "not" and _concludes(words, place):
            return _led_to(sentence, place, meant) if meant.speaks_for and not meant.supposed else None
        if word.text != "nor" and before.plays(*_HALF_VERBS) and closes(sentence.words, place):
            clause = elliptic(words, place - 1)
            return _filled(sentence, place, clause, meant, -clause.sign)
        if word.text == "neither" and before.plays("pronoun", "be") and closes(sentence.words, place):
            return _filled(sentence, place, Clause(first=place - 1, subject=(place - 1, place)), meant, -1)
        if word.text == "not":
            return _negated_noun(sentence, place, meant)
        return None
    opener = _inverts(words, place)
    if place + 1 < len(words) and words[place + 1].text == "not" and _concludes(words, place + 1):
        return None
    if opener >= 0:
        if not _no_verb(sentence, place) or any(
            word.text in listed("told elsewhere") for word in words[place + 1 : place + 2]
        ):
            return None  # "as was explained above"
        clause = Clause(first=opener, subject=(place + 1, sentence.behind(place).end))
        same = meant.sign if meant.speaks_for else -meant.sign
        if sentence.subject_in(clause.subject).reference == "denial":  # "is wrong, and so is the denial"
            turned = 1 if (words[opener].text in ("so", "as")) != meant.speaks_for else -1
            return sentence.judgement(place, clause, Subject("denial"), turned, firm=True, speaks_for=meant.speaks_for)
        return _filled(sentence, place, clause, meant, same if words[opener].text in ("so", "as") else -1)
    if before.plays("be") or sentence.is_word(place + 1, "that") or not closes(sentence.words, place):
        return None
    if place > 1 and words[place - 2].text == "as" and before.plays("pronoun"):
        return None  # "I leave the decision as it is"
    if place + 1 < len(words) and (words[place + 1].plays("whether") or _goes_on(words, place)):
        return None
    if place + 1 < len(words) and words[place + 1].plays("here"):
        return None  # "both letters are here"
    clause = elliptic(words, place)
    if word.text == "be" and not clause.modals:
        return None  # "whichever it be"
    if clause.past and meant is sentence.context.predicate and before.text in ("none", "nothing"):
        return None  # "In the neck a twitch was elicited and injections are needed. In the low back none was."
    return _filled(sentence, place, clause, meant, clause.sign)


def _concludes(words: list[Word], place: int) -> bool:
    """Whether a negation closes what is concluded, and names nothing ("hence not", "and so is not")."""
    at = place - 1 - words[place - 1].plays("be")
    return at > 0 and words[at].plays("conclusion") and closes(words, place)


def _led_to(sentence: Sentence, place: int, meant: Predicate) -> Judgement | None:
    """`Butalbital provokes rebound, hence not.`: in front stands why it is not as another thing is."""
    words = sentence.words
    end = place - 1 - words[place - 1].plays("be")
    run = clause_start(words, end), end
    subject = sentence.subject_in(run)
    if not closes(words, place) or not (subject.named or subject.reference in ("other", "unlike")):
        return None
    subject = replace(subject, reference="named") if subject.named else subject
    clause = Clause(first=run[0], subject=run, concluding=True)
    return sentence.judgement(place, clause, subject, -1, firm=meant.firm, speaks_for=True)


def _negated_noun(sentence: Sentence, place: int, meant: Predicate) -> Judgement | None:
    """`but not the guidance`, `on three days, not on seven`, `six are necessary and six not`."""
    words, before = sentence.words, sentence.words[place - 1]
    first = place
    while first and not (is_break(words[first - 1]) or words[first - 1].plays("and", "comma")):
        first -= 1
    verbless = not any(word.plays("be", "do", "have") for word in words[first:place])
    if 0 < first < place and verbless and closes(sentence.words, place) and meant is not sentence.context.predicate:
        return _filled(sentence, place, Clause(first=first, subject=(first, place)), meant, -1)
    if not before.plays(*_APART) or not _no_verb(sentence, place) or place + 1 == len(words):
        return None
    run = place + 1, sentence.behind(place).end
    if words[place + 1].text in ("in", "for") and words[place + 2 : place + 3] and words[place + 2].text in OTHERS:
        return None  # "is worthwhile in the housebound, and not in others"
    clause = Clause(first=place, subject=run)
    if before.plays("contrast"):
        return _filled(sentence, place, clause, meant, -1)
    subject = sentence.subject_in(run)
    if not (subject.named or subject.part or any(word.plays("number") for word in words[slice(*run)])):
        return None
    judgement = _filled(sentence, place, clause, meant, -1)
    return replace(judgement, part=True) if judgement else None


def _filled(sentence: Sentence, place: int, clause: Clause, meant: Predicate, sign: int) -> Judgement | None:
    """The judgement of a clause with the predicate that it leaves out."""
    first, end = clause.subject
    subject = sentence.subject_in(clause.subject)
    if subject.reference == "person" and meant.general_case and sign < 0:
        return _not_of_this_person(sentence, place, clause, meant)
    if first >= end or not (subject.is_item or subject.is_treatment) or sentence.words[end - 1].plays("reviewer"):
        return None
    supposed = meant.supposed and meant is sentence.context.predicate
    if supposed and subject.reference in ("unknown", "generic") and sentence.words[first].text != "there":
        return None  # "if the films showed a slip, it would be needed. The films are not yet at hand."
    if meant.supposed and sentence.words[first].plays("no"):
        return None  # "if this is not needed, nothing is"
    named = bool(subject.is_named or subject.part or sentence.side(clause, subject))
    if not meant.supposed and not meant.general_case:
        named = named or bool(sentence.meant(clause, subject))
    named = named or any(word.plays("again") for word in sentence.words[first:end])  # "Repeat ones are not."
    concludes = clause.concluding or sentence.words[clause.first - 1].plays("conclusion")
    if not meant.firm and not named and not concludes and not sentence.context.asked:
        return None
    turned = sign if meant.speaks_for else -sign
    judgement = sentence.judgement(place, clause, subject, turned, firm=meant.firm, speaks_for=meant.speaks_for)
    shared = (
        meant.elsewhere
        and clause.speaker != "reviewer"
        and meant in sentence.predicates
        and sentence.words[clause.first - 1].plays("and")
    )
    if judgement and shared:  # "according to the surgeon C5-6 may proceed and C4-5 may not"
        return replace(judgement, judged="somebody else's")
    preferred = judgement is not None and judgement.verdict == "necessary" and meant.sign < 0  # "another would be"
    if judgement and (meant.supposed or preferred or clause.opened_by == "concession") and "would" in clause.modals:
        return replace(judgement, judged="hypothetical")
    return judgement


def _not_of_this_person(sentence: Sentence, place: int, clause: Clause, meant: Predicate) -> Judgement | None:
    """`... is reasonable in someone who works at heights, which this worker does not`."""
    between = sentence.words[meant.place + 1 : clause.first]
    if meant is sentence.context.predicate or any(word.plays("not", "no", "deficit") for word in between):
        return None
    turned = -meant.sign if meant.speaks_for else meant.sign
    judgement = sentence.judgement(
        place, clause, Subject("empty"), turned, firm=meant.firm, speaks_for=meant.speaks_for
    )
    return replace(judgement, judged="this item", specific=True, general=False) if judgement and turned < 0 else None


def _goes_on(words: list[Word], place: int) -> bool:
    """Whether only an insertion stands between a form of `be` and its predicate ("is, consequently, not needed")."""
    if not words[place + 1].plays("comma"):
        return False
    at = place + 2
    while at < len(words) and is_light(words[at]):
        at += 1
    return place + 2 < at < len(words) - 1 and words[at].plays("comma")


def _no_verb(sentence: Sentence, place: int) -> bool:
    """Whether no verb stands behind a word in its clause."""
    end = sentence.behind(place).end
    return not any(word.plays("be", "have", "do") for word in sentence.words[place + 1 : end])
