# shellcheck shell=bash
# What the scripts of this directory share. It does nothing by itself.
#
# A script looks first: it lists what the account has and compares that with
# objects/*.json, which is the inventory in the API's own words. Then it makes
# what is missing and changes what differs, one object after the other, and
# says so. Without --apply it only says what it would do. It can be stopped at
# any point and run again.
#
#   CLOUDFLARE_API_TOKEN     a token for the account; it is shown nowhere
#   CLOUDFLARE_API_BASE_URL  where the API is, unless at api.cloudflare.com
#
# It needs bash 3.2, curl and jq 1.6 or later.

set -euo pipefail
umask 077

recreate=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
snapshot=$(dirname "$recreate")
objects=$recreate/objects
API=${CLOUDFLARE_API_BASE_URL:-https://api.cloudflare.com/client/v4}
API=${API%/}
# The tests make the pauses short.
pause=${CFDR_PAUSE:-1}

apply=false
start=false
retiring=false
early=false
account=
account_name=
secrets_file=
created=0 updated=0 same=0 left=0

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

usage() {
  cat <<USAGE
usage: $(basename "$0") [--apply] [options]

Without --apply nothing is changed: it says what it would do.

  --apply              do it
  --start              also make what runs or is reachable: consumers, cron
                       triggers, routes and domains
  --with-retiring      also what is to be retired
  --secrets FILE       values of secrets, a line each, or JSON: WORKER.NAME=value,
                       PROJECT.ENVIRONMENT.NAME=value. The value is all that
                       follows the sign, quotes too
  --account ID         another account than the recorded one
  --account-name NAME  what that account is called; it is compared

It ends with 0 when all is done, 2 when something is left, 1 when it stopped,
130 when it was interrupted.
USAGE
}

# options takes the flags that every script has.
options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --apply) apply=true ;;
      --start) start=true ;;
      --with-retiring) retiring=true ;;
      --early) early=true ;;
      --secrets | --account | --account-name)
        [ $# -ge 2 ] || die "$1 takes a value"
        case $1 in
          --secrets) secrets_file=$2 ;;
          --account) account=$2 ;;
          --account-name) account_name=$2 ;;
        esac
        shift
        ;;
      -h | --help)
        usage
        exit 0
        ;;
      *) die "unknown argument: $1 (see --help)" ;;
    esac
    shift
  done
  if [ -n "$account" ] && [ -z "$account_name" ]; then
    die "--account needs --account-name, so that it can be compared with what the token sees"
  fi
  if [ -n "$secrets_file" ] && { [ ! -f "$secrets_file" ] || [ ! -r "$secrets_file" ]; }; then
    die "cannot read the secrets in $secrets_file; it must be a file, since it is read more than once"
  fi
}

# tools finds what everything else is done with.
tools() {
  local tool
  for tool in curl jq; do
    command -v "$tool" >/dev/null || die "$tool is needed and was not found"
  done
  case $(jq --version) in
    jq-1.[0-5] | jq-1.[0-5][!0-9]*) die "jq 1.6 or later is needed, this is $(jq --version)" ;;
  esac
  case ${CLOUDFLARE_API_TOKEN:-} in
    '') die "CLOUDFLARE_API_TOKEN is not set" ;;
    *[!A-Za-z0-9._~+/=-]*) die "CLOUDFLARE_API_TOKEN has a character that no token has" ;;
  esac
  case $API in
    *@*) die "CLOUDFLARE_API_BASE_URL must name a host and no user, it is $API" ;;
    https://* | http://127.0.0.1:* | http://localhost:* | 'http://[::1]:'*) ;;
    *) die "CLOUDFLARE_API_BASE_URL must begin with https://, it is $API" ;;
  esac
}

# secrets_form finds out which of its two forms the file of --secrets has.
secrets_form() {
  secrets_json=false
  [ -n "$secrets_file" ] || return 0
  if jq -e 'type == "object"' "$secrets_file" >/dev/null 2>&1; then
    secrets_json=true
  elif grep -q '^[[:space:]]*[{[]' "$secrets_file"; then
    die "the secrets in $secrets_file are no JSON object, and no lines NAME=value"
  fi
}

# begin TOPIC ARGUMENTS... prepares a script: flags, tools, the right account.
begin() {
  topic=$1
  shift
  options "$@"
  tools
  secrets_form
  work=$(mktemp -d "${TMPDIR:-/tmp}/cfdr.XXXXXX")
  trap leave EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  mkdir "$work/live" "$work/listed"
  check_account
  seen_before
}

# seen_before takes over what the run of rebuild.sh that this is a part of has
# seen, so that it is not listed by every script again.
seen_before() {
  local file
  [ -n "${CFDR_SEEN:-}" ] || return 0
  cp -R "$CFDR_SEEN/live" "$CFDR_SEEN/listed" "$CFDR_SEEN/ids.json" "$CFDR_SEEN/zones.json" "$work/"
  # Of some the list does not tell all, and the rest is asked for by the script
  # that needs it.
  while IFS= read -r file; do
    rm -f "$work/live/$(basename "$file" .json).jsonl" "$work/listed/$(basename "$file" .json)"
  done < <(grep -l '"brief":true' "$objects"/*.json || true)
}

# tell_seen gives back what is there now.
tell_seen() {
  [ -n "${CFDR_SEEN:-}" ] && $apply || return 0
  rm -rf "$CFDR_SEEN/live" "$CFDR_SEEN/listed"
  cp -R "$work/live" "$work/listed" "$work/ids.json" "$work/zones.json" "$CFDR_SEEN/"
}

# check_account compares the account with what the token sees, before anything
# is written.
check_account() {
  local recorded seen
  recorded=$(jq -r '"\(.account.id) \(.account.name)"' "$snapshot/manifest.json")
  [ -n "$account" ] || account=${recorded%% *}
  [ -n "$account_name" ] || account_name=${recorded#* }
  case $account in
    *[!0-9a-f]* | '') die "$account is not the id of an account: it has 32 hexadecimal digits" ;;
  esac
  [ ${#account} -eq 32 ] || die "$account is not the id of an account: it has 32 hexadecimal digits"
  api GET "/accounts/$account" || die "The account $account cannot be seen with this token: $refusal"
  seen=$(jq -r '"\(.result.id) \(.result.name)"' "$work/answer")
  if [ "$seen" != "$account $account_name" ]; then
    die "The account $account is called $(printf %s "${seen#* }" | tr -d '[:cntrl:]'), and not $(printf %s "$account_name" | tr -d '[:cntrl:]'). Nothing was changed."
  fi
  printf '{"account": "%s"}' "$account" >"$work/ids.json"
  printf '{}' >"$work/zones.json"
  if [ -n "${CFDR_REMEMBERED:-}" ] && [ -s "$CFDR_REMEMBERED" ]; then
    cp "$CFDR_REMEMBERED" "$work/remembered.json"
  else
    printf '{}' >"$work/remembered.json"
  fi
}

# ---------------------------------------------------------------- requests

# The token reaches curl through a pipe: it is in no file and no process list.
credentials() { printf 'header = "Authorization: Bearer %s"\n' "$CLOUDFLARE_API_TOKEN"; }

# api METHOD PATH [CURL ARGUMENTS...] sends one request and leaves what came
# back in $work/answer. It tries again where that is safe. It returns 0 when it
# was done, 1 with the reason in $refusal and the code in $code when it was
# refused, 2 when nobody can tell whether it was done.
#
# A body that no file may hold comes from the function that $body_from names.
body_from=
api() {
  local method=$1 path=$2 try=0 rc after
  shift 2
  while :; do
    try=$((try + 1))
    rc=0
    status=000
    : >"$work/answer"
    : >"$work/headers"
    if [ -n "$body_from" ]; then
      status=$("$body_from" | send "$method" "$path" --data-binary @- "$@") || rc=$?
    else
      status=$(send "$method" "$path" "$@" </dev/null) || rc=$?
    fi
    refusal="" code=""
    if [ "$rc" -eq 0 ]; then
      case $status in
        2??)
          if grep -q '"success": *false' "$work/answer" && [ "$(jq -r .success "$work/answer" 2>/dev/null)" = false ]; then
            :
          else
            return 0
          fi
          ;;
      esac
      code=$(jq -r '[(.errors // [])[]?.code] | first // "" | tostring' "$work/answer" 2>/dev/null) || code=
      refusal=$(jq -r -L "$recreate" 'include "lib"; refusal' "$work/answer" 2>/dev/null) || refusal=
      refusal="${refusal:-no reason given} (HTTP $status)"
    else
      refusal="no answer from $API (curl says $rc: $(tr -d '[:cntrl:]' <"$work/curl" | cut -c1-200))"
    fi
    after=0
    case $rc/$status/$code in
      0/429/*)
        after=$(tr -d '\r' <"$work/headers" | awk 'tolower($1) == "retry-after:" && $2 ~ /^[0-9]+$/ { n = $2 } END { print n + 0 }')
        ;;
      0/5??/* | 18/* | 28/* | 5[2-6]/* | 9[0-9]/*)
        # It may have been done all the same; only what makes something new
        # must not be done twice.
        [ "$method" != POST ] || return 2
        ;;
      0/4??/10181 | 0/4??/10041 | 0/4??/10085 | 0/4??/11000 | 0/4??/10143 | 0/4??/10144 | 0/4??/10061)
        # What was made a moment ago is not known everywhere yet.
        [ "$method" != GET ] || return 1
        ;;
      0/*) return 1 ;;
      5/* | 6/* | 7/* | 35/*) ;;
      *) return 1 ;;
    esac
    [ "$try" -lt 6 ] || return 1
    [ "$after" -le 300 ] || after=300
    [ "$after" -ge $((1 << (try - 1))) ] || after=$((1 << (try - 1)))
    sleep "$(awk -v n="$after" -v unit="$pause" 'BEGIN { print n * unit }')"
  done
}

send() {
  local method=$1 path=$2
  shift 2
  curl -q -K <(credentials) --silent --show-error --globoff --path-as-is --connect-timeout 15 --max-time 180 \
    -X "$method" -o "$work/answer" -D "$work/headers" -w '%{http_code}' "$@" "$API$path" 2>"$work/curl"
}

# ----------------------------------------------------------------- looking

# look KIND... finds the objects of these kinds: which of them there are, and
# under which ids.
look() {
  local kind round
  # The second round finds what lives in something that a later list has.
  for round in 1 2; do
    looked=false open=false
    for kind in "$@"; do
      if [ -f "$objects/$kind.json" ]; then
        look_kind "$kind"
      fi
    done
    $looked && $open || return 0
  done
  : "$round"
}

# look_again forgets what was seen of a kind, and looks.
look_again() {
  rm -f "$work/live/$1.jsonl" "$work/listed/$1"
  look_kind "$1"
}

look_kind() {
  local kind=$1 scope any=false
  touch "$work/live/$kind.jsonl" "$work/listed/$kind"
  jq -c -L "$recreate" --slurpfile ids "$work/ids.json" 'include "lib";
    [.objects[] | {list, header, path: (.list | fill($ids[0]))}] | unique[]' "$objects/$kind.json" >"$work/scopes"
  while IFS= read -r scope; do
    case $scope in *'"path":null}')
      open=true # what it is in was not seen, or not yet
      continue
      ;;
    esac
    if ! grep -qxF -e "$scope" "$work/listed/$kind"; then
      printf '%s\n' "$scope" >>"$work/listed/$kind"
      list "$kind" "$scope"
      any=true
    fi
  done <"$work/scopes"
  if $any; then
    looked=true
    learn "$kind"
    look_closer "$kind"
  fi
}

# look_closer asks for single objects: those that a list does not have although
# they are there, and those of which it does not tell all that is compared.
look_closer() {
  local kind=$1 line get
  grep -q '"get":' "$objects/$kind.json" || return 0
  jq -r -L "$recreate" --slurpfile ids "$work/ids.json" --arg topic "${topic:-}" 'include "lib"; .brief as $brief
    | .objects[] | select(.get != null)
    | if $brief then select(.topic == $topic and .update != null and $ids[0][.key] != null) else select($ids[0][.key] == null) end
    | . as $o | {key, header: (.header // {}), list: (.list | fill($ids[0])), id: ($ids[0][.key] // .match.id),
        get: (.get | fill($ids[0] + {($o.key): ($ids[0][$o.key] // $o.match.id)}))}
    | select(.get != null) | .get, tojson' "$objects/$kind.json" >"$work/single"
  [ -s "$work/single" ] || return 0
  while IFS= read -r get && IFS= read -r line; do
    if ! api GET "$get"; then
      case $status in
        4??) continue ;; # it is not there, or not on this plan
      esac
      die "Reading a $(jq -r .title "$objects/$kind.json") failed: $refusal"
    fi
    # What comes later takes the place of what came before.
    jq -c --argjson line "$line" '{list: $line.list, header: $line.header, item: .result}' "$work/answer" >>"$work/live/$kind.jsonl"
  done <"$work/single"
  learn "$kind"
}

# learn takes the ids of a kind from what was seen.
learn() {
  local kind=$1
  jq -n -L "$recreate" --slurpfile kind "$objects/$kind.json" --slurpfile live "$work/live/$kind.jsonl" \
    --slurpfile ids "$work/ids.json" --slurpfile remembered "$work/remembered.json" 'include "lib";
    ($kind[0].objects | map({(.key): null}) | add // {}) as $own
    | ($ids[0] | with_entries(select(.key as $k | $own | has($k) | not)))
      + found($kind[0]; $live; $ids[0]; $remembered[0])' >"$work/ids.new"
  mv "$work/ids.new" "$work/ids.json"
  if [ "$kind" = zone ]; then
    jq -n --slurpfile live "$work/live/zone.jsonl" --slurpfile ids "$work/ids.json" '
      ($live | map({(.item.id): .item.status}) | add // {}) as $status
      | $ids[0] | with_entries(select(.key | startswith("zone.")) | .value = ($status[.value] // ""))' >"$work/zones.json"
  fi
}

# list KIND SCOPE appends what one list of the API has. It starts jq twice for a
# page and no more: an account has many lists, and starting it is what takes long.
list() {
  local kind=$1 scope=$2 path header paging size result title permission page=1 cursor='' seen=0 query sign count more
  {
    IFS= read -r path && IFS= read -r header && IFS= read -r paging && IFS= read -r size && IFS= read -r result && IFS= read -r title && IFS= read -r permission
  } < <(jq -r --argjson scope "$scope" '$scope.path, ([$scope.header // {} | to_entries[] | "\(.key): \(.value)"] | first // ""), .paging, (.per_page // ""), (.result // ""), .title, .permission' "$objects/$kind.json")
  sign='?'
  case $path in *\?*) sign='&' ;; esac
  while :; do
    query=
    case $paging in
      page) query="${sign}page=$page${size:+&per_page=$size}" ;;
      cursor) query="$sign${size:+per_page=$size}${cursor:+&cursor=$cursor}" ;;
    esac
    case $query in '?' | '&') query= ;; esac
    if ! api GET "$path$query" ${header:+-H "$header"}; then
      case $status in
        404) return 0 ;; # what it would be in is not there
        401 | 403) die "The token may not read what $title objects there are: $refusal. It needs \"$permission\"." ;;
      esac
      die "Listing $title objects failed: $refusal"
    fi
    jq -r -L "$recreate" --arg result "$result" --argjson seen "$seen" --argjson scope "$scope" 'include "lib"; page($result; $seen)
      | "\(.items | length) \(.more) \(.cursor | @uri)", (.items[] | {list: $scope.path, header: ($scope.header // {}), item: .} | tojson)' "$work/answer" >"$work/page" ||
      die "The API answered something that is no list of $title objects."
    {
      IFS=' ' read -r count more cursor
      cat >>"$work/live/$kind.jsonl"
    } <"$work/page"
    seen=$((seen + count))
    case $paging in
      page) [ "$more" = true ] || return 0 ;;
      cursor) [ -n "$cursor" ] || return 0 ;;
      *) return 0 ;;
    esac
    page=$((page + 1))
    [ "$page" -lt 100000 ] || die "A list of $title objects does not end."
  done
}

# id_of KEY prints the id that an object has now, nothing when it is not there.
id_of() { jq -r --arg key "$1" '.[$key] // ""' "$work/ids.json"; }

# recognise finds databases and namespaces whose name is only documented: a
# worker that is there is bound to them under a variable that is known.
recognise() {
  local kind line key worker file
  for kind in d1_database kv_namespace; do
    if [ ! -f "$objects/$kind.json" ] || [ ! -f "$objects/worker.json" ]; then
      continue
    fi
    jq -r -L "$recreate" --slurpfile ids "$work/ids.json" --slurpfile workers "$objects/worker.json" 'include "lib";
      .objects[] | select(.recorded == null and $ids[0][.key] == null) | .key as $key
      | $workers[0].objects[] | . as $w | (.body.bindings // [])[]
      | select(keys_of_body | index([$key]) != null)
      | [$key, $w.match.id, .name, .type] | @json' "$objects/$kind.json" >"$work/unknown"
    while IFS= read -r line; do
      key=$(jq -r '.[0]' <<<"$line")
      [ -z "$(id_of "$key")" ] || continue
      worker=$(jq -r '.[1] | @uri' <<<"$line")
      if ! api GET "/accounts/$account/workers/scripts/$worker/settings"; then
        [ "$status" = 404 ] || die "Reading the settings of the worker $worker failed: $refusal"
        continue
      fi
      jq -n --argjson line "$line" --slurpfile answer "$work/answer" --slurpfile ids "$work/ids.json" --slurpfile live "$work/live/$kind.jsonl" \
        --arg id "$(jq -r .id "$objects/$kind.json")" '
        ([$answer[0].result.bindings[]? | select(.name == $line[2] and .type == $line[3]) | .namespace_id // .database_id // .id] | first) as $is
        | if $is != null and any($live[]; .item[$id] == $is) and ([$ids[0][]] | index([$is]) == null) then {($line[0]): $is} else {} end' >"$work/found"
      # It is remembered, so that what is learnt later does not take it away.
      for file in ids remembered; do
        jq -s add "$work/$file.json" "$work/found" >"$work/$file.new"
        mv "$work/$file.new" "$work/$file.json"
      done
    done <"$work/unknown"
  done
}

# ------------------------------------------------------------------ making

# step prints what comes next.
step() { printf '%s\n' "$1"; }

# report KEY WHAT TEXT tells of one object. A run of rebuild.sh counts them.
report() {
  printf '  %s\n' "$3"
  [ -z "${CFDR_REPORT:-}" ] || printf '%s\037%s\037%s\n' "$1" "$2" "$3" >>"$work/report"
}

# leave is the end of every script, however it comes: what was reported is
# given to rebuild.sh, all at once, since starting jq is what takes long.
leave() {
  if [ -s "$work/report" ]; then
    jq -Rc --arg topic "$topic" 'split("\u001f") | {key: .[0], action: .[1], text: .[2], topic: $topic}' "$work/report" >>"$CFDR_REPORT" || true
  fi
  rm -rf "$work"
}

# bring KIND TITLE makes and completes the objects of a kind that are this
# script's to make. What waits for another object of the kind is tried again.
bring() {
  local kind=$1
  if $early && ! jq -e --arg topic "$topic" 'any(.objects[]; .early and .topic == $topic)' "$objects/$kind.json" >/dev/null; then
    return 0
  fi
  step "$2"
  look "$kind"
  : >"$work/done"
  stale=false
  while :; do
    if $stale; then
      look_again "$kind"
      stale=false
    fi
    jq -cn -L "$recreate" --slurpfile kind "$objects/$kind.json" --slurpfile live "$work/live/$kind.jsonl" --slurpfile ids "$work/ids.json" \
      --slurpfile zones "$work/zones.json" --arg topic "$topic" --argjson early "$early" --argjson start "$start" --argjson retiring "$retiring" \
      'include "lib"; decide($kind[0]; $live; $ids[0]; {topic: $topic, early: $early, start: $start, retiring: $retiring, zones: $zones[0]})' >"$work/todo"
    # Each round may give the ids that the next one needs.
    if ! $apply || ! carry_out "$kind"; then
      break
    fi
  done
  tell
}

# carry_out does what can be done now. It returns 1 when nothing could.
carry_out() {
  local kind=$1 any=1 key name action method path header secret differs into body
  while IFS= read -r key && IFS= read -r name && IFS= read -r action && IFS= read -r method && IFS= read -r path && IFS= read -r header &&
    IFS= read -r secret && IFS= read -r differs && IFS= read -r into && IFS= read -r body; do
    if grep -qxF "$key $action" "$work/done"; then
      continue # it was sent once; what differs still, the API does not take
    fi
    printf '%s' "$body" >"$work/body"
    carry_out_one
    printf '%s %s\n' "$key" "$action" >>"$work/done"
    any=0
  done < <(jq -r 'select(.action == "create" or .action == "update")
    | (.key, .name, .action, .method, .path, ([.header // {} | to_entries[] | "\(.key): \(.value)"] | first // ""), ((.secrets // []) | first // ""),
        (.differs // [] | map(select(. != "")) | join(", ")) | gsub("[\\x00-\\x1f\\x7f]"; " ")),
      ({list, header: (.header // {})} | tojson), (.body | tojson)' "$work/todo")
  return $any
}

# carry_out_one makes or changes the object that carry_out is at.
carry_out_one() {
  local rc try=0
  while :; do
    try=$((try + 1))
    rc=0
    request || rc=$?
    [ "$rc" -ne 0 ] || break
    if [ "$rc" -eq 2 ] && [ "$try" -lt 3 ]; then
      # Nobody knows whether it was made; the list does.
      sleep "$pause"
      look_again "$kind"
      if [ "$action" = create ] && [ -n "$(id_of "$key")" ]; then
        created=$((created + 1))
        report "$key" created "$name: created"
        return 0
      fi
      continue
    fi
    die "$name: $refusal. The script stops here; run it again to go on."
  done
  if [ "$action" = create ]; then
    created=$((created + 1))
    report "$key" created "$name: created"
    told_once
    jq -c --argjson into "$into" '[.result // {} | if type == "array" then .[] else . end] | select(length == 1)
      | .[0] | $into + {item: (if type == "object" then . else {} end)}' "$work/answer" >"$work/new"
    if [ -s "$work/new" ]; then
      cat "$work/new" >>"$work/live/$kind.jsonl"
      learn "$kind"
    fi
    [ -n "$(id_of "$key")" ] || look_again "$kind"
    made_without "$key" "$name" "$secret"
  else
    updated=$((updated + 1))
    report "$key" updated "$name: changed $differs"
    stale=true
  fi
}

# request sends what carry_out is at. A secret that making the object needs is
# given, or stands for one until a person sets it.
request() {
  local rc=0
  if [ -z "$secret" ]; then
    api "$method" "$path" -H 'Content-Type: application/json' ${header:+-H "$header"} --data-binary "@$work/body" || rc=$?
    return $rc
  fi
  secret_key=$key
  secret_path=$secret
  body_from=body_with_secret
  api "$method" "$path" -H 'Content-Type: application/json' || rc=$?
  body_from=
  return $rc
}

# made_without KEY NAME SECRET says that something stands for a secret.
made_without() {
  if [ -n "$3" ] && ! secret_value "$1.${3##*.}" >/dev/null; then
    left=$((left + 1))
    report "$1" once "$2: its ${3##*.} is a stand-in until it is set in the dashboard; --secrets gives it as $1.${3##*.} when it is made"
  fi
}

body_with_secret() {
  { secret_value "$secret_key.${secret_path##*.}" || printf 'to-be-set-by-a-person'; } |
    jq -Rsc --slurpfile body "$work/body" --arg path "$secret_path" '. as $value | $body[0] | setpath($path | split("."); $value)'
}

# told_once shows a person what the API tells only when something is made, and
# takes it out of the answer: nothing else may keep it.
told_once() {
  local once
  grep -q '"once":' "$objects/$kind.json" || return 0
  once=$(jq -c .once "$objects/$kind.json")
  if [ -n "${CFDR_TERMINAL:-}" ] || { : >/dev/tty; } 2>/dev/null; then
    jq -r --arg name "$name" --argjson once "$once" '.result as $told
      | "\n  \($name) is told once, here:", ($once.fields[] | "    \((gsub("_"; " ") + "               ")[0:15])\($told[.])"), ""' "$work/answer" >"${CFDR_TERMINAL:-/dev/tty}"
  else
    report "$key" once "$name: $(jq -r .lost <<<"$once")"
    left=$((left + 1))
  fi
  jq --argjson once "$once" '.result |= with_entries(select(.key as $k | $once.fields | index([$k]) == null))' "$work/answer" >"$work/answer.new"
  mv "$work/answer.new" "$work/answer"
}

# tell says what became of the objects that nothing was done about, or what
# would be done.
tell() {
  local key name action missing differs secret
  while IFS= read -r key && IFS= read -r name && IFS= read -r action && IFS= read -r missing && IFS= read -r differs && IFS= read -r secret; do
    case $action in
      create | update)
        if $apply; then
          grep -q "^$key " "$work/done" || die "$name: not done"
          if [ "$action" = update ] && ! grep -qxF "$key update" "$work/done"; then
            die "$name: not completed"
          fi
          if [ "$action" = update ]; then
            report "$key" left "$name: the API does not take $differs as recorded"
            left=$((left + 1))
          fi
        elif [ "$action" = create ]; then
          created=$((created + 1))
          report "$key" create "$name: would be created"
          made_without "$key" "$name" "$secret"
        else
          updated=$((updated + 1))
          report "$key" update "$name: would be changed: $differs"
        fi
        ;;
      there)
        if ! grep -q "^$key " "$work/done"; then
          same=$((same + 1))
          report "$key" there "$name: already there"
        fi
        ;;
      *)
        left=$((left + 1))
        case $action in
          terraform) report "$key" terraform "$name: is Terraform's to make; rebuild.sh runs it" ;;
          wait)
            if $apply; then
              report "$key" wait "$name: waits for $missing"
            else
              report "$key" wait "$name: would be made once there is $missing"
            fi
            ;;
          held) report "$key" held "$name: left for --start" ;;
          pending) report "$key" pending "$name: waits until the zone is active" ;;
          retiring) report "$key" retiring "$name: to be retired; left out without --with-retiring" ;;
          fixed) report "$key" fixed "$name: cannot be changed on the plan of this zone" ;;
          absent) report "$key" absent "$name: the API does not have it, and nothing can make it" ;;
        esac
        ;;
    esac
  done < <(jq -r '[.key, .name, .action, (.missing // [] | join(", ")), (.differs // [] | map(select(. != "")) | join(", ")), (.secrets // [] | first // "")][] | gsub("[\\x00-\\x1f\\x7f]"; " ")' "$work/todo")
}

# finish prints the sum and ends the script: 0 when nothing is left, 2 when
# something is, or would be done.
finish() {
  tell_seen
  if $apply; then
    printf '%s: %d created, %d changed, %d already there, %d left.\n' "$topic" "$created" "$updated" "$same" "$left"
    [ "$left" -eq 0 ] || exit 2
  else
    printf '%s: %d to create, %d to change, %d already there, %d left. Nothing was changed; --apply does it.\n' "$topic" "$created" "$updated" "$same" "$left"
    [ $((created + updated + left)) -eq 0 ] || exit 2
  fi
  exit 0
}

# ----------------------------------------------------------------- secrets

# secret_value NAME prints a value from --secrets, without a line end. It fails
# where there is none. Values go from pipe to pipe: never into a file, an
# argument or a variable.
secret_value() {
  [ -n "$secrets_file" ] || return 1
  if $secrets_json; then
    jq -je --arg name "$1" '.[$name] // (($name | split(".")) as $p | getpath($p)?) | select(type == "string")' "$secrets_file" 2>/dev/null
    return
  fi
  NAME=$1 awk 'BEGIN { n = ENVIRON["NAME"] "=" }
    index($0, n) == 1 { printf "%s", substr($0, length(n) + 1); found = 1; exit }
    END { exit !found }' "$secrets_file"
}

# ----------------------------------------------------------------- workers

# The text that stands in every placeholder.
mark='This stands in for a worker whose code is not in the snapshot.'

# upload KEY PLACEHOLDER sends the code of a worker with its bindings: all of
# it, or with PLACEHOLDER "bare" a placeholder that has its classes and nothing
# else, with "bound" one with its bindings.
upload() {
  local key=$1 how=$2 boundary name script part file type rc=0
  boundary=cfdr$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  jq -r -L "$recreate" --slurpfile ids "$work/ids.json" --slurpfile live "$work/live/worker.jsonl" --arg key "$key" --arg how "$how" 'include "lib";
    .objects[] | select(.key == $key) | . as $worker | $ids[0] as $ids
    | ([$live[].item | select(.id == $ids[$key])] | first | .migration_tag // "") as $tag
    | .body
    # What is described nowhere and is not there cannot be bound.
    # Nor is there anything yet to inherit.
    | .bindings = [(.bindings // [])[] | select([keys_of_body[] | $ids[.] != null] | all) | select(.type != "inherit")]
    | resolve($ids)
    | if $how == "code" then . else del(.body_part) | .main_module = "placeholder.mjs" end
    | if $how == "bare" then {main_module, compatibility_date, compatibility_flags, migrations, keep_bindings} | with_entries(select(.value != null)) else . end
    | if .migrations == null or $tag == .migrations.new_tag then del(.migrations)
      elif $tag != "" then .migrations.old_tag = $tag else . end
    | $worker.name, ($worker.match.id | @uri), tojson,
      (if $how == "code" then $worker.upload.parts[] else {name: "placeholder.mjs", file: $worker.upload.placeholder, type: "application/javascript+module"} end
        | .name, .file, .type)' "$objects/worker.json" >"$work/upload"
  {
    IFS= read -r name
    IFS= read -r script
    printf -- '--%s\r\nContent-Disposition: form-data; name="metadata"\r\nContent-Type: application/json\r\n\r\n' "$boundary"
    IFS= read -r part
    printf '%s\n' "$part"
    while IFS= read -r part && IFS= read -r file && IFS= read -r type; do
      printf -- '\r\n--%s\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\nContent-Type: %s\r\n\r\n' "$boundary" "$part" "$part" "$type"
      cat "$snapshot/$file"
    done
    printf -- '\r\n--%s--\r\n' "$boundary"
  } <"$work/upload" >"$work/form"
  api PUT "/accounts/$account/workers/scripts/$script" \
    -H "Content-Type: multipart/form-data; boundary=$boundary" --data-binary "@$work/form" || rc=$?
  if [ "$rc" -ne 0 ] && [ "$code" = 10079 ] && [ $# -eq 2 ]; then
    # The answer to an upload before was lost, and its migration was carried out.
    look_again worker
    upload "$key" "$how" again
    return 0
  fi
  [ "$rc" -eq 0 ] || die "$name: $refusal. The script stops here; run it again to go on."
}

# is_placeholder NAME says whether what answers under this name only stands in.
is_placeholder() {
  api GET "/accounts/$account/workers/scripts/$1/content/v2" || die "Reading the code of the worker $1 failed: $refusal"
  grep -qF "$mark" "$work/answer"
}

# of_workers FILTER prints a few lines for each worker for which it holds: its
# key, name, name in a path, whether it is there, whether it is to be retired, how many parts its
# code has, and what it is bound to and is not there: what is described, and
# what is described nowhere.
of_workers() {
  [ -f "$work/undefined.json" ] || jq -s '[.[].objects[] | select(.undefined) | .key]' "$objects"/*.json >"$work/undefined.json"
  jq -r -L "$recreate" --slurpfile ids "$work/ids.json" --slurpfile undefined_keys "$work/undefined.json" 'include "lib";
    ($undefined_keys[0] | map({(.): true}) | add // {}) as $nowhere
    | .objects[] | select(.upload != null) | select('"$1"')
    | [.body | keys_of_body[] | select($ids[0][.] == null)] as $missing
    | .key, .name, (.match.id | @uri), $ids[0][.key] != null, (.retiring // false), (.upload.parts // [] | length),
      ([$missing[] | select($nowhere[.] | not)] | join(", ")), ([$missing[] | select($nowhere[.])] | join(", "))' "$objects/worker.json"
}

# next_worker takes the lines of the next one.
next_worker() {
  IFS= read -r key && IFS= read -r name && IFS= read -r script && IFS= read -r there && IFS= read -r retires && IFS= read -r parts && IFS= read -r waits && IFS= read -r nowhere
}

# worker_field KEY FILTER prints something of a worker.
worker_field() { jq -r --arg key "$1" ".objects[] | select(.key == \$key) | $2" "$objects/worker.json"; }

# placeholders puts a stand-in where a worker is missing that this directory
# makes, so that everything else can be bound to it.
placeholders() {
  local key name script there retires parts waits nowhere any=false
  step Placeholders
  while next_worker; do
    ! $there || continue
    if $retires && ! $retiring; then
      continue # told with the code
    fi
    if $apply; then
      upload "$key" bare
      any=true
      report "$key" placeholder "$name: a placeholder, until its code comes"
    else
      report "$key" placeholder "$name: would be a placeholder first"
    fi
  done < <(of_workers .upload.made)
  # The list has their migration tags, which the next upload must know.
  ! $any || look_again worker
}

# code uploads the code of the workers that this directory makes. What somebody
# deployed is never replaced: only a placeholder is.
code() {
  local key name script there retires parts waits nowhere
  step Code
  while next_worker; do
    if ! $there; then
      if $retires && ! $retiring; then
        left=$((left + 1))
        report "$key" retiring "$name: to be retired; left out without --with-retiring"
        continue
      fi
      if ! $apply; then
        created=$((created + 1))
        report "$key" create "$name: would be created"
        continue
      fi
    elif ! is_placeholder "$script"; then
      same=$((same + 1))
      report "$key" there "$name: already there"
      continue
    fi
    if [ -n "$waits" ]; then
      left=$((left + 1))
      report "$key" wait "$name: waits for $waits"
      continue
    fi
    if [ -n "$nowhere" ]; then
      left=$((left + 1))
      report "$key" left "$name: without a binding to what is described nowhere: $nowhere"
    fi
    if [ "$parts" -eq 0 ]; then
      bound_placeholder "$key" "$name" "$script"
      continue
    fi
    if $apply; then
      upload "$key" code
      created=$((created + 1))
      report "$key" created "$name: uploaded"
    else
      created=$((created + 1))
      report "$key" create "$name: would take the place of its placeholder"
    fi
  done < <(of_workers .upload.made)
}

# bound_placeholder gives a placeholder the bindings of the worker it stands in
# for. A person deploys the code.
bound_placeholder() {
  local key=$1 name=$2 script=$3
  if $there; then
    api GET "/accounts/$account/workers/scripts/$script/settings" || die "$name: $refusal"
    if jq -en -L "$recreate" --slurpfile answer "$work/answer" --slurpfile workers "$objects/worker.json" --slurpfile ids "$work/ids.json" --arg key "$key" 'include "lib";
      ([$workers[0].objects[] | select(.key == $key)] | first | .body.bindings // [] | map(select([keys_of_body[] | $ids[0][.] != null] | all) | select(.type != "inherit")) | resolve($ids[0])) as $want
      | [$want[] | . as $w | any($answer[0].result.bindings[]?; .name == $w.name and .type == $w.type)] | all' >/dev/null; then
      same=$((same + 1))
      report "$key" there "$name: a placeholder is there; its code is to be deployed"
      return 0
    fi
  fi
  if $apply; then
    upload "$key" bound
    created=$((created + 1))
    report "$key" created "$name: a placeholder with its bindings; its code is to be deployed"
  else
    created=$((created + 1))
    report "$key" create "$name: would be a placeholder with its bindings"
  fi
}

# bindings gives a worker that is there the new id of what it is bound to and
# was lost. Nothing else of it changes: every other binding is inherited.
bindings() {
  local key name script there retires parts waits nowhere again which='.body | keys_of_body | length > 0'
  step Bindings
  look d1_database kv_namespace
  # The old ids of what was made again: a binding is known by them too, where
  # the inventory does not know its variable.
  { cat "$objects/d1_database.json" "$objects/kv_namespace.json" 2>/dev/null || true; } | jq -s --slurpfile ids "$work/ids.json" '
    [.[].objects[] | select(.recorded != null and $ids[0][.key] != null and $ids[0][.key] != .recorded) | {(.recorded): $ids[0][.key]}] | add // {}' >"$work/moved"
  [ "$(jq length "$work/moved")" -eq 0 ] || which=true
  while next_worker; do
    $there || continue
    api GET "/accounts/$account/workers/scripts/$script/settings" || die "$name: $refusal"
    jq -r -n -L "$recreate" --slurpfile answer "$work/answer" --slurpfile workers "$objects/worker.json" --slurpfile ids "$work/ids.json" --arg key "$key" \
      --slurpfile moved "$work/moved" --slurpfile d1 <(cat "$work/live/d1_database.jsonl" 2>/dev/null) --slurpfile kv <(cat "$work/live/kv_namespace.jsonl" 2>/dev/null) 'include "lib";
      ([$d1[].item.uuid, $kv[].item.id] | map({(.): true}) | add // {}) as $alive
      | ([$workers[0].objects[] | select(.key == $key)] | first | .body.bindings // [] | map(select(keys_of_body | length > 0))
          | map(select([keys_of_body[] | $ids[0][.] != null] | all)) | resolve($ids[0])) as $want
      | ($answer[0].result.bindings // []) as $there
      | [$there[] | . as $b
          | ($b.id // $b.database_id // $b.namespace_id // "") as $is
          | ([$want[] | select(.name == $b.name and .type == $b.type)] | first
              // if $b.type == "d1" and $moved[0][$is] != null then {type: "d1", name: $b.name, id: $moved[0][$is]}
                 elif $b.type == "kv_namespace" and $moved[0][$is] != null then {type: "kv_namespace", name: $b.name, namespace_id: $moved[0][$is]}
                 else null end) as $w
          | if $w != null and ($w.id // $w.namespace_id) != $is and ($alive[$is] | not) then $w else {type: "inherit", name: $b.name} end]
      | ([.[] | select(.type != "inherit") | .name] | join(", ")), ({bindings: .} | tojson)' >"$work/settings"
    {
      IFS= read -r again
      cat >"$work/body"
    } <"$work/settings"
    [ -n "$again" ] || continue
    updated=$((updated + 1))
    if $apply; then
      api PATCH "/accounts/$account/workers/scripts/$script/settings" --form-string "settings=$(cat "$work/body")" || die "$name: $refusal"
      report "$key" updated "$name: bound to $again again"
    else
      report "$key" update "$name: would be bound to $again again"
    fi
  done < <(of_workers "$which")
}

# secrets sets the secrets of workers and Pages projects that are not set yet.
secrets() {
  local name key of id at secret type
  step Secrets
  while IFS= read -r name <&3 && IFS= read -r key <&3 && IFS= read -r of <&3 && IFS= read -r id <&3 && IFS= read -r at <&3 && IFS= read -r secret <&3 && IFS= read -r type <&3; do
    set_secret
  done 3< <(jq -r -L "$recreate" --slurpfile ids "$work/ids.json" 'include "lib"; .secrets[]
    | .name, .key, .of, ($ids[0][.key] // ""), (.path | fill($ids[0]) // ""), .secret, (.type // "secret_text")' "$recreate/secrets.json")
}

# set_secret sets the secret that secrets is at.
set_secret() {
  local kind=${key%%.*}
  if [ -z "$id" ]; then
    left=$((left + 1))
    report "$key" wait "secret $name: waits for $of"
    return 0
  fi
  if [ "$at" != "${secrets_of:-}" ]; then
    api GET "$at" || die "secret $name: $refusal"
    secrets_of=$at
    case $kind in
      pages_project) jq -r '.result.deployment_configs | to_entries[] | .key as $env | (.value.env_vars // {}) | to_entries[] | select(.value.type == "secret_text") | "\($env).\(.key)"' "$work/answer" >"$work/set" ;;
      *) jq -r '.result[]?.name' "$work/answer" >"$work/set" ;;
    esac
  fi
  if grep -qxF -e "$secret" "$work/set"; then
    same=$((same + 1))
    report "$key" there "secret $name: already set"
    return 0
  fi
  if [ "$type" != secret_text ] || ! secret_value "$name" >/dev/null; then
    if [ "$type" = secret_text ] && $apply && [ -t 0 ] && [ -z "${CFDR_QUIET:-}" ]; then
      if ask_for "$name"; then
        send_secret typed_value
        return 0
      fi
    fi
    left=$((left + 1))
    report "$key" secret "secret $name: still to be set"
    return 0
  fi
  if ! $apply; then
    updated=$((updated + 1))
    report "$key" update "secret $name: would be set"
    return 0
  fi
  send_secret given_value
}

ask_for() {
  typed=
  printf '  secret %s (nothing to leave it for later): ' "$1" >/dev/tty
  IFS= read -r -s typed </dev/tty || return 1
  printf '\n' >/dev/tty
  [ -n "$typed" ]
}
typed_value() { printf %s "$typed"; }
given_value() { secret_value "$name"; }

# send_secret FUNCTION sends the value that the function prints.
send_secret() {
  local rc=0
  value_from=$1
  case $kind in
    pages_project)
      body_from=pages_secret_body
      api PATCH "$at" -H 'Content-Type: application/json' || rc=$?
      ;;
    *)
      body_from=worker_secret_body
      api PUT "$at" -H 'Content-Type: application/json' || rc=$?
      ;;
  esac
  body_from=
  typed=
  [ "$rc" -eq 0 ] || die "secret $name: $refusal"
  updated=$((updated + 1))
  report "$key" updated "secret $name: set"
}

worker_secret_body() { "$value_from" | jq -Rsc --arg name "$secret" '{name: $name, text: ., type: "secret_text"}'; }
pages_secret_body() {
  "$value_from" | jq -Rsc --arg name "$secret" '. as $v | ($name | split(".")) as $p | {deployment_configs: {($p[0]): {env_vars: {($p[1]): {type: "secret_text", value: $v}}}}}'
}
