"""What the reviewer is asked to do, and does or does not: "I am asked to overturn the denial. I decline to do so"."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.lexicon import listed
from imrcli.extract.verdict.clauses.word import Word

_FARTHEST = 5


def asked_to(words: list[Word], first: int, verb: int) -> bool:
    """Whether a verb of deciding is what somebody asks the reviewer to do ("the appeal asks me to certify it")."""
    if verb < 2 or words[verb - 1].text != "to":
        return False
    near = words[max(0, verb - _FARTHEST) : verb - 1]
    asked = any(word.text in listed("asked") for word in near)
    asked = asked and any(word.plays("be") for word in words[max(0, first) : verb])
    asks = any(word.text in listed("asks") for word in near) and any(word.text in ("me", "us") for word in near)
    return asked or asks


def done(words: list[Word]) -> int:
    """1 where the reviewer does what was asked, -1 where not (`I decline to do so`); 0 where neither is said."""
    end = next((at for at, word in enumerate(words) if word.plays("stop", "comma", "reason")), len(words))
    run = words[:end]
    while run and run[0].plays("and", "contrast", "conclusion"):
        run = run[1:]
    if len(run) < 2 or not run[0].plays("reviewer"):
        return 0
    plain = " ".join(word.text for word in run[1:] if not word.plays("conclusion") or word.text == "so")
    opening, _, rest = plain.partition(" ")
    rest = rest.removeprefix("to ")
    if opening in listed("declines") and (not rest or rest in listed("do so")):
        return -1
    if plain in listed("no reason to") or plain.removesuffix(" do so") in listed("no reason to"):
        return -1
    negated = next((each for each in listed("not done") if plain == each or plain.startswith(f"{each} ")), "")
    if negated and (plain == negated or plain.removeprefix(f"{negated} ") in listed("do so")):
        return -1
    if plain in ("do so", "do", "will", "will do so", "agree to do so", "so do", "shall"):
        return 1
    return 0
