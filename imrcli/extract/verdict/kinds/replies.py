"""Answers to a question: "Is it needed? No.", "Should it be granted? I think not.", "... Hardly."."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import FINITE, Clause, is_break
from imrcli.extract.verdict.clauses.lexicon import listed
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.behind import Behind
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.counterview import told_before
from imrcli.extract.verdict.kinds.proposals import done

_ANSWERED = 12
_FIRM = ("clear", "plain", "firm", "simple", "resounding", "emphatic", "unequivocal")
"""Words that only say how firm an answer is ("a clear yes")."""

_HALF_VERBS = ("be", "have", "may", "can", "should", "would", "do")
_SO, _NOT = ("so", "yes", "it is", "it does"), ("not", "no", "it is not", "it does not")
_TOO = ("too", "also", "as well", "either", "likewise", "here", "myself")
_HELPING = ("would", "should", "must", "do", "be", "adverb", "not", "can", "conclusion", "to", "have")
_AS_IT_IS = ("on", "at", "in", "the", "this", "these", "as", "it", "stands", "is", "all", "for", "so", "far")
_HERE = ("here", "conclusion", "evidence", "adverb", "person", "instance", "be", "request")
_LONGEST = 8
_LONGEST_QUESTION = 5


def answer(sentence: Sentence) -> Judgement | None:
    """`Yes` or `no` behind a question."""
    words, asked = sentence.words, sentence.context.asked
    if len(words) > 2 and words[0].plays("heading") and words[1].text == ":":  # "Answer: no."
        words = words[2:]
    if len(words) > 1 and words[1].text == "answer" and words[0].text in ("the", "my"):
        verb = next((at for at in range(2, min(len(words) - 1, _ANSWERED)) if words[at].plays("be")), 0)
        if verb:  # "my answer on the cane is no"
            words = [
                word
                for word in words[verb + 1 :]
                if not (word.plays("conclusion", "adverb", "comma") or word.text in _FIRM)
            ]
            asked = asked or 1
    if sentence.question or not words:
        return None
    if not asked and (sign := _opined(words[: len(words) - words[-1].plays("stop")])) and words[-1].text != ":":
        asked = told_before(sentence, 0)  # "UR finds it needed. I think so too."
        asked = 0 if sign < 0 and asked < 0 else asked
    if asked and (sign := done(words)):
        return sentence.judgement(0, Clause(first=0), Subject("empty"), asked * sign, firm=True)
    if asked and (opined := _said(words)):
        sign, end = opined
        return sentence.judgement(0, Clause(first=0), Subject("empty"), asked * sign, firm=True, behind=Behind(end=end))
    before = sentence.context.words
    asked_else = bool(before) and before[-1].text == "?"  # "Is surgery necessary? No."
    if not asked and not asked_else and len(words) == 1 + words[-1].plays("stop"):
        asked = 1  # "Charcot foot. Yes."
    end = len(words) - words[-1].plays("stop")
    denied = end == 3 and words[2].text == "not"
    if asked and end == 2 + denied and words[0].plays("pronoun", "person") and words[1].plays(*_HALF_VERBS):
        said = "no" if denied else "yes"  # "It should not."
        words = [Word(said, words[0].start, words[end - 1].end, words[0].roles), *words[end:]]
    if not asked or words[0].text not in ("yes", "no"):
        return None
    if len(words) > 1 and not words[1].plays("stop", "comma"):
        return None
    sign = asked if words[0].text == "yes" else -asked
    return sentence.judgement(0, Clause(first=0), Subject("empty"), sign, firm=True, behind=Behind(end=1))


def asked_again(sentence: Sentence) -> int:
    """Which way a question without a predicate asks, by the one before ("Is the patch?"); 0 where it is whole."""
    words, before = sentence.words, sentence.context.predicate
    end = len(words) - 1
    if not sentence.question or before is None or before.supposed or not words[0].plays("be", "do", "should"):
        return 0
    short = 1 < end <= _LONGEST_QUESTION and all(FINITE.isdisjoint(word.roles) for word in words[1:end])
    return before.sign if short and sentence.subject_in((1, end)).is_named else 0


def _said(words: list[Word]) -> tuple[int, int] | None:
    """Whether the first clause of an answer says yes (1) or no (-1), and where it ends; None where it says neither."""
    end = next((at for at in range(len(words)) if _closes(words, at)), len(words))
    first = 0
    while first < end and words[first].plays("contrast", "and", "conclusion") and words[first].text != "so":
        first += 1
    run = words[first:end]
    if not 0 < len(run) <= _LONGEST:
        return None
    plain = " ".join(word.text for word in run)
    if plain in listed("yes") or plain in listed("no"):
        return (1 if plain in listed("yes") else -1), end
    if run[0].text == "not" and all(word.text in _AS_IT_IS or word.plays(*_HERE) for word in run[1:]):
        return -1, end  # "Not on this record.", "Not as it stands."
    sign = _opined(run)
    return (sign, end) if sign else None


def _opined(run: list[Word]) -> int:
    """`I think not`, `I would not say so`, `I doubt it`: 1 where the reviewer says yes, -1 where no; else 0."""
    if len(run) < 2 or not run[0].plays("reviewer"):
        return 0
    while len(run) > 2 and run[-1].text in _TOO:
        run = run[:-1]
    if run[-1].text in ("it", "that", "so") and run[-2].text == "doubt":
        return 1 if any(word.plays("not") for word in run) else -1
    plain = " ".join(word.text for word in run)
    last = next((said for said in (*_SO, *_NOT) if plain.endswith(f" {said}")), "")
    if not last:
        return 0
    before = run[1 : len(run) - len(last.split())]
    judges = [word for word in before if word.text in listed("thinks")]
    if len(judges) != 1 or not all(
        word.text in (*listed("thinks"), "that") or word.plays(*_HELPING) for word in before
    ):
        return 0
    turned = sum(word.plays("not") for word in before)
    return (1 if last in _SO else -1) * (-1 if turned % 2 else 1)


def _closes(words: list[Word], at: int) -> bool:
    return words[at].plays("comma") or (is_break(words[at]) and not words[at].plays("that"))
