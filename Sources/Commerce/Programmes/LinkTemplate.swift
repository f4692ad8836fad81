import Kernel

/// How a merchant’s address becomes one that earns.
///
/// Either a network’s address with `{url}` in it, where the merchant’s goes percent-encoded, or `{address}` followed by
/// parameters, which are added to the merchant’s own address. `{subid}` stands for the article and the place in it.
package struct LinkTemplate: Sendable, Hashable, CustomStringConvertible {
    private enum Form: Sendable, Hashable {
        /// A text with `{url}` and, perhaps, `{subid}`.
        case hop(String)
        case parameters([Parameter])
    }

    private struct Parameter: Sendable, Hashable {
        let name: String
        let value: String
    }

    package let description: String
    private let form: Form
    /// Where the network’s hop is; `nil` when the link leads to the merchant at once.
    package let hopHost: String?

    /// Reads a template.
    ///
    /// - Throws: ``TemplateFault``.
    package init(_ text: String) throws(TemplateFault) {
        guard text.utf8.count <= MerchantAddress.longest else { throw .address(.tooLong) }
        let placeholders = Self.placeholders(in: text)
        for placeholder in placeholders where !["url", "address", "subid"].contains(placeholder) {
            throw .unknownPlaceholder(String(placeholder.prefix(40)))
        }
        let places = placeholders.count { $0 == "url" || $0 == "address" }
        guard places > 0 else { throw .noAddress }
        guard places == 1 else { throw .severalAddresses }
        description = text
        if placeholders.contains("address") {
            form = .parameters(try Self.parameters(of: text))
            hopHost = nil
        } else {
            form = .hop(text)
            do {
                let plain = text.replacing("{url}", with: "x").replacing("{subid}", with: "x")
                let hop = try MerchantAddress(plain)
                guard let place = text.firstRange(of: "{url}"), text[..<place.lowerBound].contains("?") else {
                    throw TemplateFault.notInQuery
                }
                hopHost = hop.host
                // It is sent as it stands, with the merchant’s address in it.
                guard text.utf8.allSatisfy({ $0 < 0x80 }) else { throw AddressFault.character }
            } catch let fault as AddressFault {
                throw .address(fault)
            } catch {
                throw .notInQuery
            }
        }
    }

    /// The address that earns.
    package func address(for merchant: MerchantAddress, subID: SubID) -> String {
        switch form {
        case .hop(let text):
            text.replacing("{subid}", with: subID.description)
                .replacing("{url}", with: PercentEncoding.encode(merchant.text))
        case .parameters(let parameters):
            merchant.adding(parameters.map { ($0.name, $0.value.replacing("{subid}", with: subID.description)) })
        }
    }

    private static func parameters(of text: String) throws(TemplateFault) -> [Parameter] {
        guard text.hasPrefix("{address}") else { throw .addressNotFirst }
        var parameters: [Parameter] = []
        for pair in text.dropFirst("{address}".count).split(separator: "&") {
            let parts = pair.drop { $0 == "?" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty,
                (parts[0] + parts[1]).utf8.allSatisfy(isParameterCharacter)
            else { throw .parameter(String(pair.prefix(80))) }
            parameters.append(Parameter(name: String(parts[0]), value: String(parts[1])))
        }
        guard !parameters.isEmpty else { throw .parameter("") }
        return parameters
    }

    private static func isParameterCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~{}".utf8.contains(byte)
        }
    }

    private static func placeholders(in text: String) -> [Substring] {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().map { $0.prefix { $0 != "}" } }
    }
}

/// Why a template cannot be used.
package enum TemplateFault: Error, Sendable, Hashable {
    case noAddress, severalAddresses, addressNotFirst, notInQuery
    case unknownPlaceholder(String)
    case parameter(String)
    case address(AddressFault)

    /// For whoever typed it.
    package var message: String {
        switch self {
        case .noAddress:
            "The template has no place for the merchant’s address: write {url} where it goes, or begin with {address}."
        case .severalAddresses: "The merchant’s address has one place in a template, and this one has several."
        case .addressNotFirst: "{address} must come first, with the parameters after it."
        case .notInQuery: "{url} must stand in the query, after a question mark."
        case .unknownPlaceholder(let name): "{\(name)} is unknown; there are {url}, {address} and {subid}."
        case .parameter(let text) where text.isEmpty: "After {address} a parameter must follow, such as ?tag=name."
        case .parameter(let text): "“\(text)” is not a parameter like tag=name."
        case .address(let fault): fault.message
        }
    }
}
