import CoreMetrics
import Kernel
import Testing

@testable import HTTPSupport

@Suite struct FieldTests {
    @Test(arguments: [
        (["gzip"], true), (["deflate, gzip;q=1.0, *;q=0.5"], true), (["br"], false), ([], false), (["*"], true),
        (["gzip;q=0"], false), (["gzip; q=0.000"], false), (["gzip;q=0, *"], false), (["identity", "GZIP"], true),
        (["*;q=0"], false), (["gzipped"], false), ([""], false), ([",,;,"], false), (["x-gzip"], true),
    ])
    func acceptEncoding(values: [String], expected: Bool) {
        #expect(AcceptEncoding.allowsGzip(values) == expected)
    }

    @Test(arguments: [
        ("W/\"a\"", true), ("\"a\"", true), ("*", true), ("\"b\", W/\"a\"", true), ("\"b\"", false), ("", false),
        ("a", false), (" \"a\" ", true),
    ])
    func entityTags(list: String, expected: Bool) {
        #expect(EntityTags.list(list, contains: "W/\"a\"") == expected)
    }

    @Test(arguments: [
        ("/", Route.front), ("/feed.xml", .rss), ("/sitemap-12.xml", .sitemap(12)),
        ("/favicon.ico", .asset("favicon.ico")), ("/topics/history", .topic(known("history"))),
        ("/some-article/history", .articleHistory(known("some-article"))),
        ("/some-article/history/12", .articleVersion(known("some-article"), 12)),
        ("/some-article/history/12/changes", .articleChange(known("some-article"), 12)),
        ("/some-article/history/9223372036854775807", .articleVersion(known("some-article"), .max)),
    ])
    func pathsAndRoutesMatch(path: String, route: Route) {
        #expect(Route(path: path) == route)
        #expect(route.path == path)
    }

    @Test(arguments: [
        "", "/A", "/a//b", "/a/b/c", "/topics/", "/topics/A", "/sitemap-0.xml", "/sitemap-01.xml", "/sitemap--1.xml",
        "/nothing/here", "/a_b", "/-a", "/a-", "/a/history/", "/a/history/0", "/a/history/-1", "/a/history/01",
        "/a/history/+1", "/a/history/1.0", "/a/history/x", "/a/history/٣", "/a/history/9223372036854775808",
        "/a/history/1/", "/a/history/1/change", "/a/history/1/changes/2", "/A/history", "/a-/history", "/desk/history",
        "/search/history", "/a/History",
    ])
    func whatIsNoAddressHasNoRoute(path: String) {
        #expect(Route(path: path) == nil)
    }

    @Test func everyRouteComesBackFromItsPath() throws {
        let slug = try Slug("a-slug")
        let routes: [Route] = [
            .front, .article(slug), .articleHistory(slug), .articleVersion(slug, 1), .articleChange(slug, 3),
            .section(slug), .topic(slug), .person(slug), .search, .howWeMakeMoney, .partners,
            .standards, .corrections, .rss, .atom, .jsonFeed, .sitemapIndex, .sitemap(3), .robots,
            .adsText, .sellers,
            .asset("x.css"), .alive, .ready, .metrics,
        ]
        for route in routes { #expect(Route(path: route.path) == route) }
    }

    @Test func aCounterIsShownWithItsLabels() {
        let metrics = PrometheusMetrics()
        metrics.makeCounter(label: "requests.total", dimensions: [("path", "a\"b\\")]).increment(by: 2)
        metrics.makeCounter(label: "requests.total", dimensions: [("path", "a\"b\\")]).increment(by: 1)
        #expect(metrics.exposition == "# TYPE requests_total counter\nrequests_total{path=\"a\\\"b\\\\\"} 3\n")
    }

    @Test func aTimerIsAHistogramInSeconds() {
        let metrics = PrometheusMetrics()
        metrics.makeTimer(label: "t_seconds", dimensions: []).recordNanoseconds(2_000_000)
        #expect(metrics.exposition.contains("t_seconds_bucket{le=\"0.001\"} 0\n"))
        #expect(metrics.exposition.contains("t_seconds_bucket{le=\"0.0025\"} 1\n"))
        #expect(metrics.exposition.contains("t_seconds_bucket{le=\"+Inf\"} 1\n"))
        #expect(metrics.exposition.contains("t_seconds_count 1\n"))
    }
}

private func known(_ text: String) -> Slug {
    guard let slug = Slug(validating: text) else { preconditionFailure("The test's own “\(text)” isn't valid.") }
    return slug
}
