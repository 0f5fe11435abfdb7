package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/containerd/platforms"
	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/gateway/client"
	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/moby/buildkit/solver/pb"
	"github.com/moby/buildkit/util/apicaps"
	capspb "github.com/moby/buildkit/util/apicaps/pb"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"

	"github.com/dockerfile-llb/dockerfile-llb/tools/oracle/pinned"
)

const (
	sessionID = "oracle-session-id"
	product   = "buildkit"
)

var defaultPlatform = ocispecs.Platform{OS: "linux", Architecture: "amd64"}

// gateway is a daemon's side of a build that answers from the request alone.
type gateway struct {
	opts     client.BuildOpts
	images   map[string]scriptedImage
	meta     map[string]sourceMeta
	files    *files
	known    map[string]foundImage
	resolved []resolved
	solves   []solve
	warns    []warn
}

// foundImage is an answer that was given before: looking up again costs nothing, as with a warm daemon.
type foundImage struct {
	digest digest.Digest
	config []byte
}

// solve is a definition that was handed over to be built.
type solve struct {
	DefinitionDigest string `json:"definitionDigest"`
	Head             string `json:"head"`
	Ops              int    `json:"ops"`
}

type warn struct {
	Msg    string   `json:"msg"`
	Level  int      `json:"level"`
	URL    string   `json:"url,omitempty"`
	Detail []string `json:"detail,omitempty"`
	Ranges []lines  `json:"ranges,omitempty"`
}

// newGateway returns the daemon that a request describes.
func newGateway(req *request) (*gateway, error) {
	attrs, err := req.attributes()
	if err != nil {
		return nil, err
	}
	platform := defaultPlatform
	if name := req.Opts.BuildPlatform; name != "" {
		parsed, err := platforms.Parse(name)
		if err != nil {
			return nil, err
		}
		platform = platforms.Normalize(parsed)
	}
	caps, err := llbCaps(req.LLBCaps)
	if err != nil {
		return nil, err
	}
	files, err := newFiles(req, attrs)
	if err != nil {
		return nil, err
	}
	return &gateway{
		opts: client.BuildOpts{
			Opts:      attrs,
			SessionID: sessionID,
			Workers:   []client.WorkerInfo{{ID: "oracle", Platforms: []ocispecs.Platform{platform}}},
			Product:   product,
			LLBCaps:   caps,
			Caps:      gwpb.Caps.CapSet(gwpb.Caps.All()),
		},
		images: normalised(req.Images),
		known:  map[string]foundImage{},
		meta:   req.SourceMeta,
		files:  files,
	}, nil
}

// llbCaps returns all capabilities but those listed, of which the daemon knows nothing; "all" or nothing lists none.
func llbCaps(value json.RawMessage) (apicaps.CapSet, error) {
	all := pb.Caps.All()
	var word string
	if len(value) == 0 || (json.Unmarshal(value, &word) == nil && word == "all") {
		return pb.Caps.CapSet(all), nil
	}
	var disabled []string
	if err := json.Unmarshal(value, &disabled); err != nil {
		return apicaps.CapSet{}, fmt.Errorf(`llbCaps is "all" or a list: %w`, err)
	}
	known := slices.DeleteFunc(all, func(cap *capspb.APICap) bool { return slices.Contains(disabled, cap.ID) })
	return pb.Caps.CapSet(known), nil
}

func (g *gateway) BuildOpts() client.BuildOpts { return g.opts }

func (g *gateway) Inputs(context.Context) (map[string]llb.State, error) {
	return map[string]llb.State{}, nil
}

func (g *gateway) NewContainer(context.Context, client.NewContainerRequest) (client.Container, error) {
	return nil, errors.New("the oracle runs no containers")
}

// Solve returns a reference that holds the files of the definition's source.
func (g *gateway) Solve(_ context.Context, req client.SolveRequest) (*client.Result, error) {
	if req.Frontend != "" {
		return nil, errors.New("the oracle forwards to no other frontend")
	}
	source, isRead, err := sourceOf(req.Definition)
	if err != nil {
		return nil, err
	}
	result := client.NewResult()
	if isRead {
		result.SetRef(&reading{files: g.files.of(source)})
		return result, nil
	}
	whole, err := marshalled(req.Definition)
	if err != nil {
		return nil, err
	}
	g.solves = append(g.solves, solve{
		DefinitionDigest: digest.FromBytes(whole).String(),
		Head:             headOf(req.Definition.GetDef()),
		Ops:              len(req.Definition.GetDef()),
	})
	// What comes next is another platform, whose identifiers begin anew.
	pinned.Restart()
	result.SetRef(&reading{files: g.files.of(source)})
	return result, nil
}

// sourceOf returns the first source of a definition, and whether the frontend asks for it only to read files.
func sourceOf(definition *pb.Definition) (*pb.SourceOp, bool, error) {
	var found *pb.SourceOp
	for _, encoded := range definition.GetDef() {
		var op pb.Op
		if err := op.UnmarshalVT(encoded); err != nil {
			return nil, false, err
		}
		if source := op.GetSource(); source != nil && found == nil {
			found = source
		}
	}
	isImage := strings.HasPrefix(found.GetIdentifier(), "docker-image://") || strings.HasPrefix(found.GetIdentifier(), "oci-layout://")
	return found, found != nil && !isImage && len(definition.GetDef()) == 2, nil
}

func (g *gateway) ResolveImageConfig(_ context.Context, ref string, opt sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	platform := g.opts.Workers[0].Platforms[0]
	asked := resolved{Ref: ref, LogName: opt.LogName}
	if image := opt.ImageOpt; image != nil {
		asked.Mode = image.ResolveMode
		if image.Platform != nil {
			platform = *image.Platform
		}
	}
	if layout := opt.OCILayoutOpt; layout != nil && layout.Platform != nil {
		platform = *layout.Platform
	}
	asked.Platform = platforms.FormatAll(platform)
	g.resolved = append(g.resolved, asked)
	key := ref + " " + asked.Platform
	if known, ok := g.known[key]; ok {
		return ref, known.digest, known.config, nil
	}
	found, config, err := lookUp(g.images, ref, platform)
	if err != nil {
		return "", "", nil, err
	}
	g.known[key] = foundImage{found, config}
	return ref, found, config, nil
}

func (g *gateway) ResolveSourceMetadata(ctx context.Context, op *pb.SourceOp, opt sourceresolver.Opt) (*sourceresolver.MetaResponse, error) {
	answer := &sourceresolver.MetaResponse{Op: op}
	if ref, ok := strings.CutPrefix(op.Identifier, "docker-image://"); ok {
		_, found, config, err := g.ResolveImageConfig(ctx, ref, opt)
		if err != nil {
			return nil, err
		}
		answer.Image = &sourceresolver.ResolveImageResponse{Digest: found, Config: config}
		return answer, nil
	}
	known := g.meta[op.Identifier]
	if strings.HasPrefix(op.Identifier, "git://") {
		answer.Git = &sourceresolver.ResolveGitResponse{CommitObject: []byte(known.GitCommitObject)}
	}
	if strings.HasPrefix(op.Identifier, "http://") || strings.HasPrefix(op.Identifier, "https://") {
		answer.HTTP = &sourceresolver.ResolveHTTPResponse{}
		if known.HTTPLastModified != "" {
			modified, err := time.Parse(time.RFC3339, known.HTTPLastModified)
			if err != nil {
				return nil, err
			}
			answer.HTTP.LastModified = &modified
		}
	}
	return answer, nil
}

func (g *gateway) Warn(_ context.Context, _ digest.Digest, msg string, opts client.WarnOpts) error {
	said := warn{Msg: msg, Level: opts.Level, URL: opts.URL}
	for _, detail := range opts.Detail {
		said.Detail = append(said.Detail, string(detail))
	}
	for _, r := range opts.Range {
		said.Ranges = append(said.Ranges, lines{Start: positionOf(r.Start), End: positionOf(r.End)})
	}
	g.warns = append(g.warns, said)
	return nil
}

func positionOf(p *pb.Position) position {
	return position{Line: int(p.GetLine()), Character: int(p.GetCharacter())}
}
