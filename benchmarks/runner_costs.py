"""Where the processor time of a run goes: ``python benchmarks/runner_costs.py --part b``.

b compares a run with its own cells in one warm process, f splits one chapter's cost, g shows how
cost grows with items, areas and jobs and draws it into ``costs.png`` beside this file.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from itertools import product
from pathlib import Path
from typing import Any

from national_data import Size, make_national
from runner import DATA, PERIODS, ROOT, SMALL, Cost, call, measured, run_suite

LANGS = ("vi", "en")
CHAPTER = "10_trends"
COPIES = 14  # of the small chapter, for runs of many items
AREAS = (10, 150, 10_600)


def chapters() -> list[Path]:
    """The notebooks of the report."""
    return sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))


def cells_of(path: Path) -> list[str]:
    """Code of a notebook below its parameters."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    plain = [cell for cell in code if "parameters" not in cell["metadata"].get("tags", ())]
    return ["".join(cell["source"]) for cell in plain]


def execute(path: Path, period: str, lang: str) -> None:
    """The cells of a chapter in this process, with all that they display made and thrown away."""
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    shell = InteractiveShell.instance()
    shell.reset(new_session=False)
    shell.push({"period": period, "lang": lang, "data": str(DATA)})
    for cell in cells_of(path):
        with capture_output():
            shell.run_cell(cell).raise_error()


def limit(published: Path, periods: Sequence[str]) -> None:
    """Print the processor seconds of each period's cells and pages in this one process.

    First with every chapter opening its report, as cells do; then with each period's reports
    opened once, which no process can do that must not see what an earlier chapter did. Imports
    are not counted, nor is what a run does beside cells and pages.
    """
    import chiso.export
    from chiso.report.opening import prepare_reports
    from chiso.report.ready import folder_states

    execute(chapters()[0], periods[0], "vi")  # imports are not counted
    for period in periods:
        began = time.process_time()
        for path, lang in product(chapters(), LANGS):
            execute(path, period, lang)
        plain = time.process_time() - began
        opened = 0.0
        for number, (path, lang) in enumerate(product(chapters(), LANGS)):
            began = time.process_time()
            prepare_reports(period, LANGS, DATA, folder_states(DATA))
            ready = time.process_time()
            execute(path, period, lang)
            opened += time.process_time() - (ready if number else began)
        began = time.process_time()
        with tempfile.TemporaryDirectory() as staged:
            chiso.export.write_edition(edition_of(published / period), Path(staged))
        pages = time.process_time() - began
        print(plain + pages, opened + pages)


def edition_of(folder: Path) -> Any:
    """A published report as its pages were made from it."""
    from chiso.export import Edition

    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return Edition(
        record["period"],
        LANGS,
        {
            lang: [folder / "notebooks" / f"{name}.{lang}.ipynb" for name in record["chapters"]]
            for lang in LANGS
        },
        record["neighbours"],
        datetime.fromisoformat(record["created"]),
        record["provenance"],
    )


def part_b(rounds: int, folder: Path, periods: Sequence[str]) -> None:
    """A run against its own cells and pages in one process that has imported everything.

    A run also starts (imports in two processes, the check of the data set), starts kernels, writes
    notebooks, digests and landing pages. So it is compared twice: whole, and by what it costs for
    its later periods only, the difference to a run over the earlier ones.
    """
    out, half = folder / "out", len(periods) // 2
    words = (sys.executable, __file__, "--limit", str(out / DATA.name), "--period", *periods)
    taken = []
    for _ in range(rounds):
        whole = measured(lambda: run_suite(periods, ",".join(LANGS), out), 1)
        early = measured(lambda: run_suite(periods[:half], ",".join(LANGS), folder / "half"), 1)
        told = subprocess.run(words, check=True, capture_output=True, text=True, cwd=ROOT)
        rows = [[float(word) for word in line.split()] for line in told.stdout.splitlines()]
        plain, once = (
            (sum(column), sum(column[half:])) for column in zip(*rows[-len(periods) :], strict=True)
        )
        taken.append((whole.cpu, whole.cpu - early.cpu, *plain, *once))
    ours, more, plain, plain_more, once, once_more = map(
        statistics.median, zip(*taken, strict=True)
    )
    items = len(chapters()) * len(LANGS)
    show_limit(f"{items * len(periods)} items, whole run", ours, plain, once)
    show_limit(f"its last {items * (len(periods) - half)} items", more, plain_more, once_more)


def show_limit(name: str, ours: float, plain: float, once: float) -> None:
    """Print processor seconds of a run and of one process, in both of its ways."""
    print(
        f"b) {name}: {ours:.1f} s cpu against {plain:.1f} in one process: {ours / plain:.2f} x;"
        f" with reports opened once {once:.1f}: {ours / once:.2f} x"
    )


@contextmanager
def watched(places: Sequence[tuple[object, str, str]]) -> Iterator[Counter[str]]:
    """Processor seconds within some functions, each given by its owner, name and label."""
    spent: Counter[str] = Counter()

    def timed(function: Callable[..., Any], label: str) -> Callable[..., Any]:
        @wraps(function)
        def called(*given: Any, **named: Any) -> Any:
            began = time.process_time()
            try:
                return function(*given, **named)
            finally:
                spent[label] += time.process_time() - began

        return called

    before = [(owner, name, getattr(owner, name)) for owner, name, _ in places]
    for owner, name, label in places:
        setattr(owner, name, timed(getattr(owner, name), label))
    try:
        yield spent
    finally:
        for owner, name, function in before:
            setattr(owner, name, function)


def part_f(rounds: int, folder: Path, periods: Sequence[str]) -> None:
    """One chapter's cost by what it is spent on, opened cold and with its report opened before."""
    import chiso.charts.drawing as drawing
    import chiso.charts.figure as figure
    from chiso.charts.drawing import Drawing
    from chiso.report import opening
    from chiso.report.ready import folder_states

    path, period = ROOT / "notebooks" / f"{CHAPTER}.ipynb", periods[-1]
    places = [
        (Drawing, "finish", "drawing and png"),
        (drawing, "to_png", "png"),
        (figure, "to_webp", "webp"),
        (opening, "_read_report", "load"),
    ]
    execute(path, period, "vi")
    for name in ("cold", "prepared"):
        taken: list[Counter[str]] = []
        for _ in range(rounds):
            if name == "prepared":
                opening.prepare_reports(period, LANGS, DATA, folder_states(DATA))
            with watched(places) as spent:
                began = time.process_time()
                execute(path, period, "vi")
                spent["all"] = time.process_time() - began
            taken.append(spent)
        parts = {label: statistics.median(spent[label] for spent in taken) for label in taken[0]}
        shown = ", ".join(f"{label} {seconds:.2f}" for label, seconds in parts.items())
        print(f"f) {CHAPTER} {period}, {name}: {shown}")
    formats(rounds, period)
    starts(rounds, folder)


def formats(rounds: int, period: str) -> None:
    """One figure as SVG, and its pixels packed as PNG and WebP with more and with less effort."""
    import io

    from PIL import Image

    import chiso

    shown = chiso.open_report(period, data=DATA).draw_trends()
    image = Image.open(io.BytesIO(shown.wide.data))

    def packed(kind: str, **options: Any) -> bytes:
        target = io.BytesIO()
        (image.convert("RGB") if kind == "WEBP" else image).save(target, kind, **options)
        return target.getvalue()

    ways = {
        "svg": shown.vector,
        "png 9": lambda: packed("PNG", compress_level=9),
        "png 6": lambda: packed("PNG", compress_level=6),
        "webp 100/4": lambda: packed("WEBP", lossless=True, quality=100, method=4),
        "webp 75/3": lambda: packed("WEBP", lossless=True, quality=75, method=3),
    }
    for name, way in ways.items():
        costs = []
        for _ in range(rounds + 2):
            began = time.process_time()
            made = way()
            costs.append(time.process_time() - began)
        print(f"f) trends as {name}: {statistics.median(costs):.3f} s cpu, {len(made):,} bytes")


def starts(rounds: int, folder: Path) -> None:
    """What one more item costs that does nothing, in a forked and in a fresh kernel."""
    root = small_project(folder / "empty", "pass")
    for words in ((), ("--cold",)):
        costs = {}
        for count in (2, 12):
            only = [word for name in names(count) for word in ("--only", name)]
            taken = [
                measured(lambda w=(*only, *words): run_copies(root, PERIODS[-1:], "vi", *w), 1)
                for _ in range(rounds)
            ]
            costs[count] = Cost.median(taken)
        each = (costs[12].cpu - costs[2].cpu) / 10
        print(f"f) one more empty chapter {' '.join(words) or 'forked'}: {each:.2f} s cpu")


def names(count: int) -> list[str]:
    """Names of the first copies of a chapter."""
    return [f"{number:02d}_copy" for number in range(count)]


def small_project(root: Path, source: str) -> Path:
    """A project whose chapters are copies of the small one with ``source`` for tables and texts."""
    text = (ROOT / "notebooks" / f"{SMALL}.ipynb").read_text(encoding="utf-8")
    (root / "notebooks").mkdir(parents=True)
    for number, name in enumerate(names(COPIES)):
        notebook = json.loads(text)
        for cell in notebook["cells"]:
            if "".join(cell["source"]).startswith("report."):
                cell["source"] = [source]
            if "chiso" in cell["metadata"]:  # no two sections of a page share a name
                cell["metadata"]["chiso"]["section"] += f"-{number}"
        (root / "notebooks" / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    shutil.copytree(DATA, root / "data" / DATA.name)
    return root


def run_copies(root: Path, periods: Sequence[str], langs: str, *words: str) -> None:
    """A run of such a project."""
    wanted = [word for period in periods for word in ("--period", period)]
    data = root / "data" / DATA.name
    call("chiso", "run", "--data", data, *wanted, "--lang", langs, "--force", *words, cwd=root)


def part_g(rounds: int, folder: Path, periods: Sequence[str]) -> None:
    """Cost against items, areas and jobs."""
    found = {"items": by_items(folder), "areas": by_areas(folder), "jobs": by_jobs(folder, periods)}
    for axis, costs in found.items():
        for size, cost in costs.items():
            print(f"g) {size} {axis}: {cost.wall:.1f} s wall, {cost.cpu:.1f} s cpu")
    draw(found, Path(__file__).with_name("costs.png"))


def by_items(folder: Path) -> dict[int, Cost]:
    """Runs of 10, 100 and 1,000 small chapters that tell the results three times."""
    root = small_project(folder / "copies", "report.say_results()")
    told = subprocess.run(
        [sys.executable, "-m", "chiso", "list", "periods", "--data", str(DATA), "--json"],
        check=True, capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    known = [entry["period"] for entry in json.loads(told.stdout)]
    sizes = {10: (1, "vi", 10), 100: (5, "vi,en", 10), 1008: (36, "vi,en", 14)}
    costs = {}
    for size, (count, langs, copies) in sizes.items():
        only = [word for name in names(copies) for word in ("--only", name)]
        chosen = known[-count:]
        costs[size] = measured(lambda c=chosen, g=langs, o=only: run_copies(root, c, g, *o), 1)
    return costs


def by_areas(folder: Path) -> dict[int, Cost]:
    """One period's report from made-up countries of more and more communes."""
    costs = {}
    for communes in AREAS:
        data = folder / f"country{communes}"
        size = Size(max(1, communes // 168), max(5, communes // 15), communes, 20, 24)
        make_national(data, size)
        words = ("--data", data, "--period", "2022-H1", "--lang", "vi", "--out", folder / "areas")
        costs[communes] = measured(lambda w=words: call("chiso", "run", *w, cwd=ROOT), 1)
    return costs


def by_jobs(folder: Path, periods: Sequence[str]) -> dict[int, Cost]:
    """Two periods with one to four chapters at a time."""
    wanted = [word for period in periods[-2:] for word in ("--period", period)]
    words = ("--data", DATA, *wanted, "--force", "--out", folder / "jobs")
    return {
        jobs: measured(lambda j=jobs: call("chiso", "run", *words, "--jobs", j, cwd=ROOT), 1)
        for jobs in (1, 2, 3, 4)
    }


def draw(found: dict[str, dict[int, Cost]], target: Path) -> None:
    """One panel for each axis: wall and processor seconds."""
    import matplotlib.pyplot as plt

    figure, panels = plt.subplots(1, len(found), figsize=(10, 3), layout="constrained")
    for panel, (axis, costs) in zip(panels, found.items(), strict=True):
        sizes = list(costs)
        panel.plot(sizes, [cost.wall for cost in costs.values()], "o-", color="#12436D")
        panel.plot(sizes, [cost.cpu for cost in costs.values()], "s--", color="#B5420F")
        panel.set(xlabel=axis, title=f"s, wall (●) and processor (■), by {axis}")
        panel.title.set_fontsize(9)
        panel.set(xscale="linear" if axis == "jobs" else "log")
        # Where items grow a hundredfold, a straight line of slope 1 is what is looked for.
        panel.set(yscale="log") if axis == "items" else panel.set(ylim=0)
        panel.set_xticks(sizes, [f"{size:,}" for size in sizes])
        panel.minorticks_off()
    figure.savefig(target, dpi=110)


def main() -> None:
    """Run the parts that are named."""
    parts = {"b": part_b, "f": part_f, "g": part_g}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=[*parts], action="append", default=[])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=Path, help="published reports; one process, unmeasured")
    parser.add_argument("--period", nargs="+", default=[*PERIODS])
    given = parser.parse_args()
    if given.limit:
        limit(given.limit, given.period)
        return
    for name in given.part or parts:
        with tempfile.TemporaryDirectory() as folder:
            parts[name](given.rounds, Path(folder), given.period)


if __name__ == "__main__":
    main()
