import Database

/// Who runs a programme, and so what its links look like.
package enum Network: String, Sendable, Hashable, CaseIterable, ColumnCodable {
    case amazon, awin, cj, impact, shareasale, rakuten, generic

    package var name: String {
        switch self {
        case .amazon: "Amazon Associates"
        case .awin: "Awin"
        case .cj: "CJ"
        case .impact: "Impact"
        case .shareasale: "ShareASale"
        case .rakuten: "Rakuten"
        case .generic: "Another, by a template"
        }
    }

    /// What has to be known of a programme of this network before it has links.
    package struct Field: Sendable, Hashable {
        package enum Key: String, Sendable, Hashable, CaseIterable {
            case account, merchant, creative, template
        }

        package let key: Key
        package let label: String
        package let hint: String
    }

    package var fields: [Field] {
        switch self {
        case .amazon: [.init(key: .account, label: "Associate tag", hint: "Such as example-21.")]
        case .awin:
            [
                .init(key: .account, label: "Publisher ID", hint: "awinaffid in Awin’s links."),
                .init(key: .merchant, label: "Advertiser ID", hint: "awinmid in Awin’s links."),
            ]
        case .cj:
            [
                .init(key: .account, label: "Website ID (PID)", hint: "The first number of click-PID-AID."),
                .init(key: .merchant, label: "Link ID (AID)", hint: "The second number of click-PID-AID."),
            ]
        case .impact:
            [.init(key: .merchant, label: "Tracking link", hint: "Such as https://brand.pxf.io/c/123/456/789.")]
        case .shareasale:
            [
                .init(key: .account, label: "Affiliate ID", hint: "u in ShareASale’s links."),
                .init(key: .merchant, label: "Merchant ID", hint: "m in ShareASale’s links."),
                .init(key: .creative, label: "Banner ID", hint: "b in ShareASale’s links."),
            ]
        case .rakuten:
            [
                .init(key: .account, label: "Site token", hint: "id in Rakuten’s deep links."),
                .init(key: .merchant, label: "Advertiser ID", hint: "mid in Rakuten’s deep links."),
            ]
        case .generic:
            [
                .init(
                    key: .template, label: "Template",
                    hint:
                        "With {url} for the merchant’s address, or {address}?ref=… to add to it; {subid} for the article."
                )
            ]
        }
    }

    /// Whether links may go over this site’s own `/go`; Amazon forbids it.
    package var allowsRedirects: Bool { self != .amazon }

    /// What the network wants to be printed where one of its links is.
    package var requiredSentence: String? {
        self == .amazon ? "As an Amazon Associate we earn from qualifying purchases." : nil
    }

    /// The template of a programme with these values.
    func template(_ values: (Field.Key) -> String) -> String {
        switch self {
        case .amazon: "{address}?tag=\(values(.account))&ascsubtag={subid}"
        case .awin:
            "https://www.awin1.com/cread.php?awinmid=\(values(.merchant))&awinaffid=\(values(.account))"
                + "&clickref={subid}&ued={url}"
        case .cj:
            "https://www.anrdoezrs.net/click-\(values(.account))-\(values(.merchant))?sid={subid}&url={url}"
        case .impact: "\(values(.merchant))?subId1={subid}&u={url}"
        case .shareasale:
            "https://www.shareasale.com/r.cfm?b=\(values(.creative))&u=\(values(.account))&m=\(values(.merchant))"
                + "&afftrack={subid}&urllink={url}"
        case .rakuten:
            "https://click.linksynergy.com/deeplink?id=\(values(.account))&mid=\(values(.merchant))"
                + "&u1={subid}&murl={url}"
        case .generic: values(.template)
        }
    }
}
