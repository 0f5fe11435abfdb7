package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

// response is one line of stdout.
type response struct {
	ID string `json:"id"`
	conversion
	ExtraPlatforms []conversion `json:"extraPlatforms,omitempty"`
	Syntax         *syntax      `json:"syntax,omitempty"`
	Warnings       []warning    `json:"warnings"`
	Resolved       []resolved   `json:"resolved,omitempty"`
	Outline        any          `json:"outline,omitempty"`
	Targets        any          `json:"targets,omitempty"`
	Lint           any          `json:"lint,omitempty"`
	Result         any          `json:"result,omitempty"`
}

// failure is why there is no answer; Panic is the place where the reference broke.
type failure struct {
	Phase     string    `json:"phase,omitempty"`
	Error     string    `json:"error,omitempty"`
	Locations [][]lines `json:"locations,omitempty"`
	Panic     string    `json:"panic,omitempty"`
}

// conversion is what one platform comes to.
type conversion struct {
	Platform string `json:"platform,omitempty"`
	OK       bool   `json:"ok"`
	failure
	Head             string                     `json:"head"`
	Def              [][]byte                   `json:"def,omitempty"`
	Digests          []string                   `json:"digests,omitempty"`
	Ops              []op                       `json:"ops,omitempty"`
	Metadata         map[string]json.RawMessage `json:"metadata,omitempty"`
	Source           json.RawMessage            `json:"source,omitempty"`
	DefinitionDigest string                     `json:"definitionDigest,omitempty"`
	Image            json.RawMessage            `json:"image,omitempty"`
	ImageDigest      string                     `json:"imageDigest,omitempty"`
	BaseImage        json.RawMessage            `json:"baseImage,omitempty"`
	BaseImageDigest  string                     `json:"baseImageDigest,omitempty"`
	Epoch            *int64                     `json:"epoch,omitempty"`
	SBOM             *sbom                      `json:"sbom,omitempty"`
}

type op struct {
	Digest string          `json:"digest"`
	Op     json.RawMessage `json:"op"`
}

type sbom struct {
	Extras        map[string]string `json:"extras,omitempty"`
	IsIgnoreCache bool              `json:"isIgnoreCache,omitempty"`
}

type syntax struct {
	Cmdline string  `json:"cmdline"`
	Ranges  []lines `json:"ranges"`
	Ref     string  `json:"ref"`
}

type warning struct {
	Rule        string  `json:"rule"`
	Description string  `json:"description"`
	URL         string  `json:"url,omitempty"`
	Message     string  `json:"message"`
	Ranges      []lines `json:"ranges"`
}

type resolved struct {
	Ref      string `json:"ref"`
	Platform string `json:"platform,omitempty"`
	Mode     string `json:"mode,omitempty"`
	LogName  string `json:"logName,omitempty"`
}

type lines struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// linesOf returns ranges as the protocol writes them: an empty list for none.
func linesOf(ranges []parser.Range) []lines {
	out := make([]lines, 0, len(ranges))
	for _, r := range ranges {
		out = append(out, lines{Start: position(r.Start), End: position(r.End)})
	}
	return out
}

// subrequestFailure is why a subrequest has no answer; its locations are null where it has none.
type subrequestFailure struct {
	Error     string    `json:"error"`
	Locations [][]lines `json:"locations"`
}

// brokenSubrequest is a panic inside a subrequest.
type brokenSubrequest struct {
	Error string `json:"error"`
	Panic string `json:"panic"`
}

func failureOf(phase string, err error) failure {
	failed := failure{Phase: phase, Error: err.Error()}
	var located *parser.LocationError
	if errors.As(err, &located) {
		for _, ranges := range located.Locations {
			failed.Locations = append(failed.Locations, linesOf(ranges))
		}
	}
	var broken *panicked
	if errors.As(err, &broken) {
		failed.Panic = broken.stack
	}
	return failed
}

// panicked is a panic of the reference as an error.
type panicked struct {
	reason any
	stack  string
}

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v", p.reason) }

// recovered runs f and returns its panic as an error.
func recovered[T any](f func() (T, error)) (result T, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = &panicked{reason: reason, stack: functionsOnStack()}
		}
	}()
	return f()
}

// functionsOnStack names the reference's functions that were running, the innermost first.
func functionsOnStack() string {
	var callers [64]uintptr
	frames := runtime.CallersFrames(callers[:runtime.Callers(0, callers[:])])
	var names []string
	for {
		frame, more := frames.Next()
		if strings.HasPrefix(frame.Function, "github.com/moby/buildkit/") {
			names = append(names, frame.Function)
		}
		if !more {
			return strings.Join(names, "\n")
		}
	}
}

// protoJSON writes a message without protojson's random spaces.
func protoJSON(message proto.Message) (json.RawMessage, error) {
	return compactJSON(message, protojson.MarshalOptions{})
}

// opJSON writes an operation with the field names of ops.proto.
func opJSON(operation proto.Message) (json.RawMessage, error) {
	return compactJSON(operation, protojson.MarshalOptions{UseProtoNames: true})
}

func compactJSON(message proto.Message, options protojson.MarshalOptions) (json.RawMessage, error) {
	spaced, err := options.Marshal(message)
	if err != nil {
		return nil, err
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, spaced); err != nil {
		return nil, err
	}
	return compact.Bytes(), nil
}
