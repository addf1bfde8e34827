"""What the sentences of a statement say that a decision is based on, as letters of 2013 and 2014 have them.

`The Expert Reviewer based his/her decision on ..., which is part of the MTUS. The Expert Reviewer also found ..., which
is not part of the MTUS, to be relevant.`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from imrcli.extract.citations.odg import FULL_NAME
from imrcli.extract.citations.openings import Flag
from imrcli.extract.citations.titles import read_title
from imrcli.extract.citations.wording import Wording
from imrcli.pattern import pattern
from imrcli.sentences import sentence_ends
from imrcli.text import Span


class Basis(Struct, frozen=True, gc=False):
    """One basis of a decision: where its words stand, and what the statement says of it.

    `of_last`: it says so of the last source alone (`X, and Y, which is not part of the MTUS`).
    """

    start: int
    end: int
    flag: Flag
    of_last: bool = False


_OPENERS = (
    "The This These It They He/she He/She She No In That Each Both Where As Because Since Such Here There Its Neither"
    " MTUS Nothing None Additionally Also Why Further Furthermore Moreover However Instead Claims Reviewer ODG Official"
)
_OPENER = pattern(rf"(?:{_OPENERS.replace(' ', '|')})\b")
"""Words that open a sentence of a statement: what follows another full stop is a part of a title."""

_DECIDED = r"(?:decision|determination|recommendation|opinion|conclusion|denial)s?"
_WHOSE = r"(?:its|his/her|his or her|his|her|their|the|this)"
_BASED = (
    rf"bas(?:ed|es|ing) {_WHOSE} (?:\w+ )?{_DECIDED} (?:up)?on|{_DECIDED} (?:(?:is|was) )?based (?:up)?on"
    r"|(?:denied|modified|non-?certified) [\w ]{1,60}? based (?:up)?on"
)
_CITED = (
    r"(?<=uidelines )cite|specifically|namely|relie[ds] (?:up)?on|refer(?:red|s) to|cite[ds]|reference[ds]|used"
    r"|utilized|reviewed|applied|consulted|quoted"
)
_JUDGED = r"(?P<judged>found|finds|considered|deemed|judged|determined)"
_VERB = pattern(
    rf"\b(?:{_BASED}|{_CITED}|{_JUDGED})\b,? ?(?:the following(?: guidelines?| sources?| sections?)? ?:? ?)?"
)
"""`based his/her decision on`, `cited the following:`, `also found ... to be relevant`."""

_PASSIVE = pattern(r"\b(?:was|were|is|are|been|being) (?:also |both )?$")
_BY = pattern(r"by\b|in (?:the )?(?:rationale|denial|letter)\b")
_NEGATED = pattern(r"\b(?:not|n['’]t|never|without|nor) (?:\w+ ){0,2}$")
_SUBJECT = r"(?:(?:the|he/she|s?he|they|it)\b[ \w]{0,40}?)?"
_ADVERBS = r"(?:(?:also|has|have|had|instead|rather|then|further|additionally|therefore) )*"
_JOINED = pattern(rf"(?:[,;]|\band|\bbut|\bthen|\bso) {_SUBJECT}{_ADVERBS}$", re.IGNORECASE)
"""Before a further verb of a sentence: `, and also`, `, but the Expert Reviewer`."""

_CITE = r"(?:cited?|provided?|list(?:ed)?|referenced?|identif\w+|rel[yi]\w*)"
_CITES_NOTHING = pattern(
    rf"\b(?:did|does|do|has|have) ?(?:not|n['’]t) (?:\w+ )?{_CITE}\b"
    r"|\bno (?:medical )?(?:evidence|guidelines?|criteria)\b|\bcited no\b",
    re.IGNORECASE,
)
_SCHEDULE = r"(?:California )?(?:Medical Treatment Utilization Schedule|MTUS)(?: ?\(MTUS\))?(?: guidelines?)?"
_NOTHING = r"(?:no|any|none|nothing|neither|that)\b|recommendation\(?s?\)? outside"
_NAMELESS = r"(?:the )?(?:same |above )?(?:MTUS )?(?:guidelines?|sections?|references?|evidence|citations?|criteria)"
_OF_OTHERS = r" (?:that (?:was|were) )?(?:used|cited|relied|referenced|provided|applied|quoted|above)\b"
_STANDARDS = (
    r"(?:the |his/her |generally |accepted )*(?:standards?|professional|clinical|expert|medical)"
    r" (?:of (?:medical )?(?:practice|care)|opinion|judge?ment|experience|expertise|training|knowledge)"
)
_OWN = r"(?:the )?Claims Administrator['’]s (?:guidelines?|citations?|references?)"
_NO_SOURCE = pattern(rf"{_NOTHING}|{_OWN}|{_STANDARDS}|{_NAMELESS}{_OF_OTHERS}|(?:the )?{_SCHEDULE} ?$", re.IGNORECASE)
"""What is relied on, but named nowhere: `no section of the MTUS`, `the guidelines used by the Claims Administrator`."""

_RELEVANT = pattern(
    r" ?,? ?\b(?:(?:to be|as) )?(?:both |also |most |more )?"
    r"(?:applicable|relevant|pertinent|persuasive|appropriate)\b"
)
_VERB_OF_PROSE = pattern(
    r"\b(?:is|are|was|were|does|do|did|has|have|found|based|relied|cited|states?|recommends?|says?)\b"
)
_OF_THOSE = pattern(
    r"(?:These|Those|They|It|This|Such) |The (?:MTUS [a-z]|(?:\w+ )?Reviewer|Claims)"
)  # what is said of a source that was named before
_WINDOW = 90


def bases_in_prose(wording: Wording, start: int, end: int) -> Iterator[Basis]:
    """The bases that the sentences of a part of a statement name, in its order."""
    for sentence in _sentences(wording.text, start, end):
        yield from _of_sentence(wording, *sentence)


def _sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of a statement; a title that ends in a full stop (`Smith J. The knee. Spine. 2009`) ends none."""
    found: list[Span] = []
    at = start
    for last, behind in [*sentence_ends(text, start, end), (end, end)]:
        closed = last == end or _OPENER.match(text, behind, end)
        if not closed:
            continue
        if found and not (_VERB_OF_PROSE.search(text, at, last) or _OF_THOSE.match(text, at, last)):
            at = found.pop()[0]
        found.append((at, last))
        at = behind
    return [span for span in found if text[span[0] : span[1]].strip(" .")]


def _of_sentence(wording: Wording, start: int, end: int) -> Iterator[Basis]:
    text = wording.text
    if label := _GUIDELINE_LABEL.match(text, start, end):
        start = label.end()
    verbs = _verbs(text, start, end)
    if not verbs:
        if _names_source(wording, start, end):
            yield from _of_body(wording, start, end)
        return
    ends = [*(joined for joined, _ in verbs[1:]), end]
    for (_, verb), stop in zip(verbs, ends, strict=True):
        relevant = _RELEVANT.search(text, verb.end(), stop)
        if verb.group("judged") in ("found", "finds", "judged", "determined", "deemed") and relevant is None:
            continue
        yield from _of_body(wording, verb.end(), relevant.start() if relevant else stop)


def _verbs(text: str, start: int, end: int) -> list[tuple[int, re.Match[str]]]:
    """The verbs that say what was relied on, each with where its clause starts."""
    found: list[tuple[int, re.Match[str]]] = []
    nothing = _CITES_NOTHING.search(text, start, end)
    for verb in _VERB.finditer(text, start, end):
        at = verb.start()
        low = max(start, at - _WINDOW)
        passive = _PASSIVE.search(text, low, at) and not text.startswith("basing", at)
        if passive or _BY.match(text, verb.end(), end) or _NEGATED.search(text, low, at):
            continue
        joined = _JOINED.search(text, low, at)
        if (found or (nothing and nothing.start() < verb.end())) and joined is None:
            continue
        found.append((joined.start() if joined else start, verb))
    return found


_THE = pattern(r"(?:on |upon )?the ", re.IGNORECASE)
_GUIDELINE_LABEL = pattern(
    r"(?:Medical treatment )?Guidelines?(?:\(s\))?(?: relied upon| used| cited)? ?: ?", re.IGNORECASE
)
_ANY_SOURCE = pattern(
    r"(?:[Tt]he )?(?:(?:CA|California) )?(?:(?:Medical Treatment Utilization Schedule ?\(?)?MTUS\)?[,:]? (?=[A-Z])"
    r"|(?=ODG\b|ACOEM\b|American College of Occ))"
)
_OF_THE_MTUS = pattern(
    r"(?:the )?(?:CA |California )?MTUS (?:guidelines? )?(?:is|does|was|has|do|did|are|were|cites?|refers?)\b",
    re.IGNORECASE,
)
_WAS_USED = pattern(r"\b(?:was|were) (?:also )?(?:used|relied|cited|consulted|referenced)\b")
_PUBLISHED = pattern(r", ?(?:[A-Z][a-z]+ )?(?:19|20)\d\d\b")


def _names_source(wording: Wording, start: int, end: int) -> bool:
    """Whether a sentence opens with a source: `The Chronic Pain Medical Treatment Guidelines were relied upon`."""
    text = wording.text
    the = _THE.match(text, start, end)
    bare = the.end() if the else start
    if _OF_THE_MTUS.match(text, start, end):
        return False
    if _ANY_SOURCE.match(text, start, end) or FULL_NAME.match(text, bare, end):
        return True
    used = _WAS_USED.search(text, start, end)
    if used and _PUBLISHED.search(text, start, used.start()):
        return True
    title = read_title(wording, bare, end)
    if title is None or title.start != bare:
        return False
    words = text[title.start : title.spans[-1][1]]
    return " " in words or words == "Opioids"


_WHICH = r"(?:(?:and )?(?:which|that|(?:all|both) of which|both) )"
_IS_A_BOOK = r"(?:(?:is|are) an? [^,.;]{3,60}? (?:that|which) )?"
_IS_PART = r"(?:is|are|was|were) (?:both |all )?(?P<not>not )?(?:also )?(?:considered )?(?:an? )?parts?"
_A_BOOK = r"an? [^,.;]{3,60}? (?:that|which) "
_PART = pattern(rf" ?,? ?(?:{_WHICH}{_IS_A_BOOK}|(?<=, ){_A_BOOK}){_IS_PART} of (?:the )?{_SCHEDULE}", re.IGNORECASE)
"""`, which is part of the MTUS`, `, both of which are not part of the Medical Treatment Utilization Schedule`."""

_PART_SHORT = pattern(
    rf"(?:, ?| ?\( ?)(?:both |all |each )?(?P<not>not )?part of (?:the )?{_SCHEDULE}(?= ?[,.;)]| ?$)\)?"
    r"|, which (?:is|are) (?P<neither>not)(?= ?[.;]| ?$)",
    re.IGNORECASE,
)
_PART_SAID = pattern(rf"\b(?:is|are) (?P<not>not )?(?:a )?part of (?:the )?{_SCHEDULE}", re.IGNORECASE)
_WAS = r" ?,? ?\b(?:(?:They|These|It|This) )?(?:and )?(?:was|were|is|are) (?:also |both |here |then )?"
_CHOSEN = (
    r"(?:relied|used|consulted|applied|chosen|cited|reviewed|referenced|followed|silent|selected|considered"
    r"|part of|not part|relevant|the basis)\b"
)
_ONE = pattern(r"\bwhich (?:is|was) ")
_REASON = pattern(_WAS + _CHOSEN)
_BECAUSE = pattern(
    r" ?,? ?\b(?:because|since|(?<!well )as (?:it|they|the|this|these|that)|in that|for (?:it|they))\b"
    r"|,? which (?:recommends?|states?|supports?|does|addresses|says)\b| (?:recommends|states|does|addresses|says)\b"
    r"|,? instead\b"
)
_ASIDE = pattern(r" ?[,.;]? ?(?:but\b|however|without|specific|in |for |to )", re.IGNORECASE)
_COPULA = pattern(r"(?:is|was|are|were) (?:as follows ?: ?)?(?=the\b|[A-Z])")  # 'the guideline relied upon is the ...'
_REGULATION = pattern(
    r"(?:the )?(?:California Code of Regulations,? ?)?(?:Title 8,? ?)?(?:8 CCR,? ?)?(?:[Ss]ections?|§)? ?"
    r"9792\.2[\d.]*,? (?=[A-Z])"
)
"""`California Code of Regulations, Title 8, section 9792.24.3, Postsurgical Treatment Guidelines`"""
_BULLET = pattern(r" ?[•●▪■◦\uf0b7] ?")


def _of_body(wording: Wording, start: int, end: int) -> Iterator[Basis]:
    """The bases in what was relied on, each with what is said of its being part of the MTUS."""
    text = wording.text
    start, end = wording.trim(start, end)
    for words in (_COPULA, _REGULATION):
        if before := words.match(text, start, end):
            start = before.end()
    if start >= end or _NO_SOURCE.match(text, start, end):
        return
    at = start
    marks = sorted(
        [*_PART.finditer(text, start, end), *_PART_SHORT.finditer(text, start, end)], key=lambda mark: mark.start()
    )
    for mark in marks:
        if mark.start() < at:
            continue
        stop = _before_reason(text, at, mark.start())
        if mark.group("not") or mark.groupdict().get("neither"):
            yield from _bulleted(wording, at, stop, "not part", of_last=_ONE.search(mark.group()) is not None)
        else:
            yield from _bulleted(wording, at, stop, "part")
        at = mark.end()
    stop = _before_reason(text, at, end)
    if at == start or not _ASIDE.match(text, at, stop):
        said = _PART_SAID.search(text, at, end)
        flag: Flag = "" if said is None else "not part" if said.group("not") else "part"
        yield from _bulleted(wording, at, stop, flag)


def _before_reason(text: str, start: int, end: int) -> int:
    """Where the words end that name a source, before a reason or a verb that says it was relied on."""
    ends = [found.start() for words in (_REASON, _BECAUSE) if (found := words.search(text, start, end))]
    return min(ends, default=end)


def _bulleted(wording: Wording, start: int, end: int, flag: Flag, *, of_last: bool = False) -> Iterator[Basis]:
    at = start
    for bullet in [*_BULLET.finditer(wording.text, start, end), None]:
        stop = bullet.start() if bullet else end
        first, last = wording.trim(at, stop)
        if first < last:
            yield Basis(first, last, flag, of_last)
        at = bullet.end() if bullet else end
