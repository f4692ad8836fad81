import Commerce

/// What sponsored articles are called wherever they stand.
enum SponsoredWording {
    /// Before each title, also where no other mark can stand (CAP Code 2.1, 2.3; 16 CFR 255.5).
    static func title(_ title: String, by profile: DisclosureProfile) -> String {
        switch profile {
        case .us, .eu: "Advertisement: \(title)"
        case .uk: "Ad: \(title)"
        }
    }

    /// Who pays, before anything else.
    static func payer(_ name: String) -> String { "Advertisement by \(name)" }
}
