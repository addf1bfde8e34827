"""What is wanted in a clause: "it is necessary that the brace be provided", "that any reduction be gradual"."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import FINITE, run_end
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.sentence import Sentence

_DONE = ("granted", "carried_out", "approve", "go_on", "gets", "requires", "allots", "bids", "onward")
_ELSE = ("not", "advice", "cut", "no", "condition")


def wanted_done(sentence: Sentence, first: int) -> Subject | None:
    """The item, where a clause wants it given; None where it wants something else of it or of anything."""
    words = sentence.words
    end = run_end(words, first, "comma")
    verb = next((at for at in range(first, end) if not FINITE.isdisjoint(words[at].roles)), end)
    subject = sentence.subject_in((first, verb))
    behind = words[verb:end]
    if any(word.plays(*_ELSE) for word in behind):
        return None
    if subject.reference == "person":  # "that he receive the brace"
        given = next((at for at in range(first, end) if words[at].plays(*_DONE)), end)
        subject = sentence.subject_in((given + 1, end))
        return subject if subject.is_named else None
    return subject if subject.is_item and any(word.plays(*_DONE) for word in behind) else None
