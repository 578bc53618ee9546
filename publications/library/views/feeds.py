"""The feed of opinions, news and events, one per language."""

from datetime import datetime, time

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from publications.library.queries import Published, latest_publications


class PublicationsFeed(Feed):
    """What was published in one language, the newest first, at most twenty of each sort."""

    def __call__(self, request, *args, **kwargs):
        """Answer in the language that the address names. Raises Http404 for another."""
        if kwargs["language"] not in dict(settings.LANGUAGES):
            raise Http404
        with override(kwargs["language"]):
            response = super().__call__(request, *args, **kwargs)
        response["Content-Language"] = kwargs["language"]
        response.public_page = not request.user.is_authenticated
        return response

    def get_object(self, request, language: str) -> str:
        """The language is all that a feed is about."""
        return language

    def title(self, language: str) -> str:
        """The committee's full name and what is here."""
        return _("Comité de monitoring CPAS Online: opinions, news and events")

    def description(self, language: str) -> str:
        """One sentence."""
        return _("What the committee for CPAS Online and its federations publish.")

    def link(self, language: str) -> str:
        """The home page."""
        return f"/{language}/"

    def feed_url(self, language: str) -> str:
        """This feed."""
        return reverse("publications:feed", args=[language])

    def items(self, language: str) -> list[Published]:
        """Opinions, news and events together."""
        return latest_publications(language, opinions=20, news=20, events=20)

    def item_title(self, item: Published) -> str:
        """The title of the page."""
        return item.page.title

    def item_description(self, item: Published) -> str:
        """Its summary."""
        return item.page.description

    def item_link(self, item: Published) -> str:
        """The address that holds for good: a page may be moved, and what was read of it must not seem new."""
        return reverse("opinions:page", args=[item.page.translation_key])

    def item_pubdate(self, item: Published):
        """The date that it carries, at noon in Brussels."""
        moment = datetime.combine(item.date, time(12))
        return timezone.make_aware(moment)

    def item_categories(self, item: Published) -> list[str]:
        """Opinion, news, or the sort of the event."""
        return [item.kind]
