package import Audience
package import HTTPSupport
package import Kernel
import Markup

/// Shows the discussion under an article.
package struct DiscussionView: DiscussionFiller {
    /// Answers deeper than this stand at this depth, so that a long exchange stays readable on a phone.
    static let deepestIndentation = 4

    private let comments: CommentStore
    private let shell: any PageShell

    package init(comments: CommentStore, shell: any PageShell) {
        self.comments = comments
        self.shell = shell
    }

    package func discussion(of article: ArticleID, onPath path: String) async throws -> DiscussionFill {
        let discussion = try await comments.discussion(of: article)
        var html = HTMLWriter()
        write(discussion, into: &html)
        if !discussion.entries.isEmpty {
            html.element(.script, .type("application/ld+json")) { html in
                html.raw(structuredData(of: discussion, at: shell.origin + path).bytes)
            }
        }
        return DiscussionFill(html: html.bytes, count: discussion.entries.count)
    }

    private func write(_ discussion: Discussion, into html: inout HTMLWriter) {
        guard !discussion.entries.isEmpty else {
            html.element(.p, .class("note"), text: "Nobody has written here yet.")
            return
        }
        let count = discussion.entries.count
        html.element(.p, .class("note"), text: count == 1 ? "1 comment" : "\(count) comments")
        let handles = Dictionary(uniqueKeysWithValues: discussion.entries.map { ($0.comment.id, $0.comment.handle) })
        html.raw("<ol class=\"comments\">")
        var open = 0
        var isFirst = true
        for entry in discussion.entries {
            let depth = min(entry.depth, Self.deepestIndentation)
            if isFirst {
                isFirst = false
            } else if depth > open {
                html.raw("<ol class=\"comments\">")
                open += 1
            } else {
                html.raw("</li>")
                while open > depth {
                    html.raw("</ol></li>")
                    open -= 1
                }
            }
            html.raw("<li>")
            write(entry.comment, answering: entry.comment.parent.flatMap { handles[$0] }, into: &html)
        }
        html.raw("</li>")
        while open > 0 {
            html.raw("</ol></li>")
            open -= 1
        }
        html.raw("</ol>")
    }

    private func write(_ comment: Comment, answering: String?, into html: inout HTMLWriter) {
        html.element(.div, .class("comment"), .id("comment-\(comment.id)")) { html in
            html.element(.p, .class("meta")) { html in
                html.element(.span, .class("handle"), text: comment.handle)
                if let answering, let parent = comment.parent {
                    html.text(" · in reply to ")
                    html.element(.a, .href("#comment-\(parent)"), text: answering)
                }
                html.text(" · ")
                html.element(.a, .href("#comment-\(comment.id)")) { $0.time(comment.posted) }
            }
            html.raw(CommentMarkdown.html(from: comment.text))
        }
    }

    /// The comments as part of the article that the page describes, joined to it by its identifier.
    private func structuredData(of discussion: Discussion, at address: String) -> JSONValue {
        .object([
            "@context": "https://schema.org", "@type": "Article", "@id": .string("\(address)#article"),
            "commentCount": .integer(discussion.entries.count),
            "comment": .array(
                discussion.entries.map { entry in
                    .object([
                        "@type": "Comment", "@id": .string("\(address)#comment-\(entry.comment.id)"),
                        "author": .object(["@type": "Person", "name": .string(entry.comment.handle)]),
                        "dateCreated": .string(entry.comment.posted.rfc3339),
                        "text": .string(CommentMarkdown.plainText(from: entry.comment.text)),
                        "parentItem": entry.comment.parent.map {
                            .object(["@type": "Comment", "@id": .string("\(address)#comment-\($0)")])
                        },
                    ])
                }),
        ])
    }
}
