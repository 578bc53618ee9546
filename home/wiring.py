"""When this, then that: the only file that connects a signal or fills a slot. Called once, when the site is ready."""

from __future__ import annotations

from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from committee.inbox.delivery import AUDIENCES, deliver, deliver_pending
from committee.journal.actions import entry_recorded
from committee.journal.addresses import register_addresses
from committee.seats import actions as seats
from home.live import publish
from home.navigation.sections import forget_sections
from home.pages.delivery import freshen_public_pages
from home.search.index import forget_page, index_entry, index_page
from home.search.listing import problems_matching
from home.search.similar import similar_problems
from home.search.vocabulary import count_newest_stems
from home.server.embedded import PERIODIC
from issues.attachments import actions as attachments
from issues.dossier.slots import CITATIONS
from issues.exchange import actions as exchange
from issues.filing.slots import SIMILAR
from issues.impacts import actions as impacts
from issues.impacts.slots import WAYS
from issues.lists import actions as lists
from issues.lists.slots import FOUND
from issues.problems import actions as problems
from issues.problems import taxonomy
from issues.problems.audience import hearing_of_problem
from issues.problems.queries import owners as problems_as_owners
from issues.pulse import actions as pulse
from issues.pulse.delivery import send_pulses
from issues.pulse.presentation import way_to_pulse
from issues.solutions import actions as solutions
from issues.solutions.audience import hearing_of_solution_entry
from issues.solutions.queries import owners as solutions_as_owners
from issues.talk.fragments import entry_fragment
from issues.threads import actions as threads
from issues.threads.audience import hearing_of_post
from issues.threads.slots import OWNERS
from issues.triage import actions as triage
from issues.triage import merging, questions
from issues.triage.audience import hearing_of_request
from issues.triage.slots import MERGED
from publications.opinions import actions as opinions
from publications.opinions.actions import release_on_publish
from publications.opinions.audience import hearing_of_opinion
from publications.opinions.carrying import EVIDENCE
from publications.opinions.queries import citations_for

FEATURES_WITH_VERBS = (
    attachments, exchange, impacts, lists, merging, opinions, problems, pulse, questions, seats, solutions, taxonomy,
    threads, triage,
)  # fmt: skip
"""Their actions register the sentences of the journal: imported here, every process can tell every entry."""
ADDRESSES = {
    "problem": "issues:problem",
    "solution": "issues:solution",
    "request": "issues:request",
    "opinion": "opinions:opinion",
    "pulse": "issues:pulse_week",
}
WHO_HEARS = {
    "post": hearing_of_post,
    "opinion": hearing_of_opinion,
    "solution": hearing_of_solution_entry,
    "request": hearing_of_request,
    "problem": hearing_of_problem,
}
SHOWN_TO_THE_PUBLIC = ("impact.", "problem.", "solution.", "term.", "evidence.", "answer.", "opinion.")
RIGHTS = ("membership.", "mandate.")


def wire() -> None:
    """Connect everything, in the order in which it happens after a transaction is committed."""
    register_addresses(ADDRESSES)
    AUDIENCES.update(WHO_HEARS)
    CITATIONS.append(citations_for)
    OWNERS.extend((problems_as_owners, solutions_as_owners))
    MERGED.append(EVIDENCE)
    FOUND.append(problems_matching)
    SIMILAR.append(similar_problems)
    impacts.AFTER_DECLARATION.extend((solutions.keep_asking, pulse.settle_duty))
    WAYS.append(way_to_pulse)
    publish.register_fragment("post.", entry_fragment)
    entry_recorded.connect(on_entry, dispatch_uid="entry")
    user_logged_out.connect(on_sign_out, dispatch_uid="sign-out")
    page_published.connect(on_published, dispatch_uid="published")
    page_unpublished.connect(on_unpublished, dispatch_uid="unpublished")
    post_delete.connect(on_deleted, sender=Page, dispatch_uid="deleted")
    PERIODIC.append((30, deliver_pending))
    PERIODIC.append((3600, exchange.forget_old_runs))
    PERIODIC.append((600, send_pulses))
    PERIODIC.append((6 * 3600, count_newest_stems))


def on_entry(entry, **_signal) -> None:
    """An entry was recorded: open pages first, then inboxes, then the index and the public pages."""
    publish.publish_entry(entry)
    publish.publish_notices(person.pk for person in deliver(entry))
    index_entry(entry)
    if entry.verb.startswith(SHOWN_TO_THE_PUBLIC):
        freshen_public_pages()
    if entry.verb.startswith(RIGHTS):
        for subject in entry.subjects.all():
            publish.publish_rights(int(subject.key))


def on_sign_out(request, user, **_signal) -> None:
    """Somebody signed out: pages left open hear no more."""
    if request and request.session.session_key:
        publish.publish_sign_out(request.session.session_key)


def on_published(instance, **_signal) -> None:
    """An editor published a page: menus, the index, staged evidence, and the kept public pages follow."""
    forget_sections()
    index_page(instance)
    release_on_publish(instance)
    freshen_public_pages()


def on_unpublished(instance, **_signal) -> None:
    """A page was taken down: it must vanish from menus, search and kept pages at once."""
    forget_sections()
    index_page(instance)
    freshen_public_pages()


def on_deleted(instance, **_signal) -> None:
    """A page was deleted: nothing may still count it or show it."""
    forget_sections()
    forget_page(instance)
    freshen_public_pages()
