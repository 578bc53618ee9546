"""Opening a file of the editors."""

from mimetypes import guess_type

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail import hooks

from issues.attachments.views import serve_privately
from publications.files.models import EditorialDocument, EditorialRendition
from publications.files.policy import may_open_file


@require_safe
def open_document(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """A document as a download. 404 for its stranger, as long as no published page uses it.

    What Wagtail keeps for a collection, such as a password, is asked besides.
    """
    document = get_object_or_404(EditorialDocument, pk=key)
    if document.filename != name or not may_open_file(request.user, document):
        raise Http404
    for asked in hooks.get_hooks("before_serve_document"):
        if isinstance(answer := asked(document, request), HttpResponseBase):
            return answer
    return serve_privately(request, document.file, name=name, content_type=document.content_type)


@require_safe
def open_image(request: HttpRequest, key: int) -> HttpResponseBase:
    """An image in one size, on the same conditions."""
    rendition = get_object_or_404(EditorialRendition.objects.select_related("image"), pk=key)
    if not may_open_file(request.user, rendition.image):
        raise Http404
    name = rendition.file.name.rpartition("/")[2]
    content_type = guess_type(name)[0] or "application/octet-stream"
    return serve_privately(request, rendition.file, name=name, content_type=content_type)
