"""Index of the tables of this app, one line per feature."""

from publications.events.models import EventIndexPage, EventPage, Objective
from publications.files.models import EditorialDocument, EditorialImage, EditorialRendition
from publications.library.models import NewsIndexPage, NewsPage
from publications.opinions.models import AuthorityAnswer, Evidence, Observation, OpinionIndexPage, OpinionPage
from publications.opinions.parts import Addressee, FollowUpStep, Reservation, Signatory
from publications.pages.models import ApprovalTask

__all__ = [
    "Addressee",
    "ApprovalTask",
    "AuthorityAnswer",
    "EditorialDocument",
    "EditorialImage",
    "EditorialRendition",
    "EventIndexPage",
    "EventPage",
    "Evidence",
    "FollowUpStep",
    "NewsIndexPage",
    "NewsPage",
    "Objective",
    "Observation",
    "OpinionIndexPage",
    "OpinionPage",
    "Reservation",
    "Signatory",
]
