import HTTPSupport
import Kernel

/// Reads the fields of a form, and gathers what is wrong with them.
struct FormReading {
    let form: FormBody
    private(set) var errors: [Problem.FieldError] = []

    init(_ form: FormBody) { self.form = form }

    /// Without white space at its ends.
    func text(_ name: String) -> String {
        let text = form[name].drop(while: \.isWhitespace)
        return String(text.reversed().drop(while: \.isWhitespace).reversed())
    }

    mutating func day(_ name: String) -> CalendarDay? {
        let text = text(name)
        guard !text.isEmpty else { return nil }
        let day = CalendarDay(text)
        if day == nil { errors.append(.init(field: name, message: "Write a day as 2026-11-25.")) }
        return day
    }

    mutating func neededDay(_ name: String) -> CalendarDay {
        let day = day(name)
        if day == nil, text(name).isEmpty { errors.append(.init(field: name, message: "The day is missing.")) }
        return day ?? CalendarDay(daysSince1970: 0)
    }

    mutating func identifier<Owner>(_ name: String, of owner: Owner.Type, at now: Timestamp) -> Identifier<Owner> {
        if let identifier = Identifier<Owner>(text(name)) { return identifier }
        errors.append(.init(field: name, message: "Choose one."))
        return Identifier<Owner>(at: now)
    }

    mutating func slug(_ name: String) -> Slug? {
        let slug = Slug(validating: text(name))
        if slug == nil {
            errors.append(
                .init(field: name, message: "Use lower-case letters, digits and single hyphens, such as atlas-books."))
        }
        return slug
    }

    /// An amount of money; `nil` for an empty field.
    mutating func money(_ name: String, _ currency: Currency) -> Money? {
        let text = text(name)
        guard !text.isEmpty else { return nil }
        let money = Money(decimal: text, currency)
        if money == nil { errors.append(.init(field: name, message: "Write an amount such as 250 or 1,250.50.")) }
        return money
    }

    /// A whole number, in which commas may stand between thousands; `nil` for an empty field.
    mutating func number(_ name: String) -> Int? {
        let text = text(name)
        guard !text.isEmpty else { return nil }
        let number = Int(text.replacing(",", with: ""))
        if number == nil { errors.append(.init(field: name, message: "Write a whole number.")) }
        return number
    }

    /// Words between commas or line breaks, such as codes, each made into something.
    mutating func list<Item>(_ name: String, wanted: String, _ item: (String) -> Item?) -> [Item] {
        text(name).split(whereSeparator: { $0 == "," || $0 == "\n" }).compactMap { part in
            let word = part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            guard !word.isEmpty else { return nil }
            let found = item(word)
            if found == nil {
                errors.append(.init(field: name, message: "“\(word.prefix(40))” is not \(wanted)."))
            }
            return found
        }
    }

    mutating func fault(_ field: String, _ message: String) { errors.append(.init(field: field, message: message)) }

    func check(title: String) throws(Problem) {
        guard let first = errors.first else { return }
        throw Problem(.invalid, slug: "form-faults", title: title, detail: first.message, fieldErrors: errors)
    }
}
