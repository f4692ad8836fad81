/// When a message that was refused for now is tried again (RFC 5321 §4.5.4.1).
package enum RetrySchedule {
    /// Greylisting lets through after some minutes; later attempts lie further apart.
    private static let delays: [Duration] = [
        .seconds(5 * 60), .seconds(15 * 60), .seconds(30 * 60), .seconds(3600), .seconds(2 * 3600), .seconds(4 * 3600),
        .seconds(8 * 3600), .seconds(12 * 3600),
    ]

    /// - Parameter attempts: How often it was tried, at least once.
    /// - Returns: How long to wait, or `nil` where a day’s news has become old (a day and some hours after the first).
    package static func delay(after attempts: Int) -> Duration? {
        delays.indices.contains(attempts - 1) ? delays[attempts - 1] : nil
    }
}
