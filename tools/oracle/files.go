package main

import (
	"context"
	"fmt"
	"path"
	"strings"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/frontend/gateway/client"
	"github.com/moby/buildkit/solver/pb"
	fstypes "github.com/tonistiigi/fsutil/types"
)

// downloaded is what a file behind a URL holds where the request says nothing of it.
const downloaded = "oracle"

// files is all that a build may read, by source.
type files struct {
	req         *request
	dockerfile  []byte
	buildLocal  string
	mainContext string
}

func newFiles(req *request, attrs map[string]string) (*files, error) {
	dockerfile, err := req.dockerfile()
	if err != nil {
		return nil, err
	}
	found := &files{req: req, dockerfile: dockerfile, buildLocal: "dockerfile", mainContext: "context"}
	if name := attrs["dockerfilekey"]; name != "" {
		found.buildLocal = name
	}
	if key := attrs["contextkey"]; key != "" {
		found.mainContext = key
	}
	found.mainContext = attrs[found.mainContext]
	return found, nil
}

// of returns the files of a source by path; nothing for no source.
func (f *files) of(source *pb.SourceOp) map[string][]byte {
	found := map[string][]byte{}
	identifier := source.GetIdentifier()
	local, isLocal := strings.CutPrefix(identifier, "local://")
	switch {
	case isLocal && local == f.buildLocal:
		f.addDockerfile(found)
	case isLocal && local == "context":
		add(found, ".dockerignore", f.req.Dockerignore)
	case !isLocal && f.mainContext != "":
		f.addDockerfile(found)
		found["context"] = f.dockerfile
	}
	name := source.GetAttrs()[pb.AttrHTTPFilename]
	if _, isThere := found[name]; name != "" && !isThere {
		found[name] = []byte(downloaded)
	}
	for _, key := range []string{local, identifier} {
		for name, content := range f.req.ContextFiles[key] {
			found[path.Clean(name)] = []byte(content)
		}
	}
	return found
}

func (f *files) addDockerfile(found map[string][]byte) {
	found[path.Clean(f.req.Filename)] = f.dockerfile
	add(found, path.Clean(f.req.Filename)+".dockerignore", f.req.DockerfileDockerignore)
}

func add(found map[string][]byte, name, content string) {
	if content != "" {
		found[name] = []byte(content)
	}
}

// reading is a solved source whose files can be read.
type reading struct {
	files map[string][]byte
}

func (r *reading) ToState() (llb.State, error) { return llb.Scratch(), nil }

func (r *reading) Evaluate(context.Context) error { return nil }

func (r *reading) ReadFile(_ context.Context, req client.ReadRequest) ([]byte, error) {
	content, err := r.find(req.Filename)
	if err != nil || req.Range == nil {
		return content, err
	}
	start := min(req.Range.Offset, len(content))
	return content[start:min(start+req.Range.Length, len(content))], nil
}

func (r *reading) StatFile(_ context.Context, req client.StatRequest) (*fstypes.Stat, error) {
	content, err := r.find(req.Path)
	if err != nil {
		return nil, err
	}
	return &fstypes.Stat{Path: req.Path, Size: int64(len(content)), Mode: 0o644}, nil
}

func (r *reading) ReadDir(context.Context, client.ReadDirRequest) ([]*fstypes.Stat, error) {
	return nil, nil
}

func (r *reading) find(name string) ([]byte, error) {
	content, ok := r.files[path.Clean(name)]
	if !ok {
		return nil, fmt.Errorf("open %s: no such file or directory", name)
	}
	return content, nil
}
