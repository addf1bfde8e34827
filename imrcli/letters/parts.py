"""The parts of an item in their two printed forms, which some letters of 2014 mix.

`LABELS` (2014 on) stand before each part; `SENTENCES` (late 2013, 2014) are the first words of the parts themselves.
"""

from imrcli.letters.format import Part
from imrcli.letters.phrase import Phrase

LABELS = (
    Part(
        "claims_administrator",
        Phrase("Claims Administrator guideline(s):|Claims Administrator Guideline(s):"),
    ),
    Part("reviewer", Phrase("MAXIMUS guideline(s):|Maximus guideline(s):|MAXIMUS Guideline(s):")),
    Part("rationale", Phrase("Decision rationale:|Decision Rationale:")),
)

SENTENCES = (
    Part(
        "claims_administrator",
        Phrase(
            "The Claims Administrator based|The Claims Administrator did|The Claims Administrator cited|The Claims Administrator used|The Claims Administrator relied"
        ),
        opens=True,
    ),
    Part(
        "reviewer",
        Phrase(
            "The Physician Reviewer based|The Expert Reviewer based|The Physician Reviewer found|The Expert Reviewer found|The Physician Reviewer relied|The Expert Reviewer relied|The Physician Reviewer did|The Expert Reviewer did|The Physician Reviewer cited|The Expert Reviewer cited"
        ),
        opens=True,
    ),
    Part(
        "rationale",
        Phrase(
            "The Physician Reviewer’s decision rationale:|The Expert Reviewer’s decision rationale:|The Physician Reviewer’s Decision Rationale:|Rationale for the Decision:|Decision rationale:"
        ),
    ),
)
