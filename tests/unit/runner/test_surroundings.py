import importlib.metadata
import platform

from chiso.runner.surroundings import Surroundings, locked_names, read_surroundings


def made(**parts):
    return Surroundings({"python": "3.11.7", "machine": "Linux x86_64", "chiso": "ab", **parts})


def test_equal_machines_do_not_differ():
    assert made(pandas="3.1.1").differences(made(pandas="3.1.1"), frozenset({"pandas"})) == []


def test_python_machine_and_library_always_count_and_named_packages_too():
    other = Surroundings({"python": "3.12.1", "machine": "Linux aarch64", "chiso": "cd"})
    assert made(pandas="3.1.1", click="8").differences(other, frozenset({"pandas"})) == [
        "python 3.11.7 / 3.12.1",
        "machine Linux x86_64 / Linux aarch64",
        "chiso ab / cd",
        "pandas 3.1.1 / -",
    ]


def test_this_process_knows_its_packages():
    parts = read_surroundings().parts
    assert parts["python"] == platform.python_version()
    assert parts["pandas"] == importlib.metadata.version("pandas")
    assert len(parts["chiso"]) == 16


def test_the_lock_names_the_packages_that_count(tmp_path):
    lock = tmp_path / "requirements.lock"
    lock.write_text("Jinja2==3.1 \\\n    --hash=sha256:0\npandas==3.1.1 ; sys_platform\n# a==b\n")
    assert locked_names(lock) == {"jinja2", "pandas"}
    assert "pandas" in locked_names(tmp_path / "none")
