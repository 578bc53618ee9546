"""What stands of an organisation in the registers of cases: a piece of the page of that organisation."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import Count, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from committee.organisations.models import Organisation
from committee.people.models import Reader
from committee.registers.extension_points import Link
from issues.fieldwork.impacts.models import Declaration
from issues.fieldwork.impacts.policy import may_name_centres
from issues.problems.records.models import Problem
from issues.resolution.solutions.models import Solution


def links_of_organisation(person: Reader, organisation: Organisation) -> list[Link]:
    """The problems that it filed, those on which it declared, and the solutions that it owns, as far as the person reads."""
    problems, solutions = reverse("issues:problems"), reverse("issues:solutions")
    filed, owned, declared = counts_of_organisation(person, organisation)
    links = [
        Link(_("Problems filed"), str(filed), f"{problems}?{urlencode({'organisation': organisation.pk})}"),
        Link(_("Solutions owned"), str(owned), f"{solutions}?{urlencode({'owner': organisation.pk})}"),
    ]
    if may_name_centres(person):
        links.append(Link(_("Declarations of impact"), str(declared), reverse("issues:impact")))
    return [link for link in links if link.number != "0"]


def counts_of_organisation(person: Reader, organisation: Organisation) -> tuple[int, int, int]:
    """How many problems, solutions and declarations of an organisation a person reads; one query."""
    sources = ((Problem, "organisation"), (Solution, "owner"), (Declaration, "organisation"))
    counts = {
        f"number_{place}": Subquery(
            model.objects.visible_to(person)  # type: ignore[attr-defined]
            .filter(**{field: organisation.pk})
            .order_by()
            .values(field)
            .annotate(number=Count("pk"))
            .values("number")
        )
        for place, (model, field) in enumerate(sources)
    }
    found = Organisation.objects.filter(pk=organisation.pk).annotate(**counts).values_list(*counts).get()
    return tuple(number or 0 for number in found)  # type: ignore[return-value]
