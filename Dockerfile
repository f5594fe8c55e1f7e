# The command in a container, not as root:
#   docker build -t cdk8s-routing --build-arg VERSION=latest .
#   docker run --rm -v "$PWD:/work:ro" cdk8s-routing check dist/
FROM node:22-alpine AS install
ARG VERSION=latest
WORKDIR /app
# peers are for those who write constructs; what the command needs is bundled
RUN npm install --omit=peer --omit=dev --ignore-scripts --no-audit --no-fund --no-save "cdk8s-routing@$VERSION"

FROM node:22-alpine
# diff --git reads a repository that belongs to another user
RUN apk add --no-cache git && git config --system --add safe.directory '*'
COPY --from=install /app/node_modules /app/node_modules
ENV PATH=/app/node_modules/.bin:$PATH
USER node
WORKDIR /work
ENTRYPOINT ["cdk8s-routing"]
CMD ["--help"]
