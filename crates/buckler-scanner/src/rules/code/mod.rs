//! Rules that judge code by the facts of its analysis.

mod code_injection;
mod command_injection;
mod cross_site_scripting;
mod disabled_tls_verification;
mod format_string_injection;
mod header_injection;
mod insecure_cookie;
mod ldap_injection;
mod log_injection;
mod mail_injection;
mod nosql_injection;
mod open_redirect;
mod path_traversal;
mod public_object_acl;
mod regex_injection;
mod sensitive_data_in_logs;
mod server_side_request_forgery;
mod sql_injection;
mod stack_trace_exposure;
mod template_injection;
mod trust_boundary_violation;
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
    &disabled_tls_verification::DisabledTlsVerification,
    &format_string_injection::FormatStringInjection,
    &header_injection::HeaderInjection,
    &insecure_cookie::InsecureCookie,
    &ldap_injection::LdapInjection,
    &log_injection::LogInjection,
    &mail_injection::MailInjection,
    &nosql_injection::NosqlInjection,
    &open_redirect::OpenRedirect,
    &path_traversal::PathTraversal,
    &public_object_acl::PublicObjectAcl,
    &regex_injection::RegexInjection,
    &sensitive_data_in_logs::SensitiveDataInLogs,
    &server_side_request_forgery::ServerSideRequestForgery,
    &sql_injection::SqlInjection,
    &stack_trace_exposure::StackTraceExposure,
    &template_injection::TemplateInjection,
    &trust_boundary_violation::TrustBoundaryViolation,
    &unsafe_deserialization::UnsafeDeserialization,
    &unsafe_reflection::UnsafeReflection,
    &unverified_token::UnverifiedToken,
    &weak_cipher::WeakCipher,
    &weak_hash::WeakHash,
    &weak_randomness::WeakRandomness,
    &xml_external_entities::XmlExternalEntities,
    &xpath_injection::XpathInjection,
];
