"""Verdicts of one word behind what they are on: "Brace: yes", "Medical necessity: No.", "Med nec - N"."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import ARTICLES, Clause
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.behind import Behind
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.echoes import Placed, closes

_YES, _NO = ("yes", "y", "affirmative"), ("no", "n", "none", "nil", "negative")
_ANSWERS = frozenset({*_YES, *_NO})
_MARKS = (":", "-", "–", "—", "=", "?", ")")
_CHOICE = ("(", ")", "y/n", "yes/no", "y", "n", "/", "or", "and", "yes", "no")
"""Words between a label and its mark that offer the two answers ("Medically necessary (Y/N): N")."""

_DECIDES = ("need", "necessary", "grant", "granted", "approve", "criteria")
_ON_DENIAL = ("overturn", "overturned", "uphold", "upheld")
_DENIES = ("denial", "refuse", "refused", "unnecessary")
_SOMEBODYS_WORDS = """
prior past past_marks provider administrator other future not no whether no whether stop would may
condition say guideline person relative deficit exception
"""
_SOMEBODYS = tuple(_SOMEBODYS_WORDS.split())
_AROUND = ("shown", "be", "should", "here", "adverb")
_LONGEST = 10


def headed(sentence: Sentence) -> list[Placed]:
    """`Medical necessity: No.`, `Certify - Y`: the verdict in a word behind what is asked."""
    words = sentence.words
    collected: list[Placed] = []
    for place in range(2, len(words)):
        if words[place].text not in _ANSWERS or not (words[place - 1].text in _MARKS or _asked(words, place - 1)):
            continue
        if closes(words, place) and (judgement := _under_heading(sentence, place)):
            collected.append((place, judgement))
    return collected


def _asked(words: list[Word], comma: int) -> bool:
    """Whether nothing but the word for a need stands between a comma and what opens it ("medically necessary, no")."""
    alone = comma == 1 or words[comma - 2].plays("stop", "contrast", "and")
    return words[comma].text == "," and words[comma - 1].plays("necessary") and alone


def _under_heading(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of an answer behind a heading that asks for a decision; None where the words in front ask none."""
    words = sentence.words
    end = place - 1 - (words[place - 1].text == ",")
    while end > 0 and (words[end].text in _MARKS or words[end].text in _CHOICE):
        end -= 1
    end += 1
    first = end
    while first and not words[first - 1].plays("stop", "comma", "contrast"):
        first -= 1
    run = words[first:end]
    denies = any(word.plays(*_DENIES) for word in run)
    if not run or len(run) > _LONGEST or not (denies or any(word.plays(*_DECIDES) for word in run)):
        return None
    if any(word.plays(*_SOMEBODYS) for word in run) or _on_another(sentence, first, end):
        return None
    sign = 1 if words[place].text in _YES else -1
    sign = -sign if denies != any(word.plays("overturn", "overturned") for word in run) else sign
    sentence.taken.update(range(first, place + 1))
    named = sentence.subject_in((first, end))
    subject = Subject("need", named.named, named.part, named.fraction)
    clause = Clause(first=first, subject=(first, end))
    return sentence.judgement(
        place, clause, subject, sign, firm=True, behind=Behind(end=place + 1), speaks_for=sign > 0
    )


def _on_another(sentence: Sentence, first: int, end: int) -> bool:
    """Whether a heading names something else than the item ("necessity of cetirizine", "approval of the agreement")."""
    words = sentence.words
    rest = [at for at in range(first, end) if not _of_heading(words[at])]
    if not rest:
        return False
    reference = sentence.subject_in((rest[0], rest[-1] + 1)).reference
    return reference in ("other", "unlike", "unknown", "evidence", "advice")


def _of_heading(word: Word) -> bool:
    if word.text in ARTICLES or word.text in ("of", "for", "as", "and", "it", "medically"):
        return True
    return word.plays(*_DECIDES, *_DENIES, *_ON_DENIAL, "shown", "be", "should", "here", "adverb")
