"""Logging: one JSON object a line, ids and codes only, never anybody's words."""

from __future__ import annotations

import logging
import sys

import structlog


def set_up_logging(*, level: int = logging.INFO) -> None:
    """Send structured lines to standard error; libraries speak from WARNING up."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s")
    # A library's message or traceback may hold what a person wrote: only level and place go out.
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
