"""What a check raises: a doubt about the letter, with the places of the letter's text that speak on both sides.

The public model's `Finding` is a doubt whose places are shown on the letter's pages. Immutable plain data; nothing here
knows how a doubt was come by or how it is shown.
"""

from __future__ import annotations

from msgspec import Struct

from imrcli.model import Severity

__all__ = ["Check", "Doubt", "Exhibit", "Severity"]


class Exhibit(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """What the letter says at one place: one side of the evidence for a doubt.

    `label` says in words what it is; `pointer` is the JSON Pointer of the determination's value that it belongs
    to (None where it belongs to none); `start` and `end` are offsets into the letter's text.
    """

    label: str
    pointer: str | None
    start: int
    end: int


class Doubt(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Something that a careful reader of the letter would question.

    `issue` is the 0-based index of the disputed treatment, None for the letter as a whole or several treatments.
    """

    code: str
    severity: Severity
    message: str
    issue: int | None
    exhibits: tuple[Exhibit, ...]


class Check(Struct, frozen=True, kw_only=True, gc=False):
    """One kind of doubt, as it is declared: what it means, when it stays silent, where it comes from, why it matters.

    `high`: a possible ground for appeal, or the outcome is doubtful; `medium`: the letter contradicts itself on a fact;
    `low`: worth a look.
    """

    code: str
    severity: Severity
    meaning: str
    silent: str
    source: str
    matters: str

    def doubt(self, message: str, *exhibits: Exhibit | None, issue: int | None = None) -> Doubt:
        """A doubt of this kind: what is said where (no full stop behind it), to which is added why it matters.

        Exhibits that are None were not found in the letter, and are left out.
        """
        shown = tuple(exhibit for exhibit in exhibits if exhibit is not None)
        return Doubt(self.code, self.severity, f"{_sentence(message)} {_sentence(self.matters)}", issue, shown)


def _sentence(words: str) -> str:
    """Words as a sentence, with a capital and one mark at its end, where a quotation may have brought it."""
    words = words.removesuffix(".") if words.endswith((".”.", "?”.")) else words
    return words[:1].upper() + words[1:] + ("" if words.endswith(("?", ".", ".”", "?”")) else ".")
