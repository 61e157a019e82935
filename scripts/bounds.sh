#!/bin/sh
# Who may know what: holds the crates to the directions of ARCHITECTURE.md that the compiler cannot see, and the
# licences to deny.toml where cargo-deny is installed.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

# Every crate of the workspace that uses a package itself, one a line.
users() {
	cargo tree --locked --workspace --invert "$1" --depth 1 --prefix none --edges normal,build,dev --format '{p}' |
		sed -n "s#^\([a-z]*\) v.* (/.*#\1#p" | sort -u | tr '\n' ' '
}

# only PACKAGE "CRATES"   nobody else may use it
only() {
	for crate in $(users "$1"); do
		case " $2 " in
		*" $crate "*) ;;
		*) stop "$crate uses $1: only $2 may." "$crate 用了 $1：只有 $2 可以用。" ;;
		esac
	done
}

only sqlx "store testkit"
only ort "recognition"
only axum "api connect gate sitewarden testkit"

if cargo deny --version >/dev/null 2>&1; then
	cargo deny --offline check --hide-inclusion-graph bans licenses sources
fi
