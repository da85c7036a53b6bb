"""One set of dependencies in three files: pyproject.toml, environment.yml, requirements.lock."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from repo.tree import ROOT, pyproject

Bounds = dict[str, frozenset[str]]


def bounds(lines: list[str]) -> Bounds:
    """Name and bounds of each requirement; the order of bounds does not matter."""
    wanted = [Requirement(line) for line in lines]
    return {item.name: frozenset(map(str, item.specifier)) for item in wanted}


LOCKS = ("requirements.lock", "tests/browser/package-lock.json")


@cache
def lock_text(name: str = "requirements.lock") -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def pins() -> tuple[tuple[Requirement, int], ...]:
    """Each pinned requirement and how many hashes it has."""
    logical = lock_text().replace("\\\n", " ").splitlines()
    entries = [line for line in logical if line.strip() and not line.startswith("#")]
    return tuple(
        (Requirement(entry.split(" --hash=")[0].strip()), entry.count(" --hash=sha256:"))
        for entry in entries
    )


def declared() -> list[Requirement]:
    project = pyproject()["project"]
    lines = [
        *project["dependencies"],
        *project["optional-dependencies"]["dev"],
        *project["optional-dependencies"]["cluster"],
        *pyproject()["build-system"]["requires"],
    ]
    return [Requirement(line) for line in lines]


def test_conda_and_pip_name_the_same_packages_with_the_same_bounds() -> None:
    content = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = bounds([line for line in content["dependencies"] if isinstance(line, str)])
    project = pyproject()["project"]
    python = {"python": frozenset(project["requires-python"].split(","))}
    assert conda == bounds(project["dependencies"]) | python | {"pip": frozenset()}


def test_conda_may_take_the_very_versions_of_the_lock() -> None:
    content = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    lines = [line for line in content["dependencies"] if isinstance(line, str)]
    conda = {canonicalize_name(item.name): item for item in map(Requirement, lines)}
    locked: dict[str, list[str]] = {}
    for pin, _ in pins():
        locked.setdefault(canonicalize_name(pin.name), []).append(next(iter(pin.specifier)).version)
    wanted = {name: item for name, item in conda.items() if name not in ("python", "pip")}
    outside = {
        name: locked.get(name)
        for name, item in wanted.items()
        if not any(version in item.specifier for version in locked.get(name, []))
    }
    assert outside == {}


def test_conda_takes_nothing_from_outside_conda_forge() -> None:
    content = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    (pip,) = [entry["pip"] for entry in content["dependencies"] if isinstance(entry, dict)]
    assert content["channels"] == ["conda-forge", "nodefaults"]
    assert pip == ["--no-deps -e ."]


@pytest.mark.parametrize("wanted", declared(), ids=lambda wanted: wanted.name)
def test_each_dependency_is_pinned_within_its_bounds(wanted: Requirement) -> None:
    versions = [
        next(iter(pin.specifier)).version
        for pin, _ in pins()
        if canonicalize_name(pin.name) == canonicalize_name(wanted.name)
    ]
    assert versions != []
    assert [version for version in versions if version not in wanted.specifier] == []


def test_each_pin_is_exact_and_has_hashes() -> None:
    loose = [str(pin) for pin, _ in pins() if not re.fullmatch(r"==[^,*]+", str(pin.specifier))]
    bare = [str(pin) for pin, hashes in pins() if hashes == 0]
    assert loose + bare == []


@pytest.mark.parametrize("name", LOCKS)
@pytest.mark.parametrize("sign", ["://", "file:", "--index", "--extra-index", "--find-links", "@"])
def test_a_lock_holds_no_address(name: str, sign: str) -> None:
    assert sign not in lock_text(name)


def test_what_comes_from_npm_is_pinned_exactly_and_has_its_hash() -> None:
    locked = json.loads(lock_text("tests/browser/package-lock.json"))["packages"]
    wanted = locked.pop("")["devDependencies"]
    pinned = {name.removeprefix("node_modules/"): each["version"] for name, each in locked.items()}
    assert wanted == pinned
    assert all(each["integrity"].startswith("sha512-") for each in locked.values())
