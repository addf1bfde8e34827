"""The short cuts for plain verdicts read what the grammar reads."""

from __future__ import annotations

from itertools import product
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from row_by_row import row_by_row

from imrcli.extract.verdict import Item, Judgement, Reader
from imrcli.extract.verdict.clauses.lexicon import ROLES, words_with
from imrcli.extract.verdict.clauses.words import words_in
from imrcli.extract.verdict.judgements.context import Context
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.plain import plain_verdict, plain_words

_LEADS = ("", "Therefore, ", "As such ", "Given the above, ", "For these reasons, ", "Based on this ")
_REQUESTS = (None, "Norco 10/325mg #90", "MRI without contrast, both knees", "Six visits and a brace")


@row_by_row(product(_LEADS, _REQUESTS, ["is", "is not", "was", "was not"], [".", "", " and appropriate."]))
def test_plain_is_what_the_grammar_reads(lead: str, request_text: str | None, verb: str, ending: str) -> None:
    sentence = f"{lead}{'this' if lead else 'The'} request {verb} medically necessary{ending}"
    plain = plain_verdict(sentence.lower(), 0, len(sentence), Item(request_text))
    assert plain is not None
    assert [plain] == _by_grammar(sentence, request_text)


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


# --- by the parts that words play ------------------------------------------------------------------------------


_PLAIN = [
    "MRI of the lumbar spine is medically necessary.",
    "Therefore the request for an MRI of the lumbar spine is determined to be not medically necessary.",
    "The request for Norco 10/325mg #90 is determined to not be medically necessary.",
    "As such, the requested Norco is not seen as medically necessary.",
    "The request for an MRI (magnetic resonance imaging) of the spine is not medically necessary.",
    "Therefore, given the above, this request for six visits is considered not medically necessary at this time.",
    "Consequently an injection to the left knee was non-certified.",
    "The requested knee braces are certified.",
    "In light of the above, the request for the right knee, left knee and lumbar spine is denied",
    "Based on the clinical information in the record, the requested MRI was not medically necessary.",
    "Given the lack of information regarding failure of conservative treatments, the brace is not authorized.",
    "According to the MTUS guidelines, the additional visits are medically unnecessary.",
    "Physical therapy two times a week for six weeks is not medically necessary per the MTUS guidelines.",
    "The requested brace is not medically necessary per the documentation.",
]


@row_by_row(product(_PLAIN, [*_REQUESTS, "MRI of the lumbar spine", "Left knee brace"]))
def test_plain_words_are_what_the_grammar_reads(sentence: str, request_text: str | None) -> None:
    plain = _by_words(sentence, request_text)
    assert plain
    assert plain == _by_grammar(sentence, request_text)


_SURGERY = "the requested surgical intervention is not medically necessary"
_BEHIND_REASON = [
    f"As {_SURGERY} per the documentation, the requested ancillary service is not medically necessary.",
    f"Since {_SURGERY}, the associated cold therapy unit is not medically necessary",
    f"Because {_SURGERY}, the brace is denied.",
    "As the knee surgery is medically necessary, the requested crutches are medically necessary.",
    "As the injection is not certified, this request is not medically necessary.",
]


@row_by_row(product(_BEHIND_REASON, [None, "Norco 10/325mg #90", "Left knee brace", "Cold therapy unit, 14 days"]))
def test_reasons_are_what_the_grammar_reads(sentence: str, request_text: str | None) -> None:
    plain = _by_words(sentence, request_text)
    assert plain
    assert plain == _by_grammar(sentence, request_text)


@pytest.mark.parametrize(
    "sentence",
    [
        "If surgery is done, the brace is medically necessary.",
        "UR found the brace is medically necessary.",
        "No brace is medically necessary.",
        "It is medically necessary.",
        "The denial is medically necessary.",
        "The brace would not be medically necessary.",
        "The brace is not found to not be medically necessary.",
        "The brace is medically necessary in part.",
        "The brace is medically necessary for six weeks.",
        "The brace is said to be medically necessary.",
        "Is the brace medically necessary?",
        "The brace was approved.",
        "The brace given on 5/5/2014 was not medically necessary.",
        "The brace of 5/5/2014 was not medically necessary.",
        "The prior brace was medically necessary.",
        "The lamp and the brace is medically necessary.",
        "With surgery the brace is medically necessary.",
        "According to the surgeon, the brace is medically necessary.",
        "While UR disagrees, the brace is medically necessary.",
        "The brace is medically necessary per the surgeon.",
        "As the surgery is not medically necessary, the brace is medically necessary.",
        "As the surgery is not medically necessary, the request for six visits is not medically necessary.",
        "As the surgery was not medically necessary, the brace is not medically necessary.",
        "As it is not medically necessary, the brace is not medically necessary.",
        "As the surgery is not medically necessary, its brace is not medically necessary.",
    ],
)
def test_what_is_not_plain_is_left_to_the_grammar(sentence: str) -> None:
    assert _by_words(sentence, "Lumbar brace") == []


_SUBJECTS = (
    "the request|this request|the requested study|the request for an MRI of the lumbar spine|Norco|"
    "the request for Norco 10/325mg #90|six visits|the injection to the left knee|the brace and the lumbar MRI|"
    "both knees|the remaining visits|the initial trial|the other brace|two (2) visits, left knee"
)
_WORDS = (
    "the this request for MRI of lumbar spine left right knee , and Norco 10/325mg #90 six visits an a requested "
    "currently therapy 2 times week ( ) without contrast to one additional brace surgery it these its in with "
    "12/29/16 treatment refills"
)
_FRONTS = (
    "|Therefore, |As such, |Therefore |Therefore, given the above, |Based on the information in the record, |"
    "Given the lack of documentation, |According to the guidelines, |At this time, |Without proof of gain, |"
    "On the left, |According to UR, |Although it helps, "
)
_VERBS = (
    "is|is not|was|was not|are|isn't|is determined to be|is determined to not be|was found to be not|is considered not|"
    "is not considered|is not seen as|is said to be|has been|cannot be|should be|is not not"
)
_DECISIONS = (
    "medically necessary|medically necessary and appropriate|not medically necessary|certified|non-certified|denied|"
    "medically unnecessary|medically indicated|authorized|upheld|modified|indicated"
)
_TAILS = (
    ".|| at this time.| here.| per the MTUS guidelines.| per the documentation.| per the surgeon.|?| in part.|"
    " for six visits.| now, yes."
)
_EVERY_WORD = sorted(set(words_with(*ROLES, "number")))


def _one_of(parts: str, between: str = "|") -> st.SearchStrategy[str]:
    return st.sampled_from(parts.split(between))


_runs = st.lists(_one_of(_WORDS, " ") | st.sampled_from(_EVERY_WORD), min_size=1, max_size=5).map(" ".join)
_plain_sentences = st.tuples(
    _one_of(_FRONTS) | _runs.map("{}, ".format),
    _one_of(_SUBJECTS) | _runs,
    st.just(" ") | _one_of(_WORDS, " ").map(" {} ".format),
    _one_of(_VERBS),
    st.just(" "),
    _one_of(_DECISIONS),
    _one_of(_TAILS),
).map("".join)
_with_reasons = st.tuples(
    _one_of("As |Since |Because "),
    _one_of(_SUBJECTS) | _runs,
    _one_of(" is not | is | are not "),
    _one_of(_DECISIONS),
    _one_of("| here| per the documentation| per the MTUS guidelines| per UR"),
    st.just(", "),
    _one_of(_SUBJECTS) | _runs,
    _one_of(" is not | is | is considered not | was not "),
    _one_of(_DECISIONS),
    _one_of(_TAILS),
).map("".join)


@settings(max_examples=200, deadline=None)
@given(
    sentence=_plain_sentences | _with_reasons,
    before=_one_of("||The brace is not necessary.|UR denied it.|Is it necessary?"),
    behind=_one_of("|The other is not.|I disagree."),
    request_text=st.sampled_from([*_REQUESTS, "Bilateral knee braces 2016", "Therapy 2 times a week, lumbar spine"]),
    quoted=st.booleans(),
)
@example("Therefore, the brace is not certified.", "The brace is not necessary.", "The other is not.", "Brace", False)
def test_any_sentence_is_read_as_the_grammar_reads_it(
    sentence: str, before: str, behind: str, request_text: str | None, quoted: bool
) -> None:
    """So are those that hang on it, and so it is behind others."""
    read = _judgements([before, sentence, behind], request_text, quoted=quoted)
    with mock.patch("imrcli.extract.verdict.reader.plain_words", return_value=[]):
        assert read == _judgements([before, sentence, behind], request_text, quoted=quoted)


def _judgements(sentences: list[str], request_text: str | None, *, quoted: bool) -> list[Judgement]:
    text = " ".join(sentences)
    end = len(text)
    reader = Reader(text, Item(request_text), ((end // 2, end),) if quoted else ())
    judgements: list[Judgement] = []
    start = 0
    for sentence in sentences:
        judgements += reader.read(start, start + len(sentence))
        start += len(sentence) + 1
    return judgements


def _by_words(text: str, request_text: str | None) -> list[Judgement]:
    context = Context(Item(request_text))
    words = words_in(text, 0, len(text))
    context.item.strip(words)
    return plain_words(Sentence(words, context))


def _by_grammar(text: str, request_text: str | None) -> list[Judgement]:
    with mock.patch("imrcli.extract.verdict.reader.plain_words", return_value=[]):
        return _judgements([text], request_text, quoted=False)
