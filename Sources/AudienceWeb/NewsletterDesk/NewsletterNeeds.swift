import Audience
import HTTPSupport
import Kernel
import Markup

/// What happens by itself, and what is missing for it.
struct NewsletterNeeds {
    let plan: NewsletterPlan
    let subscribers: [Subscriber.State: Int]
    let member: StaffMember

    private var readers: Int { subscribers[.active] ?? 0 }

    func write(into html: inout HTMLWriter) {
        let isComplete = plan.isOn && plan.sendsMail && readers > 0
        if !isComplete {
            html.element(.div, .class("notice needs")) { html in
                html.element(.p) { $0.element(.strong, text: "Nothing is sent at present") }
                html.element(.ul) { html in
                    if !plan.sendsMail {
                        html.element(.li) { html in
                            html.text("The site has no mail server. Whoever runs it names one under ")
                            html.element(.code, text: "mail")
                            html.text(" in ")
                            html.element(.code, text: "masthead.yaml")
                            html.text(" and starts it again.")
                        }
                    }
                    if !plan.isOn { html.element(.li) { writeSwitch(into: &$0) } }
                    if readers == 0 {
                        html.element(.li) { html in
                            html.text(
                                plan.sendsMail
                                    ? "Nobody has confirmed a subscription. The form stands at the foot of each page and at "
                                    : "Nobody subscribes. With a mail server, a form stands at the foot of each page and at "
                            )
                            html.element(.a, .href(Route.newsletter.path), text: Route.newsletter.path)
                            html.text(".")
                        }
                    }
                }
            }
        }
        html.element(.p, .class("hint"), text: course)
    }

    private func writeSwitch(into html: inout HTMLWriter) {
        html.text("The newsletter is switched off in the ")
        if member.roles.contains(.publisher) {
            html.element(.a, .href(OfficeRoute.settings.path), text: "settings")
        } else {
            html.text("publisher’s settings")
        }
        html.text(".")
    }

    /// How it goes when nobody does anything.
    private var course: String {
        let calendar = plan.calendar
        let hour = "\(calendar.hour < 10 ? "0" : "")\(calendar.hour):00"
        let approval = plan.needsApproval ? "waits for your approval and goes" : "goes by itself"
        let people = readers == 0 ? "" : " \(readers.of("subscriber")) \(readers == 1 ? "gets" : "get") the newsletter."
        return """
            Each day an edition is made from what is new, updated or corrected since the last one\(Self.before(calendar.lead)), \
            and \(approval) at \(hour) by the clocks of \(calendar.zone.name); on a day without news there is none. On \
            \(calendar.weekday) there is one of the whole week besides, for those who read weekly.\(people)
            """
    }

    private static func before(_ lead: Duration) -> String {
        let minutes = lead.components.seconds / 60
        return switch minutes {
        case ..<1: ""
        case 60: ", an hour before it goes"
        case _ where minutes % 60 == 0: ", \(minutes / 60) hours before it goes"
        default: ", \(minutes) minutes before it goes"
        }
    }
}
