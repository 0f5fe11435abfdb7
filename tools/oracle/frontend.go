package main

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/builder"
	"github.com/moby/buildkit/frontend/gateway/client"

	"github.com/dockerfile-llb/dockerfile-llb/tools/oracle/pinned"
)

// frontendResult is what a whole build returns to its client and asked of its daemon.
type frontendResult struct {
	Metadata  map[string]string `json:"metadata,omitempty"`
	Solves    []solve           `json:"solves"`
	Warns     []warn            `json:"warns"`
	Refs      []string          `json:"refs"`
	SingleRef bool              `json:"singleRef"`
}

// failedResult is the same of a build that returned an error.
type failedResult struct {
	Solves []solve `json:"solves"`
	Warns  []warn  `json:"warns"`
}

// answerFrontend is mode frontend: the reference's whole Build.
func answerFrontend(req *request) response {
	answer := response{ID: req.ID, Warnings: []warning{}}
	gw, err := newGateway(req)
	if err != nil {
		answer.failure = failureOf("request", err)
		return answer
	}
	pinned.Restart()
	result, err := recovered(func() (*client.Result, error) { return builder.Build(context.Background(), gw) })
	// The released frontend solves its platforms at the same time, so their order says nothing.
	slices.SortFunc(gw.solves, func(a, b solve) int { return strings.Compare(a.Head, b.Head) })
	if err != nil {
		answer.failure = failureOf("frontend", err)
		answer.Result = failedResult{Solves: gw.solves, Warns: gw.warns}
		return answer
	}
	answer.OK = true
	out := frontendResult{Solves: gw.solves, Warns: gw.warns}
	if result != nil {
		out.SingleRef = result.Ref != nil
		out.Refs = slices.Sorted(maps.Keys(result.Refs))
		out.Metadata = map[string]string{}
		for key, value := range result.Metadata {
			out.Metadata[key] = string(value)
		}
	}
	answer.Result = out
	return answer
}
