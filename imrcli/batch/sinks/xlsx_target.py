"""The file that a workbook is written to."""

from __future__ import annotations

import io
from typing import Any


class Target(io.FileIO):
    """The workbook's file. Once writing has failed it takes what else comes: the library still writes an end then."""

    _failed = False

    def write(self, data: Any) -> int:
        """Write all of it. Raises OSError the first time that this cannot be done."""
        left = memoryview(data).cast("B")
        size = len(left)
        while left and not self._failed:
            try:
                left = left[super().write(left) or 0 :]
            except OSError:
                self._failed = True
                raise
        return size
