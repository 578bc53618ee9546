"""The kind *pulse*: a week that is asked about."""

from django.utils.translation import gettext_lazy as _

from committee.journal.subjects import SubjectKind

PULSE = SubjectKind(code="pulse", label=_("Weekly pulse"), plural=_("Weekly pulses"), address="issues:pulse_week")
