import importlib.metadata
import platform
import sys

from chiso.runner.installed import read_versions


def described(folder, name, text):
    (folder / name).mkdir(parents=True)
    (folder / name / "METADATA").write_text(text, encoding="utf-8")


def test_versions_name_python_this_library_and_what_it_needs():
    versions = read_versions()
    assert versions["python"] == platform.python_version()
    del versions["python"]
    assert versions == {name: importlib.metadata.version(name) for name in versions}
    assert {"chiso", "pandas", "jupyter_client", "pyyaml"} <= versions.keys()
    assert "pytest" not in versions


def test_of_two_copies_of_a_package_the_first_on_the_path_counts(tmp_path, monkeypatch):
    described(tmp_path / "own", "Rich-9.9.dist-info", "Name: rich\nVersion: 9.9\n\nAbout it\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "own"), *sys.path])
    assert read_versions()["rich"] == "9.9"


def test_a_package_that_describes_itself_in_another_form_is_found(tmp_path, monkeypatch):
    described(tmp_path, "chiso-1.dist-info", "Version: 1\nRequires-Dist: oldtool>=1\n\nAbout\n")
    (tmp_path / "oldtool.egg-info").mkdir()
    (tmp_path / "oldtool.egg-info" / "PKG-INFO").write_text("Name: oldtool\nVersion: 2.5\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    versions = read_versions()
    assert (versions["chiso"], versions["oldtool"]) == ("1", "2.5")
    assert versions.keys() == {"python", "chiso", "oldtool"}
