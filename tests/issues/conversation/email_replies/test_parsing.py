"""A mail is read as its sender meant it; one that is malformed or hostile is refused, soon and in one way."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.correspondence.plain_text import html_to_text
from issues.conversation.email_replies.parsing import LARGEST, SMALL_PICTURE, Unreadable, read_mail
from tests.effort import measured
from tests.issues.attachments.samples import PDF, picture
from tests.issues.conversation.email_replies.samples import ANSWERS, mail

SENDER = "coordination@example.org"
HEAD = b"From: coordination@example.org\r\nMessage-ID: <1@example.org>\r\n"


def read(message):
    return read_mail(message.as_bytes())


def test_a_plain_mail():
    found = read(
        mail(
            "C’est réglé.\n\nLe 2 juin 2025 à 14:03, Portail a écrit :\n> Texte",
            sender=f"Coordination <{SENDER.upper()}>",
        )
    )
    assert (found.senders, found.message_id) == ([SENDER], "<1@mail.example.org>")
    assert (found.text, found.files) == ("C’est réglé.", [])


def test_of_two_ways_to_say_it_the_plain_one_is_read():
    assert read(mail("En texte.", html="<p>En HTML.</p>", sender=SENDER)).text == "En texte."


def test_html_alone_is_read_as_text():
    html = (
        "<html><head><style>p{color:red}</style><title>x</title></head><body><p>C&rsquo;est <b>réglé</b>.</p>"
        "<ul><li>un</li><li>deux</li></ul><img src='https://example.org/seen.png'><script>alert(1)</script>"
        "<div>Le 2 juin 2025 à 14:03, Portail a écrit :</div><blockquote><p>Texte</p></blockquote></body></html>"
    )
    message = mail(sender=SENDER)
    message.set_content(html, subtype="html")
    assert read(message).text == "C’est réglé.\n\n* un\n* deux"


OUTLOOK = (
    '<div class="WordSection1"><p class="MsoNormal">C&#8217;est réglé.<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
    '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>De&nbsp;:</b> Portail &lt;portail@example.org&gt;'
    "<br><b>Envoyé&nbsp;:</b> lundi 2 juin 2025 14:03<br><b>À&nbsp;:</b> Coordination<br><b>Objet&nbsp;:</b> x</p></div><p>Texte</p></div>"
)
WEB = '<div dir="ltr">In orde.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Van:</b> Portaal<br><b>Verzonden:</b> maandag<br><b>Aan:</b> Dienst<br></div><div>Tekst</div>'
GMAIL = '<div dir="ltr">Fine.</div><br><div class="gmail_quote"><div dir="ltr">On Mon, Jun 2, 2025 at 2:03 PM Portal &lt;<a href="x">portail@example.org</a>&gt; wrote:<br></div><blockquote class="gmail_quote"><div>Text</div></blockquote></div>'


@pytest.mark.parametrize(("html", "kept"), [(OUTLOOK, "C’est réglé."), (WEB, "In orde."), (GMAIL, "Fine.")])
def test_html_of_common_programs(html, kept):
    message = mail(sender=SENDER)
    message.set_content(html, subtype="html")
    assert read(message).text == kept


@pytest.mark.parametrize(
    ("charset", "said"),
    [
        ("utf-8", "é€"),
        ("iso-8859-1", "é"),
        ("windows-1252", "é€’"),
        ("iso-8859-15", "é€"),
        ("utf-16", "é"),
        ("macintosh", "é"),
    ],
)
def test_charsets(charset, said):
    raw = HEAD + f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + said.encode(charset)
    assert read_mail(raw).text == said


@pytest.mark.parametrize(
    "charset", ["", "us-ascii", "utf-8", "unknown-8bit", "x-nothing", "punycode", "hex", "a" * 3000, "\x00"]
)
def test_a_charset_that_is_false_or_unknown_loses_nothing_else(charset):
    raw = (
        HEAD + b"Content-Type: text/plain; charset=" + charset.encode() + b"\r\n\r\n" + "Réglé, merci.".encode("cp1252")
    )
    assert read_mail(raw).text in ("Réglé, merci.", "R\x00églé, merci.")


@pytest.mark.parametrize(
    ("named", "sent", "said"),
    [
        ("iso-8859-1", "cp1252", "l’aide – 500 € …"),
        ("iso-8859-15", "cp1252", "l’été à 5 h"),
        ("us-ascii", "cp1252", "foto’s"),
        ("iso-8859-1", "utf-8", "L’été, 500 € 👍❤️"),
        ("windows-1252", "utf-8", "Coördinatie"),
        ("utf-8", "cp1252", "réglé – merci"),
    ],
)
def test_a_charset_under_the_name_of_another(named, sent, said):
    raw = HEAD + f"Content-Type: text/plain; charset={named}\r\n\r\n".encode() + said.encode(sent)
    assert read_mail(raw).text == said


def test_the_name_of_a_file_in_a_false_charset_is_mended():
    part = (
        b"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*=iso-8859-1''L%92aide.pdf\r\n\r\nx"
    )
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + part + b"\r\n--b--"
    assert [file.name for file in read_mail(raw).files] == ["L’aide.pdf"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<table><tr><td><p>Uccle</p></td><td><p>7</p></td></tr><tr><td>Evere</td><td></td></tr></table>",
            "Uccle | 7\nEvere",
        ),
        ("<table><tr><th></th><th>2025</th></tr><tr><td>Jette</td><td>3</td></tr></table>", " | 2025\nJette | 3"),
        ("<table><tr><td>Un<br>deux</td><td>trois</td></tr></table>", "Un\ndeux\ntrois"),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>", "a | b"),
        (
            "<dl><dt>Délai</dt><dd>30 jours</dd></dl><h5>Titre</h5>Texte<section>Fin</section>",
            "Délai\n30 jours\n\nTitre\n\nTexte\nFin",
        ),
        ("<ol><li>un<ul><li>point</li></ul><li>deux</ol>", "1. un\n\n* point\n\n2. deux"),
        ("<p>C’est <s>refusé</s> accepté<del></del>.</p>", "C’est ~~refusé~~ accepté."),
        ('<a href="https://example.org/a?b=1&amp;c=2">la page</a>', "la page (https://example.org/a?b=1&c=2)"),
        (
            '<a href="https://example.org/">https://example.org/</a> <a href="javascript:x">ici</a>',
            "https://example.org/ ici",
        ),
    ],
)
def test_what_the_layout_says_is_kept(html, text):
    assert html_to_text(html).strip("\n") == text


def test_a_signature_in_html_is_known_by_its_space():
    message = mail(sender=SENDER)
    message.set_content("<div>Oui.</div><div>--&nbsp;</div><div>Jeanne</div>", subtype="html")
    assert read(message).text == "Oui."


@pytest.mark.parametrize(
    "said",
    [
        "👍\n\nJeanne hat über Gmail reagiert\n<https://www.google.com/gmail/about/>",
        "❤️\n\nJan reacted via Gmail",
        "👍 Jeanne Martin a réagi à votre message :",
    ],
)
def test_a_click_on_a_picture_is_a_reaction(said):
    assert read(mail(said, sender=SENDER)).is_reaction


@pytest.mark.parametrize(
    "said", ["👍", "Le SPP a réagi via un courrier.", "Personne n’a réagi via Gmail, ni autrement."]
)
def test_what_somebody_wrote_is_no_reaction(said):
    assert not read(mail(said, sender=SENDER)).is_reaction


def tnef(*attributes: tuple[int, bytes]) -> bytes:
    """A winmail.dat with attributes of a level and content."""
    parts = (struct.pack("<BII", level, 0x9006, len(held)) + held + b"\0\0" for level, held in attributes)
    return b"\x78\x9f\x3e\x22\0\0" + b"".join(parts)


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (tnef((1, b"looks")), []),
        (tnef((1, b"looks"), (2, b"a file")), ["winmail.dat"]),
        (tnef((1, b"looks"))[:-1], ["winmail.dat"]),
        (b"x", ["winmail.dat"]),
        (b"", ["winmail.dat"]),
    ],
)
def test_files_that_outlook_wrapped_are_seen_and_mere_looks_are_not(content, names):
    files = [("winmail.dat", "application/ms-tnef", content)]
    assert [file.name for file in read(mail(sender=SENDER, files=files)).files] == names


def test_soft_breaks_are_joined():
    raw = (
        HEAD
        + b"Content-Type: text/plain; format=flowed\r\n\r\nUne phrase \r\nen deux lignes.\r\n\r\n> cit\xc3\xa9 \r\nFin.\r\n-- \r\nService"
    )
    assert read_mail(raw).text == "Une phrase en deux lignes.\n\n> cité\nFin."


def test_what_is_not_seen_goes():
    assert read(mail("Oui\x00\x1b[31m \u202eiuO\u200b.", sender=SENDER)).text == "Oui[31m iuO."


def test_files_are_found_and_what_programs_add_is_not():
    logo, screen = picture("PNG"), picture("PNG") + bytes(SMALL_PICTURE)
    files = [
        ("scan.pdf", "application/pdf", PDF),
        ("smime.p7s", "application/pkcs7-signature", b"x"),
        ("card.vcf", "text/vcard", b"EMAIL:Coordination@example.org"),
        ("other.vcf", "text/vcard", b"EMAIL:secretariat@example.org"),
    ]
    message = mail(sender=SENDER, files=files)
    for name, content in (("logo.png", logo), ("screen.png", screen)):
        message.add_attachment(
            content, maintype="image", subtype="png", filename=name, disposition="inline", cid=f"<{name}>"
        )
    message.add_attachment(mail(sender=SENDER))
    found = read(message)
    assert [file.name for file in found.files] == ["scan.pdf", "other.vcf", "screen.png", "message.eml"]
    assert found.files[0].content == PDF
    assert found.text == "C’est réglé."


def test_a_small_picture_that_was_attached_is_a_file():
    files = [("photo.png", "image/png", picture("PNG"))]
    assert [file.name for file in read(mail(sender=SENDER, files=files)).files] == ["photo.png"]


def test_text_that_was_attached_is_a_file_and_no_answer():
    found = read(mail("Voir fichier.", sender=SENDER, files=[("notes.txt", "text/plain", b"Autre texte.")]))
    assert (found.text, [file.name for file in found.files]) == ("Voir fichier.", ["notes.txt"])


@pytest.mark.parametrize(
    ("head", "senders"),
    [
        (b"From: a@example.org, b@example.org\r\n", ["a@example.org", "b@example.org"]),
        (b"From: a@example.org\r\nFrom: b@example.org\r\n", ["a@example.org", "b@example.org"]),
        (b'From: "a@example.org" <b@example.org>\r\n', ["b@example.org"]),
        (b"Subject: x\r\n", []),
        (b"From: \r\n", []),
    ],
)
def test_every_sender_is_seen(head, senders):
    assert read_mail(head + b"\r\nx").senders == senders


def nested(levels: int) -> bytes:
    return (
        HEAD
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(levels))
        + b"\r\nx"
    )


HOSTILE = {
    "ten thousand parts": HEAD
    + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"--b\r\n\r\nx\r\n" * 10_000
    + b"--b--",
    "ten thousand parts with a type": HEAD
    + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"--b\r\nContent-Type: a/b\r\n\r\n" * 10_000,
    "nested too deep": nested(5_000),
    "mails within mails": HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 5_000,
    "too large": b"x" * (LARGEST + 1),
}
ODD = {
    "nothing": b"",
    "zeros": bytes(10_000),
    "one line": HEAD + b"\r\n" + b"x" * 5_000_000,
    "a header of a megabyte": HEAD + b"Subject: " + b"(" * 1_000_000 + b"\r\n\r\nx",
    "a type of a megabyte": HEAD + b"Content-Type: text/plain" + b";a=b" * 250_000 + b"\r\n\r\nx",
    "a boundary that never comes": HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\nx",
    "no boundary": HEAD + b"Content-Type: multipart/mixed\r\n\r\nx",
    "bad base64": HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n%%%=====",
    "bad encoded words": b"From: =?utf-8?b?%%%?= <coordination@example.org>\r\nSubject: =?x?q?=FF?=\r\n\r\nx",
    "unclosed html": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<!--<a <script>" * 20_000,
    "deep tables": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<table><tr><td>a<td>b" * 20_000 + b"</table>" * 20_000,
    "many dashes": HEAD + b"\r\n" + (b"-" * 4_000 + b"\r\n") * 50 + b"\r\n0 0 " * 20_000,
    "deep html": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<blockquote>" * 40_000 + b"x",
    "many headings": HEAD + b"\r\n" + b"Le 2 juin 2025\r\n" * 100_000,
    "nested as deep as is read": nested(90),
}


FEW = 6_000
"""Units of work: about ten seconds, where nothing else runs."""


@pytest.mark.parametrize("name", HOSTILE)
def test_what_would_cost_too_much_is_not_read(name):
    with measured() as units, pytest.raises(Unreadable):
        read_mail(HOSTILE[name])
    assert units() < FEW


@pytest.mark.parametrize("name", ODD)
def test_what_is_malformed_is_read_as_far_as_it_goes_or_refused(name):
    with measured() as units:
        try:
            found = read_mail(ODD[name])
        except Unreadable:
            found = None
    assert units() < FEW
    assert found is None or len(found.text) <= len(ODD[name])


PIECES = st.sampled_from(
    [
        b"\r\n",
        b"\r\n\r\n",
        b"From: a@example.org",
        b"Content-Type: multipart/alternative; boundary=b",
        b"--b",
        b"--b--",
        b"> x",
    ]
    + [
        b"Content-Type: text/html; charset=utf-16",
        b"Content-Transfer-Encoding: quoted-printable",
        b"=\r\n",
        b"=E9",
        b"<p>x",
    ]
    + [
        b"Content-Disposition: attachment; filename*0*=utf-8''%ff",
        b"Message-ID: <",
        b"Content-Type: message/rfc822",
        b"\xff\xfe",
    ]
    + [said.encode() for said, _kept in ANSWERS.values()]
)


@given(st.lists(st.one_of(PIECES, st.binary(max_size=20)), max_size=25).map(b"".join))
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_read_or_refused_and_never_grow(raw):
    try:
        found = read_mail(raw)
    except Unreadable:
        return
    assert len(found.text.encode(errors="replace")) <= 3 * len(raw)
    assert sum(len(file.content) for file in found.files) <= len(raw) + len(found.files)


@given(
    st.lists(
        st.sampled_from(
            [
                "<",
                ">",
                "<p>",
                "</p>",
                "<br>",
                "<blockquote>",
                "</blockquote>",
                "<!--",
                "-->",
                "<script>",
                "</script>",
                "&lt;",
                "&#0;",
                "x",
                " ",
                "<li>",
                "<hr>",
                "<table>",
                "</table>",
                "<tr>",
                "<td>",
                "<ol start=9>",
                "</ol>",
                "<s>",
                "</s>",
                "<a href=http://x>",
                "</a>",
                "-- ",
            ]
        ),
        max_size=40,
    )
)
@settings(max_examples=400, deadline=None)
def test_any_html_becomes_text_that_is_no_longer(pieces):
    html = "".join(pieces)
    assert len(html_to_text(html)) <= len(html)
