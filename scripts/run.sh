#!/bin/sh
# From a fresh clone to a running demo: checks the tools, gets models and packages, builds, starts.
# Whatever stands after the script's name goes to `sitewarden demo`.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

sh scripts/tools.sh
node scripts/ports.mjs "$@"
[ -e .models/sface.onnx ] || step "Face models: fetching" "人脸模型：下载"
node models/prepare.mjs
# A video for machines without a camera; the demo runs without it too.
node models/test-faces/prepare.mjs || true
sh scripts/web.sh
sh scripts/binary.sh
exec "${CARGO_TARGET_DIR:-target}/release/sitewarden" demo "$@"
