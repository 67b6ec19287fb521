/*
 * check - what the fuzz targets assert of whatever comes out
 */
#ifndef FUZZ_CHECK_H
#define FUZZ_CHECK_H

#include <stdint.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/plain.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program, NDEBUG or not, when something is not as it must be. */
static inline void
check(bool good)
{
	if (!good)
		abort();
}

static inline struct view
input(const uint8_t *data, size_t size)
{
	return (struct view){(const char *)data, size};
}

/* Text for people and programs: UTF-8, lines that are ended, and nothing that
 * moves a terminal's cursor (tabs only where they part columns). */
static inline void
check_lines(struct view text)
{
	uint32_t code;
	bool valid;

	check(text.n == 0 || text.p[text.n - 1] == '\n');
	while (text.n > 0) {
		text = view_from(text, utf8_decode(text, &code, &valid));
		check(valid);
		check(code == '\n' || code == '\t' || !plain_unsafe(code));
	}
}

/* One record's line. */
static inline void
check_line(struct view line)
{
	check_lines(line);
	check(view_chr(line, '\n') == line.n - 1);
	check(view_chr(line, '\t') == VIEW_NPOS);
}

#endif
