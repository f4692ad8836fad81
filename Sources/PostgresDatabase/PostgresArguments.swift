import CPostgres
import Database

/// A statement's arguments in the form in which libpq takes them: texts, and bytes as they are.
struct PostgresArguments {
    /// 0 lets the server decide, as it has to for a text, which may stand for anything.
    let types: [Oid]
    private let storage: [UInt8]
    /// Where each argument starts in `storage`; `nil` is NULL.
    private let offsets: [Int?]
    private let lengths: [CInt]
    private let formats: [CInt]

    init(_ values: [Value]) throws(PostgresFailure) {
        var types: [Oid] = []
        var storage: [UInt8] = []
        var offsets: [Int?] = []
        var lengths: [CInt] = []
        for value in values {
            do {
                try value.checkStorable()
            } catch {
                throw PostgresFailure(error, detail: "\(error)")
            }
            let start = storage.count
            switch value {
            case .null: break
            case .integer(let integer): storage += String(integer).utf8
            case .real(let real): storage += String(real).utf8
            case .text(let text): storage += text.utf8
            case .bytes(let bytes): storage += bytes
            }
            types.append(value.postgresType)
            offsets.append(value == .null ? nil : start)
            lengths.append(CInt(storage.count - start))
            storage.append(0)
        }
        self.types = types
        self.storage = storage
        self.offsets = offsets
        self.lengths = lengths
        formats = values.map { if case .bytes = $0 { 1 } else { 0 } }
    }

    /// The values, lengths and formats for libpq; valid only during `body`.
    func withPointers<Result>(
        _ body: ([UnsafePointer<CChar>?], [CInt], [CInt]) -> Result
    ) -> Result {
        storage.withUnsafeBytes { bytes in
            let start = bytes.assumingMemoryBound(to: CChar.self).baseAddress
            return body(offsets.map { offset in offset.flatMap { start?.advanced(by: $0) } }, lengths, formats)
        }
    }
}

extension Value {
    /// The type's number in PostgreSQL's `pg_type`.
    fileprivate var postgresType: Oid {
        switch self {
        case .null, .text: 0
        case .integer: 20
        case .real: 701
        case .bytes: 17
        }
    }
}
