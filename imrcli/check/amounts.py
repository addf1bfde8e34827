"""Numbers: of visits, tablets and milligrams, in the item and in what the rationale decides."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.doubt import Check, Doubt
from imrcli.check.drugs import drugs_in, same_drug
from imrcli.check.judged import asked
from imrcli.check.phrases import either, phrase
from imrcli.check.quantities import NUMBER_WORD, numbers_in, sessions
from imrcli.check.speech import tells_guideline
from imrcli.check.subject import MOST_ISSUES, Subject
from imrcli.check.verdict_words import judgements
from imrcli.check.wording import shortened
from imrcli.text import Span
from imrcli.vocabulary.treatment_kinds import any_related, kinds_in

QUANTITY = Check(
    code="rationale-other-quantity",
    severity="medium",
    meaning="The rationale decides on another number of visits, injections or tablets, or on another length of a"
    " rental, than the item asks for.",
    silent="The number stands in the item, in the original request or the part authorized, or is their product (2"
    " times a"
    " week for 6 weeks is 12); it is of visits already had, or of all together; or the item has none.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
    matters="another quantity than the one in dispute may have been reviewed",
)
REMAINDER = Check(
    code="remainder-does-not-add-up",
    severity="medium",
    meaning="The number requested, less the number authorized, is not the number that remained in dispute.",
    silent="Any of the three has no single number, or the whole request remained in dispute.",
    source="Labor Code 4610.5(c)(1): the disputed medical treatment is what was not authorized",
    matters="what is in dispute is not certain",
)
WHOLE = Check(
    code="original-request-judged",
    severity="low",
    meaning="The rationale decides on the original request, or finds it too much, though only the part that was not"
    " authorized is in dispute.",
    silent="The rationale speaks of what remains, or the item was not partly authorized.",
    source="Labor Code 4610.5(c)(1)",
    matters="only the part that was not authorized is in dispute",
)
HAD = Check(
    code="visits-differ",
    severity="low",
    meaning="The rationale and the summary give different numbers of visits of the treatment that the worker has had.",
    silent="Either is `at least` or about so many; the summary gives the rationale's number too; the treatments"
    " differ.",
    source="Labor Code 4610.6(h)(5)",
    matters="how many more visits a guideline allows depends on how many there were",
)
CHECKS = (QUANTITY, REMAINDER, WHOLE, HAD)

_COUNT = rf"\d{{1,3}}|{NUMBER_WORD}"
_VISITS = r"(?:more |additional |further |initial |total )?(?:[\w/-]+ ){0,3}?(?:sessions|visits|hours)"
_HAD = r"(?:were|was|have been|had been|has been) (?:completed|attended|approved|authorized|certified)"
_SESSIONS_REQUESTED = phrase(
    either(
        r"\b(?:request(?:ed)?|current)(?: (?:for|of|the|an?|is|was|additional|further|total))* "
        rf"(?P<number>{_COUNT}) {_VISITS}\b(?! (?:of (?:the )?same )?{_HAD})",  # 'the requested 18 sessions'
        rf"\b(?P<number2>{_COUNT}) {_VISITS},? "
        r"(?:(?:as|that|which) )?(?:(?:were|was|are|being) )?requested\b",  # '18 visits were requested'
        r"\b(?=[rejni])(?:reason|rationale|explanation|justification|need|necessity|indication)s? (?:\w+ ){0,3}?"
        r"(?:for|of|why|that) (?:the |an? |(?:additional|further|requested) )*"
        rf"(?P<number3>{_COUNT}) {_VISITS}\b",  # 'no need for 24 visits'
    )
)
_SESSIONS = phrase(rf"\b(?P<number>{_COUNT}) {_VISITS}\b")
_WHOLE_JUDGED = phrase(
    r"\b(?:initial|original) (?:treatment )?request(?:ed)?\b[^.;]{0,60}\b(?:exceeds?|is in excess|excessive)\b"
)
_REMAINS = phrase(r"\b(?:remain\w*|remainder|additional|left over)\b")
_HAVING_HAD = phrase(
    rf"\b(?:has|have|had|was|were|been)? ?<visits had> (?P<number>{_COUNT}) (?:[\w/-]+ ){{0,3}}?"
    r"(?:sessions?|visits?|treatments?)(?: of (?P<what>[\w ]{3,40}))?"
)
"""`has completed 12 chiropractic visits`"""
_INCLUDED = phrase(rf"\b(?:{_COUNT}) (?:[\w/-]+ ){{0,3}}?(?:sessions?|visits?)\b")
_ROUGHLY = phrase(r"\b<roughly>\b")
_SERIES = phrase(
    either(
        rf"\bseries of ?\(?(?P<number>{_COUNT})\b",  # 'a series of three'
        rf"\b(?P<number2>{_COUNT})\)? "
        r"(?:(?!of\b|to\b|for\b)[\w-]+ ){0,4}?(?:injections|blocks)\b",  # '3 knee injections'
        r"\b(?:injections?|blocks?),? (?:x ?|times |#|quantity:? |series of )"
        rf"(?P<number3>{_COUNT})\b",  # 'injections x 3'
    )
)
_USE = r"(?:rental|trial|use|supply|program|stay|admission|hospitalization)"
_STAY = r"(?:rental|stay|admission|hospitalization)"
_PERIOD = phrase(
    either(
        # '30 day rental', '3 months of home use'
        rf"\b(?P<number>{_COUNT})[- ](?P<unit>day|week|month)s?,? (?:of )?(?:[\w-]+ ){{0,3}}?{_USE}\b",
        # 'rental for 30 days'
        rf"\b{_STAY},? (?:for |of |x ?|times )?(?P<number2>{_COUNT})[- ](?P<unit2>day|week|month)s?\b",
    )
)
_AMOUNT = phrase(r"(?<![\d.,/-])(?P<number>\d{1,4})[- ]?(?P<unit>grams?|gms?|g|units?|patch(?:es)?)\b(?! ?/)")
"""`120 grams`, `155 units`"""
_DAYS_OF = {"day": 1, "week": 7, "month": 30}
_LEAST_MONTH = 28
_TABLETS = phrase(r"# ?(?P<number>\d{1,4})\b|\b(?:quantity|qty)(?: of)?:? (?P<number2>\d{1,4})\b")


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on numbers."""
    for place in range(min(len(subject.issues), MOST_ISSUES)):
        yield from _quantity(subject, place)
        yield from _remainder(subject, place)
        yield from _whole(subject, place)
        yield from _had(subject, place)


def _quantity(subject: Subject, place: int) -> Iterator[Doubt]:
    issue = subject.issues[place]
    known = sessions(asked(issue))
    wrong = _other_visits(subject, place, known) if known else None
    if not wrong and subject.has_own_rationale(place):
        wrong = _other_visits_decided(subject, place, known) if known else None
        wrong = wrong or _other_tablets(subject, place) or _other_count(subject, place)
    if wrong:
        yield QUANTITY.doubt(
            f"Item {place + 1} is “{asked(issue)}”; the rationale decides on another number: “{subject.quote(*wrong)}”",
            subject.in_rationale(place, wrong),
            subject.request_exhibit(place),
            issue=place,
        )


def _other_visits(subject: Subject, place: int, known: set[int]) -> Span | None:
    span = subject.rationale(place)
    for match in subject.matches(_SESSIONS_REQUESTED, span):
        number = numbers_in(match["number"] or match["number2"] or match["number3"])
        sentence = subject.sentence_at(span, match.start())
        if number and not number & known and not tells_guideline(subject, sentence):
            return match.span()
    return None


def _other_visits_decided(subject: Subject, place: int, known: set[int]) -> Span | None:
    for judgement in judgements(subject, place):
        for match in _SESSIONS.finditer(subject.text, *judgement.thing):
            if not numbers_in(match["number"]) & known:
                return judgement.verdict
    return None


def _other_tablets(subject: Subject, place: int) -> Span | None:
    words = asked(subject.issues[place])
    tablets = _tablets(words)
    named = drugs_in(words)
    if not tablets or not named:
        return None
    for judgement in judgements(subject, place):
        thing = subject.quote(*judgement.thing)
        counted = _tablets(thing)
        same = any(same_drug(a, b) for a in drugs_in(thing) for b in named)
        if same and counted and not counted & tablets:
            return judgement.verdict
    return None


def _other_count(subject: Subject, place: int) -> Span | None:
    """A verdict on another number of injections, or on another length of a rental, than the item's."""
    words = asked(subject.issues[place])
    wanted = ((_injections, numbers_in(words)), (_days, _days(words)), (_amounts, numbers_in(words) | _amounts(words)))
    for counted, known in wanted:
        if not counted(words):
            continue
        for judgement in judgements(subject, place):
            judged = counted(subject.quote(*judgement.thing))
            if judged and not any(_about(a, b) for a in judged for b in known):
                return judgement.verdict
    return None


def _about(first: int, second: int) -> bool:
    """Whether two numbers are one but for how a month is counted in days."""
    return first == second or (first >= _LEAST_MONTH and abs(first - second) * 10 <= first)


def _injections(words: str) -> set[int]:
    """The numbers of injections, or of a series, that some words name."""
    return {
        number
        for match in _SERIES.finditer(words)
        for number in numbers_in(match["number"] or match["number2"] or match["number3"])
    }


def _days(words: str) -> set[int]:
    """How many days a rental or a supply is for."""
    return {
        number * _DAYS_OF[(match["unit"] or match["unit2"]).lower()]
        for match in _PERIOD.finditer(words)
        for number in numbers_in(match["number"] or match["number2"])
    }


def _amounts(words: str) -> set[int]:
    """The grams, units or patches that some words name, where they name one kind of them."""
    named = [(match["unit"].lower(), int(match["number"])) for match in _AMOUNT.finditer(words)]
    return {number for _, number in named} if len({unit[:1] for unit, _ in named}) == 1 else set()


def _tablets(words: str) -> set[int]:
    return {int(match["number"] or match["number2"]) for match in _TABLETS.finditer(words)}


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
            f"Item {place + 1}: {first} requested, {authorized} authorized, {rest} said to remain in dispute",
            subject.request_exhibit(place),
            issue=place,
        )


def _whole(subject: Subject, place: int) -> Iterator[Doubt]:
    issue = subject.issues[place]
    span = subject.rationale(place)
    if not issue.authorized or not issue.original_request or issue.request == issue.original_request:
        return
    remaining = [sentence for sentence in subject.sentences(span) if _REMAINS.search(subject.text, *sentence)]
    if not all(tells_guideline(subject, sentence) for sentence in remaining):
        return
    judged = next((match.span() for match in subject.matches(_WHOLE_JUDGED, span)), None)
    judged = judged or _original_decided(subject, place)
    if judged:
        yield WHOLE.doubt(
            f"Item {place + 1} is what remained of a request (“{issue.request}”); the rationale judges the whole:"
            f" “{subject.quote(*judged)}”",
            subject.in_rationale(place, judged),
            subject.request_exhibit(place),
            issue=place,
        )


def _original_decided(subject: Subject, place: int) -> Span | None:
    """A verdict on the number of the original request, where another number is in dispute."""
    issue = subject.issues[place]
    rest, whole = sessions(issue.request or "", single=True), sessions(issue.original_request or "", single=True)
    if len(rest) != 1 or len(whole) != 1 or rest == whole:
        return None
    for judgement in judgements(subject, place):
        counted = sessions(subject.quote(*judgement.thing), single=True)
        if counted == whole:
            return judgement.verdict
    return None


def _had(subject: Subject, place: int) -> Iterator[Doubt]:
    """The visits had, in the rationale against the summary."""
    span = subject.rationale(place)
    wanted = {named.kind for named in kinds_in(asked(subject.issues[place]))}
    summarized = _visits_told(subject, wanted)
    for match in subject.matches(_HAVING_HAD, span):
        sentence = subject.sentence_at(span, match.start())
        words = subject.quote(*sentence)
        number = numbers_in(match["number"])
        if _ROUGHLY.search(words) or tells_guideline(subject, sentence) or not summarized or number & set(summarized):
            continue
        kinds = {named.kind for named in kinds_in(words)}
        if wanted and any_related(kinds or wanted, wanted):
            other = next(iter(summarized.values()))
            yield HAD.doubt(
                f"Item {place + 1}: the rationale says “{subject.quote(*match.span())}”; the case summary reports"
                f" “{shortened(subject.quote(*other))}”",
                subject.in_rationale(place, match.span()),
                subject.in_summary("visits in the summary", other),
                issue=place,
            )
            return


def _visits_told(subject: Subject, wanted: set[str]) -> dict[int, Span]:
    """The numbers of visits of a treatment that the summary gives, each with its sentence; none where any is rough."""
    summarized: dict[int, Span] = {}
    for sentence in subject.sentences(subject.summary):
        words = subject.quote(*sentence)
        if not any_related({named.kind for named in kinds_in(words)}, wanted):
            continue
        if not _INCLUDED.search(subject.text, *sentence):
            continue
        if _ROUGHLY.search(words):
            return {}
        summarized |= dict.fromkeys(numbers_in(words), sentence)
    return summarized
