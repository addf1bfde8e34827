"""Verdicts by kinds of wording: each row an item, a rationale, and what it concludes."""

from __future__ import annotations

from row_by_row import row_by_row

from imrcli.extract.conclusion import read_conclusion

_ROWS = {
    "past obligation": [
        ("Lumbar brace", "The fracture is unstable on two films. The brace should have been certified.", "necessary"),
        (
            "Six sessions of physical therapy",
            "He had not begun to walk without a cane when the request was made. It should have been approved by "
            "the administrator.",
            "necessary",
        ),
        (
            "MRI of the left knee",
            "The knee locks, and films were normal. The study should have been authorized by utilization review.",
            "necessary",
        ),
        (
            "Ketamine cream",
            "No trial of a pill was tried. The cream should not have been requested, and it should not have been "
            "approved.",
            "not_necessary",
        ),
        (
            "TENS unit",
            "A unit was never tried in the clinic. The unit should not have been certified.",
            "not_necessary",
        ),
        (
            "Lumbar epidural injection",
            "All four conditions had been met, and the injection should have been granted.",
            "necessary",
        ),
        ("Bone scan", "Utilization review should have certified the bone scan.", "necessary"),
        (
            "Crutches",
            "A non-weight-bearing worker cannot do without them, and these should have been authorised at once.",
            "necessary",
        ),
        (
            "Compound cream",
            "Nothing in the chart explains the cream, which ought not to have been approved in the first instance.",
            "not_necessary",
        ),
        ("Knee MRI", "The knee MRI should never have been denied.", "necessary"),
        ("Knee MRI", "This is a study that should have been certified on the first request.", "necessary"),
        (
            "Knee MRI",
            "The surgeon complains that the MRI should have been certified by UR. The records sent to us are blank.",
            "unstated",
        ),
        (
            "Interferential unit, one month trial",
            "Three drugs had failed and the therapist had shown her its use. A one-month trial should have been "
            "allowed.",
            "necessary",
        ),
        (
            "Orthopedic consultation",
            "The shoulder had frozen by August. A consultation should have been authorized by the administrator "
            "when it was asked for, and delay has only made it worse.",
            "necessary",
        ),
    ],
    "the denial judged": [
        ("Lumbar brace", "It would be inappropriate to deny this brace while the bone heals.", "necessary"),
        ("Six sessions of physical therapy", "I see no basis for the denial.", "necessary"),
        ("Wrist splint", "The splint protects a healing repair, so the denial falls.", "necessary"),
        ("Bone scan", "The films are normal. The denial was proper.", "not_necessary"),
        ("Massage chair", "The denial of the chair was correct.", "not_necessary"),
        ("Shower bench", "Refusing the bench would be unreasonable.", "necessary"),
        ("Lumbar brace", "The administrator's denial was mistaken.", "necessary"),
        ("Lumbar brace", "The denial was the right one.", "not_necessary"),
        ("Lumbar brace", "Denial was well founded.", "not_necessary"),
        ("Lumbar brace", "To deny it now would make no sense.", "necessary"),
        ("Knee brace", "UR relied on a film of the wrong knee, and its denial cannot be upheld.", "necessary"),
        ("Knee brace", "I see no grounds on which to refuse it.", "necessary"),
        ("Knee brace", "The denial is well supported by the guideline.", "not_necessary"),
        ("Knee brace", "The denial was consistent with the guideline.", "not_necessary"),
    ],
    "parentheses, reports": [
        ("Lumbar brace", "The brace is, in my opinion, well supported.", "necessary"),
        ("Lumbar brace", "On this basis, and only on this basis, the request is medically necessary.", "necessary"),
        (
            "Norco 10/325 mg #60",
            "Norco was denied by UR because no function was reported. The May note reports a return to work. The "
            "drug is appropriate and should be continued.",
            "necessary",
        ),
        (
            "Ketamine cream",
            "The cream is, at least in this form and strength, not supported by any trial.",
            "not_necessary",
        ),
        (
            "MRI of the neck",
            "The MRI was denied by UR because no weakness was found. I read a grade of 4/5 in the triceps. The "
            "MRI is warranted.",
            "necessary",
        ),
        (
            "MRI of the neck",
            "The study, although popular with patients, is, on these facts, not indicated.",
            "not_necessary",
        ),
        ("Norco 10/325 mg", "Norco, in my judgment and on this file, is not justified.", "not_necessary"),
        (
            "Norco 10/325 mg",
            "UR denied Norco, saying that no function had been shown. The PTP's note of June shows that he went "
            "back to full duty. I find the prescription appropriate.",
            "necessary",
        ),
        (
            "Ankle brace",
            'The brace was not certified by UR because "sprains heal". A ligament that is torn through does not '
            "heal by itself. The brace is, to my mind, well justified.",
            "necessary",
        ),
        (
            "Ankle brace",
            "In the denial letter the brace was said to be not medically necessary because the sprain was mild. "
            "It was a rupture. The brace is appropriate here.",
            "necessary",
        ),
        (
            "Sleep study",
            "The study was non-certified for want of a sleep history. The history has now been sent: snoring, "
            "seen apneas, an Epworth score of 17. The study meets the guideline.",
            "necessary",
        ),
        (
            "Lyrica 75 mg",
            "Lyrica was denied by utilization review because only gabapentin is first line. Gabapentin failed; "
            "the May and June notes say so plainly. Lyrica is now appropriate.",
            "necessary",
        ),
        ("Walker", "Such a device is, for a woman of 71 with two falls, plainly necessary.", "necessary"),
        (
            "Walker",
            "UR denied the walker on March 3 because no gait study was on file; the study of March 9 shows a "
            "broad-based gait. The request is supported.",
            "necessary",
        ),
    ],
    "ways to decide": [
        ("Ketamine cream", "This compound can't be endorsed.", "not_necessary"),
        ("Gym membership", "Do not certify.", "not_necessary"),
        ("Gym membership", "The request does not deserve certification.", "not_necessary"),
        ("Bone scan", "Judged by the MTUS, the scan passes muster.", "necessary"),
        ("Knee arthroscopy", "The surgery should proceed.", "necessary"),
        ("Norco 10/325 mg #60", "The sixty tablets should be dispensed.", "necessary"),
        ("Norco 10/325 mg #60", "The sixty tablets should not be dispensed.", "not_necessary"),
        ("Sleep study", "I must withhold certification.", "not_necessary"),
        ("Sleep study", "I do not certify the study.", "not_necessary"),
        ("Hernia repair", "The repair ought to go ahead.", "necessary"),
        ("Hernia repair", "I certify.", "necessary"),
        ("Topical lidocaine", "This agent cannot be recommended on these facts.", "not_necessary"),
        ("Topical lidocaine", "Certification must be refused.", "not_necessary"),
        ("Lumbar fusion", "This surgery should not go ahead.", "not_necessary"),
    ],
    "recommendation as a noun": [
        ("Bone scan", "The recommendation is for denial.", "not_necessary"),
        ("Bone scan", "My recommendation is for non-certification.", "not_necessary"),
        ("Bone scan", "Recommendation: certification.", "necessary"),
        ("Bone scan", "This reviewer's recommendation is non-certification.", "not_necessary"),
        ("Bone scan", "My recommendation is that the scan be certified.", "necessary"),
        ("Bone scan", "The recommendation of this reviewer is to certify.", "necessary"),
        ("Hernia repair", "I make a recommendation for certification.", "necessary"),
        ("Hernia repair", "Recommend non-cert.", "not_necessary"),
        ("Hernia repair", "Recommend approval.", "necessary"),
        ("Hernia repair", "Recommendation: approve the repair.", "necessary"),
        ("Hernia repair", "It is my recommendation that the repair be authorized.", "necessary"),
        ("Wound dressings", "The recommendation, therefore, is for non-certification.", "not_necessary"),
        ("Wound dressings", "My recommendation to the administrator is approval.", "necessary"),
        ("Wound dressings", "The recommendation is to overturn the denial.", "necessary"),
    ],
    "agreement and sides": [
        ("Bone scan", "UR is upheld.", "not_necessary"),
        ("Gym membership", "I agree with the carrier that this does not merit coverage.", "not_necessary"),
        (
            "Gym membership",
            "The membership was appropriately non-certified by the utilization reviewer.",
            "not_necessary",
        ),
        ("Wrist splint", "I find for the patient.", "necessary"),
        ("Wrist splint", "I must disagree with the utilization review physician.", "necessary"),
        ("Wrist splint", "The appeal is not upheld.", "not_necessary"),
        ("Wrist splint", "I agree with the administrator that the splint does not meet the criteria.", "not_necessary"),
        ("Hernia repair", "I reach the same result as UR.", "not_necessary"),
        ("Hernia repair", "The treating surgeon is right.", "necessary"),
        ("Hernia repair", "I cannot agree with the utilization reviewer.", "necessary"),
        ("Hernia repair", "I agree with the surgeon that the repair is warranted.", "necessary"),
        ("Wound dressings", "Utilization review is affirmed.", "not_necessary"),
        ("Wound dressings", "The claims administrator rightly refused the dressings.", "not_necessary"),
        ("Wound dressings", "The provider's appeal fails.", "not_necessary"),
    ],
    "parts, ellipsis": [
        ("Walker and home health aide", "A walker is reasonable after this fracture. The aide would not be.", "mixed"),
        ("Twelve sessions of acupuncture", "Six visits can be supported. Twelve cannot.", "not_necessary"),
        ("MRI of both knees", "Right: necessary. Left: not.", "mixed"),
        (
            "Inpatient rehabilitation, 12 weeks",
            "Overturned as to the first two weeks of care. Upheld as to the other ten.",
            "mixed",
        ),
        (
            "Carpal tunnel release, bilateral",
            "Surgery is necessary for the right and unnecessary for the left.",
            "mixed",
        ),
        (
            "Naproxen; omeprazole",
            "Naproxen is appropriate for the flare. Omeprazole, with no risk of bleeding recorded, is not.",
            "mixed",
        ),
        ("Physical therapy; TENS unit", "The therapy is appropriate. The unit is not.", "mixed"),
        ("Bilateral wrist splints", "The right wrist splint is supported by the study. The left is not.", "mixed"),
        ("Ultram; Flexeril", "The request for Ultram is certified; that for Flexeril is not.", "mixed"),
        (
            "Home health care, 12 weeks",
            "The first four weeks are covered by the guideline and are approved. For the eight that follow "
            "nothing has been offered, and they are not.",
            "mixed",
        ),
        ("Facet injections at L3-4, L4-5", "L4-5 is approved, L3-4 is not.", "mixed"),
        ("Tramadol; Prilosec", "1. Tramadol - approved. 2. Prilosec - denied.", "mixed"),
        (
            "Chiropractic care, 12 visits",
            "As to the first six visits the denial is overturned; as to the last six it is upheld.",
            "mixed",
        ),
        ("Hospital bed; trapeze bar", "Certify the bed; deny the bar.", "mixed"),
    ],
    "modification": [
        ("Physical therapy, 12 visits", "I would modify the request to six visits.", "mixed"),
        ("Physical therapy, 12 visits", "Certified with modification.", "mixed"),
        ("Norco 10/325 mg #120", "I would approve a lesser quantity.", "mixed"),
        ("Norco 10/325 mg #120", "A reduced quantity is certified.", "mixed"),
        ("Physical therapy, 12 visits", "The request should be modified to allow four visits.", "mixed"),
        ("Physical therapy, 12 visits", "I am modifying the request to four visits.", "mixed"),
        ("Physical therapy, 24 sessions", "The request is approved as modified: eight sessions.", "mixed"),
        ("Physical therapy, 24 sessions", "Approve with modification to ten.", "mixed"),
        ("Physical therapy, 24 sessions", "I recommend modified approval, of ten sessions.", "mixed"),
        ("Soma 350 mg #90", "Thirty of the ninety tablets should be approved for tapering.", "mixed"),
        ("Home health aide, 8 weeks", "I would reduce the request to two weeks.", "mixed"),
        ("Percocet 10 mg #180", "The request is modified to #90.", "mixed"),
        ("Percocet 10 mg #180", "Ninety tablets are certified; the rest are not.", "mixed"),
        ("Percocet 10 mg #180", "A smaller amount, sixty tablets, is approved.", "mixed"),
    ],
    "conditions both ways": [
        (
            "Genetic testing",
            "If there is a family history, testing would be appropriate; in a patient without one it would not.",
            "unstated",
        ),
        (
            "Sleep study",
            "Were there signs of apnea the study would be necessary; without them it would not be.",
            "unstated",
        ),
        ("Bone scan", "A scan is appropriate if infection is suspected and inappropriate if it is not.", "unstated"),
        (
            "Bone scan",
            "Should infection be suspected, the scan would be warranted. Otherwise it would not.",
            "unstated",
        ),
        (
            "Cardiac stress test",
            "When heart disease is present a stress test is indicated; in a healthy adult it is not.",
            "unstated",
        ),
        ("Gout test", "Where the joint is red a test would be helpful; where it is not, it would not.", "unstated"),
        ("Gout test", "Testing would be reasonable in someone with a swollen toe but not in anyone else.", "unstated"),
        ("Gout test", "If his blood count is low the test is necessary. If it is normal it is not.", "unstated"),
        (
            "Gout test",
            "Had she had a fever the test would have been certified; as she may not have, it would not.",
            "unstated",
        ),
        ("Vitamin D level", "Were he frail a level would be reasonable; were he well it would not.", "unstated"),
        ("Vitamin D level", "A level is worth having in the housebound, and not in others.", "unstated"),
        (
            "Vitamin D level",
            "If fracture is suspected the level should be approved; if not, it should not.",
            "unstated",
        ),
    ],
    "negations of something else": [
        (
            "Lumbar brace",
            "The file lacks nothing that the guideline asks for, and the brace is medically necessary.",
            "necessary",
        ),
        ("Lumbar brace", "There is no argument against the medical necessity of this brace.", "necessary"),
        ("Norco 10/325 mg #60", "Monitoring is not lacking, and the medication is appropriate.", "necessary"),
        (
            "Acupuncture, 24 visits",
            "Acupuncture is not unreasonable in kind, but twenty-four visits must be non-certified.",
            "not_necessary",
        ),
        ("Norco 10/325 mg #60", "Nothing stands in the way of certification.", "necessary"),
        (
            "Lumbar brace",
            "Although UR saw no instability, the film (not a subtle one) shows it, and the brace is supported.",
            "necessary",
        ),
        ("Bone graft", "I have not the slightest hesitation in certifying the graft.", "necessary"),
        (
            "Bone graft",
            "UR's objection, that no scan had been done, no longer holds. The graft is necessary.",
            "necessary",
        ),
        ("Bone graft", "Though not unreasonable in principle, the graft is not certified.", "not_necessary"),
        (
            "Bone graft",
            "I began by doubting the graft was needed. The scan changed that, and I approve it.",
            "necessary",
        ),
        (
            "Bone graft",
            "The lack of union is not in dispute, and the graft is not excessive. It is medically necessary.",
            "necessary",
        ),
        ("Vitamin D level", "I do not doubt for a moment that the level is medically necessary.", "necessary"),
        ("Vitamin D level", "I have never seen a clearer case, and the level is certified.", "necessary"),
        (
            "Vitamin D level",
            "I was at first inclined to approve it. On reflection I would uphold the denial.",
            "not_necessary",
        ),
    ],
}


@row_by_row([(kind, *row) for kind, rows in _ROWS.items() for row in rows])
def test_conclusion(kind: str, request_text: str, rationale: str, expected: str) -> None:
    assert read_conclusion(rationale, request_text).value == expected
