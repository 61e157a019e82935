#!/bin/sh
# Builds the release binary; when nothing changed this takes a moment and says nothing.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

target=${CARGO_TARGET_DIR:-target}
mkdir -p "$target"
log=$target/build.log

if [ ! -x "$target/release/sitewarden" ]; then
	step "Program: building (the first time takes some minutes)" "程序：构建（第一次要几分钟）"
fi
if [ -t 1 ]; then
	export CARGO_TERM_COLOR=always CARGO_TERM_PROGRESS_WHEN=always CARGO_TERM_PROGRESS_WIDTH=80
fi
logged "$log" cargo build --locked --release -p sitewarden --bin sitewarden || explain "$log" "Building the program" "构建程序"
