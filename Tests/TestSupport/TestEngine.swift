/// The engines that every store test runs on: `@Test(arguments: TestEngine.allCases)`.
package enum TestEngine: String, Sendable, CaseIterable, CustomStringConvertible {
    case sqlite, postgres

    package var description: String { rawValue }
}
