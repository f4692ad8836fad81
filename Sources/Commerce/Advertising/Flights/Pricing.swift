package import Kernel

/// What an advertiser pays for.
package enum Pricing: Sendable, Hashable {
    /// So much for each thousand views.
    case perThousandViews(Money)
    /// So much for each click.
    case perClick(Money)
    /// The budget as a whole, for so many views.
    case flat(views: Int)
    /// Nothing: the link earns a commission. Such a flight fills what paid ones leave.
    case commission

    /// The form without its amount, as stores write it.
    package enum Form: String, Sendable, Hashable, CaseIterable {
        case perThousandViews = "views"
        case perClick = "clicks"
        case flat
        case commission
    }

    package var form: Form {
        switch self {
        case .perThousandViews: .perThousandViews
        case .perClick: .perClick
        case .flat: .flat
        case .commission: .commission
        }
    }

    /// What is counted towards the goal.
    package var counts: OfferEvent { form == .perClick ? .click : .view }

    /// How many views or clicks a budget buys; `nil` when there is no end to them.
    package func goal(for budget: Money) -> Int? {
        switch self {
        case .perThousandViews(let price): Int(budget.micros / max(1, price.micros / 1000))
        case .perClick(let price): Int(budget.micros / max(1, price.micros))
        case .flat(let views): views
        case .commission: nil
        }
    }

    /// What one event earns, in millionths of the currency’s unit; a flat price is earned as a whole and not by events.
    package func micros(for event: OfferEvent) -> Int64 {
        switch (self, event) {
        case (.perThousandViews(let price), .view): price.micros / 1000
        case (.perClick(let price), .click): price.micros
        default: 0
        }
    }

    /// In words, such as `4.50 EUR per thousand views`.
    package var written: String {
        switch self {
        case .perThousandViews(let price): "\(price.written) per thousand views"
        case .perClick(let price): "\(price.written) per click"
        case .flat(let views): "flat, for \(views) views"
        case .commission: "by commission"
        }
    }
}
