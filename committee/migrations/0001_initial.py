import committee.people.addresses
import committee.privacy.detection
import committee.privacy.models
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from committee.seats.overlaps import allow_overlaps, forbid_overlaps


def forbid(_apps, schema_editor):
    forbid_overlaps(schema_editor.connection)


def allow(_apps, schema_editor):
    allow_overlaps(schema_editor.connection)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                (
                    "email",
                    committee.people.addresses.AddressField(max_length=254, unique=True, verbose_name="e-mail address"),
                ),
                (
                    "function_fr",
                    committee.privacy.models.GuardedCharField(max_length=120, verbose_name="function in French"),
                ),
                (
                    "function_nl",
                    committee.privacy.models.GuardedCharField(
                        blank=True, help_text="Empty: as in French.", max_length=120, verbose_name="function in Dutch"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "French"), ("nl", "Dutch")], default="fr", max_length=2, verbose_name="language"
                    ),
                ),
                (
                    "mail_pace",
                    models.CharField(
                        choices=[
                            ("at_once", "At once"),
                            ("daily", "Once a day"),
                            ("weekly", "Once a week"),
                            ("duties", "Only what awaits me"),
                            ("never", "Never"),
                        ],
                        default="duties",
                        max_length=10,
                        verbose_name="mail",
                    ),
                ),
                ("quiet_from", models.TimeField(blank=True, null=True, verbose_name="no mail from")),
                ("quiet_until", models.TimeField(blank=True, null=True, verbose_name="until")),
                ("working_days_only", models.BooleanField(default=False, verbose_name="mail on working days only")),
                (
                    "follows_by_taking_part",
                    models.CharField(
                        default="all",
                        help_text="The level, as in issues.conversation.threads, at which who takes part follows.",
                        max_length=10,
                    ),
                ),
                ("shows_presence", models.BooleanField(default=True, verbose_name="show others that I am here")),
                (
                    "address_version",
                    models.PositiveIntegerField(
                        default=0,
                        editable=False,
                        help_text="Grows when the person asks for new private addresses: the old ones end.",
                    ),
                ),
                ("is_demonstration", models.BooleanField(default=False, editable=False)),
                (
                    "rights_version",
                    models.PositiveIntegerField(
                        default=0,
                        editable=False,
                        help_text="Grows whenever a right is given or withdrawn: cached rights carry it.",
                    ),
                ),
                (
                    "unread_notices",
                    models.PositiveIntegerField(
                        default=0,
                        editable=False,
                        help_text="Kept by committee.inbox in the transaction that adds or reads a notice.",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "account",
                "verbose_name_plural": "accounts",
                "ordering": ("function_fr", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begins_on", models.DateField()),
                ("ends_on", models.DateField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "substitute",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="substitutions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-begins_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("verb", models.CharField(max_length=60)),
                ("data", committee.privacy.models.GuardedJSONField(default=dict)),
                ("delivered", models.BooleanField(default=False)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="ErasureRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasures",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-asked_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="HandedOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort", models.CharField(max_length=30)),
                ("key", models.CharField(max_length=40)),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_over",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="things", to="committee.handover"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("news", "News"),
                            ("pulse", "Weekly pulse"),
                            ("answer", "About a reply by mail"),
                            ("verdict", "Whether a solution works"),
                        ],
                        default="news",
                        max_length=10,
                    ),
                ),
                ("message_id", models.CharField(max_length=120, unique=True)),
                ("created_at", models.DateTimeField()),
                ("next_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("given_up_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.CharField(blank=True, max_length=300)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="letters", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(blank=True, max_length=20)),
                ("kind", models.CharField(blank=True, max_length=30)),
                ("key", models.CharField(blank=True, max_length=80)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("mail_due_at", models.DateTimeField(blank=True, null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="committee.entry"
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="notices",
                        to="committee.letter",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notices", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-entry_id",),
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cpas", "Public centre for social welfare"),
                            ("federation", "Federation"),
                            ("administration", "Administration"),
                            ("guest", "Guest"),
                        ],
                        max_length=20,
                    ),
                ),
                ("code", models.SlugField(blank=True, help_text="Its name in the address of its page.", max_length=60)),
                ("name_fr", committee.privacy.models.GuardedCharField(max_length=160, unique=True)),
                ("name_nl", committee.privacy.models.GuardedCharField(max_length=160, unique=True)),
                ("name_de", committee.privacy.models.GuardedCharField(blank=True, max_length=160)),
                ("municipality_fr", committee.privacy.models.GuardedCharField(blank=True, max_length=80)),
                ("municipality_nl", committee.privacy.models.GuardedCharField(blank=True, max_length=80)),
                ("nis", models.CharField(blank=True, max_length=5, verbose_name="NIS/INS")),
                ("postal_codes", committee.privacy.models.GuardedCharField(blank=True, max_length=120)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "region",
                    models.CharField(
                        blank=True,
                        choices=[("brussels", "Brussels-Capital"), ("flanders", "Flanders"), ("wallonia", "Wallonia")],
                        max_length=10,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("bi", "French and Dutch"), ("fr", "French"), ("nl", "Dutch"), ("de", "German")],
                        max_length=2,
                    ),
                ),
                ("supplier", committee.privacy.models.GuardedCharField(blank=True, max_length=80)),
                ("software_version", committee.privacy.models.GuardedCharField(blank=True, max_length=40)),
                ("pilot", models.BooleanField(default=False)),
                ("began_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="committee.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("member", "Member"),
                            ("coordinator", "Coordinator"),
                            ("secretariat", "Secretariat"),
                            ("editor", "Editor"),
                        ],
                        default="member",
                        max_length=20,
                    ),
                ),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="committee.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="FormerName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_fr", committee.privacy.models.GuardedCharField(max_length=160)),
                ("name_nl", committee.privacy.models.GuardedCharField(max_length=160)),
                ("until", models.DateField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_names",
                        to="committee.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("-until", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="entry",
            name="organisation",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committee.organisation"
            ),
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ability", models.CharField(blank=True, max_length=40)),
                ("code", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=30)),
                ("key", models.CharField(max_length=80)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="duties",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="duties", to="committee.entry"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="duties", to="committee.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Committee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_fr", committee.privacy.models.GuardedCharField(max_length=160)),
                ("name_nl", committee.privacy.models.GuardedCharField(max_length=160)),
                (
                    "secretariat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committee.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Refusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (committee.privacy.detection.Kind["NATIONAL_NUMBER"], "a national number"),
                            (committee.privacy.detection.Kind["BIS_NUMBER"], "a BIS number"),
                            (committee.privacy.detection.Kind["IBAN"], "a bank account number"),
                            (committee.privacy.detection.Kind["PHONE"], "a phone number"),
                            (committee.privacy.detection.Kind["EMAIL"], "a person’s e-mail address"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("typed", "While typing"), ("sent", "On sending"), ("searched", "In a search")],
                        max_length=10,
                    ),
                ),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("day", "kind", "way"), name="one_count_a_day_kind_and_way")
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "bench",
                    models.CharField(
                        choices=[
                            ("federations", "Bench of the federations"),
                            ("administration", "Bench of the administration"),
                            ("observers", "Observers and experts"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "voice",
                    models.CharField(
                        choices=[("voting", "Voting"), ("advisory", "Advisory")], default="voting", max_length=10
                    ),
                ),
                (
                    "opens",
                    models.CharField(
                        choices=[
                            ("common", "Common: every bench"),
                            ("federations", "Federations: federations and CPAS only"),
                            ("administration", "Administration: SPP-IS only"),
                        ],
                        default="common",
                        help_text="The lane that an observer's seat opens to reading.",
                        max_length=20,
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("closing_reason", committee.privacy.models.GuardedCharField(blank=True, max_length=240)),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="committee.committee"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="committee.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.AddField(
            model_name="duty",
            name="seat",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duties",
                to="committee.seat",
            ),
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("titular", "Full member"),
                            ("substitute", "Substitute member"),
                            ("observer", "Observer"),
                            ("expert", "Expert"),
                        ],
                        default="titular",
                        max_length=20,
                    ),
                ),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("decision", committee.privacy.models.GuardedCharField(blank=True, max_length=240)),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("decision_url", models.URLField(blank=True, max_length=400)),
                ("begun", models.BooleanField(default=False, help_text="Its beginning is told in the journal.")),
                ("over", models.BooleanField(default=False, help_text="Its end is told in the journal.")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="mandates", to="committee.seat"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Bounce",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", committee.people.addresses.AddressField(max_length=254)),
                ("at", models.DateTimeField()),
                ("status", models.CharField(max_length=12)),
                ("is_hard", models.BooleanField()),
                (
                    "digest",
                    models.CharField(
                        help_text="The same report, brought twice, counts once.", max_length=64, unique=True
                    ),
                ),
                (
                    "cleared_at",
                    models.DateTimeField(
                        blank=True, help_text="When somebody said that the address is right.", null=True
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bounces",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "indexes": [
                    models.Index(condition=models.Q(("cleared_at", None)), fields=["person"], name="bounces_that_stand")
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", committee.people.addresses.AddressField(max_length=254, verbose_name="e-mail address")),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "French"), ("nl", "Dutch")], default="fr", max_length=2, verbose_name="language"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("member", "Member"),
                            ("coordinator", "Coordinator"),
                            ("secretariat", "Secretariat"),
                            ("editor", "Editor"),
                        ],
                        default="member",
                        max_length=20,
                    ),
                ),
                (
                    "is_technical",
                    models.BooleanField(
                        default=False,
                        help_text="Opens the account of a technical administrator, and gives no place in the organisation.",
                    ),
                ),
                (
                    "function_fr",
                    committee.privacy.models.GuardedCharField(
                        blank=True, max_length=120, verbose_name="function in French"
                    ),
                ),
                (
                    "function_nl",
                    committee.privacy.models.GuardedCharField(
                        blank=True, max_length=120, verbose_name="function in Dutch"
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("titular", "Full member"),
                            ("substitute", "Substitute member"),
                            ("observer", "Observer"),
                            ("expert", "Expert"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("times_sent", models.PositiveSmallIntegerField(default=1)),
                ("nonce", models.CharField(help_text="Without the site's secret key it opens nothing.", max_length=32)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who accepted it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committee.organisation"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committee.seat",
                    ),
                ),
            ],
            options={
                "ordering": ("-sent_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="SecurityEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("signed_in", "Signed in"),
                            ("signed_out", "Signed out"),
                            ("sign_in_failed", "Sign-in refused"),
                            ("refused", "Page or deed refused"),
                            ("account", "Password or second factor changed"),
                            ("right", "Right changed"),
                            ("export", "Taken out"),
                        ],
                        max_length=20,
                    ),
                ),
                ("ip", models.GenericIPAddressField(blank=True, null=True)),
                ("browser", models.CharField(blank=True, max_length=60)),
                (
                    "detail",
                    models.CharField(
                        blank=True, help_text="A code or a path; never what somebody wrote.", max_length=200
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="committee.entry",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Space",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "lane",
                    models.CharField(
                        choices=[
                            ("common", "Common: every bench"),
                            ("federations", "Federations: federations and CPAS only"),
                            ("administration", "Administration: SPP-IS only"),
                            ("organisation", "Own organisation: your organisation only"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committee.organisation",
                    ),
                ),
            ],
            options={
                "permissions": [("read_space", "Can read"), ("write_space", "Can write")],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="JoiningRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", committee.people.addresses.AddressField(max_length=254, verbose_name="e-mail address")),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "French"), ("nl", "Dutch")], default="fr", max_length=2, verbose_name="language"
                    ),
                ),
                ("function", committee.privacy.models.GuardedCharField(max_length=120)),
                ("message", committee.privacy.models.GuardedCharField(blank=True, max_length=500)),
                ("asked_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "invitation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="committee.invitation",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committee.organisation"
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committee.space"
                    ),
                ),
            ],
            options={
                "ordering": ("-asked_at", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="entry",
            name="space",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="committee.space"
            ),
        ),
        migrations.CreateModel(
            name="SpaceGroupPermission",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "content_object",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="committee.space"),
                ),
                ("group", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.group")),
                ("permission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SpacePersonPermission",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "content_object",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="committee.space"),
                ),
                ("permission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("key", models.CharField(max_length=80)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="subjects", to="committee.entry"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("email__regex", "[^!-~]|[A-Z]"), _negated=True), name="an_address_is_kept_plain"
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("begins_on"))), name="absence_ends_after_it_began"
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("substitute", None), models.Q(("substitute", models.F("person")), _negated=True), _connector="OR"
                ),
                name="nobody_stands_in_for_themself",
            ),
        ),
        migrations.AddConstraint(
            model_name="erasurerequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_at", None), ("withdrawn_at", None)),
                fields=("person",),
                name="one_open_request_for_erasure_per_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="handedover",
            constraint=models.UniqueConstraint(
                fields=("handover", "sort", "key"), name="a_thing_passes_once_in_a_handover"
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("next_at__isnull", False)), fields=["next_at"], name="letters_to_be_sent"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["person", "kind", "key", "-entry"], name="notices_by_case"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("letter", None), ("mail_due_at__isnull", False)),
                fields=["mail_due_at"],
                name="notices_to_be_mailed",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("person", "entry"), name="one_notice_per_person_and_entry"),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None), ("kind", "cpas")),
                fields=("position",),
                name="one_cpas_per_cell_of_the_strip",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code", ""), _negated=True), fields=("code",), name="one_organisation_per_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", None), ("ended_on__isnull", False), _connector="OR"),
                name="what_was_merged_takes_part_no_more",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None)),
                fields=("person", "organisation"),
                name="one_current_membership_per_person_and_organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_on", None), ("ended_on__gte", models.F("began_on")), _connector="OR"),
                name="membership_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_at", None), ("person", None), ("seat", None)),
                fields=("organisation", "code", "kind", "key"),
                name="one_open_duty_of_a_kind_about_a_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_at", None), ("seat__isnull", False)),
                fields=("seat", "code", "kind", "key"),
                name="one_open_duty_of_a_seat_about_a_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_at", None), ("person__isnull", False)),
                fields=("person", "code", "kind", "key"),
                name="one_open_duty_of_a_person_about_a_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None)),
                fields=("seat", "person"),
                name="one_current_mandate_per_seat_and_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_on", None), ("ended_on__gte", models.F("began_on")), _connector="OR"),
                name="mandate_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("accepted_at", None), ("withdrawn_at", None)),
                fields=("address",),
                name="one_open_invitation_per_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("accepted_at", None), ("withdrawn_at", None), _connector="OR"),
                name="an_invitation_is_accepted_or_withdrawn",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted_at", None), ("person", None)),
                    models.Q(("accepted_at__isnull", False), ("person__isnull", False)),
                    _connector="OR",
                ),
                name="an_accepted_invitation_has_a_person",
            ),
        ),
        migrations.AddIndex(
            model_name="securityevent",
            index=models.Index(fields=["event", "-at"], name="security_by_event"),
        ),
        migrations.AddConstraint(
            model_name="space",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organisation", None)), fields=("lane",), name="one_space_per_shared_lane"
            ),
        ),
        migrations.AddConstraint(
            model_name="space",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organisation__isnull", False)),
                fields=("organisation",),
                name="one_own_space_per_organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="space",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lane__in", ("common", "federations", "administration")), ("organisation", None)),
                    models.Q(("lane", "organisation"), ("organisation__isnull", False)),
                    _connector="OR",
                ),
                name="only_an_own_space_has_an_organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="joiningrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("settled_at", None)),
                fields=("address",),
                name="one_open_request_to_join_per_address",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("delivered", False)), fields=["delivered"], name="entry_undelivered"
            ),
        ),
        migrations.AlterUniqueTogether(
            name="spacegrouppermission",
            unique_together={("group", "permission", "content_object")},
        ),
        migrations.AlterUniqueTogether(
            name="spacepersonpermission",
            unique_together={("user", "permission", "content_object")},
        ),
        migrations.AddIndex(
            model_name="subject",
            index=models.Index(fields=["kind", "key", "entry"], name="subject_lookup"),
        ),
        migrations.RunPython(forbid, allow),
    ]
