/*
 * report - the waist of the toolkit: what a decoder fills, what crosses
 * between the programs, what is classified and counted
 *
 * A record is three structs: what is said once a message (struct report),
 * what is said of one recipient (struct recipient), what bounce-classify
 * concludes (struct verdict).  fields.def lists every member with its key.
 * Texts are views into the message or the arena of the message; nothing here
 * owns memory.  Not given is: VIEW_NONE, INT_NONE, 0 in an enum, count 0.
 */
#ifndef RECORD_REPORT_H
#define RECORD_REPORT_H

#include "base/flag.h"
#include "base/view.h"

#define INT_NONE INT64_MIN

/* Closed sets; the words for them stand in record/field.c.  0: not given. */
enum kind {
	KIND_NONE, KIND_BOUNCE, KIND_DELAY, KIND_RECEIPT, KIND_DISPOSITION,
	KIND_FEEDBACK, KIND_AUTOREPLY, KIND_MAIL, KIND_ERROR, KIND_COUNT
};
enum action {
	ACTION_NONE, ACTION_FAILED, ACTION_DELAYED, ACTION_DELIVERED,
	ACTION_RELAYED, ACTION_EXPANDED, ACTION_COUNT
};
/* SMTP stage; the dialogue's order. */
enum command {
	COMMAND_NONE, COMMAND_CONN, COMMAND_EHLO, COMMAND_STARTTLS,
	COMMAND_AUTH, COMMAND_MAIL, COMMAND_RCPT, COMMAND_DATA, COMMAND_EOM,
	COMMAND_QUIT, COMMAND_COUNT
};
enum autoreply {
	AUTOREPLY_NONE, AUTOREPLY_VACATION, AUTOREPLY_CHALLENGE,
	AUTOREPLY_OTHER, AUTOREPLY_COUNT
};
enum truth { TRUTH_NONE, TRUTH_FALSE, TRUTH_TRUE, TRUTH_COUNT };
enum bounce_type { TYPE_NONE, TYPE_HARD, TYPE_SOFT, TYPE_COUNT };
enum advice {
	ADVICE_NONE, ADVICE_SUPPRESS, ADVICE_RETRY, ADVICE_FIX_SENDER,
	ADVICE_INVESTIGATE, ADVICE_IGNORE, ADVICE_COUNT
};
enum failure {
	FAILURE_NONE, FAILURE_REJECTION, FAILURE_TIMEOUT, FAILURE_ASYNC,
	FAILURE_DELAY, FAILURE_UNPROVEN, FAILURE_COUNT
};
enum reporter {
	REPORTER_NONE, REPORTER_LOCAL, REPORTER_REMOTE, REPORTER_UNKNOWN,
	REPORTER_COUNT
};
/* Sisimai's reasons as of 5.6, without the six old names. */
enum reason {
	REASON_NONE, REASON_UNDEFINED, REASON_ONHOLD, REASON_USERUNKNOWN,
	REASON_HOSTUNKNOWN, REASON_HASMOVED, REASON_NOTACCEPT, REASON_SUSPEND,
	REASON_MAILBOXFULL, REASON_FILTERED, REASON_EXPIRED,
	REASON_NETWORKERROR, REASON_SYSTEMERROR, REASON_SYSTEMFULL,
	REASON_MAILERERROR, REASON_RATELIMITED, REASON_EMAILTOOLARGE,
	REASON_AUTHFAILURE, REASON_BADREPUTATION, REASON_BLOCKED,
	REASON_REQUIREPTR, REASON_SPAMDETECTED, REASON_VIRUSDETECTED,
	REASON_CONTENTERROR, REASON_NOTCOMPLIANTRFC, REASON_POLICYVIOLATION,
	REASON_REJECTED, REASON_NORELAYING, REASON_SECURITYERROR,
	REASON_FAILEDSTARTTLS, REASON_SYNTAXERROR, REASON_SUPPRESSED,
	REASON_FEEDBACK, REASON_VACATION, REASON_DELIVERED, REASON_COUNT
};

struct list {
	const struct view *v;
	size_t n;
};

/* A header of the returned message that -H asked for. */
struct copied {
	struct view name; /* as -H spelled it */
	struct list values;
};
struct copied_list {
	const struct copied *v;
	size_t n;
};

struct report {
	struct view source;
	int64_t offset, size, count;
	struct view format;
	int64_t ts;
	struct view from, to, subject, message_id, return_path;
	struct view bounce_address;
	struct view reporting_mta, received_from_mta, queue_id, envelope_id;
	int64_t arrival_ts;
	struct view original_from, original_to, original_subject;
	struct view original_message_id;
	int64_t original_ts;
	struct view original_return_path;
	struct list original_received, report_received;
	struct view list_id, feedback_id, feedback_type, source_ip;
	int64_t source_port;
	struct view user_agent, reported_domain;
	int64_t incidents;
	struct view auth_failure, authentication_results;
	struct view disposition, disposition_error;
	enum autoreply autoreply;
	struct view verp_recipient, verp_scheme, envelope_token, batv;
	struct view srs_sender;
	struct copied_list headers;
	unsigned flags; /* of the message; a recipient's are added to them */
};

struct recipient {
	struct view id;
	int64_t index;
	enum kind kind;
	struct view recipient, original_recipient;
	enum action action;
	struct view status, reply_status;
	struct view status_text; /* a comment in the Status field; its place in
	                          * the record is the diagnostic */
	int64_t reply_code;
	enum command command;
	struct view diagnostic, diagnostic_type;
	struct view remote_mta, remote_ip, final_log_id;
	int64_t last_attempt_ts, retry_until_ts;
	unsigned flags;
};

struct verdict {
	enum reason reason;
	enum bounce_type bounce_type;
	enum truth final, permanent;
	struct view category;
	enum advice advice;
	enum failure failure;
	enum reporter reporter;
	enum truth backscatter;
	struct view provider, blocklist;
	int64_t retry_after; /* seconds */
	struct view rule;
	double confidence;
	struct list evidence;
	struct view label; /* --vocabulary: another system's name */
};

/* Everything not given. */
extern const struct report report_none;
extern const struct recipient recipient_none;
extern const struct verdict verdict_none;

/* One line of output: three pieces, each may be NULL. */
struct record {
	struct report *report;
	struct recipient *recipient;
	struct verdict *verdict;
};

#endif
