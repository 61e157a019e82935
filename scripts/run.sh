#!/bin/sh
# From a fresh clone to a running demo: looks whether its ports are free, builds, starts.
# Whatever stands after the script's name goes to `sitewarden demo`.
set -eu
cd "$(dirname "$0")/.."

sh scripts/tools.sh
node scripts/ports.mjs "$@"
sh scripts/build.sh
# A video for machines without a camera; the demo runs without it too.
node models/test-faces/prepare.mjs || true
exec "${CARGO_TARGET_DIR:-target}/release/sitewarden" demo "$@"
