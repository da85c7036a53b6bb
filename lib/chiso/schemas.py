"""Importing jsonschema, on which Jupyter's libraries stand, without a grammar that costs a second.

jsonschema checks international addresses if it finds ``rfc3987_syntax``, which JupyterLab brings
along and which builds its grammar while it is imported: more than half of the time that importing
papermill or nbconvert takes. The schemas of notebooks have no such addresses.
"""

from __future__ import annotations

import importlib
import sys

_GRAMMAR = "rfc3987_syntax"


def import_jsonschema() -> None:
    """Import jsonschema as it is where the grammar is not installed.

    The grammar can be imported afterwards as before. Nothing is changed where it already was.
    """
    if _GRAMMAR in sys.modules:
        return
    # Python's own sign for a module that cannot be imported, which typing does not know.
    hidden: dict[str, None] = {_GRAMMAR: None}
    sys.modules.update(hidden)  # type: ignore[arg-type]
    try:
        importlib.import_module("jsonschema")
    finally:
        sys.modules.pop(_GRAMMAR, None)
