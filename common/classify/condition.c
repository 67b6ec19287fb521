/* One value of a rule's condition; see condition.h. */
#include "classify/condition.h"

#include <assert.h>

#include "record/field.h"

enum { DETAIL_MAX = 999 };

/* "12", "606-649" or "x" as lo-hi. */
static bool
range(struct view v, unsigned max, unsigned *lo, unsigned *hi)
{
	struct view from, to;
	uint64_t a, b;

	*lo = 0;
	*hi = max;
	if (view_ieq(v, VIEW("x")))
		return true;
	if (!view_cut(v, '-', &from, &to))
		to = from;
	if (!view_uint(from, &a) || !view_uint(to, &b) || a > b || b > max)
		return false;
	*lo = (unsigned)a;
	*hi = (unsigned)b;
	return true;
}

bool
condition_status(struct view word, struct rule_condition *out)
{
	struct view level, subject, detail;
	unsigned lo, hi;

	if (!view_cut(word, '.', &level, &subject) ||
	    !view_cut(subject, '.', &subject, &detail))
		return false;
	if (!range(level, 5, &lo, &hi) || (lo != hi && hi != 5))
		return false;
	out->level = (uint8_t)(lo == hi ? lo : 0);
	if (!range(subject, 7, &lo, &hi) || (lo != hi && lo != 0))
		return false;
	out->subject = (uint8_t)(lo == hi ? lo : RULE_ANY);
	if (!range(detail, DETAIL_MAX, &lo, &hi))
		return false;
	out->lo = (uint16_t)lo;
	out->hi = (uint16_t)hi;
	return true;
}

bool
condition_reply(struct view word, struct rule_condition *out)
{
	unsigned lo = 0, hi = 0;
	bool any = false;
	size_t i;

	if (word.n != 3 || (word.p[0] != '4' && word.p[0] != '5'))
		return false;
	for (i = 0; i < word.n; i++) {
		any |= to_lower(word.p[i]) == 'x';
		if (any ? to_lower(word.p[i]) != 'x' : !is_digit(word.p[i]))
			return false;
		lo = lo * 10 + (any ? 0 : (unsigned)(word.p[i] - '0'));
		hi = hi * 10 + (any ? 9 : (unsigned)(word.p[i] - '0'));
	}
	out->lo = (uint16_t)lo;
	out->hi = (uint16_t)hi;
	return true;
}

static bool
read_number(int number, struct rule_condition *out)
{
	out->lo = (uint16_t)number;
	return number > 0;
}

const char *
condition_read(struct rules *rules, enum rule_key key, struct view word,
    struct rule_condition *out)
{
	unsigned lo, hi;

	*out = (struct rule_condition){.key = (uint8_t)key};
	switch (key) {
	case RULE_STATUS:
		return condition_status(word, out) ? NULL : "bad status";
	case RULE_REPLY:
		return condition_reply(word, out) ? NULL : "bad reply code";
	case RULE_COMMAND:
		return read_number(field_name(names_command, COMMAND_COUNT,
		    word), out) ? NULL : "unknown command";
	case RULE_EXIT:
		return range(word, UINT8_MAX, &lo, &hi) && lo == hi &&
		    read_number((int)lo, out) ? NULL : "bad exit status";
	case RULE_KIND:
		return read_number(field_name(names_kind, KIND_COUNT, word),
		    out) ? NULL : "unknown kind";
	case RULE_PROVIDER:
		return read_number((int)rules->provider(word), out) ? NULL :
		    "unknown provider";
	default:
		break;
	}
	assert(key == RULE_FORMAT || key == RULE_HOST || key == RULE_TYPE);
	if (word.n > UINT8_MAX)
		return "too long";
	out->text = (uint32_t)rules->blob.n;
	buf_addc(&rules->blob, (char)(unsigned char)word.n);
	buf_add(&rules->blob, word);
	return NULL;
}
