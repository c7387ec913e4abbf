# Everything that one does with Millrace on one machine. `make` alone lists it.
# Needs a JDK of version 21 or later, Maven, Node.js and git; services/local/bin/with-tools finds and checks them.

TOOLS := services/local/bin/with-tools
LAUNCH := services/local/bin/launch
WEB := services/console/src/main/webui
ARGS ?=

# Whatever can change what is built. Folders too, so that a deleted file counts.
SOURCES := $(shell find pom.xml .mvn services \( -name target -o -name node_modules -o -name .millrace \) -prune -o -print)
BUILT := target/built

.DEFAULT_GOAL := help
.PHONY: help build up demo bench test conformance docs connector connector-test images native check-deploy check-upgrade format clean

help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  MILLRACE_PORT_OFFSET=1000 moves every port; see services/local/README.md"

build: $(BUILT) ## Package everything; does nothing when nothing changed

$(BUILT): $(SOURCES)
	@services/local/bin/build
	@touch $@

up: $(BUILT) ## Start the platform on the data it kept, until Ctrl-C
	@exec $(LAUNCH) up $(ARGS)

demo: $(BUILT) ## Start, sign up, connect, load and report; ARGS=--once stops afterwards
	@exec $(LAUNCH) demo $(ARGS)

bench: $(BUILT) ## Measure Millrace beside its peers, as ratios in one run; ARGS=--quick in minutes, ARGS=--pieces each piece alone
	@exec services/bench/bin/bench $(ARGS)

test: ## Check and test everything: style, units, real servers, the web app, the product in a browser
	@MILLRACE_CHROMIUM="$$(services/local/bin/find-chromium)" && export MILLRACE_CHROMIUM && $(TOOLS) mvn verify

images: $(BUILT) ## Write a container image of each service to target/images; MILLRACE_IMAGE_BASE says what they begin with, MILLRACE_IMAGE_AOT=no leaves out caches
	@services/images/bin/images

native: ## Make native executables and test them, by GRAALVM_HOME or a builder container: make native ARGS=console
	@services/images/bin/native $(ARGS)

check-deploy: $(BUILT) ## Check the chart, its commands and the images; install it with podman, and check terraform, where these are there
	@$(TOOLS) mvn -q -pl services/shared/kernel,services/shared/connector-spi,services/shared/events,services/local,services/shared/tls,services/images,services/deploy-checks \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dtest='dev.millrace.deploychecks.**,dev.millrace.images.**' test
	@terraform/check
	@terraform/moto/check
	@services/deploy-checks/bin/pods

check-upgrade: $(BUILT) ## Upgrade an installation under load, by podman, from a release before: make check-upgrade FROM=v0.1.0
	@services/deploy-checks/bin/upgrade "$(FROM)"

conformance: ## Run the outside cases and print the tables; MILLRACE_CONFORMANCE names their folder
	@mkdir -p target; $(if $(MILLRACE_CONFORMANCE),MILLRACE_CONFORMANCE="$(abspath $(MILLRACE_CONFORMANCE))") $(TOOLS) mvn -pl services/connectors/file,services/connectors/rest,services/sync-worker -am -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dtest='*Conformance*' test > target/conformance.log 2>&1; code=$$?; \
	  grep -vE '^(\[INFO\]|\[WARNING\]|WARNING|SLF4J)' target/conformance.log; exit $$code

docs: $(BUILT) ## Renew what is written from the code: the configuration, the API's contract, the web app's types, the catalogue's pages
	@$(TOOLS) mvn -q -pl services/architecture -Dmillrace.configuration=write \
	  -Dtest=ConfigurationDocumentTest test-compile surefire:test
	@$(TOOLS) mvn -q -pl services/shared/kernel,services/shared/connector-spi,services/shared/events,services/local,services/shared/tls,services/deploy-checks -Dmillrace.values=write \
	  -Dtest=ValuesDocumentTest -Dsurefire.failIfNoSpecifiedTests=false test-compile surefire:test
	@$(TOOLS) mvn -q -pl services/shared/kernel,services/shared/connector-spi,services/shared/events,services/shared/settings,services/local,services/shared/tls,services/shared/commands,services/console -Dexec.skip=true -Dmillrace.contract=write \
	  -Dtest=ContractTest -Dsurefire.failIfNoSpecifiedTests=false test-compile surefire:test
	@cd $(WEB) && npm run --silent api-types
	@$(TOOLS) mvn -q -pl services/shared/kernel,services/local,services/shared/connector-spi,services/shared/connector-testkit,services/connectors/rest \
	  -Dmillrace.connectors=write -Dtest=ConnectorPagesTest -Dsurefire.failIfNoSpecifiedTests=false test-compile surefire:test

connector: ## Start a connector of a REST API: make connector NAME=acme
	@services/connectors/rest/bin/new-connector "$(NAME)"
	@$(MAKE) --no-print-directory connector-test NAME="$(NAME)"

connector-test: ## Hold a connector of the catalogue against its recorded answers: make connector-test NAME=acme
	@$(TOOLS) mvn -q -pl services/shared/kernel,services/local,services/shared/connector-spi,services/shared/connector-testkit,services/connectors/rest \
	  -Dmillrace.connector="$(NAME)" -Dtest=CatalogueContractTest -Dsurefire.failIfNoSpecifiedTests=false test-compile surefire:test

format: ## Format all sources
	@$(TOOLS) mvn -q spotless:apply
	@cd $(WEB) && { [ -d node_modules ] || npm ci; } && npm run --silent format

clean: ## Delete what was built; the platform's data in .millrace stays
	@find . -name target -type d -prune -exec rm -rf {} +
