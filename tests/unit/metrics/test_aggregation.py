"""Means of weighted parts and what they contribute, with the two published indices."""

import math

import pandas as pd
import pytest

from chiso.errors import MetricError
from chiso.metrics.aggregation import Mean, aggregate, contributions
from chiso.metrics.composite import normalise


def parts(values, weights, area="17"):
    names = [f"part_{place}" for place in range(len(values))]
    return pd.DataFrame({"area": area, "part": names, "value": values, "weight": weights})


def mean_of(values, weights, mean=None):
    return aggregate(parts(values, weights), mean=mean or Mean()).iloc[0]


@pytest.mark.parametrize(
    ("mean", "expected"),
    [
        (Mean(), 0.25 * 40 + 0.75 * 90),
        (Mean("geometric"), math.exp(0.25 * math.log(40) + 0.75 * math.log(90))),
        (Mean("harmonic"), 1 / (0.25 / 40 + 0.75 / 90)),
        (Mean("generalised", power=2), math.sqrt(0.25 * 40**2 + 0.75 * 90**2)),
        (Mean("geometric", shift=1), math.exp(0.25 * math.log(41) + 0.75 * math.log(91)) - 1),
    ],
)
def test_each_mean_by_hand(mean, expected):
    assert mean_of([40, 90], [0.25, 0.75], mean)["value"] == pytest.approx(expected)


def test_the_method_names_mean_power_and_shift():
    names = [Mean(), Mean("generalised", power=2), Mean("geometric", shift=1)]
    assert [mean.name for mean in names] == ["arithmetic", "generalised_2", "geometric_shift_1"]


@pytest.mark.parametrize("kind", ["arithmetic", "geometric", "harmonic", "generalised"])
def test_every_mean_treats_a_missing_part_alike(kind):
    mean = Mean(kind, power=2)
    row = mean_of([60, None, 90], [0.25, 0.25, 0.5], mean)
    without = mean_of([60, 90], [1 / 3, 2 / 3], mean)
    assert row["value"] == pytest.approx(without["value"])
    assert (row["flags"], row["weight_present"]) == ("weights_rescaled", 0.75)


@pytest.mark.parametrize("kind", ["arithmetic", "geometric", "harmonic", "generalised"])
def test_every_mean_is_withheld_when_too_little_weight_is_present(kind):
    row = mean_of([None, None, 90], [0.25, 0.25, 0.5], Mean(kind, power=2))
    assert (row["reason"], row["status"]) == ("insufficient_data", "withheld")


def test_exactly_the_least_weight_is_enough():
    assert mean_of([None, 90], [0.35, 0.65])["reason"] == ""


def test_no_part_at_all_has_no_mean_even_without_a_least_weight():
    assert mean_of([None], [1], Mean(min_weight=0))["reason"] == "insufficient_data"


@pytest.mark.parametrize("kind", ["geometric", "harmonic"])
def test_a_score_of_0_has_no_geometric_or_harmonic_mean(kind):
    row = mean_of([0, 90], [0.5, 0.5], Mean(kind))
    assert (row["reason"], row["flags"]) == ("not_applicable", "score_not_positive")


def test_a_score_of_0_has_a_generalised_mean_and_a_negative_one_has_none():
    square = Mean("generalised", power=2)
    assert mean_of([0, 90], [0.5, 0.5], square)["value"] == pytest.approx(90 * math.sqrt(0.5))
    assert mean_of([-1, 90], [0.5, 0.5], square)["reason"] == "not_applicable"


@pytest.mark.parametrize("weights", [[0.5, 0.4], [1.2, -0.2], [1, None]])
def test_weights_that_are_negative_or_missing_or_do_not_sum_to_1_are_refused(weights):
    with pytest.raises(MetricError, match="weight"):
        mean_of([1, 2], weights)


def test_a_repeated_part_is_refused():
    with pytest.raises(MetricError, match="part"):
        aggregate(pd.concat([parts([1], [0.5]), parts([1], [0.5])]))


@pytest.mark.parametrize("wrong", [{"kind": "median"}, {"power": 0}, {"min_weight": 2}])
def test_wrong_settings_are_refused(wrong):
    with pytest.raises(MetricError, match=next(iter(wrong)).replace("kind", "mean")):
        Mean(**wrong)


def test_contributions_are_weight_times_score():
    found = contributions(parts([40, 90], [0.25, 0.75]))
    assert found["value"].tolist() == [0.25 * 40, 0.75 * 90]
    assert found["whole"].tolist() == [77.5] * 2
    assert found["possible"].tolist() == [25, 75]
    assert found["share_of_whole"].tolist() == pytest.approx([1000 / 77.5, 6750 / 77.5])


def test_contributions_of_missing_parts_are_withheld_and_the_rest_rescaled():
    found = contributions(parts([60, None, 90], [0.25, 0.25, 0.5]))
    assert found["reason"].tolist() == ["", "insufficient_data", ""]
    assert found["value"].tolist()[::2] == pytest.approx([60 / 3, 90 * 2 / 3])
    assert found["value"].sum() == found["whole"].iloc[0]


def test_contributions_need_enough_weight():
    found = contributions(parts([None, 90], [0.5, 0.5]))
    assert set(found["reason"]) == {"insufficient_data"}


def test_a_whole_of_0_has_no_shares():
    assert contributions(parts([0, 0], [0.5, 0.5]))["share_of_whole"].isna().all()


# Published index of Decision 766, Hoa Binh, July 2024: points and their maxima (facts, ND766)
POINTS_766 = {
    "CKMB": (15.7, 18),
    "TDGQ": (18.7, 20),
    "MDSH": (13.8, 22),
    "CLGQ": (7.9, 12),
    "TTTT": (9.0, 10),
    "MDHL": (18.0, 18),
}


def index_766():
    rows = [
        {"area": "17", "part": part, "value": points, "goal_low": 0, "goal_high": most}
        for part, (points, most) in POINTS_766.items()
    ]
    frame = pd.DataFrame(rows)
    percent = normalise(frame, ["part"])
    return percent.assign(weight=frame["goal_high"] / 100)


def test_the_766_index_is_the_sum_of_its_points():
    total = aggregate(index_766())["value"].item()
    assert total == pytest.approx(15.7 + 18.7 + 13.8 + 7.9 + 9.0 + 18.0)
    assert total == pytest.approx(83.08, abs=0.05)  # printed total; parts are printed to 0.1


def test_contributions_to_the_766_index_are_the_points_on_their_own_scale():
    found = contributions(index_766())
    assert found["value"].tolist() == pytest.approx([15.7, 18.7, 13.8, 7.9, 9.0, 18.0])
    assert found["possible"].tolist() == pytest.approx([18, 20, 22, 12, 10, 18])


def test_the_weakest_part_of_the_766_index_is_digitisation():
    percent = index_766().set_index("part")["value"]
    assert percent.idxmin() == "MDSH"
    assert percent["MDSH"] == pytest.approx(62.7, abs=0.05)


# DTI 2022: nine scores a province and the published index (source DTI2022)
DTI_PARTS = {
    "digital_awareness": 0.1,
    "digital_institutions": 0.1,
    "digital_infrastructure": 0.1,
    "digital_workforce": 0.1,
    "cyber_security": 0.1,
    "digital_government": 0.2,
    "digital_economy": 0.15,
    "digital_society": 0.15,
}
DTI_2022 = {
    "Đà Nẵng": ([1.0, 0.9, 0.8253, 0.8487, 0.7578, 0.8575, 0.7836, 0.5197], 0.8002),
    "TP. Hồ Chí Minh": ([0.8917, 0.9, 0.8258, 0.6267, 0.558, 0.8406, 0.7611, 0.359], 0.7163),
    "Quảng Ninh": ([0.9581, 0.9, 0.7648, 0.625, 0.5382, 0.8385, 0.5904, 0.4505], 0.7024),
    "Thừa Thiên Huế": ([0.95, 0.9, 0.6823, 0.6794, 0.6423, 0.8262, 0.6787, 0.3001], 0.6975),
    "Cần Thơ": ([0.9, 0.8, 0.7233, 0.7376, 0.7226, 0.7325, 0.7556, 0.2947], 0.6924),
}


def dti(province):
    values, printed = DTI_2022[province]
    frame = parts(values, list(DTI_PARTS.values()), area=province)
    return frame.assign(part=list(DTI_PARTS)), printed


@pytest.mark.parametrize("province", DTI_2022)
def test_the_weights_reproduce_the_published_dti_of_2022(province):
    frame, printed = dti(province)
    assert aggregate(frame)["value"].item() == pytest.approx(printed, abs=1e-4)


def test_contributions_to_the_dti_sum_to_it():
    frame, _ = dti("Đà Nẵng")
    found = contributions(frame)
    assert found["value"].sum() == found["whole"].iloc[0]
