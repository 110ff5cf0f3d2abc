# What the scripts do with JSON. An object of the snapshot refers to others by
# their keys; $ids says which id each has now. This file is what all of them
# need; look.jq, compare.jq, change.jq and terraform.jq are for one part each,
# since jq takes its time to read a definition.

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

# Whether everything that a value refers to is there.
def is_known($ids): all(keys_of_body[]; $ids[.] != null);

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

# What an object is, by where it is listed and its id. What comes later takes
# the place of what came before; of a worker, what its settings say is added.
def seen_items($live; $id):
  def scope: [.list, (.header // {})] | tojson;
  reduce $live[] as $l ({}; (($l | scope) + "\n" + (($l.item[$id] // "") | tostring)) as $at
    | .[$at] = (if $l.item.part then (.[$at] // {}) + $l.item else $l.item end));

# What is there of an object, null for nothing.
def live_of($kind; $o; $live; $items; $ids):
  ($o.list | fill($ids)) as $list
  | if $list == null then null
    elif $kind.whole then [$live[] | select(.list == $list and .header == ($o.header // {})) | .item] | if length == 0 then null else . end
    elif $ids[$o.key] == null then null
    else $items[([$list, ($o.header // {})] | tojson) + "\n" + $ids[$o.key]] end;

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

# The errors of an answer in one line.
def refusal:
  [(.errors // [])[]? | "\(.code // "") \(.message // "")\([(.error_chain // [])[]? | " (\(.code // "") \(.message // ""))"] | add // "")"]
  | join("; ") | gsub("[\\x00-\\x1f\\x7f]"; " ");

# An address in Terraform, of each instance in a state.
def addresses: .resources[]? | select(.mode == "managed") | . as $r | .instances[]?
  | {at: "\($r.type).\($r.name)\(if .index_key != null then "[\(.index_key)]" else "" end)", instance: .};
