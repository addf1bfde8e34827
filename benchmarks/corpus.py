"""How the corpus grows: build time, size, and how long its questions take, over made letters, in processor seconds.

Usage: python benchmarks/corpus.py [--letters FOLDER] [--sizes 2000,20000] [--keep FOLDER]

The letters are those of a folder (the samples by default), each again and again with other case numbers, dates, ages
and numbers, and with the sentences of its rationales and its summary in another order; as determinations, not as PDFs.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace

import imrcli
from imrcli.batch.sinks.sqlite import Sqlite
from imrcli.corpus.corpus import Corpus
from imrcli.corpus.disputes import typed
from imrcli.corpus.search import search
from imrcli.corpus.selection import Selection
from imrcli.corpus.similar import similar
from imrcli.corpus.stats import statistics
from imrcli.model import Determination, Issue
from imrcli.sentences import sentences

ROOT = Path(__file__).parent.parent
_NUMBER = re.compile(r"\d+")
_FIRST_DAY = date(2013, 2, 1)
_DAYS = 4_500

SEARCHES = {
    "a rare phrase": Selection(words='"platelet rich plasma"'),
    "two words": Selection(words="lumbar fusion"),
    "an abbreviation": Selection(words="ESI"),
    "a brand": Selection(words="Norco"),
    "a frequent word": Selection(words="pain"),
    "two frequent words": Selection(words="medical necessity"),
    "a frequent word, filtered": Selection(words="pain", outcome=("overturned",), category=("Injection",)),
    "a filter alone": Selection(guideline=("Low Back Complaints",), outcome=("overturned",)),
    "a page cited": Selection(page=(303,)),
}
STATISTICS = (("category",), ("specialty",), ("guideline", "specialty"), ("month", "treatment"))
DISPUTES = ("MRI of the lumbar spine", "Norco 10/325mg #90", "gym membership")


def made(letters: list[Determination], number: int, seed: int = 1) -> Iterator[bytes]:
    """So many letters made of some, as lines."""
    chance = random.Random(seed)
    for at in range(number):
        yield _another(letters[at % len(letters)], at, chance).to_json()


def _another(letter: Determination, at: int, chance: random.Random) -> Determination:
    decided = _FIRST_DAY + timedelta(chance.randrange(_DAYS))
    age = chance.randrange(18, 80)
    case = replace(
        letter.case,
        number=f"CM{decided:%y}-{at:07d}",
        decision_date=decided,
        application_received=decided - timedelta(chance.randrange(20, 60)),
        date_assigned=decided - timedelta(chance.randrange(3, 20)),
    )
    return replace(
        letter,
        source=replace(letter.source, path=f"{case.number}.pdf", sha256=f"{at:064x}"),
        case=case,
        claimant=replace(letter.claimant, age=age),
        clinical_summary=_shuffled(letter.clinical_summary, chance),
        issues=[_issue(issue, chance) for issue in letter.issues],
    )


def _issue(issue: Issue, chance: random.Random) -> Issue:
    request = _NUMBER.sub(lambda _: str(chance.randrange(1, 200)), issue.request) if issue.request else None
    outcome = issue.outcome if chance.random() < 0.9 else chance.choice(("upheld", "overturned"))
    return replace(issue, request=request, outcome=outcome, rationale=_shuffled(issue.rationale, chance))


def _shuffled(text: str | None, chance: random.Random) -> str | None:
    if not text:
        return text
    parts = [text[start:end] for start, end in sentences(text)]
    chance.shuffle(parts)
    return _NUMBER.sub(lambda _: str(chance.randrange(1, 10_000)), " ".join(parts))


def build(path: Path, letters: list[Determination], number: int) -> float:
    """Make a database of so many letters; returns the seconds that its writing took, the letters' making left out."""
    sink = Sqlite(path)
    taken = 0.0
    for line in made(letters, number):
        begun = time.process_time()
        sink.add(line)
        taken += time.process_time() - begun
    begun = time.process_time()
    sink.close()
    return taken + time.process_time() - begun


def _processor() -> float:
    """Seconds of processors that this process and its ended children took: others' work does not count."""
    taken = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in taken)


def timed(ask: Callable[[], object], times: int = 4) -> tuple[float, float]:
    """Processor seconds of a question: the first time, and the best of some."""
    taken = []
    for _ in range(times):
        begun = _processor()
        ask()
        taken.append(_processor() - begun)
    return taken[0], min(taken)


def questions(path: Path) -> Iterator[tuple[str, float, float]]:
    """Each question, with its seconds: the first time, and the best."""
    with Corpus(path) as corpus:
        for name, selection in SEARCHES.items():
            yield f"search: {name}", *timed(lambda chosen=selection: search(corpus.database, chosen))  # type: ignore[misc]
        for by in STATISTICS:
            yield f"stats: {', '.join(by)}", *timed(lambda names=by: statistics(corpus.database, Selection(), names))  # type: ignore[misc]
        for request in DISPUTES:
            yield f"similar: {request}", *timed(lambda words=request: similar(corpus.database, typed(words)))  # type: ignore[misc]
    command = [sys.executable, "-c", "from imrcli.cli import main; main()", "search", str(path), "lumbar fusion"]
    yield "imr search, the whole command", *timed(lambda: subprocess.run(command, capture_output=True, check=True))
    command[3:] = ["stats", str(path), "--by", "category"]
    yield "imr stats --by category", *timed(lambda: subprocess.run(command, capture_output=True, check=True))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=Path, default=ROOT / "samples")
    parser.add_argument("--sizes", default="2000,20000")
    parser.add_argument("--keep", type=Path, help="a folder in which the databases stay, and are not made again")
    asked = parser.parse_args()
    paths = sorted(path for path in asked.letters.iterdir() if path.suffix in (".pdf", ".txt"))
    letters = [imrcli.parse(path, evidence=path.suffix == ".pdf") for path in paths]
    for size in map(int, asked.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            path = (asked.keep or Path(folder)) / f"made-{size}.db"
            made_in = f"built in {build(path, letters, size):,.0f} s" if not path.exists() else "built before"
            with Corpus(path) as corpus:
                (decisions,) = corpus.database.execute("SELECT count(*) FROM facts").fetchone()
            size_mb = path.stat().st_size / 1e6
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{size:,} letters, {decisions:,} decisions: {made_in}, {size_mb:,.0f} MB,", end=" ")
            print(f"{size_mb / size * 1000:.1f} kB a letter, at most {memory:,.0f} MB of memory", flush=True)
            for name, first, best in questions(path):
                print(f"  {name}: {first:.3f} s the first time, {best:.3f} s", flush=True)


if __name__ == "__main__":
    main()
