"""What somebody holds, and on whose side it is: UR's reasons are against the item, an appeal is for it."""

from __future__ import annotations

from msgspec.structs import replace

from imrcli.extract.verdict.clauses.clause import Range, clause_start
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.item import Item
from imrcli.extract.verdict.items.subject import Subject

_HIS = ("his", "hers", "theirs")
_POINTING = ("his", "her", "their", "its", "that", "this", "such", "those", "these", "the same", "same", "both")
"""Words in front of a position that has been told before ("I do not share that view")."""

_RULINGS = ("decision", "decisions", "determination", "determinations", "result", "outcome", "ruling", "place")
_OF_NOUN = ("relative", "that", "be", "stop")
_STEPS = frozenset({"position", "objection", "topic", *_OF_NOUN})
_NOTHING = frozenset({"nothing", "no", "none", "insufficient", "little"})
_AGAINST_IT = ("denial", "administrator", "refuse", "refused")
_FOR_IT = ("provider", "grant", "approve")
_MODIFICATION = "modification"


def position_in(words: list[Word], run: Range) -> int:
    """The number of the noun for what somebody holds that heads a run (`UR's reasons`, `the objection`); -1 if none."""
    for at in range(*run):
        if words[at].roles.isdisjoint(_STEPS):
            continue
        opens = at == run[0] or (at == run[0] + 1 and words[run[0]].text in ("with", "to"))
        if words[at].plays(*_OF_NOUN) and not (opens and words[at].text in _POINTING):
            break
        if words[at].plays("position", "objection"):
            return at
        if words[at].plays("topic") and party(words, (at + 1, min(at + 4, run[1]))):  # "the view of the surgeon"
            return at
    return -1


def party(words: list[Word], run: Range) -> int:
    """On whose side the first party is that a run names: 1 who asks for the item, -1 who refuses it, 0 nobody."""
    for at in range(*run):
        word = words[at]
        if word.text in ("former", "latter"):
            named = [party(words, (near, near + 1)) for near in range(run[0])]
            named = [one for one in named if one]
            return (named[0] if word.text == "former" else named[-1]) if named else 0
        if word.plays(*_AGAINST_IT) or word.text == _MODIFICATION:
            return -1
        if word.plays(*_FOR_IT) or word.text.startswith("appeal"):
            return 1
    return 0


def side(words: list[Word], run: Range) -> int:
    """On whose side a position is: 1 for the item, -1 against it, 0 where the run is none, or is nobody's."""
    noun = position_in(words, run)
    if noun < 0:
        return 0
    if not words[noun].plays("objection"):
        return party(words, run)
    owner = party(words, (run[0], noun)) or -1
    aimed = next((at for at in range(noun, run[1]) if words[at].text == "to"), 0)
    return -party(words, (aimed, run[1])) or owner if aimed else owner


def points_back(words: list[Word], run: Range) -> bool:
    """Whether a run names a position that has been told before, and nobody whose it is ("his view", "that finding")."""
    if run[1] - run[0] == 1 and words[run[0]].text in _HIS:
        return True  # "I reach the opposite conclusion from his"
    noun = position_in(words, run)
    if noun < 0:
        noun = next((at for at in range(*run) if words[at].text in _RULINGS), -1)
    return noun >= 0 and not party(words, run) and any(word.text in _POINTING for word in words[run[0] : noun])


def in_front(words: list[Word], item: Item, first: int) -> Subject:
    """What an opening names that says on what a decision is: "as for Ambien, I side with UR", "as to the last six"."""
    opening = clause_start(words, first)
    if opening >= first or not words[opening].plays("regarding"):
        return Subject("empty")
    front = item.subject(words, opening + 1, first)
    return front if item.several else replace(front, named=frozenset())


def opens_clause(words: list[Word], at: int) -> bool:
    """Whether a word is a `that` with a clause behind it ("UR was right that ...")."""
    return at + 1 < len(words) and words[at].plays("that") and not words[at + 1].plays("stop", "comma")


def nothing_does(words: list[Word], place: int) -> bool:
    """Whether nothing is there that would do what a verb says ("the appeal adds nothing that would overturn it")."""
    if not words[place - 1].plays("to", "would", "can", "may", "will", "that", "relative"):
        return False
    first = next((at + 1 for at in range(place - 1, -1, -1) if words[at].plays("stop", "contrast")), 0)
    nothing = next((at for at in range(first, place) if words[at].text in _NOTHING), place)
    run = words[nothing + 1 : place]
    if any(word.plays("not") for word in words[first:nothing]):
        return False
    others = any(word.plays("not", "comma", "and") for word in run)
    acts = any(word.plays("reviewer") and word.text not in ("me", "us") for word in run)
    return nothing < place and not (others or acts)


def names_modification(words: list[Word]) -> bool:
    """Whether a sentence names the modification itself, and what it left open is in dispute."""
    return any(word.text == "modification" for word in words)
