#!/bin/sh
# Runs a scan in a pipeline: SARIF for the code host, Markdown for the summary page, one exit code for the job.
# Usage: scan.sh FOLDER SARIF_FILE SUMMARY_FILE [arguments of `buckler scan`]
set -eu
folder=$1 sarif=$2 summary=$3
shift 3
buckler=${BUCKLER:-buckler}
status=0
"$buckler" scan "$folder" --format sarif "$@" >"$sarif" || status=$?
# Exit code 2 means that there is no scan. The file may be empty then, and must not be taken for a clean one.
if [ "$status" -ge 2 ] && [ "$status" -ne 3 ]; then
    rm -f "$sarif"
    exit "$status"
fi
"$buckler" scan "$folder" --format markdown "$@" >>"$summary" || true
exit "$status"
