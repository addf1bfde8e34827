"""Format B, 2013: a notice with findings on its cover, then `Regarding the request for X` for each item."""

from imrcli.letters.format import LEAST, Heading, Label, LetterFormat, Part
from imrcli.letters.parts import ASSIGNMENT_IN_PROSE, DENIAL_IN_PROSE, DOCUMENTS_LEAD
from imrcli.letters.phrase import Phrase

FORMAT = LetterFormat(
    name="notice-2013",
    about=(
        "2013: `MAXIMUS Federal Services, Inc. has determined the request for X is not medically necessary"
        " and appropriate`"
    ),
    marks=(
        Phrase("INDEPENDENT MEDICAL REVIEW DECISION(S) AND RATIONALE(S)"),
        Phrase("has determined the request for|has determined that the request for"),
        Phrase("Medical Qualifications of the Expert Reviewer:|Medical Qualifications of the Physician Reviewer:"),
        Phrase("Relied Upon by the Expert Reviewer to Make|Relied Upon by the Physician Reviewer to Make"),
    ),
    opening=(
        Phrase(
            "Notice of Independent Medical Review Determination|Independent Medical Review Final Determination Letter",
            case=False,
        ),
    ),
    labels=(
        Label("number", Phrase("MAXIMUS Case Number:|IMR Case Number:|Case Number:"), "case_number"),
        Label("decision_date", Phrase("Dated:|Date:")),
        Label("employee", Phrase("Employee Name:|Employee:"), "text"),
        Label("claim_number", Phrase("Claim(s) Number:|Claim No.:"), "text"),
        Label("ur_denial_date", Phrase("Date of UR Decision:|UR Decision Date:|UR Denial Date:")),
        DENIAL_IN_PROSE,
        Label("date_of_injury", Phrase("Date of Injury:")),
        Label("application_received", Phrase("IMR Application Received:|Application Received:")),
        Label("priority", Phrase("Priority:"), "priority"),
        Label("provider", Phrase("Provider Name:|Provider:"), "text"),
        ASSIGNMENT_IN_PROSE,
    ),
    headings=(
        Heading("decision", Phrase("INDEPENDENT MEDICAL REVIEW DECISION(S) AND RATIONALE(S)")),
        Heading(
            "method",
            Phrase(
                "Medical Qualifications of the Expert Reviewer:|Medical Qualification(s) of the Physician Reviewer:"
                "|Medical Qualifications of the Reviewer:"
            ),
        ),
        Heading("summary", Phrase("Expert Reviewer Case Summary:|Case Summary:")),
        Heading("documents", Phrase("Document(s) Reviewed for Determination:"), DOCUMENTS_LEAD),
    ),
    items="introduced",
    introduction=Phrase("Regarding the request(s) for|Regarding the requested"),
    finding=Phrase(
        "MAXIMUS Federal Services, Inc. has determined [that] the request(s) for"
        "|MAXIMUS Federal Services has determined [that] the request(s) for"
    ),
    parts=(
        Part(
            "guidelines",
            Phrase(
                "Medical Treatment Guideline(s) Relied Upon by the Expert Reviewer to Make His/Her Decision:"
                "|Section(s) of the Medical Treatment Utilization Schedule Relied Upon by the Expert Reviewer to Make"
                " His/Her Decision:"
                "|Medical Treatment Guideline(s) Relied Upon by the Physician Reviewer to Make His/Her Decision:"
                "|Section(s) of the Medical Treatment Utilization Schedule Relied Upon by the Physician Reviewer"
                " to Make His/Her Decision:"
            ),
        ),
        Part("rationale", Phrase("Rationale for the Decision:|Rationale for Decision:|Rationale for the decision:")),
    ),
    requires=(
        *LEAST,
        "date_of_injury",
        "decision_date",
        "ur_denial_date",
        "application_received",
        "claims_administrator",
    ),
)
