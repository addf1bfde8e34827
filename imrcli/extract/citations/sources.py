"""One basis of a decision is cut into the sources that it names: guidelines, chapters of ODG, references.

A text is gone through from joint to joint (a separator, or a name that needs none). At each joint a source may open; what
the source at hand is, and whether it is complete, decides whether what opens is another one or a part of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from imrcli.extract.citations import odg, references
from imrcli.extract.citations.mtus import MTUS_NAME
from imrcli.extract.citations.titles import read_title
from imrcli.extract.citations.wording import Wording
from imrcli.pattern import pattern

Kind = Literal["mtus", "acoem", "odg", "other"]
Flag = Literal["labelled", "non-mtus", "part", "not part", ""]
"""What a statement says of a basis: `Decision based on MTUS`, `Non-MTUS Citation`, `which is (not) part of the MTUS`."""

_JOINT = pattern(
    r"""(?:\s*(?P<mark>[;,•●▪■◦])[;,•●▪■◦]*\s*(?P<and>(?:and|as\s+well\s+as)\s+)?
      |(?P<stop>\.)(?:\s+|(?=[A-Z][a-z]{3}|https?:|www\.))
      |\s+(?P<also>(?:and|as\s+well\s+as))\s+|\s*(?P<slash>/)\s*|\s+(?=\(?\d{1,2}[.)]\s))
      (?:also\s+)?(?:(?:on|upon|from)\s+)?(?P<the>the\s+)?""",
    re.VERBOSE,
)
_NAME_INSIDE = pattern(
    r"""(?<=[\s\w)])(?:(?=O[fF][a-zA-Z]{3,8}\s*Dis[a-z]{4,9}\s+Gu?[a-z])|\b(?=ODG\b|https?:|www\.|ACOEM\b|American\s+College\s+of\s+Occ)
      |\b(?=[A-Z][a-z]+(?:-[A-Z][a-z]+)?\s[A-Z]{1,3}[.,]\s|[A-Z][a-z]+,?\set\sal))""",
    re.VERBOSE,
)
_NUMBER = pattern(r"\(?(?P<number>\d{1,2})[.)]\s+(?=[A-Z\"“])")
_NAMES_ODG = pattern(r"\bODG\b|\bO[a-z]{4,9}\s*Dis[a-z]{4,9}\s+Gu?[a-z]{3,9}\b", re.IGNORECASE)
_OF_WHICH = pattern(r"\b(?:of|in|from|per|by)\s+(?:the\s+)?$")
_ACOEM_NAME = pattern(r"(?:the\s+)?(?:ACOEM\b|American\s+College\s+of\s+Occupational\s+(?:and|&)\s+Env)")
_LEAD = pattern(
    r"(?:(?:and|as\s+well\s+as|along\s+with|with)\s+)?(?:also\s+)?(?:(?:on|upon)\s+)?"
    r"(?P<the>the\s+)?(?:non-?\s?MTUS\s+(?:citations?\s*:?\s*)?)?",
    re.IGNORECASE,
)


class Source(Struct):
    """A source at hand: its kind, where it starts and ends, and what has been read of it so far."""

    kind: Kind
    start: int
    end: int = 0
    named_until: int = 0  # the end of the name with which it opens
    opening: str = ""
    chapter: bool = False  # ODG: a chapter has been named
    named: bool = False  # ODG: its own name has been printed
    slashed: bool = False  # ODG: topics stand behind slashes
    address: bool = False
    skip: int = 0  # the end of a title that is a part of it, whatever opens inside


class _Joint(Struct, frozen=True, gc=False):
    start: int
    end: int
    mark: str  # ',', ';', '.', 'and', ', and', '/', ' '
    article: int  # where 'the' stands before the end, else the end


def _mark(joint: re.Match[str]) -> str:
    """What a joint consists of: `,`, `; and`, `.`, `and`, `/`, or a blank."""
    if mark := joint.group("mark"):
        mark = mark if mark == "," else ";"
        return f"{mark} and" if joint.group("and") else mark
    return joint.group("stop") or joint.group("slash") or ("and" if joint.group("also") else " ")


def split_sources(wording: Wording, start: int, end: int, flag: Flag) -> list[Source]:
    """The sources that a part of a statement names, one after the other, separators and joining words cut off."""
    return _Splitter(wording, start, end, flag).split()


class _Splitter:
    def __init__(self, wording: Wording, start: int, end: int, flag: Flag) -> None:
        self.wording, self.text, self.flag = wording, wording.text, flag
        self.start, self.end = wording.trim(start, end)
        self.addresses = references.addresses(self.text, self.start, self.end)
        self.number = 0  # of the reference at hand, in a list with numbers

    def split(self) -> list[Source]:
        if self.start >= self.end:
            return []
        at = self._behind_number(self.start)
        if lead := _LEAD.match(self.text, at, self.end):
            at = lead.start("the") if self.flag == "non-mtus" and lead.group("the") else lead.end()
        if self.flag == "labelled" and not _NAMES_ODG.search(self.text, at, self.end):
            return [Source("mtus", at, self.end)]
        found = [self._open(at)]
        for joint in self._joints():
            here = found[-1]
            if joint.end < max(here.named_until, here.skip, here.start + 1):
                continue
            if following := self._following(here, joint):
                here.end = joint.start
                found.append(following)
        found[-1].end = self.end
        for source in found:
            source.start, source.end = self.wording.trim(source.start, source.end)
        return [source for source in found if source.start < source.end]

    def _joints(self) -> Iterator[_Joint]:
        """Where another source may open: behind separators, and at names that need none, outside of brackets."""
        marked = [
            _Joint(m.start(), m.end(), _mark(m), m.start("the") if m.group("the") else m.end())
            for m in _JOINT.finditer(self.text, self.start, self.end)
            if m.end() > m.start() and not self._in_address(m.start())
        ]
        ends = {joint.end for joint in marked} | {joint.article for joint in marked}
        names = (m.start() for m in _NAME_INSIDE.finditer(self.text, self.start, self.end))
        marked += [_Joint(at, at, " ", at) for at in names if at not in ends]
        for joint in sorted(marked, key=lambda joint: joint.end):
            if not self.wording.bracketed(joint.start) and joint.end < self.end:
                yield joint

    def _in_address(self, at: int) -> bool:
        """Whether an offset stands inside a web address, not behind it."""
        number = bisect_right(self.addresses, (at, 0)) - 1
        return number >= 0 and at < self.addresses[number][1]

    # --- what opens -----------------------------------------------------------------------------------

    def _behind_number(self, at: int) -> int:
        """Behind the number of a numbered reference, if it is the next one."""
        number = _NUMBER.match(self.text, at, self.end)
        if number is None or int(number.group("number")) != self.number + 1:
            return at
        self.number += 1
        return number.end()

    def _open(self, at: int) -> Source:
        """The source that opens at the start of a basis, or that something else has shown to open."""
        text, end = self.text, self.end
        if behind := odg.name_end(self.wording, at, end):
            return self._open_odg(at, behind)
        if self.flag == "labelled" or (self.flag == "part" and not _ACOEM_NAME.match(text, at, end)):
            return Source("mtus", at, named_until=self._title_end(at))
        if _ACOEM_NAME.match(text, at, end):
            return Source("acoem", at, named_until=self._title_end(at))
        if self._is_mtus(at):
            title = read_title(self.wording, at, end)
            kind: Kind = "acoem" if title and title.adopted is False else "mtus"
            return Source(kind, at, named_until=self._title_end(at))
        if (chapter := self._bare_chapter(at)) is not None:
            return chapter
        opening, behind = references.opening(self.wording, at, end)
        address = opening == "address"
        if address and references.is_home_page(text, at, behind):
            opening = "site"
        return Source("other", at, named_until=behind, opening=opening, address=address)

    def _open_odg(self, at: int, behind: int) -> Source:
        wording, end = self.wording, self.end
        chapter = odg.chapter_at(wording, odg.skip_filler(wording, behind, end), end)
        until = odg.suffix_end(wording, chapter.end, end) if chapter else behind
        return Source("odg", at, named_until=until, chapter=chapter is not None, named=True)

    def _title_end(self, at: int) -> int:
        named = MTUS_NAME.match(self.text, at, self.end)
        title = read_title(self.wording, named.end() if named else at, self.end)
        return title.end if title else at

    def _is_mtus(self, at: int) -> bool:
        """Whether a guideline of the MTUS opens at an offset: its schedule's name, its formulary, a title of its own."""
        if self.flag == "not part":
            return False
        title = read_title(self.wording, at, self.end)
        if title and title.formulary:
            return True
        named = MTUS_NAME.match(self.text, at, self.end)
        if named and named.end() < self.end:
            return True
        if title is None or (title.chapter is not None and title.year is None):
            return False
        words = self.text[title.start : title.spans[-1][1]]
        if self.flag == "non-mtus":
            return "uideline" in words and " " in words
        return " " in words or words.lower() == "opioids"

    def _bare_chapter(self, at: int) -> Source | None:
        """A chapter of ODG that opens at an offset without ODG's name before it."""
        wording, end = self.wording, self.end
        chapter = odg.chapter_at(wording, at, end) if self.flag != "part" else None
        if chapter is None or not odg.is_closed(wording, chapter, end):
            return None
        if odg.is_unmistakable(wording, chapter, end) or _NAMES_ODG.search(self.text, chapter.end, end):
            return Source("odg", at, named_until=odg.suffix_end(wording, chapter.end, end), chapter=True)
        return None

    # --- whether it is another source -------------------------------------------------------------------

    def _following(self, here: Source, joint: _Joint) -> Source | None:
        """The source that opens at a joint, if one does that is not a part of the source at hand."""
        at = self._behind_number(joint.end)
        start = joint.article if self.flag == "non-mtus" and at == joint.end else at
        if at > joint.end:
            return self._open(at)
        if behind := odg.name_end(self.wording, at, self.end):
            return self._following_odg(here, joint, start, behind)
        if self.text.startswith("(", at):
            return None
        if here.kind == "odg" and (chapter := self._following_chapter(here, joint)):
            return chapter
        if joint.mark == "/":
            here.slashed = True
            return None
        if _ACOEM_NAME.match(self.text, at, self.end):
            return self._following_acoem(here, joint, start)
        if joint.mark != " " and self._is_mtus(at):
            own = here.kind == "mtus" or (here.kind == "acoem" and not self._is_formulary(at))
            return None if own else self._open(start)  # the grammar of the MTUS tells its guidelines apart
        if here.kind != "odg" and joint.mark in (";", "; and", ", and") and self.flag in ("non-mtus", "not part"):
            chapter_only = self._bare_chapter(at)
            if chapter_only and odg.is_unmistakable(self.wording, self._chapter(at), self.end):
                return chapter_only
        return self._following_reference(here, joint, at, start)

    def _chapter(self, at: int) -> odg.Entry:
        chapter = odg.chapter_at(self.wording, at, self.end)
        assert chapter is not None
        return chapter

    def _is_formulary(self, at: int) -> bool:
        title = read_title(self.wording, at, self.end)
        return title is not None and title.formulary

    def _following_odg(self, here: Source, joint: _Joint, start: int, behind: int) -> Source | None:
        following = self._open_odg(start, behind)
        full = odg.FULL_NAME.search(self.text, joint.end, behind) is not None
        if _OF_WHICH.search(self.text, max(here.start, joint.end - 10), joint.end) and here.kind in ("odg", "other"):
            # 'the Shoulder Chapter of the Official Disability Guidelines'
            here.kind, here.named, here.chapter = "odg", True, here.chapter or following.chapter
            return None
        if here.kind != "odg":
            return following if joint.mark != "/" else None
        if not here.named and not following.chapter:
            here.named = True  # 'Knee Chapter, Official Disability Guidelines'
            return None
        if full or following.chapter:
            return following
        return None

    def _following_chapter(self, here: Source, joint: _Joint) -> Source | None:
        """A further chapter of ODG: behind a semicolon or `and`, behind another chapter, or called a chapter."""
        wording, end = self.wording, self.end
        chapter = odg.chapter_at(wording, joint.end, end) if joint.mark != " " else None
        until = odg.suffix_end(wording, chapter.end, end) if chapter else 0
        if chapter is None or not odg.is_closed(wording, chapter, end):
            return None
        here.skip = until
        if not here.chapter:
            here.chapter = True  # the topic stands before its chapter: 'Botulinum toxin, Neck Chapter'
            return None
        bare = not self.text[here.named_until : joint.start].strip(" ,;:.-–")
        called = odg.is_called_chapter(wording, chapter, end)
        slashed = here.slashed and self.text[until : until + 2].strip()[:1] == "/"
        apart = joint.mark in (";", "; and", ", and", ".") and not (
            joint.mark == "." and not odg.is_unmistakable(wording, chapter, end)
        )
        if joint.mark == "/" and not bare:
            return None
        several = odg.is_unmistakable(wording, chapter, end) and joint.mark in (",", "and")
        if bare or called or slashed or apart or several:
            return Source("odg", joint.end, named_until=until, chapter=True)
        return None

    def _following_acoem(self, here: Source, joint: _Joint, start: int) -> Source | None:
        if here.kind == "mtus" and self.flag in ("labelled", "part"):
            return None  # a chapter among the guidelines of the MTUS: their own grammar tells
        if joint.mark == " " and not re.match(
            r"ACOEM\s+(?:Practice|Guid|Chapter|Occ|\d)|American", self.text[joint.end :][:30]
        ):
            return None
        if here.kind == "mtus" and re.match(r"(?:CA\s+|California\s+)?MTUS\W*$", self.text[here.start : joint.start]):
            return None
        if here.kind == "other" and joint.mark == "," and self._is_only_name(here, joint):
            here.kind = "acoem"  # 'Reed Group, ACOEM, Shoulder Disorders': its publisher
            return None
        return self._open(start)

    def _following_reference(self, here: Source, joint: _Joint, at: int, start: int) -> Source | None:
        if self.flag == "labelled":
            return None
        kind, behind = references.opening(self.wording, at, self.end)
        if kind == "continuation":
            return None
        if here.kind == "other":
            apart = self._is_apart(here, joint, kind, at, behind)
        else:
            apart = self._is_reference(here, joint, kind, at, behind)
        if not apart:
            here.address = here.address or kind == "address"
            return None
        following = self._open(start)
        return following if following.kind != "mtus" else Source("other", start, named_until=behind, opening=kind)

    def _is_reference(self, here: Source, joint: _Joint, kind: str, at: int, behind: int) -> bool:
        """Whether a reference opens behind a guideline."""
        text = self.text
        if kind == "address":
            return not (here.kind == "odg" and references.is_of_odg(text, at, behind)) and here.kind != "acoem"
        if kind == "authors":
            return not references.are_editors(text, at)
        if kind in ("site", "source", "journal"):
            return joint.mark not in (" ", "/")
        if joint.mark in (";", ".", "; and", ", and") and here.kind != "mtus" and text[at : at + 1].isupper():
            stop = text.find("; ", at, self.end)
            return references.holds_reference(text, at, stop if stop >= 0 else self.end)
        return joint.article < joint.end and joint.mark in ("and", ", and") and text[at : at + 1].isupper()

    def _is_only_name(self, here: Source, joint: _Joint) -> bool:
        """Whether nothing stands at a joint but the authors or the source with which a reference opens."""
        named = here.opening in ("authors", "site", "source")
        return named and not self.text[here.named_until : joint.start].strip(" ,;:.-–()")

    def _is_apart(self, here: Source, joint: _Joint, kind: str, at: int, behind: int) -> bool:
        """Whether what opens behind a reference is another one."""
        text, mark = self.text, joint.mark
        only_name = self._is_only_name(here, joint)
        if kind == "address":
            done = references.was_visited(text, here.start, joint.start)
            return here.address or done or (mark == ";" and references.is_complete(text, here.start, joint.start))
        complete = references.is_complete(text, here.start, joint.start)
        linked = references.ends_with_address(text, here.start, joint.start) and not only_name
        if kind == "authors":
            listed = here.opening == "authors" and only_name
            plain = here.opening == "" and mark in (",", "and", ", and") and not complete and not linked
            return not listed and not plain and not (only_name and mark == ",") and not references.are_editors(text, at)
        dated = references.ends_with_year(text, here.start, joint.start)
        if kind in ("site", "source"):
            if complete or linked or (dated and mark == "."):
                return True
            if only_name and mark not in (";", "; and"):
                return here.opening == kind == "site"
            place = mark in (",", ", and") and references.is_only_place(text, behind, self.end)
            return mark in (";", "; and") or (
                mark != " " and here.opening in ("site", "source", "address") and not place
            )
        if not text[at : at + 1].isupper() and text[at : at + 1] not in '"“':
            return False
        if mark in (";", "; and"):
            return not only_name
        if mark == "." or kind == "journal":
            return complete or linked or dated
        if joint.article < joint.end and mark in ("and", ", and"):
            return True
        return (complete or linked) and mark in (",", ", and", " ")
