# Short names for what is typed often. What must pass is .ci/run; it does not
# need make.

GOLANGCI_LINT := go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.12.2
FUZZTIME := 30s

.PHONY: test deep lint fmt update fuzz bench ci

test:
	go test ./...

# Every case of every test.
deep:
	CFDR_DEEP=1 go test -timeout 0 ./...

lint:
	$(GOLANGCI_LINT) run

fmt:
	gofmt -l -w .

# Rewrite the goldens, the examples, the documents and the stories. Read the
# difference before it is committed.
update:
	go test ./generator ./internal/cli ./internal/edit ./schema -update
	UPDATE_SCRIPTS=1 go test ./cmd/cfdr

# Each fuzz target for FUZZTIME.
fuzz:
	@grep -rno --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' . | while IFS=: read -r file _ name; do \
		go test -run '^$$' -fuzz "^$${name#func }\$$" -fuzztime $(FUZZTIME) "$$(dirname "$$file")" || exit 1; \
	done

bench:
	go test -run '^$$' -bench . -benchmem ./...

ci:
	CI=true bash .ci/run
