"""What the first page of the admin says before anything else."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from committee.people.models import Person
from publications.library.queries import Awaiting, awaiting


class AwaitingPanel(Component):
    """What awaits the reader: each with a link to where it is done."""

    name = "awaiting"
    template_name = "publications/library/awaiting_panel.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The rows; an empty list where nothing awaits."""
        person = parent_context["request"].user
        return {"rows": describe_awaiting(person)}


def describe_awaiting(person: Person) -> list[dict[str, str]]:
    """What awaits a person, in words, with its address."""
    policy = policy_registry.get_by_type(Page)
    found = awaiting(person, policy.instances_user_has_permission_for(person, "change"))
    words = {
        "to_approve": ngettext("%(n)s text to approve", "%(n)s texts to approve", found.to_approve),
        "to_change": ngettext("%(n)s text sent back for changes", "%(n)s texts sent back for changes", found.to_change),
        "drafts": ngettext("%(n)s draft not submitted yet", "%(n)s drafts not submitted yet", found.drafts),
        "unequal": ngettext(
            "%(n)s text that lacks its other language, or is newer than it",
            "%(n)s texts that lack their other language, or are newer than it",
            found.unequal,
        ),
    }
    counts = {name: getattr(found, name) for name in words}
    return [
        {"words": words[name] % {"n": count}, "url": address_of(found, name), "title": title_of(found, name)}
        for name, count in counts.items()
        if count
    ]


def address_of(found: Awaiting, name: str) -> str:
    """Where it is done: the report, or the newest of the texts."""
    if name == "unequal":
        return reverse("parity_report")
    return reverse("wagtailadmin_pages:edit", args=[found.first[name].pk])


def title_of(found: Awaiting, name: str) -> str:
    """The newest of the texts, by its title."""
    page = found.first.get(name)
    return _("the newest: “%(title)s”") % {"title": page.get_admin_display_title()} if page else ""
