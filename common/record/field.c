/* The record's fields as one table; see field.h. */
#include "record/field.h"

#include <assert.h>

const struct report report_none = {
	.offset = INT_NONE, .size = INT_NONE, .count = INT_NONE,
	.ts = INT_NONE, .arrival_ts = INT_NONE, .original_ts = INT_NONE,
	.source_port = INT_NONE, .incidents = INT_NONE,
};
const struct recipient recipient_none = {
	.index = INT_NONE, .reply_code = INT_NONE,
	.last_attempt_ts = INT_NONE, .retry_until_ts = INT_NONE,
};
const struct verdict verdict_none = {
	.retry_after = INT_NONE, .confidence = -1,
};

/* View literals as constant initialisers. */
#define W(word) {word, sizeof(word) - 1}

const struct view names_kind[KIND_COUNT] = {
	[KIND_BOUNCE] = W("bounce"), [KIND_DELAY] = W("delay"),
	[KIND_RECEIPT] = W("receipt"), [KIND_DISPOSITION] = W("disposition"),
	[KIND_FEEDBACK] = W("feedback"), [KIND_AUTOREPLY] = W("autoreply"),
	[KIND_MAIL] = W("mail"), [KIND_ERROR] = W("error"),
};
const struct view names_action[ACTION_COUNT] = {
	[ACTION_FAILED] = W("failed"), [ACTION_DELAYED] = W("delayed"),
	[ACTION_DELIVERED] = W("delivered"), [ACTION_RELAYED] = W("relayed"),
	[ACTION_EXPANDED] = W("expanded"),
};
const struct view names_command[COMMAND_COUNT] = {
	[COMMAND_CONN] = W("CONN"), [COMMAND_EHLO] = W("EHLO"),
	[COMMAND_STARTTLS] = W("STARTTLS"), [COMMAND_AUTH] = W("AUTH"),
	[COMMAND_MAIL] = W("MAIL"), [COMMAND_RCPT] = W("RCPT"),
	[COMMAND_DATA] = W("DATA"), [COMMAND_EOM] = W("EOM"),
	[COMMAND_QUIT] = W("QUIT"),
};
const struct view names_autoreply[AUTOREPLY_COUNT] = {
	[AUTOREPLY_VACATION] = W("vacation"),
	[AUTOREPLY_CHALLENGE] = W("challenge"), [AUTOREPLY_OTHER] = W("other"),
};
const struct view names_bounce_type[TYPE_COUNT] = {
	[TYPE_HARD] = W("hard"), [TYPE_SOFT] = W("soft"),
};
const struct view names_advice[ADVICE_COUNT] = {
	[ADVICE_SUPPRESS] = W("suppress"), [ADVICE_RETRY] = W("retry"),
	[ADVICE_FIX_SENDER] = W("fix-sender"),
	[ADVICE_INVESTIGATE] = W("investigate"), [ADVICE_IGNORE] = W("ignore"),
};
const struct view names_failure[FAILURE_COUNT] = {
	[FAILURE_REJECTION] = W("rejection"), [FAILURE_TIMEOUT] = W("timeout"),
	[FAILURE_ASYNC] = W("async"), [FAILURE_DELAY] = W("delay"),
	[FAILURE_UNPROVEN] = W("unproven"),
};
const struct view names_reporter[REPORTER_COUNT] = {
	[REPORTER_LOCAL] = W("local"), [REPORTER_REMOTE] = W("remote"),
	[REPORTER_UNKNOWN] = W("unknown"),
};
const struct view names_reason[REASON_COUNT] = {
	[REASON_UNDEFINED] = W("undefined"), [REASON_ONHOLD] = W("onhold"),
	[REASON_USERUNKNOWN] = W("userunknown"),
	[REASON_HOSTUNKNOWN] = W("hostunknown"),
	[REASON_HASMOVED] = W("hasmoved"), [REASON_NOTACCEPT] = W("notaccept"),
	[REASON_SUSPEND] = W("suspend"),
	[REASON_MAILBOXFULL] = W("mailboxfull"),
	[REASON_FILTERED] = W("filtered"), [REASON_EXPIRED] = W("expired"),
	[REASON_NETWORKERROR] = W("networkerror"),
	[REASON_SYSTEMERROR] = W("systemerror"),
	[REASON_SYSTEMFULL] = W("systemfull"),
	[REASON_MAILERERROR] = W("mailererror"),
	[REASON_RATELIMITED] = W("ratelimited"),
	[REASON_EMAILTOOLARGE] = W("emailtoolarge"),
	[REASON_AUTHFAILURE] = W("authfailure"),
	[REASON_BADREPUTATION] = W("badreputation"),
	[REASON_BLOCKED] = W("blocked"), [REASON_REQUIREPTR] = W("requireptr"),
	[REASON_SPAMDETECTED] = W("spamdetected"),
	[REASON_VIRUSDETECTED] = W("virusdetected"),
	[REASON_CONTENTERROR] = W("contenterror"),
	[REASON_NOTCOMPLIANTRFC] = W("notcompliantrfc"),
	[REASON_POLICYVIOLATION] = W("policyviolation"),
	[REASON_REJECTED] = W("rejected"), [REASON_NORELAYING] = W("norelaying"),
	[REASON_SECURITYERROR] = W("securityerror"),
	[REASON_FAILEDSTARTTLS] = W("failedstarttls"),
	[REASON_SYNTAXERROR] = W("syntaxerror"),
	[REASON_SUPPRESSED] = W("suppressed"),
	[REASON_FEEDBACK] = W("feedback"), [REASON_VACATION] = W("vacation"),
	[REASON_DELIVERED] = W("delivered"),
};
const struct view names_flag[FLAG_COUNT] = {
	W("truncated"), W("depth-limit"), W("part-limit"), W("header-limit"),
	W("recipient-limit"), W("text-limit"), W("bad-charset"),
	W("bad-encoding"), W("bad-mime"), W("bad-header"), W("mbox-quoted"),
	W("date"), W("kind-inferred"), W("derived"), W("line-limit"),
};

/* One row from FIELD(): the scope picks the struct, words picks the names. */
#define STRUCT_REPORT struct report
#define STRUCT_RECIPIENT struct recipient
#define STRUCT_VERDICT struct verdict
#define FIELD(key_, type_, scope_, member, words, meaning) \
	[FIELD_NO_##key_] = { \
		.key = W(#key_), .type = FIELD_##type_, \
		.scope = SCOPE_##scope_, \
		.offset = offsetof(STRUCT_##scope_, member), \
		.names = words, \
		.name_count = COUNT_##words },
#define COUNT_0 0
#define COUNT_names_kind KIND_COUNT
#define COUNT_names_action ACTION_COUNT
#define COUNT_names_command COMMAND_COUNT
#define COUNT_names_autoreply AUTOREPLY_COUNT
#define COUNT_names_bounce_type TYPE_COUNT
#define COUNT_names_advice ADVICE_COUNT
#define COUNT_names_failure FAILURE_COUNT
#define COUNT_names_reporter REPORTER_COUNT
#define COUNT_names_reason REASON_COUNT
#define COUNT_names_flag FLAG_COUNT
const struct field fields[FIELD_COUNT] = {
#include "record/fields.def"
};
#undef FIELD

void *
field_value(const struct field *field, const struct record *record)
{
	char *base[] = {
		[SCOPE_REPORT] = (char *)record->report,
		[SCOPE_RECIPIENT] = (char *)record->recipient,
		[SCOPE_VERDICT] = (char *)record->verdict,
	};

	assert(field->scope <= SCOPE_VERDICT);
	return base[field->scope] ? base[field->scope] + field->offset : NULL;
}

int
field_name(const struct view *names, size_t count, struct view word)
{
	for (size_t i = 1; i < count; i++)
		if (view_ieq(names[i], word))
			return (int)i;
	return 0;
}
