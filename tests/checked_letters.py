"""A sound letter, and ways to change one thing in it, for the tests of the checks."""

from __future__ import annotations

from imrcli.check import Doubt
from imrcli.ingest import from_text
from imrcli.reading import Reading

HEAD = """Case Number: CM16-0200001
Date Assigned: 11/29/2016 Date of Injury: 09/12/2016
Decision Date: 12/28/2016 UR Denial Date: 11/07/2016
Priority: Standard Application
Received:
11/21/2016
HOW THE IMR FINAL DETERMINATION WAS MADE
MAXIMUS Federal Services sent the complete case file to an expert reviewer.
The Expert Reviewer has the following credentials:
State(s) of Licensure: California
Certification(s)/Specialty: {specialty}
CLINICAL CASE SUMMARY
The expert reviewer developed the following clinical case summary based on a review of the
case file, including all medical records:
{summary}
IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:
"""
SUMMARY = """The injured worker is a 44 year old male who sustained an industrial injury on 09-12-2016. He is
being treated for a strain of the right knee. On 10-20-2016 he was seen in follow-up and complained of right
knee pain, rated 6 out of 10. The physical examination of the right knee showed tenderness and full range of
motion. Treatment to date has included ibuprofen and physical therapy. The request for authorization was dated
10-31-2016. On 11-07-2016, Utilization Review non-certified the request."""
ITEM = """{request}: Upheld
Claims Administrator guideline: Decision based on {theirs}
MAXIMUS guideline: Decision based on {own}
Decision rationale: {rationale}
"""
KNEE = "MTUS Knee Complaints 2004, Section(s): Special Studies."
RATIONALE = """The ACOEM Guidelines state that special studies are not needed until after a period of care. In
this case, the right knee is stable and no red flag is documented. The request for MRI of the right knee is not
medically necessary."""


def item(
    request: str = "MRI of the right knee",
    rationale: str = RATIONALE,
    *,
    theirs: str = KNEE,
    own: str = KNEE,
) -> str:
    return ITEM.format(request=request, rationale=rationale, theirs=theirs, own=own)


def letter(*items: str, summary: str = SUMMARY, specialty: str = "Orthopedic Surgery") -> str:
    return HEAD.format(summary=summary, specialty=specialty) + "".join(items or (item(),))


def doubts(text: str) -> list[Doubt]:
    return Reading(from_text(text)).doubts()


def codes(text: str) -> list[str]:
    return [doubt.code for doubt in doubts(text)]


def summarized(more: str) -> str:
    """The sound letter with a sentence more in its summary."""
    return letter(summary=SUMMARY + " " + more)


def argued(more: str, request: str = "MRI of the right knee") -> str:
    """The sound letter with a sentence more in its rationale."""
    return letter(item(request, RATIONALE.replace("In\nthis case", more + " In this case")))


def without(words: str, other: str, text: str = SUMMARY) -> str:
    assert words in text
    return letter(summary=text.replace(words, other))


NSAID = "MTUS Chronic Pain Medical Treatment 2016, Section(s): NSAIDs."
NOTHING = "x. The Expert Reviewer did not cite any medical evidence for its decision."
DEPENDENT = "As the requested surgery is not medically necessary, the associated service is not medically necessary."
PT = "MTUS Chronic Pain Medical Treatment 2016, Section(s): Physical medicine treatment."


def none_cited(request: str, rationale: str) -> str:
    """An item for which neither side cites anything."""
    printed = item(request, rationale)
    printed = printed.replace(
        f"Claims Administrator guideline: Decision based on {KNEE}",
        "Claims Administrator guideline: The Claims Administrator did not cite any medical evidence for its decision.",
    )
    return printed.replace(
        f"MAXIMUS guideline: Decision based on {KNEE}",
        "MAXIMUS guideline: The Expert Reviewer did not cite any medical evidence for its decision.",
    )


def partial(request: str, asked: str, authorized: str) -> str:
    """A request that was partly authorized."""
    header = (
        f"{asked} was the original request. {authorized} was authorized by the Claims Administrator. The remaining IMR"
        f" eligible portion of the original request, {request} is"
    )
    return item(header, "The request is not medically necessary.", theirs=PT, own=PT)
