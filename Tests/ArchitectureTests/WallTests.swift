import Testing

/// The module boundary between editorial and commerce, read from the manifest as the build reads it.
@Suite struct WallTests {
    private static let editorial: Set = ["Editorial", "EditorialWeb"]
    private static let commerce: Set = ["Commerce", "CommerceWeb"]

    @Test func theManifestKeepsTheWall() throws {
        let graph = try ModuleGraph.ofThisPackage()
        // A wall between modules that do not exist would stand by itself.
        #expect(graph.targets.isSuperset(of: Self.editorial.union(Self.commerce)))
        #expect(Wall(graph).breaches == [])
    }

    @Test func noTargetExportsAnother() throws {
        #expect(try SourceTree.ofThisPackage().lines(containing: "@_exported") == [])
    }

    @Test func onlyTheCompositionRootSeesBothSides() throws {
        let graph = try ModuleGraph.ofThisPackage()
        let seeingBoth = graph.targets.filter { target in
            let seen = graph.reachable(from: target)
            return !seen.isDisjoint(with: Self.editorial) && !seen.isDisjoint(with: Self.commerce)
        }
        #expect(seeingBoth.filter { !$0.hasSuffix("Tests") }.sorted() == ["App", "masthead"])
    }

    @Test func importsAreOnlyWhatTheDesignPermits() throws {
        let graph = try ModuleGraph.ofThisPackage()
        for (target, permitted) in Wall.permittedImports {
            #expect(
                graph.direct(from: target).subtracting(permitted) == [],
                "\(target) imports more than the design permits")
        }
    }

    @Test(arguments: [
        ("Editorial", "Commerce"), ("EditorialWeb", "Commerce"), ("EditorialWeb", "CommerceWeb"),
        ("Commerce", "Editorial"), ("CommerceWeb", "EditorialWeb"), ("Commerce", "EditorialWeb"),
    ])
    func aDirectImportAcrossTheWallIsFound(from: String, to: String) throws {
        var graph = try ModuleGraph.ofThisPackage()
        graph.addDependency(from: from, to: to)
        #expect(!Wall(graph).breaches.isEmpty)
    }

    @Test(arguments: [("Editorial", "Commerce"), ("Commerce", "Editorial")])
    func anImportThroughAnotherTargetIsFound(from: String, to: String) throws {
        var graph = try ModuleGraph.ofThisPackage()
        graph.addDependency(from: from, to: "Bridge")
        graph.addDependency(from: "Bridge", to: "Tunnel")
        graph.addDependency(from: "Tunnel", to: to)
        #expect(!Wall(graph).breaches.isEmpty)
    }

    @Test func anImportThroughASharedTargetIsFound() throws {
        var graph = try ModuleGraph.ofThisPackage()
        graph.addDependency(from: "Kernel", to: "Commerce")
        #expect(!Wall(graph).breaches.isEmpty)
    }
}
