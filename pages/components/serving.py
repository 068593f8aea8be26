"""The route by which the browser gets modules, typefaces and specifications of charts."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pages.components import specifications
from pages.components.static_files import PREFIX, base, files


def routes() -> list[Route]:
    """Give the routes for ``st.App``; they answer GET and HEAD alone."""
    return [Route(f"{base()}/{PREFIX}/{{path:path}}", _file, methods=["GET"])]


async def _file(request: Request) -> Response:
    path = request.path_params["path"]
    found = files().get(path) or specifications.find(path)
    if found is None:
        return PlainTextResponse("Not found", 404, {"Cache-Control": "no-store"})
    headers = {"Cache-Control": found.keep, "X-Content-Type-Options": "nosniff"}
    return Response(found.body, media_type=found.media_type, headers=headers)
