"""The pages, one file each: thin routes that put a question to the record and hand the answer to a template."""

from communique.web.pages import (
    actors,
    documents,
    evidence,
    gates,
    lists,
    network,
    pictures,
    positions,
    review,
    search,
    timeline,
    today,
)

ROUTERS = (
    today.router,
    lists.router,
    gates.router,
    positions.router,
    timeline.router,
    network.router,
    actors.router,
    documents.router,
    search.router,
    evidence.router,
    pictures.router,
    review.router,
)
"""All pages; a new one is added here, and shows in the navigation if `site.PAGES` names its path."""
