"""One basis of a decision is cut into the sources that it names: guidelines, chapters of ODG, references.

A text is gone through from joint to joint (`joints`). At each, a source may open (`openings`); what the source at hand
is, and whether it is complete, decides whether what opens is another one or a part of it (`boundaries`).
"""

from __future__ import annotations

import re

from imrcli.extract.citations import boundaries, odg, references
from imrcli.extract.citations.joints import Joint, read_joints
from imrcli.extract.citations.openings import (
    ACOEM_NAME,
    Flag,
    Source,
    is_mtus,
    open_chapter,
    open_odg,
    open_source,
)
from imrcli.extract.citations.titles import is_formulary, read_title
from imrcli.extract.citations.wording import Wording
from imrcli.pattern import pattern

_LEAD = pattern(
    r"(?:(?:and|as well as|along with|with) )?(?:also )?(?:(?:on|upon) )?"
    r"(?P<the>the )?(?:non-? ?MTUS (?:citations? ?:? ?)?)?",
    re.IGNORECASE,
)
_NUMBER = pattern(r"\(?(?P<number>\d{1,2})[.)] (?=[A-Z\"“])")
_OF_WHICH = pattern(r"\b(?:of|in|from|per|by) (?:the )?$")
_ACOEM_INSIDE = pattern(r"ACOEM (?:Practice|Guid|Chapter|Occ|\d)|American")
_MTUS_ALONE = pattern(r"(?:CA |California )?MTUS\W*$")


def split_sources(wording: Wording, start: int, end: int, flag: Flag) -> list[Source]:
    """The sources that a part of a statement names, one after the other, separators and joining words cut off."""
    return _Splitter(wording, *wording.trim(start, end), flag).split()


class _Splitter:
    def __init__(self, wording: Wording, start: int, end: int, flag: Flag) -> None:
        self.wording, self.text, self.flag = wording, wording.text, flag
        self.start, self.end = start, end
        self.number = 0
        """Of the reference at hand, in a list with numbers."""

    def split(self) -> list[Source]:
        if self.start >= self.end:
            return []
        at = self._behind_number(self.start)
        if lead := _LEAD.match(self.text, at, self.end):
            at = lead.start("the") if self.flag == "non-mtus" and lead.group("the") else lead.end()
        if self.flag == "labelled" and not odg.NAMES_ODG.search(self.text, at, self.end):
            return [Source("mtus", at, self.end)]
        sources = [self._open(at)]
        for joint in read_joints(self.wording, self.start, self.end):
            here = sources[-1]
            if joint.end < max(here.named_until, here.skip, here.start + 1):
                continue
            if following := self._following(here, joint):
                here.end = joint.start
                sources.append(following)
        sources[-1].end = self.end
        for source in sources:
            source.start, source.end = self.wording.trim(source.start, source.end)
        return [source for source in sources if source.start < source.end]

    def _open(self, at: int) -> Source:
        return open_source(self.wording, at, self.end, self.flag)

    def _behind_number(self, at: int) -> int:
        """Behind the number of a numbered reference, if it is the next one."""
        number = _NUMBER.match(self.text, at, self.end)
        if number is None or int(number.group("number")) != self.number + 1:
            return at
        self.number += 1
        return number.end()

    def _following(self, here: Source, joint: Joint) -> Source | None:
        """The source that opens at a joint, if one does that is not a part of the source at hand."""
        wording, end, flag = self.wording, self.end, self.flag
        at = self._behind_number(joint.end)
        if at > joint.end:
            return self._open(at)
        start = joint.article if flag == "non-mtus" else at
        if behind := odg.name_end(wording, at, end):
            return self._following_odg(here, joint, start, behind)
        if self.text.startswith("(", at) and not (joint.divides and ACOEM_NAME.match(self.text, at, end)):
            return None
        if here.kind == "odg" and (chapter := self._following_chapter(here, joint)):
            return chapter
        if joint.mark == "/":
            here.slashed = True
            return None
        if ACOEM_NAME.match(self.text, at, end):
            return self._following_acoem(here, joint, start)
        if joint.mark != " " and is_mtus(wording, at, end, flag, listed=not joint.divides and not joint.adds):
            own = here.kind == "mtus" or (here.kind == "acoem" and not is_formulary(wording, at, end))
            return None if own else self._open(start)  # the grammar of the MTUS tells its guidelines apart
        if here.kind != "odg" and joint.divides and flag in ("non-mtus", "not part"):
            chapter = open_chapter(wording, at, end, flag, alone=True)
            if chapter:
                return chapter
        return self._following_reference(here, joint, at, start)

    def _following_odg(self, here: Source, joint: Joint, start: int, behind: int) -> Source | None:
        following = open_odg(self.wording, start, behind, self.end)
        of_which = _OF_WHICH.search(self.text, max(here.start, joint.end - 10), joint.end)
        if of_which and here.kind in ("odg", "other"):
            # 'the Shoulder Chapter of the Official Disability Guidelines'
            here.kind, here.named, here.chapter = "odg", True, here.chapter or following.chapter
            return None
        if here.kind != "odg":
            return following if joint.mark != "/" else None
        if not here.named and not following.chapter:
            here.named = True  # 'Knee Chapter, Official Disability Guidelines'
            return None
        full = odg.FULL_NAME.search(self.text, joint.end, behind)
        return following if full or following.chapter else None

    def _following_chapter(self, here: Source, joint: Joint) -> Source | None:
        """A further chapter of ODG: behind a semicolon or `and`, behind another chapter, or called a chapter."""
        wording, end = self.wording, self.end
        label = odg.CHAPTER_LABEL.match(self.text, joint.end, end)
        chapter = odg.chapter_at(wording, label.end() if label else joint.end, end)
        if joint.mark == " " and not label:
            return None
        if chapter is None or not odg.is_closed(wording, chapter, end):
            return None
        until = here.skip = odg.suffix_end(wording, chapter.end, end)
        if not here.chapter:
            here.chapter = chapter.heading  # the topic stands before its chapter: 'Botulinum toxin, Neck Chapter'
            return None
        only_chapter = (
            not self.text[here.named_until : joint.start].strip(" ,;:.-–") and chapter.heading != here.chapter
        )
        if joint.mark == "/" and not only_chapter:
            return None
        slashed = here.slashed and self.text[until : until + 2].strip()[:1] == "/"
        called = label is not None or odg.is_called_chapter(wording, chapter, end)
        called = called or odg.opens_topics(wording, chapter, end)
        stopped = joint.mark == "." and chapter.heading != here.chapter
        if only_chapter or called or slashed or joint.divides or stopped or odg.is_unmistakable(wording, chapter, end):
            return Source("odg", joint.end, named_until=until, chapter=chapter.heading)
        return None

    def _following_acoem(self, here: Source, joint: Joint, start: int) -> Source | None:
        if here.kind == "mtus" and self.flag in ("labelled", "part"):
            return None  # a chapter among the guidelines of the MTUS: their own grammar tells
        if joint.mark == " " and not _ACOEM_INSIDE.match(self.text, joint.end):
            return None
        if here.kind == "mtus" and _MTUS_ALONE.match(self.text, here.start, joint.start):
            return None
        if here.kind == "mtus" and joint.mark == " " and self.text.endswith("MTUS ", 0, joint.start):
            return None  # 'and the MTUS ACOEM Guidelines'
        if here.kind == "other" and joint.mark == ",":
            title = read_title(self.wording, here.start, joint.start)
            if boundaries.is_only_name(self.text, here, joint) or (title and title.end == joint.start):
                here.kind = "acoem"  # 'Reed Group, ACOEM, Shoulder Disorders', 'Chronic Pain, ACOEM'
                return None
        return self._open(start)

    def _following_reference(self, here: Source, joint: Joint, at: int, start: int) -> Source | None:
        if self.flag == "labelled":
            return None
        opening, behind = references.opening(self.wording, at, self.end)
        if opening == "continuation":
            return None
        opens = boundaries.behind_reference if here.kind == "other" else boundaries.behind_guideline
        if not opens(self.wording, here, joint, (opening, at, behind), self.end):
            here.address = here.address or opening == "address"
            if opening == "authors":
                here.skip = behind
            return None
        following = self._open(start)
        return following if following.kind != "mtus" else Source("other", start, named_until=behind, opening=opening)
