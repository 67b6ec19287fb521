/* Character references of HTML; see entity.h. */
#include "mail/entity.h"

#include "base/utf8.h"
#include "mail/charset.h"

enum { NAME_MAX_BYTES = 8, DIGITS_MAX = 10 };

struct entity {
	struct view name;
	uint16_t code;
};

/* HTML 4.01 section 24 and &apos; of XML; sorted by name, bytewise. */
static const struct entity entities[] = {
	{{"AElig", 5}, 0x00c6}, {{"Aacute", 6}, 0x00c1}, {{"Acirc", 5}, 0x00c2},
	{{"Agrave", 6}, 0x00c0}, {{"Alpha", 5}, 0x0391}, {{"Aring", 5}, 0x00c5},
	{{"Atilde", 6}, 0x00c3}, {{"Auml", 4}, 0x00c4}, {{"Beta", 4}, 0x0392},
	{{"Ccedil", 6}, 0x00c7}, {{"Chi", 3}, 0x03a7}, {{"Dagger", 6}, 0x2021},
	{{"Delta", 5}, 0x0394}, {{"ETH", 3}, 0x00d0}, {{"Eacute", 6}, 0x00c9},
	{{"Ecirc", 5}, 0x00ca}, {{"Egrave", 6}, 0x00c8},
	{{"Epsilon", 7}, 0x0395}, {{"Eta", 3}, 0x0397}, {{"Euml", 4}, 0x00cb},
	{{"Gamma", 5}, 0x0393}, {{"Iacute", 6}, 0x00cd}, {{"Icirc", 5}, 0x00ce},
	{{"Igrave", 6}, 0x00cc}, {{"Iota", 4}, 0x0399}, {{"Iuml", 4}, 0x00cf},
	{{"Kappa", 5}, 0x039a}, {{"Lambda", 6}, 0x039b}, {{"Mu", 2}, 0x039c},
	{{"Ntilde", 6}, 0x00d1}, {{"Nu", 2}, 0x039d}, {{"OElig", 5}, 0x0152},
	{{"Oacute", 6}, 0x00d3}, {{"Ocirc", 5}, 0x00d4},
	{{"Ograve", 6}, 0x00d2}, {{"Omega", 5}, 0x03a9},
	{{"Omicron", 7}, 0x039f}, {{"Oslash", 6}, 0x00d8},
	{{"Otilde", 6}, 0x00d5}, {{"Ouml", 4}, 0x00d6}, {{"Phi", 3}, 0x03a6},
	{{"Pi", 2}, 0x03a0}, {{"Prime", 5}, 0x2033}, {{"Psi", 3}, 0x03a8},
	{{"Rho", 3}, 0x03a1}, {{"Scaron", 6}, 0x0160}, {{"Sigma", 5}, 0x03a3},
	{{"THORN", 5}, 0x00de}, {{"Tau", 3}, 0x03a4}, {{"Theta", 5}, 0x0398},
	{{"Uacute", 6}, 0x00da}, {{"Ucirc", 5}, 0x00db},
	{{"Ugrave", 6}, 0x00d9}, {{"Upsilon", 7}, 0x03a5},
	{{"Uuml", 4}, 0x00dc}, {{"Xi", 2}, 0x039e}, {{"Yacute", 6}, 0x00dd},
	{{"Yuml", 4}, 0x0178}, {{"Zeta", 4}, 0x0396}, {{"aacute", 6}, 0x00e1},
	{{"acirc", 5}, 0x00e2}, {{"acute", 5}, 0x00b4}, {{"aelig", 5}, 0x00e6},
	{{"agrave", 6}, 0x00e0}, {{"alefsym", 7}, 0x2135},
	{{"alpha", 5}, 0x03b1}, {{"amp", 3}, 0x0026}, {{"and", 3}, 0x2227},
	{{"ang", 3}, 0x2220}, {{"apos", 4}, 0x0027}, {{"aring", 5}, 0x00e5},
	{{"asymp", 5}, 0x2248}, {{"atilde", 6}, 0x00e3}, {{"auml", 4}, 0x00e4},
	{{"bdquo", 5}, 0x201e}, {{"beta", 4}, 0x03b2}, {{"brvbar", 6}, 0x00a6},
	{{"bull", 4}, 0x2022}, {{"cap", 3}, 0x2229}, {{"ccedil", 6}, 0x00e7},
	{{"cedil", 5}, 0x00b8}, {{"cent", 4}, 0x00a2}, {{"chi", 3}, 0x03c7},
	{{"circ", 4}, 0x02c6}, {{"clubs", 5}, 0x2663}, {{"cong", 4}, 0x2245},
	{{"copy", 4}, 0x00a9}, {{"crarr", 5}, 0x21b5}, {{"cup", 3}, 0x222a},
	{{"curren", 6}, 0x00a4}, {{"dArr", 4}, 0x21d3}, {{"dagger", 6}, 0x2020},
	{{"darr", 4}, 0x2193}, {{"deg", 3}, 0x00b0}, {{"delta", 5}, 0x03b4},
	{{"diams", 5}, 0x2666}, {{"divide", 6}, 0x00f7},
	{{"eacute", 6}, 0x00e9}, {{"ecirc", 5}, 0x00ea},
	{{"egrave", 6}, 0x00e8}, {{"empty", 5}, 0x2205}, {{"emsp", 4}, 0x2003},
	{{"ensp", 4}, 0x2002}, {{"epsilon", 7}, 0x03b5}, {{"equiv", 5}, 0x2261},
	{{"eta", 3}, 0x03b7}, {{"eth", 3}, 0x00f0}, {{"euml", 4}, 0x00eb},
	{{"euro", 4}, 0x20ac}, {{"exist", 5}, 0x2203}, {{"fnof", 4}, 0x0192},
	{{"forall", 6}, 0x2200}, {{"frac12", 6}, 0x00bd},
	{{"frac14", 6}, 0x00bc}, {{"frac34", 6}, 0x00be},
	{{"frasl", 5}, 0x2044}, {{"gamma", 5}, 0x03b3}, {{"ge", 2}, 0x2265},
	{{"gt", 2}, 0x003e}, {{"hArr", 4}, 0x21d4}, {{"harr", 4}, 0x2194},
	{{"hearts", 6}, 0x2665}, {{"hellip", 6}, 0x2026},
	{{"iacute", 6}, 0x00ed}, {{"icirc", 5}, 0x00ee}, {{"iexcl", 5}, 0x00a1},
	{{"igrave", 6}, 0x00ec}, {{"image", 5}, 0x2111}, {{"infin", 5}, 0x221e},
	{{"int", 3}, 0x222b}, {{"iota", 4}, 0x03b9}, {{"iquest", 6}, 0x00bf},
	{{"isin", 4}, 0x2208}, {{"iuml", 4}, 0x00ef}, {{"kappa", 5}, 0x03ba},
	{{"lArr", 4}, 0x21d0}, {{"lambda", 6}, 0x03bb}, {{"lang", 4}, 0x2329},
	{{"laquo", 5}, 0x00ab}, {{"larr", 4}, 0x2190}, {{"lceil", 5}, 0x2308},
	{{"ldquo", 5}, 0x201c}, {{"le", 2}, 0x2264}, {{"lfloor", 6}, 0x230a},
	{{"lowast", 6}, 0x2217}, {{"loz", 3}, 0x25ca}, {{"lrm", 3}, 0x200e},
	{{"lsaquo", 6}, 0x2039}, {{"lsquo", 5}, 0x2018}, {{"lt", 2}, 0x003c},
	{{"macr", 4}, 0x00af}, {{"mdash", 5}, 0x2014}, {{"micro", 5}, 0x00b5},
	{{"middot", 6}, 0x00b7}, {{"minus", 5}, 0x2212}, {{"mu", 2}, 0x03bc},
	{{"nabla", 5}, 0x2207}, {{"nbsp", 4}, 0x00a0}, {{"ndash", 5}, 0x2013},
	{{"ne", 2}, 0x2260}, {{"ni", 2}, 0x220b}, {{"not", 3}, 0x00ac},
	{{"notin", 5}, 0x2209}, {{"nsub", 4}, 0x2284}, {{"ntilde", 6}, 0x00f1},
	{{"nu", 2}, 0x03bd}, {{"oacute", 6}, 0x00f3}, {{"ocirc", 5}, 0x00f4},
	{{"oelig", 5}, 0x0153}, {{"ograve", 6}, 0x00f2}, {{"oline", 5}, 0x203e},
	{{"omega", 5}, 0x03c9}, {{"omicron", 7}, 0x03bf},
	{{"oplus", 5}, 0x2295}, {{"or", 2}, 0x2228}, {{"ordf", 4}, 0x00aa},
	{{"ordm", 4}, 0x00ba}, {{"oslash", 6}, 0x00f8}, {{"otilde", 6}, 0x00f5},
	{{"otimes", 6}, 0x2297}, {{"ouml", 4}, 0x00f6}, {{"para", 4}, 0x00b6},
	{{"part", 4}, 0x2202}, {{"permil", 6}, 0x2030}, {{"perp", 4}, 0x22a5},
	{{"phi", 3}, 0x03c6}, {{"pi", 2}, 0x03c0}, {{"piv", 3}, 0x03d6},
	{{"plusmn", 6}, 0x00b1}, {{"pound", 5}, 0x00a3}, {{"prime", 5}, 0x2032},
	{{"prod", 4}, 0x220f}, {{"prop", 4}, 0x221d}, {{"psi", 3}, 0x03c8},
	{{"quot", 4}, 0x0022}, {{"rArr", 4}, 0x21d2}, {{"radic", 5}, 0x221a},
	{{"rang", 4}, 0x232a}, {{"raquo", 5}, 0x00bb}, {{"rarr", 4}, 0x2192},
	{{"rceil", 5}, 0x2309}, {{"rdquo", 5}, 0x201d}, {{"real", 4}, 0x211c},
	{{"reg", 3}, 0x00ae}, {{"rfloor", 6}, 0x230b}, {{"rho", 3}, 0x03c1},
	{{"rlm", 3}, 0x200f}, {{"rsaquo", 6}, 0x203a}, {{"rsquo", 5}, 0x2019},
	{{"sbquo", 5}, 0x201a}, {{"scaron", 6}, 0x0161}, {{"sdot", 4}, 0x22c5},
	{{"sect", 4}, 0x00a7}, {{"shy", 3}, 0x00ad}, {{"sigma", 5}, 0x03c3},
	{{"sigmaf", 6}, 0x03c2}, {{"sim", 3}, 0x223c}, {{"spades", 6}, 0x2660},
	{{"sub", 3}, 0x2282}, {{"sube", 4}, 0x2286}, {{"sum", 3}, 0x2211},
	{{"sup", 3}, 0x2283}, {{"sup1", 4}, 0x00b9}, {{"sup2", 4}, 0x00b2},
	{{"sup3", 4}, 0x00b3}, {{"supe", 4}, 0x2287}, {{"szlig", 5}, 0x00df},
	{{"tau", 3}, 0x03c4}, {{"there4", 6}, 0x2234}, {{"theta", 5}, 0x03b8},
	{{"thetasym", 8}, 0x03d1}, {{"thinsp", 6}, 0x2009},
	{{"thorn", 5}, 0x00fe}, {{"tilde", 5}, 0x02dc}, {{"times", 5}, 0x00d7},
	{{"trade", 5}, 0x2122}, {{"uArr", 4}, 0x21d1}, {{"uacute", 6}, 0x00fa},
	{{"uarr", 4}, 0x2191}, {{"ucirc", 5}, 0x00fb}, {{"ugrave", 6}, 0x00f9},
	{{"uml", 3}, 0x00a8}, {{"upsih", 5}, 0x03d2}, {{"upsilon", 7}, 0x03c5},
	{{"uuml", 4}, 0x00fc}, {{"weierp", 6}, 0x2118}, {{"xi", 2}, 0x03be},
	{{"yacute", 6}, 0x00fd}, {{"yen", 3}, 0x00a5}, {{"yuml", 4}, 0x00ff},
	{{"zeta", 4}, 0x03b6}, {{"zwj", 3}, 0x200d}, {{"zwnj", 4}, 0x200c},
};

static int
compare(struct view a, struct view b)
{
	for (size_t i = 0; i < a.n && i < b.n; i++)
		if (a.p[i] != b.p[i])
			return (unsigned char)a.p[i] - (unsigned char)b.p[i];
	return (a.n > b.n) - (a.n < b.n);
}

/* The character of that name, or 0. */
static uint32_t
find(struct view name)
{
	size_t low = 0, high = sizeof entities / sizeof *entities;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare(name, entities[middle].name);

		if (order == 0)
			return entities[middle].code;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

/* Those that were written before the ';' was asked for, the longest first. */
static const struct view short_forms[] = {
	{"quot", 4}, {"nbsp", 4}, {"amp", 3}, {"lt", 2}, {"gt", 2}
};

/* "&name;" */
static size_t
read_name(struct view text, uint32_t *code)
{
	struct view name = view_sub(text, 1, NAME_MAX_BYTES + 1);
	size_t count = sizeof short_forms / sizeof *short_forms;
	size_t end = view_chr(name, ';');

	if (end != VIEW_NPOS) {
		*code = find(view_upto(name, end));
		if (*code)
			return end + 2;
	}
	for (size_t i = 0; i < count; i++)
		if (view_istarts(name, short_forms[i])) {
			*code = find(short_forms[i]);
			end = short_forms[i].n + 1;
			return end + (end < text.n && text.p[end] == ';');
		}
	return 0;
}

static int
digit_of(char c, uint32_t base)
{
	int value;

	if (is_digit(c))
		return c - '0';
	value = is_alpha(c) ? to_lower(c) - 'a' + 10 : 99;
	return value < (int)base ? value : -1;
}

/* "&#8217;", "&#x2019;" */
static size_t
read_number(struct view text, uint32_t *code)
{
	bool hex = text.n > 2 && to_lower(text.p[2]) == 'x';
	size_t start = hex ? 3 : 2, i = start;
	uint32_t base = hex ? 16 : 10, sum = 0;
	int digit;

	for (; i < text.n && i - start < DIGITS_MAX; i++) {
		digit = digit_of(text.p[i], base);
		if (digit < 0)
			break;
		sum = sum > 0x10ffff ? sum : sum * base + (uint32_t)digit;
	}
	if (i == start)
		return 0;
	*code = sum < 256 ? charset_windows_1252((unsigned char)sum) : sum;
	if (sum == 0 || sum > 0x10ffff)
		*code = UTF8_REPLACEMENT;
	return i + (i < text.n && text.p[i] == ';');
}

size_t
entity_read(struct view text, uint32_t *code)
{
	if (text.n > 1 && text.p[1] == '#')
		return read_number(text, code);
	return read_name(text, code);
}
