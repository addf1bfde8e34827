"""What each side says that its decision is based on: the statement's text, and its citations.

A statement has a grammar of its own. It is cut into bases (`Decision based on ...`, or a sentence `based its
decision on ...`), a basis into sources, and a source is read by the kind that it is: an MTUS guideline with
its sections and pages, a chapter of ODG, ACOEM, or anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from imrcli.extract.found import Findings
from imrcli.extract.mtus import acoem_start, known_title_start, read_guidelines
from imrcli.extract.odg import opens_with_chapter, read_chapters
from imrcli.extract.pages import cited_pages
from imrcli.model import Citation

Flag = Literal["part", "not part", "labelled", "non-mtus", ""]


class _Basis(NamedTuple):
    """One basis of a decision: its words, and what the statement says of it.

    `labelled`: `Decision based on MTUS`; `non-mtus`: `Non-MTUS Citation`; `part`, `not part`: `which is (not)
    part of the MTUS`.
    """

    text: str
    flag: Flag


_LABELLED = re.compile(r"\bDecision\s+(?:is\s+|was\s+)?based\s+(?:up)?on\s+(?:the\s+)?(?=MTUS|Non|Other|[A-Z])")
_NON_MTUS = re.compile(r"Non\s?-?\s?MTUS\s+(?:Citations?|Guidelines?)\s*:?\s*")
_MTUS = re.compile(r"(?:CA\s+|California\s+)?MTUS\b\s*[:,]?\s*(?!(?:Guidelines?\s*)?$)")
_OTHER_LABEL = re.compile(
    r"(?:^|[,;]?\s+and\s+|[.,;]\s+)Other\s+Medical\s+Treatment\s+Guidelines?(?:\s+or\s+Medical\s+Evidence)?\s*:?\s*"
)
_SENTENCE = re.compile(
    r"(?<=[.])\s+(?=(?:The\s+(?:Claims|Physician|Expert|Professional|Medical\s+Reviewer|Reviewer|MAXIMUS|MTUS)|He/[Ss]he|No\s+other|In\s+addition)\b)"
)
_BASED = re.compile(
    r"\b(?:based\s+(?:its|his/her|his|her|their|the)\s+(?:decision|determination|recommendation)s?\s+(?:up)?on"
    r"|(?:also\s+|has\s+)?(?:cited|referenced|used|utilized|reviewed|applied|consulted)"
    r"|(?:also\s+)?relied\s+(?:up)?on)\s+(?:the\s+following\s*:?\s*)?"
)
_CITES_NOTHING = re.compile(r"\b(?:did\s+not|does\s+not|not)\s+(?:cite|provide|list|reference|identify|rely)\b|\bno\s+(?:evidence|guidelines?|medical\s+evidence)\b|\bcited\s+no\b", re.IGNORECASE)  # fmt: skip
_OUTSIDE = re.compile(r"based\s+(?:its|his/her|his|her|their)\s+decision\s+on\s+recommendation\(?s?\)?\s+outside\s+of\s+the\s+MTUS", re.IGNORECASE)  # fmt: skip
_PART = re.compile(
    r"\s*,?\s*(?:(?:and\s+)?(?:which|that|all\s+of\s+which|both\s+of\s+which|both)\s+)(?:is|are|was|were)\s+(?P<not>not\s+)?(?:also\s+)?(?:a\s+)?part(?:s)?\s+of\s+(?:the\s+)?"
    r"(?:California\s+)?(?:Medical\s+Treatment\s+Utilization\s+Schedule|MTUS)(?:\s*\(MTUS\))?(?:\s+guidelines?)?"
    r"|\s*,?\s*(?P<short>(?<=,\s)?not\s+part\s+of\s+(?:the\s+)?MTUS|part\s+of\s+(?:the\s+)?(?:Medical\s+Treatment\s+Utilization\s+Schedule|MTUS)(?:\s*\(MTUS\))?)(?=\s*[,.;)]|\s*$)",
    re.IGNORECASE,
)
_JOIN = re.compile(r"^\s*[,;.]?\s*(?:and\s+|as\s+well\s+as\s+|along\s+with\s+|with\s+)?(?:also\s+)?(?:on\s+|upon\s+)?", re.IGNORECASE)
_ODG = re.compile(r"(?:Official\s+Disability\s+Guidelines?|Official\s+Disability\s+Guide\b|ODG\b|Work\s+Loss\s+Data\s+Institute)")
_NEXT_SOURCE = re.compile(
    r"(?:\s*;\s*|\s*,\s*(?:and\s+|as\s+well\s+as\s+)?|\s+and\s+|\s+as\s+well\s+as\s+|\s+)(?:also\s+)?(?:on\s+|upon\s+|from\s+)?(?P<the>the\s+)?(?="
    r"(?P<odg>Official\s+Disability\s+Guid)|(?P<acoem>ACOEM\b|American\s+College\s+of\s+Occupational)|(?P<mtus>(?:CA\s+|California\s+)?MTUS\b)|(?P<odg2>ODG\b))"
)
_AND_THE = re.compile(r"\s*[,;]?\s+(?:and|as\s+well\s+as)\s+(?:on\s+)?the\s+(?=[A-Z])|\s*;\s+(?:and\s+)?(?:the\s+)?(?=[A-Z])")
_THE = re.compile(r"^(?:on\s+|upon\s+)?the\s+", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d/.\-–:;])\b((?:19|20)\d{2})\b(?![/\d\-–]|\.\d)")
_DATED = re.compile(
    r"(?:updated?|accessed|access|retrieved|revised\s+on|last)\b[^;)]{0,30}$|(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s*$",
    re.IGNORECASE,
)


def read_citations(statement: str | None, found: Findings) -> list[Citation]:
    """All that a statement cites, in its order; empty where it says that nothing was cited."""
    if not statement:
        return []
    citations: list[Citation] = []
    for basis in _bases(statement):
        citations += _read_basis(basis, found)
    return citations


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
            yield _Basis(pieces[0][others.end() :], "non-mtus")
        elif own := _MTUS.match(pieces[0]):
            yield _Basis(pieces[0][own.end() :], "labelled")
        else:
            yield _Basis(pieces[0], "non-mtus" if body.startswith("Other") else "")
        for piece in pieces[1:]:
            yield _Basis(piece, "non-mtus")


def _of_sentence(sentence: str) -> Iterator[_Basis]:
    based = _BASED.search(sentence)
    if not based or _OUTSIDE.search(sentence):
        return
    if _CITES_NOTHING.search(sentence, 0, based.end()):
        return
    body = sentence[based.end() :].strip().rstrip(".").rstrip()
    at = 0
    flagged = False
    for part in _PART.finditer(body):
        negative = part.group("not") or (part.group("short") or "").lower().startswith("not")
        yield _Basis(_JOIN.sub("", body[at : part.start()], count=1), "not part" if negative else "part")
        at = part.end()
        flagged = True
    rest = _JOIN.sub("", body[at:], count=1)
    if rest and not (flagged and re.match(r"but\b|however|without|specific|in\s", rest, re.IGNORECASE)):
        yield _Basis(rest, "")


def _read_basis(basis: _Basis, found: Findings) -> list[Citation]:
    text = basis.text.strip(" ,;")
    if not text:
        return []
    if basis.flag == "labelled":
        return read_guidelines(text, found)
    citations: list[Citation] = []
    for piece in _sources(text, basis.flag):
        if citations and citations[-1].source == "ODG" and opens_with_chapter(piece):
            citations += read_chapters(piece, other_year)
        else:
            citations += _read_source(piece, basis.flag, found)
    return citations


def _sources(text: str, flag: Flag) -> Iterator[str]:
    """The sources that a basis names, one after the other."""
    cuts = [0]
    for match in _NEXT_SOURCE.finditer(text):
        if match.start() == 0 or _in_bracket(text, match.end()):
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
        if not _in_bracket(text, match.start()) and (flag != "non-mtus" or ";" not in match.group()):
            cuts.append(match.end())
    cuts = sorted(set(cuts))
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        piece = re.sub(r"(?:[,;\s]+|\s+(?:and|as\s+well\s+as)(?:\s+(?:on|the))?)+$", "", text[start:end]).strip()
        if piece:
            yield piece


def _in_bracket(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _read_source(piece: str, flag: Flag, found: Findings) -> list[Citation]:
    bare = _THE.sub("", piece)
    shown = piece if flag == "non-mtus" else bare
    if _ODG.match(bare):
        return read_chapters(shown, other_year)
    if acoem := acoem_start(bare):
        adopted = acoem.adopted if acoem.chapter_known else flag == "part"
        if adopted and flag in ("part", "") or (flag == "part" and not acoem.chapter_known):
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
