"""Citations of the Official Disability Guidelines: which chapter, and one citation each where several are named."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from imrcli.extract.pages import cited_pages
from imrcli.model import Citation
from imrcli.pattern import pattern
from imrcli.text import Span, in_bracket
from imrcli.vocabulary import odg_chapters
from imrcli.vocabulary.lexicon import words_of

_LEAD = pattern(
    r"(?:the\s+)?(?:Official\s+Disability\s+Guid(?:elines?|e)\b|\(?ODG\b\)?)(?:['’]s)?(?:\s*[-,]?\s*(?:TWC|Treatment\s+(?:in|for)\s+Workers[’']?\s*Comp(?:ensation)?|Treatment\s+Index))?\s*(?:\(ODG(?:[-\s]TWC)?\))?",
    re.IGNORECASE,
)
_NEW_ODG = pattern(r"[\s,;]+(?:and\s+)?(?:the\s+)?(?=Official\s+Disability\s+Guid|ODG\b)")
_SUFFIX = pattern(
    r"\s*(?:[-–,]?\s*[Ll]umbar\s*(?:&|and)\s*[Tt]horacic|\([^)]*\)|chapters?\b|Chapters?\b|sections?\b|Sections?\b|spine\b|complaints\b|disorders\b|problems\b|[Pp]rocedures?\s+[Ss]ummary|,?\s*(?:19|20)\d\d\b)*\s*"
)
_MARKED = pattern(r"\s*(?:\([^)]*\)\s*)?\b(?:chapter|section)s?\b", re.IGNORECASE)
_FILLER = pattern(
    r"(?:\s|[,:;.\-–/]|\([^)]*\)|\b(?:19|20)\d\d\b|\bChapters?\b|\bchapters?\b|\b(?:the|on|in|of|Treatment|Index|Online|version|Web|Guidelines?|edition|Edition|current|\d+(?:st|nd|rd|th)(?:\s+\w+)?|Work\s+Loss\s+Data\s+Institute)\b)*"
)
_JOINT = pattern(r"(?:\s*[,;]\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*/\s*)(?:the\s+|ODG\s+)?")
_CLOSES = pattern(r"[,;:.]|\s*\band\s|$|\s*[-–/]\s|(?<=\s)[-–]")
_TRAILING = pattern(r"(?:[\s,;/]+|\s+and(?:\s+the)?)+$")


class _Title(Struct, frozen=True, gc=False):
    """A chapter's title in a text: where it starts and ends, and ODG's own title."""

    start: int
    end: int
    chapter: str


def _title_at(text: str, at: int) -> _Title | None:
    words = words_of(text)
    number = words.at(at)
    if number >= len(words.starts) or text[at : words.starts[number]].strip():
        return None
    found = odg_chapters().longest(words, number)
    if found is None:
        return None
    end = words.ends[number + found[0] - 1]
    if text[end : end + 1] == ")" and "(" in text[at:end]:
        end += 1
    return _Title(words.starts[number], end, found[1])


def _titles_in(text: str, at: int) -> list[_Title]:
    """All chapter titles in a text from an offset on, none inside another."""
    words = words_of(text)
    found: list[_Title] = []
    for number in range(words.at(at), len(words.starts)):
        if found and words.starts[number] < found[-1].end:
            continue
        if title := _title_at(text, words.starts[number]):
            found.append(title)
    return found


def chapter_span(text: str, chapter: str) -> Span | None:
    """Where a citation prints the chapter that it names, whatever form the title has there."""
    lead = _LEAD.match(text)
    titles = _titles_in(text, lead.end() if lead else 0)
    return next(((one.start, one.end) for one in titles if one.chapter == chapter), None)


def opens_with_chapter(text: str) -> bool:
    """Whether a text opens with a chapter's title that is called a chapter or section."""
    title = _title_at(text, 0)
    return bool(title and _MARKED.match(text, title.end))


def read_chapters(text: str, year_of: Callable[[str], int | None]) -> list[Citation]:
    """The citations that a text opening with ODG's name makes. `year_of` reads a printed edition year."""
    citations = []
    for piece in _pieces(text):
        citations += _read_piece(piece, year_of)
    return citations


def _pieces(text: str) -> list[str]:
    """One piece for each time that ODG is named anew with a chapter; its other titles stay where they are."""
    cuts = [0]
    for match in _NEW_ODG.finditer(text):
        if text[: match.start()].lower() in ("", "the") or in_bracket(text, match.start()):
            continue
        lead = _LEAD.match(text, match.end())
        behind = _FILLER.match(text, lead.end() if lead else match.end())
        named = behind is not None and _title_at(text, behind.end())
        if text.startswith("Official", match.end()) or named:
            cuts.append(match.end())
    return [_TRAILING.sub("", text[a:b]) for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _read_piece(piece: str, year_of: Callable[[str], int | None]) -> list[Citation]:
    lead = _LEAD.match(piece)
    at = lead.end() if lead else 0
    filler = _FILLER.match(piece, at)
    first = _title_at(piece, filler.end() if filler else at)
    if first is None:
        return [_citation(piece, _named_behind(piece, at), year_of)]
    cuts = [(0, first.chapter)]
    end = first.end
    while following := _next_chapter(piece, end):
        cuts.append((following.start, following.chapter))
        end = following.end
    stops = [*(start for start, _ in cuts[1:]), len(piece)]
    return [
        _citation(_TRAILING.sub("", piece[start:stop]), chapter, year_of)
        for (start, chapter), stop in zip(cuts, stops, strict=True)
    ]


def _named_behind(piece: str, at: int) -> str | None:
    """The chapter named behind its topic: `MRI shoulder`, `Physical therapy/Preface`; None for more than one."""
    named = _titles_in(piece, at)
    chapters = {title.chapter for title in named}
    if len(chapters) > 1:
        chapters = {title.chapter for title in named if _MARKED.match(piece, title.end)}
    return chapters.pop() if len(chapters) == 1 else None


def _next_chapter(piece: str, at: int) -> _Title | None:
    """A further chapter of a list: behind a comma, semicolon or `and`, and whole before the next one."""
    for joint in _JOINT.finditer(piece, at):
        title = _title_at(piece, joint.end())
        if title is None or in_bracket(piece, title.start):
            continue
        suffix = _SUFFIX.match(piece, title.end)
        if not _CLOSES.match(piece, suffix.end() if suffix else title.end):
            continue
        only_suffix = _SUFFIX.fullmatch(piece, at, joint.start())
        listed = ";" in joint.group() or re.search(r",\s*and\b", joint.group())
        if only_suffix or listed or _MARKED.match(piece, title.end):
            return title
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
