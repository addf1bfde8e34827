"""Whether dictionaries read as a program writes them: no sum is kept of what stands outside of streams."""

from __future__ import annotations

from imrcli.ingest.pdf.values import compiled

_LITERAL = compiled(rb"\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*\))*\)")
"""A string in brackets (ISO 32000-2, 7.3.4.2), with one level of brackets in it."""
_HEX = compiled(rb"(?<!<)<(?!<)[0-9A-Fa-f\s]*>")
_COMMENT = compiled(rb"%[^\r\n]*")
_ARRAY = compiled(rb"\[[^\[\]]*\]")
_DICTIONARY = compiled(rb"<<(?:\s*/[^\s/<>]*(?:\s*/[^\s/<>]*|\s+(?:\d+\s+\d+\s+R|[^\s/<>]+)))*\s*>>")
_BRACKET = compiled(rb"[\[\]<>]")
_DEEPEST = 12
_SPACED = bytes.maketrans(b"[]<>", b"    ")
_CONTROL = bytes(range(9)) + b"\x0b" + bytes(range(14, 32)) + b"\x7f"
_WORD = compiled(rb"/[^(){}%]*|[-+]?(?:\d+\.?\d*|\.\d+)|R|true|false|null")

_MARK = compiled(rb"[^A-Za-z0-9]")

_NAMES = frozenset(
    b"ASCII85Decode ASCIIHexDecode BaseEncoding BaseFont CIDSystemInfo CIDToGIDMap Catalog Columns Contents Count "
    b"CropBox DecodeParms DescendantFonts Differences Encoding Encrypt FirstChar FlateDecode First Filter Flags Font "
    b"FontDescriptor FontFile FontFile2 FontFile3 FontName Form Identity-H Identity-V Index Kids LZWDecode LastChar Length Length1 Length2 Length3 MacRomanEncoding "
    b"Matrix MediaBox MissingWidth ObjStm Page Pages Parent Predictor Resources Root Rotate StandardEncoding Subtype "
    b"ToUnicode TrueType Type Type0 Type1 Type3 Widths WinAnsiEncoding XObject XRef".split()
)
"""The names on which the text of a PDF hangs."""
_BY_LENGTH: dict[int, list[bytes]] = {}
for _name in _NAMES:
    _BY_LENGTH.setdefault(len(_name), []).append(_name)

_BEGINNINGS = {name[:end] for name in _NAMES for end in range(4, len(name))} - {
    *_NAMES,
    *b"Base Content Crop Decode Desc Difference Flag Identity Last Media Resource Standard True Width".split(),
}
"""What is left of a name whose end was overwritten by blanks; but not what is a name itself."""

_seen: set[bytes] = set()
"""Words found good before: letters share most of theirs."""
_MOST_SEEN = 20_000


def malformed(text: bytes) -> bool:
    """Whether one or more objects' values hold what no program writes there, or a name that is almost one that matters."""
    if b"(" in text:
        text = _LITERAL.sub(b" 0 ", text)
    if text.count(b"<") != 2 * text.count(b"<<"):
        text = _HEX.sub(b" 0 ", text)
    if b"%" in text:
        text = _COMMENT.sub(b" ", text)
    if not _is_paired(text) or text.translate(None, _CONTROL) != text:
        return True
    every = set(text.translate(_SPACED).replace(b"/", b" /").split())
    new = every - _seen
    if not all(map(_is_good, new)) or any(_is_broken(word[1:], every) for word in new if word.startswith(b"/")):
        return True
    if len(_seen) < _MOST_SEEN:
        _seen.update(new)
    return False


def _is_paired(text: bytes) -> bool:
    """Whether every bracket is closed, and every dictionary is of keys and values in turn (ISO 32000-2, 7.3.7)."""
    text = _ARRAY.sub(b" 0 ", text)
    if b"[" in text or b"]" in text:  # an array in an array
        text = _ARRAY.sub(b" 0 ", text)
    for _ in range(_DEEPEST):
        if b"<" not in text:
            break
        text = _DICTIONARY.sub(b" 0 ", text)
    return not _BRACKET.search(text)


def _is_good(word: bytes) -> bool:
    if _WORD.fullmatch(word) is None:
        return False
    if not word.isascii():
        try:
            word.decode()
        except UnicodeDecodeError:
            return False
    return word[:1] != b"/" or word[1:] in _NAMES or not _is_almost_known(word[1:])


def _is_almost_known(name: bytes) -> bool:
    """Whether a name is a known one with a letter or two wrong, with a mark in it, or without its end."""
    if name in _BEGINNINGS or _MARK.sub(b"", name) in _NAMES:
        return True
    allowed = 1 if len(name) < 8 else 2
    numbered = name[-1:].isdigit()  # Page1 is no damaged Pages
    return any(
        sum(one != two for one, two in zip(name, known, strict=True)) <= allowed
        for known in _BY_LENGTH.get(len(name), ())
        if not numbered or known[-1] == name[-1]
    )


def _is_broken(name: bytes, words: set[bytes]) -> bool:
    """Whether a name and another are the halves of a known one, a letter of which has become a slash."""
    return any(
        known.startswith(name) and b"/" + known[len(name) + 1 :] in words
        for known in _NAMES
        if len(known) > len(name) + 1
    )
