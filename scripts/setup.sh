#!/bin/sh
# Installs what is missing on Debian and Ubuntu, and says what it does.
#   setup.sh build   what building the window needs
#   setup.sh test    that, and what the tests look at their results with
set -eu

packages="gcc libc6-dev make git ca-certificates pkg-config libgl1-mesa-dev xorg-dev libwayland-dev libxkbcommon-dev"
if [ "${1:-build}" = test ]; then
	# Xvfb and friends drive the real window; the others read back what was
	# exported, independently of the code that wrote it.
	packages="$packages xvfb libgl1-mesa-dri xdotool imagemagick poppler-utils qpdf sqlite3 libreoffice-calc-nogui python3-uno chromium"
fi

missing=""
if command -v dpkg-query >/dev/null 2>&1; then
	for package in $packages; do
		dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || missing="$missing $package"
	done
else
	echo "This is neither Debian nor Ubuntu: install the equivalents of these yourself:"
	echo "  $packages"
fi

if [ -n "$missing" ]; then
	echo "Installing:$missing"
	sudo=""
	if [ "$(id -u)" -ne 0 ]; then
		echo "This needs administrator rights; sudo may ask for your password."
		sudo="sudo"
	fi
	$sudo env DEBIAN_FRONTEND=noninteractive apt-get update -qq
	# On Ubuntu, Chromium is a snap and may be missing as a package: the tests
	# that need it then say so and are skipped.
	for package in $missing; do
		if [ "$package" = chromium ] || [ "$package" = libreoffice-calc-nogui ] || [ "$package" = python3-uno ]; then
			$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null ||
				echo "Could not install $package: the tests that need it will be skipped."
			missing=$(printf '%s' "$missing" | sed "s/ $package\\b//")
		fi
	done
	if [ -n "$(printf '%s' "$missing" | tr -d ' ')" ]; then
		$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
	fi
fi

# axe-core looks through the pages that go out for what keeps people with
# disabilities from using them. It is fetched once, into the cache.
if [ "${1:-build}" = test ]; then
	axe=4.14.1
	tools=${SCHOOLBENCH_TEST_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/schoolbench-test-tools}
	if ! grep -q "\"version\": \"$axe\"" "$tools/node_modules/axe-core/package.json" 2>/dev/null; then
		if ! command -v npm >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; then
			echo "Installing: npm"
			${sudo:-} env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends npm >/dev/null 2>&1 || true
		fi
		mkdir -p "$tools"
		npm install --prefix "$tools" --no-save --no-audit --no-fund --ignore-scripts --silent "axe-core@$axe" >/dev/null 2>&1 ||
			echo "Could not fetch axe-core with npm: the tests that need it will be skipped."
	fi
fi

if ! command -v go >/dev/null 2>&1; then
	echo "Go is not installed. Schoolbench needs Go 1.26 or newer: see https://go.dev/doc/install"
	exit 1
fi
if ! go version | grep -Eq 'go1\.(2[1-9]|[3-9][0-9])'; then
	echo "This is $(go version | cut -d' ' -f3). Schoolbench needs Go 1.26 or newer: see https://go.dev/doc/install"
	exit 1
fi

echo "Fetching Go modules ..."
go mod download
