"""The pages, one file each: thin routes that put a question to the record and hand the answer to a template."""

from communique.web.pages import today

ROUTERS = (today.router,)
"""All pages; a new one is added here, and shows in the navigation if `site.PAGES` names its path."""
