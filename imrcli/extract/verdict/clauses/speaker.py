"""Who judges or says what a verb or noun governs."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import ARTICLES, HELPERS, SPEAKERS
from imrcli.extract.verdict.clauses.lexicon import listed
from imrcli.extract.verdict.clauses.word import Word

_OPINIONS = ("opinion", "view", "conclusion", "finding")

_IMPERSONAL = frozenset({"it", "there", "one", "nobody"})
_NO_PERSON = _IMPERSONAL | {"please", "kindly", "is", "a", "the", "fact"}


def speaker_of(own: Word, run: list[Word]) -> str:
    """Who judges or says what follows; empty where it is the reviewer, or nobody."""
    speakers = [
        role for word in reversed(run) for role in SPEAKERS if role in word.roles and not word.plays("evidence")
    ]
    if "reviewer" in speakers:
        told = run[-1].text.endswith("'s") and own.plays("position") and any(w.text in listed("heard") for w in run)
        owners = [role for role in ("administrator", "provider") if told and run[-1].plays(role)]
        return owners[0] if owners else "reviewer"  # "I have read UR's argument that"
    proof = own.plays("show", "make") and not own.plays("find", "say") and own.text not in _OPINIONS
    proof = proof or (own.plays("show") and any(word.plays("evidence") for word in run))
    if proof and "administrator" not in speakers:
        recorded = any(word.plays("evidence") for word in run)  # "the records and the guideline do not establish it"
        return "guideline" if "guideline" in speakers and not recorded else ""
    if speakers:
        return speakers[-1]
    if own.plays("hearsay") and run and run[0].text == "it":
        return "others"
    claimed = own.text in listed("disowned claims") and any(
        word.text in ARTICLES for word in run
    )  # "the assertion that"
    if claimed or (own.plays("find", "say") and not own.plays("show") and not _impersonal(run)):
        return "others"
    return ""


def _impersonal(run: list[Word]) -> bool:
    """Whether nobody is named who judges: "it is noted that", "on review, found that"."""
    if run and run[0].text in _IMPERSONAL:
        return True
    if any(word.plays("make") and run[at + 1 : at + 2] and run[at + 1].text == "it" for at, word in enumerate(run)):
        return True  # "this makes it impossible to conclude that"
    if len(run) > 1 and run[-1].text == "to" and run[-2].plays("want"):
        return True  # "is no reason to find"
    content = [word for word in run if HELPERS.isdisjoint(word.roles) and not word.plays("comma", "relative")]
    return all(word.text in _NO_PERSON or word.plays("evidence") for word in content)
