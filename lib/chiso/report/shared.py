"""What is worked out once for an edition, whatever its language and however many chapters ask."""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar

Found = TypeVar("Found")


class shared_property(cached_property[Found]):  # noqa: N801 - a decorator, as its base is
    """A cached property without words: editions in other languages take it over.

    Nobody may change what it gives; many read it.
    """


def take_over(source: object, target: object) -> None:
    """Give ``target`` all shared properties that ``source`` has worked out."""
    for kind in type(source).__mro__:
        for name, attribute in vars(kind).items():
            if isinstance(attribute, shared_property) and name in vars(source):
                vars(target)[name] = vars(source)[name]
