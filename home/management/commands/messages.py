"""Collect what is to be translated into each app's catalogues, and compile them; needs no GNU gettext."""

from django.conf import settings
from django.core.management.base import BaseCommand

from home.languages.catalogues import APPS, compile_catalogue, update_catalogue


class Command(BaseCommand):
    """`manage.py messages`, `manage.py messages --compile`"""

    help = __doc__

    def add_arguments(self, parser) -> None:
        """`--compile`: only compile."""
        parser.add_argument("--compile", action="store_true", help="only compile")

    def handle(self, *args, compile: bool, **options) -> None:  # noqa: A002
        """Go through every app and language."""
        for app in APPS:
            for language, _name in settings.LANGUAGES:
                if not compile:
                    missing = update_catalogue(app, language)
                    self.stdout.write(f"{app} {language}: {missing} to translate")
                compile_catalogue(app, language)
