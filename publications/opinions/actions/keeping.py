"""What is kept for good when an opinion becomes public: its number and those of its observations, counts, and its texts."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from wagtail.models import Page

from committee.journal import clock
from committee.people.models import Person
from publications.opinions.actions.freezing import freeze_counts
from publications.opinions.actions.publishing import release_on_publish
from publications.opinions.models import OpinionPage, public_texts
from publications.opinions.records import ObservationNumber, OpinionNumber, PublishedVersion

TRIES = 5


@transaction.atomic
def follow_publication(page: Page, person: Person | None = None) -> None:
    """Keep of an opinion that Wagtail has just published what holds from now on. Other pages are ignored."""
    release_on_publish(page, person)
    if isinstance(page, OpinionPage):
        allot_number(page)
        fix_numbers(page)
        freeze_counts(page.translation_key)
        keep_version(page)


def allot_number(page: OpinionPage) -> None:
    """Give an opinion the next number of its year, unless it has one: the database lets each be given once."""
    for _try in range(TRIES):
        given = OpinionNumber.objects.filter(opinion_key=page.translation_key).first() or next_number(page)
        if given:
            page.number = str(given)
            OpinionPage.objects.filter(translation_key=page.translation_key).update(number=page.number)
            return
    raise RuntimeError(f"no number was free for {page.translation_key}")


def next_number(page: OpinionPage) -> OpinionNumber | None:
    """The number after the last of its year; None where somebody else took it meanwhile."""
    year = (page.date or clock.today()).year
    last = OpinionNumber.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            return OpinionNumber.objects.create(opinion_key=page.translation_key, year=year, number=last + 1)
    except IntegrityError:
        return None


def fix_numbers(page: OpinionPage) -> None:
    """Let the numbers under which observations are public now be theirs for good."""
    key = page.translation_key
    fixed = set(ObservationNumber.objects.filter(opinion_key=key).values_list("observation_key", flat=True))
    rows = [
        ObservationNumber(opinion_key=key, observation_key=one.translation_key, number=one.number, fixed_at=clock.now())
        for one in page.observations.all()
        if one.translation_key not in fixed and one.number
    ]
    ObservationNumber.objects.bulk_create(rows)


def keep_version(page: OpinionPage) -> None:
    """Keep the texts that are public now, with what their editor says of the change, where anything changed."""
    versions = PublishedVersion.objects.filter(opinion_key=page.translation_key, language=page.locale.language_code)
    last = versions.order_by("-version").first()
    texts = public_texts(page)
    if last is None or last.texts != texts:
        PublishedVersion.objects.create(
            opinion_key=page.translation_key,
            language=page.locale.language_code,
            version=last.version + 1 if last else 1,
            texts=texts,
            note=page.change_note if last else "",
            published_at=clock.now(),
        )
