package import Database
package import Kernel

/// Keeps what moderators decide as examples of spam and of what isn’t, for the classifier to be made from.
package struct ExampleTrainer: ScreenTrainer {
    private let clock: any WallClock

    package init(clock: any WallClock) { self.clock = clock }

    package func learn(_ comment: Comment.ID, text: String, isSpam: Bool, in connection: any Connection) throws {
        try ScreenStore.learn(comment, isSpam: isSpam, text: text, at: clock.now(), in: connection)
    }

    package func forget(_ comment: Comment.ID, in connection: any Connection) throws {
        try ScreenStore.unlearn(comment, in: connection)
    }
}
