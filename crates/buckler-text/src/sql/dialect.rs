//! How databases differ in what they take for a literal, a name or a comment.

/// The lexical rules of a family of databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// `\'` inside a string is a quote that does not end it.
    pub backslash: bool,
    /// `"…"` is a string, not a name.
    pub double_quoted_text: bool,
    /// `` `…` `` is a name.
    pub backtick: bool,
    /// `[…]` is a name.
    pub brackets: bool,
    /// `#` starts a comment.
    pub hash_comment: bool,
    /// `--` starts a comment only before white space.
    pub dashes_need_space: bool,
    /// `/*` inside a comment opens another one.
    pub nested_comments: bool,
    /// The inside of `/*! … */` is read as a part of the statement.
    pub executable_comments: bool,
    /// `$tag$ … $tag$` is a string.
    pub dollar_quotes: bool,
    /// Words that may stand right before a string and change how it is read, in lower case.
    pub prefixes: &'static [&'static str],
}

impl Dialect {
    /// PostgreSQL with `standard_conforming_strings` on, its default since version 9.1.
    pub const POSTGRES: Self = Self {
        backslash: false,
        double_quoted_text: false,
        backtick: false,
        brackets: false,
        hash_comment: false,
        dashes_need_space: false,
        nested_comments: true,
        executable_comments: false,
        dollar_quotes: true,
        prefixes: &["e", "u&", "b", "x", "n"],
    };

    /// MySQL and MariaDB without `ANSI_QUOTES` and `NO_BACKSLASH_ESCAPES`, as they come.
    pub const MYSQL: Self = Self {
        backslash: true,
        double_quoted_text: true,
        backtick: true,
        brackets: false,
        hash_comment: true,
        dashes_need_space: true,
        nested_comments: false,
        executable_comments: true,
        dollar_quotes: false,
        prefixes: &["n", "b", "x"],
    };

    /// SQLite.
    pub const SQLITE: Self = Self {
        backslash: false,
        double_quoted_text: false,
        backtick: true,
        brackets: true,
        hash_comment: false,
        dashes_need_space: false,
        nested_comments: false,
        executable_comments: false,
        dollar_quotes: false,
        prefixes: &["x"],
    };

    /// Whatever keeps to the standard: a quote inside a string is doubled. SQL Server, Oracle, Db2, Trino, Snowflake's
    /// names, and every database above but MySQL.
    pub const STANDARD: Self = Self {
        backslash: false,
        double_quoted_text: false,
        backtick: true,
        brackets: true,
        hash_comment: false,
        dashes_need_space: false,
        nested_comments: false,
        executable_comments: false,
        dollar_quotes: true,
        prefixes: &["n", "x", "b", "e", "u&", "q", "nq", "r"],
    };

    /// Whatever knows backslash escapes: MySQL, ClickHouse, BigQuery, Spark.
    pub const BACKSLASH: Self = Self {
        backslash: true,
        double_quoted_text: true,
        backtick: true,
        brackets: false,
        hash_comment: true,
        dashes_need_space: false,
        nested_comments: false,
        executable_comments: true,
        dollar_quotes: false,
        prefixes: &["n", "x", "b", "e", "r"],
    };
}
