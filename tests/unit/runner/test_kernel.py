import json
import sys
from pathlib import Path

import pytest

from chiso.errors import SetupError
from chiso.runner.kernel import check_kernel, kernel_environment


def install(tmp_path, monkeypatch, program, name="other"):
    folder = tmp_path / "kernels" / name
    folder.mkdir(parents=True)
    spec = {"argv": [program, "-m", "x"], "display_name": "Other", "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))


def test_the_environment_has_its_kernel():
    check_kernel()


def test_a_missing_kernel_is_told_with_the_installed_ones():
    with pytest.raises(
        SetupError, match=r"nhận được 'julia'; kernel đã cài: .*chiso, .*kernelspec install"
    ):
        check_kernel("julia")


@pytest.mark.parametrize("program", ["python", sys.executable])
def test_a_kernel_of_this_python_is_right(tmp_path, monkeypatch, program):
    install(tmp_path, monkeypatch, program)
    check_kernel("other")


def test_a_kernel_of_another_environment_is_refused(tmp_path, monkeypatch):
    install(tmp_path, monkeypatch, "/elsewhere/bin/python")
    with pytest.raises(SetupError, match="/elsewhere/bin/python"):
        check_kernel("other")


def test_kernels_start_in_surroundings_that_repeat():
    given = {"PATH": "/bin", "MPLBACKEND": "Agg", "OMP_NUM_THREADS": "8"}
    environment = kernel_environment(given, Path("/scratch"))
    wanted = {
        "PATH": "/bin",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "IPYTHONDIR": "/scratch/ipython",
    }
    assert {name: environment[name] for name in wanted} == wanted
