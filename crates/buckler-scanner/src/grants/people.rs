//! Users, groups, devices and policies without a role: told as roles, so that they are judged alike.

use buckler_template::{Application, Node, PlacedText, PolicyDocument, PolicySource, Resource, Role, RoleOrigin};

use super::Holder;

/// What is told as a role.
pub(super) struct Person {
    pub(super) role: Role,
    pub(super) noun: &'static str,
    pub(super) holder: Holder,
}

/// Users and groups of an application, and the policies that no role has.
pub(super) fn of(application: &Application) -> Vec<Person> {
    let people = application.resources.iter().filter_map(|resource| {
        let (role, noun) = match resource.kind.as_str() {
            "AWS::IAM::User" => (with_policies(resource), "user"),
            "AWS::IAM::Group" => (with_policies(resource), "group"),
            "AWS::IAM::Policy" | "AWS::IAM::ManagedPolicy" if resource.get("Roles").is_none() => {
                (alone(resource)?, "policy")
            }
            "AWS::IoT::Policy" => (alone(resource)?, "policy of devices"),
            _ => return None,
        };
        // A policy that a role names is judged as part of that role.
        let place = role.documents.first().map(|document| document.span);
        let is_of_a_role =
            application.roles.iter().flat_map(|role| &role.documents).any(|known| Some(known.span) == place);
        (!is_of_a_role).then(|| Person { role, noun, holder: holder(application, resource) })
    });
    people.collect()
}

/// Devices act from outside, and so does a user whose keys the template makes: they go to a program.
fn holder(application: &Application, resource: &Resource) -> Holder {
    if resource.kind == "AWS::IoT::Policy" {
        return Holder::Exposed;
    }
    let mut keys = application.resources_of("AWS::IAM::AccessKey");
    let has_keys = keys.any(|key| key.get("UserName").is_some_and(|user| user.refers_to(&resource.id)));
    let is_of_such_a_user = resource.get("Users").is_some_and(|users| {
        let mut keys = application.resources_of("AWS::IAM::AccessKey");
        keys.any(|key| key.get("UserName").is_some_and(|user| users.one_or_many().contains(user)))
    });
    if has_keys || is_of_such_a_user { Holder::Exposed } else { Holder::Trusted }
}

fn with_policies(resource: &Resource) -> Role {
    let policies = resource.get("Policies").map_or(&[][..], Node::one_or_many);
    let documents = policies
        .iter()
        .filter_map(|policy| Some(PolicyDocument::read(policy.get("PolicyDocument")?, None, PolicySource::Written)));
    let managed = resource.get("ManagedPolicyArns").map_or(&[][..], Node::one_or_many);
    let managed =
        managed.iter().filter_map(|name| Some(PlacedText { text: name.symbolic()?.into_owned(), span: name.span }));
    Role { managed: managed.collect(), ..role(resource, documents.collect()) }
}

fn alone(resource: &Resource) -> Option<Role> {
    let document = PolicyDocument::read(resource.get("PolicyDocument")?, None, PolicySource::Written);
    Some(role(resource, vec![document]))
}

fn role(resource: &Resource, documents: Vec<PolicyDocument>) -> Role {
    Role {
        id: resource.id.clone(),
        span: resource.span,
        origin: RoleOrigin::Written,
        documents,
        managed: Vec::new(),
        implied: Vec::new(),
        trust: None,
        boundary: None,
    }
}
