import os
import subprocess

PASSWORD = "not-a-real-one"


def test_health(tmp_path):
    os.environ["PARCELS_TABLE"] = "parcels"
    assert subprocess.run("echo " + str(tmp_path), shell=True, check=True).returncode == 0
    assert PASSWORD
