import { http as httpSource } from "../../../llb/sources.ts";
import { gitContext } from "../git-context.ts";
import { contextName, type NamedLoader } from "./named-source.ts";

/** `http://...` and `https://...`: a git repository where the URL looks like one, else a file. @mirrors frontend/dockerui/namedcontext.go NamedContext.load */
export const http: NamedLoader = async (source, { session }) => {
  const { spec } = source;
  const repository = gitContext(spec, { keepGitDir: false, commitTime: false, advice: session.config.gitAdvice });
  return { state: repository ?? httpSource(spec, { filename: "context", customName: contextName(source, spec) }) };
};
