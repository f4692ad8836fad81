import Audience
import HTTPSupport
import Hummingbird
import Kernel
import Markup
import Secrets

/// What somebody sees and decides of their own name.
extension DiscussionController {
    func addHandles(to router: Router<ReaderContext>) {
        get(.handle, on: router) { try await handle($0) }
        post(.signOut, on: router) { try await signOut($0) }
        get(.export, on: router) { try await export($0) }
        get(.erase, on: router) { try await erasing($0) }
        post(.erase, on: router) { try await erase($0) }
        guard parts.mail != nil else { return }
        addMailedLinks(to: router)
    }

    func handle(_ visit: DiscussionVisit) async throws -> Response {
        guard let handle = visit.handle else {
            return await page("Your name", nil, visit) { html in
                html.element(.h1, text: "Your name")
                html.element(
                    .p, .class("intro"),
                    text: "This device is not known. Who writes a comment gets a name, and can have it remembered here."
                )
                if parts.mail != nil {
                    html.element(.p) { html in
                        html.element(
                            .a, .href(DiscussionRoute.signIn.path), text: "Sign in with a name that you have kept")
                    }
                }
            }
        }
        let comments = try await parts.comments.comments(of: handle.id)
        let mailbox = try await parts.mail?.door.address(of: handle.id)
        return await page(handle.name, nil, visit) { html in
            html.element(.h1, text: handle.name)
            html.element(.p, .class("intro"), text: "Only you see this page.")
            writeKeeping(of: handle, mailbox, visit, into: &html)
            html.element(.h2, .class("teasers-head"), text: "Your comments")
            if comments.isEmpty { html.element(.p, .class("note"), text: "There are no comments under this name.") }
            write(comments, visit, into: &html)
            html.element(.h2, .class("teasers-head"), text: "What is kept of you")
            html.element(.p, .class("comment-actions")) { html in
                html.element(.a, .href(address(.export, visit)), text: "Everything as a file (JSON)")
                html.element(.a, .href(address(.erase, visit)), text: "Erase it")
            }
            if visit.isRemembered {
                html.element(
                    .form, .method("post"), .action(DiscussionRoute.signOut.path), .class("comment-form")
                ) { html in
                    html.element(.div, .class("form-actions")) { html in
                        html.element(.button, .class("quiet"), text: "Forget me on this device")
                    }
                }
            }
        }
    }

    private func write(_ comments: [Comment], _ visit: DiscussionVisit, into html: inout HTMLWriter) {
        guard !comments.isEmpty else { return }
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
                                    .a, .href(address(.own(comment.id.description), visit)), text: "Change or delete")
                            }
                        }
                    }
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

    private func export(_ visit: DiscussionVisit) async throws -> Response {
        guard let handle = visit.handle, let record = try await parts.privacy.record(of: handle.id) else {
            throw Self.nobody
        }
        return OfficeResponse.file(
            HandleRecord(record: record, origin: shell.origin).json.bytes, name: "comments.json",
            mediaType: "application/json")
    }

    private func erasing(_ visit: DiscussionVisit, problem: Problem? = nil) async throws -> Response {
        guard let handle = visit.handle else { throw Self.nobody }
        return await page("Erase what is kept of you", nil, status: problem == nil ? 200 : 422, visit) { html in
            html.element(.h1, text: "Erase what is kept of you")
            if let problem { html.problem(problem) }
            html.element(
                .p, .class("intro"),
                text:
                    "“\(handle.name)”, its address, keys, recommendations and reports are taken out for good. This cannot be undone."
            )
            html.element(.form, .method("post"), .action(DiscussionRoute.erase.path), .class("comment-form")) { html in
                if let key = visit.spokenKey { html.void(.input, .type("hidden"), .name("key"), .value(key.text)) }
                html.choice(
                    "Your comments", name: "leaving", value: "",
                    options: [
                        ("", "Please choose"),
                        (HandlePrivacy.Leaving.texts.rawValue, "Take their texts out, too"),
                        (
                            HandlePrivacy.Leaving.names.rawValue,
                            "Leave their texts, under “\(HandlePrivacy.formerName)”"
                        ),
                    ], state: FormState(errors: problem?.fieldErrors ?? []), .required)
                html.element(.div, .class("form-actions")) { $0.element(.button, text: "Erase it") }
            }
        }
    }

    private func erase(_ visit: DiscussionVisit) async throws -> Response {
        guard let handle = visit.handle else { throw Self.nobody }
        guard let leaving = HandlePrivacy.Leaving(rawValue: visit.form["leaving"]) else {
            return try await erasing(
                visit,
                problem: Problem(
                    .invalid, slug: "leaving-unknown", title: "Nothing was erased",
                    detail: "Choose what becomes of your comments.",
                    fieldErrors: [.init(field: "leaving", message: "Choose one.")]))
        }
        parts.outlines.markStale(try await parts.privacy.erase(handle.id, leaving))
        var response = await page("Erased", nil, visit) { html in
            html.element(.h1, text: "Nothing is kept of you any more")
            html.element(
                .p, .class("intro"),
                text:
                    "Copies that were made of the database before, in case it is lost, go within the time that the site keeps them."
            )
        }
        cookie.clear(on: &response)
        return response
    }

    static let nobody = Problem(
        .forbidden, slug: "handle-unknown", title: "This device is not known",
        detail: "Open this page from the address that you got after writing, or on a device that remembers you.")
}
