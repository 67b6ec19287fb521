# Refusals in an Exim main log as records for bounce-classify: "**" lines are
# failures, "==" lines delays.
#
#	jq -Rc -f exim-log.jq /var/log/exim4/mainlog | bounce-classify
capture("^[-0-9]+ [:0-9]+ (?<queue_id>[0-9A-Za-z-]+) (?<mark>\\*\\*|==) " +
    "(?<recipient>[^ ]+?):?( <(?<original>[^>]*)>)?(?<rest> .*)$")
| (.rest | capture(" H=(?<name>[^ ]+) \\[(?<ip>[^\\]]+)\\]")? // {}) as $host
| (.rest | sub("^ *(P=[^ ]+ )?(R=[^ ]+ ?)?(T=[^ ]+ ?)?(defer \\([-0-9]+\\) ?)?(H=[^ ]+ \\[[^\\]]+\\][^:]*)?:? *"; "")) as $text
| ($text | capture("after (?<stage>[A-Za-z ]+?)(:<[^>]*>)?: (?<words>[45][0-9][0-9].*)$")? // {}) as $said
| select($text | test("retry time not reached") | not)
| {v: 1, kind: (if .mark == "**" then "bounce" else "delay" end),
    format: "exim-log", recipient, original_recipient: .original,
    command: ({"MAIL FROM": "MAIL", "RCPT TO": "RCPT", "DATA": "DATA",
	"end of data": "EOM", "initial connection": "CONN"}[$said.stage // ""]),
    diagnostic: ($said.words // $text), remote_mta: $host.name,
    remote_ip: $host.ip, queue_id}
| with_entries(select(.value != null))
