import Kernel
import Markdown

/// Products, and evaluations as tables with what stands behind them.
extension MarkdownSetting {
    /// A product's name, which leads to its maker's page.
    mutating func set(_ product: Product) {
        // A link can't hold another.
        guard !isInLink, let address = WebAddress(product.address) else { return output.text(product.name) }
        output.region(.outboundLink(OutboundLink(address: address.text)))
        setIsolated(product.name)
        output.markup("</a>")
    }

    /// A comparison: the table, the method, what the criteria mean, and the evidence for each score.
    mutating func set(_ sheet: EvaluationSheet) {
        let level = min((headings.last?.level ?? 1) + 1, 6)
        output.line()
        output.markup("<section class=\"evaluation\"")
        name(sheet.evaluation.title)
        setTable(of: sheet)
        setMethod(of: sheet, level: level)
        setCriteria(of: sheet)
        setEvidence(of: sheet)
        output.markup("</section>\n")
    }

    /// The rest of a tag that gets an accessible name.
    private mutating func name(_ name: String) {
        output.markup(" aria-label=\"")
        output.text(name)
        output.markup("\">\n")
    }

    /// Names may be in any script; the direction of one must not turn what stands beside it.
    private mutating func setIsolated(_ text: String) {
        output.markup("<bdi>")
        output.text(text)
        output.markup("</bdi>")
    }

    private mutating func setTable(of sheet: EvaluationSheet) {
        output.markup("<div class=\"scroll\" role=\"region\" tabindex=\"0\"")
        name("Table: \(sheet.evaluation.title)")
        output.markup("<table class=\"comparison\">\n<caption>")
        output.text("\(sheet.evaluation.title). Scores from 0 to 10; under each criterion, what it counts.")
        output.markup(
            "</caption>\n<thead>\n<tr><th scope=\"col\" class=\"num\">Rank</th><th scope=\"col\">Product</th>")
        output.markup("<th scope=\"col\" class=\"num\">Total</th>")
        for (criterion, share) in zip(sheet.evaluation.criteria, sheet.shares) {
            output.markup("<th scope=\"col\" class=\"num\">")
            setIsolated(criterion.name)
            output.markup(" <span class=\"weight\">")
            output.text(WeightShares.text(share))
            output.markup("</span></th>")
        }
        output.markup("<th scope=\"col\">Tested</th></tr>\n</thead>\n<tbody>\n")
        for product in sheet.rows { setRow(of: product, in: sheet) }
        output.markup("</tbody>\n</table></div>\n")
    }

    private mutating func setRow(of product: Product, in sheet: EvaluationSheet) {
        let place = sheet.ranking.place(of: product.slug)
        output.markup("<tr><td class=\"num\">")
        if let place { output.number(place.rank) } else { output.text("–") }
        output.markup("</td><th scope=\"row\">")
        set(product)
        output.markup(" <span class=\"maker\">")
        setIsolated(product.maker)
        output.markup("</span></th><td class=\"num\">")
        if let place {
            output.markup("<strong>")
            output.text(place.total.description)
            output.markup("</strong>")
        } else {
            output.markup("<span class=\"untested\">not yet tested</span>")
        }
        output.markup("</td>")
        for criterion in sheet.evaluation.criteria {
            output.markup("<td class=\"num\">")
            if let score = sheet.evaluation.score(of: product.slug, by: criterion.slug) {
                output.text(score.value.description)
            } else {
                output.markup(
                    "<span aria-hidden=\"true\">–</span><span class=\"visually-hidden\">not yet tested</span>")
            }
            output.markup("</td>")
        }
        output.markup("<td>")
        if let (testers, days) = sheet.tests(of: product.slug) {
            for (index, tester) in testers.enumerated() {
                if index > 0 { output.text(index == testers.count - 1 ? " and " : ", ") }
                setIsolated(tester.name)
            }
            output.text(", ")
            set(days.lowerBound)
            if days.lowerBound != days.upperBound {
                output.text(" to ")
                set(days.upperBound)
            }
        }
        output.markup("</td></tr>\n")
    }

    private mutating func set(_ day: CalendarDay) {
        output.markup("<time datetime=\"")
        output.text(day.description)
        output.markup("\">")
        output.text(day.written)
        output.markup("</time>")
    }

    private mutating func setHeading(_ text: String, level: Int) {
        let anchor = page.anchors.name(for: text)
        output.markup("<h")
        output.number(level)
        output.markup(" id=\"")
        output.text(anchor)
        output.markup("\">")
        output.text(text)
        output.markup("</h")
        output.number(level)
        output.markup(">\n")
    }

    private mutating func setMethod(of sheet: EvaluationSheet, level: Int) {
        setHeading("How it was tested", level: level)
        // What a method says can't depend on the article that shows it, so it knows nothing to refer to.
        var method = MarkdownSetting(
            matter: MarkdownRenderer(), events: MarkdownDocument(sheet.evaluation.method).events, page: page,
            top: min(level + 1, 6))
        method.setAll()
        page = method.page
        output.append(method.output)
        output.markup("<p>")
        output.text(
            "The order follows from the scores and weights shown here, and from nothing else: each score counts by its "
                + "weight, and the total is their weighted mean. What lacks a score is not ranked.")
        output.markup("</p>\n")
        // Whether the makers and shops belong to the publisher is not for this side of the wall to know.
        output.region(.notice(.independence(of: sheet.rows.map(\.address))))
    }

    private mutating func setCriteria(of sheet: EvaluationSheet) {
        output.markup("<dl class=\"criteria\">\n")
        for (criterion, share) in zip(sheet.evaluation.criteria, sheet.shares) {
            output.markup("<div><dt>")
            setIsolated(criterion.name)
            output.markup("</dt><dd>")
            output.text("\(criterion.good) ")
            output.markup("<span class=\"note\">")
            output.text("Scale: \(criterion.scale). Weight \(criterion.weight), which is \(WeightShares.text(share)).")
            output.markup("</span></dd></div>\n")
        }
        output.markup("</dl>\n")
    }

    private mutating func setEvidence(of sheet: EvaluationSheet) {
        for product in sheet.rows {
            output.markup("<details class=\"evidence\">\n<summary>What the scores of ")
            setIsolated(product.name)
            output.markup(" rest on</summary>\n")
            if let note = product.note {
                output.markup("<p class=\"note\">")
                output.text(note)
                output.markup("</p>\n")
            }
            output.markup("<dl>\n")
            for criterion in sheet.evaluation.criteria {
                output.markup("<div><dt>")
                setIsolated(criterion.name)
                let score = sheet.evaluation.score(of: product.slug, by: criterion.slug)
                output.text(": \(score?.value.description ?? "not yet tested")")
                output.markup("</dt>")
                output.markup("<dd>")
                if let score { set(score) } else { output.text("There is no score yet.") }
                output.markup("</dd></div>\n")
            }
            output.markup("</dl>\n")
            if let place = sheet.ranking.place(of: product.slug) {
                output.markup("<p class=\"note\">")
                output.text("The total: \(sheet.calculation(of: place)).")
                output.markup("</p>\n")
            }
            output.markup("</details>\n")
        }
    }

    private mutating func set(_ score: Score) {
        output.markup("<p dir=\"auto\">")
        output.text(score.evidence)
        output.markup("</p><p class=\"note\">Tested by ")
        setIsolated(score.tester.name)
        output.text(" on ")
        set(score.tested)
        output.text(".")
        output.markup("</p>")
    }
}
