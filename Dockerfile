# docker build -t abmbot .
# docker run --env-file .env -v abmbot:/app/data abmbot              joins Slack
# docker run -v abmbot:/app/data abmbot ask "who owns Halden Freight?"
#
# At run time it reaches for Slack alone: the embedding model is one of the installed packages.

FROM python:3.11-slim AS build
WORKDIR /build
COPY . .
RUN python -m pip wheel --no-cache-dir --no-deps --wheel-dir wheels .

FROM python:3.11-slim
# An index that has CPU builds of torch saves gigabytes: docker build --build-arg PIP_EXTRA_INDEX_URL=...
ARG PIP_EXTRA_INDEX_URL
WORKDIR /app
COPY constraints.txt .
COPY --from=build /build/wheels wheels
RUN python -m pip install --no-cache-dir -c constraints.txt wheels/*.whl
RUN mkdir --mode=1777 data
ENV ABMBOT_HOME=/app/data HOME=/app/data USER=abmbot HF_HUB_OFFLINE=1 PYTHONUNBUFFERED=1
USER 10001:10001
VOLUME /app/data
ENTRYPOINT ["abmbot"]
CMD ["run"]
