"""The first part of the walk to the left from a word of verdict: to its verb, and over the verb's helpers."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import (
    ARTICLES,
    BREAKS,
    FINITE,
    HELPERS,
    LIGHT,
    PREPOSITIONS,
    Clause,
    is_break,
    is_light,
)
from imrcli.extract.verdict.clauses.word import Word

_VERBS_OR_BREAKS = BREAKS | {"be", "find", "make", "say"}
_FINITE_BE = ("is", "are", "was", "were")
_ASIDE = frozenset({"as", "contrary", "despite", "notwithstanding", "pace", "whatever", "contra"})
"""Words that open an insertion between a verb and its predicate ("is not, as the surgeon has it, needed")."""

_LONGEST_PARENTHESIS = 15
_FARTHEST_VERB = 40


class VerbWalk:
    """A walk to the left: `at` is the word that it has come to, `clause` what it has collected."""

    def __init__(self, words: list[Word], place: int) -> None:
        self.words = words
        self.place = place
        self.at = place - 1
        self.clause = Clause(first=place)
        self.helpers: set[str] = set()

    # --- the verb and its helpers ----------------------------------------------------------------------------

    def verb_before(self, place: int) -> int:
        """The nearest verb in front of a word of verdict within its clause; -1 where there is none."""
        words = self.words
        place = self.before_insertion(place)
        for at in range(place - 1, max(-1, place - _FARTHEST_VERB), -1):
            word = words[at]
            if word.roles.isdisjoint(_VERBS_OR_BREAKS):
                continue
            if is_break(word):
                return -1
            if word.plays("position") and at and (words[at - 1].text.endswith("'s") or words[at - 1].text in ARTICLES):
                continue  # "I find the surgeon's argument persuasive"
            if word.text == "being" and words[at - 1].plays("as"):
                continue
            if word.plays("be", "find", "make") or (word.plays("say") and word.text != "recommended"):
                return at
        return -1

    def before_insertion(self, place: int) -> int:
        """Where the verb is looked for: in front of an insertion ("is now, and for some weeks will remain, needed")."""
        words = self.words
        at = place
        while at and words[at - 1].text in ("a", "an"):
            at -= 1
        if not at or not words[at - 1].plays("comma"):
            return place
        place = at
        opens = self.parenthesis(place - 1)
        near = words[max(0, opens - 3) : opens]
        inserted = opens < place - 1 and any(word.plays("be") for word in near)
        joined = inserted and words[opens + 1].plays("and")
        aside = (
            inserted
            and words[opens + 1].text in _ASIDE | PREPOSITIONS
            and words[opens - 1].plays("be", "not", "adverb")
        )
        return opens if joined or aside else place

    def negated_between(self, verb: int, place: int) -> bool:
        """Whether a negation turns a predicate: one beside its verb, or beside itself."""
        words = self.words
        opens = self.before_insertion(place)
        place = opens if opens > verb else place
        for at in range(verb + 1, place):
            if words[at].plays("not") or (at == verb + 1 and words[at].plays("no")):
                return True
            if not is_light(words[at]):
                break
        for at in range(place - 1, verb, -1):
            if words[at].plays("not"):
                return True
            if not is_light(words[at]) and not words[at].plays("comma"):
                break
        return False

    def helpers_before(self, verb: int) -> None:
        """Walk over a verb's helpers: `has not been`, `cannot be`, `is not found to`; each group turns
        the sign once.
        """
        words, clause = self.words, self.clause
        negated = hearsay = finite = viewed = False
        at = verb
        while at >= 0:
            word = words[at]
            roles = word.roles
            if "comma" in roles:
                opens = self.parenthesis(at)
                if self.before_insertion(at + 1) == opens < at:
                    at = opens - 1
                    continue
                if opens < at - 1 and all(is_light(word) for word in words[opens + 1 : at]):
                    at = opens - 1
                    continue
                break
            if at != verb and word.plays("find", "show", "say") and self.passive(at):
                clause.sign *= -1 if negated else 1
                negated = False
                hearsay = word.plays("hearsay")
                viewed = viewed or (word.plays("find") and not word.plays("show"))
            elif "deficit" in roles and at + 1 < len(words) and words[at + 1].text in ("to", "being"):
                clause.sign *= 1 if negated else -1
                negated = False
            elif at != verb and "neutral" not in roles and HELPERS.isdisjoint(roles):
                break
            elif at != verb and word.plays("cut"):
                break  # "the modification is rejected"
            elif at != verb and finite and not FINITE.isdisjoint(roles):
                break  # "a unit that she does not have is not needed"
            elif at != verb and "grant" in roles:
                break  # "UR's modification is rejected"
            elif word.text == "neither" and (not at or words[at - 1].plays("and", "comma", "stop")):
                break  # the subject
            finite = finite or word.text in _FINITE_BE
            self.help(word)
            negated = negated or "not" in roles
            at -= 1
        if hearsay and not negated:  # "is said to be needed", but not "cannot be said to be needed"
            clause.speaker = "others"
        if viewed:  # "must be held to be needed"
            self.helpers.discard("must")
        clause.sign *= -1 if negated else 1
        self.at = at
        clause.asserted = not self._infinitive(verb)

    def help(self, word: Word) -> None:
        """Take a word that goes with the verb."""
        roles, clause = word.roles, self.clause
        self.helpers |= roles
        clause.past = clause.past or "past" in roles
        clause.perfect = clause.perfect or "have" in roles
        clause.partly = clause.partly or "partly" in roles
        clause.concluding = clause.concluding or "conclusion" in roles
        if not clause.evaluated and word.plays("right", "wrong"):
            clause.evaluated = "right" if "right" in roles else "wrong"

    def passive(self, at: int) -> bool:
        """Whether a verb of judging stands in the passive: a form of `be` is in front of it."""
        before = self.before_insertion(at) - 1
        while before >= 0 and is_light(self.words[before]):
            before -= 1
        return before >= 0 and self.words[before].plays("be")

    def _infinitive(self, verb: int) -> bool:
        """Whether the helpers hold nothing but `to be`, which says nothing by itself."""
        if self.words[verb].text not in ("be", "been", "become", "being"):
            return False
        helpers = self.words[self.at + 1 : verb]
        light = all(word.text in ("be", "to", "been", "being") or is_light(word) for word in helpers)
        return light and any(word.text == "to" for word in helpers)

    def parenthesis(self, comma: int) -> int:
        """Where the parenthesis opens that ends with a comma: the comma in front of it, or the comma itself."""
        for at in range(comma - 1, max(-1, comma - _LONGEST_PARENTHESIS - 1), -1):
            if self.words[at].plays("comma"):
                return at
            if self.words[at].plays("stop"):
                break
        return comma


def light_left(words: list[Word], place: int) -> int:
    """The nearest word to the left that is more than an adverb or a negation; -1 where there is none."""
    at = place - 1
    while at >= 0 and not LIGHT.isdisjoint(words[at].roles):
        at -= 1
    return at
