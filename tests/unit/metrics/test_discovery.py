"""False-discovery control."""

import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.discovery import false_discovery


def adjusted(p, correction="bh", **settings):
    return false_discovery(pd.DataFrame({"p": p}), correction=correction, **settings)


def test_benjamini_hochberg_multiplies_by_size_over_rank():
    found = adjusted([0.01, 0.04, 0.03])
    assert found["value"].tolist() == pytest.approx(
        [0.01 * 3 / 1, 0.04 * 3 / 3, 0.03 * 3 / 2 - 0.005]
    )


def test_yekutieli_multiplies_by_the_harmonic_sum_too():
    assert adjusted([0.01, 0.5], "by")["value"].tolist()[0] == pytest.approx(0.01 * 2 * 1.5)


def test_bonferroni_multiplies_by_the_size():
    assert adjusted([0.01, 0.4], "bonferroni")["value"].tolist() == pytest.approx([0.02, 0.8])


def test_holm_multiplies_by_what_is_left():
    assert adjusted([0.01, 0.02], "holm")["value"].tolist() == pytest.approx([0.02, 0.02])


def test_a_missing_p_leaves_its_family():
    found = adjusted([0.04, None])
    assert found["value"].tolist()[0] == pytest.approx(0.04)
    assert found["reason"].tolist() == ["", "insufficient_data"]
    assert found["n_used"].tolist() == [1, 0]


def test_integers_are_p_values_too():
    assert adjusted([1, 1, 1])["value"].tolist() == [1, 1, 1]


def test_a_p_at_the_rate_is_rejected():
    assert adjusted([0.05])["status"].tolist() == ["rejected"]
    assert adjusted([0.0501])["status"].tolist() == ["kept"]


def test_families_are_adjusted_apart():
    frame = pd.DataFrame({"period": [1, 1, 2], "chance": [0.02, 0.04, 0.04]})
    found = false_discovery(frame, ["period"], p="chance")
    assert found["value"].tolist() == pytest.approx([0.04, 0.04, 0.04])
    assert found["n_used"].tolist() == [2, 2, 1]


@pytest.mark.parametrize("wrong", [-0.1, 1.1])
def test_a_p_outside_0_to_1_is_refused(wrong):
    with pytest.raises(MetricError, match="p"):
        adjusted([wrong])


def test_wrong_settings_are_refused():
    with pytest.raises(MetricError, match="correction"):
        adjusted([0.1], "fdr")
    with pytest.raises(MetricError, match="q"):
        adjusted([0.1], q=1.5)
