"""Several things that one call shows, one below the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

MIME = "application/vnd.chiso+json"


class Shown(Protocol):
    """What a notebook can display: sentences, a figure, a table, or a stack of them."""

    def _repr_mimebundle_(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, repr=False)
class Stack:
    """Sentences, figures and tables in reading order.

    Examples
    --------
    >>> from chiso.narrative import Prose
    >>> from chiso.words import same
    >>> Stack((Prose([same("Một.")], "vi"), Prose([same("Hai.")], "vi")))
    Một.
    Hai.
    """

    parts: tuple[Shown, ...]

    def __repr__(self) -> str:
        return str(self._repr_mimebundle_()["text/plain"])

    def to_html(self) -> str:
        """The parts as one finished fragment."""
        return str(self._repr_mimebundle_()["text/html"])

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        bundles = [part._repr_mimebundle_() for part in self.parts]
        return {
            "text/html": "\n".join(str(bundle["text/html"]) for bundle in bundles),
            "text/plain": "\n".join(str(bundle["text/plain"]) for bundle in bundles),
            MIME: {
                "kind": "group",
                "items": [record for bundle in bundles for record in _records(bundle[MIME])],
            },
        }


def stacked_parts(said: Shown, shown: Shown) -> Shown:
    """Sentences above what they are about; once where both say the same."""
    return shown if said == shown else Stack((said, shown))


def _records(record: Mapping[str, Any]) -> list[Any]:
    """The record, or those of the group that it stands for."""
    return list(record["items"]) if record["kind"] == "group" else [record]
