"""What a letter format is: its marks, labels, headings and item grammar, as declared in one small file.

Names are closed lists, which the type checker holds and the constructors too: a format with a name that nothing reads
raises ValueError when it is made, and is never a letter that is read as another kind.
"""

from __future__ import annotations

from typing import Literal, get_args

from msgspec import Struct

from imrcli.letters.phrase import Phrase

SectionName = Literal[
    "case", "disputed", "decision", "method", "documents", "summary", "issues", "guidelines", "rationale"
]
"""A letter's sections. `case` is what stands above the first heading and needs none; `disputed` and `decision` (the
application's list of treatments, the findings) only end the section before them."""

PartName = Literal["claims_administrator", "reviewer", "guidelines", "rationale"]
"""An item's parts: each side's statement on guidelines, or `guidelines` where both stand under one label."""

CaseField = Literal[
    "number",
    "date_assigned",
    "date_of_injury",
    "decision_date",
    "ur_denial_date",
    "application_received",
    "priority",
    "claim_number",
    "employee",
    "provider",
]
"""The fields of `imrcli.model.Case`."""

Requirement = Literal[
    "number",
    "date_assigned",
    "date_of_injury",
    "decision_date",
    "ur_denial_date",
    "application_received",
    "priority",
    "summary",
    "credentials",
    "issues",
    "request",
    "outcome",
    "claims_administrator",
    "reviewer",
    "rationale",
]
"""What every letter of a format has: fields of the case, sections, the items, and what each item has."""

LEAST: tuple[Requirement, ...] = (
    "number",
    "summary",
    "credentials",
    "issues",
    "request",
    "outcome",
    "reviewer",
    "rationale",
)
"""What letters of every form have."""

LabelKind = Literal["date", "case_number", "priority", "text"]
"""What a label's value is."""

ItemGrammar = Literal["decided", "introduced", "listed"]
"""How the disputed treatments are told (see `LetterFormat`)."""


def _check(what: str, name: str, names: object) -> None:
    """Raise ValueError for a name that is in no closed list."""
    if name not in get_args(names):
        raise ValueError(f"{what} {name!r} is none of {', '.join(get_args(names))}")


class Heading(Struct, frozen=True, gc=False):
    """A heading that opens a section.

    `section` names it, `phrase` is how it is printed, `lead` is a fixed sentence below it that is no part
    of the section. An `optional` one is missing in most letters of the format, and not searched for in the
    face of damage; one that `repeats` opens a section wherever it stands; one that `runs_on` is the first words of a
    longer one. Raises ValueError for an unknown section.
    """

    section: SectionName
    phrase: Phrase
    lead: Phrase | None = None
    optional: bool = False
    repeats: bool = False
    runs_on: bool = False

    def __post_init__(self) -> None:
        _check("Heading.section", self.section, SectionName)


class Label(Struct, frozen=True, gc=False):
    """A label in the case table: the `case` field that it names, how it is printed, what its value is.

    `anywhere`: it can also stand outside the table. Raises ValueError for an unknown field or kind.
    """

    field: CaseField
    phrase: Phrase
    kind: LabelKind = "date"
    anywhere: bool = False

    def __post_init__(self) -> None:
        _check("Label.field", self.field, CaseField)
        _check("Label.kind", self.kind, LabelKind)


class Part(Struct, frozen=True, gc=False):
    """A part of an item, and the label over it.

    The label is left out of the part's text; where `opens` is set the phrase is the first words of the part itself.
    Raises ValueError for an unknown name.
    """

    name: PartName
    phrase: Phrase
    opens: bool = False

    def __post_init__(self) -> None:
        _check("Part.name", self.name, PartName)


EFFECT_AND_SIGNATURE = (
    Phrase("Effect of [the] Decision:|EFFECT OF [THE] DECISION:|Effect of [the] decision:"),
    Phrase("Sincerely,"),
)
"""What follows the last rationale in letters of every year."""


class LetterFormat(Struct, frozen=True, gc=False):
    """One format of letter.

    `marks` are phrases that occur in no other format. `items` is the grammar of the disputed treatments:

    - `decided`: an item opens with its header, which ends in the decision (`X: Upheld`, `X is not medically
      necessary and appropriate.`), then come its parts;
    - `introduced`: an item opens with the phrase `introduction` (`Regarding the request for X:`), the decisions
      stand in a list of findings elsewhere (`finding`);
    - `listed`: the items are a list in the section `issues`, and guidelines and rationale have sections of their own.

    `opening` are phrases that stand together at the head of a letter's first page, and of no other page.
    `parts` label an item's parts, in their order; letters that mix two forms can use those of `also` instead.
    `stated` is where the letter states its determination as a whole; `tails` open what follows the last rationale.

    What such letters have, by which later stages read them:

    - `requires`: what every such letter has, so that what is not found of it is missing, and told;
    - `least_dates`: fewer dates of the table than these say that the reader lost the table;
    - `padded_dates`: the table's dates have leading zeros;
    - `outcome_in_heading`: the heading over a rationale says what was decided (`... IS/WAS NOT MEDICALLY NECESSARY`);
    - `shared_rationales`: several items can have one rationale and one section on guidelines;
    - `guidelines_of_reviewer`: the part `guidelines` is the reviewer's statement as a whole; none of the claims
      administrator's is printed.

    Raises ValueError where a name is unknown, or where the grammar of the items lacks what it reads by.
    """

    name: str
    about: str
    marks: tuple[Phrase, ...]
    labels: tuple[Label, ...]
    headings: tuple[Heading, ...]
    items: ItemGrammar
    opening: tuple[Phrase, ...] = ()
    parts: tuple[Part, ...] = ()
    also: tuple[tuple[Part, ...], ...] = ()
    introduction: Phrase | None = None
    finding: Phrase | None = None
    stated: Phrase | None = None
    tails: tuple[Phrase, ...] = EFFECT_AND_SIGNATURE
    requires: tuple[Requirement, ...] = LEAST
    least_dates: int = 0
    padded_dates: bool = False
    outcome_in_heading: bool = False
    shared_rationales: bool = False
    guidelines_of_reviewer: bool = False

    def __post_init__(self) -> None:
        _check("LetterFormat.items", self.items, ItemGrammar)
        for name in self.requires:
            _check("LetterFormat.requires", name, Requirement)
        sections = {heading.section for heading in self.headings}
        lacking = {
            "decided": [] if self.parts else ["parts"],
            "introduced": [name for name in ("parts", "introduction", "finding") if not getattr(self, name)],
            "listed": [name for name in ("issues", "guidelines", "rationale") if name not in sections],
        }[self.items]
        if lacking:
            raise ValueError(f"format {self.name!r}: items={self.items!r} needs {', '.join(lacking)}")
