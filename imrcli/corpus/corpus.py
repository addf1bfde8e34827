"""`Corpus`: a database of letters, to put questions to from Python."""

from __future__ import annotations

import os
import sqlite3
from types import TracebackType
from typing import TYPE_CHECKING, Any

from imrcli.corpus.schema import opened
from imrcli.corpus.search import Found, search
from imrcli.corpus.selection import Selection

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

    def similar(self, dispute: Dispute | str, *, limit: int = 10, **filters: Any) -> list[Similar]:
        """The decisions nearest to a dispute, why, and how such disputes ended: an answer an item.

        `dispute` is one that was made with `imrcli.corpus.disputes`, the number of a case that is in the database, or
        a request in words. Raises CorpusError where there is no such case.
        """
        from imrcli.corpus.disputes import asked
        from imrcli.corpus.similar import similar

        disputes = asked(self.database, dispute) if isinstance(dispute, str) else [dispute]
        return [similar(self.database, each, Selection(**filters), limit=limit) for each in disputes]
