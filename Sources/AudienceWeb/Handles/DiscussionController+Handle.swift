import Audience
import HTTPSupport
import Hummingbird
import Kernel
import Markup

/// What somebody sees of their own name.
extension DiscussionController {
    func handle(_ visit: DiscussionVisit) async throws -> Response {
        guard let handle = visit.handle else {
            return await page("Your name", nil, visit) { html in
                html.element(.h1, text: "Your name")
                html.element(
                    .p, .class("intro"),
                    text: "This device is not known. Who writes a comment gets a name, and can have it remembered here."
                )
            }
        }
        let comments = try await parts.comments.comments(of: handle.id)
        return await page(handle.name, nil, visit) { html in
            html.element(.h1, text: handle.name)
            html.element(.p, .class("intro"), text: "Only you see this page.")
            if comments.isEmpty { html.element(.p, .class("note"), text: "There are no comments under this name.") }
            html.element(.ol, .class("comments")) { html in
                for comment in comments {
                    html.element(.li) { html in
                        html.element(.div, .class("comment")) { html in
                            html.element(.p, .class("meta")) { html in
                                html.commentHead(comment)
                                if comment.state == .held { html.text(" · waiting for a moderator") }
                                if comment.state == .removed { html.text(" · removed by a moderator") }
                            }
                            html.element(.div, .class("comment-text")) { html in
                                html.raw(CommentMarkdown.html(from: comment.text))
                            }
                            if comment.state == .shown || comment.state == .held {
                                html.element(.p, .class("comment-actions")) { html in
                                    html.element(
                                        .a, .href(address(.own(comment.id.description), visit)),
                                        text: "Change or delete")
                                }
                            }
                        }
                    }
                }
            }
            if visit.isRemembered {
                html.element(
                    .form, .method("post"), .action(DiscussionRoute.signOut.path), .class("comment-form")
                ) { html in
                    html.element(.div, .class("form-actions")) { $0.element(.button, text: "Forget me on this device") }
                }
            }
        }
    }

    func signOut(_ visit: DiscussionVisit) async throws -> Response {
        if visit.isRemembered, let key = visit.key { try await parts.handles.forget(key) }
        var response = Self.redirect(to: DiscussionRoute.handle.path)
        cookie.clear(on: &response)
        return response
    }
}
