"""Whether what opens at a joint is another reference, or a part of the source at hand."""

from __future__ import annotations

from imrcli.extract.citations import references
from imrcli.extract.citations.joints import Joint
from imrcli.extract.citations.openings import Source
from imrcli.extract.citations.references import Opening
from imrcli.extract.citations.wording import Wording
from imrcli.pattern import pattern

Opened = tuple[Opening, int, int]
"""How something opens, where, and where the name ends with which it opens."""


def is_only_name(text: str, here: Source, joint: Joint) -> bool:
    """Whether nothing stands before a joint but the authors, or the source, with which a reference opens."""
    named = here.opening in ("authors", "site", "source")
    ends = _AUTHORS_YEAR if here.opening == "authors" else _NAME_ENDS
    rest = ends.match(text, here.named_until, joint.start) if named else None
    return named and not text[rest.end() if rest else here.named_until : joint.start].strip(" ,;:.-–()")


_AUTHORS_YEAR = pattern(r"[ ,.]{0,2}\(?(?:19|20)\d\d[a-z]?\)?")  # 'Chou R, Huffman LH (2007). Title'
_ONLY_SITE = pattern(r"(?:[A-Z][A-Za-z]+ )?[A-Za-z.-]{2,30}\.(?:com|org|gov|net|edu)")
_NAME_ENDS = pattern(
    r"(?:(?<=\bof)|(?<=\bfor)|(?<=\bSociety))(?: (?:of|for|the|and|&|in|[A-Z][\w'’-]*))+"
    r"(?: \([A-Z][A-Za-z&/]{0,8}[A-Z]\))?"
    r"| ?\([A-Z][A-Za-z&/]{0,8}[A-Z]\)"
)
"""The rest of a name: `Neurology` of `American Academy of Neurology`, `(CDC)`."""


def behind_guideline(wording: Wording, here: Source, joint: Joint, opened: Opened, end: int) -> bool:
    """Whether a reference opens behind a guideline, or behind a chapter of ODG."""
    text = wording.text
    opening, at, behind = opened
    if opening == "address":
        return here.kind != "acoem" and not (here.kind == "odg" and references.is_of_odg(text, at, behind))
    if opening == "authors":
        return not references.are_editors(text, at)
    if opening:
        return joint.mark not in (" ", "/")
    if not text[at : at + 1].isupper():
        return False
    if (joint.divides or joint.mark == ".") and here.kind != "mtus":
        stop = text.find("; ", at, end)
        return references.holds_reference(text, at, stop if stop >= 0 else end)
    return joint.adds


def behind_reference(wording: Wording, here: Source, joint: Joint, opened: Opened, end: int) -> bool:
    """Whether what opens behind a reference is another one."""
    opening, at, behind = opened
    if opening == "address":
        return _address(wording.text, here, joint, at, behind)
    if opening == "authors":
        return _authors(wording.text, here, joint, at, behind)
    if opening in ("site", "source"):
        return _source(wording.text, here, joint, opening, behind, end)
    return _title(wording.text, here, joint, opening, at, end)


def _address(text: str, here: Source, joint: Joint, at: int, behind: int) -> bool:
    """A web address goes with the reference before it, unless that has one, was visited, or is complete."""
    if (joint.mark == "and" or joint.joined) and not is_only_name(text, here, joint):
        return True
    if here.address or joint.mark == ";" or references.was_visited(text, here.start, joint.start):
        return not (here.opening == "authors" and is_only_name(text, here, joint))
    if references.is_paged_book(text, here.start, joint.start):
        return True
    return references.is_complete(text, here.start, joint.start) and not references.is_of_article(text, at, behind)


def _authors(text: str, here: Source, joint: Joint, at: int, behind: int) -> bool:
    """Authors open a reference, unless they go on with a list of authors, or stand behind a title as its own."""
    if references.are_editors(text, at):
        return False
    if is_only_name(text, here, joint) and (here.opening == "authors" or joint.mark in ",. "):
        return False
    if here.opening == "source" and joint.mark in ",." and _EDITORS_BEHIND.match(text, behind):
        return _is_done(text, here, joint)  # 'Campbell's Operative Orthopaedics, Canale ST, Beaty JH, eds.'
    own = here.opening == "" and joint.mark == ","  # 'Splinting Handbook, Smith J, Jones K, 2nd edition'
    return not own or _is_done(text, here, joint)


_EDITORS_BEHIND = pattern(r"[,. ]{0,2} ?\(?[Ee]d(?:s|itors?)?\b")


def _source(text: str, here: Source, joint: Joint, opening: Opening, behind: int, end: int) -> bool:
    """A source's name opens a reference behind one that is done, or that opened with a source's name
    and has a topic.
    """
    if _is_done(text, here, joint) or references.is_paged_book(text, here.start, joint.start):
        return True
    if joint.mark == "." and references.ends_with_year(text, here.start, joint.start):
        return True
    if joint.mark == ";":
        return True
    if is_only_name(text, here, joint):
        return here.opening == opening == "site"
    if joint.mark == "and" and here.opening == opening == "source":
        # 'American College of Cardiology and American Heart Association Guidelines'
        return references.ends_with_year(text, here.start, joint.start)
    if joint.mark == " " or here.opening not in ("site", "source", "address"):
        return False
    return not (joint.mark == "," and references.is_only_place(text, behind, end, linked=opening == "source"))


def _title(text: str, here: Source, joint: Joint, opening: Opening, at: int, end: int) -> bool:
    """A title, or a journal, opens a reference where the one before it is done."""
    if not text[at : at + 1].isupper() and text[at : at + 1] not in '"“':
        return False
    if joint.mark == ";":
        return not is_only_name(text, here, joint)
    if here.opening == "authors" and is_only_name(text, here, joint):
        return False
    if joint.mark == "," and not opening and _ONLY_SITE.fullmatch(text, here.start, joint.start):
        return False  # 'AAOS OrthoGuidelines.org, Distal radius fractures'
    if here.opening == "journal" and joint.mark == "." and not opening:
        return False  # 'Spine. 2014;39(1):7-12. Title. Smith J, Jones K': its issue stands before its title
    if _is_done(text, here, joint):
        return joint.mark in (",", " ", ".", "and") or joint.adds or opening == "journal"
    if joint.mark == "." or opening == "journal":
        dated = references.ends_with_year(text, here.start, joint.start)
        return dated and not references.is_journal_issue(text, at, end)
    if (joint.mark == "and" or joint.joined) and references.ends_with_year(text, here.start, joint.start):
        stop = text.find("; ", at, end)
        return references.holds_reference(text, at, stop if stop >= 0 else end)
    return joint.adds


def _is_done(text: str, here: Source, joint: Joint) -> bool:
    """Whether the reference at hand is complete, or ends with a web address."""
    if references.is_complete(text, here.start, joint.start):
        return True
    return references.ends_with_address(text, here.start, joint.start) and not is_only_name(text, here, joint)
