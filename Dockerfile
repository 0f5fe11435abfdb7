# The image of the frontend: a snapshot of Node with the frontend loaded, and the Node that starts from it. It is written
# in what every Dockerfile frontend knows, so that the frontend can build itself.
ARG NODE_IMAGE=node:24-bookworm

# The bundle is the same on every platform, so it is made on the builder's own.
FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS bundle
WORKDIR /source
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY grammar ./grammar
COPY proto ./proto
COPY tools ./tools
COPY src ./src
RUN node tools/bundle/bundle.ts

# Node without its symbols, and the loader and libraries that it asks for, each at its own path.
FROM ${NODE_IMAGE} AS runtime
RUN <<EOF
set -e
mkdir -p /runtime/bin
cp "$(command -v node)" /runtime/bin/node
if command -v strip; then strip /runtime/bin/node; fi
ldd /runtime/bin/node | grep -o '/[^ ]*' | while read -r library; do
  mkdir -p "/runtime$(dirname "$library")"
  cp -L "$library" "/runtime$library"
done
EOF

# Only the very Node that made a snapshot starts from it. One thread, fixed seeds and a process number that is always 1
# make it the same each time.
FROM runtime AS snapshot
WORKDIR /snapshot
COPY tools/snapshot/trim.ts tools/snapshot/code-cache.ts ./
COPY --from=bundle /source/dist/frontend/snapshot.cjs ./
RUN ["/runtime/bin/node", "--predictable", "--random-seed=1", "--hash-seed=1", "--snapshot-blob", "frontend.blob", "--build-snapshot", "snapshot.cjs"]
RUN ["/runtime/bin/node", "trim.ts", "frontend.blob"]

FROM scratch
COPY --from=runtime /runtime /
COPY --from=snapshot /snapshot/frontend.blob /frontend.blob
LABEL moby.buildkit.frontend.network.none="true"
LABEL moby.buildkit.frontend.caps="moby.buildkit.frontend.inputs,moby.buildkit.frontend.subrequests,moby.buildkit.frontend.contexts,moby.buildkit.frontend.gitquerystring,moby.buildkit.frontend.contexts.zstd"
# Node would hash all names of the snapshot anew, with a secret of this start: a fifth of its time. The secret keeps those
# who send many requests to one process from slowing it down; this one serves a single build, and ends.
ENTRYPOINT ["/bin/node", "--no-rehash-snapshot", "--snapshot-blob", "/frontend.blob"]
