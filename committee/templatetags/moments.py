"""Days and hours in the reader's language, without the cost of Django's date filter on every row."""

from django import template

from committee.journal import moments

register = template.Library()
register.filter("day", moments.format_day)
register.filter("moment", moments.format_moment)
