/// What must not be reached from where.
struct Wall {
    /// What each target may import of this package; a target that is not listed is free.
    static let permittedImports: [String: Set<String>] = [
        "Kernel": [], "Markup": [], "Database": ["Kernel"], "SQLiteDatabase": ["Database", "Kernel"],
        "PostgresDatabase": ["Database", "Kernel", "CPostgres"], "HTTPSupport": ["Kernel", "Markup"],
        "CHTMLTree": ["CGumbo"], "Assets": ["CAssets", "HTTPSupport"],
        "Markdown": ["Kernel", "CCmark"],
        "Tables": ["Kernel"],
        "Editorial": ["Kernel", "Database", "Markdown", "Pictures", "CGumbo", "CHTMLTree"],
        "Commerce": [
            "Kernel", "Database", "Markdown", "Pictures", "Secrets", "CPSL", "CIDN2", "CUnistring", "CZlib", "Tables",
        ],
        "Audience": ["Kernel", "Database", "Secrets", "Tables"],
        "EditorialWeb": ["Editorial", "HTTPSupport", "Markdown", "Markup", "Kernel", "Pictures"],
        "CommerceWeb": [
            "Commerce", "HTTPSupport", "Markdown", "Markup", "Kernel", "Documents", "Pictures", "Secrets", "Tables",
        ],
        "Documents": ["CPango"],
        "Pictures": ["Kernel", "Database", "CVips"],
        "AudienceWeb": ["Audience", "HTTPSupport", "Markup", "Kernel", "CCmark", "Secrets"],
        "Compositor": ["Kernel", "CZlib"], "Staff": ["Kernel", "Database", "Secrets", "CArgon2"], "Secrets": [],
        "WebClient": ["CCurl"], "Countries": ["Kernel", "CMaxMind"],
        "DNS": ["CCares"], "Deliverability": ["DNS"],
        "Mail": ["Kernel", "CCurl", "COpenSSL", "Secrets"], "MailDelivery": ["Kernel", "Mail"],
        "Bounces": ["Kernel", "Mail", "Secrets", "COpenSSL"], "MailIntake": ["CCurl"],
    ]

    private let graph: ModuleGraph

    init(_ graph: ModuleGraph) { self.graph = graph }

    /// Each way from one side to the other, in words.
    var breaches: [String] {
        [("Editorial", "Commerce"), ("Commerce", "Editorial")].flatMap { side, other in
            graph.targets.filter { $0.hasPrefix(side) && !$0.hasSuffix("Tests") }.sorted().flatMap { target in
                graph.reachable(from: target).filter { $0.hasPrefix(other) }.sorted()
                    .map { "\(target) reaches \($0)" }
            }
        }
    }
}
