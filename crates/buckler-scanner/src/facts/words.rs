//! Words that names are made of, and lists of words that tell what a value is.

/// Words that name credentials.
pub(crate) const CREDENTIALS: &[&str] = &[
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "passcode",
    "secret",
    "secrets",
    "apikey",
    "authorization",
    "credential",
    "credentials",
    "privatekey",
    "accesskey",
    "jwt",
    "bearer",
    "otp",
    "totp",
];

/// Words that name a person or their money.
pub(crate) const PERSONAL: &[&str] = &[
    "ssn",
    "iban",
    "cvv",
    "cvc",
    "ccn",
    "creditcard",
    "cardnumber",
    "passport",
    "birthdate",
    "birthday",
    "dob",
    "email",
    "phone",
    "phonenumber",
];

/// The words of a name, in lower case: `userId2`, `user_id2` and `USER-ID2` give `user`, `id2`.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut previous_lower = false;
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        if !letter.is_alphanumeric() {
            finish(&mut found, &mut word);
            previous_lower = false;
            continue;
        }
        // `userId` breaks before `I`, `JWTToken` before the `T` that a small letter follows.
        let acronym_ends = letter.is_uppercase()
            && !previous_lower
            && !word.is_empty()
            && letters.peek().is_some_and(|next| next.is_lowercase());
        if letter.is_uppercase() && previous_lower || acronym_ends {
            finish(&mut found, &mut word);
        }
        previous_lower = letter.is_lowercase() || letter.is_numeric();
        word.extend(letter.to_lowercase());
    }
    finish(&mut found, &mut word);
    found
}

fn finish(found: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        found.push(std::mem::take(word));
    }
}

/// Whether a name holds one of these words, or two neighbors that make one (`api_key`, `apikey`).
pub(crate) fn names_one_of(name: &str, list: &[&str]) -> bool {
    let words = words(name);
    let pairs = words.windows(2).map(|pair| pair.concat());
    words.iter().cloned().chain(pairs).any(|word| list.contains(&word.as_str()))
}

/// Whether a name stands for a credential: a word of [`CREDENTIALS`], or a token that is no position in a list.
pub(crate) fn names_credential(name: &str) -> bool {
    if names_one_of(
        name,
        &[
            "masked",
            "hashed",
            "encrypted",
            "redacted",
            "length",
            "count",
            "expires",
            "expiry",
            "policy",
            "name",
            "arn",
            "type",
            "id",
            "reset",
            "url",
            "error",
            "valid",
            "is",
            "has",
            "missing",
        ],
    ) {
        return false;
    }
    names_one_of(name, CREDENTIALS) || names_token(name)
}

/// Whether a name stands for a token that proves something, and not for the next page or a word of a text.
pub(crate) fn names_token(name: &str) -> bool {
    let words = words(name);
    let other =
        ["next", "page", "continuation", "pagination", "count", "tokens", "max", "starting", "cancel", "client"];
    words.iter().any(|word| word == "token") && !words.iter().any(|word| other.contains(&word.as_str()))
}

/// Whether a name stands for a person's data or a means of payment.
pub(crate) fn names_personal(name: &str) -> bool {
    names_one_of(name, PERSONAL)
        && !names_one_of(
            name,
            &[
                "masked", "hashed", "template", "valid", "is", "has", "subject", "from", "sender", "service", "client",
                "sent", "type", "count", "id", "error",
            ],
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        assert_eq!(words("userId2"), ["user", "id2"]);
        assert_eq!(words("JWTToken"), ["jwt", "token"]);
        assert_eq!(words("DB_PASSWORD"), ["db", "password"]);
    }

    #[test]
    fn a_page_is_no_credential() {
        assert!(names_credential("accessToken") && names_credential("api_key") && names_credential("dbPassword"));
        assert!(!names_credential("nextToken") && !names_credential("passwordPolicy") && !names_credential("monkey"));
        assert!(names_personal("card_number") && !names_personal("discard"));
    }
}
