//! Rules that judge code by the facts of its analysis.

mod code_injection;
mod command_injection;
mod cross_site_scripting;
mod dead_handler;
mod debug_mode;
mod disabled_tls_verification;
mod endless_paging;
mod format_string_injection;
mod header_injection;
mod insecure_cookie;
mod ldap_injection;
mod log_injection;
mod mail_injection;
mod mass_assignment;
mod missing_ownership_check;
mod missing_timeout;
mod nosql_injection;
mod open_redirect;
mod path_traversal;
mod prototype_pollution;
mod public_object_acl;
mod race_condition;
mod regex_injection;
mod sensitive_data_in_logs;
mod server_side_request_forgery;
mod shared_state;
mod slow_regex;
mod sql_injection;
mod stack_trace_exposure;
mod switch_fall_through;
mod template_injection;
mod timing_leak;
mod trust_boundary_violation;
mod unbounded_scan;
mod unescaped_template;
mod unlimited_upload;
mod unsafe_deserialization;
mod unsafe_reflection;
mod unverified_token;
mod weak_cipher;
mod weak_hash;
mod weak_randomness;
mod xml_external_entities;
mod xpath_injection;

use super::CodeRule;

/// Every rule of this group. A test compares this list with the folder.
pub const ALL: &[&dyn CodeRule] = &[
    &code_injection::CodeInjection,
    &command_injection::CommandInjection,
    &cross_site_scripting::CrossSiteScripting,
    &dead_handler::DeadHandler,
    &debug_mode::DebugMode,
    &disabled_tls_verification::DisabledTlsVerification,
    &endless_paging::EndlessPaging,
    &format_string_injection::FormatStringInjection,
    &header_injection::HeaderInjection,
    &insecure_cookie::InsecureCookie,
    &ldap_injection::LdapInjection,
    &log_injection::LogInjection,
    &mail_injection::MailInjection,
    &mass_assignment::MassAssignment,
    &missing_ownership_check::MissingOwnershipCheck,
    &missing_timeout::MissingTimeout,
    &nosql_injection::NosqlInjection,
    &open_redirect::OpenRedirect,
    &path_traversal::PathTraversal,
    &prototype_pollution::PrototypePollution,
    &public_object_acl::PublicObjectAcl,
    &race_condition::RaceCondition,
    &regex_injection::RegexInjection,
    &sensitive_data_in_logs::SensitiveDataInLogs,
    &server_side_request_forgery::ServerSideRequestForgery,
    &shared_state::SharedState,
    &slow_regex::SlowRegex,
    &sql_injection::SqlInjection,
    &stack_trace_exposure::StackTraceExposure,
    &switch_fall_through::SwitchFallThrough,
    &template_injection::TemplateInjection,
    &timing_leak::TimingLeak,
    &trust_boundary_violation::TrustBoundaryViolation,
    &unbounded_scan::UnboundedScan,
    &unescaped_template::UnescapedTemplate,
    &unlimited_upload::UnlimitedUpload,
    &unsafe_deserialization::UnsafeDeserialization,
    &unsafe_reflection::UnsafeReflection,
    &unverified_token::UnverifiedToken,
    &weak_cipher::WeakCipher,
    &weak_hash::WeakHash,
    &weak_randomness::WeakRandomness,
    &xml_external_entities::XmlExternalEntities,
    &xpath_injection::XpathInjection,
];
