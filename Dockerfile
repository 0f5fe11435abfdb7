# The image of the frontend: one file of JavaScript and the Node that runs it. It is written in what every Dockerfile
# frontend knows, so that the frontend can build itself.
ARG NODE_IMAGE=node:24-bookworm

# The bundle is the same on every platform, so it is made on the builder's own.
FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS bundle
WORKDIR /source
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY grammar ./grammar
COPY proto ./proto
COPY tools/bundle.ts tools/bundle-options.ts ./tools/
COPY src ./src
RUN node tools/bundle.ts

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

FROM scratch
COPY --from=runtime /runtime /
COPY --from=bundle /source/dist/frontend/frontend.mjs /frontend.mjs
LABEL moby.buildkit.frontend.network.none="true"
LABEL moby.buildkit.frontend.caps="moby.buildkit.frontend.inputs,moby.buildkit.frontend.subrequests,moby.buildkit.frontend.contexts,moby.buildkit.frontend.gitquerystring,moby.buildkit.frontend.contexts.zstd"
ENTRYPOINT ["/bin/node", "/frontend.mjs"]
