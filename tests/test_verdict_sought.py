"""Which sentences of a rationale are read: those that can hold a decision, and those that hang on the one before."""

from __future__ import annotations

import pytest

from imrcli.extract.verdict.clauses.sought import Searched


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("The brace is not medically necessary.", True),
        ("I concur with the objection.", True),
        ("The visits were authorized.", True),
        ("Unequivocal objective findings are absent.", False),
        ("There are red flags, including, but not limited to, fever.", False),
        ("Only one patch is FDA approved.", False),
        ("The request for authorization is dated 5/5/2014.", False),
        ("The request for authorization was denied.", True),
        ("The authors saw no gain.", False),
        ("A follow-up visit is planned.", False),
    ],
)
def test_sentence_with_a_word_of_decision(sentence: str, read: bool) -> None:
    lower = sentence.lower()
    assert bool(Searched(lower, [(0, len(lower))]).deciding) == read


@pytest.mark.parametrize(
    ("sentence", "hangs"),
    [
        ("The lamp is not.", True),
        ("The lamp is not, because it broke.", True),
        ("I agree with the first reviewer.", True),
        ("He was not, in fact, a candidate for an operation.", False),
        ("Home programs start with the first therapy session.", False),
    ],
)
def test_sentence_that_hangs_on_the_one_before(sentence: str, hangs: bool) -> None:
    lower = sentence.lower()
    assert bool(Searched(lower, [(0, len(lower))]).hanging) == hangs
