#!/bin/sh
# A change of a disease profile for a whole district, on SQLite and PostgreSQL: tried on everyone, put in force, stood
# down, and everyone re-assessed each time. 30,000 people at 60 sites, or as many sites as PROFILES_SITES says (2,000
# are a million people).
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
		"profile_at_scale::a_whole_district::on_$engine"
done
