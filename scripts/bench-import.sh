#!/bin/sh
# 30,000 workers by sheet with one row in a hundred faulty: tried, taken, sent again, exported, imported again; on
# SQLite and PostgreSQL, each in a process of its own. Prints time and peak memory, and fails when a fault is not
# named rightly or when what was exported changes anything.
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
		"import_at_scale::thirty_thousand_rows::on_$engine"
done
