"""In the editor, what the other language says beside what is being written."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from publications.pages.parity import other_text, places_of


class BesidePanel(Panel):
    """Each field of the other language with its state; nothing where there is no other language yet."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(**{"heading": _("The other language"), "icon": "globe", **facts})

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "publications/pages/beside_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The fields, with what asks for something first told."""
            page = self.instance
            other = other_text(page) if page.pk else None
            places = places_of(page, other) if other else []
            to_do = [place for place in places if place.needs]
            return {**super().get_context_data(parent_context), "other": other, "places": places, "to_do": to_do}
