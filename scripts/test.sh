#!/bin/sh
# Runs the tests and ends with one line: how many passed, how many failed.
#   test.sh all     everything, in the order in which a fault is found soonest
#   test.sh check   formatting, lints, types, the API document
# A step that fails does not keep the next from being run.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

what=${1:-all}
logs=$(mktemp -d)
postgres=
finish() {
	[ -z "$postgres" ] || sh scripts/postgres.sh stop "$postgres"
	rm -rf "$logs"
}
trap finish EXIT
trap 'exit 130' INT TERM

passed=0
failed=0
broken=

# The sum of a word's figures in a runner's closing lines (nextest, cargo test, Vitest, Playwright).
figures() {
	sed 's/\x1b\[[0-9;]*m//g' "$1" | grep -E '^ *Summary \[|^test result:|^ *Tests  |^ {2}[0-9]+ (passed|failed)' |
		grep -oE "[0-9]+ $2" | awk '{ sum += $1 } END { print sum + 0 }'
}

# One step: its name, then its command. A step without a test runner in it counts as one test.
run() {
	name=$1
	shift
	began=$(seconds)
	printf '\n▸ %s\n' "$name"
	code=0
	logged "$logs/log" "$@" || code=$?
	ok=$(figures "$logs/log" passed)
	bad=$(figures "$logs/log" failed)
	if [ "$code" = 0 ] && [ "$ok" = 0 ]; then ok=1; fi
	if [ "$code" != 0 ] && [ "$bad" = 0 ]; then bad=1; fi
	[ "$code" = 0 ] || broken="$broken
  ✕ $name"
	passed=$((passed + ok))
	failed=$((failed + bad))
	printf '  %s: %s s\n' "$name" $(($(seconds) - began))
}

rust_tests() {
	if cargo nextest --version >/dev/null 2>&1; then
		cargo nextest run --locked --workspace --no-fail-fast --status-level fail
	else
		cargo test --locked --workspace --no-fail-fast --quiet
	fi
}

web_checks() {
	(cd web && npm run --silent check)
}

browser() {
	SITEWARDEN=$(realpath "${CARGO_TARGET_DIR:-target}")/debug/sitewarden
	export SITEWARDEN
	(cd e2e && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --silent && npm run --silent check && npm test --silent)
}

sh scripts/tools.sh
[ "$what" = check ] || sh scripts/test-machine.sh
node models/prepare.mjs
node divisions/prepare.mjs
sh scripts/web.sh

if [ "$what" = all ]; then
	node models/test-faces/prepare.mjs
	postgres=$(mktemp -d)
	TEST_POSTGRES_URL=$(sh scripts/postgres.sh start "$postgres")
	export TEST_POSTGRES_URL
fi

run "Formatting · 格式" cargo fmt --all --check
run "Lints · 静态检查" cargo clippy --quiet --locked --workspace --all-targets -- -D warnings
run "Who may know what · 边界" sh scripts/bounds.sh
run "Web pages: types, lints, tests · 网页检查" web_checks
run "API document · 接口文档" sh scripts/openapi.sh check
if [ "$what" = all ]; then
	run "Rust tests, both databases · Rust 测试（两种数据库）" rust_tests
	# The journeys walk through the program as the tests have built it: building it once more for release takes as long
	# as all of them, and `make run` does that.
	run "Program · 程序" cargo build --locked --quiet -p sitewarden --bin sitewarden
	run "Browser journeys · 浏览器" browser
fi

[ -z "$broken" ] || printf '\nFailed · 未通过:%s\n' "$broken"
printf '\n%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
