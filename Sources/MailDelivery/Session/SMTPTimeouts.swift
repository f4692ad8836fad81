/// How long each word of a server may take; as RFC 5321 §4.5.3.2 has it unless said otherwise.
package struct SMTPTimeouts: Sendable, Hashable {
    package var connection: Duration = .seconds(60)
    package var greeting: Duration = .seconds(300)
    package var command: Duration = .seconds(300)
    package var dataStart: Duration = .seconds(120)
    /// For each part of a message to leave.
    package var dataBlock: Duration = .seconds(180)
    package var dataEnd: Duration = .seconds(600)
    /// After which a connection that has nothing to do says goodbye.
    package var idle: Duration = .seconds(15)

    package init() {}
}
