"""`imr schema`: the JSON Schema of what the other commands print."""

from __future__ import annotations

from imrcli.output import write


def run(of: str) -> int:
    """Print the schema of a record; returns the exit code."""
    import msgspec

    from imrcli.model import Checked, Determination, Problem, schema

    records: dict[str, type[msgspec.Struct]] = {
        "determination": Determination,
        "findings": Checked,
        "problem": Problem,
    }
    record = records[of]
    write(msgspec.json.format(msgspec.json.encode(schema(record)), indent=2) + b"\n", None)
    return 0
