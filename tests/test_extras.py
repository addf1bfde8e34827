"""What needs an extra that is not installed: one line that names it, and one exit code."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from corpus_letters import database, item, letter
from test_cli import LETTER

from imrcli.cli import main
from imrcli.errors import ExitCode


@pytest.mark.parametrize(
    ("library", "extra", "words"),
    [
        ("matplotlib", "charts", "stats imr.db --by category -o chart.svg"),
        ("matplotlib", "charts", "report imr.db -o report.html"),
        ("datasette", "browse", "browse imr.db"),
        ("duckdb", "duckdb", "stats ."),
        ("duckdb", "duckdb", "report . -o report.xlsx"),
        ("pyarrow", "parquet", f"batch {LETTER} -o out.parquet"),
        ("pyarrow", "parquet", f"batch {LETTER} -o out.decisions.parquet"),
        ("distributed", "dask", f"batch {LETTER} -o out.parquet --engine dask --scheduler tcp://localhost:1"),
        ("fsspec", "remote", "parse s3://bucket/letters/"),
        ("fsspec", "remote", "batch s3://bucket/letters/ -o out.jsonl --workers 1"),
        ("oxmsg", "msg", "batch mail.msg -o out.jsonl --workers 1"),
    ],
)
def test_a_missing_extra_is_one_line_and_one_exit_code(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    library: str,
    extra: str,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    database(tmp_path / "imr.db", [letter(1, item("MRI of the knee"))])
    mail = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "__properties_version1.0".encode("utf-16-le") + bytes(512)
    (tmp_path / "mail.msg").write_bytes(mail)
    for name in [name for name in sys.modules if name.split(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    for name in [name for name in sys.modules if name.startswith(("imrcli.batch.sinks.", "imrcli.render.charts"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.setattr(sys, "argv", ["imr", *words.split()])
    with pytest.raises(SystemExit) as ended:
        main()
    told = [line for line in capsys.readouterr().err.splitlines() if "pip install" in line]
    assert (ended.value.code, len(told)) == (ExitCode.MISSING_EXTRA, 1)
    assert told[0].endswith(f"install it with: pip install 'imrcli[{extra}]'")
