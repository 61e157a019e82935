#!/bin/sh
# From a fresh clone to a program: checks the tools, gets models, lists and packages, builds. A second run fetches nothing.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

sh scripts/tools.sh
[ -w . ] || stop \
	"This folder cannot be written to: run the command as the user who owns the project, or clone it where you may write." \
	"这个文件夹写不进去：请用项目所有者的账号运行，或者把项目克隆到能写的地方。"
[ -e .models/sface.onnx ] || step "Face models: fetching" "人脸模型：下载"
node models/prepare.mjs
[ -e .divisions/below-counties.txt ] || step "Towns and communities: fetching" "镇街和社区名单：下载"
node divisions/prepare.mjs
sh scripts/web.sh
sh scripts/binary.sh
