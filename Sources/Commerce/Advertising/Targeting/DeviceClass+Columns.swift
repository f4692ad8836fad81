import Database
import Kernel

extension DeviceClass: ColumnCodable {}
