"""`imr report`: what its page and its workbook say, in a real browser too, and that no name can break out of them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from corpus_letters import cited, database, item, letter

from imrcli.annual.page import html
from imrcli.annual.parts import Report, report
from imrcli.annual.workbook import workbook
from imrcli.corpus.opening import opened
from imrcli.corpus.selection import Selection

pytest.importorskip("matplotlib")

HOSTILE = "</style><img src=x onerror=hit()><svg onload=hit()>\"'=1+1 & $title \u202e"
IMAGING = {"category": "Diagnostic Testing", "subcategory": "Imaging/Radiology"}
OPIOIDS = {"category": "Pharmaceuticals", "subcategory": "Opioids"}


def made(folder: Path) -> Report:
    letters = [
        letter(1, item("MRI", "overturned", cited(guideline="Low Back Complaints"), **IMAGING), decided="2016-05-01"),
        letter(2, item("Norco", **OPIOIDS), item("Percocet", **OPIOIDS), decided="2016-08-01", specialties=[HOSTILE]),
        letter(3, item("X-ray", "partially_overturned", **IMAGING), decided="2017-01-03", licensure=["Utah"]),
    ]
    with opened(str(database(folder / "imr.db", letters))) as connection:
        return report(connection, Selection())


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return made(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def page(counted: Report) -> str:
    return html(counted, "imr.db")


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("quarters", {"2016 Q2": 1, "2016 Q3": 2, "2017 Q1": 1}),
        ("outcomes", {"upheld": 2, "overturned": 1, "partially_overturned": 1}),
        ("categories", {"Diagnostic Testing": 2, "Pharmaceuticals": 2}),
        ("drugs", {"Opioids": 2}),
    ],
)
def test_parts(counted: Report, name: str, groups: dict[str, int]) -> None:
    (part,) = [part for part in counted.parts if part.name == name]
    assert {group.key[0]: group.decisions for group in part.found.groups} == groups


def test_sizes_of_letters(counted: Report) -> None:
    assert counted.sizes == [(1, 2), (2, 1)]


def test_the_same_bytes_each_time(counted: Report, page: str, tmp_path: Path) -> None:
    assert html(made(tmp_path), "imr.db") == page


def test_an_empty_selection_is_a_page(tmp_path: Path) -> None:
    with opened(str(database(tmp_path / "imr.db", [letter(1, item("MRI"))]))) as connection:
        nothing = report(connection, Selection(since=None, category=("Surgery",)))
    assert "None." in html(nothing, "imr.db")
    assert openpyxl.load_workbook(io.BytesIO(workbook(nothing)))["Summary"]["B2"].value == 0


def test_workbook(counted: Report) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(counted)))
    assert book.sheetnames[:3] == ["Summary", "Letters by quarter", "Outcome"]
    rows = list(book["Treatments in dispute"].values)
    assert rows[0][:4] == ("Category", "Letters", "Decisions", "Upheld")
    assert rows[1][:7] == ("Diagnostic Testing", 2, 2, 0, 1, 1, 0.5)
    assert rows[-1][:3] == ("All", 3, 4)
    names = [row[0] for row in book["Reviewers' specialties"].values]
    assert HOSTILE in names


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1200])
def test_in_a_browser(browser: Any, page: str, tmp_path: Path, scheme: str, width: int) -> None:
    asked: list[str] = []
    told: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    shown = context.new_page()
    shown.add_init_script("window.hits = 0; window.hit = () => { window.hits += 1; };")
    shown.on("request", lambda request: asked.append(request.url))
    shown.on("console", lambda message: told.append(message.text))
    path = tmp_path / "report.html"
    path.write_text(page, "utf-8")
    shown.goto(path.as_uri())
    assert asked == [path.as_uri()]
    assert told == []  # the page's policy refused nothing of its own
    assert shown.evaluate("window.hits") == 0
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    assert shown.locator("figure svg").count() == len([1 for _ in shown.locator("section table").all()])
    repeated = (
        "() => [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, at, all) => all.indexOf(id) < at)"
    )
    assert shown.evaluate(repeated) == []
    ground, ink, bar = shown.evaluate(
        """() => { const chart = document.querySelector("#categories svg");
        const bars = [...chart.querySelectorAll("path")].map(e => getComputedStyle(e).fill);
        return [getComputedStyle(document.body).backgroundColor,
                getComputedStyle(chart.querySelector("text")).fill, bars.find(c => c !== "none" && c)]; }"""
    )
    light = scheme == "light"
    assert ground == ("rgb(255, 255, 255)" if light else "rgb(21, 24, 29)")
    assert ink == ("rgb(86, 96, 107)" if light else "rgb(163, 173, 184)")
    assert bar != ground
    context.close()


@pytest.mark.slow
def test_printed(browser: Any, page: str, tmp_path: Path) -> None:
    context = browser.new_context(color_scheme="dark")
    shown = context.new_page()
    path = tmp_path / "report.html"
    path.write_text(page, "utf-8")
    shown.goto(path.as_uri())
    printed = shown.pdf(format="Letter")
    context.close()
    text = "".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(printed))
    assert "Letters by quarter" in text
    assert "Guidelines relied on" in text
    first = pypdfium2.PdfDocument(printed)[0].render().to_numpy()
    assert first[2, 2].min() > 250  # dark is for the screen
