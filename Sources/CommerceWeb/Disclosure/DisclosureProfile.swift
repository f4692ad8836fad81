/// Whose law the wording of disclosures follows.
package enum DisclosureProfile: String, Sendable, Hashable, CaseIterable {
    /// 16 CFR 255 and the FTC’s answers on it: what is earned, in plain words, before the first link.
    case us
    /// The UCPD: commercial links are called advertising.
    case eu
    /// The CAP Code and the DMCC Act: the word “ad” at the disclosure and at each link.
    case uk

    /// What stands after a link that earns.
    package var mark: String {
        switch self {
        case .us, .eu: "(paid link)"
        case .uk: "(ad, paid link)"
        }
    }
}
