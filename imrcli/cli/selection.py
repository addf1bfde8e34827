"""The filters that the commands over a database share: options that together are one `Selection`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from imrcli.corpus.selection import Selection

Database = Annotated[
    str,
    typer.Argument(
        metavar="DATABASE", help="What `imr batch -o imr.db` or `imr add imr.db` wrote.", show_default=False
    ),
]
Counted = Annotated[
    str,
    typer.Argument(
        metavar="DATABASE",
        help="What `imr batch -o imr.db` or `imr add imr.db` wrote; or a `.decisions.parquet`, or a folder of such.",
        show_default=False,
    ),
]
"""What is only counted, and may therefore be Parquet."""

_AGES = re.compile(r"(\d{1,3})?-(\d{1,3})?$|(\d{1,3})$")


def _option(*names: str, text: str, metavar: str, many: bool = True, kind: type = str) -> Any:
    declared = typer.Option(*names, metavar=metavar, help=text, show_default=False)
    return Annotated[list[kind] | None if many else kind | None, declared]  # type: ignore[valid-type]


OPTIONS: dict[str, Any] = {
    "outcome": _option("--outcome", text="`upheld`, `overturned`, `partially_overturned`.", metavar="OUTCOME"),
    "conclusion": _option("--conclusion", text="What the rationale concludes.", metavar="CONCLUSION"),
    "category": _option("--category", text="DWC's category, or its beginning.", metavar="NAME"),
    "subcategory": _option("--subcategory", text="DWC's subcategory.", metavar="NAME"),
    "treatment": _option("--treatment", text="Kind of treatment: MRI, `epidural steroid injection`.", metavar="NAME"),
    "drug": _option("--drug", text="A drug, by its generic or brand name.", metavar="NAME"),
    "drug_class": _option("--drug-class", text="DWC's class of drugs: Opioids.", metavar="NAME"),
    "body_part": _option("--body-part", text="A part of the body: knee.", metavar="PART"),
    "diagnosis": _option("--diagnosis", text="A diagnosis that the summary names: radiculopathy.", metavar="NAME"),
    "guideline": _option("--guideline", text="A guideline that is cited, or a part of its title.", metavar="TITLE"),
    "section": _option("--section", text="A section of a guideline that is cited.", metavar="TITLE"),
    "page": _option("--cites-page", text="A page of a guideline that is cited.", metavar="PAGE", kind=int),
    "cited_by": _option(
        "--cited-by",
        text="Who cites it: `reviewer` (the default), `claims_administrator`, `either`.",
        metavar="SIDE",
        many=False,
    ),
    "specialty": _option("--specialty", text="The reviewer's specialty.", metavar="NAME"),
    "state": _option("--state", text="A state in which the reviewer is licensed.", metavar="STATE"),
    "since": _option("--since", text="Decided then or later: 2016, 2016-03, 2016-03-01.", metavar="DATE", many=False),
    "until": _option("--until", text="Decided then or before.", metavar="DATE", many=False),
    "age": _option("--age", text="Age of the injured worker: 40-60, 65-, 50.", metavar="AGES", many=False),
    "sex": _option("--sex", text="`female` or `male`.", metavar="SEX", many=False),
    "priority": _option("--priority", text="`standard` or `expedited`.", metavar="PRIORITY", many=False),
    "contradicts": Annotated[
        bool, typer.Option("--contradicts", help="The rationale concludes otherwise than the outcome.")
    ],
    "warning": _option("--warning", text="Has a warning with this code.", metavar="CODE"),
    "finding": _option("--finding", text="Has a finding with this code.", metavar="CODE"),
    "case": _option("--case", text="Of this case.", metavar="NUMBER"),
    "no_synonyms": Annotated[
        bool, typer.Option("--no-synonyms", help="Search for the words alone, not for what else they are called.")
    ],
}
"""The filters' options, by the names of the fields of `Selection`."""

WORDS = _option("--words", text="Has these words, as `imr search` takes them.", metavar="WORDS", many=False)
"""What the commands besides `search` call the words that are searched for."""


def selecting(*, words_option: bool = True) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the filters' options: its parameter `selection` becomes all of them.

    With `words_option` the words to search for are an option; without it, the command's own parameter `words`.
    """

    def given(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command)
        options = {**({"words": WORDS} if words_option else {}), **OPTIONS}
        added = [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=False if name in ("contradicts", "no_synonyms") else None,
                annotation=annotation,
            )
            for name, annotation in options.items()
        ]
        kept = [
            each.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=_meant(each.annotation, command))
            for name, each in own.parameters.items()
            if name != "selection"
        ]

        @wraps(command)
        def run(**values: Any) -> None:
            filters = {name: values.pop(name) for name in options}
            if not words_option:
                filters["words"] = values.get("words")
            command(selection=selection(**filters), **values)

        run.__signature__ = inspect.Signature([*kept, *added])  # type: ignore[attr-defined]
        run.__annotations__ = {each.name: each.annotation for each in (*kept, *added)}
        return run

    return given


def _meant(annotation: Any, command: Callable[..., None]) -> Any:
    """A parameter's annotation, which its module keeps as text."""
    return eval(annotation, command.__globals__) if isinstance(annotation, str) else annotation


def selection(**given: Any) -> Selection:
    """The selection that some options are. Raises a usage error for a date or an age that is none."""
    from imrcli.corpus.filters import chosen

    synonyms = not given.pop("no_synonyms", False)
    values: dict[str, Any] = {name: value for name, value in given.items() if value}
    for name in ("since", "until"):
        if name in values:
            values[name] = _day(name, values[name])
    if "age" in values:
        values["age"] = _ages(values["age"])
    return chosen(synonyms=synonyms, **values)


def _day(name: str, text: str) -> Any:
    from imrcli.corpus.selection import day

    try:
        return day(text, last=name == "until")
    except ValueError:
        raise typer.BadParameter(f"--{name} {text!r} is no date; write 2016, 2016-03 or 2016-03-01") from None


def _ages(text: str) -> tuple[int, int]:
    match = _AGES.match(text.strip())
    if match is None or not any(match.groups()):
        raise typer.BadParameter(f"--age {text!r} is no age; write 40-60, 65- or 50")
    first, last, alone = match.groups()
    return (int(alone), int(alone)) if alone else (int(first or 0), int(last or 130))
