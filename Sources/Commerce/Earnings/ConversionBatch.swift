import Database
import Kernel

/// Conversions on their way into a database, many as one argument of a statement.
///
/// A statement with an argument for each value would be another for each number of rows, and take four times as long.
struct ConversionBatch {
    private(set) var count = 0
    private var json: [UInt8] = [UInt8(ascii: "[")]
    private var programmes: [Programme.ID: String] = [:]

    mutating func append(_ conversion: Conversion, line: Int) {
        json.append(contentsOf: count == 0 ? "[".utf8 : ",[".utf8)
        count += 1
        number(Int64(line))
        text(conversion.key.scope)
        text(conversion.key.reference)
        text(conversion.status.rawValue)
        text(conversion.day.description)
        text(conversion.subID)
        text(conversion.merchant)
        text(conversion.origin.programme.map { name(of: $0) })
        text(conversion.origin.spot?.page)
        text(conversion.origin.spot?.place.rawValue)
        number(conversion.sale?.micros)
        number(conversion.commission.micros)
        text(conversion.commission.currency.code)
        json[json.count - 1] = UInt8(ascii: "]")
    }

    /// All of them as one argument; the batch is empty afterwards.
    mutating func take() -> String {
        json.append(UInt8(ascii: "]"))
        defer {
            json.removeAll(keepingCapacity: true)
            json.append(UInt8(ascii: "["))
            count = 0
        }
        return String(decoding: json, as: UTF8.self)
    }

    /// The rows of an argument, as a query; by the names of the columns of `conversion`, besides the line.
    static func rows(of argument: String, _ dialect: Dialect) -> SQL {
        switch dialect {
        case .sqlite:
            """
            SELECT value ->> 0 AS line, value ->> 1 AS scope, value ->> 2 AS reference, value ->> 3 AS status,
                value ->> 4 AS day, value ->> 5 AS sub_id, value ->> 6 AS merchant, value ->> 7 AS programme,
                value ->> 8 AS page, value ->> 9 AS place, value ->> 10 AS sale, value ->> 11 AS commission,
                value ->> 12 AS currency
            FROM json_each(\(argument))
            """
        case .postgres:
            """
            SELECT CAST(value ->> 0 AS BIGINT) AS line, value ->> 1 AS scope, value ->> 2 AS reference,
                value ->> 3 AS status, value ->> 4 AS day, value ->> 5 AS sub_id, value ->> 6 AS merchant,
                value ->> 7 AS programme, value ->> 8 AS page, value ->> 9 AS place,
                CAST(value ->> 10 AS BIGINT) AS sale, CAST(value ->> 11 AS BIGINT) AS commission,
                value ->> 12 AS currency
            FROM jsonb_array_elements(CAST(\(argument) AS JSONB))
            """
        }
    }

    private mutating func name(of programme: Programme.ID) -> String {
        if let name = programmes[programme] { return name }
        let name = programme.description
        programmes[programme] = name
        return name
    }

    private mutating func number(_ number: Int64?) {
        json.append(contentsOf: (number.map(String.init) ?? "null").utf8)
        json.append(UInt8(ascii: ","))
    }

    /// Control characters never get this far.
    private mutating func text(_ text: String?) {
        guard let text else {
            json.append(contentsOf: "null,".utf8)
            return
        }
        json.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { json.append(UInt8(ascii: "\\")) }
            json.append(byte)
        }
        json.append(contentsOf: "\",".utf8)
    }
}
