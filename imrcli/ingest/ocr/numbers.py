"""Numbers whose digits OCR took for letters that look like them: dates, case numbers, levels of the spine.

A word is mended where its other characters leave no doubt what it is: a date's strokes, the `CM` of a case number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from imrcli.ingest.ocr.mending import Mendings, with_text, with_words
from imrcli.ingest.ocr.words import Line, Word
from imrcli.pattern import pattern

_AS_ONE, _AS_ZERO = "lI|\\]\\[}{Ji!", "OoQ"
_LIKE = rf"[0-9{_AS_ONE}{_AS_ZERO}]"
_OPENED = "[(\"'‘“]?"
_DIGITS = str.maketrans({**dict.fromkeys("lI|][}{Ji!", "1"), **dict.fromkeys(_AS_ZERO, "0")})

_DATE = pattern(rf"^{_OPENED}(?P<date>{_LIKE}{{1,2}}(?P<stroke>[-/]){_LIKE}{{1,2}}(?P=stroke){_LIKE}{{2,4}})\W{{0,2}}$")
_CASE = pattern(
    rf"^{_OPENED}(?P<prefix>[CGE][MN])(?P<year>{_LIKE}{{2}})[-–—~]?(?P<number>(?:{_LIKE}|\(){{7,8}})\W{{0,2}}$"
)
_HALF_DATE = pattern(rf"^{_LIKE}(?:[-/]{_LIKE}{{1,2}}){{1,2}}(?:[-/]{_LIKE}{{4}})?[-,.;:)]*$")
_LEVELS = pattern(rf"^{_OPENED}(?P<levels>L[1-5SA]-(?:L[1-5SA]|S[1IlJ\]|]))\W{{0,2}}$")
_LEVEL_DIGITS = {"S": "5", "A": "4", "I": "1", "l": "1", "J": "1", "]": "1", "|": "1"}
_TEN = pattern(r"^(?P<ten>[lLI][O0o])(?P<behind>[.,;:)]{0,2})$")
_MANY = pattern(rf"^[#$]?{_OPENED}(?P<number>[0-9]{_LIKE}*)(?P<behind>\W{{0,2}})$")

_PART = pattern(r"^\W?0,\d+(?:%|mg|mcg|ml)?\W{0,2}$")
"""`0,0375%`: a point that was read as a comma."""

_ITEM = pattern(r"^[1-9]\d?[,:;]$")
_SURE = 0.95
"""A number of an item of which the engine is more sure stays as it is."""

_ONE = frozenset("1|lI]}[{J!")
_NEAR = 0.62
"""Of a line's height: what stands nearer to a number's first digit is a digit of it."""

_LEAST_DIGITS = 0.5
"""Of a number's digits, how many must have been read as digits."""


def numbered(lines: Sequence[Line], mendings: Mendings) -> list[Line]:
    """The lines with their numbers mended."""
    listed = any(line.words[0].text == "2." for line in lines)
    return [with_words(line, _mended(_itemized(list(line.words), listed, mendings), mendings)) for line in lines]


def joined(lines: Sequence[Line], mendings: Mendings) -> list[Line]:
    """The lines with numbers that were parted put together; before a stroke that was a 1 is taken for a speck."""
    return [with_words(line, _joined(line, mendings)) for line in lines]


def _itemized(words: list[Word], listed: bool, mendings: Mendings) -> list[Word]:
    """The words of a line that opens with an item's number, with the full stop behind it: `4, One x-ray`.

    Where there is a second item (`listed`), a letter that looks like a 1 is the first one's number: `J. One x-ray`.
    """
    if len(words) < 2 or words[0].confidence > _SURE or not words[1].text[0].isupper():
        return words
    read = words[0].text
    first = listed and read[:1] in _ONE and read[1:] == "."
    number = "1." if first else f"{read[:-1]}."
    if number == read or not (first or _ITEM.match(read)):
        return words
    mendings.add("ocr-number", read, number)
    return [with_text(words[0], number), *words[1:]]


def _joined(line: Line, mendings: Mendings) -> Iterator[Word]:
    """The words with a 1 that was parted from the date behind it put back: `| 1-10-2016` is `11-10-2016`."""
    held: Word | None = None
    for word in line.words:
        if held is not None and held.text == "CM" and _CASE.match(f"CM{word.text}"):
            left, top, right, bottom = *held.box[:2], *word.box[2:]
            whole = _number(f"CM{word.text}") or f"CM{word.text}"
            mendings.add("ocr-number", f"CM {word.text}", whole)
            yield Word(whole, (left, top, right, bottom), min(held.confidence, word.confidence), word.least)
            held = None
            continue
        if held is not None:
            if held.text in _ONE and word.text[:1] in _ONE and _HALF_DATE.match(word.text) and _touch(held, word):
                whole = f"1{word.text}"
                mendings.add("ocr-number", f"{held.text} {word.text}", whole)
                left, top, right, bottom = *held.box[:2], *word.box[2:]
                box = left, min(top, word.box[1]), right, bottom
                yield Word(whole, box, min(held.confidence, word.confidence), min(held.least, word.least))
                held = None
                continue
            yield held
        held = word if word.text in _ONE or word.text == "CM" else None
        if held is None:
            yield word
    if held is not None:
        yield held


def _touch(word: Word, following: Word) -> bool:
    height = following.box[3] - following.box[1]
    return 0 <= following.box[0] - word.box[2] <= _NEAR * height


def _mended(words: list[Word], mendings: Mendings) -> Iterator[Word]:
    for word in words:
        text = _number(word.text)
        if text is None:
            yield word
        else:
            mendings.add("ocr-number", word.text, text)
            yield with_text(word, text)


def as_number(text: str) -> str:
    """A word with digits where it is a number with letters for them."""
    return _number(text) or text


def _number(text: str) -> str | None:
    """What a word is that is a number with letters for digits; None for what is not."""
    if text.isalpha() and not text.isupper() and len(text) > 3:
        return None
    for form in (_DATE, _CASE):
        printed = form.match(text)
        if printed:
            return _digits(text, *printed.span("date" if form is _DATE else "year"), case=form is _CASE)
    if levels := _LEVELS.match(text):
        start, end = levels.span("levels")
        mended = "".join(
            _LEVEL_DIGITS.get(character, character) if text[start + place - 1] in "LS" and place % 3 == 1 else character
            for place, character in enumerate(levels["levels"])
        )
        whole = text[:start] + mended + text[end:]
        return whole if whole != text else None
    if _PART.match(text):
        return text.replace("0,", "0.", 1)
    if ten := _TEN.match(text):
        return f"10{ten['behind']}"
    if (many := _MANY.match(text)) and len(many["number"]) > 1:
        return _digits(text, *many.span("number"))
    return None


def _digits(text: str, start: int, end: int, *, case: bool = False) -> str | None:
    """A word with digits between two offsets, or, of a case number, behind its prefix."""
    if case:
        letters = text[start:].rstrip(".,;:)|'")
        digits = "".join(filter(str.isdigit, letters.replace("(", "0").translate(_DIGITS)))
        whole = f"CM{digits[:2]}-{digits[2:]}"
        read = sum(character.isdigit() for character in letters)
        return whole if whole != text and read >= _LEAST_DIGITS * len(digits) else None
    printed = text[start:end]
    read = sum(character.isdigit() for character in printed)
    of = sum(character.isalnum() or character in "|][}{!" for character in printed)
    whole = text[:start] + printed.translate(_DIGITS) + text[end:]
    return whole if whole != text and read >= _LEAST_DIGITS * of else None
