"""Checks of what a rationale tells of the worker: drugs tried, care had, work, doses and dates."""

from __future__ import annotations

import pytest
from checked_letters import KNEE, RATIONALE, SUMMARY, codes, item, letter

from imrcli.check.own_parts import own_parts

LIDODERM, NORCO, KNEE_MRI = "Lidoderm patches #30", "Norco 10/325mg #180", "MRI of the right knee"
NO_THERAPY = SUMMARY.replace("Treatment to date has included ibuprofen and physical therapy. ", "")
THERAPY = "He attended six sessions of physical therapy for the right knee."
DISABLED = "He remains temporarily totally disabled."


def found(request: str, says: str, told: str = "", own: str = KNEE) -> list[str]:
    """What is questioned in the sound letter with other reasons, and more in its summary."""
    rationale = f"{says} The request for {request} is not medically necessary."
    return codes(letter(item(request, rationale, own=own), summary=f"{NO_THERAPY} {told}"))


@pytest.mark.parametrize(
    ("says", "told", "questioned"),
    [
        ("The claimant has had no prior physical therapy for this injury.", THERAPY, True),
        ("The patient is naive to physical therapy.", THERAPY, True),
        ("Physical therapy has not been attempted.", THERAPY, True),
        ("This worker has yet to undergo physical therapy.", THERAPY, True),
        ("There have been no chiropractic visits so far.", "He received ten chiropractic visits.", True),
        ("He has not had an injection into this knee.", "He underwent an injection of the right knee.", True),
        ("There has been no physical therapy to the left knee.", THERAPY, False),
        ("There is no physical therapy for the knee.", "He attended therapy sessions for the neck.", False),
        ("There is no evidence that physical therapy was of benefit.", THERAPY, False),
        ("There was no physical therapy in the past six months.", THERAPY, False),
        ("No further physical therapy is indicated.", THERAPY, False),
        ("No physical therapy progress report was submitted.", THERAPY, False),
        ("There is no documentation of aquatic therapy.", THERAPY, False),
        ("The injection is not found to be needed.", "He received an injection of the right knee.", False),
        ("There was no improvement to the knee pain.", "He was seen and is 10 percent better.", False),
    ],
)
def test_care_that_was_had(says: str, told: str, questioned: bool) -> None:
    assert ("said-absent-but-told" in found(KNEE_MRI, says, told)) is questioned


@pytest.mark.parametrize(
    ("says", "told", "questioned"),
    [
        (
            "There is no evidence that gabapentin or another anti-epilepsy drug was ever tried.",
            "Medications including baclofen and gabapentin, the last of which was discontinued, did not help.",
            True,
        ),
        ("There is no documentation that the patient has failed gabapentin.", "Gabapentin was stopped.", True),
        ("No trial of an anti-epilepsy drug is documented.", "Gabapentin was tried.", True),
        ("Neither gabapentin nor a tricyclic has been tried.", "Amitriptyline was taken without relief.", True),
        ("There is no record that a nonselective NSAID was tried.", "Treatment has included ibuprofen.", True),
        ("Morphine was never prescribed.", "Past medications include morphine.", True),
        ("The records do not show a trial of an antidepressant.", "He failed amitriptyline.", True),
        ("There is no evidence that gabapentin was ever tried.", "He has used pregabalin.", False),
        ("There is no evidence that gabapentin was ever tried.", "Gabapentin was requested.", False),
        ("There is no evidence that an antidepressant was tried.", "His mother takes amitriptyline.", False),
        ("There is no documentation of failure of gabapentin.", "He takes gabapentin.", False),
        ("There is no evidence to support the use of gabapentin.", "He used gabapentin.", False),
        ("There is no evidence that gabapentin was tried for six weeks.", "He used gabapentin.", False),
        ("There is no evidence that other anti-epilepsy drugs were tried.", "He used gabapentin.", False),
        ("There is no documentation of the use of gabapentin at night.", "He used gabapentin.", False),
        ("Gabapentin was not prescribed at this visit.", "He used gabapentin.", False),
        ("The guidelines require that gabapentin was tried first.", "He used gabapentin.", False),
    ],
)
def test_drugs_that_were_tried(says: str, told: str, questioned: bool) -> None:
    assert ("said-absent-but-told" in found(LIDODERM, says, told)) is questioned


def test_the_drug_in_dispute_is_not_one_that_came_before() -> None:
    says = "There is no evidence that a short-acting opioid was tried."
    assert "said-absent-but-told" not in found(NORCO, says, "He takes Norco.")
    assert "said-absent-but-told" in found("OxyContin 20mg #60", says, "He takes Norco.")


@pytest.mark.parametrize(
    ("says", "questioned"),
    [
        ("The patient has failed at least nine months of conservative care with therapy and NSAIDs.", True),
        ("Six months of physical therapy and medication have not helped this patient.", True),
        ("Despite eight months of conservative management, the patient remains symptomatic.", True),
        ("Conservative care of more than ten months has failed in this patient.", True),
        ("He has been treated conservatively for nine months.", True),
        ("A full year of conservative management was unsuccessful.", True),
        ("Symptoms have not responded to seven months of conservative measures.", True),
        ("The patient has failed six weeks of conservative care.", False),
        ("The patient has not failed six months of conservative care.", False),
        ("Six months of conservative treatment had not elapsed.", False),
        ("The patient has had only two weeks of the six months of conservative care that are customary.", False),
        ("The standard, six months of conservative care having failed, is not met.", False),
        ("Before surgery, six months of conservative care has to be tried.", False),
        ("The patient had nine months of conservative care for a prior injury.", False),
        ("Fusion is not usually considered during the first three months of symptoms.", False),
        ("She is less than 2 years after the injury.", False),
        ("She is 2 years after the injury.", True),
        ("The surgeon plans six months of physical therapy after surgery.", False),
    ],
)
def test_lengths_of_care(says: str, questioned: bool) -> None:
    assert ("duration-exceeds-injury" in found(KNEE_MRI, says)) is questioned


@pytest.mark.parametrize(
    ("says", "questioned"),
    [
        ("None of these was recorded after November 5, 2017.", True),
        ("The progress report of March 3, 2017 does not describe relief.", True),
        ("As of the visit on 1/15/2017 the worker had no relief.", True),
        ("He had surgery on 02/14/2017.", True),
        ("None of these was recorded after November 5, 2016.", False),
        ("A follow-up visit is scheduled for 01/15/2017.", False),
        ("Weaning is to be completed by 03/01/2017.", False),
        ("The rental period runs 12/29/2016 to 01/28/2017.", False),
        ("The guideline (ACOEM, May 15, 2017) was not in force.", False),
        ("ODG, Pain Chapter, updated 02/02/2017, notes that opioids are risky.", False),
    ],
)
def test_dates_after_the_decision(says: str, questioned: bool) -> None:
    assert ("date-after-decision" in found(NORCO, says)) is questioned


@pytest.mark.parametrize(
    ("says", "questioned"),
    [
        ("The report of September 31, 2016 tells of pain.", True),
        ("On 31 April 2016 the knee was stable.", True),
        ("The note of 10/32/2016 tells of pain.", True),
        ("The visit of February 29, 2016 is noted.", False),
        ("The report of May 31, 2016 tells of pain.", False),
        ("Vital signs are 60/80/2000.", False),
    ],
)
def test_days_that_there_are_not(says: str, questioned: bool) -> None:
    assert ("date-impossible" in found(KNEE_MRI, says)) is questioned


@pytest.mark.parametrize(
    ("says", "questioned"),
    [
        ("The Official Disability Guidelines provide 9 visits over 8 weeks.", True),
        ("In accordance with the ODG, up to 10 visits can be had.", True),
        ("ODG's knee chapter permits nine visits.", True),
        ("ODG criteria are not met in this case.", True),
        ("ODG is silent on this.", False),
        ("The claims administrator relied on ODG, which allows 9 visits.", False),
        ("The MTUS, which quotes ODG, allows ten visits.", False),
        ("The ODG was reviewed and does not speak of it.", False),
    ],
)
def test_a_source_that_the_statement_does_not_cite(says: str, questioned: bool) -> None:
    assert ("rationale-source-not-cited" in found("Physical therapy, 8 sessions", says)) is questioned


@pytest.mark.parametrize(
    ("request_", "says", "questioned"),
    [
        (NORCO, "Six tablets of Norco 10/325mg a day amount to 120 mg of morphine equivalent.", True),
        (NORCO, "He takes 6 tablets of Norco 10/325 mg per day (MED = 120).", True),
        (NORCO, "Norco 10/325mg #180 a month is a morphine equivalent dose of 30 mg per day.", True),
        ("Oxycodone 30mg #120", "He takes oxycodone 30mg every 6 hours. This equals 60 MED.", True),
        ("MS Contin 60mg #60", "MS Contin 60mg twice a day is 60 MED.", True),
        (NORCO, "Six tablets of Norco 10/325mg a day amount to 60 mg of morphine equivalent.", False),
        ("Oxycodone 15mg #90", "Oxycodone 15mg three times a day comes to 67.5 mg of morphine equivalents.", False),
        (NORCO, "Six Norco 10/325mg a day and OxyContin 20mg twice a day amount to 180 MED.", False),
        (NORCO, "Norco 10/325mg is taken six times a day. The MED should not exceed 120 mg.", False),
        (NORCO, "Norco 10/325mg was cut from six to four tablets per day, 40 MED.", False),
        (NORCO, "The agreed ceiling is 120 MED, and six tablets per day of Norco 10/325mg are taken.", False),
        (NORCO, "Norco 10/325mg one to two tablets every 6 hours is 80 MED.", False),
        ("Methadone 10mg #90", "Methadone 10mg three times a day is 240 MED.", False),
    ],
)
def test_daily_doses_of_morphine(request_: str, says: str, questioned: bool) -> None:
    assert ("opioid-dose-differs" in found(request_, says)) is questioned


@pytest.mark.parametrize(
    ("says", "told", "questioned"),
    [
        ("The injured worker has returned to full duty, which he can maintain.", DISABLED, True),
        ("The patient is working full duty.", "Work status: temporarily totally disabled.", True),
        ("The patient remains off work.", "He is working full time with full duty.", True),
        ("The injured worker is working and active.", "The injured worker is not working.", True),
        ("The injured worker has returned to full duty.", "He was disabled until 10/20/2016.", False),
        ("The patient has not returned to full duty.", DISABLED, False),
        ("The worker hopes to be working full time.", DISABLED, False),
        ("His wife is working full time.", DISABLED, False),
        ("The doctor is working with the patient on weaning.", DISABLED, False),
        ("The drug is working.", DISABLED, False),
        ("Without the drug the patient is not working.", "He is working full duty.", False),
        ("There is no documentation that the patient has returned to full duty.", DISABLED, False),
        ("The worker is off work.", "He returned to work and was taken off work again.", False),
    ],
)
def test_whether_the_worker_works(says: str, told: str, questioned: bool) -> None:
    assert ("work-status-differs" in found(NORCO, says, told)) is questioned


@pytest.mark.parametrize(
    ("request_", "own", "questioned"),
    [
        ("Duloxetine 60mg #30", "MTUS Opioids 2017, Section(s): Subacute and Chronic Pain, Opioid Dose.", True),
        ("Omeprazole 20mg #30", "MTUS Opioids 2017, Section(s): Acute Pain.", True),
        ("Norco 10/325mg #60", "MTUS Opioids 2017, Section(s): Subacute and Chronic Pain.", False),
        ("Urine drug screen", "MTUS Opioids 2017, Section(s): Subacute and Chronic Pain.", False),
        ("Gabapentin 300mg #90", "MTUS Opioids 2017, Section(s): Nonopioid medications.", False),
        ("Gabapentin 300mg #90", "MTUS Chronic Pain 2017, Section(s): Medications.", False),
    ],
)
def test_a_guideline_on_another_class_of_drugs(request_: str, own: str, questioned: bool) -> None:
    assert ("guideline-other-treatment" in found(request_, "It is tolerated.", own=own)) is questioned


def test_a_guideline_whose_treatment_the_reasons_speak_of() -> None:
    own = "MTUS Opioids 2017, Section(s): Subacute and Chronic Pain."
    says = "NSAIDs are tried before opioids."
    assert "guideline-other-treatment" not in found("Naproxen 550mg #60", says, own=own)


@pytest.mark.parametrize(
    ("verdict", "questioned"),
    [
        ("The request for 18 sessions of physical therapy is not medically necessary.", False),
        ("Six sessions are medically necessary, and 18 are not medically necessary.", True),
        ("The request for physical therapy is medically necessary.", True),
    ],
)
def test_an_upheld_item_of_which_only_a_part_is_denied(verdict: str, questioned: bool) -> None:
    rationale = f"The worker has a home program. {verdict}"
    text = letter(item("Physical therapy, 24 sessions", rationale))
    assert ("outcome-contradicts-rationale" in codes(text)) is questioned


REVIEW = """MEDICAL PROFESSIONAL REVIEW

ISSUE AT DISPUTE:
1. MRI of the left knee
2. Physical therapy, 8 sessions, left knee

CASE SUMMARY:
The claimant is a 43-year-old male who injured the left knee on January 14, 2013. The left knee was tender.

DOCUMENTS REVIEWED FOR DETERMINATION:
The following relevant documents were reviewed and considered. These documents included:
- Utilization Review Determination dated 3/4/2013
- Orthopedic progress note dated {dated}

MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL REVIEWER AND WHY:
The Professional Reviewer relied upon the Knee Complaints Chapter (ACOEM Practice Guidelines, 2nd Edition (2004),
Chapter 13), pages 341-343, which is part of the MTUS.

RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS NOT MEDICALLY NECESSARY:
1. MRI of the left knee: Symptoms persist. The requested MRI of the {side} knee is not medically necessary.

2. Physical therapy, 8 sessions, left knee: The claimant is active. The request for 8 sessions of physical therapy is
not medically necessary.

MEDICAL REVIEWER QUALIFICATIONS:
The Professional Reviewer is Board Certified in Orthopedic Surgery and is licensed to practice in California.

CM13-0000417
"""


@pytest.mark.parametrize(
    ("side", "dated", "questioned"),
    [
        ("left", "2/22/2013", []),
        ("right", "2/22/2013", ["rationale-other-side"]),
        ("left", "2/30/2013", ["date-impossible"]),
        ("left", "Bates 2/30/13", []),
    ],
)
def test_reasons_for_several_items_under_headings_and_the_list_of_documents(
    side: str, dated: str, questioned: list[str]
) -> None:
    assert codes(REVIEW.format(side=side, dated=dated)) == questioned


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1. MRI: sound. 2 more.\n2. Brace: not needed.", ["1. MRI: sound. 2 more.\n", "2. Brace: not needed."]),
        ("MRI:\nIt is sound.\nBrace:\nIt is not.", ["MRI:\nIt is sound.\n", "Brace:\nIt is not."]),
        ("The MRI is sound, the brace is not.", None),
        ("1. Rest is best.\n2. So is ice.", None),
        ("2. Brace: no.\n1. MRI: yes.", None),
        ("1. MRI: yes.", None),
    ],
)
def test_the_parts_of_a_shared_rationale(text: str, parts: list[str] | None) -> None:
    own = own_parts(text, (0, len(text)), {0: "MRI", 1: "Brace"})
    assert (own and [text[slice(*own[place])] for place in (0, 1)]) == parts


def test_the_sound_letter_with_less_in_its_summary_is_not_questioned() -> None:
    assert codes(letter(item(rationale=RATIONALE), summary=NO_THERAPY)) == []
