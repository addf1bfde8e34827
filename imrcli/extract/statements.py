"""What each side says that its decision is based on: the statement's text, and its citations.

A statement has a grammar of its own. It is cut into bases (`Decision based on ...`, or a sentence `based its
decision on ...`), a basis into sources, and a source is read by the kind that it is: an MTUS guideline with
its sections and pages, a chapter of ODG, ACOEM, or anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from imrcli.extract.mtus import acoem_start, known_title_start, read_guidelines
from imrcli.extract.odg import opens_with_chapter, read_chapters
from imrcli.extract.pages import cited_pages
from imrcli.model import Citation
from imrcli.pattern import pattern
from imrcli.text import in_bracket
from imrcli.warnings import Warnings

Flag = Literal["part", "not part", "labelled", "non-mtus", ""]


class _Basis(Struct, frozen=True, gc=False):
    """One basis of a decision: its words, and what the statement says of it.

    `labelled`: `Decision based on MTUS`; `non-mtus`: `Non-MTUS Citation`; `part`, `not part`: `which is (not)
    part of the MTUS`.
    """

    text: str
    flag: Flag


_LABELLED = pattern(r"\bDecision\s+(?:is\s+|was\s+)?based\s+(?:up)?on\s+(?:the\s+)?(?=MTUS|Non|Other|[A-Z])")
_NON_MTUS = pattern(r"Non\s?-?\s?MTUS\s+(?:Citations?|Guidelines?)\s*:?\s*")
_MTUS = pattern(r"(?:CA\s+|California\s+)?MTUS\b\s*[:,]?\s*(?!(?:Guidelines?\s*)?$)")
_OTHER_LABEL = pattern(
    r"(?:^|[,;]?\s+and\s+|[.,;]\s+)Other\s+Medical\s+Treatment\s+Guidelines?(?:\s+or\s+Medical\s+Evidence)?\s*:?\s*"
)
_SENTENCE = pattern(
    r"(?<=[^\s.]{2}[.])\s+(?=(?:The|This|These|It|They|He/[Ss]he|No|In|That|Each|Both|Where|As|Because|Since|Such|Here|There|Its|Neither|MTUS|Nothing|None)\b)"
)
_BULLET = pattern(r"\s*[•●▪■◦\uf0b7]\s*")
_REASON = pattern(
    r"\s*,?\s*(?:\b(?:They\s+|These\s+|It\s+|This\s+)?(?:and\s+)?(?:was|were|is|are)\s+(?:also\s+|both\s+|here\s+|then\s+)?(?:relied|used|consulted|applied|chosen|cited|reviewed|referenced|followed|silent|selected|considered|part\s+of|relevant)\b|\b(?:because|since|as\s+(?:it|they|the|this|these|that)|in\s+that|for\s+(?:it|they))\b).*$",
    re.DOTALL,
)
_THE_NON_MTUS = pattern(r"^(?:the\s+)?[Nn]on-?\s?MTUS\s+(?:[Cc]itations?\s*:?\s*)?")
_VERB_LEFT = pattern(r",?\s+(?:is|are|was|were)\s*$")
_NO_SOURCE = pattern(
    r"(?:no\b|any\b|(?:the\s+)?(?:California\s+)?(?:MTUS|Medical\s+Treatment\s+Utilization\s+Schedule)(?:\s*\(MTUS\))?(?:\s+guidelines?)?\s*$)",
    re.IGNORECASE,
)
_ANY_SOURCE = pattern(
    r"^(?:[Tt]he\s+)?(?:(?:CA|California)\s+)?(?:MTUS\s+(?=[A-Z])|(?=Official\s+Disability|ODG\b|ACOEM\b|American\s+College\s+of\s+Occ))"
)
_BASED = pattern(
    r"\b(?:decision\s+(?:is|was)\s+based\s+(?:up)?on|based\s+(?:its|his/her|his|her|their|the)\s+(?:decision|determination|recommendation)s?\s+(?:up)?on"
    r"|(?:also\s+|has\s+)?(?:cited|referenced|used|utilized|reviewed|applied|consulted)(?!\s+by\b)"
    r"|(?:also\s+)?relied\s+(?:up)?on)\s+(?:the\s+following\s*:?\s*)?"
)
_CITES_NOTHING = pattern(
    r"\b(?:did\s+not|does\s+not|not)\s+(?:cite|provide|list|reference|identify|rely)\b|\bno\s+(?:evidence|guidelines?|medical\s+evidence)\b|\bcited\s+no\b",
    re.IGNORECASE,
)
_BUT = pattern(r"\b(?:but|and|instead|rather|however)\b")
_OUTSIDE = pattern(
    r"based\s+(?:its|his/her|his|her|their)\s+decision\s+on\s+recommendation\(?s?\)?\s+outside\s+of\s+the\s+MTUS",
    re.IGNORECASE,
)
_PART = pattern(
    r"\s*,?\s*(?:(?:and\s+)?(?:which|that|all\s+of\s+which|both\s+of\s+which|both)\s+)(?:(?:is|are)\s+an?\s+[^,.;]{3,60}?\s+(?:that|which)\s+)?(?:is|are|was|were)\s+(?:both\s+|all\s+)?(?P<not>not\s+)?(?:also\s+)?(?:a\s+)?part(?:s)?\s+of\s+(?:the\s+)?"
    r"(?:California\s+)?(?:Medical\s+Treatment\s+Utilization\s+Schedule|MTUS)(?:\s*\(MTUS\))?(?:\s+guidelines?)?"
    r"|\s*,?\s*(?P<short>(?<=,\s)?not\s+part\s+of\s+(?:the\s+)?MTUS|part\s+of\s+(?:the\s+)?(?:Medical\s+Treatment\s+Utilization\s+Schedule|MTUS)(?:\s*\(MTUS\))?)(?=\s*[,.;)]|\s*$)",
    re.IGNORECASE,
)
_JOIN = pattern(
    r"^\s*[,;.]?\s*(?:and\s+|as\s+well\s+as\s+|along\s+with\s+|with\s+)?(?:also\s+)?(?:on\s+|upon\s+)?",
    re.IGNORECASE,
)
_ODG = pattern(
    r"\(?(?:Official\s+Disability\s+Guidelines?|Official\s+Disability\s+Guide\b|ODG\b|Work\s+Loss\s+Data\s+Institute)"
)
_NEXT_SOURCE = pattern(
    r"(?:\s*;\s*|\s*,\s*(?:and\s+|as\s+well\s+as\s+)?|\s+and\s+|\s+as\s+well\s+as\s+|\s+)(?:also\s+)?(?:on\s+|upon\s+|from\s+)?(?P<the>the\s+)?(?="
    r"(?P<odg>Official\s+Disability\s+Guid)|(?P<acoem>ACOEM\b|American\s+College\s+of\s+Occupational)|(?P<mtus>(?:CA\s+|California\s+)?MTUS\b)|(?P<odg2>ODG\b))"
)
_AND_THE = pattern(r"\s*[,;]?\s+(?:and|as\s+well\s+as)\s+(?:on\s+|upon\s+)?the\s+(?=[A-Z])")
_THE = pattern(r"^(?:on\s+|upon\s+)?the\s+", re.IGNORECASE)
_YEAR = pattern(r"(?<![\d/.\-–:;])\b((?:19|20)\d{2})\b(?![/\d\-–]|\.\d)")
_DATED = pattern(
    r"(?:updated?|accessed|access|retrieved|revised\s+on|last)\b[^;)]{0,30}$|(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s*$",
    re.IGNORECASE,
)


def read_citations(statement: str | None, found: Warnings) -> list[Citation]:
    """All that a statement cites, in its order; empty where it says that nothing was cited."""
    if not statement:
        return []
    citations, warnings = _read(statement)
    for code, message in warnings:
        found.warn(code, message)
    return list(citations)


@lru_cache(maxsize=8192)
def _read(statement: str) -> tuple[tuple[Citation, ...], tuple[tuple[str, str], ...]]:
    """A statement's citations and warnings; the same statements come again in thousands of letters."""
    found = Warnings()
    citations: list[Citation] = []
    for basis in _bases(statement):
        citations += _read_basis(basis, found)
    return tuple(citations), tuple((warning.code, warning.message) for warning in found.given)


def _bases(statement: str) -> Iterator[_Basis]:
    labels = list(_LABELLED.finditer(statement))
    if not labels:
        for sentence in _SENTENCE.split(statement):
            yield from _of_sentence(sentence)
        return
    ends = [*(label.start() for label in labels[1:]), len(statement)]
    for label, end in zip(labels, ends, strict=True):
        body = statement[label.end() : end].strip().rstrip(".").rstrip()
        pieces = _OTHER_LABEL.split(body)
        if others := _NON_MTUS.match(pieces[0]):
            yield _Basis(_OTHER_LABEL.sub("", pieces[0][others.end() :], count=1), "non-mtus")
        elif own := _MTUS.match(pieces[0]):
            yield _Basis(pieces[0][own.end() :], "labelled")
        else:
            yield _Basis(pieces[0], "non-mtus" if body.startswith("Other") else "")
        for piece in pieces[1:]:
            yield _Basis(piece, "non-mtus")


def _of_sentence(sentence: str) -> Iterator[_Basis]:
    based = _BASED.search(sentence)
    if based and (nothing := _CITES_NOTHING.search(sentence)) and nothing.start() < based.end():
        # 'did not cite any evidence, but referenced the Official Disability Guidelines'
        turn = _BUT.search(sentence, nothing.end())
        later = _BASED.search(sentence, turn.end()) if turn else None
        if later:
            sentence = sentence[later.start() :]
            based = _BASED.search(sentence)
    passive = based is not None and re.search(r"\b(?:was|were|is|are)\s+(?:also\s+)?$", sentence[: based.start()])
    if based is None or passive or not sentence[based.end() :].strip(" .,"):
        # 'The Chronic Pain Medical Treatment Guidelines, page 51, were relied upon, because ...'
        bare = _THE.sub("", sentence)
        published = based is not None and re.search(r",.*\b(?:19|20)\d\d\b", sentence[: based.start()])
        if not (published or _ANY_SOURCE.match(sentence) or known_title_start(bare)) or re.match(
            r"MTUS\s+(?:is|does|was|has)\b", bare
        ):
            return
        body = sentence
    elif _OUTSIDE.search(sentence) or _CITES_NOTHING.search(sentence, 0, based.end()):
        return
    else:
        body = sentence[based.end() :]
    for piece in _BULLET.split(body):
        yield from _of_body(piece.strip().rstrip(".").rstrip())


def _of_body(body: str) -> Iterator[_Basis]:
    if _NO_SOURCE.match(body):
        return
    at = 0
    flagged = False
    for part in _PART.finditer(body):
        negative = part.group("not") or (part.group("short") or "").lower().startswith("not")
        words = _REASON.sub("", _JOIN.sub("", body[at : part.start()], count=1))
        words = _VERB_LEFT.sub("", words)
        yield _Basis(words, "not part" if negative else "part")
        at = part.end()
        flagged = True
    told = body[at:]
    said_part = re.search(
        r"\b(?:is|are)\s+(?P<not>not\s+)?(?:a\s+)?part\s+of\s+(?:the\s+)?(?:MTUS|Medical\s+Treatment)",
        told,
    )
    rest = _REASON.sub("", _JOIN.sub("", told, count=1))
    if rest and not (flagged and re.match(r"but\b|however|without|specific|in\s|for\s|to\s", rest, re.IGNORECASE)):
        flag: Flag = "" if said_part is None else "not part" if said_part.group("not") else "part"
        yield _Basis(rest, flag)


def _read_basis(basis: _Basis, found: Warnings) -> list[Citation]:
    text = _THE_NON_MTUS.sub("", basis.text.strip(" ,;"))
    if not text:
        return []
    if basis.flag == "labelled":
        return read_guidelines(text, found)
    citations: list[Citation] = []
    for piece in _sources(text):
        if citations and citations[-1].source == "ODG" and opens_with_chapter(piece):
            citations += read_chapters(piece, other_year)
        else:
            citations += _read_source(piece, basis.flag, found)
    return citations


def _sources(text: str) -> Iterator[str]:
    """The sources that a basis names, one after the other."""
    cuts = [0]
    for match in _NEXT_SOURCE.finditer(text):
        if match.start() == 0 or in_bracket(text, match.end()):
            continue
        before = text[cuts[-1] : match.start()]
        if not _THE.sub("", before + " ").strip():
            continue
        own_odg = bool(_ODG.match(_THE.sub("", before)))
        if match.group("odg2") and own_odg:
            continue  # a chapter of the same guidelines, or one of its titles: the chapters tell
        if match.group("acoem") and re.match(r"(?:CA\s+|California\s+)?MTUS\W*$", before):
            continue
        if not re.search(r"[;,]|\band\b|\bwell\b", match.group()) and not match.group("odg"):
            continue
        cuts.append(match.end() - len(match.group("the") or ""))
    for match in _AND_THE.finditer(text):
        if not in_bracket(text, match.start()):
            cuts.append(match.end())
    cuts = [
        at
        for at in sorted(set(cuts))
        if not at or not re.fullmatch(r"the\s+", text[max(0, at - 4) : at]) or at - 4 not in cuts
    ]
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        piece = re.sub(r"(?:[,;\s]+|\s(?:and|as\s+well\s+as|on|upon|the)\b)+$", "", text[start:end]).strip()
        if piece:
            yield piece


def _read_source(piece: str, flag: Flag, found: Warnings) -> list[Citation]:
    bare = _THE.sub("", piece)
    shown = piece if flag == "non-mtus" else bare
    if _ODG.match(bare):
        return read_chapters(shown, other_year)
    if acoem := acoem_start(bare):
        adopted = acoem.adopted if acoem.chapter_known else flag == "part"
        if (adopted and flag in ("part", "")) or (flag == "part" and not acoem.chapter_known):
            return read_guidelines(bare, found)
        return [_other("ACOEM", shown)]
    if flag == "part" or (flag == "" and (known_title_start(bare) or bare.startswith("MTUS"))):
        return read_guidelines(bare, found)
    if flag == "not part" and known_title_start(bare):
        found.warn("guideline-unclear", f"{bare!r} is an MTUS guideline, but is said not to be part of it")
    return [_other("Other", shown)]


def _other(source: Literal["ACOEM", "Other"], text: str) -> Citation:
    return Citation(
        source=source,
        guideline=None,
        year=other_year(text),
        chapter=None,
        sections=[],
        pages=cited_pages(text),
        text=text,
    )


def other_year(text: str) -> int | None:
    """The edition or publication year of a source outside the MTUS; a date of update or access is none."""
    for match in _YEAR.finditer(text):
        if not _DATED.search(text, max(0, match.start() - 40), match.start()):
            return int(match.group(1))
    return None
