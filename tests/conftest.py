"""What tests of several files share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)


@pytest.fixture(scope="session", autouse=True)
def _no_defaults_of_ones_own() -> Iterator[None]:
    """No variable and no configuration file of the developer's reaches a test, or a program that it starts."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith("IMR_") or name in ("NO_COLOR", "COLUMNS", "LINES"):
                patch.delenv(name)
        patch.setenv("IMR_CONFIG", "")
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser without a window; a test that asks for it is skipped where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if _CHROMIUM is None:
        pytest.skip("there is no chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=_CHROMIUM, args=_QUIET.split())
        yield launched
        launched.close()
