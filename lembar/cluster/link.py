"""The line to Dask: bring things, submit jobs, and hear what came of them."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError
from contextlib import ExitStack
from functools import partial
from typing import Any, TypeAlias

from distributed import KilledWorker
from distributed.protocol.serialize import to_serialize

from lembar.cluster.machine import Machine
from lembar.cluster.store import KEEP
from lembar.cluster.task import do
from lembar.engine.limits import Limits

_PATIENCE = 60  # seconds that the scheduler may take to answer
_LEAVE = 5  # seconds that it may take to let go


class GoneError(Exception):
    """Say that the scheduler is gone."""


class DiedError(Exception):
    """Say that the workers that had a job died one after the other; name the last."""


Heard: TypeAlias = bytes | tuple[str, Machine] | Exception
"""What comes of a job: a frame, a worker that makes other bytes, or what went wrong."""


class Link:
    """Hold a client of Dask, and what ends with it."""

    def __init__(self, client: Any, machine: Machine, limits: Limits, ends: ExitStack) -> None:
        self.machine = machine
        self._client, self._limits, self._ends = client, limits, ends

    def threads(self) -> int:
        """Return how many jobs are done at once. Raises GoneError."""
        return sum(self._asked(self._client.scheduler.ncores).values())

    def keep(self, things: Mapping[str, bytes]) -> None:
        """Bring things to the store. Raises GoneError."""
        packed = {name: to_serialize(content) for name, content in things.items()}
        self._asked(getattr(self._client.scheduler, KEEP), run=self._client.id, things=packed)

    def submit(self, name: str, job: bytes, heard: Callable[[Heard], None]) -> Any:
        """Have a job done; what comes of it is told in another thread."""
        made_by = self.machine.digest
        future = self._client.submit(
            do, self._client.id, made_by, self._limits, job,
            key=f"lembar-{self._client.id}-{name}", pure=False,
        )  # fmt: skip
        future.add_done_callback(partial(_done, heard))
        return future

    def cancel(self, futures: list[Any]) -> None:
        """Call jobs off; one that is being done ends by itself."""
        self._client.cancel(futures, force=True)

    def close(self) -> None:
        """Let go of all that was asked for."""
        self._ends.close()

    def _asked(self, ask: Callable[..., Any], **given: Any) -> Any:
        try:
            return self._client.sync(ask, callback_timeout=_PATIENCE, **given)
        except Exception as error:
            if isinstance(error, OSError) or self._client.status != "running":
                raise GoneError from error
            raise


def _done(heard: Callable[[Heard], None], future: Any) -> None:
    try:
        heard(future.result())
    except KilledWorker as error:
        heard(DiedError(str(error.last_worker.address)))
    except (CancelledError, asyncio.CancelledError):
        heard(GoneError())
    except Exception as error:
        heard(error)
