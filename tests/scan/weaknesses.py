"""Which CWE numbers name the same weakness closely enough to count as an answer.

A scanner may choose a parent or a sibling of the number that the truth has: what counts is that the reader is told of
the right kind of fault at the right place.
"""

KIN = [
    {77, 78, 88},
    {89, 564},
    {89, 943},
    {90},
    {643, 91},
    {94, 95, 96, 913},
    {94, 95, 1336, 97},
    {22, 23, 35, 36, 73, 99},
    {22, 73, 98, 470, 706, 829},
    {79, 80, 87, 116},
    {502, 94},
    {918, 441},
    {601},
    {611, 776, 827},
    {93, 113, 644},
    {117, 93},
    {200, 312, 359, 532, 215, 538},
    {200, 209, 210, 211, 497, 756},
    {287, 290, 345, 347, 295, 798},
    {284, 285, 566, 639, 862, 863},
    {913, 915, 269},
    {400, 407, 730, 1333},
    {400, 405, 606, 674, 770, 834, 835, 1050, 1088, 1049},
    {261, 326, 327, 328, 759, 760, 916},
    {330, 331, 337, 338, 340},
    {295, 297, 298, 319, 599},
    {200, 276, 284, 285, 306, 434, 668, 732, 862},
    {362, 366, 367, 488, 543, 567, 524, 377, 379, 459, 922, 668},
    {614, 1004, 1275, 311},
    {256, 259, 260, 312, 321, 522, 526, 540, 547, 798},
    {284, 285, 287, 306, 862, 863, 1220},
    {346, 942, 284},
    {250, 266, 269, 272, 284, 285, 668, 732, 1220},
    {311, 312, 319, 326},
    {477, 937, 1035, 1104, 1329, 1395},
    {223, 778},
    {561, 1164},
    {501},
    {20, 1173, 1284, 1287},
    {253, 390, 391, 392, 703, 755, 754},
    {484, 670},
    {312, 524, 525},
    {345, 346, 441, 862, 284},
]


def kin(cwe: int) -> set:
    """Every number that answers for `cwe`, itself included."""
    numbers = {cwe}
    for group in KIN:
        if cwe in group:
            numbers |= group
    return numbers


def answers(found: frozenset, wanted) -> bool:
    """Whether a finding with the numbers `found` answers for a hole with the numbers `wanted`."""
    return any(kin(number) & found for number in wanted)


# The names that the markers of `rules/` use.
NAMES = {
    "command": [78],
    "sql": [89],
    "nosql": [943],
    "ldap": [90],
    "xpath": [643],
    "code": [94],
    "template": [1336],
    "path": [22],
    "xss": [79],
    "deserialization": [502],
    "ssrf": [918],
    "redirect": [601],
    "xxe": [611],
    "header": [113],
    "jwt": [347],
    "random": [330],
    "hash": [327],
    "tls": [295],
    "cookie": [614],
    "error": [209],
    "log": [532],
    "regex": [1333],
    "acl": [732],
    "secret": [798],
    "resources": [400],
    "upload": [434, 22],
    "mass": [915],
}
