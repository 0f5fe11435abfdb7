package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// request is one line of stdin: the conformance protocol's fields.
type request struct {
	ID   string `json:"id"`
	Mode string `json:"mode"`

	Dockerfile             string                       `json:"dockerfile"`
	DockerfileBase64       string                       `json:"dockerfileBase64"`
	Filename               string                       `json:"filename"`
	Dockerignore           string                       `json:"dockerignore"`
	DockerfileDockerignore string                       `json:"dockerfileDockerignore"`
	ContextFiles           map[string]map[string]string `json:"contextFiles"`
	Opts                   options                      `json:"opts"`
	NamedContexts          map[string]string            `json:"namedContexts"`
	Images                 map[string]scriptedImage     `json:"images"`
	SourceMeta             map[string]sourceMeta        `json:"sourceMeta"`
	LLBCaps                json.RawMessage              `json:"llbCaps"`
	Omit                   []string                     `json:"omit"`

	Fn   string     `json:"fn"`
	Args fnArgument `json:"args"`
}

type options struct {
	BuildArgs        map[string]string          `json:"buildArgs"`
	Labels           map[string]string          `json:"labels"`
	Target           string                     `json:"target"`
	Platforms        []string                   `json:"platforms"`
	NoCache          json.RawMessage            `json:"noCache"`
	ImageResolveMode string                     `json:"imageResolveMode"`
	Hostname         string                     `json:"hostname"`
	CgroupParent     string                     `json:"cgroupParent"`
	NetworkMode      string                     `json:"networkMode"`
	ExtraHosts       []extraHost                `json:"extraHosts"`
	ShmSize          *int64                     `json:"shmSize"`
	Ulimits          []string                   `json:"ulimits"`
	MultiPlatform    *bool                      `json:"multiPlatform"`
	Resources        map[string]json.RawMessage `json:"resources"`
	BuildPlatform    string                     `json:"buildPlatform"`
	BuildPlatforms   []string                   `json:"buildPlatforms"`
	Devices          []device                   `json:"devices"`
	Attrs            map[string]string          `json:"attrs"`
}

type extraHost struct {
	Host string `json:"host"`
	IP   string `json:"ip"`
}

type device struct {
	Name     string `json:"name"`
	Optional bool   `json:"optional"`
}

type sourceMeta struct {
	GitCommitObject  string `json:"gitCommitObject"`
	HTTPLastModified string `json:"httpLastModified"`
}

// parseRequest reads one line; the id is there where the line is JSON at all, even beside an error.
func parseRequest(line []byte) (*request, error) {
	var named struct {
		ID string `json:"id"`
	}
	_ = json.Unmarshal(line, &named)
	req := &request{}
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(req); err != nil {
		return &request{ID: named.ID}, err
	}
	if req.Filename == "" {
		req.Filename = req.Opts.Attrs["filename"]
	}
	if req.Filename == "" {
		req.Filename = "Dockerfile"
	}
	return req, nil
}

func (r *request) omits(part string) bool {
	return slices.Contains(r.Omit, part)
}

func (r *request) dockerfile() ([]byte, error) {
	if r.DockerfileBase64 == "" {
		return []byte(r.Dockerfile), nil
	}
	return base64.StdEncoding.DecodeString(r.DockerfileBase64)
}

// attributes returns what a client would send as frontend options.
func (r *request) attributes() (map[string]string, error) {
	o := r.Opts
	attrs := map[string]string{}
	set := func(name, value string) {
		if value != "" {
			attrs[name] = value
		}
	}
	if r.Filename != "Dockerfile" {
		set("filename", r.Filename)
	}
	for name, value := range o.BuildArgs {
		attrs["build-arg:"+name] = value
	}
	for name, value := range o.Labels {
		attrs["label:"+name] = value
	}
	for name, value := range r.NamedContexts {
		attrs["context:"+name] = value
	}
	set("target", o.Target)
	set("platform", strings.Join(o.Platforms, ","))
	set("image-resolve-mode", o.ImageResolveMode)
	set("hostname", o.Hostname)
	set("cgroup-parent", o.CgroupParent)
	set("force-network-mode", o.NetworkMode)
	set("ulimit", strings.Join(o.Ulimits, ","))
	hosts := make([]string, 0, len(o.ExtraHosts))
	for _, host := range o.ExtraHosts {
		hosts = append(hosts, host.Host+"="+host.IP)
	}
	set("add-hosts", strings.Join(hosts, ","))
	if o.ShmSize != nil {
		attrs["shm-size"] = fmt.Sprint(*o.ShmSize)
	}
	if o.MultiPlatform != nil {
		attrs["multi-platform"] = fmt.Sprint(*o.MultiPlatform)
	}
	for name, value := range o.Resources {
		attrs[name] = textOf(value)
	}
	if err := setNoCache(attrs, o.NoCache); err != nil {
		return nil, err
	}
	for name, value := range o.Attrs {
		attrs[name] = value
	}
	return attrs, nil
}

// textOf returns a JSON string's value, or the text of any other value.
func textOf(value json.RawMessage) string {
	var text string
	if json.Unmarshal(value, &text) == nil {
		return text
	}
	return string(value)
}

func setNoCache(attrs map[string]string, noCache json.RawMessage) error {
	if len(noCache) == 0 {
		return nil
	}
	var all bool
	if json.Unmarshal(noCache, &all) == nil {
		if all {
			attrs["no-cache"] = ""
		}
		return nil
	}
	var names []string
	if err := json.Unmarshal(noCache, &names); err != nil {
		return fmt.Errorf("noCache is true or a list of names: %w", err)
	}
	attrs["no-cache"] = strings.Join(names, ",")
	return nil
}
