# Masthead's commands for people. `make help` lists them.

HOST ?= 127.0.0.1
PORT ?= 8080
DATA ?= ./data

SHELL := /usr/bin/env bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

# Without this check, an undeclared import compiles on a warm build folder, and a wall between modules is only a wish.
SWIFT_FLAGS := --explicit-target-dependency-import-check error
# One file to copy, and no detour through shared libraries on each call of the runtime. Exclusive access to memory is
# checked while running in debug builds, where all tests run; checking it again costs each request a twentieth.
RELEASE_FLAGS := --static-swift-stdlib -Xswiftc -enforce-exclusivity=unchecked
# Each test that waits lets another begin, so that hundreds have their databases open: with more than some 1,300 files open
# Foundation may crash when it starts a program.
TEST_FLAGS := --experimental-maximum-parallelization-width 16
SWIFT_SOURCES := Package.swift Sources Tests
RELEASE := .build/release/masthead
DEBUG := .build/debug/masthead
VENV_PYTHON := .build-checks/venv/bin/python

.PHONY: run
run: setup-run build-release ## Build Masthead and serve the example site (HOST, PORT and DATA may be given)
	exec $(RELEASE) demo --data "$(DATA)" --host "$(HOST)" --port "$(PORT)"

.PHONY: test
test: setup-test lint unit check ## Run every test: format, unit tests on both databases, the example site in a browser
	$(VENV_PYTHON) Checks/soak.py $(DEBUG) --sqlite 10 --postgres 5
	$(VENV_PYTHON) Checks/soak_clicks.py $(DEBUG) --sqlite 5 --postgres 5
	$(VENV_PYTHON) Checks/soak_offers.py $(DEBUG) --sqlite 3 --postgres 3
	$(VENV_PYTHON) Checks/soak_comments.py $(DEBUG) --sqlite 5 --postgres 5
	$(VENV_PYTHON) Checks/soak_edition.py $(DEBUG) --sqlite 5 --postgres 5
	$(VENV_PYTHON) Checks/mail.py $(DEBUG)

.PHONY: unit
unit: setup-test build-debug ## Run the Swift tests only, and say at the end which failed (the whole output is in .build/unit.log)
	$(VENV_PYTHON) Scripts/unit_tests.py .build/unit.log -- \
	    swift test --skip-build --disable-xctest $(TEST_FLAGS) $(SWIFT_FLAGS)

.PHONY: check
check: setup-test build-debug ## Serve the example site and check its pages, feeds and manners (ONLY=name for one check)
	MASTHEAD_HTTP_BEHIND_PROXY=true $(VENV_PYTHON) Scripts/example_site.py $(DEBUG) -- \
	    $(VENV_PYTHON) Checks/run.py $(foreach name,$(ONLY),--only $(name)) --binary $(DEBUG) --data '{data}' '{url}'

.PHONY: check-mail
check-mail: setup-test build-debug ## Check outgoing mail with a Postfix of its own, and what is understood of mail that comes back
	$(VENV_PYTHON) Checks/mail.py $(DEBUG)

.PHONY: soak
soak: setup-test build-debug ## Kill the server 200 times on each database while somebody saves, follows links, sees advertisements or is sent an edition, and look that nothing is lost (KILLS=number)
	$(VENV_PYTHON) Checks/soak.py $(DEBUG) --sqlite $(or $(KILLS),200) --postgres $(or $(KILLS),200)
	$(VENV_PYTHON) Checks/soak_clicks.py $(DEBUG) --sqlite $(or $(KILLS),200) --postgres $(or $(KILLS),200)
	$(VENV_PYTHON) Checks/soak_offers.py $(DEBUG) --sqlite $(or $(KILLS),200) --postgres $(or $(KILLS),200)
	$(VENV_PYTHON) Checks/soak_comments.py $(DEBUG) --sqlite $(or $(KILLS),200) --postgres $(or $(KILLS),200)
	$(VENV_PYTHON) Checks/soak_edition.py $(DEBUG) --sqlite $(or $(KILLS),200) --postgres $(or $(KILLS),200)

.PHONY: soak-pages
soak-pages: setup-test build-debug ## Ask for every public route in 500 random states of the commercial data (SEED=number repeats a run)
	MASTHEAD_EVERY_ROUTE=1 $(if $(SEED),MASTHEAD_SEED=$(SEED)) \
	    swift test --skip-build --disable-xctest $(TEST_FLAGS) $(SWIFT_FLAGS) --filter AppTests.EqualEditorialBytesTests

.PHONY: lint
lint: setup-run ## Check the format of the Swift sources
	swift format lint --strict --recursive --parallel $(SWIFT_SOURCES)

.PHONY: format
format: setup-run ## Format the Swift sources
	swift format --in-place --recursive --parallel $(SWIFT_SOURCES)

.PHONY: bench
bench: setup-bench build-release ## Measure speed, against nginx and as a site grows (BENCH_FLAGS=--quick is short)
	/usr/bin/python3 Benchmarks/http/run.py --binary $(RELEASE) $(BENCH_FLAGS)
	/usr/bin/python3 Benchmarks/comments/screen.py --binary $(RELEASE) $(BENCH_COMMENTS)

.PHONY: bench-screen
bench-screen: build-release ## Measure how fast comments are screened, and how well spam is told (BENCH_COMMENTS=folder of comments)
	/usr/bin/python3 Benchmarks/comments/screen.py --binary $(RELEASE) $(BENCH_COMMENTS)

.PHONY: bench-ads
bench-ads: build-release ## Let the advertising engine serve a simulated week of 10 million pages and 1,000 flights (ADS_FLAGS="--days 1" is short)
	$(RELEASE) bench-ads $(ADS_FLAGS)

.PHONY: screenshot
screenshot: setup-test build-release ## Take the README's picture of an article
	$(VENV_PYTHON) Scripts/example_site.py $(RELEASE) -- \
	    $(VENV_PYTHON) Scripts/screenshot.py '{url}/do-many-south-koreans-defect-to-north-korea' docs/images/article.png

.PHONY: desk-pictures
desk-pictures: setup-test build-debug ## Take the pictures of the offices for docs/
	MASTHEAD_MAIL_SERVER=127.0.0.1 MASTHEAD_MAIL_PORT=9 MASTHEAD_MAIL_FROM=desk@quarto.example \
	    $(VENV_PYTHON) Scripts/example_site.py $(DEBUG) -- \
	    $(VENV_PYTHON) Scripts/desk_pictures.py $(DEBUG) '{data}' '{url}' docs/images

.PHONY: build-release
build-release: setup-run
	swift build --configuration release --product masthead $(SWIFT_FLAGS) $(RELEASE_FLAGS)

# One debug build for the unit tests and for the checks, so that nothing is compiled twice.
.PHONY: build-debug
build-debug: setup-run
	swift build --build-tests --disable-xctest $(SWIFT_FLAGS)

.PHONY: setup-run setup-test setup-bench
setup-run setup-test setup-bench:
	@Scripts/setup.sh $(@:setup-%=%)

.PHONY: clean
clean: ## Remove what was built (the site's data stays)
	rm -rf .build .build-checks

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
