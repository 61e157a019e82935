#!/bin/sh
# How long until 30,000 people are judged anew as an outbreak area comes and goes, and the real areas of 2020 to 2022 taken
# whole, where shared/data lies beside the project; on SQLite and PostgreSQL.
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
	for bench in thirty_thousand_people the_real_areas; do
		cargo test --release --locked -p api --test api -- --ignored --nocapture --exact \
			"areas_at_scale::${bench}::on_$engine"
	done
done
