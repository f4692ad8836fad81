/// Asks for an address on the web; whoever composes the program gives one that speaks HTTP.
package protocol AddressProbe: Sendable {
    /// Asks once, within a time limit of its own, and never throws: that nothing came of it is an outcome too.
    func probe(_ address: String) async -> CheckOutcome
}
