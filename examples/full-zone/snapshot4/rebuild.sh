#!/usr/bin/env bash
# Rebuild: brings an empty account, or one that lost a part, to what this
# directory says. It is the one entry for the bad day.
#
# It goes through these phases:
#
#   1. Preflight: tools, files, token, the right account.
#   2. Look: which objects are there, which are lost, and which differ. What a
#      person must do before anything is created.
#   3. What Terraform needs and cannot make: stores, placeholders of workers.
#   4. Terraform: imports what is there, creates what is lost.
#   5. The scripts in recreate/: settings, code of workers, secrets; with
#      --start also consumers of queues.
#   6. What was created and is not whole is completed, and what refers to the old
#      id of something that was created again gets the new one.
#   7. With --start: cron triggers, routes and domains, by Terraform.
#   8. With --align: what differs is changed to what the snapshot says. What was
#      changed in 5, 6 or here, Terraform imports again.
#   9. What was refused, what differs, and the manual steps in their order.
#
# What is there and was not lost is never changed, but for the ids of phase 6 and
# for what --align names. Terraform only creates. A refusal of one object, or a
# list that cannot be read, is reported, and the rest goes on; what depends on it
# waits. Nothing counts before it was read back.
#
# Without --apply it only says what it would do. It can be stopped at any point
# and run again: it looks at the account each time, and what was created and is
# not finished is kept in .rebuild. Terraform's state is rebuild.tfstate, apart from any other. It ends
# with 0 when all is done, 2 when something is refused, different or left, 1 when
# it stopped.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR source=recreate/lib.sh
. "$here/recreate/lib.sh"

state=$here/rebuild.tfstate
kept=$here/.rebuild
topic=rebuild
began=$SECONDS
phase_began=$SECONDS
phase_name=
one_by_one=

# phase NAME says how long the one before took, and what comes now.
phase() {
  phase_done
  phase_name=$1
  phase_began=$SECONDS
  printf '\n== %s\n' "$1"
}

phase_done() {
  [ -z "$phase_name" ] || printf -- '-- %s: %d s\n' "$phase_name" $((SECONDS - phase_began))
  phase_name=
}

stopped() {
  local rc=$?
  trap - EXIT
  # shellcheck disable=SC2086 # two numbers
  [ -z "${progress:-}" ] || kill $progress 2>/dev/null || true
  if [ "$rc" -ne 0 ] && [ "$rc" -ne 2 ]; then
    # Not >&2: where a signal struck, that may lead into a file.
    printf '\nStopped after %d s. Run it again to go on from here.\n' $((SECONDS - began)) >&5
    [ "$rc" -gt 128 ] || rc=1
  fi
  if [ -n "${locked:-}" ]; then
    rm -rf "$kept/lock"
  fi
  [ -z "${work:-}" ] || rm -rf "$work"
  # What still writes to the log keeps it open, and screen_off waits for its end.
  [ -z "$screening" ] || ! $apply || exec 2>&6 5>&6
  screen_off
  exit "$rc"
}

# only_one keeps a second run away.
only_one() {
  [ -w "$here" ] || die "$here cannot be written to; rebuild.sh keeps its state and its log there."
  mkdir -p "$kept"
  if ! mkdir "$kept/lock" 2>/dev/null; then
    local pid
    pid=$(cat "$kept/lock/pid" 2>/dev/null) || pid=
    if [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; then
      die "Another run is at work here (process $pid)."
    fi
    rm -rf "$kept/lock"
    mkdir "$kept/lock"
  fi
  locked=yes
  printf '%s\n' $$ >"$kept/lock/pid"
}

# put FILE AS copies a file all at once: whoever is killed leaves the old one.
put() {
  cp "$1" "$2.new"
  mv "$2.new" "$2"
}

# keep_report keeps what the scripts of all runs made, and what was told once.
keep_report() {
  report=$kept/report.jsonl
  touch "$report"
  grep -E '"action":"(created|updated|once)".*}$' "$report" >"$work/report" || true
  put "$work/report" "$report"
  reported=$(wc -l <"$report")
}

# --------------------------------------------------------------- preflight

preflight() {
  local version
  command -v terraform >/dev/null || die "terraform is needed and was not found"
  set_aside
  version=$(terraform version -json 2>/dev/null | sed -n 's/.*"terraform_version": *"\([^"]*\)".*/\1/p')
  case $version in
    0.* | 1.[0-8].* | '') die "Terraform 1.9 or later is needed, this is ${version:-of an unknown version}" ;;
  esac
  printf '  terraform %s, %s, %s\n' "$version" "$(jq --version)" "$(curl -q --version | awk 'NR == 1 { print $1, $2 }')"
  describe
  files
  point
  check_account
  printf '  account %s (%s)\n' "$account" "$account_name"
  token
  older_state
  may_align
}

# describe leaves in $work/described what this directory is, a tagged line each:
# account, target, kinds, scripts, the early ones, and the digest of each file.
describe() {
  jq -nr --slurpfile index "$recreate/index.json" 'input as $manifest | $index[0] as $index
    | "account \($manifest.account.id) \($manifest.account.name)", "target \($index.target)", "kinds \($index.kinds | join(" "))",
      "scripts \($index.scripts | join(" "))", "early \($index.early | join(" "))", ($manifest.files | to_entries[] | "file \(.value)  \(.key)")' "$here/manifest.json" >"$work/described"
  recorded=$(described account)
  target=$(described target)
  all_kinds=$(described kinds)
}

described() { sed -n "s/^$1 //p" "$work/described"; }

# files compares the directory with its manifest: what was changed by hand is
# not what the inventory says.
files() {
  local sum differs
  if command -v sha256sum >/dev/null; then sum=sha256sum; else sum='shasum -a 256'; fi
  differs=$(cd "$here" && described file | $sum -c - 2>/dev/null | sed -n 's/: FAILED.*//p') || true
  if [ -n "$differs" ]; then
    die "These files are not as cfdr wrote them: $(printf %s "$differs" | tr '\n' ' '). Generate again, or bring them back, before anything is rebuilt from them."
  fi
  printf '  %d files as written\n' "$(grep -c '^file ' "$work/described")"
}

# set_aside takes away what in the environment would change what Terraform does
# here, and says so.
set_aside() {
  local name names=
  for name in CLOUDFLARE_API_KEY CLOUDFLARE_EMAIL CLOUDFLARE_API_USER_SERVICE_KEY CLOUDFLARE_ACCOUNT_ID CLOUDFLARE_API_BASE_PATH \
    $(compgen -v TF_VAR_) $(compgen -v TF_CLI_ARGS) TF_WORKSPACE TF_DATA_DIR TF_INPUT TF_LOG TF_LOG_PATH; do
    [ -z "${!name:-}" ] || names="$names $name"
    unset "$name"
  done
  [ -z "$names" ] || printf '  not looked at:%s\n' "$names"
  export TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1
}

# point makes Terraform talk to the same API as the scripts.
point() {
  local host path
  if [ "$target" = 4 ]; then
    host=${API#*://}
    path=/${host#*/}
    host=${host%%/*}
    case $API in
      https://*) ;;
      *) die "Provider 4 talks https only, and CLOUDFLARE_API_BASE_URL is $API." ;;
    esac
    [ "$path" = /client/v4 ] || die "Provider 4 knows the API under /client/v4 only, and CLOUDFLARE_API_BASE_URL is $API."
    if [ -n "${CLOUDFLARE_API_HOSTNAME:-}" ] && [ "$CLOUDFLARE_API_HOSTNAME" != "$host" ]; then
      die "CLOUDFLARE_API_HOSTNAME points Terraform at $CLOUDFLARE_API_HOSTNAME, and the scripts are pointed at $host. Unset it, or make them agree."
    fi
    export CLOUDFLARE_API_HOSTNAME=$host
  else
    if [ -n "${CLOUDFLARE_BASE_URL:-}" ] && [ "${CLOUDFLARE_BASE_URL%/}" != "$API" ]; then
      die "CLOUDFLARE_BASE_URL points Terraform at $CLOUDFLARE_BASE_URL, and the scripts are pointed at $API. Unset it, or make them agree."
    fi
    export CLOUDFLARE_BASE_URL=$API
  fi
}

# token says what the token may do, as far as it may know that itself.
token() {
  local id='' verified needed='[.[].permission | sub(" Read$"; " Write")] | unique'
  if api GET "/accounts/$account/tokens/verify" || api GET /user/tokens/verify; then
    verified=$(jq -r '.result | "\(.status) \(.id | @uri)"' "$work/answer")
    id=${verified#* }
    [ "${verified%% *}" = active ] || die "The token is ${verified%% *}."
  fi
  if [ -n "$id" ] && { api GET "/accounts/$account/tokens/$id" || api GET "/user/tokens/$id"; }; then
    jq -rs --slurpfile answer "$work/answer" "($needed)"' - [$answer[0].result.policies[]? | select(.effect == "allow") | .permission_groups[]?.name]
      | if . == [] then "  the token may write all that is needed"
        else "  the token seems to lack: \(join(", "))" end' "$objects"/*.json
  else
    jq -rs "$needed"' | "  the token cannot tell what it may write; needed are: \(join(", "))"' "$objects"/*.json
  fi
}

# may_align refuses --align where nobody could be asked.
may_align() {
  if { $align_all || [ -n "$align" ]; } && $apply && ! $yes && ! { : >/dev/tty; } 2>/dev/null; then
    die "--align asks before each change, and there is no terminal. With --yes it does not ask."
  fi
}

# beforehand says what a person does before anything is created, where something
# is lost that needs it.
beforehand() {
  local at text any=false
  while IFS= read -r at && IFS= read -r text; do
    [ -z "$at" ] || ! api GET "$at" || continue
    $any || printf '\nTo do before a rebuild:\n'
    any=true
    printf '  %s%s\n' "$text" "${at:+ The API says: $refusal.}"
  done < <(jq -r -L "$recreate" --slurpfile lost "$work/lost.json" --slurpfile ids "$work/ids.json" 'include "lib";
    ($lost[0] | map({(.): true}) | add // {}) as $lost
    | .steps[] | select(any(.keys[]; $lost[.])) | (if .path then .path | fill($ids[0]) else "" end), .text' "$recreate/beforehand.json")
}

# older_state refuses a state that is of another account.
older_state() {
  local other
  [ -s "$state" ] || return 0
  other=$(jq -r --arg account "$account" '[.resources[]?.instances[]?.attributes | .account_id // .account.id? // empty | select(type == "string" and . != "" and . != $account)] | unique | join(", ")' "$state")
  [ -z "$other" ] || die "rebuild.tfstate is of the account $other. Move it away; it is not of $account."
}

# ---------------------------------------------------------------- looking

# survey looks at everything, and says what is lost.
survey() {
  fresh_look
  printf '{"account":"%s"}\n' "$account" >"$work/ids.json"
  remember
  # shellcheck disable=SC2086 # kinds are plain words
  look $all_kinds
  recognise
  lost
}

# lost says what is not there, by key. What could not be read, or stands in
# something that could not, is not among it: it may be there. The ids of now are
# kept with those that were seen before.
lost() {
  jq -nc -L "$recreate" --slurpfile ids "$work/ids.json" --slurpfile unread "$work/unread.json" --slurpfile former "$(former_ids)" 'include "lib";
    [inputs | .objects[] | select(.undefined | not)] as $all
    | (if $unread[0] == {} then {} else [$all[] | {key, list}] | reached($unread[0]) end) as $unread
    | [$all[] | select($ids[0][.key] == null and $unread[.key] == null) | .key], ($unread | with_entries(select($ids[0][.key] == null))),
      reduce ($ids[0] | to_entries[] | select(.key != "account" and .value != "")) as $i (($former[0] // {});
        .[$i.key] = ((.[$i.key] // []) - [$i.value]) + [$i.value])' "$objects"/*.json >"$work/missing"
  awk -v dir="$work" '{ print > (dir "/" (NR == 1 ? "lost.json" : NR == 2 ? "unread.json" : "ids.kept")) }' "$work/missing"
  ! $apply || put "$work/ids.kept" "$kept/ids-$account.json"
}

# remember takes the ids that an earlier run gave: from its state, else from
# what it kept.
remember() {
  local from=$state
  [ -s "$state" ] || from=/dev/null
  jq -n -L "$recreate" --slurpfile state "$from" --slurpfile former "$(former_ids)" 'include "lib";
    (reduce ($state[0] // {} | addresses) as $i ({}; .[$i.at] = $i.instance.attributes)) as $held
    | (($former[0] // {}) | map_values(last))
      + ([inputs | .state_id as $id | select($id != null) | .objects[] | select(.address != null and $held[.address] != null)
          | {key, value: ($held[.address][$id] // null)} | select(.value | type == "string" and . != "")] | from_entries)' "$objects"/*.json >"$work/remembered.json"
}

# table counts by kind what is there, and names what is lost, unless all of a kind
# is.
table() {
  local kind kinds=()
  for kind in $all_kinds; do
    kinds+=("$objects/$kind.json")
  done
  jq -r --slurpfile lost "$work/lost.json" --slurpfile unread "$work/unread.json" '([.objects[] | select(.undefined | not)]) as $all
    | ($lost[0] | map({(.): true}) | add // {}) as $gone
    | ([$all[] | select($gone[.key])] | length) as $n
    | ([$all[] | select($unread[0][.key] != null)] | length) as $unread
    | select(($all | length) > 0)
    | "  \(.title): \($all | length) in the snapshot, \(($all | length) - $n - $unread) there\(if $n > 0 then ", \($n) lost" else "" end)\(if $unread > 0 then ", \($unread) not known" else "" end)",
      (if $n == ($all | length) and $n > 5 then empty else
        ([$all[] | select($gone[.key]) | .name] | (.[:20][] | "    lost: \(.)"), (if length > 20 then "    and \(length - 20) more" else empty end)) end)' "${kinds[@]}"
}

# examine leaves in $work/contents a line for each object: whether it is there,
# and whether what is there is what the snapshot says.
examine() {
  local kind name live=()
  for kind in "$work"/live/*.jsonl; do
    name=${kind##*/}
    live+=(--slurpfile "live_${name%.jsonl}" "$kind")
  done
  jq -nc -L "$recreate" --slurpfile ids "$work/ids.json" --slurpfile unread "$work/unread.json" "${live[@]}" 'include "compare";
    inputs | contents($ids[0]; $unread[0])' "$objects"/*.json >"$work/contents"
}

# differences lists what is there, was not lost, and is not what the snapshot
# says.
differences() {
  jq -r --arg unfinished "$pending" '($unfinished | split("\n") | map({(.): true}) | add) as $unfinished
    | select(.state == "differs" and ($unfinished[.key] | not)) | .name as $name | "  \(.key)", (.lines[] | "    \($name): \(.)")' "$work/contents" >"$work/out"
}

# --------------------------------------------------------------- terraform

tf() { (cd "$tfdir" && terraform "$@"); }

# prepare makes the directory that Terraform runs in, with a state of its own.
prepare() {
  if $apply; then
    tfdir=$kept/terraform
  else
    tfdir=$work/dry/terraform
    [ ! -s "$state" ] || cp "$state" "$work/rebuild.tfstate"
  fi
  mkdir -p "$tfdir"
  rm -rf "$tfdir/workers"
  [ ! -d "$here/workers" ] || cp -R "$here/workers" "$tfdir/workers"
  [ ! -f "$here/.terraform.lock.hcl" ] || [ -f "$tfdir/.terraform.lock.hcl" ] || cp "$here/.terraform.lock.hcl" "$tfdir/"
  : >"$work/bad"
  : >"$work/written"
  configure
  if ! tf init -input=false -no-color >"$work/init" 2>&1; then
    plain <"$work/init" >&2
    die "terraform init failed."
  fi
}

# configure copies the configuration: without the resources that are left out,
# with imports only for what is there and not in the state (Terraform compares
# each import with each other one, which takes minutes for thousands), and with
# every resource that is there kept from any change.
configure() {
  local file
  rm -f "$tfdir"/*.tf "$tfdir/plan"
  : >>"$work/inputs"
  while IFS= read -r file; do
    awk -v sort="$file" '
      FILENAME == ARGV[1] {
        if ($1 == "X") { out[$2] = 1; gone[$3] = 1 } else if ($1 == "I") wanted[$2] = 1
        next
      }
      sort == "imports.tf" {
        if ($0 == "import {") { block = ""; key = ""; inside = 1 }
        if (!inside) next
        block = block $0 "\n"
        if (match($0, /contains\(var\.lost, "[^"]*"\)/)) key = substr($0, RSTART + 20, RLENGTH - 22)
        if ($0 == "}") { if (key in wanted) print block; inside = 0 }
        next
      }
      sort == "outputs.tf" && $1 ~ /^"/ { key = $1; gsub(/"/, "", key); if (key in gone) next }
      $1 == "resource" && $0 ~ /^resource "/ { at = $2 "." $3; gsub(/"/, "", at); skip = (at in out) }
      !skip { print }
      $0 == "}" { skip = 0 }' "$work/inputs" "$here/$file" >"$tfdir/$file"
  done < <(described file | sed -n 's/^[0-9a-f]*  \([^/]*[.]tf\)$/\1/p')
  printf 'terraform {\n  backend "local" {\n    path = "../../rebuild.tfstate"\n  }\n}\n' >"$tfdir/rebuild_override.tf"
  awk 'FILENAME == ARGV[1] { written[$1] = 1; next }
  $1 == "P" && !($2 in written) {
    split($2, at, ".")
    print "resource \"" at[1] "\" \"" at[2] "\" {\n  lifecycle {\n    ignore_changes = all\n  }\n}\n"
  }' "$work/written" "$work/inputs" >"$tfdir/there_override.tf"
}

# variables FIRST writes what Terraform is given: what is lost, what it must not
# make yet, and the ids that are not the recorded ones. With FIRST everything
# that can wait does.
variables() {
  local from=$state
  [ -s "$state" ] || from=/dev/null
  blocked
  jq -nr -L "$recreate" --slurpfile ids "$work/ids.json" --slurpfile zones "$work/zones.json" --slurpfile unread "$work/unread.json" --slurpfile blocked "$work/blocked.json" \
    --slurpfile state "$from" --rawfile bad "$work/bad" --arg account "$account" --argjson start "$start" --argjson retiring "$retiring" --argjson first "$1" '
    include "lib"; include "terraform";
    terraform_inputs($ids[0]; {account: $account, start: $start, retiring: $retiring, first: $first, zones: $zones[0], unread: $unread[0], blocked: $blocked[0],
      bad: ($bad | split("\n") | map(select(. != "") | {(.): .}) | add // {}),
      has: (reduce ($state[0] // {} | addresses) as $i ({}; .[$i.at] = true))})' "$objects"/*.json >"$work/inputs"
  configure
  sed -n 's/^T //p' "$work/inputs" >"$tfdir/rebuild.tfvars.json"
}

# tidy makes the state fit what is there: what it holds and is lost, Terraform
# would fail on; what it holds under the id of a lost one, it would make twice;
# what it calls tainted and is there, and what is left out, it would destroy. It
# returns 1 when there was nothing to do.
tidy() {
  local addresses dropped=1
  [ -s "$state" ] && $apply || return 1
  addresses=$(jq -nr -L "$recreate" --slurpfile state "$state" --slurpfile ids "$work/ids.json" --rawfile inputs "$work/inputs" 'include "lib";
    ($inputs | split("\n") | map(select(startswith("X ")) | {(split(" ")[2]): true}) | add // {}) as $out
    | (reduce ($state[0] | addresses) as $i ({}; .[$i.at] = ($i.instance.attributes // {}))) as $held
    | inputs | .state_id as $id | .objects[] | select(.address != null and $held[.address] != null)
        | ($held[.address][$id // ""] // "") as $was | ($ids[0][.key]) as $is
        | select($is == null or $out[.key] or ($was != "" and $is != "" and $was != $is)) | .address' "$objects"/*.json)
  if [ -n "$addresses" ]; then
    dropped=0
    # shellcheck disable=SC2086 # addresses have no spaces
    tf state rm $addresses >"$work/tidy" 2>&1 || { plain <"$work/tidy" >&2 && die "terraform state rm failed."; }
  fi
  grep -q '"tainted"' "$state" || return $dropped
  jq -r -L "$recreate" 'include "lib"; addresses | select(.instance.status == "tainted") | .at' "$state" >"$work/tainted"
  while IFS= read -r addresses <&3; do
    tf untaint "$addresses" >"$work/tidy" 2>&1 || { plain <"$work/tidy" >&2 && die "terraform untaint failed."; }
  done 3<"$work/tainted"
  return $dropped
}

# plan FIRST says what Terraform would do. Nothing may be destroyed, and nothing
# that is there may change. An object that makes the plan fail is left out, with
# what depends on it, and the rest is planned. It returns 1 where there is no plan.
#
# Provider 5, when it works on much at once, now and then keeps a value of a
# setting as nothing and crashes on it for ever after. What is there can be
# adopted again: the state is set aside then, and another begun.
plan() {
  local rc tries=0
  while :; do
    tries=$((tries + 1))
    variables "$1"
    ! tidy || variables "$1" # what it dropped is imported
    rc=0
    # shellcheck disable=SC2086 # nothing, or one flag
    tf plan -json -input=false -lock-timeout=30s $one_by_one -out=plan -var-file=rebuild.tfvars.json >"$work/plan" 2>&1 || rc=$?
    if [ "$rc" -ne 0 ]; then
      ! grep -q 'Interrupt received' "$work/plan" || exit 130
      if $apply && [ -s "$state" ] && [ -z "${afresh:-}" ] && grep -q 'Plugin did not respond' "$work/plan"; then
        afresh=yes
        mv "$state" "$kept/rebuild.tfstate.aside"
        printf '  The provider crashes on rebuild.tfstate. It is kept as .rebuild/rebuild.tfstate.aside, and what is there is imported again.\n'
        continue
      fi
      if [ "$tries" -le 20 ] && refused_by_terraform "$work/plan" 'is left out of Terraform'; then
        continue
      fi
      printf '  terraform plan failed, and nothing was created by it:\n'
      messages "$work/plan" | plain | sed 's/^/    /'
      terraform_failed "$work/plan"
      return 1
    fi
    tf show -json plan | jq -r '[.resource_changes[]? | {address, actions: .change.actions, importing: (.change.importing != null)}]
      | (.[] | select(.actions | index("delete") != null) | "D \(.address)"), (.[] | select(.actions == ["update"]) | "U \(.address | split("[")[0])"),
        "S   Terraform: \([.[] | select(.importing)] | length) to import, \([.[] | select(.actions == ["create"])] | length) to create, 0 to change, 0 to destroy",
        "N \(any(.[]; .importing or .actions != ["no-op"]))", "O \(all(.[]; .actions == ["no-op"]))", (.[] | select(.actions == ["create"]) | "C \(.address)")' >"$work/would"
    if grep '^D ' "$work/would" >"$work/destroyed"; then
      sed 's/^D /  would be destroyed: /' "$work/destroyed" | plain >&2
      die "Terraform would destroy something, and a rebuild never does. Nothing of this plan was done."
    fi
    # Some arguments are planned although, or because, every change is ignored.
    # Then the resource is planned as it is written, and left out where that would
    # change it too.
    sed -n 's/^U //p' "$work/would" >"$work/updates"
    [ -s "$work/updates" ] || break
    [ "$tries" -le 20 ] || die "Terraform would change what is there, and a rebuild never does. Nothing of this plan was done."
    if grep -vxF -f "$work/written" "$work/updates" >"$work/more"; then
      cat "$work/more" >>"$work/written"
      continue
    fi
    sed 's/$/\tTerraform would change it although it is there/' "$work/updates" >"$work/blamed"
    blame 'is left out of Terraform' || die "Terraform would change what is there, and a rebuild never does. Nothing of this plan was done."
  done
  sed -n 's/^S //p' "$work/would"
}

# terraform_failed keeps that Terraform as a whole failed: nothing that it would
# have created is there for anything to run or be reachable.
terraform_failed() {
  left=$((left + 1))
  jq -r --slurpfile lost "$work/lost.json" '($lost[0] | map({(.): true}) | add // {}) as $lost | .objects[] | select(.address != null and $lost[.key]) | .key' "$objects"/*.json >>"$work/failed"
  { printf 'Terraform: '; messages "$1" | head -n 3 | tr '\n' ' '; } >"$work/said"
  clean "$(cat "$work/said")"
  keep_report_of terraform refused "$cleaned"
}

# messages FILE prints the errors of what terraform -json said.
messages() {
  jq -Rr 'fromjson? | select(."@level" == "error") | .diagnostic // {summary: ."@message"} | "\(.summary). \(.detail // "")" | gsub("[\\s]+"; " ")' "$1"
  grep -v '^{' "$1" || true
}

# refused_by_terraform FILE WHAT finds the objects that the errors are about, and
# keeps them as refused. It returns 1 where an error is about none.
refused_by_terraform() {
  local address file line text
  : >"$work/blamed"
  while IFS= read -r address && IFS= read -r file && IFS= read -r line && IFS= read -r text; do
    if [ -z "$address" ] && [ -f "$tfdir/$file" ]; then
      # An error of an import names a line.
      address=$(awk -v line="$line" '
        /^import \{/ { at = ""; inside = 1 }
        /^resource "/ { at = $2 "." $3; gsub(/"/, "", at) }
        inside && $1 == "to" { at = $3 }
        NR >= line && at != "" { print at; exit }
        NR > line + 6 { exit }' "$tfdir/$file")
    fi
    printf '%s\t%s\n' "$address" "$text" >>"$work/blamed"
  done < <(jq -Rr 'fromjson? | select(."@level" == "error") | .diagnostic | select(. != null)
    | (.address // "" | split("[")[0]), (.range.filename // ""), (.range.start.line // 0), ("\(.summary): \(.detail // "")" | gsub("[\\s\\x00-\\x1f]+"; " ") | .[0:500])' "$1")
  [ -s "$work/blamed" ] && blame "$2"
}

# blame WHAT keeps the objects of the lines in $work/blamed as refused.
blame() {
  local key name text any=1 state_of
  while IFS= read -r key <&3 && IFS= read -r name <&3 && IFS= read -r state_of <&3 && IFS= read -r text <&3; do
    [ -n "$key" ] || return 1
    ! grep -qxF -e "$key" "$work/bad" || continue
    any=0
    printf '%s\n' "$key" >>"$work/bad"
    if [ "$state_of" = there ]; then
      # It is there, and only Terraform cannot have it.
      report "$key" outside "$name: $1: $text"
    else
      fail "$key" "$name: refused: Terraform: $text"
    fi
  done 3< <(jq -nr --rawfile blamed "$work/blamed" --slurpfile ids "$work/ids.json" '
    (reduce (inputs | .objects[] | select(.address != null)) as $o ({}; .[$o.address | split("[")[0]] = $o)) as $by
    | $blamed | split("\n")[] | select(. != "") | split("\t") as $l | ($by[$l[0] | split("[")[0]] // null) as $o
    | ($o.key // ""), ($o.name // ""), (if $o != null and $ids[0][$o.key] != null then "there" else "lost" end), $l[1]' "$objects"/*.json)
  return $any
}

# terraform_makes plans and applies. A failure is looked at once more: much of
# what fails in the middle is right the second time. What fails again is kept as
# refused, and the rest goes on.
terraform_makes() {
  local try=0 rc
  while :; do
    try=$((try + 1))
    plan "$1" || return 0
    ! grep -qx 'N false' "$work/would" || return 0 # nothing to do
    rc=0
    keep_planned
    : >"$work/apply"
    tail -n +1 -f "$work/apply" 2>/dev/null | awk '/: (Creation|Import) complete/ { sub(/.*"@message":"/, ""); sub(/".*/, ""); sub(/ after .*/, ""); print "  " $1 " " tolower($2) " " $3; fflush() }' &
    progress="$(jobs -p %%) $!" # tail would wait for ever
    # shellcheck disable=SC2086 # nothing, or one flag
    tf apply -json -input=false -lock-timeout=30s $one_by_one plan >"$work/apply" 2>&1 || rc=$?
    sleep 1
    # shellcheck disable=SC2086 # two numbers
    kill $progress 2>/dev/null || true
    wait "${progress#* }" 2>/dev/null || true
    progress=
    rm -f "$tfdir/plan"
    jq -Rr 'fromjson? | select(.type == "apply_complete" and .hook.action == "create") | .hook.resource.addr' "$work/apply" >>"$work/made"
    survey
    begin_created
    [ "$rc" -ne 0 ] || return 0
    messages "$work/apply" | plain | sed 's/^/  Error: /'
    if [ "$try" -ge 2 ]; then
      refused_by_terraform "$work/apply" 'Terraform could not take it' || terraform_failed "$work/apply"
      return 0
    fi
    printf '  Terraform stopped; looking at what is there, and trying once more, one after the other.\n'
    one_by_one=-parallelism=1
  done
}

# keep_planned keeps, before Terraform begins, the keys of what it is to create.
keep_planned() {
  jq -nr --rawfile would "$work/would" '(reduce ($would | split("\n")[] | select(startswith("C "))) as $c ({}; .[$c[2:]] = true)) as $new
    | inputs | .objects[] | select(.address != null and $new[.address]) | .key' "$objects"/*.json >"$work/planned"
  put "$work/planned" "$kept/planned-$account"
}

# begin_created keeps that what Terraform created, as its state says, is
# unfinished, and what stands in it. A run that was killed left that to the next.
begin_created() {
  [ -f "$kept/planned-$account" ] || return 0
  cp "$kept/planned-$account" "$work/planned"
  # It says nothing of what a later run finds.
  ! $apply || rm -f "$kept/planned-$account"
  [ -s "$work/planned" ] && [ -s "$state" ] || return 0
  jq -nr -L "$recreate" --rawfile planned "$work/planned" --slurpfile state "$state" --slurpfile ids "$work/ids.json" 'include "lib";
    ($planned | split("\n") | map({(.): true}) | add) as $planned
    | (reduce ($state[0] | addresses) as $i ({}; .[$i.at] = ($i.instance.attributes // {}))) as $held
    | inputs | .state_id as $id | .objects[] | select($planned[.key] and .address != null and $held[.address] != null)
    | ($held[.address][$id // ""] // "") as $was | ($ids[0][.key]) as $is
    | select($is != null and ($was == "" or $is == "" or $was == $is)) | .key' "$objects"/*.json >"$work/born"
  : >>"$unfinished"
  awk 'FILENAME == ARGV[1] { new[$1] = 1; print; next } $1 in new { print $2 }' "$work/born" "$work/inside" | sort -u - "$unfinished" >"$work/begun"
  put "$work/begun" "$unfinished"
  unfinished_file
}

# ----------------------------------------------------------------- scripts

# scripts FLAGS... runs the scripts in their order.
scripts() {
  local which=$1 script rc flags=()
  [ "$which" = scripts ] || flags+=(--early)
  ! $apply || flags+=(--apply)
  ! $start || flags+=(--start)
  ! $retiring || flags+=(--with-retiring)
  [ -z "$secrets_file" ] || flags+=(--secrets "$secrets_file")
  flags+=(--account "$account" --account-name "$account_name")
  for script in $(described "$which"); do
    rc=0
    CFDR_REPORT=$report CFDR_SEEN=$work CFDR_UNFINISHED=$unfinished bash "$recreate/$script" "${flags[@]}" || rc=$?
    case $rc in
      0 | 2) ;;
      *) exit 1 ;;
    esac
  done
  tail -n "+$((reported + 1))" "$report" >>"$work/report.jsonl"
  reported=$(wc -l <"$report")
  unfinished_file
  lost
}

# flush_report adds to the report what was said here and not by a script.
flush_report() {
  [ -s "$work/report.own" ] || return 0
  cat "$work/report.own" >>"$report"
  cat "$work/report.own" >>"$work/report.jsonl"
  reported=$(wc -l <"$report")
  : >"$work/report.own"
}

# send_requests TITLE sends the requests in $work/requests, and reads back. What
# is not as it should be then is refused.
send_requests() {
  local title=$1 key name kind method path header fields body rc touched=' ' again=''
  sent=$'\n'
  while IFS= read -r key <&3 && IFS= read -r name <&3 && IFS= read -r kind <&3 && IFS= read -r method <&3 && IFS= read -r path <&3 && IFS= read -r header <&3 && IFS= read -r fields <&3 && IFS= read -r body <&3; do
    printf '%s' "$body" >"$work/body"
    rc=0
    api "$method" "$path" -H 'Content-Type: application/json' ${header:+-H "$header"} --data-binary "@$work/body" || rc=$?
    if [ "$rc" -ne 0 ]; then
      fail "$key" "$name: refused: $refusal"
      continue
    fi
    sent="$sent$key "$'\n'
    case $touched in *" $kind "*) ;; *) touched="$touched$kind " ;; esac
  done 3<"$work/requests"
  [ "$touched" != ' ' ] || return 0
  for rc in 1 2 3; do
    for kind in $touched; do
      look_again "$kind"
    done
    examine
    "$2"
    again=
    while IFS= read -r key <&3 && IFS= read -r name <&3 && IFS= read -r kind <&3 && IFS= read -r method <&3 && IFS= read -r path <&3 && IFS= read -r header <&3 && IFS= read -r fields <&3 && IFS= read -r body <&3; do
      case $sent in *$'\n'"$key "*) again="$again$key "$'\n' ;; esac
    done 3<"$work/requests.left"
    [ -n "$again" ] || break
    sleep "$pause"
  done
  while IFS= read -r key <&3 && IFS= read -r name <&3 && IFS= read -r kind <&3 && IFS= read -r method <&3 && IFS= read -r path <&3 && IFS= read -r header <&3 && IFS= read -r fields <&3 && IFS= read -r body <&3; do
    case $sent in *$'\n'"$key "*) ;; *) continue ;; esac
    case $'\n'$again in
      *$'\n'"$key "*) fail "$key" "$name: accepted and not stored: ${fields//$'\037'/; }" ;;
      *)
        printf '%s\n' "$key" >>"$work/changed"
        report "$key" updated "$name: $title ${fields//$'\037'/; }"
        ;;
    esac
  done 3<"$work/requests"
}

# complete finishes what was created and is not whole, whoever created it.
complete() {
  examine
  to_complete
  cp "$work/requests.left" "$work/requests"
  [ -s "$work/requests" ] || return 0
  phase 'What is completed'
  send_requests completed: to_complete
}

# to_complete leaves in $work/requests.left what would complete the unfinished.
to_complete() {
  jq -r -L "$recreate" --arg unfinished "$pending" --rawfile failed "$work/failed" --slurpfile zones "$work/zones.json" --argjson start "$start" --argjson retiring "$retiring" 'include "compare";
    ($unfinished | split("\n") | map({(.): true}) | add) as $unfinished
    | ($failed | split("\n") | map({(.): true}) | add) as $failed
    | select(.state == "differs" and $unfinished[.key] and ($failed[.key] | not) and .method != "" and .path != null and .known and .secrets == [] and (.fixed | not))
    | select((.held | not) or $start) | select((.retiring | not) or $retiring)
    | select((.held | not) or .zone == null or $zones[0][.zone] == "active")
    | requested' "$work/contents" >"$work/requests.left"
}

# rewire gives what refers to the old id of something that was created again, or
# was detached from it when it was lost, the new one. The live object is taken,
# and nothing else of it changes.
rewire() {
  moved_ids
  jq --slurpfile ids "$work/ids.json" 'map(select($ids[0][.] != null) | {(.): true}) | add // {}' "$work/lost.first" >"$work/again.json"
  to_rewire
  [ -s "$work/requests.left" ] || return 0
  phase 'What refers to new ids'
  read_again
  to_rewire
  cp "$work/requests.left" "$work/requests"
  send_requests 'refers to the new ids in' to_rewire
}

# read_again looks once more at the kinds of $work/requests.left: a request has all
# of the live object, which may have changed since. It has eight lines for each,
# of which the third is the kind.
read_again() {
  local kind kinds
  kinds=$(awk 'NR % 8 == 3 && !seen[$0]++' "$work/requests.left")
  for kind in $kinds; do
    look_again "$kind"
  done
}

# to_rewire leaves in $work/requests.left what would do that, and in
# $work/stale what a person has to do.
to_rewire() {
  local kind name live=()
  for kind in "$work"/live/*.jsonl; do
    name=${kind##*/}
    live+=(--slurpfile "live_${name%.jsonl}" "$kind")
  done
  jq -nc -L "$recreate" --slurpfile ids "$work/ids.json" --slurpfile moved "$work/moved.json" --slurpfile again "$work/again.json" "${live[@]}" 'include "change";
    inputs | to_rewire($ids[0]; $moved[0]; $again[0])' "$objects"/*.json >"$work/rewiring"
  : >"$work/requests.left"
  : >"$work/stale"
  [ -s "$work/rewiring" ] || return 0
  jq -r -L "$recreate" 'include "compare"; select(.method != "" and .path != null and .secrets == []) | requested' "$work/rewiring" >"$work/requests.left"
  jq -r 'select(.method == "" or .path == null or .secrets != []) | "  \(.name): refers to the old id of something that was created again, in \(.fields)"' "$work/rewiring" >"$work/stale"
}

# wanted_alignments leaves in $work/aligning what --align asks for: the object,
# its differences, and the request.
wanted_alignments() {
  $align_all || [ -n "$align" ] || return 1
  local key near
  while IFS= read -r key; do
    [ -n "$key" ] || continue
    if ! jq -en --arg key "$key" 'any(inputs | .objects[]; .key == $key)' "$objects"/*.json >/dev/null; then
      near=$(jq -nr --arg key "$key" '($key | split(".")) as $k | [inputs | .objects[].key | select(startswith($k[0] + ".")) | select($k[1] == null or (ascii_downcase | contains($k[1][0:4] | ascii_downcase)))] | .[0:5] | join(", ")' "$objects"/*.json)
      clean "$key"
      die "--align $cleaned: the snapshot has no such object.${near:+ Did you mean one of: $near?} The keys stand in the list of differences."
    fi
  done <<<"$align"
  return 0
}

# align_now changes what --align names and differs to what the snapshot says.
align_now() {
  local key name kind method path header fields body agreed=$'\n'
  wanted_alignments || return 0
  examine
  to_align
  cp "$work/requests.left" "$work/requests.all"
  phase 'What is aligned'
  cat "$work/unalignable"
  left=$((left + $(wc -l <"$work/unalignable")))
  [ -s "$work/requests.all" ] || { [ -s "$work/unalignable" ] || printf '  nothing differs\n'; return 0; }
  : >"$work/requests"
  while IFS= read -r key <&3 && IFS= read -r name <&3 && IFS= read -r kind <&3 && IFS= read -r method <&3 && IFS= read -r path <&3 && IFS= read -r header <&3 && IFS= read -r fields <&3 && IFS= read -r body <&3; do
    if confirmed; then
      agreed=$agreed$key" "$fields$'\n'
    fi
  done 3<"$work/requests.all"
  $apply && [ "$agreed" != $'\n' ] || return 0
  # Somebody may have thought for an hour. Only what was shown is changed.
  read_again
  examine
  to_align
  while IFS= read -r key <&3 && IFS= read -r name <&3 && IFS= read -r kind <&3 && IFS= read -r method <&3 && IFS= read -r path <&3 && IFS= read -r header <&3 && IFS= read -r fields <&3 && IFS= read -r body <&3; do
    case $agreed in
      *$'\n'"$key $fields"$'\n'*) printf '%s\n' "$key" "$name" "$kind" "$method" "$path" "$header" "$fields" "$body" >>"$work/requests" ;;
      *$'\n'"$key "*) fail "$key" "$name: it was changed meanwhile, and is left as it is" ;;
    esac
  done 3<"$work/requests.left"
  send_requests aligned: to_align
}

# confirmed shows the changes of one object, and asks.
confirmed() {
  local answer lines="${fields//$'\037'/$'\n'    }"
  if ! $apply; then
    printf '  %s: would be aligned:\n    %s\n' "$name" "$lines"
    return 1
  fi
  if $yes; then
    printf '  %s:\n    %s\n' "$name" "$lines"
    return 0
  fi
  { printf '  %s:\n    %s\n' "$name" "$lines" && printf '  Change it? [y/N]\n'; } | plain >/dev/tty
  IFS= read -r answer </dev/tty || answer=
  case $answer in
    y | Y | yes) return 0 ;;
  esac
  printf '  %s: left as it is\n' "$name"
  return 1
}

# to_align leaves in $work/requests.left what would align what was asked for.
to_align() {
  jq -c --arg unfinished "$pending" --argjson all "$align_all" --arg keys "$align" '
    ($unfinished | split("\n") | map({(.): true}) | add) as $unfinished
    | ($keys | split("\n") | map({(.): true}) | add // {}) as $keys
    | select(.state == "differs" and ($unfinished[.key] | not) and ($all or $keys[.key]))
    | .why = (if .fixed then "it cannot be changed on the plan of this zone"
        elif .method == "" or .path == null then "the API has no request for it here; change it in the dashboard, or deploy it"
        elif .secrets != [] then "a change would take its secret away; change it in the dashboard"
        elif .known | not then "something that it refers to is not there"
        else "" end)' "$work/contents" >"$work/alignments"
  jq -r -L "$recreate" 'include "compare"; select(.why == "") | requested' "$work/alignments" >"$work/requests.left"
  jq -r 'select(.why != "") | "  \(.name): cannot be aligned: \(.why)"' "$work/alignments" >"$work/unalignable"
}

# adopt_again imports what the requests changed under its new contents. Provider 5
# keeps parts of what a list in its state had, and would plan to take them away.
adopt_again() {
  local addresses
  # What a script rebound or completed, too.
  jq -r 'select(.action == "updated") | .key' "$work/report.jsonl" >>"$work/changed"
  [ -s "$work/changed" ] && [ -s "$state" ] || return 0
  addresses=$(jq -nr -L "$recreate" --rawfile changed "$work/changed" --slurpfile state "$state" 'include "lib";
    ($changed | split("\n") | map({(.): true}) | add) as $changed
    | (reduce ($state[0] | addresses) as $i ({}; .[$i.at] = true)) as $held
    | inputs | .objects[] | select($changed[.key] and .address != null and $held[.address]) | .address' "$objects"/*.json)
  [ -n "$addresses" ] || return 0
  phase 'What Terraform imports again'
  # shellcheck disable=SC2086 # addresses have no spaces
  tf state rm $addresses >"$work/tidy" 2>&1 || { plain <"$work/tidy" >&2 && die "terraform state rm failed."; }
  terraform_makes "$(if $start; then echo false; else echo true; fi)"
}

# -------------------------------------------------------------------- ends

# left_for_a_person lists what no script can do, for what was lost.
left_for_a_person() {
  local listed
  count=0
  refusals
  differences
  if [ -s "$work/out" ]; then
    printf '\nThere, not lost, and different from the snapshot (live -> snapshot). It was left as it is; --align KEY changes it:\n'
    tell_out
  fi
  listed=$count
  printf '\nLeft for a person, in this order:\n'
  manual_steps
  tell_tagged nameservers
  tell_tagged hand
  # Data comes before anything runs; what has no copy is told in a line.
  tell_tagged copy
  tell_tagged nocopy
  deployments
  if [ -s "$work/stale" ]; then
    cp "$work/stale" "$work/out"
    tell_out
  fi
  jq -r 'select(.action == "left" or .action == "once" or .action == "wait" or .action == "fixed" or .action == "absent" or .action == "secret") | "  \(.text)"' <(grep '"action":"left"' "$work/report.early" || true) <(grep '"action":"once"' "$report" || true) "$work/report.jsonl" | awk '!seen[$0]++' >"$work/out"
  tell_out
  [ "$count" -gt "$listed" ] || printf '  nothing\n'
  jq -rn --slurpfile said "$work/report.jsonl" --slurpfile vars "$tfdir/rebuild.tfvars.json" --argjson start "$start" '
    ($vars[0].held | map({(.): true}) | add // {}) as $held
    | ($said[] | select(.action == "pending" or .action == "held" or .action == "retiring") | "  \(.text)"),
      (inputs | .objects[] | select($held[.key])
        | if .retiring then "  \(.name): to be retired; left out without --with-retiring"
          elif $start | not then "  \(.name): left for --start"
          else "  \(.name): waits until its zone is active; run this again then" end)' "$objects"/*.json | awk '!seen[$0]++' >"$work/out"
  if [ -s "$work/out" ]; then
    printf '\nLeft for another run:\n'
    tell_out
  fi
}

# manual_steps leaves in $work/tagged what a person does for what was lost, a
# line with a tag each: where the domains of new zones are to point, what is made
# by hand, and data; and in $work/steps what deploys code.
manual_steps() {
  [ -f "$work/live/zone.jsonl" ] || : >"$work/live/zone.jsonl"
  jq -rn --slurpfile gone "$work/ever.json" --slurpfile live "$work/live/zone.jsonl" --slurpfile ids "$work/ids.json" '
    ($gone[0] | map({(.): true}) | add // {}) as $gone
    | [inputs.steps[] | select($gone[.key])] as $steps
    | ($steps[] | select(.topic == "nameservers") | . as $s
        | ([$live[].item | select(.id == $ids[0][$s.key])] | last) as $zone
        | select($zone != null and $zone.status != "active")
        | "nameservers   \(.name): \(.text) They are: \($zone.name_servers // [] | join(", "))"),
      ($steps[] | select(.topic == "hand") | "hand   \(.name): \(.text)"),
      ($steps[] | select(.topic == "data" and .copy) | "copy   \(.name): \(.text)"),
      ([$steps[] | select(.topic == "data" and (.copy | not)) | .name] | select(. != []) | "nocopy   No copy is known of what these held: \(join(", "))"),
      ($steps[] | select(.topic == "deploy") | "deploy \(tojson)")' "$recreate/afterwards.json" >"$work/tagged"
  sed -n 's/^deploy //p' "$work/tagged" >"$work/steps"
}

tell_tagged() {
  sed -n "s/^$1 //p" "$work/tagged" >"$work/out"
  tell_out
}

tell_out() {
  cat "$work/out"
  count=$((count + $(wc -l <"$work/out")))
}

# refusals lists what was refused, with the words of the API, what nobody knows,
# and what waits for either.
refusals() {
  jq -nr --slurpfile early "$work/report.early" --slurpfile said "$work/report.jsonl" --slurpfile unread "$work/unread.json" --rawfile inputs "$work/inputs" \
    --slurpfile lost "$work/lost.json" --rawfile failed "$work/failed" --arg unfinished "$pending" --slurpfile contents "$work/contents" '
    [inputs | .objects[]] as $all
    | (reduce $all[] as $o ({}; .[$o.key] = $o.name)) as $names
    | ($failed | split("\n") | map({(.): true}) | add) as $failed
    | ($lost[0] | map({(.): true}) | add // {}) as $lost
    | ($unfinished | split("\n") | map({(.): true}) | add) as $unfinished
    | (($early, $said)[] | select(.action == "refused" or .action == "unread") | "  \(.text)"),
      ($all[] | select($unread[0][.key] != null) | "  \(.name): nobody knows whether it is there: \($unread[0][.key])"),
      ($inputs | split("\n")[] | select(startswith("W ")) | split(" ") | select($lost[.[1]] and ($failed[.[1]] | not) and .[1] != .[2])
        | "  \($names[.[1]]): waits for \($names[.[2]] // .[2])"),
      ($contents[] | select(.state == "differs" and $unfinished[.key] and ($failed[.key] | not) and (.held | not)) | "  \(.name): created, and not as recorded: \(.lines | join("; "))")' \
    "$objects"/*.json | awk '!seen[$0]++' >"$work/out"
  if [ -s "$work/out" ]; then
    printf '\nRefused, or not known. The rest was done, and what depends on these waits:\n'
    tell_out
  fi
}

# deployments prints what deploys the workers whose code is not here.
deployments() {
  local key script line
  [ -f "$objects/worker.json" ] || return 0
  while IFS= read -r key <&3; do
    [ -n "$(id_of "$key")" ] || continue
    script=$(worker_field "$key" '.match.id | @uri')
    if ! is_placeholder "$script"; then # or nobody knows
      # Its code is there, and not all that belongs to it.
      : >"$work/out"
      [ "$(worker_field "$key" '.upload.deploy.partial // false')" = false ] ||
        jq -r --arg key "$key" 'select(.topic == "deploy" and .key == $key) | "  \(.name): \(.text)"' "$work/steps" >"$work/out"
      tell_out
      continue
    fi
    count=$((count + 1))
    jq -r --arg key "$key" --arg account "$account" --slurpfile ids "$work/ids.json" -L "$recreate" 'include "lib";
      . as $file | .objects[] | select(.key == $key) | .upload.deploy as $d
      | "  \(.name): deploy its code; its configuration must say account_id = \"\($account)\":",
        (if $d.directory == null then "    where its source is, is not recorded; there:" else empty end),
        "    \(if $d.directory then "cd \($d.directory | @sh) && " else "" end)CLOUDFLARE_ACCOUNT_ID=\($account) WRANGLER_CACHE_DIR=\"$(mktemp -d)\" npx wrangler deploy --name \(.match.id | @sh)\(if $d.environment then " --env \($d.environment | @sh)" else "" end) --no-x-provision --no-x-auto-create",
        ((.body.bindings // [])[] | . as $b | keys_of_body[] as $k | select($ids[0][$k] != null)
          | "    \($b.name) (\($b.type)) is \($ids[0][$k])\($d.was[$k] // "" | if . != "" and . != $ids[0][$k] then ", was " + . else "" end)")' "$objects/worker.json"
  done 3< <(jq -r '.objects[] | select(.upload.deploy != null) | .key' "$objects/worker.json")
}

# way_back says how the snapshot becomes true again, where it has old ids.
way_back() {
  local flags
  flags=$(jq -nr --arg account "$account" --arg name "$account_name" --slurpfile manifest "$here/manifest.json" --slurpfile ids "$work/ids.json" '
    if $manifest[0].account.id != $account then " --new-account \($account) --new-account-name \($name | @sh)"
    elif any(inputs | .objects[]; .recorded != null and $ids[0][.key] != null and $ids[0][.key] != "" and $ids[0][.key] != .recorded) then "" else "none" end' "$objects"/*.json)
  [ "$flags" != none ] || return 0
  printf '\nThe snapshot still has old ids. %s, in the directory of cfdr.yaml:\n' "$(if $start || jq -e '.held == []' "$here/rebuild.tfvars.json" >/dev/null; then echo 'When nothing is left above'; else echo 'After --start, and not before'; fi)"
  printf '  cfdr refresh%s\n' "$flags"
  printf 'It takes the new ids, and its last line says how rebuild.tfstate becomes the state of this directory and what terraform plan must say then.\n'
}

main() {
  options "$@"
  tools
  exec 5>&2
  trap stopped EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  work=$(mktemp -d "${TMPDIR:-/tmp}/cfdr.XXXXXX")
  mkdir "$work/live"
  : >"$work/made"
  : >"$work/changed"
  : >"$work/failed"
  : >"$work/report.jsonl"
  own_report=$work/report.own
  : >"$own_report"
  printf '{}' >"$work/blocked.json"
  report=$work/report
  : >"$report"
  reported=0
  secrets_form
  if $apply; then
    only_one
    keep_report
    exec 6>&1
    exec > >(trap '' INT TERM && plain | tee -i -a "$here/rebuild.log" >&6) 2>&1
    screening=$!
    exec 5>&2
    printf '\n%s\n' "$(date -u '+%Y-%m-%dT%H:%M:%SZ') rebuild.sh $*"
  else
    screen
  fi

  phase Preflight
  preflight
  wanted_alignments || true

  phase 'What is there'
  survey
  table
  unfinished_file
  ever=[]
  [ ! -s "$kept/lost.json" ] || ever=$(cat "$kept/lost.json")
  jq --argjson ever "$ever" '. + $ever | unique' "$work/lost.json" >"$work/ever.json"
  if $apply; then
    put "$work/ever.json" "$kept/lost.json"
  else
    # A preview keeps nothing.
    [ ! -s "$unfinished" ] || cp "$unfinished" "$work/unfinished"
    unfinished=$work/unfinished
  fi
  unfinished_file
  find_inside
  begin_created
  cp "$work/lost.json" "$work/lost.first"
  beforehand
  examine
  differences
  if [ -s "$work/out" ]; then
    printf '\nThere, not lost, and different from the snapshot (live -> snapshot). It is left as it is; --align KEY changes it:\n'
    cat "$work/out"
  fi
  prepare

  if ! $apply; then
    rehearse
    return
  fi

  phase 'What Terraform needs first'
  scripts early

  phase Terraform
  terraform_makes true
  flush_report

  phase Scripts
  mv "$work/report.jsonl" "$work/report.early"
  : >"$work/report.jsonl"
  scripts scripts
  complete
  rewire
  flush_report

  if $start; then
    phase 'What runs and is reachable'
    terraform_makes false
    complete
    flush_report
  fi
  align_now
  flush_report
  adopt_again
  flush_report

  phase 'What is there now'
  survey
  examine
  variables "$(if $start; then echo false; else echo true; fi)"
  jq . "$tfdir/rebuild.tfvars.json" >"$work/tfvars"
  put "$work/tfvars" "$here/rebuild.tfvars.json"
  table
  phase_done
  sums
  left_for_a_person
  way_back
  printf '\nDone in %d s.\n' $((SECONDS - began))
  [ "$count" -eq 0 ] || exit 2
}

# sums counts what came back, and by what: what was lost, was read back, and is
# as recorded. What nothing here makes is a person's to make, and among the steps.
# It takes out of what is unfinished what is as recorded, and what is not there
# after all: whoever creates that from now on has the say.
sums() {
  jq -nr --slurpfile first "$work/lost.first" --rawfile made "$work/made" --rawfile failed "$work/failed" --slurpfile contents "$work/contents" '
    ($made | split("\n") | map({(.): true}) | add) as $made
    | ($failed | split("\n") | map({(.): true}) | add) as $failed
    | ($first[0] | map({(.): true}) | add // {}) as $first
    | (reduce $contents[] as $c ({}; .[$c.key] = $c)) as $is
    | [inputs | .objects[] | select(.undefined | not)
        | {key, name, first: ($first[.key] // false), state: $is[.key].state, made: (.address != null and $made[.address]),
           hand: (.address == null and .topic == null)}] as $all
    | [$all[] | select(.first and (.state == "whole" or .state == "partly") and ($failed[.key] | not))] as $back
    | [$all[] | select(.state == "missing" or (.first and (.state == "differs" or $failed[.key]) and .state != "unread"))] as $missing
    | "say ", "say Back: \([$back[] | select(.made)] | length) by Terraform, \([$back[] | select(.made | not)] | length) by script; \([$missing[] | select(.hand)] | length) for a person to make. Missing: \([$missing[] | select(.hand | not)] | length).",
      ($missing[] | select(.hand | not) | if .state == "missing" then "say   missing: \(.name)" else "say   not whole: \(.name)" end),
      ($contents[] | select(.state == "missing" or (.state == "whole" and ($failed[.key] | not))) | "end \(.key)")' "$objects"/*.json >"$work/tagged"
  sed -n 's/^say //p' "$work/tagged"
  ended=$(sed -n 's/^end //p' "$work/tagged")
  end_objects
}

# rehearse says what a run with --apply would do.
rehearse() {
  local before creates imports
  phase 'What the scripts would do'
  scripts scripts
  phase 'What Terraform would do'
  read -r before creates imports < <(jq -rs --slurpfile lost "$work/lost.json" --slurpfile ids "$work/ids.json" '($lost[0] | map({(.): true}) | add // {}) as $lost
    | [.[].objects[]] as $all
    | "\([$all[] | select((.early or .upload.made) and $lost[.key])] | length) \([$all[] | select(.address != null and (.early or .upload.made | not) and $ids[0][.key] == null)] | length) \([$all[] | select(.address != null and $ids[0][.key] != null)] | length)"' "$objects"/*.json)
  if [ "$before" -gt 0 ]; then
    printf '  Terraform would create %d objects and import %d. There is no plan yet: %d things that it refers to or adopts are made first.\n' "$creates" "$imports" "$before"
  else
    plan "$(if $start; then echo false; else echo true; fi)" || true
  fi
  align_now
  phase_done
  printf '\nNothing was changed. --apply does it.\n'
  differences
  if [ "$(jq length "$work/lost.json")" -eq 0 ] && [ "$before" -eq 0 ] && [ "$left" -eq 0 ] && [ ! -s "$work/unread" ] &&
    ! jq -es 'any(.[]; .action == "update" or .action == "create" or .action == "refused")' "$work/report.jsonl" >/dev/null &&
    ! grep -qx 'O false' "$work/would"; then
    if [ ! -s "$work/out" ]; then
      printf 'All of the snapshot is there.\n'
      return 0
    fi
    printf 'All of the snapshot is there; some of it differs, as listed above.\n'
  fi
  exit 2
}

main "$@"
