/** What is done with content that is denied. Whatever else is said counts as `hide`. */
export type Mode = "hide" | "disable" | "explain";
