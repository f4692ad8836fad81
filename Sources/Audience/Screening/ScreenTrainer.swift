package import Database

/// Learns from what moderators decide what to hold.
package protocol ScreenTrainer: Sendable {
    /// Takes a comment as an example, in the place of what it was an example of before.
    func learn(_ comment: Comment.ID, text: String, isSpam: Bool, in connection: any Connection) throws

    /// Takes a comment for no example any more.
    func forget(_ comment: Comment.ID, in connection: any Connection) throws
}
