# make run     a demo on this machine, from a fresh clone: http://localhost:8080 when it says so
# make build   what 'make run' builds, without starting it: target/release/sitewarden, its models in .models
# make test    everything: rules, both databases, recognition, API, browser
# make bench   camera frame to verdict, by roster size and stage
# make bench-import  30,000 workers in and out by sheet, on both databases: time and memory
# make bench-areas   30,000 people judged anew as an outbreak area comes and goes; the real areas of 2020 to 2022
# make bench-lists   first pages of the list of workers with 30,000 people, and with 1,000,000 as LISTS_SITES=33
# make bench-profiles  a change of a disease profile for 30,000 people: tried, put in force, stood down
# make check   the quick part of the tests: formatting, lints, types, the API document
# make screenshots takes the README's pictures anew in a real browser
# make openapi writes the API document and the web pages' client anew

export CARGO_TARGET_DIR ?= $(CURDIR)/target

.PHONY: run build test bench bench-areas bench-import bench-lists bench-profiles check openapi screenshots clean-data

run:
	@sh scripts/run.sh $(ARGS)

build:
	@sh scripts/build.sh && echo "Built · 编译好了: $(CARGO_TARGET_DIR)/release/sitewarden, .models"

test:
	@sh scripts/test.sh all

check:
	@sh scripts/test.sh check

bench:
	@sh scripts/bench.sh

bench-areas:
	@sh scripts/bench-areas.sh

bench-import:
	@sh scripts/bench-import.sh

bench-lists:
	@sh scripts/bench-lists.sh

bench-profiles:
	@sh scripts/bench-profiles.sh

openapi:
	@sh scripts/openapi.sh write

screenshots:
	@sh scripts/screenshots.sh

clean-data:
	@rm -rf data/demo && echo "The demo's data is gone; the next 'make run' sets up a new district. · 演示数据已清除。"
