package import Kernel
import Markdown

/// What would become of an entry of a file of references.
package struct PlannedSource: Sendable, Hashable {
    /// By what two sources were found to be one.
    package enum Likeness: Sendable, Hashable {
        case address, doi
        /// The name that would be made for it is taken; that may be another source by the same author.
        case slug
    }

    /// What the plan says of an entry.
    package enum State: Sendable, Hashable {
        case new
        /// The library has it under this slug.
        case exists(Slug, by: Likeness)
        /// It stands in the file already, at that position from 0.
        case repeats(Int)
        /// It can’t be saved as it is.
        case lacks([Problem.FieldError])
    }

    package let imported: ImportedSource
    package let state: State
    /// What would be saved, under a slug that is free; `nil` when something is lacking.
    package let source: Source?

    package init(imported: ImportedSource, state: State, source: Source?) {
        self.imported = imported
        self.state = state
        self.source = source
    }
}

/// What two sources are compared by.
struct SourceLikeness {
    let address: String
    let doi: String?

    init(address: String, doi: String?) {
        self.address = Self.comparable(address)
        self.doi = doi ?? (address.contains("doi.org/") ? DigitalObjectName(address)?.text : nil)
    }

    /// An address without what doesn’t change where it leads: the scheme, the case of the host, a leading `www.`, the
    /// fragment and a slash at the end.
    private static func comparable(_ address: String) -> String {
        let web = WebAddress(address)?.text ?? address
        var rest = web[...]
        if let scheme = web.range(ofPlain: "://") { rest = web[scheme.upperBound...] }
        rest = rest.prefix { $0 != "#" }
        let host = rest.prefix { $0 != "/" && $0 != "?" }
        let name = host.lowercased()
        var path = rest[host.endIndex...]
        while path.last == "/" { path = path.dropLast() }
        return (name.hasPrefix("www.") ? String(name.dropFirst(4)) : name) + path
    }
}
