"""Dates as letters print them."""

from __future__ import annotations

import pytest

from imrcli.extract.dates import DATE, SCANNED, mended, read_date


def read(printed: str) -> str | None:
    """The ISO form of the date that stands at the start of the printed words."""
    found = DATE.match(printed)
    day = read_date(found) if found else None
    return day.isoformat() if day else None


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("11/09/2016", "2016-11-09"),
        ("1/9/2016", "2016-01-09"),
        ("10-13-16", "2016-10-13"),
        ("10-13-2016", "2016-10-13"),
        ("10.13.2016", "2016-10-13"),
        ("10 / 13 / 2016", "2016-10-13"),
        ("6/30/99", "1999-06-30"),
        ("6/30/05", "2005-06-30"),
        ("2013-09-26", "2013-09-26"),
        ("September 26, 2013", "2013-09-26"),
        ("SEPTEMBER 26, 2013", "2013-09-26"),
        ("September 26 2013", "2013-09-26"),
        ("September 26th, 2013", "2013-09-26"),
        ("Sept. 26, 2013", "2013-09-26"),
        ("Sep 26, 2013", "2013-09-26"),
        ("September\n26, 2013", "2013-09-26"),
        ("May 9, 2011", "2011-05-09"),
        ("26 September 2013", "2013-09-26"),
        ("26 Sept 2013", "2013-09-26"),
        ("26-Sep-13", "2013-09-26"),
        ("26-Sep-2013", "2013-09-26"),
        ("02/29/2016", "2016-02-29"),
    ],
)
def test_printed_form_is_read(printed: str, expected: str) -> None:
    assert read(printed) == expected


@pytest.mark.parametrize(
    "printed",
    ["May 9,2011", "May 9 , 2011"],
)
def test_spacing_around_the_comma_does_not_matter(printed: str) -> None:
    assert read(printed) == "2011-05-09"


@pytest.mark.parametrize(
    "printed",
    ["13/01/2016", "02/30/2016", "02/29/2015", "00/10/2016", "11/31/2014", "Smarch 13, 2013"],
)
def test_no_such_day_is_no_date(printed: str) -> None:
    assert read(printed) is None


@pytest.mark.parametrize("printed", ["11/03/20165", "11/2016", "2016", "ten", "#30 12 2014"])
def test_other_numbers_are_no_date(printed: str) -> None:
    assert read(printed) is None


TORN = """9/8/20 14; 9/8/20 4; 9/8/2 014; 9/8/201 4; 9/8/20     14; 9/8/20    4; 9/8/20 l4; 9/8/20 I; 9/8/20.4
9/8/20 14.; 9/8/20 14); 9/8/20|4; 8-Sep-20 14; 8-Sep-20 4; 8-Sep-20.14; 8-Sep-20   l4; 8-Sep-2 014
Sep 8, 20 14; 8 Sep 20 14"""


@pytest.mark.parametrize("torn", TORN.replace("\n", "; ").split("; "))
def test_a_torn_year_is_no_year(torn: str) -> None:
    assert read(torn) is None


@pytest.mark.parametrize("behind", [" 3/4/2014", ", 10-13-16", " 12.5 mg", "\n1. A walker", " (4)", "-5/6/20"])
def test_what_stands_behind_a_year_of_two_digits(behind: str) -> None:
    assert read("9/8/14" + behind) == "2014-09-08"


@pytest.mark.parametrize("scanned", ["11/15/20l6", "11/15/20O6", "11/15/20l66"])
def test_half_of_a_scanned_year_is_no_year(scanned: str) -> None:
    assert read(scanned) is None


@pytest.mark.parametrize(
    ("scanned", "expected"),
    [
        ("O2/O4/2O14", "2014-02-04"),
        ("l1/I5/2016", "2016-11-15"),
        ("|0/12/20l6", "2016-10-12"),
    ],
)
def test_letters_for_digits_are_put_back(scanned: str, expected: str) -> None:
    found = SCANNED.match(scanned)
    assert found is not None
    assert read(mended(found.group())) == expected
