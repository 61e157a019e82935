#!/bin/sh
# Camera frame to verdict on one thread, by roster size and stage; beside it, on the same pictures, the
# `face_recognition` pipeline (dlib), where Python and its packages can be had.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

sh scripts/tools.sh
node models/prepare.mjs
node divisions/prepare.mjs
node models/test-faces/prepare.mjs
cargo bench --locked -p gate --bench frame_to_verdict -- "$@"

peer=${CARGO_TARGET_DIR:-target}/peer
if [ ! -e "$peer/ready" ]; then
	step "Peer: fetching dlib's packages" "对比程序：下载 dlib"
	rm -rf "$peer"
	python3 -m venv "$peer" >/dev/null 2>&1 &&
		"$peer/bin/pip" install --quiet --disable-pip-version-check dlib-bin==20.0.1.post1 face_recognition_models==0.3.0 'setuptools<81' numpy pillow click &&
		"$peer/bin/pip" install --quiet --disable-pip-version-check --no-deps face_recognition==1.3.0 &&
		touch "$peer/ready" ||
		echo "peer (dlib): not run, Python 3 with venv or its packages cannot be had here · 对比程序没有运行"
fi
[ ! -e "$peer/ready" ] || exec "$peer/bin/python" bench/recognition/peer_dlib.py
