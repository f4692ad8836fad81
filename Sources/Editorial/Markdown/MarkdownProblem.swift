/// Something in a text that publication refuses.
package struct MarkdownProblem: Error, Sendable, Hashable {
    /// What is wrong.
    package enum Fault: Sendable, Hashable {
        /// A bracket or brace of a directive isn't closed on its line.
        case unclosed
        /// What stands between the brackets isn't a slug.
        case invalidSlug
        /// There is no directive of this name.
        case unknownName
        /// The directive has no such option.
        case unknownOption
        case unknownFact
        case unknownSource
        case unknownEvaluation
        case unknownProduct
        /// A directive that is a block of its own stands among other text.
        case notAlone
        case unknownImage
        /// Neither the text nor the image says what it shows.
        case imageWithoutAlternative
        /// Nobody has said under which terms it may be shown.
        case imageWithoutLicence
        /// Quotations or lists are nested deeper than anybody writes.
        case tooDeep
    }

    package let fault: Fault
    /// The directive or the image's address as it was written; empty for what is neither.
    package let directive: String
    /// Counts from 1.
    package let line: Int

    package init(fault: Fault, directive: String, line: Int) {
        self.fault = fault
        self.directive = directive
        self.line = line
    }
}

extension MarkdownProblem: CustomStringConvertible {
    private static let directives = ":fact[…], :cite[…], :evaluation[…] and :product[…]"

    package var description: String {
        switch fault {
        case .unclosed: "Line \(line): “\(directive)” isn’t closed."
        case .invalidSlug: "Line \(line): “\(directive)” doesn’t name a slug."
        case .unknownName: "Line \(line): “\(directive)” isn’t a directive; there are \(Self.directives)."
        case .unknownOption: "Line \(line): “\(directive)” has an option that doesn’t exist; :fact[…] has {value}."
        case .unknownFact: "Line \(line): there is no fact for “\(directive)”."
        case .unknownSource: "Line \(line): there is no source for “\(directive)”."
        case .unknownEvaluation: "Line \(line): there is no evaluation for “\(directive)”."
        case .unknownProduct: "Line \(line): there is no product for “\(directive)”."
        case .notAlone:
            "Line \(line): “\(directive)” must be a paragraph of its own, outside of lists, quotations and tables."
        case .unknownImage: "Line \(line): there is no image “\(directive)”."
        case .imageWithoutAlternative:
            "Line \(line): say what “\(directive)” shows, between the brackets or at the image itself."
        case .imageWithoutLicence:
            "Line \(line): say at the image “\(directive)” under which terms it may be shown."
        case .tooDeep: "Line \(line): quotations or lists are nested too deeply."
        }
    }
}
