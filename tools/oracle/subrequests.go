package main

import (
	"context"

	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"

	"github.com/dockerfile-llb/dockerfile-llb/tools/oracle/pinned"
)

// addSubrequests answers outline, targets and lint, each on a build of its own as a client's request would. Nobody
// listens to the outline's warnings, so `# check=error=true` is no error there.
func addSubrequests(req *request, answer *response) {
	if !req.omits("outline") {
		answer.Outline = subrequest(req, func(b *build) (any, error) {
			outline, err := dockerfile2llb.Dockerfile2Outline(context.Background(), b.source.Data, b.options(nil))
			if err != nil {
				return nil, err
			}
			outline.Sources = nil
			return outline, nil
		})
	}
	if !req.omits("targets") {
		answer.Targets = subrequest(req, func(b *build) (any, error) {
			list, err := dockerfile2llb.ListTargets(context.Background(), b.source.Data)
			if err != nil {
				return nil, err
			}
			return list.Targets, nil
		})
	}
	if !req.omits("lint") {
		answer.Lint = subrequest(req, func(b *build) (any, error) {
			results, err := dockerfile2llb.DockerfileLint(context.Background(), b.source.Data, b.options(nil))
			if err != nil {
				return nil, err
			}
			results.Sources = nil
			return results, nil
		})
	}
}

func subrequest(req *request, ask func(*build) (any, error)) any {
	answer, err := recovered(func() (any, error) {
		opened, _, err := openBuild(req)
		if err != nil {
			return nil, err
		}
		pinned.Restart()
		return ask(opened)
	})
	if err == nil {
		return answer
	}
	failed := failureOf("", err)
	if failed.Panic != "" {
		return brokenSubrequest{Error: failed.Error, Panic: failed.Panic}
	}
	return subrequestFailure{Error: failed.Error, Locations: failed.Locations}
}
