/* No filter of system calls; see sandbox_filter.h. */
#include "base/sandbox_filter.h"

const struct sock_filter sandbox_filter[1] = {{0}};
const unsigned short sandbox_filter_count = 0;
const struct sock_filter sandbox_filter_names[1] = {{0}};
const unsigned short sandbox_filter_names_count = 0;
