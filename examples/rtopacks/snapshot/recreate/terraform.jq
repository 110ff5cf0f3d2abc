# What Terraform is given.
include "lib";

# What Terraform is to work with: lines for the shell. T the variables, I a key
# to import, P a resource that is there and is not to be changed, X one that is
# left out, W a key that waits for another. The input are all kinds.
def terraform_inputs($ids; $opts):
  [inputs | .named as $named | .objects[] | .named = $named] as $all
  | (reduce $all[] as $o ({}; if $o.address != null then .[$o.key] = true else . end)) as $with
  | ([$all[] | select($ids[.key] == null and .undefined != true and ($opts.retiring or (.retiring | not)))
      | select($opts.unread[.key] != null or (.address == null and .topic != null) or (.address != null and (.create != null or .upload.made))) | {(.key): .key}] | add // {}) as $gone
  | (if $gone == {} and $opts.bad == {} and $opts.unread == {} then {}
     else $all | reached($gone + $opts.bad + ($opts.unread | map_values(null) | with_entries(.value = .key))) end) as $out
  | [$all[] | select(.address != null and $ids[.key] == null)] as $lost
  | ("T " + ({
      account_id: $opts.account, adopt: true, rebuild: true,
      lost: [$lost[].key],
      held: [$lost[] | select(
          (.held and ($opts.first or ($opts.start | not) or $opts.blocked[.key] != null or (.zone != null and $opts.zones[.zone] != "active")))
          or (.retiring and ($opts.retiring | not))) | .key],
      ids: ([$all[] | select($ids[.key] != null and $ids[.key] != "" and $ids[.key] != .recorded and .named != true) | {(.key): $ids[.key]}] | add // {})
    } | tojson)),
    ($all[] | select(.address != null) | (.address | split("[")[0]) as $at
      | if $out[.key] != null then "X \($at) \(.key)" + (if $ids[.key] == null then "\nW \(.key) \($out[.key])" else "" end)
        elif $ids[.key] != null then "P \($at)" + (if $opts.has[.address] then "" else "\nI \(.key)" end)
        else empty end);
