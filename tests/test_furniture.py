"""Page furniture is blanked where it stands, and nothing else is."""

from __future__ import annotations

import pytest

from imrcli.ingest import from_text
from imrcli.letters import read_letter
from imrcli.letters.furniture import blanked, is_fax_line
from imrcli.text import value

FOOTER = "Final Determination Letter for IMR Case Number CM14-0000123"


def paged(*pages: str) -> str:
    """The blanked text of pages, whitespace collapsed."""
    starts, at = [], 0
    for page in pages:
        starts.append(at)
        at += len(page) + 1
    return " ".join(blanked("\f".join(pages), tuple(starts)).split())


def running(text: str) -> str:
    """The blanked text of a letter without pages, whitespace collapsed."""
    return " ".join(blanked(text, (0,)).split())


@pytest.mark.parametrize(
    "footer",
    [
        FOOTER,
        f"{FOOTER}  3",
        f"{FOOTER} Page 3",
        f"{FOOTER} Page 3 of 7",
        f"{FOOTER}   3 of 7",
        FOOTER.replace(" IMR ", "\nIMR "),
        FOOTER.replace(" ", "\u00a0") + "\u00a0 3",
        FOOTER.replace("for IMR", "for the IMR"),
        FOOTER.replace("CM14-0000123", "CM24-00123456") + "  3",
    ],
)
def test_footer_in_a_sentence(footer: str) -> None:
    assert running(f"The brace was\n{footer}\nworn at night.") == "The brace was worn at night."


@pytest.mark.parametrize(
    "line",
    [
        "CM13-0000412        Page 2",
        "IMR Case Number: CM13-0000412 | Page 2 of 5",
        "  CM13-0000412  3",
        "MAXIMUS Federal Services CM13-0000412",
        "MAXIMUS FEDERAL SERVICES, INC. | CM13-0000412 | Page 2 of 5",
    ],
)
def test_case_number_and_page_on_a_line(line: str) -> None:
    assert running(f"The brace was\n{line}\nworn at night.") == "The brace was worn at night."


@pytest.mark.parametrize("line", ["Case CM13-0000412 Page 2", "CM13-0000412", "IMR Case Number: CM13-0000412"])
def test_line_that_says_more_or_no_page_is_kept(line: str) -> None:
    assert running(f"The brace was\n{line}\nworn at night.") == f"The brace was {line} worn at night."


def test_footer_glued_into_a_line() -> None:
    assert running(f"The brace was {FOOTER} worn at night.") == "The brace was worn at night."


def test_number_of_each_footer_on_a_line_of_its_own() -> None:
    text = f"The brace was\n{FOOTER}\n1\nworn at night. He\n{FOOTER}\n2\nslept\n{FOOTER}\n3\nwell."
    assert running(text) == "The brace was worn at night. He slept well."


def test_number_of_each_footer_behind_a_line_break() -> None:
    text = f"The brace was {FOOTER}\n1 worn at night. He {FOOTER}  2 slept {FOOTER}\n3 well."
    assert running(text) == "The brace was worn at night. He slept well."


@pytest.mark.parametrize("behind", ["12 sessions were done", "10mg a day", "2/3/2014 was the day"])
def test_number_of_the_next_line_is_kept(behind: str) -> None:
    assert running(f"So far\n{FOOTER}\n{behind}") == f"So far {behind}"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1", "2"),
        ("Page 1", "Page 2"),
        ("- 1 -", "- 2 -"),
        ("Page 1 of 2", "Page 2 of 2"),
        ("1/2", "2/2"),
    ],
)
def test_page_number_at_the_foot(first: str, second: str) -> None:
    assert paged(f"He fell.\n{first}", f"He rose.\n{second}") == "He fell. He rose."


@pytest.mark.parametrize(("first", "second"), [("1", "2"), ("Page 1", "Page 2")])
def test_page_number_at_the_head(first: str, second: str) -> None:
    assert paged(f"{first}\nHe fell.", f"{second}\nHe rose.") == "He fell. He rose."


def test_number_that_is_no_page_number_is_kept() -> None:
    assert paged("The number of visits was\n48", "and no more.") == ("The number of visits was 48 and no more.")


def test_page_numbers_that_count_up_in_running_text() -> None:
    assert running("He fell.\n1\nHe rose.\n2\nHe left.") == "He fell. He rose. He left."


def test_lone_number_in_running_text_is_kept() -> None:
    assert running("The number of visits was\n48\nin all.") == "The number of visits was 48 in all."


@pytest.mark.parametrize("number", ["CM14-0000123", "CM24-00123456"])
def test_case_number_line_at_the_head(number: str) -> None:
    pages = [f"{number}\nHe fell.", f"{number}\nHe rose."]
    assert paged(*pages) == "He fell. He rose."


@pytest.mark.parametrize(
    "line",
    [
        "11/03/2016 10:42 AM FROM: Acme Claims TO: 19165550100 PAGE 3/12",
        "Nov-03-2016 10:42 Acme Claims FAX 916-555-0100 p.3",
        "FROM: ACME  FAX NO. 916-555-0100  Nov. 03 2016 10:42AM  P 3",
        "2016-11-03 10:42 9165550100 >> 8005550100 03/12",
        "11/03/2016 14:05:33 19165550100 -> 18005550100 3/12",
    ],
)
def test_fax_header(line: str) -> None:
    assert is_fax_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "He was seen on 11/03/2016 at 10:30 AM and again two weeks later for a scan.",
        "Date Assigned: 11/15/2016 Date of Injury: 02/04/2014",
        "Norco 10/325 mg #60: Upheld",
        "Seen 11/03/2016 10:30 AM, call 916-555-0100",
        "Guidelines Opioids, criteria for use Page(s): 76-80.",
        "The operative report (page 3) was sent by fax",
    ],
)
def test_words_of_the_letter_are_no_fax_header(line: str) -> None:
    assert not is_fax_line(line)


def test_fax_header_in_the_middle_of_a_page() -> None:
    line = "11/03/2016 10:42 AM FROM: Acme Claims TO: 19165550100 PAGE 3/12"
    assert running(f"The brace was\n{line}\nworn at night.") == "The brace was worn at night."


def test_repeated_words_of_the_letter_stay() -> None:
    pages = [
        "Norco #60: Upheld\nHe fell.\nThe request is not medically necessary.",
        "Soma #30: Upheld\nHe rose.\nThe request is not medically necessary.",
    ]
    assert paged(*pages) == " ".join(" ".join(pages).split())


def test_text_without_furniture_is_unchanged() -> None:
    text = "He fell.\n\nHe rose.\n"
    assert blanked(text, (0,)) == text


@pytest.mark.parametrize(
    "lines",
    [
        ("report of the physician, 6/12/2013", "report of the physician, 7/10/2013"),
        ("2 months and it can go on, in a dose of", "3 months and it can go on, in a dose of"),
    ],
)
def test_own_words_that_differ_in_digits_alone_stay(lines: tuple[str, str]) -> None:
    first, second = lines
    assert paged(f"The list.\n{first}", f"{second}\nThe end.") == f"The list. {first} {second} The end."


def test_two_bare_numbers_within_a_letter_stay() -> None:
    assert running("He had\n10\nor\n11\nvisits.") == "He had 10 or 11 visits."


@pytest.mark.parametrize(
    "between",
    [
        "-\f",
        "-\n\f",
        f"-\n{FOOTER}  3\n",
        f"-\n\f{FOOTER}  3\n",
        f"-\n\n{FOOTER}  3\n\f\n",
        f"- \n{FOOTER}\n3\n\f",
        "-\n3\f",
        "-\n\fCM14-0000123\n",
    ],
)
def test_word_broken_at_a_pages_end_is_whole(between: str) -> None:
    pages = f"Page one of it.\n1\f2\nThe acupuncture helped. More acu{between}puncture is safe."
    letter = read_letter(from_text(pages))
    assert value(letter.text).endswith("The acupuncture helped. More acupuncture is safe.")
    assert len(letter.text) == len(pages)


CITED = "Page(s): 8 C.C.R. 9792.20 - 9792.26 MTUS (Effective July 18, 2009) Page 99 of"


@pytest.mark.parametrize(
    "cited", [[CITED, CITED], [CITED, CITED.replace("99", "78"), CITED], [CITED, CITED, "and more", CITED]]
)
def test_pages_of_a_guideline_at_the_head_of_pages_stay(cited: list[str]) -> None:
    pages = [f"{line}\n127. He fell." for line in cited]
    assert paged(*pages) == " ".join(" ".join(pages).split())


@pytest.mark.parametrize("line", ["Acme Claims, page {}", "IMR review {} of 3", "Printed 3/2/2014, sheet {}"])
def test_line_that_counts_the_pages_is_none_of_the_letter(line: str) -> None:
    assert paged(*(f"{line.format(page)}\nHe fell." for page in (2, 3, 4))) == "He fell. He fell. He fell."


@pytest.mark.parametrize("between", ["-\n\f", f"-\n{FOOTER}  3\n"])
def test_hyphen_of_a_word_at_a_pages_end_is_kept(between: str) -> None:
    letter = read_letter(from_text(f"The drug is an anti{between}inflammatory."))
    assert value(letter.text) == "The drug is an anti-inflammatory."
