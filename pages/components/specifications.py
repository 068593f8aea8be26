"""Specifications of charts by address: the browser asks for each once and is then sent data alone.

A specification is kept from the first time that it is drawn; the address holds its hash.
"""

import json
from collections import OrderedDict
from hashlib import blake2b
from threading import Lock
from typing import ClassVar

from pages.charts.style import Spec
from pages.components.static_files import PREFIX, StaticFile, base

FOLDER = "charts"
MOST = 2000
"""So many are kept, the latest; a session draws a few dozen in each language and theme."""


class _Kept:
    by_path: ClassVar[OrderedDict[str, StaticFile]] = OrderedDict()
    lock = Lock()


def address(spec: Spec) -> str:
    """Keep ``spec`` and give its address on the app's own origin."""
    body = json.dumps(spec, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    path = f"{FOLDER}/{blake2b(body, digest_size=16).hexdigest()}.json"
    with _Kept.lock:
        _Kept.by_path[path] = StaticFile(body=body, media_type="application/json")
        _Kept.by_path.move_to_end(path)
        while len(_Kept.by_path) > MOST:
            _Kept.by_path.popitem(last=False)
    return f"{base()}/{PREFIX}/{path}"


def find(path: str) -> StaticFile | None:
    """Find what is kept under ``path`` below `PREFIX`, or nothing."""
    return _Kept.by_path.get(path)
