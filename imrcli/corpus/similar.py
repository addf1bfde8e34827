"""The past decisions nearest to a dispute, why each is near, and how such disputes ended.

Candidates are found by the request's words and by what it is about; then each is compared in what a practitioner would
compare: the treatment, the part of the body, the diagnosis, the guideline, the person.
"""

from __future__ import annotations

import sqlite3
import textwrap
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from imrcli.corpus.disputes import Dispute, terms_in
from imrcli.corpus.facts import request_terms
from imrcli.corpus.interval import wilson
from imrcli.corpus.query import literal
from imrcli.corpus.search import Hit, best_scores, hits_of
from imrcli.corpus.selection import Selection, Where
from imrcli.corpus.synonyms import full_names
from imrcli.render.terminal import counted
from imrcli.vocabulary.lexicon import words_of

_BY_WORDS = 400
"""Candidates by the words of the request."""

_BY_TERMS = 2_000
"""Candidates by what it is about: those that were added last."""

WEIGHTS = {
    "treatment": 4.0,
    "drug": 4.0,
    "drug_class": 2.0,
    "body_part": 4.0,
    "diagnosis": 1.5,
    "guideline": 1.0,
    "subcategory": 2.0,
    "category": 1.0,
    "words": 3.0,
    "age": 0.3,
    "sex": 0.2,
}
"""How much it counts that two disputes are alike in something."""

_SHOWN = 60
"""Characters of a request in what Python prints of an answer."""

_YEARS = 10
"""Years within which two ages are alike."""

_WHY = {"treatment": "treatment", "drug": "drug", "drug_class": "class of drugs", "body_part": "body part"}
_BOTH = {"diagnosis": "diagnosis", "guideline": "guideline"}


class Near(Struct, frozen=True, kw_only=True):
    """A past decision, how near it is (from 0 to 1), and why."""

    hit: Hit
    nearness: float
    why: list[str]

    def __repr__(self) -> str:
        """`<Near 0.83: CM16-0246624, item 1, overturned: MRI of the right knee>`."""
        hit = self.hit
        outcome = (hit.outcome or "outcome not read").replace("_", " ")
        case = hit.case_number or "no case number"
        return f"<Near {self.nearness:.2f}: {case}, item {hit.number}, {outcome}: {_short(hit.request)}>"


class Ended(Struct, frozen=True, kw_only=True):
    """How the disputes of one kind ended: of `of` decisions so many, and the share's 95 % interval (Wilson)."""

    what: str
    of: int
    overturned: int
    partially_overturned: int
    share: float | None
    interval: tuple[float, float] | None


class Similar(Struct, frozen=True, kw_only=True):
    """The answer for one dispute: the nearest decisions, and how such disputes ended, the narrowest kind first."""

    dispute: Dispute
    nearest: list[Near]
    ended: list[Ended]

    def __repr__(self) -> str:
        """`<Similar to MRI of the knee: 10 decisions; MRI; knee: 1 of 2 overturned>`."""
        ended = "".join(f"; {each.what}: {each.overturned:,} of {each.of:,} overturned" for each in self.ended[:1])
        return f"<Similar to {_short(self.dispute.request)}: {counted(len(self.nearest), 'decision')}{ended}>"


def _short(request: str | None) -> str:
    return textwrap.shorten(request or "request not read", _SHOWN, placeholder=" …")


def similar(
    database: sqlite3.Connection, dispute: Dispute, selection: Selection | None = None, *, limit: int = 10
) -> Similar:
    """The decisions nearest to a dispute among those of a selection, the dispute's own letter left out.

    How such disputes ended is told of the same selection, whatever outcome it asks for.
    """
    chosen = selection or Selection()
    where = _others(chosen.where(database), dispute)
    scores = _by_words(database, where, dispute)
    candidates = sorted({*scores, *_by_terms(database, where, dispute)})
    near = sorted(_compared(database, dispute, candidates, scores), key=lambda each: (-each[1], -each[0]))[:limit]
    hits = hits_of(database, [number for number, _, _ in near])
    nearest = [
        Near(hit=hit, nearness=round(nearness, 3), why=why) for hit, (_, nearness, why) in zip(hits, near, strict=True)
    ]
    anyhow = _others(replace(chosen, outcome=(), conclusion=()).where(database), dispute)
    return Similar(dispute=dispute, nearest=nearest, ended=_ended(database, anyhow, dispute))


def _others(where: Where, dispute: Dispute) -> Where:
    """Without the dispute's own letters."""
    if not dispute.letters:
        return where
    marks = ", ".join("?" for _ in dispute.letters)
    return where._replace(
        sql=f"{where.sql} AND f.letter_id NOT IN ({marks})", parameters=(*where.parameters, *dispute.letters)
    )


def _by_words(database: sqlite3.Connection, where: Where, dispute: Dispute) -> dict[int, float]:
    """Candidates by the request's words, each with its BM25 as a share of the best one's."""
    printed = " ".join([dispute.request, *full_names(dispute.request)])
    words = dict.fromkeys(word for word in words_of(printed).words if word.isalnum())
    if not words:
        return {}
    match = f"{{request names}} : ({' OR '.join(map(literal, words))})"
    rows = best_scores(database, where, match, _BY_WORDS)
    best = rows[0][1] if rows else -1.0
    return {number: score / best for number, score in rows}


def _about(dispute: Dispute) -> list[tuple[str, str]]:
    """What a dispute is about: the first drug that its request names, else the first kind of treatment."""
    named = [*request_terms(dispute.request), *sorted(dispute.terms)]
    return next(([term] for kind in ("drug", "treatment") for term in named if term[0] == kind), [])


def _has(terms: list[tuple[str, str]]) -> tuple[str, tuple[str, ...]]:
    """The condition that a decision has one of some terms."""
    marks = ", ".join("(?, ?)" for _ in terms)
    sql = (
        "f.issue_id IN (SELECT issue_id FROM issue_terms WHERE term_id IN"
        f" (SELECT id FROM terms WHERE (kind, name) IN (VALUES {marks})))"
    )
    return sql, tuple(part for term in terms for part in term)


def _kinds(dispute: Dispute) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The kinds of disputes that this one is one of, the narrowest first: in words, as a condition, its parameters."""
    about = _about(dispute)
    parts = sorted(term for term in dispute.terms if term[0] == "body_part")
    if about:
        treatment, treatments = _has(about)
        named = ", ".join(name for _, name in about)
        if parts:
            part, names = _has(parts)
            where = ", ".join(name for _, name in parts)
            yield f"{named}; {where}", f"{treatment} AND {part}", (*treatments, *names)
        yield named, treatment, treatments
    if dispute.category and dispute.subcategory:
        kind = (dispute.category, dispute.subcategory)
        yield " / ".join(dict.fromkeys(kind)), "f.category = ? AND f.subcategory = ?", kind


def _by_terms(database: sqlite3.Connection, where: Where, dispute: Dispute) -> list[int]:
    """Candidates by the narrowest kind of which there are some, and by wider ones until there are."""
    rows: list[tuple[int]] = []
    for _, sql, parameters in _kinds(dispute):
        rows = database.execute(
            f"SELECT f.issue_id FROM facts AS f WHERE {sql} AND {where.sql} ORDER BY f.issue_id DESC LIMIT ?",
            (*parameters, *where.parameters, _BY_TERMS),
        ).fetchall()
        if len(rows) > _FEW:
            break
    return [number for (number,) in rows]


_FEW = 50
"""Candidates of one kind that are so few that those of a wider kind are looked at as well."""


def _compared(
    database: sqlite3.Connection, dispute: Dispute, candidates: list[int], scores: dict[int, float]
) -> Iterator[tuple[int, float, list[str]]]:
    terms = terms_in(database, candidates)
    own = {kind: dispute.names(kind) for kind in WEIGHTS}
    possible = sum(WEIGHTS[kind] for kind, names in own.items() if names) + WEIGHTS["words"]
    possible += sum(WEIGHTS[kind] for kind in ("category", "subcategory", "age", "sex") if getattr(dispute, kind))
    for number, category, subcategory, age, sex in _facts(database, candidates):
        why: list[str] = []
        nearness = WEIGHTS["words"] * scores.get(number, 0.0)
        for kind, names in own.items():
            theirs = frozenset(name for other, name in terms[number] if other == kind)
            shared = names & theirs
            if shared:
                nearness += WEIGHTS[kind] * len(shared) / len(names | theirs)
                listed = ", ".join(sorted(shared))
                why.append(f"same {_WHY[kind]}: {listed}" if kind in _WHY else f"same {_BOTH[kind]}: {listed}")
        if category and category == dispute.category:
            nearness += WEIGHTS["category"]
            if subcategory and subcategory == dispute.subcategory:
                nearness += WEIGHTS["subcategory"]
                why.append(f"same kind: {' / '.join(dict.fromkeys((category, subcategory)))}")
            else:
                why.append(f"same category: {category}")
        alike = age is not None and dispute.age is not None and abs(age - dispute.age) <= _YEARS
        nearness += WEIGHTS["age"] * alike + WEIGHTS["sex"] * bool(sex and sex == dispute.sex)
        if alike:
            why.append(f"age {age}" + (f", {sex}" if sex and sex == dispute.sex else ""))
        if not why:
            why.append("words of the request")
        yield number, nearness / possible, why


def _facts(
    database: sqlite3.Connection, candidates: list[int]
) -> Iterator[tuple[int, str | None, str | None, int | None, str | None]]:
    at_once = 500
    for at in range(0, len(candidates), at_once):
        some = candidates[at : at + at_once]
        marks = ", ".join("?" for _ in some)
        yield from database.execute(
            f"SELECT issue_id, category, subcategory, age, sex FROM facts WHERE issue_id IN ({marks})", some
        )


def _ended(database: sqlite3.Connection, where: Where, dispute: Dispute) -> list[Ended]:
    ended = []
    for what, sql, parameters in _kinds(dispute):
        of, overturned, partially = database.execute(
            "SELECT count(f.outcome), coalesce(sum(f.outcome = 'overturned'), 0),"
            " coalesce(sum(f.outcome = 'partially_overturned'), 0)"
            f" FROM facts AS f WHERE {sql} AND {where.sql}",
            (*parameters, *where.parameters),
        ).fetchone()
        ended.append(
            Ended(
                what=what,
                of=of,
                overturned=overturned,
                partially_overturned=partially,
                share=overturned / of if of else None,
                interval=wilson(overturned, of),
            )
        )
    return ended
