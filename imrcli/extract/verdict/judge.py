"""The judgements of a sentence: each word of verdict in it, what it judges, and which way."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from imrcli.extract.verdict.clause import BREAKS, Clause, clause_of, elliptic, governing, opens_condition
from imrcli.extract.verdict.item import Item, Subject
from imrcli.extract.verdict.words import Word, words_in
from imrcli.text import Span

Verdict = Literal["necessary", "not_necessary", "mixed"]
Judged = Literal["this item", "another item", "hypothetical", "quoted guideline", "somebody else's"]

_FIRM = frozenset(["necessary", "unnecessary", "granted", "refused", "upheld", "overturned"])
_SOFT = frozenset(["favoured", "disfavoured"])
_AGAINST = frozenset(["unnecessary", "refused", "disfavoured", "wanting", "upheld", "refuse", "uphold", "disagree"])
_PREDICATES = _FIRM | _SOFT | {"shown", "wanting", "conforms"}
_VERBS = frozenset(["approve", "refuse", "uphold", "overturn", "agree", "disagree", "recommend", "meet", "support"])
_TRIGGERS = _PREDICATES | _VERBS | {"need", "want"}
_PLAIN_DECISIONS = frozenset(["upheld", "overturned", "affirmed", "reversed"])


class Judgement(Struct, frozen=True, gc=False):
    """A verdict in a clause of a rationale.

    `span` is the clause and `subject` what it judges, by offsets into the rationale. `firm`: in the words of a decision
    (necessary, certified, denied), not of an opinion (indicated, reasonable). `explicit`: the item is named for sure.
    `part`: a part of the item is judged, or the item by some of its words (`named`). `conceded`: the clause opens with
    `although` or the like. `specific`: this case is meant, no case in general.
    """

    span: Span
    judged: Judged
    verdict: Verdict
    firm: bool
    subject: Span
    explicit: bool = True
    part: bool = False
    past: bool = False
    conceded: bool = False
    specific: bool = True
    general: bool = False
    named: frozenset[str] = frozenset()
    word_for: bool = True
    """Whether the word of verdict itself speaks for the item, before any negation."""


class _Behind(Struct, gc=False):
    """What stands behind a word of verdict in its clause."""

    end: int
    condition: str = ""
    speaker: str = ""
    general: bool = False
    here: bool = False
    partly: bool = False
    past_marks: bool = False
    criteria: bool = False
    only_amount: bool = False


class Reader:
    """Reads the judgements of a rationale's sentences, one after the other: some hang on the one before."""

    def __init__(self, text: str, item: Item, quotes: tuple[Span, ...] = ()) -> None:
        self.text, self.item, self.quotes = text, item, quotes
        self.last: Judgement | None = None
        self.asked = 0
        """Which way a question puts it that the sentence before has asked; 0 where it has asked none."""

    def read(self, start: int, end: int) -> list[Judgement]:
        """The judgements of a sentence, in order. What stands in long quotations is its source's."""
        words = words_in(self.text, start, end)
        if not words:
            return []
        self.item.own_words(words)
        sentence = _Sentence(words, self)
        found = sentence.judgements()
        self.asked = sentence.asked
        if found:
            self.last = found[-1]
        return found


class _Sentence:
    def __init__(self, words: list[Word], reader: Reader) -> None:
        self.words = words
        self.reader = reader
        self.item = reader.item
        self.quotes = reader.quotes
        self.taken: set[int] = set()
        self.question = words[-1].text == "?"
        self.asked = 0

    def judgements(self) -> list[Judgement]:
        found: list[tuple[int, Judgement]] = []
        for place in range(len(self.words) - 1, -1, -1):
            roles = self.words[place].roles
            if roles.isdisjoint(_TRIGGERS) or place in self.taken:
                continue
            judgement = self._judge(place)
            if judgement is not None:
                found.append((place, judgement))
        found.reverse()
        self._answer(found)
        self._ellipses(found)
        return [judgement for _, judgement in sorted(found, key=lambda entry: entry[0])]

    # --- what hangs on a judgement before: "Yes.", "Norvasc is not.", "but not the guidance", "I disagree." -------

    def _answer(self, found: list[tuple[int, Judgement]]) -> None:
        """`Yes` or `no` behind a question."""
        first = self.words[0]
        if not self.reader.asked or first.text not in ("yes", "no"):
            return
        if len(self.words) > 1 and not self.words[1].plays("stop", "comma"):
            return
        sign = self.reader.asked if first.text == "yes" else -self.reader.asked
        clause, subject = Clause(first=0, sign=sign), Subject("empty")
        judgement = self._made(0, clause, _Behind(end=1), subject, sign, firm=True)
        if judgement is not None:
            found.insert(0, (0, judgement))

    def _ellipses(self, found: list[tuple[int, Judgement]]) -> None:
        """Clauses whose predicate is that of the judgement before: "the other six are not", "the trial is"."""
        words = self.words
        for place, word in enumerate(words):
            if not word.plays("be", "not"):
                continue
            base = next((j for at, j in reversed(found) if at < place), self.reader.last)
            if base is None or not base.firm:
                continue
            if (
                word.plays("not")
                and word.text != "nor"
                and place
                and words[place - 1].plays("be")
                and self._closes(place)
            ):
                self._elliptic(found, base, place - 1, place, -1)
            elif word.plays("be") and self._closes(place) and place and not words[place - 1].plays("be", "as"):
                self._elliptic(found, base, place, place, 1)
            elif word.plays("not") and place and words[place - 1].plays("contrast") and self._no_verb(place):
                end = self._behind(place).end
                self._add(found, base, Clause(first=place, subject=(place + 1, end)), place, -1)
            elif (
                word.plays("be")
                and place
                and words[place - 1].text in ("so", "neither", "nor", "as")
                and self._no_verb(place)
            ):
                end = self._behind(place).end
                sign = 1 if words[place - 1].text in ("so", "as") else -1
                if sign > 0 and base.verdict != ("necessary" if base.word_for else "not_necessary"):
                    sign = -1
                self._add(found, base, Clause(first=place - 1, subject=(place + 1, end)), place, sign)

    def _elliptic(self, found: list[tuple[int, Judgement]], base: Judgement, verb: int, place: int, sign: int) -> None:
        clause = elliptic(self.words, verb)
        self._add(found, base, clause, place, sign * clause.sign)

    def _add(self, found: list[tuple[int, Judgement]], base: Judgement, clause: Clause, place: int, sign: int) -> None:
        first, end = clause.subject
        subject = self.item.subject(self.words, first, end)
        if not (subject.is_item or subject.reference == "other") or first >= end:
            return
        turned = sign if base.word_for else -sign
        judgement = self._made(place, clause, self._behind(place), subject, turned, firm=True)
        if judgement is not None:
            found.append((place, judgement))
            found.sort(key=lambda entry: entry[0])

    def _closes(self, place: int) -> bool:
        """Whether a clause ends behind a word."""
        behind = self.words[place + 1 :]
        while behind and behind[0].plays("adverb", "here") and behind[0].text not in ("a", "an"):
            behind = behind[1:]
        return not behind or not BREAKS.isdisjoint(behind[0].roles) or behind[0].plays("comma")

    def _no_verb(self, place: int) -> bool:
        end = self._behind(place).end
        return not any(word.plays("be", "have", "do") for word in self.words[place + 1 : end])

    def _judge(self, place: int) -> Judgement | None:
        roles = self.words[place].roles
        judgement = None
        if not roles.isdisjoint(_PREDICATES):
            judgement = self._predicate(place)
        if judgement is None and "need" in roles:
            judgement = self._need(place)
        if judgement is None and "want" in roles:
            judgement = self._want(place)
        if judgement is None and not roles.isdisjoint(_VERBS):
            judgement = self._verb(place)
        return judgement

    # --- predicates: is necessary, is certified, has been established ------------------------------------------

    def _predicate(self, place: int) -> Judgement | None:
        word = self.words[place]
        firm = not word.roles.isdisjoint(_FIRM)
        clause = clause_of(self.words, place, firm=firm)
        if clause is None:
            return None
        nouns = not word.roles.isdisjoint({"shown", "wanting"})
        subject = self._subject(clause, nouns=nouns)
        sign = clause.sign * (-1 if not word.roles.isdisjoint(_AGAINST) else 1)
        behind = self._behind(place)
        reference = subject.reference
        if (
            reference == "pronoun"
            and word.text in ("necessary", "reasonable", "appropriate")
            and self._is(place + 1, "to")
        ):
            if word.text != "necessary" or not word.plays("needed"):
                return None
        if reference in ("denial", "administrator"):
            if word.roles.isdisjoint({"upheld", "overturned", *_SOFT, "granted", "shown", "wanting"}):
                return None
            if word.roles.isdisjoint({"upheld", "overturned"}):
                sign = -sign
            if reference == "administrator" and not word.roles.isdisjoint({"granted", "shown"}):
                return None
            return self._made(place, clause, behind, subject, sign, firm=True)
        if not word.roles.isdisjoint({"upheld", "overturned"}) and word.roles.isdisjoint({"shown"}):
            if word.text not in _PLAIN_DECISIONS or reference not in ("empty", "request", "pronoun"):
                return None
            return self._made(place, clause, behind, subject, sign, firm=True)
        if reference in ("need", "grant"):
            return self._made(place, clause, behind, subject, sign, firm=True)
        if reference in ("want", "criteria"):
            if word.roles.isdisjoint({"shown", "wanting"}):
                return None
            return self._made(place, clause, behind, subject, sign, firm=False)
        if reference in ("evidence", "person"):
            return None
        if "conforms" in word.roles:
            return self._made(place, clause, behind, subject, sign, firm=False) if behind.criteria else None
        if firm or not word.roles.isdisjoint(_SOFT):
            return self._made(place, clause, behind, subject, sign, firm=firm)
        return None

    # --- needs: lacks medical necessity, nothing supports the medical necessity ---------------------------------

    def _need(self, place: int) -> Judgement | None:
        words = self.words
        left = place - 1
        while left >= 0 and (
            words[left].text in ("the", "a", "an", "any", "its", "their", "of") or words[left].plays("adverb")
        ):
            left -= 1
        if left < 0 or words[left].plays("topic"):
            return None
        behind = self._behind(place)
        if words[left].plays("be", "not") and not words[left].plays("no"):
            clause = clause_of(words, place, firm=True)
            return self._made(place, clause, behind, self._subject(clause), clause.sign, firm=True) if clause else None
        governor, turned = place, False
        for at in range(place - 1, max(-1, place - 12), -1):
            if not BREAKS.isdisjoint(words[at].roles) or words[at].plays("topic"):
                break
            if words[at].plays("support", "show", "make", "find"):
                governor = at
                break
            turned = turned or words[at].plays("not")
        clause = governing(words, governor)
        if governor == place and clause.sign > 0:
            return None
        if governor != place and any(w.plays("no", "deficit") for w in words[governor + 1 : place]):
            clause.sign = -clause.sign
        if clause.sign > 0 and ("to" in clause.helpers or words[clause.first].text == "to") and not clause.speaker:
            return None
        if words[governor].plays("show", "support") and clause.speaker in ("provider", "others", "person"):
            clause.speaker = ""
        return self._made(place, clause, behind, Subject("need"), clause.sign, firm=True)

    # --- grounds: no justification for a repeat, no basis for the denial ------------------------------------------

    def _want(self, place: int) -> Judgement | None:
        words = self.words
        if not (self._is(place + 1, "for") or self._is(place + 1, "to")):
            return None
        clause = governing(words, place)
        run = words[place + 1 : place + 14]
        if any(word.plays("refuse", "approve", "uphold", "overturn", "doubt", "need") for word in run[:4]):
            return None
        near = words[max(0, place - 4) : place]
        turned = any(word.plays("no", "deficit", "not") for word in near)
        existing = any(word.plays("be") for word in near) and words[clause.first].text == "there"
        if not turned and not existing:
            return None
        if self._is(place + 1, "to") and not any(word.plays("support", "generic") for word in run[:3]):
            return None
        sign = -1 if turned else 1
        behind = self._behind(place)
        end = next((at for at in range(place + 1, len(words)) if not BREAKS.isdisjoint(words[at].roles)), len(words))
        subject = self.item.subject(words, place + 2, end)
        firm = subject.reference == "denial"
        if firm:
            sign = -sign
        elif not subject.is_item:
            return None
        return self._made(place, clause, behind, subject, sign, firm=firm)

    # --- verbs: I agree with the denial, approve six, meets the criteria ------------------------------------------

    def _verb(self, place: int) -> Judgement | None:
        words, word = self.words, self.words[place]
        end = self._thing_end(place)
        thing = words[place + 1 : end]
        clause = governing(words, place, doubting=False)
        imperative = clause.first == place or all(
            w.plays("adverb", "conclusion", "here", "recommend") for w in words[clause.first : place]
        )
        own = clause.speaker == "reviewer" or (imperative and clause.speaker == "") or self._shared(place)
        if word.plays("agree", "disagree") and (own or clause.speaker == "reviewer"):
            return self._agreement(place, clause, thing)
        if word.plays("approve", "refuse", "uphold", "overturn"):
            return self._decision(place, clause, thing, end, own=own)
        if word.plays("recommend") and own:
            return self._recommendation(place, clause, thing, end)
        if word.plays("meet"):
            return self._meeting(place, clause, thing, end)
        if word.plays("support"):
            return self._support(place, clause, thing, end)
        return None

    def _thing_end(self, place: int) -> int:
        """Where the object of a verb ends."""
        words = self.words
        for at in range(place + 1, len(words)):
            word = words[at]
            if not (BREAKS | {"comma"}).isdisjoint(word.roles):
                return at
            if word.plays("and") and at + 1 < len(words) and not words[at + 1].roles.isdisjoint(_VERBS):
                return at
        return len(words)

    def _agreement(self, place: int, clause: Clause, thing: list[Word]) -> Judgement | None:
        words = self.words
        sign = -clause.sign if words[place].plays("disagree") and clause.sign > 0 else clause.sign
        if words[place].plays("disagree"):
            negated = any(w.plays("not") for w in words[clause.first : place])
            sign = 1 if negated else -1
        behind_that = place + len(thing) + 1
        if behind_that < len(words) and words[behind_that].plays("that"):
            return None
        with_denial = any(w.plays("denial", "administrator", "refuse", "refused") for w in thing)
        with_request = any(w.plays("provider", "person", "request", "grant", "approve") for w in thing)
        if not thing and self.reader.last is not None and self.reader.last.judged == "somebody else's":
            with_denial = self.reader.last.verdict == "not_necessary"
            with_request = not with_denial
        if not with_denial and not with_request:
            return None
        subject = Subject("denial")
        return self._made(place, clause, self._behind(place), subject, -sign if with_denial else sign, firm=True)

    def _decision(self, place: int, clause: Clause, thing: list[Word], end: int, *, own: bool) -> Judgement | None:
        words, word = self.words, self.words[place]
        before = words[clause.first : place]
        sign = clause.sign * (-1 if not word.roles.isdisjoint(_AGAINST) else 1)
        wrong = any(w.plays("wrong") for w in before)
        right = any(w.plays("right") for w in before)
        grounded = any(w.plays("want", "deficit") for w in before) and place and self._is(place - 1, "to")
        if word.plays("refuse") and (wrong or right) and clause.speaker in ("administrator", "", "others"):
            sign = 1 if wrong else -1
            clause.speaker = ""
            own = True
        if grounded and clause.speaker in ("", "reviewer", "person"):
            own = True
            clause.speaker = ""
            if clause.sign > 0:
                return None
        if not own and clause.speaker == "":
            return None
        if clause.speaker == "person":
            return None
        subject = self.item.subject(words, place + 1, end)
        if word.plays("uphold", "overturn"):
            if not any(w.plays("denial", "administrator", "refuse") for w in thing) and word.text not in (
                "uphold",
                "overturn",
            ):
                return None
            subject = Subject("denial", subject.named, subject.part)
        return self._made(place, clause, self._behind(place), subject, sign, firm=True)

    def _recommendation(self, place: int, clause: Clause, thing: list[Word], end: int) -> Judgement | None:
        subject = self.item.subject(self.words, place + 1, end)
        if subject.reference == "denial":
            return self._made(place, clause, self._behind(place), subject, -clause.sign, firm=True)
        if subject.reference == "grant":
            return self._made(place, clause, self._behind(place), subject, clause.sign, firm=True)
        if subject.reference in ("named", "request"):
            return self._made(place, clause, self._behind(place), subject, clause.sign, firm=False)
        return None

    def _meeting(self, place: int, clause: Clause, thing: list[Word], end: int) -> Judgement | None:
        qualifies = self.words[place].text.startswith("qualif")
        if not qualifies and not any(w.plays("criteria") for w in thing):
            return None
        if clause.opened_by in ("relative", "that") or clause.speaker == "guideline":
            return None
        clause.speaker = "" if clause.speaker == "person" else clause.speaker
        return self._made(place, clause, self._behind(place), Subject("criteria"), clause.sign, firm=False)

    def _support(self, place: int, clause: Clause, thing: list[Word], end: int) -> Judgement | None:
        subject = self.item.subject(self.words, place + 1, end)
        if clause.opened_by == "relative" or any(w.plays("need") for w in thing):
            return None
        if subject.reference == "denial":
            return self._made(place, clause, self._behind(place), subject, -clause.sign, firm=True)
        if subject.reference not in ("request", "named"):
            return None
        if subject.reference == "request" or clause.speaker in ("provider", "person"):
            clause.speaker = "" if clause.speaker == "guideline" else clause.speaker
        return self._made(place, clause, self._behind(place), subject, clause.sign, firm=False)

    def _shared(self, place: int) -> bool:
        """Whether a verb behind `and` has an earlier verb's subject, which is the reviewer ("I approve six and deny six")."""
        words = self.words
        if place == 0 or not words[place - 1].plays("and", "comma"):
            return False
        for at in range(place - 1, -1, -1):
            if words[at].plays("stop"):
                return False
            if words[at].plays("reviewer"):
                return True
        return False

    # --- common ---------------------------------------------------------------------------------------------------

    def _is(self, place: int, text: str) -> bool:
        return 0 <= place < len(self.words) and self.words[place].text == text

    def _subject(self, clause: Clause, *, nouns: bool = False) -> Subject:
        first, end = clause.subject
        if first >= end:
            topic = self._topic()
            if topic is not None:
                return self.item.subject(self.words, *topic)
        subject = self.item.subject(self.words, first, end, nouns=nouns)
        if subject.reference in ("need", "denial", "grant", "criteria", "want"):
            self.taken.update(range(first, end))
        return subject

    def _topic(self) -> tuple[int, int] | None:
        """What a sentence is about that opens with a name and a colon: "Lyrica: neuropathy confirmed; necessary"."""
        for at, word in enumerate(self.words[:8]):
            if word.text == ":" and at:
                topic = self.item.subject(self.words, 0, at)
                return (0, at) if topic.reference in ("named", "other") else None
        return None

    def _behind(self, place: int) -> _Behind:
        words = self.words
        behind = _Behind(end=len(words))
        for at in range(place + 1, len(words)):
            word = words[at]
            roles = word.roles
            if not roles.isdisjoint(("condition", "exception", "occasion")):
                behind.condition = behind.condition or (
                    "exception" if "exception" in roles else "occasion" if "occasion" in roles else "condition"
                )
                behind.end = at
                break
            if not roles.isdisjoint(BREAKS) or "conclusion" in roles:
                behind.end = at
                break
            if "and" in roles and at + 2 < len(words) and self._clause_follows(at):
                behind.end = at
                break
            behind.general = behind.general or "general" in roles
            behind.here = behind.here or "here" in roles
            behind.partly = behind.partly or "partly" in roles
            behind.past_marks = behind.past_marks or "past_marks" in roles
            behind.criteria = behind.criteria or ("criteria" in roles and at < place + 8)
            if word.text == "only" and any(w.plays("number") for w in words[at : at + 5]):
                behind.only_amount = True
            if "by" in roles and not behind.speaker:
                speaker = next(
                    (w for w in words[at + 1 : at + 6] if w.plays("administrator", "provider", "reviewer")), None
                )
                if speaker is not None:
                    behind.speaker = "reviewer" if speaker.plays("reviewer") else "others"
        return behind

    def _clause_follows(self, joint: int) -> bool:
        for word in self.words[joint + 1 : joint + 12]:
            if not BREAKS.isdisjoint(word.roles) or word.plays("comma"):
                return False
            if word.plays("be", "have", "do", "would", "may", "should", "will", "can"):
                return True
        return False

    def _made(
        self, place: int, clause: Clause, behind: _Behind, subject: Subject, sign: int, *, firm: bool
    ) -> Judgement | None:
        if self.question:
            self.asked = sign
        if self.question or clause.opened_by == "whether" or not clause.asserted:
            return None
        words = self.words
        before = words[clause.first : place + 1]
        roles = frozenset(role for word in before for role in word.roles)
        verdict: Verdict = "necessary" if sign > 0 else "not_necessary"
        only = any(w.text == "only" for w in before) and any(w.plays("number") for w in before)
        partly = (
            clause.partly
            or behind.partly
            or any(
                w.plays("partly") and (subject.reference == "grant" or w.text.startswith(("not ", "only ")))
                for w in before
            )
        )
        if partly or ((only or behind.only_amount) and sign > 0):
            verdict = "mixed"
        opens = "conclusion" in roles or clause.concluding or self._concluded(clause.first)
        marks = "past_marks" in roles or behind.past_marks
        judged, weak = self._judged(place, clause, behind, subject, sign, opens=opens, marks=marks)
        first = min(clause.first, place)
        here = "here" in roles or behind.here
        return Judgement(
            span=(words[first].start, words[min(behind.end, len(words)) - 1].end),
            judged=judged,
            verdict=verdict,
            firm=firm and not weak,
            subject=self._span(clause.subject),
            explicit=subject.explicit or (subject.reference == "pronoun"),
            part=subject.part or only,
            past=clause.past,
            conceded=clause.opened_by == "concession",
            specific=opens or here or subject.reference == "request" or clause.speaker == "reviewer",
            general="general" in roles or behind.general or _is_advice(words[place], clause),
            named=subject.named,
            word_for=words[place].roles.isdisjoint(_AGAINST),
        )

    def _concluded(self, first: int) -> bool:
        """Whether a concluding word opens the sentence's part in which a clause stands."""
        for at in range(first - 1, -1, -1):
            if self.words[at].plays("stop"):
                return False
            if self.words[at].plays("conclusion"):
                return True
        return False

    def _judged(
        self, place: int, clause: Clause, behind: _Behind, subject: Subject, sign: int, *, opens: bool, marks: bool
    ) -> tuple[Judged, bool]:
        """Whose verdict it is and on what, and whether it is weaker than its word."""
        word = self.words[place]
        if any(start <= word.start and word.end <= end for start, end in self.quotes):
            return "quoted guideline", False
        speaker = behind.speaker or clause.speaker or self._according(clause.first)
        if speaker in ("administrator", "provider", "person", "others"):
            return "somebody else's", False
        if speaker == "guideline":
            return "quoted guideline", False
        if self._hypothetical(clause, behind, subject, sign):
            return "hypothetical", False
        decided = not word.roles.isdisjoint(("granted", "refused", "upheld", "overturned"))
        if decided and (clause.past or clause.perfect) and not clause.evaluated and not opens:
            if marks or subject.reference not in ("request", "named", "denial", "grant") or clause.perfect:
                return "somebody else's", False
            return "this item", True
        if clause.past and (subject.prior or marks) and subject.reference not in ("denial", "need"):
            return "somebody else's", False
        if subject.reference in ("other", "advice"):
            return "another item", False
        return "this item", False

    def _hypothetical(self, clause: Clause, behind: _Behind, subject: Subject, sign: int) -> bool:
        if clause.opened_by in ("condition", "exception"):
            return True
        request = subject.reference == "request"
        if clause.opened_by == "occasion" and not request:
            return True
        if "would" in clause.modals and clause.perfect:
            return True
        if not clause.modals.isdisjoint(("may", "must")) and (sign > 0 or "must" in clause.modals):
            return True
        if subject.future and not clause.modals.isdisjoint(("will", "would")) and behind.condition:
            return True
        before = opens_condition(self.words, clause.first)
        if before == "condition" or (before == "occasion" and not clause.modals.isdisjoint(("would", "may"))):
            return True
        if not behind.condition:
            return False
        if behind.condition == "exception" and sign < 0:
            return not clause.modals.isdisjoint(("would", "will"))
        return behind.condition != "occasion" or not request

    def _according(self, first: int) -> str:
        """Whose opinion a clause is by what stands in front of it: "according to the surgeon, ..."."""
        words = self.words
        at = first - 1
        while at >= 0 and not words[at].plays("stop", "contrast"):
            if words[at].plays("according"):
                run = words[at + 1 : first]
                if any(w.plays("administrator", "provider") for w in run) and not any(w.plays("evidence") for w in run):
                    return "others"
            at -= 1
        return ""

    def _span(self, run: tuple[int, int]) -> Span:
        first, end = run
        if first >= end:
            return (0, 0)
        return self.words[first].start, self.words[end - 1].end


def _is_advice(word: Word, clause: Clause) -> bool:
    """Whether a word is the guidelines' own (`is recommended`), and not the reviewer's (`cannot be recommended`)."""
    return word.text == "recommended" and "can" not in clause.modals
