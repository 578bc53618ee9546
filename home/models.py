"""Index of the tables of this app, one line per feature."""

from home.pages.models import HomePage, StatementPage
from home.search.models import SearchRow, Stem
from home.server.models import Recurrence

__all__ = ["HomePage", "Recurrence", "SearchRow", "StatementPage", "Stem"]
