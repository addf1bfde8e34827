"""`imr show`: the page in a real browser, the PDF in other readers, and what a hostile letter can do to neither."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pypdfium2
import pytest
from reportlab.pdfgen import canvas

import imrcli
from imrcli import model
from imrcli.cli.show import run
from imrcli.errors import DamagedPdf, ExitCode, PasswordNeeded
from imrcli.model import Determination, Finding, Place, Side
from imrcli.reading import Report
from imrcli.show import pictures as pictures_module
from imrcli.show.annotate import annotated
from imrcli.show.fields import groups, walk
from imrcli.show.page import html
from imrcli.show.passage import passage
from imrcli.show.pictures import Picture, pictures
from imrcli.show.targets import Target, plan

SAMPLES = Path(__file__).parent.parent / "samples"
PDF = SAMPLES / "issues-2014-1.pdf"
TEXT = SAMPLES / "notice-2013-1.txt"
WIDE = {"width": 1400, "height": 900}
HOSTILE = "</script><img src=x onerror=hit()><svg onload=hit()>\"'><b>&amp;\u202e$title</title></style>"

Page = Any
"""A page of playwright, which may not be installed."""


class Opener:
    """Opens pages' HTML, and keeps what they asked for and what went wrong in them."""

    def __init__(self, browser: Any, folder: Path) -> None:
        self._browser, self._folder = browser, folder
        self._contexts: list[Any] = []
        self._asked: list[str] = []
        self._errors: list[str] = []

    def __call__(self, markup: str, **how: Any) -> Page:
        path = self._folder / f"{len(self._contexts)}.html"
        path.write_text(markup, "utf-8", newline="")
        context = self._browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **how})
        context.set_default_timeout(4_000)
        self._contexts.append(context)
        page = context.new_page()
        page.add_init_script("window.hits = 0; window.hit = () => { window.hits += 1; };")
        page.on("request", lambda request: self._asked.append(request.url))
        page.on("pageerror", lambda error: self._errors.append(str(error)))
        page.goto(path.as_uri())
        return page

    def close(self) -> None:
        """In the end no page may have asked for anything but itself, or failed."""
        for context in self._contexts:
            context.close()
        ours = self._folder.as_uri()
        assert [url for url in self._asked if not url.startswith((ours, "data:"))] == []
        assert self._errors == []


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Opener]:
    opener = Opener(browser, tmp_path)
    yield opener
    opener.close()


@pytest.fixture(scope="module")
def kept(browser: Any, shown: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    opener = Opener(browser, tmp_path_factory.mktemp("kept"))
    yield opener(shown)
    opener.close()


@pytest.fixture
def page(kept: Page) -> Page:
    """The sample's page with nothing lit, at its top; shared, since opening a browser's page takes its time."""
    kept.mouse.move(2, 2)
    kept.keyboard.press("Escape")
    kept.evaluate(
        "() => { document.activeElement.blur();"
        " for (const pane of document.querySelectorAll('.letter, .fields')) pane.scrollTop = 0; }"
    )
    return kept


@pytest.fixture(scope="module")
def report() -> Report:
    return imrcli.report(PDF.read_bytes())


@pytest.fixture(scope="module")
def shown(report: Report) -> str:
    return page_of(report, [contradiction(report.determination)])


@cache
def pages_of(source: Path) -> tuple[Picture, ...]:
    return tuple(pictures(source.read_bytes()))


def page_of(report: Report, findings: list[Finding] | None = None, name: str = "letter") -> str:
    pages = pages_of(PDF) if report.text is None else []
    shown = report.findings if findings is None else findings
    return html([msgspec.structs.replace(report, findings=shown)], pages, name)


def evidence(determination: Determination) -> dict[str, list[Place]]:
    assert isinstance(determination.evidence, dict)
    return determination.evidence


def contradiction(determination: Determination) -> Finding:
    sides = [
        Side(label="one place", pointer=pointer, text="words", places=evidence(determination)[pointer])
        for pointer in ("/case/decision_date", "/issues/1/rationale")
    ]
    return Finding(code="made-up", severity="high", message="One says", issue=1, sides=sides)


def field(page: Page, label: str, section: str = ".fields") -> Page:
    return page.locator(f"{section} a.find").filter(has_text=re.compile(f"^{label}")).first


LIT = """() => [...document.querySelectorAll("g.b.lit")].flatMap(group => {
  const paper = group.closest(".paper").getBoundingClientRect();
  const view = group.ownerSVGElement.viewBox.baseVal, scale = paper.width / view.width;
  return [...group.querySelectorAll("rect")].map(shape => {
    const box = shape.getBoundingClientRect();
    return {page: +group.closest(".sheet").dataset.page, seen: box.top >= 0 && box.bottom <= innerHeight,
      box: [box.left - paper.left, box.top - paper.top, box.right - paper.left, box.bottom - paper.top]
        .map(x => x / scale)};
  });
})"""


def near(got: list[float], wanted: object) -> bool:
    assert isinstance(wanted, tuple)
    return all(abs(edge - expected) < 2.5 for edge, expected in zip(got, wanted, strict=True))


@pytest.mark.slow
def test_click_lights_where_the_words_stand(page: Page, report: Report) -> None:
    field(page, "Decision date").click()
    page.mouse.move(2, 2)
    (lit,) = page.evaluate(LIT)
    (place,) = evidence(report.determination)["/case/decision_date"]
    assert lit["seen"]
    assert lit["page"] == place.page == 1
    assert near(lit["box"], place.bbox)
    # And that is where the date is printed.
    x0, top, x1, bottom = lit["box"]
    first = pypdfium2.PdfDocument(PDF)[0]
    height = first.get_height()
    inside = first.get_textpage().get_text_bounded(x0 - 2, height - bottom - 2, x1 + 2, height - top + 2)
    assert "09/18/2014" in inside
    assert page.locator(".row.lit dd").inner_text().startswith("09/18/2014")
    assert page.get_by_role("status").inner_text() == "Decision date: lit on page 1"
    assert page.locator(".tag").inner_text() == "Decision date"


def test_a_place_out_of_view_is_scrolled_to(page: Page) -> None:
    link = field(page, "Rationale", "#item-4")
    assert link.get_attribute("data-name") == "Item 4: Rationale"
    link.click()
    page.mouse.move(2, 2)
    lit = page.evaluate(LIT)
    assert lit[0]["seen"]
    assert {light["page"] for light in lit} == {3}
    page.keyboard.press("Escape")
    assert page.evaluate(LIT) == []
    assert page.locator(".lit").count() == 0


def test_every_box_is_where_the_evidence_says(page: Page, report: Report) -> None:
    drawn = page.evaluate(
        """() => [...document.querySelectorAll("g.b")].flatMap(g => [...g.querySelectorAll("rect")].map(shape =>
        [+g.dataset.b, +g.closest(".sheet").dataset.page,
          ...["x", "y", "width", "height"].map(n => +shape.getAttribute(n))]))"""
    )
    boxes = {(a, b, round(x, 1), round(y, 1), round(x + w, 1), round(y + h, 1)) for a, b, x, y, w, h in drawn}
    planned = plan(report.determination, [])
    wanted = [(target, place) for target in planned.targets for place in target.places]
    assert {target.number for target, _ in wanted} == set(range(1, len(planned.of_value) + 1))
    assert set(planned.of_value) == set(evidence(report.determination))
    for target, place in wanted:
        assert isinstance(place.bbox, tuple)
        same = [box for box in boxes if box[:2] == (target.number, place.page)]
        assert any(near([float(edge) for edge in box[2:]], place.bbox) for box in same), target


def test_click_on_a_box_lights_the_smallest_field_there(page: Page, report: Report) -> None:
    at = "/issues/0/reviewer/citations/0"
    for pointer, name in (
        (f"{at}/pages/0", "Item 1: Page"),
        (f"{at}/sections/1", "Item 1: Section"),
        ("/issues/0/outcome", "Item 1: Outcome"),
    ):
        place = evidence(report.determination)[pointer][0]
        assert isinstance(place.bbox, tuple)
        paper = page.locator(f"#page-{place.page} .paper")
        paper.scroll_into_view_if_needed()
        seen = paper.bounding_box()
        scale = seen["width"] / 612
        x0, top, x1, bottom = place.bbox
        paper.click(position={"x": (x0 + x1) / 2 * scale, "y": (top + bottom) / 2 * scale})
        assert page.locator(".lit-name").inner_text().startswith(name)
        row = page.locator(".find[aria-current]").first
        assert row.get_attribute("data-name") == name
        box = row.bounding_box()
        assert 0 < box["y"] < WIDE["height"]


def test_hovering_lights_and_what_was_chosen_comes_back(page: Page) -> None:
    field(page, "Case number").click()
    field(page, "Priority").hover()
    assert page.locator(".tag").inner_text() == "Priority"
    page.mouse.move(2, 2)
    assert page.locator(".tag").inner_text() == "Case number"


def test_keyboard(opened: Opener, shown: str) -> None:
    page = opened(shown)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    first = page.locator(".fields .find").first
    first.focus()
    seen = []
    for _ in range(6):
        page.keyboard.press("ArrowDown")
        seen.append(page.evaluate("document.activeElement.dataset.name"))
        assert page.locator(".find[aria-current]").count()
        assert page.evaluate(LIT)
    assert len(set(seen)) >= 5
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Tab")
    assert page.locator(".lit-name").inner_text()
    page.keyboard.press("End")
    last = page.evaluate("document.activeElement.dataset.name")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.dataset.name") != last
    page.keyboard.press("Escape")
    assert not page.locator(".status").is_visible()


def test_a_findings_places_are_lit_together(page: Page) -> None:
    question = page.locator("#finding-1")
    assert "High: may be a ground for appeal" in question.inner_text()
    question.get_by_role("button", name="Show both places of finding 1").click()
    assert page.locator("g.b.k-high.lit").count() >= 2
    assert page.locator("#item-2 .note.high").inner_text().startswith("Finding 1 (high)")
    assert page.locator('.row:has-text("Decision date") .chip').inner_text() == "Finding 1 (high)"
    page.locator("#page-1 .paper").scroll_into_view_if_needed()
    page.mouse.move(2, 2)
    assert page.locator("g.flag.lit").count() >= 2


def test_said_to_a_screen_reader(page: Page) -> None:
    for role, name in (
        ("heading", "CM14-0087215"),
        ("heading", "Item 3 Upheld"),
        ("region", "The letter"),
        ("region", "What was read from the letter"),
        ("link", "Decision date (show on page 1)"),
        ("img", "Picture of page 2; its text follows"),
        ("group", "Text of page 2"),
        ("button", "Rationale"),
    ):
        assert page.get_by_role(role, name=name, exact=True).count() == 1, name
    words = page.locator("#page-1 .words").text_content()
    assert "sent the complete case file to a physician reviewer. He/she has no" in words
    assert page.locator("header .total").inner_text().split("\n")[-1] == "Partially overturned"


def test_a_kind_can_be_put_out(opened: Opener, shown: str) -> None:
    page = opened(shown)
    button = page.get_by_role("button", name="Rationale", exact=True)
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert not page.locator("g.b.k-rationale").first.is_visible()
    assert page.locator("g.b.k-request").first.is_visible()


def test_text_lights_exactly_its_words(opened: Opener) -> None:
    report = imrcli.report(TEXT.read_bytes())
    assert report.text is not None
    page = opened(page_of(report))
    planned = plan(report.determination, report.findings)
    assert len(planned.targets) > 40
    marked = page.evaluate(
        """() => { const words = {};
        for (const mark of document.querySelectorAll("mark")) for (const id of mark.dataset.b.split(" "))
        words[id] = (words[id] || "") + mark.textContent; return words; }"""
    )
    for target in planned.targets:
        places = {(place.start, place.end) for place in target.places}
        wanted = "".join(
            report.text[int(str(start)) : int(str(end))]
            for start, end in sorted(places, key=lambda place: int(str(place[0])))
        )
        assert "".join(marked[str(target.number)].split()) == "".join(wanted.split())
    field(page, "Decision date").click()
    page.mouse.move(2, 2)
    assert page.locator("mark.lit").all_inner_texts()
    assert page.locator("mark.lit").first.bounding_box()["y"] < WIDE["height"]
    page.locator("mark.k-request").first.click()
    assert page.locator(".row.lit").count() >= 1
    page.keyboard.press("Escape")
    assert page.locator(".lit").count() == 0


def hostile(report: Report) -> Determination:
    """The determination with every text of it turned into an attack."""

    def turned(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            kept = ("evidence", "source", "category", "subcategory")
            return {k: v if k in kept else turned(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [turned(part, key) for part in value]
        texts = ("request", "text", "rationale", "clinical_summary", "specialties", "licensure")
        more = ("guideline", "sections", "pages", "documents_reviewed", "rationale_pages")
        return HOSTILE if isinstance(value, str) and key in (*texts, *more) else value

    letter = msgspec.convert(turned(report.determination.to_dict()), Determination)
    letter.case.employee = HOSTILE
    letter.warnings.append(model.Warning(code=HOSTILE, message=HOSTILE, issue=0))
    evidence(letter)[f"/x/{HOSTILE}"] = evidence(letter)["/case/number"]
    return letter


@pytest.mark.slow
@pytest.mark.parametrize("source", [PDF, TEXT], ids=["pdf", "text"])
@pytest.mark.parametrize("policy", [True, False], ids=["with policy", "by escaping alone"])
def test_a_hostile_letter_is_only_shown(opened: Opener, source: Path, policy: bool) -> None:
    report = imrcli.report(source.read_bytes())
    letter = hostile(report)
    sides = [Side(label=HOSTILE, pointer="/case/number", text=HOSTILE, places=evidence(letter)["/case/number"])]
    finding = Finding(code=HOSTILE, severity="low", message=HOSTILE, issue=0, sides=sides)
    text = None if report.text is None else HOSTILE + report.text + HOSTILE
    pages = [*pages_of(PDF)] if text is None else []
    if pages:
        lines = [msgspec.structs.replace(line, text=HOSTILE) for line in pages[0].lines]
        pages[0] = msgspec.structs.replace(pages[0], lines=lines)
    markup = html([Report(determination=letter, findings=[finding], text=text)], pages, HOSTILE)
    if not policy:
        markup, cut = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", markup)
        assert cut == 1
    page = opened(markup)
    field(page, "Rationale").click()
    page.locator(".next").dispatch_event("click")
    page.mouse.move(300, 400)
    assert page.evaluate("window.hits") == 0
    assert page.locator("script").count() == 1
    assert page.locator("img:not([src^='data:image/png'])").count() == 0
    handlers = (
        "() => [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => /^on/i.test(a.name))).length"
    )
    assert page.evaluate(handlers) == 0
    assert "<img src=x onerror=hit()>" in page.locator("header").inner_text()
    assert "</script><img" in page.locator(".lit-name").text_content() or page.locator(".row.lit").count()


def test_the_policy_forbids_what_escaping_would_let_through(opened: Opener, shown: str) -> None:
    page = opened(shown)
    page.evaluate(
        """() => { const script = document.createElement("script"); script.textContent = "hit()";
        document.body.append(script); document.body.insertAdjacentHTML("beforeend", "<b onclick=hit()>x</b>");
        document.body.lastChild.click(); }"""
    )
    failed = page.evaluate("fetch('https://example.invalid/').then(() => 'sent', () => 'refused')")
    assert failed == "refused"
    assert page.evaluate("window.hits") == 0


COLOURS = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = (element) => { for (let at = element; at; at = at.parentElement) {
    const colour = parts(getComputedStyle(at).backgroundColor);
    if (colour.length < 4 || colour[3] > .99) return colour; } return [255, 255, 255]; };
  const poor = [];
  for (const element of document.querySelectorAll("body *:not(svg, svg *, script, .vh, .skip)")) {
    const words = [...element.childNodes].filter(node => node.nodeType === 3 && node.data.trim());
    if (!words.length || !element.getClientRects().length) continue;
    const colours = [light(parts(getComputedStyle(element).color)), light(ground(element))];
    const [lighter, darker] = colours.sort((a, b) => b - a);
    const ratio = (lighter + .05) / (darker + .05);
    if (ratio < 4.5) poor.push([element.outerHTML.slice(0, 90), ratio]);
  }
  const style = getComputedStyle(document.documentElement);
  return poor; }"""


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(opened: Opener, shown: str, scheme: str) -> None:
    page = opened(shown, color_scheme=scheme)
    field(page, "Decision date").click()
    assert page.evaluate(COLOURS) == []
    page = opened(page_of(imrcli.report(TEXT.read_bytes())), color_scheme=scheme)
    assert page.evaluate(COLOURS) == []


def test_narrow(opened: Opener, shown: str) -> None:
    page = opened(shown, viewport={"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    letter, fields = page.locator(".letter").bounding_box(), page.locator(".fields").bounding_box()
    assert letter["y"] >= fields["y"] + fields["height"] - 1
    field(page, "Outcome", "#item-2").click()
    assert page.evaluate(LIT)[0]["seen"]
    page.get_by_role("button", name="Back to the field").click()
    box = field(page, "Outcome", "#item-2").bounding_box()
    assert 0 < box["y"] < 800


def test_without_script(opened: Opener, shown: str) -> None:
    page = opened(shown, java_script_enabled=False)
    assert "Page 78 of the guideline asks for four things" in page.locator("#item-1").inner_text()
    link = field(page, "Decision date")
    link.click()
    assert page.locator(f"g{link.get_attribute('href')}:target").is_visible()


def test_print(opened: Opener, shown: str) -> None:
    page = opened(shown)
    field(page, "Case number").click()
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("g.b.k-guideline").first.is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('mark, .verdict')).printColorAdjust") == "exact"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for control in (".status", ".both", ".more", ".hint"):
        assert not page.locator(control).first.is_visible()
    long = "() => [...document.querySelectorAll('.value.long')].every(e => getComputedStyle(e).display === 'inline')"
    assert page.evaluate(long)
    printed = page.pdf(format="Letter")
    text = "".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(printed))
    assert text.count("Page 2 of 3") == 1
    assert "no opioid agreement was submitted" in text


def test_annotated_pdf(report: Report) -> None:
    finding = contradiction(report.determination)
    letter = msgspec.structs.replace(report.determination, warnings=[model.Warning(code="x", message="Look", issue=1)])
    written = annotated(PDF.read_bytes(), [Report(determination=letter, findings=[finding], text=None)])
    with pikepdf.open(io.BytesIO(written)) as pdf:
        notes = [(index, note) for index, sheet in enumerate(pdf.pages, 1) for note in sheet.Annots]
        by_text = {str(note.Contents): (index, note) for index, note in notes}
        page, note = by_text["Decision date: 09/18/2014"]
        (place,) = evidence(letter)["/case/decision_date"]
        assert isinstance(place.bbox, tuple)
        x0, top, x1, bottom = place.bbox
        assert page == place.page
        assert near([float(edge) for edge in note.Rect], (x0, 792 - bottom, x1, 792 - top))
        assert len(note.QuadPoints) == 8
        assert (str(note.Subtype), str(note["/T"]), int(note.F)) == ("/Highlight", "imrcli", 4)
        rationale = letter.issues[0].rationale
        _, whole = by_text[f"Item 1: Rationale: {rationale}"]
        here = [place for place in evidence(letter)["/issues/0/rationale"] if place.page == 2]
        assert len(whole.QuadPoints) == 8 * len(here)
        assert any(str(note.Subtype) == "/Underline" and "One says" in str(note.Contents) for _, note in notes)
        assert "Warning (item 2): Look" in by_text
    seen, plain = (pypdfium2.PdfDocument(data)[0].render().to_numpy() for data in (written, PDF.read_bytes()))
    assert (seen != plain).any()
    before, after = (
        pypdfium2.PdfDocument(data)[1].get_textpage().get_text_range() for data in (PDF.read_bytes(), written)
    )
    assert before == after


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_follow_a_turned_and_cropped_page(report: Report, turn: int) -> None:
    drawn = io.BytesIO()
    sheet = canvas.Canvas(drawn, pagesize=(612, 792))
    sheet.drawString(100, 500, "CM14-0087215")
    sheet.save()
    turned = io.BytesIO()
    with pikepdf.open(drawn) as pdf:
        pdf.pages[0].Rotate = turn
        pdf.pages[0].CropBox = pikepdf.Array([50, 40, 600, 780])
        pdf.save(turned)
    (picture,) = pictures(turned.getvalue())
    assert (picture.width > picture.height) == (turn in (90, 270))
    (line,) = picture.lines
    where = {"/case/number": [Place(page=1, bbox=line.box)]}
    letter = msgspec.structs.replace(report.determination, evidence=where, warnings=[])
    with pikepdf.open(
        io.BytesIO(annotated(turned.getvalue(), [Report(determination=letter, findings=[], text=None)]))
    ) as pdf:
        (note,) = pdf.pages[0].Annots
        left, bottom, right, top = (float(edge) for edge in note.Rect)
    assert (100 - 2 < left < 102, 480 < bottom < 500 < top < 515, right > 150) == (True, True, True)


def encrypted(password: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(PDF) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=password, owner="owner", R=6))
    return out.getvalue()


def test_encrypted_as_posted(report: Report) -> None:
    assert len(pictures(encrypted(""))) == 3
    with pikepdf.open(io.BytesIO(annotated(encrypted(""), [msgspec.structs.replace(report, findings=[])]))) as pdf:
        assert not pdf.is_encrypted
        assert len(pdf.pages[0].Annots) > 5


def test_what_cannot_be_opened() -> None:
    with pytest.raises(PasswordNeeded):
        pictures(encrypted("secret"))
    with pytest.raises(DamagedPdf):
        pictures(b"%PDF-1.7\nnothing")


def test_pictures_are_bounded(monkeypatch: pytest.MonkeyPatch, report: Report) -> None:
    for picture in pages_of(PDF):
        assert picture.png is not None
        assert len(picture.png) < 180_000
    drawn = io.BytesIO()
    sheet = canvas.Canvas(drawn, pagesize=(14_000, 14_000))
    for _ in range(3):
        sheet.setFillColorRGB(1, 0, 0)
        sheet.rect(0, 0, 7000, 7000, fill=1)
        sheet.showPage()
    sheet.save()
    pages = pictures(drawn.getvalue(), most=2)
    assert len(pages) == 2
    assert pages[0].png is not None
    import PIL.Image

    image = PIL.Image.open(io.BytesIO(pages[0].png))
    assert image.width * image.height <= pictures_module._MOST_PIXELS + 4_000
    red, green, blue = image.convert("RGB").getpixel((5, image.height - 5))
    assert red > 200 > 60 > max(green, blue)
    letter = msgspec.structs.replace(
        report.determination, source=msgspec.structs.replace(report.determination.source, pages=3)
    )
    assert "Pages 3 to 3 are not shown." in html([Report(determination=letter, findings=[], text=None)], pages, "x")


def packet_of(*names: str) -> bytes:
    """The pages of samples in one file, with a blank page between them."""
    whole = pikepdf.new()
    for name in names:
        with pikepdf.open(SAMPLES / name) as pdf:
            whole.pages.extend(pdf.pages)
            whole.add_blank_page()
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def packet() -> bytes:
    return packet_of("issues-2014-1.pdf", "determination-2013-2.pdf")


def test_a_packet_has_a_chapter_a_letter(opened: Opener, packet: bytes) -> None:
    letters = imrcli.report_all(packet)
    page = opened(html(letters, pictures(packet), "packet.pdf"))
    numbers = [letter.determination.case.number for letter in letters]
    assert page.locator("h1").inner_text() == "2 letters"
    assert [link.split(": ")[1] for link in page.locator("nav a").all_inner_texts()] == numbers
    assert page.locator(".chapter").count() == 2
    repeated = (
        "() => [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, at, all) => all.indexOf(id) < at)"
    )
    assert page.evaluate(repeated) == []
    dangling = (
        "() => [...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.querySelector(a.hash)).length"
    )
    assert page.evaluate(dangling) == 0
    for count, letter in enumerate(letters, 1):
        (place,) = evidence(letter.determination)["/case/decision_date"]
        page.locator(f"#letter-{count}").get_by_role("link", name="Decision date", exact=False).first.click()
        lit = page.evaluate(
            "() => [...document.querySelectorAll('g.b.lit')].map(g => +g.closest('.sheet').dataset.page)"
        )
        assert lit == [place.page]


def test_a_packet_annotated(packet: bytes) -> None:
    letters = imrcli.report_all(packet)
    with pikepdf.open(io.BytesIO(annotated(packet, letters))) as pdf:
        noted = {
            index: {str(note.Contents) for note in sheet.get("/Annots", [])} for index, sheet in enumerate(pdf.pages, 1)
        }
    for letter in letters:
        (place,) = evidence(letter.determination)["/case/number"]
        assert isinstance(place.page, int)
        assert any(f"Case number: {letter.determination.case.number}" in note for note in noted[place.page])


def test_a_text_of_several_letters(opened: Opener) -> None:
    both = "\f".join((SAMPLES / f"{name}.txt").read_text("utf-8") for name in ("issues-2014-1", "notice-2013-1"))
    letters = imrcli.report_all(both)
    page = opened(html(letters, [], "letters.txt"))
    assert page.locator(".passage").count() == 2
    page.locator("#letter-2").get_by_role("link", name="Decision date", exact=False).first.click()
    assert page.locator(".passage").nth(1).locator("mark.lit").count() > 0
    assert page.locator(".passage").nth(0).locator("mark.lit").count() == 0


def test_overlapping_ranges_are_cut() -> None:
    def target(number: int, start: int, end: int) -> Target:
        places = [Place(start=start, end=end)]
        return Target(number=number, name="x", kind="case", value="", places=places)

    cut = passage("abc<defgh", [target(1, 0, 6), target(2, 4, 8), target(3, 4, 5), target(4, 7, 99)])
    pieces = re.findall(r'data-b="([\d ]+)">([^<]*)</mark>', cut)
    assert pieces == [("1", "abc&lt;"), ("1 2 3", "d"), ("1 2", "e"), ("2", "f"), ("4 2", "g"), ("4", "h")]


def test_fields_name_every_value_with_evidence(report: Report) -> None:
    fields = {field.pointer: field for group in groups(report.determination) for field in walk(group.fields)}
    assert set(evidence(report.determination)) <= set(fields)
    assert fields["/case/decision_date"].value == "09/18/2014"
    assert fields["/issues/1/outcome"].name == "Item 2: Outcome"
    assert fields["/case/employee"].value is None


def test_command(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    source = tmp_path / "letter.pdf"
    source.write_bytes(PDF.read_bytes())
    assert run([str(source)], None, "auto", opens=False) == 0
    assert "<title>CM14-0087215" in (tmp_path / "letter.html").read_text("utf-8")
    assert run([str(source)], str(tmp_path / "marked.pdf"), "auto", opens=False) == 0
    assert (tmp_path / "marked.pdf").read_bytes().startswith(b"%PDF-")
    capsysbinary.readouterr()
    assert run([str(source)], "-", "auto", opens=False) == 0
    assert capsysbinary.readouterr().out.startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("source", "output", "code", "says"),
    [
        ("letter.pdf", "letter.pdf", ExitCode.OUTPUT, "is a source"),
        ("letter.pdf", "letter.doc", ExitCode.USAGE, "is no format that `imr show` writes"),
        ("letter.pdf", "none/letter.html", ExitCode.OUTPUT, "there is no folder"),
        ("letter.html", None, ExitCode.OUTPUT, "name an output"),
        ("letter.txt", "marked.pdf", ExitCode.OUTPUT, "has no pages to annotate"),
        ("-", None, ExitCode.OUTPUT, "name an output"),
        ("nothing.pdf", None, ExitCode.NOT_FOUND, "no such file"),
        ("damaged.pdf", None, ExitCode.DAMAGED, "damaged.pdf: is a damaged"),
    ],
)
def test_failures_in_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    source: str,
    output: str | None,
    code: ExitCode,
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in (
        ("letter.pdf", PDF.read_bytes()),
        ("letter.html", TEXT.read_bytes()),
        ("letter.txt", TEXT.read_bytes()),
        ("damaged.pdf", b"%PDF-1.7\nnothing"),
    ):
        (tmp_path / name).write_bytes(content)
    before = sorted(tmp_path.iterdir())
    assert run([source], output, "auto", opens=False) == code
    stderr = capsys.readouterr().err
    assert says in stderr
    assert stderr.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before
