package import Kernel

extension SourceStore {
    /// Says what would become of the entries of a file of references; nothing is saved.
    ///
    /// What is chosen of it is saved by ``add(contentsOf:)``, all in one transaction.
    ///
    /// - Parameters:
    ///   - accessed: The day to take for entries that don’t say when they were read; without it they lack it.
    package func plan(_ imported: [ImportedSource], accessed: CalendarDay?) async throws -> [PlannedSource] {
        SourceImport.plan(imported, existing: try await sources(), accessed: accessed)
    }
}
