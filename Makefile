# evmine: one Makefile, not recursive. `make help` lists the targets.

PREFIX ?= /usr/local
FLAVOUR ?= release
B ?= build/$(FLAVOUR)
SHELL := /bin/bash
.DELETE_ON_ERROR:
.SECONDARY:
MAKEFLAGS += --no-print-directory

# Debian's packages: what the build needs, and what the tests need besides.
PKG_BUILD := build-essential pkg-config libxml2-dev zlib1g-dev libpcre2-dev libsqlite3-dev libutf8proc-dev nettle-dev
PKG_CHECK := libcmocka-dev mandoc sqlite3 libxml2-utils python3 gzip coreutils

ifneq ($(filter-out help deps deps-check clean dist,$(or $(MAKECMDGOALS),all)),)
ifeq ($(filter demo check,$(MAKECMDGOALS)),)
MISSING := $(shell for p in libxml-2.0 zlib libpcre2-8 sqlite3 libutf8proc nettle; do pkg-config --exists $$p 2>/dev/null || echo $$p; done)
ifneq ($(MISSING),)
$(error missing: $(MISSING). Install with: apt install $(PKG_BUILD))
endif
endif
endif

pc_cflags = $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(1) 2>/dev/null))
pc_libs = $(shell pkg-config --libs $(1) 2>/dev/null)

EVM_CPPFLAGS := -D_GNU_SOURCE -Ipipeline -I. -DEVM_PREFIX='"$(PREFIX)"' \
	$(call pc_cflags,libxml-2.0 zlib libpcre2-8 sqlite3 libutf8proc nettle cmocka)
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2
EVM_CFLAGS := -std=c11 -g -O2 $(WARN) -pthread
ifeq ($(CI),true)
EVM_CFLAGS += -Werror
endif
CFLAGS ?=
EVM_LDFLAGS := -pthread

# flavours: make asan = the tests with another compiler line in build/asan
ifeq ($(FLAVOUR),asan)
EVM_CFLAGS += -O1 -fsanitize=address -fno-omit-frame-pointer -DEVM_ARENA_MALLOC
EVM_LDFLAGS += -fsanitize=address
endif
ifeq ($(FLAVOUR),ubsan)
EVM_CFLAGS += -O1 -fsanitize=undefined -fno-sanitize-recover=undefined
EVM_LDFLAGS += -fsanitize=undefined
endif
ifeq ($(FLAVOUR),tsan)
EVM_CFLAGS += -O1 -fsanitize=thread
EVM_LDFLAGS += -fsanitize=thread
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
EXPORT := $(wildcard pipeline/export/*.c)
MAINS := $(wildcard pipeline/*.c)
PROGRAMS := $(patsubst pipeline/%.c,$(B)/bin/evm-%,$(filter-out pipeline/evmine.c,$(MAINS))) $(B)/bin/evmine

LIB_SRC := $(CORE) $(CORPUS) $(DICT) $(EXTRACT) $(STORE) $(EXPORT)
LIB := $(B)/libevm.a
LIBS := $(LIB) $(call pc_libs,libxml-2.0 zlib libpcre2-8 sqlite3 libutf8proc nettle) -lm
UNIT := $(patsubst tests/unit/%.c,$(B)/test/%,$(wildcard tests/unit/test_*.c))

.PHONY: all
all: $(PROGRAMS)

$(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(EVM_CPPFLAGS) $(EVM_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(LIB): $(LIB_SRC:%.c=$(B)/obj/%.o)
	@rm -f $@
	$(AR) rcs $@ $^

$(B)/bin/evmine: $(B)/obj/pipeline/evmine.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(EVM_LDFLAGS) $(LDFLAGS) -Wl,--as-needed -o $@ $< $(LIBS) $(LDLIBS)

$(B)/bin/evm-%: $(B)/obj/pipeline/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(EVM_LDFLAGS) $(LDFLAGS) -Wl,--as-needed -o $@ $< $(LIBS) $(LDLIBS)

$(B)/test/%: $(B)/obj/tests/unit/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(EVM_LDFLAGS) $(LDFLAGS) -o $@ $< $(LIBS) $(call pc_libs,cmocka) $(LDLIBS)

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)

.PHONY: check-unit
check-unit: $(UNIT)
	@set -e; for t in $(UNIT); do $$t; done
