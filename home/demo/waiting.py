"""What waits for the secretariat in the demonstration: problems filed some days before today, one with a question open."""

import json
from datetime import timedelta
from pathlib import Path

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.journal import clock
from committee.people.models import Person
from home.demo.typography import typeset_all
from issues.fieldwork.impacts.actions.declaring import file_with_impact
from issues.intake.triage.actions.questions import ask_reporter
from issues.problems.records.translations import TranslationState
from issues.problems.taxonomies.models import Term

SOURCE = Path(__file__).parent / "data" / "waiting.json"
SECRETARIAT = "secretariat@example.org"


def load_waiting(people: dict[str, Person]) -> None:
    """File each problem on its day, and ask what the secretariat asks on the day after."""
    rows = typeset_all(json.loads(SOURCE.read_text(encoding="utf-8")))["problems"]
    for row in sorted(rows, key=lambda row: -row["days_ago"]):
        filed_at = clock.now() - timedelta(days=row["days_ago"])
        with clock.acting_at(filed_at):
            problem = file(people[row["by"]], row)
        if "question" in row:
            with clock.acting_at(filed_at + timedelta(days=1)):
                ask_reporter(by=people[SECRETARIAT], problem=problem, question=row["question"])


def file(person: Person, row: dict):
    """File one problem as its row says, with its CPAS's own volumes."""
    return file_with_impact(
        by=person,
        space=Space.objects.lane(Lane.COMMON),
        language=row["lang"],
        title=row["title"],
        description=row["description"],
        title_other=row["title_other"],
        summary_other=row["summary_other"],
        translation=TranslationState.DRAFT,
        severity=row["severity"],
        right_at_risk="risk" in row,
        risk_reason=row.get("risk", ""),
        category=Term.objects.get(scheme=Term.Scheme.CATEGORY, code=row["category"]),
        tool=Term.objects.get(scheme=Term.Scheme.TOOL, code=row["tool"]),
        fictive=True,
        impact={"cases": row["cases"], "minutes_likely": row["minutes"]},
    )
