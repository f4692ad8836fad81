import Database
package import Kernel

/// Kept by its name.
extension Role: ColumnCodable {}
