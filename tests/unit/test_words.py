"""Texts in both languages."""

from __future__ import annotations

import pytest

from chiso.words import LANGS, Words, reader_lang, same


def test_a_pair_says_its_text_in_the_language_asked_for() -> None:
    met = Words(vi="Đạt", en="Met")
    assert [met.say(lang) for lang in LANGS] == ["Đạt", "Met"]


def test_a_text_that_is_the_same_in_both_languages_is_written_once() -> None:
    assert same("766") == Words(vi="766", en="766")


def test_fields_are_filled_in_both_languages() -> None:
    assert Words("còn {gap} điểm", "{gap} points to go").fill(gap=5) == Words(
        "còn 5 điểm", "5 points to go"
    )


def test_a_pair_fills_a_field_with_its_own_language() -> None:
    rate = Words("70,4%", "70.4%")
    assert Words("đạt {rate}", "at {rate}").fill(rate=rate) == Words("đạt 70,4%", "at 70.4%")


def test_a_field_without_a_value_stays_as_it_is_for_a_later_fill() -> None:
    once = same("{first} {second}").fill(first="a")
    assert once.vi == "a {second}"
    assert once.fill(second="b").vi == "a b"


def test_a_value_that_looks_like_a_field_is_not_filled_again() -> None:
    assert same("{name}: {secret}").fill(name="{secret}", secret="x").vi == "{secret}: x"


@pytest.mark.parametrize("text", ["{value.__class__}", "{value[0]}", "{value!r}", "{}"])
def test_a_text_cannot_reach_inside_a_value(text: str) -> None:
    assert same(text).fill(value="x").en == text


@pytest.mark.parametrize(
    ("setting", "lang"),
    [("en", "en"), ("EN", "en"), ("vi", "vi"), ("fr", "vi"), ("", "vi"), (None, "vi")],
)
def test_messages_are_vietnamese_unless_the_reader_asks_for_english(
    monkeypatch: pytest.MonkeyPatch, setting: str | None, lang: str
) -> None:
    monkeypatch.delenv("CHISO_LANG", raising=False)
    if setting is not None:
        monkeypatch.setenv("CHISO_LANG", setting)
    assert reader_lang() == lang
