#!/usr/bin/env bash
# Tries a running system out: one completion of a program that asks after a minute, until its mail is out.
# The learner's address ends in .invalid, so the mail goes out in the provider's sandbox mode and reaches nobody.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: FOLLOWUP_FUNCTION_KEY=KEY infra/smoke.sh BASE_URL

Needs curl and jq. Works against Azure and against one machine (dotnet run --project functions/Local) alike.
FOLLOWUP_SMOKE_SECONDS: how long to wait for the mail (600).
Exit codes: 0 the mail went out, 1 it did not, 2 wrong usage.
TEXT
}

fail() { printf 'smoke.sh: %s\n' "$*" >&2; exit 1; }
wrong_usage() { printf 'smoke.sh: %s\n\n' "$1" >&2; usage >&2; exit 2; }

case ${1:-} in
  -h | --help) usage; exit 0 ;;
  http://* | https://*) base=${1%/} ;;
  *) wrong_usage 'Say where the system is: an address that starts with http:// or https://.' ;;
esac
[ $# -eq 1 ] || wrong_usage 'There is one address, and nothing else.'
[ -n "${FOLLOWUP_FUNCTION_KEY:-}" ] || wrong_usage 'FOLLOWUP_FUNCTION_KEY holds no function key.'
key=$FOLLOWUP_FUNCTION_KEY
unset FOLLOWUP_FUNCTION_KEY
limit=${FOLLOWUP_SMOKE_SECONDS:-600}
for tool in curl jq; do
  command -v "$tool" >/dev/null || fail "$tool is not installed; install it and run this again."
done

# call METHOD PATH [CONTENT_TYPE]: the body comes by standard input, the key by a file: command lines are seen by others
call() {
  local options=(-sS --max-time 60 -X "$1") answer status
  if [ $# -gt 2 ]; then options+=(-H "content-type: $3" --data-binary @-); fi
  answer=$(curl "${options[@]}" -H @<(printf 'x-functions-key: %s\n' "$key") -w '\n%{http_code}' "$base$2") ||
    fail "$base$2 cannot be reached."
  status=${answer##*$'\n'}
  case $status in
    2??) printf '%s' "${answer%$'\n'*}" ;;
    *) fail "$1 $base$2 was answered with $status: ${answer%$'\n'*}" ;;
  esac
}

sent() { call GET /api/programs/smoke-test/participation | jq '[.waves[].learners.asked] | add // 0'; }

# a learner of its own each time, because an open follow-up is not started twice
learner=smoke-$(date -u +%Y%m%dt%H%M%Sz)

call PUT /api/programs/smoke-test application/json >/dev/null <<'JSON'
{ "title": "Smoke test", "waves": ["PT1M"],
  "outcomes": [{ "id": "mail-goes-out", "statement": "Sends a mail a minute after a completion",
    "indicator": "The number of sent mails grows by one", "targetFrequency": "almost-always" }] }
JSON
before=$(sent)

imported=$(call POST /api/people/import text/csv <<CSV
id,email,name
$learner,$learner@followup.invalid,Smoke Test
CSV
)
jq -e '.created == 1' <<<"$imported" >/dev/null || fail "The learner was not imported: $imported"
completed=$(jq -n --arg learner "$learner" --arg at "$(date -u +%Y-%m-%dT%H:%M:%SZ)" \
  '{ program: "smoke-test", learner: $learner, completedAt: $at, source: "smoke" }' | call POST /api/completions application/json)
jq -e '.accepted == 1' <<<"$completed" >/dev/null || fail "The completion was not accepted: $completed"
printf 'Sent the completion of %s; waiting up to %s seconds for its mail.\n' "$learner" "$limit"

SECONDS=0
while [ "$SECONDS" -lt "$limit" ]; do
  sleep 5
  if now=$(sent) && [ "$now" -gt "$before" ]; then
    printf 'The mail went out after %s seconds.\n' "$SECONDS"
    exit 0
  fi
done
fail "No mail went out within $limit seconds; look at the queues' dead letters and the app's log."
