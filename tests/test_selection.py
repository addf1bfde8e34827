"""Filters: which disputed treatments each one leaves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from corpus_letters import cited, database, item, letter

from imrcli.corpus.corpus import Corpus
from imrcli.corpus.query import parse
from imrcli.corpus.selection import Selection, day
from imrcli.errors import CorpusError

LETTERS = [
    letter(
        1,
        item(
            "MRI of the lumbar spine",
            "overturned",
            cited(guideline="Low Back Complaints", sections=["Special Studies"], pages=["303-5"]),
            category="Diagnostic Testing",
            subcategory="Imaging/Radiology",
        ),
        item(
            "Norco 10/325mg #60",
            "upheld",
            cited(guideline="Chronic Pain Medical Treatment", pages=["78"]),
            category="Pharmaceuticals",
            subcategory="Opioids",
        ),
        age=44,
        sex="female",
        specialties=["Pain Medicine", "Anesthesiology"],
        licensure=["California"],
        decided="2016-05-01",
    ),
    letter(
        2,
        item(
            "Hydrocodone/acetaminophen 5/325",
            "upheld",
            cited("ODG", chapter="Pain"),
            category="Pharmaceuticals",
            subcategory="Opioids",
        ),
        age=61,
        sex="male",
        priority="expedited",
        specialties=["Physical Medicine & Rehabilitation"],
        licensure=["Texas", "New York"],
        decided="2017-01-31",
    ),
    letter(
        3,
        item(
            "Acupuncture of the right knee",
            "partially_overturned",
            cited("ODG", chapter="Knee & Leg", pages=["303"]),
            category="Rehabilitation",
            subcategory="Acupuncture",
        ),
        age=None,
        sex=None,
        specialties=[],
        licensure=[],
        decided="2017-02-01",
    ),
]
MRI, NORCO, GENERIC, NEEDLES = 1, 2, 3, 4


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return Corpus(database(tmp_path_factory.mktemp("corpus") / "imr.db", LETTERS))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, [MRI, NORCO, GENERIC, NEEDLES]),
        ({"outcome": ("upheld",)}, [NORCO, GENERIC]),
        ({"outcome": ("overturned", "partially_overturned")}, [MRI, NEEDLES]),
        ({"category": ("pharmaceuticals",)}, [NORCO, GENERIC]),
        ({"category": ("rehab", "diagnostic testing")}, [MRI, NEEDLES]),
        ({"subcategory": ("Opioids",), "outcome": ("overturned",)}, []),
        ({"drug": ("Norco",)}, [NORCO, GENERIC]),
        ({"drug": ("Vicodin",)}, [NORCO, GENERIC]),
        ({"drug": ("hydrocodone",)}, [NORCO, GENERIC]),
        ({"drug_class": ("opioids",)}, [NORCO, GENERIC]),
        ({"treatment": ("mri",)}, [MRI]),
        ({"body_part": ("knee",)}, [NEEDLES]),
        ({"body_part": ("lumbar spine",)}, [MRI]),
        ({"guideline": ("low back complaints",)}, [MRI]),
        ({"guideline": ("ODG",)}, [GENERIC, NEEDLES]),
        ({"guideline": ("Low Back",), "cited_by": "claims_administrator"}, []),
        ({"page": (304,)}, [MRI]),
        ({"page": (303,)}, [MRI, NEEDLES]),
        ({"page": (303,), "guideline": ("ODG",)}, [NEEDLES]),
        ({"page": (78,), "guideline": ("Low Back Complaints",)}, []),
        ({"section": ("special studies",)}, [MRI]),
        ({"specialty": ("pain medicine",)}, [MRI, NORCO]),
        ({"specialty": ("Physical Medicine and Rehabilitation",)}, [GENERIC]),
        ({"state": ("new york",)}, [GENERIC]),
        ({"since": date(2017, 1, 31)}, [GENERIC, NEEDLES]),
        ({"until": date(2017, 1, 31)}, [MRI, NORCO, GENERIC]),
        ({"age": (44, 61)}, [MRI, NORCO, GENERIC]),
        ({"age": (45, 130)}, [GENERIC]),
        ({"sex": "female"}, [MRI, NORCO]),
        ({"priority": "expedited"}, [GENERIC]),
        ({"case": ("cm16-0000003",)}, [NEEDLES]),
        ({"contradicts": True}, []),
        ({"words": "acupuncture"}, [NEEDLES]),
        ({"words": "guideline", "sex": "male"}, [GENERIC]),
        ({"drug": ("' OR 1 --",)}, []),
    ],
)
def test_each_filter(corpus: Corpus, filters: dict[str, Any], expected: list[int]) -> None:
    found = corpus.find(limit=None, **filters)
    assert sorted(hit.issue_id for hit in found.hits) == expected
    assert found.total == len(expected)


@pytest.mark.parametrize(
    ("filters", "says"),
    [
        ({"outcome": ("lost",)}, "outcome 'lost' is none of upheld (the denial stands), overturned, partially_"),
        ({"category": ("Pills",)}, "category 'Pills' is none of DWC's: DMEPOS, Diagnostic Testing"),
        ({"category": ("",)}, "category '' is none of DWC's"),
        ({"words": '"knee'}, 'the search has a " without its second one'),
    ],
)
def test_filters_that_cannot_be(corpus: Corpus, filters: dict[str, Any], says: str) -> None:
    with pytest.raises(CorpusError) as raised:
        corpus.find(**filters)
    assert str(raised.value).startswith(says)


@pytest.mark.parametrize(
    ("filters", "note"),
    [
        ({"specialty": ("Pain Medecine",)}, "specialty 'Pain Medecine'; did you mean 'Pain Medicine'?"),
        ({"drug": ("tramadol",)}, "drug 'tramadol'"),
        ({"drug": ("Ultram",)}, "drug 'Ultram' (tramadol)"),
    ],
)
def test_names_that_nothing_has_are_told(corpus: Corpus, filters: dict[str, Any], note: str) -> None:
    assert corpus.find(**filters).notes == (f"nothing here has the {note}",)


def test_a_selection_describes_itself() -> None:
    chosen = Selection(category=("Injection", "Surgery"), age=(40, 60), contradicts=True, since=date(2016, 1, 1))
    assert chosen.described() == "category: Injection or Surgery; since: 2016-01-01; age: 40-60; contradicts"
    assert Selection(synonyms=False).described() == ""


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2016-12", "2016-12-01", "2016-12-31"),
        ("2016-03-09", "2016-03-09", "2016-03-09"),
    ],
)
def test_days(text: str, first: str, last: str) -> None:
    assert (day(text).isoformat(), day(text, last=True).isoformat()) == (first, last)


ALL = "{request rationale summary citations}"


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("knee", f'{ALL} : ("knee")'),
        ("knee MRI", f'{ALL} : (("knee" AND "MRI"))'),
        ("knee AND MRI", f'{ALL} : (("knee" AND "MRI"))'),
        ('"medial branch" OR facet*', f'{ALL} : ("medial branch" OR "facet"*)'),
        ("L5-S1", f'{ALL} : ("L5-S1")'),
        ("knee -MRI", f'{ALL} : ((("knee") NOT ("MRI")))'),
        ("knee NOT (MRI OR CT)", f'{ALL} : ((("knee") NOT (("MRI" OR "CT"))))'),
        ("knee NEAR MRI", f'{ALL} : (NEAR("knee" "MRI", 10))'),
        ("knee NEAR/3 MRI", f'{ALL} : (NEAR("knee" "MRI", 3))'),
        ('NEAR("right knee" pain, 5)', f'{ALL} : (NEAR("right knee" "pain", 5))'),
        ("request:knee", f'{ALL} : ("request:knee")'),
        ("knee & hip", f'{ALL} : (("knee" AND "hip"))'),
        ("near or not", f'{ALL} : (("near" AND "or" AND "not"))'),
    ],
)
def test_searches(typed: str, match: str) -> None:
    assert parse(typed).match == match


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "&", '"', "-knee", "NOT knee", "OR", "knee OR", "knee AND", "NOT", "(knee", "knee)", "NEAR(", "a NEAR",
     "NEAR b", "()", "a NOT NOT b", "(" * 30 + "a" + ")" * 30, "a " * 1500],
)  # fmt: skip
def test_bad_searches_are_one_line(typed: str) -> None:
    with pytest.raises(CorpusError) as raised:
        parse(typed)
    assert str(raised.value).startswith("the search ")
    assert "\n" not in str(raised.value)
