"""The generator of the national benchmark, for tests in a small size."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

_FILE = Path(__file__).parents[2] / "benchmarks" / "national_data.py"


def generator() -> ModuleType:
    """The module ``benchmarks/national_data.py``."""
    spec = spec_from_file_location("national_data", _FILE)
    if spec is None or spec.loader is None:
        raise ImportError(_FILE)
    module = module_from_spec(spec)
    sys.modules["national_data"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def small_country(folder: Path) -> Path:
    """34 provinces, 68 districts and 136 communes with four indicators over 14 months."""
    made = generator()
    made.make_national(folder, made.Size(34, 68, 136, 4, 14))
    return folder
