import CMaxMind
package import Kernel

/// Tells the country of a network address from a file in MaxMind’s format (MaxMind DB 2.0) on this machine; nobody is asked.
///
/// The file is read once; another takes its place with the next start.
package final class CountryDatabase: Sendable {
    /// It is only read after it was opened, from as many threads as want to (libmaxminddb, “Thread safety”).
    private struct Opened: @unchecked Sendable {
        let database: UnsafeMutablePointer<MMDB_s>
    }

    /// Where the country of an address stands in a record: where it is, or else where it is registered.
    private static let fields = ["country", "registered_country"]

    private let opened: Opened

    /// - Throws: ``Problem`` of kind `invalid` that says what is wrong with the file.
    package init(path: String) throws {
        let database = UnsafeMutablePointer<MMDB_s>.allocate(capacity: 1)
        database.initialize(to: MMDB_s())
        let status = MMDB_open(path, UInt32(MMDB_MODE_MMAP), database)
        guard status == MMDB_SUCCESS else {
            database.deinitialize(count: 1)
            database.deallocate()
            throw Problem(
                .invalid, slug: "countries-unreadable", title: "The list of countries can’t be read",
                detail: "\(path): \(String(cString: MMDB_strerror(status))). Give a file in MaxMind’s format.")
        }
        opened = Opened(database: database)
    }

    deinit {
        MMDB_close(opened.database)
        opened.database.deinitialize(count: 1)
        opened.database.deallocate()
    }

    /// The country of an address such as `192.0.2.7`; `nil` for one that the file doesn’t know, and for what is no address.
    package func country(of address: String) -> Country? {
        guard !address.isEmpty, address.utf8.count <= 45, !address.utf8.contains(0) else { return nil }
        var fault: Int32 = 0
        var failure: Int32 = 0
        var result = MMDB_lookup_string(opened.database, address, &fault, &failure)
        guard fault == 0, failure == MMDB_SUCCESS, result.found_entry else { return nil }
        for field in Self.fields {
            if let text = Self.text(at: field, of: &result.entry), let country = Country(text) { return country }
        }
        return nil
    }

    private static func text(at field: String, of entry: inout MMDB_entry_s) -> String? {
        field.withCString { field in
            "iso_code".withCString { code in
                var data = MMDB_entry_data_s()
                let path: [UnsafePointer<CChar>?] = [field, code, nil]
                guard MMDB_aget_value(&entry, &data, path) == MMDB_SUCCESS, data.has_data,
                    data.type == UInt32(MMDB_DATA_TYPE_UTF8_STRING), data.data_size == 2, let bytes = data.utf8_string
                else { return nil }
                return String(
                    decoding: UnsafeRawBufferPointer(start: bytes, count: Int(data.data_size)), as: UTF8.self)
            }
        }
    }
}
