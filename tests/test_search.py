"""`imr search` and `imr similar`: what is found, in which order, how it is shown."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import sys
from pathlib import Path

import pytest
from corpus_letters import cited, database, item, letter

from imrcli.cli import main
from imrcli.corpus import search as searching
from imrcli.corpus.corpus import Corpus
from imrcli.corpus.disputes import of_case, of_letter, typed
from imrcli.corpus.interval import wilson
from imrcli.corpus.passages import CLOSE, OPEN
from imrcli.corpus.quotes import quoted
from imrcli.corpus.selection import Selection
from imrcli.corpus.similar import similar
from imrcli.corpus.synonyms import parsed
from imrcli.errors import CorpusError, ExitCode

HOSTILE = "<script>alert(1)</script> | \x1b[31m =cmd()"
MRI = item(
    "MRI of the right knee",
    "overturned",
    cited(guideline="Knee Complaints", pages=["341-343"]),
    category="Diagnostic Testing",
    subcategory="Imaging/Radiology",
    rationale="The meniscus may be torn. Locking of the knee was seen. The request is medically necessary.",
)
LETTERS = [
    letter(1, MRI, age=44, sex="female", clinical_summary="A meniscus tear is suspected. No fracture was seen."),
    letter(
        2,
        item("Lumbar epidural steroid injection", category="Injection", subcategory="Injection"),
        item("Hydrocodone-APAP 10/325", category="Pharmaceuticals", subcategory="Opioids"),
        decided="2014-02-03",
    ),
    letter(
        3,
        item("Magnetic resonance imaging, left knee", category="Diagnostic Testing", subcategory="Imaging/Radiology"),
        item("12 sessions of physiotherapy", category="Rehabilitation", rationale="Therapy for the neck. Knee pain."),
        clinical_summary="Meniscal tear. Diabetes.",
        decided="2017-09-30",
    ),
    letter(4, item("Tramadol 50mg", category="Pharmaceuticals", subcategory="Opioids"), decided="2015-01-01"),
    letter(5, item(HOSTILE, rationale=HOSTILE), decided="2013-01-01"),
]
KNEE, ESI, APAP, KNEE_TOO, THERAPY, TRAMADOL, EVIL = range(1, 8)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return database(tmp_path_factory.mktemp("corpus") / "imr.db", LETTERS)


@pytest.fixture(scope="module")
def corpus(path: Path) -> Corpus:
    return Corpus(path)


@pytest.mark.parametrize(
    ("words", "synonyms", "expected"),
    [
        ("MRI knee", True, {KNEE, KNEE_TOO}),
        ("MRI knee", False, {KNEE}),
        ("ESI", True, {ESI}),
        ("ESI", False, set()),
        ("PT", True, {THERAPY}),
        ("Norco", True, {APAP, TRAMADOL}),  # its generic, and its class
        ("narcotic", True, {APAP, TRAMADOL}),
        ("Vicodin", False, set()),
        ("imaging of knees", True, {KNEE_TOO}),
        ("meniscal OR meniscus", True, {KNEE, KNEE_TOO, THERAPY}),
        ("torn NEAR/3 meniscus", True, {KNEE}),
        ('"may be torn"', True, {KNEE}),
        ('"torn may be"', True, set()),
        ("hydrocod*", False, {APAP}),
        ("knee NOT MRI", True, {THERAPY}),
        ("lock", False, {KNEE}),  # stemmed: locking
        ("script", True, {EVIL}),
        ("'; DROP TABLE letters; --", True, set()),
        ("rationale : knee", True, set()),
    ],
)
def test_words(corpus: Corpus, words: str, synonyms: bool, expected: set[int]) -> None:
    found = corpus.find(words, synonyms=synonyms)
    assert {hit.issue_id for hit in found.hits} == expected


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("menisucs", ["'menisucs'; did you mean 'meniscus'?"]),
        ("accupuncture knee", ["'accupuncture'"]),  # no text of these has the right word either
        ("kneee menisucs", ["'kneee'; did you mean 'knee'?", "'menisucs'; did you mean 'meniscus'?"]),
        ("zzz", ["'zzz'"]),
        ("knee -MRI -therapy -imaging", []),  # each word is there: nothing is misspelt
        ("menisx*", []),
        ("meniscus", []),
    ],
)
def test_words_that_nothing_has_are_told(corpus: Corpus, words: str, told: list[str]) -> None:
    assert list(corpus.find(words).notes) == [f"nothing here has the word {each}" for each in told]


@pytest.mark.parametrize(
    ("words", "first"),
    [("right OR knee", KNEE), ("Norco", APAP), ("neck OR knee OR therapy", THERAPY)],
)
def test_best_first(corpus: Corpus, words: str, first: int) -> None:
    hits = corpus.find(words).hits
    assert hits[0].issue_id == first
    assert len(hits) > 1


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("date", [KNEE_TOO, THERAPY, KNEE, TRAMADOL, ESI, APAP, EVIL]),
        ("oldest", [EVIL, ESI, APAP, TRAMADOL, KNEE, KNEE_TOO, THERAPY]),
        ("case", [KNEE, ESI, APAP, KNEE_TOO, THERAPY, TRAMADOL, EVIL]),
        (None, [KNEE_TOO, THERAPY, KNEE, TRAMADOL, ESI, APAP, EVIL]),
    ],
)
def test_sorts(corpus: Corpus, sort: str | None, expected: list[int]) -> None:
    assert [hit.issue_id for hit in corpus.find(sort=sort).hits] == expected


def test_passage_is_what_matched(corpus: Corpus) -> None:
    (hit,) = corpus.find("locking").hits
    assert hit.passage_of == "rationale"
    assert f"{OPEN}Locking{CLOSE} of the knee was seen" in (hit.passage or "")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("locking", "Locking of the knee was seen."),
        (None, "The request is medically necessary."),
        ("meniscus tear", "The meniscus may be torn."),
    ],
)
def test_quoted_sentence(corpus: Corpus, words: str | None, sentence: str) -> None:
    (hit,) = corpus.find(words, case=("CM16-0000001",)).hits
    assert quoted(corpus.database, hit, parsed(words) if words else None).sentence == sentence


@pytest.mark.parametrize("words", ["knee", "MRI OR therapy", "meniscal OR meniscus"])
def test_too_many_to_rank(corpus: Corpus, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    whole = corpus.find(words)
    monkeypatch.setattr(searching, "RANKED", 1)
    found = corpus.find(words)
    assert found.total == whole.total
    assert found.ranked is not None
    assert {hit.issue_id for hit in corpus.find(words, limit=None).hits} == {hit.issue_id for hit in whole.hits}


def test_filters_hold_where_there_are_too_many_to_rank(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "RANKED", 1)
    assert [hit.issue_id for hit in corpus.find("knee", outcome=("overturned",)).hits] == [KNEE]


# The command


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["imr", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


def test_table(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(monkeypatch, capsys, "search", str(path), "locking")
    assert code == 0
    assert out.splitlines()[:2] == [
        "CM16-0000001  2016-05-01  item 1  Overturned  Diagnostic Testing / Imaging/Radiology",
        "  MRI of the right knee",
    ]
    assert err == "imr: 1 decision\n"


@pytest.mark.parametrize("width", [40, 59, 60, 80, 120, 200])
@pytest.mark.parametrize(("command", "words"), [("search", "MRI OR knee OR injection"), ("similar", "MRI of the knee")])
def test_what_is_shown_fits_its_width(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
    words: str,
    width: int,
) -> None:
    code, narrow, _ = run(monkeypatch, capsys, command, str(path), words, "--width", str(width))
    assert code == 0
    assert max(map(len, narrow.splitlines())) <= width
    _, wide, _ = run(monkeypatch, capsys, command, str(path), words, "--width", "10000")
    assert narrow.split() == wide.split()  # nothing is lost, and no word is torn


@pytest.mark.parametrize(("columns", "most"), [("50", 50), ("300", 120), ("", 100)])
def test_width_is_that_of_the_terminal(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: str, most: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    _, out, _ = run(monkeypatch, capsys, "similar", str(path), "MRI of the right knee, with contrast, " * 9)
    assert most - 16 < max(map(len, out.splitlines())) <= most


def test_formats_say_the_same(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("search", str(path), "knee", "--limit", "0", "-q", "--format")
    as_json = json.loads(run(monkeypatch, capsys, *asked, "json")[1])
    as_lines = [json.loads(line) for line in run(monkeypatch, capsys, *asked, "jsonl")[1].splitlines()]
    as_csv = list(csv.DictReader(io.StringIO(run(monkeypatch, capsys, *asked, "csv")[1])))
    assert as_json["total"] == 3
    assert as_json["hits"] == as_lines
    assert [row["request"] for row in as_csv] == [row["request"] for row in as_lines]
    assert len(run(monkeypatch, capsys, *asked, "md")[1].splitlines()) == 5


@pytest.mark.parametrize("form", ["table", "md", "csv"])
def test_nothing_in_a_letter_is_run(
    path: Path, form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(monkeypatch, capsys, "search", str(path), "script", "--format", form)
    assert "\x1b" not in out or form == "csv"
    if form == "md":
        assert "<script>" not in out
        assert "\\|" in out


def test_cite(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(monkeypatch, capsys, "search", str(path), "locking", "--cite")
    assert out == (
        "IMR Case No. CM16-0000001 (May 1, 2016), item 1 (MRI of the right knee), overturned:"
        " “Locking of the knee was seen.”\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("search", "{db}", '"knee'), ExitCode.CORPUS, 'imr: the search has a " without its second one'),
        (("search", "{db}", "--category", "x"), ExitCode.CORPUS, "imr: category 'x' is none of DWC's"),
        (("search", "{db}", "--since", "soon"), ExitCode.USAGE, "--since 'soon' is no date"),
        (("search", "{db}", "--age", "old"), ExitCode.USAGE, "--age 'old' is no age"),
        (("search", "none.db", "x"), ExitCode.NOT_FOUND, "imr: none.db: no such database"),
        (("search", __file__, "x"), ExitCode.CORPUS, "is no database of imrcli"),
        (
            ("search", "{db}", "MRI", "NEAR/5", "knee"),
            ExitCode.USAGE,
            "put all words in one pair of quotes: imr search",
        ),
        (("search", "{db}", "MRI", "-lumbar"), ExitCode.USAGE, "put all words in one pair of quotes: imr search"),
        (("search", "{db}", "x", "--catgory", "y"), ExitCode.USAGE, "see `imr search --help`"),
        (("similar", "{db}", "MRI", "of", "it"), ExitCode.USAGE, "put all words in one pair of quotes: imr similar"),
        (("similar", "{db}", "CM99-0000001"), ExitCode.CORPUS, "imr: case CM99-0000001 is not in the database"),
        (("similar", "{db}", "none.pdf"), ExitCode.NOT_FOUND, "none.pdf: no such file"),
        (("similar", "{db}", "--", "-"), ExitCode.CORPUS, "what is disputed was not said"),
    ],
)
def test_what_cannot_be_is_one_line(
    path: Path,
    words: tuple[str, ...],
    code: int,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ended, out, err = run(monkeypatch, capsys, *(word.replace("{db}", str(path)) for word in words))
    assert (ended, out) == (code, "")
    assert says in err
    assert "Traceback" not in err


def test_an_older_file_is_refused(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with sqlite3.connect(old) as made:
        made.executescript("PRAGMA user_version = 1; CREATE TABLE letters (id); CREATE TABLE issues (id);")
        made.executescript("CREATE TABLE citations (id);")
    made.close()
    with pytest.raises(CorpusError, match=r"older imrcli \(layout 1, now \d+\); make it anew with: imr batch"):
        Corpus(old)


def test_a_file_is_not_changed_through_a_corpus(corpus: Corpus) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        corpus.database.execute("DELETE FROM letters")


# Similar


@pytest.mark.parametrize(
    ("request_words", "nearest"),
    [
        ("MRI of the knee", [KNEE, KNEE_TOO]),
        ("Norco 5/325", [APAP, TRAMADOL]),
        ("lumbar ESI", [ESI]),
        ("PT 2x6", [THERAPY]),
    ],
)
def test_nearest(corpus: Corpus, request_words: str, nearest: list[int]) -> None:
    found = similar(corpus.database, typed(request_words), limit=len(nearest))
    assert sorted(near.hit.issue_id for near in found.nearest) == nearest


def test_why_and_how_it_ended(corpus: Corpus) -> None:
    (dispute,) = of_letter(corpus.database, LETTERS[0])
    found = similar(corpus.database, dispute, limit=1)
    (near,) = found.nearest
    assert near.hit.issue_id == KNEE_TOO
    assert near.why[:3] == ["same treatment: MRI", "same body part: knee", "same diagnosis: meniscal tear"]
    ended = found.ended[0]
    assert (ended.what, ended.of, ended.overturned, ended.interval) == ("MRI; knee", 1, 0, wilson(0, 1))


def test_a_case_is_the_same_as_its_letter(corpus: Corpus) -> None:
    assert of_case(corpus.database, "CM16-0000001") == of_letter(corpus.database, LETTERS[0])


def test_answers_are_printed_in_a_line(corpus: Corpus) -> None:
    (answer,) = corpus.similar("MRI of the knee" + ", please" * 50, limit=1)
    assert repr(answer).startswith("<Similar to MRI of the knee, please, ")
    assert repr(answer).endswith(" …: 1 decision; MRI; knee: 1 of 2 overturned>")
    (near,) = answer.nearest
    assert repr(near) == "<Near 1.00: CM16-0000003, item 1, upheld: Magnetic resonance imaging, left knee>"
    assert repr(corpus.find("knee", limit=1)) == "<Found: 1 of 3 decisions>"


def test_how_disputes_ended_does_not_hang_on_the_outcome_asked_for(corpus: Corpus) -> None:
    chosen = Selection(outcome=("overturned",))
    found = similar(corpus.database, typed("MRI of the knee"), chosen)
    assert [near.hit.issue_id for near in found.nearest] == [KNEE]
    assert (found.ended[0].of, found.ended[0].overturned) == (2, 1)


def test_similar_in_the_command(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(monkeypatch, capsys, "similar", str(path), "MRI of the knee")
    assert "▲ CM16-0000001  2016-05-01  item 1  Overturned" in out
    assert "  MRI; knee: 1 of 2 overturned, 50.0% (95%: 9.5 to 90.5%)" in out
    (answer,) = json.loads(run(monkeypatch, capsys, "similar", str(path), "CM16-0000001", "-f", "json")[1])
    assert answer["nearest"][0]["case_number"] == "CM16-0000003"


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (8, 151, 0.0271, 0.1011)]
)
def test_wilson(hits: int, of: int, low: float, high: float) -> None:
    ends = wilson(hits, of)
    assert ends is not None
    assert (round(ends[0], 4), round(ends[1], 4)) == (low, high)
    assert wilson(0, 0) is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["search", "{db}", "knee"], "a.csv"),
        (["search", "{db}", "knee", "--cite"], "a.csv"),
        (["search", "{db}", "knee"], "a.json"),
        (["search", "{db}", "knee"], "a.jsonl"),
        (["search", "{db}", "knee"], "a.md"),
        (["search", "{db}", "no such words"], "a.jsonl"),
        (["similar", "{db}", "MRI of the knee"], "a.json"),
        (["similar", "{db}", "CM16-0000001"], "a.json"),
        (["search", "{db}", "knee", "--overwrite"], "a.txt"),
        (["similar", "{db}", "MRI of the knee", "--overwrite"], "a.txt"),
    ],
)
def test_a_file_is_written_again(
    path: Path,
    words: list[str],
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    output = tmp_path / name
    asked = [*(word.replace("{db}", str(path)) for word in words), "-o", str(output)]
    written = []
    for _ in range(2):
        code, out, err = run(monkeypatch, capsys, *asked)
        assert (code, out) == (0, ""), err
        written.append(output.read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize("command", ["search", "similar"])
@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["-o", "{there}/a.xlsx"], ExitCode.USAGE, "xlsx: is no format"),
        (["-o", "{there}/imr.db"], ExitCode.USAGE, "db: is no format"),
        (["-o", "{there}/imr.db", "-f", "json"], ExitCode.OUTPUT, "is a source"),
        (["-o", "{there}/notes.json"], ExitCode.OUTPUT, "is no output of imrcli"),
    ],
)
def test_what_is_not_written(
    path: Path,
    command: str,
    words: list[str],
    code: int,
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "imr.db").write_bytes(path.read_bytes())
    (tmp_path / "notes.json").write_text('{"mine": 1}')
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    asked = [command, str(tmp_path / "imr.db"), "MRI", *(word.replace("{there}", str(tmp_path)) for word in words)]
    ended, _, err = run(monkeypatch, capsys, *asked)
    assert ended == code
    assert len(err.splitlines()) == 1
    assert says in err
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before
