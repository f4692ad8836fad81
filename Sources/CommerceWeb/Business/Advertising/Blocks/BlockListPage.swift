import Commerce
import HTTPSupport
import Kernel
import Markup

/// What the site doesn’t advertise, and a form for more.
struct BlockListPage {
    let blocks: [Block]
    let values: FormBody
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Blocked", area: .business, place: .advertising) { html in
            html.element(.h1, text: "Blocked")
            html.advertisingPlaces(.advertisingBlocks)
            html.element(
                .p, .class("hint"),
                text: "What the site doesn’t advertise, whatever is booked. It holds within a second, on every page.")
            if let problem { html.problem(problem) }
            html.folded("Block something", isOpen: problem != nil || blocks.isEmpty) { html in
                html.form(.advertisingBlocks, token: token) { html in
                    BlockForm.write(values, FormState(errors: problem?.fieldErrors ?? []), into: &html)
                    html.submit("Block it")
                }
            }
            if blocks.isEmpty {
                html.element(
                    .p, .class("empty"), text: "Nothing is blocked. Categories and domains that are will stand here.")
            }
            html.lines("Blocked now", blocks.filter { $0.lifted == nil }, line: write)
            html.lines("Lifted", blocks.filter { $0.lifted != nil }, line: write)
        }
    }

    private func write(_ block: Block, _ html: inout HTMLWriter) {
        html.element(.p, .class("line-title"), text: block.matter.title)
        html.element(.p, .class("hint")) { html in
            html.text(block.reason)
            if let lifted = block.lifted {
                html.text(" · lifted on ")
                html.time(lifted)
            }
        }
        guard block.lifted == nil else { return }
        html.form(.advertisingBlockLift, token: token) { html in
            html.void(.input, .type("hidden"), .name("form"), .value(block.matter.form))
            html.void(.input, .type("hidden"), .name("value"), .value(block.matter.value))
            html.element(.button, .ariaLabel("Lift the block on \(block.matter.value)"), text: "Lift it")
        }
    }
}
