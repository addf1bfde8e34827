"""How near the nearest decisions of `imr similar` are, over the letters of a folder, against plain BM25 in one run.

Usage: python benchmarks/similar.py [LETTERS]

LETTERS is a folder of letters, by default ../shared/letters, or else the samples. Every item is asked for; its own
letter is left out. Of the nearest five decisions: how many share its category, its subcategory, its treatment (a drug
or a kind that both requests name) and its part of the body. Items of which a thing is not known are not asked for it.
BM25 ranks by the words of the request: over the requests alone, and over all that is searched. The treatment and the
part of the body are those of the vocabularies that `similar` itself looks at: they say that it does what it means to.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import imrcli
from imrcli.batch.sinks.sqlite import Sqlite
from imrcli.corpus.corpus import Corpus
from imrcli.corpus.disputes import Dispute, of_case, of_letter, terms_in
from imrcli.corpus.query import literal
from imrcli.corpus.similar import similar
from imrcli.model import Determination
from imrcli.vocabulary.lexicon import words_of

ROOT = Path(__file__).parent.parent
NEAREST = 5

Ranker = Callable[[sqlite3.Connection, Dispute], list[int]]


def by_similar(database: sqlite3.Connection, dispute: Dispute) -> list[int]:
    """The nearest as `imr similar` tells them."""
    return [near.hit.issue_id for near in similar(database, dispute, limit=NEAREST).nearest]


def _bm25(database: sqlite3.Connection, dispute: Dispute, columns: str) -> list[int]:
    words = dict.fromkeys(word for word in words_of(dispute.request).words if word.isalnum())
    match = f"{{{columns}}} : ({' OR '.join(map(literal, words))})"
    own = ", ".join(map(str, dispute.letters))
    rows = database.execute(
        "SELECT issue_id FROM issues_fts CROSS JOIN facts ON issue_id = issues_fts.rowid"
        f" WHERE issues_fts MATCH ? AND letter_id NOT IN ({own}) ORDER BY bm25(issues_fts), issue_id LIMIT ?",
        (match, NEAREST),
    )
    return [number for (number,) in rows]


RANKERS: dict[str, Ranker] = {
    "imr similar": by_similar,
    "BM25 over requests": lambda database, dispute: _bm25(database, dispute, "request"),
    "BM25 over all text": lambda database, dispute: _bm25(database, dispute, "request rationale summary citations"),
}


def shares(database: sqlite3.Connection, dispute: Dispute, nearest: list[int], told: Counter[str]) -> None:
    """Count of the nearest what each shares with a dispute."""
    terms = terms_in(database, nearest)
    about = {term for term in dispute.terms if term[0] in ("treatment", "drug")}
    parts = {term for term in dispute.terms if term[0] == "body_part"}
    for number in nearest:
        category, subcategory = database.execute(
            "SELECT category, subcategory FROM facts WHERE issue_id = ?", (number,)
        ).fetchone()
        told["category"] += bool(dispute.category) and category == dispute.category
        told["subcategory"] += bool(dispute.subcategory) and subcategory == dispute.subcategory
        told["treatment"] += bool(about & terms[number])
        told["body part"] += bool(parts & terms[number])
    told["of category"] += NEAREST * bool(dispute.category)
    told["of subcategory"] += NEAREST * bool(dispute.subcategory)
    told["of treatment"] += NEAREST * bool(about)
    told["of body part"] += NEAREST * bool(parts)


def main() -> None:
    """Measure and print."""
    folders = [*map(Path, sys.argv[1:]), ROOT.parent / "shared" / "letters", ROOT / "samples"]
    folder = next(folder for folder in folders if folder.is_dir())
    kind = ".pdf" if any(folder.glob("*.pdf")) else ".txt"
    letters = [imrcli.parse(path) for path in sorted(folder.iterdir()) if path.suffix == kind]
    with tempfile.TemporaryDirectory() as made:
        sink = Sqlite(Path(made) / "imr.db")
        for letter in letters:
            sink.add(letter.to_json())
        sink.close()
        with Corpus(Path(made) / "imr.db") as corpus:
            database = corpus.database
            disputes = [each for letter in letters for each in _known(database, letter)]
            print(f"{len(letters)} letters, {len(disputes)} items; of the nearest {NEAREST}, these share")
            for name, ranker in RANKERS.items():
                told: Counter[str] = Counter()
                for dispute in disputes:
                    shares(database, dispute, ranker(database, dispute), told)
                counts = ("category", "subcategory", "treatment", "body part")
                shown = (f"{each} {told[each] / max(1, told[f'of {each}']):.1%}" for each in counts)
                print(f"  {name}: {', '.join(shown)}")


def _known(database: sqlite3.Connection, letter: Determination) -> list[Dispute]:
    number = letter.case.number
    return of_case(database, number) if number else of_letter(database, letter)


if __name__ == "__main__":
    main()
