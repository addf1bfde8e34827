"""Printed words that several formats share: the labels over an item's parts, and the sentences below headings.

`LABELS` (2014 on) stand before each part; `SENTENCES` (late 2013, 2014) are the first words of the parts themselves.
Some letters of 2014 mix the two.
"""

from imrcli.letters.format import Label, Part
from imrcli.letters.phrase import Phrase

LABELS = (
    Part("claims_administrator", Phrase("Claims Administrator guideline(s):|Claims Administrator Guideline(s):")),
    Part("reviewer", Phrase("MAXIMUS guideline(s):|Maximus guideline(s):|MAXIMUS Guideline(s):")),
    Part("rationale", Phrase("Decision rationale:|Decision Rationale:")),
)

_ANY = "[Expert] [Physician] [Medical] [Professional]"
_VERBS = "based cited cites did does is referenced utilized considered reviewed used relied"


def _also(before: str, verbs: str) -> str:
    """The same words before each of several verbs."""
    return "".join(before + verb for verb in verbs.split())


SENTENCES = (
    Part(
        "claims_administrator",
        Phrase(
            "The Claims Administrator based|The Claims Administrator did|The Claims Administrator cited"
            "|The Claims Administrator used|The Claims Administrator relied"
            + _also("|The Claims Administrator [also] [has] ", f"{_VERBS} provided failed made denied applied")
            + "|The Claims Administrator’s decision|Claims Administrator based|No guideline(s) were cited"
        ),
        opens=True,
    ),
    Part(
        "reviewer",
        Phrase(
            "The Physician Reviewer based|The Physician Reviewer found|The Physician Reviewer relied"
            "|The Physician Reviewer did|The Physician Reviewer cited"
            "|The Expert Reviewer based|The Expert Reviewer found|The Expert Reviewer relied"
            "|The Expert Reviewer did|The Expert Reviewer cited"
            + _also(
                "|The [Expert] [Physician] [Medical] [Professional] Reviewer [also] [has] ", f"{_VERBS} found finds"
            )
            + "|The Physician Reviewer’s decision [is] [was] based|The Expert Reviewer’s decision [is] [was] based"
            "|Physician Reviewer based|Expert Reviewer based"
        ),
        opens=True,
    ),
    Part(
        "rationale",
        Phrase(
            "The Physician Reviewer’s decision rationale:|The Physician Reviewer’s Decision Rationale:"
            "|The Expert Reviewer’s decision rationale:|Rationale for the Decision:|Decision rationale:"
        ),
    ),
)

DOCUMENTS_LEAD = Phrase(
    "The following relevant documents received from the interested parties and the documents provided with the"
    " application were reviewed and considered. These documents included:",
    case=False,
)

SUMMARY_LEAD = Phrase(
    "The [expert] [physician] reviewer developed the following clinical case summary based on a review of the case"
    " file, including all medical records:",
    case=False,
)

ISSUES_LEAD = Phrase(
    "The Final Determination was based on decisions for the disputed items/services set forth below:", case=False
)

DENIAL_IN_PROSE = Label(
    "ur_denial_date",
    Phrase("Utilization Review Denial dated|Utilization Review Denial/Modification dated", case=False),
    anywhere=True,
)
"""`... was filed on D disputing the Utilization Review Denial dated D` (2013, 2014)"""

ASSIGNMENT_IN_PROSE = Label(
    "date_assigned",
    Phrase(
        "Notice of Assignment and Request for Information was provided to the [above] part(ies) on"
        "|Notice of Assignment and Request for Information was provided to the above parties on",
        case=False,
    ),
    anywhere=True,
)
"""`A Notice of Assignment and Request for Information was provided to the above parties on D` (2013, 2014)"""
