# evmine: one Makefile, not recursive. `make help` lists the targets.

PREFIX ?= /usr/local
FLAVOUR ?= release
B ?= build/$(FLAVOUR)
SHELL := /bin/bash
# V=1 shows the commands
V ?=
ifeq ($(V),)
Q := @
say = @printf '  %-4s %s\n' $(1) $(2)
endif
.DELETE_ON_ERROR:
.SECONDARY:
MAKEFLAGS += --no-print-directory

# Debian's packages: what the build needs, and what the tests need besides.
PKG_BUILD := build-essential pkg-config libxml2-dev zlib1g-dev libpcre2-dev libsqlite3-dev libutf8proc-dev nettle-dev \
	libmicrohttpd-dev libjson-c-dev
# not needed: makes runs over gzipped files faster (ISAL below)
PKG_FAST := libisal-dev
PKG_CHECK := libcmocka-dev mandoc sqlite3 libxml2-utils python3 python3-jsonschema python3-networkx python3-rdflib gzip coreutils procps

# demo and check install what is missing; the rest says what to install
ifeq ($(filter demo check help clean deps,$(MAKECMDGOALS)),)
MISSING := $(shell for p in libxml-2.0 zlib libpcre2-8 sqlite3 libutf8proc nettle libmicrohttpd json-c; do pkg-config --exists $$p 2>/dev/null || echo $$p; done)
ifneq ($(MISSING),)
$(error missing: $(MISSING). On Debian or Ubuntu: apt install $(PKG_BUILD))
endif
endif

pc_cflags = $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(1) 2>/dev/null))
pc_libs = $(shell pkg-config --libs $(1) 2>/dev/null)

EVM_CPPFLAGS := -D_GNU_SOURCE -Ipipeline -I. -DEVM_PREFIX='"$(PREFIX)"' \
	$(call pc_cflags,libxml-2.0 zlib libpcre2-8 sqlite3 libutf8proc nettle json-c cmocka)
# ISA-L inflates twice as fast as zlib; both give the same (ISAL=no: without)
ISAL ?= $(shell pkg-config --exists libisal 2>/dev/null && echo yes || echo no)
ifeq ($(ISAL),yes)
EVM_INFLATE := ISA-L
PC_ISAL := libisal
endif
EVM_INFLATE ?= zlib
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2
EVM_CFLAGS := -std=c11 -g -O3 $(WARN) -pthread
ifeq ($(CI),true)
EVM_CFLAGS += -Werror
endif
CFLAGS ?=
EVM_LDFLAGS := -pthread

# flavours: make asan = the tests with another compiler line in build/asan
ifeq ($(FLAVOUR),asan)
EVM_CFLAGS += -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -DEVM_ARENA_MALLOC
EVM_LDFLAGS += -fsanitize=address,undefined
endif
ifeq ($(FLAVOUR),ubsan)
EVM_CFLAGS += -O1 -fsanitize=undefined -fno-sanitize-recover=undefined
EVM_LDFLAGS += -fsanitize=undefined
endif
ifeq ($(FLAVOUR),tsan)
EVM_CFLAGS += -O1 -fsanitize=thread
EVM_LDFLAGS += -fsanitize=thread
endif
ifeq ($(FLAVOUR),fuzz)
EVM_CFLAGS += -O1 -fsanitize=address,undefined,fuzzer-no-link -DEVM_ARENA_MALLOC
EVM_LDFLAGS += -fsanitize=address,undefined
endif
ifeq ($(FLAVOUR),coverage)
EVM_CFLAGS += -O0 --coverage
EVM_LDFLAGS += --coverage
endif

CORE := $(wildcard pipeline/core/*.c)
CORPUS := $(wildcard corpus/*.c)
DICT := $(wildcard dictionaries/*.c)
EXTRACT := $(wildcard extractors/*.c)
STORE := $(wildcard pipeline/store/*.c)
REVIEW := $(wildcard pipeline/review/*.c)
WEB := $(wildcard pipeline/web/*.c)
CURATE := $(wildcard pipeline/curate/*.c)
MINE := $(wildcard pipeline/run/*.c)
EXPORT := $(wildcard pipeline/export/*.c)
REPORT := $(wildcard pipeline/report/*.c)
WANTED := $(wildcard pipeline/wanted/*.c)
MAINS := $(wildcard pipeline/*.c)
PROGRAMS := $(patsubst pipeline/%.c,$(B)/bin/evm-%,$(filter-out pipeline/evmine.c,$(MAINS))) $(B)/bin/evmine

LIB_SRC := $(CORE) $(CORPUS) $(DICT) $(EXTRACT) $(STORE) $(REVIEW) $(EXPORT) $(REPORT) $(WANTED) $(WEB) $(CURATE) $(MINE)
LIB := $(B)/libevm.a
LIBS := $(LIB) $(call pc_libs,$(PC_ISAL) libxml-2.0 zlib libpcre2-8 sqlite3 libutf8proc nettle json-c) -lm
UNIT := $(patsubst tests/unit/%.c,$(B)/test/%,$(wildcard tests/unit/test_*.c))

.PHONY: all
all: $(PROGRAMS) $(B)/shipped.evd

$(PROGRAMS): | $(B)/gen/inflate-$(EVM_INFLATE)
$(B)/gen/inflate-$(EVM_INFLATE):
	@mkdir -p $(@D) && rm -f $(B)/gen/inflate-* && touch $@
	@echo "inflate: $(EVM_INFLATE)$(if $(PC_ISAL),, (libisal-dev is not there, or ISAL=no))"
$(B)/obj/pipeline/core/inflate.o: $(B)/gen/inflate-$(EVM_INFLATE)
$(B)/obj/pipeline/core/inflate.o: EVM_CFLAGS += $(if $(PC_ISAL),-DEVM_ISAL)

# the schema as bytes of a C array
EVM_CPPFLAGS += -I$(B)/gen
SCHEMA := $(B)/gen/store/schema.inc
$(SCHEMA): pipeline/store/schema.sql
	@mkdir -p $(@D)
	od -An -v -tu1 $< | sed 's/\([0-9]\{1,\}\)/\1,/g' >$@
$(B)/obj/pipeline/store/store_open.o: $(SCHEMA)

# so are the JSON Schemas
SCHEMAS := $(patsubst pipeline/export/schemas/%,$(B)/gen/export/%.inc,$(wildcard pipeline/export/schemas/*))
$(B)/gen/export/%.inc: pipeline/export/schemas/%
	@mkdir -p $(@D)
	@od -An -v -tu1 $< | sed 's/\([0-9]\{1,\}\)/\1,/g' >$@
$(B)/obj/pipeline/export/schema.o: $(SCHEMAS)

# so are the files that evm-serve hands out
ASSETS := $(patsubst pipeline/web/static/%,$(B)/gen/web/%.inc,$(wildcard pipeline/web/static/*))
$(B)/gen/web/%.inc: pipeline/web/static/%
	@mkdir -p $(@D)
	@od -An -v -tu1 $< | sed 's/\([0-9]\{1,\}\)/\1,/g' >$@
$(B)/obj/pipeline/web/assets.o: $(ASSETS)

# and the report's style sheets
SHEETS := $(patsubst pipeline/report/%,$(B)/gen/report/%.inc,$(wildcard pipeline/report/*.css))
$(B)/gen/report/%.inc: pipeline/report/%
	@mkdir -p $(@D)
	@od -An -v -tu1 $< | sed 's/\([0-9]\{1,\}\)/\1,/g' >$@
$(B)/obj/pipeline/report/svg.o $(B)/obj/pipeline/report/page.o: $(SHEETS)

# these alone need the HTTP library
$(B)/bin/evm-serve $(B)/bin/evm-doctor: LIBS += $(call pc_libs,libmicrohttpd)

# the shipped vocabularies as an image; it tells by this digest whether the code
# that would build it is still the same
DICT_CODE := $(B)/gen/dictionaries/code.inc
$(DICT_CODE): $(DICT) $(wildcard dictionaries/*.h)
	@mkdir -p $(@D)
	@cat $^ | sha256sum | sed 's/^\([0-9a-f]*\).*/"\1"/' >$@
$(B)/obj/dictionaries/dict_shipped.o: $(DICT_CODE)
$(B)/shipped.evd: $(B)/bin/evm-dict $(wildcard dictionaries/*.tsv) dictionaries/lists/english.tsv dictionaries/lists/block.tsv
	$(call say,IMG,$@)
	$(Q)env -u EVMINE_DATA -u EVMINE_BLOCKS $< build -q -o $@

$(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CPPFLAGS) $(EVM_CPPFLAGS) $(EVM_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(LIB): $(LIB_SRC:%.c=$(B)/obj/%.o)
	@rm -f $@
	$(call say,AR,$@)
	$(Q)$(AR) rcs $@ $^

$(B)/bin/evmine: $(B)/obj/pipeline/evmine.o $(LIB)
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(EVM_LDFLAGS) $(LDFLAGS) -Wl,--as-needed -o $@ $< $(LIBS) $(LDLIBS)

$(B)/bin/evm-%: $(B)/obj/pipeline/%.o $(LIB)
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(EVM_LDFLAGS) $(LDFLAGS) -Wl,--as-needed -o $@ $< $(LIBS) $(LDLIBS)

$(B)/test/%: $(B)/obj/tests/unit/%.o $(LIB)
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(EVM_LDFLAGS) $(LDFLAGS) -o $@ $< $(LIBS) $(call pc_libs,cmocka) $(LDLIBS)

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)

# ---- tests ----------------------------------------------------------------

.PHONY: check check-all check-code check-unit check-golden golden-accept \
	check-pipeline check-fault check-http check-web check-cluster \
	check-headers check-includes check-man check-size check-install check-deb
check: deps
	@$(MAKE) check-all

check-all: all check-headers check-includes check-size check-code check-man check-install check-deb
	@if command -v chromium >/dev/null && command -v npm >/dev/null; then $(MAKE) check-web; \
		else echo "check-web: left out, no chromium and npm here (make check-web installs them)"; fi
	@echo "check: all passed"

# what the sanitizers run too
check-code: check-unit check-golden check-pipeline check-fault check-http

check-unit: all $(UNIT)
	@set -e; for t in $(UNIT); do echo "== $$t"; $(WRAP) $$t; done

check-golden: all
	@tests/run-golden.sh $(RUN)

# prints each difference first: read it before you commit it
golden-accept: all
	@tests/run-golden.sh $(B)/bin --accept

# each script gets the programs' folder and says what it did
check-pipeline: all
	@set -e; for t in tests/pipeline/check_*; do echo "== $$t"; $$t $(RUN); done

check-fault: all
	@set -e; for t in tests/fault/*.sh tests/fault/*.py; do [ ! -x $$t ] || { echo "== $$t"; $$t $(RUN); }; done

# the pages over the wire: security, status codes, hostile text
check-http: all
	@set -e; for t in tests/web/check_*.py; do echo "== $$t"; $$t $(RUN); done

# the pages in a browser, by keys alone and without JavaScript; installs what
# that needs: Debian's chromium, and npm's packages into build/web
check-web: all
	@bash tests/web/check-web.sh $(RUN) build/web $(SHOTS)

# Slurm and Snakemake on this machine
PKG_CLUSTER := slurm-wlm munge snakemake
check-cluster: all
	@bash .ci/deps $(PKG_CLUSTER)
	@set -e; for t in tests/cluster/check_*; do echo "== $$t"; $$t $(RUN); done

HEADERS := $(wildcard pipeline/*/*.h corpus/*.h dictionaries/*.h extractors/*.h)
check-headers: $(HEADERS:%=$(B)/headers/%.ok)
$(B)/headers/%.ok: %
	@mkdir -p $(@D)
	@$(CC) $(EVM_CPPFLAGS) $(EVM_CFLAGS) -include $< -x c -fsyntax-only /dev/null && touch $@

check-includes:
	@bash tests/check-includes.sh

check-size:
	@python3 tests/check_size.py pipeline corpus dictionaries extractors

check-man: all
	@bash tests/check-man.sh $(B)/bin

# the Debian packages; left out where Debian's tools are not installed
check-deb:
	@bash tests/check-deb.sh

check-install: all
	@bash tests/check-install.sh $(B)

RUN ?= $(B)/bin
WRAP ?=

.PHONY: asan ubsan tsan valgrind tidy cppcheck coverage clang fuzz
asan ubsan tsan:
	@$(MAKE) FLAVOUR=$@ B=build/$@ check-code

clang:
	@$(MAKE) CC=clang FLAVOUR=clang B=build/clang check-code

# T seconds a target, with clang's libFuzzer
T ?= 60
fuzz:
	@$(MAKE) CC=clang FLAVOUR=fuzz B=build/fuzz $(patsubst tests/fuzz/%.c,build/fuzz/%,$(wildcard tests/fuzz/*.c)) build/fuzz/bin/evm-dict
	@bash tests/fuzz/fuzz.sh build/fuzz $(T)

$(B)/fuzz_%: $(B)/obj/tests/fuzz/fuzz_%.o $(LIB)
	$(call say,LD,$@)
	$(Q)$(CC) $(EVM_LDFLAGS) -fsanitize=fuzzer -o $@ $< $(LIBS)

# every program and unit test under valgrind: wrappers stand in for them
valgrind: all $(UNIT)
	@bash tests/valgrind-wrap.sh $(B)/bin build/valgrind/bin
	@GOLDEN_TIMEOUT=600 EVM_LIMIT=600 $(MAKE) RUN=build/valgrind/bin \
		WRAP="valgrind -q --error-exitcode=99 --leak-check=full" check-unit check-golden check-pipeline

tidy: $(SCHEMA) $(DICT_CODE)
	@clang-tidy --quiet $(LIB_SRC) $(MAINS) -- -std=c11 $(EVM_CPPFLAGS) $(WARN)

cppcheck:
	@cppcheck --quiet --std=c11 --enable=warning,performance,portability --error-exitcode=1 \
		--suppressions-list=tests/cppcheck.txt --inline-suppr -D_GNU_SOURCE -Ipipeline -I. \
		pipeline corpus dictionaries extractors

coverage:
	@$(MAKE) FLAVOUR=coverage B=build/coverage check-code
	@find build/coverage/obj -name '*.gcda' -not -path '*/tests/*' | xargs gcov -r -n 2>/dev/null | \
		grep -A1 "^File" | paste - - - | sed "s/File '//;s/' *Lines executed:/ /" | sort

# ---- quality and speed; both use ../shared when it is there ------------------

SHARED ?= ../shared
.PHONY: eval bench
eval: all
	@bash tests/eval/eval.sh $(B)/bin $(SHARED)

BENCH := $(patsubst tests/bench/%.c,$(B)/bench/%,$(wildcard tests/bench/*.c))
$(B)/bench/%: $(B)/obj/tests/bench/%.o $(LIB)
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(EVM_LDFLAGS) $(LDFLAGS) -o $@ $< $(LIBS) $(LDLIBS)

bench: all $(BENCH)
	@bash tests/bench/bench.sh $(B) $(SHARED)

# ---- vocabularies ----------------------------------------------------------

# the official releases, fetched, or those in the folder VOCAB_DIR
.PHONY: vocabularies
vocabularies: all
	@bash dictionaries/vocabularies.sh $(B)/bin build/vocabularies
	@echo "use it: evm-annotate --image build/vocabularies/evmine.evd, or EVMINE_DICT=build/vocabularies/evmine.evd"

# ---- use -------------------------------------------------------------------

.PHONY: deps demo install uninstall clean help stats
deps:
	@bash .ci/deps $(PKG_BUILD) $(PKG_CHECK)
	@bash .ci/deps $(PKG_FAST) || true

demo:
	@bash .ci/deps $(PKG_BUILD)
	@bash .ci/deps $(PKG_FAST) || true
	@$(MAKE) all
	@bash corpus/samples/demo.sh $(B)/bin build/demo

VERSION := $(shell sed -n 's/^\#define EVM_VERSION "\(.*\)"/\1/p' pipeline/core/stream.h)
# below PREFIX; Debian's has the machine in it
LIBDIR ?= lib
# what a program needs that reads, annotates, extracts, stores and exports
PUBLIC := $(filter-out %_p.h,$(wildcard pipeline/core/*.h)) corpus/reader.h dictionaries/dict.h \
	$(addprefix extractors/,annotate.h extract.h meaning.h trace.h) \
	$(addprefix pipeline/store/,claim.h docs.h filter.h store.h) \
	$(addprefix pipeline/export/,export.h files.h format.h grid.h offsets.h select.h table.h)
PUBLIC_IN := $(PUBLIC:pipeline/%=%)
COMMANDS := $(filter-out evmine,$(notdir $(PROGRAMS)))
root := $(DESTDIR)$(PREFIX)
share := $(root)/share
completions := $(share)/bash-completion/completions
.PHONY: install-programs install-library
install: install-programs install-library
install-programs: all
	install -d $(root)/bin $(share)/man/man1 $(share)/man/man5 $(share)/doc/evmine $(completions) $(share)/zsh/site-functions \
		$(addprefix $(share)/evmine/,dictionaries dictionaries/lists extractors/rules corpus/lists cluster)
	install -m 755 $(PROGRAMS) $(root)/bin
	install -m 755 pipeline/cluster/slurm-submit $(wildcard pipeline/cluster/*.sbatch) $(share)/evmine/cluster
	install -m 644 pipeline/cluster/Snakefile pipeline/cluster/README.md $(share)/evmine/cluster
	install -m 644 $(wildcard pipeline/man/*.1) $(share)/man/man1
	install -m 644 $(wildcard pipeline/man/*.5) $(share)/man/man5
	install -m 644 README.md pipeline/FORMAT.md $(wildcard pipeline/docs/*.md) $(share)/doc/evmine
	install -m 644 pipeline/completion/evmine.bash $(completions)/evmine
	for c in $(COMMANDS); do ln -sf evmine $(completions)/$$c || exit 1; done
	install -m 644 pipeline/completion/_evmine $(share)/zsh/site-functions
	install -m 644 corpus/topic.tsv $(share)/evmine/corpus
	install -m 644 $(B)/shipped.evd $(share)/evmine/dictionaries
	for d in dictionaries dictionaries/lists extractors/rules corpus/lists; do \
		install -m 644 $$(find $$d -maxdepth 1 -type f -not -name '*.[ch]' -not -name '*.md' -not -name '*.sh') $(share)/evmine/$$d || exit 1; done

install-library: $(LIB)
	install -d $(root)/$(LIBDIR)/pkgconfig $(share)/doc/evmine/examples $(addprefix $(root)/include/evmine/,$(sort $(dir $(PUBLIC_IN))))
	install -m 644 $(LIB) $(root)/$(LIBDIR)/libevmine.a
	sed 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR)|; s|@VERSION@|$(VERSION)|; s|@ISAL@|$(if $(PC_ISAL),$(PC_ISAL) )|' pipeline/evmine.pc.in >$(root)/$(LIBDIR)/pkgconfig/evmine.pc
	for h in $(PUBLIC); do install -m 644 $$h $(root)/include/evmine/$${h#pipeline/} || exit 1; done
	install -m 644 $(wildcard pipeline/examples/*.c) $(share)/doc/evmine/examples

# Debian packages in build/deb
.PHONY: deb
deb:
	@command -v dh >/dev/null || bash .ci/deps debhelper dpkg-dev
	@bash pipeline/debian/build.sh build/deb
	@ls build/deb/*.deb

uninstall:
	rm -f $(PROGRAMS:$(B)/bin/%=$(root)/bin/%)
	rm -f $(patsubst pipeline/man/%.1,$(share)/man/man1/%.1,$(wildcard pipeline/man/*.1))
	rm -f $(patsubst pipeline/man/%.5,$(share)/man/man5/%.5,$(wildcard pipeline/man/*.5))
	rm -f $(addprefix $(completions)/,evmine $(COMMANDS)) $(share)/zsh/site-functions/_evmine
	rm -f $(root)/$(LIBDIR)/libevmine.a $(root)/$(LIBDIR)/pkgconfig/evmine.pc
	rm -rf $(share)/evmine $(root)/include/evmine $(share)/doc/evmine

stats:
	@python3 tests/check_size.py --worst 10 pipeline corpus dictionaries extractors

clean:
	rm -rf build

help:
	@echo "make            build the programs into $(B)/bin"
	@echo "make demo       install what is missing, build, mine the sample corpus, show the table"
	@echo "make check      install what is missing, build, run all tests"
	@echo "make eval       quality against the development gold in $(SHARED)"
	@echo "make bench      speed and memory on PubMed XML in $(SHARED)"
	@echo "make vocabularies   official releases (or VOCAB_DIR=FOLDER) into build/vocabularies/evmine.evd"
	@echo "make install    into \$$DESTDIR\$$PREFIX ($(PREFIX))"
	@echo "make deb        Debian packages into build/deb"
	@echo "make asan ubsan tsan valgrind clang   the code tests in another flavour"
	@echo "make fuzz T=60                        libFuzzer on streams, inputs, vocabularies, releases, images (clang)"
	@echo "make tidy cppcheck coverage stats     findings, covered lines, longest functions"
	@echo "make golden-accept                    take the goldens' new output, after showing it"
