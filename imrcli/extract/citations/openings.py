"""What source opens at an offset of a basis: a guideline of the MTUS, ACOEM, a chapter of ODG, or a reference."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from imrcli.extract.citations import odg, references
from imrcli.extract.citations.mtus import MTUS_NAME
from imrcli.extract.citations.titles import read_title
from imrcli.extract.citations.wording import Wording
from imrcli.pattern import pattern

Kind = Literal["mtus", "acoem", "odg", "other"]
Flag = Literal["labelled", "non-mtus", "part", "not part", ""]
"""What a statement says of a basis: `Decision based on MTUS`, `Non-MTUS Citation`, `which is (not) part of the MTUS`.
"""

ACOEM_NAME = pattern(r"(?:the )?(?:ACOEM\b|\(ACOEM\) [A-Z]|American College of Occupational (?:and|&) Env)")


class Source(Struct):
    """A source at hand: its kind, where it starts and ends, and what has been read of it so far."""

    kind: Kind
    start: int
    end: int = 0
    named_until: int = 0
    """The end of the name with which it opens, its chapter included."""
    opening: references.Opening = ""
    chapter: str = ""
    """ODG: the chapter that has been named."""
    named: bool = False
    """ODG: its own name has been printed."""
    slashed: bool = False
    """ODG: a topic stands behind a slash."""
    address: bool = False
    """A web address has been printed."""
    skip: int = 0
    """The end of a title that is a part of it, whatever might open inside."""


def open_source(wording: Wording, at: int, end: int, flag: Flag) -> Source:
    """The source that opens at an offset, where it is known that one does."""
    if behind := odg.name_end(wording, at, end):
        return open_odg(wording, at, behind, end)
    acoem = ACOEM_NAME.match(wording.text, at, end) is not None
    if flag == "labelled" or (flag == "part" and not acoem):
        return Source("mtus", at, named_until=_title_end(wording, at, end))
    if acoem:
        return Source("acoem", at, named_until=_title_end(wording, at, end))
    title = read_title(wording, at, end)
    if title and title.adopted is False and (title.year or title.third_edition):
        return Source("acoem", at, named_until=title.end)
    if is_mtus(wording, at, end, flag):
        return Source("mtus", at, named_until=_title_end(wording, at, end))
    if chapter := open_chapter(wording, at, end, flag):
        return chapter
    opening, behind = references.opening(wording, at, end)
    address = opening == "address"
    if address and references.is_home_page(wording.text, at, behind):
        opening = "site"
    return Source("other", at, named_until=behind, opening=opening, address=address)


def open_odg(wording: Wording, at: int, behind: int, end: int) -> Source:
    """ODG, whose name ends at `behind`, with the chapter that is named there."""
    chapter = odg.chapter_at(wording, odg.skip_filler(wording, behind, end), end)
    until = odg.suffix_end(wording, chapter.end, end) if chapter else behind
    return Source("odg", at, named_until=until, chapter=chapter.heading if chapter else "", named=True)


def open_chapter(wording: Wording, at: int, end: int, flag: Flag, *, alone: bool = False) -> Source | None:
    """A chapter of ODG that opens at an offset without ODG's name before it.

    `alone`: nothing but the title itself may say that it is ODG's; else ODG may be named behind it too.
    """
    chapter = odg.chapter_at(wording, at, end) if flag != "part" else None
    if chapter is None or not odg.is_closed(wording, chapter, end):
        return None
    if odg.is_unmistakable(wording, chapter, end) or (
        not alone and odg.NAMES_ODG.search(wording.text, chapter.end, end)
    ):
        return Source("odg", at, named_until=odg.suffix_end(wording, chapter.end, end), chapter=chapter.heading)
    return None


def is_mtus(wording: Wording, at: int, end: int, flag: Flag, *, listed: bool = False) -> bool:
    """Whether a guideline of the MTUS opens at an offset: its schedule's name, its formulary, a title of its own.

    `listed`: behind a mere comma, where it may be a topic of what was named before, unless it is called a guideline or
    has its year.
    """
    if flag == "not part":
        return False
    title = read_title(wording, at, end)
    if title and title.formulary:
        return True
    named = MTUS_NAME.match(wording.text, at, end)
    if named and named.end() < end:
        return True
    if title is None or (title.chapter is not None and title.year is None):
        return False
    words = wording.text[title.start : title.spans[-1][1]]
    if flag == "non-mtus" or (listed and title.year is None):
        return "uideline" in words and " " in words
    return " " in words or words.lower() == "opioids"


def _title_end(wording: Wording, at: int, end: int) -> int:
    """Where a guideline's title ends that opens at an offset, the schedule's own name before it or not."""
    named = MTUS_NAME.match(wording.text, at, end)
    title = read_title(wording, named.end() if named else at, end)
    return title.end if title else at
