/// The text of `masthead.yaml` for a new site.
package enum ConfigurationFile {
    /// Settings that are not the site's own are there as comments, with their defaults.
    package static func text(
        name: String, tagline: String, description: String, publisher: String, founded: Int, contact: String,
        language: String, checksSources: Bool = true
    ) -> String {
        """
        # The settings of this site. Flags win over the environment (MASTHEAD_SITE_NAME, MASTHEAD_HTTP_PORT, …),
        # and the environment wins over this file. docs/operator.md explains each.
        site:
          name: \(quoted(name))
          tagline: \(quoted(tagline))
          description: \(quoted(description))
          publisher: \(quoted(publisher))
          founded: \(founded)
          contact: \(quoted(contact))
          language: \(quoted(language))
          # Where readers find the site, when that is not simply where it listens:
          # address: https://www.example.org

        # http:
        #   host: 127.0.0.1
        #   port: 8080
        #   behindProxy: false
        # database: sqlite
        # log:
        #   requests: false
        # cache:
        #   megabytes: 24
        \(checksSources ? "# sources:\n#   check: true" : "# Nobody is asked whether the sources are still there.\nsources:\n  check: false")

        """
    }

    /// A double-quoted YAML scalar (YAML 1.2 §7.3.1).
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
