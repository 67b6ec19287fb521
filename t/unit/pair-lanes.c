/* Searches without the processor's help, tested also where there is any. */
#include "base/pair-lanes.c"
#include "view.c"
