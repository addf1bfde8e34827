"""The second part of the walk to the left from a word of verdict: over commas, to where its subject starts."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import (
    ACTORS,
    ARTICLES,
    CLAUSE_OPENERS,
    FINITE,
    PREPOSITIONS,
    behind_predicate,
    bracket_start,
    clause_start,
    is_break,
    is_light,
)
from imrcli.extract.verdict.clauses.lexicon import listed
from imrcli.extract.verdict.clauses.verb_walk import VerbWalk
from imrcli.extract.verdict.clauses.word import Word

LEADS = frozenset(["adverb", "here", "conclusion", "comma", "general", "neutral", "and", "not", "no", "past_marks"])
"""Roles of words in front of a subject that are no part of it."""

_ACTS = ("refuse", "approve", "uphold", "overturn")
_DETERMINERS = frozenset(["the", "this", "these", "that", "those", "it", "a", "an", "any", "no", "such", "further"])

_JUDGING_CLAIMS = ("upheld", "overturned", "verbal", "find")
"""Roles of verbs that a claim can be the subject of ("the view that it is needed cannot be sustained")."""

_SINGULAR = ("is", "was", "has", "does")
_ACCORDING = ("under", "per", "by")
_DETERMINED_SUBJECTS = ("the", "this", "these", "it", "they", "a", "an")
_NEW_SUBJECTS = (*_DETERMINED_SUBJECTS, "no", "none", "neither", "nothing", "both", "all")

_FARTHEST_SAID = 8


def is_claim(word: Word) -> bool:
    """Whether a `that` behind a noun says what somebody thinks ("the view that", "the determination that")."""
    return word.text.removeprefix("the ") in listed("claims")


class CommaWalk(VerbWalk):
    """A walk that knows which commas it may go over, and where a clause in front of its own ends."""

    def interrupts(self, comma: int) -> bool:
        """Whether the words in front of a comma can be a subject, which a parenthesis interrupts."""
        first = self._sentence_part(comma)
        while first < comma and not LEADS.isdisjoint(self.words[first].roles):
            first += 1
        if first == comma:
            return False
        word = self.words[first]
        return word.text not in PREPOSITIONS and not word.plays("according", "by", "deficit")

    def _sentence_part(self, at: int) -> int:
        """Where the words in front of a comma start: behind the last break that is no relative's."""
        first = clause_start(self.words, at)
        while first and self.words[first - 1].plays("relative", "that"):
            first = clause_start(self.words, first - 1)
        return first

    def continues(self, comma: int, end: int) -> bool:
        """Whether the words behind a comma go on with the subject in front of it: an apposition, or
        the end of a list.
        """
        words = self.words
        if self.verb_left(comma) or not self.interrupts(comma):
            return False
        first, behind = self._sentence_part(comma), words[comma + 1]
        if first and words[first - 1].plays("occasion", "concession", "condition", "exception"):
            return False  # "while needed for many patients, the drug"
        if behind.plays("and") and words[comma + 2].text in ACTORS:
            return False
        if words[first].plays("no", "not"):
            return any(word.plays("and") for word in words[comma + 1 : end])
        if behind.plays("and"):
            listed = any(word.plays("comma") for word in words[first:comma]) and not words[comma + 2].plays("no")
            opens = words[comma + 2].text in CLAUSE_OPENERS or words[comma + 2].plays("no")
            return listed or not opens  # but "and no part of it is"
        if behind.text.endswith("ing") and behind.plays(*_ACTS):
            return False  # "taking this into account, denying it is"
        return behind.text not in CLAUSE_OPENERS

    def verb_left(self, joint: int) -> bool:
        """Whether a clause of its own stands in front of `and` or a comma: it has a verb, or somebody who acts."""
        for at in range(joint - 1, -1, -1):
            word = self.words[at]
            if is_break(word) and word.text != "what":
                return False
            if not FINITE.isdisjoint(word.roles) or word.text in ACTORS:
                return True
        return False

    def second_subject(self, joint: int, end: int) -> bool:
        """Whether a verb goes only with the noun behind `and` ("they tell little and the test is").

        One in the singular does, and one behind what a guideline recommends ("ODG allows a trial and the visits are").
        """
        words = self.words
        opens = clause_start(words, joint)
        advised = any(words[at].plays("guideline") and words[at + 1].plays("recommend") for at in range(opens, joint))
        if advised and words[joint + 1].text in _DETERMINERS:
            return True
        verb = next((word.text for word in words[end : end + 3] if not FINITE.isdisjoint(word.roles)), "")
        return verb in _SINGULAR and words[joint + 1].text in _DETERMINERS and self.interrupts(joint)

    def own_noun(self, at: int) -> bool:
        """Whether a word behind `and` is the whole subject: "and it is not", "and approval is recommended"."""
        word = self.words[at]
        return word.text in ("it", "they") or (word.plays("grant", "denial") and self.interrupts(at - 1))

    def behind_clause(self, opening: int, end: int) -> int:
        """Where the subject starts behind a clause and no comma ("until it is read the scan"); else 0."""
        words = self.words
        if not words[opening].plays("condition", "exception", "occasion", "concession", "reason"):
            return 0
        verb = next((at for at in range(end - 1, opening + 1, -1) if not FINITE.isdisjoint(words[at].roles)), 0)
        first = verb + 1 if verb else opening + 3
        for at in range(end - 1, first - 1, -1):
            if words[at].text in _DETERMINERS and not self.inside_phrase(at):
                return at
        while verb and first < end and is_light(words[first]):
            first += 1
        return first + 1 if verb and first + 1 < end else 0

    def inside_phrase(self, at: int) -> bool:
        """Whether the words in front of a determiner take it into their own group ("of the", "all the")."""
        before = self.words[at - 1]
        return before.text in PREPOSITIONS or before.text in _DETERMINERS or before.plays("and", "comma", "pronoun")

    def unexplained(self, query: int) -> bool:
        """Whether nobody says why or how ("no reason was offered why it should be needed")."""
        before = self.words[clause_start(self.words, query) : query]
        return any(word.plays("no", "not", "deficit") for word in before)

    def so_that(self, that: int) -> int:
        """-1 where what would follow does not ("is not so bad that an operation is needed")."""
        before = self.words[clause_start(self.words, that) : that]
        return -1 if any(word.plays("not", "no") for word in before) else 1

    def complete(self, that: int, end: int) -> bool:
        """Whether a clause behind a noun has its verb already ("the opinion that it is needed is not supported")."""
        run = self.words[that + 1 : end]
        noun = that > 0 and is_claim(self.words[that - 1])
        return noun and any(not FINITE.isdisjoint(word.roles) for word in run)

    def skipped(self, comma: int, end: int) -> tuple[int, int] | None:
        """Where the walk goes on from a comma, and where the subject ends then; None where the comma
        opens the clause.
        """
        if self.words[comma].text == ")" and (opening := bracket_start(self.words, comma)) > 0:
            return opening - 1, opening if comma == end - 1 else end
        if comma < end - 1:
            return (comma - 1, end) if self.continues(comma, end) else None
        opens = self.parenthesis(comma)
        if opens < comma and self.interrupts(opens):
            return opens - 1, opens
        return None if self.interrupts(comma) else (comma - 1, comma)

    def behind_adjunct(self, first: int, end: int) -> int:
        """Where the subject starts behind an adjunct that no comma parts from it: "without such proof the test"."""
        words = self.words
        if first >= end or not (
            words[first].text in PREPOSITIONS or words[first].plays("deficit", "regarding", "according")
        ):
            return first
        if words[first].text == "to" and words[first + 1 : first + 2] and words[first + 1].plays(*_ACTS):
            return first  # "to deny it now would be wrong"
        subjects = _DETERMINED_SUBJECTS if words[first].text == "of" else _NEW_SUBJECTS  # "of the three none is"
        for at in range(end - 1, first + 1, -1):
            bare = words[at].plays("need") and words[at].text.startswith("medical")  # "on this record medical need"
            if (bare or words[at].text in subjects) and not (
                words[at - 1].text in PREPOSITIONS or words[at - 1].plays("regarding")
            ):
                return at
            if words[first].text in _ACCORDING and words[at].plays("number") and words[at - 1].plays("guideline"):
                return at  # "under the guideline twenty more sessions"
        return first

    def of_noun(self, that: int) -> bool:
        """Whether a relative belongs to a noun that could be a verb, too ("the functional report that MTUS wants")."""
        return any(word.text in ARTICLES for word in self.words[max(0, that - 4) : that])

    def judged_itself(self) -> bool:
        """Whether a claim is what the verb behind the verdict is on ("the opinion that it is needed is mistaken")."""
        behind = behind_predicate(self.words, self.place)
        return behind < len(self.words) and (
            not FINITE.isdisjoint(self.words[behind].roles) or self.words[behind].plays(*_JUDGING_CLAIMS)
        )

    def said_of_it(self) -> None:
        """Read what is said of a clause that opens its sentence: "that the film is necessary has not been shown"."""
        behind = self.words[behind_predicate(self.words, self.place) : self.place + _FARTHEST_SAID]
        end = next((at for at, word in enumerate(behind) if word.plays("stop", "comma")), len(behind))
        said = behind[:end]
        if said and (said[0].plays("reviewer") or said[0].text in ACTORS):  # "that it is needed I am unable to accept"
            self.clause.asserted = any(word.plays("not", "deficit", "doubt") for word in said)
        elif not said or FINITE.isdisjoint(said[0].roles):
            return
        turned = any(word.plays("not", "deficit", "wanting", "doubt", "disfavoured") for word in said)
        if not turned and not any(word.plays("shown", "neutral") for word in said):
            self.clause.asserted = False
        self.clause.sign *= -1 if turned else 1

    def said_before(self, joint: int, end: int) -> str:
        """Who says what `and` joins to another thing said: "UR states that he gains and the visits are needed"."""
        words = self.words
        that = joint - 1
        while that > 0 and not words[that].plays("that"):
            if is_break(words[that]) or words[that].plays("comma", "conclusion"):
                return ""
            that -= 1
        named = any(word.plays("request", "conclusion") for word in words[joint:end])
        if that < 1 or named or not words[that - 1].plays("say") or words[that - 1].plays("find", "show"):
            return ""
        speakers = (role for word in words[:that] for role in ("provider", "administrator") if role in word.roles)
        return next(speakers, "")
