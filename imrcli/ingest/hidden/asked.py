"""How a file asks for its annotations to be shown, which PDFium does not tell.

Only files that have annotations on layers, or fields, are asked.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import pypdfium2_raw as raw

from imrcli.ingest.saved import saved
from imrcli.pattern import pattern

_NEEDED = pattern(rb"/NeedAppearances\s+true\b")


class Asked:
    """What a file asks, each thing when it is first wanted: before anything is drawn into the open PDF."""

    def __init__(self, pdf: Any, data: bytes) -> None:
        self._pdf, self._data = pdf, data

    @cached_property
    def anew(self) -> bool:
        """Whether fields are to be drawn by their values, whatever look the file has of them (ISO 32000-1, 12.7.2)."""
        if raw.FPDF_GetFormType(self._pdf) == raw.FORMTYPE_NONE:
            return False
        return _NEEDED.search(saved(self._pdf) or b"") is not None

    def off(self, index: int, layered: Iterable[int]) -> frozenset[int]:
        """Which of a page's annotations that belong to layers are off; all, where the file does not tell it."""
        numbers = frozenset(layered)
        return numbers if self._off is None else numbers & self._off.get(index, frozenset())

    @cached_property
    def _off(self) -> Mapping[int, frozenset[int]] | None:
        from pdfminer.pdfdocument import PDFDocument
        from pdfminer.pdfpage import PDFPage
        from pdfminer.pdfparser import PDFParser

        logging.getLogger("pdfminer").setLevel(logging.ERROR)
        try:
            document = PDFDocument(PDFParser(io.BytesIO(self._data)))
            layers = _Layers(document.catalog)
            return {
                index: frozenset(number for number, value in enumerate(_list(page.annots)) if layers.hide(value))
                for index, page in enumerate(PDFPage.create_pages(document))
            }
        except Exception:  # pdfminer raises what it likes on a broken file
            return None


class _Layers:
    """The layers of a file (ISO 32000-1, 8.11.4), by its catalog."""

    def __init__(self, catalog: Any) -> None:
        properties = _dict(catalog.get("OCProperties"))
        states = _dict(properties.get("D"))
        base_off = getattr(states.get("BaseState"), "name", "ON") == "OFF"
        off = _list(properties.get("OCGs")) if base_off else []
        on = {_number(layer) for layer in _list(states.get("ON"))} if base_off else set()
        self._off = {_number(layer) for layer in off} - on | {_number(layer) for layer in _list(states.get("OFF"))}

    def hide(self, annotation: Any) -> bool:
        """Whether an annotation's layer, or what it says of several (8.11.2.2), is off."""
        layer = _dict(annotation).get("OC")
        members = _dict(layer).get("OCGs")
        if members is None:
            return layer is not None and _number(layer) in self._off
        listed = _list(members) if isinstance(_resolved(members), list) else [members]
        states = [_number(member) not in self._off for member in listed]
        policy = getattr(_dict(layer).get("P"), "name", "AnyOn")
        shown = {"AllOn": all(states), "AnyOff": not all(states), "AllOff": not any(states)}.get(policy, any(states))
        return bool(states) and not shown


def _resolved(value: Any) -> Any:
    from pdfminer.pdftypes import resolve1

    return resolve1(value)


def _dict(value: Any) -> Mapping[str, Any]:
    found = _resolved(value)
    return found if isinstance(found, dict) else {}


def _list(value: Any) -> list[Any]:
    found = _resolved(value)
    return found if isinstance(found, list) else []


def _number(reference: Any) -> int | None:
    """The number of the object that is referred to."""
    return getattr(reference, "objid", None)
