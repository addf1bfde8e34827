"""A word of a sentence, and the parts that it can play."""

from __future__ import annotations

from msgspec import Struct

from imrcli.extract.verdict.clauses.lexicon import Roles


class Word(Struct, gc=False):
    """A word or an expression of several, in lower case, where it stands, and the parts it can play."""

    text: str
    start: int
    end: int
    roles: Roles

    def plays(self, *roles: str) -> bool:
        """Whether the word has any of these roles."""
        return not self.roles.isdisjoint(roles)
