"""The fixed cast of test persons, one for each role, and the ground they stand on."""

from __future__ import annotations

import gc
import shutil
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import translation

from committee.keeping.nearby import end_page
from home.languages.catalogues import APPS, compile_catalogue, path_of
from home.server.deferred import serving
from tests.ahead import AHEAD
from tests.budgets import counted_calls
from tests.copies import store
from tests.laying import lay, take_away
from tests.run import FOLDER
from tests.scenes import GROUND, STAGE, put_in_order, scene, scenes_of


def pytest_configure() -> None:
    """Compile the catalogues, so that a plain `pytest` speaks both languages as `make test` does."""
    for app in APPS:
        for language in ("fr", "nl"):
            po = path_of(app, language)
            mo = po.with_suffix(".mo")
            if po.exists() and (not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime):
                compile_catalogue(app, language)


def pytest_unconfigure(config) -> None:
    """Leave nothing behind."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """A migrated database of this worker's own with the ground and the cast; transactional tests get it put back."""
    with django_db_blocker.unblock():
        store().open_migrated()
        lay("ground", lay_ground)
        lay("people", lay_people)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_setup", classmethod(lambda cls: store().keep_laid()))
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: store().put_back())
        yield
    with django_db_blocker.unblock():
        STAGE.show([])
        AHEAD.end()
        store().close()


def pytest_collection_modifyitems(items) -> None:
    """Tests that begin with the same scenes follow each other."""
    put_in_order(items)


def pytest_collection_finish(session) -> None:
    """Begin what takes long to make; what was imported by now stays, so no collection of garbage looks at it again."""
    if session.config.option.collectonly:
        return
    AHEAD.begin(session.items)
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Leave no thread behind."""
    AHEAD.end()


@pytest.fixture
def _scenes(request, django_db_setup, django_db_blocker):
    """No scene stands but those that the test begins with."""
    with django_db_blocker.unblock():
        STAGE.show(scenes_of(request.node))


@pytest.fixture
def _django_db_helper(_scenes, _django_db_helper):
    """The transaction of the test begins above its scenes."""
    return _django_db_helper


@pytest.fixture(autouse=True)
def _as_asked(request):
    """What a test does not ask for is not there: no cast without `people`, and no ground without `ground`."""
    asked = set(request.fixturenames)
    if not asked & {"db", "transactional_db"} and not request.node.get_closest_marker("django_db"):
        return
    request.getfixturevalue("_django_db_helper")
    if "people" not in asked:
        take_away("people", *(() if "ground" in asked else ("ground",)))


@pytest.fixture(autouse=True)
def _clean_slate():
    """Nothing remembered from another test, nothing deferred because another served, no language but the site's own."""
    end_page()
    serving.clear()
    cache.clear()
    translation.deactivate()
    yield
    cache.clear()


@pytest.fixture
def cache_calls():
    """Count what the shared cache is asked: `with cache_calls() as calls`."""
    return counted_calls


CAST = {
    "ixelles": ("CPAS d’Ixelles", "member"),
    "ixelles_coordination": ("CPAS d’Ixelles", "coordinator"),
    "molenbeek": ("CPAS de Molenbeek-Saint-Jean", "member"),
    "jette": ("CPAS de Jette", "member"),
    "federation": ("Fédération des CPAS bruxellois (Brulocalis)", "member"),
    "secretariat": ("Fédération des CPAS bruxellois (Brulocalis)", "secretariat"),
    "editor": ("Fédération des CPAS bruxellois (Brulocalis)", "editor"),
    "spp_is": ("SPP Intégration sociale (SPP-IS)", "member"),
}
MEMBERS = frozenset({*CAST, "observer"})
"""Who reads the common lane."""


@pytest.fixture
def ground(db):
    """Organisations, taxonomies and the committee, nearly as `manage.py found` leaves them."""
    from committee.people.models import Person
    from committee.seats.models import Committee

    return SimpleNamespace(
        administrator=Person.objects.get(email="admin@example.org"), committee=Committee.objects.get()
    )


def lay_ground() -> None:
    from committee.organisations.actions import load_organisations, register_organisation
    from committee.organisations.models import Kind, Organisation
    from committee.people.models import Person
    from committee.seats.actions import found_committee
    from issues.problems.taxonomies.actions import load_taxonomy

    load_organisations()
    load_taxonomy()
    register_organisation(kind=Kind.GUEST, name_fr="Observateurs", name_nl="Waarnemers", position=90)
    administrator = Person.objects.create_superuser("admin@example.org", "demonstration", function_fr="Administration")
    secretariat = Organisation.objects.get(name_fr__startswith="Fédération des CPAS bruxellois")
    found_committee(by=administrator, name_fr="Comité", name_nl="Comité", secretariat=secretariat)


@pytest.fixture
def people(ground):
    """One person for each role, by the names of CAST, with `observer`, `stranger` and `administrator`."""
    return the_people()


def the_people() -> SimpleNamespace:
    from committee.people.models import Person

    found = {person.email.partition("@")[0]: person for person in Person.objects.all()}
    names = (*CAST, "observer", "stranger")
    return SimpleNamespace(administrator=found["admin"], **{name: found[name] for name in names})


def lay_people() -> None:
    from committee.inbox.models import Notice
    from committee.organisations.models import Organisation
    from committee.people.models import Person
    from committee.seats.actions import add_seat, begin_mandate, begin_membership
    from committee.seats.models import Committee

    by = Person.objects.get(email="admin@example.org")
    for name, (organisation, role) in CAST.items():
        person = Person.objects.create_user(f"{name}@example.org", "demonstration", function_fr=f"Function of {name}")
        place = Organisation.objects.get(name_fr=organisation)
        begin_membership(by=by, person=person, organisation=place, role=role)
    guests = Organisation.objects.get(name_fr="Observateurs")
    observer = Person.objects.create_user("observer@example.org", "demonstration", function_fr="Observer")
    begin_membership(by=by, person=observer, organisation=guests, role="member")
    seat = add_seat(by=by, committee=Committee.objects.get(), organisation=guests, bench="observers")
    begin_mandate(by=by, seat=seat, person=observer)
    Person.objects.create_user("stranger@example.org", "demonstration", function_fr="Stranger")
    Notice.objects.all().delete()
    Person.objects.update(unread_notices=0)


@pytest.fixture
def spaces(ground):
    """The shared lanes, by their codes."""
    return the_spaces()


def the_spaces() -> SimpleNamespace:
    from committee.access.lanes import SHARED
    from committee.access.models import Space

    return SimpleNamespace(**{lane.value: Space.objects.lane(lane) for lane in SHARED})


GROUND.update(people=the_people, spaces=the_spaces)


@scene
def problem(people, spaces):
    """A problem in the common lane, filed by Ixelles with its own volumes."""
    return filed(people.ixelles, spaces.common)


def filed(person, space, title="Pièces jointes perdues", **facts):
    """File a problem the way a member does."""
    from issues.fieldwork.impacts.actions.declaring import file_with_impact

    impact = facts.pop("impact", {"cases": 12, "minutes_likely": 20})
    description = facts.pop("description", "Les pièces jointes ne suivent pas la demande.")
    return file_with_impact(
        by=person, space=space, language="fr", title=title, description=description, impact=impact, **facts
    )


@pytest.fixture
def client_of(client):
    """A test client signed in as a person."""
    from django.test import Client

    def signed_in(person) -> Client:
        browser = Client()
        browser.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return browser

    return signed_in
