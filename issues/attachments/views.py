"""Serving a file to those who may read its space, and to nobody else."""

import asyncio
from collections.abc import AsyncIterator, Generator
from urllib.parse import quote

from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.db.models.fields.files import FieldFile
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from committee.access.policy import members_only
from issues.attachments.models import Attachment

PIECE = 256 * 1024
INERT = "sandbox; default-src 'none'"


@require_safe
@members_only
def download(request, key) -> HttpResponseBase:
    """A file as a download; an image may show in its tab, without any right of the site. 404 for a stranger.

    Where the setting PRIVATE_ACCEL names an internal location, the web server in front sends the bytes.
    """
    attachment = get_object_or_404(Attachment.objects.visible_to(request.user), key=str(key))
    return serve_privately(
        request, attachment.file, name=attachment.name, content_type=attachment.content_type, size=attachment.size
    )


def serve_privately(
    request, file: FieldFile, *, name: str, content_type: str, size: int | None = None
) -> HttpResponseBase:
    """Answer with a file of the private storage, which the caller has asked whether the reader may open.

    An image may show in its tab, anything else is a download; neither has any right of the site.
    """
    size = file.size if size is None else size
    response = offload_response(file) if getattr(settings, "PRIVATE_ACCEL", "") else stream_file(request, file, size)
    image = content_type.startswith("image/")
    response["Content-Type"] = content_type
    response["Content-Disposition"] = content_disposition_header(not image, name) or "inline"
    response["Content-Security-Policy"] = INERT
    response["X-Content-Type-Options"] = "nosniff"
    return response


def offload_response(file: FieldFile) -> HttpResponse:
    """An empty answer that tells the web server which file to send."""
    location = f"{getattr(settings, 'PRIVATE_ACCEL', '').rstrip('/')}/{quote(file.name or '')}"
    return HttpResponse(headers={"X-Accel-Redirect": location})


def stream_file(request, file: FieldFile, size: int) -> StreamingHttpResponse:
    """The file piece by piece, in the manner of the server that runs."""
    pieces = read_pieces_async(file) if isinstance(request, ASGIRequest) else read_pieces(file)
    return StreamingHttpResponse(pieces, headers={"Content-Length": str(size)})


def read_pieces(held: FieldFile) -> Generator[bytes]:
    """Read a stored file; it is opened when the first piece is asked for and always closed."""
    with held.storage.open(held.name or "", "rb") as file:
        while piece := file.read(PIECE):
            yield piece


async def read_pieces_async(held: FieldFile) -> AsyncIterator[bytes]:
    """The same without keeping the server's loop waiting for the disk."""
    pieces = read_pieces(held)
    try:
        while piece := await asyncio.to_thread(next, pieces, b""):
            yield piece
    finally:
        pieces.close()
