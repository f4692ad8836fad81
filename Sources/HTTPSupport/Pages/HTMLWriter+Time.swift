package import Kernel
package import Markup

extension HTMLWriter {
    /// A day, written out and readable by programs.
    package mutating func time(_ day: CalendarDay) {
        element(.time, .datetime(day.description), text: day.written)
    }

    /// The day of a moment where the site is, written out; programs get the moment.
    package mutating func time(_ timestamp: Timestamp) {
        element(.time, .datetime(timestamp.rfc3339), text: timestamp.localDay.written)
    }
}
