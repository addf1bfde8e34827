"""How verdicts are said, a module each: by predicates and verbs, grounds and needs, answers and echoes."""
