"""What can be done to an account by the person it belongs to."""

from django.db import transaction

from committee.people.models import Person


@transaction.atomic
def choose_preferences(*, by: Person, language: str, mail_pace: str) -> Person:
    """Keep the language and the pace of mail that a person wants."""
    by.language, by.mail_pace = language, mail_pace
    by.save(update_fields=["language", "mail_pace"])
    return by
