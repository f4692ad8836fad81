import NIOHTTP1

/// What has to wait on a connection while an answer is being worked on, so that answers keep the order of their requests.
struct WaitingLine {
    /// What came after the request; no more than two reads yield, since nothing more is read meanwhile.
    var parts: [HTTPServerRequestPart] = []
    /// Whether a read was let through, so that the connection is listened to.
    var isListening = false
    /// What the decoder could not read after them.
    var refusal: RequestRefusal?
    var wantsToRead = false
    /// Whether the server is stopping, and the connection is to be closed once nothing is owed on it.
    var wantsToQuiesce = false
}
