"""Index of the tables of this app, one line per feature."""

from publications.events.models import EventAnnex, EventIndexPage, EventPage, Objective, Speaker
from publications.files.models import EditorialDocument, EditorialImage, EditorialRendition
from publications.library.models import NewsAnnex, NewsIndexPage, NewsPage
from publications.opinions.models import AuthorityAnswer, Evidence, Observation, OpinionIndexPage, OpinionPage
from publications.opinions.parts import (
    Addressee,
    FollowUpStep,
    OpinionAnnex,
    RelatedPublication,
    Reservation,
    Signatory,
    TextVersion,
)
from publications.opinions.records import (
    FrozenCount,
    ObservationNumber,
    OpinionNumber,
    PublishedVersion,
    StandingChange,
)
from publications.pages.checks import TranslationCheck
from publications.pages.models import ApprovalTask

__all__ = [
    "Addressee",
    "ApprovalTask",
    "AuthorityAnswer",
    "EditorialDocument",
    "EditorialImage",
    "EditorialRendition",
    "EventAnnex",
    "EventIndexPage",
    "EventPage",
    "Evidence",
    "FollowUpStep",
    "FrozenCount",
    "NewsAnnex",
    "NewsIndexPage",
    "NewsPage",
    "Objective",
    "Observation",
    "ObservationNumber",
    "OpinionAnnex",
    "OpinionIndexPage",
    "OpinionNumber",
    "OpinionPage",
    "PublishedVersion",
    "RelatedPublication",
    "Reservation",
    "Signatory",
    "Speaker",
    "StandingChange",
    "TextVersion",
    "TranslationCheck",
]
