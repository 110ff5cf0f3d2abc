# What refers to something that was created again: the requests that change that
# and nothing else.
include "lib";
include "compare";

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
