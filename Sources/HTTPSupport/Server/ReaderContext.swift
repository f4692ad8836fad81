package import Hummingbird

/// A request from anybody: nothing is known of who sent it, and nothing is kept.
package struct ReaderContext: RequestContext {
    package var coreContext: CoreRequestContextStorage

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
    }
}
