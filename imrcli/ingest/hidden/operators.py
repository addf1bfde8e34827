"""The operators of a page's content (ISO 32000-1, annex A), as far as letters use them.

They stand beside text blocks and in them, and are found by patterns, those that mostly stand together as one. What a
text shows is left out of the content before.
"""

from __future__ import annotations

from imrcli.pattern import pattern

_SPACES = bytes(32 if byte in b"\0\t\n\f\r" else byte for byte in range(256))
_WORDS = pattern(rb"\[\((?! \)\])[^\]]*\)\](?= *TJ)")
"""A shown array of strings, but for a blank."""
_SHOWN = b" ~ "
"""What stands for a shown array of strings."""


def without_words(content: bytes) -> bytes:
    """A page's content without the arrays of strings that it shows, on one line.

    One with a bracket in a string is left as it stands.
    """
    words = content.translate(_SPACES)
    if b"[ (" in words:
        words = words.replace(b"[ (", b"[(").replace(b") ]", b")]")
    return b" %b " % _WORDS.sub(_SHOWN, words)


_STRING = rb"\((?:[^()\\]|\\.)*\)"
_NUMBER = rb"[-+.\d]+ +"
_MARKS = rb"/\w+ +BMC|/\w+ *(?:<<[^<>]*>>|/\w+) *BDC|EMC"
_COLOURS = rb"(?P<colour>(?:" + _NUMBER + rb"){1,4})(?P<by>r?g|k|scn?)|(?P<space>/\w+ +cs)"
_STATES = rb"(?:" + _NUMBER + rb")*(?:R?G|K|SCN?|[jJMi])|/\w+ +(?:CS|gs|ri)|\[[-.\d ]*\] *" + _NUMBER + rb"d"
_FONT = _NUMBER + rb"T[cw]|/\w+ +" + _NUMBER + rb"Tf"
_END = rb"(?: +|$|(?=[\[(/<~]))"
_RULE = rb"[\d.]+ [\d.]+ (?:[0-2]?\.\d+ [\d.]+|[\d.]+ [0-2]?\.\d+) re +f\*? +"
_STEP = rb"(?:" + _NUMBER + rb"){2,6}(?:re|[mlcvy]) +|h +"
_FOUR = rb"(?:" + _NUMBER + rb"){4}"
BESIDE = pattern(
    rb" *(?:(?:" + _MARKS + rb")(?: +|$))*(?:(?P<rules>(?:" + _RULE + rb")+)"
    rb"|(?P<fill>" + _FOUR + rb")re +f\*?(?: +|$)"
    rb"|(?P<clip>q +" + _FOUR + rb")re +W\*? +n(?: +|$)"
    rb"|(?P<back>(?:Q(?: +|$))+)"
    rb"|(?:(?P<path>(?:" + _STEP + rb")+)(?P<paint>f\*?|F|W\*? +n|n|S|s)"
    rb"|(?P<matrix>(?:" + _NUMBER + rb"){6})cm"
    rb"|(?P<keep>q)"
    rb"|(?P<picture>/\w+ +Do)"
    rb"|(?P<width>" + _NUMBER + rb")w"
    rb"|" + _COLOURS + rb"|(?P<other>" + _STATES + rb"|n))" + _END + rb"|(?P<none> *$))"
)
"""An operator beside text blocks, or several that mostly stand together, with marks before it."""
_SET = rb"(?P<set>(?:" + _NUMBER + rb"){6})Tm"
_SHOW = rb"(?P<show>~ *TJ|\[(?:[^]\[()]|" + _STRING + rb")*\] *TJ|" + _STRING + rb" *T[jJ]|<[0-9A-Fa-f ]*> *Tj)"
_MORE = rb"(?:(?:" + _FONT + rb"|" + _MARKS + rb"|" + _STATES + rb")" + _END + rb")"
WITHIN = pattern(
    rb" *(?:(?:" + _SHOW + rb"|" + _SET + rb"|(?P<move>(?:" + _NUMBER + rb"){2})T[dD]"
    rb"|(?P<leading>" + _NUMBER + rb")TL|(?P<line>T\*)|" + _COLOURS + rb")" + _END + rb"|(?P<other>" + _MORE + rb"+))"
)
"""An operator in a text block, or several that move and colour nothing."""
ONE = pattern(
    rb" *" + _MORE + rb"*(?:(?:" + _COLOURS + rb")" + _END + rb")?" + _MORE + rb"*" + _SET + _END + _MORE + rb"*"
    rb"(?:(?:"
    + _COLOURS.replace(b"P<", b"P<later_")
    + rb")"
    + _END
    + rb")?"
    + _MORE
    + rb"*"
    + _SHOW
    + rb" *"
    + _MORE
    + rb"* *"
)
"""A whole text block with a single text."""
BLANK = pattern(rb"\( *\) *T[Jj]")
"""A show of blanks."""
STEPS = pattern(rb"((?:" + _NUMBER + rb"){2,6})(re|[mlcvy]) ")
"""The parts of a path, with their numbers."""
_DONE = rb"(?:/\w+ +gs +)?(?:" + _NUMBER + rb"){6}cm +/\w+ +Do +(?:EMC +)?Q +"
_KEPT = rb"q +(?:" + _FOUR + rb"re +W\*? +n +)?(?:" + _DONE + rb"|q +" + _DONE + rb"(?:EMC +)?Q +)"
PICTURE = pattern(rb"((?:" + _NUMBER + rb"){6})cm +/\w+ +Do ")
"""A picture, with its matrix."""
HARMLESS = pattern(rb" *(?:(?:" + _MARKS + rb")(?: +|$)|" + _RULE + rb"|[\d.]+ +(?:g|scn) +|" + _KEPT + rb")*")
"""Marks of content, thin rules, colours, and pictures, each between q and Q."""
