# What is wrong with each record, by the schema in $schema: a line a fault,
# no line when all is well.  Knows the words of JSON Schema that
# share/make-docs writes.

# The value has that type.
def is($name):
  if $name == "integer" then type == "number" and . == floor
  else type == $name end;

# A value's faults by the schema $s; $at tells where it stands.
def faults($s; $at):
  . as $value
  | (if $s.type and ([$s.type] | flatten | any(. as $t | $value | is($t)) | not)
     then "\($at): not \($s.type)" else empty end),
    (if ($s | has("const")) and . != $s.const
     then "\($at): not \($s.const)" else empty end),
    (if $s.enum and (any($s.enum[]; . == $value) | not)
     then "\($at): \($value) is none of the words" else empty end),
    (if $s.pattern and type == "string" and (test($s.pattern) | not)
     then "\($at): \($value) does not match" else empty end),
    (if type == "number" and
        (. < ($s.minimum // .) or . > ($s.maximum // .))
     then "\($at): \($value) is out of range" else empty end),
    (if type == "array" and $s.items
     then .[] | faults($s.items; $at + "[]") else empty end),
    (if type == "object"
     then (($s.required // [])[] as $key | select(has($key) | not)
           | "\($at): no \($key)"),
          (to_entries[] | . as $e
           | ($s.properties[$e.key] // $s.additionalProperties // {}) as $sub
           | $e.value | faults($sub; "\($at).\($e.key)"))
     else empty end);

faults($schema[0]; "\(.source):\(.offset)")
