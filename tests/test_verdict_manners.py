"""Verdicts by the manners in which reviewers write: each row an item, a rationale, and what it concludes."""

from __future__ import annotations

import pytest

from imrcli.extract.conclusion import read_conclusion

_ROWS = {
    "a clause in front that no comma parts": [
        ("Bone scan", "Until plain films are taken the bone scan is premature and is denied.", "not_necessary"),
        ("Cervical fusion", "Until smoking has stopped the fusion cannot be certified.", "not_necessary"),
        ("Urine drug screen", "Until opioids are prescribed screening is not necessary.", "not_necessary"),
        ("Knee scooter", "Until the fracture has healed the scooter is medically necessary.", "necessary"),
        ("Stress test", "When heart disease is known a stress test is indicated.", "unstated"),
        ("Stress test", "If heart disease were known a stress test would be medically necessary.", "unstated"),
        ("Stress test", "Although the history is short the stress test is medically necessary.", "necessary"),
    ],
    "what is done with a certification or a denial": [
        ("Lumbar brace", "Denial is advised.", "not_necessary"),
        ("Lumbar brace", "Approval is therefore suggested.", "necessary"),
        ("Lumbar brace", "Certification is not advised.", "not_necessary"),
        ("Lumbar brace", "Reversal of the denial is proposed.", "necessary"),
        ("Massage, 12 visits", "Partial certification is advised.", "mixed"),
        ("Massage, 12 visits", "Recommendation: Modified certification, 6 visits.", "mixed"),
        ("Massage, 12 visits", "UR modified this to six. I concur with the modification.", "not_necessary"),
    ],
    "the rest of a number": [
        ("Massage, 12 visits", "Six visits are supported. The other six go beyond it and are not certified.", "mixed"),
        (
            "Massage, 12 visits",
            "An initial four are fitting; the balance exceeds the limit and is denied.",
            "mixed",
        ),
        ("Massage, 12 visits", "Medical necessity is established for 6 of the 12 visits.", "mixed"),
        ("Massage, 12 visits", "Medical necessity is established for none of the visits.", "not_necessary"),
        ("Massage, 12 visits", "A further twelve are asked for. Those are not medically necessary.", "not_necessary"),
        ("Norco #120", "Certified in the amount of #60.", "mixed"),
        ("Norco #120 with 2 refills", "Norco #120 is certified without refills.", "mixed"),
        ("Ice unit, 6 weeks", "Two weeks, not six, are certified.", "mixed"),
        ("Ice unit, purchase", "A rental is certified. Purchase exceeds the guideline and is not certified.", "mixed"),
        ("Ice unit rental 7 days", "Thirty days would not be needed. Seven days are certified.", "necessary"),
    ],
    "what the reviewer does as others do, or does not": [
        ("Reacher", "ODG does not recommend reachers, and neither do I.", "not_necessary"),
        ("Reacher", "UR did not find the reacher necessary; I do.", "necessary"),
        ("Reacher", "The surgeon would certify the reacher. I would not.", "not_necessary"),
        ("Reacher", "UR found no purpose in the reacher. Neither do I.", "not_necessary"),
        ("Reacher", "I agree with the surgeon rather than with UR.", "necessary"),
        ("Reacher", "My conclusion is the same as UR's.", "not_necessary"),
        ("Reacher", "I'm with the administrator.", "not_necessary"),
        ("Reacher and grab bar", "I authorize the reacher; the grab bar I do not.", "mixed"),
    ],
    "decided as something else is": [
        ("Sling", "The operation is not medically necessary, and the same applies to the sling.", "not_necessary"),
        ("Sling", "The operation is medically necessary, and the same holds for the sling.", "necessary"),
        ("Sling", "The operation is medically necessary. Not so the sling.", "not_necessary"),
    ],
    "acts that are judged": [
        ("Cane", "Denying a cane to him is not something that I can endorse.", "necessary"),
        ("Cane", "Certifying a cane for a runner is not something that I can defend.", "not_necessary"),
        (
            "Cane",
            "It would not be prudent to continue with this cane. To provide it is not reasonable.",
            "not_necessary",
        ),
        ("Cane", "I have no choice but to deny the cane.", "not_necessary"),
        ("Cane", "I see no cause to deny.", "necessary"),
        ("Cane", "There is every reason to certify it.", "necessary"),
        ("Cane", "There isn't any reason not to certify it.", "necessary"),
        ("Cane", "Nothing precludes certification.", "necessary"),
        ("Cane", "Her strong gait precludes certification.", "not_necessary"),
    ],
    "claims and opinions": [
        ("Spinal fusion", "The opinion that the fusion is medically necessary is not supported.", "not_necessary"),
        ("Spinal fusion", "UR's conclusion that the fusion is not needed is not supported by the films.", "necessary"),
        ("Spinal fusion", "UR's claim that the fusion is not medically necessary is rejected.", "necessary"),
        ("Spinal fusion", "UR's reasons are sound.", "not_necessary"),
        ("Spinal fusion", "It cannot be said that the fusion is not medically necessary.", "necessary"),
        ("Spinal fusion", "This makes it impossible to conclude that the fusion is necessary.", "not_necessary"),
        ("Spinal fusion", "Nobody could conclude that the fusion is not medically necessary.", "necessary"),
        ("Spinal fusion", "No reason is given why the fusion should be medically necessary.", "not_necessary"),
        ("Spinal fusion", "A fracture would make it medically necessary.", "unstated"),
        ("Spinal fusion", "There is no fracture that would make it medically necessary.", "not_necessary"),
        ("Spinal fusion", "The fusion does not qualify as medically necessary.", "not_necessary"),
        ("Spinal fusion", "The fusion fails to meet the definition of medical necessity.", "not_necessary"),
        (
            "Spinal fusion",
            "An earlier IMR upheld the denial. Films have changed. The fusion is certified.",
            "necessary",
        ),
    ],
    "other treatments beside the item": [
        ("Wrist MRI", "A splint, not an MRI, is medically necessary.", "not_necessary"),
        ("Wrist MRI", "Repeat films are not medically necessary, but the MRI is.", "necessary"),
        (
            "Wrist ultrasound",
            "The x-rays are refused. The ultrasound, which was asked for first, is granted.",
            "necessary",
        ),
        ("Knee arthroscopy", "The operation is certified. The request for a cold unit is not certified.", "necessary"),
        ("TENS electrodes", "Electrodes for a unit that she does not have are not needed.", "not_necessary"),
        ("Drug screen", "The screen showed cocaine, which he denied.", "unstated"),
        ("Follow-up", "The drug denied with it would need no follow-up.", "unstated"),
        ("Cymbalta", "It is also approved for depression.", "unstated"),
        ("Spinal manipulation", "Elective/maintenance care: Not medically necessary.", "unstated"),
    ],
    "terse": [
        ("Elbow MRI", "Analysis: no deficit. Determination: Not medically necessary.", "not_necessary"),
        ("Elbow MRI", "Issue: Is an MRI appropriate? Answer: No.", "not_necessary"),
        ("Elbow MRI", "Tendon torn. Criteria met.", "necessary"),
        ("Elbow MRI", "Tennis elbow. No indication.", "not_necessary"),
        ("Elbow MRI", "Tendon torn. OK as requested.", "necessary"),
        ("Elbow MRI", "Tennis elbow. Would deny.", "not_necessary"),
        ("Elbow MRI", "Three months of care. MRI supported by ODG criteria.", "necessary"),
        ("Elbow MRI", "MRI not indicated/not certified.", "not_necessary"),
        ("Elbow MRI", "No red flags seen.therefore MRI is not med neccesary", "not_necessary"),
        ("Elbow MRI", "the pt dosent meet critera for MRI", "not_necessary"),
        ("Elbow MRI", "Gait OK. Reflexes OK.", "unstated"),
        ("C-spine MRI and EMG", "MRI yes (myelopathy). EMG no (nothing to find).", "mixed"),
    ],
}


@pytest.mark.parametrize(
    ("request_text", "rationale", "expected"),
    [pytest.param(*row, id=f"{kind}-{number}") for kind, rows in _ROWS.items() for number, row in enumerate(rows)],
)
def test_conclusion(request_text: str, rationale: str, expected: str) -> None:
    assert read_conclusion(rationale, request_text).value == expected
