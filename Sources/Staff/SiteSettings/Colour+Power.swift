#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Colour {
    /// The curve of sRGB above its straight part.
    static func power(_ value: Double) -> Double { pow(value, 2.4) }
}
