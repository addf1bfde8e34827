"""The documents reviewed: a list, one string each."""

from __future__ import annotations

import pytest

from imrcli.extract.documents import read_documents
from imrcli.text import value


@pytest.mark.parametrize(
    ("section", "documents"),
    [
        ("• Application\n• Medical Records\n", ["Application", "Medical Records"]),
        ("1. Application\n2. Medical\nRecords", ["Application", "Medical Records"]),
        ("Application\nMedical Records", ["Application", "Medical Records"]),
        ("• Application • Medical Records", ["Application", "Medical Records"]),
        ("• Application\n• Medical Records, volumes 1 and 2", ["Application", "Medical Records, volumes 1 and 2"]),
        ("• Application\n• Medical Records, 2013 and\n2014", ["Application", "Medical Records, 2013 and 2014"]),
        ("• Application\n• Medical Records 3)", ["Application", "Medical Records"]),
        ("• Application\n• Medical Records\n\n\n2", ["Application", "Medical Records"]),
        ("These documents included:\n• Application", ["Application"]),
        ("None", []),
        ("", []),
    ],
)
def test_list(section: str, documents: list[str]) -> None:
    read = read_documents(section, (0, len(section)))
    assert [document.value for document in read] == documents
    assert [value(section, *document.spans[0]) for document in read] == documents


def test_no_section() -> None:
    assert read_documents("text", None) == ()
