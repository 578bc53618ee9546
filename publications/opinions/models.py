"""An opinion's page with its observations; and, of no language, the evidence and the answers given to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from committee.access.lanes import Lane
from committee.access.standing import standing_of
from committee.privacy.models import GuardedCharField, GuardedTextField
from issues.problems.records.models import Problem
from publications.events.models import EventPage
from publications.opinions.editor_form import OpinionForm
from publications.pages.blocks import WORDS
from publications.pages.fields import GuardedRichTextField
from publications.pages.models import PortalPage


class OpinionIndexPage(PortalPage):
    """The list of opinions."""

    template = "publications/opinions/opinion_index_page.html"
    subpage_types: ClassVar[list] = ["publications.OpinionPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of opinions")


class OpinionPage(RoutablePageMixin, PortalPage):
    """An opinion in one language; `translation_key` is what the journal, evidence and answers call it by."""

    class Kind(models.TextChoices):
        """On whose initiative it was given."""

        OPINION = "opinion", _("Opinion")
        OWN_INITIATIVE = "own_initiative", _("Own-initiative opinion")
        JOINT = "joint", _("Joint opinion of the three federations")
        MEMORANDUM = "memorandum", _("Memorandum")

    class Stage(models.TextChoices):
        """How far the text aimed at had come when the opinion was given."""

        PRELIMINARY_DRAFT = "preliminary_draft", _("Preliminary draft")
        DRAFT = "draft", _("Draft before the assembly")
        IN_FORCE = "in_force", _("Text in force")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OPINION)
    number = GuardedCharField(_("number"), max_length=20, blank=True)
    date = models.DateField(_("date"), null=True)
    issuer = GuardedCharField(_("adopted by"), max_length=160)
    aimed_at = GuardedTextField(_("text aimed at"), blank=True)
    stage = models.CharField(_("stage of that text"), max_length=20, choices=Stage.choices, blank=True)
    summary = GuardedTextField(_("summary"))
    context = GuardedRichTextField(_("context"), features=WORDS, blank=True)
    keywords = GuardedCharField(_("keywords"), max_length=255, blank=True, help_text=_("Separated by commas."))
    source_event = models.ForeignKey(
        EventPage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("event that it came from")
    )

    base_form_class = OpinionForm
    template = "publications/opinions/opinion_page.html"
    parent_page_types: ClassVar[list] = ["publications.OpinionIndexPage"]
    subpage_types: ClassVar[list] = []
    content_panels: ClassVar[list] = [
        *PortalPage.content_panels,
        MultiFieldPanel(["kind", "number", "date", "issuer"], heading=_("Adoption")),
        MultiFieldPanel(["aimed_at", "stage"], heading=_("Text aimed at")),
        InlinePanel("addressees", heading=_("Addressees"), label=_("Addressee")),
        FieldPanel("summary"),
        FieldPanel("context"),
        InlinePanel("observations", heading=_("Observations"), label=_("Observation")),
        InlinePanel("reservations", heading=_("Reservations"), label=_("Reservation")),
        InlinePanel("signatories", heading=_("Signatories"), label=_("Signatory")),
        InlinePanel("steps", heading=_("Follow-up"), label=_("Step")),
        FieldPanel("source_event"),
        FieldPanel("keywords"),
    ]
    search_fields: ClassVar[list] = [
        *PortalPage.search_fields,
        *(index.SearchField(name) for name in ("summary", "context", "aimed_at", "keywords")),
        index.RelatedFields("observations", [index.SearchField("title"), index.SearchField("body")]),
    ]

    class Meta:
        verbose_name = _("opinion")

    @property
    def description(self) -> str:
        """The description given, or the summary."""
        return self.search_description or self.summary

    def cited_in_public(self, observations: Iterable[Observation] | None = None) -> list[Observation]:
        """Those of its published observations, of some or of all, behind which evidence or an answer stands."""
        published = Observation.objects.filter(page__live=True, page=self.pk).order_by("number")
        if observations is not None:
            published = published.filter(translation_key__in=[one.translation_key for one in observations])
        keys = [one.translation_key for one in published]
        cited = set(Evidence.objects.filter(observation_key__in=keys).values_list("observation_key", flat=True))
        answers = AuthorityAnswer.objects.filter(observation_key__in=keys).exclude(stance=Stance.NONE)
        cited |= set(answers.values_list("observation_key", flat=True))
        return [one for one in published if one.translation_key in cited]

    @property
    def about(self) -> tuple[str, str]:
        """How the journal names this opinion, in whatever language."""
        return ("opinion", str(self.translation_key))

    def serve(self, request, *args, **kwargs):
        """Serve the whole opinion or one observation, marked as public."""
        return self.delivered(request, super().serve(request, *args, **kwargs))

    @path("observation/<int:number>/", name="observation")
    def one_observation(self, request, number: int):
        """The page of one observation. Raises Http404 for a number that the opinion does not have."""
        observation = get_object_or_404(self.observations.all(), number=number)
        request.alternates = observation.alternates(request)
        facts = {"observation": observation}
        return self.render(request, context_overrides=facts, template="publications/opinions/observation_page.html")


class Observation(TranslatableMixin, Orderable):
    """One numbered remark. `translation_key` is its identity: its French and Dutch texts share it, for good."""

    page = ParentalKey(OpinionPage, on_delete=models.CASCADE, related_name="observations")
    number = models.PositiveSmallIntegerField(_("number"))
    title = GuardedCharField(_("title"), max_length=200)
    body = GuardedRichTextField(_("text"), features=WORDS)

    panels: ClassVar[list] = [FieldPanel("number"), FieldPanel("title"), FieldPanel("body")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("observation")

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def address(self, request=None) -> str:
        """Its own page, in its own language."""
        return self.page.get_url(request) + self.page.reverse_subpage("observation", [self.number])

    def alternates(self, request=None) -> dict[str, str]:
        """Its page in each language in which it is published; one query."""
        texts = Observation.objects.filter(translation_key=self.translation_key, page__live=True)
        texts = texts.select_related("page__locale").order_by("page__locale__language_code")
        return {text.page.locale.language_code: text.address(request) for text in texts}


class EvidenceQuerySet(models.QuerySet):
    """Vocabulary for sets of evidence."""

    def visible_to(self, person) -> EvidenceQuerySet:
        """Keep what rests on problems that the person reads."""
        return self.filter(problem__space_id__in=standing_of(person).readable_ids)

    def shared(self) -> EvidenceQuerySet:
        """Keep what rests on problems of the common lane: nothing else is ever counted in public."""
        return self.filter(problem__space__lane=Lane.COMMON)

    def released(self) -> EvidenceQuerySet:
        """Keep what is public."""
        return self.exclude(released_at=None)

    def staged(self) -> EvidenceQuerySet:
        """Keep what waits for the opinion to be published."""
        return self.filter(released_at=None)


class Evidence(models.Model):
    """A problem documents an observation. Public once `released_at` is set, and then only as a count."""

    opinion_key = models.UUIDField(db_index=True)
    observation_key = models.UUIDField()
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="citations")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("added_at", "pk")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["observation_key", "problem"], name="a_problem_is_cited_once_per_observation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.problem.reference}: {self.observation_key}"


class Stance(models.TextChoices):
    """What the authority did with an observation."""

    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "partly", _("Accepted in part")
    REFUSED = "refused", _("Refused")
    NONE = "none", _("No answer yet")


class AuthorityAnswer(models.Model):
    """The authority's current answer to one observation; the journal keeps what it was before."""

    opinion_key = models.UUIDField(db_index=True)
    observation_key = models.UUIDField(unique=True)
    stance = models.CharField(max_length=10, choices=Stance.choices, default=Stance.NONE)
    text_fr = GuardedTextField(blank=True)
    text_nl = GuardedTextField(blank=True)
    dated = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(stance=Stance.NONE) | models.Q(dated__isnull=False), name="an_answer_has_its_date"
            )
        ]

    def __str__(self) -> str:
        return f"{self.observation_key}: {self.get_stance_display()}"
