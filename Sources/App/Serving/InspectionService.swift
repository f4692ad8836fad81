import Commerce
import Editorial
import Logging
import ServiceLifecycle

/// Checks until the server stops whether addresses can still be read, a few at a time.
struct InspectionService: Service {
    /// What one pass found, for the operator’s log.
    struct Report: Sendable {
        var checked = 0
        var died: [String] = []
        var becameUnreachable: [String] = []
        var recovered: [String] = []
        /// What needs a look, for whatever reason.
        var fell: [String] = []
        var isAlone = false
    }

    /// What is checked, in the singular and in small letters, such as “source”.
    let thing: String
    let logger: Logger
    /// How long it waits before it begins, so that a server that is started again and again asks nobody.
    var delay = Duration.seconds(30)
    /// How long it waits when nothing is due.
    var rest = Duration.seconds(60)
    /// Makes one pass over what is due.
    let inspect: @Sendable () async throws -> Report

    /// How many addresses are asked for at a time.
    static let atATime = 8
    /// What is not finished by then may be checked by another node.
    static let lease = Duration.seconds(600)

    func run() async throws {
        await Recurring(every: rest, after: delay, trouble: "Nothing could be checked: \(thing)", logger: logger).run(
            from: 0, resting: { checked in checked == 0 ? rest : .seconds(1) },
            turn: { checked in
                checked = 0
                let report = try await inspect()
                checked = report.checked
                tell(report)
            })
    }

    private func tell(_ report: Report) {
        if report.isAlone { logger.warning("Nobody answered a check; is this machine’s network up?") }
        for (message, subjects) in [
            ("A \(thing) is gone", report.died), ("A \(thing) is out of reach", report.becameUnreachable),
            ("A \(thing) is there again", report.recovered), ("A \(thing) needs a look", report.fell),
        ] {
            for subject in subjects { logger.notice("\(message)", metadata: ["\(thing)": .string(subject)]) }
        }
    }
}

extension InspectionService.Report {
    init<Register>(_ report: AddressInspector<Register>.Report) where Register.Lease.Key: CustomStringConvertible {
        checked = report.checked
        died = report.died.map(\.description)
        becameUnreachable = report.becameUnreachable.map(\.description)
        recovered = report.recovered.map(\.description)
        isAlone = report.isAlone
    }

    init(_ report: LinkHealthInspector.Report) {
        checked = report.checked
        fell = report.fell
        recovered = report.recovered
        isAlone = report.isAlone
    }
}
