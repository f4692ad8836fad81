import Editorial
import Kernel

/// What a new site tells its readers until the publisher has written texts of their own: only what the software does.
enum DefaultPolicies {
    /// One text for each subject.
    static func all(name: String, contact: String, on day: CalendarDay) -> [Policy] {
        [
            Policy(
                subject: .howWeMakeMoney, title: "How we make money",
                description: "What pays for \(name), and how each page says so.", updated: day,
                body: """
                    \(name) is free to read. It is paid for by advertising and may earn commissions from partners.

                    ## Advertising

                    Each advertisement is labelled. A line above each article tells what that page carries; it is made \
                    from what the page really holds, so it cannot be forgotten.

                    ## Partners

                    [Our partners](/partners) are listed by name, with the day since when. The list is made from our \
                    agreements themselves.

                    Questions are welcome at <\(contact)>.
                    """),
            Policy(
                subject: .standards, title: "Our standards",
                description: "How \(name) sources, dates and corrects what it prints.", updated: day,
                body: """
                    ## Sources and facts

                    A figure carries its source and the day on which it was true. When the day for its review has \
                    passed, the page says so.

                    ## Corrections

                    What we got wrong is corrected in the open, on the article and on the \
                    [corrections page](/corrections), with the date.

                    ## Independence

                    Editorial and advertising are kept in separate parts of the software, with separate databases. \
                    Nobody here holds an editorial role and the business role at once.

                    To report an error, write to <\(contact)>.
                    """),
        ]
    }
}
