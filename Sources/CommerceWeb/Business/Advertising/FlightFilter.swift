import Commerce
import HTTPSupport
import Kernel
import Markup

/// Which flights of a long list are shown: by words, by advertiser, and by how they stand.
struct FlightFilter<State: RawRepresentable<String> & CaseIterable & Sendable & Equatable>: Sendable {
    /// Each of them is in the name of the flight, of its campaign or of its advertiser.
    let words: String
    /// `nil` for all.
    let advertiser: Slug?
    /// `nil` for all.
    let state: State?

    /// A list of no more can be looked over without one.
    private static var easy: Int { 8 }
    private static var longest: Int { 100 }

    /// What can’t be read chooses nothing.
    init(_ query: QueryParameters) {
        words = String((query["words"] ?? "").prefix(Self.longest))
        advertiser = query["advertiser"].flatMap { Slug(validating: $0) }
        state = query["state"].flatMap(State.init(rawValue:))
    }

    /// Whether it leaves anything out.
    var isOn: Bool { advertiser != nil || state != nil || !wanted.isEmpty }

    private var wanted: [String] { words.lowercased().split(whereSeparator: \.isWhitespace).map(String.init) }

    /// Whether a flight is shown as far as its names go.
    func fits(_ flight: Flight, _ campaign: Campaign, _ advertiser: Advertiser) -> Bool {
        guard self.advertiser == nil || self.advertiser == advertiser.partner else { return false }
        let names = "\(flight.name)\n\(campaign.name)\n\(advertiser.name)".lowercased()
        return wanted.allSatisfy { names.contains($0) }
    }

    /// Whether flights of a state are shown.
    func fits(_ state: State) -> Bool { self.state == nil || self.state == state }

    /// The form, where the list is long enough for one.
    ///
    /// - Parameter advertisers: Those of all flights, in any order.
    func write(
        on route: OfficeRoute, advertisers: [Advertiser], count: Int, title: (State) -> String,
        into html: inout HTMLWriter
    ) {
        guard count > Self.easy || isOn else { return }
        let names = Dictionary(advertisers.map { ($0.partner, $0.name) }) { first, _ in first }
            .sorted { ($0.value.lowercased(), $0.key) < ($1.value.lowercased(), $1.key) }
        html.element(.form, .class("filter"), .method("get"), .action(route.path)) { html in
            html.textField(
                "In the names", name: "words", value: words, state: FormState(), .type("search"),
                .maxlength(Self.longest))
            html.choice(
                "Advertiser", name: "advertiser", value: advertiser?.description ?? "",
                options: [("", "All")] + names.map { ($0.key.description, $0.value) }, state: FormState())
            html.choice(
                "State", name: "state", value: state?.rawValue ?? "",
                options: [("", "All")] + State.allCases.map { ($0.rawValue, title($0)) }, state: FormState())
            html.element(.button, text: "Show")
        }
    }

    /// What stands in the place of the list when it is empty.
    func writeNothing(on route: OfficeRoute, into html: inout HTMLWriter) {
        html.element(.p, .class("empty")) { html in
            html.text("No flight is like that. ")
            html.element(.a, .href(route.path), text: "Show all")
        }
    }
}
