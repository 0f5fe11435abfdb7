package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/containerd/platforms"
	"github.com/distribution/reference"
	"github.com/docker/go-units"
	"github.com/moby/buildkit/frontend/dockerfile/dfgitutil"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
	"github.com/moby/buildkit/util/gitutil"
	"github.com/moby/buildkit/util/suggest"
	"github.com/moby/buildkit/util/system"
	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
	"github.com/moby/sys/signal"
	digest "github.com/opencontainers/go-digest"
	mode "github.com/tonistiigi/dchapes-mode"
	"github.com/tonistiigi/go-csvvalue"

	"github.com/dockerfile-llb/dockerfile-llb/tools/oracle/inorder"
)

// fnArgument is all that a single function may be given.
type fnArgument struct {
	S                 string   `json:"s"`
	S2                string   `json:"s2"`
	OS                string   `json:"os"`
	Env               []string `json:"env"`
	List              []string `json:"list"`
	Escape            string   `json:"escape"`
	RawQuotes         bool     `json:"rawQuotes"`
	RawEscapes        bool     `json:"rawEscapes"`
	SkipProcessQuotes bool     `json:"skipProcessQuotes"`
	SkipUnsetEnv      bool     `json:"skipUnsetEnv"`
	KeepSlash         bool     `json:"keepSlash"`
	CaseSensitive     bool     `json:"caseSensitive"`
	Mode              uint32   `json:"mode"`
}

type function = func(fnArgument) (any, error)

var functions = map[string]function{
	"shell.processWord":  processWord,
	"shell.processWords": processWords,

	"parser.parseHeredoc":   func(a fnArgument) (any, error) { return parser.ParseHeredoc(a.S) },
	"parser.detectSyntax":   detectSyntax,
	"parser.parseDirective": parseDirective,
	"linter.parseOptions":   func(a fnArgument) (any, error) { return linter.ParseLintOptions(a.S) },

	"reference.parse": parseReference,
	"platforms.parse": parsePlatform,
	"git.parseRef":    parseGitRef,
	"git.parseURL":    parseGitURL,
	"digest.parse":    func(a fnArgument) (any, error) { return digest.Parse(a.S) },
	"url.base":        urlBase,

	"system.checkDrive": func(a fnArgument) (any, error) {
		return system.CheckSystemDriveAndRemoveDriveLetter(a.S, a.OS, a.KeepSlash)
	},
	"system.normalizePath": func(a fnArgument) (any, error) {
		return system.NormalizePath(a.S2, a.S, a.OS, a.KeepSlash)
	},
	"system.normalizeWorkdir": func(a fnArgument) (any, error) { return system.NormalizeWorkdir(a.S2, a.S, a.OS) },
	"system.isAbs":            func(a fnArgument) (any, error) { return system.IsAbs(a.S, a.OS), nil },

	"path.clean": func(a fnArgument) (any, error) { return path.Clean(a.S), nil },
	"path.join":  func(a fnArgument) (any, error) { return path.Join(a.List...), nil },

	"units.ramInBytes":   ramInBytes,
	"units.parseUlimit":  func(a fnArgument) (any, error) { return units.ParseUlimit(a.S) },
	"time.parseDuration": parseDuration,
	"signal.parse":       func(a fnArgument) (any, error) { return signal.ParseSignal(a.S) },
	"mode.parse":         parseMode,
	"csv.fields":         func(a fnArgument) (any, error) { return csvvalue.Fields(a.S, nil) },
	"net.parseIP":        parseIP,

	"go.parseBool": func(a fnArgument) (any, error) { return strconv.ParseBool(a.S) },
	"go.quote":     func(a fnArgument) (any, error) { return fmt.Sprintf("%q", a.S), nil },
	"go.quoteList": func(a fnArgument) (any, error) { return fmt.Sprintf("%q", a.List), nil },

	"json.marshalStrings":   marshalStrings,
	"json.unmarshalStrings": unmarshalStrings,

	"suggest.search":       search,
	"ignorefile.read":      func(a fnArgument) (any, error) { return readIgnoreFile(a.S) },
	"patternmatcher.match": matchPatterns,
	"op.decode":            decodeOps,
}

// answerFn is mode fn: one function of the reference or of the packages it stands on.
func answerFn(req *request) response {
	answer := response{ID: req.ID, Warnings: []warning{}}
	call, ok := functions[req.Fn]
	if !ok {
		answer.failure = failureOf("request", fmt.Errorf("unknown function %q", req.Fn))
		return answer
	}
	result, err := recovered(func() (any, error) { return call(req.Args) })
	if err != nil {
		answer.failure = failureOf("fn", err)
		return answer
	}
	// Also null is a result.
	encoded, err := json.Marshal(result)
	if err != nil {
		answer.failure = failureOf("encode", err)
		return answer
	}
	answer.OK = true
	answer.Result = json.RawMessage(encoded)
	return answer
}

func newLex(a fnArgument) *shell.Lex {
	escape := '\\'
	for _, char := range a.Escape {
		escape = char
		break
	}
	lex := shell.NewLex(escape)
	lex.RawQuotes = a.RawQuotes
	lex.RawEscapes = a.RawEscapes
	lex.SkipProcessQuotes = a.SkipProcessQuotes
	lex.SkipUnsetEnv = a.SkipUnsetEnv
	return lex
}

func processWord(a fnArgument) (any, error) {
	result, err := newLex(a).ProcessWordWithMatches(a.S, shell.EnvsFromSlice(a.Env))
	if err != nil {
		return nil, err
	}
	return map[string]any{
		"result":    result.Result,
		"words":     result.Words,
		"matched":   sortedNames(result.Matched),
		"unmatched": sortedNames(result.Unmatched),
	}, nil
}

func sortedNames(set map[string]struct{}) []string {
	out := []string{}
	for name := range inorder.Names(set) {
		out = append(out, name)
	}
	return out
}

func processWords(a fnArgument) (any, error) {
	words, err := newLex(a).ProcessWords(a.S, shell.EnvsFromSlice(a.Env))
	return map[string]any{"words": words}, err
}

func detectSyntax(a fnArgument) (any, error) {
	ref, cmdline, ranges, ok := parser.DetectSyntax([]byte(a.S))
	return map[string]any{"ref": ref, "cmdline": cmdline, "ranges": linesOf(ranges), "ok": ok}, nil
}

func parseDirective(a fnArgument) (any, error) {
	value, full, ranges, ok := parser.ParseDirective(a.S2, []byte(a.S))
	return map[string]any{"value": value, "full": full, "ranges": linesOf(ranges), "ok": ok}, nil
}

func parseReference(a fnArgument) (any, error) {
	named, err := reference.ParseNormalizedNamed(a.S)
	if err != nil {
		return nil, err
	}
	return map[string]string{
		"name":       named.Name(),
		"normalized": named.String(),
		"familiar":   reference.FamiliarString(named),
		"tagged":     reference.TagNameOnly(named).String(),
	}, nil
}

func parsePlatform(a fnArgument) (any, error) {
	parsed, err := platforms.Parse(a.S)
	if err != nil {
		return nil, err
	}
	normal := platforms.Normalize(parsed)
	return map[string]any{
		"parsed":              parsed,
		"normalized":          normal,
		"format":              platforms.Format(parsed),
		"formatAll":           platforms.FormatAll(parsed),
		"normalizedFormatAll": platforms.FormatAll(normal),
	}, nil
}

func parseGitRef(a fnArgument) (any, error) {
	ref, isGit, err := dfgitutil.ParseGitRef(a.S)
	if err != nil {
		return map[string]any{"isGit": isGit, "error": err.Error()}, nil
	}
	return map[string]any{"isGit": isGit, "ref": ref}, nil
}

func parseGitURL(a fnArgument) (any, error) {
	parsed, err := gitutil.ParseURL(a.S)
	if err != nil {
		return nil, err
	}
	user := ""
	if parsed.User != nil {
		user = parsed.User.String()
	}
	return map[string]any{
		"scheme": parsed.Scheme,
		"host":   parsed.Host,
		"path":   parsed.Path,
		"user":   user,
		"query":  parsed.Query,
		"opts":   parsed.Opts,
		"remote": parsed.Remote,
	}, nil
}

func urlBase(a fnArgument) (any, error) {
	parsed, err := url.Parse(a.S)
	if err != nil {
		return nil, err
	}
	return path.Base(parsed.Path), nil
}

func ramInBytes(a fnArgument) (any, error) {
	bytes, err := units.RAMInBytes(a.S)
	return strconv.FormatInt(bytes, 10), err
}

func parseDuration(a fnArgument) (any, error) {
	duration, err := time.ParseDuration(a.S)
	return map[string]string{"ns": strconv.FormatInt(int64(duration), 10), "string": duration.String()}, err
}

// parseMode applies a mode to Go's file mode bits, whose setuid, setgid and sticky stand higher than chmod(2)'s.
func parseMode(a fnArgument) (any, error) {
	set, err := mode.Parse(a.S)
	if err != nil {
		return nil, err
	}
	return map[string]any{"applied": set.Apply(fs.FileMode(a.Mode)), "set": set.String()}, nil
}

func parseIP(a fnArgument) (any, error) {
	ip := net.ParseIP(a.S)
	if ip == nil {
		return nil, errors.New("invalid IP")
	}
	return ip.String(), nil
}

func marshalStrings(a fnArgument) (any, error) {
	encoded, err := json.Marshal(a.List)
	return string(encoded), err
}

func unmarshalStrings(a fnArgument) (any, error) {
	var values []any
	err := json.Unmarshal([]byte(a.S), &values)
	return values, err
}

func search(a fnArgument) (any, error) {
	match, ok := suggest.Search(a.S, a.List, a.CaseSensitive)
	return map[string]any{"match": match, "ok": ok}, nil
}

func readIgnoreFile(content string) ([]string, error) {
	patterns, err := ignorefile.ReadAll(strings.NewReader(content))
	if patterns == nil {
		patterns = []string{}
	}
	return patterns, err
}

func matchPatterns(a fnArgument) (any, error) {
	matcher, err := patternmatcher.New(a.List)
	if err != nil {
		return nil, err
	}
	match, err := matcher.MatchesOrParentMatches(a.S)
	return map[string]any{"match": match, "exclusions": matcher.Exclusions()}, err
}

// decodeOps shows definition entries (base64, in s or in list) as protojson with their digests.
func decodeOps(a fnArgument) (any, error) {
	entries := a.List
	if a.S != "" {
		entries = append([]string{a.S}, entries...)
	}
	out := []op{}
	for _, entry := range entries {
		encoded, err := base64.StdEncoding.DecodeString(entry)
		if err != nil {
			return nil, err
		}
		decoded, err := decodeOp(encoded)
		if err != nil {
			return nil, err
		}
		out = append(out, op{Digest: digest.FromBytes(encoded).String(), Op: decoded})
	}
	return out, nil
}
