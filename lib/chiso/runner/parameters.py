"""Typed parameters: what a notebook declares and what it is given, compared before it runs.

papermill guesses types from text (``04789`` becomes 4789) and only warns about a misspelt name.
Here the ``parameters`` cell is the contract: ``name: type = default``, read with :mod:`ast`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, cast, get_args

from chiso.errors import Problem, UsageError, nearest, unknown_word
from chiso.words import Words

if TYPE_CHECKING:
    from chiso.runner.notebook import Chapter

Value = str | int | float | bool
TypeName = Literal["str", "int", "float", "bool"]
_TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}
REPORT_PARAMETERS = ("period", "lang", "data")
_TRUTH = {"true": True, "1": True, "false": False, "0": False}


class Declared(NamedTuple):
    """One parameter of a notebook: its name, its type and its default (None when it has none)."""

    name: str
    type_name: TypeName
    default: Value | None


def read_declarations(source: str, where: str) -> tuple[tuple[Declared, ...], tuple[Problem, ...]]:
    """The parameters that a cell declares, and every problem in it.

    Parameters
    ----------
    source
        Source of the cell tagged ``parameters``.
    where
        Name of the notebook, for messages.

    Examples
    --------
    >>> read_declarations('period: str = "2024-H1"', "10_trends.ipynb")[0]
    (Declared(name='period', type_name='str', default='2024-H1'),)
    """
    try:
        statements = ast.parse(source).body
    except SyntaxError as error:
        allowed = Words(
            vi='ô tham số chỉ gồm các dòng dạng name: str = "…"',
            en='the parameters cell holds lines like name: str = "…"',
        )
        line = f"{where}: parameters:{error.lineno}"
        return (), (
            Problem(line, repr(error.text or ""), allowed, Words("", ""), "broken_parameters"),
        )
    found = [_declaration(statement, where) for statement in statements]
    return (
        tuple(item for item in found if isinstance(item, Declared)),
        tuple(item for item in found if isinstance(item, Problem)),
    )


def _declaration(statement: ast.stmt, where: str) -> Declared | Problem | None:
    if isinstance(statement, ast.Assign):
        names = ", ".join(ast.unparse(target) for target in statement.targets)
        return _untyped(where, names, ast.unparse(statement))
    if not isinstance(statement, ast.AnnAssign):
        return None
    name, type_name = ast.unparse(statement.target), ast.unparse(statement.annotation)
    if type_name not in _TYPES:
        return unknown_word(f"{where}: {name}", type_name, get_args(TypeName), "parameter_type")
    if statement.value is None:
        return Declared(name, cast(TypeName, type_name), None)
    try:
        default = ast.literal_eval(statement.value)
    except ValueError:
        default = None
    if not _fits(default, type_name):
        shown = ast.unparse(statement.value)
        allowed = Words(
            vi=f"giá trị mặc định phải viết thẳng, kiểu {type_name}",
            en=f"the default is a plain value of type {type_name}",
        )
        return Problem(f"{where}: {name}", shown, allowed, Words("", ""), "parameter_default")
    return Declared(name, cast(TypeName, type_name), default)


def _fits(value: object, type_name: str) -> bool:
    """Whether a value has exactly the declared type; a whole number will do for ``float``."""
    return type(value) is _TYPES[type_name] or (type_name == "float" and type(value) is int)


def _untyped(where: str, names: str, written: str) -> Problem:
    allowed = Words(
        vi='tham số phải ghi kiểu, như name: str = "…"',
        en='a parameter states its type, as in name: str = "…"',
    )
    todo = Words(vi="Thêm kiểu dữ liệu", en="Add the type")
    return Problem(f"{where}: {names}", repr(written), allowed, todo, "untyped_parameter")


def bind_parameters(
    chapters: Sequence[Chapter], extra: Mapping[str, str]
) -> dict[str, dict[str, Value]]:
    """The extra values that each chapter gets, by chapter name, after every check has passed.

    Parameters
    ----------
    chapters
        Chapters with what they declare; each must declare ``period``, ``lang`` and ``data`` as
        text, and give a default to everything else.
    extra
        Further parameters as typed by a person; each goes to the chapters that declare it.

    Raises
    ------
    UsageError
        With all problems at once: unknown, missing or wrongly typed parameters.
    """
    problems = [problem for chapter in chapters for problem in _check_contract(chapter, extra)]
    known = sorted(
        {declared.name for chapter in chapters for declared in chapter.declared}
        - set(REPORT_PARAMETERS)
    )
    for name in extra:
        if name in REPORT_PARAMETERS:
            problems.append(_own_option(name))
        elif name not in known:
            problems.append(_unknown_parameter(name, known))
    bound: dict[str, dict[str, Value]] = {chapter.name: {} for chapter in chapters}
    for chapter in chapters:
        for declared in chapter.declared:
            if declared.name in extra and declared.name not in REPORT_PARAMETERS:
                value = _convert(extra[declared.name], declared)
                if isinstance(value, Problem):
                    problems.append(value)
                else:
                    bound[chapter.name][declared.name] = value
    if problems:
        raise UsageError(dict.fromkeys(problems))
    return bound


def _check_contract(chapter: Chapter, extra: Mapping[str, str]) -> list[Problem]:
    where = f"{chapter.path.parent.name}/{chapter.path.name}"
    types = {declared.name: declared.type_name for declared in chapter.declared}
    problems = [
        _not_declared(where, name, types) for name in REPORT_PARAMETERS if name not in types
    ]
    for declared in chapter.declared:
        if declared.name in REPORT_PARAMETERS:
            if declared.type_name != "str":
                problems.append(_wrong_type(where, declared))
        elif declared.default is None and declared.name not in extra:
            problems.append(_no_value(where, declared.name))
    return problems


def _convert(text: str, declared: Declared) -> Value | Problem:
    """The typed value of what a person wrote: ``04789`` stays text where text is declared."""
    if declared.type_name == "str":
        return text
    if declared.type_name == "bool" and text.lower() in _TRUTH:
        return _TRUTH[text.lower()]
    if declared.type_name == "int" and re.fullmatch(r"-?[0-9]+", text):
        return int(text)
    if declared.type_name == "float" and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        return float(text)
    forms = {"bool": "true, false", "int": "12", "float": "12.5"}
    form = forms[declared.type_name]
    allowed = Words(
        vi=f"tham số này có kiểu {declared.type_name}, viết như {form}",
        en=f"this parameter is a {declared.type_name}, written like {form}",
    )
    return Problem(f"-p {declared.name}", repr(text), allowed, Words("", ""), "parameter_type")


def _not_declared(where: str, name: str, declared: Mapping[str, str]) -> Problem:
    near = nearest(name, [other for other in declared if other not in REPORT_PARAMETERS])
    allowed = Words(
        vi=f"ô tham số phải khai báo {name}: str", en=f"the parameters cell declares {name}: str"
    )
    todo = (
        Words(vi=f"Sửa {near!r} thành {name!r}", en=f"Rename {near!r} to {name!r}")
        if near
        else Words(vi=f"Thêm dòng {name}: str = …", en=f"Add a line {name}: str = …")
    )
    got = ", ".join(sorted(declared))
    return Problem(f"{where}: parameters", got, allowed, todo, "missing_parameter")


def _wrong_type(where: str, declared: Declared) -> Problem:
    allowed = Words(vi=f"{declared.name} phải có kiểu str", en=f"{declared.name} is a str")
    todo = Words(vi="Sửa kiểu trong ô tham số", en="Correct the type in the parameters cell")
    return Problem(f"{where}: parameters", declared.type_name, allowed, todo, "parameter_type")


def _no_value(where: str, name: str) -> Problem:
    allowed = Words(
        vi=f"tham số {name!r} chưa có giá trị", en=f"the parameter {name!r} has no value"
    )
    todo = Words(
        vi=f"Ghi giá trị mặc định, hoặc thêm -p {name}=…",
        en=f"Give it a default, or add -p {name}=…",
    )
    return Problem(f"{where}: parameters", "", allowed, todo, "missing_parameter")


def _own_option(name: str) -> Problem:
    allowed = Words(
        vi=f"{name} có tùy chọn riêng --{name}", en=f"{name} has its own option --{name}"
    )
    todo = Words(vi=f"Dùng --{name}", en=f"Use --{name}")
    return Problem("-p", repr(name), allowed, todo, "own_option")


def _unknown_parameter(name: str, known: Sequence[str]) -> Problem:
    if known or nearest(name, REPORT_PARAMETERS):
        return unknown_word("-p", name, [*known, *REPORT_PARAMETERS], "unknown_parameter")
    allowed = Words(
        vi="các chương được chọn không có tham số nào ngoài period, lang, data",
        en="the chosen chapters take no parameter besides period, lang, data",
    )
    return Problem("-p", repr(name), allowed, Words("", ""), "unknown_parameter")
