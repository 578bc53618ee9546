# Pages, sockets and worker are this one image, started with different commands: see compose.yaml.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /srv/portal
COPY requirements.txt ./
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --require-hashes -r requirements.txt
COPY manage.py pyproject.toml ./
COPY committee committee
COPY issues issues
COPY publications publications
COPY home home
COPY templates templates
# Nothing of this environment is kept: it only lets the files be collected as production serves them.
RUN PORTAL_MODE=demo PORTAL_VAR=/tmp/var /opt/venv/bin/python manage.py messages --compile \
    && PORTAL_VAR=/tmp/var PORTAL_STATIC=/srv/portal/static SECRET_KEY=build ALLOWED_HOSTS=build SITE_URL=https://build \
       TRUSTED_PROXIES=127.0.0.1 DATABASE_URL=postgres://build REDIS_URL=redis://build EMAIL_URL=smtp://build \
       MAIL_FROM=build@example.org /opt/venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && /opt/venv/bin/python -m compileall -q committee issues publications home

FROM python:3.11-slim-bookworm
# postgresql-client brings pg_dump and pg_restore, of the release of the database in compose.yaml, for backups.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client-15 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/portal --create-home portal \
    && mkdir /var/lib/portal/backups \
    && chown portal:portal /var/lib/portal/backups
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/portal /srv/portal
WORKDIR /srv/portal
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    PORTAL_VAR=/var/lib/portal PORTAL_STATIC=/srv/portal/static
USER 10001:10001
VOLUME /var/lib/portal
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "/srv/portal/home/management/probe.py", "http://127.0.0.1:8000/ready/"]
CMD ["granian", "--interface", "wsgi", "--blocking-threads", "1", "--host", "0.0.0.0", "--port", "8000", "--workers-kill-timeout", "20", "home.wsgi:application"]
