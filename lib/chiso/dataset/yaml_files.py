"""Reading the YAML files of a data set; what reads only tables never imports PyYAML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from chiso.dataset.files import read_text
from chiso.errors import DataError, Problem
from chiso.words import Words

_TEXT = "tag:yaml.org,2002:str"
_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path, name: str) -> Any:
    """The content of a YAML file.

    Raises
    ------
    DataError
        If the file cannot be read, is not YAML, or gives one key twice.
    """
    try:
        return yaml.load(read_text(path, name), Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{name}:{mark.line + 1}" if mark else name
        got = repr(getattr(error, "problem", None) or getattr(error, "reason", ""))
        allowed = Words(vi="YAML đúng cú pháp", en="well-formed YAML")
        todo = Words(vi="Sửa cú pháp ở dòng này", en="Mend the syntax at this line")
        raise DataError(Problem(where, got, allowed, todo, "yaml")) from None


class _Loader(_BASE):  # type: ignore[misc]
    """Safe YAML that refuses a repeated key, of which it would keep the last without a word."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: FBT001, FBT002  # signature of PyYAML
        # Most nodes are texts, which need none of what containers and other types do.
        if node.tag == _TEXT and isinstance(node, yaml.ScalarNode):
            return node.value
        return super().construct_object(node, deep)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002  # signature of PyYAML
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        names = [str(key.value) for key, _ in pairs]
        if len({*names}) < len(names):
            place = next(place for place, name in enumerate(names) if name in names[:place])
            problem, mark = f"repeated key {names[place]!r}", pairs[place][0].start_mark
            raise yaml.constructor.ConstructorError(None, None, problem, mark)
        construct = self.construct_object
        if {key.tag for key, _ in pairs} == {_TEXT}:
            # No key merges another mapping or is of another type: less to do than PyYAML does.
            return {construct(key, deep): construct(value, deep) for key, value in pairs}
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def _or_text(construct: Callable[[Any, yaml.Node], object]) -> Callable[[Any, yaml.Node], object]:
    """A constructor that leaves the text where it is no value of its type, such as 2024-02-30.

    The field that takes it tells this with the name of its entry, as it does any other text.
    """

    def build(loader: Any, node: yaml.Node) -> object:
        try:
            return construct(loader, node)
        except (ValueError, LookupError, AttributeError):  # PyYAML checks none of them itself
            return node.value

    return build


for _kind in ("bool", "int", "float", "timestamp"):
    _tag = f"tag:yaml.org,2002:{_kind}"
    _Loader.add_constructor(_tag, _or_text(_Loader.yaml_constructors[_tag]))
