package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"

	"github.com/dockerfile-llb/dockerfile-llb/tools/oracle/pinned"
)

// pass is one walk over all requests.
type pass struct {
	Files  int `json:"files"`
	Failed int `json:"failed"`
	// The length of all definitions and image configs.
	Bytes   int     `json:"bytes"`
	Seconds float64 `json:"seconds"`
	// What the processor spent on this process: also true on a busy machine.
	CPUSeconds float64 `json:"cpuSeconds"`
	// The most memory this process has had, in bytes.
	PeakBytes int64 `json:"peakBytes"`
}

// bench opens the build of every convert request of a file (JSON lines, gzipped or not) and then, for each line on
// stdin, converts and marshals them all once on one thread and prints one line of JSON. Options are parsed and the
// Dockerfile is read before the clock starts.
func bench(file string) error {
	runtime.GOMAXPROCS(1)
	pinned.UseRandom()
	builds, err := openAll(file)
	if err != nil {
		return err
	}
	input := bufio.NewScanner(os.Stdin)
	for input.Scan() {
		start, before := time.Now(), usage()
		result := pass{Files: len(builds)}
		for _, b := range builds {
			size, err := recovered(b.convertOnce)
			result.Bytes += size
			if err != nil {
				result.Failed++
			}
		}
		result.Seconds = time.Since(start).Seconds()
		after := usage()
		result.CPUSeconds = (cpuTime(after) - cpuTime(before)).Seconds()
		result.PeakBytes = after.Maxrss * 1024
		if err := json.NewEncoder(os.Stdout).Encode(result); err != nil {
			return err
		}
	}
	return input.Err()
}

// usage returns what this process has taken so far.
func usage() syscall.Rusage {
	var taken syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &taken)
	return taken
}

// cpuTime returns how long a process has run in user and system mode.
func cpuTime(taken syscall.Rusage) time.Duration {
	return time.Duration(taken.Utime.Nano() + taken.Stime.Nano())
}

func openAll(file string) ([]*build, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if strings.HasSuffix(file, ".gz") {
		reader, err := gzip.NewReader(bytes.NewReader(content))
		if err != nil {
			return nil, err
		}
		if content, err = io.ReadAll(reader); err != nil {
			return nil, err
		}
	}
	var builds []*build
	for line := range bytes.SplitSeq(content, []byte("\n")) {
		if len(line) == 0 {
			continue
		}
		req, err := parseRequest(line)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", req.ID, err)
		}
		// What fails before the Dockerfile is parsed is no conversion to measure.
		if opened, _, err := openRecovered(req); err == nil {
			builds = append(builds, opened)
		}
	}
	return builds, nil
}

// convertOnce returns how many bytes the definitions and image configs of all platforms have.
func (b *build) convertOnce() (int, error) {
	size := 0
	for _, platform := range b.targetPlatforms() {
		opt := b.options(ignore)
		opt.TargetPlatform = platform
		result, err := dockerfile2llb.Dockerfile2LLB(context.Background(), b.source.Data, opt)
		if err != nil {
			return size, err
		}
		definition, err := result.State.Marshal(context.Background())
		if err != nil {
			return size, err
		}
		whole, err := definition.ToPB().MarshalVT()
		if err != nil {
			return size, err
		}
		image, err := json.Marshal(result.Image)
		if err != nil {
			return size, err
		}
		size += len(whole) + len(image)
	}
	// Called for the next pass: what was collected for an answer would only grow.
	b.gateway.resolved = nil
	return size, nil
}
