//! The two catalogs of risks that rules name.

/// Every risk with its title: the "12 Most Critical Risks for Serverless Applications" of the Cloud Security Alliance
/// (2019), then the OWASP Serverless Top 10 (2018).
pub fn risks() -> impl Iterator<Item = (&'static str, &'static str)> {
    RISKS.iter().copied()
}

const RISKS: &[(&str, &str)] = &[
    ("SAS-1", "Function event-data injection"),
    ("SAS-2", "Broken authentication"),
    ("SAS-3", "Insecure serverless deployment configuration"),
    ("SAS-4", "Over-privileged function permissions and roles"),
    ("SAS-5", "Inadequate function monitoring and logging"),
    ("SAS-6", "Insecure third-party dependencies"),
    ("SAS-7", "Insecure application secrets storage"),
    ("SAS-8", "Denial of service and financial resource exhaustion"),
    ("SAS-9", "Serverless business logic manipulation"),
    ("SAS-10", "Improper exception handling and verbose error messages"),
    ("SAS-11", "Obsolete functions, cloud resources and event triggers"),
    ("SAS-12", "Cross-execution data persistency"),
    ("S1", "Injection"),
    ("S2", "Broken authentication"),
    ("S3", "Sensitive data exposure"),
    ("S4", "XML external entities"),
    ("S5", "Broken access control"),
    ("S6", "Security misconfiguration"),
    ("S7", "Cross-site scripting"),
    ("S8", "Insecure deserialization"),
    ("S9", "Using components with known vulnerabilities"),
    ("S10", "Insufficient logging and monitoring"),
];
