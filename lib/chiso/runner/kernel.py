"""Which kernel runs the chapters, checked before a batch, and the surroundings it starts in."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from chiso.errors import Problem, SetupError
from chiso.words import Words

KERNEL = "chiso"
# Names that jupyter_client replaces by the running interpreter.
_VERSION = sys.version_info
_OWN_PYTHON = ("python", f"python{_VERSION.major}", f"python{_VERSION.major}.{_VERSION.minor}")
_FOLDER = Path(__file__).with_name("kernels") / KERNEL
INSTALL_COMMAND = f"jupyter kernelspec install --sys-prefix --name {KERNEL} {_FOLDER}"


def check_kernel(name: str = KERNEL) -> None:
    """Make sure that a kernel exists and runs the Python that runs this.

    Parameters
    ----------
    name
        Name of a kernel specification.

    Raises
    ------
    SetupError
        If there is no such kernel, or it belongs to another environment.
    """
    from chiso.runner.manager import kernel_specifications

    installed = kernel_specifications().get_all_specs()
    todo = Words(vi=f"Chạy: {INSTALL_COMMAND}", en=f"Run: {INSTALL_COMMAND}")
    if name not in installed:
        shown = ", ".join(sorted(installed)) or "–"
        allowed = Words(vi=f"kernel đã cài: {shown}", en=f"installed kernels: {shown}")
        raise SetupError(Problem("kernel", repr(name), allowed, todo, "missing_kernel"))
    program = installed[name]["spec"]["argv"][0]
    if program not in _OWN_PYTHON and not _is_same(program, sys.executable):
        allowed = Words(
            vi=f"kernel {name!r} phải chạy bằng {sys.executable}",
            en=f"the kernel {name!r} has to run {sys.executable}",
        )
        raise SetupError(Problem("kernel", repr(program), allowed, todo, "foreign_kernel"))


def _is_same(program: str, other: str) -> bool:
    """Whether two paths name one program; links stay unresolved, since venvs are told by them."""
    return Path(program).absolute() == Path(other).absolute()


def is_installed() -> bool:
    """Whether papermill and JupyterLab find the kernel, and start it as this version does."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        found = KernelSpecManager().get_kernel_spec(KERNEL)
    except NoSuchKernel:
        return False
    own = json.loads((_FOLDER / "kernel.json").read_text(encoding="utf-8"))
    return bool(found.argv[1:] == own["argv"][1:])


def kernel_environment(base: Mapping[str, str], scratch: Path) -> dict[str, str]:
    """Environment variables for a kernel: UTF-8, one thread a kernel, same results every time.

    Parameters
    ----------
    base
        Variables of the runner.
    scratch
        Folder that may hold what IPython writes about itself, and that is thrown away.
    """
    return {
        **base,
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONFAULTHANDLER": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # A user's own start-up files must not change a report.
        "IPYTHONDIR": os.fspath(scratch / "ipython"),
    }
