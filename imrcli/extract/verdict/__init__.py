"""The verdicts of a rationale: what each clause judges, and which way."""

from imrcli.extract.verdict.judge import Judged, Judgement, Verdict

__all__ = ["Judged", "Judgement", "Verdict"]
