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
        /// Quotations or lists are nested deeper than anybody writes.
        case tooDeep
    }

    package let fault: Fault
    /// The directive as it was written; empty for what isn't one.
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
    package var description: String {
        switch fault {
        case .unclosed: "Line \(line): “\(directive)” isn’t closed."
        case .invalidSlug: "Line \(line): “\(directive)” doesn’t name a slug."
        case .unknownName: "Line \(line): “\(directive)” isn’t a directive; there are :fact[…] and :cite[…]."
        case .unknownOption: "Line \(line): “\(directive)” has an option that doesn’t exist; :fact[…] has {value}."
        case .unknownFact: "Line \(line): there is no fact for “\(directive)”."
        case .unknownSource: "Line \(line): there is no source for “\(directive)”."
        case .tooDeep: "Line \(line): quotations or lists are nested too deeply."
        }
    }
}
