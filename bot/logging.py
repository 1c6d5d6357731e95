"""Logging: one JSON object a line, ids and codes only, never anybody's words."""

from __future__ import annotations

import logging
import sys

import structlog


class PlainFormatter(logging.Formatter):
    """Level, place and the kind of error; neither a library's message nor its traceback, because
    both may hold what a person wrote (the parameters of a statement, a request's body)."""

    def format(self, record: logging.LogRecord) -> str:
        """One short line."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        return f"{record.levelname} {record.name}:{record.lineno} {kind}".rstrip()


def set_up_logging(*, level: int = logging.INFO) -> None:
    """Send structured lines to standard error; libraries speak from WARNING up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PlainFormatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
