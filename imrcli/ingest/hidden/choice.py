"""Whether text that is not seen on a page is read."""

from typing import Literal

HiddenChoice = Literal["leave-out", "include"]
"""`leave-out`: what a page does not show is not read, and a warning tells of it; `include`: it is read as all other."""
