"""Whether a verdict is of an earlier time, or on a service of an earlier date that is in dispute itself."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import Clause, clause_start
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.item import Item
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.behind import is_date

_OF_SERVICE = frozenset({"retrospective", "retro", "dos"})
"""What shows that a time told beside a request is that of the service in dispute."""


def is_dated(words: list[Word], clause: Clause, place: int) -> bool:
    """Whether a date or a word for an earlier time stands in a clause, or in front of it ("in May, ...")."""
    first = clause_start(words, clause.first) if clause.past or clause.perfect else clause.first
    return any(_marks_time(word) for word in words[first:place])


def is_served(words: list[Word], clause: Clause, subject: Subject, place: int, item: Item) -> bool:
    """Whether what tells of an earlier time is the item's own date of service ("the x-ray taken on 5/5/2014")."""
    first, end = clause.subject
    if subject.prior or not subject.is_item or subject.reference == "empty":
        return False
    texts = [word.text for word in words[:place]]
    of_service = not _OF_SERVICE.isdisjoint(texts) or ("date" in texts and "service" in texts)
    if not _OF_SERVICE.isdisjoint(item.words) or of_service:
        return True
    marks = [at for at in range(clause.first, place) if _marks_time(words[at])]
    return bool(marks) and all(first < at < end for at in marks)


def _marks_time(word: Word) -> bool:
    return is_date(word) or word.plays("past_marks")


def is_supposed(words: list[Word], clause: Clause) -> bool:
    """Whether a verdict is on a case that is only supposed ("without a corroborating MRI it would not be needed")."""
    first = clause_start(words, clause.first)
    return "would" in clause.modals and words[first].text in ("without", "with", "absent", "lacking", "but for")


def is_later(clause: Clause, subject: Subject) -> bool:
    """Whether what may be asked for later is judged ("further visits would not be necessary")."""
    return subject.future and not clause.modals.isdisjoint({"would", "will"})
