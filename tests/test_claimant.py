"""The injured worker's age and sex, as a clinical summary tells them."""

from __future__ import annotations

import pytest

from imrcli.extract.claimant import read_age, read_sex


def told(summary: str) -> tuple[int | None, str | None]:
    age, sex = read_age(summary), read_sex(summary)
    for read in (age, sex):
        assert read is None or all(summary[start:end].strip() for start, end in read.spans)
    return age.value if age else None, sex.value if sex else None


@pytest.mark.parametrize(
    ("summary", "age", "sex"),
    [
        ("The injured worker is a 50-year-old female who slipped.", 50, "female"),
        ("The applicant is a 34 year old male welder.", 34, "male"),
        ("This is a 34-yr-old man with a sore wrist.", 34, "male"),
        ("The patient is a 62 yo woman.", 62, "female"),
        ("A 62 y/o gentleman was seen.", 62, "male"),
        ("The patient is a 41 y.o. female.", 41, "female"),
        ("Patient: 57-year-old M with knee pain.", 57, "male"),
        ("Patient: 57-year-old F with knee pain.", 57, "female"),
        ("This 48 year old, right-hand-dominant male hurt his elbow.", 48, "male"),
        ("The claimant is a fifty-two year old woman.", 52, "female"),
        ("The claimant is a sixty-year-old man.", 60, "male"),
        ("The claimant, nineteen years old, is a male apprentice.", 19, "male"),
        ("A female cook, aged 47, burnt her hand.", 47, "female"),
        ("A male baker who is 47 years of age burnt his hand.", 47, "male"),
        ("The patient (age 44, male) fell.", 44, "male"),
        ("The patient is 61 years of age. She fell from a ladder.", 61, "female"),
        ("60F. Fall from a dock, right wrist.", 60, "female"),
        ("48M with neck pain.", 48, "male"),
        ("Claimant: 47/F, slipped.", 47, "female"),
        ("This 57 y F has pain.", 57, "female"),
        ("F, 39, hurt her back.", 39, "female"),
        ("Male, 58. Fell.", 58, "male"),
        ("The claimant is a woman of 44 who fell.", 44, "female"),
        ("Mr. Roe, 45, hurt his knee.", 45, "male"),
        ("The applicant, sixty-one, hurt her wrist.", 61, "female"),
        ("The injured worker is 39 and female.", 39, "female"),
        ("The patient is 63 years old and a male.", 63, "male"),
        ("Patient F 44 years old", 44, "female"),
        ("Hurt by a man, 44, who fled. She is 30 years old.", 30, "female"),
    ],
)
def test_age_and_sex_are_named(summary: str, age: int, sex: str) -> None:
    assert told(summary) == (age, sex)


@pytest.mark.parametrize(
    ("summary", "sex"),
    [
        ("The 39-year-old worker twisted his ankle while he was unloading.", "male"),
        ("The 39-year-old worker twisted her ankle.", "female"),
        ("Mr. Doe is 39 years old and twisted an ankle.", "male"),
        ("Ms. Roe is 39 years old and twisted an ankle.", "female"),
        ("The 39-year-old worker twisted an ankle; he/she was seen twice.", None),
        ("The 39-year-old worker twisted an ankle.", None),
        ("The 39-year-old was in the car. He was hurt when she braked.", None),
    ],
    ids=["his", "her", "Mr", "Ms", "he/she", "not told", "both"],
)
def test_sex_from_titles_and_pronouns(summary: str, sex: str | None) -> None:
    assert told(summary) == (39, sex)


@pytest.mark.parametrize(
    "summary",
    [
        "The injured worker is a female clerk with an 18 month history of pain.",
        "The injured worker is a female clerk who has worked there for 20 years.",
        "The injured worker is a female clerk whose 12-year-old son does the shopping.",
        "The injured worker is a female clerk. Her mother, aged 81, had arthritis.",
        "The injured worker is a female clerk in a 110-year-old building.",
        pytest.param(
            "The injured worker is a female clerk with a 12-year-old back injury.",
        ),
    ],
    ids=["months", "service", "son", "mother", "building", "injury"],
)
def test_other_ages_are_not_the_workers(summary: str) -> None:
    assert told(summary) == (None, "female")


def test_the_worker_comes_before_relatives() -> None:
    assert told("A 45-year-old man lives with his 40-year-old wife.") == (45, "male")


@pytest.mark.parametrize(
    "summary",
    [
        "A 37-year-old nurse was struck by a male patient. She has had neck pain since.",
        "A 37-year-old cashier was pushed by a man who ran. She fell on her left hip.",
    ],
)
def test_another_persons_sex_is_not_the_workers(summary: str) -> None:
    assert told(summary) == (37, "female")


@pytest.mark.parametrize("summary", ["", "Records were reviewed."])
def test_nothing_told_is_none(summary: str) -> None:
    assert told(summary) == (None, None)


@pytest.mark.parametrize(
    ("summary", "age", "sex"),
    [
        ("The 40-year-old cook burned a hand. She went home. Her husband drives her now.", 40, "female"),
        ("The 51 year old mason fell. He lives with his daughter and walks with a cane.", 51, "male"),
        ("This is a 29-year-old with back pain. The patient's mother attended. He has not worked.", 29, "male"),
        ("The worker, aged 47, hurt a knee. The husband of the patient helps, and she uses a walker.", 47, "female"),
        ("The 33-year-old applicant lives with a brother and a sister. He reports pain.", 33, None),
        ("A 61-year-old janitor. Mother with diabetes, father with stroke. She fell at work.", 61, None),
        ("The patient, 45 years old, was lifting a female patient. He felt a pop in his back.", 45, "male"),
        ("The 52 year old clerk was hit by a male coworker. She had neck pain.", 52, "female"),
        ("A 44-year-old teller. A supervisor called a son, and he came.", 44, None),
        ("Patient is a 55 y/o RHD M s/p fall.", 55, "male"),
        ("The patient is a 49 yo RHD F who fell.", 49, "female"),
        ("The wife, a 60-year-old woman, says that the patient, who is 63 years old, fell.", 63, None),
        ("The applicant, 54 years old, filed a claim. His attorney, Ms. Roe, wrote.", 54, "male"),
    ],
)
def test_relatives_and_others_do_not_hide_the_worker(summary: str, age: int, sex: str | None) -> None:
    assert told(summary) == (age, sex)


@pytest.mark.parametrize(
    ("summary", "age"),
    [
        (
            "The patient was 46 years old at the time of the injury and is 48 years old at present. This lineman fell.",
            48,
        ),
        ("The patient is a woman who was 53 when hurt on 02/11/2010, and who is 57 now. She bent to lift a drum.", 57),
        ("The injured employee is a nineteen (19) year old female lifeguard.", 19),
        ("Age at injury 46, current age 48. He fell.", 48),
        ("This 46-year-old at the time of injury, now 48 years old, man fell.", 48),
        ("The worker, then 44 years old, was struck by a door on 3/3/2010. She is now 51 years old.", 51),
        ("The worker, aged 44 at the time, was struck by a door on 3/3/2010. She is now 51.", 51),
        ("The patient was a 35 year old cashier when she slipped in 2012. She is currently 39 years of age.", 39),
        ("A 60-year-old man who at age 52 fell from a roof.", 60),
        ("Patient is 60. At 52 years old he fell from a roof.", 60),
        ("The patient is a 45 year old male who was injured at the age of 40.", 45),
        (
            "The applicant is a 45-year-old female "
            "whose date of injury is 1/2/2014, at which time she was 43 years old.",
            45,
        ),
        ("The patient was 46 years old at the time of the injury.", 46),
        ("The injured worker is now twenty-nine (29) years of age; he was 27 when he fell.", 29),
        ("At present 33, the claimant was 30 when a pallet fell on him.", 33),
        ("62 y/o male. Was 55 at DOI.", 62),
        ("Presently sixty-two, this retired welder was fifty-five at the time of injury.", 62),
        ("The patient, who is now 41 years old, was 38 years old when injured.", 41),
        ("The patient is 52-year-old man (49 at injury).", 52),
        ("52 yo F (DOI age 49) with neck pain.", 52),
        ("Ms. Doe was 51 when she was injured. Now 58, she reports neck pain.", 58),
        ("The patient is a 45 year old man. He is now 12 weeks out from surgery.", 45),
        ("A 45-year-old woman. Her son is now 20 years old.", 45),
        ("A 45-year-old man. His wife is 47 now.", 45),
        ("A 45-year-old. Pain is 70 now, he says.", 45),
        ("She is a 45-year-old. Use is currently 30, and was 60 tablets.", 45),
    ],
)
def test_the_age_is_todays_where_the_one_at_the_injury_stands_beside_it(summary: str, age: int) -> None:
    assert told(summary)[0] == age
