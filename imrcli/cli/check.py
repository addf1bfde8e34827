"""`imr check`: what in letters a careful reader would question."""

from __future__ import annotations

import shutil
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

from imrcli.cli.console import complain, counted, exit_code, printable
from imrcli.errors import ExitCode, ImrError, OutputError, internal
from imrcli.output import spare, write

if TYPE_CHECKING:
    from imrcli.ingest import ReaderChoice
    from imrcli.model import Checked, Finding, Side

_GRAVER = {"high": ("high",), "medium": ("high", "medium"), "low": ("high", "medium", "low")}
_MAX_SIZE = 100 * 1024 * 1024
_WIDTH = 100
_QUOTED = 160
"""Characters of a side that are shown."""


def run(
    sources: list[str],
    form: str | None,
    output: str | None,
    severity: str,
    only: list[str],
    ignore: list[str],
    reader: str,
) -> int:
    """Check the sources and print; one bad source does not stop the others. Returns the exit code."""
    checked: list[Checked] = []
    failures: list[ImrError] = []
    try:
        _known(only + ignore)
        spare(sources, output)
    except ImrError as error:
        complain(error)
        return exit_code([error])
    for name, data, failed in _letters(sources):
        try:
            if failed is not None:
                raise failed
            told = _checked(name, data, reader)
        except ImrError as error:
            failure = type(error)(error.name or name, error.message)
            failures.append(failure)
            complain(failure)
            continue
        told.findings = [
            finding
            for finding in told.findings
            if finding.severity in _GRAVER[severity]
            and (not only or finding.code in only)
            and finding.code not in ignore
        ]
        checked.append(told)
    if checked:
        try:
            write(_rendered(checked, form or _by_ending(output)), output)
        except OutputError as error:
            failures.append(error)
            complain(error)
    if failures:
        return exit_code(failures)
    return int(ExitCode.FINDINGS if any(one.findings for one in checked) else ExitCode.OK)


def _by_ending(output: str | None) -> str:
    endings = {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}
    return endings.get(PurePath(output or "").suffix.lower(), "text")


def _known(codes: list[str]) -> None:
    """Raises ImrError for a code that no check has: a misspelt one would hide what was asked for."""
    if codes:
        from imrcli.check import checks

        known = {check.code for check in checks()}
        for code in codes:
            if code not in known:
                raise _UnknownCode(code)


class _UnknownCode(ImrError):
    code = "usage"
    exit_code = ExitCode.USAGE
    says = "is no check's code; docs/checks.md lists them"


def _letters(words: list[str]) -> Iterator[tuple[str, bytes | None, ImrError | None]]:
    from imrcli.batch.sources import Sources

    for word in words:
        if word == "-":
            yield word, None, None
        else:
            for job in Sources([word], max_size=_MAX_SIZE):
                yield job.name, job.data, job.failed


def _checked(name: str, data: bytes | None, reader: str) -> Checked:
    from pathlib import Path

    import imrcli
    from imrcli.model import Checked

    try:
        source = data if data is not None else name if name == "-" else Path(name)
        report = imrcli.report(source, reader=cast("ReaderChoice", reader))
    except ImrError:
        raise
    except Exception as error:
        raise internal(name, error) from None
    told = report.determination
    told.source.path = name.encode("utf-8", "replace").decode("utf-8")
    return Checked(source=told.source, case_number=told.case.number, findings=report.findings)


def _rendered(checked: list[Checked], form: str) -> bytes:
    import msgspec

    if form == "jsonl":
        return b"".join(msgspec.json.encode(one) + b"\n" for one in checked)
    if form == "json":
        told = checked[0] if len(checked) == 1 else checked
        return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"
    return "\n".join(_text(checked)).encode("utf-8", "replace") + b"\n"


def _text(checked: list[Checked]) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for one in checked:
        if not one.findings and len(checked) > 1:
            continue
        number = f" ({one.case_number})" if one.case_number else ""
        yield f"{printable(one.source.path or '')}{number}: {counted(len(one.findings), 'finding')}"
        for finding in one.findings:
            counts[finding.severity] += 1
            yield from _finding(finding)
        yield ""
    told = ", ".join(f"{counts[grade]} {grade}" for grade in _GRAVER["low"] if counts[grade])
    with_some = sum(bool(one.findings) for one in checked)
    yield f"{counted(sum(counts.values()), 'finding')}{f' ({told})' if told else ''} in {with_some} of {counted(len(checked), 'letter')}"


def _finding(finding: Finding) -> Iterator[str]:
    item = "" if finding.issue is None else f" (item {finding.issue + 1})"
    head = f"  {finding.severity}  {finding.code}{item}: "
    yield from _wrapped(head + printable(finding.message), "      ")
    for side in finding.sides:
        words = f"      - {side.label}{_where(side)}: “{printable(_cut(side.text))}”"
        yield from _wrapped(words, "        ")


def _wrapped(words: str, indent: str) -> list[str]:
    width = min(_WIDTH, shutil.get_terminal_size((_WIDTH, 24)).columns)
    return textwrap.wrap(words, width, subsequent_indent=indent, break_long_words=False)


def _where(side: Side) -> str:
    pages = sorted({place.page for place in side.places if isinstance(place.page, int)})
    return f", p. {'-'.join(str(page) for page in dict.fromkeys((pages[0], pages[-1])))}" if pages else ""


def _cut(words: str) -> str:
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1].rstrip() + "…"
