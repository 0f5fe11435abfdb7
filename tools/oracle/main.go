// Command oracle asks the reference frontend itself: it answers the conformance protocol, one JSON request a line on
// stdin and one JSON response a line on stdout. With -bench FILE it measures instead (bench.go).
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/dockerfile-llb/dockerfile-llb/tools/oracle/pinned"
)

func main() {
	pinned.Restore()
	benchFile := flag.String("bench", "", "measure the requests of this file: one pass a line on stdin")
	flag.Parse()
	run := answerAll
	if *benchFile != "" {
		run = func() error { return bench(*benchFile) }
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}

func answerAll() error {
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := bufio.NewWriterSize(os.Stdout, 1<<20)
	encoder := json.NewEncoder(output)
	for {
		line, readErr := input.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			if err := encoder.Encode(answer(line)); err != nil {
				return err
			}
			// Whoever asks one question at a time waits for its answer.
			if input.Buffered() == 0 {
				if err := output.Flush(); err != nil {
					return err
				}
			}
		}
		if errors.Is(readErr, io.EOF) {
			return output.Flush()
		}
		if readErr != nil {
			return readErr
		}
	}
}

func answer(line []byte) response {
	req, err := parseRequest(line)
	if err != nil {
		return response{ID: req.ID, Warnings: []warning{}, conversion: conversion{failure: failureOf("request", err)}}
	}
	switch req.Mode {
	case "", "convert":
		return answerConvert(req)
	case "frontend":
		return answerFrontend(req)
	case "fn":
		return answerFn(req)
	default:
		err := fmt.Errorf("unknown mode %q", req.Mode)
		return response{ID: req.ID, Warnings: []warning{}, conversion: conversion{failure: failureOf("request", err)}}
	}
}
