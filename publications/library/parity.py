"""The report on the two languages: pages whose other language is missing, unpublished or older."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db.models import Case, CharField, DateTimeField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page

#: Texts published within this time of each other were published together.
TOGETHER = timedelta(hours=1)
LABELS = {
    "missing": _("Missing in the other language"),
    "unpublished": _("Not published in the other language"),
    "older": _("The other language is older"),
}


def unequal_pages(pages: QuerySet | None = None) -> QuerySet:
    """The published pages whose counterpart is missing, unpublished or was published over an hour earlier.

    Each carries `gap`, one of LABELS, and `other_published_at`. One query.
    """
    pages = Page.objects.all() if pages is None else pages
    other = Page.objects.filter(translation_key=OuterRef("translation_key")).exclude(locale=OuterRef("locale"))
    pages = (
        pages.live()
        .filter(depth__gt=1)
        .annotate(
            other_id=Subquery(other.values("pk")[:1]),
            other_live=Subquery(other.values("live")[:1]),
            other_published_at=Subquery(other.values("last_published_at")[:1], output_field=DateTimeField()),
        )
    )
    gap = Case(
        When(other_id=None, then=Value("missing")),
        When(Q(other_live=False), then=Value("unpublished")),
        When(other_published_at__lt=F("last_published_at") - TOGETHER, then=Value("older")),
        default=Value(""),
        output_field=CharField(),
    )
    return pages.annotate(gap=gap).exclude(gap="").order_by("-last_published_at", "pk")


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
