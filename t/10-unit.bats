# The programs of t/unit: one module each, without the rest of the programs.

load helper

# Runs every unit program in a directory and shows what failed.
run_all() {
	local unit failed=0
	for unit in "$1"/*; do
		if ! "$unit" > "$BATS_TEST_TMPDIR/out" 2>&1; then
			failed=1
			echo "$unit:"
			grep -v '^ok' "$BATS_TEST_TMPDIR/out" || true
		fi
	done
	return "$failed"
}

@test "every module does what its header says" {
	cd "$TOP"
	run_all "$BUILD/unit"
}

@test "every module does so under the sanitizers" {
	sanitized
	cd "$TOP"
	run_all "$BUILD/asan/unit"
}
