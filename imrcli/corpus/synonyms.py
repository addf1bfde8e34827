"""Words of the field that mean each other, from the vocabularies, as parts of a full-text query."""

from __future__ import annotations

from imrcli.corpus.query import Query, parse


def parsed(typed: str, *, synonyms: bool = True) -> Query:
    """The query that a user typed, with other words of the same meaning where `synonyms`."""
    return parse(typed)
