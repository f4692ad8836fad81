import Kernel
import Markdown

/// What a writer's text asks to be set in its place; `docs/markdown.md` tells writers how.
enum Directive: Sendable, Hashable {
    /// `:fact[slug]`, or `:fact[slug]{value}` without the as-of date.
    case fact(Slug, showsDate: Bool)
    /// `:cite[slug]`
    case cite(Slug)
    /// `:evaluation[slug]`, in a paragraph of its own.
    case evaluation(Slug)
    /// `:product[slug]`
    case product(Slug)
}

extension Directive {
    /// Whether it is set as a block, in the place of its paragraph.
    var isBlock: Bool { if case .evaluation = self { true } else { false } }

    /// What the scanner made of a text that begins like a directive.
    enum Scan: Sendable, Hashable {
        case directive(Directive, length: Int)
        case faulty(MarkdownProblem.Fault, length: Int)
    }

    /// Reads a directive as it stands in a text.
    init?(_ written: String) {
        guard case .directive(let directive, let length)? = Self.scan(Array(written.utf8), after: nil),
            length == written.utf8.count
        else { return nil }
        self = directive
    }

    /// Directives within a line of Markdown; faulty ones belong to it, too, so that they can be told.
    static let syntax = InlineSyntax(named: "masthead-directive", startingWith: UInt8(ascii: ":")) { bytes, previous in
        switch scan(bytes, after: previous) {
        case .directive(_, let length), .faulty(_, let length): length
        case nil: nil
        }
    }

    /// Looks for a directive at the start of `bytes`, which begin with a colon.
    ///
    /// - Parameters:
    ///   - previous: The byte before the colon, or `nil` at the start of a text.
    /// - Returns: `nil` when this is an ordinary colon.
    static func scan(_ bytes: some RandomAccessCollection<UInt8>, after previous: UInt8?) -> Scan? {
        let name = bytes.dropFirst().prefix { isLetter($0) || $0 == UInt8(ascii: "-") }.prefix(20)
        var rest = bytes.dropFirst(1 + name.count)
        guard !name.isEmpty, rest.first == UInt8(ascii: "[") else { return nil }
        let make = makers[String(decoding: name, as: UTF8.self)]
        let isFact = name.elementsEqual("fact".utf8)
        let isKnown = make != nil
        rest = rest.dropFirst()
        var length = name.count + 2

        let content = rest.prefix(longestSlug + 1).prefix { $0 != UInt8(ascii: "]") && $0 >= 0x20 }
        rest = rest.dropFirst(content.count)
        guard rest.first == UInt8(ascii: "]") else { return isKnown ? .faulty(.unclosed, length: length) : nil }
        let slug = Slug(validating: String(decoding: content, as: UTF8.self))
        rest = rest.dropFirst()
        length += content.count + 1
        guard let make else {
            // `:word[text](address)` after a letter or before a parenthesis is more likely prose with a link.
            let isProse = previous.map { isLetter($0) || isDigit($0) } ?? false
            guard slug != nil, !isProse, rest.first != UInt8(ascii: "("), rest.first != UInt8(ascii: "[") else {
                return nil
            }
            return .faulty(.unknownName, length: length)
        }
        guard let slug else { return .faulty(.invalidSlug, length: length) }

        guard rest.first == UInt8(ascii: "{") else {
            return .directive(make(slug), length: length)
        }
        let option = rest.dropFirst().prefix(40).prefix { $0 != UInt8(ascii: "}") && $0 >= 0x20 }
        rest = rest.dropFirst(1 + option.count)
        guard rest.first == UInt8(ascii: "}") else { return .faulty(.unclosed, length: length + 1) }
        length += option.count + 2
        guard isFact, option.elementsEqual("value".utf8) else { return .faulty(.unknownOption, length: length) }
        return .directive(.fact(slug, showsDate: false), length: length)
    }

    /// What each name stands for, without options.
    private static let makers: [String: @Sendable (Slug) -> Directive] = [
        "fact": { .fact($0, showsDate: true) }, "cite": { .cite($0) }, "evaluation": { .evaluation($0) },
        "product": { .product($0) },
    ]

    private static let longestSlug = 200

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
