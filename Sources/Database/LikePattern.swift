extension String {
    /// A pattern for `LIKE … ESCAPE '!'` that matches whatever holds this text, in which nothing stands for anything else.
    package var likePattern: String {
        "%\(replacing("!", with: "!!").replacing("%", with: "!%").replacing("_", with: "!_"))%"
    }
}
