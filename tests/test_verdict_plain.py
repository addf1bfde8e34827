"""The short cut for the plainest verdict reads what the grammar reads."""

from __future__ import annotations

import pytest

from imrcli.extract.verdict import Item, Reader
from imrcli.extract.verdict.plain import plain_verdict

_LEADS = ("", "Therefore, ", "As such ", "Given the above, ", "For these reasons, ", "Based on this ")
_REQUESTS = (None, "Norco 10/325mg #90", "MRI without contrast, both knees", "Six visits and a brace")


@pytest.mark.parametrize("lead", _LEADS)
@pytest.mark.parametrize("request_text", _REQUESTS)
@pytest.mark.parametrize("verb", ["is", "is not", "was", "was not"])
@pytest.mark.parametrize("ending", [".", "", " and appropriate."])
def test_plain_is_what_the_grammar_reads(lead: str, request_text: str | None, verb: str, ending: str) -> None:
    sentence = f"{lead}{'this' if lead else 'The'} request {verb} medically necessary{ending}"
    plain = plain_verdict(sentence.lower(), 0, len(sentence), Item(request_text))
    assert plain is not None
    assert [plain] == Reader(sentence, Item(request_text)).read(0, len(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "If surgery is done, the request is medically necessary.",
        "UR found that the request is medically necessary.",
        "The request is medically necessary in part.",
        "The request is medically necessary for six visits.",
        "Is the request medically necessary?",
    ],
)
def test_only_the_plainest(sentence: str) -> None:
    assert plain_verdict(sentence.lower(), 0, len(sentence), Item("Lumbar brace")) is None


def test_not_where_the_item_has_its_words() -> None:
    sentence = "the request is not medically necessary."
    assert plain_verdict(sentence, 0, len(sentence), Item("Review of a request for records")) is None
