# Refusals in KumoMTA's JSON log as records for bounce-classify.
#
#	zstdcat /var/log/kumomta/* | jq -c -f kumomta-log.jq | bounce-classify
select(.type == "Bounce" or .type == "TransientFailure" or
    .type == "Expiration" or .type == "AdminBounce")
| {v: 1, kind: (if .type == "TransientFailure" then "delay" else "bounce" end),
    format: "kumomta-log", ts: .timestamp, recipient,
    status: (.response.enhanced_code
	| if . then "\(.class).\(.subject).\(.detail)" else null end),
    reply_code: .response.code, diagnostic: .response.content,
    command: ((.response.command // "")[0:4]
	| if IN("MAIL", "RCPT", "DATA", "EHLO") then . else null end),
    remote_mta: .peer_address.name, remote_ip: .peer_address.addr,
    queue_id: .id}
| with_entries(select(.value != null))
