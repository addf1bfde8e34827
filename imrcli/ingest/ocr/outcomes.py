"""`Upheld` and `Overturned`, where OCR damaged them: they stand at the end of an item's header, behind a colon."""

from __future__ import annotations

from collections.abc import Sequence

from imrcli.edits import distance
from imrcli.ingest.ocr.mending import Mendings, core, with_text, with_words
from imrcli.ingest.ocr.words import Line, Word

_OUTCOMES = ("Upheld", "Overturned")
_MOST = 2


def decided(lines: Sequence[Line], mendings: Mendings) -> list[Line]:
    """The lines with the outcomes at their ends mended."""
    all_lines: list[Line] = []
    behind_colon = False
    for line in lines:
        last = line.words[-1]
        before = line.words[-2].text if len(line.words) > 1 else ""
        if before[-1:] in (":", ";") or (not before and behind_colon) or before in ("is", "Partially"):
            mended = _outcome(last)
            if mended is not None:
                mendings.add("ocr-outcome", last.text, mended)
                line = with_words(line, [*line.words[:-1], with_text(last, mended)])
        behind_colon = last.text[-1:] in (":", ";")
        all_lines.append(line)
    return all_lines


def _outcome(word: Word) -> str | None:
    """The outcome that a damaged word is; None for one that is whole, and for any other word."""
    _, letters, _ = core(word.text)
    read = letters.lower().replace("cl", "d")
    for outcome in _OUTCOMES:
        if letters == outcome:
            return None
    meant = [outcome for outcome in _OUTCOMES if distance(read, outcome.lower(), _MOST) <= _MOST]
    return meant[0] if len(meant) == 1 and letters[:1] not in "abcdefgh" else None
