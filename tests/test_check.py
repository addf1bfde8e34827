"""Checks: one thing changed in a sound letter must be found, and what looks like it must not."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from checked_letters import (
    DEPENDENT,
    NSAID,
    PT,
    RATIONALE,
    SUMMARY,
    argued,
    codes,
    item,
    letter,
    none_cited,
    partial,
    summarized,
    without,
)
from test_check_judged import FIRES as FIRES_JUDGED

from imrcli.check import checks
from imrcli.check.registry import FAMILIES
from imrcli.ingest import from_text
from imrcli.reading import Reading

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"


def test_a_sound_letter_has_none() -> None:
    assert codes(letter()) == []


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_the_samples_are_sound(path: Path) -> None:
    """But for the times of the first years, which were long, and for administrators that cite nothing."""
    assert set(codes(path.read_text(encoding="utf-8"))) <= {"decision-late", "administrator-cites-nothing"}


FIRES = [
    # outcomes
    ("outcome-contradicts-rationale", letter().replace("is not\nmedically necessary", "is medically necessary")),
    ("support-then-denied", argued("There is documentation to support the request for the study.")),
    ("upheld-as-duplicate", argued("The study was previously authorized. This request would be duplicative.")),
    # dates
    ("date-order", letter().replace("Date of Injury: 09/12/2016", "Date of Injury: 12/12/2016")),
    ("date-implausible", letter().replace("Decision Date: 12/28/2016", "Decision Date: 12/28/2031")),
    ("ur-date-differs", without("On 11-07-2016, Util", "On 11-02-2016, Util")),
    (
        "ur-date-differs",
        without("On 11-07-2016, Utilization Review non-certified", "The UR dated November 4,\n2016 non-certified"),
    ),
    (
        "ur-date-differs",
        without(
            "On 11-07-2016, Utilization Review non-certified the request",
            "The prior determination on 11/07/2015 denied the request",
        ),
    ),
    ("injury-date-differs", without("injury on 09-12-2016", "injury on 09-21-2016")),
    ("other-injury-date", argued("Some notes bear a date of injury of 3/3/2014.")),
    # records
    ("visit-before-injury", without("On 10-20-2016 he was seen", "On 01-20-2016 he was seen")),
    ("study-before-injury", summarized("An MRI of the right knee dated 05/03/2016 showed a tear.")),
    ("record-after-ur", summarized("On 11-22-2016 he was seen in follow-up and complained of pain.")),
    ("record-after-ur", argued("The report of 11/22/2016 documented no effusion.")),
    ("request-after-ur", without("was dated\n10-31-2016", "was dated\n11-15-2016")),
    ("date-after-decision", summarized("On 01-20-2017 he was seen in follow-up and complained of pain.")),
    # times
    ("application-late", letter().replace("11/21/2016", "12/26/2016").replace("11/29/2016", "12/27/2016")),
    ("decision-late", letter().replace("Decision Date: 12/28/2016", "Decision Date: 02/28/2017")),
    ("decision-late", letter().replace("Priority: Standard", "Priority: Expedited")),
    ("ur-late", without("was dated\n10-31-2016", "was dated\n10-01-2016")),
    # body parts and sides
    (
        "rationale-other-body-part",
        argued("The patient does not meet the criteria for an MRI of the shoulder.").replace(
            "the right knee is stable and ", ""
        ),
    ),
    (
        "rationale-other-body-part",
        letter(item(rationale="In this case, the patient has neck pain. The request is not medically necessary.")),
    ),
    (
        "evidence-other-body-part",
        letter(
            item(
                "PRP injection to the right elbow",
                "The study found improvement in plantar fasciitis. The request is not medically necessary.",
            )
        ),
    ),
    ("rationale-other-side", letter(item(rationale=RATIONALE.replace("right", "left")))),
    ("summary-other-side", letter(summary=SUMMARY.replace("right", "left"))),
    (
        "item-other-body-part",
        letter(
            item("Arthroscopy of the right knee"), none_cited("Associated surgical service: Shoulder sling", DEPENDENT)
        ),
    ),
    # treatment and number
    (
        "rationale-other-treatment",
        argued("It is not clear why the ultrasound testing in question was ordered.", "EMG of the right knee"),
    ),
    (
        "rationale-other-treatment",
        letter(item("Naproxen 550mg #60", "The request for gabapentin is not medically necessary.", own=NSAID)),
    ),
    (
        "rationale-other-quantity",
        letter(
            item(
                "Physical therapy 2 times a week for 6 weeks, right knee",
                "The requested 18 sessions exceed what is allowed. The request is not medically necessary.",
                own=PT,
            )
        ),
    ),
    (
        "rationale-other-quantity",
        letter(item("Naproxen 550mg #60", "The request for naproxen 550mg #90 is not medically necessary.", own=NSAID)),
    ),
    ("request-strength-differs", letter(partial("Naproxen 50mg #30", "Naproxen 550mg #60", "Naproxen 550mg #30"))),
    (
        "remainder-does-not-add-up",
        letter(partial("Physical therapy 6 sessions", "Physical therapy 10 sessions", "Physical therapy 6 sessions")),
    ),
    (
        "original-request-judged",
        letter(
            partial(
                "Physical therapy 4 sessions", "Physical therapy 10 sessions", "Physical therapy 6 sessions"
            ).replace("The request is not", "The original request exceeds what is allowed. The request is not")
        ),
    ),
    # facts and history
    ("said-absent-but-told", argued("There is no pain score.")),
    ("said-absent-but-told", argued("There is no knee examination.")),
    ("said-absent-but-told", argued("There is no examination of the right knee.")),
    ("said-absent-but-told", argued("There is no documentation of physical therapy.")),
    (
        "duration-exceeds-injury",
        argued("The patient has been on ibuprofen for several months.").replace("09/12/2016", "10/12/2016"),
    ),
    ("told-as-authorized", summarized("It was noted that an MRI of the right knee was approved.")),
    (
        "told-as-stopped",
        letter(item("Ibuprofen 600mg #60", own=NSAID), summary=SUMMARY + " The worker was to stop Motrin and use ice."),
    ),
    # worker
    ("age-differs", argued("The patient is a 54 year old man.")),
    ("sex-differs", argued("The patient is a 44 year old female.")),
    (
        "sex-differs",
        letter(
            item(
                rationale="The worker says that she fell. The worker has pain when she walks, and her knee is sore."
                " The request for MRI of the right knee is not medically necessary."
            )
        ),
    ),
    (
        "summary-side-changes",
        letter(
            item("Urine test"),
            summary=SUMMARY.replace("right\nknee pain", "left\nknee pain").replace(
                "of the right knee showed", "showed"
            ),
        ),
    ),
    # guidelines
    ("guideline-other-body-part", letter(item(own="MTUS Low Back Complaints 2004, Section(s): Special Studies."))),
    (
        "guideline-other-body-part",
        letter(item(own="Non-MTUS Citation Official Disability Guidelines (ODG) Low Back Chapter, MRI.")),
    ),
    ("administrator-guideline-other-body-part", letter(item(theirs="MTUS Low Back Complaints 2004."))),
    (
        "administrator-guideline-other-body-part",
        letter(
            item(
                theirs="MTUS Knee Complaints 2004. Decision based on Non-MTUS Citation Official Disability"
                " Guidelines, Neck and upper back."
            )
        ),
    ),
    ("sides-cite-other-body-parts", letter(item("Sit-stand workstation", own="MTUS Low Back Complaints 2004."))),
    (
        "general-chapter-for-imaging",
        letter(item(own="Non-MTUS Citation Official Disability Guidelines (ODG) Pain Chapter, MRI.")),
    ),
    (
        "guideline-superseded",
        letter(item("Naproxen 550mg #60", own="MTUS Chronic Pain Medical Treatment 2009, Section(s): NSAIDs.")),
    ),
    (
        "administrator-guideline-superseded",
        letter(
            item(
                "Naproxen 550mg #60", theirs="MTUS Chronic Pain Medical Treatment 2009, Section(s): NSAIDs.", own=NSAID
            )
        ),
    ),
    ("guideline-not-in-force", re.sub(r"/2016", "/2015", letter(item("Naproxen 550mg #60", own=NSAID)))),
    (
        "guideline-year-differs",
        letter(
            item(
                "Acupuncture for the right knee, 6 sessions",
                "The 2009 Acupuncture Guidelines allow 3 to 6. The request is not medically necessary.",
                own="MTUS Acupuncture Treatment 2007.",
            )
        ),
    ),
    # evidence
    ("no-evidence-cited", letter(none_cited("MRI of the right knee", "The request is not medically necessary."))),
    (
        "no-evidence-for-dependent-item",
        letter(item("Arthroscopy of the right knee"), none_cited("Knee brace", DEPENDENT)),
    ),
    ("mtus-said-silent", argued("The MTUS is silent.")),
    ("mtus-said-silent", argued("This is not addressed by the MTUS.")),
    ("mtus-said-silent", argued("The MTUS is silent with regards to the above request.")),
    ("mtus-said-silent", argued("The CA MTUS does not address an MRI of the knee.")),
    ("rationale-source-not-cited", argued("The Official Disability Guidelines recommend an MRI for a suspected tear.")),
    # reviewer
    ("specialty-far", letter(item("Arthroscopy of the right knee"), specialty="Chiropractor")),
    ("specialty-far", letter(item("Lumbar fusion L4-5"), specialty="Psychologist")),
    # copies
    ("rationale-copied", letter(item("MRI of the right knee"), item("X-ray of the right knee"))),
    (
        "rationale-nearly-copied",
        letter(
            item(rationale=RATIONALE + " Nothing more is documented than this."),
            item("CT of the right knee", RATIONALE.replace("MRI", "CT") + " Nothing more is documented than this."),
        ),
    ),
    # completeness
    ("page-missing", letter().split("HOW THE IMR")[1].join(["HOW THE IMR", ""])),
    (
        "missing-section",
        letter()
        .replace("State(s) of Licensure: California\n", "")
        .replace("Certification(s)/Specialty: Orthopedic Surgery\n", ""),
    ),
    ("missing-date", letter().replace("Date of Injury: 09/12/2016", "")),
    ("missing-outcome", letter().replace(": Upheld", ": Xyz")),
    ("cut-off", letter().rstrip()[:-24]),
]


@pytest.mark.parametrize(("code", "text"), FIRES, ids=[f"{n}-{c}" for n, (c, _) in enumerate(FIRES)])
def test_found(code: str, text: str) -> None:
    assert code in codes(text)


SILENT = [
    # outcomes
    ("support-then-denied", argued("There is no documentation to support the request for the study.")),
    ("support-then-denied", argued("The ODG requires that there is documentation to support the request for it.")),
    ("upheld-as-duplicate", argued("The gel is FDA approved. A second drug would be redundant.")),
    ("upheld-as-duplicate", argued("A repeat study was requested, and two were approved in 2014.")),
    # dates
    (
        "ur-date-differs",
        summarized("The physical therapy report reviewed by Utilization Review (UR) was dated 11-01-2016."),
    ),
    ("ur-date-differs", summarized("A prior review dated 10/10/2016 denied another study.")),
    (
        "ur-date-differs",
        without(
            "On 11-07-2016, Utilization Review non-certified",
            "The review of 3/3/2014, a prior determination on 3/3/2014, denied",
        ),
    ),
    ("injury-date-differs", summarized("He sustained an injury on 3-3-2010 too.")),
    (
        "injury-date-differs",
        without("an industrial injury on 09-12-2016", "cumulative trauma; he sustained an injury on 09-01-2015"),
    ),
    ("other-injury-date", argued("The report of 3/3/2016 is on file.")),
    # records
    ("visit-before-injury", summarized("His history includes a visit on 01-20-2016 for a cold.")),
    ("visit-before-injury", summarized("LDL was 70 on 02-26-2016.")),
    ("study-before-injury", summarized("An MRI of the left shoulder on 05-31-2016 showed arthritis.")),
    ("record-after-ur", summarized("He can return to work as of 12-05-2016.")),
    ("record-after-ur", summarized("A follow-up visit is scheduled for 12-05-2016.")),
    ("record-after-ur", argued("The study was authorized on 11/22/2016.")),
    ("request-after-ur", summarized("A second request for authorization was dated 11-15-2016.")),
    # times
    ("application-late", letter().replace("11/21/2016", "12/10/2016").replace("11/29/2016", "12/12/2016")),
    ("decision-late", letter().replace("Decision Date: 12/28/2016", "Decision Date: 01/20/2017")),
    ("ur-late", without("was dated\n10-31-2016", "was dated\n10-01-2016 and, again, the RFA was dated 10-29-2016")),
    # body parts and sides
    ("rationale-other-body-part", argued("The patient has no neck pain.")),
    ("rationale-other-body-part", argued("Pain radiates from the low back to the leg.")),
    (
        "rationale-other-body-part",
        letter(
            item(
                "EMG of the bilateral lower extremities",
                "In this case, the patient has lumbar pain. The request is not medically necessary.",
            )
        ),
    ),
    (
        "rationale-other-body-part",
        letter(
            item(
                "Chiropractic care, right shoulder, 6 visits",
                "Manipulation is recommended for the low back, and not recommended for the ankle, wrist and knee."
                " The request is not medically necessary.",
                own=PT,
            )
        ),
    ),
    ("evidence-other-body-part", argued("The study found improvement in plantar fasciitis.")),
    ("rationale-other-side", argued("The left knee was compared with the right.")),
    ("rationale-other-side", letter(item("MRI of the bilateral knees", RATIONALE.replace("right", "left")))),
    ("summary-other-side", letter(summary=SUMMARY.replace("right", "left") + " Both knees hurt.")),
    (
        "item-other-body-part",
        letter(
            item("Arthroscopy of the right knee"), none_cited("Associated surgical service: Chest x-ray", DEPENDENT)
        ),
    ),
    (
        "item-other-body-part",
        letter(item("Arthroscopy of the right knee"), none_cited("Associated surgical service: Leg wrap", DEPENDENT)),
    ),
    # treatment and number
    ("rationale-other-treatment", argued("How the study in question would change the plan was not said.")),
    ("rationale-other-treatment", argued("The outcome of the study in question matters.")),
    (
        "rationale-other-treatment",
        letter(item("Naproxen 550mg #60", "The request for Anaprox is not medically necessary.", own=NSAID)),
    ),
    (
        "rationale-other-treatment",
        letter(item("Norco 10/325mg #60", "The request for hydrocodone is not medically necessary.", own=NSAID)),
    ),
    (
        "rationale-other-treatment",
        letter(
            item("EMG/NCS of the right arm", "The requested electrodiagnostic studies are not medically necessary.")
        ),
    ),
    ("rationale-other-treatment", letter(none_cited("PA assist", DEPENDENT))),
    (
        "rationale-other-quantity",
        letter(
            item(
                "Physical therapy 2 times a week for 6 weeks, right knee",
                "The requested 12 sessions exceed the 10 visits recommended. The request is not medically necessary.",
                own=PT,
            )
        ),
    ),
    (
        "rationale-other-quantity",
        letter(
            partial(
                "Physical therapy 2 sessions",
                "Physical therapy 3 times a week for 4 weeks",
                "Physical therapy 10 sessions",
            )
        ),
    ),
    ("request-strength-differs", letter(partial("Naproxen 550mg #30", "Naproxen 550 mg #60", "Naproxen 550mg #30"))),
    (
        "remainder-does-not-add-up",
        letter(
            partial(
                "Physical therapy 4 sessions",
                "Physical therapy 2 times a week for 5 weeks",
                "Physical therapy 6 sessions",
            )
        ),
    ),
    (
        "remainder-does-not-add-up",
        letter(partial("Physical therapy 1 week", "Physical therapy two to three weeks", "Physical therapy 2 weeks")),
    ),
    (
        "original-request-judged",
        letter(
            partial(
                "Physical therapy 4 sessions", "Physical therapy 10 sessions", "Physical therapy 6 sessions"
            ).replace(
                "The request is not",
                "The original request exceeds what is allowed, and the remaining 4 sessions are not needed. The"
                " request is not",
            )
        ),
    ),
    # facts and history
    ("said-absent-but-told", argued("There is no pain score reduction.")),
    ("said-absent-but-told", argued("There is no neck examination.")),
    ("said-absent-but-told", argued("There is no documentation of physical therapy progress notes.")),
    ("duration-exceeds-injury", argued("NSAIDs are not recommended for long term use.")),
    ("duration-exceeds-injury", argued("The patient has been on ibuprofen for two months.")),
    ("told-as-authorized", summarized("An MRI of the left shoulder was approved.")),
    ("told-as-authorized", summarized("An MRI of the right knee was not approved.")),
    ("told-as-stopped", letter(item("Ibuprofen 600mg #60", own=NSAID), summary=SUMMARY + " He was to stop Tylenol.")),
    (
        "told-as-stopped",
        letter(item("Ibuprofen 600mg #60", own=NSAID), summary=SUMMARY + " He stopped Motrin and was to resume it."),
    ),
    # worker
    ("age-differs", argued("The patient is a 45 year old man.")),
    ("age-differs", summarized("His wife is 38 years old.")),
    ("age-differs", argued("The patient was 25 years old when he had surgery.")),
    ("sex-differs", argued("The surgeon saw the patient, and she asked for the study.")),
    ("sex-differs", argued("He/she was told that his/her knee is stable.")),
    ("summary-side-changes", summarized("He reported pain of the left knee. The left knee was examined.")),
    # guidelines
    ("guideline-other-body-part", letter(item(own="MTUS Chronic Pain Medical Treatment 2016, Section(s): MRI."))),
    (
        "guideline-other-body-part",
        letter(
            item(own="MTUS Low Back Complaints 2004, and Knee Complaints 2004."),
            summary=SUMMARY + " His low back hurts too.",
        ),
    ),
    (
        "guideline-other-body-part",
        letter(
            item(
                "Home health care for the right knee",
                own="Non-MTUS Citation Official Disability Guidelines (ODG) Low Back Chapter, Home health services.",
            )
        ),
    ),
    (
        "guideline-other-body-part",
        letter(item("EMG of the bilateral lower extremities", own="MTUS Low Back Complaints 2004.")),
    ),
    ("guideline-other-body-part", letter(item("MRI of the thoracic spine", own="MTUS Low Back Complaints 2004."))),
    ("guideline-other-body-part", letter(item(own="Non-MTUS Citation Official Disability Guidelines (ODG) MRI knee."))),
    ("sides-cite-other-body-parts", letter(item("Naproxen 550mg #60", own="MTUS Low Back Complaints 2004."))),
    (
        "general-chapter-for-imaging",
        letter(
            item(
                own="MTUS Knee Complaints 2004. Decision based on Non-MTUS Citation Official Disability Guidelines"
                " (ODG) Pain Chapter, MRI."
            )
        ),
    ),
    (
        "guideline-superseded",
        letter(item("Naproxen 550mg #60", own="MTUS Chronic Pain Treatment Guidelines NSAIDs Page(s): 67.")),
    ),
    (
        "guideline-superseded",
        re.sub(
            "11/07/2016",
            "08/10/2016",
            letter(item("Naproxen 550mg #60", own="MTUS Chronic Pain Medical Treatment 2009, Section(s): NSAIDs.")),
        ),
    ),
    (
        "guideline-superseded",
        re.sub(r"/2016", "/2018", letter(item("Acupuncture, 6 visits", own="MTUS Acupuncture Treatment 2007."))),
    ),
    ("guideline-not-in-force", letter(item("Naproxen 550mg #60", own=NSAID))),
    (
        "guideline-year-differs",
        letter(
            item(
                "Naproxen 550mg #60",
                "The 2016 Chronic Pain Guidelines say so. The request is not medically necessary.",
                own=NSAID,
            )
        ),
    ),
    # evidence
    (
        "no-evidence-cited",
        letter(
            none_cited(
                "MRI of the right knee", "The guidelines do not support it. The request is not medically necessary."
            )
        ),
    ),
    ("mtus-said-silent", argued("The MTUS does not specifically address it.")),
    ("mtus-said-silent", argued("The MTUS Chronic Pain Guidelines do not address it.")),
    (
        "mtus-said-silent",
        letter(
            item(
                rationale="The MTUS is silent. The request is not medically necessary.",
                theirs="Non-MTUS Citation Official Disability Guidelines (ODG) Knee Chapter, MRI.",
                own="Non-MTUS Citation Official Disability Guidelines (ODG) Knee Chapter, MRI.",
            )
        ),
    ),
    ("mtus-said-silent", argued("The MTUS is silent on cartilage repair.")),
    (
        "mtus-said-silent",
        letter(item("Terocin patches #30", "The MTUS is silent on menthol. The request is not medically necessary.")),
    ),
    ("rationale-source-not-cited", argued("The ODG is silent.")),
    # reviewer
    ("specialty-far", letter(item("Chiropractic care, 6 visits", own=PT), specialty="Chiropractor")),
    ("specialty-far", letter(item("Lumbar fusion L4-5"), specialty="Family Practice")),
    ("specialty-far", letter(item("Lumbar fusion L4-5"), specialty="Psychiatry, Orthopedic Surgery")),
    ("specialty-far", letter(item("Injection of the left heel"), specialty="Podiatry")),
    # copies
    ("rationale-copied", letter(item(), item("X-ray of the right knee", "The request is not medically necessary."))),
    (
        "rationale-nearly-copied",
        letter(
            item(),
            item(
                "X-ray of the right knee",
                "The films of October were normal, and a second set is not needed so soon after the first. The"
                " request for an X-ray of the right knee is not medically necessary.",
            ),
        ),
    ),
    # completeness
    ("page-missing", letter()),
]


@pytest.mark.parametrize(("code", "text"), SILENT, ids=[f"{n}-{c}" for n, (c, _) in enumerate(SILENT)])
def test_silent(code: str, text: str) -> None:
    assert code not in codes(text)


def sample(name: str) -> str:
    return (SAMPLES / name).read_text(encoding="utf-8")


def test_the_cover_and_the_items_differ() -> None:
    text = sample("determination-2013-2.txt").replace("PARTIAL OVERTURN.", "UPHOLD.")
    assert "stated-outcome-differs" in codes(text)


def test_a_finding_printed_twice_differs() -> None:
    text = sample("notice-2013-1.txt")
    once = text.replace("urine drug screen is not\nmedically", "urine drug screen is\nmedically", 1)
    assert once != text
    assert "outcome-contradictory" in codes(once)


def test_a_page_is_missing_by_its_number() -> None:
    text = sample("determination-2013-2.txt")
    start = text.index("Final Determination Letter for IMR Case Number CM13-0019264  3")
    end = text.index("not medically necessary and appropriate.", start)
    assert "page-missing" in codes(text[:start] + text[end:])


def test_an_items_number_is_missing() -> None:
    text = sample("determination-2013-2.txt")
    start, end = text.index("3. Associated surgical"), text.index("4. Associated surgical")
    assert "item-number-missing" in codes(text[:start] + text[end:])


@pytest.mark.parametrize("text", [text for _, text in FIRES])
def test_evidence_stands_in_the_letter(text: str) -> None:
    reading = Reading(from_text(text))
    letter_read = reading.letter
    plain = reading.determination.to_dict()
    for doubt in reading.doubts():
        assert doubt.message.endswith((".", "?"))
        assert "\n" not in doubt.message
        for exhibit in doubt.exhibits:
            assert 0 <= exhibit.start <= exhibit.end <= len(letter_read.text)
            assert exhibit.label
            if exhibit.pointer:
                _follow(plain, exhibit.pointer)


def _follow(plain: object, pointer: str) -> object:
    """The value that a JSON Pointer names; fails where there is none."""
    for name in pointer.lstrip("/").split("/"):
        plain = plain[int(name)] if isinstance(plain, list) else plain[name]  # type: ignore[index]
    return plain


@pytest.mark.parametrize(
    "change", [lambda t: " ".join(t.split()), lambda t: t.replace("\n", "\n\n"), lambda t: t.replace(" on ", "\non ")]
)
def test_line_breaks_do_not_matter(change: object) -> None:
    text = without("On 11-07-2016, Util", "On 11-02-2016, Util")
    assert callable(change)
    assert codes(change(text)) == codes(text) == ["ur-date-differs"]


def test_every_check_is_declared_once_and_tested() -> None:
    declared = [check.code for check in checks()]
    assert len(declared) == len(set(declared))
    by_warning = {
        "missing-case-number",
        "missing-issues",
        "missing-request",
        "missing-rationale",
        "missing-statement",
        "finding-without-item",
        "page-without-text",
        "page-unreadable",
        "truncated-pdf",
        "several-letters",
    }
    elsewhere = {"stated-outcome-differs", "outcome-contradictory", "item-number-missing"}
    assert set(declared) - {code for code, _ in FIRES + FIRES_JUDGED} - by_warning - elsewhere == set()


def test_every_check_says_when_it_is_silent() -> None:
    assert all(c.meaning and c.silent and c.source for family in FAMILIES for c in family.checks)


def test_the_documentation_is_made_from_the_registry() -> None:
    done = subprocess.run(
        [sys.executable, "docs/make_checks.py", "--check"], cwd=ROOT, capture_output=True, check=False
    )
    assert done.stdout.decode() == "docs/checks.md is true\n"
