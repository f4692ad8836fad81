/// Forms whose work was taken, so that it serves once; at most so many, the oldest forgotten first.
struct UsedNonces: Sendable {
    private static let most = 20_000

    private var young: Set<String> = []
    private var old: Set<String> = []

    func contains(_ nonce: String) -> Bool { young.contains(nonce) || old.contains(nonce) }

    mutating func insert(_ nonce: String) {
        if young.count >= Self.most / 2 {
            old = young
            young = []
        }
        young.insert(nonce)
    }
}
