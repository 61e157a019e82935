#!/bin/sh
# A PostgreSQL server for one run of the tests, with nothing in it and nothing kept of it.
#   postgres.sh start FOLDER   makes a cluster in FOLDER, starts it on a free port and prints its URL
#   postgres.sh stop FOLDER    stops it, by the process id it wrote down itself, and removes FOLDER
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

verb=$1
folder=$2

# Debian keeps the server's programs out of the path, one folder a version; the newest is taken.
programs=$(dirname "$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)")
[ -x "$programs/initdb" ] || stop \
	"PostgreSQL's server is missing: apt install postgresql, or install it in your system's way." \
	"缺少 PostgreSQL 服务端：apt install postgresql。"

# PostgreSQL refuses to run as root.
server() {
	if [ "$(id -u)" = 0 ]; then
		runuser -u postgres -- "$@"
	else
		"$@"
	fi
}

start() {
	mkdir -p "$folder"
	[ "$(id -u)" != 0 ] || chown postgres "$folder"
	server "$programs/initdb" --pgdata="$folder/data" --username=postgres --auth=trust \
		--encoding=UTF8 --locale=C --no-sync >"$folder/initdb.log" 2>&1 || {
		cat "$folder/initdb.log" >&2
		stop "PostgreSQL's folder could not be set up." "PostgreSQL 初始化失败。"
	}
	# A port that is free now may be taken a moment later: three tries.
	for try in 1 2 3; do
		port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
		if server "$programs/pg_ctl" start --wait --timeout=60 --silent --pgdata="$folder/data" --log="$folder/data/log" \
			--options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=300" >/dev/null 2>&1; then
			echo "postgres://postgres@127.0.0.1:$port/postgres"
			return
		fi
	done
	cat "$folder/data/log" >&2
	stop "PostgreSQL did not start ($try tries)." "PostgreSQL 启动失败。"
}

case $verb in
start) start ;;
stop)
	[ ! -e "$folder/data/postmaster.pid" ] || server "$programs/pg_ctl" stop --wait --silent --mode=immediate --pgdata="$folder/data"
	rm -rf "$folder"
	;;
esac
