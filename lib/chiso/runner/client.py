"""papermill's engine and client with four more outcomes of a cell than "completed"."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import NoSuchKernel
from jupyter_core.utils import run_sync
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine
from papermill.exceptions import strip_color

from chiso.runner.failure import Failure, FailureKind
from chiso.runner.full_text import FullText
from chiso.runner.gauge import gauged
from chiso.runner.manager import make_manager
from chiso.runner.notebook import nearest_heading
from chiso.runner.observation import STACKS
from chiso.runner.output_cap import Cut, OutputCap
from chiso.runner.warm.provisioner import how_started
from chiso.runner.watch import Watch
from chiso.words import Lang

_LOG = logging.getLogger("chiso.runner")
_LOG.addHandler(logging.NullHandler())
# A busy machine may deliver output late; four seconds (the default) would then fail good cells.
_OUTPUT_SECONDS = 60
# An exception may carry a whole data frame as its text.
_LINE_CHARACTERS = 2_000
_STACK_SECONDS = 0.2
_GRACE_SECONDS = 1.0


class ClientEngine(NBClientEngine):  # type: ignore[misc]
    """papermill's nbclient engine, running :class:`TruthfulClient`."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> Any:
        """The executed notebook.

        Parameters
        ----------
        nb_man
            papermill's keeper of the notebook and its statuses.
        kernel_name
            Kernel specification.
        **options
            ``execution_timeout``: seconds for one cell; ``start_timeout``: seconds for the kernel
            to start; ``watch``: a :class:`Watch` that can stop the chapter; ``full_text``: a
            :class:`FullText` for what is cut; ``sockets``: folder for the kernel's sockets;
            ``launch``: options of the kernel process such as ``env`` and
            ``stderr``; ``resources``: as nbclient has them.
        """
        client = TruthfulClient(
            nb_man,
            watch=options.get("watch"),
            full_text=options.get("full_text"),
            sockets=options.get("sockets"),
            kernel_name=kernel_name,
            timeout=options.get("execution_timeout"),
            startup_timeout=options.get("start_timeout", 60),
            resources=options.get("resources", {}),
            log_output=options.get("log_output", False),
            stdout_file=options.get("stdout_file"),
            stderr_file=options.get("stderr_file"),
        )
        return client.execute(**options.get("launch", {}))


class TruthfulClient(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's client; a failed chapter has one failed cell, and later cells stay pending.

    What happened is kept in the notebook's ``metadata.chiso.failure``, and in an error output of
    the failed cell, from which papermill raises its ``PapermillExecutionError``.
    """

    def __init__(
        self,
        nb_man: Any,
        *,
        watch: Watch | None = None,
        full_text: FullText | None = None,
        sockets: Path | None = None,
        **options: Any,
    ) -> None:
        super().__init__(
            nb_man,
            log=_LOG,
            record_timing=False,
            shutdown_kernel="immediate",
            iopub_timeout=_OUTPUT_SECONDS,
            extra_arguments=[
                "--IPKernelApp.log_level=ERROR",
                # The kernels of a run would wait for each other at one file; nbclient does this
                # for kernels with a usual name only.
                "--HistoryManager.hist_file=:memory:",
                "--IPKernelApp.extra_extensions=chiso.runner.observation",
            ],
            **options,
        )
        self._watch = watch or Watch()
        self._cap = OutputCap()
        self._full_text = full_text
        self._can_tell_stacks = False
        self._sockets = sockets
        self._asked_to_exit = False
        self.on_cell_executed = self._notice_exit

    def execute(self, **launch: Any) -> Any:
        """The executed notebook; ``launch`` goes to the kernel's process."""
        self.reset_execution_trackers()
        with ExitStack() as stack:
            try:
                stack.enter_context(self.setup_kernel(**launch))
            except (RuntimeError, OSError, NoSuchKernel) as error:
                first = next(i for i, cell in enumerate(self.nb.cells) if cell.cell_type == "code")
                self._record(first, self._watch.reason or "no_start", str(error))
                return self.nb
            stack.enter_context(gauged(self._provisioner.pid, self._watch.gauge))
            if self._run_cells():
                # A kernel may still die of what its last cell left at work.
                codes = (at for at, cell in enumerate(self.nb.cells) if cell.cell_type == "code")
                with self._truth(max(codes)):
                    self._describe()
        return self.nb

    def create_kernel_manager(self) -> Any:
        """What will start the kernel."""
        self.km = make_manager(self.kernel_name, self._sockets)
        return self.km

    def start_new_kernel(self, **launch: Any) -> None:
        """Start the kernel, and let the watch kill it from now on."""
        super().start_new_kernel(**launch)
        # What holds the process; the manager is gone as soon as the chapter ends.
        self._provisioner: Any = self.km.provisioner
        self._watch.kernel = how_started(self._provisioner)
        self._can_tell_stacks = STACKS in launch.get("env", {}) and hasattr(signal, "SIGUSR1")
        self._watch.attach(self._end_kernel)

    def process_message(self, msg: Any, *place: Any) -> Any:
        """What becomes of a kernel's message, cut to what a chapter may show."""
        if self._full_text is not None:
            self._full_text.take(msg)
        admitted = self._cap.admit(msg)
        return None if admitted is None else super().process_message(admitted, *place)

    def _describe(self) -> None:
        """Write down what the whole notebook is to know of its kernel."""
        reply = self.wait_for_reply(self.kc.kernel_info())
        self.nb.metadata["language_info"] = reply["content"]["language_info"]
        self.set_widgets_metadata()

    def _run_cells(self) -> bool:
        """Whether all cells ran to their end."""
        for index, cell in enumerate(self.nb.cells):
            self.nb_man.cell_start(cell, index)
            self._watch.reached(self._heading(index))
            self._cap.begin_cell()
            try:
                with self._truth(index):
                    self.execute_cell(cell, index)
            finally:
                self._note_cut(index)
                self.nb_man.cell_complete(self.nb.cells[index], cell_index=index)
            if "failure" in self.nb.metadata.get("chiso", {}):
                return False
        return True

    @contextmanager
    def _truth(self, index: int) -> Iterator[None]:
        """Turn each way in which a cell can end into its own kind of failure."""
        try:
            yield
        except CellExecutionError as error:
            line = strip_color(f"{error.ename}: {error.evalue}").strip()[:_LINE_CHARACTERS]
            early = error.ename == "SystemExit"
            if self._watch.reason:  # a cell that is asked to stop ends with KeyboardInterrupt
                self._record(index, self._watch.reason, self._exit_state())
            else:
                self._record(index, "stopped_early" if early else "exception", line)
        except CellTimeoutError as error:
            self._ask_for_stacks()
            lost = "IOPub" in str(error)
            limit = _OUTPUT_SECONDS if lost else self.timeout
            self._record(index, "lost_output" if lost else "cell_timeout", f"> {limit:g} s")
        except DeadKernelError:
            self._record(index, self._watch.reason or "killed", self._exit_state())
        except KeyboardInterrupt:
            self._record(index, "interrupted", "KeyboardInterrupt")
            raise
        else:
            if self._asked_to_exit:
                self._record(index, "stopped_early", "exit()")

    def _record(self, index: int, kind: FailureKind, message: str) -> None:
        cell = self.nb.cells[index]
        failure = Failure(kind, index, self._heading(index), message)
        if kind != "exception":
            cell.outputs.append(_error_output(failure))
        self.nb.metadata.setdefault("chiso", {})["failure"] = failure.to_record()
        self.nb_man.cell_exception(cell, cell_index=index)

    def _note_cut(self, index: int) -> None:
        """Say in the cell, and in the notebook's metadata, what it showed too much."""
        heading, full_text, lost = self._heading(index), self._full_text, self._cap.lost
        title = f"#{index + 1} {heading}".strip()
        is_kept = full_text is not None and full_text.end_cell(title, keep=bool(lost))
        if lost:
            cut = Cut(index, heading, lost, full_text.name if full_text and is_kept else None)
            self.nb.cells[index].outputs.append(_note_output(cut.note.say(self._lang)))
            kept = self.nb.metadata.setdefault("chiso", {}).setdefault("cuts", [])
            kept.append(cut.to_record())

    @property
    def _lang(self) -> Lang:
        """The language of the report."""
        given = self.nb.metadata.get("papermill", {}).get("parameters", {}).get("lang")
        return "en" if given == "en" else "vi"

    def _heading(self, index: int) -> str:
        return nearest_heading(self.nb.cells, index, self._lang)

    def _end_kernel(self) -> None:
        """Kill the kernel; one that ran too long is asked first where it stands, and to stop."""
        if self._watch.reason == "chapter_timeout" and self._can_tell_stacks:
            self._ask_for_stacks()
            with suppress(ProcessLookupError):
                os.kill(self._provisioner.pid, signal.SIGINT)
            time.sleep(_GRACE_SECONDS)
        asyncio.run(self._provisioner.kill())

    def _ask_for_stacks(self) -> None:
        """Have the kernel write where each of its threads stands."""
        if self._can_tell_stacks:
            with suppress(ProcessLookupError):
                os.kill(self._provisioner.pid, signal.SIGUSR1)
            time.sleep(_STACK_SECONDS)

    def _exit_state(self) -> str:
        """How the kernel ended: ``SIGKILL (9)``, ``exit(3)``, or the limit that it broke."""
        if self._watch.reason == "chapter_timeout":
            return f"> {self._watch.limit_seconds:g} s"
        code = run_sync(self._provisioner.poll)()
        if code is None or code >= 0:
            return f"exit({code})"
        names = {number.value: number.name for number in signal.Signals}
        return f"{names.get(-code, 'signal')} ({-code})"

    def _notice_exit(self, *, execute_reply: Any, **_: Any) -> None:
        """``exit()`` and ``quit()`` succeed, and take the kernel away after their cell."""
        payload = execute_reply["content"].get("payload", ())
        self._asked_to_exit = any(item.get("source") == "ask_exit" for item in payload)


def _note_output(note: str) -> Any:
    make: Any = new_output
    data = {"text/plain": note, "text/html": f'<p class="note"><strong>{note}</strong></p>'}
    return make("display_data", data=data, metadata={})


def _error_output(failure: Failure) -> Any:
    make: Any = new_output
    return make("error", ename=failure.ename, evalue=failure.message, traceback=[failure.message])
