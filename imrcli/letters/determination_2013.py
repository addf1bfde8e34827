"""Format C, late 2013 and 2014: a letter that states its determination, then numbered decisions in sentences."""

from imrcli.letters.format import Heading, Label, LetterFormat
from imrcli.letters.parts import LABELS, SENTENCES
from imrcli.letters.phrase import Phrase

FORMAT = LetterFormat(
    name="determination-2013",
    about="late 2013 and 2014: `Final Determination: UPHOLD`, then `1. X is not medically necessary and appropriate.`",
    marks=(
        Phrase("IMR DECISION(S) AND RATIONALE(S)"),
        Phrase("Final Determination: UPHOLD|Final Determination: OVERTURN|Final Determination: PARTIAL"),
        Phrase("The Physician Reviewer’s decision rationale:"),
    ),
    labels=(
        Label("number", Phrase("IMR Case Number:"), "case_number"),
        Label("decision_date", Phrase("Dated:|Date:")),
        Label("date_of_injury", Phrase("Date of Injury:")),
        Label("claim_number", Phrase("Claim(s) Number:|Claim No.:"), "text"),
        Label("ur_denial_date", Phrase("UR Denial Date:|UR Decision Date:|Date of UR Denial:|Date of UR Decision:")),
        Label(
            "ur_denial_date",
            Phrase("Utilization Review Denial dated|Utilization Review Denial/Modification dated", case=False),
            anywhere=True,
        ),
        Label("priority", Phrase("Priority:"), "priority"),
        Label("application_received", Phrase("Application Received:|IMR Application Received:")),
        Label("date_assigned", Phrase("Date Assigned:")),
        Label(
            "date_assigned",
            Phrase(
                "Notice of Assignment and Request for Information was provided to the [above] part(ies) on|Notice of Assignment and Request for Information was provided to the above parties on",
                case=False,
            ),
            anywhere=True,
        ),
        Label("employee", Phrase("Employee Name:|Employee:"), "text"),
        Label("provider", Phrase("Provider Name:|Provider:"), "text"),
        Label("disputed", Phrase("Treatment(s) in Dispute Listed on IMR Application:"), "text"),
    ),
    headings=(
        Heading("method", Phrase("HOW THE IMR FINAL DETERMINATION WAS MADE")),
        Heading(
            "documents",
            Phrase("DOCUMENT(S) REVIEWED|DOCUMENTS REVIEWED"),
            Phrase(
                "The following relevant documents received from the interested parties and the documents provided with the application were reviewed and considered. These documents included:",
                case=False,
            ),
        ),
        Heading(
            "summary",
            Phrase("CLINICAL CASE SUMMARY"),
            Phrase(
                "The [expert] [physician] reviewer developed the following clinical case summary based on a review of the case file, including all medical records:",
                case=False,
            ),
        ),
        Heading(
            "issues",
            Phrase("IMR DECISION(S) AND RATIONALE(S)"),
            Phrase(
                "The Final Determination was based on decisions for the disputed items/services set forth below:",
                case=False,
            ),
        ),
    ),
    items="decided",
    parts=SENTENCES,
    also=(LABELS,),
    stated=Phrase(
        "Final Determination: UPHOLD|Final Determination: OVERTURN|Final Determination: PARTIAL OVERTURN|Final Determination: PARTIAL|Final Determination: UPHELD"
    ),
    tails=(
        Phrase("Effect of [the] Decision:|EFFECT OF [THE] DECISION:|Effect of [the] decision:"),
        Phrase("Sincerely,"),
    ),
)
