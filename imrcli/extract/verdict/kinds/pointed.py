"""Whether a clause points at this very item, where its word of judging alone would not tell."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import PREPOSITIONS, Clause, Range, ends_clause
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.sentence import Sentence

_POINTING = ("the", "this", "these", "its", "their")
_THINGS = ("something", "anything", "nothing", "what", "one")
_IDEALS = (" of choice", "standard of care")
"""How words end that guidelines have of kinds of cases."""

_HERE_REACH = 6
_WHOSE = ("his", "her", "their", "its", "the")


def of_this(sentence: Sentence, place: int, clause: Clause, subject: Subject, sign: int) -> bool:
    """Whether a word that judges only what is named in front of it judges this item, as it is asked for now."""
    if sentence.words[place].plays("verbal") and (
        not ends_clause(sentence.words, place) or sentence.is_word(place + 1, "to")
    ):
        return False  # "the visits fail to help"
    liked = sentence.words[place].text.endswith((" favor", " favour")) and sentence.is_word(place + 1, "with")
    if liked and not any(word.plays("reviewer") for word in sentence.words[place + 1 : place + 4]):
        return False  # "finds favor with chiropractors"
    it = clause.subject[1] - clause.subject[0] == 1 and sentence.words[clause.subject[0]].text == "it"
    if it and "would" in clause.modals and any(word.text == "to" for word in sentence.words[place + 1 :]):
        return False  # "it would be bad medicine, and false economy, to withhold the bars"
    if place and sentence.words[place].text == "ordered" and sentence.words[place - 1].plays("comma"):
        return False  # "it is a tablet, ordered for ten days"
    earlier = clause.past or (clause.perfect and any(word.text == "been" for word in sentence.words[clause.first :]))
    if earlier and "retrospective" not in sentence.item.words:
        return False
    if sign > 0 and not clause.modals.isdisjoint({"would", "will", "may"}):
        return False
    if sign > 0 and sentence.words[place].text.endswith(_IDEALS) and not _for_this(sentence, place, clause):
        return False  # "an MRI is the study of choice for a tear"
    first, end = clause.subject
    if subject.reference == "empty":
        return _fragment(sentence.words, place)
    alone = subject.reference == "generic" and end - first == 1
    another = subject.reference in ("other", "unlike")
    return another or alone or determined(sentence, clause, subject) or (sign < 0 and subject.reference == "generic")


def _for_this(sentence: Sentence, place: int, clause: Clause) -> bool:
    """Whether a clause is on this case: "for this patient", "here", or what this case makes of the item."""
    words = sentence.words
    behind = words[place + 1 : place + 1 + _HERE_REACH]
    near = words[: clause.first] + words[clause.first : clause.subject[0]] + behind
    made = any(word.plays("make") for word in words[clause.first : place])
    return made or any(word.plays("here", "person") or word.text in ("this", "his", "her", "him") for word in near)


def _fragment(words: list[Word], place: int) -> bool:
    """Whether a word of judging makes a sentence by itself ("Pointless.", "A waste, and medically pointless.")."""
    alone = all(word.plays("adverb", "not", "conclusion", "modifier", "here") for word in words[:place])
    closes = place + 1 == len(words) or words[place + 1].plays("stop", "comma")
    return alone and (closes or words[place].plays("verbal"))


def determined(sentence: Sentence, clause: Clause, subject: Subject) -> bool:
    """Whether a subject means this item, by its name or by `the` or `these`."""
    if subject.is_named or subject.reference == "pronoun":
        return subject.is_named or sentence.words[clause.subject[0]].text != "rest"  # "rest comes too early"
    return subject.reference == "generic" and sentence.words[clause.subject[0]].text in (
        "the",
        "this",
        "these",
        "its",
        "their",
    )


def falls(sentence: Sentence, place: int, clause: Clause) -> bool:
    """Whether a request falls, and not within or outside something ("falls squarely inside the guideline")."""
    words = sentence.words
    if place and words[place - 1].text in PREPOSITIONS:
        return False  # "would expose her to falls"
    at = place + 1
    while at < len(words) and words[at].plays("adverb", "here"):
        at += 1
    ends = at == len(words) or words[at].text == "with" or words[at].plays("stop", "comma", "and", "reason")
    return ends and not clause.past


def of_none(words: list[Word], place: int, thing: Range) -> int:
    """-1 where a verb of approving has `none` or `no more` for its object ("I certify none"); else 1."""
    first, end = thing
    none = first < end and words[first].plays("no") and not any(word.text in ("but", "without") for word in words[end:])
    return -1 if none and words[place].plays("approve") else 1


def takes(words: list[Word], place: int, thing: Range, subject: Subject, *, own: bool) -> bool:
    """Whether a verb of support or acceptance takes the item: "I accept the visits", not "I accept that it hurts"."""
    if words[place].text == "favor" and (words[place - 1].text in _WHOSE or words[place - 1].text.endswith("'s")):
        return False  # "in the worker's favor"
    if not words[place].plays("accept"):
        return True
    told = subject.part or subject.reference == "generic" or any(word.plays("number") for word in words[slice(*thing)])
    placed = told and thing[0] < thing[1] <= place  # "for number 9 I do not accept"
    return own and (subject.is_named or placed or (subject.reference == "pronoun" and thing[1] - thing[0] == 1))


def is_thing(run: list[Word]) -> bool:
    """Whether words are a predicate noun without a name of its own ("not something", "a drug")."""
    named = run[-1].plays("generic") and any(word.text in ("a", "an", "no") for word in run)
    return run[-1].text in _THINGS or named
