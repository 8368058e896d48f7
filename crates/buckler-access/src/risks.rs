//! What a function must not be able to do without good reason: ways to more privileges, and reads of whole stores.

use crate::actions::ActionSet;
use crate::catalog::Catalog;
use crate::policy::{Grant, Policy};

/// An action that a way to more privileges needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// The action.
    pub action: &'static str,
    /// How widely it must be granted.
    pub reach: Reach,
}

/// How widely an action is granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// On any resource.
    Anywhere,
    /// On a resource with a wildcard, so that nobody can say on how many.
    OpenEnded,
    /// On all resources of a type.
    Everywhere,
}

/// A way from a role to more than the role grants.
#[derive(Debug, PartialEq, Eq)]
pub struct Escalation {
    /// What its holder can do, to be read behind "can".
    pub deed: &'static str,
    /// What it needs, the deciding action first.
    pub needs: &'static [Need],
}

/// An action that reads a whole store when it is granted everywhere.
#[derive(Debug, PartialEq, Eq)]
pub struct Exposure {
    /// The action.
    pub action: &'static str,
    /// What its holder can do, to be read behind "can".
    pub deed: &'static str,
}

const fn everywhere(action: &'static str) -> Need {
    Need { action, reach: Reach::Everywhere }
}

const fn open_ended(action: &'static str) -> Need {
    Need { action, reach: Reach::OpenEnded }
}

const fn anywhere(action: &'static str) -> Need {
    Need { action, reach: Reach::Anywhere }
}

const PASS_ROLE: Need = everywhere("iam:PassRole");

/// Ways to more privileges. Public knowledge since the first lists of 2018; those that lead through a service need
/// `iam:PassRole` for any role, because a function that passes one role that was made for it gains nothing. Writing
/// policies is different: what a name with a wildcard covers may well be attached to the role itself.
const ESCALATIONS: &[Escalation] = &[
    Escalation { deed: "rewrite managed policies", needs: &[open_ended("iam:CreatePolicyVersion")] },
    Escalation {
        deed: "put an old version of a policy back in force",
        needs: &[open_ended("iam:SetDefaultPolicyVersion")],
    },
    Escalation { deed: "attach any policy to roles", needs: &[open_ended("iam:AttachRolePolicy")] },
    Escalation { deed: "attach any policy to users", needs: &[open_ended("iam:AttachUserPolicy")] },
    Escalation { deed: "attach any policy to groups", needs: &[open_ended("iam:AttachGroupPolicy")] },
    Escalation { deed: "write policies into roles", needs: &[open_ended("iam:PutRolePolicy")] },
    Escalation { deed: "write policies for users", needs: &[open_ended("iam:PutUserPolicy")] },
    Escalation { deed: "write policies for groups", needs: &[open_ended("iam:PutGroupPolicy")] },
    Escalation {
        deed: "lift the permissions boundary of any role",
        needs: &[everywhere("iam:DeleteRolePermissionsBoundary")],
    },
    Escalation {
        deed: "lift the permissions boundary of any user",
        needs: &[everywhere("iam:DeleteUserPermissionsBoundary")],
    },
    Escalation { deed: "join any user to any group", needs: &[everywhere("iam:AddUserToGroup")] },
    Escalation { deed: "make access keys for any user", needs: &[everywhere("iam:CreateAccessKey")] },
    Escalation { deed: "give any user a password", needs: &[everywhere("iam:CreateLoginProfile")] },
    Escalation { deed: "change the password of any user", needs: &[everywhere("iam:UpdateLoginProfile")] },
    Escalation { deed: "decide who may take roles", needs: &[open_ended("iam:UpdateAssumeRolePolicy")] },
    Escalation { deed: "take every role that trusts this account", needs: &[everywhere("sts:AssumeRole")] },
    Escalation { deed: "replace the code of every function", needs: &[everywhere("lambda:UpdateFunctionCode")] },
    Escalation {
        deed: "put its own layer into every function",
        needs: &[everywhere("lambda:UpdateFunctionConfiguration")],
    },
    Escalation { deed: "let anybody invoke every function", needs: &[everywhere("lambda:AddPermission")] },
    Escalation { deed: "run commands on every machine", needs: &[everywhere("ssm:SendCommand")] },
    Escalation { deed: "open a shell on every machine", needs: &[everywhere("ssm:StartSession")] },
    Escalation { deed: "log in to every machine", needs: &[everywhere("ec2-instance-connect:SendSSHPublicKey")] },
    Escalation {
        deed: "create a function with any role and run it",
        needs: &[PASS_ROLE, anywhere("lambda:CreateFunction"), anywhere("lambda:InvokeFunction")],
    },
    Escalation {
        deed: "create a function with any role and have an event run it",
        needs: &[PASS_ROLE, anywhere("lambda:CreateFunction"), anywhere("lambda:CreateEventSourceMapping")],
    },
    Escalation {
        deed: "create a function with any role and open it to others",
        needs: &[PASS_ROLE, anywhere("lambda:CreateFunction"), anywhere("lambda:AddPermission")],
    },
    Escalation { deed: "start a machine with any role", needs: &[PASS_ROLE, anywhere("ec2:RunInstances")] },
    Escalation { deed: "deploy a stack with any role", needs: &[PASS_ROLE, anywhere("cloudformation:CreateStack")] },
    Escalation { deed: "change a stack with any role", needs: &[PASS_ROLE, anywhere("cloudformation:UpdateStack")] },
    Escalation {
        deed: "deploy a change set with any role",
        needs: &[PASS_ROLE, anywhere("cloudformation:CreateChangeSet"), anywhere("cloudformation:ExecuteChangeSet")],
    },
    Escalation {
        deed: "run a build with any role",
        needs: &[PASS_ROLE, anywhere("codebuild:CreateProject"), anywhere("codebuild:StartBuild")],
    },
    Escalation {
        deed: "run a container with any role",
        needs: &[PASS_ROLE, anywhere("ecs:RegisterTaskDefinition"), anywhere("ecs:RunTask")],
    },
    Escalation {
        deed: "run a container service with any role",
        needs: &[PASS_ROLE, anywhere("ecs:RegisterTaskDefinition"), anywhere("ecs:CreateService")],
    },
    Escalation {
        deed: "run a Glue job with any role",
        needs: &[PASS_ROLE, anywhere("glue:CreateJob"), anywhere("glue:StartJobRun")],
    },
    Escalation { deed: "open a Glue endpoint with any role", needs: &[PASS_ROLE, anywhere("glue:CreateDevEndpoint")] },
    Escalation {
        deed: "run a data pipeline with any role",
        needs: &[
            PASS_ROLE,
            anywhere("datapipeline:CreatePipeline"),
            anywhere("datapipeline:PutPipelineDefinition"),
            anywhere("datapipeline:ActivatePipeline"),
        ],
    },
    Escalation {
        deed: "open a notebook with any role",
        needs: &[
            PASS_ROLE,
            anywhere("sagemaker:CreateNotebookInstance"),
            anywhere("sagemaker:CreatePresignedNotebookInstanceUrl"),
        ],
    },
    Escalation {
        deed: "run a state machine with any role",
        needs: &[PASS_ROLE, anywhere("states:CreateStateMachine"), anywhere("states:StartExecution")],
    },
    Escalation { deed: "schedule calls with any role", needs: &[PASS_ROLE, anywhere("scheduler:CreateSchedule")] },
    Escalation { deed: "start a service with any role", needs: &[PASS_ROLE, anywhere("apprunner:CreateService")] },
    Escalation {
        deed: "run an automation with any role",
        needs: &[PASS_ROLE, anywhere("ssm:StartAutomationExecution")],
    },
];

/// Reads of whole stores.
const EXPOSURES: &[Exposure] = &[
    Exposure { action: "s3:GetObject", deed: "read every object of every bucket" },
    Exposure { action: "s3:GetObjectVersion", deed: "read every old object of every bucket" },
    Exposure { action: "secretsmanager:GetSecretValue", deed: "read every secret" },
    Exposure { action: "ssm:GetParameter", deed: "read every parameter" },
    Exposure { action: "ssm:GetParameters", deed: "read every parameter" },
    Exposure { action: "ssm:GetParametersByPath", deed: "read every parameter" },
    Exposure { action: "ssm:GetParameterHistory", deed: "read every old parameter" },
    Exposure { action: "kms:Decrypt", deed: "decrypt with every key" },
    Exposure { action: "dynamodb:Scan", deed: "read every table" },
    Exposure { action: "dynamodb:Query", deed: "read every table" },
    Exposure { action: "dynamodb:GetItem", deed: "read every table" },
    Exposure { action: "dynamodb:BatchGetItem", deed: "read every table" },
    Exposure { action: "dynamodb:PartiQLSelect", deed: "read every table" },
    Exposure { action: "dynamodb:ExportTableToPointInTime", deed: "export every table" },
    Exposure { action: "rds:CopyDBSnapshot", deed: "copy every database" },
    Exposure { action: "rds:ModifyDBSnapshotAttribute", deed: "share every database" },
    Exposure { action: "rds-data:ExecuteStatement", deed: "query every database" },
    Exposure { action: "rds-data:BatchExecuteStatement", deed: "query every database" },
    Exposure { action: "redshift-data:ExecuteStatement", deed: "query every warehouse" },
    Exposure { action: "rds-db:connect", deed: "log in to every database" },
    Exposure { action: "redshift:GetClusterCredentials", deed: "log in to every warehouse" },
    Exposure { action: "lambda:GetFunction", deed: "download the code of every function" },
    Exposure { action: "sqs:ReceiveMessage", deed: "read the messages of every queue" },
    Exposure { action: "kinesis:GetRecords", deed: "read every stream" },
    Exposure { action: "logs:GetLogEvents", deed: "read every log" },
    Exposure { action: "logs:FilterLogEvents", deed: "read every log" },
    Exposure { action: "cognito-idp:AdminGetUser", deed: "read every user of every pool" },
    Exposure { action: "cognito-idp:ListUsers", deed: "list the users of every pool" },
    Exposure { action: "athena:GetQueryResults", deed: "read the results of every query" },
    Exposure { action: "ec2:CreateSnapshot", deed: "copy every disk" },
    Exposure { action: "ec2:ModifySnapshotAttribute", deed: "share every disk" },
];

/// All known ways to more privileges.
pub fn escalations() -> &'static [Escalation] {
    ESCALATIONS
}

/// All known reads of whole stores.
pub fn exposures() -> &'static [Exposure] {
    EXPOSURES
}

impl Policy {
    /// The ways to more privileges that it opens for certain.
    pub fn escalations(&self, catalog: &Catalog) -> impl Iterator<Item = &'static Escalation> {
        let mut reaches = Reaches::default();
        for grant in self.grants().iter().filter(|grant| !grant.conditional) {
            reaches.add(catalog, grant);
        }
        ESCALATIONS.iter().filter(move |way| way.is_open(catalog, &reaches))
    }
}

/// The actions that several grants give, by how widely they do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reaches {
    anywhere: ActionSet,
    open_ended: ActionSet,
    everywhere: ActionSet,
}

impl Reaches {
    /// Adds what a grant gives.
    pub fn add(&mut self, catalog: &Catalog, grant: &Grant) {
        let everywhere = grant.everywhere(catalog);
        self.anywhere.union_with(&grant.actions);
        self.open_ended.union_with(if grant.is_open_ended() { &grant.actions } else { &everywhere });
        self.everywhere.union_with(&everywhere);
    }

    /// Whether an action is granted this widely.
    pub fn satisfy(&self, catalog: &Catalog, need: &Need) -> bool {
        let granted = match need.reach {
            Reach::Anywhere => &self.anywhere,
            Reach::OpenEnded => &self.open_ended,
            Reach::Everywhere => &self.everywhere,
        };
        catalog.action(need.action).is_some_and(|action| granted.contains(action))
    }
}

impl Escalation {
    /// Whether it is open to the holder of these grants.
    pub fn is_open(&self, catalog: &Catalog, reaches: &Reaches) -> bool {
        self.needs.iter().all(|need| reaches.satisfy(catalog, need))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use alloc::{format, vec::Vec};

    fn open(statements: &str) -> Vec<&'static str> {
        let catalog = Catalog::embedded();
        let documents: Vec<_> = statements
            .split('\n')
            .map(|statement| Document::parse(&format!("{{\"Statement\": {statement}}}")).unwrap())
            .collect();
        Policy::of(&catalog, &documents).escalations(&catalog).map(|way| way.deed).collect()
    }

    #[test]
    fn every_name_is_an_action() {
        let catalog = Catalog::embedded();
        for need in ESCALATIONS.iter().flat_map(|way| way.needs) {
            let action = catalog.action(need.action).unwrap_or_else(|| panic!("{}", need.action));
            assert!(
                need.reach == Reach::Anywhere || catalog.scoped().contains(action),
                "{} takes only `*`",
                need.action
            );
        }
        for exposure in EXPOSURES {
            let action = catalog.action(exposure.action).unwrap_or_else(|| panic!("{}", exposure.action));
            assert!(catalog.scoped().contains(action), "{}", exposure.action);
        }
    }

    #[test]
    fn ways_are_found_over_several_documents() {
        let both = r#"{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"}
{"Effect": "Allow", "Action": ["lambda:CreateFunction", "lambda:InvokeFunction"], "Resource": "arn:aws:lambda:*:*:function:x"}"#;
        assert_eq!(open(both), ["create a function with any role and run it"]);
    }

    #[test]
    fn a_role_that_is_named_is_no_way_out() {
        let both = r#"{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/task"}
{"Effect": "Allow", "Action": "lambda:*", "Resource": "${Worker.Arn}"}"#;
        assert_eq!(open(both), [""; 0]);
    }

    #[test]
    fn policies_under_a_name_with_a_wildcard_may_be_its_own() {
        let own = |resource: &str| {
            open(&format!(r#"{{"Effect": "Allow", "Action": "iam:CreatePolicyVersion", "Resource": "{resource}"}}"#))
        };
        assert_eq!(own("arn:aws:iam::*:policy/ledger-*"), ["rewrite managed policies"]);
        assert_eq!(own("arn:aws:iam::*:policy/of-tenants"), [""; 0]);
    }

    #[test]
    fn the_administrator_can_do_everything() {
        let all = open(r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#);
        assert_eq!(all.len(), ESCALATIONS.len());
    }
}
