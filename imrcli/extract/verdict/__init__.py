"""The verdicts of a rationale, clause by clause: what is judged, which way, and whose word it is.

The way of a sentence: `words` makes it words with the parts they play, which `lexicon` knows from
`vocabulary/verdict/`, and `placed` where a part hangs on the word's place; `frames` and `walk` find the clause of a
word of verdict and what turns it, `fronted` what opens a clause before its subject, `governor` what governs it,
`behind` what follows it; `item` says what it judges, `meant` what part of it, `standing` whose verdict it is;
`predicates`, `colons`, `grounds`, `verbs`, `nominal`, `excess`, `agreement`, `ellipsis`, `notes` and `echoes` put a
`Judgement` together, and so do `worth` (it has merit), `requires` (she needs it), `limits` (it exceeds the
guideline), `attributive` (a reasonable request), `joined_acts` (the decision is to allow this and to deny that),
`needs_apart` (it is shown for the neck, not for the knee), `bidding` (let it be arranged), `settling` (that decides
the matter) and `yields` (it adds nothing); of notes and plain speech, `labels` (med nec: no), `replies` (I think not),
`noted` (ok to approve), `hurdles` (it clears the bar), `wishes` (I would have it done), `findings`, `counterview` and
`gone`; `unread` is the net under them, `parts` tells whether two are on two parts; `hyphens` mends broken words,
`insertion` passes over what is inserted and changes nothing; `plain` is a short cut for a sentence of one plain clause.
The engine knows no medicine, and no word but the articles and prepositions.
"""

from imrcli.extract.verdict.item import Item
from imrcli.extract.verdict.judgement import Judged, Judgement, Verdict
from imrcli.extract.verdict.reader import Reader

__all__ = ["Item", "Judged", "Judgement", "Reader", "Verdict"]
