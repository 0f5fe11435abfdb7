// Prints, as JSON by name, what the reference makes of the graphs that src/llb/graphs.test.ts makes too:
//
//	go run ./llb-graphs > ../../testdata/llb/graphs.json
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"time"

	"github.com/containerd/platforms"
	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/llbbuild"
	"github.com/moby/buildkit/solver/pb"
	capspb "github.com/moby/buildkit/util/apicaps/pb"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"google.golang.org/protobuf/proto"
)

var ctx = context.TODO()

type answer struct {
	Definition string   `json:"definition,omitempty"`
	Digests    []string `json:"digests,omitempty"`
	Error      string   `json:"error,omitempty"`
}

var results = map[string]*answer{}

func caps(disabled ...string) llb.ConstraintsOpt {
	off := map[string]bool{}
	for _, d := range disabled {
		off[d] = true
	}
	var all []*capspb.APICap
	for _, c := range pb.Caps.All() {
		c := c
		if off[c.ID] {
			continue
		}
		all = append(all, c)
	}
	cs := pb.Caps.CapSet(all)
	return llb.WithCaps(cs)
}

func amd64() llb.ConstraintsOpt { return llb.Platform(platforms.MustParse("linux/amd64")) }

func emit(name string, st llb.State, opts ...llb.ConstraintsOpt) {
	a := &answer{}
	results[name] = a
	opts = append([]llb.ConstraintsOpt{amd64(), llb.LocalUniqueID("unique")}, opts...)
	def, err := st.Marshal(ctx, opts...)
	if err != nil {
		a.Error = err.Error()
		return
	}
	for _, dt := range def.Def {
		a.Digests = append(a.Digests, digest.FromBytes(dt).String())
	}
	dt, err := proto.MarshalOptions{Deterministic: true}.Marshal(def.ToPB())
	if err != nil {
		a.Error = err.Error()
		return
	}
	a.Definition = digest.FromBytes(dt).String()
}

func main() {
	alpine := llb.Image("alpine", llb.Platform(platforms.MustParse("linux/arm64")))
	plain := llb.Image("docker.io/library/busybox:1@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")

	emit("scratch", llb.Scratch())
	run := alpine.Run(llb.Args([]string{"/bin/sh", "-c", "echo hi"})).Root()
	emit("run without caps", run)
	emit("run with all caps", run2(alpine), caps())
	emit("run where the daemon sets no PATH", run2(alpine), caps("exec.meta.setsdefaultpath"))
	win := llb.Image("mcr.microsoft.com/windows/nanoserver:ltsc2022", llb.Platform(ocispecs.Platform{OS: "windows", Architecture: "amd64", OSVersion: "10.0.20348", OSFeatures: []string{"win32k"}}))
	emit("windows", run2(win), caps("exec.meta.setsdefaultpath"), llb.Platform(ocispecs.Platform{OS: "windows", Architecture: "amd64"}))
	emit("normalized state platform", run2(llb.Image("alpine", llb.Platform(ocispecs.Platform{OS: "linux", Architecture: "aarch64"}))))

	// everything an exec has
	tgt := "/run/secrets/a"
	env := "TOKEN"
	full := alpine.AddEnv("A", "1").AddEnv("B", "2").AddEnv("A", "3").Dir("/work").Dir("sub/../deep").User("me:us").Hostname("box").
		AddExtraHost("h1", net.ParseIP("10.0.0.1")).AddUlimit("nofile", 1024, 9223372036854775807).WithCgroupParent("grp").
		Network(pb.NetMode_HOST).Security(pb.SecurityMode_INSECURE)
	fr := full.Run(llb.Args([]string{"a", "", "ünï"}),
		llb.AddMount("/ro", plain, llb.Readonly, llb.SourcePath("/x")),
		llb.AddMount("/rw", plain),
		llb.AddMount("/no", plain, llb.ForceNoOutput),
		llb.AddMount("/c1", llb.Scratch(), llb.AsPersistentCacheDir("id1", llb.CacheMountShared)),
		llb.AddMount("/c2", plain, llb.AsPersistentCacheDir("id2", llb.CacheMountPrivate)),
		llb.AddMount("/c3", llb.Scratch(), llb.AsPersistentCacheDir("id3", llb.CacheMountLocked)),
		llb.AddMount("/t", llb.Scratch(), llb.Tmpfs(llb.TmpfsSize(1<<40))),
		llb.AddMount("/t2", llb.Scratch(), llb.Tmpfs()),
		llb.AddMount("/cc", llb.Scratch(), llb.ContentCache(llb.MountContentCacheOff)),
		llb.AddSecretWithDest("s1", &tgt, llb.SecretFileOpt(5, 6, 0440), llb.SecretOptional),
		llb.AddSecretWithDest("s2", nil, llb.SecretAsEnvName(env)),
		llb.AddSSHSocket(llb.SSHID("default"), llb.SSHOptional),
		llb.AddSSHSocket(llb.SSHID("other"), llb.SSHSocketOpt("/sock", 1, 2, 0666)),
		llb.AddCDIDevice(llb.CDIDeviceName("v/c=d"), llb.CDIDeviceOptional),
		llb.WithProxy(llb.ProxyEnv{HTTPProxy: "h", HTTPSProxy: "hs", FTPProxy: "f", NoProxy: "n", AllProxy: "a"}),
		llb.AddExtraHost("h2", net.ParseIP("::1")), llb.AddUlimit("core", -1, -1),
		llb.ValidExitCodes(0, 3, -1),
		llb.WithLinuxResources(llb.LinuxResources{Memory: 1 << 33, MemorySwap: -1, CPUShares: 2, CPUPeriod: 18446744073709551615, CPUQuota: 4, CpusetCpus: "0-1", CpusetMems: "0"}),
		llb.Require("a==b"), llb.IgnoreCache, llb.WithoutExportCache(), llb.ProgressGroup("pg", "group", true),
		llb.WithDescription(map[string]string{"b": "2", "a": "1", "é": "x", "10": "ten", "9": "nine"}), llb.WithCustomName("name"),
	)
	emit("everything a run has", fr.Root(), caps())
	emit("everything a run has, fewer caps", full.Run(llb.Args([]string{"x"}), llb.AddSSHSocket()).Root(), caps("exec.meta.setsdefaultpath"), llb.Require("base"))

	// mount order
	{
		opts := []llb.RunOption{llb.Args([]string{"x"})}
		for i := 0; i < 40; i++ {
			opts = append(opts, llb.AddMount([]string{"/a", "/b", "/a", "/"}[i%4], llb.Scratch(), llb.AsPersistentCacheDir(fmt.Sprintf("id%d", i), llb.CacheMountShared)))
		}
		emit("forty mounts on three targets", plain.Run(opts...).Root())
	}
	{
		opts := []llb.RunOption{llb.Args([]string{"x"})}
		for i := 0; i < 9; i++ {
			opts = append(opts, llb.AddMount([]string{"/b", "/a", "/a"}[i%3], llb.Scratch(), llb.AsPersistentCacheDir(fmt.Sprintf("id%d", i), llb.CacheMountShared)))
		}
		emit("nine mounts on two targets", plain.Run(opts...).Root())
	}
	{
		opts := []llb.RunOption{llb.Args([]string{"x"})}
		for i := 0; i < 100; i++ {
			opts = append(opts, llb.AddMount(fmt.Sprintf("/%d", (i*37)%11), llb.Scratch(), llb.AsPersistentCacheDir(fmt.Sprintf("id%d", i), llb.CacheMountShared)))
		}
		emit("a hundred mounts on eleven targets", plain.Run(opts...).Root())
	}
	// outputs of mounts
	{
		ex := alpine.Run(llb.Args([]string{"x"}), llb.AddMount("/before", plain.Dir("/p")))
		m := ex.AddMount("/0out", plain.Dir("/q").AddEnv("Q", "q"))
		emit("a mount's output", m.Run(llb.Args([]string{"y"})).Root())
		ex2 := alpine.Run(llb.Args([]string{"x"}), llb.ReadonlyRootFS())
		m2 := ex2.AddMount("/out", llb.Scratch())
		emit("readonly root", m2)
		emit("readonly root itself", ex2.Root())
		ex3 := alpine.Run(llb.Args([]string{"x"}))
		emit("tmpfs as parent", ex3.AddMount("/t", llb.Scratch(), llb.Tmpfs()).Run(llb.Args([]string{"z"})).Root())
		ex4 := alpine.Run(llb.Args([]string{"x"}))
		emit("no-output as parent", ex4.AddMount("/t", llb.Scratch(), llb.ForceNoOutput))
		ex5 := alpine.Run(llb.Args([]string{"x"}))
		emit("cache as parent", ex5.AddMount("/t", llb.Scratch(), llb.AsPersistentCacheDir("a", llb.CacheMountShared)))
		emit("tmpfs with source", alpine.Run(llb.Args([]string{"x"}), llb.AddMount("/t", plain, llb.Tmpfs())).Root())
		emit("no arguments", alpine.Run().Root())
		emit("invalid UTF-8", alpine.Run(llb.Args([]string{"a\xff"})).Root())
		emit("invalid UTF-8 in metadata", alpine.Run(llb.Args([]string{"a"}), llb.WithCustomName("\xff")).Root())
		emit("source twice", alpine.Run(llb.Args([]string{"x"}), llb.AddMount("/a", alpine), llb.AddMount("/b", plain), llb.AddMount("/c", alpine, llb.Readonly)).Root(), caps())
	}

	// files
	t1 := time.Unix(1700000000, 123456789)
	t0 := time.Unix(0, 0)
	emit("files", alpine.Dir("/wd").File(
		llb.Mkdir("a/b", 01777, llb.WithParents(true), llb.WithUser("me:us"), llb.WithCreatedTime(t1)).
			Mkfile("/f", 0644, []byte{0, 1, 255}, llb.WithUIDGID(0, 5), llb.WithCreatedTime(t0)).
			Mkfile("g", 0600, nil).
			Rm("gone*", llb.WithAllowNotFound(true), llb.WithAllowWildcard(true)).
			Symlink("old", "/new", llb.WithUser("root")).
			Copy(plain.Dir("/src"), "x/../y", "dst/", &llb.CopyInfo{Mode: &llb.ChmodOpt{Mode: 0755}, FollowSymlinks: true, CopyDirContentsOnly: true, AttemptUnpack: true, CreateDestPath: true, AllowWildcard: true, AllowEmptyWildcard: true}, llb.WithUser("4294967295:-1")).
			Copy(llb.Scratch(), "/", "/.", &llb.CopyInfo{Mode: &llb.ChmodOpt{ModeStr: "u+x,g=r"}, IncludePatterns: []string{"i"}, ExcludePatterns: []string{"e1", "e2"}, RequiredPaths: []string{"r"}, AlwaysReplaceExistingDestPaths: true}).
			Copy(alpine, "/", "keep/.", llb.WithUser(":7"), llb.WithUser("x:")).
			Copy(plain, "/", ".", llb.WithUser("")),
		llb.WithCustomName("files"), llb.Platform(platforms.MustParse("linux/s390x"))), caps())
	emit("files on nothing", llb.Scratch().File(llb.Mkfile("f", 0644, []byte("x"), llb.WithUser("name:group"))))
	{
		chain := llb.Mkdir("/made", 0755).Copy(plain, "a", "b").WithState(llb.Image("other").Dir("/o"))
		emit("copy from inside", alpine.Dir("/d").File(llb.Copy(chain, "rel", "x").Mkdir("m", 0700).Copy(chain, "/abs", "y").Copy(llb.Mkdir("q", 0711).WithState(llb.Scratch()), "q", "z")))
	}
	emit("copy from itself", alpine.File(llb.Copy(alpine, "/a", "/b")))
	emit("no action", alpine.File(nil))

	// merge, diff, passthrough, build
	a := llb.Scratch().File(llb.Mkdir("/a", 0755))
	b := llb.Scratch().File(llb.Mkdir("/b", 0755))
	emit("merge", llb.Merge([]llb.State{alpine.Dir("/m"), llb.Scratch(), a, b, a}, llb.WithCustomName("merge"), llb.ProgressGroup("id", "n", false)).Run(llb.Args([]string{"x"})).Root(), caps())
	emit("merge of one", llb.Merge([]llb.State{llb.Scratch(), a}))
	emit("merge of none", llb.Merge([]llb.State{llb.Scratch()}))
	emit("diff", llb.Diff(alpine, alpine.Run(llb.Args([]string{"x"})).Root()))
	emit("diff with nothing", llb.Diff(alpine, llb.Scratch()))
	emit("diff from nothing", llb.Diff(llb.Scratch(), a))
	emit("diff with itself", llb.Diff(a, a))
	emit("passthrough", llb.NewPassthrough("id", []llb.PassthroughInput{{State: a}, {State: llb.Scratch(), Output: true}, {State: b, Output: true}}, llb.WithCustomName("pass")))
	pop := llb.NewPassthroughOp("id", []llb.PassthroughInput{{State: a, Output: true}, {State: b, Output: true}})
	emit("passthrough, second output", llb.NewState(pop.OutputAt(1)))
	emit("passthrough without output", llb.NewPassthrough("id", []llb.PassthroughInput{{State: a}}))
	emit("passthrough without id", llb.NewPassthrough("", []llb.PassthroughInput{{State: a, Output: true}}))
	emit("passthrough without inputs", llb.NewPassthrough("x", nil))
	emit("requires", alpine.Requires("r", a, b).Run(llb.Args([]string{"x"})).Root())
	emit("build", alpine.With(llbbuild.Build(llbbuild.WithFilename("f"))))
	emit("build with default file", alpine.With(llbbuild.Build()))

	// sources
	emit("image pull", llb.Image("alpine:3", llb.ResolveModeForcePull, llb.MarkImageInternal))
	emit("image local", llb.Image("localhost:5000/x", llb.ResolveModePreferLocal))
	emit("image default", llb.Image("x/y@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", llb.ResolveModeDefault))
	emit("image invalid", llb.Image("A B"))
	emit("local", llb.Local("ctx", llb.SessionID("sid"), llb.IncludePatterns([]string{"<a>&"}), llb.FollowPaths([]string{"ü", "\u2028"}), llb.ExcludePatterns([]string{"x"}), llb.SharedKeyHint("h"), llb.Differ(llb.DiffNone, true), llb.MetadataOnlyTransfer([]string{"m"})))
	emit("local without session", llb.Local("ctx", llb.FollowPaths(nil), llb.Differ(llb.DiffMetadata, false), llb.MetadataOnlyTransfer(nil)), caps())
	emit("http", llb.HTTP("https://example.com/x?y=1", llb.Checksum("sha256:abc"), llb.Filename("f"), llb.Chmod(04755), llb.Chown(1, 2), llb.AuthHeaderSecret("tok"), llb.Header(llb.HTTPHeader{Accept: "a", UserAgent: "u"}), llb.VerifyPGPSignature(llb.HTTPSignatureInfo{PubKey: []byte("k"), Signature: []byte("s")})))
	emit("http plain", llb.HTTP("http://example.com/x", llb.Header(llb.HTTPHeader{})))
	emit("http empty", llb.HTTP(""))
	emit("oci layout", llb.OCILayout("x@sha256:abc", llb.OCIStore("s", "id"), llb.OCILayerLimit(3), llb.Platform(platforms.MustParse("linux/arm/v7"))))
	emit("image blob", llb.ImageBlob("alpine@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", llb.Filename("f"), llb.Chmod(0600), llb.Chown(1, 0)))
	emit("image blob tagged", llb.ImageBlob("alpine:1@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"))
	emit("image blob without digest", llb.ImageBlob("alpine"))
	emit("oci layout blob", llb.OCILayoutBlob("x@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", llb.ImageBlobOCIStore("s", "i")))
	emit("git", llb.Git("https://github.com/moby/buildkit.git", "v1:sub/../dir"))
	emit("git bare", llb.Git("github.com/moby/buildkit", ""))
	emit("git full", llb.Git("https://user:pw@github.com/moby/buildkit.git?x=1#frag", "", llb.GitRef("main"), llb.GitSubDir("d"), llb.KeepGitDir(), llb.AuthTokenSecret("t"), llb.GitChecksum("c0ffee"), llb.GitSkipSubmodules(), llb.GitMTimeCommit(), llb.GitAdvice(true), llb.GitFetchByCommit(), llb.GitBundleURL("docker-image+blob://x", llb.GitBundleOCIStore("s", "i")), llb.GitCheckoutBundle()))
	emit("git ssh", llb.Git("git@github.com:moby/buildkit.git", "", llb.KnownSSHHosts("k1\n"), llb.KnownSSHHosts("k2"), llb.MountSSHSock("mine"), llb.AuthTokenSecret(""), llb.AuthHeaderSecret("")))
	emit("git ssh unreachable", llb.Git("ssh://git@127.0.0.1:1/moby/buildkit.git", ":only"))
	emit("git bad protocol", llb.Git("ftp://example.com/x", "r"))
	emit("git header secret", llb.Git("https://example.com/a b.git", "r", llb.AuthHeaderSecret("h")))

	// identical ops
	dt := []byte("FROM x\n")
	sm1 := llb.NewSourceMap(nil, "Dockerfile", "Dockerfile", dt)
	src := llb.Local("dockerfile", llb.SessionID("s"))
	sm2 := llb.NewSourceMap(nil, "Dockerfile", "Dockerfile", append([]byte{}, dt...))
	sm3 := llb.NewSourceMap(&src, "other", "Dockerfile", dt)
	rg := func(a, b int32) []*pb.Range {
		return []*pb.Range{{Start: &pb.Position{Line: a}, End: &pb.Position{Line: b}}, {Start: &pb.Position{Line: b, Character: 3}, End: &pb.Position{Line: b}}}
	}
	// A vertex keeps the capabilities that an earlier marshaling found it to need, so each graph has its own.
	first := func() llb.State {
		return alpine.Run(llb.Args([]string{"same"}), llb.WithCustomName("first"), llb.IgnoreCache, sm1.Location(rg(1, 2)), llb.WithDescription(map[string]string{"k": "1"}), llb.ProgressGroup("p1", "p1", false)).Root()
	}
	x2 := alpine.Run(llb.Args([]string{"same"}), llb.WithCustomName("second"), sm2.Location(rg(3, 4)), sm3.Location(nil), llb.WithExportCache()).Root()
	emit("identical ops", llb.Merge([]llb.State{first(), x2}, sm3.Location(rg(9, 9))), caps())

	// definitions
	def, _ := first().Marshal(ctx, amd64())
	op, err := llb.NewDefinitionOp(def.ToPB())
	if err != nil {
		panic(err)
	}
	emit("from a definition", llb.NewState(op).Run(llb.Args([]string{"more"}), sm1.Location(rg(5, 5))).Root())
	mdef, _ := llb.Merge([]llb.State{first(), a}).Marshal(ctx, amd64())
	mop, _ := llb.NewDefinitionOp(mdef.ToPB())
	emit("from a definition as it is", llb.NewState(mop))
	empty, err := llb.NewDefinitionOp((&llb.Definition{}).ToPB())
	if err != nil {
		panic(err)
	}
	emit("from an empty definition", llb.NewState(empty))
	{
		ex := alpine.Run(llb.Args([]string{"x"}), sm1.Location(rg(7, 7)))
		m := ex.AddMount("/m", llb.Scratch())
		both, _ := llb.Merge([]llb.State{ex.Root(), m}).Marshal(ctx, amd64())
		bop, _ := llb.NewDefinitionOp(both.ToPB())
		emit("from a definition that uses two outputs of an op", llb.NewState(bop))
	}
	emit("reset", alpine.Dir("/x").AddEnv("A", "b").Reset(llb.Scratch().AddEnv("C", "d").Dir("/y").User("u")).Run(llb.Args([]string{"x"})).Root())

	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	if err := out.Encode(results); err != nil {
		panic(err)
	}
}

func run2(s llb.State) llb.State {
	return s.Run(llb.Args([]string{"/bin/sh", "-c", "echo hi"})).Root()
}
