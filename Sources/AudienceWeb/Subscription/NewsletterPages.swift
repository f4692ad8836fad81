package import HTTPSupport
import Kernel
import Markup

/// The page that says what the newsletter is, with the form.
package struct NewsletterPages: PageSource {
    private let topics: @Sendable () async throws -> [TopicChoice]
    private let shell: any PageShell

    package init(topics: @escaping @Sendable () async throws -> [TopicChoice], shell: any PageShell) {
        self.topics = topics
        self.shell = shell
    }

    package func page(at route: Route) async throws -> PageAnswer? {
        guard route == .newsletter else { return nil }
        let topics = try await topics()
        let site = shell.site.name
        let head = PageHead(
            title: "The newsletter",
            description: "What is new on \(site), by mail, without anybody following what you open.",
            route: .newsletter)
        return .page(
            shell.page(head) { html in
                html.element(.div, .class("subscription-page")) { html in
                    html.element(.h1, text: "The newsletter")
                    html.element(
                        .p, .class("intro"),
                        text:
                            "What is new on \(site), what was corrected, and something from the archive: one mail a day, or a week."
                    )
                    SubscriptionForm.write(FormBody(), topics: topics, problem: nil, into: &html)
                }
            })
    }
}
