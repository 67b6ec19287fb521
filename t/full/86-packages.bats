# The Debian package: built twice, the same, and nothing for lintian to say.

load ../helper

@test "the Debian package is lintian-clean, and the same wherever it is built" {
	for program in dpkg-buildpackage dh lintian; do
		command -v $program >/dev/null || skip "no $program"
	done
	cd "$BATS_TEST_TMPDIR"
	export DEB_BUILD_OPTIONS=nocheck
	make -s -C "$TOP" deb DIST="$PWD/here" > log 2>&1
	TZ=Asia/Tokyo make -s -C "$TOP" deb DIST="$PWD/elsewhere" > log 2>&1
	for package in here/*.deb; do
		cmp "$package" "elsewhere/${package#here/}"
	done
	lintian --allow-root here/*.changes | none
}

# build_at DIRECTORY JOBS: the programs, from a copy of the project there.
build_at() {
	mkdir -p "$1"
	(cd "$TOP" && find . \( -path ./build -o -path ./.git \) -prune -o \
	    -type f -print | tar -cf - -T -) | tar -C "$1" -xmf -
	make -s -C "$1" -j$2 BUILD=build all \
	    CFLAGS="-O2 -g -ffile-prefix-map=$1=." > "$BATS_TEST_TMPDIR/log" 2>&1
}

@test "programs are the same to the byte, whenever and wherever built" {
	cd "$BATS_TEST_TMPDIR"
	unset BUILD
	build_at "$PWD/one" 2
	umask 077
	TZ=Asia/Tokyo LC_ALL=C.UTF-8 USER=nobody HOME=/nowhere \
	    build_at "$PWD/another/place" 1
	for program in bounce-parse bounce-classify bounce-stats; do
		cmp one/build/$program another/place/build/$program
	done
}
