#!/bin/sh
# Make the secrets that compose.yaml hands to its services, once: what is there already is kept.
set -eu
umask 077
cd "$(dirname "$0")"
mkdir -p secrets
random() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }
keep() { [ -s "secrets/$1" ] || printf '%s' "$2" > "secrets/$1"; }
keep secret_key "$(random 48)"
keep database_password "$(random 24)"
keep database_url "postgres://portal:$(cat secrets/database_password)@database:5432/portal"
keep backup_passphrase "$(random 24)"
keep email_url "${EMAIL_URL:-smtp://localhost:25}"
# The services read them under users of their own, which are not the owner of this folder.
chmod 0711 secrets
chmod 0444 secrets/*
echo "Keep deploy/secrets/secret_key and deploy/secrets/backup_passphrase where no backup lies; without them none is of use."
