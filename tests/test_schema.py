"""The published contract: JSON Schema, and outputs that follow it."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import msgspec
import pytest

import imrcli
from imrcli.model import Determination, schema

SAMPLES = Path(__file__).parent.parent / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt"))


def test_schema_is_a_schema_of_2020_12() -> None:
    made = schema()
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(made)


@pytest.mark.parametrize("name", NAMES)
def test_output_follows_the_schema(name: str) -> None:
    told = imrcli.parse(SAMPLES / f"{name}.txt").to_dict()
    jsonschema.Draft202012Validator(schema()).validate(told)


@pytest.mark.parametrize(
    ("change", "value"),
    [("outcome", "denied"), ("outcome", ""), ("format", ""), ("surprise", 1)],
)
def test_schema_refuses(change: str, value: object) -> None:
    told = imrcli.parse(SAMPLES / f"{NAMES[0]}.txt").to_dict() | {change: value}
    assert not jsonschema.Draft202012Validator(schema()).is_valid(told)


@pytest.mark.parametrize("name", NAMES[:3])
def test_json_round_trip(name: str) -> None:
    told = imrcli.parse(SAMPLES / f"{name}.txt")
    assert Determination.from_json(told.to_json()) == told


def test_json_that_breaks_the_contract_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        Determination.from_json('{"schema_version": 2}')


def test_every_field_is_described() -> None:
    undescribed = [
        f"{name}.{field}"
        for name, record in schema()["$defs"].items()
        for field, kind in record["properties"].items()
        if "description" not in kind and "$ref" not in kind and field not in ("issues", "warnings")
    ]
    assert undescribed == []
