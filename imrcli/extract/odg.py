"""Citations of the Official Disability Guidelines: which chapter, and one citation each where several are named."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from imrcli.extract.pages import cited_pages
from imrcli.model import Citation
from imrcli.vocabulary import fold, odg_chapters

_AND = r"\s*(?:,\s*)?(?:&|and)\s*"
_LEAD = re.compile(
    r"(?:the\s+)?(?:Official\s+Disability\s+Guid(?:elines?|e)\b|ODG\b)(?:['’]s)?(?:\s*[-,]?\s*(?:TWC|Treatment\s+(?:in|for)\s+Workers[’']?\s*Comp(?:ensation)?|Treatment\s+Index))?\s*(?:\(ODG(?:[-\s]TWC)?\))?",
    re.IGNORECASE,
)
_NEW_ODG = re.compile(r"[\s,;]+(?:and\s+)?(?:the\s+)?(?=Official\s+Disability\s+Guid|ODG\b)")
_SUFFIX = re.compile(
    r"\s*(?:[-–,]?\s*[Ll]umbar\s*(?:&|and)\s*[Tt]horacic|\([^)]*\)|chapters?\b|Chapters?\b|sections?\b|Sections?\b|spine\b|complaints\b|disorders\b|problems\b|[Pp]rocedures?\s+[Ss]ummary|,?\s*(?:19|20)\d\d\b)*\s*"
)  # fmt: skip
_MARKED = re.compile(r"\bchapters?\b|\bsections?\b", re.IGNORECASE)
_FILLER = re.compile(r"(?:\s|[,:;.\-–/]|\([^)]*\)|\b(?:19|20)\d\d\b|\bChapters?\b|\bchapters?\b|\b(?:the|on|in|of|Treatment|Index|Online|version|Web|Guidelines?|edition|Edition|current|\d+(?:st|nd|rd|th)(?:\s+\w+)?|Work\s+Loss\s+Data\s+Institute)\b)*")  # fmt: skip


@lru_cache(maxsize=None)
def _titles() -> re.Pattern[str]:
    forms = sorted(odg_chapters(), key=len, reverse=True)
    made = []
    for form in forms:
        words = re.escape(form).replace(r"\ and\ ", _AND).replace(r"\ ", r"\s+").replace(r"\-", r"\s*[-–]\s*")
        made.append(words.replace(r",", r",?"))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(made)})(?![\w])", re.IGNORECASE)


def _chapter(printed: str) -> str | None:
    folded = re.sub(r"[,\s]+and\s+", " and ", fold(printed))
    forms = odg_chapters()
    return forms.get(fold(printed)) or forms.get(folded) or _loosely(folded)


@lru_cache(maxsize=256)
def _loosely(folded: str) -> str | None:
    plain = re.sub(r"[^a-z0-9]", "", folded)
    for form, title in odg_chapters().items():
        if re.sub(r"[^a-z0-9]", "", form) == plain:
            return title
    return None


def read_chapters(text: str, year_of: Callable[[str], int | None]) -> list[Citation]:
    """The citations that a text opening with ODG's name makes. `year_of` reads a printed edition year."""
    citations = []
    for piece in _pieces(text):
        citations += _read_piece(piece, year_of)
    return citations


def opens_with_chapter(text: str) -> bool:
    """Whether a text opens with a chapter's title that is called a chapter or section."""
    title = _titles().match(text)
    return bool(title and re.match(r"\s*(?:\([^)]*\)\s*)?(?:chapter|section)", text[title.end() :], re.IGNORECASE))


def _pieces(text: str) -> list[str]:
    """One piece for each time that ODG is named anew with a chapter; its other titles stay where they are."""
    cuts = [0]
    for match in _NEW_ODG.finditer(text):
        if match.start() == 0 or text.count("(", 0, match.start()) > text.count(")", 0, match.start()):
            continue
        lead = _LEAD.match(text, match.end())
        behind = _FILLER.match(text, lead.end() if lead else match.end())
        named = behind is not None and _titles().match(text, behind.end())
        if text.startswith("Official", match.end()) or named:
            cuts.append(match.end())
    pieces = [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    return [re.sub(r"(?:[\s,;]+|\s+and(?:\s+the)?)+$", "", piece) for piece in pieces]


def _read_piece(piece: str, year_of: Callable[[str], int | None]) -> list[Citation]:
    lead = _LEAD.match(piece)
    at = lead.end() if lead else 0
    filler = _FILLER.match(piece, at)
    first = _titles().match(piece, filler.end() if filler else at)
    if first is None:
        # 'MRI shoulder', 'Physical therapy/Preface', 'Lumbar Physical Therapy Guidelines': the chapter behind its topic.
        named = [m for m in _titles().finditer(piece, at)]
        chapters = {_chapter(m.group()) for m in named} - {None}
        if len(chapters) > 1 and any(_MARKED.match(piece, m.end() + 1) for m in named):
            chapters = {_chapter(m.group()) for m in named if _MARKED.match(piece, m.end() + 1)}
        return [_citation(piece, chapters.pop() if len(chapters) == 1 else None, year_of)]
    cuts = [(0, _chapter(first.group()))]
    end = first.end()
    while following := _next_chapter(piece, end):
        cuts.append((following.start("title"), _chapter(following.group("title"))))
        end = following.end("title")
    starts = [*(cut[0] for cut in cuts[1:]), len(piece)]
    return [
        _citation(re.sub(r"(?:[\s,;/]+|\s+and)+$", "", piece[start:stop]), chapter, year_of)
        for (start, chapter), stop in zip(cuts, starts, strict=True)
    ]


def _next_chapter(piece: str, at: int) -> re.Match[str] | None:
    """A further chapter of a list: behind a comma, semicolon or `and`, and whole before the next one."""
    pattern = re.compile(
        rf"(?:\s*[,;]\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*/\s*)(?:the\s+|ODG\s+)?(?P<title>{_titles().pattern})(?={_SUFFIX.pattern}(?:[,;:.]|\s+and\s|$|\s*[-–/]\s))",
        re.IGNORECASE,
    )
    for found in pattern.finditer(piece, at):
        before = piece[at : found.start()]
        if piece.count("(", 0, found.start("title")) > piece.count(")", 0, found.start("title")):
            continue
        suffix = _SUFFIX.fullmatch(before)
        joint = found.group()[: found.start("title") - found.start()]
        if suffix or ";" in joint or re.search(r",\s*and\b", joint) or _MARKED.match(piece, found.end() + 1):
            return found
    return None


def _citation(text: str, chapter: str | None, year_of: Callable[[str], int | None]) -> Citation:
    return Citation(
        source="ODG",
        guideline=None,
        year=year_of(text),
        chapter=chapter,
        sections=[],
        pages=cited_pages(text),
        text=text,
    )
