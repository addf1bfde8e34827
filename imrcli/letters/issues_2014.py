"""Format D, 2014 on: a case table, then `X: Upheld` with labelled guidelines and rationale for each item."""

from imrcli.letters.format import LEAST, Heading, Label, LetterFormat
from imrcli.letters.parts import ISSUES_LEAD, LABELS, SENTENCES, SUMMARY_LEAD
from imrcli.letters.phrase import Phrase

FORMAT = LetterFormat(
    name="issues-2014",
    about="2014 on: a case table, labelled credentials, and items that end in `: Upheld` or `: Overturned`",
    marks=(
        Phrase("IMR ISSUES, DECISIONS AND RATIONALES"),
        Phrase("MAXIMUS guideline:|Maximus guideline:"),
        Phrase("Claims Administrator guideline:"),
    ),
    opening=(Phrase("Case Number:"), Phrase("Date Assigned:")),
    labels=(
        Label("number", Phrase("Case Number:"), "case_number"),
        Label("date_assigned", Phrase("Date Assigned:")),
        Label("date_of_injury", Phrase("Date of Injury:")),
        Label("decision_date", Phrase("Decision Date:")),
        Label("ur_denial_date", Phrase("UR Denial Date:")),
        Label("priority", Phrase("Priority:"), "priority"),
        Label("application_received", Phrase("Application Received:")),
        Label("claim_number", Phrase("Claim(s) Number:"), "text"),
        Label("employee", Phrase("Employee Name:|Employee:"), "text"),
        Label("provider", Phrase("Provider Name:"), "text"),
    ),
    headings=(
        Heading("method", Phrase("HOW THE IMR FINAL DETERMINATION WAS MADE")),
        Heading("documents", Phrase("DOCUMENTS REVIEWED"), optional=True),
        Heading("summary", Phrase("CLINICAL CASE SUMMARY"), SUMMARY_LEAD),
        Heading(
            "issues",
            Phrase(
                "IMR ISSUES, DECISIONS AND RATIONALES|IMR ISSUE(S), DECISION(S) AND RATIONALE(S)"
                "|IMR DECISION(S) AND RATIONALE(S)"
            ),
            ISSUES_LEAD,
        ),
    ),
    items="decided",
    parts=LABELS,
    also=(SENTENCES,),
    requires=(
        *LEAST,
        "date_assigned",
        "date_of_injury",
        "decision_date",
        "ur_denial_date",
        "application_received",
        "priority",
        "claims_administrator",
    ),
    least_dates=3,
    padded_dates=True,
)
