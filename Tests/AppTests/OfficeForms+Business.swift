import Kernel

extension OfficeForm {
    /// The forms of the business desk.
    static let ofBusiness: [String: OfficeForm] = [
        "POST /business/partners/new": OfficeForm(
            .business, "slug=p-{new}&name=A shop&domain=shop.example&since=2026-01-31&about=It sells.", again: 422),
        "POST /business/partners/:slug": OfficeForm(
            .business, "name=Atlas&domain=shop.atlas-books.example&since=2017-09-18&about=Maps {number}.",
            slug: "atlas-books"),
        "POST /business/programmes/new": OfficeForm(
            .business, "id={new}&network=awin&partner=atlas-books&name=P {number}&account=1&merchant=2&since=2026-01-31"
        ),
        "POST /business/programmes/:id": OfficeForm(
            .business,
            "partner=atlas-books&name=P {number}&template={address}?ref=x&since=2026-01-31", id: "{programme}"),
        "POST /business/rules/new": OfficeForm(
            .business, "programme={programme}&domain=shop{number}.example", again: 422),
        "POST /business/rules/:id": OfficeForm(
            .business, "programme={programme}&domain={domain}&path=/x/*", id: "{rule}"),
        "POST /business/rules/:id/end": OfficeForm(.business, id: "{rule}", again: 409),
        "POST /business/links/new": OfficeForm(
            .business,
            "slug=l-{new}&name=A link&programme={programme}&destination=https://{domain}/{number}"
                + "&target=https://{domain}/{number}?ref=x", again: 422),
        "POST /business/links/:slug": OfficeForm(
            .business,
            "name=A link&programme={programme}&destination=https://{domain}/a&target=https://{domain}/a?ref=x",
            slug: "{link}"),
        "POST /business/links/:slug/end": OfficeForm(.business, slug: "{link}", again: 409),
        "POST /business/link-health/:id/check": OfficeForm(.business, id: "{checkedLink}"),
        "POST /business/link-health/:id/leave": OfficeForm(
            .business, "until=2026-12-20&note=The merchant knows {number}.", id: "{checkedLink}"),
        "POST /business/stock-rules": OfficeForm(
            .business, "scope=programme:{programme}&text=Sold out {number}", again: 422),
        "POST /business/stock-rules/:id/end": OfficeForm(.business, id: "{stockRule}", again: 409),
        "POST /business/advertisers/:slug/contacts": OfficeForm(
            .business, "name=Ann&address=a-{new}@site.example", slug: "fernhill-energy", again: 422),
        "POST /business/advertisers/:slug/contacts/:id/link": OfficeForm(
            .business, slug: "fernhill-energy", id: "{contact}", again: 200),
        "POST /business/advertisers/:slug/contacts/:id/remove": OfficeForm(
            .business, slug: "fernhill-energy", id: "{contact}", again: 404),
        "POST /business/sponsored/new": OfficeForm(
            .business,
            "advertiser=fernhill-energy&slug=s-{new}&title=A title&summary=Words.&body=Words."
                + "&first=2026-01-31&last=2036-01-31", again: 422),
        "POST /business/sponsored/:id": OfficeForm(
            .business,
            "advertiser=fernhill-energy&slug=s-{draftOfAdvertiser}&title=A title {number}&summary=Words.&body=Words."
                + "&first=2026-01-31&last=2036-01-31", id: "{draftOfAdvertiser}"),
        "POST /business/sponsored/:id/publish": OfficeForm(.business, id: "{draftOfAdvertiser}", again: 409),
        "POST /business/sponsored/:id/withdraw": OfficeForm(.business, id: "{sponsored}", again: 409),
        "POST /business/import/trial": OfficeForm(.business, "table={table}", again: 200),
        "POST /business/import": OfficeForm(.business, "table={table}&programme={programme}"),
        "POST /business/earnings/reports/trial": OfficeForm(.business, "network=generic&table={report}", again: 200),
        "POST /business/earnings/reports": OfficeForm(.business, "network=generic&table={report}"),
        "POST /business/earnings/unmatched": OfficeForm(
            .business, "network=generic&merchant=unmatched&sub={domain}&decision=not-ours"),
        "POST /business/earnings/postbacks": OfficeForm(
            .business, "id={new}&programme={programme}&scheme=signature", again: 422),
        "POST /business/earnings/reconciliation": OfficeForm(
            .business, "network=generic&table=Month,Programme,Clicks\n2026-05,{programme},{number}"),
    ]
}
