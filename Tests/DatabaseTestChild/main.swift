import Database
import Foundation
import PostgresDatabase
import SQLiteDatabase

// A second process for the database tests: adds the row “child” to the table `note` in a transaction, prints “holding”,
// and commits when its standard input ends.
//
// Arguments: `sqlite PATH`, or `postgres ADDRESS SCHEMA`.

let arguments = CommandLine.arguments
let database: any Database =
    if arguments[1] == "sqlite" {
        try SQLiteDatabase(path: arguments[2])
    } else {
        try PostgresDatabase(PostgresConfiguration(address: arguments[2], schema: arguments[3]))
    }
try await database.write { connection in
    try connection.execute("INSERT INTO note (text) VALUES (\("child"))")
    try FileHandle.standardOutput.write(contentsOf: Data("holding\n".utf8))
    _ = try FileHandle.standardInput.readToEnd()
}
await database.close()
