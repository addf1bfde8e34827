"""Where each value is printed: from the spans of the letter's text that it was read from to boxes on its pages."""

from __future__ import annotations

from imrcli.evidence.places import Placer

__all__ = ["Placer"]
