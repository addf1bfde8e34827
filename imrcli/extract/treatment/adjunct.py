"""Services beside an operation, which DWC counts as Adjunct Surgical Services whatever they are by themselves.

Often the request says so (`Associated surgical service: crutches`, terms of the vocabulary). Where it does not, the
letter can: another item asks for the operation, and this item's rationale denies it because that is denied.
"""

from __future__ import annotations

import re

from imrcli.extract.treatment.senses import Kind
from imrcli.pattern import pattern
from imrcli.sentences import sentences

ADJUNCT: Kind = ("Surgery", "Adjunct Surgical Services")

_CAN_BE_ADJUNCT = {"DMEPOS", "Diagnostic Testing", "Home Health", "Transportation"}
_VISITS = ("Evaluation & Management", "Medical Specialties")
"""What patients also have for themselves stays what it is: drugs, physical therapy, injections, psychology."""

_OPERATION = (
    r"\b(?:surg(?:ery|eries|ical \w+)|operation|operative \w+|arthroscopy|arthroplasty|fusion|surgical"
    r"|primary (?:procedure|request)|(?:requested|proposed|planned|associated|index) procedure)\b"
)
_JUDGED = (
    r"(?:necessary|supported|warranted|indicated|certified|approved|authorized|established|substantiated|justified"
    r"|recommended|appropriate)"
)
_NOT_JUDGED = rf"\bnot\b[^.;,]{{0,40}}?\b{_JUDGED}\b|\b(?:denied|non-?certified|upheld|unnecessary)\b"
_DENIED_OPERATION = pattern(
    # 'surgery is not necessary'
    rf"{_OPERATION}[^.;,]{{0,80}}?(?:{_NOT_JUDGED})"
    # 'given the denial of the surgery'
    rf"|\b(?:denial|non-?certification) of [^.;,]{{0,40}}{_OPERATION}",
    re.IGNORECASE,
)
_BECAUSE = pattern(r"\b(?:as|since|because|given|due to|in (?:light|view) of)\b", re.IGNORECASE)
_THEREFORE = pattern(
    r"\b(?:therefore|thus|hence|so|accordingly|consequently|as such|either|neither|nor|likewise)\b", re.IGNORECASE
)
_SERVICE_WORDS = (
    *("associated", "incidental", "ancillary", "adjunct", "concurrent", "concomitant", "accompanying", "corresponding"),
    "perioperative",
)
_SERVICE = pattern(rf"(?=[aicp])\b(?:{'|'.join(_SERVICE_WORDS)}|adjunct\w*)\b", re.IGNORECASE)
"""What such services are called. `Related` and `post-operative` are said of much else."""

_NOT_BEING = pattern(r"\bnot being\b|\bhaving (?:not )?been\b", re.IGNORECASE)
_GRANTED = pattern(
    r"\b(?:requested|proposed|planned|concurrent|primary) [\w ]{0,40}?\b(?:surgery|procedure|operation|arthroscopy)"
    r" (?:is|was|has been|being) (?:found |deemed |considered |determined to be )?(?:to be )?"
    r"(?:medically necessary|certified|approved|authorized|supported)\b",
    re.IGNORECASE,
)
"""`The requested surgery has been found medically necessary`: said of a service beside it."""

_OPERATION_MEANT = (
    r"(?:the |a |this |any )?(?:\w+ )?"
    r"(?:surgery|operation|(?:surgical|operative) (?:procedure|intervention)|arthroscopy)"
)
_DEPENDS = pattern(
    rf"\b(?:predicated|contingent|dependent|depends|hinges|conditional) (?:up)?on {_OPERATION_MEANT}"
    rf"|\bno (?:documentation|evidence|indication) that {_OPERATION_MEANT}"
    r" (?:is|was|has been) (?:authorized|approved|certified|planned|scheduled)",
    re.IGNORECASE,
)
"""`contingent upon surgery`, `no documentation that the surgery has been authorized`"""

_PRESUMED = pattern(
    r"\b(?:presumes?|assumes?|presuming|assuming|provided|if) (?:that )?(?:the |a |this )?(?:\w+ )?"
    r"(?:surgery|operation|(?:surgical|operative) (?:procedure|intervention)|arthroscopy)"
    r" (?:is planned|will proceed|does(?: not|n['’]t) (?:occur|proceed|take place)|is not (?:done|performed))",
    re.IGNORECASE,
)
"""`This review presumes that a surgery is planned`, `if the surgery does not occur`."""

_MENTIONED = pattern(_OPERATION, re.IGNORECASE)


def can_be_adjunct(kind: tuple[str | None, str | None]) -> bool:
    """Whether a treatment of a kind is counted as adjunct where it stands beside an operation."""
    return kind[0] in _CAN_BE_ADJUNCT or kind == _VISITS


_LIST = pattern(r"\s*(?:pre-?\s?op\w*\s+)?(?:labs?|tests?|testing|diagnostics)\s+(?:to\s+)?includ\w+\b", re.IGNORECASE)


def names_a_list(request: str) -> bool:
    """Whether a request is one of a list of tests before an operation: `Labs to include: chest film`."""
    return _LIST.match(request) is not None


def depends_on_operation(rationale: str, beside: bool = True) -> bool:
    """Whether a rationale says that its item stands or falls with an operation.

    Where no other item of the letter asks for one (`beside`), it has to call the item associated or the like.

    >>> depends_on_operation("As the requested surgery is not medically necessary, this associated request is not.")
    True
    """
    if not (beside or _names_service(rationale)) or _MENTIONED.search(rationale) is None:
        return False
    if beside and (_GRANTED.search(rationale) or _PRESUMED.search(rationale) or _DEPENDS.search(rationale)):
        return True
    spoken = [rationale[start:end] for start, end in sentences(rationale)]
    pairs = zip(spoken, [*spoken[1:], ""], strict=True)
    return any(_says_dependence(words, behind) for words, behind in pairs if beside or _SERVICE.search(words + behind))


def _names_service(rationale: str) -> bool:
    lowered = rationale.lower()
    return any(word in lowered for word in _SERVICE_WORDS) and _SERVICE.search(rationale) is not None


def _says_dependence(words: str, behind: str) -> bool:
    """Whether a sentence, or it and the one behind it, judges the item by the operation."""
    denied = _DENIED_OPERATION.search(words)
    if denied is None:
        # 'As the surgery is medically necessary, the associated service is.'
        return bool(_MENTIONED.search(words) and _SERVICE.search(words) and _BECAUSE.match(words))
    rest = f"{words[: denied.start()]} {words[denied.end() :]}"
    if denied.group().lower().startswith(("denial", "non")) or _NOT_BEING.search(words):
        return True
    if _SERVICE.search(rest) or _BECAUSE.search(rest) or _THEREFORE.search(rest):
        return True
    return bool(_THEREFORE.match(behind) or _SERVICE.search(behind))
