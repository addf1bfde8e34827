"""Checks of the levels of the spine, of signs of the examination, and of other numbers than visits."""

from __future__ import annotations

import pytest
from checked_letters import KNEE, NOTHING, SUMMARY, codes, item, letter

from imrcli.check.levels import levels_in

REASON = "The guidelines allow this where conservative care has failed. In this case its result is not known."
ANKLE = "MTUS Ankle and Foot Complaints 2004, Section(s): Special Studies."
BLOCKS = "Bilateral medial branch blocks at L4-L5 and L5-S1"
ESI = "Lumbar epidural steroid injection at L4-L5"
BACK = SUMMARY.replace("right\nknee", "low\nback").replace("right knee", "low back")


def decided(request: str, thing: str, *others: str) -> list[str]:
    """The codes of a letter on the low back with an item whose verdict is on some thing, and other items."""
    verdict = f"{REASON} The request for {thing} is not medically necessary."
    rest = [item(other, f"{REASON} The request is not medically necessary.") for other in others]
    return codes(letter(item(request, verdict), *rest, summary=BACK))


@pytest.mark.parametrize(
    ("words", "joints", "single"),
    [
        ("L4-L5 and L5-S1", {23, 24}, set()),
        ("L3-S1", {22, 23, 24}, set()),
        ("L3, L4 and L5", set(), {22, 23, 24}),
        ("L4-5-S1", {23, 24}, set()),
        ("L5-1", {24}, set()),
        ("C5/6", {5}, set()),
        ("C7 through T2", {7, 8}, set()),
        ("T12-L1", {19}, set()),
        ("C8", set(), {7}),
        ("a T2-weighted image, L9 and C4.5", set(), set()),
    ],
)
def test_levels_are_read(words: str, joints: set[int], single: set[int]) -> None:
    levels = levels_in(words)
    assert (set(levels.joints), set(levels.single)) == (joints, single)


@pytest.mark.parametrize(
    ("request_", "thing", "others"),
    [
        (BLOCKS, "bilateral medial branch blocks at L3-L4 and L4-L5", ()),
        (ESI, "a lumbar epidural steroid injection at L5-S1", ()),
        (ESI, "the L3-5 lumbar epidural steroid injection", ()),
        ("Right L5 and S1 transforaminal epidural steroid injection", "transforaminal injection at L4 and L5", ()),
        ("Left L5 transforaminal epidural steroid injection", "an epidural steroid injection at L2-L3", ()),
        ("Anterior fusion at C5-C6", "the anterior fusion at C5-C7", ("Cervical collar",)),
    ],
)
def test_other_levels_are_questioned(request_: str, thing: str, others: tuple[str, ...]) -> None:
    assert "verdict-other-levels" in decided(request_, thing, *others)


@pytest.mark.parametrize(
    ("request_", "thing", "others"),
    [
        (BLOCKS, "the bilateral L4-5 and L5/S1 medial branch blocks", ()),
        ("Radiofrequency ablation at L3-S1", "radiofrequency ablation of L3-4, L4-5 and L5-S1", ()),
        ("Medial branch blocks of L3, L4 and L5", "the medial branch blocks for the L4-5 and L5-S1 facets", ()),
        ("Transforaminal epidural steroid injection at L5-S1", "the S1 transforaminal epidural steroid injection", ()),
        ("Lumbar epidural steroid injection", "a lumbar epidural steroid injection at L4-L5", ()),
        (ESI, "a lumbar epidural steroid injection at L5-S1", ("Lumbar epidural steroid injection at L5-S1",)),
    ],
)
def test_the_same_levels_are_not_questioned(request_: str, thing: str, others: tuple[str, ...]) -> None:
    assert not {"verdict-other-levels", "verdict-wider-or-narrower"} & set(decided(request_, thing, *others))


def test_a_verdict_on_fewer_levels_is_narrower() -> None:
    assert "verdict-wider-or-narrower" in decided(BLOCKS, "bilateral medial branch blocks at L4-L5")


SIGNS = [
    ("McMurray's test was negative.", "The McMurray test was positive.", True),
    ("Lachman and anterior drawer tests are negative.", "There was a positive Lachman sign.", True),
    ("The Hawkins sign is positive on examination.", "Hawkins was negative.", True),
    ("McMurray's test was negative on the right.", "McMurray was positive on the right.", True),
    ("McMurray's test was negative.", "The McMurray test was not positive.", False),
    ("McMurray's test was negative on the left.", "The McMurray test was positive on the right.", False),
    ("McMurray's test was negative.", "McMurray was positive in May. McMurray was negative in June.", False),
    ("Surgery is not needed if McMurray's test is negative.", "The McMurray test was positive.", False),
    ("ACOEM states that a negative McMurray test is common.", "The McMurray test was positive.", False),
]


@pytest.mark.parametrize(("argued", "told", "questioned"), SIGNS)
def test_signs_of_the_knee(argued: str, told: str, questioned: bool) -> None:
    rationale = f"{REASON} {argued} The request for MRI of the right knee is not medically necessary."
    found = codes(letter(item(rationale=rationale), summary=f"{SUMMARY} {told}"))
    assert ("examination-differs" in found) is questioned


@pytest.mark.parametrize(
    ("argued", "told", "questioned"),
    [
        ("The straight leg raise was negative.", "Straight leg raising was positive at 40 degrees.", True),
        ("Sensation is intact.", "Sensation was decreased over the right foot.", True),
        ("Motor strength is normal.", "Strength of the right leg was 4/5 at the ankle.", True),
        ("Reflexes are symmetric.", "The right ankle reflex was absent, and the leg was weak.", True),
        ("The neurologic examination is normal.", "Sensation was decreased over the right foot.", True),
        ("He is neurologically intact.", "The right ankle reflex was absent.", True),
        ("There are no neurologic deficits.", "Strength of the right leg was 4/5.", True),
        ("There are no neurologic deficits.", "Strength of the right leg was 5/5.", False),
        ("The neurologic examination is not normal.", "Sensation was decreased over the right foot.", False),
        ("The neurologic examination is normal.", "Sensation was decreased over the right hand.", False),
        ("Sensation of the foot is decreased.", "Sensation was intact.", True),
        ("Sensation of the foot is decreased.", "Neck pain was noted. Sensation was intact.", False),
        ("Sensation is intact.", "Sensation was decreased over the right hand.", False),
        ("Sensation is intact.", "Sensation was intact in the legs.", False),
        ("Sensation is intact in the arms.", "Sensation was decreased over the right foot.", False),
    ],
)
def test_signs_of_the_limbs(argued: str, told: str, questioned: bool) -> None:
    rationale = f"{REASON} {argued} The request for MRI of the lumbar spine is not medically necessary."
    found = codes(letter(item("MRI of the lumbar spine", rationale), summary=f"{BACK} {told}"))
    assert ("examination-differs" in found) is questioned


@pytest.mark.parametrize(
    ("request_", "verdict", "questioned"),
    [
        ("Supartz injections of the right knee, series of 3", "a series of 5 Supartz injections", True),
        ("Three Supartz injections of the right knee", "five Supartz injections of the right knee", True),
        ("Knee injections x 3", "knee injections x 5", True),
        ("H-wave unit, 30 day rental", "a three month rental of the H-wave unit", True),
        ("Supartz injections of the right knee, series of 3", "the three Supartz injections", False),
        ("Supartz injection of the right knee", "a series of three Supartz injections", False),
        ("H-wave unit, 30 day rental", "a one month rental of the H-wave unit", False),
        ("Inpatient stay, 3 days", "a five day stay", True),
        ("Botox injection, 155 units", "200 units of Botox", True),
        ("Voltaren gel 100 grams", "Voltaren gel 300gm", True),
        ("Inpatient stay, 3 days", "a stay of three days", False),
        ("Voltaren gel 1% 100 grams, 3 tubes", "Voltaren gel 1% 100gm", False),
        ("H-wave unit, 2 week rental", "the 14-day rental of the H-wave unit", False),
    ],
)
def test_counts_of_other_things(request_: str, verdict: str, questioned: bool) -> None:
    found = codes(letter(item(request_, f"{REASON} The request for {verdict} is not medically necessary.")))
    assert ("rationale-other-quantity" in found) is questioned


MISSED = [
    ("The patient has never had an injection.", "He received a cortisone injection of the right knee.", True),
    ("He has not had any acupuncture.", "He completed six acupuncture visits.", True),
    ("He has not undergone physical therapy or chiropractic care.", "He had chiropractic care in 2016.", True),
    ("The patient does not take any NSAID.", "He takes naproxen.", True),
    ("No imaging was provided.", "X-rays of the right knee showed no fracture.", True),
    ("There is no indication that this claimant has tried acupuncture before.", "He had acupuncture in May.", True),
    ("The records contain no electrodiagnostic evidence.", "NCS of the right leg on 5-2-16 showed slowing.", True),
    ("There is no injection on record since the fall.", "He received an injection of the right knee.", False),
    ("He has had no acupuncture in the last year.", "He completed six acupuncture visits.", False),
    ("He has never had an injection.", "An injection of the right knee was recommended.", False),
    ("He has not undergone acupuncture.", "He asked for acupuncture, which he had not had.", False),
    ("He does not take any opioid.", "He takes naproxen.", False),
]


@pytest.mark.parametrize(("argued", "told", "questioned"), MISSED)
def test_treatments_that_were_never_had(argued: str, told: str, questioned: bool) -> None:
    rationale = f"{REASON} {argued} The request for MRI of the right knee is not medically necessary."
    found = codes(letter(item(rationale=rationale), summary=f"{SUMMARY} {told}"))
    assert ("said-absent-but-told" in found) is questioned


WORKERS = [
    ("age-differs", "This 57-year-old patient has not tried it.", True),
    ("sex-differs", "This woman has had enough.", True),
    ("sex-differs", "This man has had enough.", False),
    ("duration-exceeds-injury", "He has been symptomatic for over five years.", True),
    ("reasons-for-other-outcome", "The criteria for continued use are met.", True),
    ("age-differs", "The 44-year-old patient has not tried it.", False),
    ("age-differs", "Use in a 70-year-old patient has not been studied.", False),
    ("sex-differs", "She has no goals, and her progress cannot be measured.", True),
    ("sex-differs", "Her surgeon says that she has seen him, and the physician is her own.", False),
    ("sex-differs", "He has no goals; her progress cannot be measured.", False),
    ("reasons-for-other-outcome", "All of the criteria have been satisfied.", True),
    ("reasons-for-other-outcome", "The patient meets all of the criteria.", True),
    ("reasons-for-other-outcome", "Not all of the criteria have been satisfied.", False),
    ("reasons-for-other-outcome", "Most of the criteria have been satisfied.", False),
]


@pytest.mark.parametrize(("code", "argued", "questioned"), WORKERS)
def test_words_on_the_worker_and_the_criteria(code: str, argued: str, questioned: bool) -> None:
    rationale = f"{REASON} {argued} The request for MRI of the right knee is not medically necessary."
    assert (code in codes(letter(item(rationale=rationale)))) is questioned


def test_a_joint_is_injected_by_its_own_chapter() -> None:
    printed = item("Synvisc-One injection of the right knee", f"{REASON} It is not medically necessary.", own=ANKLE)
    assert "guideline-other-body-part" in codes(letter(printed))


@pytest.mark.parametrize(
    ("request_", "own"),
    [
        ("Postoperative therapy, right knee, 12 visits", "Postsurgical Treatment Guidelines 2009, Section(s): {}"),
        ("Knee brace", "Neck and Upper Back Complaints 2004, Section(s): Initial Care"),
    ],
)
def test_sections_and_chapters_for_therapy_and_braces(request_: str, own: str) -> None:
    printed = item(request_, f"{REASON} It is not medically necessary.", own=f"MTUS {own.format('Shoulder')}.")
    assert "guideline-other-body-part" in codes(letter(printed))
    right = own.format("Knee").replace("Neck and Upper Back", "Knee")
    printed = item(request_, f"{REASON} It is not medically necessary.", own=f"MTUS {right}.")
    assert "guideline-other-body-part" not in codes(letter(printed))


@pytest.mark.parametrize(("outcome", "told"), [("Upheld", True), ("Overturned", False)])
def test_an_administrator_that_cites_nothing_matters_where_its_denial_stands(outcome: str, told: bool) -> None:
    # `not` stands in the verdict of an item that was upheld only.
    necessary = "not medically necessary" if told else "medically necessary"
    printed = item(rationale=f"{REASON} The MRI of the right knee is {necessary}.", theirs=NOTHING, own=KNEE)
    found = codes(letter(printed.replace(": Upheld", f": {outcome}")))
    assert ("administrator-cites-nothing" in found) is told
