"""The verdicts of a rationale, clause by clause: what is judged, which way, and whose word it is.

The way of a sentence: `clauses` makes it words with the parts they play, as `vocabulary/verdict/` lists them, and finds
the clause of a word of verdict, what turns it and what governs it; `items` says what it judges; `judgements` whose
verdict it is and under which condition, and puts it together; `kinds` has a module for each way in which a verdict is
said. `reader` goes through a rationale's sentences, `plain` is its short cut for a sentence of one plain clause;
`parts` tells whether two judgements are on two parts of the item, `passages` which sentences are read, `closing` what
the last ones leave of them. Each of these imports only what stands before it. The engine knows no medicine.
"""

from imrcli.extract.verdict.items.item import Item
from imrcli.extract.verdict.judgements.judgement import Judged, Judgement, Verdict
from imrcli.extract.verdict.reader import Reader

__all__ = ["Item", "Judged", "Judgement", "Reader", "Verdict"]
