"""Let Ctrl-C wait for a moment where a stop would leave something half done."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_LONG = 2.0  # seconds after which someone who presses again means it
_pressed: list[float] = []


@contextmanager
def unbroken() -> Iterator[None]:
    """Do what stands inside to its end before Ctrl-C is heard; pressed again later, it stops.

    Raises KeyboardInterrupt at the end if it was pressed.
    """
    usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not usual or threading.current_thread() is not threading.main_thread():
        yield  # it is held already, or someone else's to handle
        return

    def hold(_number: int, _frame: FrameType | None) -> None:
        if _pressed and time.monotonic() - _pressed[0] > _LONG:
            raise KeyboardInterrupt
        _pressed.append(time.monotonic())

    signal.signal(signal.SIGINT, hold)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        pressed = bool(_pressed)
        _pressed.clear()
    if pressed:
        raise KeyboardInterrupt


def breathe() -> None:
    """Stop here if Ctrl-C was pressed. Raises KeyboardInterrupt."""
    if _pressed:
        raise KeyboardInterrupt
