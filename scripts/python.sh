# Sourced by ./run and ./test: sets PYTHON to an interpreter that can make a virtual environment, or says what to install.
usable() {
    "$1" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}
find_python() {
    for PYTHON in "${PYTHON:-}" python3.11 python3.12 python3.13 python3 python; do
        if [ -n "$PYTHON" ] && usable "$PYTHON"; then
            return
        fi
    done
    echo "没有找到 Python 3.11 或更新的版本（需要带 venv 和 pip）。请先安装，例如在 Debian 12 上：apt install python3 python3-venv" >&2
    exit 1
}
find_python
