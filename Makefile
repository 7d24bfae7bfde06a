# What takes longer than a test may. The tests themselves: uv run --extra test pytest
UV ?= uv
SECONDS ?= 600
FUZZ ?= .fuzz

.PHONY: fuzz bad-inputs

fuzz: ## Fuzz reader and segmenter for so many seconds; what is found lies in $(FUZZ).
	mkdir -p $(FUZZ)/found
	$(UV) run --extra test --extra fuzz python fuzz/corpus.py $(FUZZ)/samples
	$(UV) run --extra test --extra fuzz python fuzz/fuzz_reading.py $(FUZZ)/found $(FUZZ)/samples \
	  -max_total_time=$(SECONDS) -timeout=30 -rss_limit_mb=1500 -max_len=8000 -artifact_prefix=$(FUZZ)/

bad-inputs: ## Build good minutes among some hundred bad files, and tell what each cost.
	$(UV) run --extra test python benchmarks/bad_inputs.py
