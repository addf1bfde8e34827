"""What a user types to search for, as a query of SQLite's full text in which no character is more than text.

Words, "phrases", prefix*, OR, AND, NOT (or -word), NEAR and brackets; several words in a row must all be there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from imrcli.errors import CorpusError

_TOKEN = re.compile(
    r'\s*(?:(?P<phrase>"(?P<quoted>[^"]*)"(?P<star>\*?))|(?P<near>NEAR\()|(?P<open>\()|(?P<close>\))|(?P<word>[^\s()"]+))'
)
_NEAR_WITHIN = re.compile(r"NEAR(?:/(\d{1,3}))?$")
_NEAR_CALL = re.compile(r"\s*([^()]*?)(?:,\s*(\d{1,3})\s*)?\)")
_NEAR = 10
"""Words between two that are near, where no number is given."""

_LONGEST = 2_000
"""Characters of a search."""

_DEEPEST = 20
"""Brackets within brackets."""

TEXT = "{request rationale summary citations}"
"""The columns of what letters print; the others name it in other words."""

Expand = Callable[[tuple[str, ...]], list[str]]
"""What else words mean: parts of a full-text query, each of which may stand for all of them."""


class Query(NamedTuple):
    """A query of the full text, and what was put beside the user's own words: the words, and what they mean too."""

    match: str
    expanded: list[tuple[str, list[str]]]


class _Token(NamedTuple):
    kind: str
    text: str
    prefix: bool = False
    within: int = _NEAR


def literal(words: str, *, prefix: bool = False) -> str:
    """Words as a phrase of the full text's language: nothing in it is a command."""
    return '"' + words.replace('"', " ") + '"' + ("*" if prefix else "")


def parse(typed: str, expand: tuple[int, Expand] | None = None) -> Query:
    """The query that a user typed. `expand` puts other words beside it, of names of so many words at most.

    Raises CorpusError for what is no search.

    >>> parse('"medical branch" OR facet*').match
    '{request rationale summary citations} : ("medical branch" OR "facet"*)'
    """
    if len(typed) > _LONGEST:
        raise _bad(f"is longer than {_LONGEST:,} characters")
    return _Parser(list(_tokens(typed)), expand).query()


def _bad(says: str) -> CorpusError:
    return CorpusError(None, f"the search {says}; see docs/corpus.md")


def _is_text(words: str) -> bool:
    """Whether there is a letter or a digit: what the full text keeps."""
    return any(character.isalnum() for character in words)


def _tokens(typed: str) -> Iterator[_Token]:
    if typed.count('"') % 2:
        raise _bad('has a " without its second one')
    at = 0
    typed = typed.replace("\0", " ").rstrip()
    while at < len(typed):
        match = _TOKEN.match(typed, at)
        if match is None:
            raise _bad(f"cannot be read at {typed[at : at + 20]!r}")
        at = match.end()
        if match["phrase"] is not None:
            if _is_text(match["quoted"]):
                yield _Token("phrase", match["quoted"], bool(match["star"]))
        elif match["near"]:
            call = _NEAR_CALL.match(typed, at)
            if call is None or not _is_text(call[1]):
                raise _bad("has a NEAR( without words or without its bracket")
            at = call.end()
            yield _Token("near call", call[1], within=int(call[2] or _NEAR))
        elif match["open"] or match["close"]:
            yield _Token(match[0].strip(), "")
        else:
            yield from _word(match["word"])


def _word(word: str) -> Iterator[_Token]:
    near = _NEAR_WITHIN.match(word)
    if word in ("OR", "AND", "NOT"):
        yield _Token(word, "")
    elif near:
        yield _Token("NEAR", "", within=int(near[1] or _NEAR))
    else:
        if word.startswith("-") and _is_text(word):
            yield _Token("NOT", "")
        if _is_text(word):
            yield _Token("word", word.strip("-*"), word.endswith("*"))


class _Parser:
    def __init__(self, tokens: list[_Token], expand: tuple[int, Expand] | None) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._longest = expand[0] if expand else 0
        self._expand = expand[1] if expand else None
        self._expanded: list[tuple[str, list[str]]] = []

    def query(self) -> Query:
        if not self._tokens:
            raise _bad("has no words")
        match = self._either()
        if self._at < len(self._tokens):
            raise _bad("has a bracket too many")
        return Query(match if self._expand else f"{TEXT} : ({match})", self._expanded)

    def _kind(self) -> str:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else ""

    def _either(self) -> str:
        parts = [self._all()]
        while self._kind() == "OR":
            self._at += 1
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else " OR ".join(parts)

    def _all(self) -> str:
        wanted: list[str] = []
        unwanted: list[str] = []
        negated = False
        while (kind := self._kind()) not in ("", ")", "OR"):
            if kind == "AND":
                self._at += 1
                if not wanted or self._kind() in ("", ")", "OR", "AND"):
                    raise _bad("has an AND without words on both sides")
                continue
            if kind == "NOT":
                self._at += 1
                if negated or self._kind() in ("", ")", "OR", "AND"):
                    raise _bad("has a NOT without words behind it")
                negated = True
                continue
            (unwanted if negated else wanted).append(self._one(alone=negated))
            negated = False
        if not wanted:
            raise _bad("says only what is not wanted" if unwanted else "has an OR or brackets without words")
        both = " AND ".join(wanted)
        if not unwanted:
            return both if len(wanted) == 1 else f"({both})"
        return f"(({both}) NOT ({' OR '.join(unwanted)}))"

    def _one(self, *, alone: bool) -> str:
        token = self._tokens[self._at]
        if token.kind == "(":
            return self._brackets()
        if token.kind == "near call":
            self._at += 1
            phrases = [found for found in _tokens(token.text) if found.kind in ("word", "phrase")]
            return _near(phrases, token.within)
        if token.kind not in ("word", "phrase"):
            raise _bad("has a NEAR without words on both sides")
        if self._at + 1 < len(self._tokens) and self._tokens[self._at + 1].kind == "NEAR":
            return self._nearby(token)
        return self._words(alone=alone)

    def _brackets(self) -> str:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _bad("has too many brackets in brackets")
        self._at += 1
        inside = self._either()
        if self._kind() != ")":
            raise _bad("has a bracket that is not closed")
        self._at += 1
        self._depth -= 1
        return f"({inside})"

    def _nearby(self, first: _Token) -> str:
        phrases, within = [first], 0
        self._at += 1
        while self._kind() == "NEAR":
            within = max(within, self._tokens[self._at].within)
            self._at += 1
            if self._kind() not in ("word", "phrase"):
                raise _bad("has a NEAR without words on both sides")
            phrases.append(self._tokens[self._at])
            self._at += 1
        return _near(phrases, within)

    def _words(self, *, alone: bool) -> str:
        """A word or phrase; or several words in a row that are a name together, with what else that is called."""
        tokens = [self._tokens[self._at]]
        if tokens[0].kind == "word" and not alone:
            for token in self._tokens[self._at + 1 : self._at + self._longest]:
                if token.kind != "word" or token.prefix:
                    break
                tokens.append(token)
        if tokens[0].prefix:
            tokens = tokens[:1]
        elif self._expand:
            for size in range(len(tokens), 0, -1):
                words = tuple(token.text for token in tokens[:size])
                found = self._expand(words)
                if found:
                    self._at += size
                    self._expanded.append((" ".join(words), found))
                    own = " AND ".join(literal(word) for word in words)
                    return f"({' OR '.join([own if size == 1 else f'({own})', *found])})"
        self._at += 1
        return literal(tokens[0].text, prefix=tokens[0].prefix)


def _near(tokens: list[_Token], within: int) -> str:
    phrases = " ".join(literal(token.text, prefix=token.prefix) for token in tokens)
    return f"NEAR({phrases}, {within})" if len(tokens) > 1 else phrases
