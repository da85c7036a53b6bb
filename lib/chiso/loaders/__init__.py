"""Returns as they arrive: one file in, its figures with their cells of origin out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chiso.loaders.reading import Hints, Reading, ReturnRow

if TYPE_CHECKING:
    from chiso.loaders.recognise import read_return as read_return

__all__ = ["Hints", "Reading", "ReturnRow", "read_return"]


def __getattr__(name: str) -> Any:
    """``read_return``, whose parsers are imported when a file is to be read."""
    if name == "read_return":
        from chiso.loaders.recognise import read_return

        return read_return
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
