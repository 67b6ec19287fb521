/* Organisational domains without libpsl; see psl.h.
 *
 * The countries whose registries sell names under a second label, as far as
 * much mail comes from there.  What is missing here makes two organisations
 * look like one, never one like two. */
#include "classify/psl.h"

#include <string.h>

struct suffix {
	const char *top, *seconds; /* blanks around each */
};

static const struct suffix suffixes[] = {
	{"ae", " co net org sch ac gov mil "},
	{"ar", " com net org edu gob gov int mil tur "},
	{"at", " ac co gv or "},
	{"au", " com net org edu gov asn id "},
	{"bd", " com net org edu gov ac mil "},
	{"bo", " com net org edu gob gov int mil "},
	{"br", " com net org edu gov adv art blog eco eng ind inf jus leg med "
	    "mil mp psi srv tv "},
	{"cn", " com net org edu gov ac mil "},
	{"co", " com net org edu gov mil nom "},
	{"cr", " ac co ed fi go or sa "},
	{"cy", " com net org ac gov biz ltd "},
	{"do", " com net org edu gob gov mil "},
	{"ec", " com net org edu gob gov fin info med "},
	{"eg", " com net org edu gov mil sci "},
	{"es", " com nom org gob edu "},
	{"fr", " asso com gouv nom prd tm "},
	{"gr", " com net org edu gov "},
	{"gt", " com net org edu gob ind mil "},
	{"hk", " com net org edu gov idv "},
	{"hu", " co info org priv "},
	{"id", " ac co desa go mil my net or sch web "},
	{"il", " ac co gov idf k12 muni net org "},
	{"in", " co firm net org gen ind ac edu gov res mil nic "},
	{"ir", " ac co gov id net org sch "},
	{"it", " edu gov "},
	{"jp", " ac ad co ed go gr lg ne or "},
	{"ke", " ac co go info me mobi ne or sc "},
	{"kr", " ac co es go hs kg mil ms ne or pe re sc "},
	{"kw", " com edu emb gov ind net org "},
	{"lb", " com edu gov net org "},
	{"lk", " com edu gov int net org ac sch ltd "},
	{"ma", " ac co gov net org press "},
	{"mt", " com edu net org "},
	{"mx", " com net org edu gob "},
	{"my", " com net org edu gov biz mil name "},
	{"ng", " com edu gov i mil mobi name net org sch "},
	{"np", " com edu gov mil net org "},
	{"nz", " ac co cri geek gen govt health iwi kiwi maori mil net org "
	    "parliament school "},
	{"om", " co com edu gov med museum net org pro "},
	{"pa", " abo ac com edu gob ing med net nom org sld "},
	{"pe", " com edu gob mil net nom org "},
	{"ph", " com net org edu gov mil "},
	{"pk", " com net org edu gov fam biz web "},
	{"pl", " com net org edu gov info biz waw "},
	{"pt", " com edu gov int net nome org publ "},
	{"py", " com coop edu gov mil net org "},
	{"qa", " com edu gov mil name net org sch "},
	{"ro", " com org info arts firm nom nt rec store tm www "},
	{"rs", " ac co edu gov in org "},
	{"ru", " com net org pp msk spb "},
	{"sa", " com edu gov med net org pub sch "},
	{"sg", " com edu gov net org per "},
	{"sv", " com edu gob org red "},
	{"th", " ac co go in mi net or "},
	{"tr", " av bbs bel biz com dr edu gen gov info k12 mil name net org "
	    "pol tel tv web "},
	{"tw", " com edu gov idv mil net org club ebiz game "},
	{"ua", " com edu gov in net org kiev kyiv lviv "},
	{"ug", " ac co com go ne or org sc "},
	{"uk", " ac co gov ltd me net nhs org plc police sch "},
	{"uy", " com edu gub mil net org "},
	{"ve", " co com edu gob gov info mil net org web "},
	{"vn", " ac biz com edu gov health info int name net org pro "},
	{"za", " ac agric alt co edu gov grondar law mil net ngo nis nom org "
	    "school tm web "},
	{"zw", " ac co gov mil org "},
};

/* Whether list has the word between blanks. */
static bool
has_word(const char *list, struct view word)
{
	for (const char *p = list; (p = strchr(p, ' ')) && p[1]; p++)
		if (strncmp(p + 1, word.p, word.n) == 0 &&
		    p[1 + word.n] == ' ')
			return true;
	return false;
}

static bool
is_suffix(struct view second, struct view top)
{
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (view_eq(view_of(suffixes[i].top), top))
			return has_word(suffixes[i].seconds, second);
	return false;
}

/* Takes the last label off *rest. */
static struct view
last_label(struct view *rest)
{
	size_t dot = view_rchr(*rest, '.');
	struct view label = view_from(*rest, dot == VIEW_NPOS ? 0 : dot + 1);

	*rest = view_upto(*rest, dot == VIEW_NPOS ? 0 : dot);
	return label;
}

struct view
psl_org_domain(struct view host)
{
	struct view rest, top, second, third;

	if (host.n > 0 && host.p[host.n - 1] == '.')
		host.n--;
	if (host.n < 3 || host.n > PSL_MAX_HOST ||
	    is_digit(host.p[host.n - 1]) || host.p[host.n - 1] == ']' ||
	    memchr(host.p, '\0', host.n))
		return VIEW_NONE;
	rest = host;
	top = last_label(&rest);
	second = last_label(&rest);
	if (top.n == 0 || second.n == 0)
		return VIEW_NONE;
	if (!is_suffix(second, top))
		return view_join(second, top);
	third = last_label(&rest);
	return third.n ? view_join(third, top) : VIEW_NONE;
}
