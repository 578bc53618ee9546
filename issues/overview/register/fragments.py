"""What stands of an organisation in the registers of cases: a piece of the page of that organisation."""

from __future__ import annotations

from urllib.parse import urlencode

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
    filed = Problem.objects.visible_to(person).filter(organisation=organisation).count()
    owned = Solution.objects.visible_to(person).filter(owner=organisation).count()
    links = [
        Link(_("Problems filed"), str(filed), f"{problems}?{urlencode({'organisation': organisation.pk})}"),
        Link(_("Solutions owned"), str(owned), f"{solutions}?{urlencode({'owner': organisation.pk})}"),
    ]
    if may_name_centres(person) and organisation.kind == "cpas":
        declared = Declaration.objects.visible_to(person).filter(organisation=organisation).count()
        links.append(Link(_("Declarations of impact"), str(declared), reverse("issues:impact")))
    return [link for link in links if link.number != "0"]
