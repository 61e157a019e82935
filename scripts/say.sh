# Sourced by the other scripts: one line for a step, one sentence for a stop.

# A step that begins: English, then Chinese.
step() {
	printf '▸ %s · %s\n' "$1" "$2"
}

# The end of the road: what is wrong and what to do about it.
stop() {
	printf '\n✕ %s\n  %s\n' "$1" "$2" >&2
	exit 1
}

# Runs a command whose words go to the screen and to a log, and gives the command's own exit code.
#   logged LOG COMMAND…
logged() {
	log=$1
	shift
	{ "$@" 2>&1 && echo 0 >"$log.code" || echo $? >"$log.code"; } | tee "$log"
	return "$(cat "$log.code")"
}

# Tells why fetching or building failed, from what npm or cargo wrote.
#   explain LOG WHAT 什么
explain() {
	if grep -qE 'EINTEGRITY|Z_DATA_ERROR|TAR_BAD_ARCHIVE|TAR_ENTRY_INVALID|checksum .*(changed|did not match)|failed to verify the checksum|failed to unpack' "$1"; then
		stop "$2: a download arrived damaged. Run 'npm cache clean --force' (for Rust: delete ~/.cargo/registry/cache), then the same command again." \
			"$3：下载的文件损坏。清掉缓存后再运行一次。"
	fi
	if grep -qE 'npm (error|ERR!) code E(5[0-9][0-9]|429)|failed to .*: the remote server responded with .*50[0-9]' "$1"; then
		stop "$2: the package registry does not serve now. Wait a little and run the same command again; what was fetched is kept." \
			"$3：软件源现在不提供服务。请过一会儿再运行一次，已下载的会保留。"
	fi
	if grep -qE 'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|Could not resolve host|Couldn.t connect|Could not connect|failed to (get|download|fetch)|spurious network error|network failure|Timeout was reached' "$1"; then
		stop "$2: the package registry cannot be reached. Connect to a network or set a mirror, then run the same command again; what was fetched is kept." \
			"$3：连不上软件源。联网或设置镜像后再运行一次，已下载的会保留。"
	fi
	if grep -qE 'ENOSPC|No space left' "$1"; then
		stop "$2: the disk is full. Make room for 6 GB and run the same command again." \
			"$3：磁盘满了。腾出 6 GB 后再运行一次。"
	fi
	if grep -qE 'EACCES|EPERM|EROFS|Permission denied' "$1"; then
		stop "$2: this folder cannot be written to. Run the command as the user who owns the project." \
			"$3：没有写权限。请用项目所有者的账号运行。"
	fi
	stop "$2 failed; the lines above say why, and all of them are in $1." "$3失败，原因见上面，全文在 $1。"
}

# Seconds since 1970, for telling how long a step took.
seconds() {
	date +%s
}
