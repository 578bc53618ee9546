"""Which strands are open, in which languages: told by each process, so that nothing is drawn for nobody."""

import json

import pytest
from asgiref.sync import sync_to_async
from django.core.cache import cache

from committee.journal.models import Entry
from home.live import publish
from home.live.open_pages import languages_open, tell_open
from tests.home.live.lanes import say
from tests.home.live.pages import live_story
from tests.home.live.test_sockets import later, page_of, strand_of

pytestmark = pytest.mark.column


def test_a_strand_is_open_in_the_languages_that_were_told():
    tell_open([("strand:1", "fr"), ("strand:2", "nl"), ("thread:1:1", "fr")])
    assert (languages_open("strand:1"), languages_open("strand:2")) == ({"fr"}, {"nl"})
    assert languages_open("thread:1:1") == languages_open("strand:3") == set()


@live_story
async def test_a_page_that_follows_is_known_to_every_process(committee):
    page, topic = await page_of(committee, "jette"), await strand_of(committee, "common")
    await page.follows(topic, language="nl")
    assert await sync_to_async(languages_open)(topic) == {"nl"}
    await page.leaves()


def test_a_post_is_drawn_in_the_open_languages_alone_and_others_hear_that_they_are_behind(committee, monkeypatch):
    monkeypatch.setattr(publish, "languages_of", languages_open)
    post = say(committee.people["jette"], committee.problems["common"], "Chez nous aussi.")
    tell_open([(f"strand:{post.strand_id}", "nl")])
    [[topic, texts]] = publish.messages_of(Entry.objects.last())
    assert topic == f"strand:{post.strand_id}"
    assert json.loads(texts["nl"])["html"] == f"<p>nl {post.key}</p>"
    assert json.loads(texts[publish.ANY]) == {"behind": {topic: post.change}}
    assert set(texts) == {"nl", publish.ANY}


@live_story
async def test_a_page_for_which_nothing_was_drawn_asks(committee, monkeypatch):
    page, topic = await page_of(committee, "jette"), await strand_of(committee, "common")
    await page.follows(topic, language="fr")
    await sync_to_async(cache.clear)()
    monkeypatch.setattr(publish, "languages_of", languages_open)
    post = await later(say)(committee.people["federation"], committee.problems["common"], "Bien reçu.")
    await later(lambda: publish.publish_entry(Entry.objects.last()))()
    assert await page.hears() == {"behind": {topic: post.change}}
    await page.leaves()
