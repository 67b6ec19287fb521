# Refusals in a Postfix log as records for bounce-classify: the mail that was
# refused at once and never became a report.
#
#	jq -Rc -f postfix-log.jq /var/log/mail.log | bounce-classify
capture("postfix/[a-z]+\\[[0-9]+\\]: (?<queue_id>[0-9A-Za-z]+): " +
    "to=<(?<recipient>[^>]*)>,( orig_to=<(?<original>[^>]*)>,)? " +
    "relay=(?<relay>[^,]*),.* dsn=(?<status>[0-9.]+), " +
    "status=(?<state>bounced|deferred) \\((?<text>.*)\\)$")
| (.relay | capture("^(?<name>[^\\[]+)\\[(?<ip>[^\\]]+)\\]")? // {}) as $relay
| (.text | capture("^host .* said: (?<words>.*) \\(in reply to (?<stage>.*) command\\)$")?
    // {}) as $said
| {v: 1, kind: (if .state == "bounced" then "bounce" else "delay" end),
    format: "postfix-log", recipient, original_recipient: .original, status,
    command: ({"MAIL FROM": "MAIL", "RCPT TO": "RCPT", "DATA": "DATA",
	"end of DATA": "EOM", "EHLO": "EHLO", "HELO": "EHLO"}[$said.stage // ""]),
    diagnostic: ($said.words // .text), remote_mta: $relay.name,
    remote_ip: $relay.ip, queue_id}
| with_entries(select(.value != null))
