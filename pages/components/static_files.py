"""What the browser may load from us: modules and typefaces, read once, by address.

Only what stands in the table is served, so no address reaches any other file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType

import streamlit as st

_ROOT = Path(__file__).parents[2]
MODULES, TYPEFACES = _ROOT / "static", _ROOT / "data" / "fonts"
PREFIX = "app/static"
"""Where `.streamlit/config.toml` expects typefaces."""

_MEDIA = {".js": "text/javascript", ".css": "text/css"}
_FOREVER = "public, max-age=31536000, immutable"
_A_DAY = "public, max-age=86400"


@dataclass(frozen=True, kw_only=True)
class StaticFile:
    """Bytes of a file, its media type, and how long a browser may keep it."""

    body: bytes
    media_type: str
    keep: str = _FOREVER


@cache
def version() -> str:
    """Hash of all modules: they import one another, so an address holds for all or for none."""
    digest = blake2b(digest_size=8)
    for path in _modules():
        digest.update(_name(path).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@cache
def files() -> Mapping[str, StaticFile]:
    """Give every file by its address below `PREFIX`."""
    modules = {
        f"{version()}/{_name(path)}": StaticFile(
            body=path.read_bytes(), media_type=_MEDIA[path.suffix]
        )
        for path in _modules()
    }
    typefaces = {
        path.name: StaticFile(body=path.read_bytes(), media_type="font/woff2", keep=_A_DAY)
        for path in TYPEFACES.glob("*.woff2")
    }
    return MappingProxyType(modules | typefaces)


def address(module: str) -> str:
    """Give the address of a module of ``static/`` on the app's own origin.

    Raises
    ------
    KeyError
        There is no such module.
    """
    path = f"{version()}/{module}"
    if path not in files():
        raise KeyError(module)
    return f"{base()}/{PREFIX}/{path}"


def text(module: str) -> str:
    """Give a module of ``static/`` as it is.

    Raises
    ------
    KeyError
        There is no such module.
    """
    return files()[f"{version()}/{module}"].body.decode()


def base() -> str:
    """Path below which the app is served: empty, or with a slash before and none behind."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def _modules() -> list[Path]:
    return sorted(path for path in MODULES.rglob("*") if path.suffix in _MEDIA)


def _name(path: Path) -> str:
    return path.relative_to(MODULES).as_posix()
