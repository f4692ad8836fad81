import HTTPSupport
import Kernel
import Markup
import Staff

/// The settings of the site, how it would look with them, and who changed what.
struct SettingsPage {
    let settings: SiteSettings
    /// What was sent and could not be saved.
    let values: FormBody?
    let destinations: [SettingsController.Destination]
    let zones: [String]
    let history: [SiteSettingChange]
    let token: String
    let problem: Problem?

    var state: FormState { FormState(errors: problem?.fieldErrors ?? []) }

    private static let languages = [
        ("en-GB", "English, British"), ("en-US", "English, American"), ("cy", "Welsh"), ("da", "Danish"),
        ("de", "German"), ("es", "Spanish"), ("fr", "French"), ("it", "Italian"), ("nl", "Dutch"),
        ("nb", "Norwegian"), ("pl", "Polish"), ("pt-BR", "Portuguese, Brazilian"), ("sv", "Swedish"),
    ]

    var page: OfficePage {
        OfficePage(title: "Settings", area: .publisher, place: .settings, isWide: true) { html in
            html.element(.h1, text: "Settings")
            if let problem { html.problem(problem) }
            html.element(.div, .class("beside")) { html in
                html.element(.div) { html in
                    writeForm(into: &html)
                    SettingsHistory(changes: history).write(into: &html)
                }
                html.element(.section, .class("preview")) { html in
                    html.element(.h2, text: "Preview")
                    html.element(
                        .p, .class("hint"),
                        text: "Shows what you typed on the site’s own pages. Readers see nothing of it until you save.")
                    html.element(
                        .iframe, .name("preview"), .title("How the site looks with these settings"),
                        .src(OfficeRoute.settingsPreview.path), .sandbox("allow-same-origin")
                    ) { _ in }
                }
            }
        }
    }

    func value(_ setting: SiteSetting) -> String {
        guard let values, values.has(setting.rawValue) else { return settings[setting] }
        return values[setting.rawValue]
    }

    private func writeForm(into html: inout HTMLWriter) {
        html.form(.settings, token: token, .id("settings")) { html in
            html.void(.input, .type("hidden"), .name("base"), .value(values?["base"] ?? String(settings.change)))
            html.element(.h2, text: "The site")
            for (setting, hint, attribute) in [
                (SiteSetting.name, "At the head of each page.", Attribute.maxlength(60)),
                (.tagline, "On the front page, in a few words.", .maxlength(120)),
                (.description, "At the foot of each page, and for search engines.", .maxlength(300)),
                (.publisher, "The organisation or person who answers for the site.", .maxlength(120)),
                (.founded, "The year in which the site began.", .inputmode("numeric")),
                (.contact, "Where readers can write to.", .type("email")),
                (.language, "In which the articles are written; a tag such as en-GB.", .list("languages")),
                (.timeZone, "By which days and times are told, to readers and to the staff.", .list("zones")),
            ] {
                write(setting, hint, attribute, into: &html)
            }
            html.choice(
                SiteSetting.revenueSplit.label, name: SiteSetting.revenueSplit.rawValue, value: value(.revenueSplit),
                options: [("no", "Not printed"), ("yes", "Printed on “How we make money”, by quarter")],
                hint: "Shares of advertising and commissions in per cent; never an amount.", state: state)
            html.choice(
                SiteSetting.sponsoredListing.label, name: SiteSetting.sponsoredListing.rawValue,
                value: value(.sponsoredListing),
                options: [("no", "Not listed"), ("yes", "May be listed")],
                hint: "A search engine may count paid articles that it lists against the whole site.", state: state)
            html.choice(
                SiteSetting.discussions.label, name: SiteSetting.discussions.rawValue, value: value(.discussions),
                options: [("yes", "Readers can write"), ("no", "Readers can only read")],
                hint: "Under every article.", state: state)
            write(
                .discussionDays, "After the article was published; 0 for never. Moderators can open one again.",
                .inputmode("numeric"), into: &html)
            html.choice(
                SiteSetting.thirdPartyFrames.label, name: SiteSetting.thirdPartyFrames.rawValue,
                value: value(.thirdPartyFrames),
                options: [("no", "Never"), ("yes", "In advertising space, for readers who agree")],
                hint: """
                    What advertisers have others deliver. Whoever delivers it learns the network address and the browser of each \
                    reader who agrees; readers whose browser says that nothing of theirs may be shared (Global Privacy Control) are \
                    never asked.
                    """, state: state)
            writeNewsletter(into: &html)
            writeLists(into: &html)
            writeColours(into: &html)
            writeNavigation(into: &html)
            writeSelling(into: &html)
            html.element(.p, .class("actions")) { html in
                for (subject, text) in [("front", "Preview the front page"), ("article", "Preview an article")] {
                    html.element(
                        .button, .name("subject"), .value(subject), .formaction(OfficeRoute.settingsPreview.path),
                        .formtarget("preview"), text: text)
                }
                html.element(.button, .class("primary"), text: "Save")
            }
        }
    }

    private func write(_ setting: SiteSetting, _ hint: String, _ attribute: Attribute, into html: inout HTMLWriter) {
        guard settings.isFixed(setting) else {
            return html.textField(
                setting.label, name: setting.rawValue, value: value(setting), hint: hint, state: state, .required,
                .autocomplete("off"), attribute)
        }
        writeFixed(setting, into: &html)
    }

    func writeFixed(_ setting: SiteSetting, into html: inout HTMLWriter) {
        html.element(.div, .class("field")) { html in
            html.element(.p) { html in
                html.element(.strong, text: setting.label)
                html.text(": \(settings[setting])")
            }
            html.element(
                .p, .class("hint"),
                text:
                    "Fixed by whoever runs the machine, in masthead.yaml or the environment. Without it there, it is decided here."
            )
        }
    }

    private func writeSelling(into html: inout HTMLWriter) {
        html.element(.h2, text: "Who sells the advertising")
        html.element(.p, .class("hint")) { html in
            html.text("What programs that buy are told in ")
            html.element(.a, .href(Route.adsText.path), text: "ads.txt")
            html.text(" and ")
            html.element(.a, .href(Route.sellers.path), text: "sellers.json")
            html.text(".")
        }
        html.textField(
            SiteSetting.sellerContact.label, name: SiteSetting.sellerContact.rawValue, value: value(.sellerContact),
            hint: "Where those who buy advertising can write to; if empty, where readers can.", state: state,
            .type("email"), .autocomplete("off"), .maxlength(254))
        html.textField(
            SiteSetting.ownerDomain.label, name: SiteSetting.ownerDomain.rawValue, value: value(.ownerDomain),
            hint: "Of the business that owns the site, such as example.org; if empty, the site’s own.", state: state,
            .autocomplete("off"), .maxlength(253))
        html.textArea(
            SiteSetting.adsText.label, name: SiteSetting.adsText.rawValue, value: value(.adsText), rows: 6,
            hint: "One a line, such as “adsystem.example, 12345, DIRECT”. A site that sells by itself needs none.",
            state: state, .spellcheck("false"))
    }

    private func writeLists(into html: inout HTMLWriter) {
        html.raw("<datalist id=\"languages\">")
        for (tag, name) in Self.languages { html.element(.option, .value(tag), text: name) }
        html.raw("</datalist><datalist id=\"zones\">")
        for zone in zones { html.element(.option, .value(zone), text: zone) }
        html.raw("</datalist>")
    }

    private func writeColours(into html: inout HTMLWriter) {
        html.element(.h2, text: "Colours")
        html.element(
            .p, .class("hint"),
            text: "Text needs a contrast of 7 : 1 to its background and links 4.5 : 1, or they are refused.")
        html.element(.div, .class("colours")) { html in
            for setting in SettingsForm.colours {
                html.textField(
                    setting.label, name: setting.rawValue, value: value(setting), hint: "At first \(setting.original)",
                    state: state, .type("color"))
            }
        }
    }

    private func writeNavigation(into html: inout HTMLWriter) {
        let chosen = values.map { $0["navigation"] == "chosen" } ?? settings.isChosen(.navigation)
        let errors = state.errors.filter { $0.field == SiteSetting.navigation.rawValue }
        html.element(.h2, text: "Navigation")
        html.choice(
            "What it lists", name: "navigation", value: chosen ? "chosen" : "all",
            options: [("all", "Every section, in the order of the sections"), ("chosen", "What has a place below")],
            state: FormState(errors: errors))
        let present = settings.navigation
        for destination in destinations {
            let index = present.firstIndex { $0.path == destination.path }
            let place = values?["place-\(destination.path)"] ?? index.map { String($0 + 1) } ?? ""
            let name = values?["called-\(destination.path)"] ?? index.map { present[$0].name } ?? ""
            html.element(.div, .class("order")) { html in
                html.element(.span, .dir("auto"), text: destination.name)
                html.void(
                    .input, .name("place-\(destination.path)"), .value(place), .inputmode("numeric"),
                    .ariaLabel("Place of \(destination.name)"), .maxlength(3), .autocomplete("off"))
                html.void(
                    .input, .name("called-\(destination.path)"), .value(name),
                    .ariaLabel("\(destination.name) is called there"), .maxlength(40), .autocomplete("off"))
            }
        }
        html.element(
            .p, .class("hint"),
            text: "In the first field the place, from 1; in the second what it is called there, if not by its own name."
        )
    }
}

/// The latest changes of the settings.
struct SettingsHistory {
    let changes: [SiteSettingChange]

    func write(into html: inout HTMLWriter) {
        html.element(.h2, text: "What was changed")
        guard !changes.isEmpty else {
            return html.element(.p, .class("empty"), text: "Changes stand here, with who made them.")
        }
        html.element(.ul, .class("lines")) { html in
            for change in changes { html.element(.li) { write(change, into: &$0) } }
        }
    }

    private func write(_ change: SiteSettingChange, into html: inout HTMLWriter) {
        let setting = SiteSetting(rawValue: change.setting)
        html.element(.p) { html in
            html.element(.strong, text: setting?.label ?? change.setting)
            html.text(" · \(change.name) · ")
            html.element(.time, .datetime(change.at.rfc3339), text: change.at.localReading.written)
        }
        html.element(.p, .class("hint"), .dir("auto")) { html in
            html.element(.del, text: shown(change.earlier, setting))
            html.text(" → ")
            html.element(.ins, text: shown(change.value, setting))
        }
    }

    private func shown(_ value: String?, _ setting: SiteSetting?) -> String {
        guard setting == .navigation else { return value ?? "as at first" }
        guard let value, !value.isEmpty else { return "every section" }
        return NavigationEntry.entries(value).map { $0.name.isEmpty ? $0.path : $0.name }.joined(separator: ", ")
    }
}
