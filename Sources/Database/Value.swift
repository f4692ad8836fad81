package import Kernel

/// What a column can hold in both engines.
package enum Value: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])
}

/// A type that can be an argument of a statement.
package protocol ColumnEncodable {
    var databaseValue: Value { get }
}

/// A type that can be read from a column.
package protocol ColumnDecodable {
    /// Reads a column's value; `nil` when it is not of this type's form.
    init?(databaseValue: Value)
}

/// A type that is written to a column and read back.
package typealias ColumnCodable = ColumnDecodable & ColumnEncodable

extension Value: ColumnCodable {
    package var databaseValue: Value { self }

    package init?(databaseValue: Value) { self = databaseValue }
}

extension String: ColumnCodable {
    package var databaseValue: Value { .text(self) }

    package init?(databaseValue: Value) {
        guard case .text(let text) = databaseValue else { return nil }
        self = text
    }
}

extension Int64: ColumnCodable {
    package var databaseValue: Value { .integer(self) }

    package init?(databaseValue: Value) {
        guard case .integer(let integer) = databaseValue else { return nil }
        self = integer
    }
}

extension Int: ColumnCodable {
    package var databaseValue: Value { .integer(Int64(self)) }

    package init?(databaseValue: Value) {
        guard case .integer(let integer) = databaseValue else { return nil }
        self.init(exactly: integer)
    }
}

/// Kept as 0 and 1.
extension Bool: ColumnCodable {
    package var databaseValue: Value { .integer(self ? 1 : 0) }

    package init?(databaseValue: Value) {
        guard case .integer(let integer) = databaseValue, integer == 0 || integer == 1 else { return nil }
        self = integer == 1
    }
}

extension Double: ColumnCodable {
    package var databaseValue: Value { .real(self) }

    package init?(databaseValue: Value) {
        switch databaseValue {
        case .real(let real): self = real
        case .integer(let integer): self = Double(integer)
        case .null, .text, .bytes: return nil
        }
    }
}

extension [UInt8]: ColumnCodable {
    package var databaseValue: Value { .bytes(self) }

    package init?(databaseValue: Value) {
        guard case .bytes(let bytes) = databaseValue else { return nil }
        self = bytes
    }
}

extension Optional: ColumnDecodable where Wrapped: ColumnDecodable {
    package init?(databaseValue: Value) {
        if databaseValue == .null {
            self = Wrapped?.none
        } else {
            guard let wrapped = Wrapped(databaseValue: databaseValue) else { return nil }
            self = wrapped
        }
    }
}

/// Kept as milliseconds since 1970 in UTC.
extension Timestamp: ColumnCodable {
    package var databaseValue: Value { .integer(milliseconds) }

    package init?(databaseValue: Value) {
        guard case .integer(let milliseconds) = databaseValue else { return nil }
        self.init(milliseconds: milliseconds)
    }
}

/// Kept as `2015-07-06`.
extension CalendarDay: ColumnCodable {
    package var databaseValue: Value { .text(description) }

    package init?(databaseValue: Value) {
        guard case .text(let text) = databaseValue else { return nil }
        self.init(text)
    }
}

/// Kept as `2015`, `2015-07` or `2015-07-06`.
extension PartialDate: ColumnCodable {
    package var databaseValue: Value { .text(description) }

    package init?(databaseValue: Value) {
        guard case .text(let text) = databaseValue else { return nil }
        self.init(text)
    }
}

extension Identifier: ColumnCodable {
    package var databaseValue: Value { .text(description) }

    package init?(databaseValue: Value) {
        guard case .text(let text) = databaseValue else { return nil }
        self.init(text)
    }
}

extension Slug: ColumnCodable {
    package var databaseValue: Value { .text(description) }

    package init?(databaseValue: Value) {
        guard case .text(let text) = databaseValue else { return nil }
        self.init(validating: text)
    }
}

/// An enum of strings is kept as its raw value.
extension RawRepresentable where RawValue == String, Self: ColumnCodable {
    package var databaseValue: Value { .text(rawValue) }

    package init?(databaseValue: Value) {
        guard case .text(let text) = databaseValue else { return nil }
        self.init(rawValue: text)
    }
}
