#!/usr/bin/env python3
"""Writes `sam_grants.txt`: what the policy templates and connectors of AWS SAM grant.

The facts come from the package `aws-sam-translator` (PyPI, Apache-2.0). Usage:

    pip download --no-deps aws-sam-translator==1.115.0
    unzip aws_sam_translator-*.whl -d sam
    python3 generate.py sam > sam_grants.txt

Lines of the result:
    template NAME PARAMETER…                 begins a policy template
    connector SOURCE DESTINATION CATEGORY role-of   begins a connector; `role-of` is `source` or `destination`
      ACTION… | RESOURCE… [| CONDITION]      one statement that allows; `{Parameter}` is filled in, the rest is as
                                             `Fn::Sub` writes it; the condition is JSON
"""

import json
import re
import sys
from pathlib import Path


def listed(value):
    return value if isinstance(value, list) else [value]


def flat(value):
    """A resource as one text: parameters in braces, the partition of the public regions filled in."""
    if isinstance(value, str):
        return value.replace("${AWS::Partition}", "aws")
    (function, argument), = value.items()
    if function == "Ref":
        return "{" + argument + "}"
    assert function == "Fn::Sub", value
    if isinstance(argument, str):
        return flat(argument)
    text, variables = argument
    for name, variable in variables.items():
        text = text.replace("${" + name + "}", flat(variable))
    return flat(text)


def filled(value):
    """A condition with its functions written as texts."""
    if isinstance(value, dict):
        if len(value) == 1 and next(iter(value)) in ("Ref", "Fn::Sub"):
            return flat(value)
        return {key: filled(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner) for inner in value]
    return value


def connector_text(value):
    """`%{Source.Arn}` and functions around it, as one text."""
    if isinstance(value, dict):
        (function, argument), = value.items()
        if function == "Fn::Sub":
            text, variables = argument if isinstance(argument, list) else (argument, {})
            for name, variable in variables.items():
                text = text.replace("${" + name + "}", connector_text(variable))
            return connector_text(text)
        if function == "Fn::Select":
            # A part of an ARN: nothing that the template knows.
            return "*"
        raise ValueError(value)
    return re.sub(r"%\{([^}]*)\}", r"{\1}", value.replace("${AWS::Partition}", "aws"))


def statement(item, text):
    parts = [" ".join(listed(item["Action"])), " ".join(text(resource) for resource in listed(item["Resource"]))]
    if "Condition" in item:
        parts.append(json.dumps(filled(item["Condition"]) if text is flat else item["Condition"], separators=(",", ":")))
    assert item["Effect"] == "Allow"
    return "  " + " | ".join(parts)


def main():
    package = Path(sys.argv[1])
    version = next(package.glob("aws_sam_translator-*.dist-info")).name.split("-")[1].removesuffix(".dist")
    print(f"# Facts of aws-sam-translator {version} (Apache-2.0), written by generate.py.")
    templates = json.loads((package / "samtranslator/policy_templates_data/policy_templates.json").read_text())
    for name, template in sorted(templates["Templates"].items()):
        print(" ".join(["template", name, *template["Parameters"]]))
        for item in listed(template["Definition"]["Statement"]):
            print(statement(item, flat))
    profiles = json.loads((package / "samtranslator/model/connector_profiles/profiles.json").read_text())
    for source, destinations in sorted(profiles["Permissions"].items()):
        for destination, profile in sorted(destinations.items()):
            if profile["Type"] != "AWS_IAM_ROLE_MANAGED_POLICY":
                continue
            role = "source" if profile["Properties"]["SourcePolicy"] else "destination"
            for category, grant in sorted(profile["Properties"]["AccessCategories"].items()):
                print(f"connector {source} {destination} {category} {role}")
                for item in grant["Statement"]:
                    print(statement(item, connector_text))


main()
