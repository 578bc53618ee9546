"""What has become of an invitation; only the first can still be accepted."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where an invitation stands."""

    OPEN = "open", pgettext_lazy("invitation", "Open")
    EXPIRED = "expired", pgettext_lazy("invitation", "Expired")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "Accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "Withdrawn")
