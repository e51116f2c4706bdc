# Rooftop for runners that take an image, such as those of GitLab and Gitea. Build it with:
#   docker build --build-arg SOURCE_DATE_EPOCH=315532800 --tag rooftop .
# The same commit gives the same Python packages, checked by hash; git and ssh-keygen are Debian's, checked by its signatures.
FROM python:3.12-slim@sha256:78387bc3881b8273120a12ebe6c1ab22b018ccc2c9adf565ae1ac9b536e184ea
LABEL org.opencontainers.image.title="Rooftop" \
      org.opencontainers.image.description="Checks and builds a community of customer advocates." \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="0.1.0"
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]

# git tells what a consent was before, ssh-keygen checks signatures. Whoever runs the image owns the repository it is given.
RUN apt-get update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends git openssh-client >/dev/null \
 && git config --system safe.directory '*' \
 && rm -rf /var/lib/apt/lists/* /var/log/* /var/cache/ldconfig/aux-cache

WORKDIR /opt/rooftop
COPY . .
# With SOURCE_DATE_EPOCH, compiled modules hold a hash of their source, and not when it was written.
RUN export SOURCE_DATE_EPOCH=315532800 PIP_NO_CACHE_DIR=1 \
 && source scripts/environment requirements.txt
ENV PATH=/opt/rooftop/.venv/bin:$PATH ROOFTOP_ENVIRONMENT=/opt/rooftop/.venv NO_MKDOCS_2_WARNING=1

RUN echo 'rooftop:x:1000:1000::/tmp:/bin/bash' >> /etc/passwd
USER 1000
WORKDIR /community
CMD ["rooftop", "check"]
