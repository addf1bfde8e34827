"""The walk to the left from a word of verdict.

It goes over what stands between the word and its verb, over the verb, its helpers and the subject, to the word or comma
that opens the clause. If that is `that`, the clause that governs this one is read too. A negation counts in its clause
only; one inside the subject (`without contrast`) turns nothing, but for one that opens it (`no film is necessary`).
"""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import (
    ARTICLES,
    BREAKS,
    FINITE,
    HELPERS,
    MODALS,
    PREPOSITIONS,
    SPEAKERS,
    groundless,
    is_break,
    is_light,
    opener,
)
from imrcli.extract.verdict.clauses.comma_walk import LEADS, CommaWalk, is_claim
from imrcli.extract.verdict.clauses.fronted import inverted
from imrcli.extract.verdict.clauses.governor import governing, governor, governs_bare
from imrcli.extract.verdict.clauses.lexicon import listed

_GOVERNORS = ("find", "show", "say", "doubt", "neutral")
_STEPS = BREAKS | {"comma", "and", "conclusion", "find", "say", "show", "agree", "disagree", "doubt", "evidence"}
"""Roles of words at which the walk over a subject has to look."""

_OTHER_VERBS = ("meet", "support", "show", "find", "say", "make", "outrun")
_QUERIES = ("how", "why")
"""Words behind `see` and the like that open what is not seen ("I cannot see how it is necessary")."""
_REASONS = ("reason", "cause", "ground", "grounds")
_TO_WHOM = ("me", "us", "this reviewer", "the reviewer")
_SUCH = ("something", "anything", "nothing", "one")
_DECISIONS = ("decision", "determination", "outcome", "ruling", "answer", "bottom line", "upshot")
_NO_NOUN = ("say", "find", "make", "overturn", "uphold", "oppose", "voids")
_FARTHEST_SPEAKER = 8


class Walk(CommaWalk):
    """The whole walk: on over commas and the subject to what governs the clause."""

    # --- the subject -----------------------------------------------------------------------------------------

    def subject(self) -> None:
        """Walk over the subject to what opens the clause, and read the clause that governs it, if one does."""
        words, clause = self.words, self.clause
        at, end = self.at, self.at + 1
        shared = False
        while at >= 0:
            word = words[at]
            if word.roles.isdisjoint(_STEPS):
                at -= 1
                continue
            empty = at == end - 1
            if word.plays("comma"):
                skipped = self.skipped(at, end)
                if skipped is None:
                    break
                at, end = skipped
                continue
            if word.plays("and") and (empty or (shared and self.verb_left(at))):
                shared = True
                at, end = self._shared_subject(at)
                continue
            if word.plays("and") and not words[at - 1].plays("comma") and self.verb_left(at):
                clause.speaker = self.said_before(at, end) or clause.speaker
                break
            if word.text == "and" and not empty and self.second_subject(at, end):
                clause.speaker = self.said_before(at, end) or clause.speaker
                break
            if word.plays("and") and word.text != "or" and at == end - 2 and self.own_noun(at + 1):
                break
            if word.plays("conclusion") and not empty and (not at or FINITE.isdisjoint(words[at - 1].roles)):
                break
            if word.plays("that") and at > 2 and not empty and words[at - 2].text in ("so", "not so"):
                clause.sign *= self.so_that(at)
                break
            if word.plays("that") and not empty and self.complete(at, end):
                at -= 2
                continue
            reason = word.text in _QUERIES and not words[at - 1].plays("find", "doubt")
            reason = reason or (word.plays("that") and words[at - 1].text in _REASONS)
            if reason and not empty and self.unexplained(at):  # "no reason why it should be needed"
                clause.sign = -clause.sign
                self.helpers -= MODALS
                break
            if (word.plays("that") and self.governed(at)) or (
                word.text in _QUERIES and words[at - 1].plays("find", "doubt")
            ):
                self.finish(at + 1, end)
                inner = clause.sign
                self.govern(max(0, self.parenthesis(at - 1) - 1) if words[at - 1].plays("comma") else at - 1)
                if at and is_claim(words[at - 1]) and clause.sign == inner and self.judged_itself():
                    clause.speaker = "reviewer" if words[at - 2].text in ("my", "our") else "others"
                return
            if word.plays("relative") and not empty and groundless(words, at):
                clause.sign = -clause.sign
                self.helpers -= MODALS
                break
            if word.plays("relative", "that"):
                if empty and word.text == "that" and at and words[at - 1].text == ";":
                    at -= 1  # "... ; that is necessary"
                    break
                if empty:
                    self._relative(at)
                    return
                if word.plays("that") and (not at or words[at - 1].plays("stop", "comma", "conclusion", "contrast")):
                    self.said_of_it()
                    break
            elif is_break(word):
                behind = self.behind_clause(at, end)
                if behind:
                    at = behind - 1
                else:
                    clause.opened_by = opener(word)
                if word.plays("reason") and at and words[at - 1].text == "not":
                    clause.asserted = False  # "not because it is needed"
                break
            elif (word.plays("find", "say") and self._judging(at, end)) or governs_bare(self.words, at, end):
                self.finish(at + 1, end)
                self.govern(at)
                return
            at -= 1
        self.finish(at + 1, end)

    def _relative(self, at: int) -> None:
        """Take the noun that `which` stands for as the subject: the words back to the nearest verb or preposition."""
        words = self.words
        if at > 1 and words[at - 1].text == "of" and words[at - 2].plays("no"):
            self.clause.sign = -self.clause.sign  # "none of which is met"
        end = at - 1 if at and words[at - 1].plays("comma") else at
        end -= 2 * (end > 1 and is_light(words[end - 1]) and words[end - 2].plays("comma"))  # "a relaxant, too, which"
        first = max(0, end - 1)
        if words[first].text in _SUCH and self._predicative(first):
            return
        while first > 0 and words[first - 1].text not in PREPOSITIONS:
            before = words[first - 1]
            if is_break(before) or before.plays("comma", "regarding") or not FINITE.isdisjoint(before.roles):
                break
            if first < end and before.plays(*_NO_NOUN) and not before.plays("evidence"):
                break
            first -= 1
        self.clause.opened_by = "relative"
        self.finish(first, end)

    def _predicative(self, noun: int) -> bool:
        """Read on where a relative's noun is itself a predicate ("is not something that can be called needed")."""
        be = next((at for at in range(noun - 1, max(-1, noun - 4), -1) if self.words[at].plays("be")), -1)
        if be < 0:
            return False
        negated = self.negated_between(be, noun)
        self.helpers_before(be)
        self.clause.sign *= -1 if negated else 1
        self.subject()
        return True

    def finish(self, first: int, end: int) -> None:
        """Keep the subject, without the words that lead to it, and turn the sign where a negation opens it."""
        words, clause = self.words, self.clause
        while first < end and not LEADS.isdisjoint(words[first].roles):
            counted = words[first].text == "a" and first + 1 < end and words[first + 1].plays("unit")  # "a month is"
            if counted or words[first].plays("no", "not", "part", "prior"):
                break
            if words[first].plays("conclusion", "partly"):
                self.help(words[first])
            first += 1
        if first == 0 < end - 1 and words[0].plays("should", "can"):
            first = 1  # "should it be dispensed?"
        helper = inverted(words, first, end)
        if helper >= 0:  # "under no reading can the film be called necessary"
            self.help(words[helper])
        start = helper + 1 if helper >= 0 else self.behind_adjunct(first, end)
        first = first if helper >= 0 else start
        clause.first = min(clause.first, first)
        clause.subject = (start, max(start, end))
        noted = first < end and words[first].plays("not") and clause.sign > 0  # "Not well shown as needed."
        noted = noted and FINITE.isdisjoint(self.helpers)
        if first < end and (words[first].plays("no") or helper >= 0 or noted) and not words[first].plays("some"):
            clause.sign = -clause.sign
        clause.helpers = frozenset(self.helpers)
        clause.modals = clause.helpers & MODALS

    def _shared_subject(self, joint: int) -> tuple[int, int]:
        """Where the walk goes on behind `and`, for a verb that has the subject of the verb before `and`."""
        words = self.words
        at = joint - 1
        parted = words[at].plays("comma")
        while at >= 0:
            inside = parted and self._opens_relative(at)
            if (is_break(words[at]) and not inside) or not (FINITE.isdisjoint(words[at].roles) or parted):
                break
            if not FINITE.isdisjoint(words[at].roles):
                verb = at
                while at > 0 and not HELPERS.isdisjoint(words[at - 1].roles):
                    at -= 1
                if not (at and self._opens_relative(at - 1)):
                    at = verb
                    break
            at -= 1
        if at > 1 and words[at].text == "what" and words[at - 1].plays("outrun"):
            return at - 2, at - 1
        if at < 0 or is_break(words[at]):
            verb = next((near for near in range(at + 2, joint) if words[near].plays(*_OTHER_VERBS)), joint)
            return at, verb
        while at >= 0 and not HELPERS.isdisjoint(words[at].roles):
            at -= 1
        return at, at + 1

    def _opens_relative(self, at: int) -> bool:
        return self.words[at].plays("relative", "that") and (self.of_noun(at) or not self.governed(at))

    # --- what governs the clause -----------------------------------------------------------------------------

    def governed(self, that: int) -> bool:
        """Whether `that` opens what somebody says or what something shows, and is no relative."""
        words = self.words
        before = that - 1
        if before >= 0 and words[before].plays("comma"):
            before = max(0, self.parenthesis(before) - 1)
        if before > 0 and words[before].text in _TO_WHOM and words[before - 1].plays("show"):
            return True  # "has not persuaded me that"
        by = next((at for at in range(before, max(0, before - 4), -1) if words[at].text == "by"), 0)
        if by and words[by - 1].plays("show", "find"):
            return True  # "I am not persuaded by UR that"
        if before >= 0 and (words[before].plays(*_GOVERNORS, "support") or is_claim(words[before])):
            return True
        joined = before >= 0 and (words[before].plays("and") or words[before].text == "nor")
        if joined:  # "states that this and that that"
            earlier = next((at for at in range(before - 1, -1, -1) if words[at].plays("that", "stop")), -1)
            if earlier > 0 and words[earlier].plays("that"):
                return self.governed(earlier)
            return any(word.plays("say", "find") for word in words[earlier + 1 : before])  # "says he fell and that"
        near = words[max(0, that - 4) : that]
        if (
            before >= 0
            and words[before].plays("be")
            and any(word.plays("recommend") or word.text.removeprefix("the ") in _DECISIONS for word in near)
        ):
            return True  # "my recommendation is that", "the decision is that"
        first = that
        while first and not is_break(words[first - 1]) and not words[first - 1].plays("comma"):
            first -= 1
        while first < before and words[first].plays("conclusion", "here"):
            first += 1
        if before > 0 and words[before].plays("wrong", "right") and words[before - 1].plays("be", "not", "adverb"):
            return True  # "UR was incorrect that"
        if words[first].text == "it" and any(word.plays("be") for word in words[first + 1 : first + 3]):
            return True  # "it is the determination of this reviewer that"
        if words[first].text == "it" and any(word.text == "follow" for word in words[first + 1 : first + 4]):
            return True  # "it does not follow from the pain that"
        return any(word.plays("agree", "disagree", "say", "find") for word in words[max(0, that - 7) : that])

    def _judging(self, at: int, end: int) -> bool:
        """Whether a verb of judging or saying governs the words behind it without `that`: "UR found the brace was"."""
        words = self.words
        if at + 1 >= end:
            return False
        behind = words[at + 1]
        if behind.text in PREPOSITIONS or behind.plays("past_marks", "comma"):
            return False
        if behind.plays("adverb") and behind.text not in ARTICLES:
            return False
        if words[at].plays("doubt") and " " in words[at].text:  # "there is no way the drug is necessary"
            return True
        if at == 0 or words[at - 1].plays("be", "no") or words[at - 1].text in ARTICLES:
            return False  # "with no stated reason is"
        near = words[max(0, at - _FARTHEST_SPEAKER) : at]
        return any(word.plays(*SPEAKERS) for word in near) or not words[at].plays("show", "outrun")

    def govern(self, near: int) -> None:
        """Read the clause that governs this one: who speaks, and whether it denies ("nothing shows that ...")."""
        words, clause = self.words, self.clause
        verb = governor(words, near)
        outer = governing(words, verb)
        clause.first = min(clause.first, outer.first)
        clause.sign *= outer.sign
        clause.opened_by = outer.opened_by or clause.opened_by
        clause.admitted = clause.admitted or outer.admitted
        clause.concluding = clause.concluding or outer.concluding
        denied = outer.sign < 0 and "may" in outer.modals  # "nobody could say that"
        wishes = listed("wished") if words[verb - 1].text == "to" else listed("wished") - {"take", "takes", "took"}
        wished = any(word.text in wishes for word in words[outer.first : verb])
        wished = wished or ("past" in outer.helpers and any(w.text == "inclined" for w in words[outer.first : verb]))
        to = verb > 0 and words[verb - 1].text == "to"
        bare = to and verb - outer.first == 2 and words[outer.first].plays("reviewer")  # "nor me to conclude that"
        said = to and words[verb].plays("say") and (verb == 1 or words[verb - 2].plays("stop"))  # "to say that it is"
        doubted = "may" in outer.modals and not denied
        clause.asserted = clause.asserted and outer.asserted and not (wished or bare or said or doubted)
        obliged = outer.speaker == "reviewer" and words[verb - 1].plays("must", "adverb")  # "I must conclude that"
        clause.modals |= outer.modals & (set() if denied else {"may"} if obliged else {"must", "may"})
        clause.speaker = outer.speaker or clause.speaker
        clause.past = clause.past or (outer.past and bool(outer.speaker))
        clause.modals |= {"should"} if words[verb].plays("recommend") else set()  # "I recommend that it be done"
