#!/bin/sh
# Checks that the tools which no script can bring are here and new enough, and says for each one missing what to do.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

# Whether version $1 is at least $2, part by part.
at_least() {
	[ "$(printf '%s\n%s\n' "$2" "$1" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)" = "$2" ]
}

rust=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
command -v cargo >/dev/null || stop \
	"Rust is missing. Install Rust stable (https://rustup.rs), open a new terminal and run the same command again." \
	"缺少 Rust。请安装 Rust stable（https://rustup.rs），重开终端后再运行。"
have=$(cargo --version | sed 's/cargo \([0-9.]*\).*/\1/')
at_least "$have" "$rust" || stop \
	"Rust $have is too old: $rust is needed. Run 'rustup update stable' and then the same command again." \
	"Rust $have 太旧，需要 $rust。请运行 rustup update stable 后再试。"

command -v node >/dev/null && command -v npm >/dev/null || stop \
	"Node.js is missing. Install Node.js 20 or newer (https://nodejs.org) and run the same command again." \
	"缺少 Node.js。请安装 Node.js 20 或更新版本后再运行。"
have=$(node --version | tr -d v)
at_least "$have" 20.0.0 || stop \
	"Node.js $have is too old: 20 or newer is needed (https://nodejs.org)." \
	"Node.js $have 太旧，需要 20 或更新版本。"

command -v cc >/dev/null || stop \
	"A C compiler is missing. Install one (Debian and Ubuntu: apt install build-essential; macOS: xcode-select --install)." \
	"缺少 C 编译器。Debian/Ubuntu：apt install build-essential；macOS：xcode-select --install。"
