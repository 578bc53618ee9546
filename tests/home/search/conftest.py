"""What the tests of search begin with."""

import pytest
from django.utils.translation import override
from wagtail.models import Locale, Page

from committee.access.models import Space
from committee.journal.models import Entry
from home.search.actions.indexing import index_entries
from tests.scenes import scene


@pytest.fixture(autouse=True)
def _french():
    with override("fr"):
        yield


@pytest.fixture
def follow():
    """Let the index follow the journal, as the wiring does after each transaction."""

    def followed() -> None:
        for entry in Entry.objects.order_by("pk"):
            index_entries([entry])

    return followed


@scene
def own(people):
    """The own space of Ixelles."""
    return Space.objects.own(people.ixelles.memberships.get().organisation)


@pytest.fixture
def front(db):
    """The French home page of the site, published."""
    from wagtail.models import Site

    from home.pages.models import HomePage

    french, _new = Locale.objects.get_or_create(language_code="fr")
    home = Page.get_first_root_node().add_child(
        instance=HomePage(title="Accueil", slug="fr-accueil", lead="Le comité suit la plateforme.", locale=french)
    )
    home.save_revision().publish()
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
    home.refresh_from_db()
    return home
