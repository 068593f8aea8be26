"""Processes that compute for this one, and that end with it however it ends."""

import os
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait

from models.simulation.second_process import LISTENER


def children(count: int, method: str) -> ProcessPoolExecutor:
    """Start ``count`` processes by ``method``, fork or spawn, when there is work for them."""
    return ProcessPoolExecutor(count, mp_context=get_context(method), initializer=_end_together)


def _end_together() -> None:
    """Leave nothing behind where the first process is killed: nobody would tell this one."""
    threading.Thread(target=_follow, name=LISTENER, daemon=True).start()


def _follow() -> None:
    if first := parent_process():
        wait([first.sentinel])
        os._exit(1)
