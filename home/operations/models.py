"""When what recurs rarely was last begun, by whichever process."""

from typing import ClassVar

from django.db import models

HEARTBEAT = "worker"
"""The name by which a worker says that it is there."""


class Recurrence(models.Model):
    """Something that recurs, and when it was last begun: a worker that starts again goes on from there."""

    name = models.CharField(max_length=120, primary_key=True)
    begun_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ("name",)

    def __str__(self) -> str:
        return f"{self.name}, {self.begun_at:%Y-%m-%d %H:%M}"
