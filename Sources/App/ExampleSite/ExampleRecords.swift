/// The forms of the example site's files, as they are written in YAML.
enum ExampleRecords {
    struct Site: Decodable {
        struct Named: Decodable {
            let slug: String
            let name: String
            let description: String
        }

        let name: String
        let tagline: String
        let language: String
        let description: String
        let publisher: String
        let founded: Int
        let contact: String
        let sections: [Named]
        let topics: [Named]
    }

    struct Person: Decodable {
        let slug: String
        let name: String
        let role: String
        let bio: String
    }

    struct Source: Decodable {
        let slug: String
        let title: String
        let author: String?
        let publisher: String
        let published: String?
        let url: String
        let accessed: String
    }

    struct Fact: Decodable {
        enum CodingKeys: String, CodingKey {
            case slug, label, value, unit, qualifier, source, note
            case asOf = "as_of"
            case reviewDays = "review_days"
        }

        let slug: String
        let label: String
        let value: String
        let unit: String?
        let qualifier: String?
        let asOf: String
        let source: String
        let reviewDays: Int
        let note: String?
    }

    struct Article: Decodable {
        struct Correction: Decodable {
            let date: String
            let text: String
        }

        enum CodingKeys: String, CodingKey {
            case title, kind, section, topics, published, updated
            case writtenBy = "written_by"
            case reviewedBy = "reviewed_by"
            case reviewed, description, answer, about, facts, related, corrections
            case formerSlugs = "former_slugs"
        }

        let title: String
        let kind: String
        let section: String
        let topics: [String]
        let writtenBy: [String]
        let reviewedBy: [String]
        let published: String
        let updated: String?
        let reviewed: String?
        let description: String
        let answer: String
        let about: String
        let facts: [String]
        let related: [String]?
        let formerSlugs: [String]?
        let corrections: [Correction]?
    }

    struct Policy: Decodable {
        let title: String
        let updated: String
        let description: String
    }

    struct Comment: Decodable {
        enum CodingKeys: String, CodingKey {
            case article, handle, posted, text, id, votes, highlighted
            case replyTo = "reply_to"
        }

        let article: String
        let handle: String
        let posted: String
        let text: String
        let id: String?
        let replyTo: String?
        let votes: Int?
        let highlighted: String?
    }

    struct Commerce: Decodable {
        enum CodingKeys: String, CodingKey {
            case partners, programmes, campaigns, sponsored
            case houseAdvertisements = "house_ads"
        }

        let partners: [Partner]
        let programmes: [Programme]
        let campaigns: [Campaign]
        let houseAdvertisements: [HouseAdvertisement]
        let sponsored: [SponsoredArticle]
    }

    struct SponsoredArticle: Decodable {
        let slug: String
        let advertiser: String
        let first: String
        let last: String
        let title: String
        let summary: String
        let body: String
    }

    struct Partner: Decodable {
        let slug: String
        let name: String
        let relationship: String
        let domain: String
        let since: String
        let ended: String?
        let about: String
    }

    struct Programme: Decodable {
        enum CodingKeys: String, CodingKey {
            case partner, name, template, since, ended, rules
            case isDirect = "direct"
        }

        struct Rule: Decodable {
            let domain: String
            let path: String?
        }

        let partner: String
        let name: String
        let template: String
        let isDirect: Bool?
        let since: String
        let ended: String?
        let rules: [Rule]
    }

    struct Campaign: Decodable {
        enum CodingKeys: String, CodingKey {
            case advertiser, categories, name, flight, days, price, budget, creatives
            case billedTo = "billed_to"
        }

        struct Creative: Decodable {
            let slot: String
            let name: String
            let headline: String
            let text: String
            let url: String
        }

        let advertiser: String
        let billedTo: String
        let categories: [String]
        let name: String
        let flight: String
        /// From the day on which the example is made.
        let days: Int
        /// In euros for a thousand views.
        let price: String
        /// In euros.
        let budget: String
        let creatives: [Creative]
    }

    struct HouseAdvertisement: Decodable {
        let slug: String
        let slot: String
        let headline: String
        let text: String
        let url: String
    }
}
