"""DWC's category and subcategory of a disputed treatment."""

from __future__ import annotations

import pytest

from imrcli.extract.treatment import classify

PTOT = "Physical Therapy/Occupational Therapy (PT/OT)"


@pytest.mark.parametrize(
    ("asked", "category", "subcategory"),
    [
        ("Initial acupuncture, 8 visits", "Rehabilitation", "Acupuncture"),
        ("Chiropractic care, 6 sessions", "Rehabilitation", "Chiropractic"),
        ("12 sessions of physical therapy for the neck", "Rehabilitation", PTOT),
        ("Occupational therapy, right hand", "Rehabilitation", PTOT),
        ("PT 2x4 lumbar spine", "Rehabilitation", PTOT),
        ("MRI of the left knee", "Diagnostic Testing", "Imaging/Radiology"),
        ("X-ray of the pelvis", "Diagnostic Testing", "Imaging/Radiology"),
        ("CT scan of the head", "Diagnostic Testing", "Imaging/Radiology"),
        ("EMG/NCV of both arms", "Diagnostic Testing", "EMG/NCV/NCS"),
        ("Nerve conduction study of the legs", "Diagnostic Testing", "EMG/NCV/NCS"),
        ("Urine drug screen", "Diagnostic Testing", "Lab & Pathology"),
        ("CBC and chemistry panel", "Diagnostic Testing", "Lab & Pathology"),
        ("Sleep study", "Diagnostic Testing", "Other Diagnostic Tests"),
        ("TENS unit, 30 day trial", "DMEPOS", "Electrical Stimulation"),
        ("Lumbar brace", "DMEPOS", "Prosthetics/Orthotics"),
        ("Wrist splint", "DMEPOS", "Prosthetics/Orthotics"),
        ("Walker with a seat", "DMEPOS", "DME"),
        ("Wheelchair rental", "DMEPOS", "DME"),
        ("Electrodes for a stimulator, 6 packs", "DMEPOS", "Supplies"),
        ("Interferential unit", "DMEPOS", "Electrical Stimulation"),
        ("Massage therapy, 6 visits", "Rehabilitation", "Other Therapies"),
        ("Weight loss program", "Programs", "Programs"),
        ("Genetic testing", "Diagnostic Testing", "Lab & Pathology"),
        ("Spine surgeon consultation", "Surgery", "Surgical Consult"),
        ("Consultation with a pain specialist", "Evaluation & Management", "Medical Specialties"),
        ("Follow-up visit with a neurologist", "Evaluation & Management", "Medical Specialties"),
        ("Dental crown on tooth 14", "Evaluation & Management", "Dental Services"),
        ("Home health aide, 4 hours a day", "Home Health", "Home Health"),
        ("Lumbar facet injection at L4-5", "Injection", "Facet Injection"),
        ("Medial branch block, left L4-S1", "Injection", "Facet Injection"),
        ("Lumbar epidural steroid injection at L5-S1", "Injection", "Injection"),
        ("Trigger point injection", "Injection", "Injection"),
        ("Functional restoration program, 80 hours", "Programs", "Programs"),
        ("Gym membership, 12 months", "Programs", "Programs"),
        ("Psychological evaluation", "Psych Services", "Evaluation & Management"),
        ("Cognitive behavioral therapy, 6 sessions", "Psych Services", "Therapies"),
        ("Left knee arthroscopy with meniscectomy", "Surgery", "Arthroscopic Surgery"),
        ("Right carpal tunnel release", "Surgery", "Non-arthroscopic Surgery"),
        ("Total knee replacement", "Surgery", "Non-arthroscopic Surgery"),
        ("Lumbar fusion at L4-5", "Surgery", "Spine"),
        ("Anterior cervical discectomy and fusion C5-6", "Surgery", "Spine"),
        ("Assistant surgeon", "Surgery", "Adjunct Surgical Services"),
        ("Pre-operative medical clearance", "Surgery", "Adjunct Surgical Services"),
        ("Surgical consultation", "Surgery", "Surgical Consult"),
        ("Transportation to appointments", "Transportation", "Transportation"),
    ],
)
def test_treatment(asked: str, category: str, subcategory: str) -> None:
    assert classify(asked).kind == (category, subcategory)


@pytest.mark.parametrize(
    ("asked", "subcategory"),
    [
        ("Norco 10/325mg #60", "Opioids"),
        ("Tramadol ER 150mg #60", "Opioids"),
        ("OxyContin 20 mg #90", "Opioids"),
        ("Omeprazole 20mg #60", "Proton Pump Inhibitors"),
        ("Ibuprofen 800 mg #90", "NSAID"),
        ("Naproxen 550mg", "NSAID"),
        ("Cyclobenzaprine 7.5mg #30", "Muscle Relaxant"),
        ("Soma 350mg", "Muscle Relaxant"),
        ("Gabapentin 300 mg #90", "Anti-epilepsy drugs"),
        ("Lyrica 75mg", "Anti-epilepsy drugs"),
        ("Cymbalta 30mg #30", "Antidepressant"),
        ("Ambien 10mg", "Sedative-hypnotics"),
        ("Xanax 0.5 mg", "Benzodiazepines"),
        ("Ondansetron 4mg", "Antiemetic"),
        ("Sumatriptan 50mg", "Antimigraine Agent"),
        ("Cialis 20mg", "Impotence Agents"),
        ("Lidoderm patch 5% #30", "Topical Analgesics"),
        ("Voltaren gel 1%", "Topical Analgesics"),
        ("Voltaren 75mg", "NSAID"),
        ("Terocin patches (lidocaine 4% / menthol 4%), #30", "Topical Analgesics"),
        ("Butrans patch 10mcg", "Opioids"),
        ("Nicotine patch", "Other"),
        ("Medical marijuana", "Cannabinoids"),
        ("Vitamin D 2000 IU", "Nutritional Products"),
        ("Colace 100mg", "GI Agents"),
        ("Lisinopril 10 mg", "Antihypertensive"),
        ("Naloxone kit", "Opioid Antagonist"),
        ("Synvisc injection, left knee", "Viscosupplementation"),
    ],
)
def test_drug(asked: str, subcategory: str) -> None:
    assert classify(asked).kind == ("Pharmaceuticals", subcategory)


@pytest.mark.parametrize(
    "asked",
    [
        "Flurbiprofen 20%, Cyclobenzaprine 4%, Lidocaine 5% cream 180gm",
        "Compound cream: ketoprofen, gabapentin, lidocaine",
        "Gabapentin 10% / Amitriptyline 10% in cream base",
    ],
)
def test_compounded_cream(asked: str) -> None:
    assert classify(asked).kind == ("Pharmaceuticals", "Topical Compounds")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("ACUPUNCTURE", ("Rehabilitation", "Acupuncture")),
        ("Retrospective request for omeprazole", ("Pharmaceuticals", "Proton Pump Inhibitors")),
        ("Ultrasound guided injection, hip", ("Injection", "Injection")),
        ("Ultrasound of the shoulder", ("Diagnostic Testing", "Imaging/Radiology")),
        ("Post-operative physical therapy, 12 visits", ("Rehabilitation", PTOT)),
    ],
)
def test_the_words_that_say_what_it_is_decide(asked: str, expected: tuple[str, str]) -> None:
    assert classify(asked).kind == expected


@pytest.mark.parametrize("asked", [None, "", "Left side", "Zyxofrobnication", "#30 with 2 refills"])
def test_unknown_treatment_has_no_category(asked: str | None) -> None:
    assert classify(asked).kind == (None, None)
