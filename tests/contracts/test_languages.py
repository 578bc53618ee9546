"""French and Dutch are complete: every message of code and templates has both, none is a guess."""

import pytest

from home.languages.catalogues import APPS, missing_in, read_catalogue, said_by


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("app", APPS)
def test_catalogue_is_complete(app, language):
    catalogue = read_catalogue(app, language)
    known = {(message.id, message.context) for message in catalogue if message.id}
    said = {(message.id, message.context) for message in said_by(app) if message.id}
    assert sorted(str(key) for key in said - known) == []
    assert [message.id for message in missing_in(catalogue)] == []


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("app", APPS)
def test_places_are_kept(app, language):
    catalogue = read_catalogue(app, language)
    wrong = [(message.id, str(error)) for message in catalogue if message.id for error in message.check(catalogue)]
    assert wrong == []
