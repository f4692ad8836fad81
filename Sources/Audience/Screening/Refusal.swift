import Kernel

/// What senders of refused comments are told: what to do for whoever means well, and no limits for whoever doesn’t.
enum Refusal {
    private static let title = "Your comment was not sent"
    private static let kept = "Your text is kept below."

    private static func refusal(_ kind: Problem.Kind, _ slug: String, _ detail: String) -> Problem {
        Problem(kind, slug: "comment-\(slug)", title: title, detail: "\(detail) \(kept)")
    }

    static let trap = refusal(
        .invalid, "trap",
        "A field that people cannot see was filled in, as programs do. If your browser fills in forms for you, turn that off for this page and send it again."
    )
    static let form = refusal(
        .invalid, "form",
        "The page that you wrote it on can no longer be sent. Load the page again and send it from there.")
    static let rate = refusal(
        .limited, "rate",
        "Several comments came from your network within a short time. Please wait a little before you send it again.")
    static let links = refusal(
        .invalid, "links", "It has more links than a comment should need. Take some out and send it again.")
    static let again = refusal(.conflict, "again", "You have sent the same comment under this article already.")
    static let same = refusal(
        .invalid, "same", "The same text was sent here several times. Please say it in words of your own.")
    static let words = refusal(
        .invalid, "words", "It has a word or phrase that is not wanted here. Please say it in other words.")
    static let banned = refusal(
        .forbidden, "banned",
        "Comments from here are not accepted at the moment. If you think that this is a mistake, write to the site.")
    static let spam = refusal(
        .invalid, "spam",
        "It looks like advertising. If it isn’t, please say what it has to do with the article, and leave out links and offers."
    )
}
