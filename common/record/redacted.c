/* Records without local parts of addresses; see redacted.h. */
#include "record/redacted.h"

#include "mail/address.h"
#include "mail/mail.h"

enum how {
	HOW_TEXT,    /* any text */
	HOW_STRICT,  /* words of closed sets and names of hosts */
	HOW_ADDRESS,
	HOW_ID,      /* a Message-ID: an address in form, not in meaning */
	HOW_TOKEN,   /* a piece of a local part */
	HOW_NAME     /* of a file */
};

/* Bytes of a Message-ID, and of a local part from anywhere in the mail, that
 * is less likely a word of every text. */
enum { ID_MIN = 12, MAIL_MIN = 3 };

static const enum how hows[FIELD_COUNT] = {
	[FIELD_NO_id] = HOW_STRICT, [FIELD_NO_source] = HOW_NAME,
	[FIELD_NO_format] = HOW_STRICT, [FIELD_NO_from] = HOW_ADDRESS,
	[FIELD_NO_to] = HOW_ADDRESS, [FIELD_NO_message_id] = HOW_ID,
	[FIELD_NO_return_path] = HOW_ADDRESS,
	[FIELD_NO_bounce_address] = HOW_ADDRESS,
	[FIELD_NO_recipient] = HOW_ADDRESS,
	[FIELD_NO_original_recipient] = HOW_ADDRESS,
	[FIELD_NO_status] = HOW_STRICT, [FIELD_NO_reply_status] = HOW_STRICT,
	[FIELD_NO_diagnostic_type] = HOW_STRICT,
	[FIELD_NO_reporting_mta] = HOW_STRICT,
	[FIELD_NO_remote_mta] = HOW_STRICT, [FIELD_NO_remote_ip] = HOW_STRICT,
	[FIELD_NO_received_from_mta] = HOW_STRICT,
	[FIELD_NO_original_from] = HOW_ADDRESS,
	[FIELD_NO_original_to] = HOW_ADDRESS,
	[FIELD_NO_original_message_id] = HOW_ID,
	[FIELD_NO_original_return_path] = HOW_ADDRESS,
	[FIELD_NO_feedback_type] = HOW_STRICT,
	[FIELD_NO_source_ip] = HOW_STRICT,
	[FIELD_NO_reported_domain] = HOW_STRICT,
	[FIELD_NO_auth_failure] = HOW_STRICT,
	[FIELD_NO_disposition] = HOW_STRICT,
	[FIELD_NO_verp_recipient] = HOW_ADDRESS,
	[FIELD_NO_verp_scheme] = HOW_STRICT,
	[FIELD_NO_envelope_token] = HOW_TOKEN, [FIELD_NO_batv] = HOW_TOKEN,
	[FIELD_NO_srs_sender] = HOW_ADDRESS,
	[FIELD_NO_reason] = HOW_STRICT, [FIELD_NO_category] = HOW_STRICT,
	[FIELD_NO_provider] = HOW_STRICT, [FIELD_NO_blocklist] = HOW_STRICT,
	[FIELD_NO_rule] = HOW_STRICT, [FIELD_NO_label] = HOW_STRICT,
	/* closed sets, where a line may have other words than ours */
	[FIELD_NO_v] = HOW_STRICT, [FIELD_NO_kind] = HOW_STRICT,
	[FIELD_NO_time] = HOW_STRICT, [FIELD_NO_action] = HOW_STRICT,
	[FIELD_NO_command] = HOW_STRICT, [FIELD_NO_autoreply] = HOW_STRICT,
	[FIELD_NO_flags] = HOW_STRICT, [FIELD_NO_bounce_type] = HOW_STRICT,
	[FIELD_NO_advice] = HOW_STRICT, [FIELD_NO_failure] = HOW_STRICT,
	[FIELD_NO_reporter] = HOW_STRICT,
};

/* Headers that hold addresses. */
static const struct view address_headers[] = {
	{"From", 4}, {"To", 2}, {"Cc", 2}, {"Bcc", 3}, {"Sender", 6},
	{"Reply-To", 8}, {"Resent-From", 11}, {"Resent-To", 9},
	{"Resent-Cc", 9}, {"Resent-Bcc", 10}, {"Resent-Sender", 13},
	{"Resent-Reply-To", 15}, {"Return-Path", 11}, {"Errors-To", 9},
	{"Delivered-To", 12}, {"X-Original-To", 13}, {"Envelope-To", 11},
	{"X-Envelope-To", 13}, {"X-Envelope-From", 15}, {"Envelope-From", 13},
	{"Apparently-To", 13}, {"X-Failed-Recipients", 19},
	{"X-Forwarded-To", 14}, {"X-Forwarded-For", 15},
	{"Mail-Followup-To", 16}, {"Mail-Reply-To", 13},
	{"Disposition-Notification-To", 27}, {"Return-Receipt-To", 17},
};

static enum how
how_of(const struct field *field)
{
	return field ? hows[field - fields] : HOW_TEXT;
}

void
redacted_open(struct redacted *redacted, const struct redact *redact,
    struct arena *arena)
{
	redacted->known = (struct known){.arena = arena};
	redacted->to = (struct redactor){redact, arena, &redacted->known, 0};
	redacted->original = NULL;
}

void
redacted_learn_mail(struct redacted *redacted, struct view mail)
{
	known_learn_text(&redacted->known, mail, MAIL_MIN);
}

void
redacted_learn_text(struct redacted *redacted, const struct field *field,
    struct view text)
{
	enum how how = how_of(field);

	if (how == HOW_ADDRESS || (how == HOW_ID && text.n >= ID_MIN))
		known_learn(&redacted->known, text);
	else if (how == HOW_TEXT)
		known_learn_text(&redacted->known, text, 1);
}

struct view
redacted_text(struct redacted *redacted, const struct field *field,
    struct view text)
{
	struct redactor *to = &redacted->to;

	switch (how_of(field)) {
	case HOW_TEXT:
		break;
	case HOW_STRICT:
		return redact_text(to, text, REDACT_STRICT);
	case HOW_NAME:
		return redact_text(to, text, REDACT_NAME);
	case HOW_ID:
		if (view_chr(text, '@') == VIEW_NPOS)
			break;
		return redact_address(to, text);
	case HOW_ADDRESS:
		return redact_address(to, text);
	case HOW_TOKEN:
		return view_empty(text) ? text : redact_token(to, text);
	}
	return redact_text(to, text, REDACT_TEXT);
}

static bool
holds_addresses(struct view name)
{
	for (size_t i = 0; i < sizeof address_headers /
	    sizeof *address_headers; i++)
		if (view_ieq(name, address_headers[i]))
			return true;
	return false;
}

struct view
redacted_header(struct redacted *redacted, struct view name, struct view text)
{
	struct arena *arena = redacted->to.arena;
	struct buf out = {0};
	struct view element, address, copy;

	if (!holds_addresses(name))
		return redacted_text(redacted, NULL, text);
	while (address_next(&text, &element)) {
		if (view_empty(element))
			continue;
		address = mail_address(arena, element);
		if (view_none(address))
			address = element;
		if (out.n > 0)
			buf_add(&out, VIEW(", "));
		buf_add(&out, redact_address(&redacted->to, address));
	}
	copy = arena_copy(arena, buf_view(&out));
	buf_free(&out);
	return copy;
}

static struct list
each(struct redacted *redacted, const struct field *field, struct view header,
    const struct list *list)
{
	struct view *v = ARENA_NEW(redacted->to.arena, struct view, list->n);

	for (size_t i = 0; i < list->n; i++)
		v[i] = field->type == FIELD_HEADERS ?
		    redacted_header(redacted, header, list->v[i]) :
		    redacted_text(redacted, field, list->v[i]);
	return (struct list){v, list->n};
}

static void
redact_headers(struct redacted *redacted, const struct field *field,
    struct copied_list *headers)
{
	struct copied *v = ARENA_NEW(redacted->to.arena, struct copied,
	    headers->n);

	for (size_t i = 0; i < headers->n; i++) {
		v[i].name = redact_text(&redacted->to, headers->v[i].name,
		    REDACT_STRICT);
		v[i].values = each(redacted, field, headers->v[i].name,
		    &headers->v[i].values);
	}
	headers->v = v;
}

static void
redact_scope(struct redacted *redacted, enum field_scope scope,
    const struct record *record)
{
	for (const struct field *field = fields; field < fields + FIELD_COUNT;
	    field++) {
		void *member = field->scope == scope ?
		    field_value(field, record) : NULL;

		if (!member)
			continue;
		if (field->type == FIELD_TEXT)
			*(struct view *)member = redacted_text(redacted, field,
			    *(struct view *)member);
		else if (field->type == FIELD_LIST)
			*(struct list *)member = each(redacted, field,
			    VIEW_NONE, member);
		else if (field->type == FIELD_HEADERS)
			redact_headers(redacted, field, member);
	}
}

static void
learn_list(struct redacted *redacted, const struct field *field,
    const struct list *list)
{
	for (size_t i = 0; i < list->n; i++)
		redacted_learn_text(redacted, field, list->v[i]);
}

void
redacted_learn(struct redacted *redacted, const struct record *record)
{
	for (const struct field *field = fields; field < fields + FIELD_COUNT;
	    field++) {
		const void *member = field_value(field, record);
		const struct copied_list *headers = member;

		if (member && field->type == FIELD_TEXT)
			redacted_learn_text(redacted, field,
			    *(const struct view *)member);
		if (member && field->type == FIELD_LIST)
			learn_list(redacted, field, member);
		if (!member || field->type != FIELD_HEADERS)
			continue;
		for (size_t i = 0; i < headers->n; i++)
			learn_list(redacted, NULL, &headers->v[i].values);
	}
}

void
redacted_record(struct redacted *redacted, struct record *record)
{
	struct arena *arena = redacted->to.arena;
	struct recipient *recipient = ARENA_NEW(arena, struct recipient, 1);
	struct verdict *verdict = ARENA_NEW(arena, struct verdict, 1);

	*recipient = *record->recipient;
	record->recipient = recipient;
	if (record->verdict) {
		*verdict = *record->verdict;
		record->verdict = verdict;
	}
	redacted->to.growth = 0;
	redact_scope(redacted, SCOPE_RECIPIENT, record);
	redact_scope(redacted, SCOPE_VERDICT, record);
	if (redacted->original != record->report) { /* once a message */
		redacted->to.growth = 0;
		redacted->original = record->report;
		redacted->report = *record->report;
		record->report = &redacted->report;
		redact_scope(redacted, SCOPE_REPORT, record);
	}
	record->report = &redacted->report;
}
