from __future__ import annotations

from tests.actions.conftest import shipped_catalogue, talk

__all__ = ["shipped_catalogue", "talk"]
