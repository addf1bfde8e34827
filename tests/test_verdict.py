"""Verdicts clause by clause: what is judged, which way, whose word it is, and where it stands."""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path

import pytest

from imrcli.extract.conclusion import judgements, read_conclusion
from imrcli.extract.verdict.clauses.lexicon import opens, spelt, words_with
from imrcli.extract.verdict.clauses.words import words_in
from imrcli.vocabulary import entries

PASSAGES = Path(__file__).parent / "conclusions.txt"
LISTS = ("verdicts", "actions", "links", "speakers", "subjects")


def passages() -> list[tuple[str, str, str]]:
    """The passages of conclusions.txt: conclusion, request, rationale."""
    lines = PASSAGES.read_text(encoding="utf-8").splitlines()
    rows = (line.split(" | ", 2) for line in lines if line and not line.startswith("#"))
    return [(conclusion, request, rationale) for conclusion, request, rationale in rows]


def test_passages() -> None:
    """Each passage of conclusions.txt is concluded as a reader concludes it."""
    misses = [
        f"{conclusion}: {rationale}"
        for conclusion, request, rationale in passages()
        if read_conclusion(rationale, request).value != conclusion
    ]
    assert misses == []


def test_passages_are_of_every_kind() -> None:
    kinds = Counter(conclusion for conclusion, _, _ in passages())
    assert min(kinds[kind] for kind in ("necessary", "not_necessary", "mixed", "unstated")) > 150


# --- what a clause judges -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "judged", "verdict"),
    [
        ("The requested scan is not medically necessary.", "this item", "not_necessary"),
        ("MRI of the knee is medically necessary.", "this item", "necessary"),
        ("Zolpidem is not medically necessary.", "another item", "not_necessary"),
        ("MRI of the shoulder is medically necessary.", "another item", "necessary"),
        ("A slow taper is medically appropriate.", "another item", "necessary"),
        ("MRI would be medically necessary if the knee locked.", "hypothetical", "necessary"),
        ("Had the knee locked, MRI would have been warranted.", "hypothetical", "necessary"),
        ("Should the knee lock, the scan would be medically necessary.", "hypothetical", "necessary"),
        ("MRI may become medically necessary.", "hypothetical", "necessary"),
        ("The guideline states that MRI is medically necessary for a locked knee.", "quoted guideline", "necessary"),
        ("Utilization review found that MRI was not medically necessary.", "somebody else's", "not_necessary"),
        ("The surgeon insists that MRI is medically necessary.", "somebody else's", "necessary"),
        ("According to the surgeon, MRI is medically necessary.", "somebody else's", "necessary"),
        ("MRI was denied by the claims administrator in May.", "somebody else's", "not_necessary"),
        ("MRI of the knee was certified last year.", "somebody else's", "necessary"),
    ],
)
def test_what_is_judged(sentence: str, judged: str, verdict: str) -> None:
    last = judgements(sentence, "MRI of the knee")[-1]
    assert (last.judged, last.verdict) == (judged, verdict)


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        (
            "The MRI is medically necessary, but the brace is not.",
            ["The MRI is medically necessary", "the brace is not"],
        ),
        (
            "Utilization review denied it; the request is medically necessary.",
            ["Utilization review denied it", "the request is medically necessary"],
        ),
        ("Although it hurts, the MRI is not medically necessary.", ["the MRI is not medically necessary"]),
    ],
)
def test_clauses(sentence: str, clauses: list[str]) -> None:
    read = judgements(sentence, "MRI of the knee and knee brace")
    assert [sentence[start:end].rstrip(",.") for start, end in (judgement.span for judgement in read)] == clauses


def test_a_judgement_knows_its_subject() -> None:
    sentence = "The requested chest CT, in contrast, is not medically necessary."
    judgement = judgements(sentence, "Medical clearance")[0]
    start, end = judgement.subject
    assert sentence[start:end] == "The requested chest CT"
    assert judgement.judged == "another item"


# --- which way ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # one negation, wherever it stands in the clause
        ("The brace is not medically necessary.", "not_necessary"),
        ("The brace is not, on this record, medically necessary.", "not_necessary"),
        ("The brace cannot be considered medically necessary.", "not_necessary"),
        ("The brace is neither reasonable nor medically necessary.", "not_necessary"),
        ("No brace is medically necessary.", "not_necessary"),
        ("None of the braces is medically necessary.", "not_necessary"),
        ("I do not find the brace to be medically necessary.", "not_necessary"),
        ("Nothing in the file shows that the brace is medically necessary.", "not_necessary"),
        ("There is no medical necessity for a brace.", "not_necessary"),
        ("The file fails to establish the medical necessity of the brace.", "not_necessary"),
        ("The medical necessity of the brace has yet to be shown.", "not_necessary"),
        # two of them
        ("The brace cannot be said to be unnecessary, and is approved.", "necessary"),
        ("There is no reason to deny the brace.", "necessary"),
        ("Nothing shows that the brace is not medically necessary.", "necessary"),
        ("It cannot be denied that the brace is medically necessary.", "necessary"),
        # one of another clause
        ("The exam is not normal and the brace is medically necessary.", "necessary"),
        ("As no cast was applied, the brace is medically necessary.", "necessary"),
        ("The knee, which has not healed, needs it: the brace is medically necessary.", "necessary"),
        ("The lack of a cast makes the brace medically necessary.", "necessary"),
        # no negation at all
        ("The brace is not only useful but medically necessary.", "necessary"),
        ("There is no doubt that the brace is medically necessary.", "necessary"),
        ("It is noted that the brace is medically necessary.", "necessary"),
    ],
)
def test_negations(sentence: str, expected: str) -> None:
    assert read_conclusion(sentence, "Knee brace").value == expected


@pytest.mark.parametrize(
    ("request_line", "sentence", "expected"),
    [
        ("CT of the ankle without contrast", "CT of the ankle without contrast is medically necessary.", "necessary"),
        ("CT of the ankle without contrast", "CT without contrast is not medically necessary.", "not_necessary"),
        ("MRI with and without gadolinium", "MRI with and without gadolinium is medically necessary.", "necessary"),
        ("Norco 5/325mg #10", "Norco 5/325mg #10 is medically necessary.", "necessary"),
        ("Nortriptyline 10mg", "Nortriptyline is certified.", "necessary"),
        ("Ibuprofen with no refills", "Ibuprofen with no refills is medically necessary.", "necessary"),
        ("Non-steroidal cream", "The non-steroidal cream is medically necessary.", "necessary"),
        ("Refusal skills group", "The refusal skills group is medically necessary.", "necessary"),
        ("Rejection labs", "Rejection labs are not medically necessary.", "not_necessary"),
    ],
)
def test_the_items_own_words_turn_nothing(request_line: str, sentence: str, expected: str) -> None:
    assert read_conclusion(sentence, request_line).value == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I agree with the denial.", "not_necessary"),
        ("I do not agree with the denial.", "necessary"),
        ("I part company with utilization review.", "necessary"),
        ("The denial is upheld.", "not_necessary"),
        ("The denial cannot be upheld.", "necessary"),
        ("The adverse determination is reversed.", "necessary"),
        ("The denial was correct.", "not_necessary"),
        ("The denial was not appropriate.", "necessary"),
        ("UR erred in denying the brace.", "necessary"),
        ("The brace was properly denied.", "not_necessary"),
        ("I recommend non-certification.", "not_necessary"),
        ("I recommend that the denial be reversed.", "necessary"),
        ("Determination: Overturn.", "necessary"),
        ("UR called the brace unnecessary. I disagree.", "necessary"),
        ("UR called the brace unnecessary, and rightly so.", "not_necessary"),
    ],
)
def test_verdicts_on_the_denial(sentence: str, expected: str) -> None:
    assert read_conclusion(sentence, "Knee brace").value == expected


@pytest.mark.parametrize(
    ("rationale", "expected"),
    [
        ("Lisinopril was found medically necessary. The brace is not.", "not_necessary"),
        ("The scan is not medically necessary. The brace is.", "necessary"),
        ("Is the brace medically necessary? No.", "not_necessary"),
        ("Is the brace medically necessary? Yes. The knee gives way.", "necessary"),
        ("The fusion is not medically necessary, and neither is the brace.", "not_necessary"),
        ("The fusion is medically necessary, and so is the brace.", "necessary"),
        ("The question is whether the brace is medically necessary. I answer that it is not.", "not_necessary"),
        ("Both films are here.", "unstated"),
    ],
)
def test_what_is_left_out(rationale: str, expected: str) -> None:
    assert read_conclusion(rationale, "Knee brace").value == expected


@pytest.mark.parametrize(
    ("request_line", "rationale", "expected"),
    [
        ("Therapy, 12 visits", "Six of the twelve visits are medically necessary; the other six are not.", "mixed"),
        ("Therapy, 12 visits", "Six visits are medically necessary.", "mixed"),
        ("Therapy, 12 visits", "The twelve visits are medically necessary.", "necessary"),
        ("Therapy, twice a week for 6 weeks", "The 12 visits are medically necessary.", "necessary"),
        ("Therapy, 6 visits", "The remaining 6 visits are not medically necessary.", "not_necessary"),
        ("Naproxen and Norco", "Naproxen is medically necessary. Norco is not medically necessary.", "mixed"),
        ("Naproxen and Norco", "All but the Norco are medically necessary.", "mixed"),
        ("Both knee braces", "The left brace is medically necessary. The right is not.", "mixed"),
        ("Norco #90", "Six visits would have been reasonable. Norco #90 is not medically necessary.", "not_necessary"),
        (
            "Second epidural",
            "The first was medically necessary. The second is not medically necessary.",
            "not_necessary",
        ),
        (
            "TENS unit and supplies",
            "The denial is upheld as to the TENS unit and overturned as to the supplies.",
            "mixed",
        ),
        ("Therapy, 10 visits", "I approve four visits and deny six.", "mixed"),
        ("Therapy, 10 visits", "The request is certified in part.", "mixed"),
    ],
)
def test_parts(request_line: str, rationale: str, expected: str) -> None:
    assert read_conclusion(rationale, request_line).value == expected


# --- where ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rationale", "expected"),
    [
        (
            "The knee is stable. The request is not medically necessary. A taper is advised.",
            ["The request is not medically necessary"],
        ),
        (
            "Four visits are medically necessary. Two visits are not.",
            ["Four visits are medically necessary", "Two visits are not"],
        ),
        ("The worker fell.", []),
    ],
)
def test_spans(rationale: str, expected: list[str]) -> None:
    spans = read_conclusion(rationale, "Therapy, six visits").spans
    assert [rationale[start:end] for start, end in spans] == expected


def test_spans_stay_in_place_behind_letters_that_lower_case_lengthens() -> None:
    rationale = "İİİ. The request isn’t medically necessary."
    (start, end), *_ = read_conclusion(rationale).spans
    assert rationale[start:end] == "The request isn’t medically necessary"


# --- words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("isnot", ("is", "not")),
        ("ismedically", ("is", "medically")),
        ("notmedically", ("not", "medically")),
        ("not-medically", ("not", "medically")),
        ("medically-necessary", ("medically", "necessary")),
        ("isn't", ("is", "not")),
        ("won't", ("will", "not")),
        ("cannot", ("can", "not")),
        ("n0t", ("not",)),
        ("medicaly", ("medically",)),
        ("medcially", ("medically",)),
        ("neccessary", ("necessary",)),
        ("nessecary", ("necessary",)),
        ("norco", ("norco",)),
        ("notalgia", ("notalgia",)),
        ("nursery", ("nursery",)),
        ("medially", ("medially",)),
    ],
)
def test_misprints(printed: str, meant: tuple[str, ...]) -> None:
    assert spelt(printed) == meant


def test_expressions_are_one_word_at_their_place() -> None:
    text = "The RFA is not Medically Necessary."
    word = words_in(text, 0, len(text))[-2]
    assert (word.text, text[word.start : word.end], "necessary" in word.roles) == (
        "medically necessary",
        "Medically Necessary",
        True,
    )


@pytest.mark.parametrize("name", [*LISTS, "phrases", "asides", "afterwords", "unrelated"])
def test_lists_are_in_lower_case_with_straight_apostrophes(name: str) -> None:
    for heading, lines in entries(f"verdict/{name}.txt").items():
        odd = [line for line in lines if line != line.lower() or "’" in line or "  " in line]
        assert not odd, heading
        assert len(set(lines)) == len(lines), heading


def test_every_expression_can_be_met() -> None:
    """An expression is found as it is listed: no word of it is one that the speller takes apart."""
    for expression in words_with("necessary", "granted", "refused", "not", "condition", "denial"):
        words = words_in(expression, 0, len(expression))
        assert any(expression == word.text for word in words), expression


def test_a_word_of_verdict_is_a_word() -> None:
    assert opens("nor")
    assert read_conclusion("Norco and Norflex help; notes and noted findings agree.", "Norco").value == "unstated"


@pytest.mark.parametrize(
    "rationale",
    [
        "It is medically necessary, nor is",
        "It is medically necessary nor became",
        "Medically necessary, neither became",
        "It has medical necessity nor be",
    ],
)
def test_an_ellipsis_that_breaks_off_is_read(rationale: str) -> None:
    """No sentence is an error that ends where the subject of an ellipsis would stand."""
    read_conclusion(rationale, "Both knee braces, 2 pairs")


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (2, 3))])
def test_any_words_are_read(seed: int) -> None:
    """No order of the lists' words is an error, and every span lies in the rationale."""
    chance = random.Random(seed)
    pool = [
        *words_with("be", "not", "necessary", "granted", "denial", "need", "that", "find", "approve"),
        *",.;:()?“”&=#60",
    ]
    for _ in range(400):
        rationale = " ".join(chance.choice(pool) for _ in range(chance.randint(1, 30)))
        spans = [judgement.span for judgement in judgements(rationale, "Both knee braces, 2 pairs")]
        spans += read_conclusion(rationale, "Both knee braces, 2 pairs").spans
        assert all(0 <= start < end <= len(rationale) for start, end in spans), rationale


# --- cost -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "piece",
    [
        "The request is not medically necessary. ",
        "if the request is medically necessary, and ",
        "that the brace is not necessary, which is not ",
        "(((,,, not ",
        "not " * 8,
        "necessary ",
    ],
)
def test_long_rationales_stay_linear(piece: str) -> None:
    def seconds(size: int) -> float:
        rationale = (piece * (size // len(piece) + 1))[:size]
        start = time.process_time()
        read_conclusion(rationale, "Brace")
        return time.process_time() - start

    seconds(2_000)
    assert seconds(60_000) < 60 * max(seconds(6_000), 0.002)
    assert seconds(60_000) < 3
