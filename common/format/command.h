/*
 * command - the stage of the SMTP dialogue that a text names
 */
#ifndef FORMAT_COMMAND_H
#define FORMAT_COMMAND_H

#include "record/report.h"

/* "(in reply to RCPT TO command)", "after end of data", "while sending MAIL
 * FROM" and the like; COMMAND_NONE where no stage is named so. */
enum command command_find(struct view text);
/* Whether the words, of which there are several, stand in the text, with any
 * white space between them and in any case. */
bool command_says(struct view text, struct view words);
/* Whether the first transcript in the text begins with a refusal: what a
 * server said before it was told anything. */
bool command_greeted(struct view text);

#endif
