"""A sentence under reading: its words, what came before it, and how a judgement is put together."""

from __future__ import annotations

from msgspec.structs import replace

from imrcli.extract.verdict.clauses.clause import (
    PREPOSITIONS,
    Clause,
    Range,
    clause_start,
    condition_before,
    is_concluded,
)
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.apart import (
    asks,
    goes_on_quoting,
    in_guideline,
    is_component,
    is_excess,
    not_asked,
    of_other_form,
    other_drugs,
)
from imrcli.extract.verdict.items.loci import are_outside, loci_in
from imrcli.extract.verdict.items.positions import in_front, names_modification
from imrcli.extract.verdict.items.subject import Subject, sides_in
from imrcli.extract.verdict.judgements.advice import is_advice
from imrcli.extract.verdict.judgements.behind import Behind, read_behind
from imrcli.extract.verdict.judgements.context import Context, Predicate
from imrcli.extract.verdict.judgements.judgement import Judgement, Verdict
from imrcli.extract.verdict.judgements.meant import (
    fronted,
    is_limited,
    is_of_later,
    is_of_more,
    locus,
    means_part,
    named_before,
    names_half,
)
from imrcli.extract.verdict.judgements.standing import standing
from imrcli.extract.verdict.judgements.times import is_dated, is_later, is_served, is_supposed
from imrcli.extract.verdict.judgements.unread import unread_negative
from imrcli.text import Span

AGAINST = frozenset(
    ["unnecessary", "refused", "disfavoured", "wanting", "upheld", "refuse", "uphold", "disagree", "strays"]
)
"""Roles of words that speak against an item by themselves."""

_REVIEWED = ("denial", "administrator")

MARKS = (":", ",", "-", "--", "–", "—")
"""What parts a label from what is said of it."""

_UNNAMED = ("empty", "unknown", "generic")
_WHOLE = frozenset(["request", "pronoun", "empty", "need", "denial", "grant"])
_TAKEN_WITH = frozenset(["need", "denial", "grant", "criteria", "want"])
_NOTHING: frozenset[str] = frozenset()
_SUPPOSED = ("condition", "occasion")


class Sentence:
    """The words of a sentence, and what is read in them."""

    def __init__(self, words: list[Word], context: Context) -> None:
        self.words = words
        self.context = context
        self.item = context.item
        self._roles = _NOTHING.union(*[word.roles for word in words])
        self.taken: set[int] = set()
        """Words that are part of the subject of a verdict that is read already."""
        self.predicates: list[Predicate] = []
        self.replies: list[tuple[int, Clause, int]] = []
        """Agreements without an object: they answer what somebody else has said before."""
        self.asked = 0
        self._subjects: dict[tuple[int, int, bool], Subject] = {}
        self.question = words[-1].text == "?"

    def is_word(self, place: int, text: str) -> bool:
        """Whether a word is this one."""
        return 0 <= place < len(self.words) and self.words[place].text == text

    def holds(self, *roles: str) -> bool:
        """Whether any word has one of these roles."""
        return not self._roles.isdisjoint(roles)

    def behind(self, place: int) -> Behind:
        """What stands behind a word in its clause."""
        return read_behind(self.words, place, self.item)

    def subject_in(self, run: Range, *, nouns: bool = False) -> Subject:
        """What a run of words names; with `nouns`, criteria, grounds and the like, even where they go with the item."""
        key = *run, nouns
        if key not in self._subjects:
            self._subjects[key] = self.item.subject(self.words, *run, nouns=nouns)
        return self._subjects[key]

    def subject_of(self, clause: Clause, *, nouns: bool = False) -> Subject:
        """What a clause judges; a noun that is judged by it (`medical necessity`) judges nothing itself."""
        first, end = clause.subject
        if first >= end and self.context.topic.is_treatment:
            return self.context.topic
        subject = self.subject_in(clause.subject, nouns=nouns)
        if subject.reference in _TAKEN_WITH:
            self.taken.update(range(first, end))
        return subject

    # --- a judgement -----------------------------------------------------------------------------------------

    def judgement(
        self,
        place: int,
        clause: Clause,
        subject: Subject,
        sign: int,
        *,
        firm: bool,
        behind: Behind | None = None,
        speaks_for: bool | None = None,
    ) -> Judgement | None:
        """The judgement of the word at a place; None where it is asked for, in doubt, or not said to be so.

        `speaks_for`: whether the predicate speaks for the item by itself, where its word is left out.
        """
        words = self.words
        if speaks_for is None:
            endorsed = words[place].plays("upheld") and words[place].plays("favoured") and subject.reference != "denial"
            speaks_for = endorsed or words[place].roles.isdisjoint(AGAINST)
        supposed = clause.opened_by in _SUPPOSED or bool(condition_before(words, clause.first))
        behind = behind or self.behind(place)
        supposed = supposed or behind.condition == "condition"
        general, verbal = behind.condition == "occasion", words[place].plays("verbal")
        self.predicates.append(Predicate(place, speaks_for, sign, firm, supposed, general, verbal=verbal))
        self.asked = sign if self.question and asks(self.words, subject) else self.asked
        if self.question or clause.opened_by == "whether" or not clause.asserted:
            return None
        run = words[clause.first : place + 1]
        roles = _NOTHING.union(*[word.roles for word in run])
        opens = "conclusion" in roles or clause.concluding or is_concluded(words, clause.first)
        now = clause.speaker == "reviewer" and not (clause.past or clause.perfect)  # "I would not grant it before ..."
        earlier = not now and ("past_marks" in roles or behind.past_marks or is_dated(words, clause, place))
        if subject.reference == "pronoun" and other_drugs(words, clause, self.item):
            subject = Subject("other")
        if subject.is_item and are_outside(self.side(clause, subject), self.item.loci):
            subject = Subject("other")
        if subject.is_item and not_asked(words[clause.subject[0] : place]):
            subject = Subject("other")
        if subject.is_item and subject.reference != "request" and of_other_form(words, clause, behind.end, self.item):
            subject = Subject("other")
        judged, weak = standing(
            words,
            place,
            clause,
            behind,
            subject,
            sign=sign,
            opens=opens,
            earlier=earlier,
            served=earlier and is_served(words, clause, subject, place, self.item),
            quotes=self.context.quotes,
        )
        if judged == "somebody else's":
            self.predicates[-1] = replace(self.predicates[-1], elsewhere=True)
        quoted = not firm and subject.reference in _UNNAMED and in_guideline(words, clause)
        if judged == "this item" and (quoted or goes_on_quoting(words, place, subject, self.context.words)):
            judged = "quoted guideline"
        if behind.elsewhere and (clause.opened_by == "relative" or clause.perfect) and judged == "this item":
            judged = "another item"
        judged = "hypothetical" if is_excess(words, clause) else judged
        only = self._only(run, subject)
        verdict = self._verdict(place, clause, behind, subject, sign, roles, only=only)
        if judged == "this item" and verdict == "necessary" and speaks_for and subject.reference not in _REVIEWED:
            judged = "unread" if unread_negative(words, clause, place) else judged
        rest = means_part(words, self.context, clause, subject) or is_limited(words, self.context, clause, behind)
        rest = rest or names_half(words[slice(*clause.subject)]) or is_of_later(words, clause, place, behind)
        side = self.side(clause, subject)
        front = in_front(words, self.item, clause.first)
        named = subject.named | (behind.named or front.named or self.meant(clause, subject)) | self.context.topic.named
        general = "general" in roles or behind.general or is_advice(words, place, clause, subject, sign)
        general = general or is_supposed(words, clause)
        if is_component(words, place):
            general, firm = True, False
        bare = subject.reference == "empty" and not general
        here = "here" in roles or behind.here
        return Judgement(
            span=(words[min(clause.first, place)].start, words[behind.end - 1].end),
            sentence=(words[0].start, words[-1].end),
            judged=judged,
            verdict=verdict,
            firm=firm and not weak and not clause.admitted,
            subject=self._span(clause.subject),
            named=named | side | front.named,
            explicit=subject.explicit,
            whole=subject.reference in _WHOLE and not rest,
            part=subject.part or rest or only or behind.part or front.part or bool(side),
            fraction=subject.fraction or behind.fraction or front.fraction or is_of_more(words, clause),
            past=clause.past,
            conceded=clause.opened_by == "concession" or is_later(clause, subject),
            specific=opens or here or bare or subject.reference == "request" or clause.speaker == "reviewer",
            headed=self.item.several and bool(self.context.topic.named),
            upholds=verdict == "not_necessary" and subject.reference in _REVIEWED and not names_modification(words),
            general=general,
        )

    def _verdict(
        self,
        place: int,
        clause: Clause,
        behind: Behind,
        subject: Subject,
        sign: int,
        roles: frozenset[str],
        *,
        only: bool,
    ) -> Verdict:
        """Which way a verdict goes; both ways where its words say `in part`, `all but`, or `only` with an amount."""
        partly = clause.partly or behind.partly
        partly = partly or ("some" in roles and not names_half(self.words[clause.first : place + 1]))
        partly = partly or (sign > 0 and self.words[place].plays("partly"))
        first = clause.subject[0]
        instead = sign > 0 and any(
            self.is_word(at, ",") and self.words[at + 1].plays("not") and self.words[at + 2].plays("number")
            for at in range(first, place - 2)
        )  # "one month, not two"
        bare = sign > 0 and any(
            self.words[at].text == "without" and self.item.asks_with(self.words[at + 1].text)
            for at in range(first, min(place, len(self.words) - 1))
        )  # "#60 without refills"
        if (
            partly
            or instead
            or bare
            or (subject.reference == "grant" and "partly" in roles)
            or ((only or behind.only) and sign > 0)
        ):
            return "mixed"
        return "necessary" if sign > 0 else "not_necessary"

    def _only(self, run: list[Word], subject: Subject) -> bool:
        """Whether `only` goes with an amount, or with one of several things."""
        alone = run[-1].text != "alone" and subject.reference == "pronoun" and any(word.text == "alone" for word in run)
        if alone and self.item.several:
            return True  # "it alone is necessary"
        if not any(word.text == "only" for word in run):
            return False
        if run[0].text == "only" and self.item.several:
            return True
        sided = self.item.two_sided and len(sides_in(subject.named)) == 1
        return sided or any(word.plays("number") for word in run) or (self.item.several and bool(subject.named))

    def side(self, clause: Clause, subject: Subject) -> frozenset[str]:
        """The place that the words before a clause name, where the item is in several: "on the left, ..."."""
        return locus(self.words, self.context, clause, subject)

    def meant(self, clause: Clause, subject: Subject) -> frozenset[str]:
        """The item's words that a pronoun stands for."""
        return named_before(self.words, self.context, clause, subject)

    def labelled(self, place: int) -> Range | None:
        """What of the item stands in front of a mark and a verb: "Prilosec - certify"."""
        words, mark = self.words, place - 1
        if mark < 1 or words[mark].text not in MARKS:
            return None
        run = clause_start(words, mark), mark
        bare = not any(word.plays("be", "have", "do", "no") for word in words[slice(*run)])
        return run if bare and self.subject_in(run).is_treatment else None

    def fronted(self, verb: int) -> Range | None:
        """What of the item stands in front of the reviewer who judges it: "the brace I deny"."""
        run = fronted(self.words, verb)
        if run is None:
            return None
        if self.words[run[0]].text == "for":  # "for number 9 I do not accept it"
            run = run[0] + 1, run[1]
            places = loci_in(self.words[slice(*run)], self.item.loci)
            return run if places or self.subject_in(run).is_named else None
        if self.words[run[0]].text in PREPOSITIONS:
            return None
        subject = self.subject_in(run)
        return run if subject.is_item or subject.reference in ("other", "unlike", "evidence") else None

    def _span(self, run: Range) -> Span:
        first, end = run
        return (self.words[first].start, self.words[end - 1].end) if first < end else (0, 0)
