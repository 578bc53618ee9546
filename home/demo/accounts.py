"""Who may sign in to the demonstration, and the other functions that speak in its threads."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from committee.organisations.actions import register_organisation
from committee.organisations.models import Kind, Membership, MembershipRole, Organisation
from committee.people.models import MailPace, Person
from committee.seats.actions import begin_mandate, begin_membership
from committee.seats.models import Committee
from home.demo.days import told_day
from home.demo.typography import typeset_all
from home.founding.actions.committee import seat_committee

PASSWORD = "demonstration"  # printed on purpose, and refused in production
BEGINNING = "2025-06-02"
BRULOCALIS = "Fédération des CPAS bruxellois (Brulocalis)"
SPP_IS = "SPP Intégration sociale (SPP-IS)"
GUESTS = "Observateurs invités"
SPOKEN = typeset_all(json.loads((Path(__file__).parent / "data" / "functions.json").read_text(encoding="utf-8")))
FUNCTIONS = {name: (one["fr"], one["nl"]) for one in reversed(SPOKEN) for name in (one["fr"], one["nl"])}
"""The functions that speak in the threads, in French and in Dutch, by either."""


@dataclass(frozen=True)
class Account:
    """A demonstration account: its address, function in French and in Dutch, organisation, role and language."""

    email: str
    function_fr: str
    function_nl: str
    organisation: str
    role: MembershipRole = MembershipRole.MEMBER
    language: str = "fr"


ACCOUNTS = (
    Account(
        "secretariat@example.org",
        "Secrétariat du comité",
        "Secretariaat van het comité",
        BRULOCALIS,
        MembershipRole.SECRETARIAT,
    ),
    Account("federation@example.org", "Conseillère action sociale", "Adviseur sociale actie", BRULOCALIS),
    Account("spp-is@example.org", "Cheffe de projet CPAS Online", "Projectleider OCMW Online", SPP_IS),
    Account("ixelles@example.org", "Référente numérique", "Digitale referentiepersoon", "CPAS d’Ixelles"),
    Account(
        "ixelles.coordination@example.org",
        "Coordinateur social",
        "Sociaal coördinator",
        "CPAS d’Ixelles",
        MembershipRole.COORDINATOR,
    ),
    Account(
        "molenbeek@example.org",
        "Assistant social à l’accueil",
        "Maatschappelijk werker onthaal",
        "CPAS de Molenbeek-Saint-Jean",
        language="nl",
    ),
    Account("observateur@example.org", "Expert invité", "Uitgenodigde expert", GUESTS),
    Account("redaction@example.org", "Rédaction", "Redactie", BRULOCALIS, MembershipRole.EDITOR),
)
ADMINISTRATOR = Account("administration@example.org", "Administration technique", "Technisch beheer", "")


def open_accounts() -> dict[str, Person]:
    """Make the administrator, the committee with its seats, and every demonstration account, by address."""
    administrator = Person.objects.create_superuser(
        ADMINISTRATOR.email,
        PASSWORD,
        function_fr=ADMINISTRATOR.function_fr,
        function_nl=ADMINISTRATOR.function_nl,
        is_demonstration=True,
    )
    register_organisation(kind=Kind.GUEST, name_fr=GUESTS, name_nl="Uitgenodigde waarnemers", position=90)
    committee = seat_committee(by=administrator, secretariat=Organisation.objects.get(name_fr=BRULOCALIS))
    people = {account.email: open_account(account, by=administrator) for account in ACCOUNTS}
    give_mandates(administrator, committee, people)
    return people | {ADMINISTRATOR.email: administrator}


def open_account(account: Account, *, by: Person, password: str | None = PASSWORD) -> Person:
    """Make one account with its place in an organisation; without a password nobody can sign in to it."""
    person = Person.objects.create_user(
        account.email,
        password,
        function_fr=account.function_fr,
        function_nl=account.function_nl,
        language=account.language,
        is_demonstration=True,
        mail_pace=MailPace.NEVER,
    )
    organisation = Organisation.objects.get(name_fr=account.organisation)
    begin_membership(by=by, person=person, organisation=organisation, role=account.role, began_on=told_day(BEGINNING))
    return person


def give_mandates(administrator: Person, committee: Committee, people: dict[str, Person]) -> None:
    """Let the demonstration accounts hold the seats of their organisations."""
    for email in ("federation@example.org", "spp-is@example.org", "observateur@example.org"):
        membership = Membership.objects.get(person=people[email])
        seat = committee.seats.get(organisation=membership.organisation)
        begin_mandate(by=administrator, seat=seat, person=people[email], began_on=told_day(BEGINNING))


class Cast:
    """Finds, or makes, the person who speaks in a thread: a function in an organisation."""

    def __init__(self, people: dict[str, Person]) -> None:
        self.administrator = people[ADMINISTRATOR.email]
        self.accounts = people
        self.known: dict[tuple[str, str], Person] = {}

    def person(self, function: str, organisation: str, language: str = "fr") -> Person:
        """The person of a function, said in either language, in an organisation; made on first need."""
        french, dutch = FUNCTIONS[function]
        key = (french, organisation)
        if key not in self.known:
            email = f"{slug(function)}.{slug(organisation)}@example.org"[:200]
            account = Account(email, french, dutch, organisation, language=language)
            self.known[key] = open_account(account, by=self.administrator, password=None)
        return self.known[key]

    def bench(self, organisation: str) -> Person:
        """Someone who may propose and steer for an organisation."""
        emails = {BRULOCALIS: "federation@example.org", SPP_IS: "spp-is@example.org"}
        if organisation in emails:
            return self.accounts[emails[organisation]]
        return self.person("Responsable de l’accueil", organisation)


def slug(words: str) -> str:
    """Letters and hyphens, for an address."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]
