"""What no rule has read and can turn a verdict leaves it unstated: better nothing than the opposite."""

from __future__ import annotations

import pytest

from imrcli.extract.conclusion import judgements, read_conclusion

_NEGATIVES = [
    ("Orthopedic mattress", "A mattress is a matter of comfort rather than of medical necessity."),
    ("Dietitian consultation", "Medical necessity has been asserted at each visit and demonstrated at none."),
    ("Lumbar facet injections", "I can no more allow three injections than could the utilization reviewer."),
    ("Diazepam 5 mg #60", "Sixty more tablets were asked for, and I certify none."),
]
"""Verdicts that a negative turns; a rule that comes to read one of them may conclude `not_necessary`."""

_HARMLESS = [
    ("Wrist fusion", "The fusion, a last resort in a man who tried each lesser measure without success, is necessary."),
    ("Liver panel", "A liver panel every six months is not excessive and is medically necessary."),
    ("Trazodone 50mg #60", "A medicine that lets him sleep, which nothing before it did, is medically necessary."),
    ("Shoulder surgery", "Surgery is not to be done lightly, but with a full tear it is medically necessary."),
    ("Work glove", "This one has been fitted, cannot be shared and is medically necessary."),
    ("Sling", "There is no reason to deny the sling, which is medically necessary."),
    ("Sling", "It would be a mistake not to regard the sling as medically necessary."),
    ("Sling", "With no gain from rest, the sling is medically necessary."),
    ("Sling", "There has never been a doubt that the sling is medically necessary."),
    ("Sling", "The records show that rest has not helped and that the sling is medically necessary."),
]

_LEFT_OPEN = [
    ("Sling", "A sling is medically necessary after a repair. There was none. The sling is not for him."),
    ("Sling", "A sling is medically necessary after a repair. There was none. This device will not do."),
    (
        "Cervical collar",
        "A collar is medically necessary after surgery. There was none. There is no call for a collar.",
    ),
    ("Repeat EMG", "Repeating a test without a change is unnecessary. Wasting is new. The repeat study is justified."),
    ("Prilosec 20mg", "It is not necessary without a risk. He takes warfarin. The medication ought to be provided."),
]
"""Rationales whose last sentence speaks against the verdict in their first; a rule may come to read it."""

_STANDING = [
    (
        "Ankle fusion",
        "necessary",
        "The fusion is medically necessary. The joint is destroyed, and bracing did not help.",
    ),
    (
        "Topamax 100mg",
        "necessary",
        "Topamax is medically necessary. The dose should not be increased without a review.",
    ),
    ("Acupuncture, 6 visits", "necessary", "The visits are medically necessary. They do not exceed the first trial."),
    ("Nucynta 75mg #90", "not_necessary", "Nucynta is not necessary. Nucynta should be tapered, not stopped cold."),
    ("Zofran", "not_necessary", "Zofran is not medically necessary. Antiemetics are recommended for other causes."),
    ("Percocet 5mg #30", "necessary", "Percocet is necessary. Continued use beyond this would not be supported."),
    ("Gel 1%", "necessary", "The gel is medically necessary. I know of no ground on which it could be refused."),
]
"""Rationales whose last sentence leaves the verdict as it is."""


@pytest.mark.parametrize(("request_text", "rationale"), _LEFT_OPEN)
def test_a_last_sentence_against_it_leaves_no_verdict_standing(request_text: str, rationale: str) -> None:
    earlier = rationale[: rationale.index(".") + 1]
    assert read_conclusion(earlier, request_text).value != "unstated"
    assert read_conclusion(rationale, request_text).value not in (read_conclusion(earlier, request_text).value, "mixed")


@pytest.mark.parametrize(("request_text", "value", "rationale"), _STANDING)
def test_other_last_sentences_leave_a_verdict_as_it_is(request_text: str, value: str, rationale: str) -> None:
    assert read_conclusion(rationale, request_text).value == value


@pytest.mark.parametrize(("request_text", "rationale"), _NEGATIVES)
def test_an_uncounted_negative_never_leaves_necessary(request_text: str, rationale: str) -> None:
    assert read_conclusion(rationale, request_text).value in ("unstated", "not_necessary")
    earlier = f"The request is medically necessary, it was said. {rationale}"
    assert read_conclusion(earlier, request_text).value in ("unstated", "not_necessary")


@pytest.mark.parametrize(("request_text", "rationale"), _HARMLESS)
def test_negatives_that_only_describe_turn_nothing(request_text: str, rationale: str) -> None:
    assert read_conclusion(rationale, request_text).value == "necessary"
    assert all(judgement.judged != "unread" for judgement in judgements(rationale, request_text))
