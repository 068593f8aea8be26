"""The route for modules and typefaces: what stands in the table, and nothing else."""

import socket
from http.client import HTTPConnection
from threading import Thread

import pytest
import uvicorn
from starlette.applications import Starlette

from pages.components import static_files
from pages.components.serving import routes
from pages.components.static_files import MODULES, TYPEFACES, address, files


@pytest.fixture(scope="module")
def ask():
    """Serve the routes alone; yields a function that sends a path as it is."""
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes()), log_level="error"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield lambda path, method="GET": _answer(listener.getsockname(), method, path)
        server.should_exit = True
        thread.join()


def _answer(place, method, path):
    connection = HTTPConnection(*place, timeout=20)
    connection.putrequest(method, path)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def test_every_file_is_served_as_it_is(ask):
    assert files()
    folders = {"text/javascript": MODULES, "text/css": MODULES, "font/woff2": TYPEFACES}
    for path, file in files().items():
        _, headers, body = ask(f"/{static_files.PREFIX}/{path}")
        assert body == (folders[file.media_type] / (path.partition("/")[2] or path)).read_bytes()
        assert headers["content-type"].split(";")[0] == file.media_type
        assert headers["x-content-type-options"] == "nosniff"


def test_a_module_is_kept_for_ever_under_an_address_that_holds_its_hash(ask):
    at = address("keyboard.js")
    assert static_files.version() in at
    assert "immutable" in ask(at)[1]["cache-control"]
    status, headers, _ = ask(at.replace(static_files.version(), "0" * 16))
    assert (status, headers["cache-control"]) == (404, "no-store")


@pytest.mark.parametrize(
    "path",
    [
        "../app.py", "%2e%2e/%2e%2e/app.py", "..%2fapp.py", "README.md", "package.json",
        "two-roads-sans-sc-regular.otf", "/etc/passwd", "//etc/passwd", "",
        f"{static_files.version()}/../../app.py", f"{static_files.version()}/",
    ],
)  # fmt: skip
def test_no_other_file_is_reached(ask, path):
    assert ask(f"/{static_files.PREFIX}/{path}")[0] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_is_written(ask, method):
    assert ask(address("keyboard.js"), method)[0] == 405


def test_a_module_that_does_not_exist_has_no_address():
    with pytest.raises(KeyError):
        address("nowhere.js")
