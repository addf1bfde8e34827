"""Format C, late 2013 and 2014: a letter that states its determination, then numbered decisions in sentences."""

from imrcli.letters.format import LEAST, Heading, Label, LetterFormat
from imrcli.letters.parts import (
    ASSIGNMENT_IN_PROSE,
    DENIAL_IN_PROSE,
    DOCUMENTS_LEAD,
    ISSUES_LEAD,
    LABELS,
    SENTENCES,
    SUMMARY_LEAD,
)
from imrcli.letters.phrase import Phrase

FORMAT = LetterFormat(
    name="determination-2013",
    about="late 2013 and 2014: `Final Determination: UPHOLD`, then `1. X is not medically necessary and appropriate.`",
    marks=(
        Phrase("IMR DECISION(S) AND RATIONALE(S)"),
        Phrase("Final Determination: UPHOLD|Final Determination: OVERTURN|Final Determination: PARTIAL"),
        Phrase("The Physician Reviewer’s decision rationale:"),
    ),
    opening=(
        Phrase(
            "Notice of Independent Medical Review Determination|Independent Medical Review Final Determination Letter",
            case=False,
        ),
    ),
    labels=(
        Label("number", Phrase("IMR Case Number:"), "case_number"),
        Label("decision_date", Phrase("Dated:|Date:")),
        Label("date_of_injury", Phrase("Date of Injury:")),
        Label("claim_number", Phrase("Claim(s) Number:|Claim No.:"), "text"),
        Label("ur_denial_date", Phrase("UR Denial Date:|UR Decision Date:|Date of UR Denial:|Date of UR Decision:")),
        DENIAL_IN_PROSE,
        Label("priority", Phrase("Priority:"), "priority"),
        Label("application_received", Phrase("Application Received:|IMR Application Received:")),
        Label("date_assigned", Phrase("Date Assigned:")),
        ASSIGNMENT_IN_PROSE,
        Label("employee", Phrase("Employee Name:|Employee:"), "text"),
        Label("provider", Phrase("Provider Name:|Provider:"), "text"),
    ),
    headings=(
        Heading("disputed", Phrase("Treatment(s) in Dispute Listed on IMR Application:"), optional=True),
        Heading("method", Phrase("HOW THE IMR FINAL DETERMINATION WAS MADE")),
        Heading("documents", Phrase("DOCUMENT(S) REVIEWED|DOCUMENTS REVIEWED"), DOCUMENTS_LEAD),
        Heading("summary", Phrase("CLINICAL CASE SUMMARY"), SUMMARY_LEAD),
        Heading("issues", Phrase("IMR DECISION(S) AND RATIONALE(S)"), ISSUES_LEAD),
    ),
    items="decided",
    parts=SENTENCES,
    also=(LABELS,),
    stated=Phrase(
        "Final Determination: UPHOLD|Final Determination: OVERTURN|Final Determination: PARTIAL OVERTURN"
        "|Final Determination: PARTIAL|Final Determination: UPHELD"
    ),
    requires=(
        *LEAST,
        "date_of_injury",
        "decision_date",
        "ur_denial_date",
        "application_received",
        "priority",
        "claims_administrator",
    ),
    least_dates=3,
)
