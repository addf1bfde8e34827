"""The treatment, drug, strength and number that a rationale decides on, against those of the item."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.doubt import Check, Doubt
from imrcli.check.drugs import drugs_in, is_brand, same_drug
from imrcli.check.phrases import either, phrase, words_under
from imrcli.check.quantities import NUMBER_WORD, numbers_in, sessions, strengths
from imrcli.check.speech import tells_guideline
from imrcli.check.subject import MOST_ISSUES, Subject
from imrcli.extract.treatment import classify
from imrcli.model import Issue
from imrcli.text import Span

TREATMENT = Check(
    code="rationale-other-treatment",
    severity="medium",
    meaning="The rationale calls the thing at issue, or decides on, another treatment or drug than the item.",
    silent="The words are general (study, surgery, medication), share a word with the item, or their kind or the"
    " item's is"
    " not known; drugs of one substance are the same.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
)
QUANTITY = Check(
    code="rationale-other-quantity",
    severity="medium",
    meaning="The rationale says that another number of visits, or of tablets, was requested than the item does.",
    silent="The number stands in the item, in the original request or the part authorized, or is their product (2"
    " times a"
    " week for 6 weeks is 12); or the item has none.",
    source="Labor Code 4610.6(h)(5)",
)
STRENGTH = Check(
    code="request-strength-differs",
    severity="low",
    meaning="A drug's strength is not the same in the original request, the part authorized and the remainder.",
    silent="The item was not partly authorized, or names several drugs or no strength.",
    source="data quality: a misprint in the item",
)
REMAINDER = Check(
    code="remainder-does-not-add-up",
    severity="medium",
    meaning="The number requested, less the number authorized, is not the number that remained in dispute.",
    silent="Any of the three has no single number, or the whole request remained in dispute.",
    source="Labor Code 4610.5(c)(1): the disputed medical treatment is what was not authorized",
)
WHOLE = Check(
    code="original-request-judged",
    severity="low",
    meaning="The rationale finds the original request too much, though only the part that was not authorized is in"
    " dispute.",
    silent="The rationale speaks of what remains, or the item was not partly authorized.",
    source="Labor Code 4610.5(c)(1)",
)
CHECKS = (TREATMENT, QUANTITY, STRENGTH, REMAINDER, WHOLE)

_AT_ISSUE = phrase(
    r"\b(?:the|an?|said|proposed|requested) (?P<thing>(?:(?!of\b|the\b|an?\b)[\w/-]+ ){1,4}?)"
    r"(?:in question|at issue|in dispute)\b"
)
"""`the ultrasound testing in question`"""
_REQUEST_FOR = r"\brequest(?:ed|s)? (?:for )?(?:the |an? |one |continued |additional |retrospective )?"
_IS_NECESSARY = (
    r"(?:is|are|was|were) (?:therefore |thus |also )?(?:not |considered |deemed |determined |found |to |be )*"
    r"(?:medically )?(?:necessary|certified|authorized|supported)\b"
)
_DECIDED = phrase(rf"{_REQUEST_FOR}(?P<thing>[A-Za-z][\w/-]*(?: [\w/%#.-]+){{0,7}}?),? {_IS_NECESSARY}")
"""`The request for naproxen 550mg #90 is not medically necessary`"""
_SHORTEST_WORD = 4
_ONE_KIND = {
    "Facet Injection": "Injection",
    "Chiropractic": "Physical Therapy/Occupational Therapy (PT/OT)",
    "Spine": "Surgery",
    "Arthroscopic Surgery": "Surgery",
    "Non-arthroscopic Surgery": "Surgery",
}
"""Kinds whose words are used for each other."""

_TOLD_APART = frozenset(
    [
        "Imaging/Radiology",
        "EMG/NCV/NCS",
        "Lab & Pathology",
        "Injection",
        "Surgery",
        "Acupuncture",
        "Physical Therapy/Occupational Therapy (PT/OT)",
    ]
)
"""Kinds that nobody names by another's words."""

_COUNT = rf"\d{{1,3}}|{NUMBER_WORD}"
_VISITS = r"(?:more |additional |further |initial |total )?(?:[\w/-]+ ){0,3}?(?:sessions|visits)"
_HAD = r"(?:were|was|have been|had been|has been) (?:completed|attended|approved|authorized|certified)"
_SESSIONS_REQUESTED = phrase(
    either(
        r"\b(?:request(?:ed)?|current)(?: (?:for|of|the|an?|is|was|additional|further|total))* "
        rf"(?P<number>{_COUNT}) {_VISITS}\b(?! (?:of (?:the )?same )?{_HAD})",  # 'the requested 18 sessions'
        rf"\b(?P<number2>{_COUNT}) {_VISITS},? "
        r"(?:(?:as|that|which) )?(?:(?:were|was|are|being) )?requested\b",  # '18 visits were requested'
    )
)
_WHOLE_JUDGED = phrase(
    r"\b(?:initial|original) (?:treatment )?request(?:ed)?\b[^.;]{0,60}\b(?:exceeds?|is in excess|excessive)\b"
)
_REMAINS = phrase(r"\b(?:remain\w*|remainder|additional|left over)\b")
_COUNT_DECIDED = phrase(r"#\s*(?P<number>\d{1,4})\b")


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on what was decided."""
    for place in range(min(len(subject.issues), MOST_ISSUES)):
        yield from _treatment(subject, place)
        yield from _quantity(subject, place)
        yield from _strength(subject, place)
        yield from _remainder(subject, place)
        yield from _whole(subject, place)


def _asked(issue: Issue) -> str:
    """All that the item says was asked for or authorized."""
    return " ; ".join(filter(None, (issue.request, issue.original_request, issue.authorized)))


def _treatment(subject: Subject, place: int) -> Iterator[Doubt]:
    issue = subject.issues[place]
    span = subject.rationale(place)
    wanted = classify(issue.request).kind
    if wanted[0] is None or wanted[1] == "Adjunct Surgical Services":
        return
    for words in (_AT_ISSUE, _DECIDED):
        for match in subject.matches(words, span):
            sentence = subject.sentence_at(span, match.start())
            if tells_guideline(subject, sentence) and words is _DECIDED:
                continue
            if _is_another(subject.quote(*match.span("thing")), _asked(issue), wanted):
                yield TREATMENT.doubt(
                    f"Item {place + 1} is “{issue.request}”; the rationale speaks of “{subject.quote(*match.span())}”.",
                    subject.in_rationale(place, match.span()),
                    subject.request_exhibit(place),
                    issue=place,
                )
                return


def _is_another(thing: str, asked: str, wanted: tuple[str | None, str | None]) -> bool:
    """Whether some words name another treatment or drug than the request."""
    named = drugs_in(thing)
    if not named or wanted[0] != "Pharmaceuticals":
        return not named and wanted[0] != "Pharmaceuticals" and _other_kind(thing, asked, wanted)
    drugs = drugs_in(asked)
    # What a brand alone stands for is not known, nor is a cream called by one drug only.
    if not drugs or any(map(is_brand, (*named, *drugs))) or (wanted[1] or "").startswith("Topical"):
        return False
    return not any(same_drug(a, b) for a in named for b in drugs)


def _other_kind(thing: str, asked: str, wanted: tuple[str | None, str | None]) -> bool:
    """Whether some words name a treatment of another kind, and share no telling word with the request."""
    kinds = [_ONE_KIND.get(kind or "", kind) for kind in (classify(thing).subcategory, wanted[1])]
    if kinds[0] == kinds[1] or not _TOLD_APART.issuperset(kinds):
        return False
    words = _words(thing)
    return bool(words) and not words & _words(asked)


def _words(text: str) -> set[str]:
    split = "".join(c.lower() if c.isalnum() else " " for c in text).split()
    general = words_under("general")
    return {word.rstrip("s")[:5] for word in split if len(word) >= _SHORTEST_WORD and word not in general}


def _quantity(subject: Subject, place: int) -> Iterator[Doubt]:
    span = subject.rationale(place)
    asked = _asked(subject.issues[place])
    known = sessions(asked)
    if known:
        for match in subject.matches(_SESSIONS_REQUESTED, span):
            number = numbers_in(match["number"] or match["number2"])
            sentence = subject.sentence_at(span, match.start())
            if number and not number & known and not tells_guideline(subject, sentence):
                yield _other_quantity(subject, place, match.span())
                return
    tablets = {int(match["number"]) for match in _COUNT_DECIDED.finditer(asked)}
    named = drugs_in(asked)
    if not tablets or not named:
        return
    for match in subject.matches(_DECIDED, span):
        thing = subject.quote(*match.span("thing"))
        counted = {int(count["number"]) for count in _COUNT_DECIDED.finditer(thing)}
        same = any(same_drug(a, b) for a in drugs_in(thing) for b in named)
        if same and counted and not counted & tablets:
            yield _other_quantity(subject, place, match.span())
            return


def _other_quantity(subject: Subject, place: int, span: Span) -> Doubt:
    return QUANTITY.doubt(
        f"Item {place + 1} is “{_asked(subject.issues[place])}”; the rationale speaks of “{subject.quote(*span)}”.",
        subject.in_rationale(place, span),
        subject.request_exhibit(place),
        issue=place,
    )


def _strength(subject: Subject, place: int) -> Iterator[Doubt]:
    issue = subject.issues[place]
    if not issue.original_request or len(drugs_in(issue.original_request)) != 1:
        return
    first = strengths(issue.original_request)
    for other in (issue.request, issue.authorized):
        second = strengths(other or "")
        if first and second and first != second:
            yield STRENGTH.doubt(
                f"Item {place + 1}: the strength is printed as “{first}” and as “{second}” (“{issue.original_request}”,"
                f" “{other}”).",
                subject.request_exhibit(place),
                issue=place,
            )
            return


def _remainder(subject: Subject, place: int) -> Iterator[Doubt]:
    issue = subject.issues[place]
    counts: list[int] = []
    for text in (issue.original_request, issue.authorized, issue.request):
        number = sessions(text or "", single=True)
        if len(number) != 1:
            return
        counts += number
    first, authorized, rest = counts
    if first - authorized != rest and rest != first:
        yield REMAINDER.doubt(
            f"Item {place + 1}: {first} requested, {authorized} authorized, {rest} said to remain in dispute.",
            subject.request_exhibit(place),
            issue=place,
        )


def _whole(subject: Subject, place: int) -> Iterator[Doubt]:
    issue = subject.issues[place]
    span = subject.rationale(place)
    if not issue.authorized or not issue.original_request or issue.request == issue.original_request:
        return
    judged = next(subject.matches(_WHOLE_JUDGED, span), None)
    remaining = [sentence for sentence in subject.sentences(span) if _REMAINS.search(subject.text, *sentence)]
    if judged and all(tells_guideline(subject, sentence) for sentence in remaining):
        yield WHOLE.doubt(
            f"Item {place + 1} is what remained of a request (“{issue.request}”); the rationale judges the whole:"
            f" “{subject.quote(*judged.span())}”.",
            subject.in_rationale(place, judged.span()),
            subject.request_exhibit(place),
            issue=place,
        )
