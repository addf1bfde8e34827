"""Where each value stands: from places in the letter's text to boxes on its pages.

`locate` says which characters of the letter a value was read from; `Placer` says where those are printed.
"""

from __future__ import annotations

from imrcli.evidence.locate import Places, locate
from imrcli.evidence.places import Placer

__all__ = ["Placer", "Places", "locate"]
