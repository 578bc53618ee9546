from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Home"

    def ready(self) -> None:
        """Connect the site once every app is loaded."""
        from home.wiring import wire

        wire()
