"""papermill's engine and client with four more outcomes of a cell than "completed"."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from jupyter_client.kernelspec import NoSuchKernel
from jupyter_core.utils import run_sync
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine
from papermill.exceptions import strip_color

from chiso.runner.failure import Failure, FailureKind
from chiso.runner.notebook import nearest_heading
from chiso.runner.watch import Watch

_LOG = logging.getLogger("chiso.runner")
_LOG.addHandler(logging.NullHandler())
# A busy machine may deliver output late; four seconds (the default) would then fail good cells.
_OUTPUT_SECONDS = 60


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
            to start; ``watch``: a :class:`Watch` that can stop the chapter; ``launch``: options of
            the kernel process such as ``env`` and ``stderr``; ``resources``: as nbclient has them.
        """
        client = TruthfulClient(
            nb_man,
            watch=options.get("watch"),
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

    def __init__(self, nb_man: Any, *, watch: Watch | None = None, **options: Any) -> None:
        super().__init__(
            nb_man,
            log=_LOG,
            record_timing=False,
            shutdown_kernel="immediate",
            iopub_timeout=_OUTPUT_SECONDS,
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
            **options,
        )
        self._watch = watch or Watch()
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
            if self._run_cells():
                reply = self.wait_for_reply(self.kc.kernel_info())
                self.nb.metadata["language_info"] = reply["content"]["language_info"]
                self.set_widgets_metadata()
        return self.nb

    def start_new_kernel(self, **launch: Any) -> None:
        """Start the kernel, and let the watch kill it from now on."""
        super().start_new_kernel(**launch)
        provisioner = self.km.provisioner
        self._watch.attach(lambda: asyncio.run(provisioner.kill()))

    def _run_cells(self) -> bool:
        """Whether all cells ran to their end."""
        for index, cell in enumerate(self.nb.cells):
            self.nb_man.cell_start(cell, index)
            try:
                with self._truth(index):
                    self.execute_cell(cell, index)
            finally:
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
            line = strip_color(f"{error.ename}: {error.evalue}").strip()
            early = error.ename == "SystemExit"
            self._record(index, "stopped_early" if early else "exception", line)
        except CellTimeoutError as error:
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
        lang = self.nb.metadata.get("papermill", {}).get("parameters", {}).get("lang", "vi")
        failure = Failure(kind, index, nearest_heading(self.nb.cells, index, lang), message)
        if kind != "exception":
            cell.outputs.append(_error_output(failure))
        self.nb.metadata.setdefault("chiso", {})["failure"] = failure.to_record()
        self.nb_man.cell_exception(cell, cell_index=index)

    def _exit_state(self) -> str:
        """How the dead kernel ended: ``SIGKILL (9)`` or ``exit(3)``."""
        code = run_sync(self.km.provisioner.poll)()
        if code is None or code >= 0:
            return f"exit({code})"
        names = {number.value: number.name for number in signal.Signals}
        return f"{names.get(-code, 'signal')} ({-code})"

    def _notice_exit(self, *, execute_reply: Any, **_: Any) -> None:
        """``exit()`` and ``quit()`` succeed, and take the kernel away after their cell."""
        payload = execute_reply["content"].get("payload", ())
        self._asked_to_exit = any(item.get("source") == "ask_exit" for item in payload)


def _error_output(failure: Failure) -> Any:
    make: Any = new_output
    return make("error", ename=failure.ename, evalue=failure.message, traceback=[failure.message])
