import Database
import Foundation

import struct GRDB.DatabaseValue
import protocol GRDB.DatabaseValueConvertible

extension Value {
    init(_ value: DatabaseValue) {
        self =
            switch value.storage {
            case .null: .null
            case .int64(let integer): .integer(integer)
            case .double(let real): .real(real)
            case .string(let text): .text(text)
            case .blob(let data): .bytes([UInt8](data))
            }
    }

    /// The same for GRDB.
    var sqliteValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let integer): Self.own(integer)
        case .real(let real): Self.own(real)
        case .text(let text): Self.own(text)
        case .bytes(let bytes): Self.own(Data(bytes))
        }
    }

    /// A type's own conversion.
    ///
    /// Asked for by name, the compiler takes the one for all that is `Encodable`, which goes by way
    /// of a JSON encoder and costs a hundred times as much.
    private static func own(_ value: some DatabaseValueConvertible) -> DatabaseValue { value.databaseValue }
}
