"""The portable dossier holds what its reader reads in the lanes chosen, proves itself, and is read without the portal."""

import hashlib
import io
import json
import subprocess
import zipfile

import pytest

from committee.access.models import Space
from issues.attachments.actions import attach_files
from issues.attachments.inspection import inspect_upload
from issues.overview.import_export.queries import dossier as portable
from tests.committee.records import organisation_of, recording
from tests.conftest import filed
from tests.issues.attachments.conftest import storage  # noqa: F401
from tests.issues.attachments.samples import PDF, upload
from tests.issues.steps import declare, deliver, judge, propose, say
from tests.markup import on_one_line

pytestmark = [pytest.mark.column, pytest.mark.usefixtures("storage")]


def attach(person, problem, space, name="Scan.pdf", *, post=None):
    """A file on the problem, or on a post."""
    place = organisation_of(person)
    files = attach_files(by=person, space=space, organisation_id=place.pk, files=[inspect_upload(upload(name, PDF))])
    (post or problem).attachments.add(*files)
    return files[0]


@pytest.fixture
def case(people, spaces, problem):
    """A problem with something in every lane."""
    declare(people.jette, problem, answer="u", workaround="Un détour.")
    declare(people.molenbeek, problem, cases=30, minutes_likely=10)
    attach(people.ixelles, problem, spaces.common)
    for name, person, space in (
        ("commune", people.ixelles, spaces.common),
        ("des fédérations", people.federation, spaces.federations),
        ("de l’administration", people.spp_is, spaces.administration),
        ("de chez nous", people.ixelles, Space.objects.own(organisation_of(people.ixelles))),
    ):
        post = say(person, problem, f"Phrase {name}.", space)
        attach(person, problem, space, f"Fichier {name}.pdf", post=post)
    solution = propose(people.spp_is, problem)
    deliver(people, solution)
    judge(people.molenbeek, solution, "w", "Commentaire du CPAS.")
    return problem


def taken(browser, problem, lanes="common", language="fr") -> zipfile.ZipFile:
    response = browser.post(f"/{language}/problems/{problem.reference}/dossier/", {"lanes": lanes})
    assert response.status_code == 200 and response["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(response.getvalue()))


def everything_in(archive: zipfile.ZipFile) -> str:
    """All that can be read in an archive, its names included."""
    texts = [archive.read(name).decode() for name in archive.namelist() if not name.startswith("attachments/")]
    return "\n".join([*archive.namelist(), *texts])


PHRASES = {
    "commune": "common",
    "des fédérations": "federations",
    "de l’administration": "administration",
    "de chez nous": "own",
}
READS = {
    "ixelles": {"common", "federations", "own"},
    "molenbeek": {"common", "federations"},
    "secretariat": {"common", "federations"},
    "spp_is": {"common", "administration"},
    "observer": {"common"},
}


@pytest.mark.parametrize("role", READS)
@pytest.mark.parametrize("scope", ["common", "all"])
def test_lanes_hold_in_every_part(case, people, client_of, role, scope):
    archive = taken(client_of(getattr(people, role)), case, scope)
    text = everything_in(archive)
    for words, lane in PHRASES.items():
        inside = lane in (READS[role] if scope == "all" else {"common"})
        assert (f"Phrase {words}." in text) is inside, (words, "text")
        assert (f"Fichier {words}" in text) is inside, (words, "file")
    assert len([name for name in archive.namelist() if name.startswith("attachments/")]) == 1 + len(
        READS[role] if scope == "all" else {"common"}
    )


def test_the_sums_prove_it(case, people, client_of, tmp_path):
    archive = taken(client_of(people.ixelles), case, "all")
    archive.extractall(tmp_path)
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    listed = {line.split("  ", 1)[1] for line in archive.read("SHA256SUMS").decode().splitlines()}
    assert listed == set(archive.namelist()) - {"SHA256SUMS"}


def test_dates_are_the_facts_own(case, people, client_of):
    one, other = (taken(client_of(people.ixelles), case, "all") for _ in range(2))
    dates = [[(entry.filename, entry.date_time) for entry in archive.infolist()] for archive in (one, other)]
    assert dates[0] == dates[1]


def test_names_never_collide_nor_climb(people, client_of, spaces, problem):
    for name in ("Scan.pdf", "scan.pdf", "SCAN.PDF"):
        attach(people.ixelles, problem, spaces.common, name)
    names = taken(client_of(people.jette), problem).namelist()
    held = [name for name in names if name.startswith("attachments/")]
    assert len({name.casefold() for name in held}) == 3
    assert all(".." not in name and name.count("/") == 1 for name in held)


def test_what_is_handed_on_masks_even_for_the_secretariat(case, people, client_of):
    browser = client_of(people.secretariat)
    common = json.loads(taken(browser, case, "common").read("data.json"))
    assert common["impact"]["masked"] is True and common["impact"]["cases"] is None
    assert common["impact"]["affected"] == 2
    full = json.loads(taken(browser, case, "all").read("data.json"))
    assert (full["impact"]["masked"], full["impact"]["cases"]) == (False, 42)


def test_what_is_handed_on_names_no_cpas_that_answered(case, people, client_of):
    archive = taken(client_of(people.molenbeek), case, "common")
    text = everything_in(archive)
    assert "Commentaire du CPAS." not in text
    assert json.loads(archive.read("data.json"))["own_declaration"] is None
    assert "Jette" not in text
    full = taken(client_of(people.molenbeek), case, "all")
    assert json.loads(full.read("data.json"))["own_declaration"]["cases"] == 30
    assert "Jette" in everything_in(full) and "Un détour." not in everything_in(full)


def test_the_administration_reads_how_many_and_not_who(case, people, client_of):
    text = everything_in(taken(client_of(people.spp_is), case, "all"))
    assert "Jette" not in text


def test_the_data_says_what_it_is(case, people, client_of):
    archive = taken(client_of(people.ixelles), case)
    data = json.loads(archive.read("data.json"))
    assert data["schema"] == "1"
    assert set(data) == set(data["fields"]) | {"fields"}
    assert data["problem"]["reference"] == case.reference
    assert data["solutions"][0]["verdicts"] == {"works": 1, "partly": 0, "fails": 0}
    for file in data["attachments"]:
        assert hashlib.sha256(archive.read(file["path"])).hexdigest() == file["sha256"]


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_page_stands_alone(case, people, client_of, language):
    archive = taken(client_of(people.ixelles), case, "all", language)
    page = archive.read("index.html").decode()
    assert f'<html lang="{language}">' in page
    assert "<script" not in page and "<link" not in page and 'src="' not in page
    assert '<h1 lang="fr">' in page
    note = archive.read("README.txt").decode()
    assert "FRANÇAIS" in note and "NEDERLANDS" in note


def test_hostile_text_stays_text(people, client_of, spaces):
    problem = filed(people.ixelles, spaces.common, "<script>alert(1)</script>", description="<b onclick=x>gras</b>")
    page = taken(client_of(people.jette), problem).read("index.html").decode()
    assert "<script" not in page and "<b onclick" not in page


def test_a_withdrawn_post_says_nothing(case, people, client_of):
    from issues.conversation.threads.actions.posts import withdraw_post
    from issues.conversation.threads.models import Post

    post = Post.objects.get(text="Phrase commune.")
    withdraw_post(by=people.ixelles, post=post)
    archive = taken(client_of(people.ixelles), case, "all")
    assert "Phrase commune." not in everything_in(archive)
    assert not any("commune" in name for name in archive.namelist())


def test_the_common_lane_alone_is_offered_only_for_what_stands_there(people, client_of, own):
    browser = client_of(people.ixelles)
    page = browser.get(f"/fr/problems/{own.reference}/dossier/")
    assert [code for code, _label in page.context["form"].fields["lanes"].choices] == ["all"]
    refused = browser.post(f"/fr/problems/{own.reference}/dossier/", {"lanes": "common"})
    assert refused.status_code == 422
    assert client_of(people.secretariat).get(f"/fr/problems/{own.reference}/dossier/").status_code == 404


def test_that_it_left_is_recorded_in_ones_own_lane(case, people, client_of):
    with recording() as records:
        taken(client_of(people.molenbeek), case)
    (one,) = records
    assert (one.verb, one.space.organisation, one.subjects) == (
        "dossier.exported", organisation_of(people.molenbeek), [("dossier", case.reference)],
    )  # fmt: skip


def test_what_is_too_large_is_told(case, people, client_of, monkeypatch):
    monkeypatch.setattr(portable, "MOST_BYTES", 10)
    with recording() as records:
        answer = client_of(people.ixelles).post(f"/fr/problems/{case.reference}/dossier/", {"lanes": "common"})
    assert answer.status_code == 422 and records == []


def test_the_case_page_leads_there(case, people, client_of):
    page = on_one_line(client_of(people.jette).get(f"/fr/problems/{case.reference}/").content.decode())
    assert f"/fr/problems/{case.reference}/dossier/" in page
