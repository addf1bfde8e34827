"""The plainest verdict: "Therefore, the request is not medically necessary".

Two rationales in five end with it, so that it is worth a short cut: what is said here is what the grammar reads in such
a sentence, too (a test holds both to each other).
"""

from __future__ import annotations

import re

from imrcli.extract.verdict.item import Item
from imrcli.extract.verdict.judgement import Judgement
from imrcli.pattern import pattern

_PLAIN = pattern(
    r"""
    (?: (?: therefore | thus | hence | accordingly | consequently | as[ ]such | given[ ]the[ ]above | given[ ]this
          | based[ ]on[ ]the[ ]above | based[ ]on[ ]this | for[ ]these[ ]reasons | in[ ]light[ ]of[ ]the[ ]above
        ) ,?[ ] )?
    (?P<clause> (?P<subject> (?: the | this )[ ]request ) [ ](?: is | (?P<past>was) )[ ](?P<not>not[ ])?
        medically[ ]necessary (?: [ ]and[ ]appropriate )? )
    \.?
    """,
    re.VERBOSE,
)
_OWN_WORDS = ("request", "necess", "not ")
"""What no item may have in its name that the sentence is read for."""


def plain_verdict(lower: str, start: int, end: int, item: Item) -> Judgement | None:
    """The judgement of a sentence of a text in lower case, if it is the plainest."""
    match = _PLAIN.fullmatch(lower, start, end)
    if match is None or any(word in item.request for word in _OWN_WORDS):
        return None
    return Judgement(
        span=match.span("clause"),
        sentence=match.span(),
        judged="this item",
        verdict="not_necessary" if match["not"] else "necessary",
        firm=True,
        subject=match.span("subject"),
        past=match["past"] is not None,
    )
