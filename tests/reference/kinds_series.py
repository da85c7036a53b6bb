"""Kinds of reference cases on series and levels: shapes translated for the metrics of chiso."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from scipy import special

from chiso.errors import MetricError
from chiso.metrics.censored_trend import censored_mann_kendall
from chiso.metrics.change import two_period_change
from chiso.metrics.crosswalk import apply_crosswalk
from chiso.metrics.intervals import as_interval, poisson_interval
from chiso.metrics.ladder import trend_evidence_level
from chiso.metrics.marker import FINGERTIPS, MarkerRules, judge_trend, trend_marker
from chiso.metrics.partial import partial_mann_kendall
from chiso.metrics.quality import check_share, check_total
from chiso.metrics.revisions import revision_summary
from chiso.metrics.seasonal import regional_mann_kendall, seasonal_mann_kendall
from chiso.metrics.serial import SerialRules, serial_correction
from chiso.metrics.series import decumulate
from chiso.metrics.shares import proportion_difference, share, wilson_interval
from chiso.metrics.spc import XmrRules, spc_signals, xmr_limits
from chiso.metrics.spc_rules import seven_one_side, seven_trend, target_assurance, two_in_three
from chiso.metrics.splice import SpliceRules, splice_on_overlap
from chiso.metrics.trend import mann_kendall, theil_sen

Inputs = dict[str, Any]
ENDLESS = (-np.inf, np.inf)
MARKERS = {"": "cannot_be_calculated"}
DIRECTIONS = {
    "increase": "higher_is_better",
    "decrease": "lower_is_better",
    "high_is_good": "higher_is_better",
    "low_is_good": "lower_is_better",
}


def plain(cell: Any) -> Any:
    """A cell as JSON has it: missing numbers are null."""
    if isinstance(cell, np.generic):
        cell = cell.item()
    return None if isinstance(cell, float) and math.isnan(cell) else cell


def first(frame: pd.DataFrame) -> dict[str, Any]:
    return {str(name): plain(cell) for name, cell in frame.iloc[0].items()}


def numbers(given: Any) -> list[float]:
    """A list of numbers, also from a data file; null becomes missing."""
    listed = given["values"] if isinstance(given, dict) else given
    return [math.nan if cell is None else cell for cell in listed]


def series(inputs: Inputs, time: Any = None) -> pd.DataFrame:
    values = numbers(inputs["values"])
    times = time if isinstance(time, list) else list(range(len(values)))
    return pd.DataFrame({"time": [float(cell) for cell in times], "value": values}).astype(float)


def direction_of(word: Any) -> str:
    return DIRECTIONS.get(str(word).strip().lower().replace(" ", "_"), "neutral")


def trend_words(row: dict[str, Any], alpha: float) -> dict[str, Any]:
    """Result of a trend test in the words of pymannkendall and R trend."""
    significant = row["p"] is not None and row["p"] < alpha
    rising = (row["z"] or 0) > 0
    return {
        "S": row.get("score"),
        "var_s": row["variance"],
        "z": row["z"],
        "p": row["p"],
        "h": significant,
        "trend": ("increasing" if rising else "decreasing") if significant else "no trend",
        "tau_a": row.get("tau_a", row["value"]),
        "tau_b": row.get("tau_b"),
        "slope": row.get("slope"),
        "intercept": row.get("intercept"),
        "reason": row["reason"],
        "flags": [flag for flag in row["flags"].split(";") if flag],
    }


def kind_mann_kendall(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    frame = series(inputs, inputs.get("time"))
    line = first(theil_sen(frame, intercept="separate"))
    row = first(mann_kendall(frame, method="normal"))
    row |= {"slope": line["value"], "intercept": line["intercept"]}
    return trend_words(row, params.get("alpha", 0.05))


def kind_mann_kendall_exact(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    if params.get("alternative", "two-sided") != "two-sided":
        raise ValueError("the metric is two-sided")
    row = first(mann_kendall(series(inputs, inputs.get("time")), method="exact"))
    return {
        "S": row["score"],
        "p_exact": row["p"],
        "p": row["p"],
        "tau_a": row["tau_a"],
        "tau_b": row["tau_b"],
    }


def kind_kendall_exact(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    pairs = sorted(zip(inputs["x"], inputs["y"], strict=True))
    frame = {"values": [y for _, y in pairs], "time": [x for x, _ in pairs]}
    return kind_mann_kendall_exact(frame, params)


def serial(kind: Any) -> Callable[[Inputs, Inputs], dict[str, Any]]:
    def run(inputs: Inputs, params: Inputs) -> dict[str, Any]:
        alpha = params.get("alpha", 0.05)
        rules = SerialRules(alpha=alpha, lags=params.get("lag"), least_points=3)
        row = first(serial_correction(series(inputs), kind=kind, rules=rules))
        return trend_words(row, alpha) | {"n_over_nstar": row["variance_ratio"]}

    return run


def seasons(inputs: Inputs, params: Inputs) -> pd.DataFrame:
    period = params.get("period", 12)
    frame = series(inputs)
    return seasonal_mann_kendall(frame.assign(time=frame["time"] / period), period=period)


def kind_seasonal(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    return trend_words(first(seasons(inputs, params)), params.get("alpha", 0.05))


def kind_theil_sen_seasonal(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    row = first(seasons(inputs, params))
    return {"slope": row["slope"], "intercept": row["intercept"]}


def matrix(inputs: Inputs) -> np.ndarray:
    given = inputs["values"]
    listed = given["values"] if isinstance(given, dict) else given
    return np.array([[math.nan if cell is None else cell for cell in row] for row in listed], float)


def kind_regional(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    table = matrix(inputs)
    places = np.indices(table.shape)
    frame = pd.DataFrame(
        {
            "area": places[1].ravel(),
            "time": places[0].ravel().astype(float),
            "value": table.ravel(),
        }
    )
    return trend_words(first(regional_mann_kendall(frame)), params.get("alpha", 0.05))


def kind_partial(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    table = matrix(inputs)
    frame = pd.DataFrame(
        {"time": np.arange(len(table)) * 1.0, "value": table[:, 0], "covariate": table[:, 1]}
    )
    return trend_words(first(partial_mann_kendall(frame)), params.get("alpha", 0.05))


def kind_theil_sen(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    frame = series(inputs, inputs.get("time"))
    confidence = params.get("confidence", 0.95)
    joint = first(theil_sen(frame, confidence=confidence, interval_from=2))
    separate = first(theil_sen(frame, intercept="separate"))["intercept"]
    flags = joint["flags"].split(";")
    in_r = [] if "lower_limit_cut" in flags else [joint["lower"]]
    in_r.append(None if "upper_limit_cut" in flags else joint["upper"])
    return {
        "slope": joint["value"],
        "lower": joint["lower"],
        "upper": joint["upper"],
        "ci_scipy": [joint["lower"], joint["upper"]],
        "ci_R_trend": in_r,  # R drops a limit of rank 0 and gives NA for one beyond the last
        "intercept_joint": joint["intercept"],
        "intercept_separate": separate,
        "intercept": joint["intercept"] if "joint" in params.get("intercept", "") else separate,
    }


def kind_evidence_level(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    points = inputs["n_points"]
    row = first(trend_evidence_level(series({"values": [1.0] * points or [None]})))
    return {"level": row["status"], "smallest_two_sided_p": row["smallest_p"]}


def marker(inputs: Inputs, params: Inputs, columns: dict[str, str]) -> dict[str, Any]:
    frame = pd.DataFrame({new: numbers(inputs[old]) for old, new in columns.items()})
    frame["time"] = np.arange(len(frame), dtype=float)
    rules = MarkerRules(
        points=params.get("points", FINGERTIPS.points),
        critical=params.get("critical", FINGERTIPS.critical),
        min_change=FINGERTIPS.min_change,
        real_time=FINGERTIPS.real_time,
        refuse_full=FINGERTIPS.refuse_full,
    )
    row = first(trend_marker(frame, rules=rules))
    calculated = row["status"] != ""
    slopes = [row[f"slope_without_{at + 1}"] for at in range(rules.points)]
    words = {"increasing": "Increasing", "decreasing": "Decreasing", "no_change": "NoChange"}
    label = words.get(row["status"], "CannotBeCalculated")
    judged = adjusted(label, params.get("polarity"))
    return {
        "chi2": row["chi2"] if calculated else 0.0,  # Fingertips writes 0 when it refuses
        "chi2_recomputed": row["chi2"],
        "slope_sign": int(np.sign(row["value"])) if calculated else None,
        "slope_recomputed": row["value"],
        "significant": row["significant"] and "one_point_decides" not in row["flags"],
        "marker": MARKERS.get(row["status"], row["status"]),
        "marker_with_polarity": judged,
        "outlier_rule_slopes": slopes,
    }


def adjusted(label: str, polarity: Any) -> str:
    """Fingertips' label of a trend with its judgement."""
    verdict = judge_trend([label.lower()], direction_of(polarity))[0]
    return label + {"better": "AndGettingBetter", "worse": "AndGettingWorse", "": ""}[verdict]


def kind_marker_weighted(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    return marker(inputs, params, {name: name for name in ("value", "lower", "upper")})


def kind_marker_proportion(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    return marker(inputs, params, {"count": "numerator", "denominator": "denominator"})


def kind_polarity(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    return {"label": adjusted(inputs["trend"], inputs["polarity"])}


def kind_two_period(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    sides = {"previous": inputs["previous"], "current": inputs["recent"]}
    cells = {
        f"{side}{part}": [math.nan if cell is None else cell]
        for side, listed in sides.items()
        for part, cell in zip(("", "_lower", "_upper"), listed or [None] * 3, strict=True)
    }
    row = first(two_period_change(pd.DataFrame(cells).astype(float)))
    known = row["lower"] is not None and row["upper"] is not None and row["value"] is not None
    return {"marker": row["status"] if known else "cannot_be_calculated"}


def counts(inputs: Inputs) -> pd.DataFrame:
    return pd.DataFrame({"numerator": [inputs["x"]], "denominator": [inputs["n"]]})


def as_fraction(cell: float | None) -> float | None:
    return None if cell is None else cell / 100


def kind_wilson(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    row = first(wilson_interval(counts(inputs), confidence=params.get("confidence", 0.95)))
    ends = {name: as_fraction(row[name]) for name in ("value", "lower", "upper")}
    inside = None not in ends.values() and 0 <= ends["lower"] <= ends["upper"] <= 1
    return ends | {"bounds_within_0_1": inside}


def kind_wilson_alternatives(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    methods = {"wilsoncc": "wilson_corrected", "clopper_pearson": "exact", "jeffreys": "jeffreys"}
    confidence = params.get("confidence", 0.95)
    rows = {
        name: first(wilson_interval(counts(inputs), confidence=confidence, method=method))
        for name, method in methods.items()
    }
    return {
        name: [as_fraction(row["lower"]), as_fraction(row["upper"])] for name, row in rows.items()
    }


def kind_newcombe(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    frame = pd.DataFrame(
        {
            "numerator": [inputs["x1"]],
            "denominator": [inputs["n1"]],
            "other_numerator": [inputs["x2"]],
            "other_denominator": [inputs["n2"]],
        }
    )
    row = first(proportion_difference(frame, confidence=params.get("confidence", 0.95)))
    ends = {name: as_fraction(row[name]) for name in ("value", "lower", "upper")}
    return {"difference": ends["value"], "lower": ends["lower"], "upper": ends["upper"]}


def poisson(method: Any) -> Callable[[Inputs, Inputs], dict[str, Any]]:
    def run(inputs: Inputs, params: Inputs) -> dict[str, Any]:
        frame = pd.DataFrame({"numerator": [inputs["x"]]})
        if inputs.get("n") is not None:
            frame["exposure"] = [inputs["n"]]
        # PHEindicatormethods takes the exact limits of a rate below ten events
        used = "exact" if method == "byar_rate" and inputs["x"] < 10 else method
        row = first(
            poisson_interval(
                frame,
                confidence=params.get("confidence", 0.95),
                method="byar" if used == "byar_rate" else used,
                multiplier=params.get("multiplier", 1),
            )
        )
        return {name: row[name] for name in ("value", "lower", "upper")}

    return run


def open_rules(params: Inputs) -> XmrRules:
    """Limits as the published tools draw them: no bounds, no refusal of trends."""
    return XmrRules(
        screen_outliers=params.get("screen_outliers", True),
        constant=params.get("constant", 2.66),
        bounds=ENDLESS,
        refuse_trend=False,
    )


def kind_xmr(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    row = first(xmr_limits(series(inputs), rules=open_rules(params)))
    return {
        "mean": row["value"],
        "mean_moving_range": row["mean_moving_range"],
        "lower_process_limit": row["lower"],
        "upper_process_limit": row["upper"],
        "near_lower": row["near_lower"],
        "near_upper": row["near_upper"],
    }


def kind_point_types(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    word = params.get("improvement_direction", "increase")
    frame = series(inputs).assign(direction=direction_of(word))
    rows = spc_signals(frame, rules=open_rules(params))
    status = rows["status"].str.replace("special_cause_high", "special_cause_neutral_high")
    status = status.str.replace("special_cause_low", "special_cause_neutral_low").tolist()
    return {"last_two": status[-2:], "point_type": status}


def kind_assurance(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    ends = [inputs["lower_process_limit"], inputs["upper_process_limit"]]
    target = math.nan if inputs["target"] is None else inputs["target"]
    direction = direction_of(params.get("improvement_direction", "increase"))
    word = target_assurance([ends[0]], [ends[1]], [target], [direction])[0]
    return {"assurance": word or None}


def kind_seven_trend(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    values = np.array([numbers(inputs["values"])], dtype=float)
    return {"completes_trend": seven_trend(values, params.get("run", 7))[0].tolist()}


def kind_one_side(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    ends = seven_one_side([inputs["side_of_mean"]], params.get("run", 7))
    return {"completes_run": np.abs(ends)[0].tolist()}


def kind_two_in_three(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    close = np.array([inputs["close_to_limits"]])
    within = two_in_three(close, [inputs["side_of_mean"]])
    flagged = within & (close != 0)
    return {"in_window": within[0].astype(int).tolist(), "flagged": flagged[0].astype(int).tolist()}


def kind_revisions(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    frame = pd.DataFrame({name: numbers(inputs[name]) for name in ("first", "latest")})
    row = first(revision_summary(frame.astype(float)))
    return row | {"n": row["n_used"], "bias": row["value"]}


def time_of(period: str) -> tuple[float, int]:
    """End of a period such as 2022Q1, 2022-07 or 2022H2 in years, and periods in its year."""
    found = re.fullmatch(r"(\d{4})[-_ ]?([QHSM]?)(\d{1,2})", period.upper())
    if found is None:
        raise ValueError(f"unknown period {period!r}")
    stages = {"Q": 4, "H": 2, "S": 2, "M": 12, "": 12}[found[2]]
    return int(found[1]) + int(found[3]) / stages, stages


def kind_decumulate(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    times = [time_of(str(period)) for period in inputs["period"]]
    frame = series(inputs, [time for time, _ in times])
    rows = decumulate(frame, stages=times[0][1])
    return {
        "increments": [plain(cell) for cell in rows["value"]],
        "span": [plain(cell) for cell in rows["span"]],
        "two_period_increment": [plain(cell) for cell in rows["span_value"]],
        "flags": [cell or None for cell in rows["flags"]],
    }


def kind_censored_score(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    frame = series(inputs).assign(qualifier=inputs["qualifier"])
    bounds = (params.get("lower_bound", 0.0), params.get("upper_bound", 100.0))
    ends = as_interval(frame, ["time"], bounds=bounds)
    row = first(censored_mann_kendall(ends))
    return {
        "S": row["score"],
        "undetermined_pairs": row["undetermined_pairs"],
        "S_min": row["score_low"],
        "S_max": row["score_high"],
        "p": row["p"],
    }


def mapping(inputs: Inputs) -> pd.DataFrame:
    return pd.DataFrame(inputs["map"], columns=["area", "new_area", "weight"])


def by_area(rows: pd.DataFrame) -> dict[str, Any]:
    return dict(zip(rows["area"], map(plain, rows["value"]), strict=True))


def kind_crosswalk_counts(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    names = {"x": "numerator", "n": "denominator"}
    order = [names[name] for name in params.get("columns", ["x", "n"])]
    old = pd.DataFrame.from_dict(inputs["old"], orient="index", columns=order)
    try:
        rows = apply_crosswalk(old.rename_axis("area").reset_index(), mapping(inputs))
    except MetricError as error:
        return {"new": None, "error": error.problems[0].rule}
    cells = rows[order].to_numpy().tolist()
    flags = sorted({flag for text in rows["flags"] for flag in text.split(";") if flag})
    return {
        "new": dict(zip(rows["area"], cells, strict=True)),
        "share": by_area(rows),
        "estimated": bool((rows["status"] == "estimated").any()),
        "flags": flags,
    }


def kind_crosswalk_shares(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    base = inputs.get("denominator") or {}
    old = pd.DataFrame({"area": list(inputs["old"]), "value": list(inputs["old"].values())})
    old["denominator"] = [float(base.get(area, math.nan)) for area in old["area"]]
    old["numerator"] = old["value"] * old["denominator"] / 100
    rows = apply_crosswalk(old, mapping(inputs))
    ends = rows[["lower", "upper"]].to_numpy().tolist()
    bounded = rows["lower"].notna()
    return {
        "new": by_area(rows),
        "bounds": {
            area: part
            for area, part, known in zip(rows["area"], ends, bounded, strict=True)
            if known
        },
        "flags": sorted({flag for text in rows["flags"] for flag in text.split(";") if flag}),
    }


def kind_splice(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    old, new = (
        pd.DataFrame({"time": [float(year) for year in part], "value": list(part.values())})
        for part in (inputs["old"], inputs["new"])
    )
    bounds = tuple(params.get("bounds") or ENDLESS)
    rules = SpliceRules(method=params.get("method", "ratio"), bounds=bounds)
    rows = splice_on_overlap(old, new, rules=rules)
    refused = rows["reason"].ne("").any()
    flags = {flag for text in rows["flags"] for flag in text.split(";") if flag}
    if refused:
        flags = {flag for flag in flags if flag != "spliced"}
        flags |= set(rows["reason"]) & {"break_in_series"}
    cells = zip(rows["time"], rows["value"], strict=True)
    return {
        "spliced": None if refused else {f"{time:.0f}": value for time, value in cells},
        "factor": plain(rows["factor"].iloc[0]),
        "flags": sorted(flags),
        "suggest": rows["suggest"].iloc[0] or None,
        "reason": rows.loc[rows["reason"].ne(""), "reason"].iloc[0] if refused else None,
    }


def kind_share(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    row = first(share(counts(inputs)))
    return {"value": row["value"], "flag": row["reason"] or None}


def kind_boundary(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    frame = counts(inputs).assign(full_count=True)
    # these cases were worked by hand with z rounded to two decimals (1.96 for 95%)
    z = round(float(special.ndtri((1 + params.get("confidence", 0.95)) / 2)), 2)
    row = first(wilson_interval(frame, confidence=2 * float(special.ndtr(z)) - 1))
    return {
        "value": row["value"],
        "wilson_lower": row["lower"],
        "wilson_upper": row["upper"],
        "lower": row["lower"],
        "upper": row["upper"],
        "census_note": "process_variation" in row["flags"],
    }


def kind_ratio(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    def printed_agrees(printed: str) -> bool:
        from chiso.numbers import parse_figure

        figure = parse_figure(printed)
        if figure.denominator:
            return bool(figure.value / figure.denominator == inputs["x"] / inputs["n"])
        cells = {"value": figure.value, "decimals": figure.decimals, "qualifier": figure.qualifier}
        row = first(check_share(counts(inputs).assign(**cells)))
        return bool(row["status"] == "consistent")

    row = first(share(counts(inputs)))
    return {"percent": row["value"], "printed": printed_agrees}


def decimals_of(number: float) -> int:
    return len(repr(number).partition(".")[2]) if isinstance(number, float) else 0


def kind_sum_check(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    parts = pd.DataFrame({"value": inputs["parts"]})
    total = pd.DataFrame({"value": [inputs["total"]]})
    if any(isinstance(part, float) for part in [*inputs["parts"], inputs["total"]]):
        # whole numbers alone are counts and exact; measured figures are printed with rounding
        parts["decimals"] = [decimals_of(part) for part in inputs["parts"]]
        total["decimals"] = [decimals_of(inputs["total"])]
    row = first(check_total(parts, total))
    over = first(check_total(parts, total.assign(qualifier=">")))
    return {
        "sum": row["sum"],
        "difference": row["value"],
        "consistent": row["status"] == "consistent",
        "consistent_with_over": over["status"] == "consistent",
    }


def kind_parse(inputs: Inputs, params: Inputs) -> dict[str, Any]:
    from chiso.numbers import parse_figure

    figure = parse_figure(inputs["text"])
    return {
        "value": figure.value,
        "qualifier": figure.qualifier,
        "lower": figure.lower,
        "upper": figure.upper,
        "x": figure.value,
        "n": figure.denominator,
    }


KINDS: dict[str, Callable[[Inputs, Inputs], dict[str, Any]]] = {
    "mann_kendall": kind_mann_kendall,
    "mann_kendall_exact": kind_mann_kendall_exact,
    "kendall_exact": kind_kendall_exact,
    "mann_kendall_hamed_rao": serial("hamed_rao"),
    "mann_kendall_tfpw": serial("trend_free_prewhitening"),
    "mann_kendall_seasonal": kind_seasonal,
    "mann_kendall_regional": kind_regional,
    "mann_kendall_partial": kind_partial,
    "theil_sen": kind_theil_sen,
    "theil_sen_seasonal": kind_theil_sen_seasonal,
    "trend_evidence_level": kind_evidence_level,
    "trend_marker_weighted_regression": kind_marker_weighted,
    "trend_marker_proportion": kind_marker_proportion,
    "polarity_adjustment": kind_polarity,
    "two_period_ci_overlap": kind_two_period,
    "wilson": kind_wilson,
    "wilsoncc_and_exact": kind_wilson_alternatives,
    "newcombe_difference": kind_newcombe,
    "byar": poisson("byar"),
    "rate_byar": poisson("byar_rate"),
    "rate_exact_poisson": poisson("exact"),
    "poisson_exact": poisson("exact"),
    "xmr": kind_xmr,
    "spc_point_type_last_two": kind_point_types,
    "spc_assurance": kind_assurance,
    "spc_rule_seven_trend": kind_seven_trend,
    "spc_rule_seven_one_side": kind_one_side,
    "spc_rule_two_in_three_window": kind_two_in_three,
    "spc_rule_two_in_three_points": kind_two_in_three,
    "revision_summary": kind_revisions,
    "revision_summary_relative": kind_revisions,
    "decumulate": kind_decumulate,
    "censored_mann_kendall_S": kind_censored_score,
    "apply_crosswalk_counts": kind_crosswalk_counts,
    "apply_crosswalk_shares": kind_crosswalk_shares,
    "splice_on_overlap": kind_splice,
    "share": kind_share,
    "interval_at_boundary": kind_boundary,
    "ratio": kind_ratio,
    "sum_check": kind_sum_check,
    "parse_vietnamese_figure": kind_parse,
}

NOT_OFFERED: dict[str, str] = {
    "mann_kendall_yue_wang": "finds trends in noise on short series (METHODS 3.3, pitfall 1)",
    "mann_kendall_prewhitening": "removes the trend it should test (METHODS 3.3, pitfall 3)",
}
