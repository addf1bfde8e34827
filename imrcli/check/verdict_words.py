"""What a rationale judges: the words that stand for the thing in each of its verdicts.

`The request for an MRI of the left knee is not medically necessary` judges `an MRI of the left knee`. Quotations of
guidelines, conditions (`would be necessary if`) and grounds (`As the requested surgery is not necessary, ...`) judge
nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from imrcli.check.phrases import phrase
from imrcli.check.speech import is_quoted, tells_guideline
from imrcli.check.subject import Subject
from imrcli.extract.conclusion import judgements as read_judgements
from imrcli.text import Passage, Span


class Judgement(Struct, frozen=True, gc=False):
    """A verdict: the sentence that it stands in, the words for what it is on, and the words from those to its end.

    `at_issue`: no verdict itself, but words that call something the thing at issue, or what the request is for.
    """

    sentence: Span
    thing: Span
    verdict: Span
    at_issue: bool = False


_BE = r"(?:is|are|was|were|be|been)"
_STRONG = phrase(rf"\b{_BE}\b(?: [\w-]+){{0,6}}? (?:necessary|medical necessity)\b(?! <of any patient>)")
"""`is therefore not medically necessary`, `are determined to not be medically necessary`"""
_WEAK = phrase(rf"\b{_BE}\b(?: [\w-]+){{0,5}}? <fitting>\b(?! <of any patient>)")
"""`is not warranted at this time`: a verdict only where the sentence speaks of the request."""
_OF_REQUEST = phrase(r"\brequest(?:ed|s)?\b(?! for authorization)|\b<concluding>\b|\bin this case\b")
_THING_END = r"(?= (?:is|are|was|were|has|have|including|because|as|at)\b|[,.;:()]|$)"
_FOR = phrase(
    r"\b(?:necessity (?:of|for)|criteria for|indications? for|justification for|need for) (?:the |an? |this |any )?"
    rf"(?P<thing>(?:requested )?[^,.;:()]{{3,80}}?){_THING_END}"
)
"""`does not meet criteria for a shoulder MRI`"""
_IS_FOR = phrase(
    r"\b(?:this|the) (?:current |present )?request is for (?:the |an? )?(?P<thing>[^.;:]{3,120}?)"
    r"(?= (?:to|in order|because|which|that)\b|[.;:]|$)"
)
"""`In this case, the request is for an MRI of the cervical spine.`"""
_OF_DENIAL = phrase(
    r"\b<agreeing>\b[^.;]{0,40}?\b(?:(?:non-?)?certification|denial|approval|authorization) (?:of|for) "
    r"(?:the |an? |this )?(?P<thing>[^.;:,]{3,80})"
)
"""`I recommend non-certification of the arthroscopy`"""
_AT_ISSUE = phrase(
    r"\b(?:the|an?|said|proposed|requested) (?P<thing>(?:(?!of\b|the\b|an?\b)[\w/-]+ ){1,4}?)"
    r"(?:in question|at issue|in dispute)\b"
)
"""`the ultrasound testing in question`"""
_GUIDELINE = phrase(r"\b<guideline name>\b")
_BY_GUIDELINE = phrase(r"\W*(?:as )?(?:per|according to|pursuant to|based on|under)\b[^.;]{0,160}?guidelines?, ")
"""`As per ACOEM Guidelines, MRI of the shoulder is medically necessary.`: the reviewer's verdict, for that reason."""
_REQUEST = phrase(r"\brequest(?:ed|s)?\b(?! for authorization)(?: (?:for|of|is|was)\b| (?:the|an?|this) )*[,:]?")
_CLAUSE = phrase(
    r"[;:]|\bguidelines?, |, (?=(?:the|this|these|an?|any|and|so|therefore|thus)\b)|\b<concluding>\b,?|\bthat "
)
_GROUND = phrase(r"\W*<ground>\b")
_SUPPOSED = phrase(r"\b(?:if|unless|whether|when|would|could|might|may|until|should)\b")


_ELSEWHERE = phrase(r"\b<decided elsewhere>\b")
_OF_ANY = phrase(r"\b<any patient>\b")
_REACH = 400
"""Characters before a verdict within which it is said what it is on."""
_MOST_VERDICTS = 20
"""Verdicts of a sentence that are read; no sentence has so many."""
_ON_ITEMS = ("this item", "another item")


def judgements(subject: Subject, place: int) -> list[Judgement]:
    """The verdicts of an item's rationale, in its order: those of these patterns, and of the grammar of verdicts."""
    return subject.once(_all_judgements, place)


def _all_judgements(subject: Subject, place: int) -> list[Judgement]:
    span = subject.rationale(place)
    known = [
        judgement
        for sentence in subject.sentences(span)
        if not is_quoted(subject, span, sentence) and not _ELSEWHERE.search(subject.text, *sentence)
        for judgement in _judgements(subject, sentence)
    ]
    known += _by_grammar(subject, place, span, known)
    return sorted(known, key=lambda judgement: judgement.verdict)


def _by_grammar(subject: Subject, place: int, span: Span | None, known: list[Judgement]) -> Iterator[Judgement]:
    """The decisions that the grammar of verdicts reads in sentences of which the patterns read none."""
    if span is None:
        return
    passage = Passage(subject.text, *span)
    sentences = {judgement.sentence for judgement in known}
    for read in read_judgements(passage.words, subject.issues[place].request):
        if not read.firm or read.judged not in _ON_ITEMS or read.general or not read.subject[0] < read.subject[1]:
            continue
        thing, verdict = passage.within(read.subject), passage.within(read.span)
        sentence = subject.sentence_at(span, thing[0])
        quoted = tells_guideline(subject, sentence) or is_quoted(subject, span, sentence)
        aside = _OF_ANY.search(subject.text, *sentence) or _ELSEWHERE.search(subject.text, *sentence)
        if sentence not in sentences and not quoted and not aside:
            yield Judgement(sentence, thing, verdict)


def _judgements(subject: Subject, sentence: Span) -> Iterator[Judgement]:
    text = subject.text
    own = not tells_guideline(subject, sentence)
    of_request = _OF_REQUEST.search(text, *sentence)
    opener = _BY_GUIDELINE.match(text, *sentence)
    start = opener.end() if opener else sentence[0]
    for verdict in islice(_STRONG.finditer(text, *sentence), _MOST_VERDICTS):
        first = max(start, verdict.start() - _REACH)
        if own or of_request or not _GUIDELINE.search(text, first, verdict.start()):
            thing = _before(text, (first, verdict.start()), (verdict.end(), sentence[1]))
            if thing and not _SUPPOSED.search(text, thing[0], verdict.end()):
                yield Judgement(sentence, thing, (thing[0], verdict.end()))
        start = verdict.end()
    for verdict in islice(_WEAK.finditer(text, *sentence), _MOST_VERDICTS) if own and of_request else ():
        first = max(sentence[0], verdict.start() - _REACH)
        thing = _before(text, (first, verdict.start()), (verdict.end(), sentence[1]))
        if thing and not _SUPPOSED.search(text, first, verdict.end()):
            yield Judgement(sentence, thing, (thing[0], verdict.end()))
    for pattern in (_FOR, _OF_DENIAL, _IS_FOR, _AT_ISSUE) if own else (_IS_FOR, _AT_ISSUE):
        for match in islice(pattern.finditer(text, *sentence), _MOST_VERDICTS):
            yield Judgement(sentence, match.span("thing"), match.span(), pattern in (_IS_FOR, _AT_ISSUE))


def _before(text: str, before: Span, behind: Span) -> Span | None:
    """The words before a verdict that say what it is on; None where they only give its ground."""
    start, end = before
    clause = max((match.end() for match in _CLAUSE.finditer(text, start, end)), default=start)
    if _GROUND.match(text, clause, end) and text.find(",", *behind) >= 0:
        return None
    requests = [match.end() for match in _REQUEST.finditer(text, clause, end)]
    requests = requests or [match.end() for match in _REQUEST.finditer(text, start, end)]
    first = requests[-1] if requests else clause
    return (first, end) if text[first:end].strip() else None
