"""What a letter format is: its marks, labels, headings and item grammar, as declared in one small file."""

from __future__ import annotations

from msgspec import Struct

from imrcli.letters.phrase import Phrase


class Heading(Struct, frozen=True, gc=False):
    """A heading that opens a section.

    `section` names it, `phrase` is how it is printed, `lead` is a fixed sentence below it that is no part
    of the section. An `optional` one is missing in most letters of the format, and not searched for in the
    face of damage.
    """

    section: str
    phrase: Phrase
    lead: Phrase | None = None
    optional: bool = False


class Label(Struct, frozen=True, gc=False):
    """A label in the case table: the `case` field that it names, how it is printed, what its value is.

    `kind` is `date`, `case_number`, `priority` or `text`. `anywhere`: it can also stand outside the table.
    """

    field: str
    phrase: Phrase
    kind: str = "date"
    anywhere: bool = False


class Part(Struct, frozen=True, gc=False):
    """A part of an item: `claims_administrator`, `reviewer`, `guidelines` (both sides' sentences) or `rationale`.

    A label is left out of the part's text; where `opens` is set the phrase is the first words of the part itself.
    """

    name: str
    phrase: Phrase
    opens: bool = False


class LetterFormat(Struct, frozen=True, gc=False):
    """One format of letter.

    `marks` are phrases that occur in no other format. `items` is the grammar of the disputed treatments:

    - `decided`: an item opens with its header, which ends in the decision (`X: Upheld`, `X is not medically
      necessary and appropriate.`), then come its parts;
    - `introduced`: an item opens with the phrase `introduction` (`Regarding the request for X:`), the decisions
      stand in a list of findings elsewhere (`finding`);
    - `listed`: the items are a list in the section `issues`, and guidelines and rationale have sections of their own.

    `parts` label an item's parts, in their order; letters that mix two forms can use those of `also` instead.
    `tails` open what follows the last rationale; `padded_dates`: the case table's dates have leading zeros.
    """

    name: str
    about: str
    marks: tuple[Phrase, ...]
    labels: tuple[Label, ...]
    headings: tuple[Heading, ...]
    items: str
    parts: tuple[Part, ...] = ()
    also: tuple[tuple[Part, ...], ...] = ()
    introduction: Phrase | None = None
    finding: Phrase | None = None
    stated: Phrase | None = None
    tails: tuple[Phrase, ...] = ()
    padded_dates: bool = False
