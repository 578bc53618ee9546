"""The pages of those who keep order: what answers, what is shown, and what a form that fails says."""

import pytest

from issues.conversation.moderation.actions.reporting import report_post
from issues.conversation.moderation.models import Report, Summary
from issues.conversation.threads.models import Mark, Post, Thread
from tests.conftest import filed
from tests.issues.pages import filled_in
from tests.issues.steps import PHONE, say
from tests.issues.talking import EVERYBODY, LANES, MODERATORS, READERS, WRITERS


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_page_by_role_and_lane(people, posts, client_of, name):
    browser = client_of(getattr(people, name))
    for lane, post in posts.items():
        reads, moderates = name in READERS[lane], name in MODERATORS[lane]
        expected = {f"/fr/strands/{post.strand_id}/summary/": 200 if reads else 404}
        expected[f"/fr/posts/{post.key}/hide/"] = answer(reads, moderates)
        answers = lane == "common" and name.startswith("spp_is")
        expected[f"/fr/posts/{post.key}/mark/"] = answer(reads, moderates or answers)
        expected[f"/fr/posts/{post.key}/report/"] = answer(
            reads, name in WRITERS[lane] and name != post.author.email[: len(name)]
        )
        assert {url: browser.get(url).status_code for url in expected} == expected, lane


def answer(reads: bool, allowed: bool) -> int:
    return (200 if allowed else 403) if reads else 404


@pytest.mark.parametrize("name", EVERYBODY)
def test_threads_are_locked_and_posts_moved_by_who_may(people, posts, problem, client_of, name):
    browser = client_of(getattr(people, name))
    reads = name in READERS["common"]
    lock, move = (browser.get(f"/fr/threads/{problem.thread_id}/{deed}/").status_code for deed in ("lock", "move"))
    assert lock == answer(reads, name == "secretariat")
    assert move == answer(reads, any(name in moderators for moderators in MODERATORS.values()))


def test_a_post_is_reported_and_the_report_settled_without_javascript(people, posts, client_of):
    post, reporter, moderator = posts["common"], client_of(people.ixelles), client_of(people.secretariat)
    sent = reporter.post(f"/fr/posts/{post.key}/report/", {"reason": "Hors sujet."})
    assert sent["Location"] == f"/fr/posts/{post.key}/"
    listed = moderator.get("/fr/reports/").content.decode()
    assert "Hors sujet." in listed and people.ixelles.function in listed and "Mots common." in listed
    report = Report.objects.get()
    page = f"/fr/reports/{report.pk}/"
    assert moderator.get(page).status_code == 200
    settled = moderator.post(page, {"outcome": "kept", "reason": "Il reste."})
    assert settled["Location"] == "/fr/reports/"
    assert moderator.post(page, {"outcome": "kept", "reason": "Il reste."}).status_code == 302
    assert "Il reste." in reporter.get(page).content.decode()
    assert "Il reste." in moderator.get("/fr/reports/").content.decode()
    assert Post.objects.get(pk=post.pk).hidden_at is None


def test_a_report_has_no_page_for_anybody_else(people, posts, client_of):
    made = report_post(by=people.ixelles, post=posts["common"], reason="Hors sujet.")
    found = {
        name for name in EVERYBODY if client_of(getattr(people, name)).get(f"/fr/reports/{made.pk}/").status_code == 200
    }
    assert found == {"ixelles", "secretariat"}
    assert (
        client_of(people.ixelles).post(f"/fr/reports/{made.pk}/", {"outcome": "hidden", "reason": "x"}).status_code
        == 403
    )


def test_the_reporters_page_names_nobody_else_and_the_list_is_of_ones_own_lanes(people, posts, client_of):
    for lane, by in (("common", people.ixelles), ("own", people.ixelles_coordination)):
        report_post(by=by, post=posts[lane], reason=f"Motif {lane}")
    page = client_of(people.secretariat).get("/fr/reports/").content.decode()
    assert "Motif common" in page and "Motif own" not in page
    page = client_of(people.ixelles_coordination).get("/fr/reports/").content.decode()
    assert "Motif own" in page and "Motif common" not in page


@pytest.mark.parametrize("reports", [1, 3])
def test_the_list_of_reports_costs_the_same_for_one_and_for_many(
    people, problem, client_of, django_assert_max_num_queries, reports
):
    for n in range(reports):
        post = say(people.molenbeek, problem, f"{n}.")
        report_post(by=people.ixelles, post=post, reason="Hors sujet.")
    browser = client_of(people.secretariat)
    browser.get("/fr/reports/")
    with django_assert_max_num_queries(8):
        browser.get("/fr/reports/")


def test_hiding_from_the_page(people, posts, client_of):
    post, browser = posts["common"], client_of(people.secretariat)
    refused = browser.post(f"/fr/posts/{post.key}/hide/", {"reason": PHONE})
    assert refused.status_code == 422 and PHONE in refused.content.decode()
    for _twice in range(2):
        assert browser.post(f"/fr/posts/{post.key}/hide/", {"reason": "Hors sujet."}).status_code == 302
    quoted = browser.get(f"/fr/posts/{post.key}/show/").content.decode()
    assert "Mots common." in quoted
    for _twice in range(2):
        assert browser.post(f"/fr/posts/{post.key}/show/").status_code == 302
    assert Post.objects.get(pk=post.pk).hidden_at is None
    assert client_of(people.ixelles).post(f"/fr/posts/{post.key}/hide/", {"reason": "x"}).status_code == 403


def test_marking_from_the_page(people, posts, client_of):
    url = f"/fr/posts/{posts['common'].key}/mark/"
    assert client_of(people.spp_is).post(url, {"mark": "decision"}).status_code == 422
    assert client_of(people.spp_is).post(url, {"mark": "answer"}).status_code == 302
    assert Post.objects.get(pk=posts["common"].pk).mark == Mark.ANSWER
    browser = client_of(people.secretariat)
    assert browser.post(url, filled_in(browser.get(url)) | {"mark": ""}).status_code == 302
    assert Post.objects.get(pk=posts["common"].pk).mark == ""


def test_locking_from_the_page_and_opening_again(people, posts, problem, client_of):
    url, browser = f"/fr/threads/{problem.thread_id}/lock/", client_of(people.secretariat)
    assert browser.post(url, {"reason": ""}).status_code == 422
    for _twice in range(2):
        assert browser.post(url, {"reason": "Tout est dit <b>ici</b>."}).status_code == 302
    assert "Tout est dit &lt;b&gt;ici&lt;/b&gt;." in browser.get(url).content.decode()
    lane = str(problem.space_id)
    said = client_of(people.ixelles).post(
        f"/fr/threads/{problem.thread_id}/", {"lane": lane, "text": "Encore.", "key": "a-key"}
    )
    assert said.status_code == 403
    assert browser.post(url, {"unlock": "1"}).status_code == 302
    assert Thread.objects.get(pk=problem.thread_id).locked_at is None


def test_the_page_of_a_thread_leads_to_what_its_reader_may_do(people, posts, problem, client_of):
    ways = {
        name: client_of(getattr(people, name)).get(f"/fr/threads/{problem.thread_id}/").content.decode()
        for name in ("secretariat", "ixelles", "spp_is_coordination")
    }
    lock, move = (f"/fr/threads/{problem.thread_id}/{deed}/" for deed in ("lock", "move"))
    summary = {lane: f"/fr/strands/{posts[lane].strand_id}/summary/" for lane in LANES}
    assert all(way in ways["secretariat"] for way in (lock, move, summary["common"], summary["federations"]))
    assert not any(way in ways["ixelles"] for way in (lock, move, *summary.values()))
    assert summary["administration"] in ways["spp_is_coordination"] and lock not in ways["spp_is_coordination"]


def test_a_summary_is_written_replaced_and_taken_away_on_its_page(people, posts, client_of):
    url, browser = f"/fr/strands/{posts['common'].strand_id}/summary/", client_of(people.secretariat)
    for text in ("D'abord ceci.", "Puis <script>cela</script>."):
        assert browser.post(url, filled_in(browser.get(url)) | {"text": text}).status_code == 302
    page = client_of(people.observer).get(url).content.decode()
    assert "D&#x27;abord ceci." in page or "D'abord ceci." in page
    assert "Puis" in page and "<script>cela" not in page
    assert client_of(people.ixelles).post(url, {"text": "Non.", "language": "fr"}).status_code == 403
    assert browser.post(url, {"remove": "1"}).status_code == 302
    assert Summary.objects.first().text == ""


def test_posts_are_moved_from_the_page(people, problem, spaces, client_of):
    posts = [say(people.ixelles, problem, f"Numéro {n}.") for n in range(3)]
    answer = say(people.jette, problem, "En réponse.", reply_to=posts[0])
    target = filed(people.ixelles, spaces.common, title="Ailleurs")
    url, browser = f"/fr/threads/{problem.thread_id}/move/", client_of(people.secretariat)
    one = browser.get(f"{url}?post={posts[0].key}").content.decode()
    assert "Numéro 0." in one and "En réponse." in one and "Numéro 1." not in one and one.count(" checked") == 2
    chosen = [posts[0].key, answer.key]
    refused = browser.post(url, {"posts": chosen, "target": "CO-2099-0001"})
    assert refused.status_code == 422 and refused.content.decode().count(" checked") == 2
    assert browser.post(url, {"posts": chosen, "target": f"voir {target.reference.lower()}"}).status_code == 302
    assert Post.objects.filter(strand__thread=target.thread_id).count() == 2
    moved = browser.get(f"/fr/posts/{posts[0].key}/")
    assert moved.status_code in (200, 302)
    assert browser.post(url, {"posts": chosen, "target": target.reference}).status_code == 422


def test_posts_are_not_moved_to_what_the_mover_does_not_read(people, posts, own, problem, client_of):
    url, browser = f"/fr/threads/{problem.thread_id}/move/", client_of(people.secretariat)
    answers = [
        browser.post(url, {"posts": [posts["common"].key], "target": words}).content.decode()
        for words in (own.reference, "CO-2099-0001", "solutions/99999")
    ]
    assert Post.objects.get(pk=posts["common"].pk).strand.thread_id == problem.thread_id
    assert all("bad" in page or 'role="alert"' in page for page in answers)


@pytest.mark.parametrize("words", ["?post=nothing", "?strand=999999", "?strand=x", "?before=99999999999999999999"])
def test_addresses_that_make_no_sense_are_no_error(people, posts, problem, client_of, words):
    status = client_of(people.secretariat).get(f"/fr/threads/{problem.thread_id}/move/{words}").status_code
    assert status in (200, 404)


@pytest.mark.parametrize("lane", LANES)
def test_the_strand_of_another_lane_cannot_be_moved(people, posts, problem, client_of, lane):
    strand = posts[lane].strand_id
    status = client_of(people.secretariat).get(f"/fr/threads/{problem.thread_id}/move/?strand={strand}").status_code
    assert status == (200 if "secretariat" in MODERATORS[lane] else 404)
