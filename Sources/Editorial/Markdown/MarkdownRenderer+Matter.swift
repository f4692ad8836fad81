import Kernel
package import Markdown

/// What directives become.
extension MarkdownRenderer: MarkdownMatter {
    package func set(_ insertion: String, in setting: inout MarkdownSetting) {
        switch Directive(insertion) {
        case .fact(let slug, let showsDate)?:
            guard let fact = facts[slug] else { return setting.output.text(insertion) }
            setting.set(fact, showsDate: showsDate, today: today)
            setting.citeAfterLink(insertion, source: fact.source)
        case .cite(let slug)?:
            guard sources[slug] != nil else { return setting.output.text(insertion) }
            setting.citeAfterLink(insertion, source: slug)
        case .product(let slug)?:
            guard let product = products[slug] else { return setting.output.text(insertion) }
            setting.set(product)
        case .evaluation(let slug)?:
            guard let sheet = evaluations[slug] else {
                setting.output.line()
                setting.output.markup("<p>")
                setting.output.text(insertion)
                return setting.output.markup("</p>\n")
            }
            setting.set(sheet)
        case nil: setting.output.text(insertion)
        }
    }

    package func setAfterLink(_ insertion: String, in setting: inout MarkdownSetting) {
        switch Directive(insertion) {
        case .fact(let slug, _)?: if let fact = facts[slug] { setting.cite(fact.source) }
        case .cite(let slug)?: setting.cite(slug)
        case .product?, .evaluation?, nil: break
        }
    }

    package func setImage(at address: String, alternative: String, in setting: inout MarkdownSetting) -> Bool {
        guard let image = image(address) else { return false }
        setting.set(image, alternative: alternative, showsRights: true)
        return true
    }

    package func setFigure(
        at address: String, alternative: String, caption: String, in setting: inout MarkdownSetting
    ) -> Bool {
        guard let image = image(address) else { return false }
        setting.setFigure(image, alternative: alternative, caption: caption)
        return true
    }

    package func append(_ insertion: String, to text: inout PlainText) {
        append(insertion, to: &text, showsDates: false)
    }

    /// - Parameter showsDates: Whether the date as of which a fact was true stands after it, as readers see it.
    func append(_ insertion: String, to text: inout PlainText, showsDates: Bool) {
        switch Directive(insertion) {
        case .fact(let slug, let showsDate)?:
            text.append(facts[slug]?.displayValue ?? insertion)
            if showsDates, showsDate, let fact = facts[slug] { text.append(" (as of \(fact.asOf.written))") }
        case .product(let slug)?: text.append(products[slug]?.name ?? insertion)
        case .evaluation(let slug)?:
            text.breakLine()
            text.append(evaluations[slug]?.plainText ?? insertion)
            text.breakLine()
        case .cite?: break
        case nil: text.append(insertion)
        }
    }

    private func image(_ address: String) -> Image? { LinkTarget.image(address).flatMap { images[$0] } }
}

/// Facts with what proves them.
extension MarkdownSetting {
    fileprivate mutating func set(_ fact: Fact, showsDate: Bool, today: CalendarDay?) {
        output.markup("<data class=\"fact\" value=\"")
        output.text(fact.value)
        output.markup("\">")
        output.text(fact.displayValue)
        output.markup("</data>")
        guard showsDate else { return }
        output.markup(" <span class=\"as-of\">(as of ")
        output.text(fact.asOf.written)
        if let today, fact.isStale(on: today) { output.markup(", due for review") }
        output.markup(")</span>")
    }

    fileprivate mutating func citeAfterLink(_ insertion: String, source: Slug) {
        guard !isInLink else { return postpone(insertion) }
        cite(source)
    }

    fileprivate mutating func cite(_ source: Slug) {
        let (number, isFirst) = page.citations.cite(source)
        output.markup("<sup class=\"cite\"")
        if isFirst {
            output.markup(" id=\"cite-")
            output.number(number)
            output.markup("\"")
        }
        output.markup("><a href=\"#source-")
        output.number(number)
        output.markup("\" aria-label=\"Source ")
        output.number(number)
        output.markup("\">")
        output.number(number)
        output.markup("</a></sup>")
    }
}
