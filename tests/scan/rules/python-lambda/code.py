import ast
import code
import builtins


def handler(event, context):
    formula = event["formula"]
    eval(formula)  # finding: code
    eval("2 * (" + formula + ")")  # finding: code
    exec(event["body"])  # finding: code
    exec(compile(formula, "formula", "exec"))  # finding: code
    builtins.eval(formula)  # finding: code
    code.InteractiveInterpreter().runsource(formula)  # finding: code
    ast.literal_eval(formula)  # clean
    eval("1 + 1")  # clean
    eval(str(int(formula)))  # clean
    return {"result": 1}


def lambda_handler(event, context):
    action = event["action"]
    table = {"double": lambda x: 2 * x, "same": lambda x: x}
    table[action](3)  # clean
    expression = "x * " + event.get("factor", "1")
    return eval(expression, {}, {"x": 2})  # finding: code
