"""The judgements of a sentence: each word of verdict in it, what it judges, and which way."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from imrcli.extract.verdict.clause import BREAKS, Clause, clause_of, elliptic, governing, opens_condition
from imrcli.extract.verdict.item import Item, Subject, stems
from imrcli.extract.verdict.lexicon import numbers
from imrcli.extract.verdict.words import Word, words_in
from imrcli.pattern import pattern
from imrcli.text import Span

Verdict = Literal["necessary", "not_necessary", "mixed"]
Judged = Literal["this item", "another item", "hypothetical", "quoted guideline", "somebody else's"]

_FIRM = frozenset(["necessary", "unnecessary", "granted", "refused"])
_REVIEWED = frozenset({"upheld", "overturned"})
_SOFT = frozenset(["favoured", "disfavoured"])
_AGAINST = frozenset(["unnecessary", "refused", "disfavoured", "wanting", "upheld", "refuse", "uphold", "disagree"])
_PREDICATES = _FIRM | _REVIEWED | _SOFT | {"shown", "wanting", "conforms"}
_VERBS = frozenset(["approve", "refuse", "uphold", "overturn", "agree", "disagree", "recommend", "meet", "support"])
_TRIGGERS = _PREDICATES | _VERBS | {"need", "want"}
_DECIDED = frozenset(["granted", "refused", "upheld", "overturned", "approve", "refuse", "uphold", "overturn"])
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
    fraction: bool = False
    """Whether fewer are judged than the request counts."""


def _number(word: Word) -> int:
    digits = numbers().get(word.text, word.text)
    return int(digits) if digits.isdigit() else 0


class _Behind(Struct, gc=False):
    """What stands behind a word of verdict in its clause."""

    end: int
    condition: str = ""
    tells: str = ""
    speaker: str = ""
    general: bool = False
    here: bool = False
    partly: bool = False
    past_marks: bool = False
    criteria: bool = False
    only_amount: bool = False
    part: bool = False
    named: frozenset[str] = frozenset()


_ONE_SIDE = frozenset({"left", "right"})
_LONGEST_TOPIC = 40
_DATE = pattern(r"^\d{1,2}/\d|^(?:19|20)\d\d$")


class _Base(Struct, frozen=True, gc=False):
    """A predicate that a later clause can leave out: "the other six are not"."""

    word_for: bool
    sign: int
    firm: bool


class Reader:
    """Reads the judgements of a rationale's sentences, one after the other: some hang on the one before."""

    def __init__(self, text: str, item: Item, quotes: tuple[Span, ...] = ()) -> None:
        self.text, self.item, self.quotes = text, item, quotes
        self.last: Judgement | None = None
        self.base: _Base | None = None
        self.words: list[Word] = []
        """The words of the sentence before."""
        self.topic: list[Word] = []
        """What a colon has announced ("Lyrica: neuropathy is confirmed. Medically necessary.")."""
        self.asked = 0
        """Which way a question puts it that the sentence before has asked; 0 where it has asked none."""

    def announce(self, start: int, end: int) -> None:
        """Take a sentence's opening for the topic of those that follow, where a colon makes it one."""
        colon = self.text.find(":", start, min(end, start + _LONGEST_TOPIC))
        if colon < 0:
            return
        words = words_in(self.text, start, colon)
        if self.item.subject(words, 0, len(words)).reference in ("named", "other"):
            self.topic = words

    def read(self, start: int, end: int) -> list[Judgement]:
        """The judgements of a sentence, in order. What stands in long quotations is its source's."""
        words = words_in(self.text, start, end)
        if not words:
            return []
        self.item.own_words(words)
        self.announce(start, end)
        sentence = _Sentence(words, self)
        found = sentence.judgements()
        self.asked = sentence.asked
        self.words = words
        if found:
            self.last = found[-1]
        if sentence.bases:
            self.base = sentence.bases[-1][1]
        return found


class _Sentence:
    def __init__(self, words: list[Word], reader: Reader) -> None:
        self.words = words
        self.reader = reader
        self.item = reader.item
        self.quotes = reader.quotes
        self.taken: set[int] = set()
        self.bases: list[tuple[int, _Base]] = []
        self.answers: list[tuple[int, Clause, int]] = []
        """Agreements without an object: they answer what somebody else has said before."""
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
        for place, clause, sign in reversed(self.answers):
            self._reply(found, place, clause, sign)
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

    def _reply(self, found: list[tuple[int, Judgement]], place: int, clause: Clause, sign: int) -> None:
        """`I disagree`, `and rightly so`: on what somebody else has judged before."""
        before = [judgement for at, judgement in found if at < place] or [self.reader.last]
        if before[-1] is None or before[-1].judged != "somebody else's":
            return
        turned = sign if before[-1].verdict == "necessary" else -sign
        judgement = self._made(place, clause, self._behind(place), Subject("denial"), turned, firm=True)
        if judgement is not None:
            found.append((place, judgement))
            found.sort(key=lambda entry: entry[0])

    def _ellipses(self, found: list[tuple[int, Judgement]]) -> None:
        """Clauses whose predicate is that of the judgement before: "the other six are not", "the trial is"."""
        words = self.words
        if not self.bases and self.reader.base is None:
            return
        for place, word in enumerate(words):
            if "be" not in word.roles and "not" not in word.roles:
                continue
            base = next((base for at, base in reversed(self.bases) if at < place), self.reader.base)
            if base is None:
                continue
            left = words[place - 1] if place else None
            if word.plays("not") and word.text != "nor" and left and left.plays("be", "can", "should", "would", "do") and self._closes(place):
                self._elliptic(found, base, place - 1, place, -1)
            elif word.plays("be") and self._closes(place) and place and not words[place - 1].plays("be", "as"):
                self._elliptic(found, base, place, place, 1)
            elif word.text == "neither" and left and left.plays("pronoun", "be") and self._closes(place):
                self._add(found, base, Clause(first=place - 1, subject=(place - 1, place)), place, -1)
            elif word.text == "not" and self._trailing(place) and any(at < place for at, _ in self.bases):
                first = self._opening(place)
                self._add(found, base, Clause(first=first, subject=(first, place)), place, -1)
            elif word.plays("not") and place and words[place - 1].plays("contrast") and self._no_verb(place):
                end = self._behind(place).end
                self._add(found, base, Clause(first=place, subject=(place + 1, end)), place, -1)
            elif word.plays("be") and place and words[place - 1].text in ("so", "neither", "nor", "as") and self._no_verb(place):
                end = self._behind(place).end
                same = words[place - 1].text in ("so", "as") and base.sign > 0
                self._add(found, base, Clause(first=place - 1, subject=(place + 1, end)), place, 1 if same else -1)

    def _elliptic(self, found: list[tuple[int, Judgement]], base: _Base, verb: int, place: int, sign: int) -> None:
        clause = elliptic(self.words, verb)
        self._add(found, base, clause, place, sign * clause.sign)

    def _add(self, found: list[tuple[int, Judgement]], base: _Base, clause: Clause, place: int, sign: int) -> None:
        first, end = clause.subject
        subject = self.item.subject(self.words, first, end)
        if not (subject.is_item or subject.reference == "other") or first >= end:
            return
        if not base.firm and subject.reference not in ("request", "named"):
            return
        turned = sign if base.word_for else -sign
        judgement = self._made(place, clause, self._behind(place), subject, turned, firm=base.firm, base=base)
        if judgement is not None:
            found.append((place, judgement))
            found.sort(key=lambda entry: entry[0])

    def _closes(self, place: int) -> bool:
        """Whether a clause ends behind a word."""
        behind = self.words[place + 1 :]
        while behind and behind[0].plays("adverb", "here") and behind[0].text not in ("a", "an"):
            behind = behind[1:]
        return not behind or not BREAKS.isdisjoint(behind[0].roles) or behind[0].plays("comma")

    def _trailing(self, place: int) -> bool:
        """Whether `not` ends a clause that has no verb: "six are necessary and six not"."""
        first = self._opening(place)
        return self._closes(place) and 0 < first < place and not any(w.plays("be", "do", "have") for w in self.words[first:place])

    def _opening(self, place: int) -> int:
        """Where the words open that stand in front of a place, behind `and` or a comma."""
        first = place
        while first and not self.words[first - 1].plays("and", "comma", *BREAKS):
            first -= 1
        return first

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
        far = firm and word.roles.isdisjoint({"granted", "refused"})
        clause = clause_of(self.words, place, far=far, bare=firm or not word.roles.isdisjoint(_REVIEWED))
        if clause is None:
            return None
        nouns = not word.roles.isdisjoint({"shown", "wanting"})
        subject = self._subject(clause, nouns=nouns)
        sign = clause.sign * (-1 if not word.roles.isdisjoint(_AGAINST) else 1)
        if clause.evaluated == "wrong" and "refused" in word.roles:
            sign = -sign
        behind = self._behind(place)
        reference = subject.reference
        if reference == "pronoun" and self._is(place + 1, "to") and not word.text.startswith("medical"):
            return None  # "it is necessary to know ..."
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
        while left >= 0 and (words[left].text in ("the", "a", "an", "any", "its", "their", "of") or words[left].plays("adverb")):
            left -= 1
        if left < 0 or words[left].plays("topic"):
            return None
        behind = self._behind(place)
        if words[left].plays("be", "not") and not words[left].plays("no"):
            clause = clause_of(words, place, far=True, bare=True)
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
        end = next((at for at in range(place + 1, len(words)) if words[at].plays("comma", *BREAKS)), len(words))
        named = self.item.subject(words, place + 1, end).named
        return self._made(place, clause, behind, Subject("need", named), clause.sign, firm=True)

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
        own = own or word.text.endswith(" so")
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
        if not thing:
            self.answers.append((place, clause, sign))
            return None
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
            aimed = any(w.plays("denial", "administrator", "refuse") for w in thing)
            if not aimed and (word.text.startswith("maintain") or not all(w.plays("pronoun", "adverb") for w in thing)):
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
        if first >= end and self.reader.topic:
            return self._topic()
        subject = self.item.subject(self.words, first, end, nouns=nouns)
        if subject.reference in ("need", "denial", "grant", "criteria", "want"):
            self.taken.update(range(first, end))
        return subject

    def _meant(self, clause: Clause, reference: str) -> frozenset[str]:
        """The item's words that a pronoun stands for: those before it in the sentence, or in the one before."""
        if reference != "pronoun":
            return frozenset()
        for words in (self.words[: clause.first], self.reader.words):
            named = self.item.words.intersection(stem for word in words for stem in stems(word.text))
            if named:
                return named
        return frozenset()

    def _side(self, clause: Clause, subject: Subject) -> frozenset[str]:
        """The side that the words before a clause name, where the item is on both: "on the left, ..."."""
        if len(self.item.sides) < 2 or not subject.named.isdisjoint(_ONE_SIDE):
            return frozenset()
        named = {word.text for word in self.words[: clause.first] if word.text in _ONE_SIDE}
        return frozenset(named) if len(named) == 1 else frozenset()

    def _topic(self) -> Subject:
        """What a colon has announced, in this sentence or before."""
        topic = self.reader.topic
        return self.item.subject(topic, 0, len(topic))

    def _behind(self, place: int) -> _Behind:
        words = self.words
        behind = _Behind(end=len(words))
        for at in range(place + 1, len(words)):
            word = words[at]
            roles = word.roles
            if not roles.isdisjoint(("condition", "exception", "occasion")):
                behind.condition = "exception" if "exception" in roles else "occasion" if "occasion" in roles else "condition"
                behind.tells = self._tells(at)
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
            if word.text == "only":
                behind.only_amount = any(w.plays("number", "regarding") for w in words[place + 1 : at + 5])
            if "number" in roles and _DATE.search(word.text):
                behind.past_marks = True
            if "regarding" in roles and not behind.named:
                end = next((n for n in range(at + 1, len(words)) if words[n].plays("and", "comma", *BREAKS)), len(words))
                meant = self.item.subject(words, at + 1, end)
                behind.named = meant.named
                behind.part = meant.part or any(w.plays("number") for w in words[at + 1 : end])
            if not roles.isdisjoint({"by", "according"}) and not behind.speaker:
                speaker = next((w for w in words[at + 1 : at + 6] if w.plays("administrator", "provider", "reviewer")), None)
                if speaker is not None:
                    behind.speaker = "reviewer" if speaker.plays("reviewer") else "others"
        return behind

    def _tells(self, occasion: int) -> str:
        """Whether `when` tells what happened (`past`: "when the first was normal"; `have`: "when none has been tried")."""
        for word in self.words[occasion + 1 : occasion + 12]:
            if word.plays("past", "have"):
                return "past" if word.plays("past") else "have"
            if not BREAKS.isdisjoint(word.roles):
                break
        return ""

    def _clause_follows(self, joint: int) -> bool:
        for word in self.words[joint + 1 : joint + 12]:
            if not BREAKS.isdisjoint(word.roles) or word.plays("comma"):
                return False
            if word.plays("be", "have", "do", "would", "may", "should", "will", "can"):
                return True
        return False

    def _made(
        self, place: int, clause: Clause, behind: _Behind, subject: Subject, sign: int, *, firm: bool, base: _Base | None = None
    ) -> Judgement | None:
        word_for = base.word_for if base else self.words[place].roles.isdisjoint(_AGAINST)
        self.bases.append((place, _Base(word_for, sign, firm)))
        self.bases.sort(key=lambda entry: entry[0])
        if self.question:
            self.asked = sign
        if self.question or clause.opened_by == "whether" or not clause.asserted:
            return None
        words = self.words
        before = words[clause.first : place + 1]
        roles = frozenset(role for word in before for role in word.roles)
        verdict: Verdict = "necessary" if sign > 0 else "not_necessary"
        only = any(w.text == "only" for w in before) and any(w.plays("number") for w in before)
        partly = clause.partly or behind.partly or any(
            w.plays("partly") and (subject.reference == "grant" or w.text.startswith(("not ", "only "))) for w in before
        ) or words[place].plays("partly")
        if partly or ((only or behind.only_amount) and sign > 0):
            verdict = "mixed"
        opens = "conclusion" in roles or clause.concluding or self._concluded(clause.first)
        marks = "past_marks" in roles or behind.past_marks
        judged, weak = self._judged(place, clause, behind, subject, sign, opens=opens, marks=marks)
        first = min(clause.first, place)
        here = "here" in roles or behind.here
        reference = subject.reference
        general = "general" in roles or behind.general or self._is_advice(place, clause, subject, sign)
        bare = reference == "empty"
        side = self._side(clause, subject)
        return Judgement(
            span=(words[first].start, words[min(behind.end, len(words)) - 1].end),
            judged=judged,
            verdict=verdict,
            firm=firm and not weak,
            subject=self._span(clause.subject),
            explicit=subject.explicit,
            part=subject.part or only or behind.part or bool(side),
            fraction=subject.fraction or self._of_more(clause),
            past=clause.past,
            conceded=clause.opened_by == "concession",
            specific=opens or here or reference == "request" or clause.speaker == "reviewer" or (bare and not general),
            general=general,
            named=subject.named | behind.named | self._topic().named | self._meant(clause, reference) | side,
        )

    def _is_advice(self, place: int, clause: Clause, subject: Subject, sign: int) -> bool:
        """Whether the words are a guideline's or a label's own (`is recommended`, `it is indicated for`)."""
        word = self.words[place]
        if word.text == "recommended" and "can" not in clause.modals:
            return True
        open_ended = any(self._is(place + 1, text) for text in ("for", "in", "as"))
        return word.text == "indicated" and open_ended and (sign > 0 or subject.reference == "pronoun")

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
        speaker = behind.speaker or clause.speaker or self._according(min(clause.first, clause.subject[0] or place))
        if speaker in ("administrator", "provider", "person", "others"):
            return "somebody else's", False
        if speaker == "guideline":
            return "quoted guideline", False
        decided = not word.roles.isdisjoint(_DECIDED)
        if self._hypothetical(clause, behind, subject, sign, decided=decided):
            return "hypothetical", False
        if decided and (clause.past or clause.perfect) and not clause.evaluated and not opens:
            if marks or subject.reference not in ("request", "named", "denial", "grant") or clause.perfect:
                return "somebody else's", False
            return "this item", True
        if clause.past and (subject.prior or marks) and subject.reference not in ("denial", "need"):
            return "somebody else's", False
        if subject.reference in ("other", "advice"):
            return "another item", False
        return "this item", False

    def _hypothetical(self, clause: Clause, behind: _Behind, subject: Subject, sign: int, *, decided: bool) -> bool:
        if clause.opened_by in ("condition", "exception"):
            return True
        request = subject.reference == "request"
        if clause.opened_by == "occasion" and not request:
            return True
        if "would" in clause.modals and clause.perfect:
            return True
        if "must" in clause.modals and not decided:
            return True
        if "may" in clause.modals and sign > 0:
            return True
        if subject.future and not clause.modals.isdisjoint(("will", "would")) and behind.condition:
            return True
        before = opens_condition(self.words, clause.first)
        if before == "exception" and sign < 0 and not clause.modals & {"would", "will"}:
            before = ""
        if before in ("condition", "exception"):
            return True
        if before == "occasion" and (clause.modals & {"would", "may"} or not (request or self._told_before(clause.first))):
            return True
        if not behind.condition:
            return False
        if behind.condition == "exception" and sign < 0:
            return not clause.modals.isdisjoint(("would", "will"))
        if behind.condition == "occasion" and (behind.tells == "past" or (behind.tells and sign < 0)):
            return False
        return behind.condition != "occasion" or not request

    def _told_before(self, first: int) -> bool:
        """Whether the clause in front (`where no trial was made, ...`) tells of this case, and of no case in general."""
        for at in range(first - 1, -1, -1):
            word = self.words[at]
            if word.plays("past", "have", "here", "adverb"):
                return True
            if word.plays("occasion"):
                return False
        return False

    def _according(self, first: int) -> str:
        """Whose opinion a clause is by what stands in front of it: "according to the surgeon, ..."."""
        words = self.words
        at = first - 1
        if at > 0 and words[at].text == ":" and words[at - 1].plays("administrator", "provider"):
            return "others"
        while at >= 0 and not words[at].plays("stop", "contrast"):
            if words[at].plays("according"):
                run = words[at + 1 : first]
                if any(w.plays("administrator", "provider") for w in run) and not any(w.plays("evidence") for w in run):
                    return "others"
            at -= 1
        if first < len(words) and words[first].text in ("in", "from", "to"):
            run = words[first : first + 8]
            if any(w.plays("administrator", "provider") for w in run) and any(w.plays("viewpoint") for w in run):
                return "others"
        return ""

    def _of_more(self, clause: Clause) -> bool:
        """Whether a bare number is judged of a larger one: "of the twelve visits eight are necessary"."""
        first, end = clause.subject
        run = [word for word in self.words[first:end] if word.text not in ("the", "only")]
        if len(run) != 1 or not run[0].plays("number"):
            return False
        own = _number(run[0])
        for at in range(2, len(self.words)):
            if self.words[at].plays("number") and self._is(at - 2, "of") and _number(self.words[at]) > own > 0:
                return True
        return False

    def _span(self, run: tuple[int, int]) -> Span:
        first, end = run
        if first >= end:
            return (0, 0)
        return self.words[first].start, self.words[end - 1].end
