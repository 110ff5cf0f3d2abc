# What the account has: the lists to ask for, what they hold, and which object of
# the snapshot is which of theirs.
include "lib";

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
# each in seven lines for the shell. What stands in something that is not there
# has no path yet. $listed has a key for each that was asked for.
def scopes($ids; $listed):
  . as $kind
  | ([$kind.objects[] | {list, header}] | unique)[]
  | . as $s | (.list | fill($ids)) as $path
  | {kind: $kind.kind, path: $path, header: ($s.header // {})} as $scope
  | if $path == null or $listed[$scope | tojson] then empty
    else
      $kind.kind, $path, ([$s.header // {} | to_entries[] | "\(.key): \(.value)"] | first // ""),
      $kind.title, $kind.permission, (($kind.off // []) | join("\u001f")),
      ($scope + {paging: $kind.paging, per_page: ($kind.per_page // ""), result: ($kind.result // ""), one: ($kind.one // false), page: 1, seen: 0, cursor: ""} | tojson)
    end;

# The objects that are asked for one by one: those that a list does not have
# although they are there, and those of which it does not return all. Four
# lines each for the shell.
def singles($ids):
  . as $kind
  | .objects[] | select(.get != null)
  | if $kind.brief then select($ids[.key] != null) else select($ids[.key] == null) end
  | . as $o
  | (.get | fill($ids + {($o.key): ($ids[$o.key] // $o.match.id)})) as $get
  | select($get != null)
  | $kind.kind, $get, ([$o.header // {} | to_entries[] | "\(.key): \(.value)"] | first // ""),
    ({kind: $kind.kind, path: ($o.list | fill($ids)), header: ($o.header // {}), paging: "", id_name: $kind.id, id: ($ids[$o.key] // $o.match.id), single: true, merges: ($kind.uploaded // false)} | tojson);

# What answers of the API hold. They come as pairs of lines: what was asked for,
# and the answer. A line each for the shell: L a live object, M a list that has
# more, B an answer that is not what was asked for, and in which way.
def answers:
  def pairs:
    (try (input | fromjson) catch null) as $asked
    | if $asked == null then empty else
        (try (input | fromjson) catch null) as $answer
        | ({kind: $asked.kind, list: $asked.path, header: $asked.header}) as $scope
        | (if $answer == null or ($answer | type) != "object" or ($answer | has("result") | not) then "B shape " + ($asked | tojson)
           elif $asked.single then
             $scope + {item: ((if $asked.merges then {part: true} else {} end) + ($answer.result | if type == "object" then . else {} end) + (if $asked.merges then {($asked.id_name): $asked.id} else {} end))}
             | "L " + .kind + " " + tojson
           elif $answer.result == null and ($asked.one | not) and ($asked.again | not) then
             # Some of the API says so that a list is empty; once is not believed.
             "M " + ($asked + {again: true} | tojson)
           else
             $answer | page($asked.result; $asked.seen) as $page
             | ($page.items[] | "L " + $asked.kind + " " + ($scope + {item: .} | tojson)),
               (if ($asked.paging == "page" and $page.more) or ($asked.paging == "cursor" and $page.cursor != "" and $page.cursor != $asked.cursor) then
                  "M " + ($asked + {page: ($asked.page + 1), seen: ($asked.seen + ($page.items | length)), cursor: $page.cursor} | tojson)
                elif (.result_info.total_count? // 0) > $asked.seen + ($page.items | length) then "B count " + ($asked | tojson)
                else empty end)
           end),
          pairs
      end;
  try pairs catch (if . == "No more inputs" or . == "break" then empty else error(.) end);

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

# The ids of all objects and what could not be read, after the kinds of the input
# were listed. $ARGS.named has the live objects of each; $unread lists that failed.
def learn($ids; $remembered; $unread; $before):
  reduce .[] as $kind ({ids: $ids, unread: $before, zones: null};
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

# What was learnt of the kinds in $new, in three lines, and where to look next:
# the lists of all kinds of the input, and behind a line of its own, with
# $closer, the single objects of the new kinds.
def look_further($ids; $remembered; $unread; $before; $listed; $new; $closer):
  [inputs] as $kinds
  | (reduce $listed[] as $l ({}; .[$l | tojson] = true)) as $listed
  | ([$kinds[] | select(.kind as $k | $new | index([$k]))] | learn($ids; $remembered; $unread; $before)) as $learnt
  | $learnt.ids, $learnt.unread, $learnt.zones,
    ($kinds[] | scopes($learnt.ids; $listed)),
    "\u001f",
    (if $closer then $kinds[] | select(.kind as $k | $new | index([$k])) | singles($learnt.ids) else empty end);
