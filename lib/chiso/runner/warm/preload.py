"""What the warm process imports, and whether that is still what the disk holds."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Iterable, Mapping

# A backend that is imported before its shell exists never learns of it: every chart is lost without
# a word. So nothing here may import it, as matplotlib_inline.config would.
TOO_EARLY = "matplotlib_inline.backend_inline"
KERNEL_MODULES = (
    "chiso.runner.kernel_app",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "ipykernel.debugger",
    "ipykernel.comm",
    "IPython.core.completer",
    "IPython.core.pylabtools",
    # What a shell imports while it begins.
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "sqlite3",
    "tornado.platform.asyncio",
)
# What PIL imports before it reads or writes its first picture.
_PICTURES = tuple(f"PIL.{name}ImagePlugin" for name in ("Bmp", "Gif", "Jpeg", "Ppm"))
MODULES = (
    *KERNEL_MODULES,
    "chiso.report",
    "chiso.runner.warm.reports",
    "scipy.stats",
    # pandera imports these when it checks its first frame.
    "pandera.backends.pandas.builtin_checks",
    "pandas.core.methods.to_dict",
    "pandas.core.reshape.reshape",
    *_PICTURES,
)
Stamp = tuple[int, int]


def import_modules(names: Iterable[str]) -> None:
    """Import modules, and take their objects out of the garbage collector's sight."""
    gc.disable()
    for name in names:
        importlib.import_module(name)
    hide_from_collector()


def hide_from_collector() -> None:
    """Have the garbage collector pass over all objects of this process.

    Forked processes would otherwise copy each page whose objects the collector visits. What could
    be collected now stays: to look for it takes a tenth of the time of the imports, and would leave
    holes that forks fill, each on a copy of the page.
    """
    gc.disable()
    gc.freeze()


def module_stamps() -> dict[str, Stamp]:
    """Time of change and size of the file of each imported module, by path."""
    paths = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    return {path: stamp for path in paths if path and (stamp := _stamp(path))}


def changed_modules(stamps: Mapping[str, Stamp]) -> list[str]:
    """Paths of modules that changed or vanished since their stamps were taken."""
    return sorted(path for path, stamp in stamps.items() if _stamp(path) != stamp)


def _stamp(path: str) -> Stamp | None:
    try:
        status = os.stat(path)  # noqa: PTH116 - a thousand files for each kernel
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
