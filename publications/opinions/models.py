"""An opinion's page with its observations; and, of no language, the evidence and the answers given to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.search import index

from committee.access.lanes import Lane
from committee.access.standing import standing_of
from committee.privacy.models import GuardedCharField, GuardedTextField
from issues.problems.records.models import Problem
from publications.events.models import EventPage
from publications.opinions.editor_form import OpinionForm
from publications.opinions.numbering import as_placed, number_observations
from publications.opinions.parts import TextStage
from publications.opinions.records import ObservationNumber, PublishedVersion
from publications.opinions.remarks import AmendmentsBlock, FatesBlock, OtherEvidenceBlock
from publications.pages.blocks import TextBlock
from publications.pages.models import PortalPage, PublicationPage
from publications.pages.parity import texts_of
from publications.pages.parts import KeyedPart


class OpinionIndexPage(PortalPage):
    """The list of opinions."""

    template = "publications/opinions/opinion_index_page.html"
    subpage_types: ClassVar[list] = ["publications.OpinionPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of opinions")


class OpinionPage(RoutablePageMixin, PublicationPage):
    """An opinion in one language; `translation_key` is what the journal, evidence and answers call it by."""

    class Kind(models.TextChoices):
        """What it is, and on whose initiative it was given."""

        OPINION = "opinion", _("Opinion")
        OWN_INITIATIVE = "own_initiative", _("Own-initiative opinion")
        JOINT = "joint", _("Joint position")
        MEMORANDUM = "memorandum", _("Memorandum")
        NOTE = "note", _("Note")

    PROSE = ("title", "summary", "context", "aimed_at", "image_alt")
    FACTS = ("kind", "date", "stage")
    Stage = TextStage

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OPINION)
    number = models.CharField(_("number"), max_length=20, blank=True, editable=False)
    date = models.DateField(_("date"), null=True)
    issuer = GuardedCharField(_("adopted by"), max_length=160)
    aimed_at = GuardedTextField(_("text aimed at"), blank=True)
    stage = models.CharField(_("stage of that text"), max_length=20, choices=Stage.choices, blank=True)
    summary = GuardedTextField(_("summary"))
    context = StreamField(TextBlock(), verbose_name=_("context"), blank=True)
    keywords = GuardedCharField(_("keywords"), max_length=255, blank=True, help_text=_("Separated by commas."))
    source_event = models.ForeignKey(
        EventPage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("event that it came from")
    )
    change_note = GuardedTextField(
        _("what changed"),
        blank=True,
        help_text=_("Asked for once the opinion is public: readers find it beside each change."),
    )

    base_form_class = OpinionForm
    template = "publications/opinions/opinion_page.html"
    parent_page_types: ClassVar[list] = ["publications.OpinionIndexPage"]
    subpage_types: ClassVar[list] = []
    content_panels: ClassVar[list] = [
        *PublicationPage.content_panels,
        FieldPanel("change_note"),
        MultiFieldPanel(["kind", "date", "issuer"], heading=_("Adoption")),
        MultiFieldPanel(["aimed_at", "stage"], heading=_("Text aimed at")),
        InlinePanel("text_versions", heading=_("Versions of the text"), label=_("Version")),
        InlinePanel("addressees", heading=_("Addressees"), label=_("Addressee")),
        FieldPanel("summary"),
        PublicationPage.image_panel,
        FieldPanel("context"),
        InlinePanel("observations", heading=_("Observations"), label=_("Observation")),
        InlinePanel("reservations", heading=_("Reservations and minority positions"), label=_("Reservation")),
        InlinePanel("signatories", heading=_("Signatories"), label=_("Signatory")),
        InlinePanel("steps", heading=_("Follow-up"), label=_("Step")),
        InlinePanel("annexes", heading=_("Annexes"), label=_("Annex")),
        InlinePanel("related", heading=_("Related publications"), label=_("Publication")),
        FieldPanel("source_event"),
        FieldPanel("keywords"),
    ]
    search_fields: ClassVar[list] = [
        *PublicationPage.search_fields,
        *(index.SearchField(name) for name in ("summary", "context", "aimed_at", "keywords")),
        index.RelatedFields("observations", [index.SearchField("title"), index.SearchField("body")]),
    ]

    class Meta:
        verbose_name = _("opinion")

    @property
    def description(self) -> str:
        """The description given, or the summary."""
        return self.search_description or self.summary

    def with_content_json(self, content) -> OpinionPage:
        """A stored text with the numbers that hold now: the opinion's own, and those of its observations."""
        text = super().with_content_json(content)
        text.number = self.number
        numbers = numbers_now(text, as_placed(content.get("observations", ())))
        for one in text.observations.all():
            one.number = one.sort_order = numbers[one.translation_key]
        return text

    def get_route_paths(self) -> list[str]:
        """Every address under the page: each leads on when the page is moved or renamed."""
        numbers = sorted(one.number for one in self.observations.all() if one.number)
        return ["/", "/changes/", *(f"/observation/{number}/" for number in numbers)]

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

    @path("changes/", name="changes")
    def changes(self, request):
        """What changed since the opinion was first published."""
        request.alternates = {code: f"{url}changes/" for code, url in self.alternates(request).items()}
        return self.render(request, template="publications/opinions/changes_page.html")

    def hindrances(self) -> list[str]:
        """Nothing that is public changes without a word about it."""
        told = super().hindrances()
        versions = PublishedVersion.objects.filter(opinion_key=self.translation_key, language=self.locale.language_code)
        last = versions.last()
        silent = last and last.texts != public_texts(self) and self.change_note.strip() in ("", last.note)
        return [*told, str(SILENT)] if silent else told


SILENT = _(
    "This opinion is public: say under “what changed” what is changed in it now, so that those who read it before find it."
)


def public_texts(page: OpinionPage) -> dict[str, str]:
    """What an opinion says, by the place where it says it."""
    return {key: said for key, (_label, said) in texts_of(page).items() if said}


def numbers_now(text: OpinionPage, placed: Sequence[UUID]) -> dict[UUID, int]:
    """The number of each observation of an opinion, one of whose texts places them so; at most two queries."""
    fixed = dict(
        ObservationNumber.objects.filter(opinion_key=text.translation_key).values_list("observation_key", "number")
    )
    others = OpinionPage.objects.filter(translation_key=text.translation_key).exclude(pk=text.pk)
    orders = {text.pk or 0: placed}
    for pk, content in others.values_list("pk", "latest_revision__content"):
        orders[pk] = as_placed((content or {}).get("observations", ()))
    return number_observations(fixed, *(orders[pk] for pk in sorted(orders)))


class Observation(KeyedPart):
    """One numbered remark. `translation_key` is its identity: its French and Dutch texts share it, for good.

    `number` is given, never typed: see `numbering`.
    """

    class Kind(models.TextChoices):
        """What is said by it."""

        PRINCIPLE = "principle", _("Principle")
        DEMAND = "demand", _("Demand")
        SAFEGUARD = "safeguard", _("Safeguard")
        RIGHT = "right", _("Right")

    PROSE = ("title", "body", "amendments", "other_evidence", "fate")
    FACTS = ("kind", "objective")

    page = ParentalKey(OpinionPage, on_delete=models.CASCADE, related_name="observations")
    number = models.PositiveSmallIntegerField(_("number"), default=0, editable=False)
    title = GuardedCharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, blank=True)
    article = GuardedCharField(_("article aimed at"), max_length=80, blank=True)
    body = StreamField(TextBlock(), verbose_name=_("text"))
    objective = models.PositiveSmallIntegerField(
        _("objective that it serves"),
        null=True,
        blank=True,
        help_text=_("Its number among the objectives of the event that the opinion came from."),
    )
    amendments = StreamField(AmendmentsBlock(), verbose_name=_("amendments proposed"), blank=True)
    other_evidence = StreamField(OtherEvidenceBlock(), verbose_name=_("other evidence"), blank=True)
    fate = StreamField(FatesBlock(), verbose_name=_("later versions of the text"), blank=True)

    panels: ClassVar[list] = [
        FieldPanel("title"),
        FieldRowPanel(["kind", "article", "objective"]),
        *(FieldPanel(name) for name in ("body", "amendments", "other_evidence", "fate")),
    ]

    class Meta(KeyedPart.Meta):
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
    """What one addressee currently answers to one observation; the journal keeps what it was before."""

    opinion_key = models.UUIDField(db_index=True)
    observation_key = models.UUIDField()
    addressee_key = models.UUIDField()
    stance = models.CharField(max_length=10, choices=Stance.choices, default=Stance.NONE)
    text_fr = GuardedTextField(blank=True)
    text_nl = GuardedTextField(blank=True)
    dated = models.DateField(null=True, blank=True)
    source = models.URLField(blank=True, max_length=500)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["observation_key", "addressee_key"], name="an_addressee_answers_once_per_observation"
            ),
            models.CheckConstraint(
                condition=models.Q(stance=Stance.NONE) | models.Q(dated__isnull=False), name="an_answer_has_its_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.observation_key}: {self.get_stance_display()}"
