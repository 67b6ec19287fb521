/* The stand-in for libnettle, tested also where libnettle is used. */
#include "base/digest-own.c"
#include "digest.c"
