"""`Corpus`: a database of letters, or flat Parquet, to put questions to from Python."""

from __future__ import annotations

import os
import sqlite3
from contextlib import ExitStack
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Any

from imrcli.corpus.database import Database
from imrcli.corpus.filters import chosen
from imrcli.corpus.folder import connected, refuse
from imrcli.corpus.search import Found, search
from imrcli.corpus.stats import Sort, Statistics, statistics
from imrcli.data_frames import Kind, Library, frame
from imrcli.errors import CorpusError
from imrcli.render.figures import COLUMNS, values

if TYPE_CHECKING:
    from imrcli.corpus.disputes import Dispute
    from imrcli.corpus.similar import Similar
    from imrcli.model import Determination


class Corpus:
    """The database that `imr batch -o imr.db` or `imr add` wrote, or flat Parquet, opened to read.

    Use it as a context manager. `search` and `stats` give data frames; `find` and `count` the same as plain values,
    without a library for frames. Filters are named arguments: see `imrcli.corpus.filters.chosen`.

    >>> with Corpus("imr.db") as corpus:  # doctest: +SKIP
    ...     overturned = corpus.search("spinal cord stimulator", outcome="overturned", since="2016")
    ...     by_category = corpus.stats("category")

    Parquet (docs/corpus.md says which files, and the extra that they need) counts and reports; it has no texts to
    search. Raises NotFound where there is none, and CorpusError for what is none of imrcli's.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.fspath(path)
        self._open = ExitStack()
        self._asked: Database = self._open.enter_context(connected(self.path))

    def __enter__(self) -> Corpus:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._open.close()

    @property
    def database(self) -> sqlite3.Connection:
        """The database itself, for questions in SQL. Raises CorpusError where the corpus is Parquet."""
        if not isinstance(self._asked, sqlite3.Connection):
            raise CorpusError(self.path, "is Parquet, which has no texts to search; make a database of the letters")
        return self._asked

    def search(
        self,
        words: str | None = None,
        *,
        limit: int | None = None,
        sort: str | None = None,
        library: Library | None = None,
        **filters: Any,
    ) -> Any:
        """What `find` finds, all of it or the first `limit`, as a data frame: a row a disputed treatment.

        Its columns are those of `imr search --format csv`. Raises NoFrames as `imrcli.to_frame` does.
        """
        from imrcli.corpus import shown

        rows = [shown.row(hit) for hit in self.find(words, limit=limit, sort=sort, **filters).hits]
        columns = {name: [row[name] for row in rows] for name in shown.COLUMNS}
        columns["decision_date"] = [day and date.fromisoformat(day) for day in columns["decision_date"]]
        return frame(columns, shown.KINDS, library)

    def find(
        self, words: str | None = None, *, limit: int | None = 20, sort: str | None = None, **filters: Any
    ) -> Found:
        """The disputed treatments that have the words and pass the filters, best first, and how many there are in all.

        Raises CorpusError for what is no search.
        """
        return search(self.database, chosen(words=words, **filters), limit=limit, sort=sort)

    def stats(
        self, *by: str, library: Library | None = None, sort: Sort | None = None, least: int = 0, **filters: Any
    ) -> Any:
        """What `count` counts, as a data frame: a row a group. Raises NoFrames as `imrcli.to_frame` does."""
        found = self.count(*by, sort=sort, least=least, **filters)
        groups = found.groups if by else [found.total]
        names = [dimension.name.replace("-", "_") for dimension in found.by]
        keys = {name: [group.key[at] for group in groups] for at, name in enumerate(names)}
        rows = [values(group) for group in groups]
        counts = {name: [row[at] for row in rows] for at, name in enumerate(COLUMNS)}
        kinds: dict[str, Kind] = dict.fromkeys(names, "text")
        kinds |= {name: "real" if name.startswith(("share", "median")) else "number" for name in COLUMNS}
        return frame({**keys, **counts}, kinds, library)

    def count(self, *by: str, sort: Sort | None = None, least: int = 0, **filters: Any) -> Statistics:
        """How the decisions that pass the filters ended, in groups: see `imrcli.corpus.stats.statistics`."""
        selection = chosen(**filters)
        refuse(self.path, selection)
        return statistics(self._asked, selection, by, sort=sort, least=least)

    def report(self, output: str | os.PathLike[str], **filters: Any) -> None:
        """Write the report on the decisions that pass the filters: a page (.html) or a workbook (.xlsx).

        A file of that name is replaced. Raises UnknownFormat for another ending, and MissingExtra where the charts need
        what is not installed.
        """
        from imrcli.annual.parts import report
        from imrcli.annual.written import kind_of, written
        from imrcli.output import write

        kind_of(os.fspath(output))
        selection = chosen(**filters)
        refuse(self.path, selection)
        made = written(report(self._asked, selection), self.path, os.fspath(output))
        write(made, os.fspath(output), overwrite=True)

    def similar(self, dispute: Dispute | Determination | str, *, limit: int = 10, **filters: Any) -> list[Similar]:
        """The decisions nearest to a dispute, why, and how such disputes ended: an answer an item.

        `dispute` is a determination (`imrcli.parse("letter.pdf")`), the number of a case that is in the database, a
        request in words, or one that was made with `imrcli.corpus.disputes`. Raises CorpusError where there is no such
        case.
        """
        from imrcli.corpus.disputes import asked, of_letter
        from imrcli.corpus.similar import similar
        from imrcli.model import Determination

        if isinstance(dispute, str):
            disputes = asked(self.database, dispute)
        else:
            disputes = of_letter(self.database, dispute) if isinstance(dispute, Determination) else [dispute]
        return [similar(self.database, each, chosen(**filters), limit=limit) for each in disputes]
