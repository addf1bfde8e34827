"""Which characters of a page are not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from imrcli.ingest.hidden.boxes import MOSTLY, Box, is_on, share
from imrcli.ingest.hidden.character import Character, characters_of
from imrcli.ingest.hidden.copies import laid_again, repeated
from imrcli.ingest.hidden.objects import Objects, Text
from imrcli.ingest.hidden.picture import Picture, unit_of

_OFF = 3.0
"""Points by which an OCR layer is off the letters of its scan."""


class Unseen:
    """What of a page's text is not seen: where the page looks the same without it, is covered, or ends."""

    def __init__(
        self, page: Any, objects: Objects, suspects: Sequence[Text], covers: Sequence[Box], edges: Box
    ) -> None:
        self._covers, self._edges, self._off = covers, edges, _OFF * unit_of(page)
        self._layers: set[int] = set()
        self._whole = Picture(page) if suspects else None
        objects.activate([text.handle for text in suspects], False)
        self._without = Picture(page) if suspects else None
        objects.activate([text.handle for text in suspects], True)
        self._small = {text.handle for text in suspects if text.small}
        boxes = {text.handle: objects.box(text.handle) for text in suspects}
        layer = [text for text in suspects if text.invisible]
        # A layer of a scan that was laid over a text can bring its own background, which covers that text.
        self._reprinted = {
            text.handle
            for text in suspects
            if not text.invisible and any(_reprints(other, text, boxes) for other in layer)
        }
        self._suspects = {text.handle: text for text in suspects if text.handle not in self._reprinted}
        self._layer = {text.handle: boxes[text.handle] for text in layer}
        seen = objects.texts_seen() if layer else []
        self._doubled = {text.handle for text in layer if any(share(boxes[text.handle], box) >= MOSTLY for box in seen)}

    def characters(self, textpage: Any) -> Iterator[Character]:
        """The characters that are not seen."""
        characters = list(characters_of(textpage, self._small))
        if self._layer:
            self._doubled |= repeated(textpage, characters, self._layer, self._doubled)
            left = [handle for handle in self._layer if handle not in self._doubled]
            self._doubled |= laid_again(textpage, characters, left)
            self._layer = {}  # the text without what is hidden is asked again, and that has no copies beside it
        self._layers = self._layers_in(characters)
        for character in characters:
            _, _, owner, box = character
            if (
                owner in self._small
                or self._holds(owner, box)
                or any(share(box, cover) >= MOSTLY for cover in self._covers)
                or not is_on(self._edges, box)
            ):
                yield character

    def whole(self, textpage: Any, hidden: Sequence[Character]) -> list[int]:
        """The text objects of which no character is seen."""
        counts = Counter(owner for _, _, owner, _ in characters_of(textpage, self._small))
        lost = Counter(owner for _, _, owner, _ in hidden)
        return [owner for owner, count in lost.items() if owner is not None and count == counts[owner]]

    def _layers_in(self, characters: Sequence[Character]) -> set[int]:
        """The invisible texts of which most characters stand on what is seen: what a scan reads, or misreads."""
        counts, inked = Counter[int](), Counter[int]()
        for _, _, owner, box in characters:
            if owner is not None and owner in self._suspects and self._suspects[owner].invisible:
                counts[owner] += 1
                inked[owner] += self._has_ink_near(box)
        return {owner for owner, count in counts.items() if 2 * inked[owner] > count}

    def _has_ink_near(self, box: Box) -> bool:
        near = box[0] - self._off, box[1] - self._off, box[2] + self._off, box[3] + self._off
        return self._whole is not None and self._whole.has_ink(near)

    def _holds(self, owner: int | None, box: Box) -> bool:
        """Whether a character of a text object, in a box, is not seen."""
        text = self._suspects.get(owner) if owner is not None else None
        if text is None or self._whole is None or self._without is None:
            return False
        if text.invisible:  # an OCR layer is not seen, but the scan under it is
            return text.handle in self._doubled or (text.handle not in self._layers and not self._has_ink_near(box))
        return self._whole.looks_like(self._without, box)


def _reprints(layer: Text, text: Text, boxes: Mapping[int, Box]) -> bool:
    """Whether an invisible text repeats a text that something drawn before it covers."""
    return layer.place > text.covered_by and share(boxes[text.handle], boxes[layer.handle]) >= MOSTLY
