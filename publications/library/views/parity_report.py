"""The report on the two languages: pages whose other language is missing, unpublished or older."""

from __future__ import annotations

from typing import ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports import PageReportView

from publications.library.queries import unequal_pages

LABELS = {
    "missing": _("Missing in the other language"),
    "unpublished": _("Not published in the other language"),
    "older": _("The other language is older"),
}


class ParityReport(PageReportView):
    """Pages that read differently in French and in Dutch, or only in one of them."""

    page_title = _("French and Dutch")
    header_icon = "globe"
    index_url_name = "parity_report"
    index_results_url_name = "parity_report_results"
    results_template_name = "publications/library/parity_report_results.html"
    list_export = ("title", "locale", "gap", "last_published_at", "other_published_at")
    export_headings: ClassVar[dict] = {"gap": _("Difference"), "other_published_at": _("Other language published")}
    any_permission_required = ("add", "change", "publish")

    def get_queryset(self) -> QuerySet:
        """The unequal pages that the editor may edit."""
        self.queryset = unequal_pages(
            self.permission_policy.instances_user_has_permission_for(self.request.user, "change")
        )
        self.queryset = self.queryset.select_related("locale", "content_type")
        return super().get_queryset()

    def decorate_paginated_queryset(self, object_list):
        """Say each difference in words."""
        for page in object_list:
            page.difference = LABELS[page.gap]
        return object_list
