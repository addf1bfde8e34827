"""What each side says that its decision is based on, read into citations with their places.

A statement is cut into bases (`bases`, `prose`), a basis into sources (`sources`), and each source is read by the kind
that it is: guidelines of the MTUS (`mtus`, with `titles`, `sections`, `pages`), a chapter of ODG (`odg`), or a
reference (`references`). All work on offsets of the statement; the same statements come again in thousands of letters,
so what was read is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from imrcli.extract.citations.bases import Basis, read_bases
from imrcli.extract.citations.located import LocatedCitation, StatementCitations
from imrcli.extract.citations.mtus import read_guidelines
from imrcli.extract.citations.odg import read_odg
from imrcli.extract.citations.openings import Flag, Source
from imrcli.extract.citations.rationale import rationale_pages
from imrcli.extract.citations.references import read_reference
from imrcli.extract.citations.sources import split_sources
from imrcli.extract.citations.titles import read_title
from imrcli.extract.citations.wording import Wording
from imrcli.warnings import Warnings

__all__ = ["LocatedCitation", "StatementCitations", "rationale_pages", "read_citations"]


@lru_cache(maxsize=8192)
def read_citations(statement: str) -> StatementCitations:
    """All that a statement cites, in its order; nothing where it says that nothing was cited.

    All places are offsets into the statement's words, with white space collapsed as in every value.
    """
    wording = Wording(" ".join(statement.split()))
    warnings = Warnings()
    citations: list[LocatedCitation] = []
    for basis in read_bases(wording):
        for source, flag in _flagged(wording, basis):
            citations += _read(wording, source, flag, warnings)
    return StatementCitations(tuple(citations), tuple((warning.code, warning.message) for warning in warnings.given))


def _flagged(wording: Wording, basis: Basis) -> list[tuple[Source, Flag]]:
    """The sources of a basis, each with what is said of it.

    In `the Postsurgical Treatment Guidelines, the ODG, Pain, and the ODG, Knee, which are not part of the MTUS`, the
    guideline of the MTUS is not meant.
    """
    start, end, flag = basis.start, basis.end, basis.flag
    if basis.of_last:
        sources = split_sources(wording, start, end, "")
        return [(source, "" if source is not sources[-1] else flag) for source in sources]
    bare = start + 4 if wording.text.startswith("the ", start) else start
    if flag == "not part" and read_title(wording, bare, end):
        sources = split_sources(wording, start, end, "")
        if {source.kind for source in sources} > {"mtus"}:
            return [(source, "" if source.kind == "mtus" else flag) for source in sources]
    return [(source, flag) for source in split_sources(wording, start, end, flag)]


def _read(wording: Wording, source: Source, flag: Flag, warnings: Warnings) -> Iterator[LocatedCitation]:
    start, end = source.start, source.end
    if source.kind == "odg":
        yield read_odg(wording, start, end)
    elif source.kind == "mtus" and flag != "not part":
        yield from read_guidelines(wording, start, end, warnings, labelled=flag == "labelled")
    elif source.kind == "acoem":
        title = read_title(wording, start, end)
        adopted = title.adopted if title else None
        if (adopted and flag in ("part", "")) or (flag == "part" and adopted is None):
            yield from read_guidelines(wording, start, end, warnings)
        else:
            yield read_reference(wording, (start, end), "ACOEM")
    else:
        if flag == "not part" and read_title(wording, start, end):
            named = wording.text[start:end]
            warnings.warn("guideline-unclear", f"{named!r} is an MTUS guideline, but is said not to be part of it")
        yield read_reference(wording, (start, end), "Other")
