"""A source of similar problems for these tests: any word of the text in a title. The site's own is in `home/search`."""

import pytest
from django.db.models import Q

from issues.problems.records.models import Problem


def by_any_word(person, text: str, most: int) -> list[str]:
    wanted = Q(pk__in=[])
    for word in text.split():
        wanted |= Q(title__icontains=word) | Q(title_other__icontains=word)
    found = Problem.objects.visible_to(person).filter(wanted).order_by("pk")
    return list(found.values_list("reference", flat=True)[:most])


@pytest.fixture
def resembling(monkeypatch):
    """Have the filing page ask this source alone."""
    monkeypatch.setattr("issues.intake.filing.extension_points.SIMILAR", [by_any_word])
