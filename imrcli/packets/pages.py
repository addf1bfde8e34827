"""Which pages of a file make a letter, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations

from msgspec import Struct

from imrcli.ingest.document import Note
from imrcli.packets.page import Page, join

_MOST_PERMUTED = 6
"""Pages behind a letter's first of which every order is tried, where theirs cannot be right."""


class Sheaf(Struct):
    """The pages of one letter in their order, and what was noticed of them."""

    pages: list[Page]
    notes: list[Note]

    @property
    def numbers(self) -> set[str]:
        """The case numbers that the pages give as their own."""
        return {number for page in self.pages for number in page.numbers}


def gather(pages: Sequence[Page]) -> list[Sheaf]:
    """The letters among a file's pages; pages of other papers, and second copies of pages, are left out."""
    sheaves: list[Sheaf] = []
    loose: list[Page] = []
    within = False
    for page in pages:
        copied = _copy_of(page, sheaves)
        if copied is not None:
            copied.notes.append(("page-doubled", f"page {page.index + 1} is a second copy and was left out"))
            continue
        if page.opens and not _goes_on(page, sheaves[-1] if sheaves and within else None):
            sheaves.append(Sheaf([page], []))
            within = True
        elif page.other or page.blank:
            within = within and page.blank
        elif sheaves and _belongs(page, sheaves[-1], within):
            sheaves[-1].pages.append(page)
            within = True
        elif page.own_words or page.letter_words:
            loose.append(page)
    _place_loose(loose, sheaves)
    for sheaf in sheaves:
        _order(sheaf)
    _exchange(sheaves)
    return sheaves


def _copy_of(page: Page, sheaves: list[Sheaf]) -> Sheaf | None:
    """The letter of which a page is a second copy."""
    return next((sheaf for sheaf in sheaves if any(page.is_copy_of(other) for other in sheaf.pages)), None)


def _goes_on(page: Page, sheaf: Sheaf | None) -> bool:
    """Whether a page with a letter's opening is a later page of the letter before it: its table behind its cover."""
    if sheaf is None or not page.numbers:
        return False
    return page.numbers == sheaf.numbers and not any(other.own_words for other in sheaf.pages)


def _belongs(page: Page, sheaf: Sheaf, within: bool) -> bool:
    """Whether a page goes on with a letter. Behind another paper only what the letter's own words or
    number say does.
    """
    if page.numbers:
        return bool(page.numbers & sheaf.numbers) or not sheaf.numbers
    quality = join(sheaf.pages[-1], page)
    if within:
        return page.own_words or page.letter_words or quality >= 0
    return quality == 2 or (page.own_words and quality > -2)


def _place_loose(loose: list[Page], sheaves: list[Sheaf]) -> None:
    """Give pages that stand before their letter's first page to the letter that lacks them."""
    for page in loose:
        mine = [sheaf for sheaf in sheaves if page.numbers & sheaf.numbers]
        if not mine and not page.numbers:
            mine = [sheaf for sheaf in sheaves if sheaf.pages[0].index > page.index][:1]
            mine = [sheaf for sheaf in mine if any(join(other, page) == 2 for other in sheaf.pages)]
        if len(mine) == 1:
            mine[0].pages.append(page)
            mine[0].pages[1:] = sorted(mine[0].pages[1:], key=lambda other: other.index)


def _order(sheaf: Sheaf) -> None:
    """Put pages in the order that their numbers tell, or, where a sentence breaks, that the sentences tell."""
    first, later = sheaf.pages[0], sheaf.pages[1:]
    numbers = {page.footer_page for page in later}
    if None not in numbers and len(numbers) == len(later):
        sheaf.pages = [first, *sorted(later, key=lambda page: page.footer_page or 0)]
    elif _breaks(sheaf.pages) and len(later) <= _MOST_PERMUTED:
        sheaf.pages = _by_sentences(sheaf.pages)
    in_file = [page.index for page in sheaf.pages]
    if in_file != sorted(in_file):
        sheaf.notes.append(_out_of_order(sheaf))


def _out_of_order(sheaf: Sheaf) -> Note:
    numbers = ", ".join(str(page.index + 1) for page in sheaf.pages)
    return "pages-reordered", f"its pages are out of order in the file; they were read as pages {numbers}"


def _by_sentences(pages: list[Page]) -> list[Page]:
    """The order in which no sentence breaks and most go on, with the fewest pages moved; as it is
    where none is best.
    """
    whole = [order for order in ([pages[0], *later] for later in permutations(pages[1:])) if not _breaks(order)]
    ranked = sorted((((-_score(order), _moves(order)), order) for order in whole), key=lambda pair: pair[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return pages
    return ranked[0][1]


def _score(pages: Sequence[Page]) -> int:
    return sum(join(page, following) for page, following in pairwise(pages))


def _moves(pages: Sequence[Page]) -> int:
    """How many pairs of pages stand the other way round in the file."""
    return sum(1 for at, page in enumerate(pages) for following in pages[at + 1 :] if following.index < page.index)


def _breaks(pages: Sequence[Page]) -> int:
    """How many pages cannot follow the page before them, cannot be the last, or have parts of items before any item."""
    broken = sum(1 for page, following in pairwise(pages) if join(page, following) == -2)
    issues = next((at for at, page in enumerate(pages) if page.opens_issues), 0)
    return broken + (pages[-1].end != "stop") + sum(1 for page in pages[:issues] if page.has_parts)


def _exchange(sheaves: list[Sheaf]) -> None:
    """Exchange a page between two letters in which sentences break, where that mends both."""
    for sheaf, other in pairwise(sheaves):
        if not (_breaks(sheaf.pages) and _breaks(other.pages)):
            continue
        swaps = [
            (mine, theirs)
            for mine in range(1, len(sheaf.pages))
            for theirs in range(1, len(other.pages))
            if not _breaks(_swapped(sheaf.pages, mine, other.pages[theirs]))
            and not _breaks(_swapped(other.pages, theirs, sheaf.pages[mine]))
        ]
        if len(swaps) == 1:
            mine, theirs = swaps[0]
            sheaf.pages[mine], other.pages[theirs] = other.pages[theirs], sheaf.pages[mine]
            for mended in (sheaf, other):
                mended.notes.append(_out_of_order(mended))


def _swapped(pages: list[Page], place: int, page: Page) -> list[Page]:
    return [*pages[:place], page, *pages[place + 1 :]]
