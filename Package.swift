// swift-tools-version: 6.2

import PackageDescription

// A target may import only what its line below lists. `Editorial*` and `Commerce*` never reach each other, directly or
// through another target; `Tests/ArchitectureTests` reads this manifest and fails when they do.

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1 = Target.Dependency.product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "masthead",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "masthead", targets: ["masthead"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(
            url: "https://github.com/apple/swift-configuration", exact: "1.4.0",
            traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // Words and contracts that every context shares.
        .target(name: "Kernel"),
        .target(name: "Markup"),

        // Storage.
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(name: "Database", dependencies: ["Kernel", crypto]),
        .target(name: "SQLiteDatabase", dependencies: ["Database", grdb, sqlite]),
        .target(name: "PostgresDatabase", dependencies: ["Database", "CPostgres"]),

        // HTTP.
        .target(
            name: "HTTPSupport",
            dependencies: [
                "Kernel", "Markup", hummingbird, hummingbirdCore, nioCore, nioHTTP1, nioHTTPTypes, nioHTTPTypesHTTP1,
                httpTypes,
                logging, metrics, crypto,
            ]),
        // Asking other sites.
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "WebClient", dependencies: ["CCurl"]),
        // Asking the domain name system, and judging by it whether a domain’s mail will be taken.
        .systemLibrary(name: "CCares", pkgConfig: "libcares", providers: [.apt(["libc-ares-dev"])]),
        .target(name: "DNS", dependencies: ["CCares"]),
        .target(name: "Deliverability", dependencies: ["DNS"]),
        // Mail: messages and their signatures, handing them to a server that delivers them, and what comes back.
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "Mail", dependencies: ["Kernel", "CCurl", "COpenSSL", "Secrets", crypto, systemPackage]),
        .target(name: "MailDelivery", dependencies: ["Kernel", "Mail", nioCore, nioPosix, nioSSL]),
        .target(name: "Bounces", dependencies: ["Kernel", "Mail", "Secrets", "COpenSSL", crypto]),
        .target(name: "MailIntake", dependencies: ["CCurl", nioCore, nioPosix, nioSSL]),
        .target(name: "CAssets"),
        .target(name: "Assets", dependencies: ["CAssets", "HTTPSupport", crypto]),

        // Tables of separated values, for whoever takes them in or hands them out.
        .target(name: "Tables", dependencies: ["Kernel"]),

        // Texts, on either side of the wall.
        .systemLibrary(name: "CCmark", pkgConfig: "libcmark-gfm", providers: [.apt(["libcmark-gfm-extensions-dev"])]),
        .target(name: "Markdown", dependencies: ["Kernel", "CCmark"]),

        // Editorial.
        // libvips lies where compilers look, and its own flags hold some that SwiftPM warns of; GLib, which it needs, doesn’t.
        .systemLibrary(name: "CVips", pkgConfig: "gobject-2.0", providers: [.apt(["libvips-dev"])]),
        // Reading, limiting and writing pictures anew, for whoever takes them from strangers.
        .target(name: "Pictures", dependencies: ["Kernel", "Database", "CVips", crypto]),
        .systemLibrary(name: "CGumbo", pkgConfig: "gumbo", providers: [.apt(["libgumbo-dev"])]),
        .target(name: "CHTMLTree", dependencies: ["CGumbo"]),
        .target(
            name: "Editorial",
            dependencies: ["Kernel", "Database", "Pictures", "Markdown", "CGumbo", "CHTMLTree", crypto]),
        .target(
            name: "EditorialWeb",
            dependencies: ["Editorial", "HTTPSupport", "Markdown", "Markup", "Kernel", "Pictures", hummingbird]),

        // Commerce.
        .systemLibrary(name: "CPSL", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
        .systemLibrary(name: "CIDN2", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),
        .systemLibrary(name: "CMaxMind", providers: [.apt(["libmaxminddb-dev"])]),
        .target(name: "Countries", dependencies: ["Kernel", "CMaxMind"]),
        .systemLibrary(name: "CUnistring", providers: [.apt(["libunistring-dev"])]),
        .target(
            name: "Commerce",
            dependencies: [
                "Kernel", "Database", "Markdown", "Pictures", "Secrets", "CPSL", "CIDN2", "CUnistring", "CZlib", crypto,
                "Tables",
            ]),
        // Pages on paper. Pango’s own flags hold one that SwiftPM warns of; cairo’s don’t.
        .systemLibrary(name: "CPango", pkgConfig: "cairo-pdf", providers: [.apt(["libpango1.0-dev"])]),
        .target(name: "Documents", dependencies: ["CPango"]),
        .target(
            name: "CommerceWeb",
            dependencies: [
                "Documents",
                "Commerce", "HTTPSupport", "Markup", "Kernel", hummingbird, httpTypes,
                nioCore, nioHTTP1,
                "Markdown",
                "Pictures",
                "Secrets",
                "Tables",
            ]),

        // Audience.
        .target(
            name: "Audience",
            dependencies: [
                "Kernel", "Database",
                "Tables",
                "Secrets", crypto,
            ]),
        .target(
            name: "AudienceWeb",
            dependencies: [
                "Audience", "HTTPSupport", "Markup", "Kernel", "CCmark", "Secrets", hummingbird, httpTypes, nioCore,
            ]),

        // Secrets that are handed out once, for whoever lets people in.
        .target(name: "Secrets", dependencies: [crypto]),

        // Staff.
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .target(name: "Staff", dependencies: ["Kernel", "Database", "Secrets", "CArgon2", crypto]),

        .systemLibrary(name: "CQrencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .target(
            name: "StaffWeb",
            dependencies: [
                "Staff", "HTTPSupport", "Markup", "Kernel", "Secrets", "CQrencode", hummingbird, httpTypes, nioCore,
            ]),

        // Composition.
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "Compositor", dependencies: ["Kernel", "CZlib", nioCore, crypto]),
        .target(name: "CExampleSite"),
        .target(
            name: "App",
            dependencies: [
                "Kernel", "Markup", "Database", "SQLiteDatabase", "PostgresDatabase", "HTTPSupport", "Assets",
                "Editorial", "EditorialWeb", "Commerce", "CommerceWeb", "Audience", "AudienceWeb", "Staff", "StaffWeb",
                "WebClient", "Mail", "Countries", "DNS", "Deliverability",
                "Compositor", "CExampleSite", "Pictures", hummingbird, hummingbirdCore, nioCore, nioPosix, httpTypes,
                logging,
                metrics, lifecycle, unixSignals, configuration,
                systemPackage, yams,
                "MailDelivery", "Secrets",
                "Bounces", "MailIntake",
            ]),
        .executableTarget(
            name: "masthead",
            dependencies: [
                "App", "Database", "HTTPSupport", "Kernel", "Staff", argumentParser, logging,
                "Commerce",
                "Audience",
                "Bounces", "Mail", "MailDelivery", nioCore, nioPosix, systemPackage,
                unixSignals,
            ]),

        // Tests.
        .testTarget(name: "ArchitectureTests"),
        .target(
            name: "TestSupport",
            dependencies: ["Kernel", "Database", "SQLiteDatabase", "PostgresDatabase", "CZlib", "COpenSSL"],
            path: "Tests/TestSupport"),
        .target(
            name: "CommerceTestSupport", dependencies: ["Commerce", "Database", "Kernel"],
            path: "Tests/CommerceTestSupport"),
        .target(
            name: "RouterTestSupport",
            dependencies: ["HTTPSupport", "Kernel", hummingbird, httpTypes, logging, nioCore, nioEmbedded],
            path: "Tests/RouterTestSupport"),
        .executableTarget(
            name: "DatabaseTestChild", dependencies: ["Database", "SQLiteDatabase", "PostgresDatabase"],
            path: "Tests/DatabaseTestChild"),
        .testTarget(
            name: "DatabaseTests",
            dependencies: ["Database", "Kernel", "SQLiteDatabase", "PostgresDatabase", "TestSupport"]),
        .testTarget(
            name: "EditorialTests",
            dependencies: ["Editorial", "Database", "Kernel", "Markdown", "Pictures", "SQLiteDatabase", "TestSupport"]),
        .testTarget(name: "KernelTests", dependencies: ["Kernel", "TestSupport"]),
        .testTarget(
            name: "CommerceTests",
            dependencies: ["Commerce", "Database", "Kernel", "Pictures", "Secrets", "Tables", "TestSupport"]),
        .testTarget(name: "TablesTests", dependencies: ["Tables", "Kernel", "TestSupport"]),
        .testTarget(
            name: "CommerceWebTests",
            dependencies: [
                "Commerce", "CommerceTestSupport", "CommerceWeb", "Compositor", "Database", "Kernel",
                "RouterTestSupport", "TestSupport",
                nioCore,
                "HTTPSupport", nioHTTP1,
                hummingbird, httpTypes, logging,
                "Secrets", "Pictures",
                "Markup",
            ]),
        .testTarget(
            name: "AudienceTests", dependencies: ["Audience", "Database", "Kernel", "Secrets", "TestSupport"]),
        .testTarget(
            name: "AudienceWebTests",
            dependencies: [
                "AudienceWeb",
                "Audience", "Database", "HTTPSupport", "Kernel", "Markup", "RouterTestSupport", "TestSupport",
                hummingbird,
                httpTypes,
                logging,
                nioCore,
            ]),
        .testTarget(name: "StaffTests", dependencies: ["Staff", "Database", "Kernel", "Secrets", "TestSupport"]),
        .testTarget(
            name: "AppTests",
            dependencies: [
                "App", "Commerce", "Compositor", "Database", "Editorial", "HTTPSupport", "Kernel",
                "PostgresDatabase",
                "Staff",
                "TestSupport", "WebClient", "WebTestSupport", "Markup",
                "Mail", "Secrets",
                "Audience", "AudienceWeb",
                "DNS",
                "CommerceWeb",
                "EditorialWeb",
                "Pictures",
                "MailDelivery", systemPackage, nioPosix,
                "Bounces", "MailIntake", "Deliverability",
                hummingbird,
                httpTypes, logging, nioCore, nioHTTP1,
                "CommerceTestSupport", "RouterTestSupport",
            ]),
        .testTarget(name: "CountriesTests", dependencies: ["Countries", "Kernel", "TestSupport"]),
        .testTarget(name: "MarkupTests", dependencies: ["Markup"]),
        .testTarget(name: "DocumentsTests", dependencies: ["Documents"]),
        .target(
            name: "WebTestSupport", dependencies: ["COpenSSL", nioCore, nioPosix, nioSSL], path: "Tests/WebTestSupport"),
        .testTarget(name: "WebClientTests", dependencies: ["WebClient", "WebTestSupport"]),
        .testTarget(name: "DNSTests", dependencies: ["DNS", "WebTestSupport"]),
        .testTarget(name: "DeliverabilityTests", dependencies: ["Deliverability", "DNS"]),
        .testTarget(
            name: "MailTests",
            dependencies: ["Mail", "Kernel", "Secrets", "TestSupport", "WebTestSupport", crypto, systemPackage]),
        .testTarget(
            name: "MailDeliveryTests",
            dependencies: [
                "MailDelivery", "Mail", "Kernel", "COpenSSL", "TestSupport", "WebTestSupport", nioCore, nioPosix,
                nioSSL,
            ]),
        .testTarget(
            name: "BouncesTests",
            dependencies: ["Bounces", "Mail", "Kernel", "Secrets", "TestSupport", crypto]),
        .testTarget(
            name: "MailIntakeTests",
            dependencies: ["MailIntake", "MailDelivery", "Mail", "Kernel", "WebTestSupport", nioCore, nioPosix, nioSSL]),
        .testTarget(name: "CompositorTests", dependencies: ["Compositor", "Kernel", "CZlib", "TestSupport", nioCore]),
        .testTarget(
            name: "HTTPSupportTests",
            dependencies: ["HTTPSupport", "Kernel", "Markup", metrics, nioCore, nioEmbedded, nioHTTP1]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c2x
)

let targetsInC = ["CAssets", "CExampleSite", "CHTMLTree"]
for target in package.targets where target.type != .system && !targetsInC.contains(target.name) {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
    ]
}
