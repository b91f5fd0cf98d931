"""Connect to a cluster, or start one here; whatever is wrong with it is said before any job."""

import logging
import os
import warnings
from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

from lembar.cluster.address import LOCAL, TLS
from lembar.cluster.machine import first_unlike, this_machine
from lembar.engine.limits import limits_of
from lembar.engine.workers import cores
from lembar.errors import UsageError, problem

if TYPE_CHECKING:
    from lembar.cluster.link import Link
    from lembar.cluster.local import LocalCluster

_TIMEOUT = 10.0  # seconds to find the scheduler
_WORKERS = 30.0  # seconds in which a worker must be there
_NOISY = ("distributed", "tornado", "asyncio")


def connect(address: str, jobs: int) -> "Link":
    """Return the line to a cluster whose machines make the same bytes as this one.

    Raises UsageError if there is none, it has no workers, or one makes other bytes.
    """
    _quiet()
    ends = ExitStack()
    try:
        client = _client(address, jobs, ends)
        try:
            client.wait_for_workers(1, timeout=_WORKERS)
        except TimeoutError:
            code = "cluster-local" if address == LOCAL else "cluster-no-workers"
            raise UsageError(problem(code, None, code, address=address)) from None
        return _linked(address, client, ends)
    except BaseException:
        ends.close()
        raise


def _linked(address: str, client: Any, ends: ExitStack) -> "Link":
    """Look at all machines, put the store beside the scheduler, and return the line."""
    from lembar.cluster.link import Link
    from lembar.cluster.store import NAME, Store

    here = this_machine()
    try:
        client.register_plugin(Store(), name=NAME)
        there = client.run(this_machine, on_error="return")
    except Exception as error:  # who can't read what is asked answers with many things
        reason = f"{type(error).__name__}: {error}"
        raise UsageError(
            problem("cluster-no-lembar", None, "cluster-machinery", worker=address, reason=reason)
        ) from error
    if found := first_unlike(there, here):
        raise UsageError(found)
    return Link(client, here, limits_of(), ends)


def _client(address: str, jobs: int, ends: ExitStack) -> Any:
    """Return a client of Dask; `ends` closes it and what was started for it."""
    from distributed import Client
    from distributed.security import Security

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # versions are compared by ourselves
        try:
            security = Security()  # as Dask's own configuration has it
            if address == LOCAL:
                started = _started(jobs or cores(), ends)
                address = started.address
                security = Security(require_encryption=True, **started.certificates)
            elif address.startswith(TLS) and not _has_certificates(security):
                raise UsageError(problem("cluster-tls", None, "cluster-tls", address=address))
            client = Client(
                address, timeout=_TIMEOUT, name="lembar", set_as_default=False, security=security
            )
        except OSError as error:  # of which a TimeoutError is one
            raise UsageError(
                problem("cluster-unreachable", None, "cluster-unreachable", address=address)
            ) from error
        except (ValueError, TypeError, RuntimeError) as error:
            reason = f"{address}: {type(error).__name__}: {error}"
            raise UsageError(problem("cluster-fails", None, None, reason=reason)) from error
    ends.callback(_left, client.close, timeout=5)
    return client


def _has_certificates(security: Any) -> bool:
    return security.get_connection_args("client").get("ssl_context") is not None


def _started(workers: int, ends: ExitStack) -> "LocalCluster":
    """Start a cluster on this machine."""
    from lembar.cluster.local import LocalCluster

    try:
        started = LocalCluster(workers)
    except OSError as error:
        raise UsageError(problem("cluster-local", None, "cluster-local")) from error
    ends.callback(started.close)
    return started


def _left(close: Callable[..., Any], **given: Any) -> None:
    """Leave something, which may be gone already."""
    with suppress(Exception):
        close(**given)


def _quiet() -> None:
    """Leave it to Lembar to say what goes wrong."""
    if os.environ.get("LEMBAR_DEBUG"):
        return
    import distributed  # noqa: F401 - it sets up the loggers

    for name in [*logging.root.manager.loggerDict]:
        if name.partition(".")[0] in _NOISY:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
