# Akari. `make help` lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
export PYTHONPATH := $(CURDIR)
export PYTHONDONTWRITEBYTECODE ?=

BIN := .venv/bin
RASA := .venv-rasa/bin
# uv is taken from the machine, or installed beside the project when it is missing.
UV := $(shell command -v uv || echo $(CURDIR)/.uv/bin/uv)
QUIET := RASA_TELEMETRY_ENABLED=false SENTRY_DSN= TF_CPP_MIN_LOG_LEVEL=2 SQLALCHEMY_SILENCE_UBER_WARNING=1 OMP_NUM_THREADS=1

.PHONY: help install run test check lint types imports unit train encoder evaluate bench lock line-menu-image clean

help: ## この一覧
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

$(CURDIR)/.uv/bin/uv:
	@echo "uv が見つからないので、このフォルダーの中に用意します…"
	python3 -m venv .uv
	.uv/bin/pip install --quiet uv

.venv/.ready: requirements/desk.txt pyproject.toml | $(UV)
	@echo "受付の環境を用意しています（.venv）…"
	test -x .venv/bin/python || $(UV) venv --quiet --python 3.11 .venv
	$(UV) pip sync --quiet --require-hashes --python .venv/bin/python requirements/desk.txt
	$(UV) pip install --quiet --no-deps --no-build-isolation --python .venv/bin/python --editable .
	@touch $@

.venv-rasa/.ready: requirements/rasa.txt | $(UV)
	@echo "Rasa の環境を用意しています（.venv-rasa、2 GB あまり）…"
	test -x .venv-rasa/bin/python || $(UV) venv --quiet --python 3.11 .venv-rasa
	$(UV) pip sync --quiet --require-hashes --python .venv-rasa/bin/python requirements/rasa.txt
	@touch $@

install: .venv/.ready .venv-rasa/.ready ## 2つの環境を用意する

run: install ## すべてを起動する（チャット、相談員の画面、LINEのシミュレータ）
	@exec $(BIN)/akari run

train: install ## 変わったところがあれば、ことばの理解とリスクの判定を学習する
	@$(QUIET) OPENBLAS_NUM_THREADS=2 $(BIN)/python -m bot.screening.train
	@$(QUIET) $(RASA)/python -m bot.nlu.train

encoder: install ## 文の読み取り（data/screening/encoder.npz）を学習しなおす（1回りで20分あまり、めったに要らない）
	@$(QUIET) $(RASA)/python -m bot.screening.encoder.learn

test: check train ## すべての検査と試験
	@$(QUIET) $(RASA)/python -m rasa data validate --domain domain.yml --data data/nlu data/rules data/stories --fail-on-warnings --max-history 5
	@$(BIN)/python -m pytest -q

check: lint types imports ## 書き方、型、依存の向き

lint: install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: install
	@$(BIN)/mypy

imports: install
	@$(BIN)/lint-imports

format: install ## 書き方をそろえる
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

evaluate: train ## 取り分けておいた文章で、理解と判定の質をはかる
	@$(QUIET) $(BIN)/python -m benchmarks.evaluate

bench: train ## 速さと使うメモリーをはかる
	@$(QUIET) $(BIN)/python -m benchmarks.turns

lock: | $(UV) ## 依存を固定しなおす
	$(UV) pip compile --quiet --group pyproject.toml:desk --group pyproject.toml:dev --generate-hashes --universal --python-version 3.11 --custom-compile-command 'make lock' -o requirements/desk.txt
	$(UV) pip compile --quiet --group pyproject.toml:rasa --generate-hashes --universal --python-version 3.11 --custom-compile-command 'make lock' -o requirements/rasa.txt

line-menu-image: ## LINEのメニューの絵を描きなおす（Chromium と Noto Sans CJK JP が要る）
	@cd bot/channels/line/menu && chromium --headless --no-sandbox --disable-gpu --hide-scrollbars \
	  --force-device-scale-factor=1 --window-size=2500,1686 --screenshot=menu.png menu.html

clean: ## 環境と作られたものを消す（データベースは残す）
	rm -rf .venv .venv-rasa .uv var/models var/screening var/cache
