#!/usr/bin/env bash
# Installs what a Debian 12 machine lacks to build, test or measure Masthead.
# A machine that has everything is left alone, and needs no network.
#
# Usage: Scripts/setup.sh [run|test|bench]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly swift_needed="6.3"
readonly python="/usr/bin/python3"
readonly environment=".build-checks/venv"

readonly build_packages=(
    # What Swift's own tools link and call on Debian 12.
    binutils ca-certificates git libc6-dev libcurl4 libedit2 libgcc-12-dev libncurses6 libsqlite3-0
    libstdc++-12-dev libxml2 tzdata zlib1g-dev
    # What Masthead links.
    libargon2-dev libc-ares-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libcurl4-openssl-dev libgumbo-dev
    libidn2-dev libmaxminddb-dev libpango1.0-dev libpq-dev libpsl-dev libqrencode-dev libsqlite3-dev libssl-dev
    libunistring-dev
    libvips-dev make pkg-config publicsuffix
)
readonly test_packages=(
    chromium fonts-liberation openjdk-17-jre-headless postfix postgresql-15 python3 python3-venv spamassassin
)
readonly bench_packages=(nginx-light openssl postfix python3 wrk)

say() { printf 'setup: %s\n' "$*" >&2; }
fail() {
    say "$*"
    exit 1
}

# Prints those of the given packages that are not installed.
missing_packages() {
    local package
    for package in "$@"; do
        if [[ "$(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null)" != installed ]]; then
            printf '%s\n' "$package"
        fi
    done
}

as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# Writes standard input to a file that only root may write.
write_as_root() { as_root tee "$1" >/dev/null; }

# The tests and benchmarks start PostgreSQL, nginx and postfix themselves, on private ports and folders: Debian's own services
# for them are neither started nor needed.
keep_services_stopped() {
    [[ -e /usr/sbin/policy-rc.d ]] && return
    printf '#!/bin/sh\nexit 101\n' | write_as_root /usr/sbin/policy-rc.d
    as_root chmod 755 /usr/sbin/policy-rc.d
    trap 'as_root rm -f /usr/sbin/policy-rc.d' EXIT
}

install_packages() {
    local packages=("$@") apt=(env DEBIAN_FRONTEND=noninteractive apt-get --yes --quiet=2)
    if ((EUID != 0)) && ! command -v sudo >/dev/null; then
        fail "these packages are missing; as root, run: apt-get install --no-install-recommends ${packages[*]}"
    fi
    say "installing from Debian: ${packages[*]}"
    keep_services_stopped
    as_root "${apt[@]}" update >/dev/null ||
        fail "apt-get update failed (see above): check this machine's network and /etc/apt/sources.list"
    # Without an answer, Debian's postfix asks how mail goes out of this machine, and takes over its mail.
    if [[ " ${packages[*]} " == *" postfix "* ]]; then
        printf 'postfix postfix/main_mailer_type select No configuration\n' | as_root debconf-set-selections
    fi
    if [[ " ${packages[*]} " == *" postgresql-15 "* ]] && [[ -n "$(missing_packages postgresql-common)" ]]; then
        as_root "${apt[@]}" install --no-install-recommends postgresql-common >/dev/null
        as_root sed -i 's/^#\?create_main_cluster .*/create_main_cluster = false/' \
            /etc/postgresql-common/createcluster.conf
    fi
    as_root "${apt[@]}" install --no-install-recommends "${packages[@]}" >/dev/null ||
        fail "apt-get could not install: ${packages[*]} (see above)"
    if [[ -d /run/systemd/system ]] && [[ " ${packages[*]} " == *" nginx-light "* ]]; then
        as_root systemctl --quiet disable nginx || say "note: Debian's own nginx service starts at the next boot"
    fi
}

check_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "this is not Debian, so nothing is installed; what Debian 12 calls these must be there: $*"
        return
    fi
    local missing
    mapfile -t missing < <(missing_packages "$@")
    if ((${#missing[@]} > 0)); then install_packages "${missing[@]}"; fi
}

check_swift() {
    local advice="get it from https://www.swift.org/install/linux/ (Debian 12) and put its usr/bin into PATH"
    command -v swift >/dev/null || fail "Swift $swift_needed or newer is needed and no swift is in PATH; $advice"
    local found
    found="$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)"
    [[ -n "$found" ]] || fail "'swift --version' does not work on this machine; $advice"
    if [[ "$(printf '%s\n' "$swift_needed" "$found" | sort --version-sort | head -n 1)" != "$swift_needed" ]]; then
        fail "Swift $swift_needed or newer is needed, and this is Swift $found ($(command -v swift)); $advice"
    fi
}

# The Python side of the checks, in an environment of its own.
check_python_environment() {
    local installed="$environment/requirements.txt"
    if cmp --silent Checks/requirements.txt "$installed" && "$environment/bin/python" -c '' 2>/dev/null; then return; fi
    say "installing the checks' Python packages into $environment"
    rm -rf "$environment"
    "$python" -m venv "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check --use-pep517 \
        --requirement Checks/requirements.txt ||
        fail "pip could not install Checks/requirements.txt (see above): check this machine's network"
    cp Checks/requirements.txt "$installed"
}

case "${1:-run}" in
    run)
        check_packages "${build_packages[@]}"
        check_swift
        ;;
    test)
        check_packages "${build_packages[@]}" "${test_packages[@]}"
        check_swift
        check_python_environment
        ;;
    bench)
        check_packages "${build_packages[@]}" "${bench_packages[@]}"
        check_swift
        ;;
    *)
        fail "usage: Scripts/setup.sh [run|test|bench], and not '$1'"
        ;;
esac
