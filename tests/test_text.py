"""The letter's text made plain, and the words between two offsets."""

from __future__ import annotations

import pytest

from imrcli.letters.repair import plain
from imrcli.text import Passage, value, value_or_none


def words(text: str) -> str:
    """What a reader sees of a text as it came from a file."""
    return value(plain(text))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a  b", "a b"),
        ("  a b\n", "a b"),
        ("a\nb", "a b"),
        ("a\r\nb", "a b"),
        ("a\rb", "a b"),
        ("a\fb", "a b"),
        ("a\tb", "a b"),
        ("a\u00a0b", "a b"),
        ("a\u2028b", "a b"),
        ("a\u0085b", "a b"),
        ("a\n \n\n b", "a b"),
    ],
)
def test_white_space_is_one_space(text: str, read: str) -> None:
    assert words(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("anti-\ninflammatory", "anti-inflammatory"),
        ("anti- \n inflammatory", "anti-inflammatory"),
        ("anti-\finflammatory", "anti-inflammatory"),
        ("anti\ufffeinflammatory", "anti-inflammatory"),
        ("anti\u2010inflammatory", "anti-inflammatory"),
        ("98\u201199", "98-99"),
        ("anti\u2010inflammatory\u00a0drug", "anti-inflammatory drug"),
        ("L5-\nS1", "L5-S1"),
        ("98-\n99", "98-99"),
        ("follow\u00adup", "follow-up"),
    ],
)
def test_hyphen_is_kept(text: str, read: str) -> None:
    assert words(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "The acupuncture helped. More acu-\npuncture now",
            "The acupuncture helped. More acupuncture now",
        ),
        (
            "The acupuncture helped. More acu\ufffepuncture now",
            "The acupuncture helped. More acupuncture now",
        ),
        pytest.param(
            "The acupuncture helped. More acu-\npuncture?",
            "The acupuncture helped. More acupuncture?",
        ),
        pytest.param(
            "The acupuncture helped. More acu\ufffepuncture, then.",
            "The acupuncture helped. More acupuncture, then.",
        ),
        pytest.param(
            "The acupuncture helped. Acu-\npuncture is safe.",
            "The acupuncture helped. Acupuncture is safe.",
        ),
        ("The infor\u00ad\nmation is old.", "The information is old."),
        ("It was suppor\u00ad\r\nted. He rose.", "It was supported. He rose."),
    ],
)
def test_word_broken_at_a_line_end_is_one_word(text: str, read: str) -> None:
    assert words(text) == read


@pytest.mark.parametrize("text", ["pain - and more", "pain –\nand more", "a -\nb"])
def test_dash_between_words_keeps_its_spaces(text: str) -> None:
    assert words(text) == text.replace("\n", " ")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a\u200bb", "ab"),
        ("\ufeffab", "ab"),
        ("a\u202eb", "ab"),
        ("a\u2060b", "ab"),
        ("a\x1b[31mb", "a [31mb"),
        ("a\x00b", "a b"),
        ("a\x9bb", "a b"),
        ("a\x7fb", "a b"),
    ],
)
def test_what_is_not_printed_is_dropped(text: str, read: str) -> None:
    assert words(text) == read


@pytest.mark.parametrize("text", ["Señor Núñez", "≥ 5 µg", "• bullet", "“curly” ‘quotes’", "№ 5"])
def test_printed_characters_stay(text: str) -> None:
    assert words(text) == text


def test_offsets_stay_true() -> None:
    text = "One\r\ntwo acupuncture acu-\r\npuncture \ufeff end"
    made = plain(text)
    assert made[text.index("end") :] == "end"


def test_value_between_offsets() -> None:
    assert value("Priority: Standard\nnext", 9, 18) == "Standard"


@pytest.mark.parametrize(("text", "read"), [("", None), (" \n\f ", None), (" a ", "a")])
def test_nothing_is_none(text: str, read: str | None) -> None:
    assert value_or_none(text) == read


@pytest.mark.parametrize(
    ("text", "words", "part", "printed"),
    [
        ("MRI of the right\n  knee: Upheld", "MRI of the right knee: Upheld", "right knee", "right\n  knee"),
        ("at the L5-\nS1 level", "at the L5-S1 level", "L5-S1", "L5-\nS1"),
        ("a 40-year-\nold man of 40", "a 40-year-old man of 40", "old man", "old man"),
        ("med\u00ad\nically neces\u00adsary", "medically necessary", "ically nece", "ically neces\u00ad"[:-2]),
        ("  one  \f two ", "one two", "one two", "one  \f two"),
    ],
)
def test_a_passage_knows_where_its_words_stand(text: str, words: str, part: str, printed: str) -> None:
    passage = Passage(text, 0, len(text))
    assert passage.words == words
    start = words.index(part)
    first, last = passage.within((start, start + len(part)))
    assert text[first:last] == printed
    assert value(text, *passage.span) == words


def test_a_passage_without_words() -> None:
    passage = Passage("a \n b", 1, 4)
    assert (passage.words, passage.span, passage.within((0, 0))) == ("", (1, 1), (1, 1))
