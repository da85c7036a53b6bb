"""Environment variables that take effect when a process starts, and so bind all its forks."""

from __future__ import annotations

import os
from collections.abc import Mapping

INLINE = "module://matplotlib_inline.backend_inline"
# Python, the C library and the loader, matplotlib's settings, and the numeric libraries.
_PREFIXES = ("PYTHON", "LC_", "LD_", "MPL", "ARROW_", "OPENBLAS_", "OMP_", "MKL_")
_NAMES = ("LANG", "LANGUAGE", "HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "MATPLOTLIBRC")
# A process with a pool of threads cannot be forked safely, so the libraries must not make one.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
_DEFAULTS = {**_ONE_THREAD, "MPLBACKEND": INLINE}
_QUIET = {
    # jemalloc, which Arrow may use, otherwise starts a thread as soon as Arrow is imported.
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    # The debugger otherwise complains at import about Python's own frozen modules.
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


def with_one_thread(env: Mapping[str, str]) -> dict[str, str]:
    """All variables, with one thread for each numeric library of which they do not say more.

    Forked and fresh kernels then calculate alike.
    """
    return {**_ONE_THREAD, **env}


def startup_variables(env: Mapping[str, str]) -> dict[str, str]:
    """The variables that a process cannot change after its start, with what the server assumes.

    Parameters
    ----------
    env
        All variables.
    """
    chosen = {
        name: value for name, value in env.items() if name.startswith(_PREFIXES) or name in _NAMES
    }
    return {**_DEFAULTS, **chosen}


def differing_variables(env: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Names of start-up variables in which two environments differ."""
    these, those = startup_variables(env), startup_variables(other)
    return sorted(name for name in {*these, *those} if these.get(name) != those.get(name))


def server_environment(env: Mapping[str, str]) -> dict[str, str]:
    """All variables for a warm process whose forks would have ``env``."""
    return {**os.environ, **env, **startup_variables(env), **_QUIET}
