//! Rules that judge what templates say.

mod administrator_role;
mod api_key_only;
mod broad_managed_policy;
mod cors;
mod cors_any_origin;
mod cors_with_credentials;
mod deprecated_runtime;
mod echoed_secret;
mod endless_stream_retry;
mod fix;
mod floating_image;
mod hardcoded_secret;
mod ineffective_authorizer;
mod logged_request;
mod missing_access_log;
mod missing_dead_letter;
mod missing_log_retention;
mod missing_source_arn;
mod missing_trace;
mod missing_workflow_log;
mod open_port;
mod open_search_domain;
mod open_trust_policy;
mod orphan_trigger;
mod outdated_tls_policy;
mod overlong_timeout;
mod plaintext_listener;
mod plaintext_subscription;
mod privilege_escalation;
mod public_access_not_blocked;
mod public_bucket;
mod public_database;
mod public_resource_policy;
mod recursion_loop;
mod secret_in_environment;
mod secrets;
mod self_assigned_attribute;
mod shared_role;
mod short_visibility;
mod support;
mod unauthenticated_cache;
mod unauthenticated_endpoint;
mod unauthenticated_function_url;
mod unauthenticated_graphql;
mod unauthenticated_identity;
mod unauthenticated_websocket;
mod unencrypted_store;
mod unlimited_concurrency;
mod unrotated_key;
mod unused_authorizer;
mod unused_function;
mod unvalidated_request;
mod unverified_certificates;
mod weak_password_policy;
mod wildcard_action;
mod wildcard_resource;

use super::ConfigRule;

/// Every rule of this group. A test compares this list with the folder.
pub const ALL: &[&dyn ConfigRule] = &[
    &administrator_role::AdministratorRole,
    &api_key_only::ApiKeyOnly,
    &broad_managed_policy::BroadManagedPolicy,
    &cors_any_origin::CorsAnyOrigin,
    &cors_with_credentials::CorsWithCredentials,
    &deprecated_runtime::DeprecatedRuntime,
    &echoed_secret::EchoedSecret,
    &endless_stream_retry::EndlessStreamRetry,
    &floating_image::FloatingImage,
    &hardcoded_secret::HardcodedSecret,
    &ineffective_authorizer::IneffectiveAuthorizer,
    &logged_request::LoggedRequest,
    &missing_access_log::MissingAccessLog,
    &missing_dead_letter::MissingDeadLetter,
    &missing_log_retention::MissingLogRetention,
    &missing_source_arn::MissingSourceArn,
    &missing_trace::MissingTrace,
    &missing_workflow_log::MissingWorkflowLog,
    &open_port::OpenPort,
    &open_search_domain::OpenSearchDomain,
    &open_trust_policy::OpenTrustPolicy,
    &orphan_trigger::OrphanTrigger,
    &outdated_tls_policy::OutdatedTlsPolicy,
    &overlong_timeout::OverlongTimeout,
    &plaintext_listener::PlaintextListener,
    &plaintext_subscription::PlaintextSubscription,
    &privilege_escalation::PrivilegeEscalation,
    &public_access_not_blocked::PublicAccessNotBlocked,
    &public_bucket::PublicBucket,
    &public_database::PublicDatabase,
    &public_resource_policy::PublicResourcePolicy,
    &recursion_loop::RecursionLoop,
    &secret_in_environment::SecretInEnvironment,
    &self_assigned_attribute::SelfAssignedAttribute,
    &shared_role::SharedRole,
    &short_visibility::ShortVisibility,
    &unauthenticated_cache::UnauthenticatedCache,
    &unauthenticated_endpoint::UnauthenticatedEndpoint,
    &unauthenticated_function_url::UnauthenticatedFunctionUrl,
    &unauthenticated_graphql::UnauthenticatedGraphql,
    &unauthenticated_identity::UnauthenticatedIdentity,
    &unauthenticated_websocket::UnauthenticatedWebsocket,
    &unencrypted_store::UnencryptedStore,
    &unlimited_concurrency::UnlimitedConcurrency,
    &unrotated_key::UnrotatedKey,
    &unused_authorizer::UnusedAuthorizer,
    &unused_function::UnusedFunction,
    &unvalidated_request::UnvalidatedRequest,
    &unverified_certificates::UnverifiedCertificates,
    &weak_password_policy::WeakPasswordPolicy,
    &wildcard_action::WildcardAction,
    &wildcard_resource::WildcardResource,
];
