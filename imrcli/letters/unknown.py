"""A letter of no known format: the words that any IMR letter is likely to use, in any case.

What is found by them is given, with a warning; what is not, is not.
"""

from imrcli.letters.format import Heading, Label, LetterFormat, Part
from imrcli.letters.phrase import Phrase

FORMAT = LetterFormat(
    name="unknown",
    about="no known format: what the usual words of such letters find",
    marks=(),
    labels=(
        Label(
            "number",
            Phrase("IMR Case Number:|MAXIMUS Case Number:|Case Number:|Case No.:|Case #:", case=False),
            "case_number",
            anywhere=True,
        ),
        Label("date_assigned", Phrase("Date Assigned:|Assigned Date:|Assignment Date:", case=False)),
        Label("date_of_injury", Phrase("Date(s) of Injury:|Injury Date:|DOI:", case=False)),
        Label(
            "decision_date",
            Phrase("Decision Date:|Date of Decision:|Determination Date:|Date of Determination:|Dated:", case=False),
        ),
        Label(
            "ur_denial_date",
            Phrase(
                "UR Denial Date:|UR Decision Date:|Date of UR Decision:|Date of UR Denial:"
                "|Utilization Review Decision Date:",
                case=False,
            ),
        ),
        Label(
            "application_received",
            Phrase("IMR Application Received:|Application Received:|Date Application Received:", case=False),
        ),
        Label("priority", Phrase("Priority:|Review Type:", case=False), "priority"),
        Label("claim_number", Phrase("Claim(s) Number:|Claim No.:|Claim #:", case=False), "text"),
        Label("employee", Phrase("Employee Name:|Employee:|Injured Worker:", case=False), "text"),
        Label("provider", Phrase("Provider Name:|Requesting Provider:|Provider:", case=False), "text"),
    ),
    headings=(
        Heading(
            "method",
            Phrase(
                "HOW THE IMR FINAL DETERMINATION WAS MADE|Qualifications of the Reviewer:|Reviewer Qualifications:"
                "|Reviewer Credentials:|Expert Reviewer Credentials:",
                case=False,
            ),
        ),
        Heading("documents", Phrase("Document(s) Reviewed:|Records Reviewed:", case=False)),
        Heading(
            "summary", Phrase("Clinical Case Summary:|Case Summary:|Clinical Summary:|Summary of the Case:", case=False)
        ),
        Heading(
            "issues",
            Phrase(
                "IMR Issues, Decisions and Rationales|Issues, Decisions and Rationales|Decision(s) and Rationale(s)"
                "|Determination(s) and Rationale(s)|Disputed Items and Decisions|Issues and Decisions",
                case=False,
            ),
        ),
    ),
    items="decided",
    parts=(
        Part(
            "claims_administrator",
            Phrase(
                "Claims Administrator guideline(s):|Claims Administrator’s guideline(s):"
                "|Utilization Review guideline(s):|UR guideline(s):",
                case=False,
            ),
        ),
        Part(
            "reviewer",
            Phrase(
                "MAXIMUS guideline(s):|Reviewer guideline(s):|Reviewer’s guideline(s):|IMR guideline(s):"
                "|Expert Reviewer guideline(s):|Guideline(s) Relied Upon:",
                case=False,
            ),
        ),
        Part(
            "rationale",
            Phrase(
                "Decision rationale:|Reviewer rationale:|Reviewer’s rationale:"
                "|Rationale for the Decision:|IMR rationale:",
                case=False,
            ),
        ),
    ),
)
