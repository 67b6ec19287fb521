/*
 * find - the first of three bytes in a text, by words
 */
#ifndef MAIL_FIND_H
#define MAIL_FIND_H

#include "base/view.h"
#include "base/word.h"

static inline uint64_t
find_in_word(uint64_t word, char a, char b, char c)
{
	return word_equal(word, a) | word_equal(word, b) | word_equal(word, c);
}

/* Where the first of three bytes is, from i on, or the end: eight bytes at a
 * time, the last of them shifted out of a word that ends with the text. */
static inline size_t
find_byte(struct view v, size_t i, char a, char b, char c)
{
	uint64_t mask;

	for (; i + WORD_SIZE <= v.n; i += WORD_SIZE) {
		mask = find_in_word(word_load(v.p + i), a, b, c);
		if (mask)
			return i + word_first(mask);
	}
	if (v.n < WORD_SIZE) {
		while (i < v.n && v.p[i] != a && v.p[i] != b && v.p[i] != c)
			i++;
	} else if (i < v.n) {
		mask = find_in_word(word_load(v.p + v.n - WORD_SIZE) >>
		    8 * (WORD_SIZE - (v.n - i)), a, b, c);
		i = mask ? i + word_first(mask) : v.n;
	}
	return i;
}

#endif
