//! What a secret looks like, by its name and by its shape. No rule of its own: it has no page.

use crate::rules::config::support::words;

/// Whether a setting of this name holds a secret, rather than the name, the place or a rule for one.
pub(super) fn is_secret_name(name: &str) -> bool {
    let words = words(name);
    let ends_otherwise = words.last().is_some_and(|word| NOT_THE_SECRET.contains(&word.as_str()));
    let single = words.iter().any(|word| SECRETS.contains(&word.as_str()));
    let pair = words.windows(2).any(|pair| match pair {
        [first, second] => PAIRS.contains(&(first.as_str(), second.as_str())),
        _ => false,
    });
    let joined = words.concat();
    (single || pair || JOINED.iter().any(|known| joined.contains(known))) && !ends_otherwise
}

/// Words that name a secret.
const SECRETS: &[&str] =
    &["password", "passwd", "pwd", "pass", "passphrase", "secret", "secrets", "credential", "credentials", "token"];

/// Pairs of words that name one.
const PAIRS: &[(&str, &str)] = &[
    ("api", "key"),
    ("access", "key"),
    ("private", "key"),
    ("secret", "key"),
    ("auth", "key"),
    ("signing", "key"),
    ("encryption", "key"),
    ("master", "key"),
    ("account", "key"),
    ("service", "key"),
    ("jwt", "key"),
    ("hmac", "key"),
    ("stripe", "key"),
];

/// Names that are written as one word.
const JOINED: &[&str] = &["apikey", "secretkey", "accesskey", "privatekey", "authtoken", "dbpassword", "userpassword"];

/// Last words by which a name means something about a secret, not the secret.
const NOT_THE_SECRET: &[&str] = &[
    "name",
    "names",
    "arn",
    "arns",
    "id",
    "ids",
    "path",
    "paths",
    "prefix",
    "suffix",
    "url",
    "uri",
    "endpoint",
    "ttl",
    "table",
    "bucket",
    "queue",
    "topic",
    "parameter",
    "param",
    "ssm",
    "expiry",
    "expiration",
    "expires",
    "seconds",
    "minutes",
    "hours",
    "days",
    "length",
    "header",
    "headers",
    "field",
    "type",
    "enabled",
    "required",
    "policy",
    "rotation",
    "version",
    "region",
    "algorithm",
    "issuer",
    "audience",
    "label",
    "key1",
    "file",
    "location",
    "manager",
    "provider",
    "store",
    "function",
    "handler",
    "index",
    "count",
    "limit",
    "size",
    "lifetime",
    "duration",
    "validity",
    "regex",
    "pattern",
    "format",
    "alias",
    "source",
    "stage",
    "env",
    "cookie",
    "use",
    "source1",
    "units",
    "revocation",
    "reference",
    "ref",
    "kind",
    "mode",
    "status",
    "description",
    "interval",
    "max",
    "min",
    "cache",
];

/// Whether a text could be a secret that somebody wrote down, and no placeholder, name, place or switch.
pub(super) fn is_secret_value(text: &str) -> bool {
    let text = text.trim();
    let plain = text.to_ascii_lowercase();
    let symbol = text.contains("${") || text.contains("{{") || text.contains("}}") || text.contains("%(");
    let framed = text.starts_with(['<', '[', '$', '/', '%', '{']) || text.starts_with("arn:");
    let place = (text.contains("://") && !has_credentials(text)) || is_path(text);
    let switch = ["true", "false", "none", "null", "yes", "no", "on", "off", "enabled", "disabled"];
    let number = text.len() < 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    let spaces = text.split_whitespace().count() > 2 && !text.contains("PRIVATE KEY");
    text.len() >= 4
        && !symbol
        && !framed
        && !place
        && !number
        && !spaces
        && !switch.contains(&plain.as_str())
        && !is_placeholder(&plain)
}

/// Whether a text only stands where a secret will be.
fn is_placeholder(text: &str) -> bool {
    let marks = [
        "your",
        "replace",
        "placeholder",
        "insert",
        "todo",
        "fixme",
        "change_me",
        "change-me",
        "xxx",
        "dummy",
        "sample",
        "***",
        "...",
        "to-be",
        "to_be",
        "redacted",
        "not-set",
        "notset",
        "undefined",
        "put-",
        "put_",
        "fill",
        "enter-",
        "enter_",
        "set-me",
        "set_me",
        "fake",
        "test-token",
        "<",
    ];
    let same = text.chars().next().is_some_and(|first| text.chars().all(|letter| letter == first));
    same || marks.iter().any(|mark| text.contains(mark))
}

/// Whether a text is a path of names, as parameters and secrets in a store have.
fn is_path(text: &str) -> bool {
    if is_access_key(text) {
        return false;
    }
    text.contains('/')
        && !text.contains(['=', '+', ' '])
        && text.split('/').all(|part| !part.is_empty() && !random(part))
}

/// Whether a text has the form of a secret access key: forty characters of base64, mixed as only chance does.
pub(super) fn is_access_key(text: &str) -> bool {
    let count = |kind: fn(&u8) -> bool| text.bytes().filter(kind).count();
    let base64 = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/+".contains(&byte));
    let mixed =
        count(u8::is_ascii_uppercase) >= 4 && count(u8::is_ascii_lowercase) >= 4 && count(u8::is_ascii_digit) >= 1;
    text.len() == 40 && base64 && mixed
}

/// Whether a word mixes letters and digits as only chance does.
fn random(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let upper = word.bytes().filter(u8::is_ascii_uppercase).count();
    let lower = word.bytes().filter(u8::is_ascii_lowercase).count();
    word.len() >= 12 && digits >= 2 && upper + lower >= 4 && (upper >= 2 && lower >= 2 || digits >= 4)
}

/// Whether an URL carries a password.
fn has_credentials(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let Some((user, _)) = authority.rsplit_once('@') else { return false };
    user.split_once(':').is_some_and(|(_, password)| {
        !password.is_empty() && !password.contains(['$', '{', '<']) && !is_placeholder(&password.to_ascii_lowercase())
    })
}

/// What a text is by its shape alone, whatever its name: the key of a known service, a private key, an URL with a
/// password.
pub(super) fn known_shape(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let long = |prefix: &str, length: usize| {
        text.strip_prefix(prefix).is_some_and(|rest| {
            rest.len() >= length && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
        })
    };
    if text.contains("-----BEGIN") && text.contains("PRIVATE KEY-----") {
        return Some("a private key");
    }
    if has_credentials(text) {
        return Some("an address with a password in it");
    }
    let shapes = [
        ("AKIA", 16, "the id of an access key"),
        ("sk_live_", 16, "a key for payments"),
        ("rk_live_", 16, "a key for payments"),
        ("ghp_", 30, "a token of a code host"),
        ("github_pat_", 30, "a token of a code host"),
        ("glpat-", 16, "a token of a code host"),
        ("xoxb-", 20, "a token of a chat service"),
        ("xoxp-", 20, "a token of a chat service"),
        ("SG.", 40, "a key for sending mail"),
        ("AIza", 30, "a key of a cloud service"),
        ("npm_", 30, "a token of a package registry"),
        ("sk-", 32, "a key of a model service"),
    ];
    shapes.iter().find(|(prefix, length, _)| long(prefix, *length)).map(|(_, _, what)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_are_told_from_names_about_them() {
        for name in ["DB_PASSWORD", "apiKey", "STRIPE_SECRET", "JWT_SECRET", "client_secret", "GITHUB_TOKEN", "APIKEY"]
        {
            assert!(is_secret_name(name), "{name}");
        }
        for name in ["SECRET_NAME", "TOKEN_TTL", "PASSWORD_POLICY", "API_KEY_ID", "KEY_TABLE", "NEXT_HANDLER", "BYPASS"]
        {
            assert!(!is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn values_that_are_written_down_secrets() {
        for text in ["hunter2", "correct-Horse-9", "postgres://app:s3cret@db/app", "changeme", "abc/def+1A=="] {
            assert!(is_secret_value(text), "{text}");
        }
        for text in [
            "",
            "true",
            "300",
            "<password>",
            "your-api-key",
            "prod/db/password",
            "/shop/token",
            "${Param}",
            "{{resolve:ssm:/x}}",
            "https://auth.example.com/token",
            "arn:aws:secretsmanager:eu-west-1:1:secret:x",
            "xxxx",
            "postgres://app:${PASSWORD}@db/app",
        ] {
            assert!(!is_secret_value(text), "{text}");
        }
    }

    #[test]
    fn keys_of_known_services_need_no_name() {
        assert!(known_shape(concat!("AK", "IAQ7ZX2M4LP9RTY6WB")).is_some());
        assert!(known_shape("mysql://root:toor99@10.0.0.3/shop").is_some());
        for text in ["AKIA", "sk-learn", "mysql://10.0.0.3/shop", "user@example.com", "git.commit.sha:7c3f0d9a51be2468"]
        {
            assert_eq!(known_shape(text), None, "{text}");
        }
    }
}
