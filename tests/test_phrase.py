"""Finding a form's printed words."""

from __future__ import annotations

import pytest

from imrcli.letters.phrase import Phrase


def found(words: str, text: str) -> str | None:
    """What an undamaged search finds."""
    span = Phrase(words).find(text)
    return text[slice(*span)] if span else None


def damaged(words: str, text: str) -> list[str]:
    """What a search in the face of damage finds."""
    return [text[slice(*span)] for span in Phrase(words).find_damaged(text)]


@pytest.mark.parametrize(
    "printed",
    [
        "Date of Injury:",
        "Date of Injury",
        "Date of Injury :",
        "Date\nof Injury:",
        "Date  of\n\n Injury:",
        "Date of\fInjury:",
    ],
)
def test_spacing_and_colon_are_free(printed: str) -> None:
    assert found("Date of Injury:", f"x {printed} 01/01/2014") == printed


@pytest.mark.parametrize(
    "printed",
    ["State(s) of Licensure:", "States of Licensure:", "State of Licensure:"],
)
def test_bracketed_ending_is_optional(printed: str) -> None:
    assert found("State(s) of Licensure:", f"{printed} Ohio") == printed


@pytest.mark.parametrize("printed", ["the treatment", "the disputed treatment"])
def test_word_in_square_brackets_is_optional(printed: str) -> None:
    assert found("the [disputed] treatment", f"On {printed}.") == printed


@pytest.mark.parametrize("quote", ["'", "’", "`", ""])
def test_quotes_may_be_straight_or_curly(quote: str) -> None:
    printed = f"Reviewer{quote}s decision"
    assert found("Reviewer's decision", f"The {printed} follows") == printed


@pytest.mark.parametrize("printed", ["CASE SUMMARY:", "Expert Reviewer Case Summary:"])
def test_one_of_several(printed: str) -> None:
    assert found("CASE SUMMARY:|Expert Reviewer Case Summary:", f"\n{printed} A") == printed


@pytest.mark.parametrize("text", ["Date of Birth:", "date of injury:", "Injury of Date:", ""])
def test_other_words_are_not_found(text: str) -> None:
    assert found("Date of Injury:", text) is None


def test_any_case_where_the_phrase_says_so() -> None:
    assert Phrase("Date of Injury:", case=False).find("DATE OF INJURY: x") == (0, 15)


def test_search_keeps_to_its_offsets() -> None:
    phrase = Phrase("Priority:")
    text = "Priority: a Priority: b"
    assert (phrase.find(text, 1), phrase.find(text, 1, 15)) == ((12, 21), None)


def test_starts_only_where_it_stands() -> None:
    phrase = Phrase("Priority:")
    text = "The Priority: a"
    assert (phrase.starts(text, 4, 15), phrase.starts(text, 0, 15)) == ((4, 13), None)


def test_every_place() -> None:
    assert list(Phrase("Knee").find_all("Knee, knee, Knee")) == [(0, 4), (12, 16)]


@pytest.mark.parametrize(
    "printed",
    [
        "CLINICAL CASE SUMMARY",
        "Clinical Case Summary",
        "CL1NICAL CASE SUMMARY",
        "CLINICAL CASE SUMNARY",
        "CLINICALCASE SUMMARY",
        "CLINICAL. CASE SUMMARY",
    ],
)
def test_damaged_heading_is_found(printed: str) -> None:
    assert damaged("CLINICAL CASE SUMMARY", f"end.\n{printed}\nHe fell.") == [printed]


@pytest.mark.parametrize("text", ["A summary of clinic cases", "CLINICAL", "CASE LAW SUMMARY"])
def test_other_words_are_not_taken_for_damage(text: str) -> None:
    assert damaged("CLINICAL CASE SUMMARY", text) == []


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("MAXIMUS guideline(s):", "MAXIMUS guidelino:"),
        ("MAXIMUS guideline(s):", "MAX|MUS guidelines:"),
        ("Claims Administrator guideline(s):", "C1aims Adrninistrator guidel1ne:"),
        ("Claims Administrator guideline(s):", "Claims Adm inistrator guideline"),
        ("Decision rationale:", "Decislon rationa1e:"),
        ("Decision rationale:", "Decision ratinale:"),
        ("ISSUE(S) AT DISPUTE:", "ISSUES AT D1SPUTE:"),
        ("Document(s) Reviewed for Determination:", "Docurnents Reviewcd for Deterrnination:"),
        (
            "Section(s) of the Medical Treatment Utilization Schedule Relied Upon by the Expert Reviewer",
            "Sectlon of the Medlcal Treatrnent Utilizatlon Schedulc Relled Upon by thc Expert Revlewer",
        ),
    ],
)
def test_letters_that_a_scan_takes_for_others(words: str, printed: str) -> None:
    assert damaged(words, f"x\n{printed} Decision") == [printed]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Decision rationale:", "Decision national"),
        ("Decision rationale:", "The decision was rational."),
        ("MAXIMUS guideline(s):", "maximum guidance"),
        ("Decision Date:", "Decision Day"),
        ("CLINICAL CASE SUMMARY", "CLINICAL, 12 CASES, SUMMARY"),
    ],
)
def test_words_that_differ_too_much(words: str, text: str) -> None:
    assert damaged(words, text) == []


def test_each_damaged_place_in_order_and_once() -> None:
    phrase = Phrase("Decision rationale:|Decision Rationale:")
    text = "Decislon rationale: a Decision rationale: b DECISION RATIONALE c Decisi0n rationalc d"
    places = list(phrase.find_damaged(text))
    assert sorted(text[slice(*span)] for span in places) == sorted(
        ["Decislon rationale:", "Decision rationale:", "DECISION RATIONALE", "Decisi0n rationalc"]
    )
