#!/bin/sh
# Builds the web pages: packages only when the lock file changed, pages only when a source changed.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

mkdir -p "${CARGO_TARGET_DIR:-target}"
log=${CARGO_TARGET_DIR:-target}/web.log

installed=web/node_modules/.installed-lock.json
if ! cmp -s web/package-lock.json "$installed"; then
	step "Web pages: fetching packages" "网页：下载依赖"
	# A line that is down is told within seconds, not after minutes of trying.
	(cd web && npm ci --no-audit --no-fund --prefer-offline --fetch-retries=2 --fetch-retry-mintimeout=1000 \
		--fetch-retry-maxtimeout=4000) >"$log" 2>&1 || {
		tail -n 20 "$log" >&2
		explain "$log" "Fetching the web pages' packages" "下载网页依赖"
	}
	cp web/package-lock.json "$installed"
fi

# The newest of the pages tells when all were built; anything changed since then makes them be built anew.
built=web/node_modules/.built
changed() {
	[ ! -e "$built" ] || [ -n "$(find web openapi.json \( -name node_modules -o -name dist \) -prune -o -newer "$built" -type f -print 2>/dev/null | head -n 1)" ]
}
for page in console worker kiosk; do
	[ -e "web/$page/dist/index.html" ] || rm -f "$built"
done
if changed; then
	step "Web pages: building" "网页：构建"
	touch "$built.begun"
	(cd web && npm run build) >"$log" 2>&1 || {
		tail -n 20 "$log" >&2
		explain "$log" "Building the web pages" "构建网页"
	}
	mv "$built.begun" "$built"
fi
