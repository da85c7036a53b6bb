"""Importing jsonschema, on which Jupyter's libraries stand, without checks that cost over a second.

jsonschema checks international addresses if it finds ``rfc3987_syntax``, which JupyterLab brings
along and which builds its grammar while it is imported: more than half of the time that importing
papermill or nbconvert takes. With ``isoduration`` it checks lengths of time, and a library for
dates comes along. The schemas of notebooks have neither.
"""

from __future__ import annotations

import importlib

from chiso.lazy import out_of_reach


def import_jsonschema() -> None:
    """Import jsonschema as it is where these two are not installed.

    They can be imported afterwards as before. Nothing is changed where they already were.
    """
    with out_of_reach("rfc3987_syntax", "isoduration"):
        importlib.import_module("jsonschema")
