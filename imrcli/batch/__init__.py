"""Many letters: sources, workers, a journal to resume from, and outputs."""
