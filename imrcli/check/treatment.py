"""The treatment, drug, strength and number that a rationale decides on, against those of the item."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.drugs import drugs_in, is_brand, same_drug
from imrcli.check.finding import Check, Finding
from imrcli.check.quantities import PERIODS, numbers_in, sessions, strengths
from imrcli.check.reading import MOST_ISSUES, Reading, spaced
from imrcli.check.speech import tells_guideline
from imrcli.extract.treatment import classify
from imrcli.model import Issue

TREATMENT = Check(
    code="rationale-other-treatment",
    severity="medium",
    meaning="The rationale calls the thing at issue, or decides on, another treatment or drug than the item.",
    silent="The words are general (study, surgery, medication), share a word with the item, or their kind or the item's is not known; drugs of one substance are the same.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
)
QUANTITY = Check(
    code="rationale-other-quantity",
    severity="medium",
    meaning="The rationale says that another number of visits, or of tablets, was requested than the item does.",
    silent="The number stands in the item, in the original request or the part authorized, or is their product (2 times a week for 6 weeks is 12); or the item has none.",
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
    meaning="The rationale finds the original request too much, though only the part that was not authorized is in dispute.",
    silent="The rationale speaks of what remains, or the item was not partly authorized.",
    source="Labor Code 4610.5(c)(1)",
)
CHECKS = (TREATMENT, QUANTITY, STRENGTH, REMAINDER, WHOLE)

_AT_ISSUE = spaced(
    r"\b(?:the|an?|said|proposed|requested) (?P<thing>(?:(?!of\b|the\b|an?\b)[\w/-]+ ){1,4}?)(?:in question|at issue|in dispute)\b"
)
_DECIDED = spaced(
    r"\brequest(?:ed|s)? (?:for )?(?:the |an? |one |continued |additional |retrospective )?(?P<thing>[A-Za-z][\w/-]*(?: [\w/%#.-]+){0,7}?),? (?:is|are|was|were) (?:therefore |thus |also )?(?:not |considered |deemed |determined |found |to |be )*(?:medically )?(?:necessary|certified|authorized|supported)\b"
)
_GENERAL = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "for",
        "to",
        "and",
        "in",
        "with",
        "this",
        "that",
        "these",
        "those",
        "current",
        "currently",
        "requested",
        "request",
        "proposed",
        "further",
        "additional",
        "continued",
        "ongoing",
        "study",
        "studies",
        "test",
        "tests",
        "testing",
        "imaging",
        "treatment",
        "treatments",
        "therapy",
        "service",
        "services",
        "medication",
        "medications",
        "drug",
        "drugs",
        "surgery",
        "surgical",
        "procedure",
        "procedures",
        "intervention",
        "interventions",
        "evaluation",
        "consultation",
        "visit",
        "visits",
        "session",
        "sessions",
        "item",
        "items",
        "injection",
        "injections",
        "device",
        "devices",
        "unit",
        "equipment",
        "modality",
        "modalities",
        "program",
        "ancillary",
        "associated",
        "supply",
        "supplies",
        "office",
        "dates",
        "date",
        "file",
        "note",
        "claim",
        "left",
        "right",
        "bilateral",
        "prescription",
        "topical",
        "compound",
        "compounded",
        "analgesic",
        "analgesics",
        "cream",
        "ointment",
        "gel",
        "oral",
        "opioid",
        "opioids",
    ]
)
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

_SESSIONS_REQUESTED = spaced(
    rf"\b(?:request(?:ed)?|current)(?: (?:for|of|the|an?|is|was|additional|further|total))* (?P<number>\d{{1,3}}|{PERIODS}) (?:more |additional |further |initial |total )?(?:[\w/-]+ ){{0,3}}?(?:sessions|visits)\b(?! (?:of (?:the )?same )?(?:were|was|have been|had been|has been) (?:completed|attended|approved|authorized|certified))"
    rf"|\b(?P<number2>\d{{1,3}}|{PERIODS}) (?:more |additional |further |initial )?(?:[\w/-]+ ){{0,3}}?(?:sessions|visits),? (?:as |that (?:were|was|are) |which (?:were|was|are) |were |was |are |being )?requested\b"
)
_WHOLE_JUDGED = spaced(
    r"\b(?:initial|original) (?:treatment )?request(?:ed)?\b[^.;]{0,60}\b(?:exceeds?|is in excess|excessive)\b"
)
_REMAINS = spaced(r"\b(?:remain\w*|remainder|additional|left over)\b")
_COUNT_DECIDED = spaced(r"#\s*(?P<number>\d{1,4})\b")


def find(reading: Reading) -> Iterator[Finding]:
    """Findings on what was decided."""
    for place, issue in enumerate(reading.issues[:MOST_ISSUES]):
        yield from _treatment(reading, place, issue)
        yield from _quantity(reading, place, issue)
        yield from _strength(reading, place, issue)
        yield from _remainder(reading, place, issue)
        yield from _whole(reading, place, issue)


def _asked(issue: Issue) -> str:
    """All that the item says was asked for or authorized."""
    return " ; ".join(filter(None, (issue.request, issue.original_request, issue.authorized)))


def _treatment(reading: Reading, place: int, issue: Issue) -> Iterator[Finding]:
    span = reading.rationale(place)
    asked = _asked(issue)
    wanted = classify(issue.request).kind
    if wanted[0] is None or wanted[1] == "Adjunct Surgical Services":
        return
    drugs = drugs_in(asked)
    for words in (_AT_ISSUE, _DECIDED):
        for match in reading.find(words, span):
            thing = reading.quote(*match.span("thing"))
            sentence = reading.sentence_at(span, match.start())
            if tells_guideline(reading, sentence) and words is _DECIDED:
                continue
            named = drugs_in(thing)
            if named and wanted[0] == "Pharmaceuticals":
                wrong = bool(drugs) and not any(same_drug(a, b) for a in named for b in drugs)
                # What a brand alone stands for is not known, nor is a cream called by one drug only.
                wrong = (
                    wrong
                    and not any(is_brand(a) for a in (*named, *drugs))
                    and not (wanted[1] or "").startswith("Topical")
                )
            else:
                wrong = not named and wanted[0] != "Pharmaceuticals" and _other_kind(thing, asked, wanted)
            if wrong:
                yield TREATMENT.found(
                    f"Item {place + 1} is “{issue.request}”; the rationale speaks of “{reading.quote(*match.span())}”.",
                    reading.in_rationale(place, *match.span()),
                    reading.request_side(place),
                    issue=place,
                )
                return


def _other_kind(thing: str, asked: str, wanted: tuple[str | None, str | None]) -> bool:
    """Whether some words name a treatment of another kind, and share no telling word with the request."""
    kinds = [_ONE_KIND.get(k or "", k) for k in (classify(thing)[1], wanted[1])]
    if kinds[0] == kinds[1] or not _TOLD_APART.issuperset(kinds):
        return False
    words = _words(thing)
    return bool(words) and not words & _words(asked)


def _words(text: str) -> set[str]:
    split = "".join(c.lower() if c.isalnum() else " " for c in text).split()
    return {w.rstrip("s")[:5] for w in split if len(w) >= _SHORTEST_WORD and w not in _GENERAL}


def _quantity(reading: Reading, place: int, issue: Issue) -> Iterator[Finding]:
    span = reading.rationale(place)
    asked = _asked(issue)
    known = sessions(asked)
    if known:
        for match in reading.find(_SESSIONS_REQUESTED, span):
            number = numbers_in(match["number"] or match["number2"])
            sentence = reading.sentence_at(span, match.start())
            if number and not number & known and not tells_guideline(reading, sentence):
                yield _other_quantity(reading, place, match.span())
                return
    tablets = {int(m["number"]) for m in _COUNT_DECIDED.finditer(asked)}
    named = drugs_in(asked)
    if not tablets or not named:
        return
    for match in reading.find(_DECIDED, span):
        thing = reading.quote(*match.span("thing"))
        counted = {int(m["number"]) for m in _COUNT_DECIDED.finditer(thing)}
        same = any(same_drug(a, b) for a in drugs_in(thing) for b in named)
        if same and counted and not counted & tablets:
            yield _other_quantity(reading, place, match.span())
            return


def _other_quantity(reading: Reading, place: int, span: tuple[int, int]) -> Finding:
    return QUANTITY.found(
        f"Item {place + 1} is “{_asked(reading.issues[place])}”; the rationale speaks of “{reading.quote(*span)}”.",
        reading.in_rationale(place, *span),
        reading.request_side(place),
        issue=place,
    )


def _strength(reading: Reading, place: int, issue: Issue) -> Iterator[Finding]:
    if not issue.original_request or len(drugs_in(issue.original_request)) != 1:
        return
    first = strengths(issue.original_request)
    for other in (issue.request, issue.authorized):
        told = strengths(other or "")
        if first and told and first != told:
            yield STRENGTH.found(
                f"Item {place + 1}: the strength is printed as “{first}” and as “{told}” (“{issue.original_request}”, “{other}”).",
                reading.request_side(place),
                issue=place,
            )
            return


def _remainder(reading: Reading, place: int, issue: Issue) -> Iterator[Finding]:
    counts: list[int] = []
    for text in (issue.original_request, issue.authorized, issue.request):
        number = sessions(text or "", single=True)
        if len(number) != 1:
            return
        counts += number
    first, authorized, rest = counts
    if first - authorized != rest and rest != first:
        yield REMAINDER.found(
            f"Item {place + 1}: {first} requested, {authorized} authorized, {rest} said to remain in dispute.",
            reading.request_side(place),
            issue=place,
        )


def _whole(reading: Reading, place: int, issue: Issue) -> Iterator[Finding]:
    span = reading.rationale(place)
    if not issue.authorized or not issue.original_request or issue.request == issue.original_request or span is None:
        return
    judged = next(reading.find(_WHOLE_JUDGED, span), None)
    sentences = [s for s in reading.sentences(span) if _REMAINS.search(reading.text, *s)]
    if judged and all(tells_guideline(reading, s) for s in sentences):
        yield WHOLE.found(
            f"Item {place + 1} is what remained of a request (“{issue.request}”); the rationale judges the whole: “{reading.quote(*judged.span())}”.",
            reading.in_rationale(place, *judged.span()),
            reading.request_side(place),
            issue=place,
        )
