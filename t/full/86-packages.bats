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
