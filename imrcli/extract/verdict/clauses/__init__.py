"""Words with the parts they play, and the clause of a word: how far it reaches, what turns it, what governs it."""
