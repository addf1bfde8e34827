"""The words that a verdict is made of, and the parts they play: read from `vocabulary/verdict/`.

The engine asks a word for its roles and knows none of the words itself, so that what a new writer says differently is
added to a list. `ROLES` are the headings of those lists; a heading that is none of them is an error of the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from msgspec import Struct

from imrcli.index import index
from imrcli.pattern import pattern
from imrcli.vocabulary import entries

Roles = frozenset[str]

NONE: Roles = frozenset()

_FILES = ("verdicts", "actions", "links", "speakers", "subjects")
_VOWELS = pattern(r"[aeiou]")
_TWICE = pattern(r"(.)\1+")
_SHORTEST_MISSPELT = 6

_ROLES = """
necessary unnecessary granted refused upheld overturned favoured disfavoured conforms strays shown wanting counselled
outrun same heading go_on oppose useful partly some verbal plain carried_out approve refuse uphold overturn agree
disagree ruling recommend meet support show find say make doubt wrong right hearsay be past have do to not no deficit
would may should will can must that whether condition exception occasion concession contrast reason conclusion
relative and as adverb here general by according viewpoint regarding past_marks neutral reviewer administrator
provider person guideline evidence request pronoun prior other future denial grant need want criteria departure topic
advice generic again surgery unit part lesser modifier exceeding needing determined worth holds requires allots passes
gets shift cut oral topical bids bids_named keeps onward accept settles voids disputed equals measure commend
yields bears turns spares candidacy removes weighs gift
deferral persuade demand exhibit instance share sound position objection
"""
ROLES = frozenset(_ROLES.split())


class Node(Struct, gc=False):
    """A word of one or several expressions: the roles of the one that ends here, and the words that may follow."""

    roles: Roles | None = None
    following: dict[str, Node] = {}


@index
def _expressions() -> dict[str, dict[str, Roles]]:
    """The roles of all expressions of the lists, by their first word."""
    roles: dict[str, set[str]] = {}
    for name in _FILES:
        for heading, lines in entries(f"verdict/{name}.txt").items():
            role = heading.replace(" ", "_")
            if lines and role not in ROLES:
                raise ValueError(f"verdict/{name}.txt: [{heading}] is no role")
            for line in lines:
                roles.setdefault(line, set()).add(role)
    for word in numbers():
        roles.setdefault(word, set()).add("number")
    same: dict[Roles, Roles] = {}
    by_first: dict[str, dict[str, Roles]] = {}
    for line, names in roles.items():
        played = frozenset(names)
        by_first.setdefault(line.split()[0], {})[line] = same.setdefault(played, played)
    return by_first


def opens(word: str) -> bool:
    """Whether a word opens an expression of the lists."""
    return word in _expressions()


def opened(word: str) -> Node | None:
    """The expressions of the lists that a word opens."""
    return _opened(word) if word in _expressions() else None


@cache
def listed(heading: str) -> frozenset[str]:
    """The words and phrases of a group by which a kind of verdict is told."""
    return frozenset(entries("verdict/phrases.txt")[heading])


@cache
def _opened(word: str) -> Node:
    first: dict[str, Node] = {}
    for line, names in _expressions()[word].items():
        following = first
        for part in line.split():
            node = following.setdefault(part, Node(following={}))
            following = node.following
        node.roles = names
    return first[word]


def words_with(*roles: str) -> Iterator[str]:
    """The expressions that have any of these roles, for prefilters made of the lists themselves."""
    wanted = frozenset(roles)
    for expressions in _expressions().values():
        for line, names in expressions.items():
            if not wanted.isdisjoint(names):
                yield line


@cache
def abbreviations() -> frozenset[str]:
    """Words in lower case whose full stop ends nothing inside a sentence (`med. nec.`, `mg.`)."""
    groups = (*entries("abbreviations.txt").values(), entries("verdict/spelling.txt")["abbreviated"])
    return frozenset(word.lower() for group in groups for word in group)


@cache
def numbers() -> dict[str, str]:
    """Numbers in words, and the same in digits."""
    return _pairs("numbers")


@cache
def same_units() -> dict[str, str]:
    """Units that count the same things as another, and that other one."""
    return _pairs("same units")


@cache
def service_nouns() -> dict[str, str]:
    """Verbs by which a request asks for a service, and the nouns for it."""
    return _pairs("services")


@index
def active_drugs() -> dict[str, str]:
    """Names of drugs in lower case, and the first drug in each: Norco and Vicodin are hydrocodone."""
    names: dict[str, str] = {}
    for lines in entries("drugs.txt").values():
        for line in lines:
            generic, _, others = line.lower().partition(": ")
            first = generic.split("/")[0].split()[0]
            names.update((name.strip(), first) for name in (generic, *others.split(", ")) if name)
    return names


@index
def drug_openings() -> frozenset[str]:
    """The first words of the names of drugs."""
    return frozenset(name.split(" ")[0] for name in active_drugs())


def _pairs(heading: str) -> dict[str, str]:
    pairs = (line.split(": ") for line in entries("verdict/numbers.txt")[heading])
    return dict(pairs)


@cache
def regions() -> dict[str, tuple[int, ...]]:
    """Words for parts of the body, and the lines of the list that they stand in."""
    where: dict[str, list[int]] = {}
    for number, line in enumerate(entries("verdict/regions.txt")[""]):
        for word in line.split():
            where.setdefault(word, []).append(number)
    return {word: tuple(lines) for word, lines in where.items()}


@cache
def misspelt_pieces() -> tuple[str, ...]:
    """What misprints of `necessary` have in them, glued to other words or not."""
    return tuple(entries("verdict/spelling.txt")["pieces"])


# --- misprints ---------------------------------------------------------------------------------------------


@cache
def forms() -> dict[str, tuple[str, ...]]:
    """Other printings of words: the printed word, and the words that are meant."""
    pairs = (line.split(": ", 1) for line in entries("verdict/spelling.txt")["forms"])
    return {printed: tuple(meant.split()) for printed, meant in pairs}


@cache
def _glued_words() -> tuple[str, ...]:
    return tuple(sorted(entries("verdict/spelling.txt")["glued"], key=len, reverse=True))


@cache
def _glued() -> re.Pattern[str]:
    return pattern("|".join(_glued_words()))


@cache
def _letters() -> dict[str, str]:
    """First letter and consonants of a misspelt word, and the word that is meant."""
    lines = (line.split(": ") for line in entries("verdict/spelling.txt")["letters"])
    return {word[0] + shape: word for word, shapes in lines for shape in shapes.split()}


@cache
def _ends() -> frozenset[str]:
    """First letters and last consonants of the words that can be misspelt."""
    return frozenset(letters[0] + letters[-1] for letters in _letters())


@lru_cache(maxsize=4096)
def spelt(word: str) -> tuple[str, ...]:
    """The word or words that a printed word in lower case stands for: `isn't` is `is not`, `necesary` `necessary`.

    >>> spelt("notmedically"), spelt("isn't"), spelt("neccessary"), spelt("norco")
    (('not', 'medically'), ('is', 'not'), ('necessary',), ('norco',))
    """
    known = forms().get(word)
    if known:
        return known
    if word.endswith("n't"):
        return ({"ca": "can", "wo": "will", "sha": "shall"}.get(word[:-3], word[:-3]), "not")
    if word.startswith(("not-", "non-")) and word[4:] in ("necessary", "medically", "warranted", "indicated"):
        return ("not", word[4:])
    if opens(word):
        return (word,)
    if word.startswith("un-") and opens(word.replace("-", "", 1)):
        return (word.replace("-", "", 1),)
    if "-" in word and all(_glued().fullmatch(part) for part in word.split("-")):
        return tuple(word.split("-"))
    if word.startswith(_glued_words()):
        apart = _glued().findall(word)
        if len(apart) > 1 and sum(map(len, apart)) == len(word):
            return tuple(apart)
    if len(word) >= _SHORTEST_MISSPELT and word[0] + word.rstrip("aeiou")[-1:] in _ends():
        shape = _TWICE.sub(r"\1", _VOWELS.sub("", word[1:] if word[0] in "aeiou" else word))
        meant = _letters().get(word[0] + shape)
        if meant:
            return (meant,)
    return (word,)
