package import Kernel

/// What readers call the things that a page can be about.
package struct SubjectNames: Sendable, Hashable {
    package let sections: [Slug: String]
    package let topics: [Slug: String]

    package init(sections: [Slug: String], topics: [Slug: String]) {
        self.sections = sections
        self.topics = topics
    }
}
