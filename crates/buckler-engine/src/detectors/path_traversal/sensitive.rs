//! Files that hold secrets of the function or of the machine, wherever the application keeps its own.

use buckler_text::path;

/// How much the name of a file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The last component alone tells that a secret is meant.
    Secret,
    /// The place is sensitive; its names are ordinary words.
    Place(&'static str),
}

/// Files whose name says it all, absolute.
const SECRETS: &[&str] =
    &["/etc/passwd", "/etc/shadow", "/etc/gshadow", "/etc/sudoers", "/etc/master.passwd", "/etc/security/opasswd"];

/// Directories in which everything is sensitive.
const PLACES: &[&str] = &[
    "/etc/group",
    "/etc/hosts",
    "/etc/ssh",
    "/etc/ssl/private",
    "/etc/kubernetes",
    "/etc/cron.d",
    "/proc",
    "/root",
    "/run/secrets",
    "/sys/kernel",
    "/var/log",
    "/var/run/secrets",
    "/var/runtime",
    "/var/spool/cron",
    "/dev/mem",
    "/dev/kmem",
];

/// What keeps credentials in anyone's home, or in the directory of the function's code.
const CREDENTIALS: &[&str] = &[
    ".aws",
    ".azure",
    ".docker",
    ".env",
    ".git",
    ".git-credentials",
    ".gnupg",
    ".kube",
    ".netrc",
    ".npmrc",
    ".pgpass",
    ".ssh",
];

/// Files below `/proc/<process>` that hand out the environment or memory.
const PROCESS_SECRETS: &[&str] = &["environ", "mem", "maps", "cmdline", "fd", "root", "cwd", "task"];

/// Whether a normal path leads to a sensitive file. `task_root`: where the function's own code lies.
pub(super) fn of(target: &str, task_root: Option<&str>) -> Option<Kind> {
    if SECRETS.contains(&target) || is_process_secret(target) || is_credential(target, task_root) {
        return Some(Kind::Secret);
    }
    PLACES.iter().find(|place| path::is_within(target, place)).map(|place| Kind::Place(place))
}

/// Whether a word is a component of any listed path.
pub(super) fn is_name(word: &str) -> bool {
    let listed = SECRETS.iter().chain(PLACES).chain(CREDENTIALS).chain(PROCESS_SECRETS);
    listed.flat_map(|path| path.split('/')).any(|name| name == word || name.trim_start_matches('.') == word)
}

fn is_process_secret(target: &str) -> bool {
    let mut names = path::components(target).map(|component| component.name);
    names.next() == Some("proc")
        && names.next().is_some()
        && names.next().is_some_and(|name| PROCESS_SECRETS.contains(&name))
}

fn is_credential(target: &str, task_root: Option<&str>) -> bool {
    let home = path::is_within(target, "/home") || path::is_within(target, "/root");
    let code = path::is_within(target, task_root.unwrap_or("/var/task"));
    let named = |name: &str| CREDENTIALS.contains(&name) || name.starts_with(".env.");
    (home || code) && path::components(target).any(|component| named(component.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_places_are_told_apart() {
        for secret in ["/etc/passwd", "/proc/self/environ", "/proc/1/fd/3", "/home/a/.ssh/id_rsa", "/var/task/.env"] {
            assert_eq!(of(secret, None), Some(Kind::Secret), "{secret}");
        }
        for place in ["/proc/self/status", "/root/x", "/var/run/secrets/token"] {
            assert!(matches!(of(place, None), Some(Kind::Place(_))), "{place}");
        }
        for harmless in ["/srv/docs/etc/passwd", "/var/task/index.html", "/tmp/x", "/etc/ssl/certs/ca.pem"] {
            assert_eq!(of(harmless, None), None, "{harmless}");
        }
        assert_eq!(of("/opt/code/.env", Some("/opt/code")), Some(Kind::Secret));
    }
}
