"""``chiso doctor``: whether this machine can make reports."""

from __future__ import annotations

from pathlib import Path

from chiso.cli.command import Command, Given
from chiso.cli.place import data_option, find_project, json_option, out_folder, out_option
from chiso.cli.screen import give, give_json
from chiso.errors import SetupError
from chiso.words import Words, reader_lang

_PURPOSE = Words(
    vi="Kiểm tra máy: phần mềm, kernel, phông chữ, số liệu, quyền ghi, đĩa.",
    en="Check this machine: software, kernel, font, data, write access, disk.",
)
_SIGNS = {"good": "✓", "warning": "!", "bad": "✗"}


def doctor_command() -> Command:
    """``chiso doctor``."""
    return Command("doctor", _doctor, _PURPOSE, [data_option(), out_option(), json_option()])


def _doctor(given: Given) -> int:
    from chiso.runner.checkup import check_machine

    project, lang = find_project(given["data"], Path.cwd()), reader_lang()
    checks = check_machine(project, out_folder(given["out"], project))
    if given["json"]:
        give_json(
            [
                {
                    "check": check.name.say(lang),
                    "state": check.state,
                    "found": check.found.say(lang),
                    "fix": check.fix.say(lang),
                }
                for check in checks
            ]
        )
    else:
        for check in checks:
            fix = f". {check.fix.say(lang)}" if check.fix.say(lang) else ""
            give(f"{_SIGNS[check.state]} {check.name.say(lang)}: {check.found.say(lang)}{fix}")
    return SetupError.exit_code if any(check.state == "bad" for check in checks) else 0
