# --state at every byte and every call, and with a million names.

load ../helper
load ../state

@test "a mailbox cut at any byte gives all its records in two runs" {
	half_written 1
}

@test "killed in the middle of every write of a first run, nothing is skipped" {
	library
	killed first KILL_HALF=1
}

@test "killed in the middle of every write of a later run, nothing is skipped" {
	library
	killed second KILL_HALF=1
}
