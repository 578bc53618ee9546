"""The limits, for one who is signed in: pages by hand, and as plain Django would write them."""

import uuid

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import path
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.csrf import csrf_exempt

from issues.conversation.threads.models import Post, Strand
from issues.problems.records.models import Problem

ROWS = 50
LIST_SQL = """SELECT p.reference, p.title, p.state, p.last_at, o.name_fr, t.cells, t.affected, t.hours_likely
FROM issues_problem p
JOIN committee_organisation o ON o.id = p.organisation_id JOIN issues_problemimpact t ON t.problem_id = p.id
WHERE p.space_id = (SELECT id FROM committee_space WHERE lane = 'common')
ORDER BY p.last_at DESC, p.id DESC LIMIT 50"""
CASE_SQL = """SELECT s.number, s.key, s.html, s.written_at, a.function_fr, o.name_fr FROM issues_post s
JOIN issues_strand r ON r.id = s.strand_id JOIN issues_problem p ON p.thread_id = r.thread_id
JOIN committee_person a ON a.id = s.author_id JOIN committee_organisation o ON o.id = s.organisation_id
WHERE p.reference = %s ORDER BY s.written_at DESC LIMIT 50"""
NUMBER_SQL = """UPDATE issues_strand SET last_number = last_number + 1
WHERE thread_id = (SELECT thread_id FROM issues_problem WHERE reference = %s)
AND space_id = (SELECT id FROM committee_space WHERE lane = 'common') RETURNING id, last_number"""
REPLY_SQL = """INSERT INTO issues_post
(strand_id, number, key, author_id, text, html, written_at, organisation_id, kind, language,
change, depth, hidden_reason, mark)
SELECT %s, %s, %s, %s, %s, '', %s, organisation_id, 'comment', 'fr', number, 0, '', '' FROM issues_post WHERE strand_id = %s LIMIT 1"""
PLAIN = engines["django"].from_string(
    "<!DOCTYPE html><title>{{ title }}</title><p>{{ count }}</p><p>{{ request.user }}</p><ul>{% for row in rows %}"
    '<li id="{{ row.id }}"><h3>{{ row.title }}{{ row.author.function }}</h3><p>{{ row.organisation.name_fr }} '
    "{{ row.state }}{{ row.number }} {{ row.last_at|date:'j F Y H:i' }}{{ row.written_at|date:'j F Y H:i' }}</p>"
    "<div>{{ row.html|safe }}</div></li>{% endfor %}</ul>"
)


def rows_of(sql: str, *values) -> list[tuple]:
    """Rows as the database gives them."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def page(request, title: str, rows: list[tuple]) -> HttpResponse:
    """A page built by hand; the second query is the person."""
    cells = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return HttpResponse(f"<!DOCTYPE html><title>{title}</title><p>{escape(request.user)}</p><table>{cells}</table>")


def list_by_hand(request) -> HttpResponse:
    return page(request, "list", rows_of(LIST_SQL))


def case_by_hand(request, reference: str) -> HttpResponse:
    return page(request, reference, rows_of(CASE_SQL, reference))


def list_plain(request) -> HttpResponse:
    rows = Problem.objects.filter(space__lane="common").select_related("organisation").defer("html", "description")
    count = Problem.objects.aggregate(n=Count("pk"))["n"]
    return HttpResponse(PLAIN.render({"title": "list", "rows": rows[:ROWS], "count": count}, request))


def case_plain(request, reference: str) -> HttpResponse:
    problem = Problem.objects.get(reference=reference)
    posts = Post.objects.filter(strand__thread=problem.thread_id).select_related("author", "organisation")
    rows = posts.order_by("-written_at", "-pk")[:ROWS]
    return HttpResponse(PLAIN.render({"title": problem.title, "rows": rows, "count": Strand.objects.count()}, request))


def cached(request) -> HttpResponse:
    """A body of the size of our first page, from the cache."""
    body = cache.get("bench:body")
    if body is None:
        cache.set("bench:body", body := "<!DOCTYPE html><title>cached</title>" + "<p>x</p>" * 650)
    return HttpResponse(body)


@csrf_exempt
def reply_by_hand(request, reference: str) -> HttpResponse:
    """INSERT and send: a post, the number of its strand, and one message to the live layer."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(NUMBER_SQL, [reference])
        strand, number = cursor.fetchone()
        values = [strand, number, str(uuid.uuid4()), request.user.pk, request.POST["text"], timezone.now()]
        cursor.execute(REPLY_SQL, [*values, strand])
    async_to_sync(get_channel_layer().group_send)("bench", {"type": "bench", "text": request.POST["text"]})
    return HttpResponseRedirect(f"/hand/case/{reference}/")


def search_by_hand(request) -> HttpResponse:
    """What a site without an index does: look at every text."""
    posts = Post.objects.filter(text__icontains=request.GET["q"]).order_by("-pk").values_list("key", "text")
    return page(request, "search", list(posts[:20]))


urlpatterns = [
    path("hand/cached/", cached),
    path("hand/reply/<reference>/", reply_by_hand),
    path("hand/search/", search_by_hand),
    path("health/", lambda request: HttpResponse("ok")),
    path("hand/list/", list_by_hand),
    path("hand/case/<reference>/", case_by_hand),
    path("plain/list/", list_plain),
    path("plain/case/<reference>/", case_plain),
]
