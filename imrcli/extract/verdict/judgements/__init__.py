"""A judgement of a clause: whose it is, on what, under which condition; and the sentence that puts it together."""
