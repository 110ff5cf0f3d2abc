#!/usr/bin/env bash
# Rebuild: brings an empty account, or one that lost a part, to what this
# directory says. It is the one entry for the bad day.
#
# It goes through these phases:
#
#   1. Preflight: tools, files, token, the right account.
#   2. Look: which objects are there, and which are lost.
#   3. What Terraform needs and cannot make: stores, placeholders of workers.
#   4. Terraform: imports what is there, creates what is lost.
#   5. The scripts in recreate/: settings, code of workers, secrets; with
#      --start also consumers of queues.
#   6. With --start: cron triggers, routes and domains, by Terraform.
#   7. What is left for a person, in the order in which it is done.
#
# Without --apply it only says what it would do. It can be stopped at any point
# and run again: it looks at the account each time, and goes on from there.
# What is there stays. Terraform's state is rebuild.tfstate, apart from any
# other. It ends with 0 when all is done, 2 when something is left for a person
# or for another run, 1 when it stopped.
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
targets=()

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
  version=$(terraform version -json 2>/dev/null | jq -r .terraform_version)
  case $version in
    0.* | 1.[0-8].* | '') die "Terraform 1.9 or later is needed, this is ${version:-of an unknown version}" ;;
  esac
  printf '  terraform %s, %s, %s\n' "$version" "$(jq --version)" "$(curl -q --version | awk 'NR == 1 { print $1, $2 }')"
  files
  point
  check_account
  printf '  account %s (%s)\n' "$account" "$(printf %s "$account_name" | tr -d '[:cntrl:]')"
  token
  zero_trust
  older_state
}

# files compares the directory with its manifest: what was changed by hand is
# not what the inventory says.
files() {
  local sum differs
  if command -v sha256sum >/dev/null; then sum=sha256sum; else sum='shasum -a 256'; fi
  differs=$(cd "$here" && jq -r '.files | to_entries[] | "\(.value)  \(.key)"' manifest.json | $sum -c - 2>/dev/null | sed -n 's/: FAILED.*//p') || true
  if [ -n "$differs" ]; then
    die "These files are not as cfdr wrote them: $(printf %s "$differs" | tr '\n' ' '). Generate again, or bring them back, before anything is rebuilt from them."
  fi
  printf '  %d files as written\n' "$(jq '.files | length' "$here/manifest.json")"
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
  target=$(jq -r .target "$recreate/index.json")
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
  local id=
  if api GET "/accounts/$account/tokens/verify" || api GET /user/tokens/verify; then
    [ "$(jq -r .result.status "$work/answer")" = active ] || die "The token is $(jq -r .result.status "$work/answer")."
    id=$(jq -r '.result.id | @uri' "$work/answer")
  fi
  jq -s '[.[].permission | sub(" Read$"; " Write")] | unique' "$objects"/*.json >"$work/needed"
  if [ -n "$id" ] && { api GET "/accounts/$account/tokens/$id" || api GET "/user/tokens/$id"; }; then
    jq -r --slurpfile needed "$work/needed" '
      ([.result.policies[]? | select(.effect == "allow") | .permission_groups[]?.name]) as $has
      | ($needed[0] - $has) as $lacks
      | if $lacks == [] then "  the token may write all that is needed"
        else "  the token seems to lack: \($lacks | join(", "))" end' "$work/answer"
  else
    printf '  the token cannot tell what it may write; needed are: %s\n' "$(jq -r 'join(", ")' "$work/needed")"
  fi
}

# zero_trust says when Access cannot be used yet.
zero_trust() {
  local kinds=("$objects"/access_*.json)
  [ -e "${kinds[0]}" ] || return 0
  api GET "/accounts/$account/access/organizations" ||
    printf '  Zero Trust says: %s. Where the account has no organization yet, make one in the dashboard first.\n' "$refusal"
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
  local kind kinds
  rm -rf "$work/live" "$work/listed"
  mkdir "$work/live" "$work/listed"
  jq -n --arg id "$account" '{account: $id}' >"$work/ids.json"
  remember
  kinds=$(jq -r '.kinds[]' "$recreate/index.json")
  # shellcheck disable=SC2086 # kinds are plain words
  look $kinds
  recognise
  lost
}

# lost says what is not there, by key.
lost() {
  jq -s --slurpfile ids "$work/ids.json" '[.[].objects[] | select(.undefined | not) | select($ids[0][.key] == null) | .key]' "$objects"/*.json >"$work/lost.json"
}

# remember takes the ids that an earlier run gave from its state.
remember() {
  printf '{}' >"$work/remembered.json"
  [ -s "$state" ] || return 0
  jq -s --slurpfile state "$state" '
    (reduce ($state[0].resources[]? | select(.mode == "managed") | . as $r | .instances[]? | {key: "\($r.type).\($r.name)\(if .index_key != null then "[\(.index_key)]" else "" end)", value: .attributes}) as $i
      ({}; .[$i.key] = $i.value)) as $held
    | [.[] | .state_id as $id | select($id != null) | .objects[] | select(.address != null and $held[.address] != null)
        | {key, value: ($held[.address][$id] // null)} | select(.value | type == "string" and . != "")] | from_entries' "$objects"/*.json >"$work/remembered.json"
}

table() {
  local kind
  for kind in $(jq -r '.kinds[]' "$recreate/index.json"); do
    jq -r --slurpfile lost "$work/lost.json" '([.objects[] | select(.undefined | not)]) as $all
      | ($lost[0] | map({(.): true}) | add // {}) as $gone
      | ([$all[] | select($gone[.key])] | length) as $n
      | select(($all | length) > 0)
      | "  \(.title): \($all | length) in the snapshot, \(($all | length) - $n) there\(if $n > 0 then ", \($n) lost" else "" end)"' "$objects/$kind.json"
  done
}

# --------------------------------------------------------------- terraform

tf() { (cd "$tfdir" && terraform "$@"); }

# prepare makes the directory that Terraform runs in: the files of this one,
# with a state of its own.
prepare() {
  local file
  if $apply; then
    tfdir=$kept/terraform
  else
    tfdir=$work/dry/terraform
    [ ! -s "$state" ] || cp "$state" "$work/rebuild.tfstate"
  fi
  mkdir -p "$tfdir"
  rm -rf "$tfdir"/*.tf "$tfdir/workers" "$tfdir/plan"
  while IFS= read -r file; do
    cp "$here/$file" "$tfdir/"
  done < <(jq -r '.files | keys[] | select(test("^[^/]*[.]tf$") and . != "imports.tf")' "$here/manifest.json")
  [ ! -d "$here/workers" ] || cp -R "$here/workers" "$tfdir/workers"
  [ ! -f "$here/.terraform.lock.hcl" ] || [ -f "$tfdir/.terraform.lock.hcl" ] || cp "$here/.terraform.lock.hcl" "$tfdir/"
  printf 'terraform {\n  backend "local" {\n    path = "../../rebuild.tfstate"\n  }\n}\n' >"$tfdir/rebuild_override.tf"
  if ! tf init -input=false -no-color >"$work/init" 2>&1; then
    cat "$work/init" >&2
    die "terraform init failed."
  fi
}

# variables FIRST writes what Terraform is told: what is lost, what it must not
# make yet, and the ids that are not the recorded ones. With FIRST everything
# that can wait does.
variables() {
  jq -s --slurpfile ids "$work/ids.json" --slurpfile zones "$work/zones.json" --arg account "$account" \
    --argjson start "$start" --argjson retiring "$retiring" --argjson first "$1" '
    [.[] | .named as $named | .objects[] | .named = $named] as $all
    | $ids[0] as $ids
    | [$all[] | select(.address != null and $ids[.key] == null)] as $lost
    | {
        account_id: $account, adopt: true, rebuild: true,
        lost: [$lost[].key],
        held: [$lost[] | select(
            (.held and ($first or ($start | not) or (.zone != null and $zones[0][.zone] != "active")))
            or (.retiring and ($retiring | not))) | .key],
        ids: ([$all[] | select($ids[.key] != null and $ids[.key] != "" and $ids[.key] != .recorded and .named != true) | {(.key): $ids[.key]}] | add // {})
      }' "$objects"/*.json >"$tfdir/rebuild.tfvars.json"
  imports
}

# imports leaves out of imports.tf what there is nothing to import for: what is
# lost, and what the state has. Terraform compares each import with each other
# one whenever it reads them, which takes minutes for thousands.
imports() {
  local held='{}'
  [ ! -s "$state" ] || held=$(jq -c '[.resources[]? | select(.mode == "managed") | . as $r | .instances[]?
    | {("\($r.type).\($r.name)\(if .index_key != null then "[\(.index_key)]" else "" end)"): true}] | add // {}' "$state")
  jq -r --slurpfile ids "$work/ids.json" --slurpfile held <(printf '%s' "$held") '
    .objects[] | select(.address != null and $ids[0][.key] != null and ($held[0][.address] | not)) | .key' "$objects"/*.json >"$work/import"
  awk 'FILENAME == ARGV[1] { wanted[$0] = 1; next }
    $0 == "import {" { block = ""; key = ""; inside = 1 }
    !inside { next }
    { block = block $0 "\n" }
    match($0, /contains\(var\.lost, "[^"]*"\)/) { key = substr($0, RSTART + 20, RLENGTH - 22) }
    $0 == "}" { if (key in wanted) print block; inside = 0 }' "$work/import" "$here/imports.tf" >"$tfdir/imports.tf"
}

# tidy makes the state fit what is there: what it holds and is lost, Terraform
# would fail on; what it holds under the id of a lost one, it would make twice;
# what it calls tainted and is there, it would destroy.
tidy() {
  local addresses
  [ -s "$state" ] && $apply || return 0
  addresses=$(jq -rs --slurpfile state "$state" --slurpfile ids "$work/ids.json" '
    ([$state[0].resources[]? | select(.mode == "managed") | . as $r | .instances[]?
      | {("\($r.type).\($r.name)\(if .index_key != null then "[\(.index_key)]" else "" end)"): (.attributes // {})}] | add // {}) as $held
    | [.[] | .state_id as $id | .objects[] | select(.address != null and $held[.address] != null)
        | ($held[.address][$id // ""] // "") as $was | ($ids[0][.key]) as $is
        | select($is == null or ($was != "" and $is != "" and $was != $is)) | .address] | .[]' "$objects"/*.json)
  if [ -n "$addresses" ]; then
    # shellcheck disable=SC2086 # addresses have no spaces
    tf state rm $addresses >"$work/tidy" 2>&1 || { cat "$work/tidy" >&2 && die "terraform state rm failed."; }
  fi
  jq -r '.resources[]? | select(.mode == "managed") | . as $r | .instances[]? | select(.status == "tainted") | "\($r.type).\($r.name)\(if .index_key != null then "[\(.index_key)]" else "" end)"' "$state" >"$work/tainted"
  while IFS= read -r addresses <&3; do
    tf untaint "$addresses" >"$work/tidy" 2>&1 || { cat "$work/tidy" >&2 && die "terraform untaint failed."; }
  done 3<"$work/tainted"
}

# plan FIRST says what Terraform would do. Nothing may be destroyed.
#
# Provider 5, when it works on much at once, now and then keeps a value of a
# setting as nothing and crashes on it for ever after. What is there can be
# adopted again: the state is set aside then, and another begun.
plan() {
  local rc=0
  # shellcheck disable=SC2086 # nothing, or one flag
  tf plan -input=false -no-color -lock-timeout=30s $one_by_one ${targets[@]+"${targets[@]}"} -out=plan -var-file=rebuild.tfvars.json >"$work/plan" 2>&1 || rc=$?
  if [ "$rc" -ne 0 ] && $apply && [ -s "$state" ] && [ -z "${afresh:-}" ] && grep -q 'Plugin did not respond' "$work/plan"; then
    afresh=yes
    mv "$state" "$kept/rebuild.tfstate.aside"
    printf '  The provider crashes on rebuild.tfstate. It is kept as .rebuild/rebuild.tfstate.aside, and what is there is imported again.\n'
    variables "$1"
    plan "$1"
    return
  fi
  if [ "$rc" -ne 0 ]; then
    ! grep -q 'Interrupt received' "$work/plan" || exit 130
    cat "$work/plan" >&2
    die "terraform plan failed."
  fi
  tf show -json plan | jq '[.resource_changes[]? | {address, actions: .change.actions, importing: (.change.importing != null)}]' >"$work/changes"
  if jq -e 'any(.[]; .actions | index("delete") != null)' "$work/changes" >/dev/null; then
    jq -r '.[] | select(.actions | index("delete") != null) | "  would be destroyed: \(.address)"' "$work/changes" >&2
    die "Terraform would destroy something, and a rebuild never does. Nothing of this plan was done."
  fi
  jq -r '"  Terraform: \([.[] | select(.importing)] | length) to import, \([.[] | select(.actions == ["create"])] | length) to create, \([.[] | select(.actions == ["update"])] | length) to change, 0 to destroy"' "$work/changes"
  jq -rs --slurpfile changes "$work/changes" --slurpfile ever "$work/ever.json" '($ever[0] | map({(.): true}) | add // {}) as $lost
    | ([.[].objects[] | select($lost[.key]) | {(.address // ""): true}] | add // {}) as $back
    | $changes[0][] | select(.actions == ["update"] and ($back[.address] | not)) | "  is there and differs: \(.address)"' "$objects"/*.json
}

# terraform_makes plans and applies. A failure is looked at once more: much of
# what fails in the middle is right the second time.
terraform_makes() {
  local try=0 rc address apart=false
  while :; do
    try=$((try + 1))
    tidy
    variables "$1"
    plan "$1"
    if ! jq -e 'any(.[]; .importing or .actions != ["no-op"])' "$work/changes" >/dev/null; then
      return 0
    fi
    # Provider 5 shares what it knows of writing JSON among all that it does, and
    # a change of a setting can make it leave values out of what it creates. So
    # what is created comes first, and what is changed in a run of its own.
    if [ "$target" = 5 ] && ! $apart &&
      jq -e 'any(.[]; .actions == ["create"]) and any(.[]; .actions == ["update"])' "$work/changes" >/dev/null; then
      while IFS= read -r address; do
        targets+=("-target=$address")
      done < <(jq -r '.[] | select(.actions == ["create"] or .actions == ["no-op"]) | .address' "$work/changes")
      printf '  What is created comes first:\n'
      apart=true
      plan "$1"
    fi
    jq -r '.[] | select(.actions == ["create"]) | .address' "$work/changes" >>"$work/made"
    rc=0
    : >"$work/apply"
    tail -n +1 -f "$work/apply" 2>/dev/null | awk '/: (Creation|Import|Modifications) complete/ { print "  " $1 " " tolower($2) " " $3; fflush() }' &
    progress="$(jobs -p %%) $!" # tail would wait for ever
    # shellcheck disable=SC2086 # nothing, or one flag
    tf apply -input=false -no-color -lock-timeout=30s $one_by_one plan >"$work/apply" 2>&1 || rc=$?
    sleep 1
    # shellcheck disable=SC2086 # two numbers
    kill $progress 2>/dev/null || true
    wait "${progress#* }" 2>/dev/null || true
    progress=
    rm -f "$tfdir/plan"
    if [ "$rc" -eq 0 ]; then
      [ ${#targets[@]} -gt 0 ] || return 0
      targets=()
      try=$((try - 1))
      survey
      continue
    fi
    targets=()
    sed -n '/Error:/,$p' "$work/apply" >&2
    [ "$try" -lt 2 ] || die "terraform apply failed."
    printf '  Terraform stopped; looking at what is there, and trying once more, one after the other.\n'
    one_by_one=-parallelism=1
    survey
  done
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
  for script in $(jq -r --arg which "$which" '.[$which][]' "$recreate/index.json"); do
    rc=0
    CFDR_REPORT=$report CFDR_SEEN=$work CFDR_REMEMBERED=$work/remembered.json bash "$recreate/$script" "${flags[@]}" || rc=$?
    case $rc in
      0 | 2) ;;
      *) exit 1 ;;
    esac
  done
  tail -n "+$((reported + 1))" "$report" >"$work/report.jsonl"
  reported=$(wc -l <"$report")
  lost
}

# -------------------------------------------------------------------- ends

# left_for_a_person lists what no script can do, for what was lost.
left_for_a_person() {
  local line key
  count=0
  printf '\nLeft for a person, in this order:\n'
  jq -c --slurpfile gone "$work/ever.json" '($gone[0] | map({(.): true}) | add // {}) as $gone | .steps[] | select($gone[.key])' "$recreate/afterwards.json" >"$work/steps"
  nameservers
  jq -r 'select(.topic == "hand") | "  \(.name): \(.text)"' "$work/steps" >"$work/out"
  tell_out
  # Data comes before anything runs; what has no copy is told in a line.
  jq -r 'select(.topic == "data" and .copy) | "  \(.name): \(.text)"' "$work/steps" >"$work/out"
  tell_out
  jq -rs 'map(select(.topic == "data" and (.copy | not))) | if length == 0 then empty else "  No copy is known of what these held: \(map(.name) | join(", "))" end' "$work/steps" >"$work/out"
  tell_out
  deployments
  stale_references
  jq -r 'select(.action == "left" or .action == "once" or .action == "wait" or .action == "fixed" or .action == "absent" or .action == "secret") | "  \(.text)"' <(grep '"action":"left"' "$work/report.early" || true) <(grep '"action":"once"' "$report" || true) "$work/report.jsonl" | awk '!seen[$0]++' >"$work/out"
  tell_out
  [ "$count" -gt 0 ] || printf '  nothing\n'
  jq -r 'select(.action == "pending" or .action == "held" or .action == "retiring") | "  \(.text)"' "$work/report.jsonl" >"$work/later"
  jq -rs --slurpfile vars "$tfdir/rebuild.tfvars.json" --slurpfile zones "$work/zones.json" --argjson start "$start" '
    ($vars[0].held | map({(.): true}) | add // {}) as $held
    | .[].objects[] | select($held[.key])
    | if .retiring then "  \(.name): to be retired; left out without --with-retiring"
      elif $start | not then "  \(.name): left for --start"
      else "  \(.name): waits until its zone is active; run this again then" end' "$objects"/*.json >>"$work/later"
  awk '!seen[$0]++' "$work/later" >"$work/out"
  if [ -s "$work/out" ]; then
    printf '\nLeft for another run:\n'
    tell_out
  fi
}

tell_out() {
  cat "$work/out"
  count=$((count + $(wc -l <"$work/out")))
}

# nameservers says where the domains of new zones are to point.
nameservers() {
  [ -f "$work/live/zone.jsonl" ] || return 0
  jq -r --slurpfile live "$work/live/zone.jsonl" --slurpfile ids "$work/ids.json" 'select(.topic == "nameservers") | . as $s
    | ([$live[].item | select(.id == $ids[0][$s.key])] | last) as $zone
    | select($zone != null and $zone.status != "active")
    | "  \(.name): \(.text) They are: \($zone.name_servers // [] | join(", "))"' "$work/steps" >"$work/out"
  tell_out
}

# stale_references says what was there all the time and refers to something
# that was made again, where Terraform and the scripts leave the old id.
stale_references() {
  jq -rs --slurpfile gone "$work/ever.json" --slurpfile ids "$work/ids.json" '
    ($gone[0] | map({(.): true}) | add // {}) as $gone
    | ([.[].objects[] | {(.key): .name}] | add // {}) as $names
    | .[].objects[] | select($gone[.key] | not) | .name as $name | (.refers // [])[] | select($gone[.] and $ids[0][.] != null)
    | "  \($name): may still refer to the lost \($names[.]); its new id is \($ids[0][.])"' "$objects"/*.json >"$work/out"
  tell_out
}

# deployments prints what deploys the workers whose code is not here.
deployments() {
  local key script line
  [ -f "$objects/worker.json" ] || return 0
  while IFS= read -r key <&3; do
    [ -n "$(id_of "$key")" ] || continue
    script=$(worker_field "$key" '.match.id | @uri')
    if ! is_placeholder "$script"; then
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

# truth says which state is now the right one.
truth() {
  printf '\nThe state that is true now is rebuild.tfstate. To make it the one of this directory:\n'
  printf '  1. keep the old one, if there is one:  mv terraform.tfstate terraform.tfstate.before-rebuild   (a remote state: terraform state pull, and push the new one)\n'
  printf '  2. take the new one:  cp rebuild.tfstate terraform.tfstate\n'
  printf '  3. plan with it:      terraform init && terraform plan -var-file=rebuild.tfvars.json   must change nothing\n'
  printf '  4. write the new ids, which rebuild.tfvars.json has, into the inventory, and generate again with --state terraform.tfstate\n'
}

main() {
  options "$@"
  tools
  exec 5>&2
  trap stopped EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  work=$(mktemp -d "${TMPDIR:-/tmp}/cfdr.XXXXXX")
  mkdir "$work/live" "$work/listed"
  : >"$work/made"
  report=$work/report
  : >"$report"
  reported=0
  if $apply; then
    only_one
    keep_report
    exec > >(exec tee -i -a "$here/rebuild.log") 2>&1
    exec 5>&2
    printf '\n%s\n' "$(date -u '+%Y-%m-%dT%H:%M:%SZ') rebuild.sh $*"
  fi

  phase Preflight
  preflight

  phase 'What is there'
  survey
  table
  ever=[]
  [ ! -s "$kept/lost.json" ] || ever=$(cat "$kept/lost.json")
  jq --argjson ever "$ever" '. + $ever | unique' "$work/lost.json" >"$work/ever.json"
  prepare

  if ! $apply; then
    rehearse
    return
  fi
  put "$work/ever.json" "$kept/lost.json"
  cp "$work/lost.json" "$work/lost.first"

  phase 'What Terraform needs first'
  scripts early

  phase Terraform
  terraform_makes true

  phase Scripts
  survey
  mv "$work/report.jsonl" "$work/report.early"
  scripts scripts

  if $start; then
    phase 'What runs and is reachable'
    terraform_makes false
  fi

  phase 'What is there now'
  survey
  variables "$(if $start; then echo false; else echo true; fi)"
  put "$tfdir/rebuild.tfvars.json" "$here/rebuild.tfvars.json"
  table
  phase_done
  sums
  left_for_a_person
  truth
  printf '\nDone in %d s.\n' $((SECONDS - began))
  [ "$count" -eq 0 ] || exit 2
}

# sums counts what came back, and by what. What nothing here makes is a
# person's to make, and among the steps.
sums() {
  local by_terraform by_script by_hand
  by_terraform=$(sort -u "$work/made" | wc -l)
  # Of what came with something else, as a setting with its zone, the change
  # counts; what a script completed, Terraform made.
  by_script=$(jq -nR --slurpfile lost "$work/lost.first" --slurpfile objects <(cat "$objects"/*.json) \
    --slurpfile told <(cat "$work/report.early" "$work/report.jsonl") '
    ([inputs] | map({(.): true}) | add // {}) as $made
    | ($lost[0] | map({(.): true}) | add // {}) as $gone
    | ([$objects[].objects[] | select(.address != null and $made[.address]) | {(.key): true}] | add // {}) as $terraform
    | [$told[] | select((.action == "created" or .action == "updated") and $gone[.key] and ($terraform[.key] | not)) | .key] | unique | length' "$work/made")
  jq -s --slurpfile lost "$work/lost.json" '($lost[0] | map({(.): true}) | add // {}) as $gone
    | [.[].objects[] | select($gone[.key]) | {name, hand: (.address == null and .create == null and .update == null and .upload == null)}]' "$objects"/*.json >"$work/missing"
  by_hand=$(jq '[.[] | select(.hand)] | length' "$work/missing")
  printf '\nBack: %d by Terraform, %d by script; %d for a person to make. Missing: %d.\n' "$by_terraform" "$by_script" "$by_hand" "$(jq '[.[] | select(.hand | not)] | length' "$work/missing")"
  jq -r '.[] | select(.hand | not) | "  missing: \(.name)"' "$work/missing"
}

# rehearse says what a run with --apply would do.
rehearse() {
  local before
  phase 'What the scripts would do'
  scripts scripts
  phase 'What Terraform would do'
  before=$(jq -rs --slurpfile ids "$work/ids.json" '[.[].objects[] | select(.early or .upload.made) | select($ids[0][.key] == null) | .name] | length' "$objects"/*.json)
  if [ "$before" -gt 0 ]; then
    printf '  Terraform would create %d objects and import %d. There is no plan yet: %d things that it refers to or adopts are made first.\n' \
      "$(jq -rs --slurpfile ids "$work/ids.json" '[.[].objects[] | select(.address != null and (.early or .upload.made | not) and $ids[0][.key] == null)] | length' "$objects"/*.json)" \
      "$(jq -rs --slurpfile ids "$work/ids.json" '[.[].objects[] | select(.address != null and $ids[0][.key] != null)] | length' "$objects"/*.json)" "$before"
  else
    variables "$(if $start; then echo false; else echo true; fi)"
    plan "$(if $start; then echo false; else echo true; fi)"
  fi
  phase_done
  printf '\nNothing was changed. --apply does it.\n'
  if [ "$(jq length "$work/lost.json")" -eq 0 ] && [ "$before" -eq 0 ] &&
    ! jq -es 'any(.[]; .action == "update" or .action == "create")' "$work/report.jsonl" >/dev/null &&
    ! jq -e 'any(.[]; .actions != ["no-op"])' "$work/changes" >/dev/null; then
    printf 'All of the snapshot is there.\n'
    return 0
  fi
  exit 2
}

main "$@"
