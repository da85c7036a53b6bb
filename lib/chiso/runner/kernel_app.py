"""IPython's kernel, whose output waits for whoever reads it instead of getting lost."""

from __future__ import annotations

from typing import Any

import zmq
from ipykernel.kernelapp import IPKernelApp


class PatientKernelApp(IPKernelApp):
    """A kernel that sends its output no faster than it is taken.

    ZeroMQ keeps a thousand messages for a reader who is behind and drops the next ones without a
    word, so that ten thousand printed lines arrive with holes. Here the cell waits, as a program
    does that writes into a full pipe; the memory of both sides stays bounded. So a client that
    never reads holds its kernel after some thousand messages, until it is interrupted.
    """

    def init_iopub(self, context: Any) -> None:
        """Make the socket of outputs; what is set for the context holds for it alone."""
        context.setsockopt(zmq.XPUB_NODROP, 1)
        super().init_iopub(context)  # type: ignore[no-untyped-call]
