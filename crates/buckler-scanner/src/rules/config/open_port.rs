#![doc = include_str!("open_port.md")]

use buckler_template::{Node, Span};

use crate::finding::{Class, RuleInfo, Severity};
use crate::rules::{ConfigRule, Report};
use crate::stack::Stack;

const INFO: RuleInfo = RuleInfo {
    id: "open-port",
    title: "port that the whole Internet reaches",
    severity: Severity::High,
    class: Class::Finding,
    cwe: &[284, 668],
    risks: &["SAS-3", "S6"],
    page: include_str!("open_port.md"),
};

/// Judges inbound rules of security groups.
pub(super) struct OpenPort;

impl ConfigRule for OpenPort {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, stack: &Stack<'_>, report: &mut Report) {
        for resource in &stack.application.resources {
            match resource.kind.as_str() {
                // Nobody connects to a function.
                "AWS::EC2::SecurityGroup" if is_of_functions(stack, &resource.id) => {}
                "AWS::EC2::SecurityGroup" => {
                    let rules = resource.get("SecurityGroupIngress").map_or(&[][..], Node::one_or_many);
                    rules.iter().for_each(|rule| judge(stack, &resource.id, rule, report));
                }
                "AWS::EC2::SecurityGroupIngress" => judge(stack, &resource.id, &resource.properties, report),
                _ => {}
            }
        }
    }
}

/// Whether a security group protects functions and nothing else.
fn is_of_functions(stack: &Stack<'_>, group: &str) -> bool {
    let resources = stack.application.resources.iter().filter(|it| it.id != group && it.properties.refers_to(group));
    // Rules of this or another group mention it without being protected by it.
    let mut users = resources.filter(|it| !it.kind.starts_with("AWS::EC2::SecurityGroup")).peekable();
    let functions = ["AWS::Lambda::Function", "AWS::Serverless::Function"];
    users.peek().is_some() && users.all(|user| functions.contains(&user.kind.as_str()))
}

fn judge(stack: &Stack<'_>, group: &str, rule: &Node, report: &mut Report) {
    let Some(span) = everywhere(rule) else { return };
    let Some(ports) = Ports::of(rule) else { return };
    let Some((severity, what)) = ports.danger() else { return };
    report
        .add(stack.place(span), format!("`{group}` lets everyone reach {what}"))
        .label("every address")
        .severity(severity)
        .help("name the security group of the functions that need it, or the addresses");
}

/// Where a rule admits every address.
fn everywhere(rule: &Node) -> Option<Span> {
    let ranges = ["CidrIp", "CidrIpv6"].iter().filter_map(|key| rule.get(key));
    let mut open = ranges.filter(|range| matches!(range.text(), Some("0.0.0.0/0" | "::/0")));
    open.next().map(|range| range.span)
}

/// The ports of a rule.
struct Ports {
    from: i64,
    to: i64,
}

impl Ports {
    /// All of them where the protocol says so; nothing where they are not known or the protocol has none.
    fn of(rule: &Node) -> Option<Self> {
        let protocol = rule.get("IpProtocol").and_then(Node::scalar).unwrap_or_default();
        match protocol.as_str() {
            "-1" | "all" => Some(Self { from: 0, to: 65_535 }),
            "tcp" | "udp" | "6" | "17" => {
                let number = |key: &str| rule.get(key).and_then(Node::number);
                let from = number("FromPort")?;
                Some(Self { from: from.max(0), to: number("ToPort").unwrap_or(from) })
            }
            _ => None,
        }
    }

    fn danger(&self) -> Option<(Severity, String)> {
        if self.from == 0 && self.to >= 65_535 {
            return Some((Severity::High, "every port".to_owned()));
        }
        let mut inside = SERVICES.iter().filter(|(port, _)| (self.from..=self.to).contains(port));
        let (port, name) = inside.next()?;
        Some((Severity::High, format!("port {port} ({name})")))
    }
}

/// Ports of databases and of administration, which strangers have no business with.
const SERVICES: &[(i64, &str)] = &[
    (22, "SSH"),
    (23, "Telnet"),
    (135, "RPC"),
    (445, "SMB"),
    (1433, "SQL Server"),
    (1521, "Oracle"),
    (2049, "NFS"),
    (2375, "Docker"),
    (2379, "etcd"),
    (3306, "MySQL"),
    (3389, "Remote Desktop"),
    (5432, "PostgreSQL"),
    (5439, "Redshift"),
    (5601, "Kibana"),
    (5672, "AMQP"),
    (5900, "VNC"),
    (6379, "Redis"),
    (7000, "Cassandra"),
    (8182, "Neptune"),
    (9042, "Cassandra"),
    (9092, "Kafka"),
    (9200, "Elasticsearch"),
    (9300, "Elasticsearch"),
    (11211, "Memcached"),
    (27017, "MongoDB"),
    (61616, "ActiveMQ"),
];
