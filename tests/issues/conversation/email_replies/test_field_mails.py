"""Mails as they come in practice, each with what must become of it: the files of `mails`, two and more of a kind."""

from pathlib import Path

import pytest

from committee.inbox.mails.news import write_letter
from committee.people.models import Person
from issues.attachments.models import Attachment
from issues.conversation.email_replies.actions import receive_mail
from issues.conversation.email_replies.models import IncomingMail
from issues.conversation.threads.models import Post
from tests.issues.conversation.email_replies.conftest import address_for
from tests.issues.steps import say

pytestmark = pytest.mark.column

MAILS = Path(__file__).parent / "mails"
POSTED = {
    "mail-phrase-a-ecrit": "Bonjour,\n\nLe 12 novembre 2026, la fédération nous a écrit ce qui suit :\nles demandes sans "
    "signature sont refusées.\nNous ne sommes pas d'accord, car rien ne le prévoit.\n\nCordialement",
    "mail-phrase-geschreven": "Dag,\n\nOp 12 november 2026 heeft de federatie ons het volgende geschreven:\naanvragen zonder "
    "handtekening worden geweigerd.\nWij gaan niet akkoord.",
    "2-geschreven": "Op 3 maart 2026 heeft de POD MI ons geschreven:\neen handtekening is niet nodig.\n"
    "Toch weigert het formulier.",
    "mail-plus-de-30": "Chez nous le délai moyen est :\n\\> 30 jours",
    "2-meer-dan": "Wachttijd bij ons:\n\\> 45 dagen",
    "mail-titre-souligne": "Constat\n--\nLe formulaire revient vide après l'envoi.",
    "2-streepje": "Vaststelling\n--\nHet scherm blijft wit na verzending.",
    "mail-signature-outlook": "Oui, chez nous aussi.\n\nBien à vous,",
    "2-handtekening": "Bij ons ook.\n\nMet vriendelijke groeten,",
    "mail-notes": "Oui, chez nous aussi.",
    "2-notes": "Bij ons ook.",
    "mail-zimbra": "Oui, chez nous aussi.",
    "mail-latin1-faux": "L’aide est bloquée depuis le 3 – c’est trop … 500 €",
    "2-latin1": "Foto’s en € 50 – te veel",
    "mail-tableau-html": "Voici :\n\nIxelles | 12 | 20\nJette | 3 | 15\n\n3. Troisième\n4. Quatrième\n\nvoir la circulaire "
    "(https://example.org/circulaire)",
    "2-tabel": "OCMW | Dossiers\nJette | 315",
    "mail-appel-coupe": "@Maatschappelijk werker onthaal\n(CPAS de Molenbeek-Saint-Jean) pouvez-vous vérifier de votre côté, "
    "svp ?",
    "2-oproep": "Vraag aan @Référente numérique\n(CPAS d'Ixelles): lukt het bij jullie?",
    "mail-reference-seule": "[Ixelles]: d'accord",
    "b64-utf16": "Été à Liège",
    "double-1": "Tweemaal geleverd",
    "double-2": "Tweemaal geleverd",
    "flowed": "Oui, chez nous aussi, et cela arrive surtout lorsque la demande vient d'un compte partagé entre plusieurs "
    "personnes du même ménage, ce qui arrive souvent.",
    "majuscules": "Adres in hoofdletters",
    "plain-outlook-wrap": "Oui, chez nous aussi, et cela arrive surtout lorsque la demande vient d'un\ncompte partagé entre "
    "plusieurs personnes du même ménage.",
    "qp-1252": "L’aide – 500 € œuvre",
    "unknown-charset": "Été",
}
"""The post that each becomes."""

OTHERWISE = {
    "mail-reaction-gmail": ("ignored", "reaction"),
    "2-reactie": ("ignored", "reaction"),
    "mail-winmail": ("refused", "wrapped"),
    "2-winmail": ("refused", "wrapped"),
    "accuse-lecture": ("ignored", "bounce"),
    "alias": ("refused", "sender"),
    "auto-exchange-fr": ("ignored", "absence"),
    "auto-exchange-nl": ("ignored", "absence"),
    "auto-gmail": ("ignored", "automatic"),
    "bounce": ("ignored", "bounce"),
    "calendrier-accepte": ("ignored", "empty"),
    "deux-from": ("refused", "sender"),
    "iphone-heic": ("refused", "file"),
    "niss-mail": ("refused", "personal"),
    "niss-piece": ("refused", "file"),
    "smime-opaque": ("ignored", "empty"),
    "vide": ("ignored", "empty"),
}
"""Why each of the others becomes none."""

TOLD = {"reaction", "wrapped", "empty", "file", "personal"}
SEEN = {
    "mail-plus-de-30": "&gt; 30 jours",
    "2-meer-dan": "&gt; 45 dagen",
    "mail-reference-seule": "[Ixelles]: d'accord",
    "mail-titre-souligne": "Le formulaire revient vide",
    "2-streepje": "Het scherm blijft wit",
    "mail-tableau-html": 'href="https://example.org/circulaire"',
}
"""What stands on the page."""


@pytest.fixture
def arrived(people, problem):
    """Let one of the mails arrive at the address of its writer. Returns what became of it."""
    Person.objects.filter(pk=people.ixelles.pk).update(function_fr="Référente numérique")
    Person.objects.filter(pk=people.molenbeek.pk).update(function_fr="Maatschappelijk werker onthaal")
    post = say(people.spp_is, problem, "Est-ce réglé ?")

    def deliver(name: str):
        raw = (MAILS / f"{name}.eml").read_bytes()
        writer = people.molenbeek if b"molenbeek@" in raw.lower().partition(b"\n\n")[0] else people.ixelles
        return receive_mail(raw=raw, recipient=address_for(writer, post), envelope_sender=writer.email)

    return deliver


def test_every_mail_has_its_outcome():
    assert {file.stem for file in MAILS.glob("*.eml")} == {*POSTED, *OTHERWISE}


@pytest.mark.parametrize("name", POSTED)
def test_what_was_answered_is_posted_whole_and_nothing_else(arrived, name):
    new = arrived(name).post
    assert new.text == POSTED[name]
    assert SEEN.get(name, "") in new.html
    assert not IncomingMail.objects.filter(letter__isnull=False).exists()


@pytest.mark.parametrize("name", OTHERWISE)
def test_what_is_no_answer_is_not_posted_and_its_writer_hears_why(arrived, name):
    outcome = arrived(name)
    assert (outcome.what.value, outcome.why) == OTHERWISE[name]
    assert (Post.objects.count(), Attachment.objects.count()) == (1, 0)
    letters = [row.letter for row in IncomingMail.objects.filter(letter__isnull=False)]
    assert len(letters) == (outcome.why in TOLD)
    for letter in letters:
        assert "winmail.dat" in write_letter(letter).body or outcome.why != "wrapped"


def test_the_same_mail_twice_is_posted_once(arrived):
    assert arrived("double-1").post
    assert (arrived("double-2").why, Post.objects.count()) == ("duplicate", 2)


@pytest.mark.parametrize(("name", "called"), [("mail-appel-coupe", "molenbeek"), ("2-oproep", "ixelles")])
def test_a_call_that_a_program_wrapped_reaches_who_is_called(arrived, people, name, called):
    new = arrived(name).post
    assert [mention.person for mention in new.mentions.all()] == [getattr(people, called)]
    assert '<span class="call">' in new.html
