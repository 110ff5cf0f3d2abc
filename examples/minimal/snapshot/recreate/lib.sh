# shellcheck shell=bash
# What the scripts of this directory share. It does nothing by itself.
#
# A script looks first: it lists what the account has and compares that with
# objects/*.json, which is the inventory in the API's own words. Then it creates
# what is lost, and completes what it created, one object after the other. What
# is there and was not lost is never changed: a difference is listed. A refusal
# of one object is reported, and the rest goes on. What was written is read back
# before it counts. Without --apply it only says what it would do. It can be
# stopped at any point and run again: what is unfinished is kept in .rebuild.
#
#   CLOUDFLARE_API_TOKEN     a token for the account; it is shown nowhere
#   CLOUDFLARE_API_BASE_URL  where the API is, unless at api.cloudflare.com
#
# It needs bash 3.2, curl and jq 1.6 or later.

set -euo pipefail
umask 077

# Bytes are compared as bytes, and sorted in one way.
LC_ALL=C

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
# The account of the manifest, where rebuild.sh has read that. It never comes
# from the environment.
recorded=
screening=
own_report=
secrets_file=
align=
align_all=false
yes=false
created=0 updated=0 same=0 differing=0 left=0
# Lines of what was sent to the API: key, action, fields.
sent=
hidden_values=()

die() {
  clean "$*"
  printf '%s\n' "$cleaned" >&2
  exit 1
}

# clean TEXT leaves TEXT in $cleaned without what a terminal would act on
# (control characters, C1 too, and those that turn or hide text), and with
# (hidden) in the place of the token and of every value that --secrets gives.
clean() {
  local value
  cleaned=$1
  [ -z "${CLOUDFLARE_API_TOKEN:-}" ] || cleaned=${cleaned//"$CLOUDFLARE_API_TOKEN"/(hidden)}
  for value in ${hidden_values[@]+"${hidden_values[@]}"}; do
    cleaned=${cleaned//"$value"/(hidden)}
  done
  case $cleaned in
    *[$'\001'-$'\037'$'\177'$'\302'$'\330'$'\341'$'\342'$'\357'$'\363']*)
      cleaned=${cleaned//[$'\001'-$'\037'$'\177']/ }
      cleaned=${cleaned//$'\302'[$'\200'-$'\237'$'\255']/ }
      cleaned=${cleaned//$'\330\234'/ }
      cleaned=${cleaned//$'\341\240\216'/ }
      cleaned=${cleaned//$'\342\200'[$'\213'-$'\217'$'\250'-$'\256']/ }
      cleaned=${cleaned//$'\342\201'[$'\240'-$'\257']/ }
      cleaned=${cleaned//$'\357\273\277'/ }
      cleaned=${cleaned//$'\363\240'[$'\200'-$'\201'][$'\200'-$'\277']/ }
      ;;
  esac
}

# plain is clean for each line of its input.
plain() {
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    clean "$line"
    printf '%s\n' "$cleaned"
  done
}

# screen sends all that is printed from here on through plain.
screen() {
  exec 6>&1
  exec > >(trap '' INT TERM && plain >&6)
  screening=$!
}

# screen_off waits until all of it is printed.
screen_off() {
  [ -n "$screening" ] || return 0
  # Where a signal struck within a redirection, bash keeps copies of the old
  # outputs from 10 on, and the end of what is printed would never come.
  exec 10>&- 11>&- 12>&- 13>&- 14>&- 15>&-
  exec >&6 6>&-
  # An older bash does not know the process.
  wait "$screening" 2>/dev/null || true
  screening=
}

usage() {
  cat <<USAGE
usage: $(basename "$0") [--apply] [options]

It creates what is lost and completes what it created. What is there and was not
lost stays as it is; where it differs from the snapshot, that is listed.
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
USAGE
  [ "${topic:-}" != rebuild ] || cat <<USAGE
  --align KEY          change what is there and differs to what the snapshot says;
                       KEY stands in the list of differences. May be given again
  --align-all          the same for all of that list
  --yes                do not ask before each change that --align makes
USAGE
  cat <<USAGE

It ends with 0 when all is done, 2 when something is left, refused or different,
1 when it stopped, 130 when it was interrupted.
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
      --align-all | --yes | --align)
        [ "${topic:-}" = rebuild ] || die "$1 is for rebuild.sh, which looks at the whole account"
        # shellcheck disable=SC2034 # rebuild.sh reads them
        case $1 in
          --align-all) align_all=true ;;
          --yes) yes=true ;;
          --align)
            [ $# -ge 2 ] || die "$1 takes a value"
            align=$align$2$'\n'
            shift
            ;;
        esac
        ;;
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
  [ -z "${CFDR_SEEN:-}" ] || return 0 # rebuild.sh has them
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
  local value
  while IFS= read -r value || [ -n "$value" ]; do
    # A shorter one would hide half of every text, and is no secret.
    if [ ${#value} -ge 6 ]; then
      hidden_values+=("$value")
    fi
  done < <(
    if $secrets_json; then
      jq -r '.. | strings' "$secrets_file"
    else
      sed -n 's/^[^#][^=]*=//p' "$secrets_file"
    fi
  )
}

# begin TOPIC ARGUMENTS... prepares a script: flags, tools, the right account.
begin() {
  trap 'exit 130' INT
  trap 'exit 143' TERM
  topic=$1
  shift
  options "$@"
  tools
  secrets_form
  work=$(mktemp -d "${TMPDIR:-/tmp}/cfdr.XXXXXX")
  trap leave EXIT
  # In a run of rebuild.sh, that does it.
  [ -n "${CFDR_SEEN:-}" ] || screen
  fresh_look
  if [ -n "${CFDR_SEEN:-}" ]; then
    seen_before # it has compared the account
  else
    check_account
    : >"$work/failed"
    printf '{}' >"$work/blocked.json"
    printf '{}' >"$work/remembered.json"
  fi
  unfinished_file
}

# fresh_look forgets all that was seen.
fresh_look() {
  rm -rf "$work/live"
  mkdir "$work/live"
  : >"$work/listed"
  : >"$work/looked"
  : >"$work/unread"
  printf '{}' >"$work/unread.json"
}

# unfinished_file finds the keys of what some run began to create and none has
# seen whole since. Of what is there, only these are written to.
unfinished_file() {
  unfinished=${CFDR_UNFINISHED:-$snapshot/.rebuild/unfinished-$account}
  pending=
  [ ! -s "$unfinished" ] || pending=$(cat "$unfinished")
  pending=$'\n'$pending$'\n'
}

# begin_new KEY keeps that an object which was created this moment is unfinished,
# and all that stands in it: that comes with it, with settings of its own. Nothing
# is kept before: what the API refused, or was never asked for, is not this run's.
begin_new() {
  case $pending in *$'\n'"$1"$'\n'*) return 0 ;; esac
  find_inside
  mkdir -p "$(dirname "$unfinished")"
  awk -v key="$1" 'BEGIN { print key } $1 == key { print $2 }' "$work/inside" >>"$unfinished"
  pending=$'\n'$(cat "$unfinished")$'\n'
}

# find_inside leaves in $work/inside what stands in what: two keys a line.
find_inside() {
  [ ! -f "$work/inside" ] || return 0
  jq -r -L "$recreate" 'include "lib"; .objects[] | .key as $key | .list | keys_of_path | unique[] | select(. != "account") | "\(.) \($key)"' "$objects"/*.json >"$work/inside"
}

# end_objects takes away the keys in $ended, a line each, from what is unfinished.
end_objects() {
  [ -n "$ended" ] && [ -s "$unfinished" ] || return 0
  grep -vxF -e "$ended" "$unfinished" >"$work/unfinished.new" || true
  if [ -s "$work/unfinished.new" ]; then
    cp "$work/unfinished.new" "$unfinished.$$"
    mv "$unfinished.$$" "$unfinished"
  else
    rm -f "$unfinished"
    rmdir "$(dirname "$unfinished")" 2>/dev/null || true
  fi
  pending=
  [ ! -s "$unfinished" ] || pending=$(cat "$unfinished")
  pending=$'\n'$pending$'\n'
}

# The files in which a run of rebuild.sh shares with its scripts what was seen.
shared='listed looked unread unread.json ids.json zones.json failed'

# seen_before takes over what the run of rebuild.sh that this is a part of has
# seen, so that it is not listed by every script again.
seen_before() {
  local file
  rm -rf "$work/live"
  cp -R "$CFDR_SEEN/live" "$work/"
  for file in $shared blocked.json remembered.json inside; do
    cp "$CFDR_SEEN/$file" "$work/"
  done
}

# tell_seen gives back what is there now.
tell_seen() {
  local file
  [ -n "${CFDR_SEEN:-}" ] && $apply || return 0
  rm -rf "$CFDR_SEEN/live"
  cp -R "$work/live" "$CFDR_SEEN/"
  for file in $shared; do
    cp "$work/$file" "$CFDR_SEEN/"
  done
}

# check_account compares the account with what the token sees, before anything
# is written.
check_account() {
  local seen
  [ -n "$recorded" ] || recorded=$(jq -r '"\(.account.id) \(.account.name)"' "$snapshot/manifest.json")
  [ -n "$account" ] || account=${recorded%% *}
  [ -n "$account_name" ] || account_name=${recorded#* }
  case $account in
    *[!0-9a-f]* | '') die "$account is not the id of an account: it has 32 hexadecimal digits" ;;
  esac
  [ ${#account} -eq 32 ] || die "$account is not the id of an account: it has 32 hexadecimal digits"
  api GET "/accounts/$account" || die "The account $account cannot be seen with this token: $refusal"
  seen=$(jq -r '"\(.result.id) \(.result.name)"' "$work/answer")
  if [ "$seen" != "$account $account_name" ]; then
    die "The account $account is called ${seen#* }, and not $account_name. Nothing was changed."
  fi
  printf '{"account": "%s"}' "$account" >"$work/ids.json"
  printf '{}' >"$work/zones.json"
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
      {
        IFS= read -r code
        IFS= read -r refusal
      } < <(jq -r -L "$recreate" 'include "lib"; ([(.errors // [])[]?.code] | first // "" | tostring | gsub("[^0-9A-Za-z._-]"; "")), refusal' "$work/answer" 2>/dev/null) || true
      clean "${refusal:-no reason given} (HTTP $status)"
    else
      clean "no answer from $API (curl says $rc: $(cut -c1-200 "$work/curl"))"
    fi
    refusal=$cleaned
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
    if [ "$try" -ge 6 ]; then
      case $rc in 5 | 6 | 7 | 35) die "The API cannot be reached: $refusal. Run it again to go on from here." ;; esac
      return 1
    fi
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
# under which ids. A list is asked for once, and what all lists answered is read
# at once, since starting jq is what takes long.
look() {
  local kind new='' round files=() unseen=false
  for kind in "$@"; do
    [ -f "$objects/$kind.json" ] || continue
    files+=("$objects/$kind.json")
    grep -qxF -e "$kind" "$work/looked" || unseen=true
  done
  $unseen || return 0 # nothing was learnt since then
  look_further false
  # Another round finds what stands in something that a list had.
  for round in 1 2 3 4; do
    [ -s "$work/scopes" ] || break
    ask_for_lists
    look_further true
    if [ -s "$work/single" ]; then
      look_closer
      look_further false
    fi
  done
  : "$round"
  for kind in "$@"; do
    printf '%s\n' "$kind" >>"$work/looked"
  done
}

# look_again forgets what was seen of a kind, and looks.
look_again() {
  local file
  rm -f "$work/live/$1.jsonl"
  for file in listed unread; do
    grep -vF "{\"kind\":\"$1\"," "$work/$file" >"$work/$file.new" || true
    mv "$work/$file.new" "$work/$file"
  done
  : >"$work/looked"
  look "$1"
}

# look_further takes the ids of the kinds in $new from what was seen. It leaves
# in $work/scopes the lists of the kinds in $files that it now knows the paths
# of, and with $1 true in $work/single what is to be asked for one by one.
look_further() {
  local kind live=()
  for kind in $new; do
    [ -e "$work/live/$kind.jsonl" ] || : >"$work/live/$kind.jsonl"
    live+=(--slurpfile "live_$kind" "$work/live/$kind.jsonl")
  done
  jq -nrc -L "$recreate" --slurpfile ids "$work/ids.json" --slurpfile remembered "$work/remembered.json" --slurpfile unread "$work/unread" \
    --slurpfile before "$work/unread.json" --slurpfile listed "$work/listed" --arg new "$new" --argjson closer "$1" ${live[@]+"${live[@]}"} 'include "look";
    look_further($ids[0]; $remembered[0]; $unread; $before[0]; $listed; ($new | split(" ") | map(select(. != ""))); $closer)' "${files[@]}" >"$work/learnt"
  : >"$work/scopes"
  : >"$work/single"
  awk -v dir="$work" '
    BEGIN { to = "scopes" }
    NR == 1 { print > (dir "/ids.json"); next }
    NR == 2 { print > (dir "/unread.json"); next }
    NR == 3 { if ($0 != "null") print > (dir "/zones.json"); next }
    $0 == "\037" { to = "single"; next }
    { print > (dir "/" to) }' "$work/learnt"
  [ -z "$new" ] || : >"$work/looked"
}

# learn KIND takes the ids of a kind from what was seen.
learn() {
  local new=$1 files=("$objects/$1.json")
  look_further false
}

# ask_for_lists asks for the lists of $work/scopes, and leaves their kinds in $new.
ask_for_lists() {
  local kind path header title permission off asked
  : >"$work/pages"
  new=' '
  while IFS= read -r kind && IFS= read -r path && IFS= read -r header && IFS= read -r title && IFS= read -r permission && IFS= read -r off && IFS= read -r asked; do
    printf '%s}\n' "${asked%%,\"paging\":*}" >>"$work/listed"
    case $new in *" $kind "*) ;; *) new="$new$kind " ;; esac
    list
  done <"$work/scopes"
  read_pages
}

# list asks for the page that ask_for_lists is at.
list() {
  local query=''
  page_query
  if ! api GET "$path$query" ${header:+-H "$header"}; then
    could_not_list
    return 0
  fi
  silent=0
  keep_page
}

# keep_page keeps the answer as a line, behind what was asked for.
keep_page() {
  {
    printf '%s\n' "$asked"
    tr -d '\n' <"$work/answer"
    printf '\n'
  } >>"$work/pages"
}

# page_query leaves the query of the page in $query.
page_query() {
  local page size sign='?' cursor
  case $path in *\?*) sign='&' ;; esac
  page=${asked#*\"page\":}
  page=${page%%,*}
  size=${asked#*\"per_page\":}
  size=${size%%,*}
  [ "$size" != '""' ] || size=
  case $asked in
    *'"paging":"page"'*) query="${sign}page=$page${size:+&per_page=$size}" ;;
    *'"paging":"cursor"'*)
      cursor=$next_cursor
      query="$sign${size:+per_page=$size}${cursor:+&cursor=$cursor}"
      ;;
  esac
  case $query in '?' | '&') query= ;; esac
}
next_cursor=

# could_not_list keeps that nobody knows what is in a list: nothing of it is
# created, since it may be there.
could_not_list() {
  local part off=${off:-}
  case $status in
    404) case $asked in *'"one":true'*) return 0 ;; esac ;; # there is none
  esac
  while [ -n "$off" ]; do
    part=${off%%$'\037'*}
    # The account, or the zone, does not have the product.
    case "$code" in "$part") return 0 ;; esac
    case "$refusal" in *"$part"*) return 0 ;; esac
    [ "$off" != "$part" ] || break
    off=${off#*$'\037'}
  done
  case $status in
    5?? | 000)
      # One list may fail. When all do, nothing can be known.
      silent=$((silent + 1))
      [ "$silent" -lt 4 ] || die "The API does not answer: $refusal. Run it again to go on from here."
      ;;
  esac
  case $status in
    401 | 403) not_read "$refusal${permission:+. The token needs \"$permission\"}" ;;
    *) not_read "$refusal" ;;
  esac
}
silent=0

# not_read WHY keeps that the list that is asked for was not read.
not_read() {
  local why=${1//\\/\\\\}
  why=${why//\"/\\\"}
  printf '%s,"why":"%s"}\n' "${asked%%,\"paging\":*}" "$why" >>"$work/unread"
  printf '  not read: %s: %s\n' "${title:-${kind//_/ }}" "$1" >&2
}

# read_pages reads what was answered, and asks for further pages.
read_pages() {
  local why
  while [ -s "$work/pages" ]; do
    jq -nRr -L "$recreate" 'include "look"; answers' "$work/pages" >"$work/answers"
    awk -v dir="$work" '
      $1 == "L" { print substr($0, length($2) + 4) >> (dir "/live/" $2 ".jsonl") }
      $1 == "M" || $1 == "B" { print substr($0, 3) > (dir "/" ($1 == "M" ? "more" : "bad")) }
      END { printf "" > (dir "/more"); printf "" > (dir "/bad") }' "$work/answers"
    : >"$work/pages"
    while IFS= read -r asked; do
      why=${asked%% *}
      asked=${asked#* }
      kind=${asked#*\"kind\":\"}
      kind=${kind%%\"*}
      case $why,$asked in
        *'"single":true'*) ;;
        count,*) not_read "the API returned fewer objects than it counts" ;;
        *) not_read "the API returned something that is not a list" ;;
      esac
    done <"$work/bad"
    [ -s "$work/more" ] || return 0
    while IFS= read -r kind; do
      IFS= read -r path && IFS= read -r header && IFS= read -r next_cursor && IFS= read -r asked
      list
    done < <(jq -r '.kind, .path, ([.header | to_entries[] | "\(.key): \(.value)"] | first // ""), (.cursor | @uri), tojson' "$work/more")
    next_cursor=
  done
}

# look_closer asks for the single objects of $work/single, and leaves their kinds
# in $new: those that a list does not have although they are there, and those of
# which it does not return all that is compared.
look_closer() {
  local kind path header title='' asked
  : >"$work/pages"
  new=' '
  while IFS= read -r kind && IFS= read -r path && IFS= read -r header && IFS= read -r asked; do
    case $new in *" $kind "*) ;; *) new="$new$kind " ;; esac
    if api GET "$path" ${header:+-H "$header"}; then
      keep_page
    elif grep -q '"brief":true' "$objects/$kind.json"; then
      # The list has it, and not all of it can be compared.
      printf '%s\n{"result":{"unread_part":true}}\n' "${asked/\"merges\":false/\"merges\":true}" >>"$work/pages"
    else
      case $status in
        4??) ;; # it is not there, or not on this plan
        *) not_read "$refusal" ;;
      esac
    fi
  done <"$work/single"
  read_pages
}

# id_of KEY prints the id that an object has now, nothing when it is not there.
id_of() { jq -r --arg key "$1" '.[$key] // ""' "$work/ids.json"; }

# recognise finds databases and namespaces whose name is only documented: a
# worker that is there is bound to them under a variable that is known.
recognise() {
  local kind line key worker file files=()
  for kind in d1_database kv_namespace; do
    [ ! -f "$objects/$kind.json" ] || files+=("$objects/$kind.json")
  done
  [ ${#files[@]} -gt 0 ] && [ -f "$objects/worker.json" ] || return 0
  jq -r -L "$recreate" --slurpfile ids "$work/ids.json" --slurpfile workers "$objects/worker.json" 'include "lib";
    . as $kind | .objects[] | select(.recorded == null and $ids[0][.key] == null) | .key as $key
    | $workers[0].objects[] | . as $w | (.body.bindings // [])[]
    | select(keys_of_body | index([$key]) != null)
    | [$key, $w.match.id, .name, .type, $kind.kind, $kind.id] | @json' "${files[@]}" >"$work/unknown"
  while IFS= read -r line; do
    key=$(jq -r '.[0]' <<<"$line")
    [ -z "$(id_of "$key")" ] || continue
    worker=$(jq -r '.[1] | @uri' <<<"$line")
    if ! api GET "/accounts/$account/workers/scripts/$worker/settings"; then
      [ "$status" = 404 ] || die "Reading the settings of the worker $worker failed: $refusal"
      continue
    fi
    kind=$(jq -r '.[4]' <<<"$line")
    jq -n --argjson line "$line" --slurpfile answer "$work/answer" --slurpfile ids "$work/ids.json" --slurpfile live "$work/live/$kind.jsonl" '
      ([$answer[0].result.bindings[]? | select(.name == $line[2] and .type == $line[3]) | .namespace_id // .database_id // .id] | first) as $is
      | if $is != null and any($live[]; .item[$line[5]] == $is) and ([$ids[0][]] | index([$is]) == null) then {($line[0]): $is} else {} end' >"$work/found"
    # It is remembered, so that what is learnt later does not take it away.
    for file in ids remembered; do
      jq -s add "$work/$file.json" "$work/found" >"$work/$file.new"
      mv "$work/$file.new" "$work/$file.json"
    done
  done <"$work/unknown"
}

# ------------------------------------------------------------------ making

# step prints what comes next.
step() { printf '%s\n' "$1"; }

# report KEY WHAT TEXT tells of one object. A run of rebuild.sh counts them.
report() {
  clean "$3"
  printf '  %s\n' "$cleaned"
  [ -z "${CFDR_REPORT:-}$own_report" ] || keep_report_of "$1" "$2" "$cleaned"
}

keep_report_of() {
  local text=${3//\\/\\\\}
  printf '{"key":"%s","action":"%s","text":"%s","topic":"%s"}\n' "$1" "$2" "${text//\"/\\\"}" "$topic" >>"${own_report:-$work/report}"
}

# fail KEY TEXT keeps that something of an object was refused. What depends on
# it waits; the rest goes on.
fail() {
  left=$((left + 1))
  printf '%s\n' "$1" >>"$work/failed"
  report "$1" refused "$2"
}

# leave is the end of every script, however it comes: what was reported is
# given to rebuild.sh, all at once.
leave() {
  [ ! -s "$work/report" ] || cat "$work/report" >>"$CFDR_REPORT" || true
  rm -rf "$work"
  screen_off
}

# bring KIND TITLE creates the objects of a kind that are this script's and are
# lost, and completes those that are unfinished. What waits for another object of
# the kind is tried again. What was sent is read back at the end.
bring() {
  local kind=$1 fresh=true looks=0
  if $early && ! grep -qE '"early": ?true' "$objects/$kind.json"; then
    return 0
  fi
  step "$2"
  look "$kind"
  what_is_blocked "$kind"
  sent=$'\n'
  while :; do
    decide
    # Each round may give the ids that the next one needs.
    if $apply && carry_out; then
      fresh=false
      continue
    fi
    $apply || break
    if ! $fresh; then
      fresh=true
      look_again "$kind"
    elif $unsettled && [ "$looks" -lt 2 ]; then
      # What was written a moment ago is not returned everywhere yet.
      looks=$((looks + 1))
      sleep "$pause"
      look_again "$kind"
    else
      break
    fi
  done
  tell
}

# decide leaves in $work/todo what is to be done about each object of $kind.
decide() {
  [ -e "$work/live/$kind.jsonl" ] || : >"$work/live/$kind.jsonl" # there was nothing to list
  jq -nr -L "$recreate" --slurpfile kind "$objects/$kind.json" --slurpfile live "$work/live/$kind.jsonl" --slurpfile ids "$work/ids.json" \
    --slurpfile zones "$work/zones.json" --slurpfile unread "$work/unread.json" --slurpfile blocked "$work/blocked.json" \
    --arg unfinished "$pending" --arg topic "$topic" --argjson early "$early" --argjson start "$start" --argjson retiring "$retiring" '
    include "compare"; decide($kind[0]; $live; $ids[0]; {topic: $topic, early: $early, start: $start, retiring: $retiring, zones: $zones[0],
      unread: $unread[0], blocked: $blocked[0], unfinished: ($unfinished | split("\n") | map({(.): true}) | add)}) | decided' >"$work/todo"
}

# what_is_blocked KIND finds what must not start to run or be reachable, since
# something that it depends on was refused or could not be read.
what_is_blocked() {
  { [ -s "$work/failed" ] || [ -s "$work/unread" ]; } && grep -qE '"held": ?true' "$objects/$1.json" || return 0
  blocked
}

blocked() {
  if [ ! -s "$work/failed" ] && [ ! -s "$work/unread" ]; then
    printf '{}' >"$work/blocked.json"
    return 0
  fi
  jq -n -L "$recreate" --rawfile failed "$work/failed" --slurpfile unread "$work/unread.json" 'include "lib";
    ([$failed | split("\n")[] | select(. != "")] + ($unread[0] | keys) | map({(.): .}) | add // {}) as $bad
    | [inputs | .objects[]] | reached($bad)' "$objects"/*.json >"$work/blocked.json"
}

# next_decision takes the lines of the next one.
next_decision() {
  IFS= read -r key && IFS= read -r name && IFS= read -r action && IFS= read -r whole && IFS= read -r method && IFS= read -r path && IFS= read -r header &&
    IFS= read -r secret && IFS= read -r differs && IFS= read -r why && IFS= read -r lines && IFS= read -r into && IFS= read -r body
}

# was_sent KEY ACTION says whether that was sent already: once is enough, and
# what differs still was not taken.
was_sent() {
  case $sent in *$'\n'"$1 $2 "*) return 0 ;; esac
  return 1
}

# carry_out does what can be done now. It returns 1 when nothing could, and
# leaves in $unsettled whether something that was sent is not to be seen.
carry_out() {
  local any=1 key name action whole method path header secret differs why lines into body
  unsettled=false
  while next_decision <&3; do
    case $action in create | update) ;; *) continue ;; esac
    if was_sent "$key" refused; then
      continue
    fi
    if was_sent "$key" "$action"; then
      unsettled=true
      continue
    fi
    printf '%s' "$body" >"$work/body"
    carry_out_one
    any=0
  done 3<"$work/todo"
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
        begin_new "$key"
        sent="$sent$key create "$'\n'
        return 0
      fi
      continue
    fi
    sent="$sent$key refused "$'\n'
    fail "$key" "$name: refused: $refusal"
    return 0
  done
  sent="$sent$key $action $differs"$'\n'
  [ "$action" = create ] || return 0
  begin_new "$key"
  told_once
  jq -c --argjson into "$into" '[.result // {} | if type == "array" then .[] else . end] | select(length == 1)
    | .[0] | $into + {item: (if type == "object" then . else {} end)}' "$work/answer" >"$work/new" 2>/dev/null || : >"$work/new"
  if [ -s "$work/new" ]; then
    cat "$work/new" >>"$work/live/$kind.jsonl"
    learn "$kind"
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
      | "\n  \($name) is told once, here:", ($once.fields[] | "    \((gsub("_"; " ") + "               ")[0:15])\($told[.])"), ""' "$work/answer" | plain >"${CFDR_TERMINAL:-/dev/tty}"
  else
    report "$key" once "$name: $(jq -r .lost <<<"$once")"
    left=$((left + 1))
  fi
  jq --argjson once "$once" '.result |= with_entries(select(.key as $k | $once.fields | index([$k]) == null))' "$work/answer" >"$work/answer.new"
  mv "$work/answer.new" "$work/answer"
}

# tell says what became of each object of the kind, or what would be done.
tell() {
  local key name action whole method path header secret differs why lines into body fields
  ended=
  while next_decision; do
    if $whole; then
      case $pending in *$'\n'"$key"$'\n'*) ended=$ended${ended:+$'\n'}$key ;; esac
    fi
    case $action in
      create | update)
        if was_sent "$key" refused; then
          continue # it was said
        fi
        if ! $apply; then
          would "$action"
        elif [ "$action" = create ]; then
          fail "$key" "$name: the API accepted it, and does not have it"
        else
          fail "$key" "$name: accepted and not stored: ${lines//$'\037'/; }"
        fi
        ;;
      there)
        if was_sent "$key" create; then
          created=$((created + 1))
          report "$key" created "$name: created"
          made_without "$key" "$name" "$secret"
        elif was_sent "$key" update; then
          updated=$((updated + 1))
          fields=${sent#*$'\n'"$key update "}
          report "$key" updated "$name: changed ${fields%%$'\n'*}"
        else
          same=$((same + 1))
          report "$key" there "$name: already there"
        fi
        ;;
      differs)
        if [ -n "${CFDR_SEEN:-}" ]; then
          # rebuild.sh lists all differences, when all is done.
          same=$((same + 1))
          report "$key" there "$name: already there"
        else
          differing=$((differing + 1))
          report "$key" differs "$name: already there, and differs"
          printf '    %s\n' "${lines//$'\037'/$'\n'    }"
        fi
        ;;
      *)
        left=$((left + 1))
        case $action in
          terraform) report "$key" terraform "$name: is Terraform's to make; rebuild.sh runs it" ;;
          wait)
            if $apply; then
              report "$key" wait "$name: waits for $why"
            else
              report "$key" wait "$name: would be made once there is $why"
            fi
            ;;
          held) report "$key" held "$name: left for --start" ;;
          pending) report "$key" pending "$name: waits until the zone is active" ;;
          retiring) report "$key" retiring "$name: to be retired; left out without --with-retiring" ;;
          fixed) report "$key" fixed "$name: cannot be changed on the plan of this zone" ;;
          absent) report "$key" absent "$name: the API does not have it, and nothing can make it" ;;
          unread) report "$key" unread "$name: nobody knows whether it is there: $why" ;;
        esac
        ;;
    esac
  done <"$work/todo"
  ! $apply || end_objects
}

# would ACTION says what --apply would do.
would() {
  if [ "$1" = create ]; then
    created=$((created + 1))
    report "$key" create "$name: would be created"
    made_without "$key" "$name" "$secret"
  else
    updated=$((updated + 1))
    report "$key" update "$name: would be changed: $differs"
  fi
}

# finish prints the sum and ends the script: 0 when nothing is left, 2 when
# something is, or would be done.
finish() {
  tell_seen
  local differ=
  [ "$differing" -eq 0 ] || differ=", $differing differing"
  if $apply; then
    printf '%s: %d created, %d changed, %d already there%s, %d left.\n' "$topic" "$created" "$updated" "$same" "$differ" "$left"
    [ $((differing + left)) -eq 0 ] || exit 2
  else
    printf '%s: %d to create, %d to change, %d already there%s, %d left. Nothing was changed; --apply does it.\n' "$topic" "$created" "$updated" "$same" "$differ" "$left"
    [ $((created + updated + differing + left)) -eq 0 ] || exit 2
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
# else, with "bound" one with its bindings. Its caller knows whether it is $there.
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
  if ! $there; then
    # A PUT would replace it, and a list may lack what is there.
    api GET "/accounts/$account/workers/scripts/$script/settings" || rc=$?
    if [ "$rc" -eq 0 ]; then
      fail "$key" "$name: it is there, although the list of workers lacks it; it stays as it is"
      return 1
    elif [ "$status" != 404 ]; then
      fail "$key" "$name: nobody knows whether it is there: $refusal"
      return 1
    fi
    rc=0
  fi
  api PUT "/accounts/$account/workers/scripts/$script" \
    -H "Content-Type: multipart/form-data; boundary=$boundary" --data-binary "@$work/form" || rc=$?
  if [ "$rc" -ne 0 ] && [ "$code" = 10079 ] && [ $# -eq 2 ]; then
    # The answer to an upload before was lost, and its migration was carried out.
    look_again worker
    rc=0
    there=true
    upload "$key" "$how" again || rc=$?
    return $rc
  fi
  if [ "$rc" -eq 0 ]; then
    $there || begin_new "$key"
    return 0
  fi
  fail "$key" "$name: refused: $refusal"
  return 1
}

# is_placeholder NAME says whether what answers under this name only stands in.
# It returns 2 where that cannot be read.
is_placeholder() {
  api GET "/accounts/$account/workers/scripts/$1/content/v2" || return 2
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
  local key name script there retires parts waits nowhere uploaded=()
  step Placeholders
  while next_worker <&3; do
    ! $there || continue
    if $retires && ! $retiring; then
      continue # told with the code
    fi
    if ! $apply; then
      report "$key" placeholder "$name: would be a placeholder first"
    elif upload "$key" bare; then
      uploaded+=("$key")
    fi
  done 3< <(of_workers .upload.made)
  [ ${#uploaded[@]} -gt 0 ] || return 0
  # The list has their migration tags too, which the next upload must know.
  look_again worker
  while IFS= read -r key && IFS= read -r name && IFS= read -r there && IFS= read -r nowhere; do
    if $there; then
      report "$key" placeholder "$name: a placeholder, until its code comes"
    else
      fail "$key" "$name: the API accepted a placeholder, and does not have it"
    fi
  done < <(read_back bare "${uploaded[@]}")
}

# read_back HOW KEY... prints four lines for each worker that was uploaded: its
# key and name, whether it is there, and what it is not bound to as it should.
read_back() {
  local how=$1
  shift
  jq -r -L "$recreate" --slurpfile ids "$work/ids.json" --slurpfile live "$work/live/worker.jsonl" --arg how "$how" --arg keys "$*" 'include "lib"; include "compare";
    ($keys | split(" ") | map({(.): true}) | add) as $keys | $ids[0] as $ids | seen_items($live; "id") as $items
    | .objects[] | select($keys[.key]) | . as $o
    | (first($items[] | select(.id == $ids[$o.key])) // null) as $there
    | [(if $how == "bare" then [] else .body.bindings // [] end)[] | select(is_known($ids)) | select(.type != "inherit") | resolve($ids)
        | . as $want | select(($there.bindings // []) | has_each([$want]) | not) | $want.name] as $lacks
    | .key, .name, $there != null, ($lacks | join(", "))' "$objects/worker.json"
}

# code uploads the code of the workers that this directory makes. What somebody
# deployed is never replaced: only a placeholder is.
code() {
  local key name script there retires parts waits nowhere rc whole=() bound=()
  step Code
  while next_worker <&3; do
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
      # Its placeholder was refused, which was said.
      ! grep -qxF -e "$key" "$work/failed" || continue
    else
      rc=0
      is_placeholder "$script" || rc=$?
      if [ "$rc" -eq 2 ]; then
        fail "$key" "$name: its code cannot be read, so it stays as it is: $refusal"
        continue
      fi
      if [ "$rc" -eq 1 ]; then
        same=$((same + 1))
        report "$key" there "$name: already there"
        continue
      fi
    fi
    if [ -n "$waits" ]; then
      left=$((left + 1))
      printf '%s\n' "$key" >>"$work/failed" # what it serves waits too
      report "$key" wait "$name: waits for $waits"
      continue
    fi
    if [ -n "$nowhere" ]; then
      left=$((left + 1))
      report "$key" left "$name: without a binding to what is described nowhere: $nowhere"
    fi
    if [ "$parts" -eq 0 ]; then
      bound_placeholder
      continue
    fi
    if ! $apply; then
      created=$((created + 1))
      report "$key" create "$name: would take the place of its placeholder"
    elif upload "$key" code; then
      whole+=("$key")
    fi
  done 3< <(of_workers .upload.made)
  [ $((${#whole[@]} + ${#bound[@]})) -gt 0 ] || return 0
  look_again worker
  uploads_read_back uploaded ${whole[@]+"${whole[@]}"}
  uploads_read_back 'a placeholder with its bindings; its code is to be deployed' ${bound[@]+"${bound[@]}"}
}

# uploads_read_back TEXT KEY... says of each upload whether it is there.
uploads_read_back() {
  local text=$1 key name there lacks
  shift
  [ $# -gt 0 ] || return 0
  while IFS= read -r key && IFS= read -r name && IFS= read -r there && IFS= read -r lacks; do
    if ! $there; then
      fail "$key" "$name: the API accepted its code, and does not have it"
    elif [ -n "$lacks" ]; then
      fail "$key" "$name: accepted and not stored: the bindings $lacks"
    else
      created=$((created + 1))
      report "$key" created "$name: $text"
    fi
  done < <(read_back code "$@")
}

# bound_placeholder gives a placeholder the bindings of the worker it stands in
# for. A person deploys the code.
bound_placeholder() {
  if $there && [ -z "$(read_back code "$key" | sed -n 4p)" ]; then
    same=$((same + 1))
    report "$key" there "$name: a placeholder is there; its code is to be deployed"
  elif ! $apply; then
    created=$((created + 1))
    report "$key" create "$name: would be a placeholder with its bindings"
  elif upload "$key" bound; then
    bound+=("$key")
  fi
}

# bindings gives a worker that is there the new id of what it is bound to and
# was lost. Nothing else of it changes: every other binding is inherited.
bindings() {
  local key name script again body rc rebound=$'\n'
  step Bindings
  look d1_database kv_namespace
  to_rebind
  [ -s "$work/rebind" ] || return 0
  while IFS= read -r key <&3 && IFS= read -r name <&3 && IFS= read -r script <&3 && IFS= read -r again <&3 && IFS= read -r body <&3; do
    if ! $apply; then
      updated=$((updated + 1))
      report "$key" update "$name: would be bound to $again again"
      continue
    fi
    rc=0
    api PATCH "/accounts/$account/workers/scripts/$script/settings" --form-string "settings=$body" || rc=$?
    if [ "$rc" -eq 0 ]; then
      rebound="$rebound$key $again"$'\n'
    else
      fail "$key" "$name: not bound to $again again: refused: $refusal"
    fi
  done 3<"$work/rebind"
  [ "$rebound" != $'\n' ] || return 0
  cp "$work/rebind" "$work/rebind.before"
  look_again worker
  to_rebind
  while IFS= read -r key <&3 && IFS= read -r name <&3 && IFS= read -r script <&3 && IFS= read -r again <&3 && IFS= read -r body <&3; do
    case $rebound in *$'\n'"$key "*) ;; *) continue ;; esac
    if grep -qxF -e "$key" "$work/rebind"; then
      fail "$key" "$name: accepted and not stored: the binding to $again"
    else
      updated=$((updated + 1))
      report "$key" updated "$name: bound to $again again"
    fi
  done 3<"$work/rebind.before"
}

# to_rebind leaves in $work/rebind five lines for each worker that is bound to
# the old id of something that was created again: key, name, name in a path, the
# bindings, and what to send.
to_rebind() {
  moved_ids
  cat "$work"/live/d1_database.jsonl "$work"/live/kv_namespace.jsonl >"$work/stores" 2>/dev/null || true
  jq -r -L "$recreate" --slurpfile ids "$work/ids.json" --slurpfile live "$work/live/worker.jsonl" --slurpfile moved "$work/moved.json" --slurpfile stores "$work/stores" 'include "lib"; include "change";
    $ids[0] as $ids | $moved[0] as $moved | seen_items($live; "id") as $items
    | ([$stores[].item | (.uuid // .id) | {(.): true}] | add // {}) as $alive
    | (reduce $items[] as $i ({}; .[$i.id] = $i)) as $there
    | .objects[] | select(.upload != null and $ids[.key] != null) | . as $o | $there[$ids[$o.key]] | select(. != null)
    | ([($o.body.bindings // [])[] | select(keys_of_body | length > 0) | select(is_known($ids)) | resolve($ids)]) as $want
    | [(.bindings // [])[] | . as $b | substituted($moved) as $new
        | if $new != $b then $new
          else ([$want[] | select(.name == $b.name and .type == $b.type)] | first // null) as $w
            | ($b.id // $b.database_id // $b.namespace_id // "") as $is
            | if $w != null and ($w.type == "d1" or $w.type == "kv_namespace") and ($w.id // $w.namespace_id) != $is and ($alive[$is] | not) then $w
              else {type: "inherit", name: $b.name} end
          end]
    | select(any(.[]; .type != "inherit"))
    | $o.key, $o.name, ($o.match.id | @uri), ([.[] | select(.type != "inherit") | .name] | join(", ")), ({bindings: .} | tojson)' "$objects/worker.json" >"$work/rebind"
}

# moved_ids leaves in $work/moved.json the new id for every old one, and for
# every old one with the text that follows it, of what was created again.
moved_ids() {
  jq -n -L "$recreate" --slurpfile ids "$work/ids.json" --slurpfile former "$(former_ids)" 'include "change"; moved($ids[0]; ($former[0] // {}))' "$objects"/*.json >"$work/moved.json"
}

# former_ids is the file with the ids that earlier runs saw.
former_ids() {
  local file=$snapshot/.rebuild/ids-$account.json
  [ -s "$file" ] || file=/dev/null
  printf '%s' "$file"
}

# secrets sets the secrets of workers and Pages projects that are not set yet.
secrets() {
  local name key of id at secret type kind secrets_of='' said=()
  step Secrets
  while IFS= read -r name <&3 && IFS= read -r key <&3 && IFS= read -r of <&3 && IFS= read -r id <&3 && IFS= read -r at <&3 && IFS= read -r secret <&3 && IFS= read -r type <&3; do
    set_secret
  done 3< <(jq -r -L "$recreate" --slurpfile ids "$work/ids.json" 'include "lib"; .secrets[]
    | .name, .key, .of, ($ids[0][.key] // ""), (.path | fill($ids[0]) // ""), .secret, (.type // "secret_text")' "$recreate/secrets.json")
  secrets_read_back
}

# say_later KEY WHAT TEXT keeps what is said once the secrets of one object were
# read back.
say_later() {
  said+=("$1"$'\037'"$2"$'\037'"$3"$'\037'"${4:-}")
}

# set_secret sets the secret that secrets is at.
set_secret() {
  if [ -z "$id" ]; then
    secrets_read_back
    left=$((left + 1))
    report "$key" wait "secret $name: waits for $of"
    return 0
  fi
  if [ "$at" != "$secrets_of" ]; then
    secrets_read_back
    kind=${key%%.*}
    secrets_of=$at
    if ! names_of_secrets; then
      secrets_of=
      fail "$key" "secret $name: nobody knows whether it is set: $refusal"
      return 0
    fi
  fi
  if grep -qxF -e "$secret" "$work/set"; then
    say_later "$key" there "secret $name: already set"
    return 0
  fi
  if [ "$type" != secret_text ] || ! secret_value "$name" >/dev/null; then
    if [ "$type" = secret_text ] && $apply && [ -t 0 ] && [ -z "${CFDR_QUIET:-}" ]; then
      if ask_for "$name"; then
        send_secret typed_value
        return 0
      fi
    fi
    say_later "$key" secret "secret $name: still to be set"
    return 0
  fi
  if ! $apply; then
    say_later "$key" update "secret $name: would be set"
    return 0
  fi
  send_secret given_value
}

# names_of_secrets leaves in $work/set the names of the secrets that are set.
names_of_secrets() {
  api GET "$secrets_of" || return 1
  case $kind in
    pages_project) jq -r '.result.deployment_configs | to_entries[] | .key as $env | (.value.env_vars // {}) | to_entries[] | select(.value.type == "secret_text") | "\($env).\(.key)"' "$work/answer" >"$work/set" ;;
    *) jq -r '.result[]?.name' "$work/answer" >"$work/set" ;;
  esac
}

# secrets_read_back says what became of the secrets of one object.
secrets_read_back() {
  local one key what text secret asked=false
  for one in ${said[@]+"${said[@]}"}; do
    IFS=$'\037' read -r key what text secret <<<"$one"
    if [ "$what" = updated ]; then
      $asked || names_of_secrets || : >"$work/set"
      asked=true
      if ! grep -qxF -e "$secret" "$work/set"; then
        fail "$key" "${text%: set}: accepted and not stored"
        continue
      fi
    fi
    case $what in
      there) same=$((same + 1)) ;;
      secret) left=$((left + 1)) ;;
      *) updated=$((updated + 1)) ;;
    esac
    report "$key" "$what" "$text"
  done
  said=()
}

ask_for() {
  typed=
  { printf '  secret %s (nothing to leave it for later): ' "$1" && printf '\n'; } | plain | tr -d '\n' >/dev/tty
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
  [ -z "${typed:-}" ] || refusal=${refusal//"$typed"/(hidden)}
  typed=
  if [ "$rc" -eq 0 ]; then
    say_later "$key" updated "secret $name: set" "$secret"
  else
    fail "$key" "secret $name: refused: $refusal"
  fi
}

worker_secret_body() { "$value_from" | jq -Rsc --arg name "$secret" '{name: $name, text: ., type: "secret_text"}'; }
pages_secret_body() {
  "$value_from" | jq -Rsc --arg name "$secret" '. as $v | ($name | split(".")) as $p | {deployment_configs: {($p[0]): {env_vars: {($p[1]): {type: "secret_text", value: $v}}}}}'
}
