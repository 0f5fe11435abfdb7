package main

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/containerd/platforms"
	"github.com/distribution/reference"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

// scriptedImage is what a request says of an image; what it leaves out follows from the name.
type scriptedImage struct {
	Digest    string                   `json:"digest"`
	Config    json.RawMessage          `json:"config"`
	Error     string                   `json:"error"`
	Platforms map[string]scriptedImage `json:"platforms"`
}

const (
	imageTime      = "2024-01-01T00:00:00Z"
	windowsVersion = "10.0.20348.2227"
)

type syntheticConfig struct {
	Created      string   `json:"created"`
	Architecture string   `json:"architecture"`
	OS           string   `json:"os"`
	Variant      string   `json:"variant,omitempty"`
	OSVersion    string   `json:"os.version,omitempty"`
	OSFeatures   []string `json:"os.features,omitempty"`
	Config       struct {
		Env []string `json:"Env,omitempty"`
		Cmd []string `json:"Cmd"`
	} `json:"config"`
	RootFS struct {
		Type    string   `json:"type"`
		DiffIDs []string `json:"diff_ids"`
	} `json:"rootfs"`
	History []syntheticLayer `json:"history"`
}

type syntheticLayer struct {
	Created   string `json:"created"`
	CreatedBy string `json:"created_by"`
}

// normalised returns scripted images by their full references; a name that is none stays as it is.
func normalised(images map[string]scriptedImage) map[string]scriptedImage {
	out := make(map[string]scriptedImage, len(images))
	for name, image := range images {
		if named, err := reference.ParseNormalizedNamed(name); err == nil {
			name = reference.TagNameOnly(named).String()
		}
		out[name] = image
	}
	return out
}

// lookUp answers as a registry would for a reference and a platform; the scripted error is returned as it is.
func lookUp(images map[string]scriptedImage, ref string, platform ocispecs.Platform) (digest.Digest, []byte, error) {
	platform = platforms.Normalize(platform)
	name := platforms.FormatAll(platform)
	image := images[ref]
	if special, ok := image.Platforms[name]; ok {
		image = over(image, special)
	}
	if image.Error != "" {
		return "", nil, errors.New(image.Error)
	}
	synthetic := digest.FromString(ref + "@" + name)
	found := synthetic
	if _, own, ok := strings.Cut(ref, "@"); ok {
		found = digest.Digest(own)
	}
	if image.Digest != "" {
		found = digest.Digest(image.Digest)
	}
	if len(image.Config) > 0 {
		return found, image.Config, nil
	}
	config, err := json.Marshal(synthesise(platform, synthetic))
	return found, config, err
}

// over returns an image with another one's fields where they are set.
func over(image, special scriptedImage) scriptedImage {
	if special.Digest != "" {
		image.Digest = special.Digest
	}
	if len(special.Config) > 0 {
		image.Config = special.Config
	}
	if special.Error != "" {
		image.Error = special.Error
	}
	return image
}

func synthesise(platform ocispecs.Platform, layer digest.Digest) syntheticConfig {
	config := syntheticConfig{
		Created:      imageTime,
		Architecture: platform.Architecture,
		OS:           platform.OS,
		Variant:      platform.Variant,
		OSVersion:    platform.OSVersion,
		OSFeatures:   platform.OSFeatures,
	}
	if platform.OS == "windows" {
		config.Config.Cmd = []string{`c:\windows\system32\cmd.exe`}
		if config.OSVersion == "" {
			config.OSVersion = windowsVersion
		}
	} else {
		config.Config.Env = []string{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
		config.Config.Cmd = []string{"/bin/sh"}
	}
	config.RootFS.Type = "layers"
	config.RootFS.DiffIDs = []string{layer.String()}
	config.History = []syntheticLayer{{Created: imageTime, CreatedBy: "synthetic base layer"}}
	return config
}
