/// The text of `masthead.yaml` for a new site.
package enum ConfigurationFile {
    /// Settings are there as comments, with their defaults: what the site is called and how it looks, the publisher decides.
    ///
    /// - Parameter checksSources: Whether strangers' servers are asked if sources and links can still be read there.
    package static func text(checksSources: Bool = true) -> String {
        """
        # The settings of this site’s server. Flags win over the environment (MASTHEAD_HTTP_PORT, …), and the environment
        # wins over this file. docs/operator.md explains each.
        log:
          requests: false

        # site:
        #   # Where readers find the site, when that is not simply where it listens:
        #   address: https://www.example.org
        #   # What the publisher decides on the screen, unless it is fixed here:
        #   name: My Site
        #   timeZone: Europe/London
        # http:
        #   host: 127.0.0.1
        #   port: 8080
        #   behindProxy: false
        # database: sqlite
        # cache:
        #   megabytes: 24
        # # Who takes mail over for delivery; without it the site sends none.
        # mail:
        #   server: mail.example.org
        #   port: 587
        #   security: starttls
        #   username: quarto
        #   password: "…"
        #   from: desk@example.org
        # Whose law the wording of disclosures follows: us, eu or uk.
        # disclosure:
        #   profile: us
        \(checksSources ? "# sources:\n#   check: true\n# links:\n#   check: true" : "# Nobody is asked whether sources and links are still there.\nsources:\n  check: false\nlinks:\n  check: false")

        """
    }
}
