#!/bin/sh
# The API document and the web pages' client come from the program's code.
#   openapi.sh write   writes both anew
#   openapi.sh check   tells whether what is committed is what the code says
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
client=web/kit/src/api/schema.d.ts

cargo run --quiet --locked -p sitewarden -- openapi >"$fresh/openapi.json"
web/node_modules/.bin/openapi-typescript "$fresh/openapi.json" -o "$fresh/schema.d.ts" >"$fresh/log" 2>&1 || {
	cat "$fresh/log" >&2
	stop "The web pages' client could not be made from the API document." "无法从接口文档生成网页客户端。"
}

case $1 in
write)
	cp "$fresh/openapi.json" openapi.json
	cp "$fresh/schema.d.ts" "$client"
	;;
check)
	diff -u openapi.json "$fresh/openapi.json" | head -n 40
	diff -u "$client" "$fresh/schema.d.ts" | head -n 40
	if ! cmp -s openapi.json "$fresh/openapi.json" || ! cmp -s "$client" "$fresh/schema.d.ts"; then
		stop "The API document or its client is not what the code says: run 'make openapi' and commit both." \
			"接口文档与代码不一致：请运行 make openapi 并提交。"
	fi
	;;
esac
