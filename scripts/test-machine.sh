#!/bin/sh
# Brings what tests need beyond what the program needs: PostgreSQL's server, Chromium, ffmpeg, a Chinese font.
# Installs them where that can be done without asking, and otherwise says in one line what is missing.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

missing=
command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || [ -n "${CHROMIUM:-}" ] ||
	missing="$missing chromium-headless-shell"
command -v ffmpeg >/dev/null || missing="$missing ffmpeg"
fc-list :lang=zh 2>/dev/null | grep -q . || missing="$missing fontconfig fonts-noto-cjk"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
	stop "The tests also need:$missing. Install them with your system's package manager and run the same command again." \
		"测试还需要：$missing。请用系统的包管理器安装后再运行。"
fi

step "Test machine: installing$missing" "测试机：安装$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
install() {
	apt-get install --yes --no-install-recommends "$@" >>"$log" 2>&1
}
apt-get update >"$log" 2>&1 || true
case $missing in
*postgresql*)
	# The tests start a cluster of their own: the package need not start one at every boot.
	install postgresql-common && sed -i 's/^#*create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
	;;
esac
# shellcheck disable=SC2086 # one word a package
install $missing || {
	tail -n 20 "$log" >&2
	stop "Installing$missing failed: check the network and apt's sources, then run the same command again." \
		"安装$missing 失败：请检查网络和 apt 源后再运行。"
}
