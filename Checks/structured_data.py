"""What search engines and link previews read from an article: JSON-LD, OpenGraph and the canonical address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import extruct
from check import Check
from website import COMMENTER, KOREA, Website

ARTICLE_TYPES = {"Article", "NewsArticle", "AnalysisNewsArticle", "ReportageNewsArticle", "TechArticle", "BlogPosting"}
POLICIES = ["publishingPrinciples", "ownershipFundingInfo", "correctionsPolicy"]
OPEN_GRAPH = ["og:title", "og:type", "og:url", "og:description"]
Node = dict[str, Any]


def run(website: Website) -> Iterator[Check]:
    for path in website.articles:
        yield article(website, path)


def nodes(value: Any) -> Iterator[Node]:
    """Every object in a JSON-LD document, from the outside in."""
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from nodes(item)
    elif isinstance(value, list):
        for item in value:
            yield from nodes(item)


def types(node: Node) -> set[str]:
    found = node.get("@type", [])
    return {found} if isinstance(found, str) else set(found)


def many(value: Any) -> list[Any]:
    """JSON-LD lets one value stand for a list of one."""
    return value if isinstance(value, list) else [] if value is None else [value]


class Graph:
    """The nodes of one page: those of the same @id are one, and a reference by @id is as good as the node."""

    def __init__(self, documents: list[Node]) -> None:
        self.known: dict[str, Node] = {}
        self.nodes: list[Node] = []
        for node in (node for document in documents for node in nodes(document)):
            if set(node) == {"@id"}:
                continue
            if "@id" in node and (first := self.known.setdefault(node["@id"], node)) is not node:
                first.update(node)
            else:
                self.nodes.append(node)

    def resolve(self, value: Any) -> Node:
        if isinstance(value, dict):
            return self.known.get(value["@id"], value) if set(value) == {"@id"} else value
        return {}


def article(website: Website, path: str) -> Check:
    check = Check(f"{path} describes itself")
    page = website.get(path)
    data = extruct.extract(
        page.body.decode("utf-8"), base_url=website.base + path, syntaxes=["json-ld", "opengraph"], errors="strict"
    )
    graph = Graph(data["json-ld"])
    described = [node for node in graph.nodes if types(node) & ARTICLE_TYPES and "headline" in node]
    if check.expect(len(described) == 1, f"JSON-LD has {len(described)} Article nodes with a headline, and not one"):
        node = described[0]
        people(website, check, graph, node)
        times(check, node)
        publisher(website, check, graph, node)
        check.expect(many(node.get("citation")), "JSON-LD: no citation")
        comments(check, node, path, shown=len(page.tree.xpath("//*[starts-with(@id, 'comment-')]")))
    properties = {name for graph_node in data["opengraph"] for name, value in graph_node.get("properties", []) if value}
    for name in OPEN_GRAPH:
        check.expect(name in properties, f"no {name}")
    canonical = page.first("//link[@rel='canonical']/@href")
    check.expect(canonical.startswith("http"), f"the canonical address {canonical!r} is not absolute")
    check.expect(website.local(canonical) == path, f"the canonical address is {canonical!r}")
    check.expect(page.first("//meta[@property='og:url']/@content") == canonical, "og:url is not the canonical address")
    return check


def exists(website: Website, check: Check, url: Any, what: str) -> None:
    path = website.local(url) if isinstance(url, str) and url.startswith("http") else None
    if check.expect(path, f"JSON-LD: {what} is {url!r}, no absolute address of this site"):
        status = website.get((path or "").partition("#")[0]).status
        check.expect(status == 200, f"JSON-LD: {what} {url} answers {status}")


def people(website: Website, check: Check, graph: Graph, node: Node) -> None:
    check.expect(node.get("headline"), "JSON-LD: no headline")
    authors = [graph.resolve(author) for author in many(node.get("author"))]
    check.expect(authors, "JSON-LD: no author")
    for author in authors:
        check.expect(author.get("name"), "JSON-LD: an author has no name")
        exists(website, check, author.get("url"), "author.url")


def times(check: Check, node: Node) -> None:
    moments = []
    for name in ("datePublished", "dateModified"):
        try:
            moments.append(datetime.fromisoformat(node.get(name, "")))
            check.expect(moments[-1].tzinfo, f"JSON-LD: {name} has no time zone")
        except ValueError:
            check.expect(False, f"JSON-LD: {name} is {node.get(name)!r}, not an ISO 8601 date")
    if len(moments) == 2 and all(moment.tzinfo for moment in moments):
        check.expect(moments[0] <= moments[1], "JSON-LD: dateModified is before datePublished")


def publisher(website: Website, check: Check, graph: Graph, node: Node) -> None:
    organisation = graph.resolve(node.get("publisher"))
    found = types(organisation)
    check.expect("NewsMediaOrganization" in found, f"JSON-LD: publisher is {found or 'missing'}")
    for policy in POLICIES:
        exists(website, check, organisation.get(policy), f"publisher.{policy}")


def comments(check: Check, node: Node, path: str, shown: int) -> None:
    """Comments are text of the page, and listed as they are shown."""
    listed = many(node.get("comment"))
    check.expect(len(listed) == shown, f"JSON-LD: {len(listed)} comments, and {shown} on the page (id=comment-…)")
    for comment in listed:
        check.expect("Comment" in types(comment) and comment.get("text"), "JSON-LD: a comment without type or text")
    if path == KOREA:
        names = [author.get("name") for comment in listed for author in many(comment.get("author"))]
        check.expect(COMMENTER in names, f"JSON-LD: no comment by {COMMENTER}")
