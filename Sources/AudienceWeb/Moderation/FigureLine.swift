import Audience
import Kernel
import Markup

/// How much waits and how quickly it is cleared, in one line.
struct FigureLine {
    let figures: ModerationHistory.Figures
    let now: Timestamp

    var text: String {
        var parts = [figures.waiting == 1 ? "1 comment waits" : "\(figures.waiting) comments wait"]
        if let oldest = figures.oldest {
            let wait = Duration.milliseconds(max(0, now.milliseconds - oldest.milliseconds))
            parts.append("the oldest for \(wait.roughly)")
        }
        parts.append("\(figures.decidedToday) decided today")
        if let median = figures.medianWait { parts.append("half of them within \(median.roughly)") }
        return parts.joined(separator: " · ")
    }
}
