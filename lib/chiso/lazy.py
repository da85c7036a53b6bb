"""Imports that cost: put off until a name is asked for, or left out where nobody needs them."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

# Each change makes a new list: another thread, which is looking through the one that is there,
# would pass over a finder.
_FINDERS = threading.Lock()


def imported_on_demand(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """What a package takes as its ``__getattr__``; most public names need pandas.

    Parameters
    ----------
    package
        Its name.
    homes
        The module or package below it in which each public name lives.
    """

    def find(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{homes[name]}"), name)

    return find


@contextmanager
def out_of_reach(*modules: str) -> Iterator[None]:
    """Let this thread find some modules missing, for libraries that take them if they are there.

    What is imported already stays, other threads find everything, and so does this one afterwards.

    Parameters
    ----------
    *modules
        Full names.
    """
    finder = _Missing(modules)
    with _FINDERS:
        sys.meta_path = [finder, *sys.meta_path]
    try:
        yield
    finally:
        with _FINDERS:
            sys.meta_path = [each for each in sys.meta_path if each is not finder]


class _Missing:
    """Finds, for the thread that made it, that modules are not there."""

    def __init__(self, modules: tuple[str, ...]) -> None:
        self._modules = modules
        self._thread = threading.get_ident()

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        """Leave a module to the next finder, or say that it is missing."""
        if name in self._modules and threading.get_ident() == self._thread:
            raise ModuleNotFoundError(name, name=name)
