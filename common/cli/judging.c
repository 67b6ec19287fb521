/* The options that decide verdicts; see judging.h. */
#include "cli/judging.h"

enum {
	KEY_OWN_HOST = 0x200, KEY_OWN_DOMAIN, KEY_OWN_MESSAGE_ID,
	KEY_BATV_KEY, KEY_SRS_SECRET, KEY_RULES, KEY_NO_BUILTIN,
	KEY_EXPLAIN, KEY_VOCABULARY
};

static const struct argp_option options[] = {
	{.doc = "Whose mail it is:", .group = 10},
	{"own-host", KEY_OWN_HOST, "GLOB|CIDR", 0,
	    "A host that may send for you; may be repeated, list them all", 0},
	{"own-domain", KEY_OWN_DOMAIN, "DOMAIN", 0,
	    "A domain of yours, with every host below it; may be repeated", 0},
	{"own-message-id", KEY_OWN_MESSAGE_ID, "GLOB", 0,
	    "A form of your Message-IDs; may be repeated", 0},
	{"batv-key", KEY_BATV_KEY, "FILE", 0,
	    "Verify BATV tags with the keys in FILE", 0},
	{"srs-secret", KEY_SRS_SECRET, "FILE", 0,
	    "Verify SRS addresses with the secrets in FILE", 0},
	{.doc = "Why it failed:", .group = 11},
	{"rules", KEY_RULES, "FILE", 0,
	    "Rules that go before the built-in ones; may be repeated", 0},
	{"no-builtin-rules", KEY_NO_BUILTIN, NULL, 0,
	    "Leave the built-in rules out", 0},
	{"explain", KEY_EXPLAIN, NULL, 0,
	    "Add the words, codes and hosts that decided", 0},
	{"vocabulary", KEY_VOCABULARY, "NAME", 0,
	    "Add the label of another system: powermta, kumomta, ses, "
	    "sparkpost or postmark", 0},
	{.name = NULL},
};

static void
append(struct judging *judging, const char *const **list, size_t *count,
    const char *arg)
{
	const char **more = arena_more(&judging->arena, *list, *count,
	    sizeof *more);

	more[(*count)++] = arg;
	*list = more;
}

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct judging *judging = state->input;
	struct classify_options *to = &judging->options;

	switch (key) {
	case KEY_OWN_HOST:
		append(judging, &to->own_host, &to->own_host_count, arg);
		break;
	case KEY_OWN_DOMAIN:
		append(judging, &to->own_domain, &to->own_domain_count, arg);
		break;
	case KEY_OWN_MESSAGE_ID:
		append(judging, &to->own_message_id,
		    &to->own_message_id_count, arg);
		break;
	case KEY_BATV_KEY:
		to->batv_key = arg;
		break;
	case KEY_SRS_SECRET:
		to->srs_secret = arg;
		break;
	case KEY_RULES:
		append(judging, &to->rules, &to->rule_count, arg);
		break;
	case KEY_NO_BUILTIN:
		to->no_builtin = true;
		break;
	case KEY_EXPLAIN:
		to->explain = true;
		break;
	case KEY_VOCABULARY:
		to->vocabulary = arg;
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

const struct argp judging_argp = {
	.options = options, .parser = parse_option,
};
