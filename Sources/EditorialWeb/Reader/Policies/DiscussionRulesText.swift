import Editorial
import Kernel

/// The house rules of a site whose publisher has not written any: what the software and its moderators do.
enum DiscussionRulesText {
    /// `nil` for other subjects, which have no text of their own accord.
    static func policy(_ subject: Policy.Subject, of site: String) -> Policy? {
        guard subject == .discussion, let day = CalendarDay(year: 2026, month: 11, day: 26) else { return nil }
        return Policy(
            subject: .discussion, title: "Rules of the discussions",
            description: "What belongs under the articles of \(site), and what is taken down.", updated: day,
            body: """
                Write about the article, to people you have not met. Disagree with what somebody says and leave out what \
                you think of them. Say where a figure comes from.

                ## What is taken down

                - Advertising and spam, and the same text again and again.
                - Insults, threats and contempt for groups of people.
                - What has nothing to do with the article.
                - What is against the law, and what tells somebody’s private data.

                ## How it is done

                A program looks at each comment. What it is not sure of, and often the first comment under a name, waits \
                for a moderator. A moderator’s words never take the place of yours: a comment is shown as it was written, \
                or not at all. Whoever reports a comment is not named.

                ## What you can do about it

                Whoever wrote a comment that is held or removed is told why, on the comment’s own page, and can appeal once. \
                [What was removed](/discussion/removed) is counted in the open, month by month and by reason.
                """)
    }
}
