"""`Corpus`: a database of letters, to put questions to from Python."""

from __future__ import annotations

import os
import sqlite3
from types import TracebackType
from typing import TYPE_CHECKING, Any

from imrcli.corpus.opening import opened
from imrcli.corpus.search import Found, search
from imrcli.corpus.selection import Selection
from imrcli.corpus.stats import Sort, Statistics, statistics
from imrcli.frames import Library, frame
from imrcli.render.statistics import COLUMNS, values

if TYPE_CHECKING:
    from imrcli.corpus.disputes import Dispute
    from imrcli.corpus.similar import Similar


class Corpus:
    """The database that `imr batch -o imr.db` or `imr add` wrote, opened to read. Use it as a context manager.

    >>> with Corpus("imr.db") as corpus:  # doctest: +SKIP
    ...     for hit in corpus.search("spinal cord stimulator", outcome=("overturned",)).hits:
    ...         print(hit.case_number, hit.request)

    Raises NotFound where there is none, and CorpusError for a file that is none of imrcli's.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.fspath(path)
        self.database: sqlite3.Connection = opened(self.path)

    def __enter__(self) -> Corpus:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    def search(
        self, words: str | None = None, *, limit: int | None = 20, sort: str | None = None, **filters: Any
    ) -> Found:
        """The disputed treatments that have the words and pass the filters (the fields of `Selection`), best first.

        Raises CorpusError for what is no search.
        """
        return search(self.database, Selection(words=words, **filters), limit=limit, sort=sort)

    def count(self, *by: str, sort: Sort | None = None, least: int = 0, **filters: Any) -> Statistics:
        """How the decisions that pass the filters ended, in groups: see `imrcli.corpus.stats.statistics`."""
        return statistics(self.database, Selection(**filters), by, sort=sort, least=least)

    def stats(self, *by: str, library: Library | None = None, sort: Sort | None = None, **filters: Any) -> Any:
        """What `count` counts, as a data frame: a row a group. Raises NoFrames as `imrcli.to_frame` does."""
        found = self.count(*by, sort=sort, **filters)
        groups = found.groups if by else [found.total]
        names = [dimension.name.replace("-", "_") for dimension in found.by]
        keys = {name: [group.key[at] for group in groups] for at, name in enumerate(names)}
        rows = [values(group) for group in groups]
        return frame({**keys, **{name: [row[at] for row in rows] for at, name in enumerate(COLUMNS)}}, library=library)

    def similar(self, dispute: Dispute | str, *, limit: int = 10, **filters: Any) -> list[Similar]:
        """The decisions nearest to a dispute, why, and how such disputes ended: an answer an item.

        `dispute` is one that was made with `imrcli.corpus.disputes`, the number of a case that is in the database, or
        a request in words. Raises CorpusError where there is no such case.
        """
        from imrcli.corpus.disputes import asked
        from imrcli.corpus.similar import similar

        disputes = asked(self.database, dispute) if isinstance(dispute, str) else [dispute]
        return [similar(self.database, each, Selection(**filters), limit=limit) for each in disputes]
