"""Managing one kernel: sockets that cannot clash, and no waiting for what is already known."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from queue import Empty
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from traitlets import default

_KERNELS = Path(__file__).with_name("kernels")
# A kernel listens some 50 ms after its start; 0MQ would look again only after 100 ms.
_RETRY_MILLISECONDS = 10
_REPLY_SECONDS = 1
# The status comes with the reply, or never: then the channel of outputs was not connected yet,
# which is a matter of a few milliseconds, and of more on a busy machine.
_STATUS_SECONDS, _LONGEST_SECONDS = 0.01, 0.2


def kernel_specifications() -> KernelSpecManager:
    """The kernels of this environment; the project's own comes first, and uninstalled too.

    What was installed may be that of an earlier version.
    """
    manager = KernelSpecManager()
    manager.kernel_dirs = [os.fspath(_KERNELS), *manager.kernel_dirs]
    return manager


def make_manager(kernel: str, sockets: Path | None) -> PromptManager:
    """What starts and ends one kernel.

    Parameters
    ----------
    kernel
        Name of the kernel specification.
    sockets
        Folder with a short name for the kernel's sockets, which only this user can reach; None
        lets the kernel listen on ports of the machine.
    """
    options: dict[str, Any] = {"kernel_name": kernel}
    if sockets is not None:
        # A name that is derived from the process or left to the kernel would be used twice.
        file = sockets / f"{uuid.uuid4().hex[:16]}.json"
        options |= {"transport": "ipc", "connection_file": os.fspath(file)}
    return PromptManager(kernel_spec_manager=kernel_specifications(), **options)


class PromptClient(AsyncKernelClient):
    """A client that is ready when the kernel has said so."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers and all that it sent about that has arrived.

        jupyter_client then waits 0.2 seconds for silence. The status ``idle`` that ends the answer
        to our own question says the same: the channel of outputs is connected and empty.

        Parameters
        ----------
        timeout
            Seconds after which to give up; None means never.

        Raises
        ------
        RuntimeError
            If the kernel died or did not answer in time.
        """
        deadline = time.monotonic() + (float("inf") if timeout is None else timeout)
        patience = _STATUS_SECONDS
        while not await self._has_answered(self.kernel_info(), patience):
            patience = min(2 * patience, _LONGEST_SECONDS)
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > deadline:
                raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds")

    async def _has_answered(self, question: str, patience: float) -> bool:
        """Whether the reply to a question arrived, and its last status on the other channel."""
        try:
            reply = await self._reply_to(question)
            status = await self._status_about(question, patience)
            while status != "idle":
                status = await self._status_about(question, patience)
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True

    async def _reply_to(self, question: str) -> dict[str, Any]:
        while True:
            message = await self.get_shell_msg(timeout=_REPLY_SECONDS)
            if _is_about(message, question):
                return message

    async def _status_about(self, question: str, patience: float) -> str:
        while True:
            message = await self.get_iopub_msg(timeout=patience)
            if _is_about(message, question) and message["msg_type"] == "status":
                return str(message["content"]["execution_state"])


class PromptManager(AsyncKernelManager):
    """A kernel manager that makes prompt clients."""

    @default("client_factory")
    def _client_factory_default(self) -> type[PromptClient]:
        return PromptClient

    @default("context")
    def _context_default(self) -> zmq.asyncio.Context:
        context = super()._context_default()
        context.setsockopt(zmq.RECONNECT_IVL, _RETRY_MILLISECONDS)
        return context


def _is_about(message: Mapping[str, Any], question: str) -> bool:
    return bool(message["parent_header"].get("msg_id") == question)
