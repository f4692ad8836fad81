package import Database
package import Kernel

/// One change of one setting.
package struct SiteSettingChange: Sendable, Hashable {
    /// From 1, over all settings.
    package let number: Int
    /// The setting's name; one that a later Masthead knows may be unknown here.
    package let setting: String
    /// `nil` for what holds from the start.
    package let value: String?
    package let earlier: String?
    package let at: Timestamp
    /// Who changed it, by the name of then.
    package let name: String
}

/// Keeps what the publisher decides about the site, with every change.
package struct SiteSettingsStore: Sendable {
    private let database: any Database
    private let clock: any WallClock
    private let fixed: [SiteSetting: String]
    private let zone: @Sendable (String) -> Zone?

    /// - Parameters:
    ///   - fixed: What the operator has decided, which nobody can change here.
    ///   - zone: Finds a time zone by its name.
    package init(
        database: any Database, clock: any WallClock, fixed: [SiteSetting: String],
        zone: @escaping @Sendable (String) -> Zone?
    ) {
        self.database = database
        self.clock = clock
        self.fixed = fixed
        self.zone = zone
    }

    /// What holds now.
    package func settings() async throws -> SiteSettings {
        try await database.read { try read($0) }
    }

    /// Changes settings; those that say the same as before, or are fixed, stay as they are.
    ///
    /// - Parameters:
    ///   - base: The number of the last change that whoever decides has seen.
    ///   - name: Who decides, as the history tells it.
    /// - Returns: Which settings are others now.
    /// - Throws: ``Problem``: `invalid` with an error for each wrong field, or `conflict` when one of them was changed to
    ///   something else meanwhile.
    @discardableResult
    package func change(
        to values: [SiteSetting: String], base: Int, by account: String, name: String
    ) async throws -> [SiteSetting] {
        let now = clock.now()
        return try await database.write { connection in
            let present = try read(connection)
            let wanted = present.changed(to: values)
            let different = SiteSetting.allCases.filter { present.choice($0) != wanted.choice($0) }
            guard !different.isEmpty else { return [] }
            let meanwhile = Set(
                try connection.rows("SELECT setting FROM site_setting_change WHERE number > \(base)").map {
                    try $0.value("setting", as: String.self)
                })
            let both = different.filter { meanwhile.contains($0.rawValue) }
            guard both.isEmpty else {
                throw Problem(
                    .conflict, slug: "settings-changed", title: "Somebody else changed the settings meanwhile",
                    detail:
                        "They changed: \(both.map(\.label).joined(separator: ", ")). Load the page again to see what holds now."
                )
            }
            try wanted.check(zone: zone)
            for (index, setting) in different.enumerated() {
                try connection.execute(
                    """
                    INSERT INTO site_setting_change (number, setting, value, earlier, at, account, name)
                    VALUES (\(present.change + index + 1), \(setting), \(wanted.choice(setting)),
                        \(present.choice(setting)), \(now), \(account), \(name))
                    """)
            }
            return different
        }
    }

    /// The latest changes, newest first.
    package func history(limit: Int) async throws -> [SiteSettingChange] {
        try await database.read { connection in
            try connection.rows("SELECT * FROM site_setting_change ORDER BY number DESC LIMIT \(limit)").map { row in
                try SiteSettingChange(
                    number: row.value("number"), setting: row.value("setting"), value: row.value("value"),
                    earlier: row.value("earlier"), at: row.value("at"), name: row.value("name"))
            }
        }
    }

    /// When one of these settings was last changed here; `nil` when none ever was.
    package func lastChange(of settings: [SiteSetting]) async throws -> Timestamp? {
        try await database.read { connection in
            try connection.value(
                Timestamp?.self, "SELECT max(at) FROM site_setting_change WHERE setting IN \(list: settings)") ?? nil
        }
    }

    private func read(_ connection: any Connection) throws -> SiteSettings {
        var chosen: [SiteSetting: String] = [:]
        var last = 0
        let rows = try connection.rows(
            """
            SELECT number, setting, value FROM site_setting_change
            WHERE number IN (SELECT max(number) FROM site_setting_change GROUP BY setting)
            """)
        for row in rows {
            last = max(last, try row.value("number"))
            // What a later Masthead has added stays where it is.
            guard let setting = SiteSetting(rawValue: try row.value("setting")) else { continue }
            chosen[setting] = try row.value("value", as: String?.self)
        }
        return SiteSettings(chosen: chosen, fixed: fixed, change: last)
    }
}
