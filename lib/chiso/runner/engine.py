"""The papermill engine ``chiso``: the same execution, told truthfully.

papermill's own engine calls every cell completed after a killed kernel, a time-out or Ctrl-C, and
takes ``sys.exit(0)`` for success. ``papermill --engine chiso`` and the runner use this one.
"""

from __future__ import annotations

from typing import Any


class TruthfulEngine:
    """Entry point of the engine; papermill loads it while it is itself still being imported.

    So it names the real engine, a subclass of papermill's own, only when it is used.
    """

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **options: Any) -> Any:
        """The executed notebook, with statuses and error outputs that say what happened.

        Parameters
        ----------
        nb
            The notebook to run, as papermill prepared it.
        kernel_name
            Kernel specification to run it with.
        **options
            What papermill hands to engines, and those of
            :meth:`chiso.runner.client.ClientEngine.execute_managed_notebook`.
        """
        from chiso.runner.client import ClientEngine

        return ClientEngine.execute_notebook(nb, kernel_name, **options)

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> str:
        """The kernel that a notebook names, unless ``name`` overrides it."""
        from chiso.runner.client import ClientEngine

        return str(ClientEngine.nb_kernel_name(nb, name))

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> str:
        """The language that a notebook names, unless ``language`` overrides it."""
        from chiso.runner.client import ClientEngine

        return str(ClientEngine.nb_language(nb, language))
