import Audience
import HTTPSupport
import Kernel
import Markup
import Secrets

/// The form with which somebody writes a comment, or writes one anew.
struct CommentForm {
    /// What it does when it is sent.
    enum Target {
        /// Adds a comment to the discussion under an article.
        case discussion(Slug)
        /// Gives a comment another text.
        case edit(Comment.ID)
    }

    /// What browsers fill in and people never see.
    static let trap = "website"
    /// The field in which the form says that it is the site’s own.
    static let seal = "form"

    let target: Target
    let seal: String
    var text = ""
    var name = ""
    /// The comment that is answered.
    var parent: Comment.ID?
    /// What makes the form one of a kind; `nil` on pages that are the same for everybody.
    var nonce: Secret?
    /// The key by which somebody is known, where no cookie tells it.
    var key: Secret?
    /// Under which name somebody writes who is known.
    var knownName: String?
    var remembers = false
    /// What browsers are to do first.
    var work: FormWork?
    var errors: [Problem.FieldError] = []

    private var state: FormState { FormState(errors: errors) }

    func write(into html: inout HTMLWriter) {
        let path =
            switch target {
            case .discussion(let slug): DiscussionRoute.list(slug.description).path
            case .edit(let id): DiscussionRoute.edit(id.description).path
            }
        html.element(
            .form, .method("post"), .action(path), .class("comment-form"),
            work.map { .data("data-work", String($0.bits)) }
        ) { html in
            html.void(.input, .type("hidden"), .name(Self.seal), .value(seal))
            if work != nil { html.void(.input, .type("hidden"), .name(FormWork.field), .value("")) }
            if let parent { html.void(.input, .type("hidden"), .name("to"), .value(parent.description)) }
            if let nonce { html.void(.input, .type("hidden"), .name("nonce"), .value(nonce.text)) }
            if let key { html.void(.input, .type("hidden"), .name("key"), .value(key.text)) }
            html.textArea(
                parent == nil ? "Your comment" : "Your answer", name: "text", value: text, rows: 6,
                hint:
                    "Plain text. You can use *emphasis*, **strong**, `code`, > quotations, - lists and [links](https://example.org).",
                state: state, .required, .maxlength(CommentDraft.longestText))
            if case .discussion(let slug) = target {
                writeName(into: &html)
                writeTrap(into: &html)
                html.element(.div, .class("form-actions")) { html in
                    html.element(.button, text: parent == nil ? "Post comment" : "Post answer")
                    html.element(
                        .button, .class("quiet"), .formaction(DiscussionRoute.preview(slug.description).path),
                        text: "Preview")
                }
            } else {
                html.element(.div, .class("form-actions")) { $0.element(.button, text: "Save") }
            }
        }
        if let work { html.element(.script, .src(work.script.path), .defer) { _ in } }
    }

    private func writeName(into html: inout HTMLWriter) {
        if let knownName {
            html.element(.p, .class("hint")) { html in
                html.text("You write as ")
                html.element(.strong, text: knownName)
                html.text(".")
            }
        } else {
            html.textField(
                "Name", name: "name", value: name,
                hint: "Leave it empty to be given one. A name belongs to whoever uses it first.", state: state,
                .autocomplete("nickname"), .maxlength(HandleName.lengths.upperBound))
        }
        html.box(
            "Remember me on this device, with a cookie that only discussions get", name: "remember", value: "yes",
            isTicked: remembers, id: "field-remember")
    }

    /// A field that programs fill in; people don’t see it, and nobody is made to stop at it.
    private func writeTrap(into html: inout HTMLWriter) {
        html.element(.div, .class("comment-trap"), .ariaHidden("true")) { html in
            html.element(.label, .for("field-website"), text: "Leave this field empty")
            html.void(
                .input, .id("field-website"), .name(Self.trap), .tabindex(-1), .autocomplete("off"), .value(""))
        }
    }
}
