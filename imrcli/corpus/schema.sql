-- The database that `imr batch -o NAME.db` writes and `imr add NAME.db` adds to. Columns without a remark are described
-- in docs/data-dictionary.md from the model; a remark behind a column is its description. Dates are ISO 8601 text; lists
-- are JSON arrays. A batch runs the parts in turn: the tables, then all rows go in, then the indexes and views, and the
-- full text where SQLite has it. What changes here changes `imrcli.corpus.opening.LAYOUT`.

-- part: tables

CREATE TABLE letters (
    id INTEGER PRIMARY KEY,  -- Number of the letter in the batch, from 1.
    source TEXT,
    sha256 TEXT NOT NULL,
    pages INTEGER,
    reader TEXT NOT NULL,
    format TEXT,
    case_number TEXT,
    date_of_injury TEXT,
    ur_denial_date TEXT,
    application_received TEXT,
    date_assigned TEXT,
    decision_date TEXT,
    priority TEXT CHECK (priority IN ('standard', 'expedited')),
    claim_number TEXT,
    employee TEXT,
    provider TEXT,
    reviewer_specialties TEXT NOT NULL,
    reviewer_licensure TEXT NOT NULL,
    claimant_age INTEGER CHECK (claimant_age BETWEEN 0 AND 130),
    claimant_sex TEXT CHECK (claimant_sex IN ('male', 'female')),
    outcome TEXT CHECK (outcome IN ('upheld', 'overturned', 'partially_overturned')),
    issue_count INTEGER NOT NULL,
    documents_reviewed TEXT NOT NULL,
    clinical_summary TEXT,
    letter INTEGER NOT NULL,
    version TEXT NOT NULL,  -- Version of imrcli that read it.
    checked INTEGER NOT NULL,  -- 1 where it was read with `--check`: it has all its findings; else 0.
    digest TEXT NOT NULL,  -- SHA-256 of all that was read, the source's name left out.
    is_current INTEGER NOT NULL DEFAULT 1  -- 0 where a later letter of the file has the same case number; else 1.
);

CREATE TABLE issues (
    id INTEGER PRIMARY KEY,  -- Number of the disputed treatment in the batch, from 1.
    letter_id INTEGER NOT NULL REFERENCES letters (id),  -- The letter: `letters.id`.
    number INTEGER NOT NULL,
    request TEXT,
    original_request TEXT,
    authorized TEXT,
    outcome TEXT CHECK (outcome IN ('upheld', 'overturned', 'partially_overturned')),
    category TEXT,
    subcategory TEXT,
    conclusion TEXT NOT NULL
        CHECK (conclusion IN ('necessary', 'not_necessary', 'mixed', 'unstated')),
    administrator_statement TEXT,
    reviewer_statement TEXT,
    rationale TEXT,
    rationale_pages TEXT NOT NULL,
    request_page INTEGER,  -- Page of the source on which the request stands; only where read with evidence.
    outcome_page INTEGER,  -- Page on which the outcome stands; only where read with evidence.
    rationale_first_page INTEGER,  -- Page on which the rationale begins; only where read with evidence.
    rationale_last_page INTEGER,  -- Page on which the rationale ends; only where read with evidence.
    conclusion_page INTEGER  -- Page on which the rationale's conclusion stands; only where read with evidence.
);

CREATE TABLE citations (
    id INTEGER PRIMARY KEY,  -- Number of the citation in the batch, from 1; a statement's are in its order.
    issue_id INTEGER NOT NULL REFERENCES issues (id),  -- The disputed treatment: `issues.id`.
    side TEXT NOT NULL CHECK (side IN ('claims_administrator', 'reviewer')),
    source TEXT NOT NULL CHECK (source IN ('MTUS', 'ODG', 'ACOEM', 'Other')),
    guideline TEXT,
    year INTEGER,
    chapter TEXT,
    sections TEXT NOT NULL,
    pages TEXT NOT NULL,
    text TEXT NOT NULL,
    short TEXT NOT NULL,
    title TEXT  -- What is cited, as statistics name it: an MTUS title, `ODG` and its chapter, `ACOEM`.
);

CREATE TABLE warnings (
    id INTEGER PRIMARY KEY,  -- Number of the warning in the batch, from 1.
    letter_id INTEGER NOT NULL REFERENCES letters (id),  -- The letter: `letters.id`.
    issue_id INTEGER REFERENCES issues (id),  -- The disputed treatment: `issues.id`; null for the letter as a whole.
    code TEXT NOT NULL,
    message TEXT NOT NULL
);

CREATE TABLE problems (
    id INTEGER PRIMARY KEY,  -- Number of the problem in the batch, from 1.
    source TEXT NOT NULL,
    sha256 TEXT,
    code TEXT NOT NULL,
    message TEXT NOT NULL
);

CREATE TABLE findings (
    id INTEGER PRIMARY KEY,  -- Number of the finding in the batch, from 1.
    letter_id INTEGER NOT NULL REFERENCES letters (id),  -- The letter: `letters.id`.
    issue_id INTEGER REFERENCES issues (id),  -- The disputed treatment: `issues.id`; null for the letter as a whole.
    severity TEXT NOT NULL CHECK (severity IN ('high', 'medium', 'low')),
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    pages TEXT NOT NULL,
    evidence TEXT
);

-- The pages of guidelines that are cited, as numbers.
CREATE TABLE citation_pages (
    page INTEGER NOT NULL,  -- A page of the guideline that is cited; each page of a range has a row.
    citation_id INTEGER NOT NULL REFERENCES citations (id),  -- The citation: `citations.id`.
    PRIMARY KEY (page, citation_id)
) WITHOUT ROWID;

-- One narrow row a disputed treatment of a current letter: what filters and statistics look at. The terms that
-- statistics count stand here once more, so that they read this table alone.
CREATE TABLE facts (
    issue_id INTEGER PRIMARY KEY REFERENCES issues (id),  -- The disputed treatment: `issues.id`.
    letter_id INTEGER NOT NULL REFERENCES letters (id),  -- The letter: `letters.id`.
    outcome TEXT,
    conclusion TEXT NOT NULL,
    category TEXT,
    subcategory TEXT,
    decision_date TEXT,
    application_received TEXT,
    date_assigned TEXT,
    days_from_application INTEGER,  -- Days from the application's receipt to the decision.
    days_from_assignment INTEGER,  -- Days from the assignment to the decision.
    priority TEXT,
    age INTEGER,  -- Age of the injured worker in years.
    sex TEXT,  -- Sex of the injured worker.
    contradicts INTEGER NOT NULL,  -- 1 where the rationale concludes otherwise than the outcome; else 0.
    warnings INTEGER NOT NULL,  -- Number of warnings of it and of its letter.
    findings INTEGER,  -- Number of findings of it and of its letter; null where the letter was not checked.
    specialty_terms TEXT,  -- Its terms of the kind `specialty`: `terms.id`, separated by commas.
    state_terms TEXT,  -- Its terms of the kind `state`: `terms.id`, separated by commas.
    guideline_terms TEXT,  -- Its terms of the kind `guideline`: `terms.id`, separated by commas.
    section_terms TEXT,  -- Its terms of the kind `section`: `terms.id`, separated by commas.
    drug_terms TEXT,  -- Its terms of the kind `drug`: `terms.id`, separated by commas.
    drug_class_terms TEXT,  -- Its terms of the kind `drug_class`: `terms.id`, separated by commas.
    treatment_terms TEXT,  -- Its terms of the kind `treatment`: `terms.id`, separated by commas.
    body_part_terms TEXT,  -- Its terms of the kind `body_part`: `terms.id`, separated by commas.
    warning_terms TEXT,  -- Its terms of the kind `warning`: `terms.id`, separated by commas.
    finding_terms TEXT  -- Its terms of the kind `finding`: `terms.id`, separated by commas.
);

-- The values of which a disputed treatment can have several: its drugs, the parts of the body and so on.
CREATE TABLE terms (
    id INTEGER PRIMARY KEY,  -- Number of the term in the file, from 1.
    kind TEXT NOT NULL,  -- What it is: see docs/corpus.md.
    name TEXT NOT NULL,  -- The term.
    UNIQUE (kind, name)
);

-- Which disputed treatment has which terms.
CREATE TABLE issue_terms (
    term_id INTEGER NOT NULL REFERENCES terms (id),  -- The term: `terms.id`.
    issue_id INTEGER NOT NULL REFERENCES issues (id),  -- The disputed treatment: `issues.id`.
    PRIMARY KEY (term_id, issue_id)
) WITHOUT ROWID;

-- The letters that `imr add` found and that a later letter of the same case replaced.
CREATE TABLE replaced (
    sha256 TEXT NOT NULL,  -- SHA-256 of a source whose letter a later one replaced.
    letter INTEGER NOT NULL,  -- The letter's number among those of its file, from 1.
    case_number TEXT,
    PRIMARY KEY (sha256, letter)
) WITHOUT ROWID;

-- part: indexes and views

CREATE INDEX findings_letter_id ON findings (letter_id);
CREATE INDEX findings_issue_id ON findings (issue_id);
CREATE INDEX findings_code ON findings (code, severity);
CREATE INDEX facts_letter_id ON facts (letter_id);
CREATE INDEX facts_category ON facts (category, subcategory);
CREATE INDEX facts_decision_date ON facts (decision_date);
CREATE INDEX issue_terms_issue_id ON issue_terms (issue_id, term_id);
CREATE INDEX citation_pages_citation_id ON citation_pages (citation_id);
CREATE INDEX letters_sha256 ON letters (sha256);
CREATE INDEX letters_case_number ON letters (case_number);
CREATE INDEX letters_decision_date ON letters (decision_date);
CREATE INDEX letters_outcome ON letters (outcome);
CREATE INDEX letters_format ON letters (format);
CREATE INDEX issues_letter_id ON issues (letter_id);
CREATE INDEX issues_outcome ON issues (outcome);
CREATE INDEX issues_category ON issues (category, subcategory, outcome);
CREATE INDEX citations_issue_id ON citations (issue_id);
CREATE INDEX citations_source ON citations (source, guideline);
CREATE INDEX citations_chapter ON citations (chapter);
CREATE INDEX citations_title ON citations (title, side);
CREATE INDEX warnings_letter_id ON warnings (letter_id);
CREATE INDEX warnings_issue_id ON warnings (issue_id);
CREATE INDEX warnings_code ON warnings (code);
CREATE INDEX problems_code ON problems (code);
CREATE INDEX problems_source ON problems (source);

-- One row a disputed treatment, flat: the columns of the CSV. A letter without items has one row.
CREATE VIEW decisions AS
SELECT
    letters.case_number,
    letters.decision_date,
    issues.request,
    issues.outcome,
    issues.category,
    issues.subcategory,
    issues.conclusion,
    issues.number AS issue,
    letters.outcome AS letter_outcome,
    issues.original_request,
    issues.authorized,
    (
        SELECT group_concat(short, ' | ') FROM citations
        WHERE issue_id = issues.id AND side = 'reviewer'
    ) AS reviewer_citations,
    (
        SELECT group_concat(short, ' | ') FROM citations
        WHERE issue_id = issues.id AND side = 'claims_administrator'
    ) AS administrator_citations,
    issues.rationale,
    coalesce(issues.rationale_pages, '[]') AS rationale_pages,
    letters.claimant_age,
    letters.claimant_sex,
    letters.reviewer_specialties,
    letters.reviewer_licensure,
    letters.date_of_injury,
    letters.ur_denial_date,
    letters.application_received,
    letters.date_assigned,
    letters.priority,
    (
        SELECT json_group_array(code) FROM warnings
        WHERE letter_id = letters.id AND (issue_id IS NULL OR issue_id = issues.id)
    ) AS warnings,
    letters.format,
    letters.source,
    letters.sha256,
    issues.id AS issue_id  -- The disputed treatment: `issues.id`.
FROM letters LEFT JOIN issues ON issues.letter_id = letters.id;

-- How the disputed treatments of each category were decided.
CREATE VIEW outcomes_by_category AS
SELECT
    category,
    subcategory,
    count(*) AS issues,  -- Number of disputed treatments.
    sum(outcome = 'upheld') AS upheld,  -- Of those, denials upheld.
    sum(outcome = 'overturned') AS overturned,  -- Of those, denials overturned.
    sum(outcome = 'partially_overturned') AS partially_overturned,  -- Of those, denials overturned in part.
    round(100.0 * sum(outcome = 'overturned') / count(outcome), 1) AS overturned_percent  -- Overturned, of those with an outcome.
FROM issues
GROUP BY category, subcategory;

-- How the disputed treatments were decided, year by year of the decision.
CREATE VIEW outcomes_by_year AS
SELECT
    CAST(substr(letters.decision_date, 1, 4) AS INTEGER) AS decision_year,  -- Year of the final determination.
    count(*) AS issues,  -- Number of disputed treatments.
    sum(issues.outcome = 'upheld') AS upheld,  -- Of those, denials upheld.
    sum(issues.outcome = 'overturned') AS overturned,  -- Of those, denials overturned.
    sum(issues.outcome = 'partially_overturned') AS partially_overturned,  -- Of those, denials overturned in part.
    round(100.0 * sum(issues.outcome = 'overturned') / count(issues.outcome), 1) AS overturned_percent  -- Overturned, of those with an outcome.
FROM issues INNER JOIN letters ON letters.id = issues.letter_id
GROUP BY decision_year;

-- How often each side cites a guideline, by how the disputed treatment was decided.
CREATE VIEW citations_by_guideline AS
SELECT
    citations.side,
    citations.source,
    coalesce(citations.guideline, citations.chapter) AS guideline,  -- MTUS: the guideline; ODG: the chapter; else null.
    issues.outcome,
    count(*) AS citations,  -- Number of citations.
    count(DISTINCT citations.issue_id) AS issues  -- Number of disputed treatments in which it is cited.
FROM citations INNER JOIN issues ON issues.id = citations.issue_id
GROUP BY citations.side, citations.source, coalesce(citations.guideline, citations.chapter), issues.outcome;

-- What the full text searches, one row a disputed treatment of a current letter.
CREATE VIEW passages AS
SELECT
    facts.issue_id,  -- The disputed treatment: `issues.id`.
    issues.request,
    issues.rationale,
    letters.clinical_summary AS summary,  -- The clinical case summary.
    (SELECT group_concat(text, ' | ') FROM citations WHERE issue_id = facts.issue_id) AS citations,  -- Both sides' citations as printed.
    (
        SELECT group_concat(terms.name, ' | ')
        FROM issue_terms INNER JOIN terms ON terms.id = issue_terms.term_id
        WHERE issue_terms.issue_id = facts.issue_id AND terms.kind IN ('treatment', 'drug', 'drug_class')
    ) AS names  -- The kinds of treatment, generic drugs and classes of drugs that the request names.
FROM facts
INNER JOIN issues ON issues.id = facts.issue_id
INNER JOIN letters ON letters.id = facts.letter_id;

-- part: analysis

PRAGMA analysis_limit = 1000;
ANALYZE;

-- part: full text

CREATE VIRTUAL TABLE issues_fts USING fts5 (
    request, rationale, summary, citations, names,
    content="passages", content_rowid="issue_id", tokenize="porter unicode61"
);

-- part: fill

INSERT INTO issues_fts (issues_fts) VALUES ('rebuild');
