# Whether what is there is what is recorded, and what is to be done about it.
include "lib";

# Whether two values are the same in two spellings: a number and its text, a
# letter and its bytes as \195\188.
def is_same_text:
  all(.[]; type == "string" or type == "number") and any(.[]; type == "number" or test("\\\\[0-9]{3}")) and (.[0] | canonical) == (.[1] | canonical);

# Whether what is there has all that is wanted. What says nothing need not be
# said, and the order of a list does not matter.
def has_all($want):
  . as $there
  | ($want | type) as $type
  | if ($want | is_nothing) and ($there | is_nothing) then true
    elif $type == "object" then
      ($there | type) == "object"
      and ([$want | keys[] | . as $k | $there[$k] | has_all($want[$k])] | all)
    elif $type == "array" then
      ($there | type) == "array"
      and ($there | length) == ($want | length)
      and (if ([$want[], $there[]] | all(type != "object" and type != "array"))
           then ($there | sort) == ($want | sort)
           else ([$want[] as $w | any($there[]; has_all($w))] | all)
                and ([$there[] as $t | any($want[]; . as $w | $t | has_all($w))] | all)
           end)
    else $there == $want or ([$there, $want] | is_same_text) end;

# Whether a list has each of the recorded mappings, by their names. It may have
# more, which nobody recorded.
def has_each($want):
  (. // []) as $there
  | ($there | map({(.name // ""): .}) | add // {}) as $named
  | all(($want // [])[]; . as $w | ($named[$w.name] // null) | has_all($w));

# The list without the elements that are objects of their own.
def without_apart($kind; $key):
  ($kind.apart // {})[$key] as $apart
  | if $apart == null or type != "array" then .
    else map(select(. as $e | all($apart | to_entries[]; . as $a | $e[$a.key] == $a.value) | not)) end;

# The recorded arguments that are compared, of an object: those that the API
# returns, and that refer to nothing that is not there.
def compared($kind; $o; $ids):
  if $kind.whole then []
  else [($o.body // {} | if type == "object" then . else {} end) | to_entries[] | select(.value | is_known($ids)) | .key] - ($o.ignore // []) end;

# The arguments in which what is there differs from what is recorded.
def differing($kind; $body; $keys):
  . as $there
  | if type == "object" and .unread_part then []
    elif $kind.whole then (if has_all($body) then [] else [""] end)
    else [$keys[] as $k | select($there[$k] | without_apart($kind; $k) | if $kind.uploaded and $k == "bindings" then has_each($body[$k]) else has_all($body[$k]) end | not) | $k] end;

# What two lists of mappings tell their elements apart by.
def identity($other):
  . as $list
  | first(("name", "binding", "ref", "id") as $k
      | select(all(($list, $other)[]; (.[$k] | type) == "string"))
      | select(([$list[] | .[$k]] | unique | length) == ($list | length) and ([$other[] | .[$k]] | unique | length) == ($other | length))
      | $k) // null;

def are_objects: length > 0 and all(.[]; type == "object");

# Each difference between what is there and what is recorded: {path, is, want}.
def details($want; $path):
  . as $there
  | if has_all($want) then empty
    elif ($want | type) == "object" and ($there | type) == "object" then
      $want | keys[] as $k | $there[$k] | details($want[$k]; $path + [$k])
    elif ($want | type) == "array" and ($there | type) == "array" then
      (if ($there | are_objects) and ($want | are_objects) then $there | identity($want) else null end) as $by
      | if $by != null then
          ([$there[] | {key: .[$by], value: .}] | from_entries) as $is
          | ([$want[] | {key: .[$by], value: .}] | from_entries) as $to
          | ($is + $to | keys[]) as $k
          | if $to[$k] == null then {path: ($path + [$k]), is: $is[$k], want: null}
            elif $is[$k] == null then {path: ($path + [$k]), is: null, want: $to[$k]}
            else $is[$k] | details($to[$k]; $path + [$k]) end
        else
          [range(0; $there | length) as $i | select($there[$i] as $t | any($want[]; . as $w | $t | has_all($w)) | not) | $i] as $left
          | [$want[] | . as $w | select(any($there[]; has_all($w)) | not)] as $lacks
          | if ($left | length) == 1 and ($lacks | length) == 1 and ($there[$left[0]] | type) == "object" and ($lacks[0] | type) == "object" then
              $there[$left[0]] | details($lacks[0]; $path + [$left[0] + 1 | tostring])
            else {path: $path, is: $there, want: $want} end
        end
    else {path: $path, is: $there, want: $want} end;

# Those of an object, of the arguments that differ.
def details_of($kind; $body; $keys):
  . as $there
  | if $kind.whole then details($body; [])
    else differing($kind; $body; $keys)[] as $k
      | if $kind.uploaded and $k == "bindings" then
          ($body.bindings | map({(.name): .}) | add) as $to
          | (($there.bindings // []) | map({(.name): .}) | add // {}) as $is
          | $to | keys[] as $n | ($is[$n] | details($to[$n]; ["bindings", $n]))
        else $there[$k] | without_apart($kind; $k) | details($body[$k]; [$k]) end
    end;

# Whether a value at the path may be secret.
def is_hidden($kind): . as $path
  | any(($kind.hidden // [])[]; . as $p
      | all(range(0; [($p | length), ($path | length)] | min); . as $i | $p[$i] == "*" or $p[$i] == $path[$i]));

def shown: if is_nothing and . != false and . != 0 then "nothing" else tojson | if length > 100 then .[0:97] + "…" else . end end;

# A difference as a person reads it.
def difference($kind):
  (.path | if length == 0 then "all of it" else join(".") end) + ": "
  + (if .path | is_hidden($kind) then "(hidden) -> (hidden)" else (.is | shown) + " -> " + (.want | shown) end)
  | gsub("[\\x00-\\x1f\\x7f]"; " ");

# What nobody sets, wherever it is returned.
def bookkeeping: ["id", "uid", "uuid", "etag", "tag", "created_on", "modified_on", "created_at", "updated_at", "modified_at", "creation_date", "created", "modified", "created_by", "modified_by", "version", "part"];

def without_path($path):
  if type == "array" then map(without_path($path))
  elif type != "object" then .
  elif ($path | length) == 1 then del(.[$path[0]])
  elif has($path[0]) then .[$path[0]] |= without_path($path[1:])
  else . end;

# The live object as an update takes it.
def writable($kind):
  reduce (bookkeeping + [$kind.id] | .[]) as $k (.; del(.[$k]))
  | reduce ($kind.read_only // [])[] as $p (.; without_path($p | split(".")))
  | reduce (($kind.takes // {}) | to_entries[]) as $t (.;
      if .[$t.key] | type == "array" then .[$t.key] |= map(if type == "object" then with_entries(select(.key as $k | $t.value | index([$k]) != null)) else . end) else . end);

# What an update sends, so that of the live object nothing changes but the
# arguments that differ: for a PATCH these, for a PUT all that the API takes of
# the live object, and what it does not return as recorded.
def update_body($kind; $o; $body; $differs):
  writable($kind) as $live
  | (reduce $differs[] as $k ({};
      .[$k] = (if ($live[$k] | type) == "object" and ($body[$k] | type) == "object" and ($kind.merges | not) then $live[$k] * $body[$k] else $body[$k] end))) as $changes
  | if $o.update.method == "PATCH" then $changes
    else ($body | with_entries(select(.key as $k | $live[$k] == null))) as $unseen | $live + $unseen + $changes end;

# What became of each object of a kind: whether it is there, and whether what is
# there is what is recorded. With a difference comes the request that would end it.
def contents($ids; $unread):
  . as $kind
  | ($ARGS.named["live_" + .kind] // []) as $live
  | seen_items($live; .id) as $items
  | .objects[] | select(.undefined | not) | . as $o
  | live_of($kind; $o; $live; $items; $ids) as $there
  | {key, name, kind: $kind.kind} + (
      if $there == null then {state: (if $unread[.key] != null then "unread" else "missing" end)}
      elif .body == null then {state: "whole"}
      else
        (.body | resolve($ids)) as $body
        | compared($kind; $o; $ids) as $all
        | ($there | differing($kind; $body; $all)) as $differs
        | if $differs != [] and ($kind.whole | not) or ($kind.whole and $differs != [] and ($o.body | is_known($ids))) then
            {state: "differs", lines: [$there | details_of($kind; $body; $all) | difference($kind)], fixed: ($there | type == "object" and .editable == false),
             held: ($o.held // false), retiring: ($o.retiring // false), zone: $o.zone, header: ($o.header // {}),
             secrets: ($o.secrets // []), method: ($o.update.method // ""), path: ($o.update.path // "" | fill($ids)),
             body: (if $kind.whole then $body else $there | update_body($kind; $o; $body; $differs) end),
             known: ($o.body | is_known($ids))}
          elif $there | type == "object" and .unread_part then {state: "partly"}
          else {state: "whole"} end
      end);

# Whether an object is this script's.
def mine($opts): .topic == $opts.topic and (.early or ($opts.early | not)) and .upload == null;

# What is to be done about each object of a topic.
def decide($kind; $live; $ids; $opts):
  $kind.id as $id
  | seen_items($live; $id) as $items
  | $kind.objects[]
  | select(mine($opts))
  | . as $o
  | ($o.list | fill($ids)) as $list
  | live_of($kind; $o; $live; $items; $ids) as $there
  | ([(($o.create.path // $o.update.path // "") | keys_of_path[]), (($o.body // {}) | keys_of_body[])]
     | map(select($ids[.] == null and . != $o.key)) | unique) as $missing
  | (($o.body // {}) | resolve($ids)) as $body
  | compared($kind; $o; $ids) as $all
  | (if $o.address == null then $all else [($o.compare // [])[] as $k | $all[] | select(. == $k)] end) as $own
  | (if $there == null then [] else $there | differing($kind; $body; $all) end) as $differs
  | (if $kind.whole then $differs else [$differs[] as $d | $own[] | select(. == $d)] end) as $completes
  | ($there == null or $opts.unfinished[$o.key]) as $unfinished
  | {key: $o.key, name: $o.name, kind: $kind.kind, secrets: ($o.secrets // []), whole: ($there != null and $differs == [] and $missing == [] and ($there | type != "object" or (.unread_part | not)))} as $line
  | $line + (
      if $there == null and $opts.unread[$o.key] != null then {action: "unread", text: $opts.unread[$o.key]}
      elif $there != null and ($unfinished | not) then
        if $differs == [] or ($kind.whole and $missing != []) then {action: "there"}
        else {action: "differs", lines: [$there | details_of($kind; $body; $all) | difference($kind)]} end
      elif $there == null and $o.create == null and $o.address != null then {action: "terraform"}
      elif $there != null and ($o.update == null or $completes == [] or $missing != []) then
        if $missing != [] and $o.update != null and ($o.address == null or $o.compare != null) then {action: "wait", missing: $missing} else {action: "there"} end
      elif $o.retiring and ($opts.retiring | not) then {action: "retiring"}
      elif $there != null and $there.editable? == false then {action: "fixed"}
      elif $there == null and $o.create == null then
        if $list == null then {action: "wait", missing: ($o.list | keys_of_path | map(select($ids[.] == null)))} else {action: "absent"} end
      elif $there == null and $o.held and ($opts.start | not) then {action: "held"}
      elif $missing != [] then {action: "wait", missing: $missing}
      elif $there == null and $o.held and $opts.blocked[$o.key] != null then {action: "wait", missing: [$opts.blocked[$o.key]]}
      elif $o.held and $o.zone != null and $opts.zones[$o.zone] != "active" then {action: "pending", missing: [$o.zone]}
      elif $there == null then
        {action: "create", method: $o.create.method, path: ($o.create.path | fill($ids + {($o.key): ($o.match[$id] // "")})), header: $o.header, body: $body, list: $list}
      else
        {action: "update", method: $o.update.method, path: ($o.update.path | fill($ids)), header: $o.header, differs: $completes,
         lines: [$there | details_of($kind; $body; (if $kind.whole then [] else $completes end)) | difference($kind)],
         body: (if $kind.whole then $body else $there | update_body($kind; $o; $body; $completes) end), list: $list}
      end);

# The lines of a decision for the shell.
def decided:
  ([.key, .name, .action, (.whole | tostring), .method // "", .path // "", ([.header // {} | to_entries[] | "\(.key): \(.value)"] | first // ""), (.secrets // [] | first // ""),
    (.differs // [] | map(select(. != "")) | join(", ")), (.text // (.missing // [] | join(", "))), (.lines // [] | join("\u001f"))][] | gsub("[\\x00-\\x1e\\x7f]"; " ")),
  (if .list then {kind, list, header: (.header // {})} | tojson else "" end), (if .body then .body | tojson else "" end);

# A request for the shell.
def requested: .key, .name, .kind, .method, (.path // ""), ([.header // {} | to_entries[] | "\(.key): \(.value)"] | first // ""), ((.fields // (.lines // [] | join("\u001f"))) | gsub("[\\x00-\\x1e\\x7f]"; " ")), (.body | tojson);
