"""Checks of what is judged, by which criteria and on which facts: what must be questioned, and what must not."""

from __future__ import annotations

import pytest
from checked_letters import (
    DEPENDENT,
    NSAID,
    PT,
    RATIONALE,
    SUMMARY,
    argued,
    codes,
    doubts,
    item,
    letter,
    none_cited,
    partial,
    summarized,
)

REASON = "The ACOEM Guidelines state that care comes before studies. In this case no red flag is documented."


def judged(verdict: str, request: str = "MRI of the right knee", summary: str = SUMMARY) -> str:
    """The sound letter with another verdict."""
    return letter(item(request, f"{REASON} {verdict}"), summary=summary)


def based(rationale: str, request: str, own: str = PT) -> str:
    """The sound letter with another item, its whole rationale and the reviewer's statement."""
    return letter(item(request, f"{rationale} The request is not medically necessary.", own=own))


def facts(denied: str, told: str, request: str = "MRI of the right knee") -> str:
    """The sound letter with a sentence more in its rationale and one more in its summary."""
    return letter(
        item(request, RATIONALE.replace("In\nthis case", denied + " In this case")), summary=SUMMARY + " " + told
    )


CHRONIC = "MTUS Chronic Pain Medical Treatment 2016, Section(s): "
GUIDELINE_TEXT = (
    "Physical medicine encompasses interventions that are within the scope of various practitioners. Passive therapy is"
    " not indicated for chronic pain in most instances. Active therapy is based on the philosophy that exercise is"
    " beneficial for restoring flexibility, strength, endurance, function and range of motion. Active therapy"
    " requires an"
    " internal effort by the individual to complete a specific exercise or task. This form of therapy may require"
    " supervision from a therapist or medical provider such as verbal, visual or tactile instruction. Patients are"
    " instructed and expected to continue active therapies at home as an extension of the treatment process. Home"
    " exercise"
    " can include exercise with or without mechanical assistance. Allow for fading of treatment frequency. Myalgia and"
    " myositis: 9-10 visits over 8 weeks. Neuralgia, neuritis and radiculitis: 8-10 visits over 4 weeks."
)

FIRES = [
    # a surgery that the letter decides the other way
    (
        "depends-on-other-outcome",
        letter(
            item(
                "Right knee arthroscopy", "He has locking. The right knee arthroscopy is medically necessary."
            ).replace(": Upheld", ": Overturned"),
            item("Postoperative therapy, 12 visits", DEPENDENT),
        ),
    ),
    # levels of the spine, signs of the examination
    (
        "verdict-other-levels",
        judged("The fusion at L3-L4 is not medically necessary.", "Lumbar fusion at L4-L5"),
    ),
    ("examination-differs", facts("McMurray's test was negative.", "McMurray was positive on the right.")),
    # another part of the body in the verdict, though the rationale knows the item's
    (
        "rationale-other-body-part",
        judged("The right knee hurts. An MRI of the lumbar spine is not medically necessary."),
    ),
    (
        "rationale-other-body-part",
        judged("The request for MRI of the cervical spine is not medically necessary.", "X-ray of the thoracic spine"),
    ),
    ("rationale-other-body-part", judged("Certification of the hip MRI is denied.")),
    (
        "rationale-other-body-part",
        judged("EMG of the upper extremities is not supported, and the request is denied.", "EMG of both legs"),
    ),
    # the daily dose of an opioid, and work
    (
        "opioid-dose-differs",
        based("Six tablets of Norco 10/325mg a day amount to 120 MED.", "Norco 10/325mg #180"),
    ),
    ("work-status-differs", facts("The patient has returned to full duty.", "He is temporarily totally disabled.")),
    # side
    ("rationale-other-side", judged("The right knee hurts. MRI of the left knee is not medically necessary.")),
    ("rationale-other-side", argued("The patient has an effusion of the left knee.")),
    (
        "verdict-wider-or-narrower",
        judged("MRI of the left hip is not medically necessary.", "MRI of the bilateral hips"),
    ),
    ("verdict-wider-or-narrower", judged("MRI of both knees is not medically necessary.")),
    ("verdict-wider-or-narrower", judged("The requested EMG/NCV is not medically necessary.", "EMG of the right leg")),
    ("side-with-plural", letter(item("MRI of the right knees"))),
    # treatment
    ("rationale-other-treatment", judged("CT of the right knee is not medically necessary.")),
    ("rationale-other-treatment", judged("I recommend non-certification of the arthroscopy.")),
    (
        "rationale-other-treatment",
        judged("Interferential stimulation is not medically necessary.", "Cold therapy unit, 14 days"),
    ),
    ("rationale-other-treatment", judged("The requested zolpidem is not medically necessary.", "Lunesta 3mg #30")),
    (
        "rationale-other-treatment",
        based("In this case, the request is for a facet injection.", "Epidural steroid injection at L4-5"),
    ),
    (
        "review-other-treatment",
        letter(
            item(), summary=SUMMARY.replace("non-certified the request", "non-certified the request for acupuncture")
        ),
    ),
    (
        "review-other-treatment",
        letter(
            item(), summary=SUMMARY.replace("non-certified the request", "denied the request for MRI of the left wrist")
        ),
    ),
    ("item-twice", letter(item(), item(rationale="The request is decided above and not medically necessary."))),
    # number
    (
        "rationale-other-quantity",
        judged("24 sessions of physical therapy are not medically necessary.", "Physical therapy, 18 sessions"),
    ),
    (
        "rationale-other-quantity",
        judged("Naproxen 550mg quantity 90 is not medically necessary.", "Naproxen 550mg #60"),
    ),
    (
        "original-request-judged",
        letter(
            partial("Acupuncture, 5 visits", "Acupuncture, 8 visits", "Acupuncture, 3 visits").replace(
                "The request is not", "The request for 8 visits of acupuncture is not"
            )
        ),
    ),
    (
        "visits-differ",
        letter(
            item(
                "Physical therapy, 6 visits", "The patient has completed 12 therapy visits. Six more are not necessary."
            ),
            summary=SUMMARY + " He attended 6 physical therapy visits.",
        ),
    ),
    # drugs
    ("strength-not-made", letter(item("Baclofen 100mg #60", own=NSAID))),
    ("strength-not-made", letter(item("Norco 10/235mg #60", own=NSAID))),
    ("count-does-not-fit", letter(item("Baclofen 10mg #40, one tablet twice a day for 14 days", own=NSAID))),
    ("count-does-not-fit", letter(item("Naproxen 500mg, 1 tab bid x 30 days, #30", own=NSAID))),
    ("request-strength-differs", judged("Naproxen 500mg #60 is not medically necessary.", "Naproxen 550mg #60")),
    # facts
    ("said-absent-but-told", facts("There is no request for authorization.", "He has pain.")),
    ("said-absent-but-told", facts("No RFA was submitted.", "The RFA of 10/31/2016 asked for the study.")),
    ("said-absent-but-told", facts("There are no x-rays of the knee.", "X-rays of the right knee showed no fracture.")),
    (
        "said-absent-but-told",
        facts("No injections have been tried.", "He had a cortisone injection of the right knee."),
    ),
    ("said-absent-but-told", facts("The work status was not documented.", "He is on modified duty.")),
    ("said-absent-but-told", facts("The patient does not have any swelling.", "The right knee was swollen.")),
    (
        "said-absent-but-told",
        facts(
            "There are no sleep or gastrointestinal complaints.",
            "He has heartburn with ibuprofen.",
            "Omeprazole 20mg #30",
        ),
    ),
    (
        "said-absent-but-told",
        facts(
            "There is no documentation of radicular complaints.",
            "The low back pain radiates to the left foot.",
            "MRI of the lumbar spine",
        ),
    ),
    (
        "said-absent-but-told",
        facts(
            "There is no urine drug screen on file.",
            "A urine drug screen of 9/1/2016 was normal.",
            "Norco 10/325mg #60",
        ),
    ),
    (
        "said-absent-but-told",
        facts(
            "There is no documentation of prior acupuncture.",
            "He completed six acupuncture visits.",
            "Acupuncture, 6 visits",
        ),
    ),
    (
        "said-absent-but-told",
        facts("The records contain no CURES report.", "A CURES report is on file.", "Norco 10/325mg #60"),
    ),
    ("said-absent-but-told", facts("He has had no surgery.", "He is status post arthroscopy of the right knee.")),
    ("said-present-but-denied", facts("The patient has numbness of the leg.", "He denied numbness and tingling.")),
    ("said-present-but-denied", facts("He complains of insomnia.", "There was no insomnia.", "Lunesta 3mg #30")),
    # lengths of time
    ("duration-exceeds-injury", argued("The patient has had pain for over eight months.")),
    ("duration-exceeds-injury", argued("He has a two year history of knee pain.")),
    ("duration-exceeds-injury", argued("The patient is nine months after the injury.")),
    # dates
    ("date-impossible", argued("The worker was seen on 10/12/3016.")),
    ("date-impossible", summarized("He was seen again on 13/25/2016.")),
    ("date-impossible", summarized("He was born on 04-17-2013.")),
    # reasons
    ("reasons-for-other-outcome", argued("The patient meets the criteria for an MRI.")),
    ("reasons-for-other-outcome", argued("The study is consistent with the guidelines.")),
    (
        "reasons-for-other-outcome",
        letter(
            item(rationale="In this case, the patient does not meet the criteria. The MRI is medically necessary.")
        ).replace(": Upheld", ": Overturned"),
    ),
    ("rationale-mostly-guideline", based(GUIDELINE_TEXT, "Physical therapy for the right knee, 12 visits")),
    # criteria
    (
        "criteria-other-treatment",
        based("The MTUS recommends proton pump inhibitors for patients at risk.", "Famotidine 20mg #60", NSAID),
    ),
    (
        "criteria-other-treatment",
        based(
            "Topical NSAIDs are recommended for osteoarthritis of joints that lend themselves to it.",
            "Motrin 600mg #60",
        ),
    ),
    (
        "criteria-other-treatment",
        based("The ODG recommends epidural steroid injections for radicular pain.", "MRI of the lumbar spine"),
    ),
    ("guideline-other-treatment", letter(item("Acupuncture, 6 visits", own=CHRONIC + "Cyclobenzaprine (Flexeril)."))),
    (
        "guideline-other-treatment",
        letter(item("MRI of the lumbar spine", own=CHRONIC + "Epidural steroid injections.")),
    ),
    (
        "administrator-guideline-other-treatment",
        letter(item("Baclofen 10mg #60", theirs=CHRONIC + "Gabapentin (Neurontin).", own=CHRONIC + "Baclofen.")),
    ),
    (
        "criteria-other-body-part",
        letter(item(rationale="Findings that identify specific nerve compromise warrant imaging. None are seen here.")),
    ),
    # evidence
    (
        "administrator-cites-nothing",
        letter(
            none_cited("MRI of the right knee", RATIONALE).replace(
                "The Expert Reviewer did not cite", "Decision based on"
            )
        ),
    ),
    # each chapter of another part, beside a right one too
    ("guideline-other-body-part", letter(item(own="MTUS Knee Complaints 2004, and Elbow Complaints 2007."))),
]


@pytest.mark.parametrize(("code", "text"), FIRES, ids=[f"{n}-{c}" for n, (c, _) in enumerate(FIRES)])
def test_found(code: str, text: str) -> None:
    assert code in codes(text)


SILENT = [
    ("rationale-other-body-part", judged("MRI of the right knee, for pain below the hip, is not medically necessary.")),
    ("rationale-other-body-part", judged("The knee MRI is not medically necessary; neither is fusion of the spine.")),
    (
        "rationale-other-body-part",
        letter(
            item(rationale="As the shoulder MRI was denied, so is this. MRI of the knee is not medically necessary."),
            item("MRI of the right shoulder", "Shoulder pain is mild. MRI of the shoulder is not medically necessary."),
        ),
    ),
    (
        "rationale-other-body-part",
        judged(
            "EMG of the cervical paraspinals and both arms is not medically necessary.", "EMG of the upper extremities"
        ),
    ),
    ("rationale-other-body-part", judged("Sacroiliac injection is not necessary.", "Injection of the left SI joint")),
    ("rationale-other-side", argued("The left knee was normal when compared with the right.")),
    ("rationale-other-side", judged("MRI of the knee is not medically necessary.")),
    ("rationale-other-side", judged("MRI of the right knee is denied; his left shoulder is not at issue.")),
    ("verdict-wider-or-narrower", judged("MRI of the hips is not medically necessary.", "MRI of the bilateral hips")),
    (
        "verdict-wider-or-narrower",
        letter(
            item("EMG of the right leg", "The EMG/NCV is not medically necessary."),
            item("NCV of the right leg", "The EMG/NCV is not medically necessary, as above."),
        ),
    ),
    ("side-with-plural", letter(item("MRI of the right and left knees"))),
    # treatment
    ("rationale-other-treatment", judged("The imaging study is not medically necessary.")),
    ("rationale-other-treatment", judged("Hydrocodone is not medically necessary.", "Norco 10/325mg #60")),
    ("rationale-other-treatment", judged("The muscle relaxant is not medically necessary.", "Flexeril 10mg #30")),
    ("rationale-other-treatment", judged("Arthroscopy would be necessary only if the MRI showed a tear.")),
    ("rationale-other-treatment", argued("The guidelines state that physical therapy is medically necessary first.")),
    ("rationale-other-treatment", judged("If surgery were necessary, MRI would be too. The MRI is not necessary.")),
    (
        "rationale-other-treatment",
        judged("As the arthroscopy is not medically necessary, this is not medically necessary.", "Knee brace"),
    ),
    (
        "rationale-other-treatment",
        judged("Lisinopril, decided elsewhere, is medically necessary. Norvasc is not necessary.", "Norvasc 5mg #30"),
    ),
    ("rationale-other-treatment", judged("Nausea from opioids is no approved use. It is denied.", "Zofran 4mg #30")),
    ("rationale-other-treatment", judged("The ten visits are medically necessary.", "Physical therapy, 10 visits")),
    ("review-other-treatment", summarized("Utilization Review denied acupuncture and MRI of the right knee.")),
    ("review-other-treatment", summarized("Utilization Review denied the request for imaging on 11-07-2016.")),
    ("item-twice", letter(item(), item("MRI of the right knee with contrast", "MRI with contrast is not necessary."))),
    (
        "depends-on-other-outcome",
        letter(
            item("Right knee arthroscopy", "The right knee arthroscopy is not medically necessary."),
            item("Postoperative therapy, 12 visits", DEPENDENT),
        ),
    ),
    (
        "depends-on-other-outcome",
        letter(
            item(
                "Right knee arthroscopy", "He has locking. The right knee arthroscopy is medically necessary."
            ).replace(": Upheld", ": Overturned"),
            item("Cold therapy unit", "As the surgery is medically necessary, a week of cold is enough; it is denied."),
        ),
    ),
    # number
    (
        "rationale-other-quantity",
        judged(
            "Six more would bring the total to 24 sessions. Therapy is not necessary.", "Physical therapy, 6 sessions"
        ),
    ),
    (
        "rationale-other-quantity",
        judged(
            "The guidelines recommend 10 visits. Therapy is not medically necessary.", "Physical therapy, 18 visits"
        ),
    ),
    (
        "visits-differ",
        letter(
            item("Physical therapy, 6 visits", "The patient has completed at least 12 visits of therapy."),
            summary=SUMMARY + " He attended 6 physical therapy visits.",
        ),
    ),
    (
        "visits-differ",
        letter(
            item("Physical therapy, 6 visits", "The patient has completed 6 visits of therapy."),
            summary=SUMMARY + " He attended 4 visits, later 6 physical therapy visits.",
        ),
    ),
    # drugs
    ("strength-not-made", letter(item("Gabapentin 600mg #90", own=NSAID))),
    ("strength-not-made", letter(item("Baclofen 40mg per day", own=NSAID))),
    ("strength-not-made", letter(item("Ketoprofen 20% cream 120 grams", own=NSAID))),
    ("strength-not-made", letter(item("Anaprox DS 550mg #60", own=NSAID))),
    ("strength-not-made", letter(item("Trazodone 50-100mg at bedtime #60", own=NSAID))),
    ("count-does-not-fit", letter(item("Baclofen 10mg #28, one tablet twice a day for 14 days", own=NSAID))),
    ("count-does-not-fit", letter(item("Naproxen 500mg, 1-2 tablets bid as needed for 30 days, #60", own=NSAID))),
    ("request-strength-differs", judged("Naproxen 550 mg #60 is not medically necessary.", "Naproxen 550mg #60")),
    # facts
    ("said-absent-but-told", facts("There is no recent x-ray report.", "X-rays of the right knee showed no fracture.")),
    ("said-absent-but-told", facts("There are no x-rays of the hip.", "X-rays of the right knee showed no fracture.")),
    ("said-absent-but-told", facts("There is no documentation of failed injections.", "He had an injection.")),
    ("said-absent-but-told", facts("No injections have been tried.", "A cortisone injection was recommended.")),
    ("said-absent-but-told", facts("There is no swelling.", "There was no swelling of the right knee.")),
    (
        "said-absent-but-told",
        facts(
            "There is no evidence of radiculopathy.", "The pain radiates to the left foot.", "MRI of the lumbar spine"
        ),
    ),
    (
        "said-absent-but-told",
        facts("There are no radicular complaints.", "Neck pain radiates to the arm.", "MRI of the lumbar spine"),
    ),
    (
        "said-absent-but-told",
        letter(
            item(rationale=RATIONALE.replace("In\nthis case", "No RFA was submitted. In this case")),
            summary=SUMMARY.replace(
                "The request for authorization was dated\n10-31-2016",
                "The request for authorization for acupuncture was dated 10-31-2016",
            ),
        ),
    ),
    ("said-present-but-denied", facts("The patient has numbness of the leg.", "He has numbness of the right leg.")),
    ("said-absent-but-told", facts("No surgery is planned.", "He is status post arthroscopy of the right knee.")),
    ("said-absent-but-told", facts("There is no trial of gabapentin.", "The plan was to start gabapentin.")),
    ("said-present-but-denied", facts("If the patient has numbness, an EMG is next.", "He denied numbness.")),
    ("said-present-but-denied", facts("The patient has numbness of the fingers.", "He denied numbness of the legs.")),
    # lengths of time
    ("duration-exceeds-injury", argued("The guidelines allow therapy for six months.")),
    ("duration-exceeds-injury", argued("The patient has a history of diabetes for ten years.")),
    ("duration-exceeds-injury", argued("The patient has had pain for six weeks.")),
    ("duration-exceeds-injury", argued("A trial of care for three months should come before it.")),
    # dates
    ("date-impossible", summarized("He was seen again on 10/25/16.")),
    ("date-impossible", summarized("He was born on 04-17-1972.")),
    # reasons
    ("reasons-for-other-outcome", argued("The patient does not meet the criteria for an MRI.")),
    ("reasons-for-other-outcome", argued("An MRI would be consistent with the guidelines after a longer time.")),
    (
        "reasons-for-other-outcome",
        argued("The patient meets the criteria for an MRI. However, one was done last month, which has not been seen."),
    ),
    ("reasons-for-other-outcome", argued("Two of the four criteria have been met.")),
    (
        "reasons-for-other-outcome",
        judged("The reasons for denial are not supported by the file. The MRI is medically necessary.").replace(
            ": Upheld", ": Overturned"
        ),
    ),
    ("reasons-for-other-outcome", argued("The ODG states that whoever meets the criteria may have an MRI.")),
    ("rationale-mostly-guideline", letter()),
    (
        "rationale-mostly-guideline",
        based(
            GUIDELINE_TEXT
            + " In this case, the patient has completed six visits and works full duty. He reports no pain"
            " at rest. The records show full motion and strength of the right knee. The provider gave no goals, and the"
            " patient has been shown a home program that he does every day without difficulty.",
            "Physical therapy for the right knee, 12 visits",
        ),
    ),
    # criteria
    (
        "criteria-other-treatment",
        based("The MTUS recommends proton pump inhibitors for patients at risk.", "Omeprazole 20mg #60", NSAID),
    ),
    ("criteria-other-treatment", based("NSAIDs are recommended for the shortest time.", "Celebrex 200mg #30", NSAID)),
    ("criteria-other-treatment", based("Imaging is recommended where surgery is considered.", "MRI of the right knee")),
    (
        "criteria-other-treatment",
        based("The ODG recommends physical therapy before a study. Knee MRI is for tears.", "MRI of the right knee"),
    ),
    ("criteria-other-treatment", based("Oral NSAIDs are recommended first.", "Flector patch #30")),
    ("guideline-other-treatment", letter(item("Acupuncture, 6 visits", own=CHRONIC + "Acupuncture, Massage therapy."))),
    ("guideline-other-treatment", letter(item("Naproxen 550mg #60", own=CHRONIC + "Anti-inflammatory medications."))),
    ("guideline-other-treatment", letter(item())),
    (
        "criteria-other-body-part",
        letter(item("MRI of the lumbar spine", "Findings that identify specific nerve compromise.")),
    ),
    (
        "administrator-guideline-other-treatment",
        letter(item("Biofeedback, 6 visits", "The visits are not medically necessary.", theirs=PT, own=PT)),
    ),
    # evidence
    ("administrator-cites-nothing", letter()),
    ("administrator-cites-nothing", letter(none_cited("MRI of the right knee", "It is not medically necessary."))),
    # requests for authorization of something else
    ("ur-late", summarized("The RFA for acupuncture was dated 09-20-2016.")),
    (
        "request-after-ur",
        letter(
            item(),
            summary=SUMMARY.replace("The request for authorization was dated\n10-31-2016.", "")
            + " The request for authorization of chiropractic care was dated 11-20-2016.",
        ),
    ),
    # a full stop ends a match
    (
        "rationale-other-treatment",
        judged("He was seen for acupuncture. It is not medically necessary to repeat the study."),
    ),
    (
        "rationale-other-quantity",
        judged("He had 24 sessions. The request is not necessary.", "Physical therapy, 18 sessions"),
    ),
]


@pytest.mark.parametrize(("code", "text"), SILENT, ids=[f"{n}-{c}" for n, (c, _) in enumerate(SILENT)])
def test_silent(code: str, text: str) -> None:
    assert code not in codes(text)


def test_one_verdict_is_questioned_once() -> None:
    """By the gravest doubt, where its part, its treatment and its number are all others."""
    text = judged("CT of the cervical spine is not medically necessary.", "MRI of the right knee")
    questioned = [doubt for doubt in doubts(text) if "CT of the cervical spine" in doubt.message]
    assert [doubt.code for doubt in questioned] == ["rationale-other-body-part"]


@pytest.mark.parametrize("text", [text for _, text in FIRES])
def test_a_finding_says_why_it_matters(text: str) -> None:
    for doubt in doubts(text):
        assert doubt.message.count(". ") + doubt.message.count("? ") + doubt.message.count("” ") > 0
        assert doubt.message.endswith(".")
