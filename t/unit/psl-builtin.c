/* The stand-in for libpsl, tested also where libpsl is used. */
#include "classify/psl-builtin.c"
#include "psl.c"
