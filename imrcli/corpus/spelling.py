"""Words of a search that nothing in the database has, and what may have been meant."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache

from imrcli.corpus.query import literal
from imrcli.vocabulary import entries
from imrcli.vocabulary.lexicon import words_of

_FILES = ("synonyms.txt", "treatment-kinds.txt", "diagnoses.txt", "body-parts.txt", "drugs.txt")
_COMMANDS = ("and", "or", "not", "near")
_SHORTEST = 4
"""Letters of a word that another may be meant by."""
_LIKE = 0.75
"""How like each other two words are of which one may be meant by the other (of difflib)."""


def unknown_words(database: sqlite3.Connection, typed: str) -> Iterator[str]:
    """What to tell of each word of a search that no text has, with the field's word that is like it and is there."""
    for word in dict.fromkeys(words_of(typed).words):
        if word in _COMMANDS or f"{word}*" in typed.lower() or _is_there(database, word):
            continue
        near = get_close_matches(word, _known(), 3, _LIKE) if len(word) >= _SHORTEST else []
        meant = next((one for one in near if _is_there(database, one)), None)
        yield f"nothing here has the word {word!r}" + (f"; did you mean {meant!r}?" if meant else "")


def _is_there(database: sqlite3.Connection, word: str) -> bool:
    found = database.execute("SELECT 1 FROM issues_fts WHERE issues_fts MATCH ? LIMIT 1", (literal(word),))
    return found.fetchone() is not None


@cache
def _known() -> list[str]:
    """The words of the field's vocabularies."""
    lines = (line for name in _FILES for group in entries(name).values() for line in group)
    words = {word for line in lines for word in words_of(line).words}
    return sorted(word for word in words if len(word) >= _SHORTEST and word.isalpha())
