# bounce-tools.  GNU make; no configure: what may be missing is looked for.
#
# make deps      install what is missing (DEPS=no: only name it)
# make           build the programs
# make install   into PREFIX, under DESTDIR; make uninstall takes it away
# make demo      deps, build, and a look at share/sample.mbox
# make check     deps, build, and all tests; check-full takes its time
# make fuzz      each target of t/fuzz for TIME seconds, by clang's libFuzzer;
#                ENGINE=afl: by AFL++
# make dist      a source archive, under BUILD; make deb: a Debian package
# make bench     speed beside other tools, memory, instructions: minutes; SIZE=,
#                MBOX=, ROUNDS=; FULL=yes: with gigabytes of mail
# make live      real mail servers bounce mail, and we read it (root, Debian)
# make docs      make the lists in the documents anew, from the tables
# make clean
#
# CC, HOSTCC, CPPFLAGS, CFLAGS, LDFLAGS, LDLIBS and BUILD may be given;
# WHOLE=no does not optimise across files: quicker to build, a tenth slower to
# run.  CFI=yes, with CC=clang AR=llvm-ar, ends the program at a call through a
# pointer to a function of another type.

BUILD    = build
WHOLE    = yes
PREFIX   = /usr/local
DESTDIR  =
HOSTCC   = $(CC)
CFLAGS  ?= -O2 -g
PROGRAMS = bounce-parse bounce-classify bounce-stats
WARN     = -Wall -Wextra -Wshadow -Wconversion -Wmissing-prototypes
SANITIZE = -O1 -g -fno-omit-frame-pointer \
	-fsanitize=address,undefined -fno-sanitize-recover=all

# Packages outside the compiler's own path: BSD ports, Homebrew.
ROOTS := $(patsubst %/include/jansson.h,%,$(wildcard \
	/usr/local/include/jansson.h /opt/homebrew/include/jansson.h))
CPPFLAGS += $(ROOTS:%=-I%/include)
LDFLAGS  += $(ROOTS:%=-L%/lib)

# $(call try,FLAGS,EXPRESSION): FLAGS, when a program with them builds.
try = $(if $(shell echo 'int main(void) { return $(or $(2),0); }' | \
	$(CC) -Werror $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -x c - -o /dev/null \
	$(1) >/dev/null 2>&1 || echo no),,$(1))
# $(call library,NAME,FUNCTION): -lNAME, unless the C library has it.  To return
# the address makes the linker look: a comparison is known to the compiler.
library = $(if $(call try,-include $(1).h,(int)(long)$(2)),,-l$(1))

# Optional libraries, each with a stand-in of our own.
NETTLE := $(call try,-include nettle/hmac.h -lnettle)
LIBPSL := $(call try,-include libpsl.h -lpsl)
PICKED := common/base/digest-$(if $(NETTLE),nettle,own).c \
	common/classify/psl-$(if $(LIBPSL),libpsl,builtin).c

# What only some processors have; others are told at run time.
AVX2   := $(call try,-include immintrin.h,!__builtin_cpu_supports("avx2"))
PICKED += common/base/pair-$(if $(AVX2),avx2,lanes).c

# The sandbox: sanitizers need to do more than it allows.  Its filter is made
# for the machine that makes it.
SANDBOX := $(if $(findstring -fsanitize,$(CFLAGS)),none,$(if $(call \
	try,-include linux/seccomp.h),linux,$(if $(call \
	try,-include unistd.h,0 == (long)pledge),pledge,none)))
FILTER  := $(if $(filter linux,$(SANDBOX)),$(if $(filter $(shell \
	$(CC) -dumpmachine),$(shell $(HOSTCC) -dumpmachine)),$(call \
	try,-include seccomp.h -lseccomp)))
PICKED  += common/base/sandbox-$(SANDBOX).c $(if $(FILTER),,$(if $(filter \
	linux,$(SANDBOX)),common/base/sandbox-unfiltered.c))

# -U first: some compilers define it themselves.
FORTIFY := $(if $(filter -O1 -O2 -O3 -Os,$(CFLAGS)),$(if $(findstring \
	_FORTIFY,$(CPPFLAGS) $(CFLAGS)),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2))
# Calls and returns are guarded by the processor where it can (CET, BTI); the
# compiler's own guards do not go with these (clang 14).
GUARD   := $(if $(filter yes,$(CFI)),-flto -fvisibility=hidden -fsanitize=cfi)
HARDEN  := $(call try,-fstack-protector-strong) \
	$(call try,-fstack-clash-protection) $(or $(GUARD),$(call \
	try,-fcf-protection) $(call try,-mbranch-protection=standard))
# Across files: half of what is called here is a few instructions long.  The
# objects can be linked without it too, as the tests' are.
LTO     := $(if $(filter yes,$(WHOLE)),$(if $(findstring \
	-fsanitize,$(CFLAGS) $(GUARD)),,$(call try,-flto -ffat-lto-objects)))
COMPILE := $(CC) -std=c11 $(WARN) -Icommon -pthread -D_FILE_OFFSET_BITS=64 \
	-MMD -MP -fPIE $(FORTIFY) $(HARDEN) $(LTO) $(CPPFLAGS) $(CFLAGS)
LINK    := $(CC) -pthread $(HARDEN) $(CFLAGS) $(LDFLAGS) \
	$(call try,-pie) $(call try,-z relro -z now)
LIBS    := $(LDLIBS) -lmailutils -ljansson $(filter -l%,$(NETTLE) $(LIBPSL)) \
	$(call library,argp,argp_parse) $(call library,iconv,iconv_open)

SOURCES := $(filter-out common/embed/% common/base/digest-% \
	common/base/sandbox-% common/base/pair-% common/classify/psl-%,\
	$(wildcard common/*/*.c)) $(PICKED)
TABLES  := classify formats autoreplies expiry text-policy text-report.html \
	$(if $(FILTER),sandbox)
OBJECTS := $(SOURCES:%.c=$(BUILD)/obj/%.o) $(TABLES:%=$(BUILD)/obj/gen/%.o)
UNITS   := $(patsubst t/unit/%.c,$(BUILD)/unit/%,$(wildcard t/unit/*.c))
FUZZ    := $(patsubst t/fuzz/%.c,$(BUILD)/fuzz/%,$(filter-out %/main.c,\
	$(wildcard t/fuzz/*.c)))

all: $(PROGRAMS:%=$(BUILD)/%)

.BEGIN: # known to BSD make alone
	@echo 'This needs GNU make: gmake (sh share/deps installs it)' >&2; exit 1

# Everything is built again when the commands that build it change.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(COMPILE) : $(LINK) $(LIBS)' | cmp -s - $@ || \
		echo '$(COMPILE) : $(LINK) $(LIBS)' > $@

# It calls libmailutils through pointers, whose functions no one checked.
$(BUILD)/obj/common/mail/mail.o: OWN = $(if $(GUARD),-fno-sanitize=cfi-icall)
$(BUILD)/obj/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(COMPILE) $(OWN) -c -o $@ $<

# share/ is compiled in, as tables.  What makes them runs here and now: it is
# built for this machine, from modules that it shares with the programs.
$(BUILD)/embed-classify: $(wildcard common/embed/*.c) $(addprefix \
	common/classify/,names.c condition.c code.c mask.c ruleset.c ruleset_read.c)
$(BUILD)/embed-formats: $(wildcard common/embed/formats/*.c) \
	common/format/phrase_rows.c common/format/phrase_read.c
$(BUILD)/embed-sandbox: common/embed/sandbox/sandbox.c \
	common/base/sandbox_filter.h
	@mkdir -p $(@D)
	$(HOSTCC) -std=c11 -O1 -Icommon -o $@ $< -lseccomp
$(BUILD)/embed-%: common/record/field.c $(filter-out common/base/digest-% \
	common/base/sandbox-% common/base/pair-avx2.c common/base/redact.c,\
	$(wildcard common/base/*.c)) \
	$(wildcard common/*/*.h)
	@mkdir -p $(@D)
	$(HOSTCC) -std=c11 -O1 -Icommon -o $@ $(filter %.c,$^)

RULES := $(sort $(wildcard share/rules/*))
$(BUILD)/gen/classify.c: $(BUILD)/embed-classify $(RULES) $(addprefix \
	share/,reasons status providers blocklists waits doubts vocabularies)
	@mkdir -p $(@D)
	$< share $(RULES) > $@.new && mv $@.new $@

$(BUILD)/gen/sandbox.c: $(BUILD)/embed-sandbox
	@mkdir -p $(@D)
	$< > $@.new && mv $@.new $@

$(BUILD)/gen/formats.c: $(BUILD)/embed-formats share/formats share/phrases
	@mkdir -p $(@D)
	$^ > $@.new && mv $@.new $@

$(BUILD)/gen/%.c: common/embed/%.awk share/%
	@mkdir -p $(@D)
	LC_ALL=C awk -f $^ > $@.new && mv $@.new $@

$(BUILD)/gen/text-%.c: common/embed/text.awk share/%
	@mkdir -p $(@D)
	LC_ALL=C awk -f $^ > $@.new && mv $@.new $@

$(BUILD)/obj/gen/%.o: $(BUILD)/gen/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

# q: files of one name in two directories are two members.
$(BUILD)/libbounce.a: $(OBJECTS)
	rm -f $@
	$(AR) qcs $@ $^

$(PROGRAMS:%=$(BUILD)/%): $(BUILD)/%: $(BUILD)/obj/cmd/%.o $(BUILD)/libbounce.a
	$(LINK) $(if $(LTO),-flto=auto) -o $@ $^ $(LIBS)

unit: $(UNITS) $(FUZZ)
$(BUILD)/unit/%: $(BUILD)/obj/t/unit/%.o $(BUILD)/libbounce.a
	@mkdir -p $(@D)
	$(LINK) $(if $(LTO),-fno-lto) -o $@ $^ $(LIBS)

# With main.c they run files again; `make fuzz` puts libFuzzer in its place.
REPLAY = $(BUILD)/obj/t/fuzz/main.o
$(FUZZ): $(BUILD)/fuzz/%: $(BUILD)/obj/t/fuzz/%.o $(BUILD)/libbounce.a \
	$(filter %.o,$(REPLAY))
	@mkdir -p $(@D)
	$(LINK) $(if $(LTO),-fno-lto) -o $@ $< $(REPLAY) $(BUILD)/libbounce.a $(LIBS)

# AFL++'s compiler brings its own driver where libFuzzer is asked for.
fuzz: TIME = 600
fuzz: ENGINE = libfuzzer
fuzz:
	@DEPS='$(DEPS)' sh share/deps $(if $(filter afl,$(ENGINE)),afl,fuzz)
	@+$(FAST) CC=$(if $(filter afl,$(ENGINE)),afl-clang-fast,clang) \
		HOSTCC=clang BUILD='$(BUILD)/$(ENGINE)' REPLAY=-fsanitize=fuzzer \
		CFLAGS='$(SANITIZE) -fsanitize=fuzzer-no-link' fuzzers
	@BUILD='$(BUILD)/$(ENGINE)' TIME='$(TIME)' ENGINE='$(ENGINE)' \
		sh t/fuzz/run $(TARGETS)
fuzzers: $(FUZZ)

bench:
	@DEPS='$(DEPS)' sh share/deps bench
	@+$(FAST) all $(addprefix $(BUILD)/,bench/mailbox bench/compare \
		unit/resources)
	@BUILD='$(BUILD)' SIZE='$(SIZE)' MBOX='$(MBOX)' ROUNDS='$(ROUNDS)' \
		FULL='$(FULL)' sh t/bench/run
	@BUILD='$(BUILD)' FULL='$(FULL)' sh t/bench/memory
	@BUILD='$(BUILD)' sh t/bench/linear

$(BUILD)/bench/mailbox: t/bench/marks.c t/bench/marks.h
$(BUILD)/bench/%: t/bench/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(COMPILE) -o $@ $(filter %.c,$^)

deps:
	@CC='$(CC)' DEPS='$(DEPS)' sh share/deps

# Builds within targets use all processors, unless -j was given.
FAST = $(MAKE) -s $(if $(findstring -j,$(MAKEFLAGS)),,-j$(shell \
	getconf _NPROCESSORS_ONLN))

demo: deps
	@+$(FAST) all
	@BUILD='$(BUILD)' sh share/demo

check: TESTS = t
check-full: TESTS = t t/full
check check-full:
	@CC='$(CC)' DEPS='$(DEPS)' sh share/deps $@
	@+$(FAST) all unit
	@+$(FAST) BUILD='$(BUILD)/asan' CFLAGS='$(SANITIZE)' all unit
	@BUILD='$(abspath $(BUILD))' CC='$(CC)' CFLAGS='$(CFLAGS)' \
		bats --tap $(TESTS) </dev/null | awk '{ print } \
		/^1\.\./ { want = substr($$0, 4) + 0 } /^ok / { good++ } \
		END { bad = want - good + (want == 0); \
		printf "%d passed, %d failed\n", good, bad; exit bad != 0 }'

TO    = $(DESTDIR)$(PREFIX)
DATA := $(filter-out share/completions share/deps share/demo share/examples \
	share/make-% share/packaging,$(wildcard share/*))
install: all
	install -d '$(TO)/bin' '$(TO)/share/man/man1' '$(TO)/share/bounce-tools' \
		'$(TO)/share/bash-completion/completions' \
		'$(TO)/share/zsh/site-functions' \
		'$(TO)/share/fish/vendor_completions.d' \
		'$(TO)/share/doc/bounce-tools/examples'
	install $(PROGRAMS:%='$(BUILD)/%') '$(TO)/bin'
	install -m 644 bounce-tools.1 '$(TO)/share/man/man1'
	for name in $(PROGRAMS); do \
		ln -sf bounce-tools.1 '$(TO)/share/man/man1/'$$name.1; done
	cp -R $(DATA) '$(TO)/share/bounce-tools'
	cp -R share/examples/* '$(TO)/share/doc/bounce-tools/examples'
	install -m 644 README '$(TO)/share/doc/bounce-tools'
	install -m 644 share/completions/bash/* \
		'$(TO)/share/bash-completion/completions'
	install -m 644 share/completions/zsh/* '$(TO)/share/zsh/site-functions'
	install -m 644 share/completions/fish/* \
		'$(TO)/share/fish/vendor_completions.d'
	chmod -R u=rwX,go=rX '$(TO)/share/bounce-tools' \
		'$(TO)/share/doc/bounce-tools'

uninstall:
	rm -f $(PROGRAMS:%='$(TO)/bin/%') '$(TO)/share/man/man1/bounce-tools.1' \
		$(PROGRAMS:%='$(TO)/share/man/man1/%.1') \
		$(PROGRAMS:%='$(TO)/share/bash-completion/completions/%') \
		$(PROGRAMS:%='$(TO)/share/zsh/site-functions/_%') \
		$(PROGRAMS:%='$(TO)/share/fish/vendor_completions.d/%.fish')
	rm -rf '$(TO)/share/bounce-tools' '$(TO)/share/doc/bounce-tools'

# The same files give the same archive, whenever and by whom it is made.
VERSION := $(shell sed -n 's/.*READING_VERSION "\(.*\)"/\1/p' \
	common/cli/reading.h)
NAME     = bounce-tools-$(VERSION)
DIST     = $(BUILD)/dist
dist:
	mkdir -p '$(DIST)'
	find . \( -path ./build -o -path ./.git \) -prune -o -type f -print | \
		sed 's,^\./,,' | LC_ALL=C sort | tar -cf - --format=ustar --owner=0 --group=0 \
		--numeric-owner --mode=u=rwX,go=rX --mtime=@0 \
		--transform='s,^,$(NAME)/,' -T - | \
		gzip -9n > '$(DIST)/$(NAME).tar.gz'

# A package by debhelper, whose tests run.
deb: dist
	rm -rf '$(DIST)/$(NAME)'
	tar -C '$(DIST)' -xf '$(DIST)/$(NAME).tar.gz'
	mv '$(DIST)/$(NAME).tar.gz' '$(DIST)/bounce-tools_$(VERSION).orig.tar.gz'
	cp -R share/packaging/debian '$(DIST)/$(NAME)'
	cd '$(DIST)/$(NAME)' && env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL \
		dpkg-buildpackage -us -uc

# Real mail servers, in namespaces of their own (root, Debian).
live: all
	@DEPS='$(DEPS)' sh share/deps live
	@BUILD='$(abspath $(BUILD))' bash t/live/run $(SERVERS)

docs: all
	share/make-docs schema > share/record.schema.json
	share/make-docs manual < bounce-tools.1 > '$(BUILD)/bounce-tools.1'
	cp '$(BUILD)/bounce-tools.1' .
	PATH="$(abspath $(BUILD)):$$PATH" share/make-docs readme < README > '$(BUILD)/README'
	cp '$(BUILD)/README' .

clean:
	rm -rf '$(BUILD)'

FORCE:
.PHONY: all unit deps demo check check-full fuzz fuzzers install uninstall \
	dist deb live bench docs clean FORCE
.SECONDARY:
-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
