import Commerce
import Kernel

extension LinkCondition {
    /// In a word or two, as a list shows it.
    var name: String {
        switch self {
        case .unchecked: "Not checked yet"
        case .fine: "Fine"
        case .failing: "In doubt"
        case .dead: "Dead"
        case .parked: "Parked"
        case .elsewhere: "Leads elsewhere"
        case .outOfStock: "Out of stock"
        case .untold: "Can’t be told"
        }
    }

    /// The class that gives it its colour.
    var style: String {
        switch self {
        case .fine: "state state-well"
        case .dead, .parked, .elsewhere: "state state-dead"
        case .unchecked, .failing, .outOfStock, .untold: "state"
        }
    }

    /// What it means, in a sentence.
    var meaning: String {
        switch self {
        case .unchecked: "It is checked by and by, with all others."
        case .fine: "It leads where it should."
        case .failing:
            """
            It is too early to say that it will stay so: to be called dead takes \(AddressHealth.failuresToDie) failures \
            over at least three days, and to be called parked two sightings. It is checked again by itself.
            """
        case .dead: "Several checks over at least three days found nothing there."
        case .parked: "The domain has no site of its own any more."
        case .elsewhere: "It ends on another domain than the merchant’s."
        case .outOfStock: "A rule of yours says that the product can’t be had. Readers notice nothing of this mark."
        case .untold:
            "The site has not let itself be asked for two weeks, or is out of order. Look with your browser; readers are sent on."
        }
    }
}

extension LinkWay {
    /// Why a link that would earn doesn’t, within a sentence.
    var reason: String {
        switch self {
        case .earning: "it earns"
        case .plain: "the address that earns is in trouble, as Link health tells"
        case .nowhere: "the merchant’s page is gone, as Link health tells"
        }
    }

    /// What readers get.
    var consequence: String {
        switch self {
        case .earning: "Readers go by the address that earns."
        case .plain:
            "Readers go to the merchant’s own page, and nothing is earned, until the address that earns is mended."
        case .nowhere: "In articles it is a plain link that earns nothing; /go tells readers that it is gone."
        }
    }
}

extension LinkCheck {
    /// What the last check found, in words.
    var finding: String {
        if !detail.isEmpty, mark != nil { return detail }
        if let error = health.lastError { return error }
        guard let status = health.lastStatus else { return "Nobody has asked yet." }
        return "The site answered with status \(status)."
    }
}

extension LinkEvent {
    /// What happened, after the name of who did it.
    var phrase: String {
        switch kind {
        case .found:
            LinkCondition(rawValue: String(detail.prefix { $0 != ":" })).map { "found: \($0.name.lowercased())" }
                ?? "found a change"
        case .checked: "had it checked"
        case .left: "left it alone"
        case .takenUp: "took it up again"
        }
    }

    /// What there is to say beyond that.
    var rest: String {
        guard kind == .found else { return detail }
        return String(detail.drop { $0 != ":" }.dropFirst().drop { $0 == " " })
    }
}
