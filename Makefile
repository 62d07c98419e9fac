# SPDX-License-Identifier: GPL-3.0-or-later
# One plain GNU Makefile, no configure step. `make help` lists the targets.
#
# Objects live under build/<variant>/ so that sanitizer and release never mix. VARIANT is set by the
# targets that need another one than release.

VERSION = 0.1.0
VARIANT ?= release
B = build/$(VARIANT)
prefix ?= /usr/local
CC ?= gcc
PKG_CONFIG ?= pkg-config

LIB_LAYERS = base text seal vault store model courier team report
PROGRAM_LAYERS = app tui cli
PACKAGES = formw menuw panelw ncursesw sqlite3 libgit2 libsodium libzstd libutf8proc jansson
TEST_PACKAGES = cmocka vterm zlib

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Wstrict-prototypes -Wvla \
       -Wmissing-prototypes -Wwrite-strings -Wundef -Wimplicit-fallthrough
# Warnings are errors in our own builds (.ci/run, or WERROR=-Werror make): a newer compiler with
# new opinions must not keep anybody from building.
WERROR ?=
HARDEN = -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fPIE
HARDEN_LD = -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer

flags_release = -O2 -g $(HARDEN)
ldflags_release = $(HARDEN_LD)
flags_check = -O1 -g $(SANITIZE)
ldflags_check = $(SANITIZE)
flags_valgrind = -O1 -g
flags_clang = -O1 -g
flags_threads = -O1 -g -fsanitize=thread
ldflags_threads = -fsanitize=thread
flags_coverage = -O0 -g --coverage
ldflags_coverage = --coverage
flags_fuzz = -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
ldflags_fuzz = -fsanitize=address,undefined

PKG_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(PACKAGES) 2>/dev/null)
PKG_LIBS := $(shell $(PKG_CONFIG) --libs $(PACKAGES) 2>/dev/null) -lkeyutils
TEST_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(TEST_PACKAGES) 2>/dev/null)
TEST_LIBS := $(shell $(PKG_CONFIG) --libs $(TEST_PACKAGES) 2>/dev/null) -lutil

CPPFLAGS += -Iinclude -D_GNU_SOURCE -DINWORK_VERSION='"$(VERSION)"' \
            -include include/inwork/banned.h $(PKG_CFLAGS)
ALL_CFLAGS = -std=c17 $(WARN) $(WERROR) $(flags_$(VARIANT)) $(CFLAGS)
ALL_LDFLAGS = $(ldflags_$(VARIANT)) $(LDFLAGS)

# Each of the two programs loads the libraries that it calls and no others: libgit2 and what comes
# with it take longer to load than an employer takes to find.
NEEDED = -Wl,--as-needed

lib_src := $(wildcard $(LIB_LAYERS:%=src/%/*.c))
app_src := $(wildcard $(PROGRAM_LAYERS:%=src/%/*.c))
lib_obj := $(lib_src:%.c=$(B)/%.o) $(B)/schema.o
app_obj := $(app_src:%.c=$(B)/%.o)
schema_files := $(sort $(wildcard schema/*.sql schema/catalogue/*.sql schema/query/*.sql))
support_obj := $(patsubst %.c,$(B)/%.o,$(wildcard tests/support/*.c))
test_src := $(wildcard tests/unit/*.c tests/screen/*.c tests/team/*.c tests/fault/*.c)
test_bin := $(test_src:%.c=$(B)/%)
bench_bin := $(patsubst %.c,$(B)/%,$(wildcard tests/bench/*.c))
fuzz_bin := $(patsubst %.c,$(B)/%,$(wildcard tests/fuzz/*.c))

Q = $(if $(V),,@)
say = $(if $(V),,@echo "  $(1)";)

.PHONY: all deps program tests check check-valgrind check-threads check-clang soak fuzz coverage lint bench demo \
        deb doc format install uninstall clean help
.DELETE_ON_ERROR:
.SECONDARY:

all: program ## build build/release/inwork
program: $(B)/inwork

deps: ## install what building, checking and the demo need
	$(Q)contrib/deps

# Not linked with its courier, and of no use for a sync without it.
$(B)/inwork: $(B)/src/main.o $(app_obj) $(B)/libinwork.a | $(B)/inwork-courier
	$(call say,LINK $@)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(NEEDED) $(PKG_LIBS)

$(B)/inwork-courier: $(B)/src/courier_main.o $(B)/libinwork.a
	$(call say,LINK $@)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(NEEDED) $(PKG_LIBS)

$(B)/libinwork.a: $(lib_obj)
	$(call say,AR   $@)rm -f $@ && ar rcs $@ $^

# A missing library is said in words before the compiler says it in its own.
packages:
	@$(PKG_CONFIG) --exists --print-errors $(PACKAGES) 2>/dev/null || { \
	    echo "inwork: libraries are missing; contrib/deps installs them:" >&2; \
	    contrib/deps --list | sed -n 's/^\(lib[^ ]*-dev\) /  \1: /p' >&2; exit 1; }
.PHONY: packages

$(B)/%.o: %.c | packages
	@mkdir -p $(@D)
	$(call say,CC   $<)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/tests/%.o: tests/%.c | packages
	@mkdir -p $(@D)
	$(call say,CC   $<)$(CC) $(CPPFLAGS) $(TEST_CFLAGS) -Itests/support -Isrc $(ALL_CFLAGS) \
	    -MMD -MP -c -o $@ $<

$(B)/schema.c: $(schema_files) contrib/embed | schema
	@mkdir -p $(@D)
	$(call say,GEN  $@)contrib/embed $(schema_files) >$@
$(B)/schema.o: $(B)/schema.c
	$(call say,CC   $<)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

# Archives, so that a test carries only what it uses.
$(B)/libprogram.a: $(app_obj)
	$(call say,AR   $@)rm -f $@ && ar rcs $@ $^
$(B)/libsupport.a: $(support_obj)
	$(call say,AR   $@)rm -f $@ && ar rcs $@ $^

# But for what a test program does not call by name.
$(test_bin) $(bench_bin): $(B)/tests/%: $(B)/tests/%.o $(B)/tests/support/verdict.o \
    $(B)/libsupport.a $(B)/libprogram.a $(B)/libinwork.a
	$(call say,LINK $@)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) $(TEST_LIBS)

$(fuzz_bin): $(B)/tests/%: $(B)/tests/%.o $(B)/libprogram.a $(B)/libinwork.a
	$(call say,LINK $@)$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

tests: $(test_bin) program

check: deps ## install what is missing, build with sanitizers, pass every test
	$(Q)$(MAKE) --no-print-directory VARIANT=check tests
	$(Q)VARIANT=check tests/run

check-valgrind: deps ## the unit tests under valgrind
	$(Q)$(MAKE) --no-print-directory VARIANT=valgrind tests
	$(Q)VARIANT=valgrind tests/run --valgrind

# What runs in threads of its own.
thread_tests = tests/fault/test_vault_ahead tests/unit/test_signing
check-threads: deps ## what runs in threads, under ThreadSanitizer
	$(Q)$(MAKE) --no-print-directory VARIANT=threads $(thread_tests:%=build/threads/%) program
	$(Q)VARIANT=threads TSAN_OPTIONS=halt_on_error=1 tests/run $(thread_tests)

check-clang: ## build everything with clang too, warnings as errors
	$(Q)$(MAKE) --no-print-directory VARIANT=clang CC=clang tests

soak: deps ## the long form of the fault tests (10,000 power cuts)
	$(Q)$(MAKE) --no-print-directory VARIANT=release tests
	$(Q)VARIANT=release INWORK_SOAK=1 tests/run tests/fault

fuzz: deps ## run each fuzz target for FUZZ_SECONDS (60)
	$(Q)$(MAKE) --no-print-directory VARIANT=fuzz CC=clang fuzz-build
	$(Q)VARIANT=fuzz tests/fuzz/run
.PHONY: fuzz-build
fuzz-build: $(fuzz_bin)

coverage: deps ## line coverage of the tests
	$(Q)$(MAKE) --no-print-directory VARIANT=coverage tests
	$(Q)VARIANT=coverage tests/run
	$(Q)lcov -q -c -d build/coverage -o build/coverage/lcov.info --exclude '/usr/*' && \
	    genhtml -q -o build/coverage/html build/coverage/lcov.info && \
	    lcov --summary build/coverage/lcov.info

lint: deps ## clang-tidy, cppcheck, formatting, banned functions, house rules
	$(Q)contrib/lint

bench: ## speed and memory as ratios against the named peers
	$(Q)contrib/deps bench
	$(Q)$(MAKE) --no-print-directory VARIANT=release bench-build
	$(Q)tests/bench/run
.PHONY: bench-build
bench-build: program $(bench_bin)

demo: deps ## two laptops, an office and a team repository with invented people
	$(Q)$(MAKE) --no-print-directory VARIANT=release program
	$(Q)contrib/demo/demo

deb: deps ## build a Debian package
	$(Q)contrib/debian/build

doc: $(B)/inwork ## regenerate field reference, manual and completion from catalogue and commands
	$(Q)contrib/fields >doc/FIELDS.md
	$(Q)contrib/due >doc/DUE.md
	$(Q)INWORK=$(B)/inwork contrib/manual >$(B)/inwork.1 && cp $(B)/inwork.1 doc/inwork.1
	$(Q)INWORK=$(B)/inwork contrib/completion/make >contrib/completion/inwork.bash

format: ## apply .clang-format
	$(Q)clang-format -i $$(git ls-files '*.c' '*.h')

man_pages = $(wildcard doc/*.[157])
completions = $(prefix)/share/bash-completion/completions
install: program ## install under $(DESTDIR)$(prefix)
	install -d $(DESTDIR)$(prefix)/bin
	install -m 755 $(B)/inwork $(DESTDIR)$(prefix)/bin/inwork
	install -d $(DESTDIR)$(prefix)/libexec/inwork
	install -m 755 $(B)/inwork-courier $(DESTDIR)$(prefix)/libexec/inwork/inwork-courier
	install -d $(DESTDIR)$(prefix)/share/inwork
	install -m 755 contrib/ssh/inwork-contact $(DESTDIR)$(prefix)/share/inwork/inwork-contact
	install -d $(DESTDIR)$(completions)
	install -m 644 contrib/completion/inwork.bash $(DESTDIR)$(completions)/inwork
	for m in $(man_pages); do s=$${m##*.}; \
	    install -d $(DESTDIR)$(prefix)/share/man/man$$s; \
	    install -m 644 $$m $(DESTDIR)$(prefix)/share/man/man$$s/; done

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(prefix)/bin/inwork $(DESTDIR)$(prefix)/libexec/inwork/inwork-courier \
	    $(DESTDIR)$(prefix)/share/inwork/inwork-contact $(DESTDIR)$(completions)/inwork
	for m in $(man_pages); do s=$${m##*.}; \
	    rm -f $(DESTDIR)$(prefix)/share/man/man$$s/$${m##*/}; done

clean: ## remove build/
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 18

-include $(shell [ -d $(B) ] && find $(B) -name '*.d')
