#!/bin/sh
# 30,000 workers by sheet with one row in a hundred faulty: tried, taken, sent again, exported, imported again; on
# SQLite and PostgreSQL, each in a process of its own. Prints time and peak memory, and fails when a fault is not
# named rightly or when what was exported changes anything. Beside it the same rows through openpyxl and SQLAlchemy's
# bulk insert, where Python and its packages can be had.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

sh scripts/tools.sh
node divisions/prepare.mjs
data=
sheets=$(mktemp -d)
finish() {
	rm -rf "$sheets"
	[ -z "$data" ] || { sh scripts/postgres.sh stop "$data"; rm -rf "$data"; }
}
trap finish EXIT
trap 'exit 130' INT TERM
if [ -z "${TEST_POSTGRES_URL:-}" ]; then
	data=$(mktemp -d)
	TEST_POSTGRES_URL=$(sh scripts/postgres.sh start "$data")
	export TEST_POSTGRES_URL
fi
export IMPORT_SHEET="$sheets/workers.xlsx"

peer=${CARGO_TARGET_DIR:-target}/peer-import
if [ ! -e "$peer/ready" ]; then
	step "Peer: fetching openpyxl and SQLAlchemy" "对比程序：下载 openpyxl 和 SQLAlchemy"
	rm -rf "$peer"
	python3 -m venv "$peer" >/dev/null 2>&1 &&
		"$peer/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5 sqlalchemy==2.0.44 'psycopg[binary]==3.2.12' &&
		touch "$peer/ready" ||
		echo "peer (openpyxl): not run, Python 3 with venv or its packages cannot be had here · 对比程序没有运行"
fi

for engine in sqlite postgres; do
	cargo test --release --locked -p api --test api -- --ignored --nocapture --exact \
		"import_at_scale::thirty_thousand_rows::on_$engine"
	[ "$engine" = sqlite ] && database="sqlite:///$sheets/peer.db" || database=$TEST_POSTGRES_URL
	[ ! -e "$peer/ready" ] || "$peer/bin/python" bench/registry/peer_openpyxl.py "$IMPORT_SHEET" "$database"
done
