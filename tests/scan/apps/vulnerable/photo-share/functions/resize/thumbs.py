import os
import subprocess


def width_of(path):
    output = subprocess.check_output(f"identify -format %w {path}", shell=True)
    return int(output)


def shrink(path):
    target = path + ".small.jpg"
    command = "convert {} -resize 1024x {}".format(path, target)
    status = os.system(command)
    if status:
        raise RuntimeError("convert ended with %d" % status)
    return target
