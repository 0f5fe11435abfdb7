import { setTimeout as sleep } from "node:timers/promises";
import { serveBuild } from "../../src/node/serve-build.ts";
import { scriptedDaemon } from "../wire/scripted-daemon.ts";
import { rehearsalDaemon } from "./rehearsal-daemon.ts";

const environment = {
  BUILDKIT_SESSION_ID: "rehearsal",
  BUILDKIT_EXPORTEDPRODUCT: "buildkit",
  BUILDKIT_WORKERS: '[{"ID":"x","Labels":{},"Platforms":[{"architecture":"amd64","os":"linux"}]}]',
};

/** What Dockerfiles mostly hold. */
const dockerfile = `# syntax is not asked for
ARG VERSION=1
FROM --platform=$BUILDPLATFORM node:\${VERSION} AS build
WORKDIR /source
ARG TARGETARCH
ENV A=1 B="two words" PATH="/bin:$PATH"
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm,sharing=locked npm ci && \\
    npm cache verify
COPY --chown=1000:1000 . .
RUN <<EOF
echo "\${A:-none}"
EOF
FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="rehearsal" version=$VERSION
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
ADD https://example.com/file.txt /file
COPY --from=build --link /source/dist /app
VOLUME ["/data"]
EXPOSE 80/tcp
USER 1000
HEALTHCHECK --interval=5s CMD ["true"]
STOPSIGNAL SIGTERM
SHELL ["/bin/sh", "-c"]
ENTRYPOINT ["node", "app.js"]
CMD serve
`;

/** What draws warnings, and what fewer files hold. */
const careless = `from settings AS Base
ENV NAME value
WORKDIR relative
ARG SUFFIX
RUN --mount=type=bind,target=/y --mount=type=secret,id=s,env=S --network=none cat \${SUFFIX#a} "\${SUFFIX:+b}"
ADD https://example.com/repository.git#v1 /repository
COPY <<one <<"two" /here/
$NAME
one
$NAME
two
ONBUILD RUN true
CMD run me
`;

const faulty = "FROM scratch\nCOPPY a b\n";

const builds: readonly Rehearsal[] = [
  { text: dockerfile, opts: ["build-arg:VERSION=2"] },
  { text: careless, opts: ["platform=linux/amd64,linux/arm64", "context:settings=local:settings", "label:a=b"] },
  { text: faulty, opts: [] },
];

interface Rehearsal {
  readonly text: string;
  readonly opts: readonly string[];
}

/** Serves builds to a daemon in memory, so that what a build runs through is there, compiled, when the snapshot is taken. */
export async function rehearse(): Promise<void> {
  for (const build of builds) await rehearseBuild(build);
  // The last timer to run out leaves no time behind at which Node would expect another.
  await sleep(1);
}

async function rehearseBuild({ text, opts }: Rehearsal): Promise<void> {
  const daemon = scriptedDaemon(
    { files: { "local://dockerfile/Dockerfile": text, "local://context/.dockerignore": "node_modules\n**/*.log\n" } },
    { without: [] },
  );
  const given = opts.map((opt, at) => [`BUILDKIT_FRONTEND_OPT_${at}`, opt]);
  const env = { ...environment, ...Object.fromEntries(given) };
  const { answered } = await serveBuild(rehearsalDaemon(daemon), env, {
    greeted: () => {},
    lost: (reason) => {
      throw reason;
    },
  });
  if (!answered) throw new Error("the rehearsal was not answered");
}
