/* Any bytes as a file or a pipe: taken apart into messages or lines. */
#define _DEFAULT_SOURCE /* fileno */
#include <stdio.h>
#include <unistd.h>

#include "check.h"
#include "input/reader.h"

enum { MAX_MESSAGE = 2000 /* small, so that the fuzzer gets beyond it */ };

static void
read_all(int fd, bool json, size_t size)
{
	struct source_options options = {.json = json,
	    .max_message = MAX_MESSAGE};
	struct reader reader;
	struct item item;
	uint64_t end = 0;

	reader_init(&reader, &options);
	reader_open(&reader, fd, false);
	while (reader_next(&reader, &item)) {
		check(item.offset >= end && item.size > 0);
		end = item.offset + item.size;
		check(end <= size);
		check(item.bytes.n <= item.size);
		check(item.truncated || item.bytes.n <=
		    (json ? SOURCE_MAX_LINE : MAX_MESSAGE));
	}
	reader_close(&reader);
	reader_free(&reader);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FILE *file = tmpfile();

	check(file && fwrite(data, 1, size, file) == size);
	check(fflush(file) == 0);
	for (int json = 0; json < 2; json++) {
		check(lseek(fileno(file), 0, SEEK_SET) == 0);
		read_all(dup(fileno(file)), json, size);
	}
	fclose(file);
	return 0;
}
