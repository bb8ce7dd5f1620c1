# The hub alone; its database is PostgreSQL 18 beside it (docker-compose.yml).
FROM python:3.12-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

WORKDIR /srv/hub
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock
COPY . .
# In place: migrations, declarations and boards are read from here.
RUN pip install --no-deps --no-build-isolation -e . \
    && useradd --system --home-dir /srv/hub --shell /usr/sbin/nologin hub

USER hub
ENV HUB_HOST=0.0.0.0 HUB_PORT=8000
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["sh", "-c", "hub migrate && exec hub serve --host 0.0.0.0 --port 8000"]
