"""The first that hear of a request: probes are answered at once; any other is named, counted and logged."""

from __future__ import annotations

import logging
import re
from time import perf_counter
from uuid import uuid4

from home.operations import views
from home.operations.counting import count_request
from home.operations.logs import REQUEST

SOUND = re.compile(r"[\w-]{8,64}")
HEADER = "X-Request-ID"
log = logging.getLogger("portal.requests")


class RequestsNamed:
    """Give each request an identifier, that of the web server in front where it gave one, and say it in the answer.

    What is logged and counted is the name of the view, never the address: addresses hold references, words and tokens.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        began = perf_counter()
        given = request.headers.get(HEADER, "")
        name = given if SOUND.fullmatch(given) else uuid4().hex
        token = REQUEST.set(name)
        try:
            response = self.get_response(request)
            response[HEADER] = name
            self.tell(request, response, perf_counter() - began)
            return response
        finally:
            REQUEST.reset(token)

    def tell(self, request, response, seconds: float) -> None:
        """Count and log one answer."""
        match = getattr(request, "resolver_match", None)
        view = (match.view_name if match else "") or "none"
        count_request(view, request.method or "", response.status_code, seconds)
        if log.isEnabledFor(logging.INFO):
            facts = {
                "view": view,
                "method": request.method,
                "status": response.status_code,
                "ms": round(seconds * 1000, 1),
            }
            log.info("answered", extra={"facts": facts})


class Probes:
    """Answer what machines ask before anything else is asked of them: they know no host name, and speak no TLS."""

    ANSWERS = {
        "/health/": views.health,
        "/ready/": views.ready,
        "/ready/worker/": views.worker_ready,
        "/metrics/": views.metrics,
    }

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        answer = self.ANSWERS.get(request.path_info)
        return answer(request) if answer else self.get_response(request)
