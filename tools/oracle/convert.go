package main

import (
	"context"
	"encoding/json"
	"maps"

	"github.com/containerd/platforms"
	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerui"
	"github.com/moby/buildkit/solver/pb"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"google.golang.org/protobuf/proto"

	"github.com/dockerfile-llb/dockerfile-llb/tools/oracle/pinned"
)

// build is a request that the reference has taken in: options parsed, Dockerfile read.
type build struct {
	gateway *gateway
	client  *dockerui.Client
	source  *dockerui.Source
}

// openBuild returns the build of a request, or the phase that failed and its error.
func openBuild(req *request) (*build, string, error) {
	gw, err := newGateway(req)
	if err != nil {
		return nil, "request", err
	}
	client, err := dockerui.NewClient(gw)
	if err != nil {
		return nil, "client", err
	}
	if err := setWithoutAttribute(client, req.Opts); err != nil {
		return nil, "request", err
	}
	source, err := client.ReadEntrypoint(context.Background(), "Dockerfile")
	if err != nil {
		return nil, "entrypoint", err
	}
	return &build{gateway: gw, client: client, source: source}, "", nil
}

// setWithoutAttribute sets what no frontend option can say.
func setWithoutAttribute(client *dockerui.Client, o options) error {
	if len(o.BuildPlatforms) > 0 {
		client.BuildPlatforms = nil
		for _, name := range o.BuildPlatforms {
			parsed, err := platforms.Parse(name)
			if err != nil {
				return err
			}
			client.BuildPlatforms = append(client.BuildPlatforms, platforms.Normalize(parsed))
		}
	}
	for _, d := range o.Devices {
		client.Devices = append(client.Devices, &pb.CDIDevice{Name: d.Name, Optional: d.Optional})
	}
	return nil
}

type warnFunc = func(rule, description, url, message string, location []parser.Range)

// options returns what one conversion starts from; the converter changes the build args it is given.
func (b *build) options(warn warnFunc) dockerfile2llb.ConvertOpt {
	opt := dockerfile2llb.ConvertOpt{
		Config:       b.client.Config,
		Client:       b.client,
		SourceMap:    b.source.SourceMap,
		MetaResolver: b.gateway,
		Warn:         warn,
	}
	opt.BuildArgs = maps.Clone(opt.BuildArgs)
	return opt
}

func ignore(string, string, string, string, []parser.Range) {}

// targetPlatforms returns the platforms that are asked for: nil alone for the default one.
func (b *build) targetPlatforms() []*ocispecs.Platform {
	var out []*ocispecs.Platform
	for i := range b.client.TargetPlatforms {
		out = append(out, &b.client.TargetPlatforms[i])
	}
	if len(out) == 0 {
		return []*ocispecs.Platform{nil}
	}
	return out
}

// answerConvert is mode convert: each platform's conversion, then the three subrequests.
func answerConvert(req *request) response {
	answer := response{ID: req.ID, Warnings: []warning{}}
	opened, phase, err := openRecovered(req)
	if err != nil {
		answer.failure = failureOf(phase, err)
		return answer
	}
	if ref, cmdline, ranges, ok := parser.DetectSyntax(opened.source.Data); ok {
		answer.Syntax = &syntax{Cmdline: cmdline, Ranges: linesOf(ranges), Ref: ref}
	}
	collect := func(rule, description, url, message string, location []parser.Range) {
		answer.Warnings = append(answer.Warnings, warning{rule, description, url, message, linesOf(location)})
	}
	for i, platform := range opened.targetPlatforms() {
		opt := opened.options(collect)
		if i > 0 {
			opt.Warn = nil
		}
		opt.TargetPlatform = platform
		converted := opened.convert(req, opt)
		if i == 0 {
			answer.conversion = converted
		} else {
			answer.ExtraPlatforms = append(answer.ExtraPlatforms, converted.digestsOnly())
		}
	}
	if !req.omits("resolved") {
		answer.Resolved = opened.gateway.resolved
	}
	addSubrequests(req, &answer)
	return answer
}

func openRecovered(req *request) (*build, string, error) {
	type outcome struct {
		build *build
		phase string
	}
	opened, err := recovered(func() (outcome, error) {
		b, phase, err := openBuild(req)
		return outcome{b, phase}, err
	})
	return opened.build, opened.phase, err
}

// convert returns what one platform comes to.
func (b *build) convert(req *request, opt dockerfile2llb.ConvertOpt) conversion {
	ctx := context.Background()
	out := conversion{}
	if opt.TargetPlatform != nil {
		out.Platform = platforms.FormatAll(platforms.Normalize(*opt.TargetPlatform))
	}
	pinned.Restart()
	result, err := recovered(func() (*dockerfile2llb.Result, error) {
		return dockerfile2llb.Dockerfile2LLB(ctx, b.source.Data, opt)
	})
	if err != nil {
		out.failure = failureOf("convert", err)
		return out
	}
	definition, err := recovered(func() (*llb.Definition, error) { return result.State.Marshal(ctx) })
	if err != nil {
		// The words that the frontend itself puts before it.
		out.failure = failureOf("marshal", err)
		out.failure.Error = "failed to marshal LLB definition: " + out.failure.Error
		return out
	}
	err = out.describe(req, definition.ToPB())
	if err == nil {
		err = out.describeImages(req, result)
	}
	if err == nil {
		out.SBOM, err = describeScan(ctx, result)
	}
	if err != nil {
		return conversion{Platform: out.Platform, failure: failureOf("encode", err)}
	}
	if result.Epoch != nil {
		seconds := result.Epoch.Unix()
		out.Epoch = &seconds
	}
	out.OK = true
	return out
}

// digestsOnly leaves out what would make an answer for many platforms long.
func (c conversion) digestsOnly() conversion {
	c.Def, c.Digests, c.Metadata, c.Source, c.Image, c.BaseImage = nil, nil, nil, nil, nil, nil
	return c
}

func (c *conversion) describe(req *request, definition *pb.Definition) error {
	whole, err := marshalled(definition)
	if err != nil {
		return err
	}
	c.DefinitionDigest = digest.FromBytes(whole).String()
	c.Head = headOf(definition.Def)
	for _, encoded := range definition.Def {
		id := digest.FromBytes(encoded).String()
		if !req.omits("def") {
			c.Def = append(c.Def, encoded)
		}
		c.Digests = append(c.Digests, id)
		if req.omits("ops") {
			continue
		}
		decoded, err := decodeOp(encoded)
		if err != nil {
			return err
		}
		c.Ops = append(c.Ops, op{Digest: id, Op: decoded})
	}
	if !req.omits("metadata") {
		c.Metadata = map[string]json.RawMessage{}
		for id, metadata := range definition.Metadata {
			if c.Metadata[id], err = protoJSON(metadata); err != nil {
				return err
			}
		}
	}
	if req.omits("source") || definition.Source == nil {
		return nil
	}
	source := definition.Source
	if req.omits("sourceData") {
		source = proto.Clone(source).(*pb.Source)
		for _, info := range source.Infos {
			info.Data = nil
		}
	}
	c.Source, err = protoJSON(source)
	return err
}

func (c *conversion) describeImages(req *request, result *dockerfile2llb.Result) error {
	image, err := json.Marshal(result.Image)
	if err != nil {
		return err
	}
	c.Image = image
	c.ImageDigest = digest.FromBytes(image).String()
	if result.BaseImage == nil {
		return nil
	}
	base, err := json.Marshal(result.BaseImage)
	if err != nil {
		return err
	}
	c.BaseImageDigest = digest.FromBytes(base).String()
	if !req.omits("baseImage") {
		c.BaseImage = base
	}
	return nil
}

func describeScan(ctx context.Context, result *dockerfile2llb.Result) (*sbom, error) {
	out := &sbom{IsIgnoreCache: result.IsIgnoreCache}
	for name, state := range result.SBOM.Extras {
		definition, err := state.Marshal(ctx)
		if err != nil {
			return nil, err
		}
		if out.Extras == nil {
			out.Extras = map[string]string{}
		}
		out.Extras[name] = headOf(definition.Def)
	}
	if out.Extras == nil && !out.IsIgnoreCache {
		return nil, nil
	}
	return out, nil
}

// headOf returns the digest of the last entry, which is only an input; "" for no entry.
func headOf(def [][]byte) string {
	if len(def) == 0 {
		return ""
	}
	return digest.FromBytes(def[len(def)-1]).String()
}

func marshalled(definition *pb.Definition) ([]byte, error) {
	return proto.MarshalOptions{Deterministic: true}.Marshal(definition)
}

func decodeOp(encoded []byte) (json.RawMessage, error) {
	var decoded pb.Op
	if err := decoded.UnmarshalVT(encoded); err != nil {
		return nil, err
	}
	return opJSON(&decoded)
}
