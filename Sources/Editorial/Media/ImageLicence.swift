import Database

/// Under which terms an image may be shown.
package enum ImageLicence: String, Sendable, Hashable, CaseIterable, ColumnCodable {
    case own
    case permission
    case publicDomain = "public-domain"
    case cc0
    case ccBy4 = "cc-by-4.0"
    case ccBySa4 = "cc-by-sa-4.0"
    case ccBy3 = "cc-by-3.0"
    case ccBySa3 = "cc-by-sa-3.0"
    case ccBy2 = "cc-by-2.0"
    case ccBySa2 = "cc-by-sa-2.0"

    /// How the desk names it.
    package var name: String {
        switch self {
        case .own: "Our own work"
        case .permission: "All rights reserved, by permission"
        case .publicDomain: "Public domain"
        default: shortName
        }
    }

    /// What stands under the image, after the credit; empty for the site's own work.
    package var shortName: String {
        switch self {
        case .own: ""
        case .permission: "all rights reserved, by permission"
        case .publicDomain: "public domain"
        case .cc0: "CC0 1.0"
        case .ccBy4: "CC BY 4.0"
        case .ccBySa4: "CC BY-SA 4.0"
        case .ccBy3: "CC BY 3.0"
        case .ccBySa3: "CC BY-SA 3.0"
        case .ccBy2: "CC BY 2.0"
        case .ccBySa2: "CC BY-SA 2.0"
        }
    }

    /// Where the terms can be read, if they are public.
    package var address: String? {
        switch self {
        case .own, .permission, .publicDomain: nil
        case .cc0: "https://creativecommons.org/publicdomain/zero/1.0/"
        case .ccBy4: "https://creativecommons.org/licenses/by/4.0/"
        case .ccBySa4: "https://creativecommons.org/licenses/by-sa/4.0/"
        case .ccBy3: "https://creativecommons.org/licenses/by/3.0/"
        case .ccBySa3: "https://creativecommons.org/licenses/by-sa/3.0/"
        case .ccBy2: "https://creativecommons.org/licenses/by/2.0/"
        case .ccBySa2: "https://creativecommons.org/licenses/by-sa/2.0/"
        }
    }

    /// Whether its terms are that the maker is named.
    package var needsCredit: Bool {
        switch self {
        case .own, .publicDomain, .cc0: false
        case .permission, .ccBy4, .ccBySa4, .ccBy3, .ccBySa3, .ccBy2, .ccBySa2: true
        }
    }
}
