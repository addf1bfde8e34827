"""The field's closed lists: they load, are spelt as DWC and ODG spell them, and repeat nothing."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from row_by_row import row_by_row

import imrcli.vocabulary as vocabulary
from imrcli.extract.citations.wording import Wording
from imrcli.extract.treatment.senses import head, sense
from imrcli.vocabulary.lexicon import words_of

HERE = Path(vocabulary.__file__).parent
FILES = sorted(str(path.relative_to(HERE)) for path in HERE.rglob("*.txt"))
BY_HEADING = {"body-parts.txt", "check-words.txt", "far-professions.txt", "mtus-editions.txt", "other-pages.txt"}
BY_HEADING |= {"diagnoses.txt", "told-facts.txt", "treatment-kinds.txt", "examined-signs.txt"}
BY_HEADING |= {name for name in FILES if name.startswith("verdict/")}
"""Files whose lines belong to their heading: two things can share a word, or a year."""

DWC = {
    "DMEPOS": "DME|Electrical Stimulation|Prosthetics/Orthotics|Supplies",
    "Diagnostic Testing": "Imaging/Radiology|EMG/NCV/NCS|Lab & Pathology|Other Diagnostic Tests",
    "Evaluation & Management": "Medical Specialties|Dental Services",
    "Home Health": "Home Health",
    "Injection": "Facet Injection|Injection",
    "Pharmaceuticals": "Adrenal Cortical Steroids|Alpha-blocker|Androgens & Anabolic Steroids"
    "|Anti-coagulant|Anti-epilepsy drugs|Anti-infectives|AntiAnxiety|Antidepressant|Antidiabetics"
    "|Antiemetic|Antihistamine|Antihypertensive|Antimigraine Agent|Asthma Medications"
    "|Atypical Antipsychotic|Barbiturates|Benzodiazepines|Beta-blocker|Bisphosphonates"
    "|Calcium Channel Blocker|Cannabinoids|Dopamine agonists|Fibric Acid|GI Agents|H2 Blocker"
    "|Hormones|Impotence Agents|Injection|Misc Analgesics|Muscle Relaxant|NSAID"
    "|Nutritional Products|Opioids|Opioid Antagonist|Proton Pump Inhibitors|Sedative-hypnotics"
    "|Statin|Stimulants|Topical Analgesics|Topical Compounds"
    "|Tumor necrosis factor (TNF) modified|Viscosupplementation|Other",
    "Programs": "Programs",
    "Psych Services": "Evaluation & Management|Therapies",
    "Rehabilitation": "Acupuncture|Chiropractic|Physical Therapy/Occupational Therapy (PT/OT)|Other Therapies",
    "Surgery": "Adjunct Surgical Services|Arthroscopic Surgery|Non-arthroscopic Surgery|Spine|Surgical Consult",
    "Therapies": "Therapies|Other Therapies",
    "Transportation": "Transportation",
}
KINDS = {(category, name) for category, names in DWC.items() for name in names.split("|")}

ODG = {
    "Ankle & Foot",
    "Burns",
    "Carpal Tunnel Syndrome",
    "Diabetes",
    "Elbow",
    "Eye",
    "Fitness for Duty",
    "Forearm, Wrist, & Hand",
    "Head",
    "Hernia",
    "Hip & Pelvis",
    "Infectious Diseases",
    "Knee & Leg",
    "Low Back",
    "Mental Illness & Stress",
    "Neck & Upper Back",
    "Pain",
    "Preface",
    "Pulmonary",
    "Shoulder",
}

STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia"
    "|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts"
    "|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey"
    "|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania"
    "|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington"
    "|West Virginia|Wisconsin|Wyoming|District of Columbia"
)

SPECIALTIES = (
    "Acupuncture|Allergy and Immunology|Anesthesiology|Chiropractic|Dermatology"
    "|Emergency Medicine|Family Practice|General Surgery|Internal Medicine|Neurology"
    "|Obstetrics and Gynecology|Occupational Medicine|Ophthalmology|Orthopedic Surgery"
    "|Pain Management|Pain Medicine|Physical Medicine and Rehabilitation|Plastic Surgery"
    "|Podiatric Surgery|Preventive Medicine|Psychiatry|Psychology|Urology"
)


NUMBERS = [
    line.split(" ", 1)[0]
    for heading, lines in vocabulary.entries("guidelines.txt").items()
    for line in lines
    if heading.startswith("ACOEM chapters")
]
"""The numbers of ACOEM's chapters, adopted or not."""


def spelt(printed: str) -> str:
    """What two printings of a name have in common."""
    return " ".join(words_of(printed).words)


def treatment_terms() -> list[str]:
    return [term for lines in vocabulary.entries("treatments.txt").values() for term in lines]


def repeated(names: list[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def drug_names() -> list[str]:
    """Every name in the file of drugs, in lower case."""
    return [
        name.strip().lower()
        for lines in vocabulary.entries("drugs.txt").values()
        for line in lines
        for name in line.replace(": ", ", ", 1).split(", ")
    ]


@row_by_row(FILES)
def test_file_loads(name: str) -> None:
    assert sum(len(lines) for lines in vocabulary.entries(name).values()) > 0


@row_by_row(FILES)
def test_file_says_where_it_comes_from(name: str) -> None:
    assert (HERE / name).read_text(encoding="utf-8").startswith("# ")


@row_by_row(FILES)
def test_heading_stands_once(name: str) -> None:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    assert repeated([line for line in lines if line.startswith("[")]) == []


REPEATING = {"drugs.txt", "dwc-categories.txt", "heads.txt", "frames.txt", "drug-forms.txt"}
"""Files in which an entry can stand in several groups (or, drugs.txt, where names are tested instead of lines)."""


@row_by_row(name for name in FILES if name not in REPEATING | BY_HEADING)
def test_line_stands_once(name: str) -> None:
    lines = [line for group in vocabulary.entries(name).values() for line in group]
    assert repeated(lines) == []


@row_by_row(sorted(BY_HEADING & set(FILES)))
def test_line_stands_once_under_its_heading(name: str) -> None:
    assert [repeated(group) for group in vocabulary.entries(name).values() if repeated(group)] == []


def test_scheme_is_dwcs() -> None:
    assert vocabulary.dwc_categories() == {category: tuple(names.split("|")) for category, names in DWC.items()}


def test_headings_of_drugs_are_dwcs() -> None:
    headings = {("Pharmaceuticals", name) for name in vocabulary.entries("drugs.txt") if name}
    assert headings - KINDS == set()


@pytest.mark.parametrize(
    "name", ["treatments.txt", "modalities.txt", "operations.txt", "drug-classes.txt", "endings.txt"]
)
def test_headings_of_treatments_are_dwcs(name: str) -> None:
    senses = [sense(heading) for heading in vocabulary.entries(name) if heading]
    kinds = {kind for each in senses for kind in (each.usual, *(framed for _, framed in each.framed))}
    assert kinds - KINDS == set()


@pytest.mark.parametrize("name", ["treatments.txt", "modalities.txt", "operations.txt"])
def test_frames_of_headings_are_listed(name: str) -> None:
    framed = {frame for heading in vocabulary.entries(name) if heading for frame, _ in sense(heading).framed}
    assert framed <= {"visits", "thing", "spine", "limb"} & vocabulary.entries("frames.txt").keys()


def test_headings_of_heads_are_dwcs() -> None:
    heads = [head(heading) for heading in vocabulary.entries("heads.txt") if heading]
    senses = [each.sense for each in heads]
    assert {kind for each in senses for kind in (each.usual, *(framed for _, framed in each.framed))} - KINDS == set()
    categories = {category for category, _ in KINDS} | {"any"}
    before = {kind for each in heads for kind in each.before}
    assert {kind for kind in before if kind[1]} - KINDS == set()
    assert {category for category, _ in before} - categories == set()


def test_headings_of_odg_chapters_are_odgs() -> None:
    assert {name for name in vocabulary.entries("odg-chapters.txt") if name} == ODG


@pytest.mark.parametrize("name", ["drugs.txt", "treatments.txt", "modalities.txt", "heads.txt", "odg-chapters.txt"])
def test_nothing_stands_above_the_first_heading(name: str) -> None:
    assert vocabulary.entries(name)[""] == []


@row_by_row(sorted(KINDS))
def test_subcategory_has_a_term(category: str, subcategory: str) -> None:
    treatments = vocabulary.entries("treatments.txt").get(f"{category} / {subcategory}", [])
    drugs = vocabulary.entries("drugs.txt").get(subcategory, [])
    assert treatments or (category == "Pharmaceuticals" and drugs)


def test_drug_stands_once() -> None:
    assert repeated(drug_names()) == []


def test_drug_has_a_name() -> None:
    assert [name for name in drug_names() if not name or name.strip(" :,") != name] == []


def test_term_is_in_lower_case() -> None:
    assert [term for term in treatment_terms() if term != term.lower()] == []


def test_term_opens_with_three_letters_before_a_wildcard() -> None:
    opening = [re.split("[-/ ]", term)[0] for term in treatment_terms()]
    assert [word for word in opening if "*" in word and not re.fullmatch(r"\w{3,}\*", word)] == []


def test_form_of_a_chapter_stands_under_one_chapter() -> None:
    chapters = vocabulary.entries("odg-chapters.txt").items()
    forms = [form for title, more in chapters for form in {spelt(one) for one in [title, *more]}]
    assert repeated([form for form in forms if form]) == []


def test_drug_stands_under_one_class() -> None:
    classes = vocabulary.entries("drugs.txt").values()
    names = [name for lines in classes for name in {spelt(one) for line in lines for one in re.split(r": |, ", line)}]
    assert repeated(names) == []


def test_treatment_stands_under_one_subcategory() -> None:
    files = ("treatments.txt", "modalities.txt", "operations.txt", "drug-classes.txt")
    groups = [lines for name in files for lines in vocabulary.entries(name).values()]
    terms = [term for lines in groups for term in {re.sub(r"[-/ ]+", " ", line) for line in lines}]
    assert repeated(terms) == []


@row_by_row(sorted(ODG))
def test_chapter_is_a_form_of_itself(title: str) -> None:
    found = vocabulary.odg_chapters().longest(words_of(title), 0)
    assert found == (len(words_of(title).words), title)


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("Lumbar Spine", "Low Back"),
        ("Hand, Wrist & Forearm", "Forearm, Wrist, & Hand"),
        ("KNEE AND LEG", "Knee & Leg"),
        ("Mental Illness and Stress", "Mental Illness & Stress"),
        ("Chronic Pain", "Pain"),
    ],
)
def test_other_printing_of_a_chapter(printed: str, title: str) -> None:
    found = vocabulary.odg_chapters().longest(words_of(printed), 0)
    assert found == (len(words_of(printed).words), title)


@pytest.mark.parametrize(
    ("printed", "subcategory"),
    [
        ("Voltaren", "NSAID"),
        ("Voltaren gel", "Topical Analgesics"),
        ("tylenol #3", "Opioids"),
        ("TYLENOL", "Misc Analgesics"),
        ("omeprazole", "Proton Pump Inhibitors"),
    ],
)
def test_longest_name_of_a_drug_decides(printed: str, subcategory: str) -> None:
    name = vocabulary.drugs().longest(words_of(f"{printed} once a day"), 0)
    assert name is not None
    assert name.drug_class == subcategory


@pytest.mark.parametrize("text", ["a small pill", "gel", "", "xomeprazole"])
def test_other_words_name_no_drug(text: str) -> None:
    assert vocabulary.drugs().named_in(text) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Vicodin 5/500", [("hydrocodone/acetaminophen", "Vicodin", "Opioids", "Vicodin")]),
        ("was on  CELEBREX, then", [("celecoxib", "Celebrex", "NSAID", "CELEBREX")]),
        (
            "baclofen and Lunesta",
            [
                ("baclofen", None, "Muscle Relaxant", "baclofen"),
                ("eszopiclone", "Lunesta", "Sedative-hypnotics", "Lunesta"),
            ],
        ),
        (
            "Tylenol with codeine",
            [("acetaminophen/codeine", "Tylenol with codeine", "Opioids", "Tylenol with codeine")],
        ),
        ("Theramine", [("Theramine", "Theramine", "Nutritional Products", "Theramine")]),
    ],
)
def test_drugs_that_a_text_names(text: str, named: list[tuple[str, str | None, str, str]]) -> None:
    drugs = vocabulary.drugs().named_in(text)
    assert [(drug.generic, drug.brand, drug.drug_class, text[slice(*drug.span)]) for drug in drugs] == named


def test_every_name_of_a_drug_is_known_by_its_generic() -> None:
    unknown = []
    for drug_class, lines in vocabulary.entries("drugs.txt").items():
        for line in lines:
            generic, *others = re.split(": |, ", line)
            for name in (generic, *others):
                found = vocabulary.drugs().named_in(name)
                if [(drug.generic, drug.drug_class) for drug in found] != [(generic, drug_class)]:
                    unknown.append(name)
    assert unknown == []


def test_there_are_drugs_enough() -> None:
    assert len(drug_names()) > 4_500


@pytest.mark.parametrize("name", ["treatments.txt", "modalities.txt", "operations.txt", "drug-classes.txt"])
def test_every_term_is_found(name: str) -> None:
    lost = []
    for heading, lines in vocabulary.entries(name).items():
        for line in lines:
            text = words_of(line.removesuffix(" ?").replace("*", "x").replace("...", "which"))
            found = [term.heading for length, term in vocabulary.treatments().at(text, 0) if length == len(text.words)]
            if heading not in found:
                lost.append(line)
    assert lost == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Opioids, criteria for use, page 78", "Opioids, criteria for use"),
        ("Salicylate topicals, and more", "Salicylate topicals"),
        ("Drug  testing; Weaning", "Drug  testing"),
        ("Moon dust therapy", ""),
    ],
)
def test_section_title_ends_where_it_is_printed_to_end(text: str, title: str) -> None:
    entry = Wording(text).entry(vocabulary.section_titles(), 0, len(text))
    assert text[: entry.end if entry else 0] == title


def test_adopted_chapters_of_acoem() -> None:
    assert sorted(vocabulary.acoem_chapters()) == [1, 2, 3, 5, *range(8, 17)]


def test_chapters_of_acoem_are_all_known() -> None:
    assert sorted({int(entry) for entry in NUMBERS}) == list(range(1, 17))


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Pain, Suffering, and the Restoration of Function", "6"),
        ("Independent Medical Examinations and Consultations", "7"),
        ("Forearm, Wrist, and Hand Complaints", "11"),
        ("Stress-Related Conditions", "15"),
    ],
)
def test_title_of_a_chapter_has_its_number(title: str, number: str) -> None:
    assert vocabulary.acoem_titles().longest(words_of(title), 0) == (len(words_of(title).words), number)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("UpToDate", "Websites and reference works"),
        ("American Academy of Sleep Medicine", "Societies"),
        ("J Bone Joint Surg", "Journals"),
        ("Miller's Anesthesia", "Textbooks"),
        ("8 CCR", None),
    ],
)
def test_source_has_its_kind(name: str, kind: str | None) -> None:
    known = vocabulary.sources().longest(words_of(name), 0)
    assert (known[1] if known else None) == kind


@pytest.mark.parametrize(
    ("word", "kind"), [("diary", "Records"), ("surgeon", "Persons"), ("mtus", "Guidelines"), ("knee", None)]
)
def test_word_for_records_has_its_kind(word: str, kind: str | None) -> None:
    assert vocabulary.record_words().get(word) == kind


@pytest.mark.parametrize(
    "title",
    [
        "Acupuncture Treatment",
        "Chronic Pain Medical Treatment",
        "Postsurgical Treatment",
        "Forearm, Wrist, and Hand Complaints",
        "Cervical and Thoracic Spine Disorders",
        "Hip and Groin Disorders",
        "Workplace Mental Health",
        "Traumatic Brain Injury",
        "Work-Related Asthma",
        "COVID-19",
        "Antiemetics",
        "MTUS Drug Formulary",
    ],
)
def test_guideline_is_known(title: str) -> None:
    entry = Wording(title).entry(vocabulary.guideline_titles(), 0, len(title))
    assert entry is not None
    assert entry.end == len(title)


@row_by_row(STATES.split("|"))
def test_state_is_known(state: str) -> None:
    assert state.lower() in vocabulary.states()


@row_by_row(SPECIALTIES.split("|"))
def test_specialty_is_known(specialty: str) -> None:
    assert specialty.lower() in vocabulary.specialties()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Knee & Leg", "Knee and Leg"),
        ("KNEE AND LEG", "knee  and\nleg"),
        ("Workers’ care", "Workers' care"),
    ],
)
def test_two_printings_of_a_title_fold_alike(one: str, other: str) -> None:
    assert spelt(one) == spelt(other)
