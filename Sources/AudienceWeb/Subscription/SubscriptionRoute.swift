/// Every address of the newsletter’s forms; nothing else in the code spells out a path, and a part that varies is text, so that
/// the same case gives an address and the pattern that the router matches.
package enum SubscriptionRoute: Sendable, Hashable {
    case confirm(String)
    case yours(String)
    case pause(String)
    case resume(String)
    case depart(String)
    case file(String)
    case erase(String)
    case link(String)
    case leave(String)

    /// Stands for a token in letters that went to no subscriber.
    package static let sample = "sample"

    /// The path, from the root.
    package var path: String {
        switch self {
        case .confirm(let token): "/newsletter/confirm/\(token)"
        case .yours(let token): "/newsletter/yours/\(token)"
        case .pause(let token): "/newsletter/yours/\(token)/pause"
        case .resume(let token): "/newsletter/yours/\(token)/resume"
        case .depart(let token): "/newsletter/yours/\(token)/leave"
        case .file(let token): "/newsletter/yours/\(token)/data.json"
        case .erase(let token): "/newsletter/yours/\(token)/erase"
        case .link(let token): "/newsletter/yours/\(token)/link"
        case .leave(let token): "/newsletter/leave/\(token)"
        }
    }
}
