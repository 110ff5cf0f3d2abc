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
  | [$live[] | {scope: scope, id: (.item[$id] // "" | tostring), item} | .one = .scope + "\n" + .id] as $seen
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

# What is to be done about each object of a topic, a line each.
def decide($kind; $live; $ids; $opts):
  $kind.id as $id
  | def scope: [.list, (.header // {})] | tojson;
  (reduce $live[] as $l ({}; .[($l | scope) + "\n" + (($l.item[$id] // "") | tostring)] = $l.item)) as $items
  | $kind.objects[]
  | select(.topic == $opts.topic and (.early or ($opts.early | not)) and .upload == null)
  | . as $o
  | ($o.list | fill($ids)) as $list
  | ([{list: $list, header: $o.header} | scope] | first) as $scope
  | (if $list == null then null
     elif $kind.whole then [$live[] | select(scope == $scope) | .item] | if length == 0 then null else . end
     elif $ids[$o.key] == null then null
     else $items[$scope + "\n" + $ids[$o.key]] end) as $there
  | ([(($o.create.path // $o.update.path // "") | keys_of_path[]), (($o.body // {}) | keys_of_body[])]
     | map(select($ids[.] == null and . != $o.key)) | unique) as $missing
  | (($o.body // {}) | resolve($ids)) as $body
  | ($o.ignore // []) as $ignore
  | ((if $o.compare == null then ($body | if type == "object" then keys else [] end) else $o.compare end) - $ignore) as $compare
  | (if $there == null then [] elif $kind.whole then (if $there | has_all($body) then [] else [""] end)
     else [$compare[] as $k | select($there[$k] | has_all($body[$k]) | not) | $k] end) as $differs
  | {key: $o.key, name: $o.name, id: $ids[$o.key], kind: $kind.kind} as $line
  | ($line + (
      if $there == null and $o.create == null and $o.address != null then {action: "terraform"}
      elif $there != null and ($o.update == null or ($differs | length) == 0 or $missing != []) then
        if $missing != [] and $o.update != null and $o.compare != [] then {action: "wait", missing: $missing} else {action: "there"} end
      elif $o.retiring and ($opts.retiring | not) then {action: "retiring"}
      elif $there != null and $there.editable? == false then {action: "fixed"}
      elif $there == null and $o.create == null then
        if $list == null then {action: "wait", missing: ($o.list | keys_of_path | map(select($ids[.] == null)))} else {action: "absent"} end
      elif $there == null and $o.held and ($opts.start | not) then {action: "held"}
      elif $missing != [] then {action: "wait", missing: $missing}
      elif $o.held and $o.zone != null and $opts.zones[$o.zone] != "active" then {action: "pending", missing: [$o.zone]}
      elif $there == null then
        {action: "create", method: $o.create.method, path: ($o.create.path | fill($ids + {($o.key): ($o.match[$id] // "")})), header: $o.header, secrets: ($o.secrets // []),
         body: $body, list: $list, wanted: $o.match}
      else
        {action: "update", method: $o.update.method, path: ($o.update.path | fill($ids)), header: $o.header, differs: $differs,
         body: (if $o.update.method == "PATCH" then ($body | with_entries(select(.key as $k | $differs | index([$k]) != null))) else $body end), list: $list}
      end));
