"""Commands and options of click, speaking the reader's language and naming the nearest word."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from importlib import import_module
from typing import Any

import click

from chiso.errors import Problem, UsageError, unknown_word
from chiso.words import Words, reader_lang

Given = Mapping[str, Any]
_HEADINGS = {
    "Options": Words(vi="Tùy chọn", en="Options"),
    "Commands": Words(vi="Lệnh", en="Commands"),
}
_USAGE = Words(vi="Cách dùng: ", en="Usage: ")
_HELP = Words(vi="Hiện hướng dẫn này", en="Show this help")
_VERBOSE = Words(vi="Khi có lỗi, in cả dấu vết lập trình", en="Print tracebacks with errors")


class Formatter(click.HelpFormatter):
    """Help with headings in the reader's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args, prefix or _USAGE.say(reader_lang()))

    def section(self, name: str) -> AbstractContextManager[None]:  # type: ignore[override]
        """A section with its heading translated."""
        heading = _HEADINGS.get(name, Words(name, name))
        return super().section(heading.say(reader_lang()))


class Context(click.Context):
    """A context that formats help so."""

    formatter_class = Formatter


class Option(click.Option):
    """An option explained in both languages."""

    def __init__(self, *names: str, words: Words, **settings: Any) -> None:
        super().__init__(names, help=words.say(reader_lang()), **settings)


class Command(click.Command):
    """One command: its options and what it does with them.

    Parameters
    ----------
    name
        The word to type.
    act
        Gets the options by name; returns the exit code.
    words
        What it does, in one sentence.
    params
        Arguments and options.
    """

    context_class = Context

    def __init__(
        self,
        name: str,
        act: Callable[[Given], int],
        words: Words,
        params: Sequence[click.Parameter],
    ) -> None:
        super().__init__(
            name,
            params=[*params, _verbose_option(), _help_option()],
            help=words.say(reader_lang()),
            add_help_option=False,
            context_settings={"allow_extra_args": True},
        )
        self._act = act

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; a complaint about them is one of ours."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise _explain(error, ctx) from None

    def invoke(self, ctx: click.Context) -> int:
        """Do it; the exit code."""
        if ctx.args:
            allowed = Words(
                vi="lệnh này không nhận thêm từ nào", en="this command takes no further words"
            )
            todo = Words(vi=f"Xem: {ctx.command_path} --help", en=f"See: {ctx.command_path} --help")
            got = " ".join(ctx.args)
            raise UsageError(Problem(ctx.command_path, repr(got), allowed, todo, "extra_words"))
        exit_code = self._act(ctx.params)
        # Here click still ends quietly when the reader, such as ``head``, has enough.
        sys.stdout.flush()
        return exit_code


class Group(click.Group):
    """The commands under one name, each imported when it is asked for.

    Parameters
    ----------
    name
        The word to type.
    words
        What they are for, in one sentence.
    modules
        Module of ``chiso.cli`` by command; it makes the command by ``<command>_command()``.
    """

    context_class = Context

    def __init__(self, name: str, words: Words, modules: Mapping[str, str]) -> None:
        super().__init__(
            name,
            params=[_version_option(), _help_option()],
            help=words.say(reader_lang()),
            add_help_option=False,
            invoke_without_command=True,
            callback=_show_help_when_alone,
        )
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands."""
        return sorted(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None where there is none."""
        if cmd_name not in self._modules:
            return None
        module = import_module(f"chiso.cli.{self._modules[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")()
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words up to the command; a complaint about them is one of ours."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise _explain(error, ctx) from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names."""
        known = self.list_commands(ctx)
        if args[0] not in known:
            raise UsageError(unknown_word(ctx.command_path, args[0], known, "unknown_command"))
        return super().resolve_command(ctx, args)


def _explain(error: click.UsageError, context: click.Context) -> UsageError:
    """A complaint of click's as one of ours, with the nearest option."""
    where = context.command_path
    params = {name: param for param in context.command.params for name in param.opts}
    if isinstance(error, click.NoSuchOption):
        options = [name for name in params if name.startswith("--")]
        return UsageError(unknown_word(where, error.option_name, options, "unknown_option"))
    todo = Words(vi=f"Xem: {where} --help", en=f"See: {where} --help")
    if isinstance(error, click.MissingParameter) and error.param is not None:
        name = error.param.human_readable_name
        allowed = Words(vi=f"cần cho biết {name}", en=f"{name} is required")
        return UsageError(Problem(where, "", allowed, todo, "missing_word"))
    name = getattr(error, "option_name", "")
    if getattr(params.get(name), "is_flag", False):
        allowed = Words(vi="tùy chọn này không nhận giá trị", en="this option takes no value")
    else:
        allowed = Words(vi="tùy chọn này cần một giá trị", en="this option needs a value")
    return UsageError(Problem(f"{where} {name}".strip(), "", allowed, todo, "option_form"))


def _show_help_when_alone() -> None:
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def _help_option() -> click.Option:
    def show(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001
        if wanted:
            click.echo(ctx.get_help())
            ctx.exit()

    return Option(
        "--help", "-h", words=_HELP, is_flag=True, is_eager=True, expose_value=False, callback=show
    )


def _verbose_option() -> click.Option:
    return Option("--verbose", "-v", words=_VERBOSE, is_flag=True, expose_value=False)


def _version_option() -> click.Option:
    def show(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001
        if wanted:
            from chiso import __version__

            click.echo(f"chiso {__version__}")
            ctx.exit()

    words = Words(vi="Hiện phiên bản", en="Show the version")
    return Option(
        "--version", words=words, is_flag=True, is_eager=True, expose_value=False, callback=show
    )
