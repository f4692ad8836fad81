import Kernel

/// Tells whether so many suspicious comments come that somebody must be attacking.
struct AttackMeter: Sendable {
    /// An attack is over when there was so much quiet.
    private static let calm = Duration.seconds(300)
    private static let minute: Int64 = 60_000

    private var start = Timestamp(milliseconds: 0)
    private var count = 0
    private var lastCount = 0
    private var until = Timestamp(milliseconds: .min)

    func isAttack(at moment: Timestamp) -> Bool { moment < until }

    /// - Parameter limit: Suspicious comments in a minute that make an attack.
    mutating func count(at moment: Timestamp, limit: Int) {
        let passed = moment.milliseconds - start.milliseconds
        if passed >= Self.minute || passed < 0 {
            lastCount = (0..<2 * Self.minute).contains(passed) ? count : 0
            count = 0
            start = moment
        }
        count += 1
        // The minute that ends now: this one’s, and as much of the last one’s as reaches into it.
        let share = 1 - Double(moment.milliseconds - start.milliseconds) / Double(Self.minute)
        if Double(count) + Double(lastCount) * share >= Double(limit) {
            until = moment.advanced(by: Self.calm)
        }
    }
}
