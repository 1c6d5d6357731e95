"""The catalogue's pages for the editor's menu."""

from __future__ import annotations

from bot.editor.catalogue.entry_pages import EntryPages
from bot.editor.catalogue.files_page import CatalogueFilesPage
from bot.editor.catalogue.hub import CatalogueHub
from bot.editor.parts import Page
from bot.guide.keeping.edit_catalogue import EditCatalogue


def catalogue_pages(catalogue: EditCatalogue) -> tuple[Page, ...]:
    """The pages over this catalogue."""
    return (
        lambda parts: CatalogueHub(parts, catalogue),
        lambda parts: EntryPages(parts, catalogue),
        lambda parts: CatalogueFilesPage(parts, catalogue),
    )
