import Commerce
import HTTPSupport
import Kernel
import Markup

/// Reads and shows the fields of a sponsored article.
enum SponsoredForm {
    /// Who may pay, and for which of their campaigns.
    struct Choices {
        let advertisers: [(value: String, name: String)]
        let campaigns: [(value: String, name: String)]
    }

    /// - Parameter old: What is there already; once published, its address and advertiser stay.
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be read.
    static func article(
        _ reading: FormReading, id: SponsoredArticle.ID, old: SponsoredArticle?, now: Timestamp
    ) throws(Problem) -> SponsoredArticle {
        var reading = reading
        let isFixed = old?.published != nil
        let slug = isFixed ? old?.slug : reading.slug("slug")
        let advertiser = isFixed ? old?.advertiser : Slug(validating: reading.text("advertiser"))
        if advertiser == nil { reading.fault("advertiser", "Choose who pays.") }
        let campaign =
            reading.text("campaign").isEmpty ? nil : reading.identifier("campaign", of: Campaign.self, at: now)
        let first = reading.neededDay("first")
        let last = reading.neededDay("last")
        try reading.check(title: "The sponsored article can’t be saved")
        guard let slug, let advertiser else { throw StaffRequest.nothingHere }
        return SponsoredArticle(
            id: id, slug: slug, advertiser: advertiser, campaign: campaign, title: reading.text("title"),
            summary: reading.text("summary"), body: reading.text("body"), firstDay: first, lastDay: last)
    }

    static func values(_ article: SponsoredArticle) -> FormBody {
        FormBody(fields: [
            .init(name: "slug", value: article.slug.description),
            .init(name: "advertiser", value: article.advertiser.description),
            .init(name: "campaign", value: article.campaign?.description ?? ""),
            .init(name: "title", value: article.title), .init(name: "summary", value: article.summary),
            .init(name: "body", value: article.body), .init(name: "first", value: article.firstDay.description),
            .init(name: "last", value: article.lastDay.description),
        ])
    }

    /// Of a new one: four weeks from today.
    static func beginning(on day: CalendarDay) -> FormBody {
        FormBody(fields: [
            .init(name: "first", value: day.description),
            .init(name: "last", value: day.advanced(byDays: 27).description),
        ])
    }

    static func write(
        _ values: FormBody, _ choices: Choices, isFixed: Bool, _ state: FormState, into html: inout HTMLWriter
    ) {
        html.element(.div, .class("pair")) { html in
            if !isFixed {
                html.choice(
                    "Who pays", name: "advertiser", value: values["advertiser"],
                    options: [("", "Choose")] + choices.advertisers, state: state, .required)
                html.textField(
                    "Address", name: "slug", value: values["slug"],
                    hint: "Below /sponsored/; it can’t be changed once readers have seen it.", state: state, .required,
                    .spellcheck("false"), .maxlength(120))
            }
            html.choice(
                "Campaign", name: "campaign", value: values["campaign"],
                options: [("", "None")] + choices.campaigns, state: state)
            html.textField(
                "First day", name: "first", value: values["first"], state: state, .type("date"), .required)
            html.textField("Last day", name: "last", value: values["last"], state: state, .type("date"), .required)
        }
        html.textField(
            "Title", name: "title", value: values["title"],
            hint: "“Advertisement” is put before it wherever it stands.", state: state, .required, .maxlength(120))
        html.textArea(
            "Summary", name: "summary", value: values["summary"], rows: 2, hint: "One or two sentences for teasers.",
            state: state, .required, .maxlength(300))
        html.textArea(
            "Text", name: "body", value: values["body"], rows: 18,
            hint: "Markdown, without images and HTML. Each link to another site is marked as sponsored.", state: state,
            .required)
    }
}
