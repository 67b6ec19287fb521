/* The names that mail gives character sets; see charset_name.h. */
#include "mail/charset_name.h"

#include <assert.h>

#define ICONV(name, codes) {name, CHARSET_ICONV, codes}
#define OTHER(name, kind) {name, CHARSET_##kind, NULL}

/* Sorted by key.  Where two sets share their common part, the larger one is
 * taken, because mail programs write its characters under the other's name:
 * GB18030 for GB2312, windows-949 for EUC-KR and so on. */
static const struct charset_name names[] = {
	OTHER("7bit", GUESS),
	OTHER("88591", WINDOWS_1252),
	OTHER("8bit", GUESS),
	OTHER("8bits", GUESS),
	OTHER("ansi", WINDOWS_1252),
	OTHER("ansix341968", ASCII),
	ICONV("arabic", "ISO-8859-6\0"),
	ICONV("armscii8", "ARMSCII-8\0"),
	OTHER("ascii", ASCII),
	OTHER("auto", GUESS),
	OTHER("autodetect", GUESS),
	ICONV("big5", "BIG5-HKSCS\0BIG5\0"),
	ICONV("big5hkscs", "BIG5-HKSCS\0BIG5\0"),
	ICONV("bigfive", "BIG5-HKSCS\0BIG5\0"),
	OTHER("binary", GUESS),
	ICONV("chinese", "GB18030\0GBK\0"),
	ICONV("cnbig5", "BIG5-HKSCS\0BIG5\0"),
	ICONV("cngb", "GB18030\0GBK\0"),
	ICONV("cp1125", "CP1125\0"),
	ICONV("cp1250", "CP1250\0"),
	ICONV("cp1251", "CP1251\0"),
	OTHER("cp1252", WINDOWS_1252),
	ICONV("cp1253", "CP1253\0"),
	ICONV("cp1254", "CP1254\0ISO-8859-9\0"),
	ICONV("cp1255", "CP1255\0"),
	ICONV("cp1256", "CP1256\0"),
	ICONV("cp1257", "CP1257\0"),
	ICONV("cp1258", "CP1258\0"),
	ICONV("cp1361", "JOHAB\0"),
	ICONV("cp437", "CP437\0"),
	OTHER("cp50220", ISO_2022_JP),
	OTHER("cp50221", ISO_2022_JP),
	OTHER("cp50222", ISO_2022_JP),
	ICONV("cp737", "CP737\0"),
	ICONV("cp775", "CP775\0"),
	OTHER("cp819", WINDOWS_1252),
	ICONV("cp850", "CP850\0"),
	ICONV("cp852", "CP852\0"),
	ICONV("cp855", "CP855\0"),
	ICONV("cp857", "CP857\0"),
	ICONV("cp858", "CP858\0"),
	ICONV("cp860", "CP860\0"),
	ICONV("cp861", "CP861\0"),
	ICONV("cp862", "CP862\0"),
	ICONV("cp863", "CP863\0"),
	ICONV("cp864", "CP864\0"),
	ICONV("cp865", "CP865\0"),
	ICONV("cp866", "CP866\0"),
	ICONV("cp869", "CP869\0"),
	ICONV("cp874", "TIS-620\0CP874\0"),
	ICONV("cp932", "CP932\0SHIFT_JIS\0"),
	ICONV("cp936", "GB18030\0GBK\0"),
	ICONV("cp949", "CP949\0UHC\0EUC-KR\0"),
	ICONV("cp950", "CP950\0BIG5\0"),
	ICONV("cyrillic", "ISO-8859-5\0"),
	OTHER("default", GUESS),
	OTHER("defaultcharset", GUESS),
	ICONV("euccn", "GB18030\0GBK\0"),
	ICONV("eucgb2312cn", "GB18030\0GBK\0"), /* Python */
	ICONV("eucjp", "EUC-JP-MS\0EUC-JP\0"),
	ICONV("eucjpms", "EUC-JP-MS\0EUC-JP\0"),
	ICONV("eucjpwin", "EUC-JP-MS\0EUC-JP\0"),
	ICONV("euckr", "CP949\0UHC\0EUC-KR\0"),
	ICONV("euctw", "EUC-TW\0"),
	ICONV("gb18030", "GB18030\0GBK\0"),
	ICONV("gb2312", "GB18030\0GBK\0"),
	ICONV("gb231280", "GB18030\0GBK\0"),
	ICONV("gbk", "GB18030\0GBK\0"),
	ICONV("georgianps", "GEORGIAN-PS\0"),
	ICONV("greek", "ISO-8859-7\0"),
	ICONV("hebrew", "ISO-8859-8\0"),
	ICONV("hproman8", "HP-ROMAN8\0"),
	ICONV("hz", "HZ\0"),
	ICONV("hzgb2312", "HZ\0"),
	ICONV("ibm437", "CP437\0"),
	ICONV("ibm737", "CP737\0"),
	ICONV("ibm775", "CP775\0"),
	OTHER("ibm819", WINDOWS_1252),
	ICONV("ibm850", "CP850\0"),
	ICONV("ibm852", "CP852\0"),
	ICONV("ibm855", "CP855\0"),
	ICONV("ibm857", "CP857\0"),
	ICONV("ibm858", "CP858\0"),
	ICONV("ibm860", "CP860\0"),
	ICONV("ibm861", "CP861\0"),
	ICONV("ibm862", "CP862\0"),
	ICONV("ibm863", "CP863\0"),
	ICONV("ibm864", "CP864\0"),
	ICONV("ibm865", "CP865\0"),
	ICONV("ibm866", "CP866\0"),
	ICONV("ibm869", "CP869\0"),
	OTHER("iso10646ucs2", UTF_16),
	OTHER("iso10646utf8", UTF_8),
	ICONV("iso2022cn", "ISO-2022-CN\0"),
	OTHER("iso2022jp", ISO_2022_JP),
	OTHER("iso2022jp1", ISO_2022_JP),
	OTHER("iso2022jp2", ISO_2022_JP),
	OTHER("iso2022jp2004", ISO_2022_JP),
	OTHER("iso2022jp3", ISO_2022_JP),
	OTHER("iso2022jpms", ISO_2022_JP),
	ICONV("iso2022kr", "ISO-2022-KR\0"),
	OTHER("iso646us", ASCII),
	OTHER("iso88591", WINDOWS_1252),
	ICONV("iso885910", "ISO-8859-10\0"),
	ICONV("iso885911", "TIS-620\0CP874\0"),
	ICONV("iso885913", "ISO-8859-13\0"),
	ICONV("iso885914", "ISO-8859-14\0"),
	ICONV("iso885915", "ISO-8859-15\0"),
	ICONV("iso885916", "ISO-8859-16\0"),
	ICONV("iso88592", "ISO-8859-2\0"),
	ICONV("iso88593", "ISO-8859-3\0"),
	ICONV("iso88594", "ISO-8859-4\0"),
	ICONV("iso88595", "ISO-8859-5\0"),
	ICONV("iso88596", "ISO-8859-6\0"),
	ICONV("iso88597", "ISO-8859-7\0"),
	ICONV("iso88598", "ISO-8859-8\0"),
	ICONV("iso88598e", "ISO-8859-8\0"),
	ICONV("iso88598i", "ISO-8859-8\0"),
	ICONV("iso88599", "CP1254\0ISO-8859-9\0"),
	OTHER("isoir6", ASCII),
	OTHER("isolatin1", WINDOWS_1252),
	ICONV("isolatin2", "ISO-8859-2\0"),
	ICONV("isolatin5", "CP1254\0ISO-8859-9\0"),
	OTHER("jis", ISO_2022_JP),
	OTHER("jis7", ISO_2022_JP),
	ICONV("johab", "JOHAB\0"),
	OTHER("junet", ISO_2022_JP),
	ICONV("koi8", "KOI8-R\0"),
	ICONV("koi8r", "KOI8-R\0"),
	ICONV("koi8ru", "KOI8-U\0"),
	ICONV("koi8t", "KOI8-T\0"),
	ICONV("koi8u", "KOI8-U\0"),
	ICONV("korean", "CP949\0UHC\0EUC-KR\0"),
	ICONV("ksc5601", "CP949\0UHC\0EUC-KR\0"),
	ICONV("ksc56011987", "CP949\0UHC\0EUC-KR\0"),
	ICONV("ksc56011989", "CP949\0UHC\0EUC-KR\0"),
	ICONV("ksc56011992", "CP949\0UHC\0EUC-KR\0"),
	OTHER("latin1", WINDOWS_1252),
	ICONV("latin10", "ISO-8859-16\0"),
	ICONV("latin2", "ISO-8859-2\0"),
	ICONV("latin3", "ISO-8859-3\0"),
	ICONV("latin4", "ISO-8859-4\0"),
	ICONV("latin5", "CP1254\0ISO-8859-9\0"),
	ICONV("latin6", "ISO-8859-10\0"),
	ICONV("latin7", "ISO-8859-13\0"),
	ICONV("latin9", "ISO-8859-15\0"),
	ICONV("mac", "MACINTOSH\0MACROMAN\0"),
	ICONV("macce", "MAC-CENTRALEUROPE\0MACCENTRALEUROPE\0"),
	ICONV("maccentraleurope", "MAC-CENTRALEUROPE\0MACCENTRALEUROPE\0"),
	ICONV("maccentraleurroman", "MAC-CENTRALEUROPE\0MACCENTRALEUROPE\0"),
	ICONV("maccyrillic", "MAC-CYRILLIC\0MACCYRILLIC\0"),
	ICONV("macintosh", "MACINTOSH\0MACROMAN\0"),
	ICONV("macroman", "MACINTOSH\0MACROMAN\0"),
	ICONV("macukraine", "MAC-UK\0MACUKRAINE\0"),
	ICONV("macukrainian", "MAC-UK\0MACUKRAINE\0"),
	ICONV("ms932", "CP932\0SHIFT_JIS\0"),
	ICONV("ms936", "GB18030\0GBK\0"),
	ICONV("ms949", "CP949\0UHC\0EUC-KR\0"),
	ICONV("mskanji", "CP932\0SHIFT_JIS\0"),
	OTHER("none", GUESS),
	ICONV("roman8", "HP-ROMAN8\0"),
	ICONV("shiftjis", "CP932\0SHIFT_JIS\0"),
	ICONV("sjis", "CP932\0SHIFT_JIS\0"),
	ICONV("tcvn", "TCVN\0"),
	ICONV("tis620", "TIS-620\0CP874\0"),
	OTHER("ucs2", UTF_16),
	ICONV("ucs4", "UTF-32\0"),
	OTHER("uft8", UTF_8),
	ICONV("uhc", "CP949\0UHC\0EUC-KR\0"),
	ICONV("ujis", "EUC-JP-MS\0EUC-JP\0"),
	OTHER("unicode", UTF_16),
	ICONV("unicode11utf7", "UTF-7\0"),
	OTHER("unicode11utf8", UTF_8),
	ICONV("unicode20utf7", "UTF-7\0"),
	OTHER("unknown", GUESS),
	OTHER("unknown8bit", GUESS),
	OTHER("us", ASCII),
	OTHER("usascii", ASCII),
	OTHER("userdefined", GUESS),
	OTHER("utf", UTF_8),
	OTHER("utf16", UTF_16),
	OTHER("utf16be", UTF_16),
	OTHER("utf16le", UTF_16),
	ICONV("utf32", "UTF-32\0"),
	ICONV("utf7", "UTF-7\0"),
	OTHER("utf8", UTF_8),
	OTHER("utf8mb4", UTF_8),
	ICONV("viscii", "VISCII\0"),
	OTHER("western", WINDOWS_1252),
	ICONV("win1250", "CP1250\0"),
	ICONV("win1251", "CP1251\0"),
	OTHER("win1252", WINDOWS_1252),
	ICONV("win1253", "CP1253\0"),
	ICONV("win1254", "CP1254\0ISO-8859-9\0"),
	ICONV("win1255", "CP1255\0"),
	ICONV("win1256", "CP1256\0"),
	ICONV("win1257", "CP1257\0"),
	ICONV("win1258", "CP1258\0"),
	ICONV("windows1250", "CP1250\0"),
	ICONV("windows1251", "CP1251\0"),
	OTHER("windows1252", WINDOWS_1252),
	ICONV("windows1253", "CP1253\0"),
	ICONV("windows1254", "CP1254\0ISO-8859-9\0"),
	ICONV("windows1255", "CP1255\0"),
	ICONV("windows1256", "CP1256\0"),
	ICONV("windows1257", "CP1257\0"),
	ICONV("windows1258", "CP1258\0"),
	ICONV("windows31j", "CP932\0SHIFT_JIS\0"),
	ICONV("windows874", "TIS-620\0CP874\0"),
	ICONV("windows932", "CP932\0SHIFT_JIS\0"),
	ICONV("windows936", "GB18030\0GBK\0"),
	ICONV("windows949", "CP949\0UHC\0EUC-KR\0"),
	ICONV("windows950", "CP950\0BIG5\0"),
};

static_assert(sizeof names / sizeof *names <= CHARSET_NAMES, "table grew");

/* Letters and digits of name against key, as strcmp(3). */
static int
compare(struct view name, const char *key)
{
	for (size_t i = 0; i < name.n; i++) {
		char c = to_lower(name.p[i]);

		if (!is_digit(c) && !is_alpha(c))
			continue;
		if (c != *key)
			return (unsigned char)c - (unsigned char)*key;
		key++;
	}
	return -(int)(unsigned char)*key;
}

static const struct charset_name *
find(struct view name)
{
	size_t low = 0, high = sizeof names / sizeof *names;
	char first;

	while (name.n && !is_digit(name.p[0]) && !is_alpha(name.p[0]))
		name = view_from(name, 1);
	first = name.n ? to_lower(name.p[0]) : '\0';
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = first - *names[middle].key;

		if (order == 0) /* else the rest does not count */
			order = compare(name, names[middle].key);
		if (order == 0)
			return &names[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const struct charset_name *
charset_name_find(struct view name)
{
	const struct charset_name *row;

	name = view_upto(name, view_chr(name, '*'));
	row = find(name);
	if (!row && (view_istarts(name, VIEW("x-")) ||
	    view_istarts(name, VIEW("cs"))))
		row = find(view_from(name, 2));
	return row;
}

size_t
charset_name_index(const struct charset_name *row)
{
	assert(row >= names && row < names + sizeof names / sizeof *names);
	return (size_t)(row - names);
}
