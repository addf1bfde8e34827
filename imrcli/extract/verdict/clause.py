"""How far a verdict's clause reaches, and what turns, weakens or shifts the verdict in it.

From a word of verdict the engine walks to the left: over what stands between it and its verb, over the verb and its
helpers, over the subject, to the word or comma that opens the clause. If that word is `that`, the clause that governs
this one is read too ("nothing shows that ..."). A negation counts in one of these places only, so that none reaches
out of its clause; a negation inside the subject (`without contrast`) turns nothing, but for one that opens it.
"""

from __future__ import annotations

from msgspec import Struct

from imrcli.extract.verdict.words import Word

Range = tuple[int, int]
"""The numbers of a run's first word, and of the word behind its last."""

BREAKS = frozenset(
    ["stop", "contrast", "condition", "exception", "occasion", "concession", "reason", "relative", "that", "whether"]
)
MODALS = frozenset(["would", "may", "should", "will", "can", "must"])
_HELPERS = frozenset(["be", "have", "do", "to", "not", "adverb", "here", "past_marks", "right", "wrong", "conclusion", "partly", "as"]) | MODALS
_LIGHT = frozenset(["not", "adverb", "here", "as", "conclusion", "partly", "past_marks", "right", "wrong"])
_GOVERNORS = frozenset(["find", "show", "say", "doubt", "neutral"])
_FINITE = frozenset(["be", "have", "do"]) | MODALS
_SHOWN = frozenset(["evidence", "want", "need", "show", "criteria"])
_SPEAKERS = ("reviewer", "administrator", "provider", "guideline", "person")
_DECIDING = frozenset(["necessary", "unnecessary", "granted", "refused"])
_PREPOSITIONS = frozenset(
    ["in", "on", "at", "by", "above", "to", "with", "for", "here", "below", "of", "from", "under", "within", "into", "during", "after", "before", "given", "based", "due"]
)
_PERSONAL = frozenset({"he", "she", "they"})


class Clause(Struct, gc=False):
    """What a walk to the left found."""

    first: int
    sign: int = 1
    subject: Range = (0, 0)
    opened_by: str = ""
    """The role of the word that opens the clause: `condition`, `concession`, `reason`, `relative` ...; else empty."""
    speaker: str = ""
    """Whose judgement the clause tells, where it tells somebody's."""
    modals: frozenset[str] = frozenset()
    past: bool = False
    perfect: bool = False
    asserted: bool = True
    partly: bool = False
    concluding: bool = False
    verb: bool = False
    evaluated: str = ""
    """`right` or `wrong`, where the clause says how rightly something was done."""
    helpers: frozenset[str] = frozenset()


def opens_condition(words: list[Word], first: int) -> str:
    """The role of the condition in front of a clause, up to the last break; empty where there is none."""
    at = first - 1
    while at >= 0:
        word = words[at]
        if word.plays("stop", "contrast"):
            return ""
        for role in ("exception", "condition", "occasion"):
            if role in word.roles:
                return role
        if word.plays("reason", "concession", "whether", "that", "relative", "conclusion"):
            return ""
        at -= 1
    return ""


class _Walk:
    """The walk to the left from a word of verdict."""

    def __init__(self, words: list[Word], place: int) -> None:
        self.words = words
        self.at = place - 1
        self.clause = Clause(first=place)
        self.modals: set[str] = set()
        self.helpers: set[str] = set()

    # --- the verb and its helpers ----------------------------------------------------------------------------

    def verb_before(self, place: int) -> int:
        """The nearest verb in front of a word of verdict within its clause; -1 where there is none."""
        for at in range(place - 1, max(-1, place - 40), -1):
            word = self.words[at]
            if not BREAKS.isdisjoint(word.roles):
                return -1
            if word.text == "being" and self.words[at - 1].plays("as"):
                continue
            if word.plays("be", "find", "make") or (word.plays("say") and word.text != "recommended"):
                return at
        return -1

    def negated_between(self, verb: int, place: int) -> bool:
        """Whether a negation between a verb and its predicate turns it: one beside the verb, or beside the predicate."""
        near_verb = near_place = False
        for at in range(verb + 1, place):
            word = self.words[at]
            if word.plays("not") or (word.plays("no") and at == verb + 1):
                near_verb = True
            elif _LIGHT.isdisjoint(word.roles):
                break
        for at in range(place - 1, verb, -1):
            word = self.words[at]
            if word.plays("not"):
                near_place = True
            elif _LIGHT.isdisjoint(word.roles) and not word.plays("comma"):
                break
        return near_verb or near_place

    def helpers_before(self, verb: int) -> None:
        """Walk over a verb's helpers: `has not been`, `cannot be`, `is not found to`; each group turns the sign once."""
        words, clause = self.words, self.clause
        negated = False
        at = verb
        while at >= 0:
            word = words[at]
            roles = word.roles
            if word.plays("comma"):
                if at and self._parenthesis(at) < at - 1 and self._light(self._parenthesis(at) + 1, at):
                    at = self._parenthesis(at) - 1
                    continue
                break
            if at != verb and word.plays("find", "show", "say") and self._passive(at):
                clause.sign *= -1 if negated else 1
                negated = False
                clause.speaker = "others" if word.plays("say") and word.text == "said" else clause.speaker
            elif "deficit" in roles and at + 1 < len(words) and words[at + 1].text == "to":
                negated = True
            elif "neutral" in roles:
                pass
            elif at != verb and _HELPERS.isdisjoint(roles):
                break
            self._help(word)
            negated = negated or "not" in roles
            at -= 1
        clause.sign *= -1 if negated else 1
        self.at = at
        clause.asserted = not self._infinitive(verb)

    def _help(self, word: Word) -> None:
        roles = word.roles
        self.helpers |= roles
        self.modals |= roles & MODALS
        self.clause.past = self.clause.past or "past" in roles
        self.clause.perfect = self.clause.perfect or "have" in roles
        self.clause.partly = self.clause.partly or "partly" in roles
        self.clause.concluding = self.clause.concluding or "conclusion" in roles
        for evaluated in ("right", "wrong"):
            if evaluated in roles and not self.clause.evaluated:
                self.clause.evaluated = evaluated

    def _passive(self, at: int) -> bool:
        """Whether a verb of judging stands in the passive: a form of `be` is in front of it."""
        before = at - 1
        while before >= 0 and not _LIGHT.isdisjoint(self.words[before].roles):
            before -= 1
        return before >= 0 and self.words[before].plays("be")

    def _infinitive(self, verb: int) -> bool:
        """Whether the helpers hold nothing but `to be`, which says nothing by itself."""
        words = self.words
        if words[verb].text not in ("be", "been", "become", "being"):
            return False
        helpers = words[self.at + 1 : verb]
        light = all(word.text in ("be", "to", "been", "being") or word.plays(*_LIGHT) for word in helpers)
        return light and any(word.text == "to" for word in helpers)

    def _parenthesis(self, comma: int) -> int:
        """Where the parenthesis opens that ends with a comma: the comma in front of it, or the comma itself."""
        for at in range(comma - 1, max(-1, comma - 16), -1):
            word = self.words[at]
            if word.plays("comma"):
                return at
            if word.plays("stop"):
                break
        return comma

    def _interrupts(self, comma: int) -> bool:
        """Whether the words in front of a comma can be a subject, which a parenthesis interrupts."""
        first = comma
        while first and BREAKS.isdisjoint(self.words[first - 1].roles):
            first -= 1
        while first < comma and not _LEADS.isdisjoint(self.words[first].roles):
            first += 1
        if first == comma:
            return False
        word = self.words[first]
        return word.text not in _PREPOSITIONS and not word.plays("according", "by", "deficit")

    def _light(self, first: int, end: int) -> bool:
        return all(not _LIGHT.isdisjoint(self.words[at].roles) for at in range(first, end))

    # --- the subject -----------------------------------------------------------------------------------------

    def subject(self) -> None:
        """Walk over the subject to what opens the clause, and read the clause that governs it, if one does."""
        words, clause = self.words, self.clause
        end = self.at + 1
        at = self.at
        shared = False
        while at >= 0:
            word = words[at]
            empty = at == end - 1
            if word.plays("comma"):
                before = self._parenthesis(at)
                if empty and before < at and self._interrupts(before):
                    end = before
                    at = before - 1
                    continue
                if empty and not self._interrupts(at):
                    end = at
                    at -= 1
                    continue
                if not empty and not self._continues(at, end):
                    break
            elif word.plays("and") and (empty or shared):
                shared = True
                at, end = self._shared_subject(at)
                continue
            elif (word.plays("and") and not words[at - 1].plays("comma") and self._verb_left(at)) or (word.plays("conclusion") and not empty):
                break
            elif word.plays("relative") or (word.plays("that") and not self._governed(at)):
                if empty:
                    clause.opened_by = "relative"
                    end = at - 1 if at and words[at - 1].plays("comma") else at
                    first = self._antecedent(end)
                    self._finish(first, end)
                    return
            elif word.plays("that"):
                self._finish(at + 1, end)
                self.govern(at - 1)
                return
            elif not BREAKS.isdisjoint(word.roles):
                clause.opened_by = next(role for role in _ORDER if role in word.roles)
                break
            elif word.plays("find", "say") and self._active(at, end):
                self._finish(at + 1, end)
                self.govern(at)
                return
            at -= 1
        self._finish(at + 1, end)

    def _finish(self, first: int, end: int) -> None:
        """Keep the subject, without the words that lead to it, and turn the sign where a negation opens it."""
        words, clause = self.words, self.clause
        while first < end and not _LEADS.isdisjoint(words[first].roles) and not words[first].plays("no", "not", "part"):
            self._help(words[first]) if words[first].plays("conclusion", "partly") else None
            first += 1
        first = self._without_adjunct(first, end)
        clause.first = min(clause.first, first)
        clause.subject = (first, max(first, end))
        if first < end and (words[first].plays("no") or (words[first].plays("not") and not words[first].plays("partly"))):
            clause.sign = -clause.sign
        clause.modals, clause.helpers = frozenset(self.modals), frozenset(self.helpers)

    def _antecedent(self, end: int) -> int:
        """Where the noun starts that `which` stands for: behind the nearest verb or preposition."""
        at = end - 1
        while at > 0 and self.words[at - 1].text not in _PREPOSITIONS:
            if not (_FINITE | BREAKS | {"comma"}).isdisjoint(self.words[at - 1].roles):
                break
            at -= 1
        return at

    def _without_adjunct(self, first: int, end: int) -> int:
        """Where the subject starts behind an adjunct that no comma parts from it: "without such proof the test"."""
        words = self.words
        if first >= end or (words[first].text not in _PREPOSITIONS and not words[first].plays("deficit")):
            return first
        for at in range(end - 1, first + 1, -1):
            if words[at].text in ("the", "this", "these", "it") and words[at - 1].text not in _PREPOSITIONS | {"of"}:
                return at
        return first

    def _shared_subject(self, joint: int) -> tuple[int, int]:
        """Where the subject ends that an earlier verb has, for a verb that follows `and`: behind it stands that verb."""
        words = self.words
        at = joint - 1
        while at >= 0 and BREAKS.isdisjoint(words[at].roles) and _FINITE.isdisjoint(words[at].roles):
            at -= 1
        if at < 0 or not BREAKS.isdisjoint(words[at].roles):
            return at, at + 1
        while at >= 0 and not _HELPERS.isdisjoint(words[at].roles):
            at -= 1
        return at, at + 1

    def _continues(self, comma: int, end: int) -> bool:
        """Whether the words behind a comma go on with the subject in front of it: an apposition, or the end of a list."""
        first = comma
        while first and BREAKS.isdisjoint(self.words[first - 1].roles):
            first -= 1
        if self._verb_left(comma) or not self._interrupts(comma):
            return False
        behind = self.words[comma + 1]
        if behind.plays("and") and self.words[comma + 2].text in _ACTORS:
            return False
        if self.words[first].plays("no", "not"):
            return any(word.plays("and") for word in self.words[comma + 1 : end])
        if behind.plays("and"):
            listed = any(word.plays("comma") for word in self.words[first:comma])
            return listed or self.words[comma + 2].text not in _CLAUSE_OPENERS
        return behind.text not in _CLAUSE_OPENERS

    def _verb_left(self, joint: int) -> bool:
        """Whether a clause of its own stands in front of `and`: it has a verb, or somebody who acts."""
        for at in range(joint - 1, -1, -1):
            word = self.words[at]
            if not BREAKS.isdisjoint(word.roles):
                return False
            if not _FINITE.isdisjoint(word.roles) or word.text in _ACTORS:
                return True
        return False

    def _governed(self, at: int) -> bool:
        """Whether `that` opens what somebody says or what something shows."""
        words = self.words
        before = at - 1
        if before >= 0 and words[before].plays("comma"):
            before = max(0, self._parenthesis(before) - 1)
        if before >= 0 and words[before].plays(*_GOVERNORS):
            return True
        if before >= 0 and words[before].plays("and"):  # "states that A and that B"
            earlier = next((near for near in range(before - 1, -1, -1) if words[near].plays("that", "stop")), -1)
            return earlier > 0 and words[earlier].plays("that") and self._governed(earlier)
        first = at
        while first and BREAKS.isdisjoint(words[first - 1].roles) and not words[first - 1].plays("comma"):
            first -= 1
        if words[first].text == "it" and words[first + 1].plays("be"):  # "it is the determination of this reviewer that"
            return True
        return any(words[near].plays("agree", "disagree", "say", "find") for near in range(max(0, at - 7), at))

    def _active(self, at: int, end: int) -> bool:
        """Whether a verb of judging or saying governs the words behind it without `that`: "UR found the brace was"."""
        words = self.words
        if at + 1 >= end or words[at + 1].text in _PREPOSITIONS or words[at + 1].plays("adverb", "past_marks", "comma"):
            return False
        if at == 0 or words[at - 1].plays("be") or words[at - 1].text in _ARTICLES:
            return False
        return any(words[near].plays(*_SPEAKERS) for near in range(max(0, at - 8), at)) or not words[at].plays("show")

    # --- what governs the clause -----------------------------------------------------------------------------

    def govern(self, governor: int) -> None:
        """Read the clause that governs this one: who speaks, and whether it denies ("nothing shows that ...")."""
        words, clause = self.words, self.clause
        outer = governing(words, self._governor(governor))
        clause.first = min(clause.first, outer.first)
        clause.sign *= outer.sign
        clause.opened_by = outer.opened_by or clause.opened_by
        clause.concluding = clause.concluding or outer.concluding
        clause.asserted = clause.asserted and outer.asserted
        clause.modals |= outer.modals & {"must", "may"}
        if outer.speaker:
            clause.speaker = outer.speaker
        if outer.past and outer.speaker:
            clause.past = True


    def _governor(self, near: int) -> int:
        """The verb that governs a clause, where a noun stands between ("one cannot conclude from this note that")."""
        words = self.words
        if words[near].plays("and"):
            that = next((at for at in range(near - 1, 0, -1) if words[at].plays("that")), near)
            return self._governor(that - 1)
        for at in range(near - 1, 0, -1):
            if not BREAKS.isdisjoint(words[at].roles) or words[at].plays("comma"):
                break
            if words[at].plays("find", "say", "show") and words[at - 1].plays("can", "not", "do", "reviewer", *MODALS):
                return at
        return near


_ACTORS = frozenset(["i", "we", "he", "she", "they", "it", "there"])
_CLAUSE_OPENERS = frozenset(["the", "this", "that", "these", "those", "it", "he", "she", "they", "there", "i", "we", "his", "her", "such", "a", "an", "no"])
_ARTICLES = frozenset(["the", "a", "an", "this", "his", "her", "their", "its"])
_LEADS = frozenset(["adverb", "here", "conclusion", "comma", "general", "neutral", "and", "not", "no", "past_marks"])
_ORDER = ("condition", "exception", "occasion", "concession", "whether", "reason", "contrast", "stop", "relative", "that")


def clause_of(words: list[Word], place: int, *, far: bool, bare: bool) -> Clause | None:
    """The clause of a predicate (`necessary`, `certified`, `indicated`); None where the word is no predicate there.

    `far`: the word may stand far behind its verb ("is in this setting necessary"); `bare`: without one ("not certified").
    """
    if words[place].plays("verbal"):
        return elliptic(words, place)
    walk = _Walk(words, place)
    verb = walk.verb_before(place)
    if verb < 0:
        return _bare(walk, place) if bare or _alone(words, place) else None
    if words[verb].plays("be"):
        return _behind_be(walk, verb, place, far=far)
    return _behind_judging(walk, verb, place)


def _alone(words: list[Word], place: int) -> bool:
    """Whether a predicate makes a clause by itself, or with a negation: "Not indicated."."""
    first = place
    while first and not _LIGHT.isdisjoint(words[first - 1].roles):
        first -= 1
    opens = first == 0 or words[first - 1].plays("stop", "contrast", "comma")
    return (opens or words[place - 1].plays("not")) and _ends(words, place)


def _ends(words: list[Word], place: int) -> bool:
    """Whether a clause can end behind a word: what follows is no noun that the word belongs to."""
    if place + 1 >= len(words):
        return True
    word = words[place + 1]
    return not (BREAKS | {"comma", "and", "adverb", "here", "as", "by", "conclusion", "according"}).isdisjoint(
        word.roles
    ) or word.text in (_PREPOSITIONS | {"based", "due", "given", "without", "per", "pending", "since"})


def _bare(walk: _Walk, place: int) -> Clause | None:
    """A clause without a verb: "Norco not medically necessary", "Decision: medically necessary"."""
    words = walk.words
    if not _ends(words, place):
        return _active(walk, place)
    at = place - 1
    negated = False
    while at >= 0 and not _LIGHT.isdisjoint(words[at].roles):
        negated = negated or words[at].plays("not")
        walk._help(words[at])
        at -= 1
    walk.clause.sign = -1 if negated else 1
    walk.at = at
    if at >= 0 and words[at].plays("comma"):
        walk._finish(at + 1, at + 1)
        return walk.clause
    if at >= 0 and (words[at].plays("reviewer", "have", *MODALS) or words[at].text in _ARTICLES):
        return None
    walk.subject()
    return walk.clause


def _active(walk: _Walk, place: int) -> Clause | None:
    """The clause of somebody who decides in the past tense: "UR denied the second epidural"."""
    words = walk.words
    at = place - 1
    while at >= 0 and not _HELPERS.isdisjoint(words[at].roles):
        walk._help(words[at])
        at -= 1
    if at < 0 or not words[at].plays("administrator", "provider", "reviewer") or words[place].plays("necessary", "unnecessary"):
        return None
    end = next((n for n in range(place + 1, len(words)) if not words[n].roles.isdisjoint(BREAKS | {"comma", "and"})), len(words))
    walk._finish(place + 1, end)
    walk.clause.first = at
    walk.clause.sign = -1 if "not" in walk.helpers else 1
    walk.clause.speaker = next(role for role in ("reviewer", "administrator", "provider") if role in words[at].roles)
    return walk.clause


def _behind_be(walk: _Walk, verb: int, place: int, *, far: bool) -> Clause | None:
    words = walk.words
    between = [at for at in range(verb + 1, place) if _LIGHT.isdisjoint(words[at].roles)]
    joined = place > 0 and (words[place - 1].plays("and", "comma", "not") or words[place - 1].text in ("either", "both"))
    if between and not (joined or far) and not all(words[at].plays("comma", "neutral") for at in between):
        joint = next((at for at in range(place - 1, verb, -1) if words[at].plays("comma", "and")), -1)
        if joint > 0 and _ends(words, place) and any(not _DECIDING.isdisjoint(w.roles) for w in words[verb + 1 : joint]):
            walk._finish(joint + 1, place)  # "the CBC is certified, the lipid panel denied"
            return walk.clause
        inverted = verb == 0 or words[verb - 1].plays("nor", "and", "comma", "stop", "conclusion", "not")
        if not inverted:
            return None
    walk.clause.verb = True
    negated = walk.negated_between(verb, place)
    for at in range(verb + 1, place):
        if not _LIGHT.isdisjoint(words[at].roles):
            walk._help(words[at])
    walk.helpers_before(verb)
    walk.clause.sign *= -1 if negated else 1
    opens = walk.at < 0 or not BREAKS.isdisjoint(words[walk.at].roles)
    if opens and between and not words[between[0]].plays("comma"):  # "is the drug necessary", "nor is it necessary"
        walk._finish(between[0], between[-1] + 1)
        if walk.at < 0 or words[walk.at].plays("stop", "condition"):
            walk.clause.opened_by = "condition" if walk.at >= 0 and words[walk.at].plays("condition") else ""
        return walk.clause
    if not walk.clause.asserted:
        return _object(walk)
    walk.subject()
    return walk.clause


def _object(walk: _Walk) -> Clause:
    """The clause of `to be necessary`: the words in front are the object of a verb of judging, or nothing is said."""
    words = walk.words
    end = walk.at + 1
    at = walk.at
    while at >= 0 and BREAKS.isdisjoint(words[at].roles) and not words[at].plays("find", "say", "make", "show"):
        at -= 1
    walk._finish(at + 1, end)
    if at >= 0 and words[at].plays("find", "say", "make", "show"):
        walk.clause.asserted = True
        walk.govern(at)
    return walk.clause


def _behind_judging(walk: _Walk, verb: int, place: int) -> Clause | None:
    """The clause of `find X necessary`, `makes X necessary`, `considered necessary`, `states it is necessary`."""
    words = walk.words
    between = [at for at in range(verb + 1, place) if _LIGHT.isdisjoint(words[at].roles)]
    if walk._passive(verb) or not between:
        walk.clause.verb = True
        negated = walk.negated_between(verb, place)
        walk.clause.sign *= -1 if negated else 1
        walk.at = verb - 1
        if walk._passive(verb):
            sign = walk.clause.sign
            walk.clause.sign = 1
            walk.helpers_before(verb - 1)
            walk.clause.sign *= sign
            walk.subject()
            return walk.clause
        if words[verb].plays("find") and verb and not words[verb - 1].plays(*_SPEAKERS, "not", "do", "can", "to"):
            walk.subject()
            return walk.clause
        walk._finish(verb + 1, verb + 1)
        walk.govern(verb)
        return walk.clause
    negated = any(words[at].plays("not") for at in range(between[-1] + 1, place))
    walk.clause.sign = -1 if negated else 1
    walk._finish(between[0], between[-1] + 1)
    walk.govern(verb)
    return walk.clause


# --- verbs and nouns that govern ---------------------------------------------------------------------------------


def elliptic(words: list[Word], verb: int) -> Clause:
    """The clause of a verb whose predicate is left out ("the other six are not")."""
    walk = _Walk(words, verb + 1)
    walk.helpers_before(verb)
    walk.subject()
    return walk.clause


def governing(words: list[Word], place: int, *, doubting: bool = True) -> Clause:
    """The clause of a verb or noun that governs what follows: its sign, and who speaks.

    `doubting`: a verb of doubt at the place turns the sign (not so where it is itself the decision: `deny`).
    """
    clause = Clause(first=place)
    own = words[place]
    if doubting and own.plays("doubt") and not own.plays("neutral"):
        clause.sign = -1
    at = place - 1
    negated = False
    content = False
    helpers: set[str] = set()
    speakers: list[str] = []
    modals: set[str] = set()
    evidence = own.plays("show", "make") and not own.plays("find", "say")
    while at >= 0:
        word = words[at]
        if word.plays("comma"):
            if content:
                break
        elif word.plays("and") and content and (words[at + 1].text in _CLAUSE_OPENERS or words[at + 1].plays("reviewer")):
            break
        elif word.plays("relative"):
            content = False
        elif word.plays("conclusion") and content:
            clause.concluding = True
            break
        elif not BREAKS.isdisjoint(word.roles):
            clause.opened_by = next(role for role in _ORDER if role in word.roles)
            break
        else:
            helpers |= word.roles
            modals |= word.roles & MODALS
            clause.past = clause.past or word.plays("past")
            clause.concluding = clause.concluding or word.plays("conclusion")
            if word.plays("doubt") and not word.plays("show", "evidence") and not own.plays("doubt"):
                clause.sign = -clause.sign
            if word.plays("disagree"):
                clause.sign = -abs(clause.sign)
            if word.plays("disfavoured") and not word.plays("deficit") and at + 1 < place and words[at + 1].text == "to":  # "premature to say that"
                clause.sign = -clause.sign
            negated = negated or _turns(words, at, place)
            speakers += [role for role in _SPEAKERS if role in word.roles and not word.plays("evidence")]
            evidence = evidence or (word.plays("evidence") and own.plays("show"))
            content = content or (_HELPERS.isdisjoint(word.roles) and not word.plays("comma"))
        at -= 1
    first = at + 1
    clause.first = first
    if first <= place and words[first].plays("no") and not negated:
        negated = True
    clause.sign *= -1 if negated else 1
    clause.modals, clause.helpers = frozenset(modals), frozenset(helpers)
    clause.subject = (first, place)
    if "reviewer" in speakers:
        clause.speaker = "reviewer"
    elif evidence and "administrator" not in speakers:
        clause.speaker = "guideline" if "guideline" in speakers else ""
    elif speakers:
        clause.speaker = speakers[-1]
    elif (own.plays("hearsay") and first < place and words[first].text == "it") or (own.plays("find", "say") and not own.plays("show") and not _impersonal(words, first, place)):
        clause.speaker = "others"
    return clause


def _turns(words: list[Word], at: int, place: int) -> bool:
    """Whether a word turns what a verb or noun behind it governs."""
    word = words[at]
    if word.plays("neutral"):
        return False
    if word.plays("not"):
        return True
    if not word.plays("no", "deficit"):
        return False
    between = words[at + 1 : place + 1]
    if any(near.plays(*_SHOWN) for near in between[:4]):
        return True
    return all(not _HELPERS.isdisjoint(near.roles) for near in between[:-1])


def _impersonal(words: list[Word], first: int, place: int) -> bool:
    """Whether nobody is named who judges: "it is noted that", "on review, found that"."""
    if first < place and words[first].text in ("it", "there", "one", "nobody"):
        return True
    content = [word for word in words[first:place] if _HELPERS.isdisjoint(word.roles)]
    return all(word.text in ("it", "there", "is", "a", "the", "fact", "one", "nobody") or word.plays("evidence") for word in content)
