"""What may be named in a text: whom one can call, what a reference stands for, and the way to a thing by its reference."""

from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.views.decorators.http import require_safe

from committee.access.policy import members_only
from issues.conversation.discussions.presentation.references import describe_known, url_of
from issues.conversation.threads.mentions import suggest_names
from issues.conversation.threads.policy import may_post
from issues.conversation.threads.views import get_owner_or_404

MOST = 50


@require_safe
@members_only
def suggest_mentions(request, pk: int):
    """Whom one may call in a lane of a thread in which one writes: at most eight names; 404 for any other lane."""
    owner = get_owner_or_404(request.user, pk)
    lane = request.GET.get("lane", "")
    if not (lane.isdecimal() and len(lane) < 16 and may_post(request.user, owner, int(lane))):
        raise Http404
    found = suggest_names(int(lane), request.GET.get("q", "")[:120])
    return JsonResponse({"found": [{"name": name, "together": together} for name, together in found]})


@require_safe
@members_only
def references(request):
    """What the reader may know of things that are named by `ref`, each “kind key”; at most 50."""
    asked = [tuple(one.split(" ", 1)) for one in request.GET.getlist("ref")[:MOST] if " " in one]
    known = describe_known(request.user, {(kind, key[:40]) for kind, key in asked})
    facts = {f"{kind} {key}": vars(told) for (kind, key), told in known.items() if told.url}
    return JsonResponse({"known": facts})


@require_safe
@members_only
def open_reference(request, kind: str, key: str):
    """The page of a thing by its reference, in the reader's language; whether it is shown there is for that page."""
    url = url_of(kind, key)
    if not url:
        raise Http404
    return HttpResponseRedirect(url)
