"""Arguments and options of the commands that read letters, and what `imrcli.cli.outputs` has for all."""

from __future__ import annotations

from typing import Annotated

import typer

from imrcli.cli.outputs import Output as Output
from imrcli.cli.outputs import Overwrite as Overwrite
from imrcli.cli.outputs import Quiet as Quiet
from imrcli.cli.outputs import Width as Width
from imrcli.cli.outputs import examples as examples
from imrcli.cli.outputs import format_option as format_option
from imrcli.ingest import ReaderChoice
from imrcli.ingest.hidden.choice import HiddenChoice
from imrcli.ingest.ocr.choice import OcrChoice

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SOURCE...]",
        help="PDF, image or text files, folders and archives of them, patterns; `-`, or none where something is fed"
        " to it, is standard input.",
        show_default=False,
    ),
]
Reader = Annotated[
    ReaderChoice,
    typer.Option("--reader", "-r", help="How a PDF is read: `pdfplumber` is slow and keeps the layout."),
]
Ocr = Annotated[
    OcrChoice,
    typer.Option("--ocr", help="Which pages are read by OCR: those that need it (scans, poor text), all, or none."),
]
Hidden = Annotated[
    HiddenChoice,
    typer.Option("--hidden", help="Text that a page does not show (covered, invisible, off the page): read it or not."),
]
Evidence = Annotated[
    bool,
    typer.Option("--evidence", help="Say where each value was read: page and box, or offsets into a text (JSON only)."),
]

# Of the commands that read many letters:

Problems = Annotated[
    str | None,
    typer.Option(
        "--problems",
        metavar="FILE",
        help="Write what could not be read, and why, as JSON lines.",
        show_default=False,
    ),
]
Resume = Annotated[
    bool, typer.Option("--resume", help="Go on after an interrupted run; begin anew where there was none.")
]
Restart = Annotated[bool, typer.Option("--restart", help="Throw away what an interrupted run left, and begin anew.")]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        "-w",
        metavar="N",
        min=1,
        max=1024,
        help="Processes that read; default: one a core.",
        show_default=False,
    ),
]
Timeout = Annotated[
    float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="The most that one letter may take.")
]
Memory = Annotated[
    int, typer.Option("--memory", metavar="MB", min=256, help="The most that reading one letter may take.")
]
MaxSize = Annotated[int, typer.Option("--max-size", metavar="MB", min=1, help="The most that one source may have.")]


def not_both(resume: bool, restart: bool) -> None:
    """Raises a usage error where both are asked for."""
    if resume and restart:
        raise typer.BadParameter("--resume goes on and --restart begins anew; give one of them")
