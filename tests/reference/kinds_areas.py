"""Reference kinds on targets, areas, composites and published systems.

Each function translates the inputs of a case into the frame of a product function and its result
into the keys of the case; the numbers come from ``chiso.metrics`` alone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from chiso.metrics.aggregation import Mean, aggregate
from chiso.metrics.composite import Scale, normalise
from chiso.metrics.convergence import convergence
from chiso.metrics.discovery import false_discovery
from chiso.metrics.disparity import disparity
from chiso.metrics.funnel import funnel_limits, level_name
from chiso.metrics.intervals import as_interval
from chiso.metrics.outlook import current_status_index, standardised_distance, weather_symbol
from chiso.metrics.outranking import copeland, outranking
from chiso.metrics.overdispersion import event_limits, funnel_ratio, overdispersion
from chiso.metrics.progress import target_progress
from chiso.metrics.published import CagrMarks, cagr_ratio, un_progress_chart
from chiso.metrics.rank_intervals import rank_interval_joint
from chiso.metrics.rank_sets import RankSetRules, rank_set_counts, rank_set_estimates
from chiso.metrics.ranks import rank_table
from chiso.metrics.shrinkage import shrink_shares
from chiso.metrics.targets import target_gap, target_status_censored

Inputs = dict[str, Any]
Params = dict[str, Any]
Result = dict[str, Any]

CASES = Path(__file__).parent / "cases"
RISING, FALLING = "higher_is_better", "lower_is_better"
_RISING_WORDS = (1, "1", "increase", "increasing", "up", "high_is_good", "positive", RISING)


def direction(params: Mapping[str, Any], name: str = "direction") -> str:
    """Direction of a case in the product's words."""
    return RISING if params.get(name, "increase") in _RISING_WORDS else FALLING


def plain(cell: Any) -> Any:
    """A cell as JSON would hold it: missing is None, NumPy scalars are Python's own."""
    if isinstance(cell, list | tuple | np.ndarray | pd.Series):
        return [plain(part) for part in cell]
    if isinstance(cell, np.generic):
        cell = cell.item()
    return None if isinstance(cell, float) and math.isnan(cell) else cell


def one(frame: pd.DataFrame) -> dict[str, Any]:
    """The only row of a result."""
    return {str(name): plain(cell) for name, cell in frame.iloc[0].items()}


def dataset(item: Any) -> tuple[Any, dict[str, Any]]:
    """Content of a referenced file and what the case says beside the reference."""
    beside: dict[str, Any] = {}
    if isinstance(item, Mapping) and "ref" in item:
        beside = {name: part for name, part in item.items() if name != "ref"}
        item = item["ref"]
    if isinstance(item, str):
        item = json.loads((CASES / item).read_text(encoding="utf-8"))
    return (item["data"] if isinstance(item, Mapping) and "data" in item else item), beside


# Many areas at once


def discovery(correction: str) -> Callable[[Inputs, Params], Result]:
    """Kind of one correction; both names of the error rate are understood."""

    def kind(inputs: Inputs, params: Params) -> Result:
        rate = params.get("q", params.get("alpha", 0.05))
        found = false_discovery(pd.DataFrame({"p": inputs["p"]}), q=rate, correction=correction)
        return {
            "adjusted": plain(found["value"]),
            "rejected": int((found["status"] == "rejected").sum()),
        }

    return kind


# Composite indices


def score(how: str, **columns: str) -> Callable[[Inputs, Params], Result]:
    """Kind of one normaliser; ``columns`` name the frame's columns and their settings."""

    def kind(inputs: Inputs, params: Params) -> Result:
        frame = pd.DataFrame({"value": inputs["values"], "direction": direction(params)})
        for column, setting in columns.items():
            frame[column] = params.get(setting, inputs.get(setting))
        if how == "distance_to_reference":
            frame["reference"] = np.arange(len(frame)) == params["reference_index"]
        found = normalise(frame, how=how, scale=_scale(how, params), carry=())
        return {"score": plain(found["value"])}

    return kind


def _scale(how: str, params: Params) -> Scale:
    """Ends of the scale as each published normaliser names them."""
    if how == "zscore":
        mean, spread = params.get("m_sd", (params.get("mean", 0.0), params.get("sd", 1.0)))
        return Scale(mean, mean + spread)
    if "range" in params:
        return Scale(*params["range"])
    held = params.get("truncate", how == "goalposts") or params.get("cap", False)
    return Scale(0.0, float(params.get("scale", 1)), cap=bool(held))


def mean(kind_name: str) -> Callable[[Inputs, Params], Result]:
    """Kind of one mean; weights are made to sum to 1, as the published functions do inside."""

    def kind(inputs: Inputs, params: Params) -> Result:
        values = inputs["values"]
        weights = np.array(params.get("weights") or [1] * len(values), dtype=float)
        how = Mean(kind_name, power=params.get("p", 1.0), **_least_weight(params))
        found = one(aggregate(_parts(values, weights), mean=how))
        refused = found["reason"] == "not_applicable"
        return {"value": found["value"], "error": refused, "reason": found["reason"]}

    return kind


def _least_weight(params: Params) -> dict[str, float]:
    return {"min_weight": params["min_weight"]} if "min_weight" in params else {}


def _parts(values: Any, weights: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area": "one",
            "part": range(len(values)),
            "value": pd.Series(values, dtype=float),
            "weight": weights / weights.sum(),
        }
    )


def asem_values(inputs: Inputs) -> tuple[pd.DataFrame, dict[str, Any], dict[str, Any]]:
    """Long frame of the ASEM data (area, part, value), its structure, and the case's words."""
    content, beside = dataset(inputs["data"])
    frame = pd.DataFrame(content["indicators"]).assign(area=content["units"])
    return frame.melt("area", var_name="part"), content["meta"], {**inputs, **beside}


def _asem_scores(
    inputs: Inputs, how: str, scale: Scale
) -> tuple[pd.DataFrame, dict[str, Any], dict[str, Any]]:
    values, meta, words = asem_values(inputs)
    if "indicator" in words:
        values = values[values["part"] == words["indicator"]]
    aimed = values.assign(
        direction=[direction(meta[part]) for part in values["part"]],
        target=[meta[part]["target"] for part in values["part"]],
    )
    return normalise(aimed, ("part",), how=how, scale=scale), meta, words


def asem_normalise(inputs: Inputs, params: Params) -> Result:
    found, _, _ = _asem_scores(inputs, "minmax", Scale(*params.get("range", (0, 100))))
    return {"score_by_unit": dict(zip(found["area"], plain(found["value"]), strict=True))}


def asem_distance(inputs: Inputs, params: Params) -> Result:
    scale = Scale(0.0, 1.0, cap=bool(params.get("cap", False)))
    found, _, _ = _asem_scores(inputs, "distance_to_target", scale)
    return {"score_by_unit": dict(zip(found["area"], plain(found["value"]), strict=True))}


def asem_aggregate(inputs: Inputs, params: Params) -> Result:
    """Scores of one node of the structure, formed level by level from below."""
    scores, meta, words = _asem_scores(inputs, "minmax", Scale(*params.get("range", (0, 100))))
    level = {name: entry["level"] for name, entry in meta.items() if entry["level"]}
    scores = scores[["area", "part", "value"]]
    how = Mean(min_weight=0.0)
    for height in range(2, max(level.values()) + 1):
        below = scores[scores["part"].map(level) == height - 1]
        below = below.assign(
            node=[meta[part]["parent"] for part in below["part"]],
            weight=[float(meta[part]["weight"]) for part in below["part"]],
        )
        total = below.groupby(["area", "node"])["weight"].transform("sum")
        made = aggregate(below.assign(weight=below["weight"] / total), ("area", "node"), mean=how)
        scores = pd.concat([scores, made.rename(columns={"node": "part"})[scores.columns]])
    node = scores[scores["part"] == words["node"]]
    return {"score_by_unit": dict(zip(node["area"], plain(node["value"]), strict=True))}


def _matrix(inputs: Inputs, params: Params) -> pd.DataFrame:
    matrix = np.array(inputs["matrix"], dtype=float)
    weights = params.get("weights") or [1] * matrix.shape[1]
    area, part = np.divmod(np.arange(matrix.size), matrix.shape[1])
    return pd.DataFrame(
        {
            "area": area + 1,
            "part": part,
            "value": matrix.ravel(),
            "weight": np.array(weights, dtype=float)[part],
        }
    )


def copeland_kind(inputs: Inputs, params: Params) -> Result:
    """The published function is given the shares of weight themselves, area by area."""
    return {"score": plain(copeland(_matrix(inputs, params))["value"])}


def outranking_kind(inputs: Inputs, params: Params) -> Result:
    pairs = outranking(_matrix(inputs, params))
    dominant = int((pairs["status"] == "dominant").sum())
    named = {
        f"m_{pair['area']}_{pair['other']}": plain(pair["value"])
        for pair in pairs.to_dict("records")
    }
    return {**named, "dominant_pairs": dominant, "share_dominant": dominant / (len(pairs) / 2)}


# Disparity


def _column(inputs: Inputs, name: str = "column") -> tuple[list[float], dict[str, Any]]:
    if "values" in inputs:
        return inputs["values"], {}
    content, beside = dataset(inputs["data"])
    return content[{**inputs, **beside}[name]], content


def _measures(frame: pd.DataFrame) -> dict[str, Any]:
    found = disparity(frame)
    return dict(zip(found["measure"], plain(found["value"]), strict=True))


def theil(inputs: Inputs, params: Params) -> Result:
    values, content = _column(inputs)
    groups = inputs.get("groups", content.get("region"))
    frame = pd.DataFrame({"value": values})
    found = _measures(frame if groups is None else frame.assign(subgroup=groups))
    parts = {name: found.get(f"theil_{name}") for name in ("between", "within")}
    return {"theil": found["theil"], **parts}


def gini(inputs: Inputs, params: Params) -> Result:
    found = _measures(pd.DataFrame({"value": _column(inputs)[0]}))
    return {"gini": found["gini_sample" if params.get("bias_correction") else "gini"]}


def disparity_set(inputs: Inputs, params: Params) -> Result:
    found = _measures(pd.DataFrame({"value": _column(inputs)[0]}))
    return {
        **found,
        "cv_population": found["cv"],
        "sd_population": found["sd"],
        "ratio_max_min": found["ratio"],
        "mean_log_deviation": found["mld"],
    }


def disparity_pair(inputs: Inputs, params: Params) -> Result:
    both = {name: disparity_set({"values": inputs[name]}, params) for name in inputs}
    return {
        f"{measure}_{name}": part for name, own in both.items() for measure, part in own.items()
    }


def beta_convergence(inputs: Inputs, params: Params) -> Result:
    if "data" in inputs:
        first, last = _column(inputs, "from")[0], _column(inputs, "to")[0]
    else:
        first, last = inputs["from"], inputs["to"]
    frame = pd.DataFrame({"previous_value": first, "value": last, "years": params["years"]})
    found = one(convergence(frame, scale=params.get("scale", "log")))
    return {**found, "slope": found["value"]}


# Shrinkage


def _counts(inputs: Inputs) -> pd.DataFrame:
    if "data" in inputs:
        content, _ = dataset(inputs["data"])
        x, n = content[inputs["events"]], content[inputs["population"]]
    else:
        x, n = inputs["x"], inputs["n"]
    return pd.DataFrame({"area": range(len(x)), "numerator": x, "denominator": n})


def marshall(inputs: Inputs, params: Params) -> Result:
    found = shrink_shares(_counts(inputs), method="marshall")
    rate = plain(found["value"] / 100)
    return {
        "first_five": rate[:5],
        "rate": rate,
        "mean": plain(found["pooled"] / 100)[0],
        "between_variance": plain(found["between_variance"])[0],
        "weight": plain(found["weight"]),
    }


def beta_binomial(inputs: Inputs, params: Params) -> Result:
    found = shrink_shares(_counts(inputs))
    rho = plain(found["intraclass"])[0]
    return {
        "estimate": plain(found["value"] / 100),
        "mean": plain(found["pooled"] / 100)[0],
        "intraclass": rho,
        "prior_size": 1 / rho - 1 if rho else None,
        "weight": plain(found["weight"]),
    }


# Funnels


def _significance(status: str, levels: list[float]) -> str:
    """Words of PHEindicatormethods: the side and half of the level's error."""
    if status == "inside":
        return "Not significant"
    side, name = status.split("_")
    tails = {level_name(level): (1 - level) / 2 for level in levels}
    return f"{'High' if side == 'above' else 'Low'} ({tails[name]:.6g})"


def funnel(inputs: Inputs, params: Params) -> Result:
    multiplier = params.get("multiplier", 100)
    frame = pd.DataFrame([{"denominator": inputs["n"], "p0": 100 * inputs["p0"]}])
    levels = params.get("levels", (0.95, 0.998))
    found = one(funnel_limits(frame, levels=levels, method=params.get("method", "score"), carry=()))
    limits = {
        name: cell * multiplier / 100
        for name, cell in found.items()
        if name.startswith(("lower_", "upper_"))
    }
    return {**limits, "baseline": found["p0"] * multiplier / 100}


def funnel_significance(inputs: Inputs, params: Params) -> Result:
    levels = params.get("levels", [0.95, 0.998])
    row = {"numerator": inputs["x"], "denominator": inputs["n"], "p0": 100 * inputs["p0"]}
    found = funnel_limits(pd.DataFrame([row]), levels=levels, carry=())
    return {"significance": _significance(found["status"].item(), levels)}


def ratio_significance(inputs: Inputs, params: Params) -> Result:
    levels = params.get("levels", [0.95, 0.998])
    row = {"observed": inputs["observed"], "expected": inputs["expected"]}
    method = "byar" if params.get("byar_from") else "exact"
    found = funnel_ratio(pd.DataFrame([row]), levels=levels, method=method)
    return {"significance": _significance(found["status"].item(), levels)}


def poisson_expected(inputs: Inputs, params: Params) -> Result:
    """Expected events at which the observed number would lie on a limit."""
    observed = np.array([inputs["observed"]], dtype=float)
    result: Result = {}
    for name, level in zip(("2s", "3s"), params.get("levels", (0.95, 0.998)), strict=True):
        low, high = event_limits(observed, level)
        result |= {f"lower_{name}_exp_events": high.item(), f"upper_{name}_exp_events": low.item()}
    return result


def poisson_ratio(inputs: Inputs, params: Params) -> Result:
    row = {"observed": inputs.get("observed"), "expected": inputs["expected"]}
    return one(funnel_ratio(pd.DataFrame([row], dtype=float)))


def overdispersed(inputs: Inputs, params: Params) -> Result:
    """Limits with the variance that was found, whether or not the product would apply it."""
    frame = _counts(inputs)
    found = overdispersion(frame, trim=params.get("trim_by", 0.1))
    plain_limits = funnel_limits(frame, method="arcsine")
    wide = funnel_limits(frame.assign(tau2=found["tau2_found"]), method="arcsine")
    result = {
        "target": plain(plain_limits["p0"] / 100)[0],
        "z": plain(found["z"]),
        "winsorised_z": plain(found["winsorised_z"]),
        "phi": plain(found["value"])[0],
        "tau2": plain(found["tau2_found"])[0],
    }
    for side in ("lower", "upper"):
        for level in ("95", "998"):
            result[f"{side}_{level}"] = plain(plain_limits[f"{side}_{level}"] / 100)
            result[f"od_{side}_{level}"] = plain(wide[f"{side}_{level}"] / 100)
    return result


def wilson_comparator(inputs: Inputs, params: Params) -> Result:
    """Better, worse or same at each level, with the case's own normal quantiles."""
    level = {name: math.erf(params[name] / math.sqrt(2)) for name in ("z95", "z998")}
    row = {
        "numerator": inputs["value_percent"] * inputs["n"] / 100,
        "denominator": inputs["n"],
        "p0": inputs["benchmark_percent"],
    }
    good = "above" if direction(params, "polarity") == RISING else "below"
    result = {}
    for name, at in level.items():
        found = funnel_limits(pd.DataFrame([row]), levels=(at,), method="wilson", carry=())
        side = found["status"].item().split("_")[0]
        words = {"inside": "same", good: "better"}
        result[f"at_{name[1:]}"] = words.get(side, "worse")
    return result


# Ranks


def _turned(params: Params) -> str:
    return RISING if params.get("rank_1_is", "largest") == "largest" else FALLING


def _rank_rules(params: Params) -> RankSetRules:
    return RankSetRules(
        confidence=params.get("coverage", 0.95),
        simultaneous=params.get("simultaneous", True),
        correction=params.get("correction", "Holm").lower(),
        stepdown=params.get("stepdown", True),
    )


def _rank_result(found: pd.DataFrame) -> Result:
    names = {"value": "rank", "lower": "lower", "upper": "upper"}
    return {name: plain(found[column]) for column, name in names.items()}


def rank_counts(inputs: Inputs, params: Params) -> Result:
    counts = inputs["counts"]
    frame = pd.DataFrame(
        {"area": range(len(counts)), "count": counts, "direction": _turned(params)}
    )
    return _rank_result(rank_set_counts(frame, rules=_rank_rules(params)))


def _estimates(inputs: Inputs, params: Params) -> pd.DataFrame:
    if "data" in inputs:
        content, _ = dataset(inputs["data"])
        inputs = {name: [row[name] for row in content] for name in ("estimate", "se")}
    frame = pd.DataFrame({"estimate": inputs["estimate"], "se": inputs["se"]})
    return frame.assign(area=range(len(frame)), direction=_turned(params))


def rank_normal(inputs: Inputs, params: Params) -> Result:
    found = rank_set_estimates(_estimates(inputs, params), rules=_rank_rules(params))
    return _rank_result(found)


def rank_joint(inputs: Inputs, params: Params) -> Result:
    critical = "bonferroni" if "onferroni" in params.get("critical", "") else "sidak"
    found = rank_interval_joint(
        _estimates(inputs, params), confidence=params.get("coverage", 0.95), critical=critical
    )
    return {**_rank_result(found), "critical": plain(found["critical"])[0]}


def integer_rank(inputs: Inputs, params: Params) -> Result:
    frame = pd.DataFrame({"value": inputs["values"], "direction": _turned(params)})
    return {"rank": plain(rank_table(frame, carry=(), omega=params.get("omega", 0))["value"])}


# Targets


def _figure(inputs: Inputs, params: Params) -> pd.DataFrame:
    """A printed figure as an interval, with its target."""
    row = {
        "value": inputs["value"],
        "qualifier": inputs.get("qualifier", "="),
        "decimals": inputs.get("decimals", params.get("decimals")),
    }
    bounds = params.get("lower_bound", 0.0), params.get("upper_bound", 100.0)
    figure = as_interval(pd.DataFrame([row]), bounds=bounds)
    columns = ["value", "lower", "upper", "lower_open", "upper_open"]
    words = {"target": inputs["target"], "direction": direction(params)}
    words["qualifier"] = row["qualifier"]
    if inputs.get("operator"):
        words["operator"] = inputs["operator"]
    return figure[columns].assign(**words)


def censored_status(inputs: Inputs, params: Params) -> Result:
    figure = _figure(inputs, params)
    gap = one(target_gap(figure))
    state = one(target_status_censored(figure))
    return {
        **gap,
        "status": state["status"],
        "gap": gap["value"],
        "gap_interval": [gap["lower"], gap["upper"]],
    }


def _path(inputs: Inputs, params: Params, names: Mapping[str, str]) -> pd.DataFrame:
    row = {column: inputs.get(name) for column, name in names.items()}
    settings = {"direction": direction(params)}
    return pd.DataFrame([row], dtype=float).assign(**settings)


_PROGRESS = {
    "baseline": "baseline",
    "baseline_time": "baseline_year",
    "value": "current",
    "time": "current_year",
    "target": "target",
    "due_time": "target_year",
}


def progress(inputs: Inputs, params: Params) -> Result:
    """State and pace; a qualifier or an earlier series may come with the case."""
    frame = _path(inputs, params, _PROGRESS)
    if inputs.get("qualifier", "=") not in ("", "="):
        row = {"value": inputs["current"], "qualifier": inputs["qualifier"]}
        row |= {"target": inputs["target"]}
        bounds = {"upper_bound": params.get("upper_bound", 100.0)}
        ends = _figure(row, {**params, **bounds})
        shown = ["value", "lower", "upper", "lower_open", "upper_open"]
        frame[shown] = ends[shown].to_numpy()
        frame = frame.astype({"lower_open": bool, "upper_open": bool, "value": float})
    history = inputs.get("history") or inputs.get("series")
    told = None if history is None else _history(history)
    found = one(target_progress(frame, history=told))
    return {**found, "gap": found["value"]}


def _history(history: Any) -> pd.DataFrame:
    """Earlier observations given as {year: value} or as two lists."""
    pairs = history.items() if "years" not in history else zip(*history.values(), strict=True)
    return pd.DataFrame([(float(year), value) for year, value in pairs], columns=["time", "value"])


def pace(inputs: Inputs, params: Params) -> Result:
    names = _PROGRESS | {"baseline": "base", "baseline_time": "base_year"}
    found = one(target_progress(_path(inputs, params, names)))
    return {
        **found,
        "required_pace": found["required_original"],
        "ratio": found["pace_ratio"],
        "achieved": found["status"] == "achieved",
    }


def percent_of_path(inputs: Inputs, params: Params) -> Result:
    timed = {**inputs, "base_year": 0, "current_year": 1, "target_year": 2}
    closed = pace(timed, params)["gap_closed"]
    return {"percent": None if closed is None else 100 * closed}


_STATES = {"met": "better", "not_met": "worse", "undetermined": "same"}


def single_value(inputs: Inputs, params: Params) -> Result:
    """A figure, or its interval, against one limit."""
    figure = {name: inputs[name] for name in ("value", "lower", "upper") if name in inputs}
    row = pd.DataFrame([figure], dtype=float).assign(
        target=inputs["target"], direction=direction(params, "polarity")
    )
    return {"status": _STATES.get(target_status_censored(row)["status"].item(), "none")}


def target_range(inputs: Inputs, params: Params) -> Result:
    """Below, within or above a range of targets."""
    row = pd.DataFrame([{"value": inputs["value"]}], dtype=float)
    reaches = row.assign(target=inputs["lower_limit"], operator=">=")
    keeps = row.assign(target=inputs["upper_limit"], operator="<=")
    low, high = (target_status_censored(part)["status"].item() for part in (reaches, keeps))
    if "insufficient_data" in (low, high):
        return {"status": "none"}
    if (low, high) == ("met", "met"):
        return {"status": "same"}
    above = high == "not_met"
    return {"status": "better" if above == (direction(params, "polarity") == RISING) else "worse"}


# Published systems


_GROWTH = {
    "baseline": "base_value",
    "baseline_time": "base_year",
    "value": "current_value",
    "time": "current_year",
    "target": "target",
    "due_time": "target_year",
    "limit": "limit",
}


def _points(inputs: Inputs) -> Inputs:
    """First and last figure of a series, or the two figures of the case."""
    if "values" not in inputs:
        return inputs
    held = [(t, v) for t, v in zip(inputs["years"], inputs["values"], strict=True) if v is not None]
    (first, base), (last, current) = held[0], held[-1]
    ends = {"base_value": base, "base_year": first}
    return {**inputs, **ends, "current_value": current, "current_year": last}


def cagr(inputs: Inputs, params: Params) -> Result:
    rate = one(cagr_ratio(_path(_points(inputs), params, _GROWTH)))["cagr"]
    return {"cagr": "undefined" if rate is None else rate}


def canada(inputs: Inputs, params: Params) -> Result:
    marks = CagrMarks(
        with_target=tuple(params.get("thresholds_with_target", (0.95, 0.6, 0))),
        without_target=tuple(params.get("thresholds_without_target", (0.015, 0.005, 0))),
        limit_exponent=params.get("limit_exponent", 4.44),
    )
    found = one(cagr_ratio(_path(inputs, params, _GROWTH), marks=marks))
    observed, required = found["cagr"], found["cagr_required"]
    naive = observed / required if observed is not None and required else None
    return {
        "progress_value": found["published_value"],
        "status": found["status"],
        "status_required": found["status"],
        "score": found["score"],
        "naive_ratio": naive,
        "naive_ratio_is_large_positive": naive is not None and naive > 1,
    }


def un_chart(inputs: Inputs, params: Params) -> Result:
    if "cagr" in inputs:
        rate = inputs["cagr"]
        inputs = {"base_value": 1, "base_year": 0, "current_value": 1 + rate, "current_year": 1}
    settings = {"near_limit": params["near_limit"]} if "near_limit" in params else {}
    found = one(un_progress_chart(_path(inputs, params, _GROWTH), **settings))
    return {
        **found,
        "score": None if found["value"] is None else int(found["value"]),
        "expected_at_target_year": found["expected_at_due"],
    }


def weather(inputs: Inputs, params: Params) -> Result:
    series = pd.DataFrame({"time": inputs["years"], "value": inputs["values"]}, dtype=float)
    frame = series.assign(
        target=inputs["target"], due_time=inputs["target_year"], direction=direction(params)
    )
    found = one(weather_symbol(frame))
    return {**found, "symbol": found["status"] if found["reason"] == "" else None}


def status_index(inputs: Inputs, params: Params) -> Result:
    names = {"baseline": "base", "value": "current", "target": "target"}
    return {"index": one(current_status_index(_path(inputs, params, names)))["value"]}


def peer_distance(inputs: Inputs, params: Params) -> Result:
    frame = pd.DataFrame({"value": inputs["values"], "target": inputs["target"]}, dtype=float)
    found = standardised_distance(
        frame.assign(direction=direction(params)), ddof=params.get("ddof", 1), carry=()
    )
    return {"distances": plain(found["value"])}


KINDS: dict[str, Callable[[Inputs, Params], Result]] = {
    "fdr_bh": discovery("bh"),
    "fdr_by": discovery("by"),
    "fwer_holm": discovery("holm"),
    "fwer_bonferroni": discovery("bonferroni"),
    "normalise_goalposts": score("goalposts", goal_low="lower", goal_high="upper"),
    "normalise_minmax": score("minmax"),
    "normalise_scaled": score("goalposts", goal_low="lower", goal_high="upper"),
    "normalise_zscore": score("zscore"),
    "normalise_distance_to_target": score("distance_to_target", target="target"),
    "normalise_dist2targ": score("distance_to_target", target="target"),
    "normalise_dist2ref": score("distance_to_reference"),
    "normalise_dist2max": score("minmax"),
    "normalise_fracmax": score("fraction_of_max"),
    "normalise_prank": score("percent_rank"),
    "normalise_rank": score("rank"),
    "normalise_borda": score("borda"),
    "aggregate_arithmetic": mean("arithmetic"),
    "aggregate_geometric": mean("geometric"),
    "aggregate_harmonic": mean("harmonic"),
    "aggregate_generalised_mean": mean("generalised"),
    "asem_normalise_minmax": asem_normalise,
    "asem_distance_to_target": asem_distance,
    "asem_aggregate_arithmetic": asem_aggregate,
    "copeland": copeland_kind,
    "outranking_matrix": outranking_kind,
    "theil_t": theil,
    "gini": gini,
    "disparity_set": disparity_set,
    "disparity_set_pair": disparity_pair,
    "beta_convergence": beta_convergence,
    "eb_marshall": marshall,
    "eb_beta_binomial_moments": beta_binomial,
    "funnel_proportion": funnel,
    "funnel_proportion_significance": funnel_significance,
    "funnel_ratio_significance": ratio_significance,
    "funnel_poisson_expected": poisson_expected,
    "funnel_poisson_ratio": poisson_ratio,
    "funnel_overdispersion_pr": overdispersed,
    "comparator_wilson_around_benchmark": wilson_comparator,
    "rank_confidence_set_counts": rank_counts,
    "rank_confidence_set_normal": rank_normal,
    "joint_rank_region": rank_joint,
    "integer_rank_with_ties": integer_rank,
    "target_status_censored": censored_status,
    "target_progress": progress,
    "linear_pace_ratio": pace,
    "percent_of_path": percent_of_path,
    "target_single_value": single_value,
    "target_single_value_with_ci": single_value,
    "target_range": target_range,
    "cagr": cagr,
    "cagr_ratio_to_target": canada,
    "cagr_without_target": canada,
    "un_progress_chart": un_chart,
    "un_progress_chart_no_target": un_chart,
    "weather_symbol_linear_projection": weather,
    "current_status_index": status_index,
    "standardised_distance_to_target": peer_distance,
}

NOT_OFFERED: dict[str, str] = {
    "asem_published_results": (
        "METHODS 3.6 asks for fixed goalposts, means, contributions and sensitivity; the published "
        "pipeline also denominates, imputes and treats outliers, and METHODS 3.0 imputes nothing"
    ),
}
