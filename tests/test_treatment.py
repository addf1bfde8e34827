"""DWC's category and subcategory of a disputed treatment, by the head of the request and by what the letter says."""

from __future__ import annotations

import time
from itertools import product

import pytest
from row_by_row import row_by_row

from imrcli.extract.treatment import Context, classify
from imrcli.extract.treatment.adjunct import depends_on_operation

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
        "CF7 (baclofen 3%, capsaicin 0.05%) 30 gm tube",
        "KPL cream (ketoprofen 10%, baclofen 4%, lidocaine 5%)",
        "Baclofen/Ketamine cream",
        "Amantadine 8%, baclofen 4%, diclofenac 5% in cream base",
        "Nifedipine 2%, lidocaine 5%, ketamine 10% gel, 60 gm",
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


VISITS = ("Therapies", "Other Therapies")
THING = ("DMEPOS", "DME")
SUPPLIES = ("DMEPOS", "Supplies")
STIMULATION = ("DMEPOS", "Electrical Stimulation")
ADJUNCT = ("Surgery", "Adjunct Surgical Services")
LAB = ("Diagnostic Testing", "Lab & Pathology")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Paraffin, six sessions", VISITS),
        ("Paraffin bath for use at home", THING),
        ("Balancier board for home use", THING),
        ("Paraffin bath", THING),
        ("Hot packs, 2 times a week for 3 weeks", VISITS),
        ("Mirror box for home use", ("DMEPOS", "DME")),
        ("Home use of a Gammatron wand", ("DMEPOS", "DME")),
        ("Neurobehavioral psychotherapy, 8 sessions", ("Psych Services", "Therapies")),
        (
            "Amantadine HCl 2%, Baclofen 2%, Gabapentin 6% in Lipoderm base 240gm",
            ("Pharmaceuticals", "Topical Compounds"),
        ),
        ("Hot pack, purchase", SUPPLIES),
        ("Two hot packs", SUPPLIES),
        ("Roller traction 1x8", VISITS),
        ("Lumbar traction unit, three month rental", THING),
        ("Diathermy, five visits", VISITS),
        ("Paraffin bath (97018)", VISITS),
        ("Hot packs, CPT 97010", VISITS),
        ("Infrared lamp for the home", THING),
        ("Infrared, 4 treatments", VISITS),
        ("Galvanic stimulation twice a week", VISITS),
        ("Galvanic stimulator, purchase", STIMULATION),
        ("Electrical stimulation, 8 sessions", VISITS),
        ("Ultrasound 2 x 3, right elbow", VISITS),
        ("Ultrasound, right elbow", ("Diagnostic Testing", "Imaging/Radiology")),
        ("Portable ultrasound unit", THING),
        ("Massage, once a week", ("Rehabilitation", "Other Therapies")),
        ("Massage table for the home", THING),
    ],
)
def test_modality_is_a_thing_or_visits(asked: str, expected: tuple[str, str]) -> None:
    assert classify(asked).kind == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("TENS electrodes", SUPPLIES),
        ("TENS unit with electrodes", STIMULATION),
        ("Interferential unit supplies", SUPPLIES),
        ("Pregabalin level", LAB),
        ("Serum vitamin B12 and folate levels", LAB),
        ("Lithium and valproic acid levels", LAB),
        ("Plasma levels of nortriptyline and amitriptyline", LAB),
        ("Serum magnesium", LAB),
        ("Testosterone 200 mg/ml to restore levels", ("Pharmaceuticals", "Androgens & Anabolic Steroids")),
        ("Depo-Medrol injection at 2 levels", ("Pharmaceuticals", "Injection")),
        ("Pregabalin 75 mg, level of care 2", ("Pharmaceuticals", "Anti-epilepsy drugs")),
        ("Oxycodone metabolite test", LAB),
        ("Insulin syringes", SUPPLIES),
        ("Infrared acupuncture, five visits", ("Rehabilitation", "Acupuncture")),
        ("Botox consultation", ("Evaluation & Management", "Medical Specialties")),
        ("Cervical fusion consultation", ("Surgery", "Surgical Consult")),
        ("Spinal cord stimulator psychological evaluation", ("Psych Services", "Evaluation & Management")),
        ("Orthopedic mattress", THING),
        ("Orthopedic boots", ("DMEPOS", "Prosthetics/Orthotics")),
        ("Endoscopic sinus surgery", ("Surgery", "Non-arthroscopic Surgery")),
        ("Daily RN for changes of dressings", ("Home Health", "Home Health")),
        ("Chirophysio, 6 visits", ("Rehabilitation", "Chiropractic")),
        ("Cleansing wipes", SUPPLIES),
        ("Driver to and from visits", ("Transportation", "Transportation")),
        ("Removal of impacted wisdom teeth", ("Evaluation & Management", "Dental Services")),
        ("Laser spine surgery consultation", ("Surgery", "Surgical Consult")),
        ("Platelet gel injection, left hip", ("Injection", "Injection")),
        ("Neuropsychological psychotherapy, 6 visits", ("Psych Services", "Therapies")),
        ("Supportive psychotherapy, 6 sessions", ("Psych Services", "Therapies")),
        ("Bone graft, tooth 12", ("Evaluation & Management", "Dental Services")),
        ("Job site analysis", ("Evaluation & Management", "Medical Specialties")),
        ("Functional MRI of the brain", ("Diagnostic Testing", "Imaging/Radiology")),
        ("Hearing aid evaluation", ("Evaluation & Management", "Medical Specialties")),
        ("Baclofen pump refill", ("Injection", "Injection")),
        ("Botulinum toxin chemodenervation, neck", ("Injection", "Injection")),
    ],
)
def test_head_behind_a_name_decides(asked: str, expected: tuple[str, str]) -> None:
    assert classify(asked).kind == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Fusion, C4-5", ("Surgery", "Spine")),
        ("Fusion of the left thumb", ("Surgery", "Non-arthroscopic Surgery")),
        ("Hardware removal, right ankle", ("Surgery", "Non-arthroscopic Surgery")),
        ("Hardware removal, L4-5", ("Surgery", "Spine")),
        ("Radiofrequency ablation, L3-L5", ("Injection", "Facet Injection")),
        ("Radiofrequency ablation, left knee", ("Injection", "Injection")),
        ("Surgery of the elbow", ("Surgery", "Non-arthroscopic Surgery")),
    ],
)
def test_operation_by_the_part_of_the_body(asked: str, expected: tuple[str, str]) -> None:
    assert classify(asked).kind == expected


@pytest.mark.parametrize(
    ("asked", "subcategory"),
    [
        ("Ketorolac nasal spray, 3 bottles", "NSAID"),
        ("Mometasone nasal spray", "Other"),
        ("Ibuprofen 5% gel", "Topical Analgesics"),
        ("Meloxicam cream, 60 gm", "Topical Compounds"),
        ("Clonidine patch 0.1 mg", "Antihypertensive"),
        ("Muscle relaxant, one month", "Muscle Relaxant"),
        ("Stool softener", "GI Agents"),
        ("Glorvaxine 40 mg, #60", "Other"),
        ("Glorvaxine tablets #60 with one refill", "Other"),
        ("Painaway cream 120 gm", "Topical Analgesics"),
        ("Painaway 10%/4%/2%", "Topical Compounds"),
        ("Zaltoprofen", "NSAID"),
        ("Cyclobenzaprene 10 mg", "Muscle Relaxant"),
        ("Omeprazle 20 mg", "Proton Pump Inhibitors"),
        ("Hidrocodone 5 mg", "Opioids"),
        ("Norko 10 mg #30", "Opioids"),
        ("Lyrca 75 mg", "Anti-epilepsy drugs"),
        ("Glorva 40 mg", "Other"),
        ("Oxycodne/APAP 5/325", "Opioids"),
        ("Vicodinn 5/325", "Opioids"),
        ("Terocin (menthol 10%, capsaicin 0.025%) 120 ml", "Topical Analgesics"),
    ],
)
def test_drug_by_form_class_word_ending_or_misspelt_name(asked: str, subcategory: str) -> None:
    assert classify(asked).kind == ("Pharmaceuticals", subcategory)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Acupuncure, 4 visits", ("Rehabilitation", "Acupuncture")),
        ("Physcial thearpy", ("Rehabilitation", PTOT)),
        ("Arthroscpy, left hip", ("Surgery", "Arthroscopic Surgery")),
        ("Septectomy", ("Surgery", "Non-arthroscopic Surgery")),
        ("Osteography of the arm", ("Diagnostic Testing", "Imaging/Radiology")),
    ],
)
def test_words_that_no_list_has(asked: str, expected: tuple[str, str]) -> None:
    assert classify(asked).kind == expected


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("Retrospective request for Motrin 600 mg", "Motrin"),
        ("One lumbar epidural steroid injection", "lumbar epidural"),
        ("Three TENS unit electrodes", "TENS unit electrode"),
        ("Injection of the hip under ultrasound", "Injection"),
        ("Glorvaxine 40 mg", "Glorvaxine"),
    ],
)
def test_where_the_words_stand_that_tell_it(asked: str, words: str) -> None:
    span = classify(asked).span
    assert span is not None
    assert asked[slice(*span)].removesuffix("s") == words


@pytest.mark.parametrize(
    ("asked", "several"),
    [
        ("Baclofen 10 mg #60 and Lunesta 2 mg #30", True),
        ("Mobic 15 mg; Prevacid 30 mg", True),
        ("Acupuncture 1x6 and massage 1x6", True),
        ("Neuropsychological evaluation and 8 psychotherapy sessions", True),
        ("X-ray of the hip plus orthopedic consultation", True),
        ("Acupuncture with massage, heat and infrared", False),
        ("EMG/NCV of the legs", False),
        ("MRI of the neck, shoulder, and hip", False),
        ("TENS unit and electrodes", False),
        ("Shoulder arthroscopy, acromioplasty, and open biceps tenodesis", False),
        ("Hydrocodone and acetaminophen 5/325", False),
        ("Ketoprofen 10%, lidocaine 5%, gabapentin 6% cream", False),
        ("Kenalog and lidocaine injection, left knee", False),
        ("LidoPro (capsaicin, lidocaine, menthol)", False),
        ("Pain management consultation for an epidural and a facet block", False),
        ("Home health aide for bathing, cooking, and transportation", False),
    ],
)
def test_request_with_several_treatments_is_told_by_the_first(asked: str, several: bool) -> None:
    assert classify(asked).several is several


KNEE = ("Left knee arthroscopy with meniscectomy",)


BESIDE_AN_OPERATION = [
    "As the operation asked for is not medically necessary, this associated request is not.",
    "The arthroscopy is not medically necessary. Therefore the crutches are not medically necessary.",
    "Since surgery was not certified, this item is not needed either.",
    "Given the denial of the arthroscopy, this is not medically necessary.",
    "The primary procedure was denied; none of the associated services are supported.",
    "As the surgery is medically necessary, the associated equipment is medically necessary.",
    "Surgery not being certified, this is not needed.",
    "Its use is contingent upon the surgery, which is not medically necessary.",
    "The surgery was denied. Being incidental to it, this is not medically necessary.",
    "There is no evidence that the surgery was authorized. As such this is not supported.",
    "The concurrent knee surgery has been found medically necessary. One week of use is usual.",
    "This presumes that surgery is planned. There is no need for it if the surgery does not occur.",
]


@row_by_row(product(["Crutches", "EKG", "Cold unit, 14 days", "Follow-up visit", "Home nurse"], BESIDE_AN_OPERATION))
def test_service_beside_an_operation_is_adjunct(asked: str, rationale: str) -> None:
    assert classify(asked, Context(rationale=rationale, others=KNEE)).kind == ADJUNCT


@pytest.mark.parametrize(
    "asked", ["Post-operative physical therapy, 8 visits", "Percocet 5/325", "Epidural injection", "Right hip fusion"]
)
def test_what_is_asked_for_in_its_own_right_is_never_adjunct(asked: str) -> None:
    context = Context(rationale="As the surgery is not necessary, this associated request is not.", others=KNEE)
    assert classify(asked, context).kind == classify(asked).kind != ADJUNCT


@pytest.mark.parametrize(
    "rationale",
    [
        "There is no plan for surgery, and an MRI is not medically necessary.",
        "The patient had surgery in May. The brace is not medically necessary.",
        "Surgery is an option. This is medically necessary.",
        "The guidelines support a unit after surgery, within thirty days. It is not medically necessary here.",
        "",
    ],
)
def test_rationale_that_speaks_of_surgery_otherwise(rationale: str) -> None:
    assert not depends_on_operation(rationale)


@pytest.mark.parametrize(
    ("asked", "others", "expected"),
    [
        ("Labs to include: CBC", KNEE, ADJUNCT),
        ("Labs to include: CBC", ("Norco",), LAB),
        ("Tests to include: EKG", (), ADJUNCT),
    ],
)
def test_list_of_tests_before_an_operation(asked: str, others: tuple[str, ...], expected: tuple[str, str]) -> None:
    assert classify(asked, Context(others=others)).kind == expected


@pytest.mark.parametrize(
    ("asked", "guidelines", "expected"),
    [
        ("Six sessions", ("Acupuncture Treatment 2007",), ("Rehabilitation", "Acupuncture")),
        (
            "Therapy 2x4",
            ("ODG, Low Back, Manipulation", "Manual therapy & manipulation"),
            ("Rehabilitation", "Chiropractic"),
        ),
        ("Therapy 2x4", ("Opioids, criteria for use",), ("Rehabilitation", PTOT)),
        ("Therapy 2x4", ("Acupuncture", "Massage therapy"), ("Rehabilitation", PTOT)),
        ("Physical therapy 2x4", ("Acupuncture Treatment 2007",), ("Rehabilitation", PTOT)),
        ("Norco 10 mg", ("Acupuncture Treatment 2007",), ("Pharmaceuticals", "Opioids")),
        ("Unspecified", ("Acupuncture Treatment 2007",), (None, None)),
    ],
)
def test_guideline_decides_only_where_the_request_is_open(
    asked: str, guidelines: tuple[str, ...], expected: tuple[str | None, str | None]
) -> None:
    assert classify(asked, Context(guidelines=guidelines)).kind == expected


@pytest.mark.parametrize(
    ("context", "subcategory"),
    [
        (Context(), "Other"),
        (Context(rationale="Naproxen is an NSAID."), "NSAID"),
        (Context(others=("MRI of the knee", "Naproxen 550 mg")), "NSAID"),
        (Context(rationale="Tramadol is an opioid."), "Other"),
    ],
)
def test_name_that_another_part_of_the_letter_spells_right(context: Context, subcategory: str) -> None:
    assert classify("Naprxsn 550 mg", context).kind == ("Pharmaceuticals", subcategory)


@pytest.mark.parametrize("piece", [" ", "(", "a ", "with ", "1% ", "surgery is ", "and, ", "x", "post op "])
def test_hostile_requests_cost_no_more_than_their_length(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.process_time()
    classify(text, Context(rationale=text, others=(text,), guidelines=(text,)))
    assert time.process_time() - start < 2
