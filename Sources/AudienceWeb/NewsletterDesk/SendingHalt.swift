import Audience

/// Why sending stopped, in words that say what to do.
struct SendingHalt {
    let title: String
    let explanation: String
    let steps: [String]

    /// - Parameter reason: As the ledger keeps it: what somebody gave as the reason, or what a server said.
    init(_ reason: String) {
        if reason.hasPrefix(Self.byHand) {
            title = "\(reason)"
            explanation = "The rest waits until somebody resumes it."
            steps = []
        } else if reason.contains(#/\b5\.7\.[0-9]/#) {
            title = "A mail server refuses this site as a sender"
            explanation = """
                Its code begins with 5.7: it doesn’t believe that the mail comes from this site, or doesn’t want mail from it. That \
                says nothing of the readers, so nobody was taken off the list, and sending stopped before more servers refuse.
                """
            steps = [
                "Read below what the server said; many name the record that is missing.",
                "Ask whoever runs the site to run “masthead doctor”, which checks SPF, DKIM, DMARC and the name of the server.",
                "When that is mended, resume. Those who were refused are tried again; nobody gets it twice.",
                "If only some servers go on refusing, their readers wait and are tried again for a day, and the others get theirs.",
            ]
        } else if reason.contains("audience.key") {
            title = "Addresses can’t be opened"
            explanation = "The key that opens subscribers’ addresses isn’t the one with which they were closed."
            steps = [
                "Ask whoever runs the site to put the right “audience.key” back, such as from a backup, and start it again.",
                "Then resume.",
            ]
        } else {
            title = "Sending stopped by itself"
            explanation = "It would have failed for everybody, so it stopped instead. Nobody was taken off the list."
            steps = ["Read below what was said.", "Mend it or have it mended, and resume. Nobody gets it twice."]
        }
    }

    private static let byHand = "Paused by "

    static func pause(by name: String) -> String { byHand + name }

    static func canCancel(_ state: Edition.State) -> Bool {
        switch state {
        case .draft, .scheduled, .sending, .paused: true
        case .sent, .cancelled, .nothing: false
        }
    }
}
