extension Fact {
    /// The value as it is set in text, such as “about 27,000 people” or “about US$620”.
    package var displayValue: String {
        let quantity = Quantity(value: value, unit: unit).text
        return qualifier.map { "\($0.rawValue) \(quantity)" } ?? quantity
    }
}
