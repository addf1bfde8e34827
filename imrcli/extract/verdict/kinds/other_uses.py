"""What a predicate is said of besides the item: a label's use, another treatment in its place, a smaller number."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import Clause, Range, run_end
from imrcli.extract.verdict.items.subject import Subject, amounts_in, set_against
from imrcli.extract.verdict.judgements.sentence import Sentence

_SET_AGAINST = ("not", "rather than", "instead of", "in place of")
_ON_LABEL = ("the", "treatment", "of", "in", "use", "management")


def on_label(sentence: Sentence, first: int, clause: Clause, subject: Subject) -> bool:
    """Whether a drug is approved for a disease, by its label, and not by the reviewer ("is also approved for pain")."""
    if (
        clause.sign < 0
        or clause.concluding
        or subject.reference == "request"
        or sentence.item.kind[0] != "Pharmaceuticals"
    ):
        return False
    run = sentence.words[first : run_end(sentence.words, first, "comma", "and")]
    ranged = any(word.text in ("use", "treatment", "up to") for word in run)
    ranged = ranged or any(run[at].text == "to" and run[at + 1].plays("number") for at in range(len(run) - 1))
    if ranged and any(word.plays("unit") for word in run):
        return True  # "is approved for two to six weeks of use"
    return bool(run) and all(not word.roles or word.text in _ON_LABEL for word in run)


def not_this(sentence: Sentence, clause: Clause) -> Range | None:
    """The item in an insertion that sets it against another treatment: "a splint, not an MRI, is needed"."""
    words, (start, end) = sentence.words, clause.subject
    if clause.verb and (against := set_against(words[start:end])):  # "more therapy rather than an injection is needed"
        run = start + against + 1, end
        other = sentence.subject_in((start, start + against)).reference != "named"
        return run if other and sentence.subject_in(run).reference == "named" else None
    if not clause.verb or end + 2 >= len(words) or words[end].text != ",":
        return None
    first = end + 1 + (words[end + 1].text == "and")
    if words[first].text not in _SET_AGAINST:
        return None
    run = first + 1, run_end(words, first + 1, "comma")
    named = sentence.subject_in(run).reference == "named" and sentence.subject_in(clause.subject).reference != "named"
    return run if named else None


def reduces(sentence: Sentence, place: int, clause: Clause, subject: Subject) -> bool:
    """Whether the reviewer reduces this request: "the request is cut to six visits", "ninety tablets should be ..."."""
    words = sentence.words
    asked = any(value in sentence.item.numbers for value, _ in amounts_in(words[slice(*clause.subject)]))
    counted = any(word.plays("number") for word in words[place + 1 : place + 3])
    return counted and not clause.past and (subject.reference == "request" or asked)
