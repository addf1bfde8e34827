"""Nouns that are predicates, and whose relative clause holds the verdict: "is not care that I can endorse"."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import (
    ARTICLES,
    BREAKS,
    FINITE,
    HELPERS,
    PREPOSITIONS,
    Clause,
    is_light,
    run_end,
)
from imrcli.extract.verdict.clauses.lexicon import listed
from imrcli.extract.verdict.clauses.walk import Walk
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.behind import Behind
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import AGAINST, Sentence

_LONGEST_NOUN = 8
_WITHIN_NOUN = ("of", "for", "in", "among")
"""Prepositions inside such a noun ("a use of this drug that I can support")."""


_THINGS = ("something", "anything", "nothing")
_ANNOUNCING = frozenset(
    {"opinion", "view", "conclusion", "finding", "decision", "determination", "judgment", "position"}
)
_NEVER_MEANT = ("person", "evidence", "criteria")
"""What a clause of this kind may be on without judging the item."""

_NO_NOUN = BREAKS | {"comma"} | FINITE


def predicate_noun(words: list[Word], place: int) -> Clause | None:
    """The clause whose predicate is the noun that the verb at a place has for its object; None where there is none.

    `is not care I can endorse`, `are not something that I can deem necessary`, `is no prescription I am prepared to
    certify`. Its sign counts the negations beside the noun and those beside the verb.
    """
    opening = _opening(words, place)
    if opening < 1:
        return None
    end = opening
    first = end
    while first and end - first < _LONGEST_NOUN and words[first - 1].roles.isdisjoint(_NO_NOUN):
        if words[first - 1].text in PREPOSITIONS and words[first - 1].text not in _WITHIN_NOUN:
            return None
        first -= 1
    be = first - 1
    while first < end and is_light(words[first]):
        first += 1
    if be < 1 or not words[be].plays("be") or first == end:
        return None
    determined = any(word.text in ("a", "an", "no") for word in words[be + 1 : first + 1])
    if not determined and any(word.text in _ANNOUNCING for word in words[first:end]):
        return None  # "it is my opinion that I can ..."
    if words[first].text in listed("able") or words[first].plays("find"):
        return None
    walk = Walk(words, be + 1)
    negated = walk.negated_between(be, first + 1)
    walk.helpers_before(be)
    walk.clause.sign *= -1 if negated else 1
    walk.clause.sign *= -1 if any(_turns(words, at) for at in range(opening, place)) else 1
    walk.clause.modals = frozenset()
    walk.subject()
    return walk.clause


def _turns(words: list[Word], at: int) -> bool:
    """Whether a word of such a relative turns its verb ("that I do not support", "that I would decline to order")."""
    return words[at].plays("not", "deficit", "doubt") or (words[at].plays("refuse") and words[at + 1].text == "to")


def _opening(words: list[Word], place: int) -> int:
    """The word that opens the verb's relative: `that`, `which`, or its own subject where neither stands; else -1."""
    at = place - 1
    while at > 0 and words[at].text != "that":
        declined = words[at].plays("refuse", "doubt") and words[at + 1].text == "to"
        if HELPERS.isdisjoint(words[at].roles) and words[at].text not in listed("able") and not declined:
            break
        at -= 1
    subject = at
    if at < 0 or words[at].text in PREPOSITIONS or not words[at].roles.isdisjoint(BREAKS | {"comma", "and"}):
        return -1
    for near in range(subject, max(0, subject - 3), -1):
        if words[near - 1].plays("relative", "that"):
            return near - 1
        if words[near - 1].text in PREPOSITIONS or not words[near - 1].roles.isdisjoint(_NO_NOUN):
            break
    if words[subject].plays("reviewer"):
        return subject
    subject -= words[subject - 1].text in ARTICLES
    return subject if words[subject - 1].text in _THINGS else -1  # "is not something medicine can justify"


def on_noun(sentence: Sentence, place: int, clause: Clause, noun: Clause) -> Judgement | None:
    """The judgement of a verb whose object is a predicate noun: "the request is not one I can support"."""
    words, word = sentence.words, sentence.words[place]
    if clause.speaker not in ("", "reviewer") or not (clause.speaker or noun.sign < 0):
        return None
    if word.plays("agree", "disagree") and sentence.subject_of(noun).reference == "pronoun":
        return _not_shared(sentence, place, clause, noun)
    first, end = noun.subject
    if first < end and (words[first].plays("refuse", "approve") or words[first].text == "what"):
        return None  # "denying it is not something that I can endorse": the act is read by itself
    subject = sentence.subject_of(noun)
    if subject.reference in _NEVER_MEANT:
        return None
    denied = subject.reference in ("denial", "administrator")
    sign = noun.sign * (1 if word.roles.isdisjoint(AGAINST) else -1)
    sign = noun.sign * (1 if word.plays("overturn") else -1) if denied else sign
    return sentence.judgement(place, noun, subject, sign, firm=clause.speaker == "reviewer")


def _not_shared(sentence: Sentence, place: int, clause: Clause, noun: Clause) -> Judgement | None:
    """`It is an opinion I cannot adopt`: the opinion of the side named before; else a reply to what was judged."""
    heard = [*sentence.context.words, *sentence.words[: noun.first]]
    provider, administrator = (any(word.plays(side) for word in heard) for side in ("provider", "administrator"))
    if provider == administrator:
        sentence.replies.append((place, clause, noun.sign))
        return None
    return sentence.judgement(place, clause, Subject("denial"), noun.sign if provider else -noun.sign, firm=True)


def its_verb(words: list[Word], place: int) -> int:
    """The form of `be` whose subject is an act that opens its clause ("denying the chair to him is ..."); else -1."""
    if place and not words[place - 1].plays("stop", "comma", "conclusion", "adverb"):
        return -1
    for at in range(place + 1, len(words)):
        if words[at].plays("stop", "that"):
            break
        if not words[at].plays("be"):
            continue
        first = at
        while first > place + 1 and not FINITE.isdisjoint(words[first - 1].roles):
            first -= 1
        if not words[first - 1].plays("relative"):
            return at
    return -1


def act_as_subject(sentence: Sentence, place: int, clause: Clause, be: int) -> Judgement | None:
    """`Denying the chair is not something that I can endorse`: the act is what the reviewer does not do."""
    words = sentence.words
    behind = words[be + 1 : be + 3]
    turned = any(word.plays("not", "no") for word in behind) and any(word.plays("reviewer") for word in words[be + 1 :])
    if not turned:
        return None
    sign = 1 if words[place].plays("refuse", "uphold") else -1
    clause.subject = place + 1, be
    whole = Behind(end=len(words))
    return sentence.judgement(place, clause, Subject("grant"), sign, firm=True, behind=whole)


def consequence(sentence: Sentence, place: int, modal: int) -> Judgement | None:
    """The judgement of `denying the pump would leave her at risk`: what does harm is not to be done."""
    words = sentence.words
    behind = words[modal + 1 : run_end(words, modal + 1, "comma")]
    subject = sentence.subject_in((place + 1, modal))
    pointed = words[place + 1].text in ("the", "this", "these", "it", "them", "such")
    meant = subject.is_named or (pointed and subject.reference in ("generic", "pronoun"))
    meant = meant and not any(word.plays("that") for word in words[max(0, place - 2) : place])  # somebody's claim
    harms = any(word.text in listed("harms") for word in behind) and not any(word.plays("not", "no") for word in behind)
    if not (meant and harms):
        return None
    clause = Clause(first=place, subject=(place + 1, modal))
    sign = 1 if words[place].plays("refuse") else -1
    return sentence.judgement(place, clause, subject, sign, firm=False, speaks_for=False)


def modal_behind(words: list[Word], place: int) -> int:
    """The `would` behind an act that is the subject of what it would do ("to deny it would expose her"); 0 for none."""
    opens = place - (place > 0 and words[place - 1].text == "to")
    alone = words[place].text.endswith("ing") or opens < place
    if not alone or (
        opens and not words[opens - 1].plays("stop", "comma", "conclusion", "contrast", "reason", "adverb", "that")
    ):
        return 0
    end = run_end(words, place + 1, "comma")
    modal = next((at for at in range(place + 2, end) if words[at].plays("would", "will", "may")), 0)
    return modal if modal and not words[modal - 1].plays("reviewer") else 0
