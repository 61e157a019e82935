#!/bin/sh
# Camera frame to verdict on one thread, by roster size and stage; beside it a peer where Python can be had.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

sh scripts/tools.sh
node models/prepare.mjs
node models/test-faces/prepare.mjs
exec cargo bench --quiet --locked -p recognition --bench frame_to_verdict -- "$@"
