"""`python -m tests.bench.questions rounds`: what each question costs this site in CPU, and how many rows the database reads
for it, as JSON on standard output.

Asked within one process: the CPU of Django is this process's, that of the database its connection's backend's, as the
system counts it for processes of this machine.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "home.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.db.models import Q  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils.http import urlencode  # noqa: E402
from django.utils.translation import override  # noqa: E402

from committee.people.models import Person  # noqa: E402
from home.search import views as search_views  # noqa: E402
from home.search.models import Stem  # noqa: E402
from issues.problems.records.models import Problem
from issues.problems.taxonomies.models import Term  # noqa: E402

TICK = os.sysconf("SC_CLK_TCK")
COMMON, TWO = "formulaire", "formulaire signature"
TITLE = "La demande reste bloquée à l’étape de signature du formulaire"
WARM = 3


def questions() -> dict[str, Callable[[], object]]:
    """What is asked, by name."""
    person = Person.objects.get(email="cpas1@example.org")
    browser = Client()
    browser.force_login(person)
    category = Term.objects.of("category").first().pk
    full = Problem.objects.order_by("-pk").values_list("reference", flat=True)[0]
    rare = rare_word()

    def page(path: str, **query) -> Callable[[], object]:
        return lambda: read(browser, f"/fr/{path}?{urlencode(query)}")

    return {
        "list of 50": page("problems/"),
        "list, narrowed by state and severity": page("problems/", state="in_discussion", severity="3"),
        "list, narrowed by category and risk": page("problems/", category=category, risk="1"),
        "list, narrowed to few": page("problems/", category=category, severity="4", state="closed"),
        "list, narrowed by a common word": page("problems/", q=COMMON),
        "list, narrowed by a rare word": page("problems/", q=rare),
        "case of 50 posts": page(f"problems/{full}/"),
        "totals": page("impact/"),
        "similar problems, for a title": lambda: typed(browser, TITLE),
        "similar problems, half a word": lambda: typed(browser, "piece join"),
        "search, a rare word": page("search/", q=rare),
        "search, a common word": page("search/", q=COMMON),
        "search, two words": page("search/", q=TWO),
        "search, a common and a rare word": page("search/", q=f"dossier {rare}"),
        "search, nothing found": page("search/", q="introuvable partout"),
    }


def rare_word() -> str:
    """A word that a few texts hold."""
    few = Stem.objects.filter(rows__gte=4, rows__lte=8).filter(~Q(stem__contains="!"), stem__regex="^[a-z]{6,}$")
    return few.order_by("stem").values_list("stem", flat=True)[0]


def read(browser: Client, path: str) -> None:
    """Ask for a page as a reader does."""
    response = browser.get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")


def typed(browser: Client, title: str) -> None:
    """Ask for what resembles a title, as the filing page does while one types."""
    if browser.post("/fr/problems/similar/", {"title": title}).status_code != 200:
        raise RuntimeError("similar problems were not answered")


def cost(question: Callable[[], object], rounds: int) -> tuple[float, float, int]:
    """Milliseconds of CPU per question, of this process and of the database; and the rows that are read for it."""
    for _ in range(WARM):
        question()
    here, there = time.process_time(), backend_seconds()
    for _ in range(rounds):
        question()
    after = backend_seconds()
    spent = (time.process_time() - here) / rounds * 1000, (after - there) / rounds * 1000
    return *spent, rows_read(question)


def rows_read(question: Callable[[], object]) -> int:
    """How many rows of tables and indexes are looked at for a question, also those that are then left out."""
    with CaptureQueriesContext(connection) as asked:
        question()
    read = 0
    with connection.cursor() as cursor:
        for sql in (query["sql"] for query in asked if query["sql"].startswith("SELECT")):
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
            read += rows_of(cursor.fetchone()[0][0]["Plan"])
    return read


LEFT_OUT = ("Rows Removed by Filter", "Rows Removed by Index Recheck")


def rows_of(plan: dict) -> int:
    """The rows that a node of a plan looks at, with those of the nodes below it."""
    looked = (plan["Actual Rows"] + sum(plan.get(name, 0) for name in LEFT_OUT)) * plan["Actual Loops"]
    scans = "Relation Name" in plan or "Index Name" in plan
    return (round(looked) if scans else 0) + sum(map(rows_of, plan.get("Plans", ())))


def backend_seconds() -> float:
    """The CPU that the backends of this database have used, as the system tells it of processes of this machine."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"
        )
        pids = [pid for (pid,) in cursor]
    return sum(seconds_of(pid) for pid in pids)


def seconds_of(pid: int) -> float:
    """What one process has used."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        raise RuntimeError("The database must run on this machine: its CPU is read from /proc.")
    numbers = stat.read_text().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / TICK


def main(rounds: int) -> None:
    """Measure everything. How often a person may search is not what is measured."""
    search_views.SEARCHES_A_MINUTE = sys.maxsize
    with override("fr"):
        json.dump({name: cost(question, rounds) for name, question in questions().items()}, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]))
