"""Verdicts in criteria that an item or a patient meets: the request meets them, he qualifies for it."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import Clause, Range
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence

_ALL = ("all", "both", "each", "every")
_OF_EACH = ("of", "every", "only", "the")


def meeting(sentence: Sentence, place: int, clause: Clause, thing: Range) -> Judgement | None:
    """`The request meets the criteria`, `the patient qualifies for it`."""
    words = sentence.words
    run = words[slice(*thing)]
    each = all(word.plays("pronoun", "number", "no") or word.text in _OF_EACH for word in run)
    each = each and (thing[1] == len(words) or words[thing[1]].plays("stop"))  # "The patient meets each."
    if (
        not words[place].text.startswith("qualif")
        and not each
        and not any(word.plays("criteria") or word.text.startswith("definition") for word in run)
    ):
        return None
    if clause.opened_by in ("relative", "that") or clause.speaker == "guideline":
        return None
    if words[place].text.endswith(" for") and sentence.subject_in(thing).reference in ("unknown", "other", "unlike"):
        return None  # "qualifies for vocational training"
    clause.speaker = "" if clause.speaker == "person" else clause.speaker
    fewer = each and any(word.plays("number") for word in run) and run[0].text not in _ALL
    few = fewer and (run[0].text == "only" or any(word.text == "of" for word in run))
    if run and (run[0].plays("no") or few):  # "he meets none", "only two of them"
        clause.sign = -1
    if any(word.plays("denial") for word in words[clause.first : place]):  # "the denial conforms to the guideline"
        return sentence.judgement(place, clause, Subject("denial"), -clause.sign, firm=False)
    return sentence.judgement(place, clause, Subject("criteria"), clause.sign, firm=False)
