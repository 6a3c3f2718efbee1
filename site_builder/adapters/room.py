"""How much of the machine's memory there is to be had."""

from __future__ import annotations

import errno

_ONE_STEP = 1 << 25
"""Bytes that no single step of a build takes."""
_ENOUGH = 1 << 27
"""Bytes without which a failure is put down to their want: some are free again once it is told."""
_NO_THREAD = "can't start new thread"
"""What Python says where there are too many processes, or too little memory for one more."""


def need_memory(size: int = _ONE_STEP) -> None:
    """Raise `MemoryError` where there is little left; none is used by asking.

    Libraries that get none may end the program at once, so it is asked for before they are.
    """
    bytes(size)


def lacks_memory(error: Exception) -> bool:
    """Return whether something failed for want of memory or processes.

    Libraries say that in words of their own, so it is asked for again.
    """
    if isinstance(error, MemoryError) or _NO_THREAD in str(error):
        return True
    if isinstance(error, OSError) and error.errno in {errno.ENOMEM, errno.EAGAIN}:
        return True
    try:
        need_memory(_ENOUGH)
    except MemoryError:
        return True
    return False
