"""What became of a form that came back: browsers give back neither passwords nor files."""

from django import forms, template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def what_stands(form: forms.BaseForm) -> str:
    """Say how much of what was written in a form still stands in it."""
    secret = [name for name, field in form.fields.items() if getattr(field.widget, "render_value", True) is False]
    if not any(form[name].data for name in secret):
        return _("Nothing was lost: what you wrote stands below.")
    if any(field.name not in secret for field in form.visible_fields()):
        return _("What you wrote stands below, but for the password: type it again.")
    return _("Type the password again.")


@register.filter
def lost_files(form: forms.BaseForm) -> bool:
    """Whether files came with a form, which then have to be chosen again unless a script still holds them."""
    return any(isinstance(field, forms.FileField) and form[name].data for name, field in form.fields.items())
