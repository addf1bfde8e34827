"""What a rationale's own words conclude of the item: necessary, not necessary, both in part, or nothing.

Sentences are read from the last to the first, since a conclusion stands at the end, if tapering advice and the
like do not follow it. A sentence counts as the reviewer's own verdict when it speaks of the request; one that
tells what a guideline, a condition or somebody else says concludes nothing.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from imrcli.model import Conclusion
from imrcli.pattern import pattern
from imrcli.text import Span

Side = Literal["necessary", "not_necessary", "mixed"]

_SENTENCE = pattern(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“(]?[A-Z0-9])|(?<=[a-z]{2}[.!?])(?=[A-Z][a-z])")
_QUOTED = pattern(r"[\"“][^\"“”]{12,}[\"”]")
_ASIDE = pattern(
    r",\s*(?:therefore|thus|hence|however|consequently|accordingly|then|in (?:my|this reviewer's) (?:opinion|view)|as such|in turn)\s*,"
)

_EMPHATIC = pattern(
    r"\b(?:there (?:is|was|can be) )?(?:no|little) (?:doubt|question|dispute)(?: (?:that|but))?\b|\bnot only\b|\bcannot be (?:denied|disputed|doubted|questioned)(?: that)?\b|\bwithout (?:a )?doubt\b"
)
_NEED = r"(?:medical(?:ly)? ?necess(?:ity|ary|arily)|m\w{6,8}y n\w{6,8}y|medical need|medically (?:indicated|appropriate|reasonable|warranted|justified|needed|supported))"
_BE = r"(?:is|are|was|were|be|been|being)"

_NOT_NEEDED = pattern(
    rf"(?:\bnot|n't|\bn0t|\bnor|\bnever|\bcannot|\bneither),?[ -]*(?:[\w/']+,?[ -]+(?<!, )|[\w/']+, (?!the |this |these |an? |it )){{0,9}}?(?:a |as )?{_NEED}"
    rf"|\bdisagree (?:that|with)\b[^.;]{{0,120}}?{_NEED}"
    rf"|\b(?:medical )?(?:necessity|need)\b[^.;]{{0,160}}?\b(?:(?:has|have|had|does|do|did|could|can|would|{_BE}) ?(?:not|n't)|cannot|(?:{_BE}|has been|remains?) (?:unclear|unproven|lacking|undocumented|unestablished|unsubstantiated|unsupported|questionable|in question|in doubt))"
    rf"|\b(?:lacks?|lacking|lack of|no|without|absence of|insufficient|fails? to|failed to|unable to|impossible to|short of|difficult to) (?:[\w/']+ ){{0,9}}?{_NEED}"
    r"|\bmedically (?:unnecessary|inappropriate|unwarranted|unreasonable)\b|\b(?:is|are|was|were|as) unnecessary\b"
    r"|\bnot (?:be |been |found |deemed |seen |considered |determined |felt |to be |as )*(?:reasonable and |appropriate and |reasonable or |clinically )?necessary\b"
)
_NEEDED = pattern(
    rf"\b(?:{_BE}|as|appears?|seems?|remains?|considered|deemed|found|determined|judged|felt)(?: (?:to be|to have been|also|therefore|thus|hereby|still|clearly|both|reasonably|reasonable,? and|appropriate,? and|indicated,? and|supported,? and|certified as|considered|deemed|found|determined|indeed|as|now|fully|reasonable))* (?:a )?(?:medically (?:necessary|appropriate|indicated|reasonable|warranted|justified|supported)|medical necessity)"
    rf"|\b{_NEED}\b[^.]{{0,160}}?\b(?:(?:has|have)(?: now| therefore| thus| clearly| indeed)? been|{_BE})(?: (?:therefore|thus|hereby|clearly|well|adequately|sufficiently|now|indeed))* (?:established|demonstrated|supported|substantiated|confirmed|documented|met|evident|shown|justified|proven|affirmed)"
    rf"|\b(?:supports?|establish(?:es|ed)?|demonstrates?|substantiates?|documents?|confirms?) (?:the )?{_NEED}"
    r"|^\W*medically (?:necessary|appropriate)(?: and appropriate)?\W*$"
    rf"|\b(?:i|reviewer|we) (?:would |also |therefore )?(?:find|finds|found|deem|deems|consider|considers|judge|judges|conclude|concludes)\b[^.]{{0,120}}?\b{_NEED}"
)
_IN_PART = pattern(
    r"\bpartial(?:ly)? (?:\w+ )?(?:medically necessary|certif|approv|authoriz|overturn|support)|\bonly (?:[\w-]+ ){1,5}(?:is|are|was|were) medically necessary|\bmedically necessary in part\b|\bin part medically necessary|\bmodified (?:certification|approval)\b|\bcertified (?:as|with) modif"
)
_GRANTED = r"supported|supportable|warranted|indicated|recommended|certified|approved|authorized|appropriate|justified|reasonable|substantiated|endorsed|allowed|needed|required|necessary|granted|established|certifiable|proper"
_NOT_GRANTED = pattern(
    rf"\b(?:{_BE}|as|seems?|appears?) (?:therefore |thus |hereby |also |consequently )?(?:not|n't|neither|nor) (?:[\w-]+ ){{0,4}}?(?:{_GRANTED}|consistent|compliant|met|in keeping|in accordance|in line)\b"
    r"|^\W*not (?:certified|approved|supported|recommended|authorized|warranted|indicated|appropriate)\b|\bneed\b[^.;]{0,60}\b(?:has|have|is|was) not (?:been )?(?:demonstrated|shown|established|documented)"
    r"|\b(?:cannot|can not|can't|could not|couldn't|should not|will not|would not|may not|not|neither|nor|none|no longer) (?:\w+ ){0,3}?(?:be )?(?:\w+ly )?(?:recommend(?:ed)?|support(?:s|ed)?|approved?|certif(?:y|ied)|authorized?|endorsed?|justif(?:y|ied)|warrant(?:ed)?|granted|substantiated|established|indicated|(?:considered |appear )(?:\w+ )?(?:appropriate|warranted|indicated|reasonable|justified|necessary|supported))\b"
    r"|\b(?:is|are|was|were|should be|must be|be) (?:therefore |thus |hereby |respectfully )?(?:denied|non-?\s?certified|disallowed|rejected|declined|refused|premature|excessive|unsupported|unwarranted|contraindicated|inappropriate|redundant|moot)\b"
    r"|\b(?:recommend(?:s|ed)?|advise[sd]?) (?:\w+ ){0,2}?(?:non-?\s?certification|denial|against)\b|\bnon-?\s?certif\w+ is (?:recommended|appropriate|supported|upheld)"
    r"|\b(?:denial|non-?\s?certification|adverse determination|utilization review decision|ur decision|determination of the claims administrator)\b[^.]{0,60}\b(?:is|was|should be|stands|remains)(?: therefore| thus)? ?(?:upheld|affirmed|sustained|appropriate|maintained|supported|stand)\b|\bdenial stands\b"
    r"|\binsufficient (?:support|evidence|documentation|justification|basis|information)\b|\b(?:request|item|it|drug|cream|lotion|medication|device|study|procedure|treatment|therapy|test|surgery) fails\b|\b(?:fails?|failed) to (?:meet|satisfy|support|justify|warrant)\b|\b(?:do|does|did) ?(?:not|n't) (?:\w+ )?(?:meet|satisfy|support|justify|warrant|qualify|fulfil)\b|\b(?:criteria|guidelines?|requirements?|conditions?)\b[^.]{0,60}\b(?:have|has|are|were|is|was) not (?:been )?(?:met|satisfied|fulfilled)|\b(?:do|does|did) ?(?:not|n't) (?:\w+ )?(?:show|demonstrate|document|establish|reveal|reflect|contain|provide) (?:\w+ ){0,4}(?:need|necessity|indication|reason|basis|justification|benefit)\b|\bno (?:\w+ )?(?:indication|justification|support|basis|reason|grounds?|role) for\b"
)
_WAS_GRANTED = pattern(
    rf"\b(?:{_BE}|as)(?: (?:therefore|thus|hereby|also|both|considered|deemed|found|determined|well|fully|consequently|to be|clearly|quite|indeed|reasonable and|now|clinically|both))* (?:{_GRANTED}|consistent with|within|in (?:keeping|accordance|line|order)|overturned)\b"
    r"|\b(?:can|should|may|will|must) be (?:\w+ )?(?:certified|approved|authorized|recommended|supported|granted|allowed|overturned)\b"
    r"|\b(?:denial|non-?\s?certification|adverse determination)\b[^.]{0,60}\b(?:is|was|should be)(?: therefore| thus)? (?:overturned|reversed)"
    r"|\brecommend(?:s|ed)? (?:\w+ ){0,2}?(?:certification|approval|authorization)\b|\b(?:meets?|satisf(?:y|ies)|fulfills?) (?:\w+ ){0,4}(?:criteria|guidelines?|requirements?|conditions?)\b|\b(?:criteria|requirements?|conditions?)\b[^.]{0,60}\b(?:have|has|are|were) (?:been )?(?:met|satisfied|fulfilled)"
    r"|\b(?:i|reviewer) (?:would |also |therefore )?(?:finds?|considers?|deems?|recommends?|supports?|approves?)\b[^.]{0,80}?\b(?:appropriate|necessary|reasonable|indicated|warranted|approval|certification|justified)"
)
_CONDITIONAL = pattern(
    r"^\W*(?:if|when|unless|until(?! then)|once|whether|where)\b[^,]*$|\b(?:if|when|unless|whether|in order (?:for|to)|must be|provided that|only if|only when|criteria for|may become|might become|until)(?: (?:it|they|the|this|these|such|is|are|there|deemed|\w+ is|\w+ are))*\s*$|\bwhatever(?: \w+){1,3} $"
)
_WOULD = pattern(r"\b(?:would|could|might|may) (?:be |have been |only be |then be )?$")
_REPORTED = pattern(
    r"\b(?:(?:prior|previous|earlier) (?:denial|review|determination|decision)|guidelines?|mtus|acoem|odg|fda|schedule|chapter|criteria|literature|authors?|page|utilization review(?:er)?|ur|claims administrator|provider|physician|doctor|surgeon|treating|requesting|applicant|label(?:ing)?|attorney|patient|worker)\b[^.;]{0,120}?\b(?:states?|stated|stating|recommends?|notes?|noted|says?|said|suggests?|supports?|defines?|provides?|advises?|reads?|argue[sd]?|opine[sd]?|felt|believes?|believed|found|determined|denied|claims?|claimed|asserts?|contends?|reports?|considers?|lists?|writes?|wrote|asks?|asked|requires?|calls?|called|insists?|maintains?)\b"
)
_CLAIMED = pattern(
    r"\b(?:provider|physician|surgeon|doctor|attorney|patient|worker)(?: has| have| had)? (?:argue[sd]?|contend(?:s|ed)?|claim(?:s|ed)?|assert(?:s|ed)?|insist(?:s|ed)?) (?:that )?[^.;,]*$"
    r"|\berred in (?:finding|concluding|stating|determining)\b[^.;]*$"
)
_OPENER = pattern(
    r"^\W*(?:therefore|thus|consequently|accordingly|hence|as such|given|based (?:up)?on|for (?:this|these|the|all) (?:\w+ )?reasons?|in (?:summary|conclusion|light|this case|view|sum|the end)|so\b|the request|this request|medical necessity|overall|in (?:the )?absence|with(?:out)? (?:this|these|that|such)|since|because|due to|as the|the (?:currently )?requested|under (?:these|the)|it follows|no\b)"
)
_OWN = pattern(
    r"\brequest(?:ed|s)?\b|\bat issue\b|\bin (?:question|dispute)\b|\btherefore\b|\bthus\b|\bas such\b|\bconsequently\b|\bhence\b|\baccordingly\b|\b(?:i|this reviewer|the reviewer|neither|these|this|it|they|both)\b|\b(?:in|on) this (?:case|patient|worker|record)|\bdocument(?:s|ation|ed)\b|\brecords?\b|\bat this (?:time|point)\b|\bfurther\b|\bcontinu\w+\b|\badditional\b|\bcertification\b|\bapproval\b|\bauthoriz\w+\b"
)
_TAPER = pattern(r"\b(?:taper\w*|wean\w*|abruptly|stopped|withdrawn|discontinu\w+)\b")
_ALREADY = pattern(r"\b(?:already|previously|earlier) (?:\w+ )?(?:authorized|approved|certified|allowed|provided)\b")
_NEGATED = pattern(r"\b(?:not|n[o0]t|never|cannot|hardly)\b|n't\b")
_CLAUSE = pattern(r"[,;:]| and | but | yet ")
_PARTS = pattern(
    r"\b(?:remaining|remainder|rest|other|balance|additional|however|but|while|whereas|only|first|initial|beyond|refills?|latter|former|second|two|three|one)\b"
)
_ELLIPTIC = pattern(r"\b(?:is|are|was|were) not\W*$")
_GENERIC = frozenset(
    [
        "right",
        "left",
        "bilateral",
        "with",
        "without",
        "times",
        "weeks",
        "week",
        "days",
        "month",
        "months",
        "sessions",
        "session",
        "visits",
        "visit",
        "request",
        "retrospective",
        "units",
        "unit",
        "treatment",
        "therapy",
        "purchase",
        "rental",
        "trial",
        "the",
        "and",
        "for",
        "per",
        "each",
        "of",
    ]
)
_NEAR_END = 600
_LONGEST = 60_000
_WEAK_REACH = 4
_PAIR_REACH = 3


class _Verdict(Struct, frozen=True, gc=False):
    place: int
    side: Side
    own: bool


def read_conclusion(rationale: str | None, request: str | None = None) -> Conclusion:
    """The rationale's conclusion on the item, judged by the rationale's words.

    `request` is the item: a sentence that names it speaks of it.
    """
    return conclude(rationale, request)[0]


def conclude(rationale: str | None, request: str | None = None) -> tuple[Conclusion, tuple[int, ...]]:
    """What `read_conclusion` tells, and the sentences that say so, counted from the rationale's last (1)."""
    if not rationale:
        return "unstated", ()
    named = _names(request)
    for reach in (_NEAR_END, _LONGEST):
        sentences = _sentences(rationale, reach)
        strong = _strong_verdicts(sentences, named)
        if strong and any(verdict.own for verdict in strong):
            return _told(_decide(strong, sentences, named), len(sentences))
    if weak := _weak_verdict(sentences, named):
        return _told(weak, len(sentences))
    if strong:
        return _told(_decide(strong, sentences, named), len(sentences))
    return "unstated", ()


def _told(verdict: tuple[Side, tuple[int, ...]], count: int) -> tuple[Conclusion, tuple[int, ...]]:
    side, places = verdict
    return side, tuple(count - place for place in places)


def sentence_spans(rationale: str) -> list[Span]:
    """Where the sentences of a rationale start and end, as `conclude` counts them."""
    stops = [match.span() for match in _SENTENCE.finditer(rationale)]
    starts = [0, *(end for _, end in stops)]
    ends = [*(start for start, _ in stops), len(rationale)]
    spans = zip(starts, ends, strict=True)
    return [(start, end) for start, end in spans if rationale[start:end].strip()]


def _sentences(rationale: str, reach: int) -> list[str]:
    """The sentences of a rationale's last characters, in lower case; a sentence cut at its start is left out."""
    text = rationale[-reach:].replace("’", "'")
    if '"' in text or "“" in text:
        text = _QUOTED.sub(_without_verdict, text)
    sentences = [_plain(s) for s in _SENTENCE.split(text) if s.strip()]
    return sentences[1:] if len(rationale) > reach else sentences


def _plain(sentence: str) -> str:
    sentence = sentence.lower()
    if "," in sentence:
        sentence = _ASIDE.sub(" ", sentence)
    if "doubt" in sentence or " only" in sentence or "cannot be" in sentence or "question" in sentence:
        sentence = _EMPHATIC.sub(" ", sentence)
    return " ".join(sentence.split())


def _without_verdict(match: re.Match[str]) -> str:
    """A quotation says what its source says, unless it names the request (`the request for "MRI of the knee"`)."""
    words = match.group().lower()
    return " (quoted) " if _NOT_NEEDED.search(words) or _NEEDED.search(words) else match.group()


def _names(request: str | None) -> frozenset[str]:
    return frozenset(_words((request or "").lower())) - frozenset(_words(" ".join(_GENERIC)))


def _words(text: str) -> list[str]:
    return [word.rstrip("s") for word in re.findall(r"[a-z]{4,}", text)]


def _own(sentence: str, named: frozenset[str]) -> bool:
    """Whether a sentence speaks of the request."""
    if _OPENER.search(sentence) or _OWN.search(sentence):
        return True
    return bool(named) and not named.isdisjoint(_words(sentence))


# --- sentences that speak of medical necessity -------------------------------------------------------------


def _strong_verdicts(sentences: list[str], named: frozenset[str]) -> list[_Verdict]:
    """The verdicts on medical necessity, the last first: the last one, and those near before it."""
    verdicts: list[_Verdict] = []
    for place in range(len(sentences) - 1, -1, -1):
        if verdicts and verdicts[0].own and verdicts[0].place - place >= _PAIR_REACH:
            break
        sentence = sentences[place]
        if place and _ELLIPTIC.search(sentence) and ";" not in sentence and "necess" in sentences[place - 1]:
            verdicts.append(_Verdict(place, "not_necessary", True))
            continue
        if "ecess" not in sentence and "medical" not in sentence and (verdicts or "med" not in sentence):
            continue
        side = _strong(sentence, named)
        if side:
            verdicts.append(_Verdict(place, side, _own(sentence, named) or place == len(sentences) - 1))
    return verdicts


def _strong(sentence: str, named: frozenset[str]) -> Side | None:
    sentence = sentence.replace(" yet to be ", " not been ")
    if _IN_PART.search(sentence):
        return "mixed"
    against = list(_NOT_NEEDED.finditer(sentence))
    negative = next((m for m in against if _counts(m, sentence, named)), None)
    rest = _blanked(sentence, against) if negative else sentence
    wanting = bool(_NEGATED.search(rest))
    positive = next((m for m in _NEEDED.finditer(rest) if _counts(m, sentence, named, against=wanting)), None)
    if negative and positive:
        first, second = sorted((negative, positive), key=lambda m: m.start())
        apart = _PARTS.search(sentence[first.end() : second.end()])
        return "mixed" if apart and not _REPORTED.search(sentence[: first.start()]) else "not_necessary"
    if negative:
        return "not_necessary"
    if positive and _ELLIPTIC.search(sentence):
        return "mixed"
    return "necessary" if positive else None


def _blanked(sentence: str, matches: list[re.Match[str]]) -> str:
    for match in matches:
        sentence = sentence[: match.start()] + " " * len(match.group()) + sentence[match.end() :]
    return sentence


def _counts(match: re.Match[str], sentence: str, named: frozenset[str], *, against: bool = False) -> bool:
    """Whether a verdict is no condition, no report and no tapering advice.

    `against`: the sentence has a negation that no pattern read; a verdict in its clause is no approval.
    """
    before = sentence[: match.start()]
    if _CLAIMED.search(before[-160:]) or _CONDITIONAL.search(before[-90:]) or _ALREADY.search(sentence, 0, match.end()):
        return False
    if _TAPER.search(before) and "request" not in before and named.isdisjoint(_words(before)):
        return False
    if against and _NEGATED.search(_CLAUSE.split(sentence[: match.end()])[-1]):
        return False
    opens = bool(_OPENER.search(sentence))
    supposed = sentence.startswith(("were ", "had ", "if "))
    if _WOULD.search(before) and (supposed or (not opens and "request" not in before)):
        return False
    return opens or "request" in before or not _REPORTED.search(before.rsplit(";", 1)[-1])


def _decide(verdicts: list[_Verdict], sentences: list[str], named: frozenset[str]) -> tuple[Side, tuple[int, ...]]:
    """The side, and the places of the sentences that take it."""
    chosen = next((v for v in verdicts if v.own), verdicts[0])
    if chosen.side == "mixed":
        return "mixed", (chosen.place,)
    for other in verdicts:
        against = other.side != chosen.side and other.side != "mixed"
        if against and abs(other.place - chosen.place) < _PAIR_REACH:
            first, second = sorted((other.place, chosen.place))
            if _of_two_parts(sentences[first], sentences[second], named):
                return "mixed", (first, second)
    return chosen.side, (chosen.place,)


_QUANTITY = pattern(r"#\s?\d|\b\d+\b|\bsupply\b|\brefills?\b|\bportion\b|\bvisits?\b|\bsessions?\b|\bremaining\b")


def _of_two_parts(first: str, second: str, named: frozenset[str]) -> bool:
    """Whether two verdicts are on two parts of the item: quantities, or things that the request names."""
    things = named.intersection(_words(first)), named.intersection(_words(second))
    if things[0] - things[1] and things[1] - things[0]:
        return True
    both = f"{first} {second}"
    return bool(_PARTS.search(both) and _QUANTITY.search(both))


# --- sentences in other words: is not supported, is certified, cannot be recommended ----------------------


def _weak_verdict(sentences: list[str], named: frozenset[str]) -> tuple[Side, tuple[int, ...]] | None:
    for place in range(len(sentences) - 1, max(-1, len(sentences) - 1 - _WEAK_REACH), -1):
        sentence = sentences[place]
        if re.match(r"\W*(?:if|when|unless)\b", sentence):
            continue
        own = _own(sentence, named)
        last = place == len(sentences) - 1
        negative = _grant(_NOT_GRANTED, sentence, sentence, own)
        rest = _NOT_GRANTED.sub(lambda m: " " * len(m.group()), sentence) if negative else sentence
        positive = _grant(_WAS_GRANTED, rest, sentence, own)
        if negative and (own or last):
            if (
                positive
                and own
                and _PARTS.search(sentence)
                and re.search(r"\brequest|\bvisits?\b|\bsessions?\b|#\d", sentence)
            ):
                return "mixed", (place,)
            return "not_necessary", (place,)
        if positive and (own or last):
            generic = (
                "recommended" in positive.group()
                and not re.search(r"\b(?:certification|approval|authorization) is\b|request", sentence)
                and not _OPENER.search(sentence)
            )
            if not generic:
                return "necessary", (place,)
    return None


def _grant(pattern: re.Pattern[str], text: str, sentence: str, own: bool) -> re.Match[str] | None:
    for match in pattern.finditer(text):
        before, behind = sentence[: match.start()], sentence[match.end() : match.end() + 24]
        if pattern is _WAS_GRANTED and _NEGATED.search(_CLAUSE.split(sentence[: match.end()])[-1]):
            continue
        opens = bool(_OPENER.search(sentence))
        if _CONDITIONAL.search(before[-90:]) or (_WOULD.search(before) and not opens):
            continue
        if not opens and _REPORTED.search(sentence[: match.end()]) and "request" not in before:
            continue
        if not opens and re.match(
            r"\s*(?:if|when|only|where|unless|as an? (?:option|isolated)|in patients|for patients)\b", behind
        ):
            continue
        return match
    return None
