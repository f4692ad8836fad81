import Database
import Kernel

extension Targeting {
    /// What a row of `flight_target` speaks of.
    enum Dimension: String, CaseIterable, ColumnCodable {
        case section, topic, kind, language, hour, device, country
    }

    /// In a fixed order, as text.
    var values: [(dimension: Dimension, values: [String])] {
        [
            (.section, sections.map(\.description).sorted()), (.topic, topics.map(\.description).sorted()),
            (.kind, kinds.map(\.description).sorted()), (.language, languages.map(\.description).sorted()),
            (.hour, hours.sorted().map(String.init)),
            (.device, DeviceClass.allCases.filter(devices.contains).map(\.rawValue)),
            (.country, countries.sorted().map(\.description)),
        ]
    }

    /// Takes in what one row says.
    mutating func add(_ value: String, to dimension: Dimension) throws(DatabaseError) {
        func needed<Value>(_ value: Value?) throws(DatabaseError) -> Value {
            guard let value else { throw .decoding("A row of flight_target has a value of another form.") }
            return value
        }
        switch dimension {
        case .section: sections.insert(try needed(Slug(validating: value)))
        case .topic: topics.insert(try needed(Slug(validating: value)))
        case .kind: kinds.insert(try needed(Slug(validating: value)))
        case .language: languages.insert(try needed(LanguageTag(value)))
        case .hour: hours.insert(try needed(Int(value)))
        case .device: devices.insert(try needed(DeviceClass(rawValue: value)))
        case .country: countries.insert(try needed(Country(value)))
        }
    }
}
