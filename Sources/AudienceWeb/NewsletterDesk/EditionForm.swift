import Audience
import HTTPSupport
import Kernel

/// What an editor typed of an edition: its words, and its items by names that stay the same whoever else orders them.
struct EditionForm {
    /// What a button beside an item does with it.
    enum Step: String {
        case up, down
        case leaveOut = "out"
        case takeIn = "in"
    }

    let version: Int
    let subject: String
    let intro: String
    /// The items that are in it, in their order.
    private(set) var names: [String]
    let address: String
    private let step: (what: Step, name: String)?

    static let itemField = "item"
    static let stepField = "do"

    /// What is stored, as if somebody had typed it.
    init(_ composed: ComposedEdition, address: String) {
        version = composed.edition.version
        subject = composed.edition.subject
        intro = composed.edition.intro
        names = composed.items.filter { !$0.isLeftOut }.map(\.formName)
        self.address = address
        step = nil
    }

    init(_ form: FormBody) {
        version = Int(form["version"]) ?? 0
        subject = form["subject"]
        intro = form["intro"]
        names = form.all(Self.itemField)
        address = form["address"]
        let parts = form[Self.stepField].split(separator: " ", maxSplits: 1)
        step = parts.count == 2 ? Step(rawValue: String(parts[0])).map { ($0, String(parts[1])) } : nil
    }

    /// Which item a button moved.
    var moved: String? { step?.name }

    /// Does what the pressed button says.
    mutating func takeStep() {
        guard let step else { return }
        switch step.what {
        case .takeIn: if !names.contains(step.name) { names.append(step.name) }
        case .leaveOut: if let place { names.remove(at: place) }
        case .up: if let place, place > 0 { names.swapAt(place, place - 1) }
        case .down: if let place, place < names.count - 1 { names.swapAt(place, place + 1) }
        }
    }

    private var place: Int? { step.flatMap { names.firstIndex(of: $0.name) } }

    /// The places of the items as they are stored, in the order of the form.
    ///
    /// - Throws: ``Problem`` of kind `invalid` when one of them isn’t in the edition.
    func order(in items: [EditionItem]) throws(Problem) -> [Int] {
        let (order, unknown) = places(in: items)
        guard unknown == 0 else {
            let message = "The list names something that isn’t in this edition. What is in it stands here again."
            throw Problem(
                .invalid, slug: "edition-items", title: "The edition can’t be kept like this", detail: message,
                fieldErrors: [.init(field: Self.itemField, message: message)])
        }
        return order
    }

    /// The same without what isn’t in the edition, and how much of that there was.
    func places(in items: [EditionItem]) -> (known: [Int], unknown: Int) {
        // Two corrections of one article within a millisecond have one name: each is taken once.
        var byName: [String: [Int]] = [:]
        for (index, item) in items.enumerated().reversed() { byName[item.formName, default: []].append(index) }
        let known = names.compactMap { byName[$0]?.popLast() }
        return (known, names.count - known.count)
    }

    /// Whether all of it is stored already.
    func isKept(in composed: ComposedEdition) -> Bool {
        let stored = EditionForm(composed, address: "")
        return subject == stored.subject && intro == stored.intro && names == stored.names
    }

    func change(_ order: [Int]) -> EditionStore.Change {
        EditionStore.Change(subject: subject, intro: intro, order: order)
    }
}

extension EditionItem {
    /// What a form calls it: not its place, which is another one after each save.
    var formName: String { "\(part.rawValue) \(at.milliseconds) \(path)" }
}
