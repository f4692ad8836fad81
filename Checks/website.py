"""The site under test: fetching, crawling, and what kind of page each one is."""

from __future__ import annotations

import http.client
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.etree
import lxml.html

POLICIES = ["/how-we-make-money", "/partners", "/standards", "/corrections"]
FIXED = {"/", "/search", "/transparency", "/newsletter", *POLICIES}
KOREA = "/do-many-south-koreans-defect-to-north-korea"
COMMENTER = "anon991645"  # who discusses it
FEEDS = ["/feed.xml", "/atom.xml", "/feed.json"]
HITS, NO_HITS = "/search?q=korea", "/search?q=qqzzxxyy"
MISSING = "/no-such-page"
SPONSORED = "/sponsored"  # where articles stand that a company paid for
REDIRECTS = "/go/"  # answers with a redirect to a merchant
CLICKS = "/ad/click/"  # answers with a redirect to an advertiser
LEADS_AWAY = (REDIRECTS, CLICKS)
# Each comment has these; the first of each kind stands for all.
OF_COMMENTS = [r"/discussion/comment/[^/]+", r"/discussion/comment/[^/]+/flag", r"/discussion/[^/]+/reply\?to=.*"]
MOST_PAGES = 1000
TIMEOUT = 15.0
XML_NAMESPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "atom": "http://www.w3.org/2005/Atom"}


@dataclass(frozen=True)
class Response:
    """An answer, with its body as it came over the wire."""

    path: str
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def content_type(self) -> str:
        return self.headers.get_content_type()

    @property
    def is_page(self) -> bool:
        return self.content_type == "text/html"

    @cached_property
    def tree(self) -> lxml.html.HtmlElement:
        return lxml.html.document_fromstring(self.body, parser=lxml.html.HTMLParser(encoding="utf-8"))

    @cached_property
    def ids(self) -> set[str]:
        return set(self.tree.xpath("//@id")) | set(self.tree.xpath("//a/@name"))

    def first(self, xpath: str) -> str:
        """The first match of an XPath that yields strings, or an empty string."""
        found = self.tree.xpath(xpath)
        return str(found[0]) if found else ""


@dataclass
class Website:
    """Addresses are paths with their query; what is fetched once is kept. Redirects are not followed."""

    base: str
    references: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _kept: dict[str, Response] = field(default_factory=dict)

    def request(
        self, path: str, method: str = "GET", headers: dict[str, str] | None = None, body: bytes | None = None
    ) -> Response:
        """Sends one request on a connection of its own."""
        address = urlsplit(self.base)
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=TIMEOUT)
        try:
            connection.request(method, path, body=body, headers={"Connection": "close", **(headers or {})})
            answer = connection.getresponse()
            return Response(path, answer.status, answer.msg, answer.read())
        finally:
            connection.close()

    def get(self, path: str) -> Response:
        """The answer to a plain GET, fetched at most once."""
        if path not in self._kept:
            self._kept[path] = self.request(path)
        return self._kept[path]

    @cached_property
    def origins(self) -> set[str]:
        """The address it is served at, and the public one that its front page claims."""
        canonical = urlsplit(self.get("/").first("//link[@rel='canonical']/@href"))
        claimed = {f"{canonical.scheme}://{canonical.netloc}"} if canonical.netloc else set()
        return {self.base.rstrip("/")} | claimed

    def local(self, url: str, page: str = "/") -> str | None:
        """The path, query and fragment of a link on a page if it stays on this site, else None."""
        absolute = urljoin(urljoin(self.base, page), url.strip())
        parts = urlsplit(absolute)
        if f"{parts.scheme}://{parts.netloc}" not in self.origins:
            return None
        query = f"?{parts.query}" if parts.query else ""
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return (parts.path or "/") + query + fragment

    @cached_property
    def sitemap_paths(self) -> list[str]:
        """Every address that the sitemaps list, in their order."""
        index = lxml.etree.fromstring(self.get("/sitemap.xml").body)
        paths: list[str] = []
        for sitemap in index.xpath("//s:sitemap/s:loc/text()", namespaces=XML_NAMESPACES):
            tree = lxml.etree.fromstring(self.get(self.local(sitemap) or sitemap).body)
            urls = tree.xpath("//s:url/s:loc/text()", namespaces=XML_NAMESPACES)
            paths += [path for path in map(self.local, urls) if path]
        return paths

    @cached_property
    def articles(self) -> list[str]:
        """The articles: what the sitemaps list at the top level, less the site's fixed pages."""
        return [path for path in self.sitemap_paths if re.fullmatch(r"/[^/?]+", path) and path not in FIXED]

    @cached_property
    def pages(self) -> list[Response]:
        """Every HTML page that links from the front page and the sitemaps lead to, and the searches and 404 page."""
        queue = list(dict.fromkeys(["/", *self.sitemap_paths, *POLICIES, HITS, NO_HITS, MISSING]))
        seen, pages = set(queue), []
        kinds = set[str]()
        while queue and len(seen) < MOST_PAGES:
            page = self.get(queue.pop(0))
            if not page.is_page:
                continue
            pages.append(page)
            for link in page.tree.xpath("//@href | //@src | //form[@method='get' or not(@method)]/@action"):
                target = self.local(link, page.path)
                if target is None:
                    continue
                self.references[target].add(page.path)
                path = urldefrag(target).url
                if path not in seen and not path.startswith(LEADS_AWAY):
                    seen.add(path)
                    kind = next((kind for kind in OF_COMMENTS if re.fullmatch(kind, path)), None)
                    if kind not in kinds:
                        queue.append(path)
                    if kind:
                        kinds.add(kind)
        return pages

    @cached_property
    def kinds(self) -> list[str]:
        """The addresses to look at in a browser: every page but other searches."""
        found = [page.path for page in self.pages]
        return [path for path in found if "?" not in path or path in (HITS, NO_HITS)]
