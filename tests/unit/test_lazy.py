"""Imports that cost are put off, or left out for libraries that can do without."""

import subprocess
import sys
from importlib import import_module
from threading import Thread

import pytest

from chiso.lazy import out_of_reach


@pytest.fixture
def spare(tmp_path, monkeypatch):
    """A module that nothing has imported yet."""
    (tmp_path / "spare_part.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield "spare_part"
    sys.modules.pop("spare_part", None)


def test_a_module_out_of_reach_is_missing_inside_and_found_afterwards(spare):
    with out_of_reach(spare), pytest.raises(ModuleNotFoundError, match=spare):
        import_module(spare)
    assert import_module(spare).__name__ == spare


def test_another_thread_finds_the_module(spare):
    with out_of_reach(spare):
        other = Thread(target=import_module, args=(spare,))
        other.start()
        other.join()
        assert spare in sys.modules


def test_another_thread_finds_it_even_when_reach_ends_in_the_midst_of_its_search(
    spare, monkeypatch
):
    """Python asks each finder of ``sys.meta_path`` in turn; the last one finds the module."""
    limit = out_of_reach("something else")

    class Before:
        def find_spec(self, *_):
            limit.__exit__(None, None, None)

    *others, last = sys.meta_path
    monkeypatch.setattr(sys, "meta_path", [*others, Before(), last])
    limit.__enter__()
    assert import_module(spare).__name__ == spare


def test_what_is_imported_already_stays(spare):
    module = import_module(spare)
    with out_of_reach(spare):
        assert import_module(spare) is module


def test_papermill_can_do_without_pyarrow_which_stays_importable():
    program = """
import sys
from chiso.lazy import out_of_reach
with out_of_reach("pyarrow"):
    import papermill
print("numpy" in sys.modules)
import pyarrow.fs
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False"]
