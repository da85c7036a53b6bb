"""A project small enough to read: two periods, one figure, chapters of a few cells."""

import json
import textwrap
from dataclasses import dataclass, replace
from pathlib import Path

from chiso.runner import Project, RunRequest
from chiso.runner.failure import Failure
from chiso.runner.jobs import ChapterResult
from chiso.runner.manifest import settled
from chiso.runner.publish import LOG

PARAMETERS = 'period: str = "2024-H1"\nlang: str = "vi"\ndata: str = "../data/tiny"'
FILES = {
    "dataset.yml": """
        id: tiny
        name: {vi: Tỉnh Nhỏ, en: Small Province}
        synthetic: false
        province: "17"
        calendar: CAL
        report_periods: ["2023", 2024-H1]
        state: {vi: Số liệu công bố, en: Published figures}
        headline: [dossiers_online]
        """,
    "domains.yml": """
        - id: services
          name: {vi: Dịch vụ công, en: Public services}
          question: {vi: Bao nhiêu?, en: How many?}
        """,
    "indicators.yml": """
        - id: dossiers_online
          domain: services
          name: {vi: Hồ sơ trực tuyến, en: Dossiers online}
          short: {vi: Hồ sơ, en: Dossiers}
          unit: {vi: "%", en: "%"}
          decimals: 1
          kind: share
          direction: higher_is_better
          bounds: [0, 100]
          period_kind: flow
          system: {vi: Cổng, en: Portal}
          definitions:
            - {id: base, text: {vi: Trên tổng số, en: Of all}}
        """,
    "areas.csv": """
        area,parent,kind,name_vi,name_en,short_vi,valid_from,valid_to,successor,aliases,tile_row,tile_column,order,note
        17,,province,Tỉnh Nhỏ,Small Province,,,,,,,,1,
        """,
    "area_changes.csv": "date,kind,predecessor,successor,weight,act,source,note\n",
    "acts.yml": """
        plan:
          name: {vi: Kế hoạch 1, en: Plan 1}
          adopted: 2023-01-01
          level: provincial
        """,
    "targets.csv": """
        indicator,tier,area,due,operator,value,kind,level,act,definition,source,locator,note
        dossiers_online,province,17,2024,>=,60,level,provincial,plan,base,office,,
        """,
    "sources.yml": """
        office:
          address: https://example.org/1
          publisher: {vi: Văn phòng, en: Office}
          title: {vi: Báo cáo, en: Report}
          date: 2024-07-01
          date_is: printed
          calendar: CAL
        """,
    "totals.yml": "[]\n",
    "corrections.yml": "[]\n",
    "observations/services.csv": """
        indicator,area,tier,scope,period,period_kind,value,qualifier,numerator,denominator,decimals,status,definition,source,locator,published,extracted,note
        dossiers_online,17,province,all,2024-H1,flow,49.2,=,,,1,final,base,office,,2024-07-01,2024-07-02,
        """,
}


def markdown(text, *tags):
    return {"cell_type": "markdown", "metadata": {"tags": list(tags)}, "source": text}


def code(text, *tags):
    return {
        "cell_type": "code",
        "metadata": {"tags": list(tags)},
        "source": text,
        "outputs": [],
        "execution_count": None,
    }


def notebook(*cells, parameters=PARAMETERS):
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    every = [markdown("# Mở đầu"), code(parameters, "parameters"), *cells]
    return {
        "cells": [cell | {"id": f"c{number}"} for number, cell in enumerate(every)],
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def write_notebook(path, *cells, parameters=PARAMETERS):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook(*cells, parameters=parameters)), encoding="utf-8")
    return path


def make_project(root: Path, chapters=None):
    """A project folder; ``chapters`` maps names to lists of cells."""
    for name, text in FILES.items():
        path = root / "data" / "tiny" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
    chapters = chapters or {"00_summary": [code("print(period)")]}
    for name, cells in chapters.items():
        write_notebook(root / "notebooks" / f"{name}.ipynb", *cells)
    return Project(root, root / "notebooks", root / "data" / "tiny")


def request(project, **changes):
    asked = RunRequest(project=project, out=project.root / "outputs", langs=("vi",))
    return replace(asked, **changes)


@dataclass(frozen=True)
class TinyFacts:
    edition: object

    def to_record(self):
        head = {
            "period": self.edition.period,
            "verdicts": {"met": 1, "not_met": 0},
            "neighbours": dict(self.edition.neighbours),
        }
        return {"facts": dict.fromkeys(self.edition.langs, head), "files": []}


class TinyExporter:
    """Writes one line a page, so that a test sees what a page was made from."""

    def import_ahead(self):
        """It needs nothing."""

    def write_edition(self, edition, folder):
        for lang in edition.langs:
            outputs = [
                "".join(output.get("text", ""))
                for path in edition.notebooks[lang]
                for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
                for output in cell.get("outputs", [])
            ]
            neighbours = edition.neighbours
            page = f"{edition.period} {neighbours['previous']} {neighbours['next']} {outputs}"
            (folder / f"report.{lang}.html").write_text(page, encoding="utf-8")
        return TinyFacts(edition)

    def write_landing(self, records, folder, lang):
        name = "index.html" if lang == "vi" else "index.en.html"
        lines = [f"{r['period']} {r['status']} stale={r['stale']}" for r in records]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def write_shelf(self, sets, folder, lang):
        name = "index.html" if lang == "vi" else "index.en.html"
        lines = ['<meta name="generator" content="chiso">']
        lines += [f"{s['folder']} {[r['period'] for r in s['records']]}" for s in sets]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def fake_run_chapter(job, workshop, switch, reached=None):
    """The chapter's outcome without a kernel: a cell ``fail 2023`` fails for that period."""
    content = json.loads(job.source.read_text(encoding="utf-8"))
    failure = None
    for index, cell in enumerate(content["cells"]):
        if cell["source"] == f"fail {job.period}":
            failure = Failure("exception", index, "Mở đầu", "ZeroDivisionError: 1 / 0")
    text = f"{job.period} {job.lang} {sorted(job.parameters)}"
    content["cells"][-1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]
    job.target.parent.mkdir(parents=True, exist_ok=True)
    job.target.write_text(json.dumps(content), encoding="utf-8")
    return ChapterResult(job, 0.5, failure, "a kernel's last words" if failure else "")


def tree(out):
    """Every file, without history and what was measured."""
    found = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name not in (LOG, ".run.lock")
    }
    for name in [name for name in found if name.endswith("run.json")]:
        found[name] = settled(json.loads(found[name]))
    return found
