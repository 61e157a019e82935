#!/bin/sh
# First pages of a site's list of workers at the server, by what it is cut by, on SQLite and PostgreSQL: at a site of
# 30,000 people, alone or as one of LISTS_SITES such sites (33 are a million people; half an hour and 15 GB).
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

sh scripts/tools.sh
node divisions/prepare.mjs
data=
finish() { [ -z "$data" ] || { sh scripts/postgres.sh stop "$data"; rm -rf "$data"; }; }
trap finish EXIT
trap 'exit 130' INT TERM
if [ -z "${TEST_POSTGRES_URL:-}" ]; then
	data=$(mktemp -d)
	TEST_POSTGRES_URL=$(sh scripts/postgres.sh start "$data")
	export TEST_POSTGRES_URL
fi
for engine in sqlite postgres; do
	cargo test --release --locked -p api --test api -- --ignored --nocapture --exact \
		"lists_at_scale::first_pages::on_$engine"
done
