# What the scripts do with JSON. An object of the snapshot refers to others by
# their keys; $ids says which id each has now.

# The path with every {key} replaced by its id, null while one is missing.
def fill($ids):
  split("{") as $parts
  | reduce $parts[1:][] as $p ($parts[0];
      if . == null then . else
        ($p | split("}")) as $q
        | $ids[$q[0]] as $id
        | if $id == null then null else . + ($id | @uri) + $q[1] end
      end);

# The keys of a path.
def keys_of_path: [split("{")[1:][] | split("}")[0]];

# It stands for an id, or for an id and the text that follows.
def is_pointer: type == "object" and has("$id_of") and (length == 1 or (length == 2 and has("$suffix")));

# A value of the inventory that looks like a pointer, or like this, is within
# {"$data": …}.
def is_data: type == "object" and length == 1 and has("$data");

# The keys of a body.
def keys_of_body: [recurse(if is_data then empty else .[]? end) | select(is_pointer) | .["$id_of"]] | unique;

# The body with every pointer replaced by the id.
def resolve($ids):
  if is_pointer then .["$suffix"] as $suffix | $ids[.["$id_of"]] | if . == null or $suffix == null then . else . + $suffix end
  elif is_data then .["$data"]
  elif type == "object" then map_values(resolve($ids))
  elif type == "array" then map(resolve($ids))
  else . end;

def is_nothing: . == null or . == false or . == 0 or . == "" or . == [] or . == {};

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
    else $there == $want end;

# Whether a list has each of the recorded mappings, by their names. It may have
# more, which nobody recorded.
def has_each($want):
  (. // []) as $there
  | ($there | map({(.name // ""): .}) | add // {}) as $named
  | all(($want // [])[]; . as $w | ($named[$w.name] // null) | has_all($w));

def hex: "0123456789ABCDEF" as $digits | [(. / 16 | floor), . % 16] | map(. as $n | $digits[$n:$n + 1]) | add;

# The same value for what means the same: whatever the order of keys, a number
# or its text, what says nothing or is not said, a letter or its bytes as \195\188.
def canonical:
  if type == "object" then [keys[] as $k | [$k, (.[$k] | canonical)] | select(.[1] | is_nothing or . == "0" | not)]
  elif type == "array" then map(canonical)
  elif type == "number" then tostring
  elif type != "string" then .
  elif test("\\\\[0-9]{3}") then
    [scan("\\\\[0-9]{3}|[^\\\\]+|\\\\") | if test("^\\\\[0-9]{3}$") then "%" + (.[1:] | tonumber | hex) else @uri end] | add
  else @uri end;

# The list without the elements that are objects of their own.
def without_apart($kind; $key):
  ($kind.apart // {})[$key] as $apart
  | if $apart == null or type != "array" then .
    else map(select(. as $e | all($apart | to_entries[]; . as $a | $e[$a.key] == $a.value) | not)) end;

# Whether everything that a value refers to is there.
def is_known($ids): all(keys_of_body[]; $ids[.] != null);

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

# Of a page of a list: what it holds, whether there is more, and where.
def page($result; $seen):
  (if $result == "" then .result else (.result | if type == "object" then .[$result] else . end) end) as $list
  | (.result_info // {}) as $info
  | (if ($list | type) == "array" then $list else [$list | select(. != null) | select(type != "object" or any(.[]; . != null))] end) as $items
  | {
      items: $items,
      cursor: ($info.cursor // $info.cursors.after // ""),
      more: (($items | length) > 0 and
        (if $info.total_pages != null then ($info.page // 1) < $info.total_pages
         elif $info.total_count != null then $seen + ($items | length) < $info.total_count
         else false end))
    };

# The lists that the objects of a kind are in and that were not asked for yet,
# each in seven lines for the shell. $listed has a line for each that was.
def scopes($ids; $listed):
  . as $kind
  | ([$kind.objects[] | {list, header}] | unique)[]
  | . as $s | (.list | fill($ids)) as $path
  | {kind: $kind.kind, path: $path, header: ($s.header // {})} as $scope
  | if $path == null then "open"
    elif $listed[$scope | tojson] then empty
    else
      $kind.kind, $path, ([$s.header // {} | to_entries[] | "\(.key): \(.value)"] | first // ""),
      $kind.title, $kind.permission, (($kind.off // []) | join("\u001f")),
      ($scope + {paging: $kind.paging, per_page: ($kind.per_page // ""), result: ($kind.result // ""), one: ($kind.one // false), page: 1, seen: 0, cursor: ""} | tojson)
    end;

# The objects that are asked for one by one: those that a list does not have
# although they are there, and those of which it does not return all. Four
# lines each for the shell.
def singles($ids; $kinds):
  select($kinds[.kind]) | . as $kind
  | .objects[] | select(.get != null)
  | if $kind.brief then select($ids[.key] != null) else select($ids[.key] == null) end
  | . as $o
  | (.get | fill($ids + {($o.key): ($ids[$o.key] // $o.match.id)})) as $get
  | select($get != null)
  | $kind.kind, $get, ([$o.header // {} | to_entries[] | "\(.key): \(.value)"] | first // ""),
    ({kind: $kind.kind, path: ($o.list | fill($ids)), header: ($o.header // {}), paging: "", id_name: $kind.id, id: ($ids[$o.key] // $o.match.id), single: true, merges: ($kind.uploaded // false)} | tojson);

# What answers of the API hold. They come as pairs of lines: what was asked for,
# and the answer. A line each for the shell: L a live object, M a list that has
# more, B an answer that is not what was asked for.
def answers:
  def pairs:
    (try (input | fromjson) catch null) as $asked
    | if $asked == null then empty else
        (try (input | fromjson) catch null) as $answer
        | ({kind: $asked.kind, list: $asked.path, header: $asked.header}) as $scope
        | (if $answer == null or ($answer | type) != "object" then "B " + ($asked | tojson)
           elif $asked.single then
             $scope + {item: ((if $asked.merges then {part: true} else {} end) + ($answer.result | if type == "object" then . else {} end) + (if $asked.merges then {($asked.id_name): $asked.id} else {} end))}
             | "L " + .kind + " " + tojson
           else
             $answer | page($asked.result; $asked.seen) as $page
             | ($page.items[] | "L " + $asked.kind + " " + ($scope + {item: .} | tojson)),
               (if ($asked.paging == "page" and $page.more) or ($asked.paging == "cursor" and $page.cursor != "" and $page.cursor != $asked.cursor) then
                  "M " + ($asked + {page: ($asked.page + 1), seen: ($asked.seen + ($page.items | length)), cursor: $page.cursor} | tojson)
                else empty end)
           end),
          pairs
      end;
  try pairs catch (if . == "No more inputs" or . == "break" then empty else error(.) end);

# What an object is, by where it is listed and its id. What comes later takes
# the place of what came before; of a worker, what its settings say is added.
def seen_items($live; $id):
  def scope: [.list, (.header // {})] | tojson;
  reduce $live[] as $l ({}; (($l | scope) + "\n" + (($l.item[$id] // "") | tostring)) as $at
    | .[$at] = (if $l.item.part then (.[$at] // {}) + $l.item else $l.item end));

# The errors of an answer in one line.
def refusal:
  [(.errors // [])[]? | "\(.code // "") \(.message // "")\([(.error_chain // [])[]? | " (\(.code // "") \(.message // ""))"] | add // "")"]
  | join("; ") | gsub("[\\x00-\\x1f\\x7f]"; " ");

# A mapping of the elements by what f gives. Nothing in it is changed twice:
# jq copies what it changes below the top, and a zone may have 10,000 records.
def by(f): reduce .[] as $x ({}; .[$x | f] = $x);

# The ids of the objects of a kind, given what the lists had as lines of
# {list, header, item}: by the id that is recorded or remembered where that is
# there, else by what tells them apart.
def found($kind; $live; $ids; $remembered):
  def scope: [.list, (.header // {})] | tojson;
  $kind.id as $id
  | [$live[] | select(.item.part | not) | {scope: scope, id: (.item[$id] // "" | tostring), item} | .one = .scope + "\n" + .id] as $seen
  | ($seen | by(.one)) as $there
  | [$kind.objects[] | {key, match: (.match // {}), header, list: (.list | fill($ids)), ids: [$remembered[.key], .recorded]} | select(.list != null) | .scope = scope] as $objects
  | ([$objects[] | .scope as $s | . + {one: ([.ids[] | select(. != null) | $s + "\n" + . | select($there[.] != null)] | .[0])} | select(.one != null)]
      | group_by(.one) | map(.[0])) as $known
  | ($known | by(.key)) as $settled
  | ($known | by(.one)) as $taken
  | [$objects[] | select($settled[.key] == null)] as $rest
  | [$seen[] | select($taken[.one] == null)] | unique_by(.one) as $free
  | [([$rest[].match | keys] | unique)[] as $names
      | ([$free[] | .item as $i | {one, id, what: (.scope + "\n" + ([$names[] as $n | $i[$n] | canonical] | tojson))}] | group_by(.what) | by(.[0].what)) as $candidates
      | [$rest[] | select((.match | keys) == $names) | .match as $m | . + {what: (.scope + "\n" + ([$names[] as $n | $m[$n] | canonical] | tojson))}]
      | group_by(.what)[]
      | ($candidates[.[0].what] // []) as $c
      | to_entries[] | select(.key < ($c | length)) | {key: .value.key, value: $c[.key].id}] as $matched
  | ([$known[] | {key, value: $there[.one].id}] + $matched) | reduce .[] as $e ({}; .[$e.key] = $e.value);

# The ids of all objects and what could not be read, after kinds were listed.
# $ARGS.named has the live objects of each kind; $unread lists that failed.
def learn($ids; $remembered; $unread; $before):
  reduce inputs as $kind ({ids: $ids, unread: $before, zones: null};
    ([$kind.objects[] | [.key]]) as $own
    | .ids |= delpaths($own)
    | .ids as $known
    | .ids += found($kind; ($ARGS.named["live_" + $kind.kind] // []); $known; $remembered)
    | .ids as $now
    | (if .unread == {} then . else .unread |= delpaths($own) end)
    | (if $unread == [] then . else
        reduce ($kind.objects[] | select($now[.key] == null)) as $o (.;
          ($o.list | fill($now)) as $path
          | (first($unread[] | select(.kind == $kind.kind and .path == $path and .header == ($o.header // {})) | .why) // null) as $why
          | if $why != null then .unread[$o.key] = $why else . end)
      end)
    | if $kind.kind != "zone" then . else
        (($ARGS.named.live_zone // []) | map({(.item.id): .item.status}) | add // {}) as $status
        | .zones = ($now | with_entries(select(.key | startswith("zone.")) | .value = ($status[.value] // "")))
      end);

# What stands in or refers to something among $bad, with that: what is not to
# be made before that is there. The input are all objects.
def reached($bad):
  [.[] | {key, to: ((.needs // []) + (.list | keys_of_path))} | select(.to != [])] as $edges
  | {all: $bad, new: true}
  | until(.new | not;
      .all as $all
      | ([$edges[] | select($all[.key] == null) | . as $e | first(.to[] | select($all[.] != null)) as $by | {($e.key): ($by)}] | add // {}) as $more
      | {all: ($all + $more), new: ($more != {})})
  | .all;

# Whether an object is this script's.
def mine($opts): .topic == $opts.topic and (.early or ($opts.early | not)) and .upload == null;

# What is there of an object, null for nothing.
def live_of($kind; $o; $live; $items; $ids):
  ($o.list | fill($ids)) as $list
  | if $list == null then null
    elif $kind.whole then [$live[] | select(.list == $list and .header == ($o.header // {})) | .item] | if length == 0 then null else . end
    elif $ids[$o.key] == null then null
    else $items[([$list, ($o.header // {})] | tojson) + "\n" + $ids[$o.key]] end;

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
             body: (if $o.update.method == "PATCH" and ($kind.whole | not) then ($body | with_entries(select(.key as $k | $differs | index([$k]) != null))) else $body end),
             known: ($o.body | is_known($ids))}
          elif $there | type == "object" and .unread_part then {state: "partly"}
          else {state: "whole"} end
      end);

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
         body: (if $o.update.method == "PATCH" then ($body | with_entries(select(.key as $k | $completes | index([$k]) != null))) else $body end), list: $list}
      end);

# The lines of a decision for the shell.
def decided:
  ([.key, .name, .action, (.whole | tostring), .method // "", .path // "", ([.header // {} | to_entries[] | "\(.key): \(.value)"] | first // ""), (.secrets // [] | first // ""),
    (.differs // [] | map(select(. != "")) | join(", ")), (.text // (.missing // [] | join(", "))), (.lines // [] | join("\u001f"))][] | gsub("[\\x00-\\x1e\\x7f]"; " ")),
  (if .list then {kind, list, header: (.header // {})} | tojson else "" end), (if .body then .body | tojson else "" end);

# Every text that stands for something else by what $moved says.
def substituted($moved):
  if type == "string" then $moved[.] // .
  elif type == "object" then map_values(substituted($moved))
  elif type == "array" then map(substituted($moved))
  else . end;

# The new id for each old one of what was created again, alone and with each
# text that follows one somewhere. $former are the ids that earlier runs saw.
def moved($ids; $former):
  reduce inputs as $kind ({moved: {}, suffixes: {}};
    reduce $kind.objects[] as $o (.;
      ($ids[$o.key]) as $is
      | (if $is == null or $is == "" then . else
          reduce ((($former[$o.key] // []) + [$o.recorded])[] | select(. != null and . != "" and . != $is)) as $was (.; .moved[$was] = {key: $o.key, id: $is})
        end)
      | if $o.body == null then . else
          reduce ($o.body | recurse(if is_data then empty else .[]? end) | select(is_pointer and .["$suffix"] != null)) as $p (.;
            .suffixes[$p["$id_of"]][$p["$suffix"]] = true) end))
  | ([$ids[] | {(.): true}] | add // {}) as $alive
  | .suffixes as $suffixes
  | .moved | with_entries(select($alive[.key] | not))
  | [to_entries[] | . as $e | ({key: .key, value: .value.id}, ($suffixes[.value.key] // {} | keys[] | {key: ($e.key + .), value: ($e.value.id + .)}))] | from_entries;

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

# Of an object only what is another in $new: at the top, or with $deep as far
# down as mappings go.
def changed_in($new; $deep):
  . as $old
  | reduce ($new | keys[]) as $k ({};
      if $old[$k] == $new[$k] then .
      elif $deep and ($old[$k] | type) == "object" and ($new[$k] | type) == "object" then .[$k] = ($old[$k] | changed_in($new[$k]; true))
      else .[$k] = $new[$k] end);

def refers_to($some): any(keys_of_body[]; $some[.]);

# Whether what is there lacks what refers to $some, as the API takes it out when
# it deletes these, and has all else that is recorded.
def is_detached($want; $ids; $some):
  . as $there
  | if $want | refers_to($some) | not then has_all($want | resolve($ids))
    elif $there == null then true
    elif $want | is_pointer then $there | is_nothing
    elif ($want | type) == "array" then has_all([$want[] | select(refers_to($some) | not)] | resolve($ids))
    else ($there | type) == "object" and all($want | keys[]; . as $k | $there[$k] | is_detached($want[$k]; $ids; $some)) end;

# The arguments of a live object that lack nothing but what refers to $some,
# which were lost with these and are there again, as they are recorded.
def links($kind; $o; $ids; $some):
  . as $there
  | if $kind.whole or $some[$o.key] or ($o.body | type) != "object" or ($o.body | refers_to($some) | not) then {} else
      [compared($kind; $o; $ids)[] as $k | $o.body[$k] as $want | select($want | refers_to($some)) | ($want | resolve($ids)) as $new
        | select($there[$k] | (has_all($new) | not) and is_detached($want; $ids; $some)) | {($k): $new}] | add // {}
    end;

# The live objects of a kind that refer to the old id of something that was
# created again, or lost their reference to it (to one of $again), each with the
# request that puts the new one there and changes nothing else.
def to_rewire($ids; $moved; $again):
  . as $kind
  | if .uploaded or .whole then empty else
      ($ARGS.named["live_" + .kind] // []) as $live
      | seen_items($live; .id) as $items
      | .objects[] | . as $o
      | live_of($kind; $o; $live; $items; $ids) | select(type == "object" and (.unread_part | not))
      | links($kind; $o; $ids; $again) as $links
      | writable($kind) as $old
      | ($old | substituted($moved) + $links) as $new
      | select($old != $new)
      | {key: $o.key, name: $o.name, kind: $kind.kind, header: ($o.header // {}), method: ($o.update.method // ""), path: ($o.update.path // "" | fill($ids)),
         secrets: ($o.secrets // []), fields: ([$new | keys[] | select($old[.] != $new[.])] | join(", ")),
         body: (if $o.update.method == "PATCH" then $old | changed_in($new; $kind.merges // false) else $new end)}
    end;

# A request for the shell.
def requested: .key, .name, .kind, .method, (.path // ""), ([.header // {} | to_entries[] | "\(.key): \(.value)"] | first // ""), ((.fields // (.lines // [] | join("\u001f"))) | gsub("[\\x00-\\x1e\\x7f]"; " ")), (.body | tojson);

# An address in Terraform, of each instance in a state.
def addresses: .resources[]? | select(.mode == "managed") | . as $r | .instances[]?
  | {at: "\($r.type).\($r.name)\(if .index_key != null then "[\(.index_key)]" else "" end)", instance: .};

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
