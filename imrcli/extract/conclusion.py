"""What a rationale's own words conclude of the item: necessary, not necessary, both in part, or nothing.

The conclusion is usually the last sentence, but tapering advice and the like can follow it. Sentences are read
from the last to the first; a sentence that states what a guideline says, or a condition, concludes nothing.
"""

from __future__ import annotations

import re
from typing import Literal

Conclusion = Literal["necessary", "not_necessary", "mixed", "unstated"]

_SENTENCE = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“(]?[A-Z0-9])|(?<=[a-z]{2}[.!?])(?=[A-Z][a-z])")
_NEG = r"(?:not|n't|n0t|nor|never|cannot|neither)"
_NOUN = r"(?:medical(?:ly)?\s+necess(?:ity|ary|arily)|medical\s+need|medically\s+(?:indicated|appropriate|reasonable|warranted|justified|needed|supported)|medically\s+necessary)"

_NEGATIVE = re.compile(
    rf"\b{_NEG}[\s-]*(?:\w+[\s-]+){{0,6}}?(?:considered\s+(?:to\s+be\s+|as\s+)?)?(?:a\s+|as\s+)?{_NOUN}"
    rf"|\b{_NOUN}\b(?:[^.]{{0,160}}?)\b(?:(?:has|have|is|was|were|are|had|does|do|did|could|can|would)\s*(?:{_NEG}|n't)|cannot|(?:is|was|are|has\s+been)\s+(?:unclear|unproven|lacking|undocumented|unestablished|unsubstantiated|un-?supported|in\s+question|not))"
    rf"|\b(?:lacks?|lack\s+of|no|without|absence\s+of|insufficient\s+evidence\s+(?:of|for)|fails?\s+to\s+(?:establish|support|demonstrate|meet|show)|failed\s+to\s+(?:establish|support|demonstrate|show)|unable\s+to\s+(?:establish|determine|support))\s+(?:\w+\s+){{0,6}}?{_NOUN}"
    r"|\b(?:is|are|was|were|be|as|being)\s+(?:medically\s+)?(?:unnecessary|inappropriate)\b|\bmedically\s+unnecessary\b"
    r"|\bnot\s+(?:be\s+|been\s+|found\s+|deemed\s+|seen\s+|considered\s+|determined\s+|felt\s+|to\s+be\s+|as\s+)*(?:reasonable\s+and\s+)?necessary\b"
    rf"|\bno\s+(?:\w+\s+){{0,3}}{_NOUN}"
    rf"|\b(?:no|without)\s+(?:\w+\s+)?(?:basis|reason|grounds?|support|justification|indication|rationale)\b[^.]{{0,100}}?{_NOUN}",
    re.IGNORECASE,
)
_POSITIVE = re.compile(
    rf"\b(?:is|are|was|were|be|been|being|as|appears?|seems?|remains?|considered|deemed|found|determined|judged|felt|both)\s+(?:to\s+be\s+|also\s+|therefore\s+|thus\s+|hereby\s+|still\s+|clearly\s+|both\s+|reasonabl[ey]\s+and\s+|appropriate\s+and\s+|certified\s+as\s+|considered\s+|deemed\s+|found\s+|determined\s+|indeed\s+|reasonable,?\s+and\s+)*(?:a\s+)?(?:medically\s+(?:necessary|appropriate|indicated|reasonable|warranted|justified|supported)|medical\s+necessity)"
    rf"|\b{_NOUN}\b[^.]{{0,160}}?\b(?:(?:has|have)\s+(?:now\s+|therefore\s+|thus\s+|clearly\s+|indeed\s+)?been|is|was|are|were)\s+(?:therefore\s+|thus\s+|hereby\s+|clearly\s+|well\s+|adequately\s+|sufficiently\s+|now\s+|indeed\s+)*(?:established|demonstrated|supported|substantiated|confirmed|documented|met|evident|shown|justified|proven|affirmed)"
    rf"|\b(?:supports?|establish(?:es|ed)?|demonstrates?|substantiates?|documents?|confirms?)\s+(?:the\s+)?{_NOUN}",
    re.IGNORECASE,
)
_WEAK_NEGATIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|as)\s+(?:therefore\s+|thus\s+|hereby\s+|also\s+|consequently\s+)?(?:not|n't)\s+(?:\w+\s+){0,3}?(?:supported|supportable|warranted|indicated|recommended|certified|approved|authorized|appropriate|justified|established|consistent|reasonable|substantiated|endorsed|advised|allowed|met|needed|required|necessary|granted|compliant|in\s+keeping|in\s+accordance)\b"
    r"|\b(?:cannot|can\s+not|can't|could\s+not|should\s+not|will\s+not|would\s+not|do(?:es)?\s+not|did\s+not|may\s+not|not)\s+(?:\w+\s+){0,2}?(?:be\s+)?(?:\w+ly\s+)?(?:recommend(?:ed)?|support(?:ed)?|approved?|certif(?:y|ied)|authorized?|endorsed?|justif(?:y|ied)|warrant(?:ed)?|granted|substantiated|established|indicated|appear\s+(?:\w+\s+)?(?:appropriate|warranted|indicated|reasonable|justified|necessary)|considered\s+(?:appropriate|reasonable|warranted)|meet\s+(?:\w+\s+){0,4}(?:criteria|guidelines?|requirements?))\b"
    r"|\b(?:request|treatment|medication|study|procedure|item|drug|it|service|surgery|therapy|denial)\b[^.]{0,80}\b(?:is|are|was|were|should\s+be|must\s+be|is\s+hereby)\s+(?:therefore\s+|thus\s+|hereby\s+)?(?:denied|non-?\s?certified|disallowed|rejected|declined|refused)\b"
    r"|\b(?:recommend(?:s|ed)?|advise[sd]?)\s+(?:\w+\s+){0,2}?(?:non-?\s?certification|denial|against)\b"
    r"|\b(?:denial|non-?\s?certification|adverse\s+determination|determination\s+of\s+the\s+claims\s+administrator)\b[^.]{0,60}\b(?:is|was|should\s+be|stands|remains)\s*(?:therefore\s+|thus\s+)?(?:upheld|affirmed|sustained|appropriate|maintained)?"
    r"|\bnon-?\s?certified\b|\bfails?\s+to\s+meet\b|\bdo(?:es)?\s+not\s+(?:meet|satisfy)\b|\b(?:criteria|guidelines?|requirements?)\b[^.]{0,60}\b(?:have|has|are|were|is|was)\s+not\s+(?:been\s+)?(?:met|satisfied|fulfilled)",
    re.IGNORECASE,
)
_WEAK_POSITIVE = re.compile(
    r"\b(?:request|treatment|medication|study|procedure|item|drug|it|service|surgery|therapy|imaging|MRI|consultation|visits?|sessions?|injections?|use|referral|testing|these|this|they|unit|device|brace|evaluation|program|trial|refill|continuation|prescription|certification|approval|authorization)\b[^.]{0,140}?\b(?:is|are|was|were|be|been|being|as)\s+(?:therefore\s+|thus\s+|hereby\s+|also\s+|both\s+|considered\s+|deemed\s+|found\s+|determined\s+|well\s+|fully\s+|consequently\s+|to\s+be\s+|clearly\s+|quite\s+|indeed\s+)*(?:supported|warranted|indicated|recommended|certified|approved|authorized|appropriate|justified|reasonable|substantiated|consistent\s+with|within|in\s+(?:keeping|accordance|line)\s+with|necessary|granted|established|allowed|overturned|needed)\b"
    r"|\b(?:can|should|may|will|must)\s+be\s+(?:\w+\s+)?(?:certified|approved|authorized|recommended|supported|granted|allowed|overturned)\b"
    r"|\b(?:denial|non-?\s?certification|adverse\s+determination)\b[^.]{0,60}\b(?:is|was|should\s+be)\s+(?:therefore\s+|thus\s+)?(?:overturned|reversed)"
    r"|\b(?:recommend(?:s|ed)?)\s+(?:\w+\s+){0,2}?(?:certification|approval|authorization)\b|\b(?:meets?|satisf(?:y|ies)|fulfills?)\s+(?:\w+\s+){0,4}(?:criteria|guidelines?|requirements?)\b|\b(?:criteria|requirements?)\b[^.]{0,60}\b(?:have|has|are|were)\s+(?:been\s+)?(?:met|satisfied|fulfilled)",
    re.IGNORECASE,
)
_MIXED = re.compile(
    r"\bpartial(?:ly)?\s+(?:\w+\s+)?(?:medically\s+necessary|certif|approv|authoriz|overturn|support)|\bmedically\s+necessary\s+in\s+part\b|\bin\s+part\s+medically\s+necessary|\bmodified\s+(?:certification|approval)\b|\bcertified\s+(?:as|with)\s+modif",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"^\W*(?:if|when|unless|until|once|whether|where)\b|\b(?:if|when|unless|until|whether|in\s+order\s+(?:for|to)|must\s+be|provided\s+that|only\s+if|should\s+be\s+considered|criteria\s+for|would\s+be\s+(?:considered\s+)?)\s*$|\b(?:if|when|unless|whether|only\s+(?:if|when|for))\s+(?:it\s+is\s+|they\s+are\s+|the\s+\w+\s+is\s+|is\s+|are\s+|deemed\s+|there\s+is\s+)*$",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:guidelines?|MTUS|ACOEM|ODG|FDA|schedule|chapter|criteria|literature|authors?|evidence|page|utilization\s+review(?:er)?|UR|claims\s+administrator|provider|physician|treating|requesting|applicant|label(?:ing)?)\b[^.;]{0,120}?\b(?:states?|stated|stating|recommends?|recommend|notes?|noted|says?|said|indicates?|suggests?|supports?|define[sd]?|defines|provides?|advises?|advise|reads?|argue[sd]?|opine[sd]?|felt|believes?|believed|found|determined|denied|claims?|claimed|asserts?|contends?|reports?|considers?|lists?|writes?|wrote|asks?|requires?)\b",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"^\W*(?:therefore|thus|consequently|accordingly|hence|as\s+such|given|based\s+(?:up)?on|for\s+(?:this|these|the)\s+(?:above\s+|aforementioned\s+|foregoing\s+)?reasons?|in\s+(?:summary|conclusion|light|this\s+case|view|sum)|so\b|the\s+request(?:ed)?|this\s+request|medical\s+necessity|overall|in\s+(?:the\s+)?absence|with(?:out)?\s+(?:this|these|that|such)|since|because|due\s+to|as\s+the|the\s+(?:currently\s+)?requested|under\s+these)\b",
    re.IGNORECASE,
)
_REQUEST = re.compile(r"\brequest(?:ed|s)?\b|\bat\s+issue\b|\bin\s+(?:question|dispute)\b|\btherefore\b|\bthus\b|\bas\s+such\b|\bconsequently\b|\bhence\b|\baccordingly\b", re.IGNORECASE)  # fmt: skip
_QUOTED = re.compile(r"[\"“][^\"“”]{25,}[\"”]")
_PARTS = re.compile(r"\b(?:remaining|remainder|rest|other|balance|additional|however|but|while|whereas|only|first|initial|beyond|refills?|latter|former)\b", re.IGNORECASE)  # fmt: skip
_LONGEST = 60_000
_WEAK_REACH = 4


def read_conclusion(rationale: str | None) -> Conclusion:
    """The rationale's conclusion on the item, judged by its own words alone."""
    if not rationale:
        return "unstated"
    text = rationale[-_LONGEST:]
    if '"' in text or "“" in text:
        text = _QUOTED.sub(_without_quote, text)
    last = _last_sentence(text)
    told = _strong(last)
    if told and told != "reported":
        return told
    sentences = [s for s in _SENTENCE.split(text) if s.strip()]
    # The last sentence that speaks of medical necessity in the reviewer's own voice decides; one that names the
    # request, or opens as a conclusion does, before one that does neither.
    fallback: Conclusion | None = None
    for place in range(len(sentences) - 1, -1, -1):
        sentence = sentences[place]
        told = _strong(sentence)
        if not told or told == "reported":
            continue
        if place == len(sentences) - 1 or _OPENER.search(sentence) or _REQUEST.search(sentence):
            return told
        fallback = fallback or told
    weak = _weak(sentences)
    if weak and fallback is None:
        return weak
    if fallback and not weak:
        return fallback
    return fallback or weak or "unstated"


def _last_sentence(text: str) -> str:
    last = text[-700:]
    parts = _SENTENCE.split(last)
    return parts[-1] if parts else ""


def _without_quote(match: re.Match[str]) -> str:
    """A quotation says what its source says, unless it names the request (`the request for "MRI of the knee"`)."""
    words = match.group()
    return " (quoted) " if _NEGATIVE.search(words) or _POSITIVE.search(words) else words


def _strong(sentence: str) -> Conclusion | Literal["reported"] | None:
    """What a sentence says of medical necessity; `reported` where it tells what another says, or a condition."""
    if "ecess" not in sentence and "edically" not in sentence and "ECESS" not in sentence and "medical need" not in sentence and "nappropriate" not in sentence:  # fmt: skip
        return None
    if _MIXED.search(sentence):
        return "mixed"
    negative = _NEGATIVE.search(sentence)
    rest = _NEGATIVE.sub(lambda m: " " * len(m.group()), sentence) if negative else sentence
    positive = next((m for m in _POSITIVE.finditer(rest) if not _conditional(rest, m)), None)
    if negative and positive:
        first, second = sorted((negative, positive), key=lambda m: m.start())
        if _PARTS.search(sentence[first.end() :]) and not _REPORTED.search(sentence[: first.start()]):
            return "mixed"
        return "not_necessary"
    if negative:
        return "reported" if _reported(sentence, negative) else "not_necessary"
    if positive:
        return "reported" if _reported(sentence, positive) else "necessary"
    return None


def _conditional(sentence: str, match: re.Match[str]) -> bool:
    return bool(_CONDITION.search(sentence[max(0, match.start() - 90) : match.start() + 1].rstrip()))


def _reported(sentence: str, match: re.Match[str]) -> bool:
    before = sentence[: match.start()]
    if _conditional(sentence, match):
        return True
    if _OPENER.search(sentence) or re.search(r"\b(?:therefore|thus|hence|so|as\s+such|consequently)\b", before):
        return False
    return bool(_REPORTED.search(before)) and "request" not in before.lower()


def _weak(sentences: list[str]) -> Conclusion | None:
    """The verdict of the last sentences in other words: is not supported, is certified, cannot be recommended."""
    for sentence in reversed(sentences[-_WEAK_REACH:]):
        if re.match(r"^\W*(?:if|when|unless)\b", sentence, re.IGNORECASE):
            continue
        negative = _WEAK_NEGATIVE.search(sentence)
        rest = _WEAK_NEGATIVE.sub(lambda m: " " * len(m.group()), sentence) if negative else sentence
        positive = _WEAK_POSITIVE.search(rest)
        found = negative or positive
        if found is None:
            continue
        own = bool(_OPENER.search(sentence) or _REQUEST.search(sentence))
        if _REPORTED.search(sentence[: found.end()]) and not own:
            continue
        if negative and positive and _PARTS.search(sentence) and own:
            return "mixed"
        return "not_necessary" if negative else "necessary"
    return None
