import Database

/// Makes classifiers on a thread of its own, since it takes a second with very many decisions.
actor SpamTrainer {
    private let executor = QueueExecutor(label: "spam-trainer")

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// `nil` when there are decisions of one kind only.
    func classifier(from examples: [SpamExample]) -> SpamClassifier? {
        SpamTraining.classifier(from: examples.map { SpamTraining.Example($0.text, isSpam: $0.isSpam) })
    }
}
