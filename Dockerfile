# imrcli with OCR, as a command: see docs/install.md.
FROM python:3.12-slim AS build
WORKDIR /src
COPY . .
RUN pip install --no-cache-dir build && python -m build --wheel --outdir /dist .

FROM python:3.12-slim
COPY --from=build /dist /dist
# Compiled modules and patterns are made here, as its user may not write beside them.
RUN pip install --no-cache-dir "$(echo /dist/*.whl)[ocr]" && rm -r /dist && python -m compileall -q /usr/local/lib/python3.12/site-packages/imrcli
COPY samples/*.pdf /tmp/samples/
RUN imr parse /tmp/samples/*.pdf >/dev/null && rm -r /tmp/samples \
    && useradd --create-home --uid 10001 imr
USER imr
WORKDIR /data
ENTRYPOINT ["imr"]
CMD ["--help"]
