//! Rules that judge what templates say.

mod administrator_role;
mod broad_managed_policy;
mod privilege_escalation;
mod wildcard_action;
mod wildcard_resource;

use super::ConfigRule;

/// Every rule of this group. A test compares this list with the folder.
pub const ALL: &[&dyn ConfigRule] = &[
    &administrator_role::AdministratorRole,
    &broad_managed_policy::BroadManagedPolicy,
    &privilege_escalation::PrivilegeEscalation,
    &wildcard_action::WildcardAction,
    &wildcard_resource::WildcardResource,
];
