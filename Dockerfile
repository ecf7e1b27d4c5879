# Carnival with k6 and Prometheus in one image, for docker-compose.yml. Build it yourself: none is published.
FROM grafana/k6:2.2.0 AS k6
FROM prom/prometheus:v3.15.0 AS prometheus

FROM node:20.20.2-bookworm-slim AS build
WORKDIR /carnival
COPY package.json package-lock.json ./
# What they would run builds dist/, which needs the code, and binaries that are there already.
RUN ["npm", "ci", "--ignore-scripts"]
COPY . .
RUN ["npm", "run", "build"]
RUN ["npm", "prune", "--omit=dev", "--ignore-scripts"]

FROM node:20.20.2-bookworm-slim
COPY --from=k6 /usr/bin/k6 /usr/local/bin/k6
COPY --from=prometheus /bin/prometheus /usr/local/bin/prometheus
COPY --from=build /carnival /carnival
# Volumes take their owner from the image.
RUN ["install", "--directory", "--owner=node", "--group=node", "/data", "/runs"]
WORKDIR /runs
USER node
ENTRYPOINT ["node", "/carnival/dist/carnival.js"]
CMD ["--help"]
