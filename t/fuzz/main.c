/*
 * The fuzz targets as plain programs, where no libFuzzer drives them: each
 * file named by the arguments is one input.
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOM = 16 * 1024 * 1024 };

int
main(int argc, char **argv)
{
	uint8_t *data = malloc(ROOM), *exact;
	size_t size;
	FILE *file;

	for (int i = 1; i < argc; i++) {
		file = fopen(argv[i], "rb");
		if (!file || !data)
			err(1, "%s", argv[i]);
		size = fread(data, 1, ROOM, file);
		fclose(file);
		/* A byte read past the end is seen only in an exact copy. */
		exact = malloc(size + !size);
		if (!exact)
			err(1, "malloc");
		for (size_t j = 0; j < size; j++)
			exact[j] = data[j];
		LLVMFuzzerTestOneInput(exact, size);
		free(exact);
	}
	free(data);
	return 0;
}
