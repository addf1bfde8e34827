"""Format A, early 2013: a professional review under capital headings, with the outcome in a heading."""

from imrcli.letters.format import Heading, Label, LetterFormat
from imrcli.letters.phrase import Phrase

FORMAT = LetterFormat(
    name="review-2013",
    about=(
        "early 2013: `ISSUE AT DISPUTE`, and `RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS NOT MEDICALLY"
        " NECESSARY`"
    ),
    marks=(
        Phrase("MEDICAL PROFESSIONAL REVIEW"),
        Phrase("ISSUE(S) AT DISPUTE:|ISSUE(S) IN DISPUTE:"),
        Phrase("RELIED UPON BY PROFESSIONAL REVIEWER"),
    ),
    opening=(Phrase("MEDICAL PROFESSIONAL REVIEW"),),
    labels=(
        Label(
            "number",
            Phrase("IMR Case Number:|MAXIMUS Case Number:|Case Number:", case=False),
            "case_number",
            anywhere=True,
        ),
        Label("date_assigned", Phrase("Date Assigned:", case=False), anywhere=True),
        Label("date_of_injury", Phrase("Date of Injury:", case=False), anywhere=True),
        Label("decision_date", Phrase("Decision Date:|Date of Decision:|Dated:", case=False)),
        Label(
            "ur_denial_date",
            Phrase("UR Denial Date:|Date of UR Decision:|Date of UR Denial:|UR Decision Date:", case=False),
            anywhere=True,
        ),
        Label(
            "application_received", Phrase("IMR Application Received:|Application Received:", case=False), anywhere=True
        ),
        Label("priority", Phrase("Priority:", case=False), "priority", anywhere=True),
        Label("claim_number", Phrase("Claim(s) Number:", case=False), "text"),
        Label("employee", Phrase("Employee Name:|Employee:", case=False), "text", anywhere=True),
        Label("provider", Phrase("Provider Name:|Provider:", case=False), "text", anywhere=True),
    ),
    headings=(
        Heading("issues", Phrase("ISSUE(S) AT DISPUTE:|ISSUE(S) IN DISPUTE:"), repeats=True),
        Heading("summary", Phrase("CASE SUMMARY:|CLINICAL CASE SUMMARY:"), repeats=True),
        Heading("documents", Phrase("DOCUMENT(S) REVIEWED FOR DETERMINATION:|DOCUMENT(S) REVIEWED:"), repeats=True),
        Heading(
            "guidelines",
            Phrase(
                "MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY [THE] PROFESSIONAL REVIEWER AND WHY:"
                "|MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY [THE] PROFESSIONAL REVIEWER:"
            ),
            repeats=True,
        ),
        Heading("rationale", Phrase("RATIONALE FOR WHY [THE] REQUESTED"), repeats=True, runs_on=True),
        Heading(
            "method",
            Phrase(
                "MEDICAL REVIEWER QUALIFICATION(S):|MEDICAL REVIEWER’S QUALIFICATION(S):|REVIEWER QUALIFICATION(S):"
            ),
            repeats=True,
        ),
    ),
    items="listed",
    outcome_in_heading=True,
    shared_rationales=True,
    guidelines_of_reviewer=True,
)
