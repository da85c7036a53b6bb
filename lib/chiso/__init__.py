"""One trustworthy report per period on a province's digital government.

Notebooks need one name: :func:`chiso.open_report`. It is loaded on first use, so that commands
which only list or explain stay fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chiso.report import open_report as open_report

__version__ = "0.1.0"
__all__ = ["__version__", "open_report"]


def __getattr__(name: str) -> Any:
    """The public name ``open_report``, imported when it is first asked for."""
    if name == "open_report":
        from chiso.report import open_report

        return open_report
    raise AttributeError(f"module 'chiso' has no attribute {name!r}")
