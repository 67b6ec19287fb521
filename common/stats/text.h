/*
 * text - files of share/ that are compiled in, as they are
 */
#ifndef STATS_TEXT_H
#define STATS_TEXT_H

/* share/policy */
extern const char text_policy[];
/* share/report.html */
extern const char text_report[];

#endif
