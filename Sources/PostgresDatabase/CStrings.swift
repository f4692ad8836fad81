#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Gives `body` C strings in an array that ends with NULL.
func withCStrings<Result>(_ strings: [String], _ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies.map { $0.map { UnsafePointer($0) } } + [nil])
}
