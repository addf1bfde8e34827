"""What OCR damages, and what is mended in it: words as they are read, and as what they are taken."""

from __future__ import annotations

import pytest

from imrcli.ingest.ocr.clean import cleaned
from imrcli.ingest.ocr.glued import parted
from imrcli.ingest.ocr.mend import FIRST
from imrcli.ingest.ocr.mending import Mendings
from imrcli.ingest.ocr.numbers import as_number, joined, numbered
from imrcli.ingest.ocr.outcomes import decided
from imrcli.ingest.ocr.phrases import phrased
from imrcli.ingest.ocr.spelling import spelled
from imrcli.ingest.ocr.words import Line, Word

HEIGHT, WIDTH, SPACE = 24, 10, 12


def line(text: str, sure: float = 0.5) -> Line:
    """A line of words, each letter as wide as the others."""
    words, left = [], 0
    for word in text.split():
        words.append(Word(word, (left, 0, left + WIDTH * len(word), HEIGHT), sure, sure))
        left += WIDTH * len(word) + SPACE
    return Line(tuple(words))


def text_of(lines: list[Line]) -> str:
    return "\n".join(" ".join(word.text for word in each.words) for each in lines)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("UR Denial Date: | 11/22/2016", "UR Denial Date: 11/22/2016"),
        ("Federal Services |,", "Federal Services"),
        ("the spécialties of thé panel", "the specialties of the panel"),
        ("‘hips and ‘knees", "hips and knees"),
        ("from 3 visits a week to | or less", "from 3 visits a week to 1 or less"),
        ("Priority: | Standard", "Priority: Standard"),
        ("e Medical records", "• Medical records"),
        ("© Medical records", "• Medical records"),
        ("A letter of e Medical records", "A letter of e Medical records"),
        ("a dose of 5 - 10 mg & rest", "a dose of 5 - 10 mg & rest"),
    ],
)
def test_what_is_no_print_is_left_out(read: str, printed: str) -> None:
    assert text_of(cleaned([line(read)], Mendings())) == printed


def test_a_line_without_print_is_left_out() -> None:
    assert cleaned([line("| _ ~")], Mendings()) == []


def test_quotes_of_words_that_are_sure_stay() -> None:
    assert text_of(cleaned([line("‘mild’ pain", sure=0.97)], Mendings())) == "‘mild’ pain"


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("l2/O9/2016", "12/09/2016"),
        ("1I/22/2016.", "11/22/2016."),
        ("]1-15-16,", "11-15-16,"),
        ("CM17-00l0885", "CM17-0010885"),
        ("CMI7-OO10885", "CM17-0010885"),
        ("CM17-0010885", "CM17-0010885"),
        ("CM17-(010885", "CM17-0010885"),
        ("LS-S1", "L5-S1"),
        ("LA-L5", "L4-L5"),
        ("L5-SI", "L5-S1"),
        ("LO.", "10."),
        ("2O16", "2016"),
        ("0,0375%", "0.0375%"),
        ("10,000", "10,000"),
        ("illness", "illness"),
        ("OIl", "OIl"),
        ("L5", "L5"),
        ("I/O", "I/O"),
        ("and/or", "and/or"),
        ("12", "12"),
        ("C5-C6", "C5-C6"),
    ],
)
def test_numbers_whose_digits_were_taken_for_letters(read: str, printed: str) -> None:
    assert as_number(read) == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("On | 1-22-2016, the", "On 11-22-2016, the"),
        ("dated 1 1-3-16 and", "dated 11-3-16 and"),
        ("seen 1 11-22-2016, the", "seen 1 11-22-2016, the"),
        ("took 1 2-6-16", "took 1 2-6-16"),
        ("CM 13-(004471", "CM13-0004471"),
        ("CM 13 of them", "CM 13 of them"),
        ("4, One drug screen", "4. One drug screen"),
        ("J. One sling\n2. One brace", "1. One sling\n2. One brace"),
        ("J. One sling", "J. One sling"),
        ("4, and one drug screen", "4, and one drug screen"),
    ],
)
def test_a_one_that_was_parted_from_its_date(read: str, printed: str) -> None:
    mendings = Mendings()
    assert text_of(numbered(joined([line(part) for part in read.split("\n")], mendings), mendings)) == printed


def test_a_one_far_from_a_date_is_no_part_of_it() -> None:
    far = Line((Word("|", (0, 0, 4, HEIGHT), 0.5), Word("1-22-2016", (40, 0, 130, HEIGHT), 0.5)))
    assert text_of(joined([far], Mendings())) == "| 1-22-2016"


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("CLINICAL CASF SUMMARY", "CLINICAL CASE SUMMARY"),
        ("Decision bused on MTUS Low Back Complaints 2004", "Decision based on MTUS Low Back Complaints 2004"),
        ("Date Assigued: 11/09/2016", "Date Assigned: 11/09/2016"),
        ("Neck and Upper Bock Complaints 2004, Scection(s): Summary.", None),
        ("Disability Guidelines (OQDG), Pain", "Disability Guidelines (OQDG), Pain"),
        ("Official Disability Guidelines (OQDG), Pain", "Official Disability Guidelines (ODG), Pain"),
        ("Chronic Pain Treatmcnt 2009", "Chronic Pain Treatment 2009"),
        ("Physica) Medicine and Rehabilitation", "Physical Medicine and Rehabilitation"),
        ("he has pain in the low bank", "he has pain in the low bank"),
        ("Low Back Complaints 2004, Section(s); Summary", "Low Back Complaints 2004, Section(s): Summary"),
        ("Decision based. on MTUS Low", "Decision based on MTUS Low"),
        ("A sling is not medically necessary and appropriate,", "A sling is not medically necessary and appropriate."),
        ("Forearm. Wrist, and Hand Complaints 2004", "Forearm, Wrist, and Hand Complaints 2004"),
    ],
)
def test_words_of_the_form_and_titles(read: str, printed: str | None) -> None:
    expected = printed or "Neck and Upper Back Complaints 2004, Section(s): Summary."
    assert text_of(phrased([line(read, sure=0.7)], Mendings())) == expected


@pytest.mark.parametrize(
    "printed",
    ["Chronic Pain Treatment 2007", "Date of Inquiry:", "a Decision Dale signed", "Low Back Complaint"],
    ids=["another year", "another label", "a name", "one, not several"],
)
def test_what_is_read_with_confidence_is_left(printed: str) -> None:
    assert text_of(phrased([line(printed, sure=0.97)], Mendings())) == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("MRI of the right wrist: Uphcld", "MRI of the right wrist: Upheld"),
        ("Six visits of acupuncture: Overtumed", "Six visits of acupuncture: Overturned"),
        ("A sling is: Uphela", "A sling is: Upheld"),
        ("A sling:\nOvertumed", "A sling:\nOverturned"),
        ("He was told: Unheard", "He was told: Unheard"),
        ("the denial was Uphcld", "the denial was Uphcld"),
        ("A sling: Upheld", "A sling: Upheld"),
    ],
)
def test_outcomes(read: str, printed: str) -> None:
    assert text_of(decided([line(part) for part in read.split("\n")], Mendings())) == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Jumbar", "lumbar"),
        ("necessury.", "necessary."),
        ("docutnentation", "documentation"),
        ("guidelities,", "guidelines,"),
        ("crearn", "cream"),
        ("fell", "fell"),
        ("Kowalczyk", "Kowalczyk"),
        ("T12", "T12"),
        ("MR1,", "MRI,"),
        ("0DG", "ODG"),
        ("PR1", "PR1"),
        ("B12", "B12"),
        ("pain", "pain"),
        ("Culifornia,Missouri", "California,Missouri"),
        ("Certificution(s)/Specialty:", "Certification(s)/Specialty:"),
        ("Kowalczyk,Kovacs", "Kowalczyk,Kovacs"),
    ],
)
def test_words_with_a_letter_that_looks_like_another(read: str, printed: str) -> None:
    assert text_of(spelled([line(read)], Mendings())) == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("the worker.is tired", "the worker is tired"),
        ("due tothe pain", "due to the pain"),
        ("a female, a53 year old", "a female, a 53 year old"),
        ("the MR1at this time", "the MRI at this time"),
        ("the (MRIof the knee)", "the (MRI of the knee)"),
        ("by 0DGand MTUS", "by ODG and MTUS"),
        ("asked fora trial ofa", "asked for a trial of a"),
        ("two MRIs and NSAIDs", "two MRIs and NSAIDs"),
        ("an ASA of data", "an ASA of data"),
        ("T12to L1is", "T12to L1is"),
        ("Texas, New York.California", "Texas, New York, California"),
        ("with e.g. ibuprofen", "with e.g. ibuprofen"),
        ("for pain.The next", "for pain.The next"),
        ("level a53 was", "level a53 was"),
        ("the therapist often", "the therapist often"),
    ],
)
def test_glued_words(read: str, printed: str) -> None:
    assert text_of(parted([line(read)], Mendings())) == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("this request is.not medically", "this request is not medically"),
        ("the patient’was seen", "the patient was seen"),
        ("weeks.of therapy", "weeks of therapy"),
        ("sent to.an expert", "sent to an expert"),
        ("the patient's pain", "the patient's pain"),
        ("the worker.has pain", "the worker.has pain"),
        ("it isn't so", "it isn't so"),
    ],
)
def test_small_words_are_parted_however_sure_the_engine_is(read: str, printed: str) -> None:
    assert text_of(parted([line(read, sure=0.97)], Mendings())) == printed


def test_a_stroke_before_a_date_is_joined_to_it_before_strokes_are_left_out() -> None:
    mendings = Mendings()
    lines = [line("On | 1/30/2016, there")]
    for step in FIRST:
        lines = step(lines, mendings)
    assert text_of(lines) == "On 11/30/2016, there"
    assert [code for code, _ in mendings.notes(1)] == ["ocr-number"]


def test_a_word_read_with_confidence_is_left() -> None:
    assert text_of(spelled([line("Jumbar", sure=0.96)], Mendings())) == "Jumbar"


def test_what_was_mended_is_told_once_a_page_and_kind() -> None:
    mendings = Mendings()
    spelled([line("Jumbar necessury")], mendings)
    numbered([line("2O16")], mendings)
    assert mendings.notes(3) == [
        ("ocr-words", "page 3: words that OCR damaged: read 'Jumbar' as 'lumbar', 'necessury' as 'necessary'"),
        ("ocr-number", "page 3: numbers that OCR damaged: read '2O16' as '2016'"),
    ]
