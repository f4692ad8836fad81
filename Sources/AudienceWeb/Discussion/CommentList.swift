import Audience
import HTTPSupport
import Kernel
import Markup

/// Comments as they stand on a page, each followed by its answers.
struct CommentList {
    /// Answers deeper than this stand at this depth, so that a long exchange stays readable on a phone.
    static let deepestIndentation = 4

    let entries: [DiscussionEntry]
    /// Those of the entries, and what they answer.
    let comments: [Comment.ID: Comment]
    let slug: Slug
    /// Whether something can be written.
    let isOpen: Bool

    /// Reads what a page shows.
    init(_ entries: [DiscussionEntry], of store: CommentStore, slug: Slug, isOpen: Bool) async throws {
        self.entries = entries
        self.slug = slug
        self.isOpen = isOpen
        comments = try await store.comments(Array(Set(entries.map(\.id) + entries.compactMap(\.parent))))
    }

    func write(into html: inout HTMLWriter) {
        guard !entries.isEmpty else { return }
        let here = Set(entries.map(\.id))
        html.raw("<ol class=\"comments\">")
        var levels: [Comment.ID: Int] = [:]
        var open = 0
        var isFirst = true
        for entry in entries {
            // What answers a comment of another page begins at the margin.
            let level = min(entry.parent.flatMap { levels[$0] }.map { $0 + 1 } ?? 0, Self.deepestIndentation)
            levels[entry.id] = level
            if isFirst {
                isFirst = false
            } else if level > open {
                html.raw("<ol class=\"comments\">")
                open += 1
            } else {
                html.raw("</li>")
                while open > level {
                    html.raw("</ol></li>")
                    open -= 1
                }
            }
            html.raw("<li>")
            write(entry, isParentHere: entry.parent.map(here.contains) ?? false, into: &html)
        }
        html.raw("</li>")
        while open > 0 {
            html.raw("</ol></li>")
            open -= 1
        }
        html.raw("</ol>")
    }

    private func write(_ entry: DiscussionEntry, isParentHere: Bool, into html: inout HTMLWriter) {
        let comment = comments[entry.id]
        html.element(.div, .class("comment"), .id("comment-\(entry.id)")) { html in
            guard let comment, comment.state == .shown else {
                html.element(.p, .class("note"), text: Self.gap(comment?.state ?? .removed))
                return
            }
            html.element(.p, .class("meta")) { html in
                html.commentHead(comment)
                if let parent = entry.parent {
                    html.text(" · in reply to ")
                    let address =
                        isParentHere ? "#comment-\(parent)" : DiscussionRoute.comment(parent.description).path
                    html.element(.a, .href(address), text: name(of: parent))
                }
            }
            html.element(.div, .class("comment-text")) { $0.raw(CommentMarkdown.html(from: comment.text)) }
            if isOpen { writeActions(comment, into: &html) }
        }
    }

    private func name(of id: Comment.ID) -> String {
        guard let comment = comments[id], comment.state == .shown else { return "a comment that is gone" }
        return comment.handle
    }

    private func writeActions(_ comment: Comment, into html: inout HTMLWriter) {
        let id = comment.id.description
        html.element(.div, .class("comment-actions")) { html in
            html.element(
                .a, .href("\(DiscussionRoute.reply(slug.description).path)?to=\(id)"), .rel("nofollow"),
                .ariaLabel("Reply to \(comment.handle)"), text: "Reply")
            html.element(.form, .method("post"), .action(DiscussionRoute.vote(id).path)) { html in
                let name = comment.votes > 0 ? "Recommend (\(comment.votes.grouped))" : "Recommend"
                html.element(.button, text: name)
            }
            html.element(.a, .href(DiscussionRoute.flag(id).path), .rel("nofollow"), text: "Report")
        }
    }

    /// What stands in the place of a comment that is gone.
    private static func gap(_ state: Comment.State) -> String {
        switch state {
        case .deleted: "Deleted by its author"
        case .held: "Waiting for a moderator"
        case .shown, .removed: "Removed by a moderator"
        }
    }

    /// The comments as part of the article that the page describes, joined to it by its identifier.
    ///
    /// - Parameters:
    ///   - article: The article’s address.
    ///   - origin: The site’s.
    ///   - count: How many comments there are on all pages.
    func structuredData(of article: String, origin: String, count: Int) -> JSONValue {
        let address = { (id: Comment.ID) in origin + DiscussionRoute.comment(id.description).path }
        return .object([
            "@context": "https://schema.org", "@type": "Article", "@id": .string("\(article)#article"),
            "commentCount": .integer(count),
            "comment": .array(
                entries.compactMap { entry in
                    guard let comment = comments[entry.id], comment.state == .shown else { return nil }
                    return .object([
                        "@type": "Comment", "@id": .string(address(comment.id)), "url": .string(address(comment.id)),
                        "author": .object(["@type": "Person", "name": .string(comment.handle)]),
                        "dateCreated": .string(comment.posted.rfc3339),
                        "dateModified": comment.edited.map { .string($0.rfc3339) },
                        "text": .string(CommentMarkdown.plainText(from: comment.text)),
                        "upvoteCount": comment.votes > 0 ? .integer(comment.votes) : nil,
                        "parentItem": entry.parent.map {
                            .object(["@type": "Comment", "@id": .string(address($0))])
                        },
                    ])
                }),
        ])
    }
}

extension HTMLWriter {
    /// Who wrote a comment, as what, and when.
    mutating func commentHead(_ comment: Comment) {
        element(.span, .class("handle"), text: comment.handle)
        if let byline = comment.byline { element(.span, .class("comment-mark"), text: " \(byline), for the editors") }
        text(" · ")
        element(.a, .href(DiscussionRoute.comment(comment.id.description).path)) { $0.time(comment.posted) }
        if comment.edited != nil { text(" · edited") }
        if comment.highlighted != nil {
            text(" · ")
            element(.span, .class("comment-mark"), text: "Highlighted by the editors")
        }
    }

    /// Says how many comments there are.
    mutating func commentCount(_ count: Int) {
        element(.p, .class("note"), text: count == 1 ? "1 comment" : "\(count.grouped) comments")
    }
}

extension Int {
    /// With commas between thousands.
    var grouped: String {
        let digits = String(magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return self < 0 ? "-\(text)" : text
    }
}
