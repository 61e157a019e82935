#!/bin/sh
# Takes the README's pictures anew: starts a demo, walks the loop in a real browser, keeps what it shows.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

sh scripts/tools.sh
sh scripts/test-machine.sh
node models/prepare.mjs
node divisions/prepare.mjs
node models/test-faces/prepare.mjs
sh scripts/web.sh
sh scripts/binary.sh
cd e2e
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --silent
exec npm run --silent screenshots
