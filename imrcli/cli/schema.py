"""`imr schema`: the JSON Schema of a determination."""

from __future__ import annotations

from imrcli.output import write


def run() -> int:
    """Print the schema; returns the exit code."""
    import msgspec

    from imrcli.model import schema

    write(msgspec.json.format(msgspec.json.encode(schema()), indent=2) + b"\n", None)
    return 0
