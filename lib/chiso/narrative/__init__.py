"""Sentences written from data by rules, in both languages from the same facts."""

from chiso.narrative.facts import Fact, Movement, Trend
from chiso.narrative.figures import (
    gap_decimals,
    gap_words,
    number_words,
    plain_decimals,
    sign_words,
    target_words,
    value_words,
)
from chiso.narrative.prose import Prose
from chiso.narrative.results import result_sentence, result_sentences
from chiso.narrative.trends import movement_sentence, trend_sentence

__all__ = [
    "Fact",
    "Movement",
    "Prose",
    "Trend",
    "gap_decimals",
    "gap_words",
    "movement_sentence",
    "number_words",
    "plain_decimals",
    "result_sentence",
    "result_sentences",
    "sign_words",
    "target_words",
    "trend_sentence",
    "value_words",
]
