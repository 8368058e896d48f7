//! Addresses: every spelling that a URL parser or a resolver reads as one, and what kind of network they belong to.

use alloc::string::String;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What kind of network an address belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AddressClass {
    /// Anywhere on the internet.
    Public,
    /// This machine: `127.0.0.0/8`, `::1`. In a function: its own runtime and extension endpoints.
    Loopback,
    /// No address in particular, which connects to this machine: `0.0.0.0/8`, `::`.
    Unspecified,
    /// A private network: RFC 1918, `fc00::/7`.
    Private,
    /// This link: `169.254.0.0/16`, `fe80::/10`.
    LinkLocal,
    /// An address at which a cloud hands out credentials or metadata.
    Metadata,
    /// Carrier-grade NAT, protocol assignments, benchmarking: `100.64.0.0/10`, `192.0.0.0/24`, `198.18.0.0/15`.
    SpecialPurpose,
    /// Multicast, broadcast and reserved.
    Reserved,
}

impl AddressClass {
    /// The name in findings: `loopback address`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Public => "public address",
            Self::Loopback => "loopback address",
            Self::Unspecified => "unspecified address",
            Self::Private => "private address",
            Self::LinkLocal => "link-local address",
            Self::Metadata => "metadata address",
            Self::SpecialPurpose => "special-purpose address",
            Self::Reserved => "reserved address",
        }
    }
}

/// Metadata and credential endpoints outside of the link-local networks, or inside with a name of their own:
/// AWS instances, containers and pods, Alibaba Cloud, Azure, Oracle Cloud.
const METADATA_V4: [[u8; 4]; 6] = [
    [169, 254, 169, 254],
    [169, 254, 170, 2],
    [169, 254, 170, 23],
    [100, 100, 100, 200],
    [168, 63, 129, 16],
    [192, 0, 0, 192],
];
const METADATA_V6: [[u16; 8]; 2] = [[0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254], [0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x23]];

/// The class of an address. IPv6 addresses that carry an IPv4 address have that one's class.
pub fn class(address: IpAddr) -> AddressClass {
    match address {
        IpAddr::V4(address) => class_v4(address),
        IpAddr::V6(address) => match embedded(address) {
            Some(inner) => class_v4(inner),
            None => class_v6(address),
        },
    }
}

fn class_v4(address: Ipv4Addr) -> AddressClass {
    let octets = address.octets();
    if METADATA_V4.contains(&octets) {
        return AddressClass::Metadata;
    }
    match octets {
        [127, ..] => AddressClass::Loopback,
        [0, ..] => AddressClass::Unspecified,
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => AddressClass::Private,
        [169, 254, ..] => AddressClass::LinkLocal,
        [100, 64..=127, ..] | [192, 0, 0, _] | [198, 18..=19, ..] => AddressClass::SpecialPurpose,
        [224..=255, ..] => AddressClass::Reserved,
        _ => AddressClass::Public,
    }
}

fn class_v6(address: Ipv6Addr) -> AddressClass {
    let segments = address.segments();
    if METADATA_V6.contains(&segments) {
        return AddressClass::Metadata;
    }
    match segments {
        [0, 0, 0, 0, 0, 0, 0, 1] => AddressClass::Loopback,
        [0, 0, 0, 0, 0, 0, 0, 0] => AddressClass::Unspecified,
        [0xfc00..=0xfdff, ..] => AddressClass::Private,
        [0xfe80..=0xfebf, ..] => AddressClass::LinkLocal,
        [0xfec0..=0xfeff, ..] => AddressClass::Private,
        [0xff00..=0xffff, ..] => AddressClass::Reserved,
        _ => AddressClass::Public,
    }
}

/// The IPv4 address inside an IPv6 address: mapped, compatible, translated (NAT64 and SIIT), 6to4, ISATAP.
pub fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let s = address.segments();
    let last = || Some(v4(s[6], s[7]));
    match s {
        [0, 0, 0, 0, 0, 0, 0, 0 | 1] => None,
        [0, 0, 0, 0, 0, 0 | 0xffff, _, _]
        | [0, 0, 0, 0, 0xffff, 0, _, _]
        | [0x64, 0xff9b, 0, 0, 0, 0, _, _]
        | [0x64, 0xff9b, 1, ..]
        | [0xfe80, 0, 0, 0, 0 | 0x200, 0x5efe, _, _] => last(),
        [0x2002, high, low, ..] => Some(v4(high, low)),
        _ => None,
    }
}

const fn v4(high: u16, low: u16) -> Ipv4Addr {
    Ipv4Addr::new((high >> 8) as u8, high as u8, (low >> 8) as u8, low as u8)
}

/// Reads a host as an address: IPv4 in one to four parts, decimal, octal or hexadecimal, as the WHATWG URL standard and
/// `inet_aton` have it; IPv6 with or without brackets and zone. `None`: it is a name.
pub fn parse(host: &str) -> Option<IpAddr> {
    if let Some(inner) = host.strip_prefix('[') {
        return parse_v6(inner.strip_suffix(']')?).map(IpAddr::V6);
    }
    if host.contains(':') {
        return parse_v6(host).map(IpAddr::V6);
    }
    parse_v4(host).map(IpAddr::V4)
}

fn parse_v6(text: &str) -> Option<Ipv6Addr> {
    let address = text.split('%').next().unwrap_or(text);
    address.parse().ok()
}

fn parse_v4(host: &str) -> Option<Ipv4Addr> {
    let host = host.strip_suffix('.').unwrap_or(host);
    if !host.ends_with(|last: char| last.is_ascii_hexdigit() || matches!(last, 'x' | 'X')) || host.len() > 64 {
        return None;
    }
    let mut parts = [0_u64; 4];
    let mut count = 0;
    for text in host.split('.') {
        *parts.get_mut(count)? = number(text)?;
        count += 1;
    }
    let (last, leading) = parts.get(..count)?.split_last()?;
    if leading.iter().any(|part| *part > 255) || *last >= 1 << (8 * (5 - count)) {
        return None;
    }
    let head = leading.iter().zip([24, 16, 8]).fold(0, |sum, (part, shift)| sum | part << shift);
    Some(Ipv4Addr::from((head | last) as u32))
}

fn number(text: &str) -> Option<u64> {
    let (digits, radix) = match text.as_bytes() {
        [] => return None,
        [b'0', b'x' | b'X', ..] => (text.get(2..)?, 16),
        [b'0', _, ..] => (text.get(1..)?, 8),
        _ => (text, 10),
    };
    if digits.is_empty() {
        return Some(0);
    }
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    u64::from_str_radix(digits, radix).ok()
}

/// The class of a name that says by itself where it leads: this machine, a metadata service, a private network. `None`:
/// only a resolver can tell. The name is in lower case.
pub fn class_of_name(name: &str) -> Option<AddressClass> {
    let name = name.strip_suffix('.').unwrap_or(name);
    if is_below(name, LOOPBACK_NAMES) {
        return Some(AddressClass::Loopback);
    }
    if METADATA_NAMES.contains(&name) {
        return Some(AddressClass::Metadata);
    }
    if let Some(labels) = WILDCARDS.iter().find_map(|suffix| name.strip_suffix(suffix)) {
        return address_in_labels(labels).map(class);
    }
    (!name.contains('.') || is_below(name, PRIVATE_SUFFIXES)).then_some(AddressClass::Private)
}

/// Names of this machine, and public names that resolve to it.
const LOOPBACK_NAMES: &[&str] = &[
    "localhost",
    "localhost.localdomain",
    "localhost6",
    "ip6-localhost",
    "ip6-loopback",
    "sandbox.localdomain",
    "localtest.me",
    "lvh.me",
    "vcap.me",
    "lacolhost.com",
    "localho.st",
    "local.gd",
    "fbi.com.localhost",
    "loopback",
];

const METADATA_NAMES: &[&str] = &[
    "metadata",
    "metadata.google.internal",
    "metadata.goog",
    "metadata.internal",
    "metadata.azure.internal",
    "metadata.oraclecloud.com",
    "instance-data",
    "instance-data.ec2.internal",
];

/// Public services whose names resolve to the address written in them.
const WILDCARDS: &[&str] = &[".nip.io", ".sslip.io", ".xip.io", ".traefik.me", ".backname.io", ".ip.6a.gs"];

/// Zones that exist only inside a network.
const PRIVATE_SUFFIXES: &[&str] =
    &["internal", "local", "localdomain", "lan", "intranet", "corp", "home", "home.arpa", "private"];

fn is_below(name: &str, zones: &[&str]) -> bool {
    zones.iter().any(|zone| name.strip_suffix(zone).is_some_and(|labels| labels.is_empty() || labels.ends_with('.')))
}

/// The address that stands at the end of the labels: `app.10.0.0.7`, `app-10-0-0-7`, `app.0a000007`.
fn address_in_labels(labels: &str) -> Option<IpAddr> {
    let tail = |separator: char| {
        let parts: alloc::vec::Vec<&str> = labels.rsplitn(5, ['.', '-']).take(4).collect();
        let text: String = parts.iter().rev().copied().collect::<alloc::vec::Vec<_>>().join(".");
        let separated = labels.contains(separator) && parts.len() == 4;
        separated.then(|| text.parse::<Ipv4Addr>().ok()).flatten()
    };
    if let Some(address) = tail('.').or_else(|| tail('-')) {
        return Some(IpAddr::V4(address));
    }
    let last = labels.rsplit(['.', '-']).next()?;
    if last.len() == 8 {
        return u32::from_str_radix(last, 16).ok().map(|bits| IpAddr::V4(Ipv4Addr::from(bits)));
    }
    let last = labels.rsplit('.').next()?;
    last.replace('-', ":").parse().ok().map(IpAddr::V6)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class_of(host: &str) -> Option<AddressClass> {
        parse(host).map(class).or_else(|| class_of_name(host))
    }

    #[test]
    fn every_spelling_of_loopback_is_loopback() {
        let spellings = [
            "127.0.0.1",
            "127.1",
            "127.0.1",
            "2130706433",
            "0x7f000001",
            "0x7f.1",
            "0177.0.0.1",
            "017700000001",
            "0x7f.0.0.1",
            "127.0.0.1.",
            "127.255.255.254",
            "[::1]",
            "::1",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[0:0:0:0:0:0:0:1]",
            "[::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
            "localhost",
            "a.localhost",
            "localhost.",
            "10.127.0.0.1.nip.io",
            "127-0-0-1.sslip.io",
            "7f000001.nip.io",
            "lvh.me",
        ];
        for host in spellings {
            assert_eq!(class_of(host), Some(AddressClass::Loopback), "{host}");
        }
    }

    #[test]
    fn networks_are_told_apart() {
        use AddressClass::*;
        let rows = [
            ("0", Unspecified),
            ("0.0.0.0", Unspecified),
            ("[::]", Unspecified),
            ("10.1.2.3", Private),
            ("172.16.0.1", Private),
            ("172.32.0.1", Public),
            ("192.168.1.1", Private),
            ("3232235777", Private),
            ("169.254.169.254", Metadata),
            ("0xa9fea9fe", Metadata),
            ("169.254.170.2", Metadata),
            ("[fd00:ec2::254]", Metadata),
            ("[::ffff:169.254.169.254]", Metadata),
            ("169.254.1.1", LinkLocal),
            ("[fe80::1%25eth0]", LinkLocal),
            ("[fd12::1]", Private),
            ("100.64.0.1", SpecialPurpose),
            ("198.18.0.1", SpecialPurpose),
            ("192.0.0.8", SpecialPurpose),
            ("224.0.0.1", Reserved),
            ("8.8.8.8", Public),
            ("203.0.113.9", Public),
            ("[2606:4700::1111]", Public),
            ("metadata.google.internal", Metadata),
            ("db", Private),
            ("db.internal", Private),
        ];
        for (host, expected) in rows {
            assert_eq!(class_of(host), Some(expected), "{host}");
        }
    }

    #[test]
    fn names_stay_names() {
        for host in [
            "example.com",
            "1e100.net",
            "127.0.0.1.example.com",
            "256.1.1.1",
            "1.2.3.4.5",
            "0x.example",
            "localhost.example.com",
        ] {
            assert_eq!(class_of(host), None, "{host}");
        }
    }
}
