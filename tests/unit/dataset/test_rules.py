"""Words of the rules."""

from __future__ import annotations

from math import nan

import pytest

from chiso.dataset.rules import RULES, span


@pytest.mark.parametrize(
    ("floor", "ceiling", "vi", "en"),
    [
        (0, 100, "từ 0 đến 100", "from 0 to 100"),
        (0, nan, "từ 0 trở lên", "of 0 or more"),
        (nan, 22, "không quá 22", "up to 22"),
        (-0.5, 0.5, "từ -0.5 đến 0.5", "from -0.5 to 0.5"),
    ],
)
def test_a_span_of_values_is_told_in_words(floor: float, ceiling: float, vi: str, en: str) -> None:
    assert span(floor, ceiling) == (vi, en)


def test_each_rule_either_lists_words_or_says_what_is_allowed_and_what_to_do() -> None:
    silent = [
        name
        for name, rule in RULES.items()
        if not rule.known and not all([*rule.allowed, *rule.todo])
    ]
    assert silent == []
