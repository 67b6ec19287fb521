/*
 * command - the stage of the SMTP dialogue that a text names
 */
#ifndef FORMAT_COMMAND_H
#define FORMAT_COMMAND_H

#include "record/report.h"

/* "(in reply to RCPT TO command)", "after end of data", "while sending MAIL
 * FROM" and the like; COMMAND_NONE where no stage is named so. */
enum command command_find(struct view text);

#endif
